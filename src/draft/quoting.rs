//! How a text is written in YAML so that every reader of YAML, of version 1.1 or 1.2, reads the same text back.

use std::fmt::Write as _;

use crate::text::revealed;

/// Where a text stands: some signs mean more inside braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Behind a key on a line of its own.
    Line,
    /// Inside braces or brackets.
    Braces,
}

/// Returns a text as it stands on one line: bare where nothing can be mistaken, in double quotes otherwise.
pub fn scalar(text: &str, place: Place) -> String {
    if is_plain(text, place) { text.to_owned() } else { quoted(text) }
}

/// Returns the lines of a text that has several and can be written line by line under `|`, with that sign; none
/// where the lines alone would not bring the text back.
pub fn block(text: &str) -> Option<(&'static str, Vec<&str>)> {
    let (sign, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let lines: Vec<&str> = body.split('\n').collect();
    let bare = |line: &&str| line.trim_end() == *line && !hides(line);
    let begins = |c: char| !c.is_whitespace() && c != '#';
    let good = lines.len() > 1 && lines.iter().all(bare) && body.starts_with(begins);
    (good && !body.ends_with('\n')).then_some((sign, lines))
}

/// Whether something in the text is not seen, or acts on what stands around it.
fn hides(text: &str) -> bool {
    let line = text.trim_end_matches(' ');
    text.contains(['\t', '\r']) || revealed(line) != line
}

fn is_plain(text: &str, place: Place) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let begins = first.is_alphanumeric() || (!first.is_ascii() && !first.is_whitespace()) || matches!(first, '(' | '/');
    let ends = text.trim_end() == text && !text.ends_with(':');
    let signs = match place {
        Place::Line => !text.contains('\n'),
        Place::Braces => !text.contains(['\n', ',', '[', ']', '{', '}', ':', '"', '\'']),
    };
    begins && ends && signs && !hides(text) && !breaks_off(text) && !is_something_else(text)
}

/// A colon before a space ends a key, and a number sign behind one begins a comment.
fn breaks_off(text: &str) -> bool {
    let mut before = ' ';
    for letter in text.chars() {
        if (before == ':' && letter.is_whitespace()) || (before.is_whitespace() && letter == '#') {
            return true;
        }
        before = letter;
    }
    false
}

/// Whether one reader or another takes the bare text for a truth value, a number, a day or nothing.
fn is_something_else(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let number = |c: char| c.is_ascii_hexdigit() || "xXoO_+-:.tTzZ ".contains(c);
    WORDS.contains(&text.to_ascii_lowercase().as_str()) || (digits && text.chars().all(number))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' ' => out.push(' '),
            // One that is not seen, behind which nothing else is hidden.
            c if hides(&c.to_string()) || c.is_whitespace() => {
                let code = u32::from(c);
                let written = match code {
                    0..=0xff => write!(out, "\\x{code:02X}"),
                    0x100..=0xffff => write!(out, "\\u{code:04X}"),
                    _ => write!(out, "\\U{code:08X}"),
                };
                written.expect("a string takes any text");
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{self, Value};
    use proptest::prelude::*;

    /// Reads what stands under `k` in a file of one line, of braces, or of lines.
    fn read_back(written: &str) -> String {
        let node = yaml::parse(written, 0).unwrap_or_else(|problem| panic!("{problem:?}: {written:?}"));
        let Value::Map(entries) = node.value else { panic!("a map: {written:?}") };
        match entries.into_iter().find(|(key, _)| key.value == "k").expect("it is there").1.value {
            Value::Scalar(text) => text.into_owned(),
            other => panic!("{other:?}: {written:?}"),
        }
    }

    fn comes_back(text: &str) {
        let line = format!("a: 1\nk: {}   # note\nz: 1\n", scalar(text, Place::Line));
        assert_eq!(read_back(&line), text, "{line:?}");
        let braces = format!("{{a: 1, k: {}, z: 1}}\n", scalar(text, Place::Braces));
        assert_eq!(read_back(&braces), text, "{braces:?}");
        if let Some((sign, lines)) = block(text) {
            let lines: String = lines.iter().map(|line| format!("    {line}\n")).collect();
            let whole = format!("a: 1\nk: {sign}\n{lines}z: 1\n");
            assert_eq!(read_back(&whole), text, "{whole:?}");
        }
    }

    #[test]
    fn ordinary_sentences_stay_bare() {
        for text in ["Is it written down, and known?", "是否已指定專人負責？", "（含印表機）", "AC-1", "a:b", "3 firms"]
        {
            assert_eq!(scalar(text, Place::Line), text);
        }
        assert_eq!(scalar("已實施", Place::Braces), "已實施");
        assert_eq!(scalar("a, b", Place::Braces), "\"a, b\"");
        assert_eq!(block("one\ntwo"), Some(("|-", vec!["one", "two"])));
    }

    #[test]
    fn what_means_something_else_is_quoted() {
        let texts = ["no", "Yes", "1.10", "3.1e", "0x1F", "010", "1:30", "2026-01-01", "null", "~", "", "- a", "a: b"];
        for text in texts.into_iter().chain(["a #b", "*a", "&a", "!a", "'a", "\"a", "%a", "@a", "a:", " a", "a ", "<<"])
        {
            assert!(scalar(text, Place::Line).starts_with('"'), "{text}");
            comes_back(text);
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>()) {
            comes_back(&text);
        }

        #[test]
        fn any_text_of_hostile_signs_comes_back(text in "[-?:,#&*!|>'\"%@`{}\\[\\]~=<.+ \t\r\n\\\\a0中：\u{85}\u{2028}\u{feff}\u{202e}\u{a0}\u{3000}\u{0}\u{1b}\u{7f}]{0,12}") {
            comes_back(&text);
        }
    }
}
