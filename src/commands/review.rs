//! `gradus review`: answers that contradict each other, would not stand up to a question, or are still to be given.

use serde::Serialize;

use super::{Failure, World};
use crate::assessment::sheet::AnswerSheet;
use crate::cli::{Review, TableFormat};
use crate::dates::Date;
use crate::interview::doubts;
use crate::language::fill;
use crate::questionnaire::Texts;
use crate::render::terminal;
use crate::review::{Due, Kind, Remark, Weight, due, review};
use crate::scoring::score;
use crate::storage;
use crate::text::{harmless_json, named};

/// Every weight, the heaviest first.
const WEIGHTS: [Weight; 3] = [Weight::Contradiction, Weight::Weakness, Weight::Open];

/// What deserves a second look, for other programs. Keys may be added, never changed.
#[derive(Serialize)]
struct ReviewFile<'r> {
    format: &'static str,
    day: Date,
    contradictions: usize,
    weaknesses: usize,
    open: usize,
    due: Vec<DueFile<'r>>,
    remarks: Vec<RemarkFile<'r>>,
}

#[derive(Serialize)]
struct DueFile<'r> {
    level: &'r str,
    what: &'static str,
    day: Date,
}

#[derive(Serialize)]
struct RemarkFile<'r> {
    id: &'r str,
    severity: &'static str,
    kind: &'static str,
    message: String,
}

/// Looks through an assessment. The exit status is 3 if something contradicts itself or is overdue; with `--strict` also if
/// something would not stand up to a question.
pub fn run(args: &Review, world: &mut World<'_>) -> Result<(), Failure> {
    let today = world.day(args.date.as_deref())?;
    let folder = args.assessment.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
    let texts = Texts::Titles(world.lang.tag().to_owned());
    world.joined(&args.assessment, &texts, |world, sheet| {
        let scorecard = score(sheet);
        let remarks = review(sheet, &scorecard, today, &|place| storage::digest(&folder, place));
        let due = due(&scorecard, today);
        match args.format {
            TableFormat::Table => table(sheet, &remarks, &due, world)?,
            TableFormat::Json => {
                let text = serde_json::to_string_pretty(&file(sheet, &remarks, &due, today, world));
                let text = text.expect("texts and numbers can always be written as JSON");
                writeln!(world.out, "{}", harmless_json(&text))?;
            }
        }
        let worst = remarks.iter().map(|own| own.doubt.kind().weight()).min();
        let fails = !due.is_empty()
            || worst.is_some_and(|worst| worst == Weight::Contradiction || (args.strict && worst == Weight::Weakness));
        if fails { Err(Failure::Problems(Vec::new(), Vec::new())) } else { Ok(()) }
    })
}

/// A word of files for a weight.
const fn severity(weight: Weight) -> &'static str {
    match weight {
        Weight::Contradiction => "contradiction",
        Weight::Weakness => "weakness",
        Weight::Open => "open",
    }
}

/// A word of files for a kind.
const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::EssentialNotApplicable => "essential-not-applicable",
        Kind::WithoutGround => "without-ground",
        Kind::AgainstProfile => "against-profile",
        Kind::ChangedFile => "changed-file",
        Kind::Overdue => "overdue",
        Kind::PlanOrder => "plan-order",
        Kind::NoPlan => "no-plan",
        Kind::LateMilestone => "late-milestone",
        Kind::NoEvidence => "no-evidence",
        Kind::Stale => "stale-evidence",
        Kind::NeedlessPlan => "needless-plan",
        Kind::Marked => "marked",
        Kind::Unknown => "unknown",
        Kind::Open => "open",
    }
}

fn file<'r>(
    sheet: &'r AnswerSheet<'_>,
    remarks: &[Remark],
    due: &[(usize, Due)],
    day: Date,
    world: &World<'_>,
) -> ReviewFile<'r> {
    let questionnaire = sheet.questionnaire();
    let count = |weight: Weight| remarks.iter().filter(|own| own.doubt.kind().weight() == weight).count();
    ReviewFile {
        format: "gradus/review/1",
        day,
        contradictions: count(Weight::Contradiction),
        weaknesses: count(Weight::Weakness),
        open: count(Weight::Open),
        due: due
            .iter()
            .map(|(level, own)| DueFile {
                level: &questionnaire.levels()[*level].id,
                what: match own {
                    Due::Ended(_) => "ended",
                    Due::Affirmation(_) => "affirmation",
                },
                day: own.day(),
            })
            .collect(),
        remarks: remarks
            .iter()
            .map(|own| RemarkFile {
                id: &questionnaire.requirements()[own.requirement].id,
                severity: severity(own.doubt.kind().weight()),
                kind: word(own.doubt.kind()),
                message: doubts::told(&world.lang.words().interview, questionnaire, own.doubt),
            })
            .collect(),
    }
}

fn table(
    sheet: &AnswerSheet<'_>,
    remarks: &[Remark],
    due: &[(usize, Due)],
    world: &mut World<'_>,
) -> Result<(), Failure> {
    let (words, lang, width) = (world.words(), world.lang, world.out_screen.width);
    let questionnaire = sheet.questionnaire();
    let mut text = String::new();
    for (level, own) in due {
        let form = match own {
            Due::Ended(_) => words.review_ended,
            Due::Affirmation(_) => words.review_affirm,
        };
        let title = questionnaire.levels()[*level].title.get(lang.tag()).to_owned();
        text.push_str(&terminal::wrapped(
            &fill(form, &[("level", title), ("day", own.day().to_string())]),
            width,
            0,
            None,
        ));
    }
    for weight in WEIGHTS {
        let own: Vec<&Remark> = remarks.iter().filter(|own| own.doubt.kind().weight() == weight).collect();
        if own.is_empty() {
            continue;
        }
        let head = match weight {
            Weight::Contradiction => words.review_contradictions,
            Weight::Weakness => words.review_weaknesses,
            Weight::Open => words.review_open,
        };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{}\n", fill(head, &[("count", &own.len().to_string())])));
        let rows = own.into_iter().map(|own| {
            let requirement = &questionnaire.requirements()[own.requirement];
            let name = named(&requirement.id, " ", requirement.title.get(lang.tag()));
            vec![name, doubts::told(&lang.words().interview, questionnaire, own.doubt)]
        });
        let heads = [lang.words().report.requirement, words.review_why];
        text.push_str(&terminal::table(&heads, rows.collect(), &[], lang, width));
    }
    if text.is_empty() {
        text = terminal::wrapped(lang.words().interview.review_nothing, width, 0, None);
    }
    Ok(write!(world.out, "{text}")?)
}
