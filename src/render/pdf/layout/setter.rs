//! Sets lines of text, and rows of texts side by side, as items.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::flow::{Frame, Strip};
use super::structure::Structure;
use crate::render::pdf::font::Fonts;
use crate::render::pdf::page::{Area, Colour, Item, Role, Size, Stroke, Tag, TextRun};
use crate::render::pdf::shape;
use crate::render::pdf::style::{ACCENT, FOOT, MARGIN, TOP, Type, Types};
use crate::render::pdf::text::{self, Line};
use crate::report::{Align, Document, Labels, Tone, Wording};

/// Radius of a mark beside text.
pub const MARK: f32 = 3.6;
/// Distance between the two languages where they stand side by side.
const BESIDE: f32 = 20.0;

/// Typefaces, types, measures and words around the content: all that setting needs.
pub struct Setter<'a> {
    /// Faces to measure with.
    pub fonts: &'a Fonts,
    /// Words around the content.
    pub labels: &'a Labels,
    /// Types of the document's language.
    pub types: Types,
    /// The accent.
    pub accent: Colour,
    /// Size of the paper.
    pub size: Size,
    /// Width between the margins.
    pub width: f32,
    /// The text area of a page with a running head.
    pub body: Frame,
    /// What the texts are.
    pub structure: Structure,
    /// Characters that no face has, of all that was set.
    pub missing: RefCell<BTreeSet<char>>,
    /// Places that links can lead to: the card of each requirement.
    cards: HashMap<&'a str, usize>,
}

/// A line in its type.
#[derive(Debug, Clone)]
pub struct Set {
    /// The line.
    pub line: Line,
    /// Its type.
    pub kind: Type,
    /// Whether it is in the second language.
    pub second: bool,
}

impl Set {
    fn width(&self) -> f32 {
        self.line.width(self.kind.size)
    }
}

/// A text in a row of several side by side.
#[derive(Debug, Clone)]
pub struct Column {
    /// Left side of the column.
    pub x: f32,
    /// Its width.
    pub width: f32,
    /// How its lines are aligned.
    pub align: Align,
    /// Its type.
    pub kind: Type,
    /// Its lines.
    pub lines: Vec<Set>,
    /// A mark at the first line: its tone and the place of its centre.
    pub mark: Option<(Tone, f32)>,
    /// The element that it is.
    pub tag: Tag,
    /// Place that it leads to.
    pub link: Option<usize>,
}

/// Room around the lines of a row, and when it may be torn.
#[derive(Debug, Clone, Copy)]
pub struct RowForm {
    /// Room above.
    pub above: f32,
    /// Room below.
    pub below: f32,
    /// A row that is not taller than this stays whole.
    pub whole: f32,
}

impl<'a> Setter<'a> {
    /// Returns a setter for a document.
    pub fn new(document: &'a Document, fonts: &'a Fonts) -> Self {
        let accent = document.look.accent.map_or(ACCENT, |[red, green, blue]| Colour(red, green, blue));
        let size = Size::of(document.look.paper);
        let cards = super::cards(document).into_iter().map(|(id, _)| id);
        Self {
            fonts,
            labels: &document.labels,
            types: Types::of(document.lang, accent),
            accent,
            size,
            width: size.width - 2.0 * MARGIN,
            body: Frame { first_top: TOP, top: TOP, bottom: size.height - FOOT },
            structure: Structure::new(document.second),
            missing: RefCell::default(),
            cards: cards.zip(document.sections.len()..).collect(),
        }
    }

    /// Returns the place of a requirement's card, counted behind those of the sections.
    pub fn card(&self, id: &str) -> Option<usize> {
        self.cards.get(id).copied()
    }

    /// Adds an element to what is set now.
    pub fn leaf(&self, role: Role) -> Tag {
        self.structure.leaf(role)
    }

    /// Returns how tall a strip may be: a page, less what may be repeated above it.
    pub fn tallest(&self) -> f32 {
        self.body.height() * 0.75
    }

    /// Returns the form of a row that is torn only where no page could hold it.
    pub fn whole_row(&self, above: f32, below: f32) -> RowForm {
        RowForm { above, below, whole: self.tallest() }
    }

    /// Returns the lines of a text in a type.
    fn lines(&self, text: &str, kind: Type, width: f32, second: bool) -> Vec<Set> {
        let lines = text::lines(self.fonts, text, kind.face, kind.size, width);
        lines.into_iter().map(|line| Set { line, kind, second }).collect()
    }

    /// Returns the lines of a text, those of the second language below the others.
    pub fn stacked(&self, text: &Wording, kind: Type, width: f32) -> Vec<Set> {
        let mut lines = self.lines(&text.first, kind, width, false);
        if let Some(second) = &text.second {
            lines.extend(self.lines(second, kind.in_second(), width, true));
        }
        lines
    }

