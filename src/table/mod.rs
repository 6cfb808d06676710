//! A table as it stands in a file: cells with their places, whatever program wrote it.

pub mod separated;
pub mod workbook;

use crate::diagnostic::{Code, Diagnostic, Source, Span};

/// A larger table of requirements is a mistake or an attack: rows, columns, bytes of text.
pub const MOST: (usize, usize, usize) = (20_000, 200, 16 * 1024 * 1024);

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The text that places point into.
    pub source: Source,
    /// Its rows, the first of which names the columns. Empty ones are among them, so that they can be counted.
    pub rows: Vec<Vec<Cell>>,
    /// The sheet it was read from, and the names of the others.
    pub sheets: Option<(String, Vec<String>)>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// What the spreadsheet takes it for.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

/// What a spreadsheet takes a cell for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, as it was typed.
    Text,
    /// A number.
    Number,
    /// A date or time.
    Date,
    /// A formula that failed.
    Fault,
}

impl Cell {
    /// Returns whether nothing can be seen in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Returns the letters by which a spreadsheet calls a column: A, B … Z, AA …
pub fn letters(column: usize) -> String {
    let own = char::from(b'A' + u8::try_from(column % 26).expect("it is below 26"));
    match column / 26 {
        0 => own.to_string(),
        before => format!("{}{own}", letters(before - 1)),
    }
}

/// Returns a place in the text of a table.
pub fn span(start: usize, end: usize) -> Span {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { file: 0, start: narrow(start), end: narrow(end) }
}

/// Returns the problem of a table that is larger than it may be.
pub fn too_large(limit: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::new(Code::TableTooLarge, span(0, 0)).with("limit", limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_a_spreadsheet_calls_them() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
