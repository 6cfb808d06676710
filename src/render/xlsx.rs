//! A report as a spreadsheet (Office Open XML): every value with its type, no formula, no macro, no link.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError as Fault,
};

use crate::report::grid::{Book, Kind, Limit, Sheet, Value};
use crate::text::{begins_a_formula, width};

/// What a cell can hold in this form.
const CELL: Limit = Limit { units: 32_767, line_ends: 253 };

/// Columns of letters: no column is narrower than the first or wider than the last of its kind.
const NARROWEST: usize = 8;
const WIDEST_WORD: usize = 32;
const WIDEST_TEXT: usize = 60;
/// The arrow of the filter covers so much of a head.
const ARROW: usize = 3;
/// Number of the paper size A4 in this form.
const A4: u8 = 9;

/// Why no spreadsheet could be made.
#[derive(Debug, thiserror::Error)]
pub enum XlsxError {
    /// There is more than the form can hold.
    #[error("{0}")]
    File(#[from] Fault),
}

/// Returns the report as a spreadsheet; the same report gives the same bytes.
///
/// # Errors
///
/// Only if there are more rows than the form can hold, which is more than a million.
pub fn render(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let book = book.clone().within(CELL);
    let mut workbook = Workbook::new();
    // Without a day of its own the file would bear the moment at which it was written.
    let day = moment(&book.date).map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    let properties = DocProperties::new().set_title(&*book.title).set_subject(&*book.subject);
    workbook.set_properties(&properties.set_author(&*book.author).set_creation_datetime(&day));
    let formats = Formats::new();
    for sheet in &book.sheets {
        write(workbook.add_worksheet(), sheet, &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// How cells look.
struct Formats {
    head: Format,
    label: Format,
    text: Format,
    quoted: Format,
    number: Format,
    share: Format,
    day: Format,
    minute: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        let bold = || cell().set_bold().set_text_wrap();
        Self {
            head: bold().set_background_color(0xE8_EE_F4).set_border_bottom(FormatBorder::Thin),
            label: bold(),
            text: cell().set_text_wrap(),
            // A text stays one even where somebody edits its cell.
            quoted: cell().set_text_wrap().set_quote_prefix(),
            number: cell(),
            share: cell().set_num_format("0.0%"),
            day: cell().set_num_format("yyyy-mm-dd"),
            minute: cell().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }

    /// A fact stands left, beside its label, whatever it is.
    fn left(&self) -> Self {
        let left = |format: &Format| format.clone().set_align(FormatAlign::Left);
        Self {
            head: left(&self.head),
            label: left(&self.label),
            text: left(&self.text),
            quoted: left(&self.quoted),
            number: left(&self.number),
            share: left(&self.share),
            day: left(&self.day),
            minute: left(&self.minute),
        }
    }
}

/// Returns a day, or a day with hour and minute, as this form counts it; nothing before 1900.
fn moment(text: &str) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(&text.replace(' ', "T")).ok()
}

fn row_number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn write(worksheet: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), Fault> {
    worksheet.set_name(&*sheet.title)?.set_landscape().set_paper_size(A4);
    let left = formats.left();
    for (row, (label, value)) in sheet.facts.iter().enumerate() {
        worksheet.write_string_with_format(row_number(row), 0, label, &left.label)?;
        put(worksheet, (row_number(row), 1), value, &left)?;
    }
    // An empty row parts the facts from the table.
    let head = if sheet.facts.is_empty() { 0 } else { sheet.facts.len() + 1 };
    for (column, own) in sheet.columns.iter().enumerate() {
        worksheet.write_string_with_format(row_number(head), column_number(column), &own.title, &formats.head)?;
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, value) in cells.iter().enumerate() {
            put(worksheet, (row_number(head + 1 + row), column_number(column)), value, formats)?;
        }
    }
    let last = (row_number(head + sheet.rows.len()), column_number(sheet.columns.len().saturating_sub(1)));
    worksheet.autofilter(row_number(head), 0, last.0, last.1)?;
    if sheet.facts.is_empty() {
        worksheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    }
    for (column, columns) in widths(sheet).into_iter().enumerate() {
        worksheet.set_column_width(column_number(column), columns)?;
    }
    Ok(())
}

fn put(worksheet: &mut Worksheet, at: (u32, u16), value: &Value, formats: &Formats) -> Result<(), Fault> {
    let mut text = |text: &str| {
        let format = if begins_a_formula(text) { &formats.quoted } else { &formats.text };
        worksheet.write_string_with_format(at.0, at.1, text, format).map(|_| ())
    };
    let (day, format) = match value {
        Value::Empty => return Ok(()),
        Value::Text(own) => return text(own),
        Value::Number(number) => {
            return worksheet.write_number_with_format(at.0, at.1, number.to_f64(), &formats.number).map(|_| ());
        }
        Value::Share(share) => {
            return worksheet.write_number_with_format(at.0, at.1, share.to_f64(), &formats.share).map(|_| ());
        }
        Value::Date(day) => (day.to_string(), &formats.day),
        Value::Minute(minute) => (minute.clone(), &formats.minute),
    };
    match moment(&day) {
        Some(moment) => worksheet.write_datetime_with_format(at.0, at.1, &moment, format).map(|_| ()),
        None => text(&day),
    }
}

/// Returns the width of each column in columns of letters: what its longest line takes, within bounds.
fn widths(sheet: &Sheet) -> Vec<u16> {
    let widest_line = |text: &str| text.lines().map(width).max().unwrap_or(0);
    let shown = |value: &Value| match value {
        Value::Empty => 0,
        Value::Text(text) => widest_line(text),
        Value::Number(number) => number.rounded(4).len(),
        Value::Share(_) => "100.0%".len(),
        Value::Date(_) => "2026-11-22".len(),
        Value::Minute(minute) => minute.len(),
    };
    let own = sheet.columns.iter().enumerate().map(|(index, column)| {
        let widest = match column.kind {
            Kind::Text => WIDEST_TEXT,
            Kind::Word | Kind::Number | Kind::Share | Kind::Date | Kind::Minute => WIDEST_WORD,
        };
        let cells = sheet.rows.iter().map(|row| shown(&row[index]));
        let facts = sheet.facts.iter().map(|(label, value)| match index {
            0 => widest_line(label),
            1 => shown(value),
            _ => 0,
        });
        let taken = cells.chain(facts).chain([widest_line(&column.title) + ARROW]).max().unwrap_or(0);
        u16::try_from((taken + 1).clamp(NARROWEST, widest)).unwrap_or(u16::MAX)
    });
    own.collect()
}
