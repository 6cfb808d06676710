//! The result in words and rows: what a terminal shows on one screen and a report on its first pages.

use super::document::Tone;
use super::stages::{next_told, stage};
use crate::assessment::sheet::{AnswerSheet, Reply, State, Verdict};
use crate::exact::Fraction;
use crate::findings;
use crate::language::{Lang, Report, fill};
use crate::questionnaire::{Effort, Method, Rule};
use crate::scoring::{BlockerItem, LevelResult, Range, Score, Scorecard, Status, Why};
use crate::text::named;

/// The result of an assessment, ready to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// The sentence to remember.
    pub headline: String,
    /// Its tone.
    pub tone: Tone,
    /// The highest level reached.
    pub highest: String,
    /// What a self-assessment is, and how complete this one.
    pub honesty: String,
    /// How far it is answered.
    pub answered: String,
    /// The levels up to the target, lowest first.
    pub levels: Vec<LevelRow>,
    /// What the number of gaps is told as.
    pub gaps_named: &'static str,
    /// What domains are told by: the requirements met or, where levels are means, the mean.
    pub measure: &'static str,
    /// The domains of which something is asked.
    pub domains: Vec<DomainRow>,
    /// Gaps in the order in which to close them.
    pub gaps: Vec<GapRow>,
    /// What is still open.
    pub open: Vec<OpenRow>,
}

/// A level in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelRow {
    /// Its title.
    pub title: String,
    /// Its status in words.
    pub status: String,
    /// Its tone.
    pub tone: Tone,
    /// Its score in words; empty where its rule has none.
    pub score: String,
    /// What it means; empty where the questionnaire says nothing.
    pub meaning: String,
    /// What follows: how long it holds, what rules it out.
    pub notes: Vec<String>,
}

/// A domain in words and figures.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainRow {
    /// Index of the domain.
    pub domain: usize,
    /// Its id and title.
    pub name: String,
    /// Its level in words.
    pub level: String,
    /// What stands under [`Overview::measure`] for it.
    pub stands: String,
    /// Certain share, 0 to 1.
    pub low: f64,
    /// Share still possible, `low` to 1.
    pub high: f64,
    /// Share that the target asks for, 0 to 1.
    pub target: f64,
    /// The share in words.
    pub share: String,
    /// Its tone.
    pub tone: Tone,
}

/// A gap in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRow {
    /// Index of the requirement.
    pub requirement: usize,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why it counts.
    pub why: String,
    /// Whether it may wait on an action plan; empty where no level up to the target knows such a plan.
    pub plan: String,
    /// Points it costs; empty where it has none.
    pub points: String,
    /// Effort to close it; empty where the questionnaire says nothing.
    pub effort: String,
    /// What to do first; empty where the questionnaire says nothing.
    pub advice: String,
    /// The next stage with what it means; empty where levels are not means.
    pub next: String,
    /// Its tone.
    pub tone: Tone,
}

/// Something open in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRow {
    /// Index of the requirement; none for a fact about the firm.
    pub requirement: Option<usize>,
    /// Its id and title.
    pub name: String,
    /// Its state in words.
    pub state: String,
    /// Its tone.
    pub tone: Tone,
}

