//! A requirement with its answer and all that was written about it.

use super::flow::{Strip, Strips};
use super::setter::{Column, MARK, RowForm, Setter, kept, kept_among, label_width, spaced};
use super::{BODY, WIDTH, rule};
use crate::render::pdf::style::{ACCENT, GREY, RULE, tone_colour};
use crate::report::{Align, Card};

/// Where a card's text begins; its mark hangs in the margin before.
const LEFT: f32 = 20.0;
/// Width of the text.
const INNER: f32 = WIDTH - LEFT;
/// Width that an answer may take beside the id.
const ANSWER: f32 = 170.0;

/// Share of a page up to which a card is not torn.
const WHOLE: f32 = 0.4;

/// Adds a card. Its head stays with the beginning of what follows and is told again, short, where the card
/// goes on over the page.
pub fn add(setter: &Setter<'_>, card: &Card, flow: &mut Strips) {
    let mut strips = kept(head(setter, card));
    let ask = ask(setter, card);
    // A short question stays with the first answer below it.
    strips.extend(if ask.len() <= 5 { kept(ask) } else { ask });
    strips.extend(objectives(setter, card));
    strips.extend(remarks(setter, card));
    if let Some(last) = strips.last_mut() {
        last.height += 8.0;
        last.keep = false;
    }
    // The end of a card is never alone on the next page.
    if let [.., before, _] = strips.as_mut_slice() {
        before.keep = true;
    }
    // A card of common size stays whole; only a longer one goes on over the page.
    let height: f32 = strips.iter().map(|strip| strip.space + strip.height).sum();
    if height <= BODY.height() * WHOLE {
        strips = kept_among(strips);
    }
    let title = format!("{} {}", card.id, card.title);
    let reminder = super::table::continued(setter, &title, Strip { height: 2.0, ..Strip::default() });
    // The line above and the head itself are never below a reminder of the head.
    let mut strips = strips.into_iter();
    flow.extend(strips.by_ref().take(2).collect());
    flow.extend_under(reminder, strips.collect(), BODY);
}

fn head(setter: &Setter<'_>, card: &Card) -> Vec<Strip> {
    let types = &setter.types;
    let (answer, tone) = &card.answer;
    let answer = setter.column(answer, types.tag.in_colour(tone_colour(*tone)), WIDTH - ANSWER, ANSWER, Align::Right);
    let mut id = setter.column(&card.id, types.tag, LEFT, INNER - ANSWER - 12.0, Align::Left);
    id.mark = Some((*tone, MARK + 1.0));
    let line = rule(0.0, 0.0, WIDTH, RULE, 0.8);
    let mut strips = vec![Strip { space: 10.0, height: 9.0, separator: true, items: vec![line], ..Strip::default() }];
    strips.extend(setter.row(&[id, answer], RowForm::whole(0.0, 0.0)));
    strips.extend(spaced(setter.running(&setter.lines(&card.title, types.card, INNER), types.card, LEFT), 1.0));
    if !card.tags.is_empty() {
        // The typeface's middle dot is as wide as a Han character: it brings its own space.
        let tags = setter.lines(&card.tags.join("·"), types.caption, INNER);
        strips.extend(spaced(setter.running(&tags, types.caption, LEFT), 1.0));
    }
    strips
}

fn ask(setter: &Setter<'_>, card: &Card) -> Vec<Strip> {
    let kind = setter.types.body;
    spaced(setter.running(&setter.lines(&card.ask, kind, INNER), kind, LEFT), 5.0)
}

fn objectives(setter: &Setter<'_>, card: &Card) -> Vec<Strip> {
    let kind = setter.types.cell;
    let letter_kind = kind.in_bold().in_colour(GREY);
    let naturals = card.objectives.iter().map(|(letter, ..)| setter.natural(letter, letter_kind));
    let letter_width = naturals.fold(12.0, f32::max).min(72.0) + 0.5;
    let answers = card.objectives.iter().map(|(_, _, answer, _)| setter.natural(answer, kind));
    let answer_width = label_width(answers, 0.24);
    let text_left = LEFT + letter_width + 8.0;
    let mark_left = WIDTH - answer_width - MARK * 2.0 - 6.0;
    let mut strips = Vec::new();
    for (index, (letter, text, answer, tone)) in card.objectives.iter().enumerate() {
        let colour = tone_colour(*tone);
        let mut columns = [
            setter.column(letter, letter_kind, LEFT, letter_width, Align::Left),
            setter.column(text, kind, text_left, mark_left - 12.0 - text_left, Align::Left),
            setter.column(answer, kind.in_colour(colour), WIDTH - answer_width, answer_width, Align::Left),
        ];
        columns[2].mark = Some((*tone, mark_left + MARK));
        let form = RowForm { above: 2.5, below: 2.5, whole: kind.leading * 12.0 };
        let mut row = spaced(setter.row(&columns, form), if index == 0 { 6.0 } else { 0.0 });
        // No single objective at the foot of a page.
        if let Some(last) = row.last_mut().filter(|_| index == 0) {
            last.keep = true;
        }
        strips.extend(row);
    }
    strips
}

fn remarks(setter: &Setter<'_>, card: &Card) -> Vec<Strip> {
    let types = &setter.types;
    let label = types.caption.in_bold().in_colour(ACCENT);
    let naturals = card.remarks.iter().map(|(name, _)| setter.natural(name, label));
    let width = label_width(naturals, 0.2);
    let x = LEFT + width + 12.0;
    let mut strips = Vec::new();
    for (index, (name, text)) in card.remarks.iter().enumerate() {
        let columns: [Column; 2] = [
            setter.column(name, label, LEFT, width, Align::Left),
            setter.column(text, types.note, x, WIDTH - x, Align::Left),
        ];
        let form = RowForm { above: 2.0, below: 2.0, whole: types.note.leading * 6.0 };
        strips.extend(spaced(setter.row(&columns, form), if index == 0 { 6.0 } else { 0.0 }));
    }
    strips
}
