//! The cover, and the pages for those who have five minutes: result and levels.

use super::{Builder, body, cell, column, facts, figure, section, strong, toned};
use crate::comparison::{Comparison, Direction};
use crate::language::fill;
use crate::report::document::{Align, Bar, Block, Cell, Chart, Cover, Figure, Section, Table, Tone, Voice};
use crate::report::overview::status_tone;
use crate::scoring::{Range, Why};

/// Gaps on the director's page.
const FOREMOST: usize = 5;

impl Builder<'_> {
    pub(super) fn cover(&self) -> Cover {
        let questionnaire = self.sheet().questionnaire();
        let edition =
            fill(self.words.edition_value, &[("id", questionnaire.id()), ("edition", questionnaire.edition())]);
        let pairs = [
            (self.words.scope, self.or_not_named(&self.sheet().assessment().scope)),
            (self.words.target, self.target()),
            (self.words.answered, self.overview.answered.clone()),
            (self.words.questionnaire, edition),
            (self.words.date, self.subject.imprint.date.clone()),
            (self.words.language, self.languages()),
        ];
        let disclaimer = self.own(&questionnaire.attribution().disclaimer);
        Cover {
            kicker: self.words.kicker.into(),
            title: self.title().into(),
            organisation: self.organisation().into(),
            result: Some((self.overview.headline.as_str().into(), self.overview.tone)),
            fields: Vec::new(),
            facts: pairs.map(|(label, value)| (label.into(), value.into())).to_vec(),
            disclaimer: if disclaimer.is_empty() { self.words.tell.into() } else { disclaimer.into() },
        }
    }

    fn languages(&self) -> String {
        let (first, second) = self.order;
        let names = std::iter::once(first).chain(second).map(|lang| self.words.language_name(lang));
        names.collect::<Vec<_>>().join(self.lang.comma())
    }

    pub(super) fn target(&self) -> String {
        let questionnaire = self.sheet().questionnaire();
        let named = questionnaire.targets().iter().find(|target| target.id == self.sheet().assessment().target);
        self.own(named.map_or(&questionnaire.levels()[self.sheet().target()].title, |target| &target.title)).to_owned()
    }

    fn level_title(&self, level: usize) -> String {
        self.own(&self.sheet().questionnaire().levels()[level].title).to_owned()
    }

    fn reached(&self, reached: Option<usize>) -> String {
        reached.map_or(self.words.none.to_owned(), |level| self.level_title(level))
    }

    fn figures(&self) -> Vec<Figure> {
        let scorecard = self.subject.scorecard;
        let progress = scorecard.progress;
        let tone = scorecard.reached.map_or(Tone::Bad, |level| status_tone(scorecard.levels[level].status));
        let gaps = self.overview.gaps.len();
        let mut figures = vec![figure(self.reached(scorecard.reached), self.words.figure_level, tone)];
        let aim = scorecard.levels.last();
        if let Some(score) = aim.and_then(|level| level.score.as_ref()) {
            let caption = self.by_method(self.words.figure_score_of, self.words.figure_score_of_mean);
            let caption = fill(caption, &[("max", &score.max.rounded(2))]);
            figures.push(figure(self.span(&score.range), &caption, self.overview.tone));
        } else if aim.is_some_and(|level| level.blockers.iter().any(|blocker| blocker.why == Why::NoSsp)) {
            figures.push(figure(self.words.no_score, self.words.score, Tone::Bad));
        }
        figures.push(figure(
            gaps.to_string(),
            self.overview.gaps_named,
            if gaps == 0 { Tone::Good } else { Tone::Bad },
        ));
        figures.push(figure(
            format!("{}/{}", progress.answered, progress.asked),
            self.words.figure_answered,
            if progress.answered == progress.asked { Tone::Good } else { Tone::Open },
        ));
        figures
    }

    /// The page for the director, and below it the levels.
    pub(super) fn result(&self) -> Vec<Section> {
        let overview = &self.overview;
        let mut blocks =
            vec![Block::Paragraph(Voice::Lead, overview.headline.as_str().into()), Block::Figures(self.figures())];
        blocks.push(Block::Chart(self.chart()));
        let aim = overview.levels.last();
        blocks.extend(
            aim.filter(|level| !level.meaning.is_empty())
                .map(|level| body(self.lang.labelled(&level.title, &level.meaning))),
        );
        blocks.extend(self.subject.since().map(|since| body(self.since(&since))));
        let tell = self.lang.sentences(&[&overview.honesty, self.words.tell]);
        let honesty = Block::Paragraph(Voice::Callout(Tone::Neutral), tell.into());
        let mut sections = vec![section(1, self.words.section_result, blocks)];
        if overview.gaps.is_empty() {
            sections[0].blocks.push(honesty);
        } else {
            sections.push(section(2, self.words.section_foremost, vec![self.foremost(), honesty]));
        }
        sections.push(self.levels());
        sections
    }

    /// The gaps that matter most, a line each.
    fn foremost(&self) -> Block {
        let columns = vec![
            column("", Align::Right, 0),
            column(self.words.requirement, Align::Left, 3),
            column(self.words.why, Align::Left, 3),
            column(self.words.effort, Align::Left, 0),
        ];
        let rows = self.overview.gaps.iter().take(FOREMOST).enumerate().map(|(number, gap)| {
            let name = crate::text::named(&gap.id, " ", &gap.title);
            vec![
                cell(&(number + 1).to_string()),
                Cell { tone: Some(gap.tone), link: Some(gap.id.clone()), ..cell(&name) },
                cell(&gap.why),
                cell(&gap.effort),
            ]
        });
        Block::Table(Table { columns, rows: rows.collect(), compact: true })
    }

    /// The domains against what the target asks of them.
    fn chart(&self) -> Chart {
        let domains = &self.overview.domains;
        let bars = domains.iter().map(|domain| Bar {
            short: self.sheet().questionnaire().domains()[domain.domain].id.clone(),
            label: domain.name.as_str().into(),
            value: domain.stands.as_str().into(),
            low: domain.low,
            high: domain.high,
            target: domain.target,
            tone: domain.tone,
        });
        Chart {
            caption: self.by_method(self.words.bars_caption, self.words.bars_caption_mean).into(),
            bars: bars.collect(),
            legend: [self.words.bars_certain.into(), self.words.bars_possible.into(), self.words.bars_target.into()],
            radar: (3..=16).contains(&domains.len()),
        }
    }

    fn levels(&self) -> Section {
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
        let mut blocks = vec![Block::Table(Table { columns, rows: rows.collect(), compact: false })];
        blocks.extend(overview.levels.iter().flat_map(|level| &level.notes).map(|note| body(note.as_str())));
        // What the level aimed at means is told on the page before.
        let below = &overview.levels[..overview.levels.len().saturating_sub(1)];
        let meanings = below.iter().filter(|level| !level.meaning.is_empty());
        let meanings: Vec<_> = meanings.map(|level| (level.title.as_str(), level.meaning.clone())).collect();
        blocks.extend((!meanings.is_empty()).then(|| facts(meanings)));
        section(2, self.words.section_levels, blocks)
    }

    /// What changed, in one sentence for the director.
    pub(super) fn since(&self, since: &Comparison) -> String {
        let count = |direction| since.count(direction).to_string();
        let (before, now) = since.reached;
        let values = [
            ("day", since.since.map_or_else(|| self.words.earlier.to_owned(), |day| day.to_string())),
            ("before", self.reached(before)),
            ("now", self.reached(now)),
            ("better", count(Direction::Better)),
            ("worse", count(Direction::Worse)),
            ("other", count(Direction::Other)),
        ];
        let text = if before == now { self.words.since_same_level } else { self.words.since_level };
        fill(text, &values)
    }

    fn span(&self, range: &Range) -> String {
        let (low, high) = (range.low.rounded(2), range.high.rounded(2));
        if low == high { low } else { fill(self.words.from_to, &[("low", &low), ("high", &high)]) }
    }
}
