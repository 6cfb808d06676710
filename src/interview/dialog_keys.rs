//! Keys from a terminal, put together again where they arrive in pieces.
//!
//! The library knows the common keys; what it does not know it hands over as the beginning of an escape
//! sequence, and the rest would follow as if it had been typed. Here the rest is read with it, so that no
//! stray key answers a question, and pasted text arrives as one text.

use std::io;

use dialoguer::console::Key;

/// What was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// A key.
    Key(Key),
    /// Enter together with Alt.
    AltEnter,
    /// A text that was pasted.
    Paste(String),
}

/// Reads the next key.
///
/// # Errors
///
/// Those of `read`.
pub fn next(read: &mut dyn FnMut() -> io::Result<Key>) -> io::Result<Press> {
    let sequence = match read()? {
        Key::UnknownEscSeq(sequence) => sequence,
        Key::Char(c) => return Ok(Press::Key(Key::Char(narrow(c)))),
        key => return Ok(Press::Key(key)),
    };
    Ok(match sequence.as_slice() {
        ['\r' | '\n'] => Press::AltEnter,
        ['O'] => match read()? {
            Key::Char(c) => Press::Key(named(c)),
            _ => Press::Key(Key::Unknown),
        },
        ['[', rest @ ..] => {
            let whole = finish(rest, read)?;
            if whole == "200~" { Press::Paste(pasted(read)?) } else { Press::Key(sequence_key(&whole)) }
        }
        _ => Press::Key(Key::Unknown),
    })
}

/// Reads a sequence to its last character.
fn finish(begun: &[char], read: &mut dyn FnMut() -> io::Result<Key>) -> io::Result<String> {
    let mut whole: String = begun.iter().collect();
    while !whole.ends_with(|c| ('@'..='~').contains(&c)) && whole.len() < 32 {
        match read()? {
            Key::Char(c) => whole.push(c),
            _ => break,
        }
    }
    Ok(whole)
}

fn pasted(read: &mut dyn FnMut() -> io::Result<Key>) -> io::Result<String> {
    let mut text = String::new();
    loop {
        match read()? {
            Key::Char(c) => text.push(c),
            Key::Enter => text.push('\n'),
            Key::Tab => text.push(' '),
            Key::UnknownEscSeq(sequence) => {
                if let ['[', rest @ ..] = sequence.as_slice()
                    && finish(rest, read)? == "201~"
                {
                    return Ok(text);
                }
            }
            _ => {}
        }
    }
}

fn sequence_key(whole: &str) -> Key {
    let last = whole.chars().next_back().unwrap_or('?');
    match (last, whole.split([';', '~']).next().unwrap_or_default()) {
        ('~', "1" | "7") => Key::Home,
        ('~', "4" | "8") => Key::End,
        ('~', "3") => Key::Del,
        ('~', "5") => Key::PageUp,
        ('~', "6") => Key::PageDown,
        ('~', _) => Key::Unknown,
        (last, _) => named(last),
    }
}

fn named(last: char) -> Key {
    match last {
        'A' => Key::ArrowUp,
        'B' => Key::ArrowDown,
        'C' => Key::ArrowRight,
        'D' => Key::ArrowLeft,
        'H' => Key::Home,
        'F' => Key::End,
        'M' => Key::Enter,
        _ => Key::Unknown,
    }
}

/// Returns the ASCII character for a control character's neighbour as it is; only C1 bytes are dropped.
fn narrow(c: char) -> char {
    if ('\u{80}'..='\u{9f}').contains(&c) { '\u{fffd}' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presses(keys: Vec<Key>) -> Vec<Press> {
        let mut keys = keys.into_iter();
        let mut read = || keys.next().ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof));
        let mut found = Vec::new();
        while let Ok(press) = next(&mut read) {
            found.push(press);
        }
        found
    }

    #[test]
    fn sequences_in_pieces_become_one_key() {
        let seq = |text: &str| Key::UnknownEscSeq(text.chars().collect());
        let keys =
            vec![seq("[1;"), Key::Char('5'), Key::Char('C'), Key::Char('m'), seq("O"), Key::Char('H'), seq("\r")];
        let expected =
            [Press::Key(Key::ArrowRight), Press::Key(Key::Char('m')), Press::Key(Key::Home), Press::AltEnter];
        assert_eq!(presses(keys), expected);
    }

    #[test]
    fn a_paste_is_one_text_whatever_it_holds() {
        let seq = |text: &str| Key::UnknownEscSeq(text.chars().collect());
        let (c, end) = (Key::Char, Key::Enter);
        let keys = vec![seq("[20"), c('0'), c('~'), c('q'), end, c('中'), seq("[20"), c('1'), c('~'), c('m')];
        assert_eq!(presses(keys), [Press::Paste("q\n中".into()), Press::Key(c('m'))]);
    }
}
