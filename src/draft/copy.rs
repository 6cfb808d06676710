//! A copy of a questionnaire under a name of its own. Its files are copied as they are written, so that comments, order
//! and language files stay; only what says whose questionnaire it is changes in place.

use super::quoting::{Place, scalar};
use super::{FIRST_EDITION, SCHEMA_LINE, Voice, Wording};
use crate::diagnostic::{Source, Span};
use crate::language::{Lang, fill};
use crate::questionnaire::{Questionnaire, Text, Texts};
use crate::text::wrap;
use crate::yaml::{self, Node, Value};

/// Lines of prose are no broader.
const PROSE: usize = 98;

/// The files of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Text of the main file.
    pub main: String,
    /// Those beside it, each with its path as seen from the main file.
    pub beside: Vec<(String, String)>,
}

/// What a copy is called, and whose it is.
pub struct Terms<'t> {
    /// Its id.
    pub id: &'t str,
    /// Who publishes it.
    pub publisher: Option<&'t str>,
    /// Language of the comment at its head.
    pub lang: Lang,
}

/// Copies a questionnaire that has been read from these files. Nothing where a file is written in a way in which it
/// cannot be changed in place, so that the copy would not be what it has to be.
pub fn copy(main: &Source, beside: &[(String, Source)], own: &Questionnaire, terms: &Terms<'_>) -> Option<Copy> {
    let source = Original { own, terms };
    let mut says_source = false;
    let mut files = Vec::new();
    for (path, file) in beside {
        let (text, said) = source.beside(&file.text)?;
        says_source |= said;
        files.push((source.path(path), text));
    }
    let main = source.main(&main.text, says_source)?;
    let copy = Copy { main, beside: files };
    source.is_whole(&copy).then_some(copy)
}

struct Original<'o> {
    own: &'o Questionnaire,
    terms: &'o Terms<'o>,
}

/// What takes the place of a piece of a text.
struct Change {
    from: usize,
    to: usize,
    text: String,
}

impl Original<'_> {
    /// `cmmc.refs.yaml` and `cmmc/AC.en.yaml` are called after the copy.
    fn path(&self, path: &str) -> String {
        format!("{}{}", self.terms.id, &path[self.own.id().len()..])
    }

    fn main(&self, text: &str, says_source: bool) -> Option<String> {
        let text = text.trim_start_matches('\u{feff}');
        let node = yaml::parse(text, 0).ok()?;
        let attribution = entry(&node, "attribution")?;
        let mut changes = vec![
            replaced(entry(&node, "id")?, &scalar(self.terms.id, Place::Braces))?,
            replaced(entry(&node, "edition")?, &format!("\"{FIRST_EDITION}\""))?,
        ];
        let publisher = self.publisher();
        changes.extend(by_language(entry(attribution, "publisher")?, &publisher)?);
        let based_on = self.based_on();
        match entry(attribution, "based_on") {
            Some(node) => changes.extend(by_language(node, &based_on)?),
            None if says_source => {}
            None => changes.push(self.inserted(text, attribution)?),
        }
        let text = changed(text, changes);
        Some(format!("{SCHEMA_LINE}\n{}{}", self.head(), without_schema(&text)))
    }

    /// Returns the text of a file beside the main one, and whether it says what the questionnaire is based on.
    fn beside(&self, text: &str) -> Option<(String, bool)> {
        let text = text.trim_start_matches('\u{feff}');
        let node = yaml::parse(text, 0).ok()?;
        let mut changes = vec![replaced(entry(&node, "questionnaire")?, &scalar(self.terms.id, Place::Braces))?];
        let tag = entry(&node, "language").and_then(word).unwrap_or_default();
        let based_on = entry(&node, "attribution").and_then(|attribution| entry(attribution, "based_on"));
        let says = based_on.is_some();
        if let Some(based_on) = based_on {
            changes.push(replaced(based_on, &scalar(self.based_on().get_or_first(tag), Place::Braces))?);
        }
        let text = changed(text, changes);
        // Where the schema of such a file stands is not known beside the copy.
        Some((without_schema(&text).to_owned(), says))
    }

    fn publisher(&self) -> Wording {
        match self.terms.publisher {
            Some(publisher) => Wording::one("", publisher),
            None => self.voice().wording(|words| words.usual_publisher),
        }
    }

    fn voice(&self) -> Voice<'_> {
        Voice { languages: self.own.languages(), lang: self.terms.lang }
    }

    /// Says where a copy comes from: the source, and what that was based on.
    fn based_on(&self) -> Wording {
        let text = |tag: &String| {
            let lang = Lang::from_tag(tag).unwrap_or(self.terms.lang);
            let from = self.own.attribution();
            let said = |text: &Text| text.get(tag).trim().to_owned();
            let values = [
                ("title", said(self.own.title())),
                ("edition", self.own.edition().to_owned()),
                ("publisher", said(&from.publisher)),
                ("licence", from.licence.clone()),
            ];
            let source = fill(lang.words().draft.copy_based_on, &values);
            let before = said(&from.based_on);
            let no_more = before.is_empty();
            let before = lang.labelled(lang.words().draft.copy_before, &before);
            (tag.clone(), if no_more { source } else { lang.sentences(&[&source, &before]) })
        };
        Wording(self.own.languages().iter().map(text).collect())
    }

    /// A comment at the head of the copy: where it comes from, and what is to be done.
    fn head(&self) -> String {
        let words = &self.terms.lang.words().draft;
        let licence = &self.own.attribution().licence;
        let values = [("id", self.own.id()), ("edition", self.own.edition()), ("licence", licence.as_str())];
        let prose = fill(words.copy_head, &values);
        let lines: Vec<String> = wrap(&prose, PROSE).iter().map(|line| format!("# {line}\n")).collect();
        format!("#\n{}#\n", lines.concat())
    }

    /// A line, or an item in braces, that says what the copy is based on, before the licence.
    fn inserted(&self, text: &str, attribution: &Node) -> Option<Change> {
        let Value::Map(entries) = &attribution.value else { return None };
        let (key, _) = entries.iter().find(|(key, _)| key.value == "licence")?;
        let at = key.span.start as usize;
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let indent = &text[line..at];
        let whole = whole(&self.based_on());
        let text = match indent.trim().is_empty() {
            true => format!("based_on: {whole}\n{indent}"),
            false => format!("based_on: {whole}, "),
        };
        Some(Change { from: at, to: at, text })
    }

    /// Reads the copy, and holds it against its source: everything but its name and origin is the same.
    fn is_whole(&self, copy: &Copy) -> bool {
        let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned().into() };
        let beside = |path: &str| {
            let (_, text) = copy.beside.iter().find(|(known, _)| known == path)?;
            Some(source(path, text))
        };
        let main = source(self.terms.id, &copy.main);
        let loaded = crate::questionnaire::read(main, Some(self.terms.id), &Texts::All, &beside);
        let Some(read) = loaded.questionnaire else { return false };
        let from = (self.own.attribution(), read.attribution());
        let publisher = self.publisher();
        read.id() == self.terms.id
            && read.edition() == FIRST_EDITION
            && from.1.licence == from.0.licence
            && from.1.disclaimer == from.0.disclaimer
            && from.1.publisher.by_language().all(|(tag, text)| publisher.get_or_first(tag) == text)
            && !from.1.based_on.is_empty()
            && from.1.based_on.by_language().all(|(tag, text)| text.contains(self.own.title().get(tag)))
            && self.same_parts(&read)
    }

    fn same_parts(&self, read: &Questionnaire) -> bool {
        let own = self.own;
        own.languages() == read.languages()
            && (own.title(), own.summary(), own.method()) == (read.title(), read.summary(), read.method())
            && (own.scales(), own.levels(), own.targets()) == (read.scales(), read.levels(), read.targets())
            && (own.profile(), own.domains()) == (read.profile(), read.domains())
            && own.requirements() == read.requirements()
    }
}

