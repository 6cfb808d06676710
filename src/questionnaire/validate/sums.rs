//! What only shows when all parts are known: numbers that a rule needs, and parts that nothing uses.

use std::collections::HashSet;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::questionnaire::{Level, Method, ProfileQuestion, Requirement, Rule, Scale, raw};
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
        let written: Vec<&raw::Requirement> = self
            .raw
            .domains
            .iter()
            .flatten()
            .flat_map(|domain| domain.requirements.iter().flatten())
            .filter(|requirement| requirement.id.is_some())
            .collect();
        let counts = |level: usize, requirement: &Requirement| {
            requirement.level == level || (levels[level].cumulative && requirement.level < level)
        };
        for (requirement, raw) in requirements.iter().zip(written) {
            let place = raw.id.as_ref().map(|id| id.span);
            let needs = |wanted: fn(&Rule) -> bool| {
                (0..levels.len()).any(|level| wanted(&levels[level].rule) && counts(level, requirement))
            };
            let weighs = method == Method::Mean || needs(|rule| matches!(rule, Rule::Share(_)));
            if weighs && raw.weight.is_none() {
                self.report(Diagnostic::new(Code::MissingWeight, place).with("id", &requirement.id));
            }
            if needs(|rule| matches!(rule, Rule::Points(_))) && raw.points.is_none() && !requirement.essential {
                self.report(Diagnostic::new(Code::MissingPoints, place).with("id", &requirement.id));
            }
            let most = scales
                .get(requirement.scale)
                .into_iter()
                .flat_map(|scale| &scale.answers)
                .filter_map(|answer| answer.deduct.as_ref())
                .max();
            if let (Some(most), Some(points)) = (most, &requirement.points)
                && most > points
            {
                let place = raw.points.as_ref().map(|word| word.span);
                self.report(
                    Diagnostic::new(Code::DeductTooMuch, place).with("id", &requirement.id).with("found", most),
                );
            }
        }
    }

    pub(super) fn use_of(
        &mut self,
        scales: &[Scale],
        levels: &[Level],
        requirements: &[Requirement],
        profile: &[ProfileQuestion],
    ) {
        for (position, level) in levels.iter().enumerate() {
            if self.raw.scoring.is_none() && requirements.iter().all(|requirement| requirement.level != position) {
                let place =
                    self.raw.levels.iter().flatten().filter_map(|raw| raw.id.as_ref()).find(|id| id.value == level.id);
                let place = place.map(|id| id.span);
                self.report(Diagnostic::new(Code::EmptyLevel, place).with("id", &level.id));
            }
        }
        // A scale whose answers a requirement words itself keeps its name.
        let used: HashSet<&str> =
            requirements.iter().filter_map(|own| Some(scales.get(own.scale)?.id.as_str())).collect();
        for scale in scales {
            if !used.contains(scale.id.as_str()) {
                let place = self.raw.scales.iter().flat_map(|Named(list)| list).find(|(id, _)| id.value == scale.id);
                let place = place.map(|(id, _)| id.span);
                self.report(Diagnostic::new(Code::UnusedScale, place).with("id", &scale.id));
            }
        }
        for (position, fact) in profile.iter().enumerate() {
            let mut read = requirements.iter().filter_map(|requirement| requirement.condition.as_ref());
            let required = levels.iter().filter_map(|level| level.requires.as_ref());
            if !read.any(|condition| condition.reads(position))
                && !required.clone().any(|fact| fact.question == position)
            {
                let place =
                    self.raw.profile.iter().flatten().filter_map(|raw| raw.id.as_ref()).find(|id| id.value == fact.id);
                let place = place.map(|id| id.span);
                self.report(Diagnostic::new(Code::UnusedProfile, place).with("id", &fact.id));
            }
        }
    }
}
