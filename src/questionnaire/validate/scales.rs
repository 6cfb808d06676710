//! Answer scales: ids, shortcuts, credits, and what "not applicable" counts as.

use std::collections::HashMap;

use super::{Check, Need, RESERVED_KEYS, not_one_of};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::exact::Fraction;
use crate::form::YesNo;
use crate::questionnaire::{Answer, NOT_APPLICABLE, NotApplicable, Scale, UNKNOWN, raw};
use crate::reading::Named;

impl Check<'_> {
    pub(super) fn scales(&mut self) -> Vec<Scale> {
        let Some(Named(raw)) = &self.raw.scales else {
            return Vec::new();
        };
        raw.iter().map(|(id, scale)| self.scale(id, scale)).collect()
    }

    pub(super) fn scale(&mut self, id: &raw::Word, raw: &raw::Scale) -> Scale {
        self.well_formed(id);
        let answers_raw = raw.answers.as_deref().unwrap_or_default();
        self.unique(answers_raw.iter().filter_map(|answer| answer.id.as_ref()));
        let mut keys: HashMap<char, Span> = HashMap::new();
        let mut answers: Vec<Answer> = Vec::new();
        for answer in answers_raw {
            let Some(answer_id) = &answer.id else { continue };
            self.well_formed(answer_id);
            if [NOT_APPLICABLE, UNKNOWN].contains(&answer_id.value.as_str()) {
                self.report(Diagnostic::new(Code::ReservedWord, answer_id.span).with("id", &answer_id.value));
            }
            let path = format!("scales/{}/{}", id.value, answer_id.value);
            let credit = self.credit(answer, answers_raw);
            if let (Some(before), Some(place)) = (answers.last(), answer.credit.as_ref().or(answer.value.as_ref()))
                && credit > before.credit
            {
                self.report(Diagnostic::new(Code::ScaleOrder, place.span).with("id", &answer_id.value));
            }
            let passes = self.word(answer.passes.as_ref(), YesNo::WORDS) == Some("true") || credit.is_one();
            if let (Some(before), Some(place)) = (answers.last(), &answer.passes)
                && passes
                && !before.passes
            {
                self.report(Diagnostic::new(Code::ScaleOrder, place.span).with("id", &answer_id.value));
            }
            if let Some(deduct) = answer.deduct.as_ref().filter(|_| passes)
                && Fraction::parse(&deduct.value).is_some_and(|points| !points.is_zero())
            {
                self.report(Diagnostic::new(Code::DeductForNothing, deduct.span).with("id", &answer_id.value));
            }
            answers.push(Answer {
                id: answer_id.value.clone(),
                key: self.shortcut(answer.key.as_ref(), &mut keys),
                credit,
                passes,
                deduct: self.positive(answer.deduct.as_ref()),
                value: self.positive(answer.value.as_ref()),
                label: self.label(answer.label.as_ref(), answer_id, &format!("{path}/label")),
                meaning: self.text(answer.meaning.as_ref(), &format!("{path}/meaning"), Need::Optional, answer.span),
                follow_up: self.text(
                    answer.follow_up.as_ref(),
                    &format!("{path}/follow_up"),
                    Need::Optional,
                    answer.span,
                ),
                reason_required: self.word(answer.reason.as_ref(), raw::Reason::WORDS) == Some("required"),
            });
        }
        if !answers.iter().any(|answer| answer.passes) {
            self.report(Diagnostic::new(Code::NoPassingAnswer, id.span).with("id", &id.value));
        }
        Scale {
            id: id.value.clone(),
            not_applicable: self.not_applicable(raw.not_applicable.as_ref()),
            unknown: self.word(raw.unknown.as_ref(), raw::Allowed::WORDS) != Some("forbidden"),
            answers,
        }
    }

    /// A credit that is not given follows from the value: its part of the largest value on the scale.
    pub(super) fn credit(&mut self, answer: &raw::Answer, all: &[raw::Answer]) -> Fraction {
        if let Some(credit) = &answer.credit {
            let number = self.number(credit).unwrap_or_else(Fraction::zero);
            if number.is_negative() || number > Fraction::one() {
                self.report(Diagnostic::new(Code::CreditOutOfRange, credit.span).with("found", &credit.value));
            }
            return number;
        }
        let value = |answer: &raw::Answer| answer.value.as_ref().and_then(|word| Fraction::parse(&word.value));
        let top = all.iter().filter_map(value).max();
        match (value(answer), top) {
            (Some(own), Some(top)) if !top.is_zero() => own / top,
            _ if answer.value.is_none() => {
                self.report(Diagnostic::new(Code::MissingKey, answer.span).with("key", "credit"));
                Fraction::zero()
            }
            _ => Fraction::zero(),
        }
    }

    pub(super) fn shortcut(&mut self, key: Option<&raw::Word>, taken: &mut HashMap<char, Span>) -> char {
        let Some(key) = key else { return ' ' };
        let mut letters = key.value.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            self.report(
                Diagnostic::new(Code::BadShortcut, key.span).with("key", &key.value).with("reserved", RESERVED_KEYS),
            );
            return ' ';
        };
        if !letter.is_ascii_lowercase() || RESERVED_KEYS.contains(letter) {
            self.report(
                Diagnostic::new(Code::BadShortcut, key.span).with("key", &key.value).with("reserved", RESERVED_KEYS),
            );
        } else if let Some(first) = taken.get(&letter) {
            self.report(Diagnostic::new(Code::DuplicateShortcut, key.span).with("key", &key.value).related(*first));
        }
        taken.entry(letter).or_insert(key.span);
        letter
    }

    pub(super) fn not_applicable(&mut self, raw: Option<&raw::NotApplicable>) -> Option<NotApplicable> {
        match raw? {
            raw::NotApplicable::Word(word) => {
                if word.value != "forbidden" {
                    self.report(not_one_of(word, &["forbidden", "{counts_as: met}", "{counts_as: nothing}"]));
                }
                None
            }
            raw::NotApplicable::Allowed(terms) => Some(NotApplicable {
                counts_as_met: self.word(terms.counts_as.as_ref(), raw::CountsAs::WORDS) == Some("met"),
                reason_required: self.word(terms.reason.as_ref(), raw::Reason::WORDS) == Some("required"),
            }),
        }
    }
}
