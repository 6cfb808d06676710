//! `gradus explain`: a level, a domain or a requirement, down to the answers that made it; or the code of a problem.

use super::{Failure, World};
use crate::cli::Explain;
use crate::diagnostic::Code;
use crate::language::fill;
use crate::questionnaire::Item;
use crate::render::terminal;
use crate::report::explanation::Explainer;
use crate::scoring::score;
use crate::text::{narrowed, visible};

/// Explains a code; or one item of an assessment, or the level aimed at.
pub fn run(args: &Explain, world: &mut World<'_>) -> Result<(), Failure> {
    // A file of such a name is what the user has, so it comes before the code.
    if !args.assessment_or_code.is_file()
        && let Some(name) = args.assessment_or_code.to_str().and_then(like_a_code)
    {
        return page(&name, args.item.as_deref(), world);
    }
    let texts = world.texts();
    world.joined(&args.assessment_or_code, &texts, |world, sheet| {
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

/// Returns what was typed if it can only be meant as a code, right or wrong: one or two letters and some digits. Paths of
/// assessments have an ending.
fn like_a_code(typed: &str) -> Option<String> {
    let name: String = typed.trim().chars().map(narrowed).collect();
    let letters = name.chars().filter(char::is_ascii_alphabetic).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let alone = letters + digits == name.chars().count();
    (alone && (1..=2).contains(&letters) && (2..=5).contains(&digits)).then(|| name.to_uppercase())
}

fn page(name: &str, item: Option<&str>, world: &mut World<'_>) -> Result<(), Failure> {
    let words = world.words();
    let Some(code) = Code::named(name) else {
        let sentence = fill(words.no_code, &[("name", name)]);
        let meant = Code::meant(name).map(|code| fill(words.did_you_mean, &[("name", code.as_str())]));
        let sentences: Vec<&str> =
            std::iter::once(sentence.as_str()).chain(meant.as_deref()).chain([words.no_code_cure]).collect();
        return Err(Failure::Usage(world.lang.sentences(&sentences)));
    };
    if let Some(item) = item {
        let values = [("code", code.as_str().to_owned()), ("name", visible(item))];
        return Err(Failure::Usage(fill(words.code_no_item, &values)));
    }
    let text = terminal::page(code, world.lang, world.out_screen);
    Ok(write!(world.out, "{text}")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_by_its_look() {
        for (typed, name) in [("q0203", "Q0203"), ("Ｑ０２０３", "Q0203"), ("Q203", "Q203"), ("QO203", "QO203")] {
            assert_eq!(like_a_code(typed).as_deref(), Some(name));
        }
        for typed in ["firm.assessment.yaml", "./Q0203", "l1", "cmmc", "2026", "firm2026", "AC.L2-3.1.1", ""] {
            assert_eq!(like_a_code(typed), None, "{typed}");
        }
    }
}
