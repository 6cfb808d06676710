//! All requirements at a glance, and each domain: its level, its share, its gaps.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Builder, body, cell, column, section};
use crate::assessment::sheet::State;
use crate::exact::Fraction;
use crate::language::fill;
use crate::report::document::{Align, Block, HeatCell, HeatMap, Section, Table, Tone};
use crate::report::listed::listed;
use crate::report::overview::{DomainRow, requirement_tone, state};
use crate::report::stages::stage;
use crate::report::wording::Wording;
use crate::text::named;

/// Every state, in the order in which a legend tells them.
const STATES: [State; 7] = [
    State::Met,
    State::Partly,
    State::NotMet,
    State::Unknown,
    State::Unanswered,
    State::NotApplicable,
    State::NotAsked,
];

/// Where a legend tells something: its rank, what it is worth, its id.
type Place = (usize, Reverse<Option<Fraction>>, String);

impl Builder<'_> {
    pub(super) fn domains(&self) -> Vec<Section> {
        let mut sections = vec![section(1, self.words.section_domains, vec![Block::HeatMap(self.heat_map())])];
        sections.extend(self.overview.domains.iter().map(|domain| self.domain(domain)));
        sections
    }

    fn heat_map(&self) -> HeatMap {
        let questionnaire = self.sheet().questionnaire();
        let all: Vec<usize> = listed(self.sheet()).collect();
        let shown = |domain: usize| {
            let own = &questionnaire.domains()[domain].requirements;
            all.iter().copied().filter(|position| own.contains(position)).collect::<Vec<usize>>()
        };
        let mut rows = Vec::new();
        let mut legend: BTreeMap<Place, (Tone, Wording, usize)> = BTreeMap::new();
        for (index, domain) in questionnaire.domains().iter().enumerate() {
            let positions = shown(index);
            let ids: Vec<&str> =
                positions.iter().map(|&position| questionnaire.requirements()[position].id.as_str()).collect();
            let common = common_start(&ids);
            let cells: Vec<HeatCell> = positions.iter().map(|&position| self.heat_cell(position, common)).collect();
            for &position in &positions {
                let (place, told) = self.standing(position);
                let tone = requirement_tone(self.sheet(), position);
                legend.entry(place).or_insert((tone, told.into(), 0)).2 += 1;
            }
            if !cells.is_empty() {
                rows.push((named(&domain.id, " ", self.own(&domain.title)).into(), cells));
            }
        }
        HeatMap { caption: self.words.heat_caption.into(), legend: legend.into_values().collect(), rows }
    }

    fn heat_cell(&self, position: usize, common: usize) -> HeatCell {
        let requirement = &self.sheet().questionnaire().requirements()[position];
        HeatCell {
            id: requirement.id.clone(),
            short: requirement.id[common..].to_owned(),
            title: self.own(&requirement.title).into(),
            state: self.standing(position).1.into(),
            tone: requirement_tone(self.sheet(), position),
        }
    }

    /// How a requirement stands in a word, and the place of that in a legend: stages, highest first, then states.
    fn standing(&self, position: usize) -> (Place, String) {
        if let Some(answer) = stage(self.sheet(), position) {
            return ((0, Reverse(answer.value.clone()), answer.id.clone()), self.own(&answer.label).to_owned());
        }
        let own = self.sheet().state(position);
        let place = 1 + STATES.iter().position(|state| *state == own).expect("every state is in the list");
        ((place, Reverse(None), String::new()), state(self.words, own).to_owned())
    }

    fn domain(&self, row: &DomainRow) -> Section {
        let domain = &self.sheet().questionnaire().domains()[row.domain];
        let summary = self.own(&domain.summary);
        let mut blocks = Vec::new();
        if !summary.is_empty() {
            blocks.push(body(summary));
        }
        let values = [("met", &row.stands), ("share", &row.share), ("level", &row.level)];
        let text = self.by_method(self.words.domain_stands, self.words.domain_stands_mean);
        let aim = self.sheet().domain_target(row.domain);
        let own_aim = (aim != self.sheet().target()).then(|| {
            let level = self.own(&self.sheet().questionnaire().levels()[aim].title);
            fill(self.words.domain_aim, &[("level", level)])
        });
        let stands = self.lang.sentences(&[&fill(text, &values), &own_aim.unwrap_or_default()]).trim_end().to_owned();
        let gaps = self.overview.gaps.iter().filter(|gap| domain.requirements.contains(&gap.requirement));
        let rows = gaps.map(|gap| vec![self.naming(gap.requirement), cell(&gap.why), cell(&gap.effort)]);
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            let open = domain.requirements.clone().any(|position| self.is_open(position));
            let text = if open { self.words.domain_open } else { self.words.domain_no_gaps };
            blocks.push(body(self.lang.sentences(&[&stands, text])));
        } else {
            blocks.push(body(stands));
            let columns = vec![
                column(&fill(self.words.domain_gaps, &[("gaps", &rows.len().to_string())]), Align::Left, 3),
                column(self.words.why, Align::Left, 3),
                column(self.words.effort, Align::Left, 0),
            ];
            blocks.push(Block::Table(Table { columns, rows, compact: true }));
        }
        section(2, &row.name, blocks)
    }

    pub(super) fn is_open(&self, position: usize) -> bool {
        matches!(self.sheet().state(position), State::Unknown | State::Unanswered)
    }
}

/// Returns the length of what all ids begin with, up to and with the last mark in it: what is left still tells them
/// apart, and is not cut inside a word or number.
fn common_start(ids: &[&str]) -> usize {
    let Some((first, rest)) = ids.split_first() else { return 0 };
    let same = |length: &usize| rest.iter().all(|id| id.starts_with(&first[..*length]));
    let shared = first.char_indices().map(|(at, _)| at).take_while(same).last().unwrap_or(0);
    let strong = first[..shared].rfind(['-', '_', '/', ' ', ':']);
    strong.or_else(|| first[..shared].rfind('.')).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::common_start;

    #[test]
    fn ids_are_shortened_by_what_they_share() {
        for (ids, left) in [
            (["AC.L2-3.1.1", "AC.L2-3.1.2"], ["3.1.1", "3.1.2"]),
            (["AC.L2-3.1.1", "AC.L3-3.1.2e"], ["L2-3.1.1", "L3-3.1.2e"]),
            (["GV-01", "GV-02"], ["01", "02"]),
            (["入口一", "入口二"], ["入口一", "入口二"]),
            (["A", "A-1"], ["A", "A-1"]),
        ] {
            let common = common_start(&ids);
            assert_eq!(ids.map(|id| &id[common..]), left);
        }
        assert_eq!(common_start(&[]), 0);
        assert_eq!(&"PS-9"[common_start(&["PS-9"])..], "9");
    }
}
