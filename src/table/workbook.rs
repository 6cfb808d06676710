//! A table as a sheet of a workbook (`.xlsx`).
//!
//! A workbook is a packed archive, and a small one can unpack to more than any memory holds. So it is unpacked here, with
//! a limit, and handed to the crate as an archive in which nothing is packed any more.

use std::io::{Cursor, Read as _};

use calamine::{Cell as Found, DataRef, Reader as _, Xlsx};
use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::{Cell, Kind, MOST, Table, span, too_large};
use crate::diagnostic::{Code, Diagnostic, Source};

/// All parts of a workbook of requirements together are smaller, unpacked.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;

/// What stands between cells where a row is shown.
const BETWEEN: &str = " | ";

/// Reads a sheet: the one of this name, or the first.
///
/// # Errors
///
/// No workbook, no such sheet, or more than any table of requirements holds.
pub fn read(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Table, (Diagnostic, Source)> {
    let refuse = |problem: Diagnostic| (problem, Source { name: name.to_owned(), text: "".into() });
    let plain = unpacked(bytes).map_err(refuse)?;
    let mut book = Xlsx::new(Cursor::new(plain)).map_err(|error| refuse(unreadable(error)))?;
    let names = book.sheet_names();
    let chosen = match sheet {
        None => names.first().cloned(),
        Some(wanted) => names.iter().find(|known| known.trim().eq_ignore_ascii_case(wanted.trim())).cloned(),
    };
    let Some(chosen) = chosen else {
        let wanted = sheet.unwrap_or_default();
        let problem = Diagnostic::new(Code::UnknownSheet, span(0, 0)).with("name", wanted);
        return Err(refuse(problem.choices(wanted, names.iter().map(String::as_str))));
    };
    let others = names.into_iter().filter(|known| *known != chosen).collect();
    let cells = cells(&mut book, &chosen).map_err(refuse)?;
    let (text, rows) = laid_out(cells);
    let name = format!("{name} ({chosen})");
    Ok(Table { source: Source { name, text: text.into() }, rows, sheets: Some((chosen, others)) })
}

fn unreadable(detail: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::new(Code::NotAWorkbook, span(0, 0)).with("detail", detail)
}

/// A cell with its row and column, counted from 0.
type At = (usize, usize, String, Kind);

fn cells(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<Vec<At>, Diagnostic> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(unreadable)?;
    let mut found: Vec<At> = Vec::new();
    let mut size = 0;
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let Some((text, kind)) = understood(&cell) else { continue };
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        size += text.len();
        if row >= MOST.0 || column >= MOST.1 {
            return Err(too_large(format!("{} × {}", MOST.0, MOST.1)));
        }
        if size > MOST.2 {
            return Err(too_large(format!("{} MB", MOST.2 >> 20)));
        }
        found.push((row, column, text, kind));
    }
    drop(reader);
    filled_down(book, sheet, found)
}

/// A cell that was merged with those below it stands for all of them: that is how a domain is written once for many rows.
fn filled_down(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, mut found: Vec<At>) -> Result<Vec<At>, Diagnostic> {
    let last = found.iter().map(|(row, ..)| *row).max().unwrap_or(0);
    let mut size: usize = found.iter().map(|(.., text, _)| text.len()).sum();
    for merged in book.merge_cells_by_sheet_name(sheet).map_err(unreadable)? {
        let (row, column) = (merged.start.0 as usize, merged.start.1 as usize);
        let Some((.., text, kind)) = found.iter().find(|at| (at.0, at.1) == (row, column)).cloned() else { continue };
        for below in row + 1..=(merged.end.0 as usize).min(last) {
            size += text.len();
            if size > MOST.2 {
                return Err(too_large(format!("{} MB", MOST.2 >> 20)));
            }
            found.push((below, column, text.clone(), kind));
        }
    }
    Ok(found)
}

/// Returns what a cell says and what the spreadsheet takes it for; nothing where it is empty.
fn understood(cell: &Found<DataRef<'_>>) -> Option<(String, Kind)> {
    Some(match cell.get_value() {
        DataRef::Empty => return None,
        DataRef::String(text) => (text.clone(), Kind::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Kind::Text),
        DataRef::Bool(truth) => (truth.to_string(), Kind::Text),
        // Without what only the machine's way of counting adds: 1.0 is 1, and 0.1 + 0.2 is 0.3.
        DataRef::Float(number) => (shortest(*number), Kind::Number),
        DataRef::Int(number) => (number.to_string(), Kind::Number),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            (format!("{year:04}-{month:02}-{day:02}"), Kind::Date)
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), Kind::Date),
        DataRef::Error(error) => (error.to_string(), Kind::Fault),
    })
}

