//! Several short texts on one page, such as a piece of evidence with its place and its day.

use super::line::Field;
use super::page::{Hint, Line, Page, Parts, Place, Role, paragraph};
use crate::language::Interview as Words;
use crate::text::{one_line, shortened, width};

/// A page of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where in the questionnaire it is.
    pub place: Place,
    /// What it is for.
    pub ask: String,
    /// More about it; empty where nothing is said.
    pub help: String,
    /// Its fields.
    pub fields: Vec<FormField>,
    /// Which field the cursor begins on.
    pub cursor: usize,
    /// What was wrong with the last reply, or just done.
    pub notice: Option<String>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    /// What it is called.
    pub label: String,
    /// An example, or what may be left out; shown while the cursor is on it.
    pub hint: String,
    /// What stands there already.
    pub initial: String,
}

impl Form {
    /// Lays the form out with what is typed so far, the cursor on one field. On a small screen the fields come before
    /// what is said about them, of which the last weighs most.
    pub fn page(&self, fields: &[Field], cursor: usize, words: &Words, columns: usize, rows: usize) -> Page {
        let help: Vec<&str> = self.help.lines().collect();
        let pages = (0..=help.len()).map(|from| self.page_with(&help[from..], fields, cursor, words, (columns, rows)));
        let mut last = Page::default();
        for (page, whole) in pages {
            if whole {
                return page;
            }
            last = page;
        }
        last
    }

    /// Lays the form out with some of its help; returns whether all fields are seen.
    fn page_with(
        &self,
        help: &[&str],
        fields: &[Field],
        cursor: usize,
        words: &Words,
        (columns, rows): (usize, usize),
    ) -> (Page, bool) {
        let mut body = paragraph(Role::Strong, &self.ask, 0, columns);
        for line in help {
            body.extend(paragraph(Role::Dim, line, 0, columns));
        }
        let broad = self.fields.iter().map(|field| width(&one_line(&field.label))).max().unwrap_or(0).min(columns / 3);
        let mut typed = (0, 0);
        let list = self.fields.iter().zip(fields).enumerate().map(|(position, (own, field))| {
            let here = position == cursor;
            let lead = if here { "> " } else { "  " };
            let label = shortened(&one_line(&own.label), broad);
            let gap = " ".repeat(broad - width(&label) + 2);
            let room = columns.saturating_sub(broad + 5).max(1);
            let (rows, (row, column)) = field.layout(room + 1);
            if here {
                typed = (row, broad + 4 + column);
            }
            let space = " ".repeat(broad + 4);
            let mut lines: Vec<Line> = rows
                .iter()
                .enumerate()
                .map(|(at, text)| match at {
                    0 => Line::new(Role::Key, lead)
                        .and(if here { Role::Strong } else { Role::Dim }, format!("{label}{gap}"))
                        .and(Role::Plain, text.as_str()),
                    _ => Line::new(Role::Plain, format!("{space}{text}")),
                })
                .collect();
            if here && !own.hint.is_empty() {
                lines.extend(paragraph(Role::Dim, &own.hint, broad + 4, columns));
            }
            lines
        });
        let list: Vec<Vec<Line>> = list.collect();
        let before: usize = list.iter().take(cursor).map(Vec::len).sum();
        let all: usize = list.iter().map(Vec::len).sum();
        let last = cursor + 1 == self.fields.len();
        let parts = Parts {
            head: self.place.head(words, columns),
            body,
            list,
            chosen: cursor,
            notice: self.notice.clone(),
            hints: vec![
                Hint::may("Enter", if last { words.key_save } else { words.key_next_field }),
                Hint::may("↑↓", words.key_choose),
                Hint::always("Esc", words.key_back),
                Hint::always("Ctrl+C", words.save_and_quit),
            ],
            still: true,
        };
        let mut page = parts.page(words, 0, columns, rows);
        page.cursor = Some((page.list_top + (before + typed.0).saturating_sub(page.list_first), typed.1));
        let whole = page.list_rows == all;
        (page.within(columns, rows), whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn the_cursor_stands_where_the_next_letter_goes() {
        let field = |label: &str, hint: &str| FormField { label: label.into(), hint: hint.into(), initial: "".into() };
        let form = Form {
            place: Place::default(),
            ask: "Evidence".into(),
            help: String::new(),
            fields: vec![field("佐證資料", "例如帳號清單"), field("Date", "")],
            cursor: 0,
            notice: None,
        };
        let words = &Lang::En.words().interview;
        let fields = [Field::new("帳號", false), Field::new("x", false)];
        let page = form.page(&fields, 0, words, 40, 15);
        let (row, column) = page.cursor.expect("a cursor");
        assert_eq!((page.lines[row].text().as_str(), column), ("> 佐證資料  帳號", 16));
        let page = form.page(&fields, 1, words, 40, 15);
        let (row, column) = page.cursor.expect("a cursor");
        assert_eq!((page.lines[row].text().as_str(), column), ("> Date      x", 13));
    }
}
