//! Titles that were typed in a list, and the ids that are proposed for them.

use super::{Named, Wording};
use crate::language::{Draft as Words, fill};
use crate::questionnaire::is_id;

/// What a list of titles is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Levels, lowest first.
    Levels,
    /// Domains.
    Domains,
}

/// More levels than this are no ladder that anybody climbs.
pub const MOST_LEVELS: usize = 9;

/// Returns the titles of a list, each with the id that was typed before it (`NET: Network`), if any.
fn titles(list: &str) -> Vec<(Option<&str>, &str)> {
    let parts = list.split([',', '，', '、', ';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(id_and_title).collect()
}

/// Parts `NET: Network` into its id and its title; a title alone has no id.
pub fn id_and_title(text: &str) -> (Option<&str>, &str) {
    match text.split_once([':', '：']) {
        Some((id, title)) if is_id(id.trim()) && !id.trim().is_empty() && !title.trim().is_empty() => {
            (Some(id.trim()), title.trim())
        }
        _ => (None, text.trim()),
    }
}

/// Reads a list of titles in one language; ids are proposed where none is typed.
///
/// # Errors
///
/// A sentence that says what is wrong with it.
pub fn list(text: &str, tag: &str, kind: Kind, words: &Words) -> Result<Vec<Named>, String> {
    let titles = titles(text);
    if titles.is_empty() {
        return Err(words.nothing_named.to_owned());
    }
    let mut named: Vec<Named> = Vec::new();
    for (position, (own, title)) in titles.iter().enumerate() {
        let twice = |known: &Named| {
            own.is_some_and(|own| known.id.to_lowercase() == own.to_lowercase())
                || known.title.get(tag).is_some_and(|known| known.to_lowercase() == title.to_lowercase())
        };
        if named.iter().any(twice) {
            return Err(fill(words.named_twice, &[("name", own.unwrap_or(title))]));
        }
        // An id that was typed further on is not taken before.
        let typed = titles[position..].iter().filter_map(|(own, _)| *own);
        let taken: Vec<&str> = named.iter().map(|known| known.id.as_str()).chain(typed).collect();
        let id = own.map_or_else(|| proposed(title, kind, position, &taken), str::to_owned);
        named.push(Named { id, typed: own.is_some(), title: Wording::one(tag, title) });
    }
    if kind == Kind::Levels && named.len() > MOST_LEVELS {
        return Err(level_count(words));
    }
    Ok(named)
}

/// Returns what is said where the number of levels is none that can be.
pub fn level_count(words: &Words) -> String {
    fill(words.level_count, &[("most", &MOST_LEVELS.to_string())])
}

/// Adds the titles of another language, in the same order. Where the first language has no letters that everybody can
/// type, ids are proposed anew.
///
/// # Errors
///
/// A sentence that says what is wrong with them.
pub fn translate(named: &mut [Named], text: &str, tag: &str, kind: Kind, words: &Words) -> Result<(), String> {
    let titles = titles(text);
    if titles.len() != named.len() {
        let values = [("found", titles.len().to_string()), ("wanted", named.len().to_string())];
        return Err(fill(words.other_number, &values));
    }
    for (known, (_, title)) in named.iter_mut().zip(titles) {
        known.title.0.retain(|(known, _)| known != tag);
        known.title.0.push((tag.to_owned(), title.to_owned()));
    }
    propose_anew(named, kind);
    Ok(())
}

/// Replaces ids that are mere numbers by those that follow from a title in another language.
pub fn propose_anew(named: &mut [Named], kind: Kind) {
    for at in 0..named.len() {
        if named[at].typed || named[at].id != numbered(kind, at) {
            continue;
        }
        let others: Vec<&str> =
            named.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, named)| named.id.as_str()).collect();
        let titles = named[at].title.0.iter();
        let mut better = titles.filter(|(_, title)| has_letters(title));
        if let Some(id) = better.next().map(|(_, title)| proposed(title, kind, at, &others)) {
            named[at].id = id;
        }
    }
}

fn has_letters(title: &str) -> bool {
    title.contains(|c: char| c.is_ascii_alphabetic())
}

/// The id of something whose title has no letters that everybody can type.
fn numbered(kind: Kind, position: usize) -> String {
    let letter = if kind == Kind::Levels { 'l' } else { 'D' };
    format!("{letter}{}", position + 1)
}

