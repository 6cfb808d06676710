//! From a string to lines: invisible characters made visible, faces chosen, lines broken.
//!
//! Everything here is linear in the length of the text, so that a note of a megabyte is no trouble.

use std::fmt::Write as _;

use unicode_linebreak::linebreaks;
use unicode_normalization::UnicodeNormalization;

use super::font::{EM, Face, Fonts, private_characters, proportional};

/// Text in one face.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The face that has these characters.
    pub face: Face,
    /// The characters.
    pub text: String,
    /// Width in thousandths of an em.
    pub width: u64,
    /// Whether no face has them; each is then shown as a box.
    pub missing: bool,
}

/// One line of text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Its runs from left to right.
    pub runs: Vec<Run>,
}

impl Line {
    /// Returns its width at a size.
    pub fn width(&self, size: f32) -> f32 {
        to_points(self.runs.iter().map(|run| run.width).sum(), size)
    }
}

/// Returns a width in points.
pub fn to_points(width: u64, size: f32) -> f32 {
    width as f32 * size / EM as f32
}

/// Returns the lines of a text that is at most `width` points wide at this size. Empty lines are kept, but
/// not at the end.
pub fn lines(fonts: &Fonts, text: &str, face: Face, size: f32, width: f32) -> Vec<Line> {
    paragraphs(text).iter().flat_map(|paragraph| break_lines(fonts, paragraph, face, size, width)).collect()
}

/// Returns the width of a text's longest line at a size, were no line broken.
pub fn natural_width(fonts: &Fonts, text: &str, face: Face, size: f32) -> f32 {
    let width = |line: &String| line.chars().map(|c| u64::from(fonts.glyph(face, c).advance)).sum::<u64>();
    to_points(paragraphs(text).iter().map(width).max().unwrap_or(0), size)
}

/// Returns one line, cut with an ellipsis if it is too wide.
pub fn one_line(fonts: &Fonts, text: &str, face: Face, size: f32, width: f32) -> Line {
    let joined = paragraphs(text).join(" ");
    let all: u64 = joined.chars().map(|c| u64::from(fonts.glyph(face, c).advance)).sum();
    if to_points(all, size) <= width {
        return line_of(fonts, &joined, face);
    }
    // The proportional ellipsis is the wider one.
    let mut room = limit(width, size).saturating_sub(u64::from(fonts.glyph(face, '\u{E014}').advance));
    let mut kept = String::new();
    for character in joined.chars() {
        let advance = u64::from(fonts.glyph(face, character).advance);
        if advance > room {
            break;
        }
        room -= advance;
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept.push(if kept.chars().next_back().is_some_and(is_wide) { '…' } else { '\u{E014}' });
    line_of(fonts, &kept, face)
}

/// Returns the lines of a text as its author wrote them, fit to be set: as [`plain_lines`], and quotation
/// marks and ellipses have their proportional form unless they stand beside a wide character.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut lines = plain_lines(text);
    for line in &mut lines {
        // A letter and the accent that follows it are one shape where a typeface has it, and it has no loose accents.
        if line.contains(|character| matches!(character, '\u{300}'..='\u{36F}')) {
            *line = line.nfc().collect();
        }
        if line.contains(|character| proportional(character).is_some()) {
            *line = with_proportional_forms(line);
        }
    }
    lines
}

fn with_proportional_forms(line: &str) -> String {
    let mut formed = String::with_capacity(line.len());
    let mut before = None;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        // A row of marks (……) is judged by what stands before it.
        let after = characters.peek().copied().filter(|&after| proportional(after).is_none());
        let beside_wide = before.is_some_and(is_wide) || after.is_some_and(is_wide);
        formed.push(proportional(character).filter(|_| !beside_wide).unwrap_or(character));
        if proportional(character).is_none() {
            before = Some(character);
        }
    }
    formed
}

/// Tells whether a character is a Han character or punctuation of its width.
fn is_wide(character: char) -> bool {
    unicode_width::UnicodeWidthChar::width(character) == Some(2)
}