    /// Returns a text as one line, cut if need be.
    pub fn one_line(&self, text: &str, kind: Type, width: f32) -> Line {
        text::one_line(self.fonts, text, kind.face, kind.size, width)
    }

    /// Returns how wide a text is in a type if no line is broken.
    pub fn natural(&self, text: &str, kind: Type) -> f32 {
        text::natural_width(self.fonts, text, kind.face, kind.size)
    }

    /// Returns how wide a wording is in a type if no line is broken and its languages are stacked.
    pub fn natural_wording(&self, text: &Wording, kind: Type) -> f32 {
        let second = text.second.as_ref().map_or(0.0, |second| self.natural(second, kind.in_second()));
        self.natural(&text.first, kind).max(second)
    }

    /// Returns a column of text that begins at `x`, both languages stacked.
    pub fn column(&self, tag: Tag, text: &Wording, kind: Type, x: f32, width: f32, align: Align) -> Column {
        let lines = self.stacked(text, kind, width);
        Column { x, width, align, kind, lines, mark: None, tag, link: None }
    }

    /// Returns the columns of a text: one, or two where it is told in two languages.
    pub fn beside(&self, tag: Tag, text: &Wording, kind: Type, x: f32, width: f32) -> Vec<Column> {
        let column = |x: f32, width: f32, lines: Vec<Set>| Column {
            x,
            width,
            align: Align::Left,
            kind,
            lines,
            mark: None,
            tag,
            link: None,
        };
        let Some(second) = &text.second else {
            return vec![column(x, width, self.lines(&text.first, kind, width, false))];
        };
        let half = (width - BESIDE) / 2.0;
        vec![
            column(x, half, self.lines(&text.first, kind, half, false)),
            column(x + half + BESIDE, half, self.lines(second, kind.in_second(), half, true)),
        ]
    }

    /// Returns strips of running text, both languages side by side where there are two: one strip to a line, with
    /// no single line at the end or the beginning of a page.
    pub fn running(&self, role: Role, text: &Wording, kind: Type, x: f32, width: f32) -> Vec<Strip> {
        self.running_in(self.leaf(role), text, kind, x, width)
    }

    /// Returns strips of running text that belong to an element.
    pub fn running_in(&self, tag: Tag, text: &Wording, kind: Type, x: f32, width: f32) -> Vec<Strip> {
        let mut columns = self.beside(tag, text, kind, x, width);
        if columns.len() > 1 {
            return self.row(&columns, RowForm { above: 0.0, below: 0.0, whole: kind.leading * 12.0 });
        }
        columns.pop().map_or_else(Vec::new, |column| self.strips(&column.lines, column.tag, x))
    }

    /// Returns strips of lines, one to each, with no single line at the end or the beginning of a page.
    pub fn strips(&self, lines: &[Set], tag: Tag, x: f32) -> Vec<Strip> {
        let count = lines.len();
        let second = self.second_of(lines, tag);
        let strip = |(index, set): (usize, &Set)| {
            let mut items = Vec::new();
            let tag = if set.second { second } else { tag };
            self.put(&mut items, &set.line, set.kind, x, set.kind.baseline(), tag);
            let keep = (index == 0 && count > 1) || index + 2 == count;
            let separator = index > 0 && items.is_empty();
            Strip { height: set.kind.leading, keep, separator, items, ..Strip::default() }
        };
        lines.iter().enumerate().map(strip).collect()
    }

    /// Returns the element for the lines in the second language; none is made where there are no such lines.
    fn second_of(&self, lines: &[Set], tag: Tag) -> Tag {
        if lines.iter().any(|set| set.second) { self.structure.second_of(tag) } else { tag }
    }

    /// Sets one line with its baseline at a height.
    pub fn put(&self, items: &mut Vec<Item>, line: &Line, kind: Type, x: f32, baseline: f32, tag: Tag) {
        let mut x = x;
        for run in &line.runs {
            let width = text::to_points(run.width, kind.size);
            if run.missing {
                self.missing.borrow_mut().extend(run.text.chars());
                self.put_boxes(items, run.text.chars().count(), kind, x, baseline);
            }
            items.push(Item::Text(TextRun {
                x,
                baseline,
                width,
                size: kind.size,
                face: run.face,
                colour: kind.colour,
                text: run.text.clone(),
                tag,
            }));
            x += width;
        }
    }

    /// Draws a box for each character that no face has.
    fn put_boxes(&self, items: &mut Vec<Item>, count: usize, kind: Type, x: f32, baseline: f32) {
        let em = kind.size;
        for index in 0..count {
            let area = Area {
                x: x + em * (index as f32 + 0.14),
                y: baseline - em * 0.74,
                width: em * 0.72,
                height: em * 0.78,
            };
            let stroke = Stroke::plain(kind.colour, (em * 0.05).max(0.4));
            items.push(Item::Rectangle { area, fill: None, stroke: Some(stroke) });
        }
    }

