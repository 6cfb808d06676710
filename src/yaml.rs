//! The one YAML parser of the program: text in, a tree out in which every value knows its place.
//!
//! Scalars keep the characters that were written (`1.10`, `no`), so that nothing is read as a number
//! or a truth value that was meant as text. Duplicate keys are kept; whoever reads the tree reports them.
//!
//! The tree is built from the parser's events: going through `serde` took three times as long, since it has no places
//! of its own. Where the text can be taken as it stands, it is borrowed.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_yaml::granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span as Range, Tag};

use crate::diagnostic::{Code, Diagnostic, Placed, Span};

/// A value in a YAML file.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'t> {
    /// What was written.
    pub value: Value<'t>,
    /// Where it was written; of a list or map, where it begins.
    pub span: Span,
}

/// What a YAML file can hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// Nothing, or `~`, or `null`.
    Null,
    /// A text, a number or a truth value, as written.
    Scalar(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// A map, with keys in the order written; a key may stand twice.
    Map(Vec<(Key<'t>, Node<'t>)>),
}

/// The key of a map.
pub type Key<'t> = Placed<Cow<'t, str>>;

/// Files with more values than this are no questionnaires, but attacks on the reader's memory.
const MOST_NODES: usize = 1_000_000;

/// The formats nest a dozen deep; the reader calls itself for each step, so the stack sets the limit.
const DEEPEST: usize = 32;

/// Anchors may save an author some typing; more repetition than this is a bomb.
const MOST_REPEATED: usize = 20_000;

/// Repeated text, in bytes: few aliases of a long text are a bomb too.
const MOST_REPEATED_BYTES: usize = 4 << 20;

/// Parses a YAML text into a tree.
///
/// # Errors
///
/// One diagnostic that says where the text stops being YAML, or which limit it breaks.
pub fn parse(text: &str, file: u16) -> Result<Node<'_>, Diagnostic> {
    let mut options = Options::default();
    // Deeper than any tree may be, so that a tree that is too deep is met first.
    options.flow_nesting_limit = 2 * DEEPEST;
    options.block_nesting_limit = 2 * DEEPEST;
    let places = Places { text, file };
    let mut tree = Tree { places: &places, open: Vec::new(), root: None, nodes: 0, anchors: Anchors::default() };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut end = places.clamped(text.len(), text.len());
    while let Some(event) = parser.next_event() {
        let (event, range) = event.map_err(|error| places.diagnostic(&error))?;
        if event == Event::StreamEnd {
            end = places.of(&range);
        }
        tree.take(event, &range)?;
    }
    let empty = |span: Span| Err(Diagnostic::new(Code::EmptyFile, span));
    match tree.root {
        Some(Node { value: Value::Null, span }) => empty(span),
        Some(node) => Ok(node),
        None => empty(end),
    }
}

/// The tree while it is built.
struct Tree<'t, 'p> {
    places: &'p Places<'t>,
    /// Lists and maps that have begun and not ended, outermost first.
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    nodes: usize,
    anchors: Anchors<'t>,
}

/// A list or map that has begun and not ended.
struct Open<'t> {
    node: Node<'t>,
    /// The key whose value comes next.
    key: Option<Key<'t>>,
    anchor: usize,
}

/// Values that can be repeated, and how much has been.
#[derive(Default)]
struct Anchors<'t> {
    known: HashMap<usize, (Node<'t>, Size)>,
    /// Values kept to be repeated, and values repeated.
    repeated: usize,
    bytes: usize,
}

/// What it costs to repeat a value.
#[derive(Clone, Copy)]
struct Size {
    nodes: usize,
    bytes: usize,
    depth: usize,
}

