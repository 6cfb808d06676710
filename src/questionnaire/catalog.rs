//! The questionnaires that the program brings along.

use std::borrow::Cow;

use super::{Loaded, Texts, read};
use crate::diagnostic::Source;

/// A questionnaire inside the program.
pub struct BuiltIn {
    /// Its name.
    pub id: &'static str,
    main: &'static str,
    /// Language files by their path as seen from the main file.
    beside: &'static [(&'static str, &'static str)],
    samples: &'static [(&'static str, &'static str)],
}

/// Every built-in questionnaire, in the order in which they are offered.
pub const BUILT_IN: &[BuiltIn] = &[BuiltIn {
    id: "cmmc",
    main: include_str!("../../questionnaires/cmmc.yaml"),
    beside: &[
        ("cmmc.en.yaml", include_str!("../../questionnaires/cmmc.en.yaml")),
        ("cmmc.zh-TW.yaml", include_str!("../../questionnaires/cmmc.zh-TW.yaml")),
    ],
    samples: &[
        ("en", include_str!("../../questionnaires/samples/cmmc.en.yaml")),
        ("zh-TW", include_str!("../../questionnaires/samples/cmmc.zh-TW.yaml")),
    ],
}];

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

    /// Returns the answers of an invented firm in a language, or else in the first one.
    pub fn sample(&self, lang: &str) -> Option<Source> {
        let found = self.samples.iter().find(|(tag, _)| *tag == lang).or(self.samples.first())?;
        Some(Source { name: format!("{}.{}.sample.yaml", self.id, found.0), text: Cow::Borrowed(found.1) })
    }
}
