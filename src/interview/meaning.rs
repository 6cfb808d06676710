//! What answers mean while they are given: what one did to the score and the next level, what a question counts for,
//! and how long the rest will take.

use super::Interview;
use super::page::Progress;
use crate::assessment::Assessment;
use crate::assessment::sheet::AnswerSheet;
use crate::dates;
use crate::language::{Interview as Words, fill};
use crate::questionnaire::{Condition, Method, Poam, Rule};
use crate::scoring::{self, BlockerItem, LevelResult, Score, Scorecard, Status, Why};

/// Seconds between two replies from which on it was a break, not a thought.
const BREAK: i64 = 15 * 60;
/// Replies that are needed before there is a pace to speak of.
const LEAST_REPLIES: usize = 5;
/// Replies that make the pace; older ones were given in another mood.
const LATEST_REPLIES: usize = 40;

impl Interview<'_> {
    /// Returns one line on what the answers mean now, and what the score was before; empty where nothing is counted.
    pub(super) fn meaning(&self, before: Option<&Scorecard>) -> String {
        let sheet = self.sheet();
        let scorecard = scoring::score(&sheet);
        let words = self.words;
        let target = scorecard.levels.last();
        let mut parts = Vec::new();
        let mut was = None;
        if let Some(level) = target {
            let (exact, range) = if self.by_mean() {
                (words.live_score_mean, words.live_range_mean)
            } else {
                (words.live_score, words.live_range)
            };
            let now = score(words, &sheet, level, exact, range);
            if let Some(old) = before.and_then(|card| card.levels.last()).filter(|old| old.score != level.score) {
                was = score(words, &sheet, old, words.live_was, words.live_was_range).filter(|_| now.is_some());
            }
            let missing = level.blockers.iter().find(|blocker| blocker.why == Why::NoSsp);
            match (now, missing.map(|blocker| blocker.item)) {
                (Some(now), _) => parts.push(now),
                (None, Some(BlockerItem::Requirement(own))) => {
                    parts.push(fill(words.live_no_score, &[("id", &self.requirement(own).id)]));
                }
                (None, _) => {}
            }
        }
        parts.extend(self.distance(&sheet, &scorecard));
        // What it was stands last: where there is little room, what it is weighs more.
        parts.join(self.marks().0) + &was.unwrap_or_default()
    }

    /// How far the next level is, or that all are reached.
    fn distance(&self, sheet: &AnswerSheet<'_>, scorecard: &Scorecard) -> Option<String> {
        let words = self.words;
        let title = |level: usize| self.read(&self.questionnaire.levels()[level].title).to_owned();
        let Some(next) = scorecard.levels.iter().position(|level| !level.status.is_reached()) else {
            let last = scorecard.levels.len().checked_sub(1)?;
            let text = match scorecard.levels[last].status {
                Status::Conditional => words.live_conditional,
                _ => words.live_reached,
            };
            return Some(fill(text, &[("level", &title(last))]));
        };
        // Points are counted by the score; a level without them by its requirements.
        if matches!(self.questionnaire.levels()[next].rule, Rule::Points(_) | Rule::Mean(_)) {
            return None;
        }
        let missing = scoring::missing(sheet, scorecard, next);
        let text = match missing {
            0 => return None,
            1 => words.live_one_from,
            _ => words.live_from,
        };
        Some(fill(text, &[("count", &missing.to_string()), ("level", &title(next))]))
    }

    pub(super) fn by_mean(&self) -> bool {
        self.questionnaire.method() == Method::Mean
    }

    /// Returns in one line what a requirement counts for; empty where there is nothing to say.
    pub(super) fn stakes(&self, sheet: &AnswerSheet<'_>, requirement: usize) -> String {
        let words = self.words;
        let own = self.requirement(requirement);
        let mut parts = Vec::new();
        match scoring::at_stake(sheet, requirement) {
            Some(points) => {
                let text = if points.is_one() { words.stake_point } else { words.stake_points };
                parts.push(fill(text, &[("count", &points.rounded(2))]));
                parts.push(match own.poam {
                    Poam::Never => words.stake_never.to_owned(),
                    Poam::Allowed => words.stake_plan.to_owned(),
                    Poam::With(_) => words.stake_plan_with.to_owned(),
                });
            }
            // A mean counts every question alike.
            None if self.by_mean() => {}
            None => {
                let level = self.read(&self.questionnaire.levels()[own.level].title);
                parts.push(fill(words.stake_level, &[("level", level)]));
            }
        }
        if own.essential {
            parts.push(words.stake_essential.to_owned());
        }
        match self.hanging(sheet, requirement).len() {
            0 => {}
            1 => parts.push(words.stake_one.to_owned()),
            count => parts.push(fill(words.stake_others, &[("count", &count.to_string())])),
        }
        parts.join(" · ")
    }

    /// Returns the requirements that build on one, or are asked because of it.
    pub(super) fn hanging(&self, sheet: &AnswerSheet<'_>, requirement: usize) -> Vec<usize> {
        let all = self.questionnaire.requirements().iter().enumerate();
        let hangs = all.filter(|(position, other)| {
            other.level <= sheet.domain_target(other.domain)
                && *position != requirement
                && (other.depends_on.contains(&requirement)
                    || other.condition.as_ref().is_some_and(|condition| looks_at(condition, requirement)))
        });
        hangs.map(|(position, _)| position).collect()
    }

    /// Returns how far the answers are.
    pub(super) fn progress(&self, sheet: &AnswerSheet<'_>) -> Progress {
        let done = sheet.asked_requirements().filter(|&r| sheet.is_complete(r)).count();
        let of = sheet.asked_requirements().count();
        let left = u64::try_from(of - done).unwrap_or(u64::MAX);
        let minutes = pace(self.assessment).map(|seconds| (seconds.saturating_mul(left)).div_ceil(60));
        Progress { done, of, minutes }
    }
}

