//! The languages that the program itself speaks, and its own words in each of them.
//!
//! The words are grouped by where they appear. Each group is a struct, and each language has one value of
//! it in a folder of its own, so that the compiler finds a word that is not translated. A file may add a language with as
//! many words as it likes; the rest comes from one of these.

mod added;
pub mod en;
mod words;
pub mod zh_tw;

use crate::diagnostic::Code;
pub use added::{Added, add};
pub use words::{
    Crosswalk, Draft, Editions, Interview, Messages, Planning, Poam, Portrait, Report, Sheets, Sprs, Usage, Words,
};

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Traditional Chinese as written in Taiwan.
    ZhTw,
    /// A language that a file adds.
    Added(&'static Added),
}

impl Lang {
    /// Every language that is built in.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhTw];

    /// Returns the BCP 47 tag, as questionnaires and files write it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhTw => "zh-TW",
            Self::Added(own) => own.tag,
        }
    }

    /// Returns the language that a tag or locale name stands for: `zh_TW.UTF-8`, `zh-Hant`, `en-GB` …
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.split(['.', '@']).next().unwrap_or(tag).replace('_', "-").to_lowercase();
        let mut parts = tag.split('-');
        match parts.next() {
            Some("en" | "c" | "posix") => Some(Self::En),
            Some("zh") if parts.clone().any(|part| matches!(part, "tw" | "hk" | "mo" | "hant")) => Some(Self::ZhTw),
            _ => added::of_tag(&tag).map(Self::Added),
        }
    }

    /// Returns the sentence and the cure for a kind of problem in a file.
    pub fn problem(self, code: Code) -> (&'static str, &'static str) {
        match self {
            Self::En => en::problems::problem(code),
            Self::ZhTw => zh_tw::problems::problem(code),
            Self::Added(own) => own.problems.get(&code).copied().unwrap_or_else(|| own.base.problem(code)),
        }
    }

    /// Returns what the docs say of a kind of problem beyond its sentence and cure: Markdown with paragraphs, numbered
    /// steps, and examples between fences.
    pub fn page(self, code: Code) -> &'static str {
        let pages = match self {
            Self::En => en::PAGES,
            Self::ZhTw => zh_tw::PAGES,
            Self::Added(own) => return own.base.page(code),
        };
        written_under(pages, code.as_str())
    }

    /// Returns a word that such a sentence speaks of (`list`, `scale` …) in this language.
    pub fn term(self, word: &str) -> &str {
        match self {
            Self::En => en::problems::term(word),
            Self::ZhTw => zh_tw::problems::term(word),
            Self::Added(own) => own.terms.get(word).copied().unwrap_or_else(|| own.base.term(word)),
        }
    }

    /// Puts a label before a text: "Date: …", 「日期：…」.
    pub fn labelled(self, label: &str, text: &str) -> String {
        match self {
            Self::En => format!("{label}: {text}"),
            Self::ZhTw => format!("{label}：{text}"),
            Self::Added(own) => own.base.labelled(label, text),
        }
    }

    /// Puts details behind a text: "list (kept: binder; date: …)", 「清單（存放處：…；日期：…）」.
    pub fn detailed(self, text: &str, details: &[String]) -> String {
        match (self, details) {
            (_, []) => text.to_owned(),
            (Self::En, _) => format!("{text} ({})", details.join("; ")),
            (Self::ZhTw, _) => format!("{text}（{}）", details.join("；")),
            (Self::Added(own), _) => own.base.detailed(text, details),
        }
    }

    /// Puts a text in quotation marks.
    pub fn quoted(self, text: &str) -> String {
        match self {
            Self::En => format!("“{text}”"),
            Self::ZhTw => format!("「{text}」"),
            Self::Added(own) => own.base.quoted(text),
        }
    }

    /// Puts a text in brackets.
    pub fn bracketed(self, text: &str) -> String {
        match self {
            Self::En => format!("({text})"),
            Self::ZhTw => format!("（{text}）"),
            Self::Added(own) => own.base.bracketed(text),
        }
    }

    /// Returns what stands between the items of a list.
    pub const fn comma(self) -> &'static str {
        match self {
            Self::En => ", ",
            Self::ZhTw => "、",
            Self::Added(own) => own.base.comma(),
        }
    }

    /// Returns what stands between the parts of a remark, where they are more than single words.
    pub const fn pause(self) -> &'static str {
        match self {
            Self::En => ", ",
            Self::ZhTw => "，",
            Self::Added(own) => own.base.pause(),
        }
    }

    /// Returns what stands between parts that have commas in them.
    pub const fn semicolon(self) -> &'static str {
        match self {
            Self::En => "; ",
            Self::ZhTw => "；",
            Self::Added(own) => own.base.semicolon(),
        }
    }

    /// Returns what stands between a label and its text.
    pub const fn colon(self) -> &'static str {
        match self {
            Self::En => ": ",
            Self::ZhTw => "：",
            Self::Added(own) => own.base.colon(),
        }
    }

    /// Returns whether its letters fill a square each, so that lines need more air.
    pub const fn is_square(self) -> bool {
        match self {
            Self::En => false,
            Self::ZhTw => true,
            Self::Added(own) => own.base.is_square(),
        }
    }

    /// Puts sentences behind each other.
    pub fn sentences(self, sentences: &[&str]) -> String {
        match self {
            Self::En => sentences.join(" "),
            Self::ZhTw => sentences.concat(),
            Self::Added(own) => own.base.sentences(sentences),
        }
    }

    /// Returns the words of the program in this language.
    pub const fn words(self) -> &'static Words {
        match self {
            Self::En => &en::WORDS,
            Self::ZhTw => &zh_tw::WORDS,
            Self::Added(own) => &own.words,
        }
    }
}