impl<'t> Tree<'t, '_> {
    fn take(&mut self, event: Event<'t>, range: &Range) -> Result<(), Diagnostic> {
        if self.root.is_some() && event.is_node() {
            return Err(self.refuse(Code::SeveralDocuments, range));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.count(1, range)?;
                let span = self.places.of(range);
                let is_key = self.wants_key();
                if is_key && text == "<<" && style == ScalarStyle::Plain && tag.is_none() {
                    return Err(Diagnostic::new(Code::MergeKey, span));
                }
                let value =
                    if !is_key && is_null(&text, style, tag.as_deref()) { Value::Null } else { Value::Scalar(text) };
                self.add(Node { value, span }, anchor, range)
            }
            Event::SequenceStart(_, anchor, _) => self.begin(Value::List(Vec::new()), anchor, range),
            Event::MappingStart(_, anchor, _) => self.begin(Value::Map(Vec::new()), anchor, range),
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop().expect("the parser ends what it began");
                self.add(open.node, open.anchor, range)
            }
            Event::Alias(id) => {
                let Some((node, size)) = self.anchors.known.get(&id) else {
                    // It stands inside the value that it names.
                    return Err(self.refuse(Code::UnknownAnchor, range));
                };
                let (node, size) = (node.clone(), *size);
                self.repeat(size, range)?;
                self.count(size.nodes, range)?;
                if self.open.len() + size.depth > DEEPEST {
                    return Err(self.refuse(Code::TooDeep, range));
                }
                self.add(node, 0, range)
            }
            // The other events hold no values.
            _ => Ok(()),
        }
    }

    /// Whether a key is next.
    fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.key.is_none() && matches!(open.node.value, Value::Map(_)))
    }

    fn begin(&mut self, value: Value<'t>, anchor: usize, range: &Range) -> Result<(), Diagnostic> {
        self.count(1, range)?;
        if self.wants_key() {
            return Err(self.refuse(Code::KeyNotText, range));
        }
        if self.open.len() >= DEEPEST {
            return Err(self.refuse(Code::TooDeep, range));
        }
        self.open.push(Open { node: Node { value, span: self.places.of(range) }, key: None, anchor });
        Ok(())
    }

    /// Adds a value that is complete to what is open.
    fn add(&mut self, node: Node<'t>, anchor: usize, range: &Range) -> Result<(), Diagnostic> {
        if anchor > 0 {
            let size = size(&node);
            self.repeat(size, range)?;
            self.anchors.known.insert(anchor, (node.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.node.value {
            Value::List(items) => items.push(node),
            Value::Map(entries) => match (open.key.take(), node.value) {
                (Some(key), value) => entries.push((key, Node { value, span: node.span })),
                (None, Value::Scalar(text)) => open.key = Some(Key { value: text, span: node.span }),
                (None, _) => return Err(self.refuse(Code::KeyNotText, range)),
            },
            Value::Null | Value::Scalar(_) => unreachable!("only lists and maps are open"),
        }
        Ok(())
    }

    fn count(&mut self, nodes: usize, range: &Range) -> Result<(), Diagnostic> {
        self.nodes += nodes;
        if self.nodes > MOST_NODES { Err(self.refuse(Code::TooMuch, range)) } else { Ok(()) }
    }

    fn repeat(&mut self, size: Size, range: &Range) -> Result<(), Diagnostic> {
        self.anchors.repeated += size.nodes;
        self.anchors.bytes += size.bytes;
        let too_much = self.anchors.repeated > MOST_REPEATED || self.anchors.bytes > MOST_REPEATED_BYTES;
        if too_much { Err(self.refuse(Code::TooMuch, range)) } else { Ok(()) }
    }

    fn refuse(&self, code: Code, range: &Range) -> Diagnostic {
        Diagnostic::new(code, self.places.of(range))
    }
}

/// A value whose text stands for nothing, unless a tag says otherwise.
fn is_null(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> bool {
    match tag {
        None => style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL"),
        Some(tag) => tag.is_yaml_core_schema_tag("null"),
    }
}

fn size(node: &Node<'_>) -> Size {
    let all = |parts: &mut dyn Iterator<Item = Size>| {
        parts.fold(Size { nodes: 1, bytes: 0, depth: 1 }, |sum, part| Size {
            nodes: sum.nodes + part.nodes,
            bytes: sum.bytes + part.bytes,
            depth: sum.depth.max(part.depth + 1),
        })
    };
    match &node.value {
        Value::Null => Size { nodes: 1, bytes: 0, depth: 0 },
        Value::Scalar(text) => Size { nodes: 1, bytes: text.len(), depth: 0 },
        Value::List(items) => all(&mut items.iter().map(size)),
        Value::Map(entries) => all(&mut entries.iter().map(|(key, value)| {
            let size = size(value);
            Size { bytes: size.bytes + key.value.len(), ..size }
        })),
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
    let is_day =
        day.bytes().enumerate().all(|(at, c)| if matches!(at, 4 | 7) { c == b'-' } else { c.is_ascii_digit() });
    if day.len() == 10 && is_day && text[10..].bytes().next().is_none_or(|c| matches!(c, b'T' | b't' | b' ')) {
        return Some("date");
    }
    let mut parts = unsigned.split(':');
    let digits =
        |part: &str, most: usize| !part.is_empty() && part.len() <= most && part.bytes().all(|c| c.is_ascii_digit());
    let hours = parts.next().is_some_and(|part| digits(part, 4));
    let rest: Vec<&str> = parts.collect();
    (hours && !rest.is_empty() && rest.iter().all(|part| digits(part, 2) && part.as_bytes()[0] < b'6'))
        .then_some("time")
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
    /// A tag belongs to what it stands before: whoever writes `!!str no` has said what is meant.
    fn of(&self, range: &Range) -> Span {
        let start = range.start.byte_offset().unwrap_or_default();
        let end = range.end.byte_offset().unwrap_or(start);
        let tag = range.tag_start.and_then(|tag| tag.byte_offset()).filter(|tag| *tag < start);
        self.clamped(tag.unwrap_or(start), end)
    }

    /// Syntax errors come with line and column only.
    fn by_line_and_column(&self, line: usize, column: usize) -> Span {
        let lines = self.text.split_inclusive('\n').take(line.saturating_sub(1));
        let start: usize = lines.map(str::len).sum();
        let rest = &self.text[start..];
        let offset = rest.char_indices().nth(column).map_or(rest.len(), |(index, _)| index);
        let width = rest[offset..].chars().next().map_or(0, char::len_utf8);
        self.clamped(start + offset, start + offset + width)
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

    fn diagnostic(&self, error: &ScanError) -> Diagnostic {
        let mark = error.marker();
        let span = self.by_line_and_column(mark.line(), mark.col());
        let code = match error.kind() {
            ErrorKind::MultipleDocumentsUnsupported => Code::SeveralDocuments,
            ErrorKind::UnknownAnchor => Code::UnknownAnchor,
            ErrorKind::RecursionLimitExceeded => Code::TooDeep,
            ErrorKind::UnclosedQuotedScalar => Code::UnclosedQuote,
            ErrorKind::MappingValueNotAllowed => Code::ColonInText,
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => Code::RawControl,
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar => Code::Tab,
            _ if self.indented_by_a_tab(span) => Code::Tab,
            _ => Code::Syntax,
        };
        Diagnostic::new(code, span).with("detail", error.info())
    }

    /// The parser takes a tab at the beginning of a line for a part of the text above it, and stumbles later.
    fn indented_by_a_tab(&self, span: Span) -> bool {
        let before = &self.text[..span.start as usize];
        let line = &self.text[before.rfind('\n').map_or(0, |end| end + 1)..];
        line.chars().take_while(|letter| matches!(letter, ' ' | '\t')).any(|letter| letter == '\t')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        parse(text, 0).expect_err("the text is not good YAML").code
    }

    fn entries(text: &str) -> Vec<(String, Value<'_>)> {
        match parse(text, 0).expect("good YAML").value {
            Value::Map(entries) => {
                entries.into_iter().map(|(key, node)| (key.value.into_owned(), node.value)).collect()
            }
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
            "",
            "y",
            "n",
            "nO",
            "none",
            "3.1.1",
            "A.5",
            "1/2",
            "80%",
            "-",
            ".",
            "e",
            "1e3x",
            "0x",
            "0xg",
            "1:75",
            "1:",
            "v1",
            "180 days",
            "2026-01-0",
            "2026-01-01x",
            "１",
            "_1",
            "12-34",
            "1,5",
            "--1",
            "e5",
        ] {
            assert_eq!(looks_like(text), None, "{text}");
        }
    }

    #[test]
    fn quotes_and_tags_are_seen() {
        let text = "a: no\nb: \"no\"\nc: 'no'\nd: |-\n  no\ne: !!str no\n\"f\": [1.10, \"1.10\"]\n";
        let Value::Map(entries) = parse(text, 0).expect("good YAML").value else { panic!("a map") };
        let plain = |node: &Node<'_>| match &node.value {
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
    fn a_long_text_repeated_is_a_bomb_too() {
        let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), vec!["*a"; 100].join(", "));
        assert_eq!(code(&text), Code::TooMuch);
    }

    #[test]
    fn aliases_do_not_nest_deeper_than_brackets() {
        let mut text = String::from("a0: &a0 [x]\n");
        for i in 1..12 {
            text.push_str(&format!("a{i}: &a{i} [[[*a{}]]]\n", i - 1));
        }
        assert_eq!(code(&text), Code::TooDeep);
        assert_eq!(code("a: &a [*a]\n"), Code::UnknownAnchor);
    }

    #[test]
    fn aliases_stand_for_what_they_name() {
        let text = "a: &a {x: [1, 'no']}\nb: *a\n&k key: *k\n*k : 2\n";
        let found = entries(text);
        assert_eq!(found[0].1, found[1].1);
        assert_eq!(found[2].1, Value::Scalar("key".into()));
        assert_eq!(found[3], ("key".to_owned(), Value::Scalar("2".into())));
    }

    #[test]
    fn nothing_and_what_looks_like_it() {
        let text = "a:\nb: ~\nc: null\nd: ''\ne: !!str null\nf: !!null x\n~: y\ng: nULL\n";
        let found: Vec<(String, bool)> =
            entries(text).into_iter().map(|(key, value)| (key, value == Value::Null)).collect();
        let wanted = [
            ("a", true),
            ("b", true),
            ("c", true),
            ("d", false),
            ("e", false),
            ("f", true),
            ("~", false),
            ("g", false),
        ];
        assert_eq!(found, wanted.map(|(key, null)| (key.to_owned(), null)));
    }

    #[test]
    fn the_place_of_a_syntax_error_is_found_by_line_and_column() {
        let text = "構面: 值\na: b: c\n";
        let span = parse(text, 0).expect_err("a colon too many").span.expect("a place");
        assert_eq!(&text[span.start as usize..span.end as usize], ":");
        assert_eq!(text[..span.start as usize].lines().count(), 2);
    }
}
