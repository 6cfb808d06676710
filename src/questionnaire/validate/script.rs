//! Texts in the script of their language, and values that other programs read as something else than text.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::questionnaire::raw;
use crate::yaml;

/// Characters that are written in Simplified Chinese only, each followed by what Taiwan writes instead: `发發／髮`.
/// What is correct in both, such as 台, 里, 后, 面 and 准, is no part of it.
const TABLE: &str = include_str!("simplified.txt");

/// The table by its first characters.
static SIMPLIFIED: LazyLock<HashMap<char, &str>> = LazyLock::new(|| {
    let pairs = TABLE.split_whitespace();
    pairs
        .filter_map(|pair| pair.chars().next().map(|simplified| (simplified, &pair[simplified.len_utf8()..])))
        .collect()
});

/// Whether a Han character is simplified, a bit for each: texts are long, and hashing each character takes too long.
static IS_SIMPLIFIED: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; (HAN.end() - HAN.start()) as usize / 64 + 1];
    for &simplified in SIMPLIFIED.keys() {
        let at = (u32::from(simplified) - HAN.start()) as usize;
        bits[at / 64] |= 1 << (at % 64);
    }
    bits
});

/// The block of Unicode in which the frequent Han characters stand.
const HAN: std::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;

/// At most this many characters are named; more do not help to find the rest.
const MOST_NAMED: usize = 12;

impl Check<'_> {
    /// Reports a text in the wrong script.
    pub(super) fn script(&mut self, lang: &str, word: &raw::Word) {
        match lang {
            "zh-TW" => self.taiwanese(word),
            "en" if word.value.is_ascii() => {}
            "en" => {
                let letters = word.value.chars().filter(|c| c.is_alphabetic()).count();
                let han = word.value.chars().filter(|c| is_han(*c)).count();
                if han > 2 && 2 * han > letters {
                    self.report(Diagnostic::new(Code::WrongScript, word.span).with("lang", lang));
                }
            }
            _ => {}
        }
    }

    fn taiwanese(&mut self, word: &raw::Word) {
        let (mut has_han, mut simplified) = (false, Vec::new());
        let bits = &*IS_SIMPLIFIED;
        for c in word.value.chars() {
            let at = u32::from(c).wrapping_sub(*HAN.start()) as usize;
            let Some(part) = bits.get(at / 64) else {
                has_han |= is_han(c);
                continue;
            };
            has_han = true;
            if part >> (at % 64) & 1 == 1 && simplified.len() < MOST_NAMED && !simplified.contains(&c) {
                simplified.push(c);
            }
        }
        if !simplified.is_empty() {
            let list = |form: &dyn Fn(&char) -> String| simplified.iter().map(form).collect::<Vec<_>>().join(" ");
            let problem = Diagnostic::new(Code::Simplified, word.span).with("written", list(&char::to_string));
            self.report(problem.with("traditional", list(&|c| SIMPLIFIED[c].to_owned())));
        }
        if !has_han && is_prose(&word.value) {
            self.report(Diagnostic::new(Code::WrongScript, word.span).with("lang", "zh-TW"));
        }
    }

    /// Reports a name or text that other programs do not read as text. Who checks for himself alone has no use for it.
    pub(super) fn as_text(&mut self, word: &raw::Word) {
        if !self.terms.complete {
            return;
        }
        if let Some(what) = yaml::looks_like(&word.value).filter(|_| yaml::is_plain(&word.value, word.span)) {
            self.report(Diagnostic::new(Code::NotWhatItLooks, word.span).with("text", &word.value).with("what", what));
        }
    }
}

fn is_han(c: char) -> bool {
    HAN.contains(&u32::from(c)) || matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}')
}

/// Whether a text without Han is a sentence, and not the name of a product, a standard or a firm: more than three words,
/// some of them without a capital letter, or letters of a script without words.
fn is_prose(text: &str) -> bool {
    let foreign = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic() && !is_latin(*c)).count();
    if foreign >= 4 {
        return true;
    }
    let stripped = text.split_whitespace().map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation()));
    let words: Vec<&str> =
        stripped.filter(|word| !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '\'')).collect();
    words.len() > 3 && words.iter().filter(|word| word.chars().all(|c| !c.is_uppercase())).count() > 1
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_the_table_is_written_in_taiwan() {
        let frequent = include_str!("../../../tests/fixtures/language/frequent-han.txt");
        let listed: Vec<char> = TABLE.split_whitespace().filter_map(|pair| pair.chars().next()).collect();
        assert!(listed.len() > 600 && listed.len() == SIMPLIFIED.len(), "each stands once");
        for pair in TABLE.split_whitespace() {
            let (simplified, traditional) = pair.split_at(3);
            assert!(!frequent.contains(simplified), "{pair}");
            for c in traditional.chars().filter(|c| *c != '／') {
                assert!(is_han(c) && !listed.contains(&c), "{pair}: {c} is no cure");
            }
        }
        for c in "台里后面干只了斗云余征制系几松谷丑卷表借克姜岳郁向志准舍胡須症占才千回".chars()
        {
            assert!(!listed.contains(&c), "{c} is correct in Taiwan");
        }
        for c in "们这个为说时来对发会国过还进动".chars() {
            assert!(listed.contains(&c), "{c} is simplified");
        }
    }

    #[test]
    fn names_are_no_sentences() {
        for name in [
            "AES",
            "VPN",
            "ISO 27001",
            "AC.L2-3.1.1",
            "Microsoft Entra ID",
            "NIST SP 800-171 Rev. 2",
            "3.1.1 / 3.5.1",
            "Center for Internet Security Controls",
            "https://example.org/a/b",
            "2026",
            "Zero Trust Maturity Model",
        ] {
            assert!(!is_prose(name), "{name}");
        }
        for text in ["Is there a second factor?", "everyone signs in with one", "Входят ли все"] {
            assert!(is_prose(text), "{text}");
        }
    }
}
