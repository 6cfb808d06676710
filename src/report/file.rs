//! The frozen form of a whole report for other programs: `gradus/report/1`. Keys may be added, never changed. A text
//! that depends on the language is a map by language; what people wrote stands as they wrote it. Words of `state`,
//! `status`, `answer` and `why` are those of files; `label` says the same for people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::build::Subject;
use super::listed::{Part, is_scored, kept, listed, parts};
use super::overview::{Overview, answer, overview, verdict};
use super::result::{self, Bounds, ResultFile};
use super::trend;
use crate::assessment::sheet::{AnswerSheet, State};
use crate::assessment::{self, Entry};
use crate::comparison::{self, Difference, Direction};
use crate::dates::Date;
use crate::exact::Fraction;
use crate::findings;
use crate::language::Lang;
use crate::questionnaire::{Effort, Text};
use crate::scoring::{Range, Status};

/// A text in each language of the report.
pub(super) type Texts = BTreeMap<&'static str, String>;

/// A report for other programs.
#[derive(Debug, Serialize)]
pub struct ReportFile<'a> {
    format: &'static str,
    program: &'a str,
    date: &'a str,
    languages: Vec<&'static str>,
    organisation: &'a str,
    scope: &'a str,
    questionnaire: Questionnaire<'a>,
    assessment: Assessment<'a>,
    target: Titled<'a>,
    headline: Texts,
    honesty: Texts,
    result: ResultFile<'a>,
    levels: Vec<Level<'a>>,
    domains: Vec<Titled<'a>>,
    requirements: Vec<Requirement<'a>>,
    gaps: Vec<Gap<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Since<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trend: Option<trend::Compared<'a>>,
    open: Vec<Open<'a>>,
    profile: Vec<Fact<'a>>,
    kept: Vec<Kept<'a>>,
}

#[derive(Debug, Serialize)]
struct Questionnaire<'a> {
    id: &'a str,
    edition: &'a str,
    digest: &'a str,
    title: Texts,
    publisher: Texts,
    #[serde(skip_serializing_if = "Texts::is_empty")]
    based_on: Texts,
    licence: &'a str,
    disclaimer: Option<Texts>,
}

#[derive(Debug, Serialize)]
struct Assessment<'a> {
    digest: &'a str,
    started: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    status_dates: BTreeMap<&'a str, Days>,
}

/// Days from which a level counts, as the file states them.
#[derive(Debug, Serialize)]
struct Days {
    conditional: Option<Date>,
    r#final: Option<Date>,
}

#[derive(Debug, Serialize)]
struct Titled<'a> {
    id: &'a str,
    title: Texts,
}

#[derive(Debug, Serialize)]
struct Level<'a> {
    id: &'a str,
    title: Texts,
    status: &'static str,
    label: Texts,
    meaning: Option<Texts>,
    notes: Vec<Texts>,
}

#[derive(Debug, Serialize)]
struct Requirement<'a> {
    id: &'a str,
    aliases: &'a [String],
    domain: &'a str,
    level: &'a str,
    title: Texts,
    question: Texts,
    state: &'static str,
    answer: Option<&'a str>,
    label: Texts,
    objectives: Vec<Objective<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<Earlier<'a>>,
    #[serde(flatten)]
    said: Said<'a>,
}

/// `text` is null where the questionnaire does not know the letter, `state` also where the answer was to the whole.
#[derive(Debug, Serialize)]
struct Objective<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [String],
    text: Option<Texts>,
    state: Option<&'static str>,
    answer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Texts>,
}

/// What was answered under another edition and is no answer to this one, by the names of files.
#[derive(Debug, Serialize)]
struct Earlier<'a> {
    edition: &'a str,
    answer: String,
}

/// What people wrote about a requirement besides the answer.
#[derive(Debug, Default, Serialize)]
struct Said<'a> {
    reason: Option<&'a str>,
    note: Option<&'a str>,
    evidence: Vec<Evidence<'a>>,
    plan: Option<Plan<'a>>,
    flag: bool,
    at: Option<&'a str>,
    by: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Evidence<'a> {
    kind: Option<&'static str>,
    what: &'a str,
    r#where: Option<&'a str>,
    owner: Option<&'a str>,
    date: Option<Date>,
    sha256: Option<&'a str>,
}

