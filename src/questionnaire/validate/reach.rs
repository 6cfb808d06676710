//! What can ever happen: conditions that no answers fulfil, or all of them, and the requirements that are never asked.
//!
//! Decided exactly, by trying every combination of answers that makes a difference. A question that is hidden counts as
//! false, and so does one that a lower target leaves out.

use super::Check;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::questionnaire::{Condition, Method, ProfileQuestion, Requirement, Scale, Target, raw};

/// More combinations than this are not tried; then nothing is said.
const MOST_COMBINATIONS: usize = 50_000;

/// More parts than this are not looked at for one condition, those of the questions that it looks at among them.
const MOST_PARTS: usize = 2_000;

/// A condition on a condition on a condition: no further than this.
const DEEPEST: usize = 32;

/// A question with more answers than this is not looked at.
const MOST_ANSWERS: usize = 256;

/// All the work for one questionnaire, in parts looked at. A real one needs a thousandth of it.
const MOST_WORK: usize = 4_000_000;

/// Whether a requirement is ever asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Asked {
    /// Whatever is answered.
    Always,
    /// It depends, or it cannot be told.
    Sometimes,
    /// Never; the place of its condition.
    Never(Span),
}

/// Everything that decides what is asked.
pub(super) struct Asking<'a> {
    pub(super) scales: &'a [Scale],
    pub(super) profile: &'a [ProfileQuestion],
    pub(super) requirements: &'a [Requirement],
    pub(super) targets: &'a [Target],
    pub(super) method: Method,
    pub(super) written: &'a [&'a raw::Requirement],
}

/// What is known of an earlier requirement.
struct Known {
    asked: Asked,
    /// Its condition was decided, so that it can be part of others.
    decided: bool,
}

/// A part of a condition; those it consists of stand before it.
enum Part {
    All(Vec<usize>),
    Any(Vec<usize>),
    /// A question with the answers that are meant; `asked` is the part that decides whether it is asked at all.
    Clause {
        question: usize,
        answers: Vec<bool>,
        asked: Option<usize>,
    },
    /// A question that is never asked.
    Never,
}

/// A question with its possible answers; the last may be that it is not asked.
#[derive(PartialEq)]
enum Question {
    Profile(usize),
    Requirement(usize),
}

/// Something about a condition that is too large to be decided, or not written well.
struct Undecided;

/// A condition and all that decides about it, in an order in which it can be computed.
struct Plan<'a, 'k> {
    asking: &'a Asking<'a>,
    known: &'k [Known],
    /// Requirements that are never asked are looked at as if they were.
    free: bool,
    own: usize,
    parts: Vec<Part>,
    places: Vec<Span>,
    questions: Vec<(Question, usize)>,
    /// The parts that decide whether a requirement is asked.
    roots: Vec<(usize, usize)>,
    depth: usize,
}

/// What can come of a part.
#[derive(Clone, Copy, Default)]
struct Outcome {
    holds: bool,
    fails: bool,
}

