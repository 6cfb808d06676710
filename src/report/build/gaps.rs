//! What is missing, what will be done about it, and what is still open.

use super::{Builder, body, cell, column, section, toned};
use crate::assessment::Plan;
use crate::dates::Date;
use crate::report::document::{Align, Block, Cell, Column, Section, Table};
use crate::report::poam::Progress;

impl Builder<'_> {
    pub(super) fn gaps(&self) -> Vec<Section> {
        let gaps = &self.overview.gaps;
        let none = self.by_method(self.words.no_gaps, self.words.no_gaps_mean);
        let intro = self.by_method(self.words.gaps_intro, self.words.gaps_intro_mean);
        let blocks = if gaps.is_empty() { vec![body(none)] } else { vec![body(intro), Block::Table(self.gap_table())] };
        let mut sections = vec![section(1, self.words.section_gaps, blocks)];
        sections.extend(self.plan());
        sections.extend(self.open());
        sections
    }

    fn gap_table(&self) -> Table {
        let gaps = &self.overview.gaps;
        let has_points = gaps.iter().any(|gap| !gap.points.is_empty());
        let mut columns = vec![
            column("", Align::Right, 0),
            column(self.words.requirement, Align::Left, 3),
            column(self.words.why, Align::Left, 3),
            column(self.words.first_step, Align::Left, 8),
            column(self.words.effort, Align::Left, 0),
        ];
        if has_points {
            columns.insert(3, column(self.words.points, Align::Right, 0));
        }
        let rows = gaps.iter().enumerate().map(|(number, gap)| {
            let mut row = vec![
                cell(&(number + 1).to_string()),
                self.naming(gap.requirement),
                Cell { note: gap.plan.as_str().into(), ..cell(&gap.why) },
                Cell { note: self.next_stage(&gap.next).into(), ..cell(&gap.advice) },
                cell(&gap.effort),
            ];
            if has_points {
                row.insert(3, cell(&gap.points));
            }
            row
        });
        Table { columns, rows: rows.collect(), compact: false }
    }

    fn next_stage(&self, told: &str) -> String {
        if told.is_empty() { String::new() } else { self.lang.labelled(self.words.stage_next, told) }
    }

    fn plan(&self) -> Option<Section> {
        let positions = 0..self.sheet().questionnaire().requirements().len();
        let plans: Vec<&Plan> = positions.filter_map(|position| self.sheet().entry(position)?.plan.as_ref()).collect();
        let owned = plans.iter().any(|plan| plan.owner.is_some());
        let dated = plans.iter().any(|plan| plan.due.is_some());
        let mut columns = vec![column(self.words.plan, Align::Left, 5)];
        let mut add = |wanted: bool, title: &str, share: u8| {
            columns.extend(wanted.then(|| -> Column { column(title, Align::Left, share) }));
        };
        add(owned, self.words.owner, 2);
        add(dated, self.words.due, 0);
        add(true, self.words.status, 0);
        let table = self.written(columns, &|position, entry| {
            let plan = entry.plan.as_ref()?;
            let mut cells = vec![cell(&plan.action)];
            cells.extend(owned.then(|| cell(&self.or_not_named(plan.owner.as_deref().unwrap_or_default()))));
            let due = plan.due.map(|due| due.to_string()).unwrap_or_default();
            cells.extend(dated.then(|| cell(&self.or_not_named(&due))));
            cells.push(self.progress(position, plan));
            Some(cells)
        })?;
        Some(section(2, self.words.section_plan, vec![body(self.words.plan_intro), Block::Table(table)]))
    }

    /// How far a plan is, on the day of the report: done when its requirement passes, overdue when its day is over.
    fn progress(&self, position: usize, plan: &Plan) -> Cell {
        let progress = Date::parse(&self.subject.imprint.date)
            .map_or(Progress::Open, |today| Progress::of(self.sheet(), position, today));
        let (told, tone) = progress.told(plan);
        toned(told(self.words), tone)
    }

    fn open(&self) -> Option<Section> {
        let open = &self.overview.open;
        let columns = vec![column(self.words.requirement, Align::Left, 3), column(self.words.answer, Align::Left, 1)];
        let requirements = self.sheet().questionnaire().requirements();
        let rows = open.iter().map(|row| {
            let link = row.requirement.map(|position| requirements[position].id.clone());
            vec![Cell { link, ..cell(&row.name) }, toned(&row.state, row.tone)]
        });
        let table = Table { columns, rows: rows.collect(), compact: true };
        let blocks = vec![body(self.words.open_intro), Block::Table(table)];
        (!open.is_empty()).then(|| section(2, self.words.section_open, blocks))
    }
}
