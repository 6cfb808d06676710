//! The last replies of an interview, so that they can be taken back, also on another day.
//!
//! The history stands in a file of its own beside the assessment, which stays what people read and compare. It grows
//! by one line for each reply; the lines together are YAML, each by itself is JSON.

use serde::Serialize;

use super::file::{self, Places, RawEntry};
use super::{Assessment, Entry};
use crate::diagnostic::{Diagnostic, Placed};
use crate::reading::{Named, Read, record};
use crate::text::harmless_json;
use crate::yaml;

/// Format line of a history.
pub const FORMAT: &str = "gradus/history/1";
/// How every history begins, whatever its version.
pub const BEGINNING: &str = "format: gradus/history/";
/// How many replies can be taken back.
pub const KEPT: usize = 50;

type Word = Placed<String>;

record! {
    /// A history as written.
    RawHistory {
        required format: Word,
        required started: Word,
        optional steps: Vec<RawStep>,
    }
}

record! {
    /// A line of a history as written.
    RawStep {
        required did: Word,
        optional parts: Vec<Word>,
        optional before: RawPieces,
        optional after: RawPieces,
    }
}

record! {
    /// Pieces of an assessment as written.
    RawPieces {
        optional organisation: Word,
        optional scope: Word,
        optional target: Word,
        optional profile: Named<Word>,
        optional answers: Named<RawEntry>,
    }
}

/// A part of an assessment that a reply can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Name of the organisation.
    Organisation,
    /// What is assessed.
    Scope,
    /// What is aimed at.
    Target,
    /// A fact about the firm, by the id of its question.
    Profile(String),
    /// What was said of a requirement, by its id.
    Answer(String),
}

impl Part {
    fn written(&self) -> String {
        match self {
            Self::Organisation => "organisation".to_owned(),
            Self::Scope => "scope".to_owned(),
            Self::Target => "target".to_owned(),
            Self::Profile(id) => format!("profile/{id}"),
            Self::Answer(id) => format!("answers/{id}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        Some(match text.split_once('/') {
            None if text == "organisation" => Self::Organisation,
            None if text == "scope" => Self::Scope,
            None if text == "target" => Self::Target,
            Some(("profile", id)) => Self::Profile(id.to_owned()),
            Some(("answers", id)) => Self::Answer(id.to_owned()),
            _ => return None,
        })
    }

    fn is_same(&self, one: &Pieces, other: &Pieces) -> bool {
        match self {
            Self::Organisation => one.organisation == other.organisation,
            Self::Scope => one.scope == other.scope,
            Self::Target => one.target == other.target,
            Self::Profile(id) => found(&one.profile, id) == found(&other.profile, id),
            Self::Answer(id) => found(&one.answers, id) == found(&other.answers, id),
        }
    }
}

fn found<'p, T>(pairs: &'p [(String, T)], id: &str) -> Option<&'p T> {
    pairs.iter().find(|(known, _)| known == id).map(|(_, value)| value)
}

/// Some parts of an assessment, as they stood at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
struct Pieces {
    #[serde(skip_serializing_if = "String::is_empty")]
    organisation: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    scope: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    target: String,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "file::as_map")]
    profile: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "file::as_map")]
    answers: Vec<(String, Entry)>,
}

impl Pieces {
    fn of(assessment: &Assessment, parts: &[Part]) -> Self {
        let mut pieces = Self::default();
        for part in parts {
            match part {
                Part::Organisation => assessment.organisation.clone_into(&mut pieces.organisation),
                Part::Scope => assessment.scope.clone_into(&mut pieces.scope),
                Part::Target => assessment.target.clone_into(&mut pieces.target),
                Part::Profile(id) => {
                    pieces.profile.extend(found(&assessment.profile, id).map(|choice| (id.clone(), choice.clone())));
                }
                Part::Answer(id) => {
                    pieces.answers.extend(assessment.entry(id).map(|entry| (id.clone(), entry.clone())));
                }
            }
        }
        pieces
    }