/// What stands under the heading of a code, behind the first paragraph, which repeats sentence and cure.
fn written_under<'p>(pages: &'p str, code: &str) -> &'p str {
    let mut at = 0;
    let mut lines = pages.split_inclusive('\n').map(|line| {
        at += line.len();
        (at, line.trim_end())
    });
    let own = |line: &str| line.strip_prefix("### ") == Some(code);
    let Some((heading, _)) = lines.find(|(_, line)| own(line)) else { return "" };
    let first = lines.by_ref().skip_while(|(_, line)| line.is_empty()).find(|(_, line)| line.is_empty());
    let start = first.map_or(heading, |(end, _)| end);
    let rest = &pages[start..];
    let next = ["\n## ", "\n### "].into_iter().filter_map(|mark| rest.find(mark)).min();
    rest[..next.unwrap_or(rest.len())].trim()
}

/// Puts values into a text with fields in braces (`{path}`). A field without a value stays as it is.
pub fn fill<V: AsRef<str>>(text: &str, values: &[(&str, V)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(length) = rest.find('}') else { break };
        let field = &rest[1..length];
        match values.iter().find(|(known, _)| *known == field) {
            Some((_, value)) => filled.push_str(value.as_ref()),
            None => filled.push_str(&rest[..=length]),
        }
        rest = &rest[length + 1..];
    }
    filled.push_str(rest);
    filled
}

/// Returns what sentences on problems speak of, as [`Lang::term`] knows it.
pub fn terms() -> impl Iterator<Item = &'static str> {
    zh_tw::problems::TERMS.into_iter().map(|(term, _)| term)
}

/// Returns the fields of a text, sorted, each once.
pub fn fields(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(field, _)| field).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_fills_the_same_fields() {
        for (one, other) in en::WORDS.entries().iter().zip(zh_tw::WORDS.entries()) {
            assert_eq!(one.0, other.0);
            assert_eq!(fields(one.1), fields(other.1), "{}", one.0);
        }
    }

    #[test]
    fn every_problem_has_the_same_fields_in_every_language() {
        for &code in Code::ALL {
            let (one, other) = (Lang::En.problem(code), Lang::ZhTw.problem(code));
            let all = |texts: (&'static str, &'static str)| {
                let mut found = [fields(texts.0), fields(texts.1)].concat();
                found.sort_unstable();
                found.dedup();
                found
            };
            assert_eq!(all(one), all(other), "{code}");
        }
    }

    #[test]
    fn chinese_words_are_chinese_and_none_is_empty() {
        for (name, text) in zh_tw::WORDS.entries() {
            // What only joins two texts shows it by its full-width marks.
            let chinese = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}');
            assert!(text.chars().any(chinese), "{name} has no Chinese: {text}");
        }
        for (name, text) in en::WORDS.entries() {
            assert!(!text.trim().is_empty(), "{name} is empty");
            assert!(!text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{name} is not English");
        }
    }

    #[test]
    fn a_page_is_what_stands_under_its_heading() {
        let pages = "# P\r\n\r\n### Q0001\r\n\r\nError: a.\r\nCure.\r\n\r\nWhy.\r\n\r\n```yaml\r\na: 1\r\n```\r\n\r\n## Next\r\n\r\n### Q0002\r\n\r\nError: b.\r\n\r\nBecause.\r\n";
        assert_eq!(written_under(pages, "Q0001"), "Why.\r\n\r\n```yaml\r\na: 1\r\n```");
        assert_eq!(written_under(pages, "Q0002"), "Because.");
        assert_eq!(written_under(pages, "Q0003"), "");
        for (lang, code) in Lang::ALL.into_iter().flat_map(|lang| Code::ALL.iter().map(move |code| (lang, *code))) {
            let page = lang.page(code);
            assert!(!page.is_empty() && !page.contains("### "), "{lang:?} {code}: {page}");
        }
    }

    #[test]
    fn locales_lead_to_a_language() {
        assert_eq!(Lang::from_tag("zh_TW.UTF-8"), Some(Lang::ZhTw));
        assert_eq!(Lang::from_tag("zh-Hant-TW"), Some(Lang::ZhTw));
        assert_eq!(Lang::from_tag("zh_HK"), Some(Lang::ZhTw));
        assert_eq!(Lang::from_tag("zh_CN"), None);
        assert_eq!(Lang::from_tag("en_GB.UTF-8"), Some(Lang::En));
        assert_eq!(Lang::from_tag("C.UTF-8"), Some(Lang::En));
        assert_eq!(Lang::from_tag("fr_FR"), None);
    }

    #[test]
    fn fields_are_filled_once_and_never_from_values() {
        assert_eq!(fill("{a} {b} {c}", &[("a", "{b}"), ("b", "x")]), "{b} x {c}");
        assert_eq!(fill("no field { here", &[] as &[(&str, &str)]), "no field { here");
    }
}
