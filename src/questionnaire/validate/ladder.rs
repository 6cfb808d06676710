//! Levels that no answers ever reach, and points that can never decide.

use super::Check;
use super::reach::Asked;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::exact::Fraction;
use crate::questionnaire::{Answer, Level, Method, Requirement, Rule, Scale, raw};

/// The parts of a questionnaire that decide which levels are reached.
pub(super) struct Ladder<'a> {
    pub(super) levels: &'a [Level],
    pub(super) scales: &'a [Scale],
    pub(super) requirements: &'a [Requirement],
    pub(super) asked: &'a [Asked],
    pub(super) method: Method,
}

impl Check<'_> {
    /// Reports the lowest level that can never be reached; those above it are not reached either.
    pub(super) fn reachable(&mut self, ladder: &Ladder<'_>) {
        let written: Vec<&raw::Level> = self.raw.levels.iter().flatten().filter(|level| level.id.is_some()).collect();
        for (position, level) in ladder.levels.iter().enumerate() {
            let raw = written[position];
            let cause = match ladder.contradiction(position) {
                Some(at) => Some(written[at].requires.as_ref().map(|clause| clause.span).filter(|_| at != position)),
                None => ladder.is_beyond_reach(position).then_some(None),
            };
            if let Some(related) = cause {
                let place = raw.id.as_ref().map(|id| id.span);
                let mut problem = Diagnostic::new(Code::UnreachableLevel, place).with("id", &level.id);
                problem.related = related;
                self.report(problem);
                return;
            }
        }
    }

    /// Reports points that are too few to miss a level.
    pub(super) fn points_decide(&mut self, ladder: &Ladder<'_>) {
        let rules: Vec<Option<Span>> = self
            .raw
            .levels
            .iter()
            .flatten()
            .filter(|level| level.id.is_some())
            .map(|level| match &level.rule {
                Some(raw::Rule::Points(points)) => Some(points.span),
                _ => None,
            })
            .collect();
        for (position, level) in ladder.levels.iter().enumerate() {
            let (Rule::Points(points), Some(place)) = (&level.rule, rules[position]) else { continue };
            let counted: Vec<&Requirement> = ladder.counted(position).collect();
            // What lacks points was reported; nothing can be said without them.
            if counted.is_empty() || counted.iter().any(|own| own.points.is_none() && !own.essential) {
                continue;
            }
            let lost: Fraction = counted.iter().map(|own| ladder.most_lost(own)).sum();
            if &points.start - &lost >= points.final_score {
                let problem = Diagnostic::new(Code::PointsDecideNothing, place).with("lost", lost.rounded(2));
                let problem = problem.with("start", points.start.rounded(2));
                self.report(problem.with("final", points.final_score.rounded(2)));
            }
        }
    }
}

impl<'a> Ladder<'a> {
    /// The requirements that a level counts and that are asked at some time.
    fn counted(&self, level: usize) -> impl Iterator<Item = &'a Requirement> {
        let (requirements, asked, cumulative) = (self.requirements, self.asked, self.levels[level].cumulative);
        let counts = move |own: &Requirement| own.level == level || (cumulative && own.level < level);
        requirements
            .iter()
            .zip(asked)
            .filter(move |(own, asked)| counts(own) && !matches!(asked, Asked::Never(_)))
            .map(|(own, _)| own)
    }

    /// Returns the level up to this one whose required fact cannot hold together with what this one requires.
    fn contradiction(&self, level: usize) -> Option<usize> {
        let own = self.levels[level].requires.as_ref()?;
        if own.choices.is_empty() {
            return Some(level);
        }
        let mut left: Vec<usize> = own.choices.clone();
        for (position, below) in self.levels[..level].iter().enumerate() {
            if let Some(fact) = below.requires.as_ref().filter(|fact| fact.question == own.question) {
                left.retain(|choice| fact.choices.contains(choice));
                if left.is_empty() {
                    return Some(position);
                }
            }
        }
        None
    }

    fn is_beyond_reach(&self, level: usize) -> bool {
        // A level without requirements of its own is reported as one.
        let has_own = self.requirements.iter().any(|own| own.level == level);
        match &self.levels[level].rule {
            Rule::Mean(value) => self.method == Method::Mean && self.is_above_every_mean(value),
            Rule::Every | Rule::Points(_) => has_own && self.counted(level).next().is_none(),
            Rule::Share(_) => {
                let weighs = |own: &Requirement| own.weight.as_ref().is_none_or(|weight| !weight.is_zero());
                has_own && !self.counted(level).any(weighs)
            }
        }
    }

    fn is_above_every_mean(&self, wanted: &Fraction) -> bool {
        let best =
            |own: &Requirement| self.scales[own.scale].answers.iter().filter_map(|answer| answer.value.clone()).max();
        // Quick for what is usual: every requirement alone can be answered well enough.
        if self.requirements.iter().all(|own| best(own).is_some_and(|best| best >= *wanted)) {
            let asked = self.asked.iter().any(|asked| !matches!(asked, Asked::Never(_)));
            return !asked && !self.requirements.is_empty();
        }
        let mut domains: Vec<Part> = Vec::new();
        let mut own: Vec<(usize, Part)> = Vec::new();
        for (requirement, asked) in self.requirements.iter().zip(self.asked) {
            let (Some(weight), Some(value)) = (&requirement.weight, best(requirement)) else { return false };
            let scale = &self.scales[requirement.scale];
            let drops_out = scale.not_applicable.is_some_and(|terms| !terms.counts_as_met);
            if !matches!(asked, Asked::Never(_)) && !weight.is_zero() {
                let needed = *asked == Asked::Always && !drops_out;
                own.push((requirement.domain, Part { weight: weight.clone(), value, needed }));
            }
        }
        while let Some((domain, _)) = own.first() {
            let domain = *domain;
            let end = own.iter().position(|(other, _)| *other != domain).unwrap_or(own.len());
            let parts: Vec<Part> = own.drain(..end).map(|(_, part)| part).collect();
            let needed = parts.iter().any(|part| part.needed);
            domains.extend(greatest_mean(parts).map(|value| Part { weight: Fraction::one(), value, needed }));
        }
        greatest_mean(domains).is_none_or(|greatest| greatest < *wanted)
    }

    /// The most points that an answer takes from a requirement.
    fn most_lost(&self, own: &Requirement) -> Fraction {
        let lost = |answer: &Answer| {
            let points = || own.points.clone().unwrap_or_else(Fraction::zero);
            if answer.passes { Fraction::zero() } else { answer.deduct.clone().unwrap_or_else(points) }
        };
        self.scales[own.scale].answers.iter().map(lost).max().unwrap_or_else(Fraction::zero)
    }
}

/// A value that a mean may have to count.
struct Part {
    weight: Fraction,
    value: Fraction,
    /// It counts in any case; others can be left out.
    needed: bool,
}

/// Returns the greatest mean that leaves out whatever may be left out.
fn greatest_mean(mut parts: Vec<Part>) -> Option<Fraction> {
    parts.sort_by(|one, other| other.needed.cmp(&one.needed).then_with(|| other.value.cmp(&one.value)));
    let (mut sum, mut weights) = (Fraction::zero(), Fraction::zero());
    for part in parts {
        let raises = weights.is_zero() || part.value > &sum / &weights;
        if part.needed || raises {
            sum = &sum + &(&part.weight * &part.value);
            weights = &weights + &part.weight;
        }
    }
    (!weights.is_zero()).then(|| sum / weights)
}
