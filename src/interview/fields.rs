//! Everything that is typed: the texts of an answer, and the forms for evidence and action plans.

use super::form::{Form, FormField};
use super::line::Asking;
use super::{Interview, Piece, Step};
use crate::assessment::sheet::Verdict;
use crate::language::fill;
use crate::questionnaire::Poam;
use crate::scoring;

impl Interview<'_> {
    pub(super) fn asking(&mut self) -> Asking {
        let notice = self.notice.take();
        let words = self.words;
        let mut asking = Asking {
            place: self.place_before(),
            ask: String::new(),
            help: String::new(),
            initial: String::new(),
            lines: false,
            editor: false,
            notice,
        };
        let (ask, help, initial, requirement) = match self.step {
            Step::Scope => (words.scope_ask.to_owned(), words.scope_help, Some(&self.assessment.scope), None),
            Step::Who => (words.who_ask.to_owned(), words.who_help, Some(&self.by), None),
            Step::Reason(requirement, objective, verdict) => {
                let own = self.requirement(requirement);
                let id = match objective {
                    Some(objective) => format!("{}/{}", own.id, own.objectives[objective].id),
                    None => own.id.clone(),
                };
                let own_question = match verdict {
                    Verdict::Answer(answer) => self.read(&self.scale(requirement).answers[answer].follow_up),
                    Verdict::NotApplicable | Verdict::Unknown => "",
                };
                let ask = if own_question.is_empty() {
                    fill(words.reason_ask, &[("id", &id), ("answer", &self.label(requirement, verdict))])
                } else {
                    format!("{id}{}{own_question}", self.marks().1)
                };
                let reason = self.assessment.entry(&own.id).and_then(|entry| entry.reason.as_ref());
                let reason = reason.or_else(|| self.proposal(requirement)?.reason.as_ref());
                (ask, words.reason_help, reason, Some(requirement))
            }
            Step::FollowUp(requirement, answer) => {
                let own = self.requirement(requirement);
                let ask = self.read(&self.scale(requirement).answers[answer].follow_up);
                let ask = format!("{}{}{ask}", own.id, self.marks().1);
                let note = self.assessment.entry(&own.id).and_then(|entry| entry.note.as_ref());
                let note = note.filter(|note| !self.only_says_where_from(requirement, note));
                asking.lines = true;
                (ask, words.follow_up_help, note, Some(requirement))
            }
            Step::Note(requirement) => {
                let own = self.requirement(requirement);
                let note = self.assessment.entry(&own.id).and_then(|entry| entry.note.as_ref());
                asking.lines = true;
                (fill(words.note_ask, &[("id", &own.id)]), words.note_help, note, Some(requirement))
            }
            _ => {
                let organisation = &self.assessment.organisation;
                (words.organisation_ask.to_owned(), words.organisation_help, Some(organisation), None)
            }
        };
        asking.ask = ask;
        help.clone_into(&mut asking.help);
        asking.initial = initial.cloned().unwrap_or_default();
        if let Some(requirement) = requirement {
            asking.place = self.place(requirement);
        }
        asking
    }

    pub(super) fn form(&mut self) -> Form {
        let notice = self.notice.take();
        let mut form = match self.step {
            Step::Evidence(requirement, piece) => self.evidence_form(requirement, piece),
            step => self.plan_form(step.requirement().unwrap_or_default()),
        };
        form.notice = notice;
        // What was typed and not accepted is not typed again.
        if let Some((texts, at)) = self.draft.take() {
            for (field, text) in form.fields.iter_mut().zip(texts) {
                field.initial = text;
            }
            form.cursor = at;
        }
        form
    }

    fn evidence_form(&self, requirement: usize, piece: Piece) -> Form {
        let words = self.words;
        let own = self.requirement(requirement);
        let entry = self.assessment.entry(&own.id);
        let old = match piece {
            Piece::Old(at) => entry.and_then(|entry| entry.evidence.get(at)),
            Piece::New(_) => None,
        };
        let kind = match piece {
            Piece::New(kind) => Some(kind),
            Piece::Old(_) => old.and_then(|old| old.kind),
        };
        let named: Vec<String> = kind.map(|kind| self.kind(kind).to_owned()).into_iter().collect();
        let ask = fill(words.evidence_ask, &[("id", &own.id)]);
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        Form {
            place: self.place(requirement),
            ask: self.setting.lang.detailed(&ask, &named),
            help: if old.is_some() { words.evidence_change_help } else { words.evidence_form_help }.to_owned(),
            fields: vec![
                field(words.evidence_what, words.evidence_what_hint, text(old.map(|old| &old.what))),
                field(words.evidence_place, words.evidence_place_hint, text(old.and_then(|old| old.place.as_ref()))),
                field(words.owner, words.evidence_owner_hint, text(old.and_then(|old| old.owner.as_ref()))),
                field(
                    words.evidence_date,
                    &fill(words.evidence_date_hint, &[("today", &self.setting.today.to_string())]),
                    old.and_then(|old| old.date).map(|date| date.to_string()).unwrap_or_default(),
                ),
            ],
            cursor: 0,
            notice: None,
        }
    }

    fn plan_form(&self, requirement: usize) -> Form {
        let words = self.words;
        let own = self.requirement(requirement);
        let plan = self.assessment.entry(&own.id).and_then(|entry| entry.plan.as_ref());
        let points = scoring::at_stake(&self.sheet(), requirement).is_some();
        let never = if points && own.poam == Poam::Never { words.plan_never } else { "" };
        let advice = self.read(&own.advice).lines().next().unwrap_or_default();
        Form {
            place: self.place(requirement),
            ask: fill(words.plan_ask, &[("id", &own.id)]),
            help: [advice, never, words.plan_help]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            fields: vec![
                field(
                    words.plan_action,
                    words.plan_action_hint,
                    plan.map(|plan| plan.action.clone()).unwrap_or_default(),
                ),
                field(words.owner, words.plan_owner_hint, plan.and_then(|plan| plan.owner.clone()).unwrap_or_default()),
                field(
                    words.plan_due,
                    &fill(words.plan_due_hint, &[("today", &self.setting.today.to_string())]),
                    plan.and_then(|plan| plan.due).map(|due| due.to_string()).unwrap_or_default(),
                ),
            ],
            cursor: 0,
            notice: None,
        }
    }
}

fn field(label: &str, hint: &str, initial: String) -> FormField {
    FormField { label: label.to_owned(), hint: hint.to_owned(), initial }
}