    fn put_into(&self, assessment: &mut Assessment, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Organisation => self.organisation.clone_into(&mut assessment.organisation),
                Part::Scope => self.scope.clone_into(&mut assessment.scope),
                Part::Target => self.target.clone_into(&mut assessment.target),
                Part::Profile(id) => {
                    assessment.profile.retain(|(known, _)| known != id);
                    assessment.profile.extend(found(&self.profile, id).map(|choice| (id.clone(), choice.clone())));
                }
                Part::Answer(id) => match found(&self.answers, id) {
                    Some(entry) => *assessment.entry_mut(id) = entry.clone(),
                    None => assessment.answers.retain(|(known, _)| known != id),
                },
            }
        }
    }
}

/// What one reply changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    parts: Vec<Part>,
    before: Pieces,
    after: Pieces,
}

impl Step {
    /// Returns what lies between two states of an assessment; nothing where it is the same.
    pub fn between(before: &Assessment, after: &Assessment) -> Option<Self> {
        let mut parts = Vec::new();
        let mut unless = |same: bool, part: Part| {
            if !same && !parts.contains(&part) {
                parts.push(part);
            }
        };
        unless(before.organisation == after.organisation, Part::Organisation);
        unless(before.scope == after.scope, Part::Scope);
        unless(before.target == after.target, Part::Target);
        for (id, _) in before.profile.iter().chain(&after.profile) {
            unless(found(&before.profile, id) == found(&after.profile, id), Part::Profile(id.clone()));
        }
        // Nearly all entries stand at the same place on both sides, where they need not be looked for.
        for (at, (id, entry)) in after.answers.iter().enumerate() {
            let same = before.answers.get(at).is_some_and(|(known, own)| known == id && own == entry);
            unless(same || before.entry(id) == Some(entry), Part::Answer(id.clone()));
        }
        for (at, (id, _)) in before.answers.iter().enumerate() {
            let stays = after.answers.get(at).is_some_and(|(known, _)| known == id);
            unless(stays || after.entry(id).is_some(), Part::Answer(id.clone()));
        }
        let pieces = |assessment| Pieces::of(assessment, &parts);
        let (before, after) = (pieces(before), pieces(after));
        (!parts.is_empty()).then_some(Self { parts, before, after })
    }

    /// Returns what the reply changed.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns what was said of a requirement before and after the reply.
    pub fn entries(&self, id: &str) -> (Option<&Entry>, Option<&Entry>) {
        (found(&self.before.answers, id), found(&self.after.answers, id))
    }

    fn is_state(&self, assessment: &Assessment, pieces: &Pieces) -> bool {
        let now = Pieces::of(assessment, &self.parts);
        self.parts.iter().all(|part| part.is_same(&now, pieces))
    }
}

/// The line of a history, without the dash that makes it YAML.
#[derive(Serialize)]
struct WrittenStep<'a> {
    did: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a Pieces>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a Pieces>,
}

const REPLY: &str = "reply";
const UNDO: &str = "undo";
const REDO: &str = "redo";
const DROP: &str = "drop";

fn line(did: &'static str, step: Option<&Step>) -> String {
    let written = WrittenStep {
        did,
        parts: step.map(|step| step.parts.iter().map(Part::written).collect()).unwrap_or_default(),
        before: step.map(|step| &step.before),
        after: step.map(|step| &step.after),
    };
    let json = serde_json::to_string(&written).expect("texts and maps can always be written as JSON");
    format!("- {}\n", harmless_json(&json))
}

/// The last replies, and those that were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    started: String,
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Lines that are not in the file yet.
    lines: String,
}

impl History {
    /// Begins the history of an assessment that was begun at a time stamp.
    pub fn begin(started: &str) -> Self {
        Self { started: started.to_owned(), ..Self::default() }
    }

