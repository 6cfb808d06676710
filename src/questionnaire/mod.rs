//! Questionnaires: the YAML model of domains, requirements, scales, levels and rules, proven to make sense.
//!
//! `raw` is what the author wrote, `validate` turns it into the types of `model`, and nothing later has to
//! check again: every reference is an index that exists, every number is in its range.

pub mod catalog;
pub mod changes;
pub mod framework;
mod model;
pub(crate) mod raw;
pub(crate) mod texts;
mod validate;

use sha2::{Digest, Sha256};

pub use model::{
    Answer, Attribution, Condition, Domain, Effort, EvidenceHint, EvidenceKind, Fact, Item, Level, Method,
    NotApplicable, Objective, Poam, Points, ProfileQuestion, Questionnaire, Requirement, Rule, Scale, Statuses, Target,
    Terms, Text,
};
pub use validate::RESERVED_KEYS;

use crate::diagnostic::{Code, Diagnostic, Source};
use crate::reading::Read;
use crate::yaml;

/// Format line of a questionnaire.
pub const FORMAT: &str = "gradus/questionnaire/1";
/// Format line of a language file beside a questionnaire.
pub const TEXTS_FORMAT: &str = "gradus/texts/1";
/// Format line of a file of references beside a questionnaire.
pub const REFS_FORMAT: &str = "gradus/refs/1";
/// Answer that means "does not apply here".
pub const NOT_APPLICABLE: &str = "not-applicable";
/// Answer that means "asked, and still to be found out".
pub const UNKNOWN: &str = "unknown";

/// Shortcut of "does not apply here"; no answer of a scale may have it.
pub const KEY_NOT_APPLICABLE: char = 'a';
/// Shortcut of "asked, and still to be found out"; no answer of a scale may have it.
pub const KEY_UNKNOWN: char = 'u';

/// Which of the files beside a questionnaire are read. Reading less is quicker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Texts {
    /// Only the main file: ids, numbers and whatever texts stand in it.
    Main,
    /// Titles and labels in a language: the main file alone, if they all stand in it.
    Titles(String),
    /// All but other languages: the one of this name, or the first where that is not offered.
    In(String),
    /// Everything; also reports what is not translated.
    All,
}

/// What came out of reading a questionnaire.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The questionnaire; none where there are errors.
    pub questionnaire: Option<Questionnaire>,
    /// All problems, in the order of the files.
    pub problems: Vec<Diagnostic>,
    /// The texts that places point into.
    pub sources: Vec<Source>,
}

/// Reads a questionnaire. `stem` is the file name without ending, where there is a file; `beside` returns a file by
/// its path as seen from the main file's folder (`cmmc.en.yaml`, `cmmc/AC.en.yaml`), where there is one.
pub fn read(main: Source, stem: Option<&str>, texts: &Texts, beside: &dyn Fn(&str) -> Option<Source>) -> Loaded {
    let mut loading = Loading { problems: Vec::new(), sources: vec![main] };
    let questionnaire = loading.run(stem, texts, beside);
    let Loading { mut problems, sources } = loading;
    problems.sort_by_key(|problem| (problem.span, problem.code));
    // What an alias repeats is told once.
    problems.dedup();
    let failed = problems.iter().any(Diagnostic::is_error);
    Loaded { questionnaire: questionnaire.filter(|_| !failed), problems, sources }
}

/// Bytes of the longest id.
const LONGEST_ID: usize = 64;

/// Returns whether a text can be an id. Ids are typed, searched and used in file names: letters, digits and
/// `. - _ & [ ]` only.
pub fn is_id(text: &str) -> bool {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '&' | '[' | ']');
    text.chars().all(good) && text.len() <= LONGEST_ID
}

/// What `is_id` says of the characters, as a regular expression.
const ID_PATTERN: &str = r"^[\p{Alphabetic}\p{N}._&\[\]-]+$";

struct Loading {
    problems: Vec<Diagnostic>,
    sources: Vec<Source>,
}

