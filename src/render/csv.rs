//! A sheet as comma-separated values (RFC 4180), for spreadsheets and for scripts.

use csv::{Terminator, WriterBuilder};

use crate::report::grid::{Sheet, Value};
use crate::text::begins_a_formula;

/// Spreadsheets in Chinese take a file without it for one of another encoding.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Decimals of a number that is not whole, as in JSON.
const DECIMALS: u32 = 4;

/// Returns the table of a sheet as UTF-8 with a byte order mark; the same sheet gives the same bytes.
pub fn render(sheet: &Sheet) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let titles = sheet.columns.iter().map(|column| harmless(&column.title));
    writer.write_record(titles).expect("memory can always be written to");
    for row in &sheet.rows {
        writer.write_record(row.iter().map(field)).expect("every row has a cell for each column");
    }
    writer.into_inner().expect("memory can always be written to")
}

fn field(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => harmless(text),
        Value::Number(number) | Value::Share(number) => number.rounded(DECIMALS),
        Value::Date(day) => day.to_string(),
        Value::Minute(minute) => minute.clone(),
    }
}

/// Returns a text that no spreadsheet computes and no terminal obeys: one that begins a formula gets an apostrophe, a
/// control character becomes a visible mark.
fn harmless(text: &str) -> String {
    let seen = |c: char| if c.is_control() && !matches!(c, '\n' | '\r' | '\t') { '\u{fffd}' } else { c };
    let apostrophe = if begins_a_formula(text) { "'" } else { "" };
    apostrophe.chars().chain(text.chars().map(seen)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Fraction;
    use crate::report::grid::{Column, Kind};

    #[test]
    fn cells_are_quoted_where_they_must_be_and_numbers_stay_numbers() {
        let column = |title: &str| Column { title: title.to_owned(), kind: Kind::Text };
        let number = |text: &str| Value::Number(Fraction::parse(text).expect("a number"));
        let rows = vec![
            vec![Value::text("a,b"), number("-5")],
            vec![Value::text("say \"no\"\r\nor yes"), number("-1/3")],
            vec![Value::text("-5"), Value::Empty],
            vec![Value::text(" ＝1+1\u{7}"), Value::Share(Fraction::one())],
        ];
        let sheet =
            Sheet { title: String::new(), facts: Vec::new(), columns: vec![column("One"), column("Two")], rows };
        let text = String::from_utf8(render(&sheet)).expect("it is UTF-8");
        let wanted =
            "\u{feff}One,Two\r\n\"a,b\",-5\r\n\"say \"\"no\"\"\nor yes\",-0.3333\r\n'-5,\r\n' ＝1+1\u{fffd},1\r\n";
        assert_eq!(text, wanted);
    }
}