/// Puts a result into words.
pub fn overview(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, lang: Lang) -> Overview {
    let words = &lang.words().report;
    let questionnaire = sheet.questionnaire();
    let by_mean = questionnaire.method() == Method::Mean;
    let level_title = |index: usize| questionnaire.levels()[index].title.get(lang.tag()).to_owned();
    let open = findings::open(sheet);
    let still_open = open.len() + sheet.open_facts().count();
    let gaps = findings::gaps(sheet, scorecard);
    let percent = scorecard.progress.percent().to_string();
    let levels = scorecard.levels.iter().enumerate().map(|(index, level)| LevelRow {
        title: level_title(index),
        status: level_status(sheet, index, level, lang),
        tone: status_tone(level.status),
        score: score(words, &questionnaire.levels()[index].rule, level),
        meaning: questionnaire.levels()[index].meaning.get(lang.tag()).to_owned(),
        notes: notes(sheet, index, level, lang),
    });
    let mut levels: Vec<LevelRow> = levels.collect();
    // One sentence speaks for all of them: they count from the same answer.
    if let Some((row, level)) =
        levels.iter_mut().zip(&scorecard.levels).rev().find(|(_, level)| level.validity.is_some())
    {
        row.notes.extend(assumed(level, lang));
    }
    let facts = sheet.open_facts().map(|question| OpenRow {
        requirement: None,
        name: questionnaire.profile()[question].ask.get(lang.tag()).to_owned(),
        state: words.state_unanswered.to_owned(),
        tone: Tone::Open,
    });
    let open: Vec<OpenRow> = facts.chain(open.iter().map(|&position| open_row(sheet, position, lang))).collect();
    let asked = (0..questionnaire.domains().len()).filter(|&domain| scorecard.domains[domain].of > 0);
    Overview {
        headline: headline(sheet, scorecard, lang, gaps.len(), still_open),
        tone: status_tone(scorecard.target),
        highest: match scorecard.reached {
            Some(level) => fill(words.highest, &[("level", &level_title(level))]),
            None => words.none_reached.to_owned(),
        },
        honesty: fill(words.honesty, &[("percent", &percent)]),
        answered: answered(words, scorecard),
        levels,
        gaps_named: if by_mean { words.figure_gaps_mean } else { words.figure_gaps },
        measure: if by_mean { words.mean } else { words.met },
        domains: asked.map(|domain| domain_row(sheet, scorecard, domain, lang)).collect(),
        gaps: gaps.iter().map(|gap| gap_row(sheet, scorecard, gap, lang)).collect(),
        open,
    }
}

fn answered(words: &Report, scorecard: &Scorecard) -> String {
    let progress = scorecard.progress;
    let [answered, asked, percent] =
        [progress.answered, progress.asked, progress.percent()].map(|number| number.to_string());
    fill(words.answered_value, &[("answered", &answered), ("asked", &asked), ("percent", &percent)])
}

fn headline(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, lang: Lang, gaps: usize, open: usize) -> String {
    let words = &lang.words().report;
    let questionnaire = sheet.questionnaire();
    let named = questionnaire.targets().iter().find(|target| target.id == sheet.assessment().target);
    // A target is named as one: "Any supplier" alone is no level that can be reached.
    let level = match named {
        Some(target) => fill(words.target_named, &[("target", target.title.get(lang.tag()))]),
        None => questionnaire.levels()[sheet.target()].title.get(lang.tag()).to_owned(),
    };
    let by_mean = questionnaire.method() == Method::Mean;
    let score = scorecard.levels.get(sheet.target()).and_then(|level| level.score.as_ref());
    let mean = score.map_or_else(String::new, |score| mean(words, &score.range, &score.max));
    let needed = questionnaire.needed_value(sheet.target()).rounded(2);
    let (text, rest) = match (scorecard.target, gaps, open) {
        (Status::NotReached, ..) if by_mean && !mean.is_empty() => (words.headline_not_reached_mean, open),
        (Status::Final, ..) => (words.headline_reached, open),
        (Status::Conditional, ..) => (words.headline_conditional, open),
        (Status::NotReached, 0, _) => (words.headline_not_reached_lower, open),
        (Status::NotReached, 1, _) => (words.headline_not_reached_one, open),
        (Status::NotReached, ..) => (words.headline_not_reached, open),
        (Status::Open, _, 1) => (words.headline_open_one, 0),
        (Status::Open, ..) => (words.headline_open, 0),
    };
    let (gaps, open) = (gaps.to_string(), open.to_string());
    let values = [("level", level.as_str()), ("gaps", &gaps), ("open", &open), ("mean", &mean), ("needed", &needed)];
    let sentence = fill(text, &values);
    match rest {
        0 => sentence,
        1 => lang.sentences(&[&sentence, &fill(words.also_open_one, &values)]),
        _ => lang.sentences(&[&sentence, &fill(words.also_open, &values)]),
    }
}

/// Returns the status of a level in words: by its own name where it has one, else with what is still possible.
pub fn level_status(sheet: &AnswerSheet<'_>, index: usize, level: &LevelResult, lang: Lang) -> String {
    let words = &lang.words().report;
    let own = named_status(sheet, index, level.status, lang);
    let possible = || named_status(sheet, index, level.possible, lang);
    match (level.status, level.possible) {
        (Status::Open, Status::Conditional) => fill(words.open_at_best, &[("status", &possible())]),
        (Status::NotReached, Status::Conditional) => fill(words.not_reached_but_plan, &[("status", &possible())]),
        _ => own,
    }
}

