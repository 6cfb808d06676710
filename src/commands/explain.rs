//! `gradus explain`: a level, a domain or a requirement, down to the answers that made it.

use super::{Failure, World};
use crate::cli::Explain;
use crate::language::fill;
use crate::questionnaire::Item;
use crate::render::terminal;
use crate::report::explanation::Explainer;
use crate::scoring::score;
use crate::text::visible;

/// Explains one item, or the level aimed at.
pub fn run(args: &Explain, world: &mut World<'_>) -> Result<(), Failure> {
    let texts = world.texts();
    world.joined(&args.assessment, &texts, |world, sheet| {
        let scorecard = score(sheet);
        let explainer = Explainer::new(sheet, &scorecard, world.lang);
        let questionnaire = sheet.questionnaire();
        let lines = match args.item.as_deref() {
            None => explainer.target(),
            Some(name) => {
                let level = questionnaire.level_position(name);
                let domain = questionnaire.domains().iter().position(|domain| domain.id.eq_ignore_ascii_case(name));
                match (level, domain, questionnaire.find(name)) {
                    (Some(level), ..) if level < scorecard.levels.len() => explainer.level(level),
                    (Some(_), ..) => {
                        let sentence = fill(world.words().above_target, &[("name", &visible(name))]);
                        return Err(Failure::Usage(sentence));
                    }
                    (None, Some(domain), _) => explainer.domain(domain),
                    (None, None, Some(Item::Requirements(found))) => {
                        found.into_iter().flat_map(|position| explainer.requirement(position)).collect()
                    }
                    (None, None, Some(Item::Objective(position, _))) => explainer.requirement(position),
                    (None, None, None) => {
                        let sentence = fill(world.words().no_item, &[("name", &visible(name))]);
                        return Err(Failure::Usage(sentence));
                    }
                }
            }
        };
        let text = terminal::explanation(&lines, world.out_screen);
        Ok(write!(world.out, "{text}")?)
    })
}
