//! English.

mod crosswalk;
mod draft;
mod editions;
mod interview;
mod messages;
mod planning;
mod poam;
mod portrait;
pub mod problems;
mod report;
mod sheets;
mod sprs;
mod usage;

use super::Words;

/// What the docs say of each code of a problem.
pub const PAGES: &str = include_str!("../../../docs/codes.md");

/// All words of the program in English.
pub const WORDS: Words = Words {
    crosswalk: crosswalk::CROSSWALK,
    draft: draft::DRAFT,
    editions: editions::EDITIONS,
    interview: interview::INTERVIEW,
    preview: interview::PREVIEW,
    messages: messages::MESSAGES,
    planning: planning::PLANNING,
    portrait: portrait::PORTRAIT,
    report: report::REPORT,
    sheets: sheets::SHEETS,
    sprs: sprs::SPRS,
    poam: poam::POAM,
    usage: usage::USAGE,
};
