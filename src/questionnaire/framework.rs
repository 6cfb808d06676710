//! Frameworks that questionnaires point at: ids and short titles, as data.

use std::sync::Arc;

use super::Text;
use super::catalog::REFERENCES;
use super::raw::Word;
use crate::diagnostic::{Code, Diagnostic};
use crate::reading::{Fields, Named, Read};
use crate::yaml::{self, Node};

/// Format line of a framework.
pub const FORMAT: &str = "gradus/reference/1";

/// The framework whose controls a statement of applicability lists: Annex A of ISO/IEC 27001:2022.
pub const ISO_27001: &str = "iso-27001-2022";

/// The ids that can be pointed at in a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// Its name in questionnaires.
    pub id: String,
    /// What people call it; names of standards are the same in every language.
    pub title: String,
    /// What it consists of, in its own order.
    pub items: Vec<FrameworkItem>,
}

/// An id of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkItem {
    /// The id.
    pub id: String,
    /// Short title in our own words.
    pub title: Text,
    /// What is pointed at: the id, or each of its parts as `3.1.1[a]`.
    pub ids: Vec<String>,
}

/// A framework as written.
struct RawFramework {
    format: Option<Word>,
    id: Option<Word>,
    title: Option<Word>,
    items: Option<Named<RawItem>>,
}

impl Read for RawFramework {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut fields = Fields::of(node, problems)?;
        let raw = Self {
            format: fields.required("format", problems),
            id: fields.required("id", problems),
            title: fields.required("title", problems),
            items: fields.required("items", problems),
        };
        fields.finish(problems);
        Some(raw)
    }
}

/// An item of a framework as written: a title for each language of the program, and its parts.
struct RawItem {
    titles: Vec<(&'static str, Word)>,
    parts: Vec<Word>,
}

impl Read for RawItem {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut fields = Fields::of(node, problems)?;
        let titles = ["en", "zh-TW"].into_iter().filter_map(|tag| Some((tag, fields.required(tag, problems)?)));
        let titles = titles.collect();
        let parts = fields.optional("parts", problems).unwrap_or_default();
        fields.finish(problems);
        Some(Self { titles, parts })
    }
}

/// Returns every framework that is known, in alphabetical order.
pub fn frameworks() -> Vec<Framework> {
    REFERENCES.iter().filter_map(|(_, text)| read(text).ok()).collect()
}

/// Returns the framework of a name, without regard to case, where it is known.
pub fn framework(id: &str) -> Option<Framework> {
    let known = |name: &str| name.strip_suffix(".yaml").is_some_and(|stem| stem.eq_ignore_ascii_case(&file_stem(id)));
    let (_, text) = REFERENCES.iter().find(|(name, _)| known(name))?;
    read(text).ok()
}

/// File names have no spaces: `32 CFR 170.24` stands in `32-cfr-170.24.yaml`.
fn file_stem(id: &str) -> String {
    id.replace(' ', "-")
}

fn read(text: &str) -> Result<Framework, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let node = yaml::parse(text, 0).map_err(|problem| vec![problem])?;
    let raw = RawFramework::read(&node, &mut problems);
    let Some(RawFramework { format: Some(format), id: Some(id), title: Some(title), items: Some(Named(items)) }) = raw
    else {
        return Err(problems);
    };
    if format.value != FORMAT {
        let problem = Diagnostic::new(Code::WrongFormat, format.span);
        problems.push(problem.with("found", &format.value).with("wanted", FORMAT));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let items = items.into_iter().map(|(id, item)| FrameworkItem {
        ids: match item.parts.as_slice() {
            [] => vec![id.value.clone()],
            parts => parts.iter().map(|part| format!("{}[{}]", id.value, part.value)).collect(),
        },
        id: id.value,
        title: Text(item.titles.into_iter().map(|(tag, title)| (Arc::from(tag), title.value)).collect()),
    });
    Ok(Framework { id: id.value, title: title.value, items: items.collect() })
}

impl Framework {
    /// Returns every id that can be pointed at, with the position of its item.
    pub fn places(&self) -> impl Iterator<Item = (&str, usize)> {
        self.items.iter().enumerate().flat_map(|(at, item)| item.ids.iter().map(move |id| (id.as_str(), at)))
    }

    /// Returns every id that can be pointed at.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.places().map(|(id, _)| id)
    }

    /// Returns whether an id can be pointed at.
    pub fn has(&self, id: &str) -> bool {
        self.ids().any(|known| known == id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{file_stem, framework, frameworks, read};
    use crate::questionnaire::catalog::{BUILT_IN, REFERENCES};
    use crate::questionnaire::{Texts, UNKNOWN};

    #[test]
    fn every_framework_reads_and_is_named_for_its_file() {
        assert_eq!(frameworks().len(), REFERENCES.len());
        for (name, text) in REFERENCES {
            let known = read(text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
            assert_eq!(format!("{}.yaml", file_stem(&known.id).to_lowercase()), *name);
            for item in &known.items {
                let titles: Vec<_> = item.title.by_language().collect();
                let [("en", en), ("zh-TW", zh)] = titles.as_slice() else { panic!("{name} {}: {titles:?}", item.id) };
                assert!(en.is_ascii(), "{name} {}: {en}", item.id);
                let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                assert!(zh.chars().any(han), "{name} {}: {zh}", item.id);
            }
            let ids: HashSet<&str> = known.ids().collect();
            assert_eq!(ids.len(), known.ids().count(), "{name}");
        }
    }

    /// How many ids each framework has, as its publisher says.
    #[test]
    fn frameworks_are_whole() {
        let counts = [
            ("nist-800-171r2", 110, 110),
            ("nist-800-171a", 110, 320),
            ("far-52.204-21", 15, 15),
            ("nist-800-172", 24, 24),
            ("csf-2.0", 106, 106),
            ("iec-62443-3-3", 51, 51),
            ("cisa-ztmm-2.0", 37, 37),
            ("etsi-303-645", 13, 13),
        ];
        for (id, items, ids) in counts {
            let known = framework(id).expect(id);
            assert_eq!((known.items.len(), known.ids().count()), (items, ids), "{id}");
        }
        let iso = framework("ISO-27001-2022").expect("without regard to case");
        for (theme, controls) in [("A.5.", 37), ("A.6.", 8), ("A.7.", 14), ("A.8.", 34)] {
            assert_eq!(iso.items.iter().filter(|item| item.id.starts_with(theme)).count(), controls, "{theme}");
        }
        assert_eq!(framework(UNKNOWN), None);
    }

    #[test]
    fn no_built_in_questionnaire_points_at_an_id_that_does_not_exist() {
        for own in BUILT_IN {
            let questionnaire = own.read(&Texts::All).questionnaire.expect(own.id);
            let mut seen = 0;
            for requirement in questionnaire.requirements() {
                for (name, ids) in &requirement.refs {
                    let known = framework(name).unwrap_or_else(|| panic!("{}: {name} is no file", requirement.id));
                    assert_eq!(known.id, *name, "{}", requirement.id);
                    for id in ids {
                        assert!(known.has(id), "{}: {name} has no {id}", requirement.id);
                        seen += 1;
                    }
                }
            }
            assert!(seen >= questionnaire.requirements().len(), "{}: {seen} references", own.id);
            for name in questionnaire.same_as() {
                assert_eq!(framework(name).expect(name).id, *name, "{}", own.id);
            }
        }
    }
}
