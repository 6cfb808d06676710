//! `gradus plan`: the way to the target with the least effort, and what answers would change.

use std::collections::HashMap;

use super::{Failure, World};
use crate::assessment::sheet::{AnswerSheet, needs_reason, prove, verdict};
use crate::assessment::{Assessment, file::Places};
use crate::cli::{Plan, TableFormat};
use crate::dates::Date;
use crate::language::fill;
use crate::planning::{Aim, gone, usual_effort, way};
use crate::questionnaire::{Item, Questionnaire, Rule, Texts};
use crate::render::terminal;
use crate::report::way::Journey;
use crate::scoring::{Scorecard, score};
use crate::text::{harmless_json, visible};

/// Finds the way and shows it. Nothing is written.
pub fn run(args: &Plan, world: &mut World<'_>) -> Result<(), Failure> {
    let day = args.by.as_deref().map(|typed| world.date(typed)).transpose()?;
    let texts = Texts::Titles(world.lang.tag().to_owned());
    world.joined(&args.assessment, &texts, |world, sheet| {
        let questionnaire = sheet.questionnaire();
        let efforts = efforts(args, questionnaire, world)?;
        let effort =
            |position: usize| efforts.get(&position).copied().unwrap_or_else(|| usual_effort(questionnaire, position));
        let mut assumed = Vec::new();
        let mut assessment = sheet.assessment().clone();
        if let Some(day) = day {
            assumed.push(carried_out(sheet, day, &mut assessment, world));
        }
        assumed.extend(assume(args, questionnaire, &mut assessment, world)?);
        let sheet = proven(questionnaire, &assessment)?;
        let card = score(&sheet);
        let aim = if args.for_good || !may_wait(&sheet) { Aim::Final } else { Aim::Conditional };
        let found = way(&sheet, &card, aim, &effort);
        let then = found.as_ref().map(|way| gone(&sheet, way));
        let then = then.as_ref().map(|then| proven(questionnaire, then)).transpose()?;
        let then: Option<(AnswerSheet<'_>, Scorecard)> = then.map(|sheet| {
            let card = score(&sheet);
            (sheet, card)
        });
        let for_good = (aim == Aim::Conditional).then(|| way(&sheet, &card, Aim::Final, &effort)).flatten();
        let journey = Journey {
            now: (&sheet, &card),
            assumed,
            aim,
            way: found.as_ref(),
            then: then.as_ref().map(|(sheet, card)| (sheet, card)),
            for_good: for_good.map(|way| way.effort()),
        };
        match args.format {
            TableFormat::Table => {
                let text = terminal::way(&journey.told(world.lang), world.lang, world.out_screen);
                Ok(write!(world.out, "{text}")?)
            }
            TableFormat::Json => {
                let text = serde_json::to_string_pretty(&journey.file());
                let text = text.expect("texts and numbers can always be written as JSON");
                Ok(writeln!(world.out, "{}", harmless_json(&text))?)
            }
        }
    })
}

/// Returns whether the target can be reached on condition of an action plan.
fn may_wait(sheet: &AnswerSheet<'_>) -> bool {
    let rule = &sheet.questionnaire().levels()[sheet.target()].rule;
    matches!(rule, Rule::Points(points) if points.conditional.is_some())
}

fn proven<'a>(questionnaire: &'a Questionnaire, assessment: &'a Assessment) -> Result<AnswerSheet<'a>, Failure> {
    let sheet = prove(questionnaire, assessment, &Places::default(), &mut Vec::new());
    sheet.map_err(|problems| Failure::Problems(problems, Vec::new()))
}

/// Parts what was typed at its last sign of equality: ids may hold none, and answers neither.
fn parted(typed: &str) -> Option<(&str, &str)> {
    typed
        .rsplit_once('=')
        .map(|(id, value)| (id.trim(), value.trim()))
        .filter(|(id, value)| !id.is_empty() && !value.is_empty())
}

