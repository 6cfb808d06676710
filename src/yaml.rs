//! The one YAML parser of the program: text in, a tree out in which every value knows its place.
//!
//! Scalars keep the characters that were written (`1.10`, `no`), so that nothing is read as a number
//! or a truth value that was meant as text. Duplicate keys are kept; whoever reads the tree reports them.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Error, Location, Spanned};

use crate::diagnostic::{Code, Diagnostic, Placed, Span};

/// A value in a YAML file.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What was written.
    pub value: Value,
    /// Where it was written; of a list or map, where it begins.
    pub span: Span,
}

/// What a YAML file can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, or `~`, or `null`.
    Null,
    /// A text, a number or a truth value, as written.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A map, with keys in the order written; a key may stand twice.
    Map(Vec<(Placed<String>, Node)>),
}

/// Files with more values than this are no questionnaires, but attacks on the reader's memory.
const MOST_NODES: usize = 1_000_000;

/// The formats nest a dozen deep; the reader calls itself for each step, so the stack sets the limit.
const DEEPEST: usize = 32;

/// Anchors may save an author some typing; more repetition than this is a bomb.
const MOST_REPEATED: usize = 20_000;

/// Parses a YAML text into a tree.
///
/// # Errors
///
/// One diagnostic that says where the text stops being YAML, or which limit it breaks.
pub fn parse(text: &str, file: u16) -> Result<Node, Diagnostic> {
    let mut options = serde_yaml::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        budget: serde_yaml::budget! {
            max_nodes: MOST_NODES,
            max_events: 4 * MOST_NODES,
            max_depth: DEEPEST,
            flow_nesting_limit: DEEPEST,
            max_recorded_anchor_events: MOST_REPEATED,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: MOST_REPEATED,
        },
    };
    options.with_snippet = false;
    let places = Places { text, file };
    match serde_yaml::from_str_with_options::<Spanned<Tree>>(text, options) {
        Ok(tree) => {
            let node = places.node(tree.into());
            if matches!(node.value, Value::Null) {
                return Err(Diagnostic::new(Code::EmptyFile, node.span));
            }
            Ok(node)
        }
        Err(error) => Err(places.diagnostic(&error)),
    }
}

/// Returns whether a scalar of letters, digits and signs was written without quotes: quotes, a tag or the head of a block
/// take bytes of their own.
pub fn is_plain(text: &str, span: Span) -> bool {
    (span.end - span.start) as usize == text.len()
}

/// Returns what a plain scalar is to programs that follow YAML to the letter, of one version or the other: a `number`, a
/// `truth value`, a `date`, a `time`. Nothing where all of them read text. (`y` and `n` count as text: no program in use
/// takes them for anything else, and shortcut keys are such letters.)
pub fn looks_like(text: &str) -> Option<&'static str> {
    const TRUTH: [&str; 6] = ["true", "false", "yes", "no", "on", "off"];
    if text.len() > LONGEST_TYPED || !text.is_ascii() {
        return None;
    }
    let first = text.bytes().next()?;
    if first.is_ascii_alphabetic() {
        let rest = &text[1..];
        let one_case = rest.bytes().all(|c| c.is_ascii_lowercase()) || text.bytes().all(|c| c.is_ascii_uppercase());
        return (one_case && TRUTH.iter().any(|word| word.eq_ignore_ascii_case(text))).then_some("truth value");
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if is_number(unsigned) {
        return Some("number");
    }
    let day = text.get(..10).unwrap_or_default();
    let is_day = day.bytes().enumerate().all(|(at, c)| if matches!(at, 4 | 7) { c == b'-' } else { c.is_ascii_digit() });
    if day.len() == 10 && is_day && text[10..].bytes().next().is_none_or(|c| matches!(c, b'T' | b't' | b' ')) {
        return Some("date");
    }
    let mut parts = unsigned.split(':');
    let digits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|c| c.is_ascii_digit())
    };
    let hours = parts.next().is_some_and(|part| digits(part, 4));
    let rest: Vec<&str> = parts.collect();
    (hours && !rest.is_empty() && rest.iter().all(|part| digits(part, 2) && part.as_bytes()[0] < b'6')).then_some("time")
}

