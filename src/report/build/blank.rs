//! A blank questionnaire, to be printed and filled in by hand: what an interview asks, all at once.

use super::{body, cell, column, facts, section, strong};
use crate::language::{Lang, Portrait as Words, Report, fill};
use crate::questionnaire::{EvidenceKind, Method, ProfileQuestion, Questionnaire, Requirement, Text};
use crate::report::bilingual::in_languages;
use crate::report::document::{Align, Block, Cover, Document, Labels, Look, Part, Question, Section, Table, Voice};
use crate::report::portrait::Teller;
use crate::report::wording::Wording;
use crate::text::named;

/// Sections below which a table of contents leads nowhere that a glance does not.
const FEW: usize = 10;

/// All that a blank questionnaire is about.
#[derive(Debug, Clone, Copy)]
pub struct Blank<'b> {
    /// The questionnaire, read in every language that is told.
    pub questionnaire: &'b Questionnaire,
    /// Only these requirements; all where nothing is said.
    pub only: Option<&'b [usize]>,
    /// The day it is made, ISO 8601.
    pub date: &'b str,
    /// Program and version that makes it.
    pub program: &'b str,
    /// How it is to look.
    pub look: &'b Look,
}

/// Builds a blank questionnaire in a language, or in two side by side.
pub fn blank(subject: &Blank<'_>, lang: Lang, second: Option<Lang>) -> Document {
    in_languages(lang, second, |own, languages| {
        let words = &own.words().portrait;
        let teller = Teller::new(subject.questionnaire, own);
        Builder { subject: *subject, lang: own, languages, words, report: &own.words().report, teller }.document()
    })
}

struct Builder<'b> {
    subject: Blank<'b>,
    lang: Lang,
    /// Languages of the document, whichever of them this builder speaks.
    languages: (Lang, Option<Lang>),
    words: &'static Words,
    report: &'static Report,
    teller: Teller<'b>,
}

