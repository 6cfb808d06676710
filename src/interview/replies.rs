//! What follows from each reply: what the assessment takes, what is told, and the step that comes next.

use super::lists::{Basic, Reviewed, Way};
use super::prompter::{CardReply, Move, ObjectivesReply};
use super::proposed::add_note;
use super::{Ending, Interview, Next, Piece, Replied, Round, Step, card};
use crate::assessment::history::Part;
use crate::assessment::sheet::{self, Reply, Verdict, may_have, needs_reason};
use crate::assessment::{Entry, Evidence, Plan};
use crate::dates::Date;
use crate::language::fill;
use crate::questionnaire::{EvidenceKind, NOT_APPLICABLE, Scale, UNKNOWN};
use crate::scoring::{Scorecard, score};

impl Interview<'_> {
    /// Back from a step that belongs to a card leads to that card.
    pub(super) fn step_back(&mut self) -> Next {
        self.draft = None;
        match self.step {
            Step::Reason(requirement, Some(objective), _) => Next::Step(Step::Objectives(requirement, objective)),
            Step::FollowUp(requirement, _) => self.leave_card(requirement),
            Step::Evidence(requirement, _) => Next::Step(Step::EvidenceKind(requirement)),
            Step::Reason(requirement, None, _)
            | Step::Objectives(requirement, _)
            | Step::InsteadOfObjectives(requirement, _)
            | Step::Note(requirement)
            | Step::Plan(requirement)
            | Step::EvidenceKind(requirement) => Next::Step(Step::Card(requirement)),
            Step::Find => {
                let origin = self.return_to.take().unwrap_or(Step::Overview);
                self.step = origin;
                Next::Step(origin)
            }
            _ => self.back(),
        }
    }

    pub(super) fn after_card(&mut self, requirement: usize, reply: CardReply) -> Next {
        match reply {
            CardReply::Answer(verdict) => {
                // One answer replaces those to the objectives, so they are not dropped by one key.
                if matches!(self.sheet().reply(requirement), Reply::Objectives(_)) {
                    return Next::Step(Step::InsteadOfObjectives(requirement, verdict));
                }
                self.whole(requirement, verdict)
            }
            CardReply::Objectives if self.requirement(requirement).objectives.is_empty() => {
                Next::Step(Step::Card(requirement))
            }
            CardReply::Objectives => {
                let first = match self.sheet().reply(requirement) {
                    Reply::Objectives(parts) => parts.iter().position(Option::is_none).unwrap_or(0),
                    _ => 0,
                };
                Next::Step(Step::Objectives(requirement, first))
            }
            CardReply::Skip => match self.skip(requirement) {
                step @ Step::Review(_) => self.leave_for(step),
                step => Next::Step(step),
            },
            CardReply::Note => Next::Step(Step::Note(requirement)),
            CardReply::Evidence => Next::Step(Step::EvidenceKind(requirement)),
            CardReply::Plan => Next::Step(Step::Plan(requirement)),
            CardReply::Mark => {
                let entry = self.entry(requirement);
                entry.flag = !entry.flag;
                let marked = entry.flag;
                self.notice = Some(if marked { self.words.marked_on } else { self.words.marked_off }.to_owned());
                Next::Step(Step::Card(requirement))
            }
            CardReply::Move(to) => self.moved(to),
        }
    }

    /// Takes an answer to the whole, or first asks for the reason that it needs.
    fn whole(&mut self, requirement: usize, verdict: Verdict) -> Next {
        if needs_reason(self.scale(requirement), verdict) {
            return Next::Step(Step::Reason(requirement, None, verdict));
        }
        self.answer(requirement, verdict, None)
    }

    fn answer(&mut self, requirement: usize, verdict: Verdict, reason: Option<&str>) -> Next {
        let scale = self.scale(requirement);
        let taken = self.taken(requirement, verdict);
        let sheet = self.sheet();
        let before = Before { asked: sheet.asked_requirements().collect(), scorecard: score(&sheet) };
        let excused = match sheet.reply(requirement) {
            Reply::Whole(old) => needs_reason(scale, *old),
            Reply::Objectives(parts) => parts.iter().flatten().any(|part| needs_reason(scale, *part)),
            // Whatever the reason was given for, it is no answer any more.
            Reply::None => sheet.earlier(requirement).is_some(),
        };
        drop(sheet);
        let word = word(scale, verdict);
        self.sign(requirement);
        let entry = self.entry(requirement);
        entry.answer_whole(&word);
        match reason {
            Some(reason) => entry.reason = Some(reason.to_owned()),
            // The reason for an answer that no longer stands would be read as the reason for this one.
            None if excused && !needs_reason(scale, verdict) => entry.reason = None,
            None => {}
        }
        if let Some(taken) = taken {
            add_note(self.entry(requirement), &taken);
        }
        let label = self.label(requirement, verdict);
        self.notice = Some(self.saved(requirement, &label, &before));
        match verdict {
            // Where a reason is needed, the follow-up was the question for it.
            Verdict::Answer(index)
                if !scale.answers[index].follow_up.is_empty() && !scale.answers[index].reason_required =>
            {
                Next::Step(Step::FollowUp(requirement, index))
            }
            _ => self.leave_card(requirement),
        }
    }

    /// Says when, and by whom, a requirement was answered.
    fn sign(&mut self, requirement: usize) {
        let now = (self.setting.now)();
        let by = Some(self.by.clone()).filter(|by| !by.is_empty());
        let entry = self.entry(requirement);
        entry.at = Some(now);
        entry.by = by;
    }

    /// Goes on from a card whose reply is complete; "back" leads to that card.
    fn leave_card(&mut self, requirement: usize) -> Next {
        match self.onward(requirement + 1) {
            step @ Step::Review(_) => self.leave_for(step),
            next => {
                self.step = Step::Card(requirement);
                Next::Step(next)
            }
        }
    }

    pub(super) fn after_objectives(&mut self, requirement: usize, reply: ObjectivesReply) -> Next {
        match reply {
            ObjectivesReply::Answer(objective, verdict)
                if !may_have(&self.requirement(requirement).objectives[objective], verdict) =>
            {
                let letter = &self.requirement(requirement).objectives[objective].id;
                let values = [("answer", self.label(requirement, verdict)), ("letter", letter.clone())];
                self.notice = Some(fill(self.words.not_for_objective, &values));
                Next::Step(Step::Objectives(requirement, objective))
            }
            ObjectivesReply::Answer(objective, verdict) if needs_reason(self.scale(requirement), verdict) => {
                Next::Step(Step::Reason(requirement, Some(objective), verdict))
            }
            ObjectivesReply::Answer(objective, verdict) => self.tick(requirement, objective, verdict, None),
            ObjectivesReply::Onward if self.sheet().is_complete(requirement) => self.leave_card(requirement),
            ObjectivesReply::Onward | ObjectivesReply::Move(Move::Back) => Next::Step(Step::Card(requirement)),
            ObjectivesReply::Move(to) => self.moved(to),
        }
    }

    fn tick(&mut self, requirement: usize, objective: usize, verdict: Verdict, reason: Option<&str>) -> Next {
        let word = word(self.scale(requirement), verdict);
        let objectives = &self.requirement(requirement).objectives;
        let sheet = self.sheet();
        let before = Before { asked: sheet.asked_requirements().collect(), scorecard: score(&sheet) };
        drop(sheet);
        self.sign(requirement);
        let entry = self.entry(requirement);
        entry.answer_objective(&objectives[objective].id, &word);
        if let Some(reason) = reason {
            entry.reason = Some(reason.to_owned());
        }
        let label = self.label(requirement, verdict);
        let letter = format!("[{}] {label}", objectives[objective].id);
        self.notice = Some(self.saved(requirement, &letter, &before));
        // To the next one that is not answered yet, so that letters alone go through the list.
        let next = match self.sheet().reply(requirement) {
            Reply::Objectives(parts) => {
                let open = |at: &usize| parts[*at].is_none();
                (objective + 1..parts.len()).find(open).or_else(|| (0..objective).find(open))
            }
            Reply::None | Reply::Whole(_) => None,
        };
        Next::Step(Step::Objectives(requirement, next.unwrap_or((objective + 1).min(objectives.len() - 1))))
    }

    pub(super) fn after_choice(&mut self, chosen: usize) -> Next {
        match self.step {
            Step::Target => {
                if let Some(target) = sheet::targets(self.questionnaire).get(chosen) {
                    (*target).clone_into(&mut self.assessment.target);
                    self.changed = true;
                }
                self.after_preliminary()
            }
            Step::Profile(question) => {
                let question = &self.questionnaire.profile()[question];
                if let Some((choice, _)) = question.choices.get(chosen) {
                    self.assessment.profile.retain(|(known, _)| *known != question.id);
                    self.assessment.profile.push((question.id.clone(), choice.clone()));
                    self.changed = true;
                }
                self.after_preliminary()
            }
            Step::EvidenceKind(requirement) => {
                let piece = match EvidenceKind::ALL.get(chosen) {
                    Some(kind) => Piece::New(*kind),
                    None => Piece::Old(chosen - EvidenceKind::ALL.len()),
                };
                Next::Step(Step::Evidence(requirement, piece))
            }
            Step::InsteadOfObjectives(requirement, _) if chosen == 0 => Next::Step(Step::Objectives(requirement, 0)),
            Step::InsteadOfObjectives(requirement, verdict) => self.whole(requirement, verdict),
            Step::Domains => {
                let domain = self.domains().get(chosen).copied();
                let first = domain.and_then(|domain| self.first_of(domain));
                self.round = Round::Open;
                Next::Step(first.map_or(Step::Overview, Step::Card))
            }
            Step::List(round) => {
                let found = self.listed(round).get(chosen).copied();
                self.round = round;
                Next::Step(found.map_or(Step::Overview, Step::Card))
            }
            Step::Review(kind) => match self.review_items(kind).get(chosen) {
                Some(Reviewed::Kind(kind, _)) => Next::Step(Step::Review(Some(*kind))),
                Some(Reviewed::Remark(remark)) => {
                    self.round = Round::Review(kind);
                    self.reviewed = Some(remark.requirement);
                    Next::Step(Step::Card(remark.requirement))
                }
                None => Next::Step(Step::Overview),
            },
            Step::Basics => match self.basics().get(chosen) {
                Some(Basic { step, .. }) => {
                    let step = *step;
                    self.aside(step)
                }
                None => Next::Step(Step::Overview),
            },
            _ => self.after_overview(chosen),
        }
    }

    /// The first open requirement of a domain, or else its first.
    fn first_of(&self, domain: usize) -> Option<usize> {
        let sheet = self.sheet();
        let own = &self.questionnaire.domains()[domain].requirements;
        let asked: Vec<usize> = sheet.asked_requirements().filter(|r| own.contains(r)).collect();
        asked.iter().find(|&&r| !sheet.is_complete(r)).or(asked.first()).copied()
    }

    fn after_overview(&mut self, chosen: usize) -> Next {
        match self.ways().get(chosen).copied().unwrap_or(Way::Pause) {
            Way::Finish => Next::End(Ending::Finished),
            Way::Interim => Next::End(Ending::Interim),
            Way::Pause => Next::End(Ending::Paused),
            Way::GoOn => self.round(Round::Open),
            Way::All => self.round(Round::All),
            Way::Review => Next::Step(Step::Review(None)),
            Way::Find => self.aside(Step::Find),
            Way::Domains => Next::Step(Step::Domains),
            Way::List(round) => Next::Step(Step::List(round)),
            Way::Basics => Next::Step(Step::Basics),
        }
    }

    fn round(&mut self, round: Round) -> Next {
        self.round = round;
        self.trail.clear();
        let missing = self.preliminaries().into_iter().find(|step| self.is_missing(*step));
        Next::Step(missing.unwrap_or_else(|| self.onward(0)))
    }

    /// What was found is where the usual way goes on; "back" leads to where it was searched from.
    pub(super) fn after_find(&mut self, found: Option<usize>) -> Next {
        let origin = self.return_to.take().unwrap_or(Step::Overview);
        self.step = origin;
        self.round = Round::Open;
        Next::Step(found.map_or(origin, Step::Card))
    }

    pub(super) fn after_text(&mut self, text: &str) -> Next {
        let given = (!text.is_empty()).then(|| text.to_owned());
        match self.step {
            Step::Organisation if text.is_empty() => self.again(self.words.organisation_needed),
            Step::Organisation => {
                text.clone_into(&mut self.assessment.organisation);
                self.changed = true;
                self.after_preliminary()
            }
            Step::Scope => {
                text.clone_into(&mut self.assessment.scope);
                self.scope_asked = true;
                self.changed = true;
                self.after_preliminary()
            }
            Step::Who => {
                text.clone_into(&mut self.by);
                self.who_asked = true;
                self.after_preliminary()
            }
            Step::Reason(..) if text.is_empty() => self.again(self.words.reason_needed),
            Step::Reason(requirement, None, verdict) => self.answer(requirement, verdict, Some(text)),
            Step::Reason(requirement, Some(objective), verdict) => {
                self.tick(requirement, objective, verdict, Some(text))
            }
            Step::FollowUp(requirement, _) => {
                let note = self.entry(requirement).note.take();
                let taken = note.filter(|note| self.only_says_where_from(requirement, note));
                let entry = self.entry(requirement);
                entry.note = given;
                if let Some(taken) = taken {
                    add_note(entry, &taken);
                }
                self.notice = Some(self.words.saved.to_owned());
                self.leave_card(requirement)
            }
            Step::Note(requirement) => {
                self.entry(requirement).note = given;
                self.notice = Some(self.words.saved.to_owned());
                Next::Step(Step::Card(requirement))
            }
            other => Next::Step(other),
        }
    }

    pub(super) fn after_form(&mut self, texts: &[String]) -> Next {
        let texts: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
        match self.step {
            Step::Evidence(requirement, piece) => self.after_evidence(requirement, piece, texts),
            Step::Plan(requirement) => self.after_plan(requirement, texts),
            other => Next::Step(other),
        }
    }

    fn refuse(&mut self, texts: Vec<String>, field: usize, notice: String) -> Next {
        self.draft = Some((texts, field));
        self.notice = Some(notice);
        Next::Step(self.step)
    }

    fn not_a_day(&self, text: &str) -> String {
        fill(self.words.not_a_day, &[("found", text), ("today", &self.setting.today.to_string())])
    }

    fn after_evidence(&mut self, requirement: usize, piece: Piece, texts: Vec<String>) -> Next {
        let given = |at: usize| texts.get(at).filter(|text| !text.is_empty()).cloned();
        let date = match given(3).map(|text| Date::parse(&text).ok_or(text)) {
            Some(Err(text)) => {
                let notice = self.not_a_day(&text);
                return self.refuse(texts, 3, notice);
            }
            Some(Ok(date)) => Some(date),
            None => None,
        };
        let Some(what) = given(0) else {
            let anything = (1..texts.len()).any(|at| given(at).is_some());
            return match piece {
                Piece::New(_) if anything => {
                    let notice = self.words.evidence_needs_what.to_owned();
                    self.refuse(texts, 0, notice)
                }
                Piece::New(_) => Next::Step(Step::Card(requirement)),
                Piece::Old(at) => {
                    let evidence = &mut self.entry(requirement).evidence;
                    if at < evidence.len() {
                        evidence.remove(at);
                    }
                    self.notice = Some(self.words.evidence_removed.to_owned());
                    Next::Step(Step::Card(requirement))
                }
            };
        };
        // A file dragged into a terminal comes in quotes.
        let place = given(1).map(|place| unquoted(&place).to_owned());
        let digest = place.as_deref().and_then(|place| (self.setting.digest)(place));
        let old = match piece {
            Piece::Old(at) => self.entry(requirement).evidence.get(at).cloned(),
            Piece::New(_) => None,
        };
        // A file that cannot be reached today keeps the digest it had when it was named.
        let sha256 = match (&digest, &old) {
            (None, Some(old)) if old.place == place => old.sha256.clone(),
            _ => digest.clone(),
        };
        let kind = match piece {
            Piece::New(kind) => Some(kind),
            Piece::Old(_) => old.and_then(|old| old.kind),
        };
        let evidence = Evidence { kind, what, place, owner: given(2), date, sha256 };
        let entry = self.entry(requirement);
        match piece {
            Piece::Old(at) if at < entry.evidence.len() => entry.evidence[at] = evidence,
            _ => entry.evidence.push(evidence),
        }
        self.notice = Some(match digest {
            Some(digest) => fill(self.words.evidence_hashed, &[("digest", &digest[..digest.len().min(12)])]),
            None => self.words.saved.to_owned(),
        });
        Next::Step(Step::Card(requirement))
    }

    fn after_plan(&mut self, requirement: usize, texts: Vec<String>) -> Next {
        let given = |at: usize| texts.get(at).filter(|text| !text.is_empty()).cloned();
        let due = match given(2).map(|text| Date::parse(&text).ok_or(text)) {
            Some(Err(text)) => {
                let notice = self.not_a_day(&text);
                return self.refuse(texts, 2, notice);
            }
            Some(Ok(due)) => Some(due),
            None => None,
        };
        let Some(action) = given(0) else {
            if given(1).is_some() || due.is_some() {
                let notice = self.words.plan_needs_action.to_owned();
                return self.refuse(texts, 0, notice);
            }
            let there = self.entry(requirement).plan.take().is_some();
            if there {
                self.notice = Some(self.words.plan_removed.to_owned());
            }
            return Next::Step(Step::Card(requirement));
        };
        let entry = self.entry(requirement);
        // The form asks for three things; what else the plan says stays.
        let rest = entry.plan.take().unwrap_or_default();
        entry.plan = Some(Plan { action, owner: given(1), due, ..rest });
        let mut notice = match due {
            Some(due) if due < self.setting.today => self.words.plan_past.to_owned(),
            _ => self.words.saved.to_owned(),
        };
        let meaning = self.meaning(None);
        if !meaning.is_empty() {
            notice = format!("{notice}\n{meaning}");
        }
        self.notice = Some(notice);
        Next::Step(Step::Card(requirement))
    }

    /// What is told after an answer: that it is saved, what it changed about the questions to come, and what it means.
    fn saved(&self, requirement: usize, label: &str, before: &Before) -> String {
        let own = self.requirement(requirement);
        let mut notice = card::told(self.words, &own.id, label);
        let after: Vec<usize> = self.sheet().asked_requirements().collect();
        let more = after.iter().filter(|r| !before.asked.contains(r)).count();
        let less = before.asked.iter().filter(|r| !after.contains(r)).count();
        for (count, text) in [(more, self.words.now_asked), (less, self.words.no_longer_asked)] {
            if count > 0 {
                notice.push_str(&fill(text, &[("count", &count.to_string())]));
            }
        }
        let meaning = self.meaning(Some(&before.scorecard));
        // What it did comes first: on a small screen it is the only line there is room for.
        if meaning.is_empty() { notice } else { format!("{meaning}\n{notice}") }
    }

    /// Says what a reply changed that was taken back or given again, and how an answer stands now.
    pub(super) fn told(&self, replied: &Replied, part: &Part) -> String {
        let words = self.words;
        match part {
            Part::Organisation => words.basic_organisation.to_owned(),
            Part::Scope => words.basic_scope.to_owned(),
            Part::Target => words.basic_target.to_owned(),
            Part::Profile(_) => words.basic_profile.to_owned(),
            Part::Answer(id) => {
                let own = self.questionnaire.requirements().iter().position(|own| own.id == *id);
                let Some(own) = own else { return id.clone() };
                match self.besides(replied, id) {
                    Some(what) => self.setting.lang.detailed(id, &[what.to_owned()]),
                    None => fill(words.told_now, &[("id", id.as_str()), ("now", &self.stands(own))]),
                }
            }
        }
    }

    /// What a reply changed besides an answer; nothing where it changed the answer.
    fn besides(&self, replied: &Replied, id: &str) -> Option<&'static str> {
        let words = self.words;
        let none = Entry::default();
        let (before, after) = replied.entries(id);
        let (before, after) = (before.unwrap_or(&none), after.unwrap_or(&none));
        if (&before.answer, &before.objectives) != (&after.answer, &after.objectives) {
            return None;
        }
        let changes = [
            (before.plan != after.plan, words.key_plan),
            (before.evidence != after.evidence, words.key_evidence),
            (before.note != after.note, words.key_note),
            (before.flag != after.flag, words.key_mark),
        ];
        changes.into_iter().find(|(changed, _)| *changed).map(|(_, what)| what)
    }

    /// How a requirement is answered now.
    fn stands(&self, requirement: usize) -> String {
        match self.sheet().reply(requirement) {
            Reply::None => self.words.unanswered.to_owned(),
            Reply::Whole(verdict) => self.label(requirement, *verdict),
            Reply::Objectives(parts) => {
                let done = parts.iter().flatten().count().to_string();
                fill(self.words.by_objectives_done, &[("done", done), ("of", parts.len().to_string())])
            }
        }
    }
}

fn unquoted(text: &str) -> &str {
    let inner = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    inner.filter(|inner| !inner.is_empty()).unwrap_or(text)
}

/// How things stood before an answer.
struct Before {
    asked: Vec<usize>,
    scorecard: Scorecard,
}

/// Returns how files write a verdict.
fn word(scale: &Scale, verdict: Verdict) -> String {
    match verdict {
        Verdict::Answer(index) => scale.answers[index].id.clone(),
        Verdict::NotApplicable => NOT_APPLICABLE.to_owned(),
        Verdict::Unknown => UNKNOWN.to_owned(),
    }
}
