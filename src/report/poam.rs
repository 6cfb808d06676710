//! The action plan (POA&M) by itself: to be handed on, kept in a spreadsheet, or put into a calendar.

use serde::Serialize;

use super::Subject;
use super::document::Tone;
use super::file::{self, Texts};
use super::listed::{kept, listed};
use crate::action_plan::plan_status;
use crate::assessment::Plan;
use crate::assessment::sheet::{AnswerSheet, State};
use crate::dates::Date;
use crate::language::{Lang, Report, fill};
use crate::review::overdue;
use crate::scoring::Status;
use crate::text::named;

/// The action plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionPlan<'p> {
    /// What is planned: what is due first comes first, then what has no day, then what is closed.
    pub items: Vec<Item<'p>>,
    /// The level that holds on condition of it, and the last day of that.
    pub until: Option<(usize, Date)>,
}

/// What is planned for one requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'p> {
    /// Index of the requirement; none where the questionnaire does not know it.
    pub requirement: Option<usize>,
    /// Its id.
    pub id: &'p str,
    /// The plan.
    pub plan: &'p Plan,
    /// How far it is.
    pub progress: Progress,
}

/// How far a plan is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Its requirement passes.
    Closed,
    /// Its day is past.
    Overdue,
    /// It is to be done.
    Open,
}

impl Progress {
    /// Returns how far the plan of a requirement is.
    pub fn of(sheet: &AnswerSheet<'_>, requirement: usize, today: Date) -> Self {
        match sheet.state(requirement) {
            State::Met | State::NotApplicable => Self::Closed,
            _ if overdue(sheet, requirement, today).is_some() => Self::Overdue,
            _ => Self::Open,
        }
    }

    /// Returns it in words with its tone; what the owner says counts where nothing else does.
    pub fn told(self, plan: &Plan) -> (fn(&Report) -> &'static str, Tone) {
        match self {
            Self::Closed => (|words| words.plan_done, Tone::Good),
            Self::Overdue => (|words| words.plan_overdue, Tone::Bad),
            Self::Open => (plan.status.map_or(|words| words.plan_open, plan_status), Tone::Open),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Overdue => "overdue",
            Self::Open => "open",
        }
    }
}

impl<'p> ActionPlan<'p> {
    /// Returns the action plan of an assessment as it stands on the day of the report; none where nothing is planned.
    pub fn of(subject: &Subject<'p>) -> Option<Self> {
        let sheet = subject.sheet;
        let requirements = sheet.questionnaire().requirements();
        let today = Date::parse(&subject.imprint.date)?;
        let known = listed(sheet).filter_map(|position| {
            let plan = sheet.entry(position)?.plan.as_ref()?;
            let progress = Progress::of(sheet, position, today);
            Some(Item { requirement: Some(position), id: &requirements[position].id, plan, progress })
        });
        let kept = kept(sheet).filter_map(|(id, entry)| {
            let plan = entry.plan.as_ref()?;
            Some(Item { requirement: None, id, plan, progress: Progress::Open })
        });
        let mut items: Vec<Item<'p>> = known.chain(kept).collect();
        let closed = |item: &Item<'_>| item.progress == Progress::Closed;
        items.sort_by_key(|item| (closed(item), item.plan.due.is_none(), item.plan.due));
        let levels = subject.scorecard.levels.iter().enumerate().rev();
        let mut conditional = levels.filter(|(_, level)| level.status == Status::Conditional);
        let until = conditional.find_map(|(index, level)| Some((index, level.validity?.until?)));
        (!items.is_empty()).then_some(Self { items, until })
    }
}

/// The action plan for other programs: `gradus/poam/1`. Keys may be added, never changed.
#[derive(Debug, Serialize)]
pub struct PlanFile<'p> {
    format: &'static str,
    day: &'p str,
    organisation: &'p str,
    level: Option<&'p str>,
    until: Option<Date>,
    items: Vec<ItemFile<'p>>,
}

#[derive(Debug, Serialize)]
struct ItemFile<'p> {
    id: &'p str,
    title: Texts,
    progress: &'static str,
    #[serde(flatten)]
    plan: file::Plan<'p>,
}

/// Puts the action plan into its frozen form.
pub fn plan_file<'p>(own: &ActionPlan<'p>, subject: &Subject<'p>, langs: &[Lang]) -> PlanFile<'p> {
    let questionnaire = subject.sheet.questionnaire();
    let item = |item: &Item<'p>| ItemFile {
        id: item.id,
        title: item.requirement.map_or_else(Texts::new, |position| {
            let title = &questionnaire.requirements()[position].title;
            langs.iter().map(|lang| (lang.tag(), title.get(lang.tag()).to_owned())).collect()
        }),
        progress: item.progress.word(),
        plan: file::action_plan(item.plan),
    };
    PlanFile {
        format: "gradus/poam/1",
        day: &subject.imprint.date,
        organisation: &subject.sheet.assessment().organisation,
        level: own.until.map(|(level, _)| questionnaire.levels()[level].id.as_str()),
        until: own.until.map(|(_, day)| day),
        items: own.items.iter().map(item).collect(),
    }
}

/// A day of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Names it for good, so that a calendar that takes the file in again changes it and does not double it.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What is due.
    pub summary: String,
    /// More about it; may be empty.
    pub description: String,
}

/// Returns the days that are still to come to pass: plans and milestones that are not done, and the end of a status.
pub fn events(own: &ActionPlan<'_>, subject: &Subject<'_>, lang: Lang) -> Vec<Event> {
    let questionnaire = subject.sheet.questionnaire();
    let begun = &subject.sheet.assessment().started;
    let uid = |parts: &str| format!("{parts}-{begun}@gradus");
    let mut events = Vec::new();
    for item in own.items.iter().filter(|item| item.progress != Progress::Closed) {
        let title =
            item.requirement.map_or("", |position| questionnaire.requirements()[position].title.get(lang.tag()));
        let name = named(item.id, " ", title);
        let owner = item.plan.owner.as_ref().map(|owner| lang.labelled(lang.words().report.owner, owner));
        if let Some(day) = item.plan.due {
            events.push(Event {
                uid: uid(&format!("{}-due", item.id)),
                day,
                summary: lang.labelled(&name, &item.plan.action),
                description: owner.clone().unwrap_or_default(),
            });
        }
        let steps = item.plan.milestones.iter().enumerate().filter(|(_, step)| !step.done);
        events.extend(steps.filter_map(|(number, step)| {
            Some(Event {
                uid: uid(&format!("{}-step-{}", item.id, number + 1)),
                day: step.due?,
                summary: lang.labelled(&name, &step.what),
                description: owner.clone().unwrap_or_default(),
            })
        }));
    }
    if let Some((level, day)) = own.until {
        let level = questionnaire.levels()[level].title.get(lang.tag());
        let words = &lang.words().poam;
        let (summary, description) = (fill(words.last_day, &[("level", level)]), words.closing.to_owned());
        events.push(Event { uid: uid("end"), day, summary, description });
    }
    events
}
