//! What each step of the interview shows: texts in the language of the interview, and where one is.

use super::card::{Card, Choice, Choosing, ObjectiveRow, Objectives, Pick, Section};
use super::line::Asking;
use super::page::Place;
use super::prompter::Finding;
use super::{AtEnd, Interview, Step, is_marked, waits};
use crate::assessment::Plan;
use crate::assessment::sheet::{self, AnswerSheet, Reply, Settled, State, Verdict};
use crate::language::{Lang, fill};
use crate::questionnaire::{EvidenceKind, Text};
use crate::text::{named, one_line};

impl Interview<'_> {
    fn read<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang.tag())
    }

    pub(super) fn label(&self, requirement: usize, verdict: Verdict) -> String {
        match verdict {
            Verdict::Answer(index) => self.read(&self.scale(requirement).answers[index].label).to_owned(),
            Verdict::NotApplicable => self.words.not_applicable.to_owned(),
            Verdict::Unknown => self.words.unknown.to_owned(),
        }
    }

    /// Marks between the parts of a list, and after what introduces something.
    const fn marks(&self) -> (&'static str, &'static str) {
        match self.lang {
            Lang::En => ("; ", ": "),
            Lang::ZhTw => ("；", "："),
        }
    }

    fn beside(&self, text: &str, aside: &str) -> String {
        match self.lang {
            Lang::En => format!("{text} ({aside})"),
            Lang::ZhTw => format!("{text}（{aside}）"),
        }
    }

    fn place_before(&self) -> Place {
        Place {
            questionnaire: self.read(self.questionnaire.title()).to_owned(),
            part: self.words.before.to_owned(),
            progress: None,
        }
    }

    fn progress(&self, sheet: &AnswerSheet<'_>) -> Option<(usize, usize)> {
        let done = sheet.asked_requirements().filter(|&r| sheet.is_complete(r)).count();
        Some((done, sheet.asked_requirements().count()))
    }

    fn place(&self, requirement: usize) -> Place {
        let sheet = self.sheet();
        let domain = &self.questionnaire.domains()[self.requirement(requirement).domain];
        let own: Vec<usize> = sheet.asked_requirements().filter(|r| domain.requirements.contains(r)).collect();
        let number = own.iter().position(|&r| r == requirement).map_or(1, |at| at + 1);
        Place {
            questionnaire: self.read(self.questionnaire.title()).to_owned(),
            part: format!("{} {number}/{}", self.read(&domain.title), own.len().max(1)),
            progress: self.progress(&sheet),
        }
    }

    fn verdicts(&self, requirement: usize) -> Vec<Choice> {
        let scale = self.scale(requirement);
        let own = scale.answers.iter().enumerate().map(|(index, answer)| (answer.key, Verdict::Answer(index)));
        let rest =
            [(scale.not_applicable.is_some(), 'a', Verdict::NotApplicable), (scale.unknown, 'u', Verdict::Unknown)];
        own.chain(rest.into_iter().filter(|(may, ..)| *may).map(|(_, key, verdict)| (key, verdict)))
            .map(|(key, verdict)| Choice { key, label: self.label(requirement, verdict), pick: Pick::Verdict(verdict) })
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
            choices.push(Choice { key: 'o', label, pick: Pick::Objectives });
        }
        let current = choices.iter().position(|choice| match (reply, choice.pick) {
            (Reply::Whole(verdict), Pick::Verdict(own)) => *verdict == own,
            (Reply::Objectives(_), Pick::Objectives) => true,
            _ => false,
        });
        let follows = matches!(reply, Reply::Objectives(_)).then(|| self.follows(&sheet, requirement));
        Card {
            place: self.place(requirement),
            id: own.id.clone(),
            // A title that only repeats the id says nothing.
            title: Some(self.read(&own.title)).filter(|title| *title != own.id).unwrap_or_default().to_owned(),
            ask: self.read(&own.ask).to_owned(),
            help: self.read(&own.help).to_owned(),
            guidance: self.guidance(requirement),
            choices,
            current,
            follows,
            facts: self.facts(requirement),
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

    fn facts(&self, requirement: usize) -> Vec<(String, String)> {
        let Some(entry) = self.assessment.entry(&self.requirement(requirement).id) else { return Vec::new() };
        let words = self.words;
        let evidence: Vec<String> = entry
            .evidence
            .iter()
            .map(|evidence| match &evidence.place {
                Some(place) => self.beside(&evidence.what, place),
                None => evidence.what.clone(),
            })
            .collect();
        let texts = [
            (words.fact_reason, entry.reason.clone()),
            (words.fact_note, entry.note.clone()),
            (words.fact_evidence, (!evidence.is_empty()).then(|| evidence.join(self.marks().0))),
            (words.fact_plan, entry.plan.as_ref().map(|plan| self.planned(plan))),
            (words.fact_marked, entry.flag.then(|| words.fact_marked_text.to_owned())),
        ];
        texts.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?))).collect()
    }

    fn planned(&self, plan: &Plan) -> String {
        let words = &self.lang.words().report;
        let details = [(words.owner, plan.owner.clone()), (words.due, plan.due.map(|due| due.to_string()))];
        let details = details.into_iter().filter_map(|(label, text)| Some(self.lang.labelled(label, &text?)));
        self.lang.detailed(&plan.action, &details.collect::<Vec<String>>())
    }

    fn guidance(&self, requirement: usize) -> Vec<Section> {
        let own = self.requirement(requirement);
        let words = self.words;
        let paragraphs = |text: &Text| -> Vec<String> { self.read(text).lines().map(str::to_owned).collect() };
        let evidence = own
            .evidence
            .iter()
            .map(|hint| format!("{}{}{}", self.kind(hint.kind), self.marks().1, self.read(&hint.hint)));
        let refs = own.refs.iter().map(|(framework, ids)| format!("{framework}: {}", ids.join(", ")));
        let all = [
            (words.help_meaning, paragraphs(&own.help)),
            (words.help_advice, paragraphs(&own.advice)),
            (words.help_evidence, evidence.collect()),
            (words.help_refs, refs.collect()),
            (words.help_keys, words.help_keys_text.lines().map(str::to_owned).collect()),
        ];
        all.into_iter()
            .filter(|(_, paragraphs)| !paragraphs.is_empty())
            .map(|(heading, paragraphs)| Section { heading: heading.to_owned(), paragraphs })
            .collect()
    }

    fn kind(&self, kind: EvidenceKind) -> &'static str {
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
            complete,
            notice,
        }
    }

    pub(super) fn choosing(&mut self) -> Choosing {
        let notice = self.notice.take();
        let words = self.words;
        let mut choosing = Choosing {
            place: self.place_before(),
            ask: String::new(),
            help: String::new(),
            items: Vec::new(),
            current: None,
            notice,
        };
        match self.step {
            Step::Target => {
                words.target_ask.clone_into(&mut choosing.ask);
                words.target_help.clone_into(&mut choosing.help);
                let names = sheet::targets(self.questionnaire);
                choosing.current = names.iter().position(|name| name.eq_ignore_ascii_case(&self.assessment.target));
                choosing.items = self.targets();
            }
            Step::Profile(question) => {
                let question = &self.questionnaire.profile()[question];
                self.read(&question.ask).clone_into(&mut choosing.ask);
                words.profile_help.clone_into(&mut choosing.help);
                let now = self.assessment.profile.iter().find(|(known, _)| *known == question.id);
                choosing.current = now.and_then(|(_, now)| question.choices.iter().position(|(id, _)| id == now));
                let items = question.choices.iter().map(|(_, label)| (self.read(label).to_owned(), String::new()));
                choosing.items = items.collect();
            }
            Step::EvidenceKind(requirement) => {
                choosing.place = self.place(requirement);
                let own = self.requirement(requirement);
                choosing.ask = fill(words.evidence_ask, &[("id", &own.id)]);
                words.evidence_help.clone_into(&mut choosing.help);
                for kind in EvidenceKind::ALL {
                    let hints = own.evidence.iter().filter(|hint| hint.kind == kind).map(|hint| self.read(&hint.hint));
                    choosing.items.push((self.kind(kind).to_owned(), hints.collect::<Vec<_>>().join("\n")));
                }
                for evidence in self.assessment.entry(&own.id).into_iter().flat_map(|entry| &entry.evidence) {
                    let label = fill(words.evidence_remove, &[("what", &evidence.what)]);
                    choosing.items.push((label, String::new()));
                }
            }
            _ => self.at_end(&mut choosing),
        }
        choosing
    }

    fn targets(&self) -> Vec<(String, String)> {
        let levels = self.questionnaire.levels();
        let named = self.questionnaire.targets().iter().map(|target| {
            let mut more = self.read(&levels[target.level].title).to_owned();
            for (domain, level) in &target.domains {
                let domain = self.read(&self.questionnaire.domains()[*domain].title);
                let level = self.read(&levels[*level].title);
                let (comma, colon) = self.marks();
                more.push_str(&format!("{comma}{domain}{colon}{level}"));
            }
            (self.read(&target.title).to_owned(), more)
        });
        let plain =
            levels.iter().map(|level| (self.read(&level.title).to_owned(), self.read(&level.meaning).to_owned()));
        named.chain(plain).collect()
    }

    fn at_end(&self, choosing: &mut Choosing) {
        let words = self.words;
        let sheet = self.sheet();
        let (done, of) = self.progress(&sheet).unwrap_or_default();
        let marked = sheet.asked_requirements().filter(|&r| is_marked(&sheet, r)).count();
        let waiting = (0..self.questionnaire.requirements().len()).filter(|&r| waits(&sheet, r)).count();
        let number = |n: usize| n.to_string();
        choosing.place.part = words.end.to_owned();
        choosing.place.progress = Some((done, of));
        let ask = if done < of { words.end_open } else { words.end_complete };
        choosing.ask = fill(ask, &[("left", &number(of - done)), ("of", &number(of))]);
        let unknown = sheet.asked_requirements().filter(|&r| sheet.state(r) == State::Unknown).count();
        let more = [(unknown, words.end_unknown), (waiting, words.end_waiting)];
        let more = more.iter().filter(|(count, _)| *count > 0);
        let more: Vec<String> = more.map(|(count, text)| fill(text, &[("count", &number(*count))])).collect();
        choosing.help = more.join("\n");
        choosing.items = self
            .end_choices()
            .into_iter()
            .map(|choice| {
                let (label, more) = match choice {
                    AtEnd::Finish => (words.end_finish.to_owned(), words.end_finish_more),
                    AtEnd::Open => (fill(words.end_go_on, &[("count", &number(of - done))]), ""),
                    AtEnd::Marked => (fill(words.end_marked, &[("count", &number(marked))]), ""),
                    AtEnd::All => (words.end_all.to_owned(), ""),
                    AtEnd::Find => (words.end_find.to_owned(), ""),
                    AtEnd::Pause => (words.end_pause.to_owned(), ""),
                };
                (label, more.to_owned())
            })
            .collect();
    }

    pub(super) fn finding(&self) -> (Finding, Vec<usize>) {
        let sheet = self.sheet();
        let requirements: Vec<usize> = sheet.asked_requirements().collect();
        let items = requirements.iter().map(|&requirement| {
            let own = self.requirement(requirement);
            let mark = match (sheet.is_complete(requirement), is_marked(&sheet, requirement)) {
                (_, true) => '?',
                (true, _) => '*',
                _ => ' ',
            };
            format!("{mark} {}", named(&own.id, "  ", self.read(&own.title)))
        });
        (Finding { ask: self.words.find_ask.to_owned(), items: items.collect() }, requirements)
    }

    pub(super) fn confirmation(&self, requirement: usize, verdict: Verdict) -> String {
        let sheet = self.sheet();
        let count = match sheet.reply(requirement) {
            Reply::Objectives(parts) => parts.iter().flatten().count(),
            _ => 0,
        };
        let label = self.label(requirement, verdict);
        fill(self.words.confirm_whole, &[("count", &count.to_string()), ("answer", &label)])
    }

    pub(super) fn asking(&mut self) -> Asking {
        let notice = self.notice.take();
        let words = self.words;
        let mut asking = Asking {
            place: self.place_before(),
            ask: String::new(),
            help: String::new(),
            initial: String::new(),
            lines: false,
            notice,
        };
        let (ask, help, initial, requirement) = match self.step {
            Step::Scope => (words.scope_ask.to_owned(), words.scope_help, Some(&self.assessment.scope), None),
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
                (ask, words.reason_help, reason, Some(requirement))
            }
            Step::FollowUp(requirement, answer) => {
                let own = self.requirement(requirement);
                let ask = self.read(&self.scale(requirement).answers[answer].follow_up);
                let ask = format!("{}{}{ask}", own.id, self.marks().1);
                let note = self.assessment.entry(&own.id).and_then(|entry| entry.note.as_ref());
                asking.lines = true;
                (ask, words.follow_up_help, note, Some(requirement))
            }
            Step::Note(requirement) => {
                let own = self.requirement(requirement);
                let note = self.assessment.entry(&own.id).and_then(|entry| entry.note.as_ref());
                asking.lines = true;
                (fill(words.note_ask, &[("id", &own.id)]), words.note_help, note, Some(requirement))
            }
            Step::EvidenceWhat(requirement, kind) => {
                let ask = fill(words.evidence_what_ask, &[("kind", self.kind(kind))]);
                (ask, words.evidence_what_help, None, Some(requirement))
            }
            Step::EvidencePlace(requirement) => {
                (words.evidence_place_ask.to_owned(), words.evidence_place_help, None, Some(requirement))
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
}
