//! `gradus answer`: answers one requirement or objective without the interview.

use super::{Failure, World};
use crate::assessment::sheet::{needs_reason, prove, verdict};
use crate::assessment::{Evidence, Milestone, Plan, PlanStatus, file::Places};
use crate::cli::{Answer, Progress};
use crate::dates::{Date, now};
use crate::language::fill;
use crate::questionnaire::{Item, Texts};
use crate::storage::Opened;
use crate::text::visible;

/// Changes the assessment file, or nothing if the answer does not fit.
pub fn run(args: &Answer, world: &mut World<'_>) -> Result<(), Failure> {
    let given_text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let said = Plan {
        action: String::new(),
        owner: given_text(&args.owner),
        start: args.start.as_deref().map(|typed| world.date(typed)).transpose()?,
        due: args.due.as_deref().map(|typed| world.date(typed)).transpose()?,
        status: args.status.map(status),
        milestones: args.milestone.iter().filter(|text| !text.trim().is_empty()).map(|text| milestone(text)).collect(),
        resources: given_text(&args.resources),
    };
    let (mut opened, mut assessment, places, source) =
        Opened::open(&args.assessment).map_err(|refusal| world.refusal(refusal))?;
    let questionnaire = world.good(world.load_for(&assessment, &args.assessment, &Texts::Main))?;
    // A file with faults of its own is mended before it is changed.
    world.with_sheet(&questionnaire, &assessment, &places, source, |_, _| Ok(()))?;
    let items: Vec<(usize, Option<usize>)> = match questionnaire.find(&args.item) {
        Some(Item::Requirements(found)) => found.into_iter().map(|position| (position, None)).collect(),
        Some(Item::Objective(position, objective)) => vec![(position, Some(objective))],
        None => {
            let sentence = fill(world.words().no_item, &[("name", &visible(&args.item))]);
            return Err(Failure::Usage(sentence));
        }
    };
    // An answer that stands under a former name is replaced where it stands, not answered beside it.
    assessment.take_names(&questionnaire, |position| items.iter().any(|(own, _)| *own == position));
    let time = now();
    let mut told: Vec<String> = Vec::new();
    for &(position, objective) in &items {
        let requirement = &questionnaire.requirements()[position];
        let scale = questionnaire.scale_of(requirement);
        let part = objective.map(|objective| &requirement.objectives[objective]);
        let Some(given) = verdict(scale, part, &args.answer) else {
            let known = scale.words(part).join(", ");
            let id = part.map_or_else(|| requirement.id.clone(), |part| format!("{}/{}", requirement.id, part.id));
            let values = [("found", visible(&args.answer)), ("id", id), ("known", known)];
            return Err(Failure::Usage(fill(world.words().no_answer, &values)));
        };
        let entry = assessment.entry_mut(&requirement.id);
        // Where the old answer is none any more, its reason stands no longer either.
        let excused = entry.answer.as_deref().map(|old| verdict(scale, None, old));
        let lapses = excused.is_some_and(|old| old.is_none_or(|old| needs_reason(scale, old)));
        let lapses = lapses && !needs_reason(scale, given);
        match (given_text(&args.reason), &entry.reason) {
            (Some(reason), _) => entry.reason = Some(reason),
            // The reason for an answer that no longer stands would be read as the reason for this one.
            (None, Some(old)) if lapses && objective.is_none() => {
                told.push(fill(world.words().reason_gone, &[("id", &requirement.id), ("reason", &visible(old))]));
                entry.reason = None;
            }
            (None, _) => {}
        }
        if needs_reason(scale, given) && entry.reason.is_none() {
            let values = [("id", requirement.id.as_str()), ("answer", args.answer.as_str())];
            return Err(Failure::Usage(fill(world.words().reason_needed, &values)));
        }
        let before = (entry.answer.clone(), entry.objectives.clone());
        let replaced = match objective {
            None if !entry.objectives.is_empty() => {
                let count = entry.objectives.len().to_string();
                Some(fill(world.words().replaced_objectives, &[("id", &requirement.id), ("count", &count)]))
            }
            Some(_) => entry.answer.as_ref().map(|whole| {
                fill(world.words().replaced_whole, &[("id", &requirement.id), ("answer", &visible(whole))])
            }),
            None => None,
        };
        told.extend(replaced);
        match objective {
            None => entry.answer_whole(&args.answer),
            Some(objective) => entry.answer_objective(&requirement.objectives[objective].id, &args.answer),
        }
        entry.note = given_text(&args.note).or(entry.note.take());
        match given_text(&args.plan).or_else(|| entry.plan.as_ref().map(|plan| plan.action.clone())) {
            Some(action) => entry.take_plan(Plan { action, ..said.clone() }),
            None if !said.is_only_action() => {
                return Err(Failure::Usage(fill(world.words().plan_needed, &[("id", &requirement.id)])));
            }
            None => {}
        }
        for what in args.evidence.iter().filter(|text| !text.trim().is_empty()) {
            entry.add_evidence(Evidence { what: what.clone(), ..Evidence::default() });
        }
        // Whoever gave the old answer has not given this one.
        let same = before == (entry.answer.clone(), entry.objectives.clone());
        entry.by = given_text(&args.by).or(entry.by.take().filter(|_| same));
        entry.at = Some(time.clone());
    }
    assessment.tidy(&questionnaire);
    prove(&questionnaire, &assessment, &Places::default(), &mut Vec::new())
        .map_err(|problems| Failure::Problems(problems, Vec::new()))?;
    let kept = opened.save(&assessment).map_err(|error| world.storage(&error))?;
    if let Some(copy) = kept {
        let text = fill(world.words().kept_copy, &[("path", &visible(&copy.display().to_string()))]);
        world.say(&text)?;
    }
    let id = |&(position, objective): &(usize, Option<usize>)| {
        let requirement = &questionnaire.requirements()[position];
        match objective {
            Some(objective) => format!("{}/{}", requirement.id, requirement.objectives[objective].id),
            None => requirement.id.clone(),
        }
    };
    let ids: Vec<String> = items.iter().map(id).collect();
    let values = [("id", ids.join(", ")), ("answer", args.answer.clone())];
    told.push(fill(world.words().answer_saved, &values));
    for sentence in told {
        world.say(&sentence)?;
    }
    Ok(())
}

const fn status(progress: Progress) -> PlanStatus {
    match progress {
        Progress::Planned => PlanStatus::Planned,
        Progress::InProgress => PlanStatus::InProgress,
        Progress::Done => PlanStatus::Done,
    }
}

/// Reads a step of a plan: what is then done, after the day by which it is to be done where one is given.
fn milestone(text: &str) -> Milestone {
    let dated = text.trim().split_once(char::is_whitespace).and_then(|(day, what)| Some((Date::parse(day)?, what)));
    match dated {
        Some((due, what)) => Milestone { what: what.trim().to_owned(), due: Some(due), done: false },
        None => Milestone { what: text.trim().to_owned(), ..Milestone::default() },
    }
}