/// Proposes an id for a title: initials or the first letters of a domain, the words of a level; a number where the
/// title has no letters that everybody can type.
pub fn proposed(title: &str, kind: Kind, position: usize, taken: &[&str]) -> String {
    let words: Vec<&str> = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has_letters = has_letters(title);
    let stem = match kind {
        Kind::Levels if has_letters => words.join("-").to_lowercase().chars().take(24).collect(),
        Kind::Domains if has_letters => initials(&words),
        Kind::Levels | Kind::Domains => numbered(kind, position),
    };
    free(stem, taken)
}

fn initials(words: &[&str]) -> String {
    const SMALL: [&str; 9] = ["a", "an", "and", "at", "for", "in", "of", "the", "to"];
    let large: Vec<&&str> = words.iter().filter(|word| !SMALL.contains(&word.to_lowercase().as_str())).collect();
    let id: String = match large.as_slice() {
        [] => words.iter().filter_map(|word| word.chars().next()).take(4).collect(),
        // A short word is its own abbreviation.
        [one] if one.len() <= 4 => (**one).to_owned(),
        [one] => one.chars().take(3).collect(),
        several => several.iter().filter_map(|word| word.chars().next()).take(4).collect(),
    };
    id.to_uppercase()
}

/// Returns the id, with a number behind it where it is taken.
pub fn free(stem: String, taken: &[&str]) -> String {
    let is_taken = |id: &str| taken.iter().any(|known| known.eq_ignore_ascii_case(id));
    if !is_taken(&stem) {
        return stem;
    }
    (2..).map(|number| format!("{stem}{number}")).find(|id| !is_taken(id)).expect("numbers do not run out")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    fn ids(text: &str, kind: Kind) -> Vec<String> {
        let named = list(text, "en", kind, &Lang::En.words().draft).expect("a good list");
        named.into_iter().map(|named| named.id).collect()
    }

    #[test]
    fn ids_follow_from_titles() {
        let domains =
            "Access control, Network, Incident response of the firm, Audits, OT, 存取控制、Network security;A";
        assert_eq!(ids(domains, Kind::Domains), ["AC", "NET", "IRF", "AUD", "OT", "D6", "NS", "A"]);
        assert_eq!(ids("Network, Networking, NET", Kind::Domains), ["NET", "NET2", "NET3"]);
        assert_eq!(ids("Basic, Well managed, 保證級, 4", Kind::Levels), ["basic", "well-managed", "l3", "l4"]);
    }

    #[test]
    fn an_author_may_type_own_ids() {
        assert_eq!(ids("Network, NET: Networks of the shop floor, 設備：機台", Kind::Domains), ["NET2", "NET", "設備"]);
        assert_eq!(id_and_title("a b: c"), (None, "a b: c"));
    }

    #[test]
    fn ids_follow_from_the_language_that_has_letters_unless_they_were_typed() {
        let words = &Lang::En.words().draft;
        let mut named = list("存取控制，D2：網路，設備", "zh-TW", Kind::Domains, words).expect("a good list");
        translate(&mut named, "Access control, Network, Devices", "en", Kind::Domains, words).expect("as many");
        assert_eq!(named.iter().map(|named| named.id.as_str()).collect::<Vec<_>>(), ["AC", "D2", "DEV"]);
        let mut named = list("基礎級，管理級", "zh-TW", Kind::Levels, words).expect("a good list");
        translate(&mut named, "Basic, 2", "en", Kind::Levels, words).expect("as many");
        assert_eq!(named.iter().map(|named| named.id.as_str()).collect::<Vec<_>>(), ["basic", "l2"]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let words = &Lang::En.words().draft;
        for text in ["", " , ", "A, a", "X: one, x: two", "l,l"] {
            assert!(list(text, "en", Kind::Domains, words).is_err(), "{text}");
        }
        let ten: Vec<String> = (0..10).map(|number| format!("Step {number}")).collect();
        assert!(list(&ten.join(","), "en", Kind::Levels, words).expect_err("too many").contains('9'));
        let mut named = list("A, B", "en", Kind::Domains, words).expect("a good list");
        assert!(translate(&mut named, "甲", "zh-TW", Kind::Domains, words).is_err());
        translate(&mut named, "甲、乙", "zh-TW", Kind::Domains, words).expect("as many");
        assert_eq!(named[1].title.get("zh-TW"), Some("乙"));
    }
}