    /// Sets lines below each other and returns where they end.
    pub fn stack(&self, items: &mut Vec<Item>, lines: &[Set], x: f32, y: f32, tag: Tag) -> f32 {
        let second = self.second_of(lines, tag);
        let mut y = y;
        for set in lines {
            let tag = if set.second { second } else { tag };
            self.put(items, &set.line, set.kind, x, y + set.kind.baseline(), tag);
            y += set.kind.leading;
        }
        y
    }

    /// Returns a row of columns on common baselines. Whole it is one strip, column after column; torn it is
    /// one strip to a line, but what stands beside the longest column stays with the beginning.
    pub fn row(&self, columns: &[Column], form: RowForm) -> Vec<Strip> {
        let leading = columns.iter().map(|column| column.kind.leading).fold(0.0, f32::max);
        let base = columns.iter().map(|column| column.kind.baseline()).fold(0.0, f32::max);
        let mut counts: Vec<usize> = columns.iter().map(|column| column.lines.len()).collect();
        counts.sort_unstable();
        let count = counts.last().copied().unwrap_or(0).max(1);
        let whole = form.above + form.below + leading * count as f32;
        let seconds: Vec<Tag> = columns.iter().map(|column| self.second_of(&column.lines, column.tag)).collect();
        let set = |lines: std::ops::Range<usize>, above: f32| {
            let mut items = Vec::new();
            for (column, &second) in columns.iter().zip(&seconds) {
                self.put_column(&mut items, column, second, lines.clone(), (above, leading, base));
            }
            items
        };
        if whole <= form.whole {
            return vec![Strip { height: whole, items: set(0..count, form.above), ..Strip::default() }];
        }
        let most = (((self.tallest() - form.above) / leading) as usize).max(1);
        let beside = counts.len().checked_sub(2).map_or(0, |index| counts[index]);
        let first = beside.max(2).min(most).min(count);
        let mut strips = Vec::with_capacity(count - first + 1);
        let mut add = |lines: std::ops::Range<usize>| {
            let above = if lines.start == 0 { form.above } else { 0.0 };
            let below = if lines.end == count { form.below } else { 0.0 };
            let height = above + below + leading * lines.len() as f32;
            // No single last line on the next page.
            let keep = lines.end + 1 == count;
            // An empty line parts two others, and is not wanted at the top of a page.
            let (later, items) = (lines.start > 0, set(lines, above));
            strips.push(Strip { height, keep, separator: later && items.is_empty(), items, ..Strip::default() });
        };
        add(0..first);
        for index in first..count {
            add(index..index + 1);
        }
        strips
    }

    fn put_column(
        &self,
        items: &mut Vec<Item>,
        column: &Column,
        second: Tag,
        range: std::ops::Range<usize>,
        (above, leading, base): (f32, f32, f32),
    ) {
        if let Some((tone, x)) = column.mark.filter(|_| range.start == 0) {
            items.extend(shape::mark(tone, x, above + base - column.kind.size * 0.36, MARK));
        }
        let lines = column.lines.iter().skip(range.start).take(range.len());
        for (index, set) in lines.enumerate() {
            let width = set.width();
            let x = match column.align {
                Align::Left => column.x,
                Align::Right => column.x + column.width - width,
            };
            let y = above + leading * index as f32;
            let tag = if set.second { second } else { column.tag };
            self.put(items, &set.line, set.kind, x, y + base, tag);
            if let Some(target) = column.link.filter(|_| index == 0 && range.start == 0) {
                let area = Area { x, y, width, height: leading };
                items.push(Item::Link { area, target, tag: column.tag });
            }
        }
    }
}

/// Draws a light line along the lower edge of the last strip.
pub fn underline(strips: &mut [Strip], item: impl Fn(f32) -> Item) {
    if let Some(last) = strips.last_mut() {
        let y = last.height;
        last.items.push(item(y));
    }
}

/// Sets the space above the first strip.
pub fn spaced(mut strips: Vec<Strip>, space: f32) -> Vec<Strip> {
    if let Some(first) = strips.first_mut() {
        first.space = space;
    }
    strips
}

/// Keeps all strips with each other and with what follows.
pub fn kept(mut strips: Vec<Strip>) -> Vec<Strip> {
    for strip in &mut strips {
        strip.keep = true;
    }
    strips
}

/// Keeps all strips with each other.
pub fn kept_among(strips: Vec<Strip>) -> Vec<Strip> {
    let mut strips = kept(strips);
    if let Some(last) = strips.last_mut() {
        last.keep = false;
    }
    strips
}

/// Returns the width of a column of labels: that of the widest, within limits.
pub fn label_width(naturals: impl Iterator<Item = f32>, most: f32) -> f32 {
    naturals.fold(40.0, f32::max).min(most) + 0.5
}
