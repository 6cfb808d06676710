//! A table as comma-separated text, with the place of every cell.
//!
//! The crate that reads answers tells where a row begins; here a marker has to stand under a cell, so the cells are
//! parted here. A test holds this against the crate.

use super::{Cell, Kind, MOST, Table, span, too_large};
use crate::diagnostic::{Code, Diagnostic, Source};

/// Signs that may stand between cells.
const BETWEEN: [char; 3] = [',', ';', '\t'];

/// Returns the text of a table that is UTF-8.
///
/// # Errors
///
/// A table in another encoding, which is named as far as it can be told.
pub fn text(bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let refuse = |found: &str, at: usize| Err(Diagnostic::new(Code::TableEncoding, span(at, at)).with("found", found));
    let utf_16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let zeros = bytes.iter().take(4096).filter(|byte| **byte == 0).count();
    if utf_16 || zeros * 4 > bytes.len().min(4096) {
        return refuse("UTF-16", 0);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if is_big5(error.as_bytes()) => refuse("Big5", 0),
        Err(_) => refuse("ANSI", 0),
    }
}

/// Whether every byte beyond ASCII belongs to a pair as Big5 has them.
fn is_big5(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    while let Some(byte) = bytes.next() {
        let pairs = |second: &u8| matches!(second, 0x40..=0x7e | 0xa1..=0xfe);
        match byte {
            0..=0x7f => {}
            0x81..=0xfe if bytes.next().is_some_and(pairs) => {}
            _ => return false,
        }
    }
    true
}

/// Reads a table; the sign between its cells is that of its first row.
///
/// # Errors
///
/// A quotation mark that is never closed, or more than any table of requirements holds.
pub fn read(name: &str, text: String) -> Result<Table, (Diagnostic, Source)> {
    let source = Source { name: name.to_owned(), text: text.into() };
    match cells(&source.text) {
        Ok(rows) => Ok(Table { source, rows, sheets: None }),
        Err(problem) => Err((problem, source)),
    }
}

fn cells(text: &str) -> Result<Vec<Vec<Cell>>, Diagnostic> {
    let skipped = text.len() - text.trim_start_matches('\u{feff}').len();
    let (between, begins) = separator(&text[skipped..]);
    let mut reading = Reading { text, at: skipped + begins, between };
    let mut rows = Vec::new();
    while reading.at < text.len() {
        rows.push(reading.row(rows.len() + 1)?);
        if rows.len() > MOST.0 {
            return Err(too_large(format!("{} × {}", MOST.0, MOST.1)));
        }
    }
    Ok(rows)
}

/// Returns the sign between cells, and where the table begins behind a line that names it (`sep=;`).
fn separator(text: &str) -> (char, usize) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(named) = rest.chars().next().filter(|named| BETWEEN.contains(named))
    {
        let end = text.find('\n').map_or(text.len(), |end| end + 1);
        return (named, end);
    }
    let mut quoted = false;
    let mut counts = [0; BETWEEN.len()];
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            letter if !quoted => {
                if let Some(at) = BETWEEN.iter().position(|sign| *sign == letter) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    // Of like ones the first, which is the usual one.
    let most = (0..counts.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    (BETWEEN[most], 0)
}

struct Reading<'t> {
    text: &'t str,
    at: usize,
    between: char,
}

