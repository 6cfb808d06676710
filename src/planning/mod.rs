//! The way to the target: which gaps to close, which may wait on an action plan, and what then holds.

mod cheapest;

use std::collections::BTreeSet;

use crate::assessment::sheet::{AnswerSheet, Asked, Settled, Truth};
use crate::assessment::{Assessment, Plan};
use crate::exact::{Fraction, common_parts};
use crate::questionnaire::{Effort, Method, Points, Questionnaire, Rule};
use crate::scoring::{Scorecard, Standing, counted};
use cheapest::{Choice, Item, cheapest};

/// What is wanted: the target on condition of an action plan, or for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// On condition of an action plan, where the rules know one.
    Conditional,
    /// For good.
    Final,
}

/// A gap that is closed on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Index of the requirement.
    pub requirement: usize,
    /// Index of the answer that it then has.
    pub answer: usize,
    /// What it costs.
    pub effort: u64,
    /// It is not settled yet, so it may be in place already.
    pub is_open: bool,
}

/// The way with the least effort.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Way {
    /// What is closed, in the order in which to do it.
    pub close: Vec<Closing>,
    /// Gaps that wait on the action plan.
    pub wait: Vec<usize>,
    /// Gaps that may stay as they are.
    pub leave: Vec<usize>,
}

impl Way {
    /// Returns the effort of all that is closed.
    pub fn effort(&self) -> u64 {
        self.close.iter().map(|own| own.effort).sum()
    }
}

/// Returns the effort of a requirement where nobody said how long it takes: 1, 3 or 8 for small, medium or large, and
/// as for medium where the questionnaire says nothing.
pub fn usual_effort(questionnaire: &Questionnaire, requirement: usize) -> u64 {
    match questionnaire.requirements()[requirement].effort {
        Some(Effort::Small) => 1,
        Some(Effort::Medium) | None => 3,
        Some(Effort::Large) => 8,
    }
}

/// A sum that has to reach something: what each item can add to it, and how much is missing.
struct Need {
    adds: Vec<(usize, Vec<Fraction>)>,
    missing: Fraction,
}

/// What stands between an assessment and its target, as items and needs.
struct Problem<'p> {
    sheet: &'p AnswerSheet<'p>,
    scorecard: &'p Scorecard,
    aim: Aim,
    /// Requirements that can be closed.
    gaps: Vec<usize>,
    forced: BTreeSet<usize>,
    needs: Vec<Need>,
    /// Where a level may be reached on condition: what it counts.
    waits: BTreeSet<usize>,
}

/// Returns the way with the least effort to the target, exactly; nothing if no closing of gaps leads there. What is not
/// answered yet counts as a gap at its worst.
pub fn way(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, aim: Aim, effort: &dyn Fn(usize) -> u64) -> Option<Way> {
    let mut problem = Problem::of(sheet, scorecard, aim);
    problem.collect()?;
    problem.solved(effort)
}

impl<'p> Problem<'p> {
    fn of(sheet: &'p AnswerSheet<'p>, scorecard: &'p Scorecard, aim: Aim) -> Self {
        let gaps = (0..scorecard.requirements.len()).filter(|&position| is_gap(sheet, scorecard, position));
        let (forced, waits) = (BTreeSet::new(), BTreeSet::new());
        Self { sheet, scorecard, aim, gaps: gaps.collect(), forced, needs: Vec::new(), waits }
    }