impl Check<'_> {
    /// Finds out what is ever asked, and reports conditions that decide nothing.
    pub(super) fn asked(&mut self, asking: &Asking<'_>) -> Vec<Asked> {
        let mut known: Vec<Known> = Vec::with_capacity(asking.requirements.len());
        let mut work = MOST_WORK;
        for (own, requirement) in asking.requirements.iter().enumerate() {
            let found = match (&asking.written[own].ask_when, &requirement.condition) {
                (None, _) => Known { asked: Asked::Always, decided: true },
                (Some(_), None) => Known { asked: Asked::Sometimes, decided: false },
                (Some(raw), Some(condition)) => self.decide(asking, &known, own, (raw, condition), &mut work),
            };
            known.push(found);
        }
        known.into_iter().map(|known| known.asked).collect()
    }

    /// Decides about a condition; where it is too large, about its parts.
    fn decide(
        &mut self,
        asking: &Asking<'_>,
        known: &[Known],
        own: usize,
        (raw, condition): (&raw::Condition, &Condition),
        work: &mut usize,
    ) -> Known {
        let mut found = None;
        let plan = |free| Plan::new(asking, known, own, free);
        if let Ok(outcomes) = plan(false).outcomes(raw, condition, work) {
            let free = if outcomes.parts.iter().any(|part| matches!(part, Part::Never)) {
                plan(true).outcomes(raw, condition, work).ok()
            } else {
                None
            };
            let root = outcomes.root();
            let seen = Seen { found: &outcomes, free: free.as_ref(), asking, known };
            self.tell(&seen, (root, free.as_ref().map(Outcomes::root)), condition);
            found = Some((outcomes.outcomes[root], outcomes.places[root]));
        } else if let (raw::Condition::All(list) | raw::Condition::Any(list), Some(parts)) = (raw, parts_of(condition))
            && list.value.len() == parts.len()
        {
            for pair in list.value.iter().zip(parts) {
                self.decide(asking, known, own, pair, work);
            }
        }
        match found {
            Some((Outcome { holds: false, .. }, place)) => Known { asked: Asked::Never(place), decided: true },
            Some((Outcome { fails: false, .. }, _)) => Known { asked: Asked::Always, decided: true },
            Some(_) => Known { asked: Asked::Sometimes, decided: true },
            None => Known { asked: Asked::Sometimes, decided: false },
        }
    }

    /// Reports the outermost parts that always come out the same. `at` is the part, and the same one with all that is
    /// never asked looked at as if it were.
    fn tell(&mut self, seen: &Seen<'_>, at: (usize, Option<usize>), condition: &Condition) {
        let (outcome, place) = (seen.found.outcomes[at.0], seen.found.places[at.0]);
        let freely = seen.free.zip(at.1);
        let fails_anyway = freely.is_none_or(|(free, at)| !free.outcomes[at].holds);
        if let Condition::Answered { requirement, .. } = condition
            && let Asked::Never(there) = seen.known[*requirement].asked
        {
            let name = &seen.asking.requirements[*requirement].id;
            self.report(Diagnostic::new(Code::ConditionOnNeverAsked, place).with("name", name).related(there));
        } else if !outcome.fails {
            self.report(Diagnostic::new(Code::AlwaysTrue, place));
        } else if !outcome.holds && fails_anyway {
            self.report(Diagnostic::new(Code::NeverTrue, place));
        } else {
            let children = seen.found.parts[at.0].children();
            for (index, (child, condition)) in children.iter().zip(parts_of(condition).unwrap_or_default()).enumerate()
            {
                let freely = freely.map(|(free, at)| free.parts[at].children()[index]);
                self.tell(seen, (*child, freely), condition);
            }
        }
    }
}

/// What was found out about a condition.
struct Seen<'s> {
    found: &'s Outcomes,
    free: Option<&'s Outcomes>,
    asking: &'s Asking<'s>,
    known: &'s [Known],
}

impl Part {
    fn children(&self) -> &[usize] {
        match self {
            Self::All(children) | Self::Any(children) => children,
            Self::Clause { .. } | Self::Never => &[],
        }
    }
}

fn parts_of(condition: &Condition) -> Option<&[Condition]> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => Some(parts),
        Condition::Answered { .. } | Condition::Profile(_) => None,
    }
}

/// The parts of a condition with what can come of each; the condition itself is the last.
struct Outcomes {
    parts: Vec<Part>,
    places: Vec<Span>,
    outcomes: Vec<Outcome>,
}

impl Outcomes {
    fn root(&self) -> usize {
        self.parts.len() - 1
    }
}

impl<'a, 'k> Plan<'a, 'k> {
    fn new(asking: &'a Asking<'a>, known: &'k [Known], own: usize, free: bool) -> Self {
        let (parts, places) = (Vec::new(), Vec::new());
        Self { asking, known, free, own, parts, places, questions: Vec::new(), roots: Vec::new(), depth: 0 }
    }

