//! Traditional Chinese as written in Taiwan.

mod editions;
mod interview;
mod messages;
pub mod problems;
mod report;
mod sheets;
mod usage;

use super::Words;

/// All words of the program in Traditional Chinese as written in Taiwan.
pub const WORDS: Words = Words {
    editions: editions::EDITIONS,
    interview: interview::INTERVIEW,
    messages: messages::MESSAGES,
    report: report::REPORT,
    sheets: sheets::SHEETS,
    usage: usage::USAGE,
};
