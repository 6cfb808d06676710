//! Searching a requirement: by its id, by words of its texts in any language, or by something like its title.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::line::Field;
use super::page::{Hint, Line, Page, Parts, Place, Role, item, paragraph};
use crate::language::{Interview as Words, fill};
use crate::text::{narrowed, one_line};

/// Letters from which on something like a title is looked for; with fewer, everything is like everything.
const LEAST_FUZZY: usize = 3;

/// A list to search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where in the questionnaire it was called for.
    pub place: Place,
    /// What can be found.
    pub items: Vec<Findable>,
}

/// A requirement that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findable {
    /// How it stands, as a sign.
    pub mark: char,
    /// What is shown of it.
    pub label: String,
    /// Its id and aliases, small.
    names: Vec<String>,
    /// Its titles in every language, small.
    titles: Vec<String>,
    /// Its questions in every language, small.
    questions: Vec<String>,
    /// All its texts, small.
    texts: String,
}

impl Findable {
    /// Takes what a requirement can be found by: names, titles, questions, and its other texts.
    pub fn new<'t>(
        (mark, label): (char, String),
        names: impl Iterator<Item = &'t str>,
        titles: impl Iterator<Item = &'t str>,
        questions: impl Iterator<Item = &'t str>,
        others: impl Iterator<Item = &'t str>,
    ) -> Self {
        let small = |texts: &mut dyn Iterator<Item = &'t str>| -> Vec<String> { texts.map(folded).collect() };
        let mut own = Self {
            mark,
            label,
            names: small(&mut { names }),
            titles: small(&mut { titles }),
            questions: small(&mut { questions }),
            texts: small(&mut { others }).join(" "),
        };
        for text in [&own.titles, &own.questions].into_iter().flatten().cloned().collect::<Vec<_>>() {
            own.texts.push(' ');
            own.texts.push_str(&text);
        }
        own
    }

    /// Returns how well it fits, more is better; nothing where it does not.
    fn fits(&self, query: &str, words: &[&str], matcher: &SkimMatcherV2) -> Option<i64> {
        let any = |texts: &[String]| texts.iter().any(|text| text.contains(query));
        let names_end = |name: &String| name == query || name.ends_with(&format!("-{query}"));
        let tiers = [
            self.names.iter().any(names_end),
            any(&self.names),
            any(&self.titles),
            any(&self.questions),
            words.iter().all(|word| self.texts.contains(word) || any_contains(&self.names, word)),
        ];
        if let Some(tier) = tiers.iter().position(|fits| *fits) {
            return Some(i64::MAX - i64::try_from(tier).unwrap_or(0));
        }
        if query.chars().count() < LEAST_FUZZY {
            return None;
        }
        let like = self.titles.iter().chain(&self.names);
        // Letters spread over a whole title fit anything; they have to stand nearly together.
        let least = i64::try_from(query.chars().count()).unwrap_or(i64::MAX).saturating_mul(12);
        like.filter_map(|text| matcher.fuzzy_match(text, query)).max().filter(|score| *score >= least)
    }
}

fn any_contains(texts: &[String], word: &str) -> bool {
    texts.iter().any(|text| text.contains(word))
}

/// Small letters, and ASCII where an input method made them wide.
fn folded(text: &str) -> String {
    one_line(text).chars().map(narrowed).flat_map(char::to_lowercase).collect()
}

impl Finding {
    /// Returns the items that fit a query, the best first; all of them, in order, without one.
    pub fn matches(&self, query: &str) -> Vec<usize> {
        let query = folded(query);
        if query.is_empty() {
            return (0..self.items.len()).collect();
        }
        let words: Vec<&str> = query.split(' ').collect();
        let matcher = SkimMatcherV2::default();
        let fits = |(at, item): (usize, &Findable)| Some((item.fits(&query, &words, &matcher)?, at));
        let mut found: Vec<(i64, usize)> = self.items.iter().enumerate().filter_map(fits).collect();
        found.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        found.into_iter().map(|(_, at)| at).collect()
    }

    /// Lays the search out: what was typed, and what was found with the cursor on one of them.
    pub fn page(
        &self,
        field: &Field,
        found: &[usize],
        chosen: usize,
        words: &Words,
        columns: usize,
        rows: usize,
    ) -> Page {
        let mut body = paragraph(Role::Strong, words.find_ask, 0, columns);
        body.extend(paragraph(Role::Dim, words.find_help, 0, columns));
        let typed = body.len();
        let (text, column) = field.tail(columns.saturating_sub(3));
        body.push(Line::new(Role::Key, "> ").and(Role::Plain, text));
        let list: Vec<Vec<Line>> = found
            .iter()
            .enumerate()
            .map(|(position, &at)| {
                item(position == chosen, &format!("{} ", self.items[at].mark), &self.items[at].label, columns)
            })
            .collect();
        let notice = match (found.len(), field.text().is_empty()) {
            (_, true) => None,
            (0, _) => Some(words.find_none.to_owned()),
            (1, _) => Some(words.find_one.to_owned()),
            (count, _) => Some(fill(words.find_count, &[("count", &count.to_string())])),
        };
        let parts = Parts {
            head: self.place.head(words, columns),
            body,
            list,
            chosen,
            notice,
            hints: vec![
                Hint::may("↑↓", words.key_choose),
                Hint::may("Enter", words.key_go_there),
                Hint::always("Esc", words.key_back),
                Hint::always("Ctrl+C", words.save_and_quit),
            ],
            still: true,
        };
        let mut page = parts.page(words, 0, columns, rows);
        page.cursor = Some((page.body_top + typed, column + 2));
        page.within(columns, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding() -> Finding {
        let item = |id: &str, titles: [&str; 2], asks: [&str; 2], help: &str| {
            Findable::new(
                (' ', format!("{id}  {}", titles[0])),
                [id, "alias-x"].into_iter().take(if id == "AC.L2-3.1.1" { 2 } else { 1 }),
                titles.into_iter(),
                asks.into_iter(),
                std::iter::once(help),
            )
        };
        Finding {
            place: Place::default(),
            items: vec![
                item("AC.L2-3.1.1", ["Authorized Access Control", "授權存取控制"], ["Who gets in?", "誰能進入？"], ""),
                item("AC.L2-3.1.10", ["Session Lock", "工作階段鎖定"], ["Do screens lock?", "螢幕會鎖定嗎？"], "kiosk"),
                item("IA.L2-3.5.3", ["Multifactor Authentication", "多因子鑑別"], ["A token?", "權杖？"], ""),
            ],
        }
    }

    #[test]
    fn an_id_comes_before_what_only_contains_it() {
        assert_eq!(finding().matches("3.1.1"), [0, 1]);
        assert_eq!(finding().matches("ac.l2-3.1.10"), [1]);
        assert_eq!(finding().matches("ALIAS-X"), [0]);
        assert_eq!(finding().matches("３．５．３"), [2], "typed with an input method");
    }

    #[test]
    fn words_are_found_in_either_language_and_in_the_help() {
        assert_eq!(finding().matches("多因子"), [2]);
        assert_eq!(finding().matches("螢幕"), [1]);
        assert_eq!(finding().matches("kiosk"), [1]);
        assert_eq!(finding().matches("lock screens"), [1]);
    }

    #[test]
    fn a_slip_of_the_finger_still_finds_a_title_and_nonsense_finds_nothing() {
        assert_eq!(finding().matches("multfactor"), [2]);
        assert_eq!(finding().matches("sesion lck"), [1]);
        assert_eq!(finding().matches("zzzz"), [] as [usize; 0]);
        assert_eq!(finding().matches(""), [0, 1, 2]);
    }
}
