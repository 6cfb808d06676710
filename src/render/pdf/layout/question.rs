//! Something to be answered by hand: boxes to tick and lines to write on.
//!
//! Boxes and lines are drawings: no typeface of the report has a box, and a drawn one looks the same everywhere.

use super::flow::{Strip, Strips};
use super::framed;
use super::rule;
use super::setter::{RowForm, Set, Setter, kept, kept_among, label_width, spaced, underline};
use crate::render::pdf::page::{Area, Item, Role, Stroke, Tag};
use crate::render::pdf::style::{GREY, INK, RULE, Type};
use crate::render::pdf::text::Line;
use crate::report::{Align, Part, Question, Wording};

/// Side of a box.
const BOX: f32 = 8.6;
/// From the left side of a box to its text.
const TICK: f32 = BOX + 5.0;
/// Between a choice and the next.
const BETWEEN: f32 = 18.0;
/// From a line to write on to the next.
const WRITING: f32 = 18.0;
/// Width of a column of boxes, at least and at most.
const COLUMN: (f32, f32) = (34.0, 62.0);
/// Between two such columns.
const APART: f32 = 6.0;
/// Share of the page that they may take.
const COLUMNS: f32 = 0.62;
/// Share of a page up to which a question is not torn.
const WHOLE: f32 = 0.42;

/// Adds a question. Its head stays with the beginning of what follows and is told again, short, where it goes on over
/// the page.
pub fn add(setter: &Setter<'_>, question: &Question, flow: &mut Strips) {
    let (heading, text) = (setter.leaf(Role::H3), setter.leaf(Role::P));
    let types = &setter.types;
    let mut strips = kept(head(setter, question, heading, text));
    let mut told = |wording: &Wording, kind: Type, space: f32| {
        if !wording.is_empty() {
            let lines = spaced(setter.running_in(text, wording, kind, 0.0, setter.width), space);
            // What is short stays with what follows it.
            let height: f32 = lines.iter().map(|line| line.height).sum();
            strips.extend(if height <= kind.leading * 5.5 { kept(lines) } else { lines });
        }
    };
    told(&question.ask, types.body, 4.0);
    told(&question.help, types.small, 3.0);
    told(&question.when, types.small.in_bold().in_colour(setter.accent), 3.0);
    if question.parts.is_empty() {
        strips.extend(spaced(ticks(setter, text, &question.choices, 0.0, types.cell), 5.0));
    } else {
        strips.extend(parts(setter, question));
    }
    // What shows it stands right above the lines on which to write that.
    strips.extend(kept(remarks(setter, question)));
    strips.extend(kept(question.lines.iter().map(|(label, count)| writing(setter, label, *count)).collect()));
    if let Some(last) = strips.last_mut() {
        last.height += 10.0;
    }
    framed::add(setter, &question.id, &question.title, strips, WHOLE, flow);
}

/// Id and remarks on one line, and the title below.
fn head(setter: &Setter<'_>, question: &Question, heading: Tag, text: Tag) -> Vec<Strip> {
    let types = &setter.types;
    let tags = framed::on_one_line(&question.tags);
    let room = setter.width * 0.5;
    let id = Wording::from(question.id.as_str());
    let id = setter.column(heading, &id, types.tag, 0.0, setter.width - room - 12.0, Align::Left);
    let tags = setter.column(text, &tags, types.caption, setter.width - room, room, Align::Right);
    let line = rule(0.0, 0.0, setter.width, RULE, 0.8);
    let mut strips = vec![Strip { space: 8.0, height: 9.0, separator: true, items: vec![line], ..Strip::default() }];
    let mut row = setter.row(&[id, tags], setter.whole_row(0.0, 0.0));
    row[0].place = setter.card(&question.id);
    strips.extend(row);
    strips.extend(spaced(setter.strips(&setter.stacked(&question.title, types.card, setter.width), heading, 0.0), 1.0));
    strips
}

/// Returns an empty box beside a line of text of a type that begins at `y`.
fn tick(x: f32, y: f32, kind: Type) -> Item {
    let area = Area { x, y: y + kind.baseline() - kind.size * 0.36 - BOX / 2.0, width: BOX, height: BOX };
    Item::Rectangle { area, fill: None, stroke: Some(Stroke::plain(INK, 0.8)) }
}

