//! Traditional Chinese as written in Taiwan.

mod interview;
mod messages;
mod portrait;
pub mod problems;
mod report;
mod sheets;
mod usage;

use super::Words;

/// All words of the program in Traditional Chinese as written in Taiwan.
pub const WORDS: Words = Words {
    interview: interview::INTERVIEW,
    preview: interview::PREVIEW,
    messages: messages::MESSAGES,
    portrait: portrait::PORTRAIT,
    report: report::REPORT,
    sheets: sheets::SHEETS,
    usage: usage::USAGE,
};