/// No number, date or truth value is longer.
const LONGEST_TYPED: usize = 40;

/// Numbers of YAML 1.1 and 1.2 without their sign; one that ends in `e` is cut short by some.
fn is_number(text: &str) -> bool {
    let all = |digits: &str, good: fn(u8) -> bool| {
        !digits.is_empty() && digits.bytes().all(|c| good(c) || c == b'_') && digits.bytes().any(good)
    };
    if let Some(digits) = text.strip_prefix("0x") {
        return all(digits, |c| c.is_ascii_hexdigit());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return all(digits, |c| matches!(c, b'0'..=b'7'));
    }
    if let Some(digits) = text.strip_prefix("0b") {
        return all(digits, |c| matches!(c, b'0' | b'1'));
    }
    if [".inf", ".nan"].iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return true;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digit = |digits: &str| digits.is_empty() || all(digits, |c| c.is_ascii_digit());
    digit(whole) && digit(part) && digit(exponent) && !(whole.is_empty() && part.is_empty()) && !whole.starts_with('_')
}

/// Where characters and bytes stand in one text.
struct Places<'t> {
    text: &'t str,
    file: u16,
}

impl Places<'_> {
    fn node(&self, item: Item<Tree>) -> Node {
        let span = self.clamped(item.start as usize, item.end as usize);
        let value = match item.value {
            Tree::Null => Value::Null,
            Tree::Text(text) => Value::Scalar(text),
            Tree::Typed => Value::Scalar(self.text[span.start as usize..span.end as usize].to_owned()),
            Tree::List(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            Tree::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        let span = self.clamped(key.start as usize, key.end as usize);
                        (Placed { value: key.value, span }, self.node(value))
                    })
                    .collect(),
            ),
        };
        Node { value, span }
    }

    fn span(&self, location: &Location) -> Span {
        let span = location.span();
        let (start, end) = match (span.byte_offset(), span.byte_len()) {
            (Some(start), Some(len)) => (start as usize, (start + len) as usize),
            _ => self.by_line_and_column(location),
        };
        self.clamped(start, end)
    }

    /// Syntax errors come with line and column only.
    fn by_line_and_column(&self, location: &Location) -> (usize, usize) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n').take((location.line() as usize).saturating_sub(1)) {
            start += line.len();
        }
        let rest = &self.text[start..];
        let column = (location.column() as usize).saturating_sub(1);
        let offset = rest.char_indices().nth(column).map_or(rest.len(), |(index, _)| index);
        let width = rest[offset..].chars().next().map_or(0, char::len_utf8);
        (start + offset, start + offset + width)
    }

    /// A span never splits a character, whatever the parser says.
    fn clamped(&self, start: usize, end: usize) -> Span {
        let inside = |mut at: usize| {
            at = at.min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let start = inside(start);
        Span { file: self.file, start, end: inside(end).max(start) }
    }

    fn diagnostic(&self, error: &Error) -> Diagnostic {
        let span = error.location().map(|location| self.span(&location));
        let error = if let Error::AliasError { error, .. } = error { error } else { error };
        let whole = error.to_string();
        let sentence = whole.split(" at line ").next().unwrap_or(&whole);
        let code = match error {
            Error::DuplicateMappingKey { .. } => Code::DuplicateKey,
            Error::MergeKeyNotAllowed { .. } => Code::MergeKey,
            Error::MultipleDocuments { .. } => Code::SeveralDocuments,
            Error::UnknownAnchor { .. } => Code::UnknownAnchor,
            Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayStackDepthExceeded { .. } => Code::TooMuch,
            _ if sentence.contains("budget breached: Depth") => Code::TooDeep,
            _ if sentence.contains("budget breached") => Code::TooMuch,
            _ if sentence.contains("found a tab") || sentence.contains("tabs disallowed") => Code::Tab,
            _ if sentence.contains("unclosed quote") => Code::UnclosedQuote,
            _ if sentence.contains("mapping values are not allowed") => Code::ColonInText,
            _ if sentence.contains("recursion limit") || sentence.contains("nest") => Code::TooDeep,
            _ if sentence.contains("alias references unknown anchor") => Code::UnknownAnchor,
            _ if sentence.contains("unexpected character") => Code::RawControl,
            _ if sentence.contains("expected string scalar") => Code::KeyNotText,
            _ if span.is_some_and(|span| self.indented_by_a_tab(span)) => Code::Tab,
            _ => Code::Syntax,
        };
        Diagnostic::new(code, span).with("detail", sentence)
    }

    /// The parser takes a tab at the beginning of a line for a part of the text above it, and stumbles later.
    fn indented_by_a_tab(&self, span: Span) -> bool {
        let before = &self.text[..span.start as usize];
        let line = &self.text[before.rfind('\n').map_or(0, |end| end + 1)..];
        line.chars().take_while(|letter| matches!(letter, ' ' | '\t')).any(|letter| letter == '\t')
    }
}