/// Returns a status by the name that the level gives it, else in the program's words.
pub fn named_status(sheet: &AnswerSheet<'_>, index: usize, wanted: Status, lang: Lang) -> String {
    let statuses = &sheet.questionnaire().levels()[index].statuses;
    let own = match wanted {
        Status::Final => statuses.final_status.title.get(lang.tag()),
        Status::Conditional => statuses.conditional.title.get(lang.tag()),
        Status::NotReached | Status::Open => "",
    };
    if own.is_empty() { status(&lang.words().report, wanted).to_owned() } else { own.to_owned() }
}

/// Returns whence the day of a status was taken, where the file does not state it.
pub fn assumed(level: &LevelResult, lang: Lang) -> Option<String> {
    let validity = level.validity.filter(|validity| !validity.stated)?;
    Some(fill(lang.words().report.valid_assumed, &[("from", &validity.from.to_string())]))
}

/// Returns what follows from a level's status: how long it holds, what rules it out.
pub fn notes(sheet: &AnswerSheet<'_>, index: usize, level: &LevelResult, lang: Lang) -> Vec<String> {
    let words = &lang.words().report;
    let mut notes = Vec::new();
    if let Some(validity) = &level.validity {
        let [from, until, affirm_by] = [Some(validity.from), validity.until, validity.affirm_by]
            .map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        let own = named_status(sheet, index, level.status, lang);
        let values = [("status", own.as_str()), ("from", &from), ("until", &until), ("day", &affirm_by)];
        let conditional = level.status == Status::Conditional;
        let text = match (validity.until, conditional) {
            (Some(_), true) => words.valid_conditional,
            (Some(_), false) => words.valid_final,
            (None, _) => words.valid_open,
        };
        let mut sentences = vec![fill(text, &values)];
        if validity.affirm_by.is_some() {
            sentences.push(fill(words.valid_affirm, &values));
        }
        notes.push(lang.sentences(&sentences.iter().map(String::as_str).collect::<Vec<&str>>()));
    }
    for blocker in &level.blockers {
        if let BlockerItem::Fact(question) = blocker.item {
            let ask = sheet.questionnaire().profile()[question].ask.get(lang.tag());
            notes.push(fill(words.why_fact, &[("question", ask)]));
        }
    }
    notes
}