/// Choices behind each other, as many to a line as there is room for; a long one takes a line of its own, or several.
fn ticks(setter: &Setter<'_>, tag: Tag, choices: &[Wording], left: f32, kind: Type) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    let mut x = f32::INFINITY;
    let second = choices.iter().any(|choice| choice.second.is_some()).then(|| setter.structure.second_of(tag));
    for choice in choices {
        let lines: Vec<Set> = setter.stacked(choice, kind, setter.width - left - TICK);
        let width = lines.iter().map(|set| set.line.width(set.kind.size)).fold(0.0, f32::max);
        let several = lines.len() > 1 + usize::from(choice.second.is_some());
        if several {
            let mut own = spaced(setter.strips(&lines, tag, left + TICK), 3.0);
            if let Some(first) = own.first_mut() {
                first.items.push(tick(left, 0.0, kind));
            }
            strips.extend(own);
            x = f32::INFINITY;
            continue;
        }
        if x + TICK + width > setter.width {
            strips.push(Strip::default());
            x = left;
        }
        let strip = strips.last_mut().expect("one was just begun");
        let mut y = 2.0;
        strip.items.push(tick(x, y, kind));
        for set in &lines {
            let tag = if set.second { second.unwrap_or(tag) } else { tag };
            setter.put(&mut strip.items, &set.line, set.kind, x + TICK, y + set.kind.baseline(), tag);
            y += set.kind.leading;
        }
        strip.height = strip.height.max(y + 3.0);
        x += TICK + width + BETWEEN;
    }
    if strips.len() <= 8 { kept_among(strips) } else { strips }
}

/// The whole and its parts, with a column of boxes for each choice; where there are too many choices for that, with the
/// choices below each part.
fn parts(setter: &Setter<'_>, question: &Question) -> Vec<Strip> {
    let caption = setter.types.caption;
    let naturals = question.choices.iter().map(|choice| setter.natural_wording(choice, caption));
    let widths: Vec<f32> = naturals.map(|natural| (natural + 0.5).clamp(COLUMN.0, COLUMN.1)).collect();
    let room: f32 = widths.iter().map(|width| width + APART).sum();
    let left = setter.width - room;
    let places = widths.iter().scan(left, |x, width| {
        let place = *x;
        *x += width + APART;
        Some((place, *width))
    });
    let boxes = room <= setter.width * COLUMNS;
    let grid = Grid { setter, question, tag: setter.leaf(Role::P), places: places.collect(), left, boxes };
    let mut strips = if grid.boxes { kept(spaced(grid.head(), 5.0)) } else { Vec::new() };
    let all = vec![true; question.choices.len()];
    let whole = Part { letter: String::new(), ask: question.whole.clone(), may: all };
    let count = question.parts.len();
    for (index, part) in std::iter::once(&whole).chain(&question.parts).enumerate() {
        let kind = if index == 0 { setter.types.cell.in_bold() } else { setter.types.cell };
        let mut row = grid.row(part, kind);
        // No single part at the foot of a page, nor at the top of the next.
        if let Some(last) = row.last_mut().filter(|_| index == 0 || index == 1 || index + 1 == count) {
            last.keep = true;
        }
        strips.extend(row);
    }
    if let Some(last) = strips.last_mut() {
        last.height += 3.0;
    }
    strips
}

struct Grid<'g> {
    setter: &'g Setter<'g>,
    question: &'g Question,
    tag: Tag,
    /// Where each column of boxes begins, and how wide it is.
    places: Vec<(f32, f32)>,
    /// Where the first of them begins.
    left: f32,
    /// Whether there is room for them.
    boxes: bool,
}

