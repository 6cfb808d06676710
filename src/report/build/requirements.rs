//! Every requirement with its answer and all that the firm wrote about it.

use super::{Builder, section};
use crate::action_plan::{milestone, plan_status};
use crate::assessment::sheet::State;
use crate::assessment::{Entry, Evidence, Plan};
use crate::dates;
use crate::language::{Report, fill};
use crate::questionnaire::EvidenceKind;
use crate::report::document::{Block, Card, ObjectiveRow, Section, Tone};
use crate::report::listed::{is_scored, kept, listed, parts};
use crate::report::overview::{answer, state, verdict};
use crate::report::stages::{meaning, next_told};
use crate::report::wording::Wording;
use crate::text::named;

impl Builder<'_> {
    pub(super) fn requirements(&self) -> Vec<Section> {
        let mut sections = vec![section(1, self.words.section_requirements, Vec::new())];
        let all: Vec<usize> = listed(self.sheet()).collect();
        for domain in self.sheet().questionnaire().domains() {
            let shown = all.iter().copied().filter(|position| domain.requirements.contains(position));
            let cards: Vec<Block> = shown.map(|position| Block::Card(self.card(position))).collect();
            if !cards.is_empty() {
                let title = named(&domain.id, " ", self.own(&domain.title));
                sections.push(section(2, &title, cards));
            }
        }
        sections.extend(self.kept());
        sections
    }

    pub(super) fn card(&self, position: usize) -> Card {
        let requirement = &self.sheet().questionnaire().requirements()[position];
        let objectives = parts(self.sheet(), position).into_iter().map(|part| {
            // Answered as a whole, it has no answers to its objectives; they tell what the answer speaks of.
            let (answer, tone) = match (part.state, part.verdict) {
                (Some(State::NotAsked), _) | (None, None) => {
                    (part.written.unwrap_or_default().to_owned(), Tone::Absent)
                }
                (_, own) => verdict(self.sheet(), position, own, self.lang),
            };
            ObjectiveRow {
                letter: part.id.to_owned(),
                ask: part.objective.map_or("", |own| self.own(&own.ask)).into(),
                tone: Some(tone).filter(|_| !answer.is_empty()),
                answer: answer.into(),
            }
        });
        let (text, tone) = answer(self.sheet(), position, self.lang);
        let remarks = self.sheet().entry(position).map_or_else(Vec::new, |entry| self.remarks(entry));
        Card {
            id: requirement.id.clone(),
            title: Some(self.own(&requirement.title)).filter(|title| *title != requirement.id).unwrap_or("").into(),
            answer: (text.into(), tone),
            state: state(self.words, self.sheet().state(position)).into(),
            tags: self.tags(position),
            ask: self.own(&requirement.ask).into(),
            objectives: objectives.collect(),
            remarks: self.earlier(position).into_iter().chain(self.stages(position)).chain(remarks).collect(),
        }
    }

    /// What the answer means here, and what the next stage would be.
    fn stages(&self, position: usize) -> impl Iterator<Item = (Wording, Wording)> {
        let now = meaning(self.sheet(), position, self.lang).to_owned();
        let next = next_told(self.sheet(), position, self.lang);
        let told = [(self.words.stage_now, now), (self.words.stage_next, next)].into_iter();
        told.filter(|(_, text)| !text.is_empty()).map(|(label, text)| (label.into(), text.into()))
    }

    fn tags(&self, position: usize) -> Vec<Wording> {
        let requirement = &self.sheet().questionnaire().requirements()[position];
        let aliases = requirement.aliases.iter().map(|alias| fill(self.words.also_known_as, &[("alias", alias)]));
        let points = requirement.points.iter().filter(|_| is_scored(self.sheet(), requirement)).map(|points| {
            let text = if points.is_one() { self.words.worth_one } else { self.words.worth };
            fill(text, &[("points", &points.rounded(2))])
        });
        // A weight that all share says nothing.
        let others = self.sheet().questionnaire().requirements();
        let told = others.iter().any(|other| other.weight != requirement.weight);
        let weight = requirement.weight.iter().filter(|_| told);
        let weight = weight.map(|weight| fill(self.words.weight, &[("weight", &weight.rounded(2))]));
        let marked = self.sheet().entry(position).is_some_and(|entry| entry.flag);
        let marked = marked.then(|| self.words.marked.to_owned());
        aliases.chain(points).chain(weight).chain(marked).map(Wording::from).collect()
    }

    /// What was answered under another edition and is no answer to this one.
    fn earlier(&self, position: usize) -> Option<(Wording, Wording)> {
        let (edition, answer) = self.sheet().earlier(position)?;
        let edition = self.labelled(|words| words.edition, edition);
        Some((self.words.earlier_answer.into(), self.order.0.detailed(&answer, &[edition]).into()))
    }

    /// Everything that the firm wrote about a requirement; nothing is left out.
    fn remarks(&self, entry: &Entry) -> Vec<(Wording, Wording)> {
        let mut remarks = Vec::new();
        let mut add = |label: &str, text: Option<String>| {
            if let Some(text) = text {
                remarks.push((label.into(), text.into()));
            }
        };
        add(self.words.reason, entry.reason.clone());
        add(self.words.note, entry.note.clone());
        let evidence: Vec<String> = entry.evidence.iter().map(|evidence| self.evidence(evidence)).collect();
        add(self.words.evidence, (!evidence.is_empty()).then(|| evidence.join("\n")));
        add(self.words.plan, entry.plan.as_ref().map(|plan| self.planned(plan)));
        let by = match (&entry.at, &entry.by) {
            (Some(at), Some(by)) => Some(fill(self.words.by_value, &[("at", &to_the_minute(at)), ("by", by)])),
            (Some(at), None) => Some(to_the_minute(at)),
            (None, Some(by)) => Some(by.clone()),
            (None, None) => None,
        };
        add(self.words.by, by);
        remarks
    }

    /// An action plan with all that is said of it: in one text, so that the end of a page hardly ever parts it.
    fn planned(&self, plan: &Plan) -> String {
        // Every field is named, so that one which is added later is not forgotten here.
        let Plan { action, owner, start, due, status, milestones, resources } = plan;
        let done = self.label(|words| words.milestone_done);
        let mut lines = vec![action.clone()];
        lines.extend(owner.as_ref().map(|owner| self.labelled(|words| words.owner, owner)));
        lines.extend(start.map(|start| self.labelled(|words| words.plan_start, &start.to_string())));
        lines.extend(due.map(|due| self.labelled(|words| words.due, &due.to_string())));
        lines.extend(status.map(|own| self.labelled(|words| words.plan_status, &self.label(plan_status(own)))));
        let steps = milestones.iter().map(|own| milestone(own, self.order.0, &done));
        lines.extend(steps.map(|step| self.labelled(|words| words.plan_milestones, &step)));
        lines.extend(resources.as_ref().map(|own| self.labelled(|words| words.plan_resources, own)));
        lines.join("\n")
    }

    /// A piece of evidence with all that is known of it; the digest is too long for anything but a line of its own.
    pub(super) fn evidence(&self, evidence: &Evidence) -> String {
        type Word = fn(&Report) -> &'static str;
        let details: [(Word, Option<String>); 3] = [
            (|words| words.evidence_place, evidence.place.clone()),
            (|words| words.evidence_owner, evidence.owner.clone()),
            (|words| words.evidence_date, evidence.date.map(|date| date.to_string())),
        ];
        let details = details.into_iter().filter_map(|(label, text)| Some(self.labelled(label, &text?)));
        let text = self.order.0.detailed(&evidence.what, &details.collect::<Vec<String>>());
        let text = match evidence.kind {
            Some(kind) => self.labelled(kind_label(kind), &text),
            None => text,
        };
        match &evidence.sha256 {
            Some(digest) => format!("{text}\n{}", self.labelled(|words| words.evidence_sha256, digest)),
            None => text,
        }
    }

    /// Answers that the file keeps although the questionnaire does not know their requirement: told as they stand.
    fn kept(&self) -> Option<Section> {
        let cards: Vec<Block> = kept(self.sheet()).map(|(id, entry)| Block::Card(self.kept_card(id, entry))).collect();
        (!cards.is_empty()).then(|| section(2, self.words.kept, cards))
    }

    fn kept_card(&self, id: &str, entry: &Entry) -> Card {
        let as_written = |(letter, answer): &(String, String)| ObjectiveRow {
            letter: letter.clone(),
            ask: Wording::default(),
            answer: answer.as_str().into(),
            tone: Some(Tone::Neutral),
        };
        let marked = entry.flag.then(|| self.words.marked.into());
        let edition = entry.edition.as_deref().map(|edition| (self.words.edition.into(), edition.into()));
        Card {
            id: id.to_owned(),
            title: Wording::default(),
            answer: (entry.answer.as_deref().unwrap_or_default().into(), Tone::Neutral),
            state: self.words.state_kept.into(),
            tags: marked.into_iter().collect(),
            ask: Wording::default(),
            objectives: entry.objectives.iter().map(as_written).collect(),
            remarks: edition.into_iter().chain(self.remarks(entry)).collect(),
        }
    }
}

/// Returns the word for a kind of evidence.
fn kind_label(kind: EvidenceKind) -> fn(&Report) -> &'static str {
    match kind {
        EvidenceKind::Examine => |words| words.examine,
        EvidenceKind::Interview => |words| words.interview,
        EvidenceKind::Test => |words| words.test,
    }
}

/// Returns a time stamp as people read it; anything else as it is.
pub(super) fn to_the_minute(stamp: &str) -> String {
    dates::to_the_minute(stamp).unwrap_or_else(|| stamp.to_owned())
}
