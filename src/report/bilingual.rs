//! Two documents of the same result in two languages become one that tells both side by side.
//!
//! Both are built from the same answers, so they have the same sections, blocks, rows and cells; only their words
//! differ. What differs is told in both languages, what does not is told once.

use super::document::{
    Bar, Block, Card, Cell, Chart, Column, Cover, Document, Figure, HeatCell, HeatMap, Labels, ObjectiveRow, Part,
    Question, Section, Signature, Table,
};
use super::wording::Wording;
use crate::language::Lang;

/// Builds a document in a language, or in two side by side. `build` is given the language it speaks, and all of them.
pub fn in_languages(
    lang: Lang,
    second: Option<Lang>,
    build: impl Fn(Lang, (Lang, Option<Lang>)) -> Document,
) -> Document {
    let order = (lang, second.filter(|second| *second != lang));
    let mut document = build(lang, order);
    if let Some(second) = order.1 {
        document.beside(build(second, order));
    }
    document
}

/// Something that can be told in a second language beside the first.
pub trait Beside {
    /// Takes over what `other` says in its language.
    fn beside(&mut self, other: Self);
}

impl Beside for Wording {
    fn beside(&mut self, other: Self) {
        if other.first != self.first && !other.first.is_empty() {
            self.second = Some(other.first);
        }
    }
}

impl<T: Beside> Beside for Vec<T> {
    fn beside(&mut self, other: Self) {
        self.iter_mut().zip(other).for_each(|(one, other)| one.beside(other));
    }
}

impl<T: Beside, const N: usize> Beside for [T; N] {
    fn beside(&mut self, other: Self) {
        self.iter_mut().zip(other).for_each(|(one, other)| one.beside(other));
    }
}

impl Beside for (Wording, Wording) {
    fn beside(&mut self, other: Self) {
        self.0.beside(other.0);
        self.1.beside(other.1);
    }
}

impl Beside for (Wording, u8) {
    fn beside(&mut self, other: Self) {
        self.0.beside(other.0);
    }
}

impl Beside for (Wording, Vec<HeatCell>) {
    fn beside(&mut self, other: Self) {
        self.0.beside(other.0);
        self.1.beside(other.1);
    }
}

/// Names the fields of a type that are told in both languages. The others are the same in both.
macro_rules! beside {
    ($($kind:ident { $($field:ident),* })*) => {
        $(impl Beside for $kind {
            fn beside(&mut self, other: Self) {
                $(self.$field.beside(other.$field);)*
            }
        })*
    };
}

beside! {
    Section { title, blocks }
    Figure { value, caption }
    Table { columns, rows }
    Column { title }
    Cell { text, note }
    Chart { caption, bars, legend }
    Bar { label, value }
    HeatCell { title, state }
    ObjectiveRow { ask, answer }
    Signature { statement, fields }
    Question { title, tags, ask, help, when, choices, whole, parts, remarks, lines }
    Part { ask }
}

impl Beside for Cover {
    fn beside(&mut self, other: Self) {
        self.kicker.beside(other.kicker);
        self.title.beside(other.title);
        self.organisation.beside(other.organisation);
        if let (Some(one), Some(other)) = (&mut self.result, other.result) {
            one.0.beside(other.0);
        }
        self.facts.beside(other.facts);
        self.fields.beside(other.fields);
        self.disclaimer.beside(other.disclaimer);
    }
}

impl Beside for Labels {
    /// Lines around the content and the words of a screen stay in the first language: there is room for one.
    fn beside(&mut self, other: Self) {
        self.contents.beside(other.contents);
        self.boxes.beside(other.boxes);
    }
}

impl Beside for HeatMap {
    fn beside(&mut self, other: Self) {
        self.caption.beside(other.caption);
        self.rows.beside(other.rows);
        self.legend.iter_mut().zip(other.legend).for_each(|(one, other)| one.1.beside(other.1));
    }
}

impl Beside for Card {
    fn beside(&mut self, other: Self) {
        self.title.beside(other.title);
        self.answer.0.beside(other.answer.0);
        self.state.beside(other.state);
        self.tags.beside(other.tags);
        self.ask.beside(other.ask);
        self.objectives.beside(other.objectives);
        self.remarks.beside(other.remarks);
    }
}

impl Beside for Block {
    fn beside(&mut self, other: Self) {
        match (self, other) {
            (Self::Paragraph(_, one), Self::Paragraph(_, other)) => one.beside(other),
            (Self::Figures(one), Self::Figures(other)) => one.beside(other),
            (Self::Facts(one), Self::Facts(other)) => one.beside(other),
            (Self::List(one), Self::List(other)) => one.beside(other),
            (Self::Table(one), Self::Table(other)) => one.beside(other),
            (Self::Chart(one), Self::Chart(other)) => one.beside(other),
            (Self::HeatMap(one), Self::HeatMap(other)) => one.beside(other),
            (Self::Card(one), Self::Card(other)) => one.beside(other),
            (Self::Signature(one), Self::Signature(other)) => one.beside(other),
            (Self::Question(one), Self::Question(other)) => one.beside(other),
            (one, other) => unreachable!("the same result gives the same blocks: {one:?} beside {other:?}"),
        }
    }
}

impl Beside for Document {
    fn beside(&mut self, other: Self) {
        self.second = Some(other.lang);
        self.cover.beside(other.cover);
        self.labels.beside(other.labels);
        self.sections.beside(other.sections);
    }
}
