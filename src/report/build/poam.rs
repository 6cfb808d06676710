//! The action plan (POA&M) as a document.

use super::{Builder, body, cell, column, section, toned};
use crate::language::fill;
use crate::report::document::{Align, Block, Cell, Cover, Document, Labels, Section, Table, Tone, Voice};
use crate::report::poam::{ActionPlan, Item, Progress};
use crate::report::wording::Wording;

impl Builder<'_> {
    /// The document in one language.
    pub(super) fn action_plan(&self, own: &ActionPlan<'_>) -> Document {
        let words = &self.lang.words().poam;
        let report = self.document();
        let cards: Vec<Block> =
            own.items.iter().filter_map(|item| Some(Block::Card(self.card(item.requirement?)))).collect();
        let count = |wanted: Progress| own.items.iter().filter(|item| item.progress == wanted).count();
        let (closed, late) = (count(Progress::Closed), count(Progress::Overdue));
        let values = [("count", own.items.len()), ("closed", closed), ("overdue", late)];
        let values = values.map(|(name, count)| (name, count.to_string()));
        let tone = match (late, closed == own.items.len()) {
            (0, true) => Tone::Good,
            (0, false) => Tone::Open,
            _ => Tone::Bad,
        };
        Document {
            title: format!("{} – {}", words.title, self.organisation()),
            subject: words.title.to_owned(),
            keywords: vec!["POA&M".to_owned()],
            cover: Cover {
                title: words.title.into(),
                result: Some((fill(words.standing, &values).into(), tone)),
                ..self.cover()
            },
            labels: Labels { running_head: format!("{} · {}", self.organisation(), words.title), ..report.labels },
            sections: vec![self.planned_items(own), section(1, self.words.section_requirements, cards)],
            ..report
        }
    }

    fn planned_items(&self, own: &ActionPlan<'_>) -> Section {
        let words = &self.lang.words().poam;
        let mut blocks = vec![body(self.words.plan_intro)];
        if let Some((level, day)) = own.until {
            let level = self.own(&self.sheet().questionnaire().levels()[level].title);
            let text = fill(words.until, &[("level", level), ("day", &day.to_string())]);
            blocks.push(Block::Paragraph(Voice::Callout(Tone::Neutral), text.into()));
        }
        let columns = vec![
            column(self.words.requirement, Align::Left, 2),
            column(self.words.plan, Align::Left, 5),
            column(self.words.owner, Align::Left, 2),
            column(self.words.due, Align::Left, 0),
            column(self.words.status, Align::Left, 0),
        ];
        let row = |item: &Item<'_>| {
            let name = match item.requirement {
                Some(position) => self.naming(position),
                None => Cell { note: Wording::default(), strong: true, ..cell(item.id) },
            };
            let (told, tone) = item.progress.told(item.plan);
            let due = item.plan.due.map(|due| due.to_string()).unwrap_or_default();
            let owner = item.plan.owner.as_deref().unwrap_or_default();
            vec![
                name,
                cell(&item.plan.action),
                cell(&self.or_not_named(owner)),
                cell(&self.or_not_named(&due)),
                toned(told(self.words), tone),
            ]
        };
        blocks.push(Block::Table(Table { columns, rows: own.items.iter().map(row).collect(), compact: false }));
        section(1, self.words.section_plan, blocks)
    }
}