/// Returns the lines of a text with nothing invisible in them: tabs are spaces, and what has no form of its
/// own, or would turn the direction of the text, is told by its number.
pub fn plain_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                lines.push(std::mem::take(&mut line));
            }
            '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                lines.push(std::mem::take(&mut line));
            }
            '\t' => line.push_str("    "),
            // They only choose between forms of the character before them, and there is one form.
            '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => {}
            _ if is_invisible(character) => {
                write!(line, "[U+{:04X}]", u32::from(character)).expect("a string takes any text");
            }
            _ => line.push(character),
        }
    }
    lines.push(line);
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    lines
}

/// Tells whether a character has no form or acts on its neighbours: controls, format characters, fillers.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || private_characters().any(|(private, _)| private == character)
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Punctuation that must not begin a line.
fn closes(character: char) -> bool {
    matches!(
        character,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '」'
            | '』'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '］'
            | '｝'
            | '…'
            | '‥'
            | '・'
            | '·'
            | '％'
            | '”'
            | '’'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '%'
    )
}

/// Punctuation that must not end a line.
fn opens(character: char) -> bool {
    matches!(character, '（' | '「' | '『' | '【' | '《' | '〈' | '〔' | '［' | '｛' | '“' | '‘' | '(' | '[' | '{')
}

fn limit(width: f32, size: f32) -> u64 {
    // The small addition forgives rounding where a column is as wide as its widest text.
    (width.max(0.0) * EM as f32 / size + 0.5) as u64
}

fn break_lines(fonts: &Fonts, text: &str, face: Face, size: f32, width: f32) -> Vec<Line> {
    let advance = |character: char| u64::from(fonts.glyph(face, character).advance);
    let room = limit(width, size);
    let mut ends = Vec::new();
    let (mut line_start, mut line_width, mut piece_start) = (0, 0, 0);
    for (piece_end, _) in linebreaks(text) {
        let piece = &text[piece_start..piece_end];
        let solid: u64 = piece.trim_end().chars().map(advance).sum();
        let spaces: u64 = piece[piece.trim_end().len()..].chars().map(advance).sum();
        if line_width + solid > room {
            if piece_start > line_start {
                ends.push(piece_start);
                (line_start, line_width) = (piece_start, 0);
            }
            if solid > room {
                // A word wider than the line: break it between characters.
                let mut at = line_start;
                while let Some(character) = text[at..piece_end].chars().next() {
                    let step = advance(character);
                    if line_width + step > room && at > line_start && !character.is_whitespace() {
                        let end = settle(text, line_start, at);
                        ends.push(end);
                        line_width = text[end..at].chars().map(advance).sum();
                        line_start = end;
                    }
                    line_width += step;
                    at += character.len_utf8();
                }
            } else {
                line_width += solid + spaces;
            }
        } else {
            line_width += solid + spaces;
        }
        piece_start = piece_end;
    }
    if line_start < text.len() || ends.is_empty() {
        ends.push(text.len());
    }
    let mut start = 0;
    ends.into_iter()
        .map(|end| {
            let line = line_of(fonts, text[start..end].trim_end(), face);
            start = end;
            line
        })
        .collect()
}

/// Moves a break back a little where it would part punctuation from its text.
fn settle(text: &str, line_start: usize, at: usize) -> usize {
    let mut end = at;
    for _ in 0..8 {
        let next = text[end..].chars().next();
        let Some(last) = text[line_start..end].chars().next_back() else {
            return at;
        };
        if !next.is_some_and(closes) && !opens(last) {
            return if end > line_start { end } else { at };
        }
        end -= last.len_utf8();
    }
    at
}