impl<'b> Builder<'b> {
    fn own(&self, text: &'b Text) -> &'b str {
        self.teller.own(text)
    }

    fn wanted(&self, position: usize) -> bool {
        self.subject.only.is_none_or(|only| only.contains(&position))
    }

    fn document(&self) -> Document {
        let questionnaire = self.subject.questionnaire;
        let title = self.own(questionnaire.title()).to_owned();
        let mut sections = self.instructions();
        sections.extend(self.questions());
        // What is short goes on below the questions instead of leaving half a page empty.
        let is_short = sections.len() < FEW;
        sections.extend(self.keys(if is_short { 2 } else { 1 }));
        let contents = if is_short { "" } else { self.report.contents };
        let values = [("questionnaire", title.as_str()), ("edition", questionnaire.edition())];
        Document {
            lang: self.lang,
            second: None,
            look: self.subject.look.clone(),
            title: format!("{title} – {}", self.words.kicker),
            author: self.own(&questionnaire.attribution().publisher).to_owned(),
            subject: fill(self.words.subject, &values),
            keywords: vec![questionnaire.id().to_owned(), self.words.kicker.to_owned()],
            date: self.subject.date.to_owned(),
            producer: self.subject.program.to_owned(),
            cover: self.cover(),
            labels: Labels {
                contents: contents.into(),
                page: self.report.page.to_owned(),
                continued: self.report.continued.to_owned(),
                running_head: fill(self.words.running_head, &values),
                boxes: self.report.boxes.into(),
                search: self.report.search.to_owned(),
                filter: self.report.filter.to_owned(),
                shown: self.report.shown.to_owned(),
                skip: self.report.skip.to_owned(),
            },
            sections,
        }
    }

    fn cover(&self) -> Cover {
        let questionnaire = self.subject.questionnaire;
        let attribution = questionnaire.attribution();
        let edition = [("id", questionnaire.id()), ("edition", questionnaire.edition())];
        let (first, second) = self.languages;
        let languages = std::iter::once(first).chain(second).map(|lang| self.report.language_name(lang));
        let count = (0..questionnaire.requirements().len()).filter(|&position| self.wanted(position)).count();
        let pairs = [
            (self.report.questionnaire, fill(self.report.edition_value, &edition)),
            (self.report.section_levels, self.levels()),
            (self.lang.words().messages.list_count, count.to_string()),
            (self.report.licence, attribution.licence.clone()),
            (self.report.language, languages.collect::<Vec<_>>().join(self.lang.comma())),
        ];
        let disclaimer = self.own(&attribution.disclaimer);
        let words = self.words;
        Cover {
            kicker: words.kicker.into(),
            title: self.own(questionnaire.title()).into(),
            organisation: self.own(&attribution.publisher).into(),
            result: None,
            facts: pairs.map(|(label, value)| (label.into(), value.into())).to_vec(),
            fields: [self.report.organisation, self.report.scope, words.filled_by, words.filled_on]
                .map(Wording::from)
                .to_vec(),
            disclaimer: if disclaimer.is_empty() { words.self_assessment.into() } else { disclaimer.into() },
        }
    }

    fn levels(&self) -> String {
        let titles = self.subject.questionnaire.levels().iter().map(|level| self.own(&level.title));
        titles.collect::<Vec<_>>().join(self.lang.comma())
    }

    /// How to fill it in, and what follows from it.
    fn instructions(&self) -> Vec<Section> {
        let questionnaire = self.subject.questionnaire;
        let summary = self.own(questionnaire.summary());
        let mut blocks: Vec<Block> = Vec::new();
        if !summary.is_empty() {
            blocks.push(Block::Paragraph(Voice::Lead, summary.into()));
        }
        blocks.push(Block::List(self.steps().into_iter().map(Wording::from).collect()));
        let mut sections = vec![section(1, self.words.how_to, blocks)];

        let levels = questionnaire.levels().iter().enumerate();
        let levels = levels.map(|(index, level)| (self.own(&level.title), self.teller.level(index).join("\n")));
        let blocks = vec![body(self.report.lower_levels), facts(levels.collect())];
        sections.push(section(2, self.words.decided, blocks));
        if !questionnaire.targets().is_empty() {
            let targets = questionnaire.targets().iter().enumerate();
            let targets = targets.map(|(index, target)| (self.own(&target.title), self.teller.target(index)));
            sections.push(section(2, self.words.targets, vec![facts(targets.collect())]));
        }
        sections
    }

    /// Only what occurs in the questionnaire is explained.
    fn steps(&self) -> Vec<String> {
        let questionnaire = self.subject.questionnaire;
        let asked: Vec<&Requirement> = (0..questionnaire.requirements().len())
            .filter(|&position| self.wanted(position))
            .map(|position| &questionnaire.requirements()[position])
            .collect();
        let scales = || asked.iter().map(|own| questionnaire.scale_of(own));
        let mut reasons: Vec<String> = Vec::new();
        for scale in scales() {
            let answers = scale.answers.iter().filter(|answer| answer.reason_required);
            let own = answers.map(|answer| self.own(&answer.label).to_owned());
            let excused = scale.not_applicable.filter(|terms| terms.reason_required);
            let excused = excused.map(|_| self.lang.words().interview.not_applicable.to_owned());
            for label in own.chain(excused).map(|label| self.lang.quoted(&label)) {
                if !reasons.contains(&label) {
                    reasons.push(label);
                }
            }
        }
        let words = self.words;
        let mut steps = vec![words.how_tick.to_owned()];
        let mut add = |occurs: bool, step: String| steps.extend(occurs.then_some(step));
        add(asked.iter().any(|own| !own.objectives.is_empty()), words.how_objectives.to_owned());
        add(asked.iter().any(|own| own.condition.is_some()), words.how_condition.to_owned());
        let list = reasons.join(self.lang.comma());
        add(!reasons.is_empty(), fill(words.how_reason, &[("answers", &list)]));
        add(scales().any(|scale| scale.unknown), words.how_unknown.to_owned());
        add(true, words.how_lines.to_owned());
        add(true, fill(words.how_type, &[("id", questionnaire.id())]));
        steps
    }

    fn profile(&self) -> Option<Section> {
        let questions = self.subject.questionnaire.profile().iter().map(|question| self.fact(question));
        let mut blocks = vec![body(self.words.profile_intro)];
        blocks.extend(questions.map(Block::Question));
        let wanted = self.subject.only.is_none() && !self.subject.questionnaire.profile().is_empty();
        wanted.then(|| section(2, self.report.profile, blocks))
    }

    fn fact(&self, question: &'b ProfileQuestion) -> Question {
        Question {
            id: question.id.clone(),
            title: self.own(&question.ask).into(),
            tags: Vec::new(),
            ask: Wording::default(),
            help: Wording::default(),
            when: Wording::default(),
            choices: question.choices.iter().map(|(_, label)| self.own(label).into()).collect(),
            whole: Wording::default(),
            parts: Vec::new(),
            remarks: Vec::new(),
            lines: Vec::new(),
        }
    }

    fn questions(&self) -> Vec<Section> {
        let mut sections = vec![section(1, self.words.questions, Vec::new())];
        sections.extend(self.profile());
        for domain in self.subject.questionnaire.domains() {
            let wanted = domain.requirements.clone().filter(|&position| self.wanted(position));
            let questions: Vec<Block> = wanted.map(|position| Block::Question(self.question(position))).collect();
            if questions.is_empty() {
                continue;
            }
            let summary = self.own(&domain.summary);
            let mut blocks: Vec<Block> = Some(summary).filter(|text| !text.is_empty()).map(body).into_iter().collect();
            blocks.extend(questions);
            sections.push(section(2, &named(&domain.id, " ", self.own(&domain.title)), blocks));
        }
        sections
    }

    fn question(&self, position: usize) -> Question {
        let questionnaire = self.subject.questionnaire;
        let own = &questionnaire.requirements()[position];
        let scale = questionnaire.scale_of(own);
        let choices = scale.words(None);
        let parts = own.objectives.iter().map(|part| {
            let allowed = scale.words(Some(part));
            Part {
                letter: part.id.clone(),
                ask: self.own(&part.ask).into(),
                may: choices.iter().map(|word| allowed.contains(word)).collect(),
            }
        });
        let meanings = scale.answers.iter().filter(|answer| !answer.meaning.is_empty());
        let meanings = meanings.map(|answer| (self.own(&answer.label).into(), self.own(&answer.meaning).into()));
        let evidence = own.evidence.iter().filter(|evidence| !evidence.hint.is_empty());
        let evidence = evidence.map(|evidence| (self.kind(evidence.kind).into(), self.own(&evidence.hint).into()));
        let title = Some(self.own(&own.title)).filter(|title| *title != own.id).unwrap_or_default();
        Question {
            id: own.id.clone(),
            title: title.into(),
            tags: self.tags(own),
            ask: self.own(&own.ask).into(),
            help: self.own(&own.help).into(),
            when: own.condition.as_ref().map_or_else(String::new, |when| self.teller.asked_if(when)).into(),
            choices: choices.iter().map(|word| self.teller.label(scale, word).into()).collect(),
            whole: self.words.whole.into(),
            parts: parts.collect(),
            remarks: meanings.chain(evidence).collect(),
            lines: vec![(self.words.to_write.into(), 3)],
        }
    }

    fn kind(&self, kind: EvidenceKind) -> &'static str {
        let words = &self.lang.words().interview;
        match kind {
            EvidenceKind::Examine => words.examine,
            EvidenceKind::Interview => words.interview,
            EvidenceKind::Test => words.test,
        }
    }