/// What will be done.
#[derive(Debug, Serialize)]
pub(super) struct Plan<'a> {
    action: &'a str,
    owner: Option<&'a str>,
    start: Option<Date>,
    due: Option<Date>,
    status: Option<&'static str>,
    milestones: Vec<Milestone<'a>>,
    resources: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Milestone<'a> {
    what: &'a str,
    due: Option<Date>,
    done: bool,
}

/// `why` is null where the gap keeps no level from being reached, `points` where no score counts it.
#[derive(Debug, Serialize)]
struct Gap<'a> {
    id: &'a str,
    why: Option<&'static str>,
    label: Texts,
    points: Option<Fraction>,
    effort: Option<&'static str>,
    first_step: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_stage: Option<Texts>,
    poam: &'static str,
    planned: bool,
}

/// What is open: a requirement, or a question about the firm.
#[derive(Debug, Serialize)]
struct Open<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    state: &'static str,
}

/// A fact about the firm; `question` and `label` are null where the questionnaire does not know it.
#[derive(Debug, Serialize)]
struct Fact<'a> {
    id: &'a str,
    question: Option<Texts>,
    choice: &'a str,
    label: Option<Texts>,
}

/// What the file says of something that the questionnaire does not know.
#[derive(Debug, Serialize)]
struct Kept<'a> {
    id: &'a str,
    answer: Option<&'a str>,
    objectives: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'a str>,
    #[serde(flatten)]
    said: Said<'a>,
}

/// What changed since an earlier assessment.
#[derive(Debug, Serialize)]
struct Since<'a> {
    day: Option<Date>,
    reached: Change<Option<&'a str>>,
    levels: Vec<LevelChange<'a>>,
    changes: Vec<StateChange<'a>>,
}

#[derive(Debug, Serialize)]
struct Change<T> {
    before: T,
    now: T,
}

#[derive(Debug, Serialize)]
struct LevelChange<'a> {
    id: &'a str,
    status: Change<&'static str>,
    score: Change<Option<Bounds>>,
}

#[derive(Debug, Serialize)]
struct StateChange<'a> {
    id: &'a str,
    before: &'static str,
    now: &'static str,
    direction: &'static str,
}

