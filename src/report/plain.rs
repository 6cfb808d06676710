//! Makes texts of unknown origin harmless before they reach a terminal or a page.

/// What stands for a character that must not act.
const MARK: char = '\u{fffd}';

/// Replaces characters that steer a terminal or turn the reading direction by a visible mark; line ends stay,
/// tabs become spaces.
pub fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|c| match c {
            '\n' => '\n',
            '\t' => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => MARK,
            c if c.is_control() => MARK,
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_can_steer_a_terminal() {
        assert_eq!(visible("\u{1b}[31mred\u{7} \u{9b}2J\u{202e}abc"), "\u{fffd}[31mred\u{fffd} \u{fffd}2J\u{fffd}abc");
        assert_eq!(visible("一\r\n二\t三\r"), "一\n二 三\u{fffd}");
    }
}