    fn tags(&self, own: &'b Requirement) -> Vec<Wording> {
        // Where levels are means, no requirement belongs to one.
        let by_mean = self.subject.questionnaire.method() == Method::Mean;
        let level = (!by_mean).then(|| self.own(&self.subject.questionnaire.levels()[own.level].title).to_owned());
        let points = own.points.iter().map(|points| {
            let text = if points.is_one() { self.report.worth_one } else { self.report.worth };
            fill(text, &[("points", &points.rounded(2))])
        });
        let essential = own.essential.then(|| self.words.essential.to_owned());
        let aliases = own.aliases.iter().map(|alias| fill(self.report.also_known_as, &[("alias", alias)]));
        level.into_iter().chain(points).chain(essential).chain(aliases).map(Wording::from).collect()
    }

    /// What each answer counts and how it is called in files, and where the questionnaire comes from.
    fn keys(&self, level: u8) -> Vec<Section> {
        let questionnaire = self.subject.questionnaire;
        let used = |index: usize| {
            let mut all = questionnaire.requirements().iter().enumerate();
            let id = &questionnaire.scales()[index].id;
            all.any(|(position, own)| questionnaire.scale_of(own).id == *id && self.wanted(position))
        };
        let mut sections = vec![section(level, self.words.keys, vec![body(self.words.keys_intro)])];
        for scale in
            (0..questionnaire.scales().len()).filter(|&index| used(index)).map(|index| self.teller.scale(index))
        {
            let columns = vec![
                column(self.words.key, Align::Left, 0),
                column(self.report.answer, Align::Left, 3),
                column(self.words.answer_id, Align::Left, 0),
                column(self.words.worth, Align::Left, 5),
            ];
            let rows = scale
                .answers
                .iter()
                .map(|[key, label, id, worth]| vec![strong(key), cell(label), cell(id), cell(worth)]);
            let table = Block::Table(Table { columns, rows: rows.collect(), compact: true });
            sections.push(section(2, &scale.name, vec![table]));
        }
        let about = self.teller.facts();
        // The cover tells the language that this is in.
        let about = about.iter().filter(|(label, _)| label != self.words.languages);
        let about = about.map(|(label, value)| (label.as_str(), value.clone())).collect();
        sections.push(section(2, self.words.about, vec![facts(about)]));
        sections
    }
}
