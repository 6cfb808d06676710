//! The rules that decide whether a level is reached, for the whole and for one domain.

use super::{
    Blocker, BlockerItem, DomainResult, LevelResult, Range, Score, Standing, Status, Validity, Why, by_mean,
    may_drop_out,
};
use crate::assessment::sheet::{AnswerSheet, Settled, Truth};
use crate::dates::{Date, Period};
use crate::exact::Fraction;
use crate::questionnaire::{Points, Questionnaire, Rule};

/// What the rules look at.
pub struct Scoring<'s> {
    /// The answers.
    pub sheet: &'s AnswerSheet<'s>,
    /// How each requirement stands.
    pub standings: &'s [Standing],
}

impl Scoring<'_> {
    fn questionnaire(&self) -> &Questionnaire {
        self.sheet.questionnaire()
    }

    /// Returns the requirements that a level counts and that count in its sums.
    pub(super) fn counted(&self, level: usize) -> Vec<usize> {
        let all = self.questionnaire().requirements().iter().enumerate();
        let counts = all.filter(|(position, requirement)| {
            self.questionnaire().counts(level, requirement) && self.standings[*position].credit.is_some()
        });
        counts.map(|(position, _)| position).collect()
    }

    /// Judges every level up to the target. A level is reached only if all below it are.
    pub fn levels(&self) -> Vec<LevelResult> {
        let mut results: Vec<LevelResult> = Vec::new();
        for level in 0..=self.sheet.target() {
            let mut result = if by_mean(self.sheet) { self.mean_level(level) } else { self.level(level) };
            for (lower, below) in results.iter().enumerate() {
                match below.status {
                    Status::Final => {}
                    Status::Open => result.leave_open(),
                    Status::Conditional | Status::NotReached => result.block(BlockerItem::Level(lower)),
                }
                if below.possible != Status::Final {
                    result.possible = Status::NotReached;
                }
            }
            if let Some(fact) = &self.questionnaire().levels()[level].requires {
                match self.sheet.fact(fact) {
                    Truth::True => {}
                    Truth::Open => result.leave_open(),
                    Truth::False => {
                        result.block(BlockerItem::Fact(fact.question));
                        result.possible = Status::NotReached;
                    }
                }
            }
            result.validity = self.validity(level, result.status);
            results.push(result);
        }
        results
    }

    /// 32 CFR 170.16 and 170.21 in general terms: a status counts from the day it was entered; a final one
    /// that follows a conditional one in time counts from the day of that.
    fn validity(&self, level: usize, status: Status) -> Option<Validity> {
        let statuses = &self.questionnaire().levels()[level].statuses;
        let stated = self.sheet.status_dates(level);
        let in_time = |first: Date, last: Date| {
            statuses.conditional.valid.and_then(|period| first.after(period)).is_none_or(|end| last <= end)
        };
        let (terms, from) = match status {
            Status::Conditional => (&statuses.conditional, stated.conditional),
            Status::Final => {
                let from = match (stated.conditional, stated.final_status.or_else(|| self.sheet.day())) {
                    (Some(first), Some(last)) if !in_time(first, last) => stated.final_status,
                    (first, _) => first.or(stated.final_status),
                };
                (&statuses.final_status, from)
            }
            Status::NotReached | Status::Open => return None,
        };
        let affirmation = statuses.affirmation.filter(|_| status == Status::Final);
        if terms.valid.is_none() && affirmation.is_none() {
            return None;
        }
        let begins = from.or_else(|| self.sheet.day())?;
        let after = |period: Option<Period>| period.and_then(|period| begins.after(period));
        Some(Validity {
            from: begins,
            stated: from.is_some(),
            until: after(terms.valid),
            affirm_by: after(affirmation),
        })
    }

    fn level(&self, level: usize) -> LevelResult {
        let counted = self.counted(level);
        // A level of which nothing applies to this firm is not reached by that.
        if counted.is_empty() {
            return LevelResult::judged(Status::NotReached, None, Vec::new());
        }
        match &self.questionnaire().levels()[level].rule {
            Rule::Every => LevelResult::judged(self.every(&counted), None, self.failing(&counted)),
            Rule::Share(share) => {
                // Weights may be 0, and those that are not may belong to what does not apply.
                let Some(range) = self.weighted(&counted) else {
                    return LevelResult::judged(Status::NotReached, None, Vec::new());
                };
                let status = self.unless_nothing_stays(reaches(&range, share), &counted);
                let blockers = if status.is_reached() { Vec::new() } else { self.failing(&counted) };
                LevelResult::judged(status, Some(Score { range, max: Fraction::one() }), blockers)
            }
            Rule::Points(points) => self.points(&counted, points),
            Rule::Mean(_) => self.mean_level(level),
        }
    }

    fn every(&self, counted: &[usize]) -> Status {
        if counted.iter().any(|&position| self.standings[position].fails()) {
            Status::NotReached
        } else if counted.iter().all(|&position| self.standings[position].passes()) {
            Status::Final
        } else {
            Status::Open
        }
    }

    /// A level of which everything may yet be left out is not reached for certain.
    fn unless_nothing_stays(&self, status: Status, counted: &[usize]) -> Status {
        let drops_out = |&position: &usize| may_drop_out(self.sheet, position);
        if status == Status::Final && counted.iter().all(drops_out) { Status::Open } else { status }
    }

    fn failing(&self, counted: &[usize]) -> Vec<Blocker> {
        let failing = counted.iter().filter(|&&position| self.standings[position].fails());
        failing.map(|&position| Blocker { item: BlockerItem::Requirement(position), why: Why::NotMet }).collect()
    }

    /// Returns the weighted share of the credit. Requirements without weights count alike, for drawing only:
    /// a rule that needs weights is refused without them.
    fn weighted(&self, counted: &[usize]) -> Option<Range> {
        let weigh = |position: usize| self.questionnaire().requirements()[position].weight.clone();
        let weights: Vec<Fraction> = match counted.iter().map(|&position| weigh(position)).collect() {
            Some(weights) => weights,
            None => vec![Fraction::one(); counted.len()],
        };
        let credits: Vec<&Range> =
            counted.iter().filter_map(|&position| self.standings[position].credit.as_ref()).collect();
        mean(&weights, &credits)
    }

    /// 32 CFR 170.24(c)(2) and 170.21(a)(2) in general terms: start, less what does not pass; final at the final
    /// score, conditional when every gap may stand on an action plan and does.
    fn points(&self, counted: &[usize], rule: &Points) -> LevelResult {
        let lost = |bound: fn(&Range) -> &Fraction| -> Fraction {
            counted.iter().map(|&position| bound(&self.standings[position].lost).clone()).sum()
        };
        let range =
            Range { low: &rule.start - &lost(|range| &range.low), high: &rule.start - &lost(|range| &range.high) };
        let essential = |position: usize| self.questionnaire().requirements()[position].essential;
        let mut blockers: Vec<Blocker> = Vec::new();
        for &position in counted.iter().filter(|&&position| self.standings[position].fails()) {
            if let Some(why) = self.why(position, rule, &range) {
                blockers.push(Blocker { item: BlockerItem::Requirement(position), why });
            }
        }
        let no_score = counted.iter().any(|&position| essential(position) && self.standings[position].fails());
        let open = counted.iter().any(|&position| {
            let standing = &self.standings[position];
            !standing.passes() && !standing.fails()
        });
        let essential_open = counted.iter().any(|&position| {
            let standing = &self.standings[position];
            essential(position) && !standing.passes() && !standing.fails()
        });
        let status = if blockers.iter().any(|blocker| blocker.why != Why::NotMet) {
            Status::NotReached
        } else if range.low >= rule.final_score && !essential_open {
            // Whatever is still answered costs too little to matter.
            self.unless_nothing_stays(Status::Final, counted)
        } else if range.high >= rule.final_score {
            if open || !range.is_certain() { Status::Open } else { Status::Final }
        } else if rule.conditional.is_some() {
            if open || !range.is_certain() { Status::Open } else { Status::Conditional }
        } else {
            Status::NotReached
        };
        let blockers = if status.is_reached() { Vec::new() } else { blockers };
        let possible = possible(&blockers, rule, &range);
        let score = (!no_score).then(|| Score { range, max: rule.start.clone() });
        LevelResult { possible, ..LevelResult::judged(status, score, blockers) }
    }

    /// Returns why a requirement that fails keeps a points level from being reached; nothing where it does not.
    fn why(&self, position: usize, rule: &Points, score: &Range) -> Option<Why> {
        let standing = &self.standings[position];
        if self.questionnaire().requirements()[position].essential {
            return Some(Why::NoSsp);
        }
        // Without a conditional score there is no action plan, and lost points alone decide.
        let Some(conditional) = &rule.conditional else {
            return (score.high < rule.final_score).then_some(Why::NotMet);
        };
        if score.high >= rule.final_score {
            return None;
        }
        if !standing.eligible {
            return Some(if standing.lost.high > Fraction::one() { Why::PointsOverOne } else { Why::NeverOnPlan });
        }
        if !standing.planned {
            return Some(Why::NotOnPlan);
        }
        (score.high < *conditional).then_some(Why::BelowConditional)
    }

    /// Returns the range of a requirement's value under the method `mean`; none where it counts in no sum.
    fn value(&self, position: usize) -> Option<Range> {
        let standing = &self.standings[position];
        standing.credit.as_ref()?;
        let requirement = &self.questionnaire().requirements()[position];
        let answers = &self.questionnaire().scale_of(requirement).answers;
        let of = |index: usize| answers[index].value.clone().unwrap_or_else(Fraction::zero);
        let worst = || (0..answers.len()).map(of).min().unwrap_or_else(Fraction::zero);
        if may_drop_out(self.sheet, position) {
            return Some(Range { low: self.questionnaire().least_value(), high: self.questionnaire().top_value() });
        }
        Some(match self.sheet.settled(position) {
            Settled::Answer(index) => Range::exactly(of(index)),
            Settled::Open { best } => Range { low: worst(), high: of(best) },
            Settled::NotApplicable => Range::exactly((0..answers.len()).map(of).max().unwrap_or_else(Fraction::zero)),
        })
    }

    fn domain_value(&self, domain: usize) -> Option<Range> {
        let positions = self.questionnaire().domains()[domain].requirements.clone();
        let counted: Vec<(Fraction, Range)> = positions
            .filter_map(|position| {
                let weight = self.questionnaire().requirements()[position].weight.clone()?;
                Some((weight, self.value(position)?))
            })
            .collect();
        let (weights, values): (Vec<Fraction>, Vec<Range>) = counted.into_iter().unzip();
        mean(&weights, &values.iter().collect::<Vec<_>>())
    }

    /// The whole is the mean of the domains; a domain of which nothing applies is left out.
    fn mean_level(&self, level: usize) -> LevelResult {
        let domains: Vec<Range> =
            (0..self.questionnaire().domains().len()).filter_map(|domain| self.domain_value(domain)).collect();
        let weights = vec![Fraction::one(); domains.len()];
        let Some(range) = mean(&weights, &domains.iter().collect::<Vec<_>>()) else {
            return LevelResult::judged(Status::NotReached, None, Vec::new());
        };
        let needed = self.questionnaire().needed_value(level);
        let counted: Vec<usize> =
            (0..self.standings.len()).filter(|&position| self.value(position).is_some()).collect();
        let status = self.unless_nothing_stays(reaches(&range, &needed), &counted);
        let below = |position: &usize| self.value(*position).is_some_and(|value| value.high < needed);
        let blockers = if status.is_reached() {
            Vec::new()
        } else {
            let all = (0..self.standings.len()).filter(below);
            all.map(|position| Blocker { item: BlockerItem::Requirement(position), why: Why::NotMet }).collect()
        };
        LevelResult::judged(status, Some(Score { range, max: self.questionnaire().top_value() }), blockers)
    }

    /// Judges one domain by its own requirements.
    pub fn domain(&self, domain: usize) -> DomainResult {
        let own = self.questionnaire().domains()[domain].requirements.clone();
        let counted: Vec<usize> = own.clone().filter(|&position| self.standings[position].credit.is_some()).collect();
        let aim = self.sheet.domain_target(domain);
        let value = if by_mean(self.sheet) { self.domain_value(domain) } else { None };
        let statuses: Vec<Option<Status>> =
            (0..=aim).map(|level| self.domain_level(domain, level, value.as_ref())).collect();
        let mut level = None;
        for (position, status) in statuses.iter().enumerate() {
            match status {
                Some(Status::Final) => level = Some(position),
                Some(_) => break,
                None => {}
            }
        }
        let share = if counted.is_empty() { None } else { self.weighted(&counted) };
        DomainResult {
            level,
            met: counted.iter().filter(|&&position| self.standings[position].passes()).count(),
            of: counted.len(),
            share,
            value,
            target: self.domain_target(&statuses, aim),
        }
    }

    /// Only a domain with a target above the overall one can miss the target on its own account.
    fn domain_target(&self, statuses: &[Option<Status>], aim: usize) -> Option<Status> {
        let asked: Vec<Status> = statuses.iter().flatten().copied().collect();
        if aim <= self.sheet.target() || asked.is_empty() {
            return None;
        }
        let worst = |wanted: Status| asked.contains(&wanted);
        Some(match (worst(Status::NotReached), worst(Status::Open)) {
            (true, _) => Status::NotReached,
            (false, true) => Status::Open,
            (false, false) => Status::Final,
        })
    }

    /// Applies a level's rule to one domain; none where the domain has nothing to count for it. Points belong to
    /// the whole, so there every requirement of the domain has to pass.
    fn domain_level(&self, domain: usize, level: usize, value: Option<&Range>) -> Option<Status> {
        let own = &self.questionnaire().domains()[domain].requirements;
        let counted: Vec<usize> = self.counted(level).into_iter().filter(|position| own.contains(position)).collect();
        if let Some(value) = value {
            return Some(reaches(value, &self.questionnaire().needed_value(level)));
        }
        if counted.is_empty() {
            return None;
        }
        Some(match &self.questionnaire().levels()[level].rule {
            Rule::Share(share) => reaches(&self.weighted(&counted)?, share),
            Rule::Every | Rule::Points(_) | Rule::Mean(_) => self.every(&counted),
        })
    }
}

