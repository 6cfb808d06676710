//! What earlier answers propose: shown beside a question, and taken over only by the person who answers.

use super::Interview;
use super::card::{Choice, Pick};
use crate::assessment::Entry;
use crate::assessment::sheet::{Reply, State, Verdict};
use crate::crosswalk::earlier::{Proposal, Standing};
use crate::language::fill;

/// At most this many of the answers that a proposal comes from are named.
const MOST_NAMED: usize = 4;

impl Interview<'_> {
    pub(super) fn proposal(&self, requirement: usize) -> Option<&Proposal> {
        self.proposals.get(requirement)?.as_ref()
    }

    /// Marks the choice that is proposed, and returns it with where the proposal comes from.
    pub(super) fn proposed(&self, requirement: usize, choices: &mut [Choice]) -> Option<(Option<usize>, String)> {
        let words = &self.setting.lang.words().crosswalk;
        let proposal = self.proposal(requirement)?;
        let pick = proposal.verdict.map(Pick::Verdict);
        let position = choices.iter().position(|choice| Some(choice.pick) == pick);
        let source = self.source(proposal);
        let text = match position {
            None => self.setting.lang.labelled(words.elsewhere, &source),
            Some(position) => {
                let label = &mut choices[position].label;
                let proposed = self.setting.lang.labelled(words.proposed, label);
                *label = self.setting.lang.detailed(label, &[words.proposed_mark.to_owned()]);
                fill(words.told_with_source, &[("proposed", proposed), ("source", source)])
            }
        };
        Some((position, text))
    }

    /// What is noted when a proposed answer is given to a question that has none.
    pub(super) fn taken(&self, requirement: usize, verdict: Verdict) -> Option<String> {
        let is_open = *self.sheet().reply(requirement) == Reply::None;
        let proposal = self.proposal(requirement).filter(|own| is_open && own.verdict == Some(verdict))?;
        Some(self.taken_from(proposal))
    }

    /// Whether a note only says where the answer was taken from.
    pub(super) fn only_says_where_from(&self, requirement: usize, note: &str) -> bool {
        self.proposal(requirement).is_some_and(|proposal| self.taken_from(proposal) == note)
    }

    fn taken_from(&self, proposal: &Proposal) -> String {
        fill(self.setting.lang.words().crosswalk.taken, &[("source", &self.source(proposal))])
    }

    fn source(&self, proposal: &Proposal) -> String {
        let (lang, words) = (self.setting.lang, &self.setting.lang.words().crosswalk);
        let Some(earlier) = self.setting.earlier else { return String::new() };
        let named =
            proposal.sources.iter().take(MOST_NAMED).map(|source| {
                format!("{} {}", earlier.side.items[*source].id, self.answered(&earlier.standings[*source]))
            });
        let mut named: Vec<String> = named.collect();
        if let Some(rest) = proposal.sources.len().checked_sub(MOST_NAMED).filter(|rest| *rest > 0) {
            named.push(fill(words.more, &[("count", &rest.to_string())]));
        }
        let values = [
            ("title", self.read(&earlier.side.title).to_owned()),
            ("items", named.join(lang.comma())),
            ("closeness", proposal.closeness.told(words).to_owned()),
        ];
        fill(words.source, &values)
    }

    fn answered(&self, standing: &Standing) -> String {
        let words = &self.setting.lang.words().report;
        let state = match standing.state {
            _ if !standing.said.is_empty() => self.read(&standing.said),
            Some(State::Met) => words.state_met,
            Some(State::Partly) => words.state_partly,
            Some(State::NotMet) => words.state_not_met,
            Some(State::NotApplicable) => words.state_not_applicable,
            Some(State::Unknown) => words.state_unknown,
            Some(State::Unanswered) => words.state_unanswered,
            Some(State::NotAsked) | None => words.state_not_asked,
        };
        state.to_owned()
    }
}

/// Adds a sentence to the note of an entry.
pub(super) fn add_note(entry: &mut Entry, text: &str) {
    entry.note = Some(match entry.note.take() {
        Some(note) => format!("{note}\n{text}"),
        None => text.to_owned(),
    });
}