fn entry<'n, 't>(node: &'n Node<'t>, key: &str) -> Option<&'n Node<'t>> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(known, _)| known.value == key).map(|(_, node)| node)
}

fn word<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.value {
        Value::Scalar(text) => Some(text),
        _ => None,
    }
}

/// Puts something in the place of a text, as it is written.
fn replaced(node: &Node, written: &str) -> Option<Change> {
    word(node)?;
    let Span { start, end, .. } = node.span;
    Some(Change { from: start as usize, to: end as usize, text: written.to_owned() })
}

/// Replaces a text, or one by language; a plain one gives way to one by language where there are several.
fn by_language(node: &Node, wording: &Wording) -> Option<Vec<Change>> {
    let Value::Map(entries) = &node.value else { return Some(vec![replaced(node, &whole(wording))?]) };
    let own = |tag: &str| scalar(wording.get_or_first(tag), Place::Braces);
    entries.iter().map(|(tag, node)| replaced(node, &own(&tag.value))).collect()
}

/// Returns a text as it is written in one piece.
fn whole(wording: &Wording) -> String {
    let written = |text: &str| scalar(text, Place::Braces);
    match wording.0.as_slice() {
        [(_, text)] => written(text),
        texts => {
            let texts: Vec<String> =
                texts.iter().map(|(tag, text)| format!("{}: {}", written(tag), written(text))).collect();
            format!("{{{}}}", texts.join(", "))
        }
    }
}

fn changed(text: &str, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|change| change.from);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for change in changes {
        out.push_str(&text[at..change.from.max(at)]);
        out.push_str(&change.text);
        // A text of several lines ends with the line, which is still needed.
        let piece = &text[change.from..change.to];
        at = change.from + piece.trim_end_matches(['\n', '\r', ' ']).len();
    }
    out.push_str(&text[at..]);
    out
}

/// The line that names a schema leads elsewhere from where the copy is.
fn without_schema(text: &str) -> &str {
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("# yaml-language-server:") => rest,
        _ => text,
    }
}