    /// Reads a history. One that belongs to another assessment, or that cannot be read, is none: it holds nothing that
    /// the assessment needs. A last line that was cut off by a power cut is left out.
    pub fn read(text: &str, started: &str) -> Self {
        let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
        let mut history = Self::begin(started);
        let mut problems = Vec::new();
        let raw = yaml::parse(whole, 0).ok().and_then(|node| RawHistory::read(&node, &mut problems));
        let Some(raw) = raw.filter(|_| !problems.iter().any(Diagnostic::is_error)) else { return history };
        let is = |word: &Option<Word>, wanted: &str| word.as_ref().is_some_and(|word| word.value == wanted);
        if !is(&raw.format, FORMAT) || !is(&raw.started, started) {
            return history;
        }
        for raw in raw.steps.unwrap_or_default() {
            match raw.did.as_ref().map(|did| did.value.as_str()) {
                Some(UNDO) => history.undone.extend(history.done.pop()),
                Some(REDO) => history.done.extend(history.undone.pop()),
                Some(DROP) => drop(history.done.pop()),
                _ => {
                    if let Some(step) = step(raw) {
                        history.push(step);
                    }
                }
            }
        }
        history
    }

    /// Returns the whole text of its file.
    pub fn write(&self) -> String {
        let started = serde_json::to_string(&self.started).expect("a text can always be written as JSON");
        let mut text = format!("format: {FORMAT}\nstarted: {}\nsteps:\n", harmless_json(&started));
        for step in self.done.iter().chain(self.undone.iter().rev()) {
            text.push_str(&line(REPLY, Some(step)));
        }
        for _ in &self.undone {
            text.push_str(&line(UNDO, None));
        }
        text
    }

    /// Returns the lines that have to be added to its file, once.
    pub fn take_lines(&mut self) -> String {
        std::mem::take(&mut self.lines)
    }

    /// Notes a reply. What was taken back before it is gone then.
    pub fn note(&mut self, step: Step) {
        self.lines.push_str(&line(REPLY, Some(&step)));
        self.push(step);
    }

    fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > KEPT {
            self.done.remove(0);
        }
    }

    /// Takes the last reply back and returns what it had changed; nothing where there is none. A reply that no longer
    /// stands, because the file was changed otherwise since, is passed over.
    pub fn undo(&mut self, assessment: &mut Assessment) -> Option<Step> {
        while let Some(step) = self.done.pop() {
            if step.is_state(assessment, &step.after) {
                self.lines.push_str(&line(UNDO, None));
                step.before.put_into(assessment, &step.parts);
                self.undone.push(step.clone());
                return Some(step);
            }
            self.lines.push_str(&line(DROP, None));
        }
        None
    }

    /// Gives the reply again that was taken back last, and returns what it changes; nothing where there is none.
    pub fn redo(&mut self, assessment: &mut Assessment) -> Option<Step> {
        let step = self.undone.pop_if(|step| step.is_state(assessment, &step.before))?;
        self.lines.push_str(&line(REDO, None));
        step.after.put_into(assessment, &step.parts);
        self.done.push(step.clone());
        Some(step)
    }
}

fn step(raw: RawStep) -> Option<Step> {
    let parts: Option<Vec<Part>> = raw.parts.unwrap_or_default().iter().map(|part| Part::read(&part.value)).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    Some(Step { parts, before: pieces(raw.before), after: pieces(raw.after) })
}

