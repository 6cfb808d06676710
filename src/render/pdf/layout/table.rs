//! Tables: thin rules, a head that is repeated, rows that no page break cuts.

use super::flow::{Strip, Strips};
use super::rule;
use super::setter::{Column, MARK, Set, Setter, kept, kept_among, spaced, underline};
use crate::render::pdf::page::{Role, Tag};
use crate::render::pdf::style::RULE;
use crate::render::pdf::text::Line;
use crate::report::{Align, Cell, Table, Wording};

/// Empty space between columns, unless there are very many.
const GAP: f32 = 12.0;
/// Share of a page up to which a table stays whole.
const WHOLE: f32 = 0.3;
/// Room that a mark takes before its text.
const MARK_ROOM: f32 = MARK * 2.0 + 6.0;

/// Adds a table; a page that goes on with it says so above the head.
pub fn add(setter: &Setter<'_>, table: &Table, title: &Wording, flow: &mut Strips) {
    if !table.columns.is_empty() {
        setter.structure.within(Role::Table, || add_rows(setter, table, title, flow));
    }
}

fn add_rows(setter: &Setter<'_>, table: &Table, title: &Wording, flow: &mut Strips) {
    let widths = widths(setter, table);
    let mut head = setter.structure.within(Role::TR, || head(setter, table, &widths));
    let room = if table.compact { 2.2 } else { 5.0 };
    let mut rows = Vec::new();
    for row in &table.rows {
        let cells = setter.structure.within(Role::TR, || cells(setter, table, row, &widths));
        let mut strips = setter.row(&cells, setter.whole_row(room, room));
        underline(&mut strips, |y| rule(0.0, y, setter.width, RULE, 0.4));
        rows.extend(strips);
    }

    let height: f32 = rows.iter().map(|row| row.height).sum();
    if height <= setter.body.height() * WHOLE {
        rows = kept_among(rows);
    } else if let [first, .., before, _] = rows.as_mut_slice() {
        // Neither the first row nor the last one is ever alone on a page.
        (first.keep, before.keep) = (true, true);
    }

    let opening = kept(spaced(head.clone(), if table.compact { 7.0 } else { 14.0 }));
    let single = head.len() == 1;
    flow.extend(opening);
    match head.pop().filter(|_| single) {
        Some(head) => flow.extend_under(continued(setter, &title.first, head), rows, setter.body),
        // A head so tall that it had to be torn is not repeated.
        None => flow.extend(rows),
    }
}

/// Puts a small line above a repeated head.
pub fn continued(setter: &Setter<'_>, title: &str, head: Strip) -> Strip {
    let kind = setter.types.caption;
    let mut items = Vec::new();
    let label = &setter.labels.continued;
    let room = (setter.width - setter.natural(label, kind) - 4.0).max(setter.width / 2.0);
    let line = setter.one_line(title, kind, room);
    setter.put(&mut items, &line, kind, 0.0, kind.baseline(), Tag::ARTIFACT);
    // A wide bracket brings its own space.
    let space = if label.is_ascii() { 3.0 } else { 0.0 };
    let x = line.width(kind.size) + space;
    let line = setter.one_line(label, kind, setter.width - x);
    setter.put(&mut items, &line, kind, x, kind.baseline(), Tag::ARTIFACT);
    let above = kind.leading + 4.0;
    items.extend(head.items.into_iter().map(|mut item| {
        item.shift(0.0, above);
        item
    }));
    Strip { height: head.height + above, items, ..Strip::default() }
}

fn head(setter: &Setter<'_>, table: &Table, widths: &[f32]) -> Vec<Strip> {
    let mut x = 0.0;
    let mut columns = Vec::new();
    for (column, &width) in table.columns.iter().zip(widths) {
        columns.push(setter.column(setter.leaf(Role::TH), &column.title, setter.types.head, x, width, column.align));
        x += width + gap(setter, table);
    }
    let rows = columns.iter().map(|column| column.lines.len()).max().unwrap_or(0).min(12);
    // Short titles stand at the foot of the head, next to their column.
    let empty = Set { line: Line::default(), kind: setter.types.head, second: false };
    for column in &mut columns {
        let missing = rows.saturating_sub(column.lines.len());
        column.lines.splice(0..0, std::iter::repeat_n(empty.clone(), missing));
    }
    let mut strips = setter.row(&columns, setter.whole_row(2.0, 4.0));
    underline(&mut strips, |y| rule(0.0, y, setter.width, setter.accent, 0.9));
    strips
}