/// Returns the score of a level in words; nothing where it has none.
fn score(words: &Words, sheet: &AnswerSheet<'_>, level: &LevelResult, certain: &str, range: &str) -> Option<String> {
    let Score { range: found, max } = level.score.as_ref()?;
    let target = &sheet.questionnaire().levels()[sheet.target()];
    let number = |fraction: &crate::exact::Fraction| match target.rule {
        Rule::Share(_) => fraction.percent(),
        _ => fraction.rounded(2),
    };
    let max = match target.rule {
        Rule::Points(_) | Rule::Mean(_) => fill(words.live_of, &[("max", &number(max))]),
        Rule::Every | Rule::Share(_) => String::new(),
    };
    let (low, high) = (number(&found.low), number(&found.high));
    let text = if found.is_certain() { certain } else { range };
    Some(fill(text, &[("score", &low), ("low", &low), ("high", &high), ("max", &max)]))
}

fn looks_at(condition: &Condition, wanted: usize) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| looks_at(part, wanted)),
        Condition::Answered { requirement, .. } => *requirement == wanted,
        Condition::Profile(_) => false,
    }
}

/// Returns the seconds that a requirement took this person lately, breaks left out; nothing before there is a pace.
fn pace(assessment: &Assessment) -> Option<u64> {
    let mut stamps: Vec<i64> =
        assessment.answers.iter().filter_map(|(_, entry)| dates::seconds(entry.at.as_deref()?)).collect();
    stamps.sort_unstable();
    let gaps = stamps.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| (1..=BREAK).contains(gap));
    let gaps: Vec<i64> = gaps.collect();
    let latest = &gaps[gaps.len().saturating_sub(LATEST_REPLIES)..];
    if latest.len() < LEAST_REPLIES {
        return None;
    }
    let sum = u64::try_from(latest.iter().sum::<i64>()).ok()?;
    let count = u64::try_from(latest.len()).ok()?;
    Some(sum.div_ceil(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(stamps: &[&str]) -> Assessment {
        let mut assessment = Assessment::default();
        for (at, stamp) in stamps.iter().enumerate() {
            assessment.entry_mut(&format!("R-{at}")).at = Some((*stamp).to_owned());
        }
        assessment
    }

    #[test]
    fn the_pace_is_that_of_the_person_without_breaks() {
        let day = ["08:00:00", "08:01:00", "08:02:00", "08:03:30", "12:00:00", "12:01:00", "12:02:30"];
        let stamps: Vec<String> = day.iter().map(|time| format!("2026-11-24T{time}Z")).collect();
        let stamps: Vec<&str> = stamps.iter().map(String::as_str).collect();
        // 60, 60, 90, (a break), 60, 90: 72 seconds in the middle.
        assert_eq!(pace(&answered(&stamps)), Some(72));
        assert_eq!(pace(&answered(&stamps[..6])), None, "four gaps are no pace yet");
        assert_eq!(pace(&answered(&[])), None);
        assert_eq!(pace(&answered(&["2026-11-24T08:00:00Z"; 9])), None, "answers from a file come all at once");
    }
}
