//! Text on a screen of columns: made harmless, measured, wrapped and cut.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Returns how many columns a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// What stands for a character that must not act.
const MARK: char = '\u{fffd}';

/// Returns a text that a terminal can only show: whatever could steer it becomes a visible mark, save line ends.
pub fn visible(text: &str) -> String {
    let safe = |c: char| match c {
        '\n' => '\n',
        '\t' | '\u{2028}' | '\u{2029}' => ' ',
        c if acts(c) => MARK,
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(safe).collect()
}

/// Returns whether a character steers a terminal, or turns the direction of writing, so that a text reads as its
/// opposite.
fn acts(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    turns || c.is_control()
}

/// Returns a text in which nothing is hidden, for readers that know Unicode: line ends are all `\n`, and what has no form
/// of its own, or would turn the direction of the text, is told by its number: `[U+202E]`. Empty lines at the end are
/// left out. Joiners and selectors of a form stay, since scripts and signs are drawn wrongly without them.
pub fn revealed(text: &str) -> Cow<'_, str> {
    let acts = |c: char| c == '\r' || c == '\t' || ends_line(c) || is_hidden(c);
    let text = text.trim_end_matches(|c: char| c.is_whitespace());
    if !text.contains(|c| c != '\n' && acts(c)) {
        return Cow::Borrowed(text);
    }
    let mut told = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                characters.next_if_eq(&'\n');
                told.push('\n');
            }
            '\t' => told.push(' '),
            c if ends_line(c) => told.push('\n'),
            c if is_hidden(c) => write!(told, "[U+{:04X}]", u32::from(c)).expect("a string takes any text"),
            c => told.push(c),
        }
    }
    Cow::Owned(told)
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character has no form or acts on its neighbours: controls, format characters, fillers, and what is no
/// character at all.
fn is_hidden(c: char) -> bool {
    let never = u32::from(c) & 0xfffe == 0xfffe;
    never
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

/// Writes as escapes what JSON leaves as it is and a terminal may obey. Such characters can only stand inside texts,
/// so the JSON means the same.
pub fn harmless_json(json: &str) -> String {
    let mut harmless = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && acts(c) {
            harmless.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            harmless.push(c);
        }
    }
    harmless
}

/// Joins an id and its title, `gap` between them. A title that only repeats the id is left out.
pub fn named(id: &str, gap: &str, title: &str) -> String {
    if title == id || title.is_empty() { id.to_owned() } else { format!("{id}{gap}{title}") }
}

/// Returns the harmless text on one line.
pub fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a letter as it stands on a keyboard: ASCII where an input method made it wide.
pub fn narrowed(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}

/// Returns whether a spreadsheet may take the text for a formula: its first sign begins one, in any width, behind
/// whatever a program may leave out.
pub fn begins_a_formula(text: &str) -> bool {
    let unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}');
    for c in text.chars() {
        match c {
            // Some programs take what follows these for a cell of its own.
            '\t' | '\r' => return true,
            c if c.is_whitespace() || acts(c) || unseen(c) => {}
            '﹢' | '﹣' | '﹦' | '﹫' => return true,
            c => return matches!(narrowed(c), '=' | '+' | '-' | '@'),
        }
    }
    false
}

/// Returns the text with signs that every terminal has; letters stay what they are. It takes as many columns.
pub fn ascii_signs(text: &str) -> String {
    let sign = |c: char| match c {
        '█' => '#',
        '░' | '·' | '…' => '.',
        '─' | '–' | '—' | '−' => '-',
        '↑' => '^',
        '↓' => 'v',
        '←' => '<',
        '→' => '>',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '×' => 'x',
        '␣' => '_',
        c => c,
    };
    text.chars().map(sign).collect()
}

/// Returns the text in pieces that are drawn as one: a character with the marks that sit on it.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut joined = false;
        let mut letters = rest.char_indices().skip_while(|&(at, c)| {
            let sits_on = c != '\n' && UnicodeWidthChar::width(c) == Some(0);
            let belongs = at == 0 || sits_on || joined;
            joined = c == '\u{200d}';
            belongs
        });
        let end = letters.next().map_or(rest.len(), |(at, _)| at);
        let (piece, others) = rest.split_at(end);
        rest = others;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Returns as much of the beginning as fits.
pub fn cut(text: &str, columns: usize) -> &str {
    let (mut used, mut end) = (0, 0);
    for piece in clusters(text) {
        used += width(piece);
        if used > columns {
            break;
        }
        end += piece.len();
    }
    &text[..end]
}

/// Returns the text, or its beginning and an ellipsis where it does not fit.
pub fn shortened(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    if columns == 0 {
        return String::new();
    }
    format!("{}…", cut(text, columns - 1).trim_end())
}