/// Puts a report into its frozen form.
pub fn report_file<'a>(subject: &Subject<'a>, langs: &[Lang]) -> ReportFile<'a> {
    let Subject { sheet, scorecard, trend, imprint, look: _ } = *subject;
    let (questionnaire, own) = (sheet.questionnaire(), sheet.assessment());
    let attribution = questionnaire.attribution();
    let overviews: Vec<(Lang, Overview)> = langs.iter().map(|&lang| (lang, overview(sheet, scorecard, lang))).collect();
    let said = |of: &dyn Fn(&Overview) -> &str| -> Texts {
        overviews.iter().map(|(lang, overview)| (lang.tag(), of(overview).to_owned())).collect()
    };
    let text = |text: &Text| by_language(langs, |lang| text.get(lang.tag()).to_owned());
    let named = questionnaire.targets().iter().find(|target| target.id == own.target);
    let aimed = &questionnaire.levels()[sheet.target()];
    let (target, target_title) = named.map_or((&aimed.id, &aimed.title), |target| (&target.id, &target.title));
    let levels = scorecard.levels.iter().enumerate().map(|(index, level)| Level {
        id: &questionnaire.levels()[index].id,
        title: text(&questionnaire.levels()[index].title),
        status: level.status.word(),
        label: said(&|overview| &overview.levels[index].status),
        meaning: stated(text(&questionnaire.levels()[index].meaning)),
        notes: (0..overviews.first().map_or(0, |(_, overview)| overview.levels[index].notes.len()))
            .map(|note| said(&|overview| &overview.levels[index].notes[note]))
            .collect(),
    });
    let days = own
        .status_dates
        .iter()
        .map(|(level, days)| (level.as_str(), Days { conditional: days.conditional, r#final: days.final_status }));
    let gaps = findings::gaps(sheet, scorecard);
    let gaps = gaps.iter().enumerate().map(|(index, gap)| {
        let requirement = &questionnaire.requirements()[gap.requirement];
        Gap {
            id: &requirement.id,
            why: gap.blocks.map(|(_, why)| why.word()),
            label: said(&|overview| &overview.gaps[index].why),
            points: is_scored(sheet, requirement).then(|| gap.lost.clone()),
            effort: requirement.effort.map(Effort::letter),
            first_step: stated(text(&requirement.advice)),
            next_stage: stated(said(&|overview| &overview.gaps[index].next)),
            poam: if scorecard.requirements[gap.requirement].eligible { "allowed" } else { "never" },
            planned: gap.planned,
        }
    });
    let facts = sheet.open_facts().map(|question| Open {
        id: None,
        question: Some(questionnaire.profile()[question].id.as_str()),
        state: state(State::Unanswered),
    });
    let open = findings::open(sheet).into_iter().map(|position| Open {
        id: Some(questionnaire.requirements()[position].id.as_str()),
        question: None,
        state: state(sheet.state(position)),
    });
    let profile = own.profile.iter().map(|(id, choice)| {
        let question = questionnaire.profile().iter().find(|known| known.id == *id);
        let label = question.and_then(|known| known.choices.iter().find(|(known, _)| known == choice));
        Fact {
            id,
            question: question.map(|known| text(&known.ask)),
            choice,
            label: label.map(|(_, label)| text(label)),
        }
    });
    ReportFile {
        format: "gradus/report/1",
        program: &imprint.program,
        date: &imprint.date,
        languages: langs.iter().map(|lang| lang.tag()).collect(),
        organisation: &own.organisation,
        scope: &own.scope,
        questionnaire: Questionnaire {
            id: questionnaire.id(),
            edition: questionnaire.edition(),
            digest: questionnaire.digest(),
            title: text(questionnaire.title()),
            publisher: text(&attribution.publisher),
            based_on: stated(text(&attribution.based_on)).unwrap_or_default(),
            licence: &attribution.licence,
            disclaimer: stated(text(&attribution.disclaimer)),
        },
        assessment: Assessment {
            digest: &imprint.digest,
            started: Some(own.started.as_str()).filter(|started| !started.is_empty()),
            status_dates: days.collect(),
        },
        target: Titled { id: target, title: text(target_title) },
        headline: said(&|overview| &overview.headline),
        honesty: said(&|overview| &overview.honesty),
        result: result::result(sheet, scorecard),
        levels: levels.collect(),
        domains: questionnaire
            .domains()
            .iter()
            .zip(&scorecard.domains)
            .filter(|(_, result)| result.of > 0)
            .map(|(domain, _)| Titled { id: &domain.id, title: text(&domain.title) })
            .collect(),
        requirements: listed(sheet).map(|position| requirement(sheet, langs, position)).collect(),
        gaps: gaps.collect(),
        since: subject.since().map(|since| changes(questionnaire, &since)),
        trend: (trend.len() > 1).then(|| trend::compared(trend)),
        open: facts.chain(open).collect(),
        profile: profile.collect(),
        kept: kept(sheet).map(|(id, entry)| unknown(id, entry)).collect(),
    }
}

fn changes<'a>(questionnaire: &'a crate::questionnaire::Questionnaire, since: &comparison::Comparison) -> Since<'a> {
    let level_id = |level: usize| questionnaire.levels()[level].id.as_str();
    let bounds = |range: &Option<Range>| range.as_ref().map(result::bounds);
    let levels = since.levels.iter().enumerate().map(|(index, level)| LevelChange {
        id: level_id(index),
        status: Change { before: Status::word(level.status.0), now: Status::word(level.status.1) },
        score: Change { before: bounds(&level.score.0), now: bounds(&level.score.1) },
    });
    let changes = since.changes().map(|Difference { change, direction, .. }| StateChange {
        id: &questionnaire.requirements()[change.requirement].id,
        before: state(change.before),
        now: state(change.after),
        direction: direction.unwrap_or(Direction::Other).word(),
    });
    Since {
        day: since.since,
        reached: Change { before: since.reached.0.map(level_id), now: since.reached.1.map(level_id) },
        levels: levels.collect(),
        changes: changes.collect(),
    }
}

