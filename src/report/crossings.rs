//! Where two questionnaires or frameworks meet, told in words, in a sheet, and for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::grid::{Column, Kind, Sheet, Value};
use crate::crosswalk::{Closeness, Item, Link, Side, links};
use crate::language::{Lang, fill};
use crate::questionnaire::framework::framework;
use crate::text::named;

/// Two sides, and where they meet.
#[derive(Debug)]
pub struct Crossings<'s> {
    from: &'s Side,
    to: &'s Side,
    links: Vec<Link>,
}

/// An item of one side with what it meets on the other, ready to be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// Id and title.
    pub item: String,
    /// For each item that it meets: how close they are, its id and title, and through which ids.
    pub meets: Vec<[String; 3]>,
}

impl<'s> Crossings<'s> {
    /// Finds where two sides meet.
    pub fn of(from: &'s Side, to: &'s Side) -> Self {
        Self { from, to, links: links(from, to) }
    }

    /// Returns what stands above them: the sides with how many items each has.
    pub fn head(&self, lang: Lang) -> String {
        let values = [
            ("from", title(self.from, lang)),
            ("from_count", self.from.items.len().to_string()),
            ("to", title(self.to, lang)),
            ("to_count", self.to.items.len().to_string()),
        ];
        fill(lang.words().crosswalk.head, &values)
    }

    /// Returns each item that meets something, with what it meets.
    pub fn told(&self, lang: Lang) -> Vec<Told> {
        let words = &lang.words().crosswalk;
        let mut told: Vec<(usize, Told)> = Vec::new();
        for link in &self.links {
            if told.last().is_none_or(|(from, _)| *from != link.from) {
                told.push((link.from, Told { item: name(&self.from.items[link.from], lang), meets: Vec::new() }));
            }
            let (_, last) = told.last_mut().expect("one was just put there");
            let via = fill(words.via, &[("via", &via(&link.via, lang))]);
            let how = link.closeness.told(words).to_owned();
            last.meets.push([how, name(&self.to.items[link.to], lang), via]);
        }
        told.into_iter().map(|(_, told)| told).collect()
    }

    /// Returns for each side that has some: how many items meet nothing, and which.
    pub fn unmatched(&self, lang: Lang) -> Vec<(String, Vec<String>)> {
        let sides =
            [(self.from, self.alone(|link| link.from, self.from)), (self.to, self.alone(|link| link.to, self.to))];
        let told = sides.into_iter().filter(|(_, alone)| !alone.is_empty()).map(|(side, alone)| {
            let values = [
                ("title", title(side, lang)),
                ("count", alone.len().to_string()),
                ("all", side.items.len().to_string()),
            ];
            (fill(lang.words().crosswalk.unmatched, &values), alone.iter().map(|item| name(item, lang)).collect())
        });
        told.collect()
    }

    /// Returns what the kinds of links that occur mean.
    pub fn meanings(&self, lang: Lang) -> Vec<&'static str> {
        let words = &lang.words().crosswalk;
        let all = [
            (Closeness::Same, words.meaning_same),
            (Closeness::Related, words.meaning_related),
            (Closeness::Distant, words.meaning_distant),
        ];
        let occurs = |closeness: Closeness| self.links.iter().any(|link| link.closeness == closeness);
        let mut told: Vec<&str> =
            all.into_iter().filter(|(closeness, _)| occurs(*closeness)).map(|(_, text)| text).collect();
        if !told.is_empty() {
            told.push(words.closest);
        }
        told
    }

    /// Returns a row for each link, and one for each item that meets nothing.
    pub fn sheet(&self, lang: Lang) -> Sheet {
        let words = &lang.words().crosswalk;
        let heads = [words.from_id, words.from_title, words.link, words.to_id, words.to_title, words.through];
        let item = |item: Option<&Item>| match item {
            Some(item) => [Value::text(&*item.id), Value::text(item.title.get(lang.tag()))],
            None => [Value::Empty, Value::Empty],
        };
        let row = |from: Option<&Item>, how: Value, to: Option<&Item>, through: Value| {
            let [from_id, from_title] = item(from);
            let [to_id, to_title] = item(to);
            vec![from_id, from_title, how, to_id, to_title, through]
        };
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for (at, own) in self.from.items.iter().enumerate() {
            let before = rows.len();
            for link in self.links.iter().filter(|link| link.from == at) {
                let how = Value::text(link.closeness.told(words));
                rows.push(row(Some(own), how, Some(&self.to.items[link.to]), Value::text(via(&link.via, lang))));
            }
            if rows.len() == before {
                rows.push(row(Some(own), Value::Empty, None, Value::Empty));
            }
        }
        let alone = self.alone(|link| link.to, self.to);
        rows.extend(alone.into_iter().map(|own| row(None, Value::Empty, Some(own), Value::Empty)));
        let columns = heads.map(|title| Column { title: title.to_owned(), kind: Kind::Text });
        Sheet { title: String::new(), facts: Vec::new(), columns: columns.into(), rows }
    }

    /// Returns them for programs.
    pub fn file(&self) -> CrossingsFile<'_> {
        let ids = |items: Vec<&'s Item>| items.into_iter().map(|item| item.id.as_str()).collect();
        CrossingsFile {
            format: "gradus/crosswalk/1",
            from: SideFile { id: &self.from.id, unmatched: ids(self.alone(|link| link.from, self.from)) },
            to: SideFile { id: &self.to.id, unmatched: ids(self.alone(|link| link.to, self.to)) },
            links: self
                .links
                .iter()
                .map(|link| LinkFile {
                    from: &self.from.items[link.from].id,
                    to: &self.to.items[link.to].id,
                    closeness: link.closeness.word(),
                    via: &link.via,
                })
                .collect(),
        }
    }

    fn alone(&self, end: fn(&Link) -> usize, side: &'s Side) -> Vec<&'s Item> {
        let meets = |at: usize| self.links.iter().any(|link| end(link) == at);
        side.items.iter().enumerate().filter(|(at, _)| !meets(*at)).map(|(_, item)| item).collect()
    }
}

fn title(side: &Side, lang: Lang) -> String {
    side.title.get(lang.tag()).to_owned()
}

fn name(item: &Item, lang: Lang) -> String {
    named(&item.id, "  ", item.title.get(lang.tag()))
}

/// Ids by framework, each framework under the name that people know.
fn via(via: &BTreeMap<String, Vec<String>>, lang: Lang) -> String {
    let told = via.iter().map(|(name, ids)| {
        let title = framework(name).map_or_else(|| name.clone(), |known| known.title);
        format!("{title} {}", ids.join(lang.comma()))
    });
    told.collect::<Vec<String>>().join(if lang.comma() == ", " { "; " } else { "；" })
}

/// Links for other programs: `gradus/crosswalk/1`. Keys may be added, never changed.
#[derive(Debug, Serialize)]
pub struct CrossingsFile<'a> {
    format: &'static str,
    from: SideFile<'a>,
    to: SideFile<'a>,
    links: Vec<LinkFile<'a>>,
}

#[derive(Debug, Serialize)]
struct SideFile<'a> {
    id: &'a str,
    /// Ids of items that meet nothing.
    unmatched: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct LinkFile<'a> {
    from: &'a str,
    to: &'a str,
    /// `same`, `related` or `distant`.
    closeness: &'static str,
    /// Ids by framework.
    via: &'a BTreeMap<String, Vec<String>>,
}
