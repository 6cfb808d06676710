//! What the interview needs from whoever asks: a terminal, or a script in a test.

use std::io;

use super::card::{Card, Choosing, Objectives};
use super::line::Asking;
use crate::assessment::sheet::Verdict;

/// A reply to a simple question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<T> {
    /// This.
    Given(T),
    /// Nothing; go back.
    Back,
    /// Leave it here for today.
    Pause,
}

/// A reply to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardReply {
    /// This is the answer.
    Answer(Verdict),
    /// Answer objective by objective.
    Objectives,
    /// Go to the one before.
    Back,
    /// Go on without an answer.
    Skip,
    /// Write a note.
    Note,
    /// Name evidence.
    Evidence,
    /// Mark it for review, or take the mark away.
    Mark,
    /// Go to some other question.
    Find,
    /// Leave it here for today.
    Pause,
}

/// A reply to the page of objectives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectivesReply {
    /// This is the answer to the objective with this index.
    Answer(usize, Verdict),
    /// Go on: to the next question when all are answered, else to the card.
    Onward,
    /// Return to the card.
    Back,
    /// Leave it here for today.
    Pause,
}

/// A list to search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The prompt.
    pub ask: String,
    /// What can be found.
    pub items: Vec<String>,
}

/// Asks. Every error means that nobody can be asked any more.
pub trait Prompter {
    /// Asks for words.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn text(&mut self, asking: &Asking) -> io::Result<Said<String>>;

    /// Asks to choose from a list; returns the index.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn choose(&mut self, choosing: &Choosing) -> io::Result<Said<usize>>;

    /// Shows the card of a requirement.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn card(&mut self, card: &Card) -> io::Result<CardReply>;

    /// Shows the objectives of a requirement; returns after each answer.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn objectives(&mut self, objectives: &Objectives) -> io::Result<ObjectivesReply>;

    /// Searches a list; returns the index.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn find(&mut self, finding: &Finding) -> io::Result<Said<usize>>;

    /// Asks for a yes or no.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn confirm(&mut self, ask: &str) -> io::Result<Said<bool>>;
}
