//! What changed since earlier assessments: how they stood side by side, and requirement by requirement why.

use super::{Builder, body, cell, column, facts, section, strong, toned};
use crate::report::document::{Align, Bar, Block, Cell, Chart, Section, Table};
use crate::report::trend::{self, Changed, Mark, Measure, Row, Step, Stood};
use crate::text::named;

/// Assessments that stand side by side in one table; a page is not wide enough for more.
const ABREAST: usize = 4;

impl Builder<'_> {
    /// What changed since an earlier assessment; since several of them, with a chart and step by step.
    pub(super) fn changes(&self) -> Vec<Section> {
        let [first, .., last] = self.subject.trend else { return Vec::new() };
        let told = trend::told(self.subject.trend, self.lang);
        let mut blocks = vec![body(self.since(&first.to(last)))];
        if let [step] = told.steps.as_slice() {
            blocks.extend(self.side_by_side(&told));
            blocks.extend(self.changed(step, &told.points));
            return vec![section(2, self.words.section_changes, blocks)];
        }
        blocks.push(Block::Chart(self.course(&told)));
        blocks.extend(self.side_by_side(&told));
        let steps = told.steps.iter().zip(told.points.windows(2)).map(|(step, stood)| {
            let sentence = body(self.since(&step.found));
            section(2, &step.between, std::iter::once(sentence).chain(self.changed(step, stood)).collect())
        });
        std::iter::once(section(1, self.words.section_trend, blocks)).chain(steps).collect()
    }

    /// The assessments one below the other, by how much of what they aimed at was there.
    fn course(&self, told: &trend::Told) -> Chart {
        let caption = match told.measure {
            Measure::Score => self.by_method(self.words.trend_score, self.words.trend_mean),
            Measure::Met => self.words.trend_met,
        };
        let bars = told.points.iter().map(|point| Bar {
            short: point.name.clone(),
            label: named(&point.name, " · ", &point.aim).into(),
            value: point.measure.as_str().into(),
            low: point.low,
            high: point.high,
            target: point.needed,
            tone: point.tone,
        });
        Chart {
            caption: caption.into(),
            bars: bars.collect(),
            legend: [self.words.bars_certain.into(), self.words.bars_possible.into(), self.words.bars_target.into()],
            radar: false,
        }
    }

    /// Levels, and the domains that differ, with a column for each assessment.
    fn side_by_side(&self, told: &trend::Told) -> Vec<Block> {
        let mut blocks = self.abreast(self.words.level, &told.points, &told.levels);
        if !told.domains.is_empty() {
            blocks.push(body(self.lang.words().editions.domains_compared));
            blocks.extend(self.abreast(self.words.domain, &told.points, &told.domains));
        }
        blocks
    }

    fn abreast(&self, head: &str, points: &[Stood], rows: &[Row]) -> Vec<Block> {
        let tables = (0..points.len()).step_by(ABREAST).map(|from| {
            let part = from..points.len().min(from + ABREAST);
            let own = points[part.clone()].iter().map(|point| column(&point.name, Align::Left, 1));
            let rows = rows.iter().map(|row| {
                let stood = row.stood[part.clone()].iter().map(marked);
                std::iter::once(strong(&row.name)).chain(stood).collect()
            });
            let columns = std::iter::once(column(head, Align::Left, 1)).chain(own).collect();
            Block::Table(Table { columns, rows: rows.collect(), compact: false })
        });
        tables.collect()
    }

    /// The requirements that are in another state, with why; below, the ones of which something else changed.
    fn changed(&self, step: &Step, pair: &[Stood]) -> Vec<Block> {
        let words = &self.lang.words().editions;
        if step.changes.is_empty() {
            return vec![body(words.no_difference)];
        }
        let (moved, same): (Vec<&Changed>, Vec<&Changed>) = step.changes.iter().partition(|change| change.moved);
        let requirements = self.sheet().questionnaire().requirements();
        let columns = vec![
            column(self.words.requirement, Align::Left, 3),
            column(&pair[0].name, Align::Left, 2),
            column(&pair[1].name, Align::Left, 2),
            column(words.why_changed, Align::Left, 2),
        ];
        let rows = moved.iter().map(|change| {
            let link = Some(requirements[change.requirement].id.clone());
            let name = Cell { link, ..cell(&change.name) };
            vec![name, marked(&change.before), marked(&change.now), cell(&change.why)]
        });
        let mut blocks = Vec::new();
        if !moved.is_empty() {
            blocks.push(Block::Table(Table { columns, rows: rows.collect(), compact: true }));
        }
        // In the order in which they come, which is the same in every language.
        let mut by_reason: Vec<(&str, Vec<&str>)> = Vec::new();
        for change in same {
            let id = requirements[change.requirement].id.as_str();
            match by_reason.iter_mut().find(|(why, _)| *why == change.why) {
                Some((_, ids)) => ids.push(id),
                None => by_reason.push((&change.why, vec![id])),
            }
        }
        if !by_reason.is_empty() {
            let told = by_reason.into_iter().map(|(why, ids)| (why, ids.join(", ")));
            blocks.extend([body(self.words.same_state), facts(told.collect())]);
        }
        blocks
    }
}

fn marked(mark: &Mark) -> Cell {
    Cell { note: mark.note.as_str().into(), ..toned(&mark.text, mark.tone) }
}
