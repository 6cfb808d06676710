//! What the interview needs from whoever asks: a terminal, or a script in a test.

use std::io;

use super::card::{Card, Choosing, Objectives};
use super::find::Finding;
use super::form::Form;
use super::line::Asking;
use crate::assessment::sheet::Verdict;

/// Where to go, whatever is asked: no answer to the question, but something that can always be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// To the question before.
    Back,
    /// Take the last reply back.
    Undo,
    /// Give again what was taken back.
    Redo,
    /// To the next question that is open.
    NextOpen,
    /// To the overview, from which every question can be reached.
    Overview,
    /// Search a question.
    Find,
    /// Say who answers from now on.
    Who,
    /// Leave it here for today.
    Pause,
}

/// A reply to a simple question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<T> {
    /// This.
    Given(T),
    /// Nothing; go somewhere else.
    Move(Move),
}

/// A reply to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardReply {
    /// This is the answer.
    Answer(Verdict),
    /// Answer objective by objective.
    Objectives,
    /// Go on without an answer.
    Skip,
    /// Write a note.
    Note,
    /// Name evidence.
    Evidence,
    /// Say what will be done, by whom and until when.
    Plan,
    /// Mark it for review, or take the mark away.
    Mark,
    /// Go somewhere else.
    Move(Move),
}

/// A reply to the page of objectives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectivesReply {
    /// This is the answer to the objective with this index.
    Answer(usize, Verdict),
    /// Go on: to the next question when all are answered, else to the card.
    Onward,
    /// Go somewhere else.
    Move(Move),
}

/// Asks. Every error means that nobody can be asked any more.
pub trait Prompter {
    /// Asks for words.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn text(&mut self, asking: &Asking) -> io::Result<Said<String>>;

    /// Asks for several short texts at once; returns one for each field.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn form(&mut self, form: &Form) -> io::Result<Said<Vec<String>>>;

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
}