    /// Tries every combination of answers that makes a difference.
    fn outcomes(
        mut self,
        raw: &raw::Condition,
        condition: &Condition,
        work: &mut usize,
    ) -> Result<Outcomes, Undecided> {
        let added = self.add(raw, condition);
        spend(work, 4 * self.parts.len() + 1)?;
        added?;
        let mut kinds: Vec<Vec<usize>> = Vec::with_capacity(self.questions.len());
        let mut combinations = 1usize;
        for (question, (_, values)) in self.questions.iter().enumerate() {
            let kind = self.distinct(question, *values);
            combinations = combinations.saturating_mul(kind.len());
            kinds.push(kind);
        }
        if combinations > MOST_COMBINATIONS {
            return Err(Undecided);
        }
        spend(work, combinations.saturating_mul(self.parts.len()))?;
        let mut outcomes = vec![Outcome::default(); self.parts.len()];
        let mut truths = vec![false; self.parts.len()];
        let mut turn = vec![0; kinds.len()];
        for _ in 0..combinations {
            for (at, part) in self.parts.iter().enumerate() {
                truths[at] = match part {
                    Part::All(parts) => parts.iter().all(|part| truths[*part]),
                    Part::Any(parts) => parts.iter().any(|part| truths[*part]),
                    Part::Clause { question, answers, asked } => {
                        let value = kinds[*question][turn[*question]];
                        answers.get(value) == Some(&true) && asked.is_none_or(|asked| truths[asked])
                    }
                    Part::Never => false,
                };
                outcomes[at].holds |= truths[at];
                outcomes[at].fails |= !truths[at];
            }
            for (question, kind) in kinds.iter().enumerate() {
                turn[question] += 1;
                if turn[question] < kind.len() {
                    break;
                }
                turn[question] = 0;
            }
        }
        Ok(Outcomes { parts: self.parts, places: self.places, outcomes })
    }

    /// Returns one answer of each kind: answers that no part tells apart are of the same kind.
    fn distinct(&self, question: usize, values: usize) -> Vec<usize> {
        let meant = self.parts.iter().filter_map(|part| match part {
            Part::Clause { question: own, answers, .. } if *own == question => Some(answers),
            _ => None,
        });
        let meant: Vec<&Vec<bool>> = meant.collect();
        let mut kinds: Vec<usize> = Vec::new();
        for value in 0..values.max(1) {
            let means = |answers: &[bool], value: usize| answers.get(value) == Some(&true);
            let same = |other: &usize| meant.iter().all(|answers| means(answers, value) == means(answers, *other));
            if !kinds.iter().any(same) {
                kinds.push(value);
            }
        }
        kinds
    }

    fn push(&mut self, part: Part, place: Span) -> Result<usize, Undecided> {
        if self.parts.len() >= MOST_PARTS {
            return Err(Undecided);
        }
        self.parts.push(part);
        self.places.push(place);
        Ok(self.parts.len() - 1)
    }

    /// Adds a condition after all that decides about it, and returns its place among the parts.
    fn add(&mut self, raw: &raw::Condition, condition: &Condition) -> Result<usize, Undecided> {
        match (raw, condition) {
            (raw::Condition::All(list), Condition::All(parts)) | (raw::Condition::Any(list), Condition::Any(parts)) => {
                // A part that could not be read was reported and left out.
                if list.value.len() != parts.len() {
                    return Err(Undecided);
                }
                let children = list.value.iter().zip(parts).map(|(raw, part)| self.add(raw, part));
                let children: Vec<usize> = children.collect::<Result<_, _>>()?;
                let all = matches!(condition, Condition::All(_));
                self.push(if all { Part::All(children) } else { Part::Any(children) }, list.span)
            }
            (raw::Condition::Clause(clause), Condition::Profile(fact)) => {
                self.complete(clause, fact.choices.len())?;
                let choices = self.asking.profile[fact.question].choices.len();
                let answers = chosen(&fact.choices, choices)?;
                let question = self.question(Question::Profile(fact.question), choices);
                self.push(Part::Clause { question, answers, asked: None }, clause.span)
            }
            (raw::Condition::Clause(clause), Condition::Answered { requirement, answers, not_applicable }) => {
                self.complete(clause, answers.len())?;
                self.answered(*requirement, answers, *not_applicable, clause.span)
            }
            _ => Err(Undecided),
        }
    }