impl Loading {
    fn run(
        &mut self,
        stem: Option<&str>,
        wanted: &Texts,
        beside: &dyn Fn(&str) -> Option<Source>,
    ) -> Option<Questionnaire> {
        // The tree goes as soon as it is read: memory that is used again costs less than memory that is new.
        let raw = raw::Questionnaire::read(&tree(&self.sources, &mut self.problems)?, &mut self.problems)?;
        let languages: Vec<String> =
            raw.languages.iter().flatten().take(texts::MOST_LANGUAGES).map(|word| word.value.clone()).collect();
        let stem_or_id = stem.or(raw.id.as_ref().map(|id| id.value.as_str())).unwrap_or_default();
        let named = raw.texts.iter().flat_map(|texts| texts::files(&texts.value, stem_or_id, &raw, &languages));
        let files: Vec<(String, Source)> = named.filter_map(|(tag, path)| Some((tag, beside(&path)?))).collect();
        let refs = raw.refs.as_ref().and_then(|word| {
            let path = format!("{stem_or_id}.refs.yaml");
            let found = beside(&path);
            if found.is_none() {
                self.problems.push(Diagnostic::new(Code::MissingFile, word.span).with("path", path));
            }
            found
        });
        let all = std::iter::once(&self.sources[0]).chain(&refs).chain(files.iter().map(|(_, source)| source));
        let digest = digest(all);
        let complete = *wanted == Texts::All;
        let expects_texts = raw.texts.is_none() || matches!(wanted, Texts::In(_) | Texts::All);
        let refs = refs.filter(|_| matches!(wanted, Texts::In(_) | Texts::All)).and_then(|source| self.refs(source));
        let terms = validate::Terms { stem, complete, expects_texts, digest, refs };
        let (before, read) = (self.problems.len(), self.sources.len());
        let first = self.language_files(&files, |tag| is_read(wanted, tag, &languages));
        let outcome = validate::validate(&raw, first, &terms, &mut self.problems);
        let (Texts::Titles(lang) | Texts::In(lang)) = wanted else { return outcome.questionnaire };
        if !outcome.lacks_texts || files.is_empty() {
            return outcome.questionnaire;
        }
        // What is missing stands beside; without a translation it appears in the first language.
        let wanted = &Texts::In(lang.clone());
        self.problems.truncate(before);
        self.sources.truncate(read);
        let both = self.language_files(&files, |tag| is_read(wanted, tag, &languages) || tag == languages[0]);
        let outcome = validate::validate(&raw, both, &terms, &mut self.problems);
        if !outcome.lacks_texts || !terms.expects_texts {
            return outcome.questionnaire;
        }
        // A question that has words in some other language only can still be asked in that.
        self.problems.truncate(before);
        self.sources.truncate(read);
        let all = self.language_files(&files, |_| true);
        validate::validate(&raw, all, &terms, &mut self.problems).questionnaire
    }

    fn refs(&mut self, source: Source) -> Option<raw::RefsFile> {
        self.sources.push(source);
        let node = tree(&self.sources, &mut self.problems)?;
        raw::RefsFile::read(&node, &mut self.problems)
    }

    fn language_files(&mut self, files: &[(String, Source)], read: impl Fn(&str) -> bool) -> Vec<texts::Beside> {
        let mut parsed: Vec<texts::Beside> = Vec::new();
        for (tag, source) in files.iter().filter(|(tag, _)| read(tag)) {
            self.sources.push(source.clone());
            let Some(node) = tree(&self.sources, &mut self.problems) else {
                continue;
            };
            if parsed.last().is_none_or(|last| last.tag != *tag) {
                parsed.push(texts::Beside::new(tag));
            }
            if let Some(language) = parsed.last_mut() {
                language.add(&node, &mut self.problems);
            }
        }
        parsed
    }
}

/// Reads the source that was taken last.
fn tree<'s>(sources: &'s [Source], problems: &mut Vec<Diagnostic>) -> Option<yaml::Node<'s>> {
    let last = sources.last()?;
    let index = u16::try_from(sources.len() - 1).expect("a questionnaire has few files");
    yaml::parse(&last.text, index).map_err(|problem| problems.push(problem)).ok()
}

/// A language that the questionnaire does not offer gives way to the first one.
fn is_read(wanted: &Texts, tag: &str, languages: &[String]) -> bool {
    match wanted {
        Texts::Main | Texts::Titles(_) => false,
        Texts::All => true,
        Texts::In(lang) if languages.contains(lang) => tag == lang,
        Texts::In(_) => languages.first().is_some_and(|first| first == tag),
    }
}

