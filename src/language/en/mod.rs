//! English.

mod interview;
mod messages;
pub mod problems;
mod report;

use super::Words;

/// All words of the program in English.
pub const WORDS: Words =
    Words { interview: interview::INTERVIEW, messages: messages::MESSAGES, report: report::REPORT };
