//! `gradus show`: a questionnaire, or one requirement with its guidance.

use std::path::{Path, PathBuf};

use super::{Failure, PROGRAM, World, paper, report};
use crate::cli::{Show, ShowFormat};
use crate::language::fill;
use crate::questionnaire::{EvidenceKind, Item, Method, Poam, Questionnaire, Requirement, Texts};
use crate::render::terminal::{self, wrapped};
use crate::render::{html, markdown};
use crate::report::portrait::portrait;
use crate::report::questionnaire_json::questionnaire_json;
use crate::report::{Blank, Look, blank};
use crate::storage;
use crate::text::{harmless_json, named, visible};

/// Reads what is to be shown, and says whether it was read in every language. A fault in a language that is not shown
/// keeps nobody from reading the others; how far they are translated is not told then.
fn read(args: &Show, world: &World<'_>) -> Result<(Questionnaire, bool), Failure> {
    let in_one = || world.questionnaire(&args.questionnaire, &world.texts()).map(|read| (read, false));
    let in_all = || world.questionnaire(&args.questionnaire, &Texts::All).map(|read| (read, true));
    match args.format {
        ShowFormat::Json => in_all(),
        ShowFormat::Table if args.item.is_some() => in_one(),
        ShowFormat::Table => in_all().or_else(|_| in_one()),
        ShowFormat::Md | ShowFormat::Html | ShowFormat::Pdf => {
            world.questionnaire(&args.questionnaire, &world.report_texts()).map(|read| (read, false))
        }
    }
}

/// Shows a questionnaire or some of its requirements.
pub fn run(args: &Show, world: &mut World<'_>) -> Result<(), Failure> {
    let day = world.day(args.date.as_deref())?.to_string();
    if args.output.is_some() && !args.format.is_filled_in() {
        return Err(Failure::Usage(world.words().output_wants_document.to_owned()));
    }
    let (questionnaire, all) = read(args, world)?;
    let found = match args.item.as_deref() {
        None => None,
        Some(name) => match questionnaire.find(name) {
            Some(Item::Requirements(found)) => Some(found),
            Some(Item::Objective(position, _)) => Some(vec![position]),
            None => {
                return Err(Failure::Usage(fill(world.words().no_item, &[("name", &visible(name))])));
            }
        },
    };
    let text = match (args.format, found) {
        (ShowFormat::Md | ShowFormat::Html | ShowFormat::Pdf, found) => {
            return fill_in(args, &questionnaire, found.as_deref(), &day, world);
        }
        (ShowFormat::Json, found) => {
            let json = questionnaire_json(&questionnaire, found.as_deref());
            let text = serde_json::to_string_pretty(&json);
            harmless_json(&text.expect("texts and numbers can always be written as JSON")) + "\n"
        }
        (ShowFormat::Table, None) => whole(&questionnaire, &args.questionnaire, all, world),
        (ShowFormat::Table, Some(found)) => {
            let parts: Vec<String> = found.into_iter().map(|position| one(&questionnaire, position, world)).collect();
            parts.join("\n")
        }
    };
    Ok(write!(world.out, "{text}")?)
}

/// Writes a questionnaire to fill in by hand; Markdown, as the other texts, to standard output.
fn fill_in(
    args: &Show,
    questionnaire: &Questionnaire,
    only: Option<&[usize]>,
    date: &str,
    world: &mut World<'_>,
) -> Result<(), Failure> {
    let look = Look { paper: paper(args.paper), ..Look::default() };
    let document =
        blank(&Blank { questionnaire, only, date, program: PROGRAM, look: &look }, world.lang, world.second());
    let path = |ending: &str| {
        // Not by its id alone: that is the name of the report of an assessment.
        let named = || Path::new("reports").join(format!("{}-blank.{ending}", questionnaire.id()));
        args.output.clone().unwrap_or_else(named)
    };
    let (path, text): (PathBuf, String) = match (args.format, &args.output) {
        (ShowFormat::Pdf, _) => return report::save_pdf(&document, &path("pdf"), world.words().blank_written, world),
        (ShowFormat::Html, _) => (path("html"), html::render(&document)),
        (_, Some(path)) => (path.clone(), markdown::render(&document)),
        (_, None) => return Ok(write!(world.out, "{}", visible(&markdown::render(&document)))?),
    };
    storage::write_report(&path, text.as_bytes()).map_err(|error| world.storage(&error))?;
    let values = [("path", visible(&path.display().to_string()))];
    Ok(writeln!(world.out, "{}", fill(world.words().blank_saved, &values))?)
}

fn whole(questionnaire: &Questionnaire, name: &str, all: bool, world: &World<'_>) -> String {
    let (words, width) = (world.words(), world.out_screen.width);
    let mut text = terminal::portrait(&portrait(questionnaire, world.lang, all), world.lang, world.out_screen);
    text.push_str(&wrapped(&fill(words.show_hint, &[("id", &visible(name))]), width, 0, None));
    text
}

