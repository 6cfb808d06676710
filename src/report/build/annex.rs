//! What the result rests on: reasons, evidence, the arithmetic, where everything comes from, and who signs.

use super::requirements::to_the_minute;
use super::{Builder, body, cell, column, facts, section};
use crate::assessment::sheet::{Reply, State, Verdict};
use crate::language::fill;
use crate::questionnaire::NOT_APPLICABLE;
use crate::report::document::{Align, Block, Cell, Section, Signature, Table};
use crate::report::explanation::{Explainer, Line};
use crate::report::overview::answer;
use crate::report::wording::Wording;

impl Builder<'_> {
    pub(super) fn annex(&self) -> Vec<Section> {
        let found: Vec<Section> = self.excused().into_iter().chain(self.evidence_index()).collect();
        let mut sections = Vec::new();
        if !found.is_empty() {
            sections.push(section(1, self.words.section_annex, Vec::new()));
        }
        sections.extend(found);
        sections.extend(self.method());
        sections.push(self.about());
        sections.push(self.affirmation());
        sections
    }

    /// What does not apply, and what counts as met for a reason of its own.
    fn excused(&self) -> Option<Section> {
        let columns = vec![column(self.words.answer, Align::Left, 2), column(self.words.reason, Align::Left, 5)];
        let table = self.written(columns, &|position, entry| {
            let reason = entry.reason.as_deref()?;
            let (text, _) = answer(self.sheet(), position, self.lang);
            self.is_excused(position).then(|| vec![cell(&text), cell(reason)])
        })?;
        Some(section(2, self.words.section_not_applicable, vec![body(self.words.excused_intro), Block::Table(table)]))
    }

    /// Whether a requirement, or a part of it, does not apply or was answered with an answer that needs a reason.
    fn is_excused(&self, position: usize) -> bool {
        let questionnaire = self.sheet().questionnaire();
        let scale = questionnaire.scale_of(&questionnaire.requirements()[position]);
        let excused = |verdict: Verdict| match verdict {
            Verdict::NotApplicable => true,
            Verdict::Answer(index) => scale.answers[index].reason_required,
            Verdict::Unknown => false,
        };
        let kept = |entry: &crate::assessment::Entry| entry.answer.as_deref() == Some(NOT_APPLICABLE);
        match self.sheet().reply(position) {
            Reply::Whole(verdict) => excused(*verdict),
            Reply::Objectives(parts) => parts.iter().flatten().any(|verdict| excused(*verdict)),
            Reply::None => {
                self.sheet().state(position) == State::NotApplicable || self.sheet().entry(position).is_some_and(kept)
            }
        }
    }

    /// The evidence by requirement, as those need it who come to look at it.
    fn evidence_index(&self) -> Option<Section> {
        let positions = 0..self.sheet().questionnaire().requirements().len();
        let told = positions.filter_map(|position| {
            let entry = self.sheet().entry(position).filter(|entry| !entry.evidence.is_empty())?;
            let pieces: Vec<String> = entry.evidence.iter().map(|evidence| self.evidence(evidence)).collect();
            let id = &self.sheet().questionnaire().requirements()[position].id;
            Some((id.as_str().into(), pieces.join("\n").into()))
        });
        let told: Vec<(Wording, Wording)> = told.collect();
        let empty = told.is_empty();
        let blocks = vec![body(self.words.evidence_intro), Block::Facts(told)];
        (!empty).then(|| section(2, self.words.section_evidence, blocks))
    }

    fn method(&self) -> Vec<Section> {
        let explainer = Explainer::new(self.sheet(), self.subject.scorecard, self.lang);
        let mut sections = vec![section(1, self.words.section_method, vec![body(self.words.method_intro)])];
        for level in 0..self.subject.scorecard.levels.len() {
            sections.push(explained(explainer.level(level)));
        }
        let columns = vec![
            column(self.words.domain, Align::Left, 3),
            column(self.overview.measure, Align::Left, 1),
            column(self.words.share, Align::Right, 1),
            column(self.words.level, Align::Left, 2),
        ];
        let rows = self.overview.domains.iter().map(|domain| {
            vec![
                Cell { tone: Some(domain.tone), ..cell(&domain.name) },
                cell(&domain.stands),
                cell(&domain.share),
                cell(&domain.level),
            ]
        });
        let table = Block::Table(Table { columns, rows: rows.collect(), compact: true });
        sections.push(section(2, self.words.section_domains, vec![table]));
        sections
    }

    fn about(&self) -> Section {
        let questionnaire = self.sheet().questionnaire();
        let assessment = self.sheet().assessment();
        let attribution = questionnaire.attribution();
        let own = |text| self.own(text).to_owned();
        let profile = assessment.profile.iter().map(|(id, choice)| {
            let question = questionnaire.profile().iter().find(|question| question.id == *id);
            let label = question.and_then(|question| question.choices.iter().find(|(id, _)| id == choice));
            match question.zip(label) {
                Some((question, (_, label))) => format!("{} {}", own(&question.ask), own(label)),
                // A fact that the questionnaire does not know is told as the file has it.
                None => format!("{id}: {choice}"),
            }
        });
        let reference = &assessment.questionnaire;
        let other = reference.edition != questionnaire.edition() || reference.digest != questionnaire.digest();
        let answered = format!("{} {} {}", reference.id, reference.edition, reference.digest);
        let days = assessment.status_dates.iter().flat_map(|(level, dates)| {
            let told = |status: &str, day: Option<crate::dates::Date>| day.map(|day| format!("{level} {status} {day}"));
            told("conditional", dates.conditional).into_iter().chain(told("final", dates.final_status))
        });
        let language = crate::language::Lang::from_tag(&assessment.language);
        let pairs = vec![
            (self.words.questionnaire, format!("{} ({})", self.title(), questionnaire.id())),
            (self.words.edition, questionnaire.edition().to_owned()),
            (self.words.digest, questionnaire.digest().to_owned()),
            (self.words.questionnaire_file, reference.file.clone().unwrap_or_default()),
            (self.words.answered_under, if other { answered.trim().to_owned() } else { String::new() }),
            (self.words.assessment_digest, self.subject.imprint.digest.clone()),
            (self.words.started, to_the_minute(&assessment.started)),
            (self.words.asked_in, language.map_or("", |lang| self.words.language_name(lang)).to_owned()),
            (self.words.status_days, days.collect::<Vec<String>>().join("\n")),
            (self.words.profile, profile.collect::<Vec<String>>().join("\n")),
            (self.words.program, self.subject.imprint.program.clone()),
            (self.words.publisher, own(&attribution.publisher)),
            (self.words.based_on, own(&attribution.based_on)),
            (self.words.licence, attribution.licence.clone()),
            (self.words.disclaimer, own(&attribution.disclaimer)),
        ];
        section(1, self.words.section_about, vec![facts(pairs)])
    }

    /// Where the person who answers for the content signs.
    fn affirmation(&self) -> Section {
        let progress = self.subject.scorecard.progress;
        let values = [
            ("organisation", self.organisation()),
            ("day", self.subject.imprint.date.clone()),
            ("percent", progress.percent().to_string()),
        ];
        let words = self.words;
        let fields = [words.sign_name, words.sign_position, words.sign_signature, words.sign_day];
        let signature = Signature {
            statement: fill(words.sign_statement, &values).into(),
            fields: fields.map(Wording::from).to_vec(),
        };
        section(2, words.section_signature, vec![Block::Signature(signature)])
    }
}

fn explained(lines: Vec<Line>) -> Section {
    let mut lines = lines.into_iter();
    let title = lines.next().map_or(String::new(), |line| line.text);
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        match (line.depth, blocks.last_mut()) {
            (2, Some(Block::List(items))) => items.push(line.text.into()),
            (2, _) => blocks.push(Block::List(vec![line.text.into()])),
            _ => blocks.push(body(line.text)),
        }
    }
    section(2, &title, blocks)
}
