//! What each step of the interview shows: texts in the language of the interview, and where one is.

use super::card::{Card, Choice, ObjectiveRow, Objectives, Pick, Section};
use super::find::{Findable, Finding};
use super::page::Place;
use super::{Interview, Round, Step};
use crate::action_plan::{milestone, plan_status};
use crate::assessment::sheet::{AnswerSheet, Reply, Settled, State, Verdict};
use crate::dates::Date;
use crate::language::fill;
use crate::questionnaire::{EvidenceKind, KEY_NOT_APPLICABLE, KEY_UNKNOWN, Text};
use crate::text::{named, one_line};

impl Interview<'_> {
    pub(super) fn read<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.setting.lang.tag())
    }

    pub(super) fn label(&self, requirement: usize, verdict: Verdict) -> String {
        match verdict {
            Verdict::Answer(index) => self.read(&self.scale(requirement).answers[index].label).to_owned(),
            Verdict::NotApplicable => self.words.not_applicable.to_owned(),
            Verdict::Unknown => self.words.unknown.to_owned(),
        }
    }

    /// Marks between the parts of a list, and after what introduces something.
    pub(super) const fn marks(&self) -> (&'static str, &'static str) {
        (self.setting.lang.semicolon(), self.setting.lang.colon())
    }

    /// Which questions are gone through, behind the word that nothing is kept where that is so.
    fn round_told(&self, round: &str) -> String {
        if self.setting.preview { named(self.words.preview, " · ", round) } else { round.to_owned() }
    }

    pub(super) fn place_before(&self) -> Place {
        Place {
            questionnaire: self.read(self.questionnaire.title()).to_owned(),
            part: self.words.before.to_owned(),
            round: self.round_told(""),
            progress: None,
        }
    }

    pub(super) fn place_overview(&self, sheet: &AnswerSheet<'_>) -> Place {
        Place { part: self.words.overview.to_owned(), progress: Some(self.progress(sheet)), ..self.place_before() }
    }

    pub(super) fn place(&self, requirement: usize) -> Place {
        let sheet = self.sheet();
        let domain = &self.questionnaire.domains()[self.requirement(requirement).domain];
        let own: Vec<usize> = sheet.asked_requirements().filter(|r| domain.requirements.contains(r)).collect();
        let number = own.iter().position(|&r| r == requirement).map_or(1, |at| at + 1);
        Place {
            questionnaire: self.read(self.questionnaire.title()).to_owned(),
            part: format!("{} {number}/{}", self.read(&domain.title), own.len().max(1)),
            round: match self.round {
                Round::Open | Round::All => self.round_told(""),
                round => self.round_told(self.round_name(round)),
            },
            progress: Some(self.progress(&sheet)),
        }
    }

    fn verdicts(&self, requirement: usize) -> Vec<Choice> {
        let scale = self.scale(requirement);
        let own = scale.answers.iter().enumerate().map(|(index, answer)| (answer.key, Verdict::Answer(index)));
        let rest = [
            (scale.not_applicable.is_some(), KEY_NOT_APPLICABLE, Verdict::NotApplicable),
            (scale.unknown, KEY_UNKNOWN, Verdict::Unknown),
        ];
        own.chain(rest.into_iter().filter(|(may, ..)| *may).map(|(_, key, verdict)| (key, verdict)))
            .map(|(key, verdict)| Choice {
                key,
                label: self.label(requirement, verdict),
                meaning: match verdict {
                    Verdict::Answer(index) => self.read(&scale.answers[index].meaning).to_owned(),
                    Verdict::NotApplicable | Verdict::Unknown => String::new(),
                },
                pick: Pick::Verdict(verdict),
            })
            .collect()
    }

    pub(super) fn card(&mut self, requirement: usize) -> Card {
        let notice = self.notice.take();
        let sheet = self.sheet();
        let own = self.requirement(requirement);
        let mut choices = self.verdicts(requirement);
        let reply = sheet.reply(requirement);
        let answered = match reply {
            Reply::Objectives(parts) => parts.iter().flatten().count(),
            _ => 0,
        };
        if !own.objectives.is_empty() {
            let (done, of) = (answered.to_string(), own.objectives.len().to_string());
            let text = match (answered, own.objectives.len()) {
                (0, 1) => self.words.by_objective,
                (0, _) => self.words.by_objectives,
                _ => self.words.by_objectives_done,
            };
            let label = fill(text, &[("done", &done), ("of", &of)]);
            choices.push(Choice { key: 'o', label, meaning: String::new(), pick: Pick::Objectives });
        }
        let current = choices.iter().position(|choice| match (reply, choice.pick) {
            (Reply::Whole(verdict), Pick::Verdict(own)) => *verdict == own,
            (Reply::Objectives(_), Pick::Objectives) => true,
            _ => false,
        });
        let follows = matches!(reply, Reply::Objectives(_)).then(|| self.follows(&sheet, requirement));
        let proposed = match reply {
            Reply::None => self.proposed(requirement, &mut choices),
            Reply::Whole(_) | Reply::Objectives(_) => None,
        };
        Card {
            place: self.place(requirement),
            id: own.id.clone(),
            // A title that only repeats the id says nothing.
            title: Some(self.read(&own.title)).filter(|title| *title != own.id).unwrap_or_default().to_owned(),
            ask: self.read(&own.ask).to_owned(),
            stakes: self.stakes(&sheet, requirement),
            help: self.read(&own.help).to_owned(),
            guidance: self.guidance(&sheet, requirement),
            choices,
            current,
            proposed,
            follows,
            facts: self.facts(&sheet, requirement),
            notice,
        }
    }

    fn follows(&self, sheet: &AnswerSheet<'_>, requirement: usize) -> String {
        let label = match sheet.settled(requirement) {
            Settled::Answer(index) => self.label(requirement, Verdict::Answer(index)),
            Settled::NotApplicable => self.words.not_applicable.to_owned(),
            Settled::Open { .. } => match sheet.state(requirement) {
                State::Unknown => self.words.unknown.to_owned(),
                _ => {
                    let parts = match sheet.reply(requirement) {
                        Reply::Objectives(parts) => parts.iter().filter(|part| part.is_none()).count(),
                        _ => self.requirement(requirement).objectives.len(),
                    };
                    return fill(self.words.follows_open, &[("left", &parts.to_string())]);
                }
            },
        };
        fill(self.words.follows, &[("answer", &label)])
    }

    /// Returns in words how a requirement stands.
    pub(super) fn state_label(&self, sheet: &AnswerSheet<'_>, requirement: usize) -> String {
        match sheet.reply(requirement) {
            Reply::Whole(verdict) => self.label(requirement, *verdict),
            Reply::Objectives(_) => self.follows(sheet, requirement),
            Reply::None => self.words.unanswered.to_owned(),
        }
    }

    fn facts(&self, sheet: &AnswerSheet<'_>, requirement: usize) -> Vec<(String, String)> {
        let Some(entry) = sheet.entry(requirement) else { return Vec::new() };
        let earlier = sheet.earlier(requirement);
        let earlier = earlier
            .map(|(edition, answer)| fill(self.words.fact_earlier_text, &[("edition", edition), ("answer", &answer)]));
        let words = self.words;
        let (lang, labels) = (self.setting.lang, &self.setting.lang.words().report);
        let labelled = |label: &str, text: Option<String>| text.map(|text| lang.labelled(label, &text));
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        let detailed = |text: &str, details: Vec<Option<String>>| {
            lang.detailed(text, &details.into_iter().flatten().collect::<Vec<String>>())
        };
        let evidence = entry.evidence.iter().map(|own| {
            let owner = labelled(labels.owner, own.owner.clone());
            detailed(&own.what, vec![own.place.clone(), owner, day(own.date)])
        });
        let evidence: Vec<String> = evidence.collect();
        let plan = entry.plan.as_ref().map(|plan| {
            let status = plan.status.map(|own| plan_status(own)(labels).to_owned());
            let mut details = vec![
                labelled(labels.owner, plan.owner.clone()),
                labelled(labels.plan_start, day(plan.start)),
                labelled(labels.due, day(plan.due)),
                status,
            ];
            details.extend(plan.milestones.iter().map(|own| Some(milestone(own, lang, labels.milestone_done))));
            details.push(labelled(labels.plan_resources, plan.resources.clone()));
            detailed(&plan.action, details)
        });
        let texts = [
            (words.fact_earlier, earlier),
            (words.fact_reason, entry.reason.clone()),
            (words.fact_note, entry.note.clone()),
            (words.fact_evidence, (!evidence.is_empty()).then(|| evidence.join(self.marks().0))),
            (words.fact_plan, plan),
            (words.fact_by, entry.by.clone()),
            (words.fact_marked, entry.flag.then(|| words.fact_marked_text.to_owned())),
        ];
        texts.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?))).collect()
    }

    fn guidance(&self, sheet: &AnswerSheet<'_>, requirement: usize) -> Vec<Section> {
        let own = self.requirement(requirement);
        let words = self.words;
        let paragraphs = |text: &Text| -> Vec<String> { self.read(text).lines().map(str::to_owned).collect() };
        let evidence = own
            .evidence
            .iter()
            .map(|hint| format!("{}{}{}", self.kind(hint.kind), self.marks().1, self.read(&hint.hint)));
        let refs = own.refs.iter().map(|(framework, ids)| format!("{framework}: {}", ids.join(", ")));
        let hangs = self.hanging(sheet, requirement).into_iter().map(|other| self.name(other));
        let all = [
            (words.help_meaning, paragraphs(&own.help)),
            (words.help_advice, paragraphs(&own.advice)),
            (words.help_evidence, evidence.collect()),
            (words.help_counts, self.stakes(sheet, requirement).lines().map(str::to_owned).collect()),
            (words.help_hangs, hangs.collect()),
            (words.help_refs, refs.collect()),
            (words.help_keys, words.help_keys_text.lines().map(str::to_owned).collect()),
        ];
        all.into_iter()
            .filter(|(_, paragraphs)| !paragraphs.is_empty())
            .map(|(heading, paragraphs)| Section { heading: heading.to_owned(), paragraphs })
            .collect()
    }

    pub(super) fn kind(&self, kind: EvidenceKind) -> &'static str {
        match kind {
            EvidenceKind::Examine => self.words.examine,
            EvidenceKind::Interview => self.words.interview,
            EvidenceKind::Test => self.words.test,
        }
    }

    pub(super) fn objectives(&mut self, requirement: usize, cursor: usize) -> Objectives {
        let notice = self.notice.take();
        let sheet = self.sheet();
        let own = self.requirement(requirement);
        let choices = self.verdicts(requirement);
        let parts = match sheet.reply(requirement) {
            Reply::Objectives(parts) => parts.clone(),
            _ => vec![None; own.objectives.len()],
        };
        let rows = own.objectives.iter().zip(&parts).map(|(objective, part)| ObjectiveRow {
            id: objective.id.clone(),
            ask: self.read(&objective.ask).to_owned(),
            answer: part.and_then(|part| choices.iter().position(|choice| choice.pick == Pick::Verdict(part))),
        });
        let complete = parts.iter().all(Option::is_some);
        let follows = if parts.iter().any(Option::is_some) {
            self.follows(&sheet, requirement)
        } else {
            self.words.objectives_help.to_owned()
        };
        Objectives {
            place: self.place(requirement),
            title: named(&own.id, "  ", &one_line(self.read(&own.title))),
            rows: rows.collect(),
            choices,
            cursor,
            follows,
            guidance: self.guidance(&sheet, requirement),
            complete,
            notice,
        }
    }

    pub(super) fn finding(&self) -> (Finding, Vec<usize>) {
        let sheet = self.sheet();
        let requirements: Vec<usize> = sheet.asked_requirements().collect();
        let items = requirements.iter().map(|&requirement| {
            let own = self.requirement(requirement);
            let flagged = sheet.entry(requirement).is_some_and(|entry| entry.flag);
            let mark = match (sheet.is_complete(requirement), sheet.state(requirement)) {
                _ if flagged => '!',
                (_, State::Unknown) => '?',
                (true, _) => '*',
                (false, _) => ' ',
            };
            let names = std::iter::once(own.id.as_str()).chain(own.aliases.iter().map(String::as_str));
            let objectives = own.objectives.iter().flat_map(|objective| in_every_language(&objective.ask));
            Findable::new(
                (mark, self.name(requirement)),
                names,
                in_every_language(&own.title),
                in_every_language(&own.ask),
                in_every_language(&own.help).chain(objectives),
            )
        });
        let place = match self.return_to {
            Some(Step::Card(requirement)) => self.place(requirement),
            _ => self.place_overview(&sheet),
        };
        (Finding { place, items: items.collect() }, requirements)
    }
}

fn in_every_language(text: &Text) -> impl Iterator<Item = &str> {
    text.by_language().map(|(_, text)| text)
}
