//! Traditional Chinese as written in Taiwan.

mod interview;
mod messages;
pub mod problems;
mod report;
mod usage;

use super::Words;

/// All words of the program in Traditional Chinese as written in Taiwan.
pub const WORDS: Words = Words {
    interview: interview::INTERVIEW,
    messages: messages::MESSAGES,
    report: report::REPORT,
    usage: usage::USAGE,
};