    /// A word that could not be read was reported and left out.
    fn complete(&self, clause: &raw::Clause, found: usize) -> Result<(), Undecided> {
        let words = clause.is.iter().chain(clause.r#in.iter().flatten());
        let named = words.filter(|word| word.value != crate::questionnaire::NOT_APPLICABLE).count();
        if clause.at_least.is_none() && named != found { Err(Undecided) } else { Ok(()) }
    }

    fn answered(
        &mut self,
        requirement: usize,
        meant: &[usize],
        not_applicable: bool,
        place: Span,
    ) -> Result<usize, Undecided> {
        let asking = self.asking;
        let known = &self.known[requirement];
        if matches!(known.asked, Asked::Never(_)) && !self.free {
            return self.push(Part::Never, place);
        }
        let scale = &asking.scales[asking.requirements[requirement].scale];
        let mut answers = chosen(meant, scale.answers.len())?;
        if scale.not_applicable.is_some() {
            answers.push(not_applicable);
        }
        let mut values = answers.len();
        let mut asked = None;
        if known.asked == Asked::Sometimes && known.decided {
            asked = Some(self.root(requirement)?);
        }
        // Nobody answers it then, which fulfils nothing.
        values += usize::from(!known.decided || self.may_be_left_out(requirement));
        let question = self.question(Question::Requirement(requirement), values);
        self.push(Part::Clause { question, answers, asked }, place)
    }

    /// The part that decides whether a requirement is asked.
    fn root(&mut self, requirement: usize) -> Result<usize, Undecided> {
        if let Some((_, root)) = self.roots.iter().find(|(known, _)| *known == requirement) {
            return Ok(*root);
        }
        let (Some(raw), Some(condition)) =
            (&self.asking.written[requirement].ask_when, &self.asking.requirements[requirement].condition)
        else {
            return Err(Undecided);
        };
        if self.depth >= DEEPEST {
            return Err(Undecided);
        }
        self.depth += 1;
        let root = self.add(raw, condition)?;
        self.depth -= 1;
        self.roots.push((requirement, root));
        Ok(root)
    }

    fn question(&mut self, question: Question, values: usize) -> usize {
        if let Some(known) = self.questions.iter().position(|(known, _)| *known == question) {
            return known;
        }
        self.questions.push((question, values));
        self.questions.len() - 1
    }

    /// A target may ask for a lower level where the other requirement stands than where this one does. Under the mean
    /// everything is asked.
    fn may_be_left_out(&self, other: usize) -> bool {
        if self.asking.method == Method::Mean {
            return false;
        }
        let (own, other) = (&self.asking.requirements[self.own], &self.asking.requirements[other]);
        let raised = self.asking.targets.iter().any(|target| !target.domains.is_empty());
        other.level > own.level || (other.level > 0 && raised && other.domain != own.domain)
    }
}

/// Returns for each of so many answers whether it is meant.
fn chosen(meant: &[usize], answers: usize) -> Result<Vec<bool>, Undecided> {
    if answers > MOST_ANSWERS {
        return Err(Undecided);
    }
    let mut chosen = vec![false; answers];
    for &answer in meant {
        chosen[answer] = true;
    }
    Ok(chosen)
}

fn spend(work: &mut usize, cost: usize) -> Result<(), Undecided> {
    if cost > *work {
        return Err(Undecided);
    }
    *work -= cost;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Source;
    use crate::questionnaire::{Texts, read};

    /// Codes, each with the text that it marks, of a questionnaire with these conditions, the first on requirement `R1`.
    fn told(levels: &[&str], conditions: &[&str]) -> Vec<(&'static str, String)> {
        let mut text = String::from(
            "format: gradus/questionnaire/1\nid: q\nedition: a\nlanguages: [en]\ntitle: Q\nattribution: {publisher: P, licence: L}\n\
             scales: {s: {not_applicable: {counts_as: met}, answers: [{id: met, key: m, credit: 1}, {id: half, key: h, credit: 1/2}, {id: none, key: n, credit: 0}]}}\n\
             levels: [{id: low}, {id: high}]\n\
             profile: [{id: p, ask: P?, choices: [{id: a}, {id: b}, {id: c}]}]\n\
             domains:\n  - id: D\n    requirements:\n      - {id: R0, level: low, scale: s, ask: Q?, help: H}\n      - {id: RX, level: high, scale: s, ask: Q?, help: H, ask_when: {question: p, is: c}}\n",
        );
        for (number, condition) in conditions.iter().enumerate() {
            let level = levels.get(number).unwrap_or(&"low");
            let own = number + 1;
            text.push_str(&format!(
                "      - {{id: R{own}, level: {level}, scale: s, ask: Q?, help: H, ask_when: {condition}}}\n"
            ));
        }
        let source = Source { name: "q.yaml".into(), text: text.clone().into() };
        let loaded = read(source, Some("q"), &Texts::All, &|_| None);
        let marked = |span: crate::diagnostic::Span| text[span.start as usize..].chars().take(6).collect();
        loaded
            .problems
            .iter()
            .map(|problem| (problem.code.as_str(), problem.span.map_or(String::new(), marked)))
            .collect()
    }

    fn codes(conditions: &[&str]) -> Vec<&'static str> {
        told(&[], conditions).into_iter().map(|(code, _)| code).collect()
    }

