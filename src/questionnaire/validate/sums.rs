//! What only shows when all parts are known: numbers that a rule needs, and parts that nothing uses.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::exact::Fraction;
use crate::questionnaire::{Condition, Level, Method, ProfileQuestion, Requirement, Rule, Scale, raw};
use crate::reading::Named;

impl Check<'_> {
    /// Under the method `mean` every answer that a requirement can have needs a value.
    pub(super) fn values(&mut self, requirements: &[Requirement], written: &[&raw::Requirement], scales: &[Scale]) {
        for (requirement, raw) in requirements.iter().zip(written) {
            if scales
                .get(requirement.scale)
                .is_some_and(|scale| scale.answers.iter().any(|answer| answer.value.is_none()))
            {
                let place = raw.scale.as_ref().map(|word| word.span);
                self.report(Diagnostic::new(Code::MissingValue, place).with("id", &requirement.id));
            }
        }
    }

    /// Weights and points that the rules need.
    pub(super) fn numbers(&mut self, levels: &[Level], requirements: &[Requirement], scales: &[Scale], method: Method) {
        let written = self.written();
        let shares = needing(levels, |rule| matches!(rule, Rule::Share(_)));
        let points = needing(levels, |rule| matches!(rule, Rule::Points(_)));
        let needs = |rules: &[bool], requirement: &Requirement| rules.get(requirement.level) == Some(&true);
        let deducts = |scale: &Scale| scale.answers.iter().filter_map(|answer| answer.deduct.clone()).max();
        let deducts: Vec<Option<Fraction>> = scales.iter().map(deducts).collect();
        for (requirement, raw) in requirements.iter().zip(written) {
            let place = raw.id.as_ref().map(|id| id.span);
            if (method == Method::Mean || needs(&shares, requirement)) && raw.weight.is_none() {
                self.report(Diagnostic::new(Code::MissingWeight, place).with("id", &requirement.id));
            }
            if needs(&points, requirement) && raw.points.is_none() && !requirement.essential {
                self.report(Diagnostic::new(Code::MissingPoints, place).with("id", &requirement.id));
            }
            if let (Some(Some(most)), Some(points)) = (deducts.get(requirement.scale), &requirement.points)
                && most > points
            {
                let place = raw.points.as_ref().map(|word| word.span);
                self.report(
                    Diagnostic::new(Code::DeductTooMuch, place).with("id", &requirement.id).with("found", most),
                );
            }
        }
    }

    /// Levels, scales and profile questions that nothing uses.
    pub(super) fn use_of(
        &mut self,
        scales: &[Scale],
        levels: &[Level],
        requirements: &[Requirement],
        profile: &[ProfileQuestion],
    ) {
        let raw = self.raw;
        let mut used = Used {
            levels: vec![false; levels.len()],
            scales: vec![false; scales.len()],
            profile: vec![false; profile.len()],
        };
        for requirement in requirements {
            mark(&mut used.levels, requirement.level);
            mark(&mut used.scales, defined(scales, requirement.scale));
            if let Some(condition) = &requirement.condition {
                used.read_by(condition);
            }
        }
        for fact in levels.iter().filter_map(|level| level.requires.as_ref()) {
            mark(&mut used.profile, fact.question);
        }
        let ids = raw.levels.iter().flatten().filter_map(|level| level.id.as_ref());
        for (_, id) in used.levels.iter().zip(ids).filter(|(used, _)| !**used && raw.scoring.is_none()) {
            self.report(Diagnostic::new(Code::EmptyLevel, id.span).with("id", &id.value));
        }
        let ids = raw.scales.iter().flat_map(|Named(list)| list).map(|(id, _)| id);
        for (_, id) in used.scales.iter().zip(ids).filter(|(used, _)| !**used) {
            self.report(Diagnostic::new(Code::UnusedScale, id.span).with("id", &id.value));
        }
        let ids = raw.profile.iter().flatten().filter_map(|question| question.id.as_ref());
        for (_, id) in used.profile.iter().zip(ids).filter(|(used, _)| !**used) {
            self.report(Diagnostic::new(Code::UnusedProfile, id.span).with("id", &id.value));
        }
    }
}

/// Returns for each level whether a requirement of it is counted by a rule of this kind, its own or one above.
fn needing(levels: &[Level], kind: fn(&Rule) -> bool) -> Vec<bool> {
    let mut above = false;
    let mut needed: Vec<bool> = Vec::with_capacity(levels.len());
    for level in levels.iter().rev() {
        let own = kind(&level.rule);
        needed.push(own || above);
        above |= own && level.cumulative;
    }
    needed.reverse();
    needed
}

/// What is used by something.
struct Used {
    levels: Vec<bool>,
    scales: Vec<bool>,
    profile: Vec<bool>,
}

impl Used {
    fn read_by(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| self.read_by(part)),
            Condition::Answered { .. } => {}
            Condition::Profile(fact) => mark(&mut self.profile, fact.question),
        }
    }
}

/// Returns the scale as the file defines it: one whose answers a requirement words itself has its name, and comes later.
fn defined(scales: &[Scale], scale: usize) -> usize {
    let named = scales.get(scale).and_then(|own| scales.iter().position(|known| known.id == own.id));
    named.unwrap_or(scale)
}

fn mark(used: &mut [bool], position: usize) {
    if let Some(used) = used.get_mut(position) {
        *used = true;
    }
}
