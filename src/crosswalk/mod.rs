//! Where two questionnaires or frameworks speak of the same, as far as their references meet; and what earlier answers
//! propose for a questionnaire that is new to a firm.

pub mod applicability;
pub mod earlier;

use std::collections::{BTreeMap, HashMap};

use crate::language::Crosswalk;
use crate::questionnaire::framework::Framework;
use crate::questionnaire::{Questionnaire, Text};

/// A questionnaire or a framework, as far as references meet in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// What it consists of, in its own order.
    pub items: Vec<Item>,
}

/// A requirement, or an id of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its short name.
    pub title: Text,
    points: Vec<Point>,
}

/// An id of a framework that an item points at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Point {
    framework: String,
    id: String,
    /// The item is what it points at; otherwise it is related.
    same: bool,
}

/// How close two items are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// They are the same requirement.
    Same,
    /// One points at the other, or at a text that the other is.
    Related,
    /// Both point at a third text that neither of them is.
    Distant,
}

impl Closeness {
    /// Returns the word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Related => "related",
            Self::Distant => "distant",
        }
    }

    /// Returns it in words.
    pub const fn told(self, words: &Crosswalk) -> &'static str {
        match self {
            Self::Same => words.same,
            Self::Related => words.related,
            Self::Distant => words.distant,
        }
    }
}

/// Two items whose references meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Index of the item on the one side.
    pub from: usize,
    /// Index of the item on the other side.
    pub to: usize,
    /// How close they are.
    pub closeness: Closeness,
    /// Where they meet that closely: ids by framework.
    pub via: BTreeMap<String, Vec<String>>,
}

impl Side {
    /// Takes a questionnaire for a side.
    pub fn of_questionnaire(own: &Questionnaire) -> Self {
        let is_same = |framework: &str| own.same_as().iter().any(|same| same.eq_ignore_ascii_case(framework));
        let items = own.requirements().iter().map(|requirement| {
            let itself = Point { framework: own.id().to_lowercase(), id: requirement.id.clone(), same: true };
            let refs = requirement.refs.iter().flat_map(|(framework, ids)| {
                let same = is_same(framework);
                ids.iter().map(move |id| Point { framework: framework.to_lowercase(), id: id.clone(), same })
            });
            Item {
                id: requirement.id.clone(),
                title: requirement.title.clone(),
                points: std::iter::once(itself).chain(refs).collect(),
            }
        });
        Self { id: own.id().to_owned(), title: own.title().clone(), items: items.collect() }
    }

    /// Takes a framework for a side.
    pub fn of_framework(own: &Framework) -> Self {
        let items = own.items.iter().map(|item| {
            let point = |id: &String| Point { framework: own.id.to_lowercase(), id: id.clone(), same: true };
            Item { id: item.id.clone(), title: item.title.clone(), points: item.ids.iter().map(point).collect() }
        });
        Self { id: own.id.clone(), title: Text::from(own.title.as_str()), items: items.collect() }
    }
}

/// Returns where two sides meet. Of several ways in which two items meet only the closest is told, and a link only
/// where no closer one is known to both of its items.
pub fn links(from: &Side, to: &Side) -> Vec<Link> {
    let mut pointed: HashMap<(&str, &str), Vec<(usize, bool)>> = HashMap::new();
    for (at, item) in to.items.iter().enumerate() {
        for point in &item.points {
            pointed.entry((&point.framework, &point.id)).or_default().push((at, point.same));
        }
    }
    let mut found: BTreeMap<(usize, usize), Link> = BTreeMap::new();
    for (at, item) in from.items.iter().enumerate() {
        for point in &item.points {
            for &(other, same) in pointed.get(&(point.framework.as_str(), point.id.as_str())).into_iter().flatten() {
                let closeness = match (point.same, same) {
                    (true, true) => Closeness::Same,
                    (false, false) => Closeness::Distant,
                    _ => Closeness::Related,
                };
                let link = found.entry((at, other)).or_insert_with(|| Link {
                    from: at,
                    to: other,
                    closeness,
                    via: BTreeMap::new(),
                });
                if closeness > link.closeness {
                    continue;
                }
                if closeness < link.closeness {
                    link.closeness = closeness;
                    link.via.clear();
                }
                let ids = link.via.entry(point.framework.clone()).or_default();
                if !ids.contains(&point.id) {
                    ids.push(point.id.clone());
                }
            }
        }
    }
    let mut links: Vec<Link> = found.into_values().collect();
    let closest = |of: fn(&Link) -> usize| {
        let mut closest: HashMap<usize, Closeness> = HashMap::new();
        for link in &links {
            let known = closest.entry(of(link)).or_insert(link.closeness);
            *known = (*known).min(link.closeness);
        }
        closest
    };
    let (there, here) = (closest(|link| link.to), closest(|link| link.from));
    links.retain(|link| link.closeness == here[&link.from] || link.closeness == there[&link.to]);
    links.sort_by_key(|link| (link.from, link.closeness, link.to));
    links
}
