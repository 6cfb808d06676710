//! Reads records out of a YAML tree and goes on after a fault, so that all faults of a file are told at once.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Placed, Span};
use crate::yaml::{Key, Node, Value};

/// A type that can be read from a YAML value.
pub trait Read: Sized {
    /// Reads the value; reports what is wrong and returns nothing where it cannot be read.
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self>;
}

/// Reports that something else than `wanted` (`text`, `list`, `map`, `number`) was written.
pub fn wrong_kind(node: &Node, wanted: &'static str, problems: &mut Vec<Diagnostic>) {
    let found = match &node.value {
        Value::Null => "nothing",
        Value::Scalar(_) => "text",
        Value::List(_) => "list",
        Value::Map(_) => "map",
    };
    problems.push(Diagnostic::new(Code::WrongKind, node.span).with("wanted", wanted).with("found", found));
}

impl Read for Placed<String> {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Value::Scalar(text) = &node.value else {
            wrong_kind(node, "text", problems);
            return None;
        };
        if text.chars().all(is_blank) {
            problems.push(Diagnostic::new(Code::EmptyText, node.span));
            return None;
        }
        if has_controls(text) {
            problems.push(Diagnostic::new(Code::ControlCharacter, node.span));
        }
        Some(Self { value: text.clone().into_owned(), span: node.span })
    }
}

/// Whether nothing is seen of a character: it is white, or has no width.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a text holds characters that could steer a terminal, or turn the direction of writing.
fn has_controls(text: &str) -> bool {
    // The first byte of all of them, asked first because texts are long and almost none has one.
    let may_begin_one =
        |byte: u8| (byte < b' ' && !matches!(byte, b'\n' | b'\t' | b'\r')) || matches!(byte, 0x7f | 0xc2 | 0xe2);
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{202a}'..='\u{202e}');
    text.bytes().any(may_begin_one) && text.chars().any(acts)
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Value::List(items) = &node.value else {
            wrong_kind(node, "list", problems);
            return None;
        };
        Some(items.iter().filter_map(|item| T::read(item, problems)).collect())
    }
}

/// A map whose keys are the writer's own names, in the order written.
#[derive(Debug, Clone, PartialEq)]
pub struct Named<T>(pub Vec<(Placed<String>, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Read> Read for Named<T> {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong_kind(node, "map", problems);
            return None;
        };
        report_twice(entries, problems);
        let owned = |key: &Key<'_>| Placed { value: key.value.clone().into_owned(), span: key.span };
        for (key, _) in entries.iter().filter(|(key, _)| has_controls(&key.value)) {
            problems.push(Diagnostic::new(Code::ControlCharacter, key.span));
        }
        let read = |(key, value): &(Key<'_>, Node<'_>)| Some((owned(key), T::read(value, problems)?));
        Some(Self(entries.iter().filter_map(read).collect()))
    }
}

/// Returns whether an entry is the rest of a text that was not quoted: inside braces a comma ends a text, and what
/// follows is read as a key without a value. No key of a format has a space in it.
fn is_rest_of_a_text((key, value): &(Key<'_>, Node<'_>)) -> bool {
    value.value == Value::Null && key.value.contains(|c: char| c.is_whitespace() || !c.is_ascii())
}

fn comma_in_text(key: &Key<'_>) -> Diagnostic {
    Diagnostic::new(Code::CommaInText, key.span).with("rest", &key.value)
}

/// Reads texts by name; a text that a comma cut in two is told as that.
pub fn texts(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Named<Placed<String>>> {
    let Value::Map(entries) = &node.value else { return Named::read(node, problems) };
    if !entries.iter().any(is_rest_of_a_text) {
        return Named::read(node, problems);
    }
    let (rests, others): (Vec<_>, Vec<_>) = entries.iter().cloned().partition(is_rest_of_a_text);
    problems.extend(rests.iter().map(|(key, _)| comma_in_text(key)));
    Named::read(&Node { value: Value::Map(others), span: node.span }, problems)
}

/// Maps up to this length are compared key by key.
const FEW: usize = 24;

fn report_twice(entries: &[(Key<'_>, Node<'_>)], problems: &mut Vec<Diagnostic>) {
    // Records have a handful of keys; only maps named by the author grow so long that a table pays.
    if entries.len() <= FEW {
        for (position, (key, _)) in entries.iter().enumerate() {
            if let Some((first, _)) = entries[..position].iter().find(|(known, _)| known.value == key.value) {
                problems
                    .push(Diagnostic::new(Code::DuplicateKey, key.span).with("key", &key.value).related(first.span));
            }
        }
        return;
    }
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (key, _) in entries {
        if let Some(first) = seen.get(&*key.value) {
            problems.push(Diagnostic::new(Code::DuplicateKey, key.span).with("key", &key.value).related(*first));
        } else {
            seen.insert(&key.value, key.span);
        }
    }
}

/// The entries of a map while a record is read from it.
pub struct Fields<'n> {
    entries: &'n [(Key<'n>, Node<'n>)],
    span: Span,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// Begins to read a map; reports anything else.
    pub fn of(node: &'n Node<'n>, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong_kind(node, "map", problems);
            return None;
        };
        report_twice(entries, problems);
        Some(Self { entries, span: node.span, known: Vec::new() })
    }

    /// Returns where the record begins: its first key, which can be pointed at better than a whole map.
    pub fn span(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    /// Returns the value under a key and notes that the key is known.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node<'n>> {
        self.known.push(key);
        self.entries.iter().find(|(written, _)| written.value == key).map(|(_, node)| node)
    }

    /// Reads the value under a key that may be missing.
    pub fn optional<T: Read>(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<T> {
        T::read(self.node(key)?, problems)
    }

    /// Reads the value under a key that has to be there.
    pub fn required<T: Read>(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<T> {
        match self.node(key) {
            Some(node) => T::read(node, problems),
            None => {
                problems.push(Diagnostic::new(Code::MissingKey, self.span()).with("key", key));
                None
            }
        }
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self, problems: &mut Vec<Diagnostic>) {
        for entry in self.entries {
            let (key, _) = entry;
            if is_rest_of_a_text(entry) {
                problems.push(comma_in_text(key));
            } else if !self.known.contains(&&*key.value) {
                problems.push(
                    Diagnostic::new(Code::UnknownKey, key.span)
                        .with("key", &key.value)
                        .choices(&key.value, self.known.iter().copied()),
                );
            }
        }
    }
}

/// Defines a record as it is written in a file: every field is optional in the type, because a file
/// may lack it; `required` ones are reported when they do.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $need:ident $field:ident: $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, reason = "a field is the key of its name, which the docs of the format explain")]
        pub struct $name {
            /// Where the record begins.
            pub span: $crate::diagnostic::Span,
            $($(#[$field_doc])* pub $field: Option<$kind>),*
        }

        impl $crate::reading::Read for $name {
            fn read(
                node: &$crate::yaml::Node,
                problems: &mut Vec<$crate::diagnostic::Diagnostic>,
            ) -> Option<Self> {
                let mut fields = $crate::reading::Fields::of(node, problems)?;
                let record = Self {
                    span: fields.span(),
                    $($field: fields.$need($crate::reading::key(stringify!($field)), problems)),*
                };
                fields.finish(problems);
                Some(record)
            }
        }
    };
}
pub(crate) use record;

/// Returns the key that a field stands for: a field named by a word of Rust's own is written `r#word`.
pub(crate) fn key(field: &'static str) -> &'static str {
    field.strip_prefix("r#").unwrap_or(field)
}
