//! Sets lines of text, and rows of texts side by side, as items.

use super::flow::{Frame, Strip};
use super::{BODY, WIDTH};
use crate::render::pdf::font::Fonts;
use crate::render::pdf::page::{Area, Item, Stroke, TextRun};
use crate::render::pdf::shape;
use crate::render::pdf::style::{Type, Types};
use crate::render::pdf::text::{self, Line};
use crate::report::{Align, Document, Labels, Tone};

/// Radius of a mark beside text.
pub const MARK: f32 = 3.6;

/// Typefaces, types and words around the content: all that setting needs.
pub struct Setter<'a> {
    /// Faces to measure with.
    pub fonts: &'a Fonts,
    /// Words around the content.
    pub labels: &'a Labels,
    /// Types of the document's language.
    pub types: Types,
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
    pub lines: Vec<Line>,
    /// A mark at the first line: its tone and the place of its centre.
    pub mark: Option<(Tone, f32)>,
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

impl RowForm {
    /// Returns the form of a row that is torn only where no page could hold it.
    pub fn whole(above: f32, below: f32) -> Self {
        Self { above, below, whole: tallest(BODY) }
    }
}

/// Returns how tall a strip may be: a page, less what may be repeated above it.
pub fn tallest(frame: Frame) -> f32 {
    frame.height() * 0.75
}

impl<'a> Setter<'a> {
    /// Returns a setter for a document.
    pub fn new(document: &'a Document, fonts: &'a Fonts) -> Self {
        Self { fonts, labels: &document.labels, types: Types::of(document.lang) }
    }

    /// Returns the lines of a text in a type.
    pub fn lines(&self, text: &str, kind: Type, width: f32) -> Vec<Line> {
        text::lines(self.fonts, text, kind.face, kind.size, width)
    }

    /// Returns a text as one line, cut if need be.
    pub fn one_line(&self, text: &str, kind: Type, width: f32) -> Line {
        text::one_line(self.fonts, text, kind.face, kind.size, width)
    }

    /// Returns how wide a text is in a type if no line is broken.
    pub fn natural(&self, text: &str, kind: Type) -> f32 {
        text::natural_width(self.fonts, text, kind.face, kind.size)
    }

    /// Returns a column of text that begins at `x`.
    pub fn column(&self, text: &str, kind: Type, x: f32, width: f32, align: Align) -> Column {
        Column { x, width, align, kind, lines: self.lines(text, kind, width), mark: None }
    }

    /// Sets one line with its baseline at a height.
    pub fn put(&self, items: &mut Vec<Item>, line: &Line, kind: Type, x: f32, baseline: f32) {
        let mut x = x;
        for run in &line.runs {
            let width = text::to_points(run.width, kind.size);
            if run.missing {
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
            let stroke = Stroke { colour: kind.colour, width: (em * 0.05).max(0.4) };
            items.push(Item::Rectangle { area, fill: None, stroke: Some(stroke) });
        }
    }

    /// Sets lines below each other and returns where they end.
    pub fn stack(&self, items: &mut Vec<Item>, lines: &[Line], kind: Type, x: f32, y: f32) -> f32 {
        let mut y = y;
        for line in lines {
            self.put(items, line, kind, x, y + kind.baseline());
            y += kind.leading;
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
        if whole <= form.whole {
            let items = self.row_lines(columns, 0..count, form.above, leading, base);
            return vec![Strip { height: whole, items, ..Strip::default() }];
        }
        let most = (((tallest(BODY) - form.above) / leading) as usize).max(1);
        let beside = counts.len().checked_sub(2).map_or(0, |index| counts[index]);
        let first = beside.max(2).min(most).min(count);
        let mut strips = Vec::with_capacity(count - first + 1);
        let mut add = |lines: std::ops::Range<usize>| {
            let above = if lines.start == 0 { form.above } else { 0.0 };
            let below = if lines.end == count { form.below } else { 0.0 };
            let height = above + below + leading * lines.len() as f32;
            // No single last line on the next page.
            let keep = lines.end + 1 == count;
            let items = self.row_lines(columns, lines, above, leading, base);
            strips.push(Strip { height, keep, items, ..Strip::default() });
        };
        add(0..first);
        for index in first..count {
            add(index..index + 1);
        }
        strips
    }

    fn row_lines(
        &self,
        columns: &[Column],
        range: std::ops::Range<usize>,
        above: f32,
        leading: f32,
        base: f32,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        for column in columns {
            if let Some((tone, x)) = column.mark.filter(|_| range.start == 0) {
                items.extend(shape::mark(tone, x, above + base - column.kind.size * 0.36, MARK));
            }
            let lines = column.lines.iter().skip(range.start).take(range.len());
            for (index, line) in lines.enumerate() {
                let x = match column.align {
                    Align::Left => column.x,
                    Align::Right => column.x + column.width - line.width(column.kind.size),
                };
                self.put(&mut items, line, column.kind, x, above + base + leading * index as f32);
            }
        }
        items
    }

    /// Returns one strip to a line, with no single line at the end or the beginning of a page.
    pub fn running(&self, lines: &[Line], kind: Type, x: f32) -> Vec<Strip> {
        let count = lines.len();
        lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let mut items = Vec::new();
                self.put(&mut items, line, kind, x, kind.baseline());
                let keep = (index == 0 && count > 1) || index + 2 == count;
                Strip { height: kind.leading, keep, items, ..Strip::default() }
            })
            .collect()
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
pub fn label_width(naturals: impl Iterator<Item = f32>, share: f32) -> f32 {
    naturals.fold(40.0, f32::max).min(WIDTH * share) + 0.5
}