    #[test]
    fn what_contradicts_itself_is_never_true() {
        assert_eq!(codes(&["{all: [{question: R0, is: met}, {question: R0, is: none}]}"]), ["Q0305"]);
        assert_eq!(codes(&["{all: [{question: p, in: [a, b]}, {any: [{question: p, is: c}]}]}"]), ["Q0305"]);
        assert_eq!(codes(&["{any: []}"]), ["Q0305"]);
        assert_eq!(codes(&["{all: [{question: R0, is: met}, {question: p, is: a}]}"]), [] as [&str; 0]);
    }

    #[test]
    fn what_names_every_answer_is_always_true() {
        assert_eq!(codes(&["{question: R0, in: [met, half, none, not-applicable]}"]), ["Q0304"]);
        assert_eq!(codes(&["{question: R0, in: [met, half, none]}"]), [] as [&str; 0], "it may not apply");
        assert_eq!(codes(&["{any: [{question: p, in: [a, b]}, {question: p, in: [b, c]}]}"]), ["Q0304"]);
        assert_eq!(codes(&["{all: []}"]), ["Q0304"]);
    }

    #[test]
    fn a_hidden_question_counts_as_false() {
        // R1 is asked for `a` only, so what looks at it holds for `a` only.
        let first = "{question: p, is: a}";
        let all = "{question: R1, in: [met, half, none, not-applicable]}";
        assert_eq!(codes(&[first, all]), [] as [&str; 0]);
        assert_eq!(codes(&[first, "{all: [{question: R1, is: met}, {question: p, is: b}]}"]), ["Q0305"]);
        assert_eq!(codes(&[first, all, "{all: [{question: R2, is: met}, {question: p, is: b}]}"]), ["Q0305"]);
        assert_eq!(codes(&[first, "{any: [{question: R1, is: met}, {question: p, in: [a, b, c]}]}"]), ["Q0304"]);
    }

    #[test]
    fn a_question_above_the_target_is_hidden() {
        let all = "{question: R1, in: [met, half, none, not-applicable]}";
        let always = "{any: [{question: p, in: [a, b]}, {question: p, is: c}]}";
        let found = told(&["high", "low"], &[always, all]);
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["Q0304"], "that of R1 alone: {found:?}");
    }

    #[test]
    fn only_the_part_that_is_to_blame_is_told() {
        let part = "{any: [{question: R0, is: met}, {all: [{question: p, is: a}, {question: p, is: b}]}]}";
        assert_eq!(told(&[], &[part]), [("Q0305", "all: [".to_owned())]);
        let clause = "{any: [{question: R0, is: met}, {question: p, in: []}]}";
        assert_eq!(told(&[], &[clause]), [("Q0305", "questi".to_owned())]);
    }

    #[test]
    fn what_follows_from_a_question_that_is_never_asked_is_told_there() {
        let never = "{all: [{question: p, is: a}, {question: p, is: b}]}";
        assert_eq!(codes(&[never, "{question: R1, is: met}"]), ["Q0305", "Q0315"]);
        assert_eq!(codes(&[never, "{all: [{question: R1, is: met}, {question: p, is: a}]}"]), ["Q0305", "Q0315"]);
        // It would never be true even if R1 were asked.
        let both = "{all: [{question: R1, is: met}, {question: R1, is: none}]}";
        assert_eq!(codes(&[never, both]), ["Q0305", "Q0305"]);
        // R2 is not asked either, so R3 looks at nothing.
        assert_eq!(codes(&[never, "{question: R1, is: met}", "{question: R2, is: met}"]), ["Q0305", "Q0315", "Q0315"]);
    }

    #[test]
    fn what_could_not_be_read_is_not_judged() {
        let found = codes(&["{all: [{question: p, is: a}, {question: p, is: nowhere}]}"]);
        assert_eq!(found, ["Q0205"]);
    }
}
