//! Explains every figure down to the answers that made it.

use super::overview::{answer, assumed, level_status, notes, status, verdict, why};
use super::portrait::rule;
use crate::assessment::sheet::{AnswerSheet, Asked, Reply, Settled, State, Truth};
use crate::exact::Fraction;
use crate::language::{Lang, Report, fill};
use crate::questionnaire::{Fact, Method, Rule};
use crate::scoring::{BlockerItem, LevelResult, Range, Scorecard, Why};
use crate::text::named;

/// A line of an explanation with its depth, 0 for a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How far it is indented.
    pub depth: u8,
    /// What it says.
    pub text: String,
}

/// Explains results in one language.
pub struct Explainer<'s> {
    sheet: &'s AnswerSheet<'s>,
    scorecard: &'s Scorecard,
    lang: Lang,
    words: &'static Report,
}

impl<'s> Explainer<'s> {
    /// Begins to explain a result.
    pub fn new(sheet: &'s AnswerSheet<'s>, scorecard: &'s Scorecard, lang: Lang) -> Self {
        Self { sheet, scorecard, lang, words: &lang.words().report }
    }

    fn level_title(&self, level: usize) -> String {
        self.sheet.questionnaire().levels()[level].title.get(self.lang.tag()).to_owned()
    }

    fn name(&self, position: usize) -> String {
        let requirement = &self.sheet.questionnaire().requirements()[position];
        named(&requirement.id, " ", requirement.title.get(self.lang.tag()))
    }

    /// Explains a level up to the target: its rule, its sums, and every answer that decides.
    pub fn level(&self, level: usize) -> Vec<Line> {
        let result = &self.scorecard.levels[level];
        let questionnaire = self.sheet.questionnaire();
        let stands = level_status(self.sheet, level, result, self.lang);
        let mut lines = vec![line(0, self.lang.labelled(&self.level_title(level), &stands))];
        lines.push(line(1, rule(self.lang, &questionnaire.levels()[level].rule)));
        lines.extend(questionnaire.levels()[level].requires.as_ref().map(|fact| line(1, self.required(fact))));
        let counts = |position: &usize| questionnaire.counts(level, &questionnaire.requirements()[*position]);
        let counted: Vec<usize> = self.sheet.asked_requirements().filter(counts).collect();
        lines.push(line(1, self.counted(&counted)));
        lines.extend(self.sums(level, result, &counted));
        let notes = notes(self.sheet, level, result, self.lang).into_iter().chain(assumed(result, self.lang));
        lines.extend(notes.map(|note| line(1, note)));
        lines.extend(self.deciding(level, result, &counted));
        if result.blockers.iter().any(|blocker| matches!(blocker.item, BlockerItem::Level(_))) {
            lines.push(line(1, self.words.lower_levels.to_owned()));
        }
        for blocker in &result.blockers {
            if let BlockerItem::Level(lower) = blocker.item {
                lines.push(line(2, fill(self.words.why_lower_level, &[("level", &self.level_title(lower))])));
            }
        }
        lines
    }

    /// A fact that a level requires, and what was answered.
    fn required(&self, fact: &Fact) -> String {
        let question = &self.sheet.questionnaire().profile()[fact.question];
        let tag = self.lang.tag();
        let wanted: Vec<&str> = fact.choices.iter().map(|&choice| question.choices[choice].1.get(tag)).collect();
        let state = match self.sheet.fact(fact) {
            Truth::True => self.words.fact_true,
            Truth::False => self.words.fact_false,
            Truth::Open => self.words.fact_open,
        };
        let question = question.ask.get(tag);
        fill(
            self.words.requires,
            &[("question", question), ("choices", &wanted.join(self.lang.comma())), ("state", state)],
        )
    }

    fn counted(&self, counted: &[usize]) -> String {
        let number = |wanted: &dyn Fn(State) -> bool| {
            counted.iter().filter(|&&position| wanted(self.sheet.state(position))).count().to_string()
        };
        let text = match self.sheet.questionnaire().method() {
            Method::Rules => self.words.counted,
            Method::Mean => self.words.counted_mean,
        };
        fill(
            text,
            &[
                ("counted", &counted.len().to_string()),
                ("pass", &number(&|state| state == State::Met)),
                ("fail", &number(&|state| matches!(state, State::NotMet | State::Partly))),
                ("open", &number(&|state| matches!(state, State::Unknown | State::Unanswered))),
                ("na", &number(&|state| state == State::NotApplicable)),
            ],
        )
    }