fn by_language(langs: &[Lang], of: impl Fn(Lang) -> String) -> Texts {
    langs.iter().map(|&lang| (lang.tag(), of(lang))).collect()
}

/// Returns a text that says something in any language.
fn stated(texts: Texts) -> Option<Texts> {
    texts.values().any(|text| !text.is_empty()).then_some(texts)
}

fn requirement<'a>(sheet: &'a AnswerSheet<'a>, langs: &[Lang], position: usize) -> Requirement<'a> {
    let questionnaire = sheet.questionnaire();
    let own = &questionnaire.requirements()[position];
    let text = |text: &Text| by_language(langs, |lang| text.get(lang.tag()).to_owned());
    Requirement {
        id: &own.id,
        aliases: &own.aliases,
        domain: &questionnaire.domains()[own.domain].id,
        level: &questionnaire.levels()[own.level].id,
        title: text(&own.title),
        question: text(&own.ask),
        state: state(sheet.state(position)),
        answer: result::answer(sheet, position),
        label: by_language(langs, |lang| answer(sheet, position, lang).0),
        objectives: parts(sheet, position).iter().map(|part| objective(sheet, langs, position, part)).collect(),
        earlier: sheet.earlier(position).map(|(edition, answer)| Earlier { edition, answer }),
        said: sheet.entry(position).map_or_else(Said::default, said),
    }
}

fn objective<'a>(sheet: &AnswerSheet<'a>, langs: &[Lang], position: usize, part: &Part<'a>) -> Objective<'a> {
    Objective {
        id: part.id,
        aliases: part.objective.map_or(&[], |own| &own.aliases),
        text: part.objective.map(|own| by_language(langs, |lang| own.ask.get(lang.tag()).to_owned())),
        state: part.state.map(state),
        answer: part.written,
        label: part.verdict.map(|own| by_language(langs, |lang| verdict(sheet, position, Some(own), lang).0)),
    }
}

fn said(entry: &Entry) -> Said<'_> {
    // Every field is named, so that one which is added later is not forgotten here.
    let Entry { answer: _, objectives: _, reason, note, evidence, plan, flag, at, by, edition: _ } = entry;
    Said {
        reason: reason.as_deref(),
        note: note.as_deref(),
        evidence: evidence.iter().map(piece).collect(),
        plan: plan.as_ref().map(action_plan),
        flag: *flag,
        at: at.as_deref(),
        by: by.as_deref(),
    }
}

/// Puts an action plan into its frozen form.
pub(super) fn action_plan(plan: &assessment::Plan) -> Plan<'_> {
    let assessment::Plan { action, owner, start, due, status, milestones, resources } = plan;
    Plan {
        action,
        owner: owner.as_deref(),
        start: *start,
        due: *due,
        status: status.map(|status| status.word()),
        milestones: milestones.iter().map(step).collect(),
        resources: resources.as_deref(),
    }
}

fn step(milestone: &assessment::Milestone) -> Milestone<'_> {
    let assessment::Milestone { what, due, done } = milestone;
    Milestone { what, due: *due, done: *done }
}

fn piece(evidence: &assessment::Evidence) -> Evidence<'_> {
    let assessment::Evidence { kind, what, place, owner, date, sha256 } = evidence;
    Evidence {
        kind: kind.map(|kind| kind.word()),
        what,
        r#where: place.as_deref(),
        owner: owner.as_deref(),
        date: *date,
        sha256: sha256.as_deref(),
    }
}

fn unknown<'a>(id: &'a str, entry: &'a Entry) -> Kept<'a> {
    Kept {
        id,
        answer: entry.answer.as_deref(),
        objectives: entry.objectives.iter().map(|(letter, answer)| (letter.as_str(), answer.as_str())).collect(),
        edition: entry.edition.as_deref(),
        said: said(entry),
    }
}

/// Returns the word that files use for a state.
pub(super) const fn state(state: State) -> &'static str {
    match state {
        State::Met => "met",
        State::Partly => "partly",
        State::NotMet => "not-met",
        State::NotApplicable => "not-applicable",
        State::Unknown => "unknown",
        State::Unanswered => "unanswered",
        State::NotAsked => "not-asked",
    }
}
