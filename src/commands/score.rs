//! `gradus score`: the level reached, the score, the domains and the gaps.

use super::{Failure, World};
use crate::assessment::sheet::{AnswerSheet, aim, targets};
use crate::cli::{Score, TableFormat};
use crate::dates::Date;
use crate::exact::Fraction;
use crate::language::{Lang, fill};
use crate::questionnaire::Texts;
use crate::render::terminal;
use crate::report::{overview::overview, result::result};
use crate::review::overdue;
use crate::scoring::{Scorecard, score};
use crate::text::{harmless_json, visible};

/// Scores an assessment and shows the result.
pub fn run(args: &Score, world: &mut World<'_>) -> Result<(), Failure> {
    let texts = match args.format {
        TableFormat::Table => Texts::Titles(world.lang.tag().to_owned()),
        TableFormat::Json => Texts::Main,
    };
    let today = world.day(args.date.as_deref())?;
    world.joined(&args.assessment, &texts, |world, sheet| {
        let scorecard = score(sheet);
        let least = args.fail_under.as_deref().map(|name| least(name, sheet, world)).transpose()?;
        match args.format {
            TableFormat::Table => show(sheet, &scorecard, today, world)?,
            TableFormat::Json => {
                let text = serde_json::to_string_pretty(&result(sheet, &scorecard));
                let text = text.expect("texts and numbers can always be written as JSON");
                writeln!(world.out, "{}", harmless_json(&text))?;
            }
        }
        match least {
            Some(least) if !least.is_met(&scorecard) => {
                let sentence = match &least {
                    Least::Aim { title, .. } => fill(world.words().below, &[("level", title)]),
                    Least::Score(score) => fill(world.words().below_score, &[("score", &score.rounded(2))]),
                };
                world.say(&sentence)?;
                Err(Failure::Below)
            }
            _ => Ok(()),
        }
    })
}

/// Shows a result as a table, and what of the action plan is overdue on that day.
pub fn show(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, today: Date, world: &mut World<'_>) -> Result<(), Failure> {
    let lang: Lang = world.lang;
    let late = sheet.asked_requirements().filter_map(|position| {
        let id = &sheet.questionnaire().requirements()[position].id;
        Some(lang.detailed(id, &[overdue(sheet, position, today)?.to_string()]))
    });
    let late: Vec<String> = late.collect();
    let text = terminal::result(&overview(sheet, scorecard, lang), &late, lang, world.out_screen);
    Ok(write!(world.out, "{text}")?)
}

/// What has to be reached.
enum Least {
    /// A level, or a target.
    Aim { aim: (usize, Vec<usize>), title: String },
    /// A score of the level aimed at.
    Score(Fraction),
}

impl Least {
    /// Whether it is reached for certain: a score counts at its worst.
    fn is_met(&self, scorecard: &Scorecard) -> bool {
        match self {
            Self::Aim { aim, .. } => scorecard.reaches(aim),
            Self::Score(least) => {
                let score = scorecard.levels.last().and_then(|level| level.score.as_ref());
                score.is_some_and(|score| score.range.low >= *least)
            }
        }
    }
}

fn least(name: &str, sheet: &AnswerSheet<'_>, world: &World<'_>) -> Result<Least, Failure> {
    let questionnaire = sheet.questionnaire();
    // A level may be called by a number; then the level is meant.
    if let Some(aim) = aim(questionnaire, name) {
        let target = questionnaire.targets().iter().find(|target| target.id.eq_ignore_ascii_case(name));
        let title = target.map_or(&questionnaire.levels()[aim.0].title, |target| &target.title);
        return Ok(Least::Aim { title: visible(title.get(world.lang.tag())), aim });
    }
    Fraction::parse(name).map(Least::Score).ok_or_else(|| {
        let values = [("found", visible(name)), ("known", targets(questionnaire).join(", "))];
        Failure::Usage(fill(world.words().no_level_or_score, &values))
    })
}