    fn sums(&self, level: usize, result: &LevelResult, counted: &[usize]) -> Vec<Line> {
        let mut lines = Vec::new();
        if result.blockers.iter().any(|blocker| blocker.why == Why::NoSsp) {
            lines.push(line(1, self.words.essential_missing.to_owned()));
        }
        let Some(score) = &result.score else { return lines };
        let (low, high) = (&score.range.low, &score.range.high);
        match &self.sheet.questionnaire().levels()[level].rule {
            Rule::Points(points) => {
                let total = |bound: fn(&Range) -> &Fraction| -> Fraction {
                    counted.iter().map(|&position| bound(&self.scorecard.requirements[position].lost).clone()).sum()
                };
                let sum = |lost: &Fraction, score: &Fraction| {
                    format!("{} − {} = {}", points.start.rounded(2), lost.rounded(2), score.rounded(2))
                };
                lines.push(line(1, sum(&total(|range| &range.low), low)));
                if low != high {
                    lines.push(line(1, sum(&total(|range| &range.high), high)));
                }
            }
            Rule::Mean(_) => {
                lines.push(line(1, self.mean(&score.range)));
                let means: Vec<&Range> = self.scorecard.domains.iter().filter_map(|own| own.value.as_ref()).collect();
                let sum = |bound: fn(&Range) -> &Fraction| {
                    let terms: Vec<String> = means.iter().map(|range| bound(range).rounded(2)).collect();
                    format!("({}) ÷ {} = {}", terms.join(" + "), terms.len(), bound(&score.range).rounded(2))
                };
                lines.push(line(1, sum(|range| &range.low)));
                if low != high {
                    lines.push(line(1, sum(|range| &range.high)));
                }
            }
            Rule::Every | Rule::Share(_) => {
                let text = if low == high { self.words.share_exact } else { self.words.share_line };
                lines.push(line(1, fill(text, &[("low", &low.percent()), ("high", &high.percent())])));
            }
        }
        lines
    }

    fn mean(&self, range: &Range) -> String {
        let text = if range.is_certain() { self.words.mean_exact } else { self.words.mean_line };
        let max = self.sheet.questionnaire().top_value().rounded(2);
        fill(text, &[("low", &range.low.rounded(2)), ("high", &range.high.rounded(2)), ("max", &max)])
    }

    fn deciding(&self, level: usize, result: &LevelResult, counted: &[usize]) -> Vec<Line> {
        let mut lines = Vec::new();
        for &position in counted {
            let state = self.sheet.state(position);
            if matches!(state, State::Met | State::NotApplicable | State::NotAsked) {
                continue;
            }
            let standing = &self.scorecard.requirements[position];
            let item = BlockerItem::Requirement(position);
            let blocker = result.blockers.iter().find(|blocker| blocker.item == item);
            let mut text = self.lang.labelled(&self.name(position), &answer(self.sheet, position, self.lang).0);
            let rule = &self.sheet.questionnaire().levels()[level].rule;
            if matches!(rule, Rule::Points(_)) && !standing.lost.low.is_zero() && !standing.passes() {
                let cited = if standing.fails() { self.cited(rule, position) } else { String::new() };
                text = format!("{text} – {}{cited}", self.lost(&standing.lost));
            }
            if let Some(blocker) = blocker {
                text = format!("{text} – {}", why(self.words, Some((rule, blocker.why)), &standing.lost.low));
            }
            lines.push(line(2, text));
        }
        if !lines.is_empty() {
            lines.insert(0, line(1, self.words.decides.to_owned()));
        }
        lines
    }

    /// Where it is written that a requirement costs what it costs.
    fn cited(&self, rule: &Rule, position: usize) -> String {
        let Rule::Points(points) = rule else { return String::new() };
        let refs = &self.sheet.questionnaire().requirements()[position].refs;
        let cited = refs.iter().filter(|(framework, _)| points.cite.contains(framework));
        // A paragraph follows its section without a space: 32 CFR 170.24(c)(2).
        let place = |framework: &String, id: &String| {
            if id.starts_with('(') { format!("{framework}{id}") } else { format!("{framework} {id}") }
        };
        let places: Vec<String> =
            cited.flat_map(|(framework, ids)| ids.iter().map(move |id| place(framework, id))).collect();
        self.lang.detailed("", &places)
    }

    fn lost(&self, lost: &Range) -> String {
        let points = if lost.is_certain() {
            lost.low.rounded(2)
        } else {
            format!("{}–{}", lost.high.rounded(2), lost.low.rounded(2))
        };
        fill(self.words.lost_line, &[("points", &points)])
    }

    /// Explains the target: the level aimed at, and each domain in which more is aimed at.
    pub fn target(&self) -> Vec<Line> {
        let mut lines = self.level(self.sheet.target());
        for (domain, result) in self.scorecard.domains.iter().enumerate() {
            if result.target.is_some() {
                lines.extend(self.domain(domain));
            }
        }
        lines
    }