fn found(name: &str, questionnaire: &Questionnaire, world: &World<'_>) -> Result<Item, Failure> {
    let unknown = || Failure::Usage(fill(world.words().no_item, &[("name", &visible(name))]));
    questionnaire.find(name).ok_or_else(unknown)
}

/// The effort of requirements that was given.
fn efforts(args: &Plan, questionnaire: &Questionnaire, world: &World<'_>) -> Result<HashMap<usize, u64>, Failure> {
    let words = &world.lang.words().planning;
    let mut efforts = HashMap::new();
    for typed in &args.effort {
        let wrong = || Failure::Usage(fill(words.bad_effort, &[("found", &visible(typed))]));
        let (name, effort) = parted(typed).ok_or_else(wrong)?;
        // Days of more than a life are a slip of the finger.
        let effort: u64 = effort.parse().ok().filter(|effort| *effort <= 100_000).ok_or_else(wrong)?;
        match found(name, questionnaire, world)? {
            Item::Requirements(positions) => efforts.extend(positions.into_iter().map(|position| (position, effort))),
            Item::Objective(..) => return Err(wrong()),
        }
    }
    Ok(efforts)
}

/// Gives the answers that are to be assumed; returns what that was, in words.
fn assume(
    args: &Plan,
    questionnaire: &Questionnaire,
    assessment: &mut Assessment,
    world: &World<'_>,
) -> Result<Option<String>, Failure> {
    let words = &world.lang.words().planning;
    let mut told = Vec::new();
    for typed in &args.assume {
        let wrong = || Failure::Usage(fill(words.bad_assume, &[("found", &visible(typed))]));
        let (name, answer) = parted(typed).ok_or_else(wrong)?;
        let items: Vec<(usize, Option<usize>)> = match found(name, questionnaire, world)? {
            Item::Requirements(positions) => positions.into_iter().map(|position| (position, None)).collect(),
            Item::Objective(position, objective) => vec![(position, Some(objective))],
        };
        for (position, objective) in items {
            let requirement = &questionnaire.requirements()[position];
            let scale = questionnaire.scale_of(requirement);
            let part = objective.map(|objective| &requirement.objectives[objective]);
            let Some(given) = verdict(scale, part, answer) else {
                let id = part.map_or_else(|| requirement.id.clone(), |part| format!("{}/{}", requirement.id, part.id));
                let values = [("found", visible(answer)), ("id", id), ("known", scale.words(part).join(", "))];
                return Err(Failure::Usage(fill(world.words().no_answer, &values)));
            };
            assessment.take_names(questionnaire, |own| own == position);
            let entry = assessment.entry_mut(&requirement.id);
            match objective {
                None => entry.answer_whole(answer),
                Some(objective) => entry.answer_objective(&requirement.objectives[objective].id, answer),
            }
            if needs_reason(scale, given) && entry.reason.is_none() {
                entry.reason = Some(words.needs_reason.to_owned());
            }
        }
        told.push(visible(typed));
    }
    let list = told.join(world.lang.comma());
    Ok((!told.is_empty()).then(|| fill(words.assumed, &[("answers", &list)])))
}

/// Answers what a plan promises by a day; returns how many plans that were, in words.
fn carried_out(sheet: &AnswerSheet<'_>, day: Date, assessment: &mut Assessment, world: &World<'_>) -> String {
    let words = &world.lang.words().planning;
    let questionnaire = sheet.questionnaire();
    let mut count = 0;
    for position in sheet.asked_requirements() {
        let due = sheet.entry(position).and_then(|entry| entry.plan.as_ref()).and_then(|plan| plan.due);
        if due.is_some_and(|due| due <= day) {
            let requirement = &questionnaire.requirements()[position];
            let best = &questionnaire.scale_of(requirement).answers[0].id;
            assessment.take_names(questionnaire, |own| own == position);
            assessment.entry_mut(&requirement.id).answer_whole(best);
            count += 1;
        }
    }
    let text = match count {
        0 => words.by_none,
        1 => words.by_one,
        _ => words.by,
    };
    fill(text, &[("day", day.to_string()), ("count", count.to_string())])
}
