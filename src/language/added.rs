//! A language that a file adds while the program runs.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use super::{Lang, Words};
use crate::diagnostic::Code;

/// A language of a file: its own words, and for all else those of a language that is built in.
///
/// It lives as long as the program, so that its words are like any other's.
#[derive(Debug)]
pub struct Added {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// The language of what it does not say.
    pub base: Lang,
    /// Its words, with those of the base where it has none.
    pub words: Words,
    /// Its own sentence and cure for kinds of problems.
    pub problems: HashMap<Code, (&'static str, &'static str)>,
    /// Its own words for what such sentences speak of.
    pub terms: HashMap<&'static str, &'static str>,
}

impl PartialEq for Added {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Added {}

impl Hash for Added {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.tag.hash(state);
    }
}

impl PartialOrd for Added {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Added {
    fn cmp(&self, other: &Self) -> Ordering {
        self.tag.cmp(other.tag)
    }
}

static AT_HAND: OnceLock<Vec<Added>> = OnceLock::new();

/// Adds languages for as long as the program runs; once, before anything is said.
pub fn add(languages: Vec<Added>) {
    // What was added first stays: words that were said must not change.
    let _ = AT_HAND.set(languages);
}

/// Returns the added language that a tag stands for: the same tag, or the same language without its region.
pub(super) fn of_tag(tag: &str) -> Option<&'static Added> {
    let all = AT_HAND.get()?;
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    let exact = all.iter().find(|own| own.tag.eq_ignore_ascii_case(tag));
    exact.or_else(|| all.iter().find(|own| primary(own.tag) == primary(tag)))
}
