//! Assessments: one firm's answers to one edition of a questionnaire.
//!
//! An `Assessment` is what the file says, kept whole even where the questionnaire no longer knows an
//! answer. A `sheet::AnswerSheet` is that file joined to its questionnaire; after that nothing can fail.

pub mod answers;
pub mod carried;
pub mod file;
pub mod history;
pub mod sheet;

use serde::Serialize;

use crate::dates::Date;
use crate::questionnaire::{EvidenceKind, Questionnaire};

/// Format line of an assessment.
pub const FORMAT: &str = "gradus/assessment/1";
/// Ending of an assessment's file name.
pub const ENDING: &str = ".assessment.yaml";

/// One firm's answers, as its file holds them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assessment {
    /// Which questionnaire was answered.
    pub questionnaire: Reference,
    /// Name of the assessed organisation.
    pub organisation: String,
    /// What was assessed: sites, systems.
    pub scope: String,
    /// Level or target aimed at, by its id.
    pub target: String,
    /// Language of the interview.
    pub language: String,
    /// Facts about the firm: question id and choice id.
    pub profile: Vec<(String, String)>,
    /// When it was begun, as a time stamp.
    pub started: String,
    /// Days from which a reached level counts, by level id.
    pub status_dates: Vec<(String, StatusDates)>,
    /// Entries by requirement id.
    pub answers: Vec<(String, Entry)>,
}

/// Days on which a level was entered where it counts: by its status.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct StatusDates {
    /// When it was reached on condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditional: Option<Date>,
    /// When it was reached for good.
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    pub final_status: Option<Date>,
    /// Edition that had this level, where the present one has it no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}

/// Which questionnaire an assessment answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Reference {
    /// Its id.
    pub id: String,
    /// Its edition.
    pub edition: String,
    /// Digest of its files.
    pub digest: String,
    /// Path of its file as seen from the assessment; none for a built-in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// All that was said of one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Entry {
    /// Answer to the whole requirement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Answers to its objectives.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "file::as_map")]
    pub objectives: Vec<(String, String)>,
    /// Why it does not apply, or why the answer stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What shows that the answer is true.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// What will be done; with it the requirement stands on the action plan.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "file::as_text_or_map")]
    pub plan: Option<Plan>,
    /// Marked to be looked at again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub flag: bool,
    /// When it was answered last, as a time stamp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Who answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Edition under which it was answered, where something of the answer no longer fits the present one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}

/// What shows that an answer is true.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Evidence {
    /// How it was gathered.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "file::as_word")]
    pub kind: Option<EvidenceKind>,
    /// What it is.
    pub what: String,
    /// Where it is kept.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The day that it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// SHA-256 of the file at `place` when it was named: 64 hexadecimal digits in small letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What will be done about a requirement, by whom and until when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Plan {
    /// What will be done.
    pub action: String,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Day on which it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// Day by which it is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// How far it is, as its owner says; whether its requirement is met is told by the answer alone.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "file::as_status")]
    pub status: Option<PlanStatus>,
    /// The steps in between.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// What it takes: people, money, purchases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources: Option<String>,
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanStatus {
    /// It has not begun.
    Planned,
    /// It has begun.
    InProgress,
    /// It is carried out; the requirement is to be assessed again.
    Done,
}

impl PlanStatus {
    /// Every status, in the order in which a plan goes through them.
    pub const ALL: [Self; 3] = [Self::Planned, Self::InProgress, Self::Done];

    /// Returns the word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::InProgress => "in-progress",
            Self::Done => "done",
        }
    }

    /// Returns the status that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// A step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Milestone {
    /// What is then done.
    pub what: String,
    /// Day by which it is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// It is done.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
}

impl From<&str> for Plan {
    /// Plans an action of which nothing else is said yet.
    fn from(action: &str) -> Self {
        Self { action: action.to_owned(), ..Self::default() }
    }
}

impl Plan {
    /// Returns whether nothing is said but what will be done.
    pub fn is_only_action(&self) -> bool {
        *self == Self::from(self.action.as_str())
    }

    /// Takes over what a newer plan says; what it does not speak of stays.
    pub fn take(&mut self, newer: Self) {
        // Every field is named, so that one which is added later is not forgotten here.
        let Self { action, owner, start, due, status, milestones, resources } = newer;
        self.action = action;
        self.owner = owner.or(self.owner.take());
        self.start = start.or(self.start);
        self.due = due.or(self.due);
        self.status = status.or(self.status);
        for milestone in milestones {
            match self.milestones.iter_mut().find(|known| known.what == milestone.what) {
                Some(known) => {
                    known.due = milestone.due.or(known.due);
                    known.done |= milestone.done;
                }
                None => self.milestones.push(milestone),
            }
        }
        self.resources = resources.or(self.resources.take());
    }
}

impl Entry {
    /// Returns whether nothing at all was said.
    pub fn is_empty(&self) -> bool {
        *self == Self { at: self.at.clone(), by: self.by.clone(), edition: self.edition.clone(), ..Self::default() }
    }

    /// Returns whether an answer was given, to the whole or to an objective.
    pub fn is_answered(&self) -> bool {
        self.answer.is_some() || !self.objectives.is_empty()
    }
}

impl Assessment {
    /// Begins an assessment of a questionnaire; `now` is a time stamp.
    pub fn begin(questionnaire: &Questionnaire, file: Option<String>, now: &str) -> Self {
        let questionnaire = Reference {
            id: questionnaire.id().to_owned(),
            edition: questionnaire.edition().to_owned(),
            digest: questionnaire.digest().to_owned(),
            file,
        };
        Self { questionnaire, started: now.to_owned(), ..Self::default() }
    }

    /// Returns what was said of a requirement.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.answers.iter().find(|(known, _)| known == id).map(|(_, entry)| entry)
    }

    /// Returns what was said of a requirement, to change it; begins an empty entry where there is none.
    pub fn entry_mut(&mut self, id: &str) -> &mut Entry {
        let found = self.answers.iter().position(|(known, _)| known == id);
        let position = found.unwrap_or_else(|| {
            self.answers.push((id.to_owned(), Entry::default()));
            self.answers.len() - 1
        });
        &mut self.answers[position].1
    }

    /// Brings entries into the questionnaire's order, drops empty ones, and keeps at the end what the
    /// questionnaire does not know.
    pub fn tidy(&mut self, questionnaire: &Questionnaire) {
        self.answers.retain(|(_, entry)| !entry.is_empty());
        let order = |id: &str| questionnaire.requirements().iter().position(|known| known.id == id);
        self.answers.sort_by_cached_key(|(id, _)| order(id).unwrap_or(usize::MAX));
        for (id, entry) in &mut self.answers {
            let Some(position) = order(id) else { continue };
            let objectives = &questionnaire.requirements()[position].objectives;
            let letter = |id: &str| objectives.iter().position(|known| known.id == id);
            entry.objectives.sort_by_cached_key(|(id, _)| letter(id).unwrap_or(usize::MAX));
        }
        self.forget_editions(questionnaire);
    }
}