fn cells(setter: &Setter<'_>, table: &Table, row: &[Cell], widths: &[f32]) -> Vec<Column> {
    let mut x = 0.0;
    let mut columns = Vec::new();
    for ((column, cell), &width) in table.columns.iter().zip(row).zip(widths) {
        let mut kind = setter.types.cell;
        if cell.strong {
            kind = kind.in_bold();
        }
        let room = if cell.tone.is_some() { MARK_ROOM } else { 0.0 };
        let mut set = setter.column(setter.leaf(Role::TD), &cell.text, kind, x + room, width - room, column.align);
        set.mark = cell.tone.map(|tone| {
            let text = set.lines.first().map_or(0.0, |set| set.line.width(kind.size));
            match column.align {
                Align::Left => (tone, x + MARK + 0.5),
                Align::Right => (tone, x + width - text - MARK_ROOM + MARK),
            }
        });
        set.lines.extend(setter.stacked(&cell.note, setter.types.cell.in_note(), width - room));
        set.link = cell.link.as_deref().and_then(|id| setter.card(id));
        columns.push(set);
        x += width + gap(setter, table);
    }
    columns
}

fn gap(setter: &Setter<'_>, table: &Table) -> f32 {
    GAP.min(setter.width * 0.3 / table.columns.len().max(1) as f32)
}

/// Returns the widths of the columns. Narrow ones are as wide as their text; the others share the rest, of
/// which at least two fifths of the page are left to them.
fn widths(setter: &Setter<'_>, table: &Table) -> Vec<f32> {
    let room = setter.width - gap(setter, table) * (table.columns.len() as f32 - 1.0);
    let shares: f32 = table.columns.iter().map(|column| f32::from(column.share)).sum();
    let mut widths: Vec<f32> = (0..table.columns.len())
        .map(|index| {
            if table.columns[index].share == 0 {
                natural(setter, table, index).clamp(8.0, setter.width * 0.45)
            } else {
                0.0
            }
        })
        .collect();
    let most = if shares > 0.0 { room - setter.width * 0.4 } else { room };
    level(&mut widths, most);
    let rest = room - widths.iter().sum::<f32>();
    let count = table.columns.len() as f32;
    for (width, column) in widths.iter_mut().zip(&table.columns) {
        *width += if shares > 0.0 { rest * f32::from(column.share) / shares } else { rest / count };
    }
    widths
}

/// Cuts the widest down until all take no more than `most`; a number keeps its width beside a long text.
fn level(widths: &mut [f32], most: f32) {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let mut rest = most;
    for (index, &width) in sorted.iter().enumerate() {
        let fair = rest / (sorted.len() - index) as f32;
        if width > fair {
            for width in widths.iter_mut().filter(|width| **width > fair) {
                *width = fair;
            }
            return;
        }
        rest -= width;
    }
}

/// Returns how wide a column wants to be; a long title is rather broken than given room.
fn natural(setter: &Setter<'_>, table: &Table, index: usize) -> f32 {
    let cell = setter.types.cell;
    let text = table
        .rows
        .iter()
        .filter_map(|row| row.get(index))
        .map(|content| {
            let kind = if content.strong { cell.in_bold() } else { cell };
            let note = setter.natural_wording(&content.note, cell.in_note());
            let text = setter.natural_wording(&content.text, kind).max(note);
            text + if content.tone.is_some() { MARK_ROOM } else { 0.0 }
        })
        .fold(0.0, f32::max);
    let title = setter.natural_wording(&table.columns[index].title, setter.types.head);
    text.max(title.min(text.max(74.0))) + 0.5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pdf::font::Fonts;
    use crate::render::pdf::layout::tests::with_blocks;
    use crate::report::{self, Lang};

    fn widths_of(columns: &[(&str, u8, &str)]) -> (Vec<f32>, f32) {
        let fonts = Fonts::load().expect("the embedded faces are sound");
        let document = with_blocks(Lang::En, Vec::new());
        let setter = Setter::new(&document, &fonts);
        let column =
            |&(title, share, _): &(&str, u8, &str)| report::Column { title: title.into(), align: Align::Left, share };
        let cell = |&(_, _, text): &(&str, u8, &str)| Cell { text: text.into(), ..Cell::default() };
        let (rows, columns) = (vec![columns.iter().map(cell).collect()], columns.iter().map(column).collect());
        let table = Table { columns, rows, compact: false };
        let widths = widths(&setter, &table);
        let all: f32 = widths.iter().sum::<f32>() + gap(&setter, &table) * (table.columns.len() as f32 - 1.0);
        assert!((all - setter.width).abs() < 0.1, "a table is as wide as the page: {widths:?}");
        (widths, setter.width)
    }

    #[test]
    fn narrow_columns_keep_their_text_and_the_rest_is_shared() {
        let long = "long text ".repeat(40);
        let (widths, all) =
            widths_of(&[("", 0, "1"), ("Id", 0, &long), ("No", 0, "1,024.50"), ("Text", 3, &long), ("More", 1, &long)]);
        assert_eq!(widths[0], 8.0);
        assert!(widths[2] > 35.0, "a number is not broken");
        assert!((widths[3] / widths[4] - 3.0).abs() < 0.01);
        assert!(widths[3] + widths[4] >= all * 0.4 - 0.1);
    }

    #[test]
    fn tables_without_shares_and_tables_of_many_columns_fill_the_page_too() {
        widths_of(&[("Alpha", 0, "a"), ("Beta", 0, "b")]);
        assert!(widths_of(&[("x", 0, "y"); 40]).0.iter().all(|&width| width > 0.0));
    }
}