/// Returns a status in words.
pub fn status(words: &'static Report, status: Status) -> &'static str {
    match status {
        Status::Final => words.reached,
        Status::Conditional => words.conditional,
        Status::NotReached => words.not_reached,
        Status::Open => words.open,
    }
}

/// Returns the tone of a status.
pub fn status_tone(status: Status) -> Tone {
    match status {
        Status::Final => Tone::Good,
        Status::Conditional => Tone::Fair,
        Status::NotReached => Tone::Bad,
        Status::Open => Tone::Open,
    }
}

/// Returns a mean of values in words.
fn mean(words: &Report, range: &Range, max: &Fraction) -> String {
    let (low, high, max) = (range.low.rounded(2), range.high.rounded(2), max.rounded(2));
    if range.is_certain() {
        return fill(words.mean_value, &[("mean", &low), ("max", &max)]);
    }
    fill(words.mean_range, &[("low", &low), ("high", &high), ("max", &max)])
}

fn score(words: &Report, rule: &Rule, level: &LevelResult) -> String {
    match &level.score {
        Some(Score { range, max }) if matches!(rule, Rule::Mean(_)) => mean(words, range, max),
        Some(Score { range, max }) if range.is_certain() => {
            fill(words.score_value, &[("score", &range.low.rounded(2)), ("max", &max.rounded(2))])
        }
        Some(Score { range, max }) => {
            let (low, high) = (range.low.rounded(2), range.high.rounded(2));
            fill(words.score_range, &[("low", &low), ("high", &high), ("max", &max.rounded(2))])
        }
        None if level.blockers.iter().any(|blocker| blocker.why == Why::NoSsp) => words.no_score.to_owned(),
        None => String::new(),
    }
}

fn domain_row(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, domain: usize, lang: Lang) -> DomainRow {
    let words = &lang.words().report;
    let questionnaire = sheet.questionnaire();
    let (own, result) = (&questionnaire.domains()[domain], &scorecard.domains[domain]);
    let top = questionnaire.top_value();
    // Under a mean the value is what counts, as a part of the greatest one.
    let part = |value: &Fraction| if top.is_zero() { Fraction::zero() } else { value.clone() / top.clone() };
    let (low, high) = match (&result.value, &result.share) {
        (Some(value), _) => (part(&value.low), part(&value.high)),
        (None, Some(share)) => (share.low.clone(), share.high.clone()),
        (None, None) => (Fraction::zero(), Fraction::zero()),
    };
    let target = questionnaire.needed_part(sheet.domain_target(domain));
    let share = result.share.as_ref().map_or_else(String::new, |share| {
        if share.is_certain() {
            share.low.percent()
        } else {
            format!("{}–{}", share.low.percent(), share.high.percent())
        }
    });
    let tone = match (low >= target, high >= target) {
        (true, _) => Tone::Good,
        (false, true) => Tone::Open,
        (false, false) => Tone::Bad,
    };
    DomainRow {
        domain,
        name: named(&own.id, " ", own.title.get(lang.tag())),
        level: result
            .level
            .map_or(words.none.to_owned(), |level| questionnaire.levels()[level].title.get(lang.tag()).to_owned()),
        stands: match &result.value {
            Some(value) => mean(words, value, &top),
            None => fill(words.met_value, &[("met", result.met.to_string()), ("of", result.of.to_string())]),
        },
        low: low.to_f64(),
        high: high.to_f64(),
        target: target.to_f64(),
        share,
        tone,
    }
}

fn gap_row(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, gap: &findings::Gap, lang: Lang) -> GapRow {
    let words = &lang.words().report;
    let questionnaire = sheet.questionnaire();
    let requirement = &questionnaire.requirements()[gap.requirement];
    GapRow {
        requirement: gap.requirement,
        id: requirement.id.clone(),
        title: requirement.title.get(lang.tag()).to_owned(),
        why: match gap.blocks {
            None if gap.planned => words.why_planned.to_owned(),
            // Only the target of its domain reaches that high.
            None if requirement.level > sheet.target() && questionnaire.method() == Method::Rules => {
                words.why_domain_target.to_owned()
            }
            blocks => {
                let told = why(words, blocks.map(|(level, why)| (&questionnaire.levels()[level].rule, why)), &gap.lost);
                let now = stage(sheet, gap.requirement).map(|answer| answer.label.get(lang.tag()));
                now.map_or(told.clone(), |now| lang.labelled(now, &told))
            }
        },
        plan: may_wait(sheet, scorecard, gap, words),
        points: if gap.lost.is_zero() { String::new() } else { gap.lost.rounded(2) },
        effort: requirement.effort.map_or(String::new(), |effort| effort_word(words, effort).to_owned()),
        advice: requirement.advice.get(lang.tag()).to_owned(),
        next: next_told(sheet, gap.requirement, lang),
        tone: requirement_tone(sheet, gap.requirement),
    }
}

/// Returns whether a gap may wait on an action plan, in words; nothing where that is said by why it counts, or where no
/// level up to the target can be reached on condition of such a plan.
fn may_wait(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, gap: &findings::Gap, words: &Report) -> String {
    let questionnaire = sheet.questionnaire();
    let requirement = &questionnaire.requirements()[gap.requirement];
    let conditional = |level: usize| {
        questionnaire.counts(level, requirement)
            && matches!(&questionnaire.levels()[level].rule, Rule::Points(points) if points.conditional.is_some())
    };
    let says_so = match gap.blocks {
        Some((_, Why::NotMet | Why::LowerLevel | Why::NoSsp)) => false,
        Some((_, Why::PointsOverOne | Why::NeverOnPlan | Why::NotOnPlan | Why::BelowConditional)) => true,
        None => gap.planned,
    };
    let standing = &scorecard.requirements[gap.requirement];
    let text = match (standing.eligible, standing.planned) {
        _ if says_so || !(0..=sheet.target()).any(conditional) => "",
        (false, _) => words.wait_never,
        (true, true) => words.wait_planned,
        (true, false) => words.wait_may,
    };
    text.to_owned()
}

/// Returns in words why a gap counts under the rule of the level that it blocks.
pub fn why(words: &Report, blocks: Option<(&Rule, Why)>, lost: &Fraction) -> String {
    let text = match blocks {
        Some((Rule::Share(_), Why::NotMet)) => words.why_share,
        Some((Rule::Mean(_), Why::NotMet)) => words.why_mean,
        Some((Rule::Every | Rule::Points(_), Why::NotMet)) => words.why_not_met,
        Some((_, Why::PointsOverOne)) => words.why_points_over_1,
        Some((_, Why::NeverOnPlan)) => words.why_never_on_plan,
        Some((_, Why::NotOnPlan)) => words.why_not_on_plan,
        Some((_, Why::NoSsp)) => words.why_no_ssp,
        Some((_, Why::BelowConditional)) => words.why_below_conditional,
        Some((_, Why::LowerLevel)) => words.why_lower_level,
        None => words.why_none,
    };
    fill(text, &[("points", &lost.rounded(2))])
}

/// Returns an effort in words.
pub fn effort_word(words: &'static Report, effort: Effort) -> &'static str {
    match effort {
        Effort::Small => words.effort_small,
        Effort::Medium => words.effort_medium,
        Effort::Large => words.effort_large,
    }
}

fn open_row(sheet: &AnswerSheet<'_>, position: usize, lang: Lang) -> OpenRow {
    let requirement = &sheet.questionnaire().requirements()[position];
    let (state, tone) = answer(sheet, position, lang);
    OpenRow {
        requirement: Some(position),
        name: named(&requirement.id, " ", requirement.title.get(lang.tag())),
        state,
        tone,
    }
}

/// Returns a state in words.
pub fn state(words: &'static Report, state: State) -> &'static str {
    match state {
        State::Met => words.state_met,
        State::Partly => words.state_partly,
        State::NotMet => words.state_not_met,
        State::NotApplicable => words.state_not_applicable,
        State::Unknown => words.state_unknown,
        State::Unanswered => words.state_unanswered,
        State::NotAsked => words.state_not_asked,
    }
}

/// Returns the tone of a state.
pub fn state_tone(state: State) -> Tone {
    match state {
        State::Met => Tone::Good,
        State::Partly => Tone::Fair,
        State::NotMet => Tone::Bad,
        State::Unknown => Tone::Unsure,
        State::Unanswered => Tone::Open,
        State::NotApplicable => Tone::Neutral,
        State::NotAsked => Tone::Absent,
    }
}

/// Returns the tone of a requirement: of its state or, where levels are means, of its stage against the target.
pub fn requirement_tone(sheet: &AnswerSheet<'_>, position: usize) -> Tone {
    match stage(sheet, position) {
        Some(_) if findings::is_high_enough(sheet, position) => Tone::Good,
        Some(answer) if answer.value.as_ref() == Some(&sheet.questionnaire().least_value()) => Tone::Bad,
        Some(_) => Tone::Fair,
        None => state_tone(sheet.state(position)),
    }
}

/// Returns the answer to a requirement in the questionnaire's own words, with its tone.
pub fn answer(sheet: &AnswerSheet<'_>, position: usize, lang: Lang) -> (String, Tone) {
    let words = &lang.words().report;
    let own = sheet.state(position);
    let scale = sheet.questionnaire().scale_of(&sheet.questionnaire().requirements()[position]);
    let label = match (own, sheet.settled(position)) {
        (State::Met | State::Partly | State::NotMet, crate::assessment::sheet::Settled::Answer(index)) => {
            scale.answers[index].label.get(lang.tag()).to_owned()
        }
        _ => state(words, own).to_owned(),
    };
    let text = match sheet.reply(position) {
        // One objective says the same as the whole.
        Reply::Objectives(parts) if own != State::NotAsked && parts.len() > 1 => {
            let good = |part: &&Option<Verdict>| {
                part.is_some_and(|verdict| {
                    matches!(sheet.state_of(position, verdict), State::Met | State::NotApplicable)
                })
            };
            let (met, of) = (parts.iter().filter(good).count().to_string(), parts.len().to_string());
            format!("{label} · {}", fill(words.objectives_met, &[("met", &met), ("of", &of)]))
        }
        _ => label,
    };
    (text, requirement_tone(sheet, position))
}

/// Returns a verdict on an objective in the questionnaire's own words, with its tone.
pub fn verdict(sheet: &AnswerSheet<'_>, position: usize, verdict: Option<Verdict>, lang: Lang) -> (String, Tone) {
    let words = &lang.words().report;
    let scale = sheet.questionnaire().scale_of(&sheet.questionnaire().requirements()[position]);
    let own = verdict.map_or(State::Unanswered, |verdict| sheet.state_of(position, verdict));
    let text = match verdict {
        Some(Verdict::Answer(index)) => scale.answers[index].label.get(lang.tag()).to_owned(),
        Some(Verdict::NotApplicable | Verdict::Unknown) | None => state(words, own).to_owned(),
    };
    (text, state_tone(own))
}
