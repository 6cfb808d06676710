//! English.

mod interview;
mod messages;
pub mod problems;
mod report;
mod usage;

use super::Words;

/// All words of the program in English.
pub const WORDS: Words = Words {
    interview: interview::INTERVIEW,
    messages: messages::MESSAGES,
    report: report::REPORT,
    usage: usage::USAGE,
};