fn shortest(number: f64) -> String {
    let rounded = format!("{number:.10}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes a line for each row, so that problems can point into it.
fn laid_out(mut cells: Vec<At>) -> (String, Vec<Vec<Cell>>) {
    cells.sort_by_key(|(row, column, ..)| (*row, *column));
    cells.dedup_by_key(|(row, column, ..)| (*row, *column));
    let mut text = String::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (row, column, said, kind) in cells {
        while rows.len() <= row {
            if !rows.is_empty() {
                text.push('\n');
            }
            rows.push(Vec::new());
        }
        let cells = &mut rows[row];
        while cells.len() < column {
            if !cells.is_empty() {
                text.push_str(BETWEEN);
            }
            let at = text.len();
            cells.push(Cell { text: String::new(), kind: Kind::Text, span: span(at, at) });
        }
        if column > 0 {
            text.push_str(BETWEEN);
        }
        let start = text.len();
        text.push_str(&said.replace(['\n', '\r'], " "));
        cells.push(Cell { span: span(start, text.len()), text: plain_ends(&said), kind });
    }
    text.push('\n');
    (text, rows)
}

/// A line end inside a cell is one, however the spreadsheet writes it.
fn plain_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A part of an archive.
struct Entry<'b> {
    name: &'b [u8],
    packed: &'b [u8],
    is_packed: bool,
}

/// Returns the archive with nothing packed in it.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let entries = entries(bytes).ok_or_else(|| unreadable(".xlsx"))?;
    let mut archive = Archive::default();
    let mut left = MOST_UNPACKED;
    for entry in entries {
        let mut data = Vec::new();
        if entry.is_packed {
            let most = u64::try_from(left).expect("it is a limit") + 1;
            let read = DeflateDecoder::new(entry.packed).take(most).read_to_end(&mut data);
            read.map_err(unreadable)?;
        } else {
            data.extend_from_slice(entry.packed);
        }
        left = left.checked_sub(data.len()).ok_or_else(|| too_large(format!("{} MB", MOST_UNPACKED >> 20)))?;
        archive.add(entry.name, &data);
    }
    Ok(archive.finished())
}

fn two(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}

/// Returns the parts that are read: text, not pictures. Nothing where this is no archive, or one with a password.
fn entries(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let last = bytes.len().checked_sub(22)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let end = (first..=last).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let (count, mut at) = (two(bytes, end + 10)?, four(bytes, end + 16)?);
    let mut entries = Vec::new();
    for _ in 0..count {
        let head = bytes.get(at..)?;
        let (flags, method) = (two(head, 8)?, two(head, 10)?);
        let (length, name) = (four(head, 20)?, two(head, 28)?);
        if !head.starts_with(b"PK\x01\x02") || flags & 1 == 1 || !matches!(method, 0 | 8) {
            return None;
        }
        let own = head.get(46..46 + name)?;
        let local = bytes.get(four(head, 42)?..)?;
        let begins = 30 + two(local, 26)? + two(local, 28)?;
        let packed = local.get(begins..begins.checked_add(length)?)?;
        if own.ends_with(b".xml") || own.ends_with(b".rels") {
            entries.push(Entry { name: own, packed, is_packed: method == 8 });
        }
        at += 46 + name + two(head, 30)? + two(head, 32)?;
    }
    Some(entries)
}

/// An archive that is being written, nothing packed.
#[derive(Default)]
struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    fn add(&mut self, name: &[u8], data: &[u8]) {
        let narrow =
            |length: usize| u32::try_from(length).expect("all parts together are below the limit").to_le_bytes();
        let mut crc = Crc::new();
        crc.update(data);
        // Version, flags, method, time, day; check sum; size packed and unpacked; lengths of name and more.
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc.sum().to_le_bytes());
        common.extend([narrow(data.len()), narrow(data.len())].concat());
        common.extend(u16::try_from(name.len()).expect("a name in an archive is no longer").to_le_bytes());
        common.extend([0, 0]);
        let begins = narrow(self.bytes.len());
        self.bytes.extend([b"PK\x03\x04", common.as_slice(), name, data].concat());
        self.directory.extend([b"PK\x01\x02\x14\0", common.as_slice(), &[0; 10], &begins, name].concat());
        self.count += 1;
    }

    fn finished(mut self) -> Vec<u8> {
        let narrow =
            |length: usize| u32::try_from(length).expect("all parts together are below the limit").to_le_bytes();
        let (begins, length) = (narrow(self.bytes.len()), narrow(self.directory.len()));
        let count = self.count.to_le_bytes();
        self.bytes.append(&mut self.directory);
        self.bytes.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &length, &begins, &[0, 0]].concat());
        self.bytes
    }
}