/// Returns the digest of the files one after the other, as `cat a b | sha256sum` gives it.
fn digest<'a>(sources: impl Iterator<Item = &'a Source>) -> String {
    let mut hash = Sha256::new();
    for source in sources {
        hash.update(source.text.as_bytes());
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "format: gradus/questionnaire/1\nid: q\nedition: '1'\nlanguages: [en, zh-TW]\ntexts: beside\ntitle: {en: Q, zh-TW: 問}\nattribution: {publisher: P, licence: CC0-1.0}\nscales: {s: {answers: [{id: met, key: m, credit: 1, label: {en: Met, zh-TW: 符合}}]}}\nlevels: [{id: l, title: {en: L, zh-TW: 級}}]\ndomains: [{id: D, title: {en: D, zh-TW: 域}, requirements: [{id: R, level: l, scale: s}]}]\n";

    fn source(name: &str, text: String) -> Source {
        Source { name: name.to_owned(), text: text.into() }
    }

    fn sound(main: &str, texts: &Texts, beside: &dyn Fn(&str) -> Option<Source>) -> Questionnaire {
        let loaded = read(source("q.yaml", main.to_owned()), Some("q"), texts, beside);
        let errors: Vec<&Diagnostic> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
        assert_eq!(errors, [] as [&Diagnostic; 0]);
        loaded.questionnaire.expect("sound")
    }

    fn beside(path: &str) -> Option<Source> {
        let tag = path.strip_prefix("q.").or(path.strip_prefix("q/D."))?.strip_suffix(".yaml")?;
        if tag == "refs" {
            let text = "format: gradus/refs/1\nquestionnaire: q\nrequirements: {R: {iso: [A.1]}}\n";
            return Some(source(path, text.to_owned()));
        }
        let (title, ask) = if tag == "en" { ("Title", "Ask?") } else { ("標題", "問？") };
        let head = format!("format: gradus/texts/1\nquestionnaire: q\nlanguage: {tag}\n");
        Some(source(path, format!("{head}requirements: {{R: {{title: {title}, ask: {ask}}}}}\n")))
    }

    fn title(texts: &Texts, lang: &str) -> String {
        sound(MAIN, texts, &beside).requirements()[0].title.get(lang).to_owned()
    }

    #[test]
    fn titles_are_found_wherever_they_stand() {
        assert_eq!(title(&Texts::Main, "zh-TW"), "R", "the main file alone has none");
        assert_eq!(title(&Texts::Titles("zh-TW".into()), "zh-TW"), "標題");
        assert_eq!(title(&Texts::Titles("fr".into()), "fr"), "Title");
        assert_eq!(title(&Texts::In("zh-TW".into()), "zh-TW"), "標題");
        assert_eq!(title(&Texts::All, "en"), "Title");
    }

    #[test]
    fn texts_may_stand_in_a_file_for_each_domain() {
        let main = MAIN.replace("texts: beside", "texts: by-domain");
        let asked = std::cell::RefCell::new(Vec::new());
        let whole = sound(&main, &Texts::All, &|path| {
            asked.borrow_mut().push(path.to_owned());
            beside(path)
        });
        assert_eq!(*asked.borrow(), ["q/D.en.yaml", "q/D.zh-TW.yaml"]);
        assert_eq!(whole.requirements()[0].ask.get("zh-TW"), "問？");
        assert_eq!(whole.digest(), sound(&main, &Texts::Main, &beside).digest(), "all files count, read or not");
        // Until it is told, a name that is no id leads nowhere.
        let out = main.replace("id: D,", "id: ../D,");
        let loaded = read(source("q.yaml", out), Some("q"), &Texts::All, &|path| panic!("{path} is not asked for"));
        assert!(loaded.problems.iter().any(|problem| problem.code == Code::BadId));
    }

    #[test]
    fn a_question_in_one_language_only_is_asked_in_that() {
        let one = |path: &str| beside(path).filter(|_| path.contains("zh-TW"));
        for texts in [Texts::All, Texts::In("en".into()), Texts::In("zh-TW".into()), Texts::In("fr".into())] {
            assert_eq!(sound(MAIN, &texts, &one).requirements()[0].ask.get("en"), "問？", "{texts:?}");
        }
    }

    #[test]
    fn references_may_stand_in_a_file_of_their_own() {
        let main = MAIN.replace("texts: beside", "texts: beside\nrefs: beside");
        let refs = |texts: &Texts| sound(&main, texts, &beside).requirements()[0].refs.clone();
        let wanted = vec![("iso".to_owned(), vec!["A.1".to_owned()])];
        assert_eq!(refs(&Texts::In("en".into())), wanted);
        assert_eq!(refs(&Texts::All), wanted);
        assert_eq!(refs(&Texts::Main), [], "nobody looks at them there");
        assert_ne!(sound(&main, &Texts::Main, &beside).digest(), sound(MAIN, &Texts::Main, &beside).digest());
    }

    fn codes(main: &str, beside: &dyn Fn(&str) -> Option<Source>) -> Vec<Code> {
        let loaded = read(source("q.yaml", main.to_owned()), Some("q"), &Texts::All, beside);
        loaded.problems.iter().filter(|problem| problem.is_error()).map(|problem| problem.code).collect()
    }

    #[test]
    fn a_choice_of_the_profile_has_an_id_like_all_others() {
        let profile = |id: &str| format!("{MAIN}profile: [{{id: p, ask: Which?, choices: [{{id: {id}}}]}}]\n");
        assert_eq!(codes(&profile("one"), &beside), []);
        assert_eq!(codes(&profile("one/two"), &beside), [Code::BadId]);
    }

    #[test]
    fn a_text_of_the_attribution_that_nothing_asks_for_is_told() {
        let with = |key: &'static str| {
            move |path: &str| {
                let text = beside(path)?.text.into_owned() + &format!("attribution: {{{key}: said}}\n");
                Some(source(path, text))
            }
        };
        assert_eq!(codes(MAIN, &with("disclaimer")), []);
        assert_eq!(codes(MAIN, &with("disclaimr")), [Code::TextForNothing, Code::TextForNothing], "in both languages");
    }
}