    /// Explains a domain: its share, its level, and each of its requirements.
    pub fn domain(&self, domain: usize) -> Vec<Line> {
        let questionnaire = self.sheet.questionnaire();
        let (own, result) = (&questionnaire.domains()[domain], &self.scorecard.domains[domain]);
        let (met, of) = (result.met.to_string(), result.of.to_string());
        let met = fill(self.words.met_value, &[("met", &met), ("of", &of)]);
        let mut lines = vec![line(0, self.lang.labelled(&named(&own.id, " ", own.title.get(self.lang.tag())), &met))];
        if let Some(share) = &result.share {
            let text = if share.is_certain() { self.words.share_exact } else { self.words.share_line };
            lines.push(line(1, fill(text, &[("low", &share.low.percent()), ("high", &share.high.percent())])));
        }
        if let Some(value) = &result.value {
            lines.push(line(1, self.mean(value)));
        }
        let level = result.level.map_or(self.words.none.to_owned(), |level| self.level_title(level));
        lines.push(line(1, fill(self.words.domain_level, &[("level", &level)])));
        if let Some(reached) = result.target {
            let aim = self.level_title(self.sheet.domain_target(domain));
            let values = [("level", aim.as_str()), ("status", status(self.words, reached))];
            lines.push(line(1, fill(self.words.domain_target, &values)));
        }
        for position in own.requirements.clone() {
            lines.push(line(2, self.lang.labelled(&self.name(position), &answer(self.sheet, position, self.lang).0)));
        }
        lines
    }

    /// Explains a requirement: its answer, its objectives, and what it costs.
    pub fn requirement(&self, position: usize) -> Vec<Line> {
        let questionnaire = self.sheet.questionnaire();
        let requirement = &questionnaire.requirements()[position];
        let standing = &self.scorecard.requirements[position];
        let mut lines =
            vec![line(0, self.lang.labelled(&self.name(position), &answer(self.sheet, position, self.lang).0))];
        match self.sheet.asked(position) {
            Asked::Yes => {}
            Asked::Hidden => lines.push(line(1, self.words.hidden.to_owned())),
            Asked::Undecided => lines.push(line(1, self.words.undecided.to_owned())),
            Asked::AboveTarget => {
                let level = self.level_title(requirement.level);
                lines.push(line(1, fill(self.words.above_target, &[("level", &level)])));
            }
        }
        if let Reply::Objectives(parts) = self.sheet.reply(position) {
            lines.push(line(1, self.words.weakest.to_owned()));
            for (objective, part) in requirement.objectives.iter().zip(parts) {
                let (text, _) = verdict(self.sheet, position, *part, self.lang);
                let ask = objective.ask.get(self.lang.tag()).to_owned();
                lines.push(line(2, format!("{}  {text}  {ask}", objective.id)));
            }
        }
        lines.push(line(
            1,
            match &standing.credit {
                None => self.words.credit_none.to_owned(),
                Some(credit) if credit.is_certain() => {
                    fill(self.words.credit_exact, &[("low", &credit.low.to_string())])
                }
                Some(credit) => fill(
                    self.words.credit_line,
                    &[("low", &credit.low.to_string()), ("high", &credit.high.to_string())],
                ),
            },
        ));
        if let (Settled::Answer(index), Method::Mean) = (self.sheet.settled(position), questionnaire.method())
            && let Some(value) = &questionnaire.scale_of(requirement).answers[index].value
        {
            let values = [("value", value.rounded(2)), ("max", questionnaire.top_value().rounded(2))];
            lines.push(line(1, fill(self.words.value_line, &values)));
        }
        if requirement.points.is_some() && standing.credit.is_some() {
            let (low, high) = (standing.lost.low.rounded(2), standing.lost.high.rounded(2));
            let text = if standing.lost.is_certain() { self.words.lost_exact } else { self.words.lost_range };
            lines.push(line(1, fill(text, &[("low", &low), ("high", &high)])));
        }
        let levels = (0..questionnaire.levels().len()).filter(|&level| questionnaire.counts(level, requirement));
        let levels: Vec<String> = levels.map(|level| self.level_title(level)).collect();
        lines.push(line(1, fill(self.words.counts_for, &[("levels", &levels.join(self.lang.comma()))])));
        lines.extend(self.plan(position).map(|text| line(1, text.to_owned())));
        lines
    }

    /// Only a points rule with a conditional score knows an action plan.
    fn plan(&self, position: usize) -> Option<&'static str> {
        let standing = &self.scorecard.requirements[position];
        let plans = self
            .sheet
            .questionnaire()
            .levels()
            .iter()
            .any(|level| matches!(&level.rule, Rule::Points(points) if points.conditional.is_some()));
        if !plans || !standing.fails() {
            return None;
        }
        Some(match (standing.eligible, standing.planned) {
            (true, true) => self.words.on_plan,
            (true, false) => self.words.may_plan,
            (false, _) => self.words.never_plan,
        })
    }
}

fn line(depth: u8, text: String) -> Line {
    Line { depth, text }
}
