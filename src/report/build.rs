//! Builds the document of a report: which sections there are and what stands in them.

use std::iter;

use super::document::{
    Align, Bar, BarChart, Block, Card, Cell, Column, Cover, Document, Figure, Labels, Section, Table, Tone, Voice,
};
use super::explanation::{Explainer, Line};
use super::overview::{Overview, answer, overview, status_tone, verdict};
use crate::assessment::sheet::{AnswerSheet, Asked, Reply, State};
use crate::assessment::{Entry, Evidence, Plan};
use crate::dates;
use crate::language::{Lang, Report, fill};
use crate::questionnaire::{EvidenceKind, Requirement, Rule};
use crate::scoring::Scorecard;
use crate::text::named;

/// Builds a report. `date` is the day of the report (ISO 8601), `program` its maker with version.
pub fn build(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, lang: Lang, date: &str, program: &str) -> Document {
    let builder =
        Builder { sheet, scorecard, lang, words: &lang.words().report, overview: overview(sheet, scorecard, lang) };
    builder.document(date, program)
}

struct Builder<'b> {
    sheet: &'b AnswerSheet<'b>,
    scorecard: &'b Scorecard,
    lang: Lang,
    words: &'static Report,
    overview: Overview,
}

impl Builder<'_> {
    fn title(&self) -> String {
        self.sheet.questionnaire().title().get(self.lang.tag()).to_owned()
    }

    fn or_not_named(&self, text: &str) -> String {
        if text.is_empty() { self.words.not_named.to_owned() } else { text.to_owned() }
    }

    fn organisation(&self) -> String {
        self.or_not_named(&self.sheet.assessment().organisation)
    }

    fn document(&self, date: &str, program: &str) -> Document {
        let questionnaire = self.sheet.questionnaire();
        let (title, organisation) = (self.title(), self.organisation());
        let subject =
            fill(self.words.subject, &[("questionnaire", title.as_str()), ("edition", questionnaire.edition())]);
        let mut sections = self.result();
        sections.extend(self.gaps());
        sections.extend(self.open());
        sections.extend(self.plan());
        sections.extend(self.requirements());
        sections.extend(self.method());
        sections.extend(self.not_applicable());
        sections.push(self.about(program));
        Document {
            lang: self.lang,
            title: format!("{title} – {organisation}"),
            author: organisation.clone(),
            subject,
            keywords: vec![questionnaire.id().to_owned(), self.words.kicker.to_owned()],
            date: date.to_owned(),
            producer: program.to_owned(),
            cover: self.cover(date),
            labels: Labels {
                contents: self.words.contents.to_owned(),
                page: self.words.page.to_owned(),
                continued: self.words.continued.to_owned(),
                running_head: format!("{organisation} · {title}"),
            },
            sections,
        }
    }

    fn target(&self) -> String {
        let questionnaire = self.sheet.questionnaire();
        let named = questionnaire.targets().iter().find(|target| target.id == self.sheet.assessment().target);
        let title = named.map_or(&questionnaire.levels()[self.sheet.target()].title, |target| &target.title);
        title.get(self.lang.tag()).to_owned()
    }

    fn cover(&self, date: &str) -> Cover {
        let questionnaire = self.sheet.questionnaire();
        let facts = [
            (self.words.scope, self.or_not_named(&self.sheet.assessment().scope)),
            (self.words.target, self.target()),
            (self.words.answered, self.overview.answered.clone()),
            (self.words.date, date.to_owned()),
            (self.words.edition, questionnaire.edition().to_owned()),
        ];
        let disclaimer = questionnaire.attribution().disclaimer.get(self.lang.tag()).to_owned();
        Cover {
            kicker: self.words.kicker.to_owned(),
            title: self.title(),
            organisation: self.organisation(),
            result: (self.overview.headline.clone(), self.overview.tone),
            facts: facts.map(|(label, value)| (label.to_owned(), value)).to_vec(),
            disclaimer: if disclaimer.is_empty() { self.words.tell.to_owned() } else { disclaimer },
        }
    }

    fn figures(&self) -> Vec<Figure> {
        let progress = self.scorecard.progress;
        let reached = self.scorecard.reached;
        let level =
            reached.map(|level| self.sheet.questionnaire().levels()[level].title.get(self.lang.tag()).to_owned());
        let tone = reached.map_or(Tone::Bad, |level| status_tone(self.scorecard.levels[level].status));
        let gaps = self.overview.gaps.len();
        let mut figures = vec![
            figure(level.unwrap_or_else(|| self.words.none.to_owned()), self.words.figure_level, tone),
            figure(gaps.to_string(), self.words.figure_gaps, if gaps == 0 { Tone::Good } else { Tone::Bad }),
            figure(
                format!("{}/{}", progress.answered, progress.asked),
                self.words.figure_answered,
                if progress.answered == progress.asked { Tone::Good } else { Tone::Open },
            ),
        ];
        let target = self.scorecard.levels.last();
        if let Some(score) = target.and_then(|level| level.score.as_ref()) {
            let (low, high) = (score.range.low.rounded(2), score.range.high.rounded(2));
            let value = if low == high { low } else { format!("{low}–{high}") };
            figures.push(figure(value, self.words.figure_score, self.overview.tone));
        }
        figures
    }

    fn result(&self) -> Vec<Section> {
        let overview = &self.overview;
        let has_score = overview.levels.iter().any(|level| !level.score.is_empty());
        let mut columns = vec![column(self.words.level, Align::Left, 2), column(self.words.status, Align::Left, 2)];
        if has_score {
            columns.push(column(self.words.score, Align::Left, 2));
        }
        let rows = overview.levels.iter().map(|level| {
            let mut row = vec![strong(&level.title), toned(&level.status, level.tone)];
            if has_score {
                row.push(cell(&level.score));
            }
            row
        });
        let mut blocks = vec![
            Block::Paragraph(Voice::Lead, overview.headline.clone()),
            Block::Figures(self.figures()),
            Block::Paragraph(Voice::Callout(Tone::Neutral), format!("{}\n{}", overview.honesty, self.words.tell)),
            Block::Table(Table { columns, rows: rows.collect() }),
        ];
        let notes = overview.levels.iter().flat_map(|level| &level.notes);
        blocks.extend(notes.map(|note| Block::Paragraph(Voice::Body, note.clone())));
        let meanings = overview.levels.iter().filter(|level| !level.meaning.is_empty());
        blocks.extend(
            meanings.map(|level| Block::Paragraph(Voice::Small, self.lang.labelled(&level.title, &level.meaning))),
        );
        let bars = overview.domains.iter().map(|domain| Bar {
            label: domain.name.clone(),
            value: if domain.low == domain.high || domain.share.is_empty() {
                domain.met.clone()
            } else {
                format!("{} ({})", domain.met, domain.share)
            },
            low: domain.low,
            high: domain.high,
            tone: domain.tone,
        });
        let chart = BarChart {
            caption: self.words.bars_caption.to_owned(),
            bars: bars.collect(),
            legend: [self.words.bars_certain.to_owned(), self.words.bars_possible.to_owned()],
        };
        vec![
            section(1, self.words.section_result, blocks),
            section(2, self.words.section_domains, vec![Block::Bars(chart)]),
        ]
    }

    fn gaps(&self) -> Vec<Section> {
        let gaps = &self.overview.gaps;
        if gaps.is_empty() {
            let text = Block::Paragraph(Voice::Body, self.words.no_gaps.to_owned());
            return vec![section(1, self.words.section_gaps, vec![text])];
        }
        let columns = vec![
            column("", Align::Right, 0),
            column(self.words.requirement, Align::Left, 3),
            column(self.words.why, Align::Left, 2),
            column(self.words.first_step, Align::Left, 5),
            column(self.words.effort, Align::Left, 0),
        ];
        let rows = gaps.iter().enumerate().map(|(number, gap)| {
            vec![
                cell(&(number + 1).to_string()),
                Cell { text: named(&gap.id, "\n", &gap.title), tone: Some(gap.tone), strong: true },
                cell(&gap.why),
                cell(&gap.advice),
                cell(&gap.effort),
            ]
        });
        let blocks = vec![
            Block::Paragraph(Voice::Body, self.words.gaps_intro.to_owned()),
            Block::Table(Table { columns, rows: rows.collect() }),
        ];
        vec![section(1, self.words.section_gaps, blocks)]
    }

    fn open(&self) -> Option<Section> {
        let open = &self.overview.open;
        let columns = vec![column(self.words.requirement, Align::Left, 3), column(self.words.answer, Align::Left, 1)];
        let rows = open.iter().map(|row| vec![cell(&row.name), toned(&row.state, Tone::Open)]);
        (!open.is_empty()).then(|| {
            section(
                2,
                self.words.section_open,
                vec![
                    Block::Paragraph(Voice::Body, self.words.open_intro.to_owned()),
                    Block::Table(Table { columns, rows: rows.collect() }),
                ],
            )
        })
    }

    /// A table of what the firm wrote, for the requirements that have it: the name of each, and these columns.
    fn written(&self, own: Vec<Column>, wanted: &dyn Fn(usize, &Entry) -> Option<Vec<String>>) -> Option<Table> {
        let rows = (0..self.sheet.questionnaire().requirements().len()).filter_map(|position| {
            let texts = wanted(position, self.sheet.entry(position)?)?;
            let requirement = &self.sheet.questionnaire().requirements()[position];
            let name = named(&requirement.id, "\n", requirement.title.get(self.lang.tag()));
            let (_, tone) = answer(self.sheet, position, self.lang);
            let mut row = vec![Cell { text: name, tone: Some(tone), strong: true }];
            row.extend(texts.iter().map(|text| cell(text)));
            Some(row)
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        let mut columns = vec![column(self.words.requirement, Align::Left, 2)];
        columns.extend(own);
        (!rows.is_empty()).then_some(Table { columns, rows })
    }

    fn plan(&self) -> Option<Section> {
        let positions = 0..self.sheet.questionnaire().requirements().len();
        let plans: Vec<&Plan> = positions.filter_map(|position| self.sheet.entry(position)?.plan.as_ref()).collect();
        let owned = plans.iter().any(|plan| plan.owner.is_some());
        let dated = plans.iter().any(|plan| plan.due.is_some());
        // Owner and day share a column, since what will be done takes all the room there is.
        let who = match (owned, dated) {
            (true, true) => Some(self.words.owner_and_due),
            (true, false) => Some(self.words.owner),
            (false, true) => Some(self.words.due),
            (false, false) => None,
        };
        let mut columns = vec![column(self.words.plan, Align::Left, 4)];
        columns.extend(who.map(|title| column(title, Align::Left, 1)));
        let table = self.written(columns, &|_, entry| {
            let plan = entry.plan.as_ref()?;
            let lines = plan.owner.iter().cloned().chain(plan.due.map(|due| due.to_string()));
            let who = who.map(|_| self.or_not_named(&lines.collect::<Vec<String>>().join("\n")));
            Some(iter::once(plan.action.clone()).chain(who).collect())
        })?;
        let intro = Block::Paragraph(Voice::Body, self.words.plan_intro.to_owned());
        Some(section(2, self.words.section_plan, vec![intro, Block::Table(table)]))
    }

    fn not_applicable(&self) -> Option<Section> {
        let columns = vec![column(self.words.reason, Align::Left, 4)];
        let table = self.written(columns, &|position, entry| {
            let applies = self.sheet.state(position) == State::NotApplicable
                || entry.objectives.iter().any(|(_, answer)| answer == crate::questionnaire::NOT_APPLICABLE);
            entry.reason.clone().filter(|_| applies).map(|reason| vec![reason])
        })?;
        Some(section(2, self.words.section_not_applicable, vec![Block::Table(table)]))
    }

    fn requirements(&self) -> Vec<Section> {
        let mut sections = vec![section(1, self.words.section_requirements, Vec::new())];
        for domain in self.sheet.questionnaire().domains() {
            let shown = |&position: &usize| {
                self.sheet.asked(position) != Asked::AboveTarget || self.sheet.entry(position).is_some()
            };
            let cards: Vec<Block> =
                domain.requirements.clone().filter(shown).map(|position| Block::Card(self.card(position))).collect();
            if !cards.is_empty() {
                let title = named(&domain.id, " ", domain.title.get(self.lang.tag()));
                sections.push(section(2, &title, cards));
            }
        }
        sections
    }

    fn card(&self, position: usize) -> Card {
        let requirement = &self.sheet.questionnaire().requirements()[position];
        let objectives = match self.sheet.reply(position) {
            Reply::Objectives(parts) => parts.clone(),
            Reply::None | Reply::Whole(_) => Vec::new(),
        };
        let objectives = requirement.objectives.iter().zip(objectives).map(|(objective, part)| {
            let (text, tone) = verdict(self.sheet, position, part, self.lang);
            (objective.id.clone(), objective.ask.get(self.lang.tag()).to_owned(), text, tone)
        });
        Card {
            id: requirement.id.clone(),
            title: Some(requirement.title.get(self.lang.tag()).to_owned())
                .filter(|title| *title != requirement.id)
                .unwrap_or_default(),
            answer: answer(self.sheet, position, self.lang),
            tags: self.tags(requirement),
            ask: requirement.ask.get(self.lang.tag()).to_owned(),
            objectives: objectives.collect(),
            remarks: self.sheet.entry(position).map_or_else(Vec::new, |entry| self.remarks(entry)),
        }
    }

    fn tags(&self, requirement: &Requirement) -> Vec<String> {
        let aliases = requirement.aliases.iter().map(|alias| fill(self.words.also_known_as, &[("alias", alias)]));
        let scored = (0..=self.sheet.highest_target()).any(|level| {
            let questionnaire = self.sheet.questionnaire();
            matches!(questionnaire.levels()[level].rule, Rule::Points(_)) && questionnaire.counts(level, requirement)
        });
        // Points that no rule up to the target reads would promise a score that there is not.
        let points = requirement.points.iter().filter(|_| scored).map(|points| {
            let text = if points.is_one() { self.words.worth_one } else { self.words.worth };
            fill(text, &[("points", &points.rounded(2))])
        });
        let weight = requirement.weight.iter().map(|weight| fill(self.words.weight, &[("weight", &weight.rounded(2))]));
        let marked = self.sheet.assessment().entry(&requirement.id).is_some_and(|entry| entry.flag);
        let marked = marked.then(|| self.words.marked.to_owned());
        aliases.chain(points).chain(weight).chain(marked).collect()
    }

    /// Everything that the firm wrote about a requirement; nothing is left out.
    fn remarks(&self, entry: &Entry) -> Vec<(String, String)> {
        let mut remarks = Vec::new();
        let mut add = |label: &str, text: Option<String>| {
            if let Some(text) = text {
                remarks.push((label.to_owned(), text));
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

    /// An action plan with owner and day: in one text, so that the end of a page hardly ever parts them.
    fn planned(&self, plan: &Plan) -> String {
        let owner = plan.owner.as_ref().map(|owner| self.lang.labelled(self.words.owner, owner));
        let due = plan.due.map(|due| self.lang.labelled(self.words.due, &due.to_string()));
        iter::once(plan.action.clone()).chain(owner).chain(due).collect::<Vec<String>>().join("\n")
    }

    /// A piece of evidence with all that is known of it; the digest is too long for anything but a line of its own.
    fn evidence(&self, evidence: &Evidence) -> String {
        let details = [
            (self.words.evidence_place, evidence.place.clone()),
            (self.words.evidence_owner, evidence.owner.clone()),
            (self.words.evidence_date, evidence.date.map(|date| date.to_string())),
        ];
        let details = details.into_iter().filter_map(|(label, text)| Some(self.lang.labelled(label, &text?)));
        let text = self.lang.detailed(&evidence.what, &details.collect::<Vec<String>>());
        let text = match evidence.kind {
            Some(kind) => self.lang.labelled(kind_word(self.words, kind), &text),
            None => text,
        };
        match &evidence.sha256 {
            Some(digest) => format!("{text}\n{}", self.lang.labelled(self.words.evidence_sha256, digest)),
            None => text,
        }
    }

    fn method(&self) -> Vec<Section> {
        let explainer = Explainer::new(self.sheet, self.scorecard, self.lang);
        let intro = Block::Paragraph(Voice::Body, self.words.method_intro.to_owned());
        let mut sections = vec![section(1, self.words.section_method, vec![intro])];
        for level in 0..self.scorecard.levels.len() {
            sections.push(explained(explainer.level(level)));
        }
        let columns = vec![
            column(self.words.domain, Align::Left, 3),
            column(self.words.met, Align::Left, 1),
            column(self.words.share, Align::Right, 1),
            column(self.words.level, Align::Left, 2),
        ];
        let rows = self.overview.domains.iter().map(|domain| {
            let name = domain.name.clone();
            vec![
                Cell { text: name, tone: Some(domain.tone), strong: false },
                cell(&domain.met),
                cell(&domain.share),
                cell(&domain.level),
            ]
        });
        let table = Block::Table(Table { columns, rows: rows.collect() });
        sections.push(section(2, self.words.section_domains, vec![table]));
        sections
    }

    fn about(&self, program: &str) -> Section {
        let questionnaire = self.sheet.questionnaire();
        let attribution = questionnaire.attribution();
        let own = |text: &crate::questionnaire::Text| text.get(self.lang.tag()).to_owned();
        let mut facts = vec![
            (self.words.questionnaire, format!("{} ({})", self.title(), questionnaire.id())),
            (self.words.edition, questionnaire.edition().to_owned()),
            (self.words.digest, questionnaire.digest().to_owned()),
            (self.words.publisher, own(&attribution.publisher)),
            (self.words.based_on, own(&attribution.based_on)),
            (self.words.licence, attribution.licence.clone()),
            (self.words.program, program.to_owned()),
        ];
        let profile = questionnaire.profile().iter().filter_map(|question| {
            let (_, choice) = self.sheet.assessment().profile.iter().find(|(id, _)| *id == question.id)?;
            let (_, label) = question.choices.iter().find(|(id, _)| id == choice)?;
            Some(format!("{} {}", own(&question.ask), own(label)))
        });
        facts.push((self.words.profile, profile.collect::<Vec<String>>().join("\n")));
        let unknown = self.sheet.assessment().answers.iter().map(|(id, _)| id.as_str());
        let unknown = unknown.filter(|id| questionnaire.requirements().iter().all(|known| known.id != *id));
        facts.push((self.words.kept, unknown.collect::<Vec<&str>>().join(", ")));
        facts.push((self.words.disclaimer, own(&attribution.disclaimer)));
        let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
        let facts = Block::Facts(facts.map(|(label, value)| (label.to_owned(), value)).collect());
        section(1, self.words.section_about, vec![facts])
    }
}

/// Returns a time stamp as people read it; anything else as it is.
fn to_the_minute(stamp: &str) -> String {
    dates::to_the_minute(stamp).unwrap_or_else(|| stamp.to_owned())
}

/// Returns a kind of evidence in words.
fn kind_word(words: &'static Report, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Examine => words.examine,
        EvidenceKind::Interview => words.interview,
        EvidenceKind::Test => words.test,
    }
}

fn explained(lines: Vec<Line>) -> Section {
    let mut lines = lines.into_iter();
    let title = lines.next().map_or(String::new(), |line| line.text);
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        match (line.depth, blocks.last_mut()) {
            (2, Some(Block::List(items))) => items.push(line.text),
            (2, _) => blocks.push(Block::List(vec![line.text])),
            _ => blocks.push(Block::Paragraph(Voice::Body, line.text)),
        }
    }
    section(2, &title, blocks)
}

fn section(level: u8, title: &str, blocks: Vec<Block>) -> Section {
    Section { level, title: title.to_owned(), blocks }
}

fn figure(value: String, caption: &str, tone: Tone) -> Figure {
    Figure { value, caption: caption.to_owned(), tone }
}

fn column(title: &str, align: Align, share: u8) -> Column {
    Column { title: title.to_owned(), align, share }
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), tone: None, strong: false }
}

fn strong(text: &str) -> Cell {
    Cell { text: text.to_owned(), tone: None, strong: true }
}

fn toned(text: &str, tone: Tone) -> Cell {
    Cell { text: text.to_owned(), tone: Some(tone), strong: false }
}
