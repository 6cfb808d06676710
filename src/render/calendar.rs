//! A calendar as iCalendar (RFC 5545): whole days (3.6.1), without an alarm, which each calendar sets as its owner likes.

use crate::report::poam::Event;

/// Octets of a line, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// Writes events; `stamp` is the day on which the file is made.
pub fn render(events: &[Event], stamp: &str, program: &str) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut text);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", &format!("-//{}//EN", escaped(program)));
    for event in events {
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&event.uid));
        line("DTSTAMP", &format!("{}T000000Z", basic(stamp)));
        line("DTSTART;VALUE=DATE", &basic(&event.day.to_string()));
        line("SUMMARY", &escaped(&event.summary));
        if !event.description.is_empty() {
            line("DESCRIPTION", &escaped(&event.description));
        }
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

/// A day without its hyphens.
fn basic(day: &str) -> String {
    day.replace('-', "")
}

/// Text as RFC 5545, 3.3.11 wants it; other control characters have no place in it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' => escaped.push_str("\\n"),
            sign if sign.is_control() => escaped.push(' '),
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Adds a line, folded between characters.
fn fold(line: &str, text: &mut String) {
    let mut width = 0;
    for sign in line.chars() {
        if width + sign.len_utf8() > LINE {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(sign);
        width += sign.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::Date;

    fn event(summary: &str) -> Event {
        let day = Date::parse("2026-12-31").expect("a day");
        Event { uid: "A.1-due@gradus".into(), day, summary: summary.into(), description: String::new() }
    }

    #[test]
    fn an_event_is_a_whole_day_and_what_has_a_meaning_is_escaped() {
        let text = render(&[event("a; b, c\\d\nBEGIN:VALARM")], "2026-11-22", "gradus 0.1.0");
        assert!(text.contains("\r\nDTSTART;VALUE=DATE:20261231\r\n"), "{text}");
        assert!(text.contains("\r\nDTSTAMP:20261122T000000Z\r\n"), "{text}");
        assert!(text.contains("\r\nSUMMARY:a\\; b\\, c\\\\d\\nBEGIN:VALARM\r\n"), "{text}");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//gradus 0.1.0//EN\r\n"), "{text}");
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_say_the_same() {
        let long = "資安長核准連線規則，並請產線主管確認。".repeat(9);
        let text = render(&[event(&long)], "2026-11-22", "gradus");
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{long}\r\n")), "{text}");
    }
}