fn pieces(raw: Option<RawPieces>) -> Pieces {
    let Some(raw) = raw else { return Pieces::default() };
    let text = |word: Option<Word>| word.map(|word| word.value).unwrap_or_default();
    let mut ignored = Vec::new();
    let mut places = Places::default();
    let profile = raw.profile.into_iter().flat_map(|Named(list)| list);
    let answers = raw.answers.into_iter().flat_map(|Named(list)| list);
    Pieces {
        organisation: text(raw.organisation),
        scope: text(raw.scope),
        target: text(raw.target),
        profile: profile.map(|(id, choice)| (id.value, choice.value)).collect(),
        answers: answers.map(|(id, raw)| file::entry(id, raw, &mut places, &mut ignored)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STARTED: &str = "2026-11-24T08:00:00Z";

    fn answered(answers: &[(&str, &str)]) -> Assessment {
        let mut assessment = Assessment { started: STARTED.into(), ..Assessment::default() };
        for (id, answer) in answers {
            assessment.entry_mut(id).answer_whole(answer);
        }
        assessment
    }

    fn noted(history: &mut History, before: &Assessment, after: &Assessment) {
        history.note(Step::between(before, after).expect("they differ"));
    }

    #[test]
    fn replies_are_taken_back_one_by_one_and_given_again() {
        let states = [answered(&[]), answered(&[("A", "met")]), answered(&[("A", "no")]), {
            let mut last = answered(&[("A", "no"), ("B", "met")]);
            last.organisation = "甲公司".into();
            last.profile = vec![("link".into(), "yes".into())];
            last
        }];
        let mut history = History::begin(STARTED);
        for pair in states.windows(2) {
            noted(&mut history, &pair[0], &pair[1]);
        }
        let mut now = states[3].clone();
        for state in states[..3].iter().rev() {
            assert!(history.undo(&mut now).is_some());
            assert_eq!(now, *state);
        }
        assert_eq!(history.undo(&mut now), None);
        // Read again from its file in between, as after a restart.
        let mut history = History::read(&history.write(), STARTED);
        for state in &states[1..] {
            assert!(history.redo(&mut now).is_some());
            assert_eq!(now, *state);
        }
        assert_eq!(history.redo(&mut now), None);
    }

    #[test]
    fn a_file_that_grew_line_by_line_says_the_same() {
        let (one, two, three) = (answered(&[]), answered(&[("A", "met")]), answered(&[("A", "no")]));
        let mut history = History::begin(STARTED);
        let mut text = history.write();
        noted(&mut history, &one, &two);
        text += &history.take_lines();
        noted(&mut history, &two, &three);
        text += &history.take_lines();
        let mut now = three.clone();
        history.undo(&mut now).expect("one can be taken back");
        text += &history.take_lines();
        assert_eq!(History::read(&text, STARTED), history);
        assert_eq!(History::read(&history.write(), STARTED), history);
        // A line that a power cut left half-written is as good as none.
        text += "- {\"did\":\"repl";
        assert_eq!(History::read(&text, STARTED), history);
    }

    #[test]
    fn what_was_changed_otherwise_since_is_left_alone() {
        let (one, two) = (answered(&[]), answered(&[("A", "met")]));
        let three = answered(&[("A", "met"), ("B", "met")]);
        let mut history = History::begin(STARTED);
        noted(&mut history, &one, &two);
        noted(&mut history, &two, &three);
        let mut by_hand = answered(&[("A", "met"), ("B", "no")]);
        assert!(history.undo(&mut by_hand).is_some(), "the reply before it still stands");
        assert_eq!(by_hand, answered(&[("B", "no")]));
        assert_eq!(History::read("- nonsense: [", STARTED), History::begin(STARTED));
        assert_eq!(History::read(&history.write(), "2020-01-01T00:00:00Z").done, []);
    }

    #[test]
    fn only_the_last_ones_are_kept() {
        let mut history = History::begin(STARTED);
        let state = |n: usize| answered(&[("A", &format!("answer-{n}"))]);
        for n in 0..KEPT + 20 {
            noted(&mut history, &state(n), &state(n + 1));
        }
        let mut now = state(KEPT + 20);
        let taken = std::iter::from_fn(|| history.undo(&mut now)).count();
        assert_eq!((taken, now), (KEPT, state(20)));
    }

    #[test]
    fn any_text_comes_back_to_the_letter() {
        let nasty = "\u{1b}[31m \"quoted\" \\ : # - {x} 佐證\u{2028}\u{85}\u{feff}\n\ttab 😀 \u{7f}";
        let mut after = answered(&[("A/b: c", "met")]);
        after.entry_mut("A/b: c").note = Some(nasty.into());
        after.scope = "- no".into();
        let mut history = History::begin(STARTED);
        noted(&mut history, &answered(&[]), &after);
        let mut again = History::read(&history.write(), STARTED);
        let mut now = after.clone();
        assert!(again.undo(&mut now).is_some());
        assert!(again.redo(&mut now).is_some());
        assert_eq!(now, after);
    }
}
