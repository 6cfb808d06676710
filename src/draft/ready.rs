//! Scales and rules that are ready to be chosen.

use crate::exact::Fraction;
use crate::language::Draft as Words;

/// A scale that is ready to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// In place, or not.
    YesNo,
    /// In place, partly, or not.
    ThreeSteps,
    /// Fully, mostly, partly, or not.
    FourSteps,
    /// 0 to 3 by value, for the mean.
    ZeroToThree,
}

/// An answer of a scale that is ready to be used.
pub struct Answer {
    /// Its name in files.
    pub id: &'static str,
    /// Its letter in the interview.
    pub key: char,
    /// Part of the requirement that it fulfils, as it is written.
    pub credit: &'static str,
    /// The requirement passes with it, although its credit is below 1.
    pub passes: bool,
    /// What people read.
    pub label: fn(&Words) -> &'static str,
    /// It asks what is missing.
    pub follows_up: bool,
}

const fn answer(
    id: &'static str,
    key: char,
    credit: &'static str,
    label: fn(&Words) -> &'static str,
    follows_up: bool,
) -> Answer {
    Answer { id, key, credit, passes: false, label, follows_up }
}

impl Ready {
    /// Every scale, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::YesNo, Self::ThreeSteps, Self::FourSteps, Self::ZeroToThree];

    /// Returns its name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::YesNo => "yes-no",
            Self::ThreeSteps => "three-steps",
            Self::FourSteps => "four-steps",
            Self::ZeroToThree => "zero-to-three",
        }
    }

    /// Returns the scale of a name, without regard to case.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| scale.id().eq_ignore_ascii_case(id))
    }

    /// Returns how it is offered, in a few words.
    pub const fn offer(self, words: &Words) -> &'static str {
        match self {
            Self::YesNo => words.scale_yes_no,
            Self::ThreeSteps => words.scale_three_steps,
            Self::FourSteps => words.scale_four_steps,
            Self::ZeroToThree => words.scale_zero_to_three,
        }
    }

    /// Returns its answers, best first.
    pub fn answers(self) -> Vec<Answer> {
        let met = answer("met", 'm', "1", |words| words.label_met, false);
        let not_met = answer("not-met", 'n', "0", |words| words.label_not_met, false);
        match self {
            Self::YesNo => vec![met, not_met],
            Self::ThreeSteps => vec![met, answer("partial", 'p', "1/2", |words| words.label_partial, true), not_met],
            Self::FourSteps => vec![
                answer("complete", 'c', "1", |words| words.label_complete, false),
                // In the models that this scale comes from, the upper two are enough for a level.
                Answer { passes: true, ..answer("mostly", 'm', "2/3", |words| words.label_mostly, true) },
                answer("partial", 'p', "1/3", |words| words.label_partial, true),
                not_met,
            ],
            Self::ZeroToThree => vec![
                answer("measured", 'm', "1", |words| words.label_measured, false),
                answer("everywhere", 'e', "2/3", |words| words.label_everywhere, false),
                answer("somewhere", 's', "1/3", |words| words.label_somewhere, true),
                answer("nowhere", 'n', "0", |words| words.label_nowhere, false),
            ],
        }
    }
}

/// What decides every level of a new questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Every requirement passes.
    Every,
    /// A share of the credit, as it is written.
    Share(String),
    /// Points are lost from a start.
    Points,
    /// The mean of the answers' values.
    Mean,
}

/// The share where none is named.
pub const USUAL_SHARE: &str = "80%";

impl Rule {
    /// Returns every rule, in the order in which they are offered.
    pub fn all() -> [Self; 4] {
        [Self::Every, Self::Share(USUAL_SHARE.to_owned()), Self::Points, Self::Mean]
    }

    /// Returns the rule that a word stands for: `every`, `share`, `share=75%`, `points`, `mean`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.split_once('=') {
            None => Self::all().into_iter().find(|rule| rule.word() == word),
            Some(("share", part)) => {
                let share = Fraction::parse(part.trim())?;
                let good = !share.is_negative() && !share.is_zero() && share <= Fraction::one();
                good.then(|| Self::Share(part.trim().to_owned()))
            }
            Some(_) => None,
        }
    }

    /// Returns the word that stands for it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Every => "every",
            Self::Share(_) => "share",
            Self::Points => "points",
            Self::Mean => "mean",
        }
    }

    /// Returns how it is offered, in a few words.
    pub const fn offer(&self, words: &Words) -> &'static str {
        match self {
            Self::Every => words.rule_every,
            Self::Share(_) => words.rule_share,
            Self::Points => words.rule_points,
            Self::Mean => words.rule_mean,
        }
    }

    /// Returns whether every requirement needs a weight.
    pub const fn weighs(&self) -> bool {
        matches!(self, Self::Share(_) | Self::Mean)
    }
}
