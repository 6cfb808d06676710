//! Profile questions and the conditions that read them.

use super::{Check, Index, Need};
use crate::diagnostic::{Code, Diagnostic};
use crate::questionnaire::{Condition, Fact, NOT_APPLICABLE, ProfileQuestion, Requirement, Scale, raw};

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
            for id in choices.iter().filter_map(|choice| choice.id.as_ref()) {
                self.well_formed(id);
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
            raw::Condition::All(list) | raw::Condition::Any(list) => {
                let all = matches!(raw, raw::Condition::All(_));
                if list.value.is_empty() {
                    let code = if all { Code::AlwaysTrue } else { Code::NeverTrue };
                    self.report(Diagnostic::new(code, list.span));
                }
                let parts = list.value.iter().filter_map(|part| self.condition(part, own, known)).collect();
                Some(if all { Condition::All(parts) } else { Condition::Any(parts) })
            }
            raw::Condition::Clause(clause) => self.clause(clause, own, known),
        }
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
        if let Some(position) = known.profile.iter().position(|fact| fact.id == question.value) {
            return self.fact(raw, position, &words, known.profile).map(Condition::Profile);
        }
        let Some(&position) = known.positions.get(&question.value) else {
            let names =
                known.profile.iter().map(|fact| fact.id.as_str()).chain(known.positions.keys().map(String::as_str));
            let mut names: Vec<&str> = names.collect();
            names.sort_unstable();
            let problem = Diagnostic::new(Code::UnknownName, question.span)
                .with("what", "question")
                .with("name", &question.value);
            self.report(problem.choices(&question.value, names));
            return None;
        };
        if position >= own {
            self.report(Diagnostic::new(Code::LaterQuestion, question.span).with("name", &question.value));
            return None;
        }
        let scale = known.scales.get(known.requirements[position].scale)?;
        let index: Index = scale.answers.iter().enumerate().map(|(i, answer)| (answer.id.clone(), i)).collect();
        let met = scale.not_applicable.is_some_and(|terms| terms.counts_as_met);
        let (answers, not_applicable) = match &raw.at_least {
            Some(least) => ((0..=self.reference("answer", least, &index)?).collect(), met),
            None => {
                let named = words.iter().any(|word| word.value == NOT_APPLICABLE);
                let rest: Vec<usize> = words
                    .iter()
                    .filter(|word| word.value != NOT_APPLICABLE)
                    .filter_map(|word| self.reference("answer", word, &index))
                    .collect();
                (rest, named && scale.not_applicable.is_some())
            }
        };
        self.suspicious(
            raw,
            &answers,
            scale.answers.len() + usize::from(scale.not_applicable.is_some()),
            not_applicable,
        );
        Some(Condition::Answered { requirement: position, answers, not_applicable })
    }

    /// What a level requires: a clause that can only look at the profile.
    pub(super) fn requires(&mut self, raw: &raw::Clause, profile: &[ProfileQuestion]) -> Option<Fact> {
        let question = raw.question.as_ref()?;
        let index: Index = profile.iter().enumerate().map(|(i, question)| (question.id.clone(), i)).collect();
        let position = self.reference("question", question, &index)?;
        let words: Vec<&raw::Word> = raw.is.iter().chain(raw.r#in.iter().flatten()).collect();
        if words.is_empty() && raw.at_least.is_none() {
            self.report(Diagnostic::new(Code::MissingKey, question.span).with("key", "is, in"));
            return None;
        }
        self.fact(raw, position, &words, profile)
    }

    fn fact(
        &mut self,
        raw: &raw::Clause,
        position: usize,
        words: &[&raw::Word],
        profile: &[ProfileQuestion],
    ) -> Option<Fact> {
        if let Some(least) = &raw.at_least {
            self.report(Diagnostic::new(Code::NoOrder, least.span).with("name", &profile[position].id));
            return None;
        }
        let choices = &profile[position].choices;
        let index: Index = choices.iter().enumerate().map(|(i, (id, _))| (id.clone(), i)).collect();
        let accepted: Vec<usize> = words.iter().filter_map(|word| self.reference("answer", word, &index)).collect();
        self.suspicious(raw, &accepted, choices.len(), false);
        Some(Fact { question: position, choices: accepted })
    }

    pub(super) fn suspicious(&mut self, raw: &raw::Clause, accepted: &[usize], possible: usize, not_applicable: bool) {
        let mut distinct = accepted.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let count = distinct.len() + usize::from(not_applicable);
        if count == 0 {
            self.report(Diagnostic::new(Code::NeverTrue, raw.span));
        } else if count == possible {
            self.report(Diagnostic::new(Code::AlwaysTrue, raw.span));
        }
    }
}

/// What a condition may refer to.
pub(super) struct Known<'k> {
    pub(super) requirements: &'k [Requirement],
    pub(super) scales: &'k [Scale],
    pub(super) profile: &'k [ProfileQuestion],
    pub(super) positions: &'k Index,
}
