//! The statement of applicability as a document.

use super::{Builder, cell, column, facts, figure, section, strong, toned};
use crate::language::{Crosswalk, fill};
use crate::report::applicability::{Control, Decision, Statement};
use crate::report::document::{Align, Block, Cover, Document, Figure, Section, Signature, Table, Tone, Voice};
use crate::report::wording::Wording;

/// What a theme is called.
type Name = fn(&Crosswalk) -> &'static str;

/// Themes of Annex A: how their ids begin, and what they are called.
const THEMES: [(&str, Name); 4] = [
    ("A.5.", |words| words.theme_5),
    ("A.6.", |words| words.theme_6),
    ("A.7.", |words| words.theme_7),
    ("A.8.", |words| words.theme_8),
];

impl Builder<'_> {
    fn links(&self) -> &'static Crosswalk {
        &self.lang.words().crosswalk
    }

    /// The document in one language.
    pub(super) fn statement(&self, statement: &Statement) -> Document {
        let mut sections = self.summary(statement);
        sections.push(section(1, self.links().soa_controls, Vec::new()));
        sections.extend(THEMES.into_iter().map(|(start, name)| {
            let own = statement.controls.iter().filter(|control| control.id.starts_with(start));
            section(2, name(self.links()), vec![self.controls(own)])
        }));
        sections.push(self.origin());
        let report = self.document();
        let title = self.links().soa;
        Document {
            title: format!("{title} – {}", self.organisation()),
            subject: self.links().soa_subject.to_owned(),
            keywords: vec!["ISO/IEC 27001:2022".to_owned(), title.to_owned()],
            cover: self.statement_cover(statement),
            labels: crate::report::document::Labels {
                running_head: format!("{} · {title}", self.organisation()),
                ..report.labels
            },
            sections,
            ..report
        }
    }

    fn statement_cover(&self, statement: &Statement) -> Cover {
        let (tone, lead) = (Tone::Neutral, self.statement_lead(statement));
        let cover = self.cover();
        Cover {
            kicker: self.links().soa.into(),
            title: self.links().soa_subject.into(),
            result: Some((lead.into(), tone)),
            disclaimer: self.lang.sentences(&[self.links().soa_draft, &cover.disclaimer.first]).into(),
            ..cover
        }
    }

    fn statement_lead(&self, statement: &Statement) -> String {
        let count = |decision: Decision| statement.count(decision, |_| true);
        let (excluded, undecided) = (count(Decision::Excluded), count(Decision::NotAssessed));
        let values = [
            ("count", statement.controls.len()),
            ("applicable", statement.controls.len() - excluded - undecided),
            ("excluded", excluded),
            ("undecided", undecided),
        ];
        fill(self.links().soa_lead, &values.map(|(name, count)| (name, count.to_string())))
    }

    fn summary(&self, statement: &Statement) -> Vec<Section> {
        let words = self.links();
        let figures: Vec<Figure> = Decision::ALL
            .into_iter()
            .map(|decision| {
                let count = statement.count(decision, |_| true).to_string();
                figure(count, self.decision(decision), decision.tone())
            })
            .collect();
        let derived = fill(words.soa_derived, &[("questionnaire", self.title())]);
        let head = vec![
            Block::Paragraph(Voice::Lead, self.statement_lead(statement).into()),
            Block::Figures(figures[..3].to_vec()),
            Block::Figures(figures[3..].to_vec()),
            Block::Paragraph(Voice::Body, derived.into()),
            Block::Paragraph(Voice::Callout(Tone::Neutral), words.soa_draft.into()),
        ];
        let mut columns = vec![column(words.soa_theme, Align::Left, 2)];
        columns.extend(Decision::ALL.map(|decision| column(self.decision(decision), Align::Right, 1)));
        let row = |name: &str, start: &str| {
            let counts = Decision::ALL.map(|own| statement.count(own, |control| control.id.starts_with(start)));
            std::iter::once(strong(name)).chain(counts.map(|count| cell(&count.to_string()))).collect()
        };
        let mut rows: Vec<_> = THEMES.into_iter().map(|(start, name)| row(name(words), start)).collect();
        rows.push(row(words.soa_total, ""));
        let table = Block::Table(Table { columns, rows, compact: true });
        vec![section(1, words.soa, head), section(2, words.soa_themes, vec![table])]
    }

    fn decision(&self, decision: Decision) -> &'static str {
        let words = self.links();
        match decision {
            Decision::Implemented => words.soa_is_implemented,
            Decision::Partly => words.soa_is_partly,
            Decision::NotImplemented => words.soa_is_not,
            Decision::Open => words.soa_is_open,
            Decision::Excluded => words.soa_is_excluded,
            Decision::NotAssessed => words.soa_is_not_assessed,
        }
    }

    fn controls<'c>(&self, own: impl Iterator<Item = &'c Control>) -> Block {
        let words = self.links();
        let columns = vec![
            column(words.soa_control, Align::Left, 3),
            column(words.soa_applicable, Align::Left, 0),
            column(words.soa_implemented, Align::Left, 0),
            column(words.soa_reason, Align::Left, 4),
        ];
        let rows = own.map(|control| {
            let mut name = strong(&control.id);
            name.note = control.title.get(self.lang.tag()).into();
            let mut reason = cell(&control.reason(self.sheet(), self.lang));
            reason.note = control.answers(self.sheet(), self.lang).join(self.lang.comma()).into();
            let implemented = match control.decision {
                Decision::Excluded => cell(""),
                decision => toned(decision.implemented(words), decision.tone()),
            };
            vec![name, cell(control.decision.applicable(words)), implemented, reason]
        });
        Block::Table(Table { columns, rows: rows.collect(), compact: true })
    }

    /// Where it comes from, and who approves it.
    fn origin(&self) -> Section {
        let questionnaire = self.sheet().questionnaire();
        let pairs = vec![
            (self.words.questionnaire, format!("{} ({})", self.title(), questionnaire.id())),
            (self.words.edition, questionnaire.edition().to_owned()),
            (self.words.digest, questionnaire.digest().to_owned()),
            (self.words.assessment_digest, self.subject.imprint.digest.clone()),
            (self.words.program, self.subject.imprint.program.clone()),
            (self.words.disclaimer, self.own(&questionnaire.attribution().disclaimer).to_owned()),
        ];
        let words = self.words;
        let fields = [words.sign_name, words.sign_position, words.sign_signature, words.sign_day];
        let values = [("organisation", self.organisation())];
        let signature = Signature {
            statement: fill(self.links().soa_approved, &values).into(),
            fields: fields.map(Wording::from).to_vec(),
        };
        section(1, words.section_about, vec![facts(pairs), Block::Signature(signature)])
    }
}
