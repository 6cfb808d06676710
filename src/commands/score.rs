//! `gradus score`: the level reached, the score, the domains and the gaps.

use super::{Failure, World};
use crate::assessment::sheet::{AnswerSheet, aim, targets};
use crate::cli::{Score, TableFormat};
use crate::language::{Lang, fill};
use crate::questionnaire::Texts;
use crate::render::terminal;
use crate::report::{
    overview::overview,
    plain::{harmless_json, visible},
    result::result,
};
use crate::scoring::{Scorecard, score};

/// Scores an assessment and shows the result.
pub fn run(args: &Score, world: &mut World<'_>) -> Result<(), Failure> {
    world.joined(&args.assessment, &Texts::Main, |world, sheet| {
        let scorecard = score(sheet);
        let least = args.fail_under.as_deref().map(|name| level(name, sheet, world)).transpose()?;
        match args.format {
            TableFormat::Table => show(sheet, &scorecard, world)?,
            TableFormat::Json => {
                let text = serde_json::to_string_pretty(&result(sheet, &scorecard));
                let text = text.expect("texts and numbers can always be written as JSON");
                writeln!(world.out, "{}", harmless_json(&text))?;
            }
        }
        match least {
            Some(least) if scorecard.reached.is_none_or(|reached| reached < least) => {
                let title = &sheet.questionnaire().levels()[least].title;
                let sentence = fill(world.words().below, &[("level", &visible(title.get(world.lang.tag())))]);
                world.say(&sentence)?;
                Err(Failure::Below)
            }
            _ => Ok(()),
        }
    })
}

/// Shows a result as a table.
pub fn show(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, world: &mut World<'_>) -> Result<(), Failure> {
    let lang: Lang = world.lang;
    let text = terminal::result(&overview(sheet, scorecard, lang), lang, world.out_screen);
    Ok(write!(world.out, "{text}")?)
}

fn level(name: &str, sheet: &AnswerSheet<'_>, world: &World<'_>) -> Result<usize, Failure> {
    let questionnaire = sheet.questionnaire();
    aim(questionnaire, name).map(|(level, _)| level).ok_or_else(|| {
        let known = targets(questionnaire).join(", ");
        let values = [("found", visible(name)), ("known", known)];
        Failure::Usage(fill(world.words().no_level, &values.each_ref().map(|(field, value)| (*field, value.as_str()))))
    })
}