impl Reading<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn row(&mut self, number: usize) -> Result<Vec<Cell>, Diagnostic> {
        let mut row = Vec::new();
        loop {
            row.push(self.cell(number)?);
            if row.len() > MOST.1 {
                return Err(too_large(format!("{} × {}", MOST.0, MOST.1)));
            }
            match self.peek() {
                Some(sign) if sign == self.between => self.at += sign.len_utf8(),
                Some('\r') => {
                    self.at += if self.text[self.at..].starts_with("\r\n") { 2 } else { 1 };
                    return Ok(row);
                }
                Some(_) => {
                    self.at += 1;
                    return Ok(row);
                }
                None => return Ok(row),
            }
        }
    }

    /// Reads up to the next sign between cells, or the end of the row.
    fn cell(&mut self, row: usize) -> Result<Cell, Diagnostic> {
        let start = self.at;
        let mut text = String::new();
        if self.peek() == Some('"') {
            self.at += 1;
            loop {
                let rest = &self.text[self.at..];
                let Some(end) = rest.find('"') else {
                    let end = self.text[start..].find(['\r', '\n']).map_or(self.text.len(), |length| start + length);
                    return Err(Diagnostic::new(Code::TableQuote, span(start, end)).with("row", row));
                };
                text.push_str(&rest[..end]);
                self.at += end + 1;
                if self.peek() != Some('"') {
                    break;
                }
                // Two of them stand for one.
                text.push('"');
                self.at += 1;
            }
        }
        let rest = &self.text[self.at..];
        let end = rest.find([self.between, '\r', '\n']).unwrap_or(rest.len());
        text.push_str(&rest[..end]);
        self.at += end;
        // A line end inside a cell is one, whatever system it comes from.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Ok(Cell { text, kind: Kind::Text, span: span(start, self.at) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let rows = cells(text).unwrap_or_else(|problem| panic!("{problem:?}"));
        rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn cells_are_parted_as_spreadsheets_part_them() {
        assert_eq!(rows("\u{feff}a;b\r\n\"x;\"\"y\"\"\";\"1\r\n2\"\r\n"), [["a", "b"], ["x;\"y\"", "1\n2"]]);
        assert_eq!(rows("a\tb,c\td\nx\ty\tz"), [["a", "b,c", "d"], ["x", "y", "z"]]);
        assert_eq!(rows("sep=;\na;b,c,d"), [["a", "b,c,d"]]);
        assert_eq!(rows("a,\"b;c;d\"\n"), [["a", "b;c;d"]]);
        assert_eq!(rows("a\n\nb"), [["a"], [""], ["b"]], "empty rows are counted");
        assert_eq!(rows("a,b,\n"), [["a", "b", ""]]);
    }

    #[test]
    fn every_cell_has_its_place() {
        let text = "編號,問題\nA-1,\"甲\n乙\"\n";
        let cells = cells(text).expect("a good table");
        let slice = |cell: &Cell| &text[cell.span.start as usize..cell.span.end as usize];
        assert_eq!((slice(&cells[0][1]), slice(&cells[1][1])), ("問題", "\"甲\n乙\""));
        let problem = super::cells("a,b\nc,\"d\ne").expect_err("a quotation mark is not closed");
        let place = problem.span.map(|span| (span.start, span.end));
        assert_eq!((problem.code, place), (Code::TableQuote, Some((6, 8))));
    }

    #[test]
    fn other_encodings_are_told_apart() {
        let found = |bytes: &[u8]| match text(bytes.to_vec()) {
            Ok(_) => "good".to_owned(),
            Err(problem) => problem.args[0].1.clone(),
        };
        assert_eq!(found("編號".as_bytes()), "good");
        assert_eq!(found(b"\xbds\xb8\xb9,\xb0\xdd\xc3D"), "Big5", "編號,問題");
        assert_eq!(found(b"\xff\xfea\0,\0"), "UTF-16");
        assert_eq!(found(b"a\0,\0b\0"), "UTF-16");
        assert_eq!(found(b"\xe9t\xe9, a"), "ANSI");
    }

    proptest! {
        #[test]
        fn whatever_was_written_is_read(table in prop::collection::vec(prop::collection::vec(any::<String>(), 3), 1..5), by in 0..3usize) {
            let mut writer = ::csv::WriterBuilder::new().delimiter(b",;\t"[by]).quote_style(::csv::QuoteStyle::Always).from_writer(Vec::new());
            for row in [["a", "b", "c"].map(str::to_owned).to_vec()].iter().chain(&table) {
                writer.write_record(row).expect("memory takes it");
            }
            let text = String::from_utf8(writer.into_inner().expect("memory takes it")).expect("it was text");
            let plain = |text: &String| text.replace("\r\n", "\n").replace('\r', "\n");
            let wanted: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(plain).collect()).collect();
            prop_assert_eq!(&rows(&text)[1..], &wanted[..]);
        }

        #[test]
        fn any_text_is_parted_as_the_crate_parts_it(text in "[ab中\", \n]{0,30}") {
            // The crate leaves empty rows out, and takes a quotation mark that is never closed for closed.
            if let Ok(mine) = cells(&text) {
                let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
                let theirs: Vec<Vec<String>> = reader.records().map(|row| row.expect("it takes anything").iter().map(str::to_owned).collect()).collect();
                let whole = |row: &Vec<Cell>| row.len() > 1 || row[0].span.start < row[0].span.end;
                let mine: Vec<Vec<String>> = mine.into_iter().filter(whole).map(|row| row.into_iter().map(|cell| cell.text).collect()).collect();
                prop_assert_eq!(mine, theirs);
            }
        }
    }
}