/// Returns the rows into which a text falls, as byte ranges that leave nothing out. Chinese breaks as Chinese does,
/// and what cannot be broken properly is broken anywhere.
pub fn rows(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let fits = |range: Range<usize>| {
        let row = text[range].trim_end();
        cut(row, columns).len() == row.len()
    };
    let mut rows = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (at, opportunity) in linebreaks(text) {
        if !fits(start..at) {
            if end > start {
                rows.push(start..end);
                start = end;
            }
            while !fits(start..at) {
                let first = clusters(&text[start..at]).next().map_or(0, str::len);
                let length = cut(&text[start..at], columns).len().max(first);
                if start + length >= at {
                    break;
                }
                rows.push(start..start + length);
                start += length;
            }
        }
        end = at;
        if opportunity == BreakOpportunity::Mandatory && text[..at].ends_with('\n') {
            rows.push(start..at);
            start = at;
        }
    }
    if start < text.len() || text.is_empty() || text.ends_with('\n') {
        rows.push(start..text.len());
    }
    rows
}

/// Returns the harmless text in lines that fit.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let text = visible(text.trim_end());
    let row = |range: Range<usize>| text[range].trim_end().to_owned();
    rows(&text, columns).into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_long_ones_are_broken() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrap("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(wrap("", 9), [""]);
    }

    #[test]
    fn no_chinese_line_begins_with_closing_punctuation() {
        let text = "存放客戶合約資訊的系統，是否只有經核准的人員、程式與裝置（含印表機）才能進入？";
        for columns in 4..60 {
            let lines = wrap(text, columns);
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(width(line) <= columns, "{columns}: {line}");
                assert!(!line.starts_with(['，', '、', '。', '？', '）']), "{columns}: {line}");
            }
        }
    }

    #[test]
    fn escapes_and_turned_text_are_shown_visible() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}\u{9b}\r\nc\td\u{202e}"), "a\u{fffd}[31mb\u{fffd}\u{fffd}\nc d\u{fffd}");
        assert_eq!(one_line("a\n\n b\tc"), "a b c");
    }

    #[test]
    fn what_is_hidden_is_told() {
        assert_eq!(revealed("a\u{1b}[31m\0\r\nc\td\u{202e}\u{2028}e\n\n"), "a[U+001B][31m[U+0000]\nc d[U+202E]\ne");
        for text in ["", "a\n\nb", "👩\u{200d}💻 ✔\u{fe0f} עברית 臺灣"] {
            assert!(matches!(revealed(text), Cow::Borrowed(told) if told == text), "{text}");
        }
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| acts(*c) && !c.is_whitespace()) {
            assert_eq!(revealed(&format!("{c}.")), format!("[U+{:04X}].", u32::from(c)));
        }
    }

    #[test]
    fn json_keeps_its_meaning_and_steers_nothing() {
        let json = serde_json::to_string("\u{9b}2J \u{202e}\u{7f} 一\n").expect("a text");
        let harmless = harmless_json(&json);
        assert_eq!(harmless, r#""\u009b2J \u202e\u007f 一\n""#);
        assert_eq!(serde_json::from_str::<String>(&harmless).expect("JSON"), "\u{9b}2J \u{202e}\u{7f} 一\n");
    }

    #[test]
    fn what_a_spreadsheet_may_compute_is_known() {
        for sign in ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "\t", "\r"] {
            for before in ["", " ", "  ", "\n", "\u{a0}", "\u{3000}", "\u{feff}", "\u{200b}", "\u{202e}", "\u{7}"] {
                assert!(begins_a_formula(&format!("{before}{sign}1")), "{before:?} {sign:?}");
            }
        }
        for text in ["", " ", "1-1", "a=b", "一＝一", "'=1", "–1", "−1", "(=1)", "\"=1"] {
            assert!(!begins_a_formula(text), "{text:?}");
        }
    }

    #[test]
    fn signs_give_way_and_letters_stay() {
        let text = "██░░  “是” · 3–5 … ↑↓ ←→ × ’ é";
        assert_eq!(ascii_signs(text), "##..  \"是\" . 3-5 . ^v <> x ' é");
        assert_eq!(width(&ascii_signs(text)), width(text));
    }

    #[test]
    fn marks_stay_on_their_letter() {
        let pieces: Vec<&str> = clusters("e\u{301}x中👨\u{200d}👩").collect();
        assert_eq!(pieces, ["e\u{301}", "x", "中", "👨\u{200d}👩"]);
        assert_eq!(cut("e\u{301}中", 2), "e\u{301}");
        assert_eq!(shortened("存取控制", 5), "存取…");
    }
}
