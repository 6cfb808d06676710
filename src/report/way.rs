//! The way to a target in words, and for other programs: `gradus/plan/1`.

use serde::Serialize;

use super::overview::{effort_word, overview};
use super::result::{ResultFile, result};
use crate::assessment::sheet::AnswerSheet;
use crate::language::{Lang, fill};
use crate::planning::{Aim, Closing, Way};
use crate::questionnaire::Method;
use crate::scoring::{Scorecard, Status};
use crate::text::named;

/// Where an assessment stands, and what leads from there to its target.
pub struct Journey<'j> {
    /// The answers as they are, with what was assumed.
    pub now: (&'j AnswerSheet<'j>, &'j Scorecard),
    /// What was assumed, in words.
    pub assumed: Vec<String>,
    /// What is aimed at.
    pub aim: Aim,
    /// The way; none where no closing of gaps leads to the target.
    pub way: Option<&'j Way>,
    /// The answers once it is gone.
    pub then: Option<(&'j AnswerSheet<'j>, &'j Scorecard)>,
    /// The effort to reach the target without an action plan, where one is used.
    pub for_good: Option<u64>,
}

/// A journey, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// The target and what was assumed.
    pub head: Vec<String>,
    /// How it stands now.
    pub now: Vec<String>,
    /// What can be said in a line of the way.
    pub sum: Vec<String>,
    /// Heads of the table of what to close; empty where there is nothing.
    pub heads: Vec<&'static str>,
    /// What to close, in order.
    pub close: Vec<Vec<String>>,
    /// What may wait.
    pub wait: Vec<String>,
    /// How it stands then.
    pub then: Vec<String>,
}

