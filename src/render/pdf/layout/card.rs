//! A requirement with its answer and all that was written about it.
//!
//! Id, answer and title are one heading of the file's structure, then come the question, the objectives and the remarks
//! as one element each: an element costs about a hundred bytes that cannot be packed, and a report has hundreds of cards.

use super::flow::{Strip, Strips};
use super::framed;
use super::rule;
use super::setter::{MARK, RowForm, Setter, kept, label_width, spaced};
use crate::render::pdf::page::{Role, Tag};
use crate::render::pdf::style::{GREY, RULE, tone_colour};
use crate::report::{Align, Card, Wording};

/// Where a card's text begins; its mark hangs in the margin before.
const LEFT: f32 = 20.0;
/// Width that an answer may take beside the id.
const ANSWER: f32 = 180.0;

/// Share of a page up to which a card is not torn.
const WHOLE: f32 = 0.28;

/// Adds a card. Its head stays with the beginning of what follows and is told again, short, where the card
/// goes on over the page.
pub fn add(setter: &Setter<'_>, card: &Card, flow: &mut Strips) {
    let (heading, text) = (setter.leaf(Role::H3), setter.leaf(Role::P));
    let mut strips = kept(head(setter, card, heading, text));
    let kind = setter.types.body;
    let ask = spaced(setter.running_in(text, &card.ask, kind, LEFT, setter.width - LEFT), 5.0);
    // A short question stays with the first answer below it.
    strips.extend(if ask.len() <= 5 { kept(ask) } else { ask });
    strips.extend(objectives(setter, card));
    strips.extend(remarks(setter, card));
    if let Some(last) = strips.last_mut() {
        last.height += 8.0;
    }
    framed::add(setter, &card.id, &card.title, strips, WHOLE, flow);
}

fn head(setter: &Setter<'_>, card: &Card, heading: Tag, text: Tag) -> Vec<Strip> {
    let types = &setter.types;
    let inner = setter.width - LEFT;
    let (answer, tone) = &card.answer;
    let kind = types.tag.in_colour(tone_colour(*tone));
    let answer = setter.column(heading, answer, kind, setter.width - ANSWER, ANSWER, Align::Right);
    let id = Wording::from(card.id.as_str());
    let mut id = setter.column(heading, &id, types.tag, LEFT, inner - ANSWER - 12.0, Align::Left);
    id.mark = Some((*tone, MARK + 1.0));
    let line = rule(0.0, 0.0, setter.width, RULE, 0.8);
    let mut strips = vec![Strip { space: 10.0, height: 9.0, separator: true, items: vec![line], ..Strip::default() }];
    let mut row = setter.row(&[id, answer], setter.whole_row(0.0, 0.0));
    row[0].place = setter.card(&card.id);
    strips.extend(row);
    strips.extend(spaced(setter.strips(&setter.stacked(&card.title, types.card, inner), heading, LEFT), 1.0));
    if !card.tags.is_empty() {
        let tags = framed::on_one_line(&card.tags);
        strips.extend(spaced(setter.running_in(text, &tags, types.caption, LEFT, inner), 1.0));
    }
    strips
}

fn objectives(setter: &Setter<'_>, card: &Card) -> Vec<Strip> {
    let kind = setter.types.cell;
    let letter_kind = kind.in_bold().in_colour(GREY);
    let naturals = card.objectives.iter().map(|row| setter.natural(&row.letter, letter_kind));
    let letter_width = naturals.fold(12.0, f32::max).min(72.0) + 0.5;
    let answers = card.objectives.iter().map(|row| setter.natural_wording(&row.answer, kind));
    let answer_width = label_width(answers, setter.width * 0.24);
    let text_left = LEFT + letter_width + 8.0;
    let mark_left = setter.width - answer_width - MARK * 2.0 - 6.0;
    let tag = setter.leaf(Role::P);
    let mut strips = Vec::new();
    for (index, row) in card.objectives.iter().enumerate() {
        let colour = row.tone.map_or(GREY, tone_colour);
        let letter = Wording::from(row.letter.as_str());
        let mut columns = vec![setter.column(tag, &letter, letter_kind, LEFT, letter_width, Align::Left)];
        columns.extend(setter.beside(tag, &row.ask, kind, text_left, mark_left - 12.0 - text_left));
        let kind = kind.in_colour(colour);
        let mut answer = setter.column(tag, &row.answer, kind, setter.width - answer_width, answer_width, Align::Left);
        answer.mark = row.tone.map(|tone| (tone, mark_left + MARK));
        columns.push(answer);
        let form = RowForm { above: 2.5, below: 2.5, whole: kind.leading * 12.0 };
        let mut row = spaced(setter.row(&columns, form), if index == 0 { 6.0 } else { 0.0 });
        // No single objective at the foot of a page, nor at the top of the next.
        if let Some(last) = row.last_mut().filter(|_| index == 0 || index + 2 == card.objectives.len()) {
            last.keep = true;
        }
        strips.extend(row);
    }
    strips
}

fn remarks(setter: &Setter<'_>, card: &Card) -> Vec<Strip> {
    let types = &setter.types;
    let label = types.caption.in_bold().in_colour(setter.accent);
    let naturals = card.remarks.iter().map(|(name, _)| setter.natural_wording(name, label));
    let width = label_width(naturals, setter.width * 0.2);
    let x = LEFT + width + 12.0;
    let tag = setter.leaf(Role::P);
    let mut strips = Vec::new();
    for (index, (name, text)) in card.remarks.iter().enumerate() {
        let mut columns = vec![setter.column(tag, name, label, LEFT, width, Align::Left)];
        columns.extend(setter.beside(tag, text, types.note, x, setter.width - x));
        let form = RowForm { above: 2.0, below: 2.0, whole: types.note.leading * 6.0 };
        strips.extend(spaced(setter.row(&columns, form), if index == 0 { 6.0 } else { 0.0 }));
    }
    strips
}