impl Grid<'_> {
    /// Names the choices above their columns.
    fn head(&self) -> Vec<Strip> {
        let caption = self.setter.types.caption;
        let columns = self.question.choices.iter().zip(&self.places);
        let mut columns: Vec<_> = columns
            .map(|(choice, &(x, width))| self.setter.column(self.tag, choice, caption, x, width, Align::Left))
            .collect();
        let rows = columns.iter().map(|column| column.lines.len()).max().unwrap_or(0).min(8);
        // Short names stand at the foot of the head, next to their boxes.
        let empty = Set { line: Line::default(), kind: caption, second: false };
        for column in &mut columns {
            let missing = rows.saturating_sub(column.lines.len());
            column.lines.splice(0..0, std::iter::repeat_n(empty.clone(), missing));
        }
        let mut strips = self.setter.row(&columns, self.setter.whole_row(0.0, 3.0));
        underline(&mut strips, |y| rule(0.0, y, self.setter.width, RULE, 0.8));
        strips
    }

    fn row(&self, part: &Part, kind: Type) -> Vec<Strip> {
        const ABOVE: f32 = 3.0;
        let setter = self.setter;
        let letters = self.question.parts.iter().map(|part| setter.natural(&part.letter, setter.types.cell.in_bold()));
        let letter_width = letters.fold(10.0, f32::max).min(72.0) + 0.5;
        let indent = letter_width + 8.0;
        let end = if self.boxes { self.left - 12.0 } else { setter.width };
        let (x, width) = if part.letter.is_empty() { (0.0, end) } else { (indent, end - indent) };
        let letter = Wording::from(part.letter.as_str());
        let letter_kind = setter.types.cell.in_bold().in_colour(GREY);
        let columns = [
            setter.column(self.tag, &letter, letter_kind, 0.0, letter_width, Align::Left),
            setter.column(self.tag, &part.ask, kind, x, width, Align::Left),
        ];
        let form = RowForm { above: ABOVE, below: ABOVE, whole: kind.leading * 12.0 };
        let mut strips = setter.row(&columns, form);
        let may = self.question.choices.iter().zip(&part.may).enumerate().filter(|(_, (_, may))| **may);
        if self.boxes {
            strips[0].items.extend(may.map(|(index, _)| tick(self.places[index].0, ABOVE, kind)));
        } else {
            let choices: Vec<Wording> = may.map(|(_, (choice, _))| choice.clone()).collect();
            strips = kept(strips);
            strips.extend(ticks(setter, self.tag, &choices, x, setter.types.caption));
        }
        underline(&mut strips, |y| rule(0.0, y, setter.width, RULE, 0.4));
        strips
    }
}

fn remarks(setter: &Setter<'_>, question: &Question) -> Vec<Strip> {
    let types = &setter.types;
    let label = types.small.in_bold().in_colour(setter.accent);
    let naturals = question.remarks.iter().map(|(name, _)| setter.natural_wording(name, label));
    let width = label_width(naturals, setter.width * 0.2);
    let x = width + 10.0;
    let tag = setter.leaf(Role::P);
    let mut strips = Vec::new();
    for (index, (name, text)) in question.remarks.iter().enumerate() {
        let mut columns = vec![setter.column(tag, name, label, 0.0, width, Align::Left)];
        columns.extend(setter.beside(tag, text, types.small, x, setter.width - x));
        let form = RowForm { above: 1.0, below: 1.0, whole: types.small.leading * 6.0 };
        strips.extend(spaced(setter.row(&columns, form), if index == 0 { 4.0 } else { 0.0 }));
    }
    strips
}

/// Lines to write on, the first behind its label.
pub fn writing(setter: &Setter<'_>, label: &Wording, count: u8) -> Strip {
    let kind = setter.types.small;
    let label = label.joined("　");
    let line = setter.one_line(&label, kind, setter.width * 0.6);
    let mut items = Vec::new();
    let tag = setter.leaf(Role::P);
    setter.put(&mut items, &line, kind, 0.0, WRITING - 3.0, tag);
    for index in 0..count.max(1) {
        let from = if index == 0 { line.width(kind.size) + 8.0 } else { 0.0 };
        items.push(rule(from, WRITING * f32::from(index + 1), setter.width - from, GREY, 0.5));
    }
    Strip { space: 2.0, height: WRITING * f32::from(count.max(1)) + 1.0, items, ..Strip::default() }
}
