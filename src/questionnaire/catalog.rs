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

/// Every built-in questionnaire, in the order in which they are offered.
pub const BUILT_IN: &[BuiltIn] = &[BuiltIn {
    id: "cmmc",
    main: include_str!("../../questionnaires/cmmc.yaml"),
    beside: &[
        ("cmmc.refs.yaml", include_str!("../../questionnaires/cmmc.refs.yaml")),
        ("cmmc/AC.en.yaml", include_str!("../../questionnaires/cmmc/AC.en.yaml")),
        ("cmmc/AC.zh-TW.yaml", include_str!("../../questionnaires/cmmc/AC.zh-TW.yaml")),
        ("cmmc/AT.en.yaml", include_str!("../../questionnaires/cmmc/AT.en.yaml")),
        ("cmmc/AT.zh-TW.yaml", include_str!("../../questionnaires/cmmc/AT.zh-TW.yaml")),
        ("cmmc/AU.en.yaml", include_str!("../../questionnaires/cmmc/AU.en.yaml")),
        ("cmmc/AU.zh-TW.yaml", include_str!("../../questionnaires/cmmc/AU.zh-TW.yaml")),
        ("cmmc/CM.en.yaml", include_str!("../../questionnaires/cmmc/CM.en.yaml")),
        ("cmmc/CM.zh-TW.yaml", include_str!("../../questionnaires/cmmc/CM.zh-TW.yaml")),
        ("cmmc/IA.en.yaml", include_str!("../../questionnaires/cmmc/IA.en.yaml")),
        ("cmmc/IA.zh-TW.yaml", include_str!("../../questionnaires/cmmc/IA.zh-TW.yaml")),
        ("cmmc/IR.en.yaml", include_str!("../../questionnaires/cmmc/IR.en.yaml")),
        ("cmmc/IR.zh-TW.yaml", include_str!("../../questionnaires/cmmc/IR.zh-TW.yaml")),
        ("cmmc/MA.en.yaml", include_str!("../../questionnaires/cmmc/MA.en.yaml")),
        ("cmmc/MA.zh-TW.yaml", include_str!("../../questionnaires/cmmc/MA.zh-TW.yaml")),
        ("cmmc/MP.en.yaml", include_str!("../../questionnaires/cmmc/MP.en.yaml")),
        ("cmmc/MP.zh-TW.yaml", include_str!("../../questionnaires/cmmc/MP.zh-TW.yaml")),
        ("cmmc/PE.en.yaml", include_str!("../../questionnaires/cmmc/PE.en.yaml")),
        ("cmmc/PE.zh-TW.yaml", include_str!("../../questionnaires/cmmc/PE.zh-TW.yaml")),
        ("cmmc/PS.en.yaml", include_str!("../../questionnaires/cmmc/PS.en.yaml")),
        ("cmmc/PS.zh-TW.yaml", include_str!("../../questionnaires/cmmc/PS.zh-TW.yaml")),
        ("cmmc/RA.en.yaml", include_str!("../../questionnaires/cmmc/RA.en.yaml")),
        ("cmmc/RA.zh-TW.yaml", include_str!("../../questionnaires/cmmc/RA.zh-TW.yaml")),
        ("cmmc/CA.en.yaml", include_str!("../../questionnaires/cmmc/CA.en.yaml")),
        ("cmmc/CA.zh-TW.yaml", include_str!("../../questionnaires/cmmc/CA.zh-TW.yaml")),
        ("cmmc/SC.en.yaml", include_str!("../../questionnaires/cmmc/SC.en.yaml")),
        ("cmmc/SC.zh-TW.yaml", include_str!("../../questionnaires/cmmc/SC.zh-TW.yaml")),
        ("cmmc/SI.en.yaml", include_str!("../../questionnaires/cmmc/SI.en.yaml")),
        ("cmmc/SI.zh-TW.yaml", include_str!("../../questionnaires/cmmc/SI.zh-TW.yaml")),
    ],
    samples: &[
        Sample { lang: "en", target: "l1", text: include_str!("../../questionnaires/samples/cmmc-l1.en.yaml") },
        Sample { lang: "zh-TW", target: "l1", text: include_str!("../../questionnaires/samples/cmmc-l1.zh-TW.yaml") },
        Sample { lang: "en", target: "l2", text: include_str!("../../questionnaires/samples/cmmc-l2.en.yaml") },
        Sample { lang: "zh-TW", target: "l2", text: include_str!("../../questionnaires/samples/cmmc-l2.zh-TW.yaml") },
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