fn line_of(fonts: &Fonts, text: &str, face: Face) -> Line {
    let mut runs: Vec<Run> = Vec::new();
    for character in text.chars() {
        let glyph = fonts.glyph(face, character);
        let missing = glyph.id.is_none();
        match runs.last_mut().filter(|run| run.face == glyph.face && run.missing == missing) {
            Some(run) => {
                run.text.push(character);
                run.width += u64::from(glyph.advance);
            }
            None => runs.push(Run { face: glyph.face, text: character.into(), width: glyph.advance.into(), missing }),
        }
    }
    Line { runs }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::load().expect("the embedded faces are sound");
        lines(&fonts, text, Face::Regular, 10.0, width)
            .iter()
            .map(|line| line.runs.iter().map(|run| run.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let fonts = Fonts::load().expect("the embedded faces are sound");
        let text = "The organisation limits 系統存取 to authorised users，包括「程序」與裝置。 ".repeat(20);
        let broken = lines(&fonts, &text, Face::Regular, 10.0, 180.0);
        assert!(broken.iter().all(|line| line.width(10.0) <= 180.0));
        let joined: String = texts(&text, 180.0).concat().split_whitespace().collect();
        assert_eq!(joined, text.split_whitespace().collect::<String>());
    }

    #[test]
    fn chinese_punctuation_stays_with_its_text() {
        let text = "組織應限制「系統存取」，僅允許（已授權的）使用者、程序與裝置；並且『定期』檢討。".repeat(9);
        for width in 30..120 {
            for line in texts(&text, width as f32) {
                let (first, last) = (line.chars().next(), line.chars().next_back());
                assert!(!first.is_some_and(closes), "{width}: {line}");
                assert!(!last.is_some_and(opens), "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_between_characters() {
        let word = "x".repeat(5000);
        let lines = texts(&word, 100.0);
        assert!(lines.len() > 100);
        assert_eq!(lines.concat(), word);
        assert_eq!(texts("好", 1.0), ["好"]);
        assert_eq!(texts(&"）".repeat(50), 30.0).concat(), "）".repeat(50));
    }

    #[test]
    fn an_address_breaks_after_its_slashes() {
        let lines = texts("https://www.example.org/alpha/beta/gamma/delta", 90.0);
        assert!(lines[0].ends_with('/'), "{lines:?}");
    }

    #[test]
    fn author_lines_are_kept_and_tabs_are_spaces() {
        assert_eq!(texts("one\r\n\ttwo\rthree\n\nfour\n\n", 400.0), ["one", "    two", "three", "", "four"]);
        assert!(texts("", 100.0).is_empty());
    }

    #[test]
    fn a_letter_and_its_accent_are_one_shape() {
        assert_eq!(texts("re\u{301}sume\u{301} A\u{30A}", 400.0), ["résumé Å"]);
    }

    #[test]
    fn invisible_characters_are_told_by_number() {
        assert_eq!(texts("a\u{202E}b\u{1B}c\0\u{200B}", 400.0), ["a[U+202E]b[U+001B]c[U+0000][U+200B]"]);
        assert_eq!(texts("❤\u{FE0F}", 400.0), ["❤"]);
    }

    #[test]
    fn quotes_are_proportional_beside_latin_and_wide_beside_han() {
        assert_eq!(paragraphs("don’t say “so…”"), ["don\u{E011}t say \u{E012}so\u{E014}\u{E013}"]);
        assert_eq!(paragraphs("他說“好”，待續……"), ["他說“好”，待續……"]);
        assert_eq!(paragraphs("\u{E010}"), ["[U+E010]"]);
        assert_eq!(plain_lines("“so”"), ["“so”"]);
    }

    #[test]
    fn characters_of_no_face_are_runs_of_their_own() {
        let fonts = Fonts::load().expect("the embedded faces are sound");
        let line = &lines(&fonts, "野家𠮷🙂x", Face::Bold, 10.0, 400.0)[0];
        let told: Vec<_> = line.runs.iter().map(|run| (run.text.as_str(), run.missing)).collect();
        assert_eq!(told, [("野家", false), ("𠮷🙂", true), ("x", false)]);
    }

    #[test]
    fn a_line_that_must_be_one_is_cut_with_an_ellipsis() {
        let fonts = Fonts::load().expect("the embedded faces are sound");
        let line = one_line(&fonts, &"organisation ".repeat(40), Face::Regular, 8.0, 200.0);
        assert!(line.width(8.0) <= 200.0);
        assert!(line.runs[0].text.ends_with('\u{E014}'));
    }

    #[test]
    fn a_megabyte_is_broken_in_passing() {
        let text = "資訊安全管理，".repeat(50_000);
        assert!(texts(&text, 400.0).len() > 8000);
    }
}
