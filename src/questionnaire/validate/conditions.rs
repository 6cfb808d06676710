//! Profile questions and the conditions that read them.

use std::collections::HashMap;

use super::{Check, Index, Need};
use crate::diagnostic::{Code, Diagnostic};
use crate::questionnaire::{Condition, Fact, NOT_APPLICABLE, ProfileQuestion, Requirement, Scale, raw};

/// As many as there are letters.
const MOST_ANSWERS: usize = 26;

impl Check<'_> {
    pub(super) fn profile(&mut self) -> Vec<ProfileQuestion> {
        let raw = self.raw.profile.as_deref().unwrap_or_default();
        self.unique(raw.iter().filter_map(|question| question.id.as_ref()));
        let mut questions = Vec::new();
        for question in raw {
            let Some(id) = &question.id else { continue };
            self.well_formed(id);
            let choices = question.choices.as_deref().unwrap_or_default();
            self.unique(choices.iter().filter_map(|choice| choice.id.as_ref()));
            for choice in choices.iter().filter_map(|choice| choice.id.as_ref()) {
                self.as_text(choice);
            }
            if question.choices.is_some() && choices.is_empty() {
                self.report(Diagnostic::new(Code::NothingInside, question.span).with("what", &id.value));
            }
            let choices = choices.iter().filter_map(|choice| {
                let own = choice.id.as_ref()?;
                let path = format!("profile/{}/choices/{}", id.value, own.value);
                Some((own.value.clone(), self.label(choice.label.as_ref(), own, &path)))
            });
            let choices = choices.collect();
            let ask = self.text(question.ask.as_ref(), &format!("profile/{}/ask", id.value), Need::Required, id.span);
            questions.push(ProfileQuestion { id: id.value.clone(), ask, choices });
        }
        questions
    }

    pub(super) fn condition(&mut self, raw: &raw::Condition, own: usize, known: &Known<'_>) -> Option<Condition> {
        match raw {
            raw::Condition::All(list) => Some(Condition::All(self.parts(&list.value, own, known))),
            raw::Condition::Any(list) => Some(Condition::Any(self.parts(&list.value, own, known))),
            raw::Condition::Clause(clause) => self.clause(clause, own, known),
        }
    }

    fn parts(&mut self, list: &[raw::Condition], own: usize, known: &Known<'_>) -> Vec<Condition> {
        list.iter().filter_map(|part| self.condition(part, own, known)).collect()
    }

    pub(super) fn clause(&mut self, raw: &raw::Clause, own: usize, known: &Known<'_>) -> Option<Condition> {
        let question = raw.question.as_ref()?;
        let given =
            [raw.is.is_some(), raw.r#in.is_some(), raw.at_least.is_some()].iter().filter(|given| **given).count();
        if given != 1 {
            self.report(Diagnostic::new(Code::MissingKey, question.span).with("key", "is, in, at_least"));
            return None;
        }
        let words: Vec<&raw::Word> = raw.is.iter().chain(raw.r#in.iter().flatten()).collect();
        self.as_text(question);
        if let Some(&position) = known.facts.questions.get(&question.value) {
            return self.fact(raw, position, &words, known.facts).map(Condition::Profile);
        }
        let Some(&position) = known.positions.get(&question.value) else {
            let mut names: Vec<&str> =
                known.facts.questions.keys().chain(known.positions.keys()).map(String::as_str).collect();
            names.sort_unstable();
            let problem = Diagnostic::new(Code::UnknownName, question.span)
                .with("what", "question")
                .with("name", &question.value);
            self.report(problem.choices_after(self.problems.len(), &question.value, names.into_iter()));
            return None;
        };
        if position >= own {
            self.report(Diagnostic::new(Code::LaterQuestion, question.span).with("name", &question.value));
            return None;
        }
        let scale = known.scales.get(known.requirements[position].scale)?;
        // Each answer has a letter of its own, so one of such a scale was reported, and it only costs time.
        if scale.answers.len() > MOST_ANSWERS {
            return None;
        }
        let index = &known.answers[known.requirements[position].scale];
        let met = scale.not_applicable.is_some_and(|terms| terms.counts_as_met);
        let (answers, not_applicable) = match &raw.at_least {
            Some(least) => ((0..=self.reference("answer", least, index)?).collect(), met),
            None => {
                let named = words.iter().any(|word| word.value == NOT_APPLICABLE);
                let rest: Vec<usize> = words
                    .iter()
                    .filter(|word| word.value != NOT_APPLICABLE)
                    .filter_map(|word| self.reference("answer", word, index))
                    .collect();
                (rest, named && scale.not_applicable.is_some())
            }
        };
        Some(Condition::Answered { requirement: position, answers, not_applicable })
    }

    /// What a level requires: a clause that can only look at the profile.
    pub(super) fn requires(&mut self, raw: &raw::Clause, facts: &Facts<'_>) -> Option<Fact> {
        let question = raw.question.as_ref()?;
        let position = self.reference("question", question, &facts.questions)?;
        let words: Vec<&raw::Word> = raw.is.iter().chain(raw.r#in.iter().flatten()).collect();
        if words.is_empty() && raw.at_least.is_none() {
            self.report(Diagnostic::new(Code::MissingKey, question.span).with("key", "is, in"));
            return None;
        }
        let fact = self.fact(raw, position, &words, facts)?;
        let possible = facts.choices[position].len();
        if possible > 0 && facts.choices[position].values().all(|choice| fact.choices.contains(choice)) {
            self.report(Diagnostic::new(Code::AlwaysTrue, raw.span));
        }
        Some(fact)
    }

    fn fact(&mut self, raw: &raw::Clause, position: usize, words: &[&raw::Word], facts: &Facts<'_>) -> Option<Fact> {
        if let Some(least) = &raw.at_least {
            self.report(Diagnostic::new(Code::NoOrder, least.span).with("name", &facts.profile[position].id));
            return None;
        }
        let index = &facts.choices[position];
        let accepted: Vec<usize> = words.iter().filter_map(|word| self.reference("answer", word, index)).collect();
        Some(Fact { question: position, choices: accepted })
    }
}

/// The profile, by name.
pub(super) struct Facts<'f> {
    pub(super) profile: &'f [ProfileQuestion],
    questions: Index,
    choices: Vec<Index>,
}

impl<'f> Facts<'f> {
    /// Makes the names of the profile quick to find.
    pub(super) fn of(profile: &'f [ProfileQuestion]) -> Self {
        // Of two with the same id, which was reported, the first counts.
        let mut questions: Index = HashMap::with_capacity(profile.len());
        for (position, question) in profile.iter().enumerate() {
            questions.entry(question.id.clone()).or_insert(position);
        }
        let choices = |question: &ProfileQuestion| {
            question.choices.iter().enumerate().map(|(position, (id, _))| (id.clone(), position)).collect()
        };
        Self { profile, questions, choices: profile.iter().map(choices).collect() }
    }
}

/// What a condition may refer to.
pub(super) struct Known<'k> {
    pub(super) requirements: &'k [Requirement],
    pub(super) scales: &'k [Scale],
    /// The answers of each scale, by name.
    pub(super) answers: &'k [Index],
    pub(super) facts: &'k Facts<'k>,
    pub(super) positions: &'k Index,
}
