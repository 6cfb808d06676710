//! A field to type into: text, a cursor that never stands inside a letter, and its layout.

use super::page::{Hint, Line, Page, Parts, Place, Role, paragraph};
use crate::language::Interview as Words;
use crate::text::{clusters, rows as rows_of, visible, width};

/// A question that is answered in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// Where in the questionnaire it is.
    pub place: Place,
    /// The question.
    pub ask: String,
    /// What it is for; empty where nothing is said.
    pub help: String,
    /// What stands there already.
    pub initial: String,
    /// Whether it may have several lines; such a text is offered to the user's own editor.
    pub lines: bool,
    /// Whether the user has an editor of their own to write it in.
    pub editor: bool,
    /// What was wrong with the last reply, or just done.
    pub notice: Option<String>,
}

/// A text being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// Byte offset, always between two clusters.
    cursor: usize,
    lines: bool,
}

impl Field {
    /// Begins with a text, the cursor at its end.
    pub fn new(text: &str, lines: bool) -> Self {
        let mut field = Self { text: String::new(), cursor: 0, lines };
        field.insert(text.trim_end());
        field
    }

    /// Returns what was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Puts a text in where the cursor is; line ends become spaces where there is only one line.
    pub fn insert(&mut self, text: &str) {
        let text = visible(&text.replace("\r\n", "\n").replace('\r', "\n"));
        let text = if self.lines { text } else { text.replace('\n', " ") };
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
        self.settle();
    }

    /// Moves one letter to the left.
    pub fn left(&mut self) {
        self.cursor -= clusters(&self.text[..self.cursor]).last().map_or(0, str::len);
    }

    /// Moves one letter to the right.
    pub fn right(&mut self) {
        self.cursor += clusters(&self.text[self.cursor..]).next().map_or(0, str::len);
    }

    /// Moves to the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// Moves to the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// Takes away the letter before the cursor.
    pub fn backspace(&mut self) {
        let end = self.cursor;
        self.left();
        self.text.replace_range(self.cursor..end, "");
        self.settle();
    }

    /// Takes away the letter after the cursor.
    pub fn delete(&mut self) {
        let start = self.cursor;
        self.right();
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
        self.settle();
    }

    /// Moves the cursor behind a letter that grew together around it.
    fn settle(&mut self) {
        let mut end = 0;
        for piece in clusters(&self.text) {
            if end >= self.cursor {
                break;
            }
            end += piece.len();
        }
        self.cursor = end;
    }

    /// Returns as much of the text around the cursor as fits on one line, and the column of the cursor in it.
    pub(super) fn tail(&self, columns: usize) -> (String, usize) {
        let (rows, (row, column)) = self.layout(columns.max(2));
        (rows.into_iter().nth(row).unwrap_or_default(), column)
    }

    /// Returns the lines on the screen, and row and column of the cursor among them.
    pub(super) fn layout(&self, columns: usize) -> (Vec<String>, (usize, usize)) {
        // One column stays free for the cursor behind the last letter.
        let columns = columns.saturating_sub(1).max(1);
        let rows = rows_of(&self.text, columns);
        let row = rows.iter().rposition(|row| row.start <= self.cursor).unwrap_or(0);
        let column = width(&self.text[rows[row].start..self.cursor]).min(columns);
        let lines = rows.into_iter().map(|row| self.text[row].trim_end_matches('\n').to_owned());
        (lines.collect(), (row, column))
    }
}

impl Asking {
    /// Lays the question and what is typed out.
    pub fn page(&self, field: &Field, words: &Words, columns: usize, rows: usize) -> Page {
        let mut body = paragraph(Role::Strong, &self.ask, 0, columns);
        if !self.help.is_empty() {
            body.extend(paragraph(Role::Dim, &self.help, 0, columns));
        }
        let (lines, (row, column)) = field.layout(columns.saturating_sub(2));
        let list = lines.iter().map(|line| vec![Line::new(Role::Key, "> ").and(Role::Plain, line.as_str())]);
        let mut hints = vec![Hint::may("Enter", words.key_accept)];
        if self.lines {
            hints.push(Hint::may("Alt+Enter", words.key_new_line));
            if self.editor {
                hints.push(Hint::may("Ctrl+O", words.key_editor));
            }
        }
        hints.extend([Hint::always("Esc", words.key_back), Hint::always("Ctrl+C", words.save_and_quit)]);
        let parts = Parts {
            head: self.place.head(words, columns),
            body,
            list: list.collect(),
            chosen: row,
            notice: self.notice.clone(),
            hints,
            still: true,
        };
        let mut page = parts.page(words, 0, columns, rows);
        page.cursor = Some((page.list_top + row.saturating_sub(page.list_first), column + 2));
        page.within(columns, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_put_in_and_taken_away_whole() {
        let mut field = Field::new("台中廠", false);
        field.left();
        field.insert("二");
        assert_eq!(field.text(), "台中二廠");
        field.home();
        field.delete();
        field.end();
        field.insert("e\u{301}");
        field.backspace();
        assert_eq!(field.text(), "中二廠");
        field.insert("a\r\nb\u{1b}");
        assert_eq!(field.text(), "中二廠a b\u{fffd}");
    }

    #[test]
    fn the_cursor_follows_the_rows() {
        let mut field = Field::new("存取控制 abc", false);
        assert_eq!(field.layout(9), (vec!["存取控制 ".into(), "abc".into()], (1, 3)));
        field.home();
        assert_eq!(field.layout(9).1, (0, 0));
        assert_eq!(Field::new("a\n", true).layout(9), (vec!["a".into()], (0, 1)));
        let mut field = Field::new("a", true);
        field.insert("\n");
        assert_eq!(field.layout(9), (vec!["a".into(), String::new()], (1, 0)));
    }
}
