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
            c if acts(c) => MARK,
            c => c,
        })
        .collect()
}

fn acts(letter: char) -> bool {
    let turns =
        matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    turns || letter.is_control()
}

/// Writes as escapes what JSON leaves as it is and a terminal may obey: the upper control characters, and those that
/// turn the reading direction. They can only stand inside texts, so the JSON means the same.
pub fn harmless_json(json: &str) -> String {
    let mut harmless = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter != '\n' && acts(letter) {
            harmless.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            harmless.push(letter);
        }
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_can_steer_a_terminal() {
        assert_eq!(visible("\u{1b}[31mred\u{7} \u{9b}2J\u{202e}abc"), "\u{fffd}[31mred\u{fffd} \u{fffd}2J\u{fffd}abc");
        assert_eq!(visible("一\r\n二\t三\r"), "一\n二 三\u{fffd}");
    }

    #[test]
    fn json_keeps_its_meaning_and_steers_nothing() {
        let json = serde_json::to_string("\u{9b}2J \u{202e}\u{7f} 一\n").expect("a text");
        let harmless = harmless_json(&json);
        assert_eq!(harmless, r#""\u009b2J \u202e\u007f 一\n""#);
        assert_eq!(serde_json::from_str::<String>(&harmless).expect("JSON"), "\u{9b}2J \u{202e}\u{7f} 一\n");
    }
}