impl Journey<'_> {
    /// Puts it into words.
    pub fn told(&self, lang: Lang) -> Told {
        let (words, report) = (&lang.words().planning, &lang.words().report);
        let (sheet, card) = self.now;
        let questionnaire = sheet.questionnaire();
        let named_target = questionnaire.targets().iter().find(|own| own.id == sheet.assessment().target);
        let target = named_target.map_or(&questionnaire.levels()[sheet.target()].title, |own| &own.title);
        let text = if self.aim == Aim::Conditional { words.aim_conditional } else { words.aim_final };
        let mut told = Told {
            head: std::iter::once(fill(text, &[("target", target.get(lang.tag()))]))
                .chain(self.assumed.clone())
                .collect(),
            now: standing(sheet, card, lang),
            ..Told::default()
        };
        let Some(way) = self.way else {
            told.sum.push(words.nowhere.to_owned());
            return told;
        };
        if way.close.is_empty() && card.target != Status::NotReached && self.is_there(card.target) {
            told.sum.push(words.reached.to_owned());
            return told;
        }
        told.sum.push(fill(words.least, &[("effort", &way.effort().to_string())]));
        if let Some(effort) = self.for_good.filter(|effort| *effort != way.effort()) {
            told.sum.push(fill(words.for_good, &[("effort", &effort.to_string())]));
        }
        match way.leave.len() {
            0 => {}
            1 => told.sum.push(words.leave_one.to_owned()),
            count => told.sum.push(fill(words.leave, &[("count", &count.to_string())])),
        }
        told.sum.push(words.efforts.to_owned());
        let by_mean = questionnaire.method() == Method::Mean;
        let has_points = way.close.iter().any(|own| !card.requirements[own.requirement].lost.low.is_zero());
        told.heads = vec!["", report.requirement, report.effort];
        told.heads.extend(has_points.then_some(report.points));
        told.heads.extend(by_mean.then_some(words.stage));
        told.close =
            way.close.iter().enumerate().map(|(number, own)| self.row(number, own, has_points, lang)).collect();
        told.wait = way.wait.iter().map(|&position| self.name(position, lang)).collect();
        told.then = self.then.map_or_else(Vec::new, |(sheet, card)| standing(sheet, card, lang));
        told
    }

    fn is_there(&self, status: Status) -> bool {
        match self.aim {
            Aim::Conditional => status.is_reached(),
            Aim::Final => status == Status::Final,
        }
    }

    fn name(&self, position: usize, lang: Lang) -> String {
        let own = &self.now.0.questionnaire().requirements()[position];
        named(&own.id, " ", own.title.get(lang.tag()))
    }

    fn row(&self, number: usize, own: &Closing, has_points: bool, lang: Lang) -> Vec<String> {
        let (sheet, card) = self.now;
        let questionnaire = sheet.questionnaire();
        let requirement = &questionnaire.requirements()[own.requirement];
        let mut name = self.name(own.requirement, lang);
        if own.is_open {
            name = lang.detailed(&name, &[lang.words().planning.open.to_owned()]);
        }
        let word = requirement.effort.map(|effort| effort_word(&lang.words().report, effort).to_owned());
        let effort = own.effort.to_string();
        let effort = match word {
            Some(word) => fill(lang.words().planning.effort, &[("word", word), ("effort", effort)]),
            None => effort,
        };
        let mut row = vec![(number + 1).to_string(), name, effort];
        row.extend(has_points.then(|| {
            let lost = &card.requirements[own.requirement].lost.low;
            if lost.is_zero() { String::new() } else { lost.rounded(2) }
        }));
        if questionnaire.method() == Method::Mean {
            row.push(questionnaire.scale_of(requirement).answers[own.answer].label.get(lang.tag()).to_owned());
        }
        row
    }

    /// Puts it into its frozen form.
    pub fn file(&self) -> PlanFile<'_> {
        let (sheet, card) = self.now;
        let requirements = sheet.questionnaire().requirements();
        let id = |position: &usize| requirements[*position].id.as_str();
        PlanFile {
            format: "gradus/plan/1",
            aim: if self.aim == Aim::Conditional { "conditional" } else { "final" },
            now: result(sheet, card),
            way: self.way.map(|way| WayFile {
                effort: way.effort(),
                close: way.close.iter().map(|own| self.step(own)).collect(),
                wait: way.wait.iter().map(id).collect(),
                leave: way.leave.iter().map(id).collect(),
            }),
            then: self.then.map(|(sheet, card)| result(sheet, card)),
            effort_for_good: self.for_good,
        }
    }

    fn step(&self, own: &Closing) -> StepFile<'_> {
        let questionnaire = self.now.0.questionnaire();
        let requirement = &questionnaire.requirements()[own.requirement];
        StepFile {
            id: &requirement.id,
            answer: &questionnaire.scale_of(requirement).answers[own.answer].id,
            effort: own.effort,
            open: own.is_open,
        }
    }
}

/// The headline, and what is to be said of the level aimed at: how long it holds, what rules it out.
fn standing(sheet: &AnswerSheet<'_>, card: &Scorecard, lang: Lang) -> Vec<String> {
    let overview = overview(sheet, card, lang);
    let score = overview.levels.last().filter(|level| !level.score.is_empty());
    let score = score.map(|level| lang.labelled(lang.words().report.score, &level.score));
    let notes = overview.levels.last().map_or(&[][..], |level| &level.notes);
    std::iter::once(overview.headline.clone()).chain(score).chain(notes.iter().cloned()).collect()
}

/// A way for other programs. Keys may be added, never changed.
#[derive(Debug, Serialize)]
pub struct PlanFile<'p> {
    format: &'static str,
    aim: &'static str,
    now: ResultFile<'p>,
    way: Option<WayFile<'p>>,
    then: Option<ResultFile<'p>>,
    effort_for_good: Option<u64>,
}

#[derive(Debug, Serialize)]
struct WayFile<'p> {
    effort: u64,
    close: Vec<StepFile<'p>>,
    wait: Vec<&'p str>,
    leave: Vec<&'p str>,
}

#[derive(Debug, Serialize)]
struct StepFile<'p> {
    id: &'p str,
    answer: &'p str,
    effort: u64,
    open: bool,
}
