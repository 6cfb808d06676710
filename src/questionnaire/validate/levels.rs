//! Levels with their rules, and the targets that name them.

use super::conditions::Facts;
use super::{Check, Index, Need, not_one_of};
use crate::dates::Period;
use crate::diagnostic::{Code, Diagnostic};
use crate::exact::Fraction;
use crate::questionnaire::{Level, Method, Points, Rule, Statuses, Target, Terms, raw};
use crate::reading::Named;

impl Check<'_> {
    pub(super) fn levels(&mut self, method: Method, facts: &Facts<'_>) -> Vec<Level> {
        let raw = self.raw.levels.as_deref().unwrap_or_default();
        self.unique(raw.iter().filter_map(|level| level.id.as_ref()));
        if self.raw.levels.is_some() && raw.is_empty() {
            self.report(Diagnostic::new(Code::NothingInside, self.raw.span).with("what", "levels"));
        }
        let mut levels = Vec::new();
        for (position, level) in raw.iter().enumerate() {
            let Some(id) = &level.id else { continue };
            self.well_formed(id);
            let rule = match method {
                Method::Rules => self.rule(level),
                Method::Mean => self.mean_rule(level, position),
            };
            levels.push(Level {
                id: id.value.clone(),
                title: self.label(level.title.as_ref(), id, &format!("levels/{}/title", id.value)),
                meaning: self.text(
                    level.meaning.as_ref(),
                    &format!("levels/{}/meaning", id.value),
                    Need::Optional,
                    level.span,
                ),
                rule,
                cumulative: self.word(level.counts.as_ref(), &["cumulative", "own"]) != Some("own"),
                requires: level.requires.as_ref().and_then(|clause| self.requires(clause, facts)),
                statuses: self.statuses(level, id),
            });
        }
        levels
    }

    fn statuses(&mut self, level: &raw::Level, id: &raw::Word) -> Statuses {
        let own = level.statuses.as_ref();
        let conditional = own.and_then(|own| own.conditional.as_ref());
        let occurs = matches!(&level.rule, Some(raw::Rule::Points(points)) if points.conditional.is_some());
        if let Some(terms) = conditional.filter(|_| !occurs) {
            self.report(Diagnostic::new(Code::NeverConditional, terms.span).with("id", &id.value));
        }
        Statuses {
            final_status: self.terms(own.and_then(|own| own.r#final.as_ref()), id, "final"),
            conditional: self.terms(conditional, id, "conditional"),
            affirmation: level.affirmation.as_ref().and_then(|word| self.period(word)),
        }
    }

    fn terms(&mut self, raw: Option<&raw::Terms>, level: &raw::Word, status: &str) -> Terms {
        let span = raw.map_or(level.span, |raw| raw.span);
        let path = format!("levels/{}/{status}", level.value);
        Terms {
            title: self.text(raw.and_then(|raw| raw.title.as_ref()), &path, Need::Optional, span),
            valid: raw.and_then(|raw| raw.valid.as_ref()).and_then(|word| self.period(word)),
        }
    }

    fn period(&mut self, word: &raw::Word) -> Option<Period> {
        let period = Period::parse(&word.value);
        if period.is_none() {
            self.report(Diagnostic::new(Code::NotAPeriod, word.span).with("found", &word.value));
        }
        period
    }

    pub(super) fn mean_rule(&mut self, level: &raw::Level, position: usize) -> Rule {
        if level.rule.is_some() {
            self.report(Diagnostic::new(Code::TwoMethods, level.span));
        }
        let counted = i64::try_from(position + 1).expect("levels are few");
        let value = level.value.as_ref().and_then(|word| self.number(word));
        Rule::Mean(value.unwrap_or_else(|| Fraction::from(counted)))
    }

    pub(super) fn rule(&mut self, level: &raw::Level) -> Rule {
        match &level.rule {
            None => Rule::Every,
            Some(raw::Rule::Word(word)) => {
                if word.value != "every" {
                    self.report(not_one_of(word, &["every", "{share: …}", "{points: …}"]));
                }
                Rule::Every
            }
            Some(raw::Rule::Share(word)) => {
                let share = self.number(word).unwrap_or_else(Fraction::one);
                if share.is_negative() || share.is_zero() || share > Fraction::one() {
                    let problem = Diagnostic::new(Code::OutOfRange, word.span);
                    self.report(problem.with("found", &word.value).with("from", "1%").with("to", "100%"));
                }
                Rule::Share(share)
            }
            Some(raw::Rule::Points(points)) => self.points_rule(points),
        }
    }

    pub(super) fn points_rule(&mut self, raw: &raw::Points) -> Rule {
        let number = |check: &mut Self, word: Option<&raw::Word>| word.and_then(|word| check.number(word));
        let start = number(self, raw.start.as_ref()).unwrap_or_else(Fraction::zero);
        let final_score = number(self, raw.r#final.as_ref()).unwrap_or_else(|| start.clone());
        let conditional = number(self, raw.conditional.as_ref());
        if final_score > start || conditional.as_ref().is_some_and(|score| *score > final_score) {
            self.report(Diagnostic::new(Code::PointsRule, raw.span));
        }
        for framework in raw.cite.iter().flatten() {
            self.as_text(framework);
        }
        let cite = raw.cite.iter().flatten().map(|framework| framework.value.clone()).collect();
        Rule::Points(Points { start, final_score, conditional, cite })
    }

    pub(super) fn targets(&mut self, levels: &Index, domains: &Index) -> Vec<Target> {
        let raw = self.raw.targets.as_deref().unwrap_or_default();
        self.unique(raw.iter().filter_map(|target| target.id.as_ref()));
        let mut targets = Vec::new();
        for target in raw {
            let Some(id) = &target.id else { continue };
            self.well_formed(id);
            if levels.contains_key(&id.value) {
                self.report(Diagnostic::new(Code::ReservedWord, id.span).with("id", &id.value));
            }
            let title = self.label(target.title.as_ref(), id, &format!("targets/{}/title", id.value));
            let Some(level) = target.level.as_ref().and_then(|word| self.reference("level", word, levels)) else {
                continue;
            };
            let mut own = Vec::new();
            for (domain, word) in target.domains.iter().flat_map(|Named(list)| list) {
                let domain_position = self.reference("domain", domain, domains);
                let level_position = self.reference("level", word, levels);
                if let (Some(domain_position), Some(level_position)) = (domain_position, level_position) {
                    if level_position < level {
                        self.report(Diagnostic::new(Code::TargetNotRaised, word.span).with("id", &domain.value));
                    }
                    own.push((domain_position, level_position));
                }
            }
            targets.push(Target { id: id.value.clone(), title, level, domains: own });
        }
        targets
    }
}