/// A value and its bytes: all that is kept of the deserializer's places, which take far more memory. A text in memory
/// always has them.
struct Item<T> {
    value: T,
    start: u32,
    end: u32,
}

impl<T> From<Spanned<T>> for Item<T> {
    fn from(spanned: Spanned<T>) -> Self {
        let span = spanned.defined.span();
        let narrow = |at: Option<u64>| at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
        let start = narrow(span.byte_offset());
        Self { value: spanned.value, start, end: start.saturating_add(narrow(span.byte_len())) }
    }
}

/// What the deserializer hands over before places are looked up.
enum Tree {
    Null,
    Text(String),
    /// A number or truth value: its text is taken from the source.
    Typed,
    List(Vec<Item<Tree>>),
    Map(Vec<(Item<String>, Item<Tree>)>),
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Tree, E> {
        Ok(Tree::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Tree, E> {
        Ok(Tree::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Tree, E> {
        Ok(Tree::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Tree, E> {
        Ok(Tree::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Spanned<Tree>>()? {
            list.push(Item::from(item));
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut map = Vec::new();
        while let Some((key, value)) = entries.next_entry::<Spanned<String>, Spanned<Tree>>()? {
            map.push((key.into(), value.into()));
        }
        Ok(Tree::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        parse(text, 0).expect_err("the text is not good YAML").code
    }

    fn entries(text: &str) -> Vec<(String, Value)> {
        match parse(text, 0).expect("good YAML").value {
            Value::Map(entries) => entries.into_iter().map(|(key, node)| (key.value, node.value)).collect(),
            other => panic!("a map is wanted, not {other:?}"),
        }
    }

    #[test]
    fn scalars_keep_what_was_written() {
        let text = "a: 1.10\nb: no\nc: 3.1e\nd: 1e999\ne: .nan\nf: 0x1F\n3.10: x\n1: true\ng: 'q: r'\n";
        let written: Vec<String> = entries(text)
            .into_iter()
            .map(|(key, value)| match value {
                Value::Scalar(text) => format!("{key}={text}"),
                other => panic!("{key} is {other:?}"),
            })
            .collect();
        assert_eq!(written, ["a=1.10", "b=no", "c=3.1e", "d=1e999", "e=.nan", "f=0x1F", "3.10=x", "1=true", "g=q: r"]);
    }

    #[test]
    fn what_other_programs_read_is_known() {
        for (text, what) in [
            ("no", "truth value"),
            ("Yes", "truth value"),
            ("OFF", "truth value"),
            ("true", "truth value"),
            ("1.10", "number"),
            ("3.1e", "number"),
            ("1e3", "number"),
            ("-4", "number"),
            ("0x1F", "number"),
            ("010", "number"),
            ("1_000", "number"),
            (".5", "number"),
            ("5.", "number"),
            (".NaN", "number"),
            ("1:30", "time"),
            ("12:30:45", "time"),
            ("2026-01-01", "date"),
            ("2026-01-01T08:00:00Z", "date"),
        ] {
            assert_eq!(looks_like(text), Some(what), "{text}");
        }
        for text in [
            "", "y", "n", "nO", "none", "3.1.1", "A.5", "1/2", "80%", "-", ".", "e", "1e3x", "0x", "0xg", "1:75", "1:",
            "v1", "180 days", "2026-01-0", "2026-01-01x", "１", "_1", "12-34", "1,5", "--1", "e5",
        ] {
            assert_eq!(looks_like(text), None, "{text}");
        }
    }

    #[test]
    fn quotes_and_tags_are_seen() {
        let text = "a: no\nb: \"no\"\nc: 'no'\nd: |-\n  no\ne: !!str no\n\"f\": [1.10, \"1.10\"]\n";
        let Value::Map(entries) = parse(text, 0).expect("good YAML").value else { panic!("a map") };
        let plain = |node: &Node| match &node.value {
            Value::Scalar(text) => is_plain(text, node.span),
            other => panic!("{other:?}"),
        };
        let found: Vec<bool> = entries[..5].iter().map(|(_, node)| plain(node)).collect();
        assert_eq!(found, [true, false, false, false, false]);
        assert!(is_plain(&entries[0].0.value, entries[0].0.span) && !is_plain(&entries[5].0.value, entries[5].0.span));
        let Value::List(items) = &entries[5].1.value else { panic!("a list") };
        assert_eq!(items.iter().map(plain).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn places_are_right_behind_a_byte_order_mark_and_han() {
        let text = "\u{feff}# 註\n構面: 值\nn: 12\n";
        let Value::Map(entries) = parse(text, 3).expect("good YAML").value else { panic!("a map") };
        let slice = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!(slice(entries[0].0.span), "構面");
        assert_eq!(slice(entries[0].1.span), "值");
        assert_eq!(slice(entries[1].1.span), "12");
        assert_eq!(entries[1].1.value, Value::Scalar("12".into()));
        assert_eq!(entries[0].1.span.file, 3);
    }

    #[test]
    fn duplicate_keys_reach_the_reader() {
        assert_eq!(entries("a: 1\na: 2\n").len(), 2);
    }

    #[test]
    fn each_fault_has_its_code() {
        assert_eq!(code("a: 1\n\tb: 2\n"), Code::Tab);
        assert_eq!(code("a:\n\tb: 2\n"), Code::Tab);
        assert_eq!(code("a: 'x\n"), Code::UnclosedQuote);
        assert_eq!(code("a: b: c\n"), Code::ColonInText);
        assert_eq!(code("<<: {a: 1}\n"), Code::MergeKey);
        assert_eq!(code("a: *x\n"), Code::UnknownAnchor);
        assert_eq!(code("a: \u{1b}[31m\n"), Code::RawControl);
        assert_eq!(code("- 1\n---\n- 2\n"), Code::SeveralDocuments);
        assert_eq!(code("? [a, b]\n: 1\n"), Code::KeyNotText);
        assert_eq!(code("a: {\n"), Code::Syntax);
        assert_eq!(code(""), Code::EmptyFile);
        assert_eq!(code("# nothing\n"), Code::EmptyFile);
        assert_eq!(code(&"[".repeat(10_000)), Code::TooDeep);
        assert_eq!(code(&"- ".repeat(10_000)), Code::TooDeep);
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for i in 1..10 {
            let row = vec![format!("*a{}", i - 1); 9].join(", ");
            bomb.push_str(&format!("a{i}: &a{i} [{row}]\n"));
        }
        assert_eq!(code(&bomb), Code::TooMuch);
    }

    #[test]
    fn the_place_of_a_syntax_error_is_found_by_line_and_column() {
        let text = "構面: 值\na: b: c\n";
        let span = parse(text, 0).expect_err("a colon too many").span.expect("a place");
        assert_eq!(&text[span.start as usize..span.end as usize], ":");
        assert_eq!(text[..span.start as usize].lines().count(), 2);
    }
}