impl LevelResult {
    /// A judgement by the rule of the level alone.
    fn judged(status: Status, score: Option<Score>, blockers: Vec<Blocker>) -> Self {
        let possible = if status == Status::Open { Status::Final } else { status };
        Self { status, possible, validity: None, score, blockers }
    }

    /// Something else is open, so a level that is reached by its own rule may yet not be.
    fn leave_open(&mut self) {
        if self.status.is_reached() {
            self.status = Status::Open;
        }
    }

    fn block(&mut self, item: BlockerItem) {
        self.status = Status::NotReached;
        self.blockers.push(Blocker { item, why: Why::LowerLevel });
    }
}

/// Returns the best status that is left: a plan can still be made; what may not wait on one, or costs too much, cannot be talked away.
fn possible(blockers: &[Blocker], rule: &Points, range: &Range) -> Status {
    let stands = |blocker: &Blocker| matches!(blocker.why, Why::NotOnPlan | Why::NotMet);
    let reaches = |score: &Fraction| range.high >= *score;
    match &rule.conditional {
        _ if !blockers.iter().all(stands) => Status::NotReached,
        _ if reaches(&rule.final_score) => Status::Final,
        Some(conditional) if reaches(conditional) => Status::Conditional,
        _ => Status::NotReached,
    }
}

fn reaches(range: &Range, needed: &Fraction) -> Status {
    if range.low >= *needed {
        Status::Final
    } else if range.high < *needed {
        Status::NotReached
    } else {
        Status::Open
    }
}

/// Returns the weighted mean; none where the weights add up to nothing.
fn mean(weights: &[Fraction], values: &[&Range]) -> Option<Range> {
    let total: Fraction = weights.iter().cloned().sum();
    if total.is_zero() {
        return None;
    }
    let sum = |bound: fn(&Range) -> &Fraction| -> Fraction {
        weights.iter().zip(values).map(|(weight, value)| weight * bound(value)).sum()
    };
    Some(Range { low: &sum(|range| &range.low) / &total, high: &sum(|range| &range.high) / &total })
}
