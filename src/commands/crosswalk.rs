//! `gradus crosswalk`: where two questionnaires or frameworks meet.

use super::{Failure, World};
use crate::cli::{Crosswalk, CrosswalkFormat};
use crate::crosswalk::Side;
use crate::language::fill;
use crate::questionnaire::framework::{framework, frameworks};
use crate::questionnaire::{Texts, catalog};
use crate::render::{self, terminal};
use crate::report::crossings::Crossings;
use crate::storage;
use crate::text::{harmless_json, visible};

/// Prints where they meet.
pub fn run(args: &Crosswalk, world: &mut World<'_>) -> Result<(), Failure> {
    let (from, to) = (side(&args.from, world)?, side(&args.to, world)?);
    let crossings = Crossings::of(&from, &to);
    match args.format {
        CrosswalkFormat::Table => {
            let text = terminal::crossings(&crossings, world.lang, world.out_screen);
            Ok(write!(world.out, "{text}")?)
        }
        CrosswalkFormat::Csv => Ok(world.out.write_all(&render::csv::render(&crossings.sheet(world.lang)))?),
        CrosswalkFormat::Json => {
            let text = serde_json::to_string_pretty(&crossings.file());
            let text = text.expect("texts and numbers can always be written as JSON");
            Ok(writeln!(world.out, "{}", harmless_json(&text))?)
        }
    }
}

/// A framework of this name, or else a questionnaire.
fn side(name: &str, world: &World<'_>) -> Result<Side, Failure> {
    let is_questionnaire = catalog::built_in(name).is_some() || storage::at_hand(name).is_some();
    if let Some(known) = framework(name).filter(|_| !is_questionnaire) {
        return Ok(Side::of_framework(&known));
    }
    if !is_questionnaire && world.shelved(name).is_none() {
        let words = &world.lang.words().crosswalk;
        let known: Vec<String> = frameworks().into_iter().map(|known| known.id).collect();
        let what = fill(words.unknown_side, &[("name", &visible(name))]);
        let cure = fill(words.unknown_side_cure, &[("known", &known.join(world.lang.comma()))]);
        return Err(Failure::Failed(what, cure));
    }
    Ok(Side::of_questionnaire(&world.questionnaire(name, &Texts::All)?))
}
