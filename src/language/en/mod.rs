//! English.

mod interview;

use super::Words;

/// All words of the program in English.
pub const WORDS: Words = Words { interview: interview::INTERVIEW };