    fn questionnaire(&self) -> &'p Questionnaire {
        self.sheet.questionnaire()
    }

    fn standing(&self, position: usize) -> &'p Standing {
        &self.scorecard.requirements[position]
    }

    /// Gathers what every level up to the target asks, and what the target asks of single domains.
    fn collect(&mut self) -> Option<()> {
        let aim = self.aim;
        for level in 0..=self.sheet.target() {
            // A level counts as ground for the next one only if it is reached for good.
            self.aim = if level == self.sheet.target() { aim } else { Aim::Final };
            if let Some(fact) = &self.questionnaire().levels()[level].requires
                && self.sheet.fact(fact) == Truth::False
            {
                return None;
            }
            let all = counted(self.sheet, self.scorecard, level);
            // A level of which nothing applies to this firm is not reached by that.
            let counts = |standing: &Standing| standing.credit.is_some();
            let by_mean = matches!(self.questionnaire().levels()[level].rule, Rule::Mean(_));
            if all.is_empty() && !(by_mean && self.scorecard.requirements.iter().any(counts)) {
                return None;
            }
            match &self.questionnaire().levels()[level].rule {
                Rule::Every => self.force(&all),
                Rule::Share(share) => self.share(&all, share),
                Rule::Points(points) => self.points(&all, points),
                Rule::Mean(value) => self.mean(None, value),
            }
        }
        // A domain with a target of its own has to reach every level up to it by its own requirements.
        let raised = |domain: &usize| self.sheet.domain_target(*domain) > self.sheet.target();
        let raised: Vec<usize> = (0..self.questionnaire().domains().len()).filter(raised).collect();
        for domain in raised {
            for level in 0..=self.sheet.domain_target(domain) {
                let own = self.questionnaire().domains()[domain].requirements.clone();
                let all: Vec<usize> = counted(self.sheet, self.scorecard, level);
                let all: Vec<usize> = all.into_iter().filter(|position| own.contains(position)).collect();
                match &self.questionnaire().levels()[level].rule {
                    Rule::Share(share) => self.share(&all, share),
                    Rule::Every | Rule::Points(_) => self.force(&all),
                    Rule::Mean(value) => self.mean(Some(domain), value),
                }
            }
        }
        Some(())
    }

    fn force(&mut self, all: &[usize]) {
        let own = all.iter().copied().filter(|&position| is_gap(self.sheet, self.scorecard, position));
        self.forced.extend(own);
    }

    fn share(&mut self, all: &[usize], share: &Fraction) {
        let weight = |position: usize| self.questionnaire().requirements()[position].weight.clone();
        let weights: Option<Vec<Fraction>> = all.iter().map(|&position| weight(position)).collect();
        let weights = weights.unwrap_or_else(|| vec![Fraction::one(); all.len()]);
        let total: Fraction = weights.iter().cloned().sum();
        let (mut now, mut adds) = (Fraction::zero(), Vec::new());
        for (&position, weight) in all.iter().zip(&weights) {
            let Some(credit) = &self.standing(position).credit else { continue };
            now = &now + &(weight * &credit.low);
            if is_gap(self.sheet, self.scorecard, position) {
                adds.push((position, vec![weight * &(&Fraction::one() - &credit.low)]));
            }
        }
        self.needs.push(Need { adds, missing: &(share * &total) - &now });
    }

    /// 32 CFR 170.21(a)(2) in general terms: what may not wait is closed, the cheapest points are gained up to the
    /// conditional score, and the rest waits.
    fn points(&mut self, all: &[usize], points: &Points) {
        let gaps: Vec<usize> =
            all.iter().copied().filter(|&position| is_gap(self.sheet, self.scorecard, position)).collect();
        let lost: Fraction = all.iter().map(|&position| self.standing(position).lost.low.clone()).sum();
        let now = &points.start - &lost;
        let conditional = points.conditional.as_ref().filter(|_| self.aim == Aim::Conditional);
        let requirements = self.questionnaire().requirements();
        self.forced.extend(gaps.iter().copied().filter(|&position| requirements[position].essential));
        let adds: Vec<(usize, Vec<Fraction>)> =
            gaps.iter().map(|&position| (position, vec![self.standing(position).lost.low.clone()])).collect();
        match conditional {
            Some(score) if now < points.final_score => {
                // What is open may be in place; it waits on nothing before it is answered.
                let (sheet, standings) = (self.sheet, &self.scorecard.requirements);
                let is_open = |position| matches!(sheet.settled(position), Settled::Open { .. });
                let may_not = |&position: &usize| !standings[position].eligible || is_open(position);
                self.forced.extend(gaps.iter().copied().filter(may_not));
                self.waits.extend(gaps);
                self.needs.push(Need { adds, missing: score - &now });
            }
            _ => self.needs.push(Need { adds, missing: &points.final_score - &now }),
        }
    }

    /// The mean of the domains, or that of one: each step up adds what it is worth, by the weight of its requirement.
    fn mean(&mut self, only: Option<usize>, value: &Fraction) {
        let questionnaire = self.questionnaire();
        let counts = |position: &usize| self.standing(*position).credit.is_some();
        let domains: Vec<Vec<usize>> = (0..questionnaire.domains().len())
            .filter(|domain| only.is_none_or(|only| only == *domain))
            .map(|domain| questionnaire.domains()[domain].requirements.clone().filter(counts).collect())
            .filter(|own: &Vec<usize>| !own.is_empty())
            .collect();
        // A domain of which nothing applies has no level to reach.
        if domains.is_empty() && only.is_some() {
            return;
        }
        let (mut now, mut adds) = (Fraction::zero(), Vec::new());
        let parts = Fraction::from(i64::try_from(domains.len()).unwrap_or(i64::MAX));
        for own in &domains {
            let weight =
                |position: usize| questionnaire.requirements()[position].weight.clone().unwrap_or_else(Fraction::zero);
            let total: Fraction = own.iter().map(|&position| weight(position)).sum();
            if total.is_zero() {
                continue;
            }
            for &position in own {
                let part = &(&weight(position) / &total) / &parts;
                let lowest = self.value(position);
                now = &now + &(&part * &lowest);
                let steps = self
                    .steps(position)
                    .into_iter()
                    .map(|answer| &part * &(&self.value_of(position, answer) - &lowest));
                let steps: Vec<Fraction> = steps.collect();
                if !steps.is_empty() {
                    adds.push((position, steps));
                }
            }
        }
        self.needs.push(Need { adds, missing: value - &now });
    }

    /// The value of a requirement at its worst.
    fn value(&self, position: usize) -> Fraction {
        let answers = &self.questionnaire().scale_of(&self.questionnaire().requirements()[position]).answers;
        match self.sheet.settled(position) {
            Settled::Answer(index) => self.value_of(position, index),
            Settled::NotApplicable => Fraction::zero(),
            Settled::Open { .. } => {
                (0..answers.len()).map(|index| self.value_of(position, index)).min().unwrap_or_else(Fraction::zero)
            }
        }
    }

    fn value_of(&self, position: usize, answer: usize) -> Fraction {
        let answers = &self.questionnaire().scale_of(&self.questionnaire().requirements()[position]).answers;
        answers[answer].value.clone().unwrap_or_else(Fraction::zero)
    }

    /// The answers that a requirement can climb to, the next one first.
    fn steps(&self, position: usize) -> Vec<usize> {
        if self.sheet.settled(position) == Settled::NotApplicable {
            return Vec::new();
        }
        let answers = &self.questionnaire().scale_of(&self.questionnaire().requirements()[position]).answers;
        let now = self.value(position);
        let mut above: Vec<usize> = (0..answers.len()).filter(|&index| self.value_of(position, index) > now).collect();
        above.sort_by_key(|&index| self.value_of(position, index));
        above
    }

    fn solved(&self, effort: &dyn Fn(usize) -> u64) -> Option<Way> {
        let by_mean = self.questionnaire().method() == Method::Mean;
        let gaps: Vec<usize> = if by_mean {
            (0..self.scorecard.requirements.len())
                .filter(|&position| self.sheet.asked(position) == Asked::Yes && !self.steps(position).is_empty())
                .collect()
        } else {
            self.gaps.clone()
        };
        let place = |position: usize| gaps.iter().position(|own| *own == position);
        let needs: Vec<&Need> = self.needs.iter().filter(|need| need.missing > Fraction::zero()).collect();
        // Each need in whole parts, so that sums of parts are as exact as fractions.
        let mut missing = Vec::new();
        let mut gains: Vec<Vec<Vec<u128>>> = Vec::new();
        for need in &needs {
            let all: Vec<&Fraction> =
                std::iter::once(&need.missing).chain(need.adds.iter().flat_map(|(_, own)| own)).collect();
            let mut parts = common_parts(&all)?.into_iter();
            missing.push(parts.next()?);
            gains.push(need.adds.iter().map(|(_, own)| parts.by_ref().take(own.len()).collect()).collect());
        }
        let items: Vec<Item> = gaps
            .iter()
            .map(|&position| {
                let steps = if by_mean { self.steps(position) } else { vec![0] };
                let choices = (0..steps.len()).map(|step| {
                    let gain = |need: usize| {
                        let own = needs[need].adds.iter().position(|(own, _)| *own == position);
                        own.map_or(0, |own| gains[need][own][step])
                    };
                    let count = u64::try_from(step).unwrap_or(u64::MAX).saturating_add(1);
                    Choice { cost: effort(position).saturating_mul(count), gains: (0..needs.len()).map(gain).collect() }
                });
                let before = &self.questionnaire().requirements()[position].depends_on;
                Item {
                    choices: choices.collect(),
                    forced: self.forced.contains(&position),
                    // A stage can be climbed while another is on its way.
                    needs: if by_mean { Vec::new() } else { before.iter().filter_map(|&own| place(own)).collect() },
                }
            })
            .collect();
        let taken = cheapest(&items, &missing)?;
        let mut way = Way::default();
        for (index, choice) in taken.into_iter().enumerate() {
            let position = gaps[index];
            match choice {
                Some(choice) => way.close.push(Closing {
                    requirement: position,
                    answer: if by_mean { self.steps(position)[choice] } else { 0 },
                    effort: items[index].choices[choice].cost,
                    is_open: matches!(self.sheet.settled(position), Settled::Open { .. }),
                }),
                None if self.waits.contains(&position) => way.wait.push(position),
                None => way.leave.push(position),
            }
        }
        self.sort(&mut way);
        Some(way)
    }

    /// What others need comes first, then what blocks the lowest level, then what takes least.
    fn sort(&self, way: &mut Way) {
        let requirements = self.questionnaire().requirements();
        way.close.sort_by_key(|own| (requirements[own.requirement].level, own.effort, own.requirement));
        let mut ordered: Vec<Closing> = Vec::with_capacity(way.close.len());
        while !way.close.is_empty() {
            let waits = |own: &Closing| {
                let before = &requirements[own.requirement].depends_on;
                before.iter().any(|needed| way.close.iter().any(|other| other.requirement == *needed))
            };
            let next = way.close.iter().position(|own| !waits(own)).unwrap_or(0);
            ordered.push(way.close.remove(next));
        }
        way.close = ordered;
    }
}

/// What counts, and does not pass for certain.
fn is_gap(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, position: usize) -> bool {
    let standing = &scorecard.requirements[position];
    sheet.asked(position) == Asked::Yes && standing.outlook.is_some() && !standing.passes()
}

/// Returns the assessment as it is once a way is gone: what is closed is answered, what waits stands on the plan.
pub fn gone(sheet: &AnswerSheet<'_>, way: &Way) -> Assessment {
    let questionnaire = sheet.questionnaire();
    let mut assessment = sheet.assessment().clone();
    for own in &way.close {
        let requirement = &questionnaire.requirements()[own.requirement];
        let answer = &questionnaire.scale_of(requirement).answers[own.answer].id;
        assessment.entry_mut(&requirement.id).answer_whole(answer);
    }
    for &position in &way.wait {
        let entry = assessment.entry_mut(&questionnaire.requirements()[position].id);
        entry.plan.get_or_insert_with(|| Plan::from("-"));
    }
    assessment
}
