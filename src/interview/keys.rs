//! What letters do in the interview, whoever reads them.
//!
//! The letters of `RESERVED_KEYS` always do the same: no questionnaire may give them to an answer. The others give way to an
//! answer that has the same letter; what they do can then be had by another key.

use super::card::{Choice, Pick};
use super::prompter::{CardReply, Move};
use crate::text::narrowed;

/// Returns a letter as the keys know it: small, and narrow where an input method made it wide.
pub fn folded(c: char) -> char {
    narrowed(c).to_ascii_lowercase()
}

/// Returns where a letter leads, whatever is asked.
pub fn movement(letter: char) -> Option<Move> {
    Some(match letter {
        'b' => Move::Back,
        'z' => Move::Undo,
        'r' => Move::Redo,
        'j' => Move::NextOpen,
        'g' => Move::Overview,
        'f' | '/' => Move::Find,
        'w' => Move::Who,
        'q' => Move::Pause,
        _ => return None,
    })
}

/// Returns what a letter does on a card; an answer of that letter comes first.
pub fn command(letter: char, choices: &[Choice]) -> Option<CardReply> {
    if let Some(choice) = choices.iter().find(|choice| choice.key == letter) {
        return Some(picked(choice.pick));
    }
    Some(match letter {
        'k' => CardReply::Skip,
        't' => CardReply::Note,
        'v' => CardReply::Evidence,
        'l' => CardReply::Plan,
        'x' => CardReply::Mark,
        letter => CardReply::Move(movement(letter)?),
    })
}

/// Returns the key to name for what a letter does: the letter itself, or the other key where an answer has the letter.
pub fn named(letter: &'static str, other: &'static str, choices: &[Choice]) -> &'static str {
    if choices.iter().any(|choice| letter.starts_with(choice.key)) { other } else { letter }
}

/// Returns the reply that a choice on a card stands for.
pub fn picked(pick: Pick) -> CardReply {
    match pick {
        Pick::Verdict(verdict) => CardReply::Answer(verdict),
        Pick::Objectives => CardReply::Objectives,
    }
}

/// Returns the place in a list that a digit names.
pub fn digit(c: char) -> Option<usize> {
    c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::sheet::Verdict;
    use crate::questionnaire::RESERVED_KEYS;

    #[test]
    fn every_reserved_letter_does_something_and_few_others_do() {
        // Not applicable, objectives and "don't know" are choices on the card.
        let does = |letter: &char| command(*letter, &[]).is_some() || "aou".contains(*letter);
        let (reserved, others): (String, String) =
            ('a'..='z').filter(does).partition(|letter| RESERVED_KEYS.contains(*letter));
        assert_eq!(reserved, RESERVED_KEYS);
        assert_eq!(others, "gjlrwz", "the documentation of the format names them");
    }

    #[test]
    fn an_answer_comes_before_a_command_of_its_letter() {
        let pick = Pick::Verdict(Verdict::Answer(2));
        let choices = [Choice { key: 'l', label: "Largely".into(), meaning: String::new(), pick }];
        assert_eq!(command('l', &choices), Some(CardReply::Answer(Verdict::Answer(2))));
        assert_eq!((named("l", "Ctrl+P", &choices), named("z", "Ctrl+Z", &choices)), ("Ctrl+P", "z"));
    }
}
