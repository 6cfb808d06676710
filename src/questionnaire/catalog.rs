//! The questionnaires that the program brings along.

use std::borrow::Cow;

use super::{Loaded, Texts, read};
use crate::diagnostic::Source;

/// A questionnaire inside the program.
pub struct BuiltIn {
    /// Its name.
    pub id: &'static str,
    main: &'static str,
    /// References and language files by their path as seen from the main file.
    beside: &'static [(&'static str, &'static str)],
    samples: &'static [Sample],
}

/// The answers of an invented firm.
struct Sample {
    lang: &'static str,
    target: &'static str,
    text: &'static str,
}

// `BUILT_IN` and `REFERENCES`: everything in `questionnaires/`, gathered by the build script.
include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// Returns the built-in questionnaire of a name, without regard to case.
pub fn built_in(id: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|known| known.id.eq_ignore_ascii_case(id))
}

impl BuiltIn {
    /// Reads it.
    pub fn read(&self, texts: &Texts) -> Loaded {
        let source = |name: String, text: &'static str| Source { name, text: Cow::Borrowed(text) };
        let beside = |path: &str| {
            let (_, text) = self.beside.iter().find(|(known, _)| *known == path)?;
            Some(source(path.to_owned(), text))
        };
        read(source(format!("{}.yaml", self.id), self.main), Some(self.id), texts, &beside)
    }

    /// Returns its files as they are written: the main one, and those beside it by their path as seen from there.
    pub fn files(&self) -> (Source, Vec<(String, Source)>) {
        let source = |name: String, text: &'static str| Source { name, text: Cow::Borrowed(text) };
        let beside = self.beside.iter().map(|(path, text)| ((*path).to_owned(), source((*path).to_owned(), text)));
        (source(format!("{}.yaml", self.id), self.main), beside.collect())
    }

    /// Returns the answers of an invented firm that aims at a target, or else at the first one; in a language, or
    /// else in the first one.
    pub fn sample(&self, lang: &str, target: Option<&str>) -> Option<Source> {
        let aims = |sample: &Sample| target.is_some_and(|target| sample.target.eq_ignore_ascii_case(target));
        let target = self.samples.iter().find(|sample| aims(sample)).or(self.samples.first())?.target;
        let mut of_target = self.samples.iter().filter(|sample| sample.target == target);
        let first = of_target.clone().next()?;
        let found = of_target.find(|sample| sample.lang == lang).unwrap_or(first);
        let name = format!("{}-{target}.{}.sample.yaml", self.id, found.lang);
        Some(Source { name, text: Cow::Borrowed(found.text) })
    }
}