fn one(questionnaire: &Questionnaire, position: usize, world: &World<'_>) -> String {
    let (words, tag, width) = (world.words(), world.lang.tag(), world.out_screen.width);
    let requirement = &questionnaire.requirements()[position];
    let scale = questionnaire.scale_of(requirement);
    let mut text = wrapped(&named(&requirement.id, "  ", requirement.title.get(tag)), width, 0, None);
    text.push('\n');
    text.push_str(&wrapped(requirement.ask.get(tag), width, 0, None));
    text.push('\n');
    for (label, value) in facts(questionnaire, requirement, world) {
        text.push_str(&wrapped(&world.lang.labelled(label, &value), width, 0, None));
    }
    if requirement.essential {
        text.push_str(&wrapped(words.show_essential, width, 0, None));
    }
    let mut block = |head: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{head}\n"));
            for line in lines {
                text.push_str(&wrapped(&line, width, 2, None));
            }
        }
    };
    let answers = scale.words(None).into_iter().map(|word| match scale.position(word) {
        Some(index) => {
            let (label, meaning) = (scale.answers[index].label.get(tag), scale.answers[index].meaning.get(tag));
            let values = [("answer", label), ("meaning", meaning)];
            let told = if meaning.is_empty() {
                label.to_owned()
            } else {
                fill(world.lang.words().interview.choice_means, &values)
            };
            format!("{word}  {told}")
        }
        None if word == crate::questionnaire::NOT_APPLICABLE => {
            format!("{word}  {}", world.lang.words().report.state_not_applicable)
        }
        None => format!("{word}  {}", world.lang.words().report.state_unknown),
    });
    block(words.show_answers, answers.collect());
    let objectives = requirement.objectives.iter().map(|part| match part.answers.as_slice() {
        [] => format!("{}  {}", part.id, part.ask.get(tag)),
        _ => format!("{}  {} [{}]", part.id, part.ask.get(tag), scale.words(Some(part)).join(" · ")),
    });
    block(words.show_objectives, objectives.collect());
    let present =
        |text: &crate::questionnaire::Text| if text.is_empty() { vec![] } else { vec![text.get(tag).to_owned()] };
    block(words.show_help, present(&requirement.help));
    block(words.show_advice, present(&requirement.advice));
    let evidence = requirement
        .evidence
        .iter()
        .map(|evidence| world.lang.labelled(hint_word(world, evidence.kind), evidence.hint.get(tag)));
    block(words.show_evidence, evidence.collect());
    let refs = requirement.refs.iter().map(|(framework, ids)| format!("{framework}: {}", ids.join(", ")));
    block(words.show_refs, refs.collect());
    text
}

fn facts(questionnaire: &Questionnaire, requirement: &Requirement, world: &World<'_>) -> Vec<(&'static str, String)> {
    let (words, tag) = (world.words(), world.lang.tag());
    let scale = questionnaire.scale_of(requirement);
    let mut facts = Vec::new();
    if questionnaire.method() != Method::Mean {
        facts.push((words.show_level, questionnaire.levels()[requirement.level].title.get(tag).to_owned()));
    }
    if !requirement.aliases.is_empty() {
        facts.push((words.show_aliases, requirement.aliases.join(", ")));
    }
    if let Some(points) = &requirement.points {
        facts.push((words.show_points, points.rounded(2)));
        facts.push((
            words.show_poam,
            match &requirement.poam {
                Poam::Never => words.poam_never.to_owned(),
                Poam::Allowed => words.poam_allowed.to_owned(),
                Poam::With(answers) => {
                    let list: Vec<&str> = answers.iter().map(|&index| scale.answers[index].label.get(tag)).collect();
                    fill(words.poam_with, &[("answers", &list.join(", "))])
                }
            },
        ));
    }
    if let Some(weight) = &requirement.weight {
        facts.push((words.show_weight, weight.rounded(2)));
    }
    if let Some(effort) = requirement.effort {
        facts.push((
            words.show_effort,
            crate::report::overview::effort_word(&world.lang.words().report, effort).to_owned(),
        ));
    }
    if !requirement.depends_on.is_empty() {
        let ids = requirement.depends_on.iter().map(|&position| questionnaire.requirements()[position].id.as_str());
        facts.push((words.show_depends, ids.collect::<Vec<&str>>().join(", ")));
    }
    facts
}

fn hint_word(world: &World<'_>, kind: EvidenceKind) -> &'static str {
    let words = &world.lang.words().interview;
    match kind {
        EvidenceKind::Examine => words.examine,
        EvidenceKind::Interview => words.interview,
        EvidenceKind::Test => words.test,
    }
}
