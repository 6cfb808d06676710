//! Results, questionnaires and explanations for a terminal.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use crate::language::{Lang, fill};
use crate::report::Tone;
use crate::report::editions::{Section, Told};
use crate::report::explanation::Line;
use crate::report::overview::Overview;
use crate::text::{named, visible, wrap};

/// Below this width a table cannot be read, so its rows become short lists.
const NARROWEST_TABLE: usize = 50;
/// At most this many gaps are shown under a result; the report has them all.
const MOST_GAPS: usize = 5;

/// One line under the heads and one at the end: more lines would hide the words.
const QUIET: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// Where and how a text is shown.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether colours may be used.
    pub color: bool,
}

/// Draws a result.
pub fn result(overview: &Overview, lang: Lang, screen: Screen) -> String {
    let words = &lang.words().report;
    let mut text = String::new();
    text.push_str(&wrapped(&overview.headline, screen.width, 0, Some(overview.tone).filter(|_| screen.color)));
    text.push_str(&wrapped(&overview.highest, screen.width, 0, None));
    text.push_str(&wrapped(&lang.labelled(words.answered, &overview.answered), screen.width, 0, None));
    text.push('\n');
    let with_score = overview.levels.iter().any(|level| !level.score.is_empty());
    let mut heads = vec![words.level, words.status];
    if with_score {
        heads.push(words.score);
    }
    let rows = overview.levels.iter().map(|level| {
        let mut row = vec![level.title.clone(), level.status.clone()];
        if with_score {
            row.push(level.score.clone());
        }
        row
    });
    text.push_str(&table(&heads, rows.collect(), &[], lang, screen.width));
    for note in overview.levels.iter().flat_map(|level| &level.notes) {
        text.push_str(&wrapped(note, screen.width, 0, None));
    }
    text.push('\n');
    let rows = overview
        .domains
        .iter()
        .map(|domain| vec![domain.name.clone(), domain.met.clone(), domain.share.clone(), domain.level.clone()]);
    let heads = [words.domain, words.met, words.share, words.level];
    text.push_str(&table(&heads, rows.collect(), &[2], lang, screen.width));
    if !overview.gaps.is_empty() {
        text.push('\n');
        text.push_str(&format!("{}\n", words.section_gaps));
        let rows =
            overview.gaps.iter().take(MOST_GAPS).map(|gap| vec![named(&gap.id, " ", &gap.title), gap.why.clone()]);
        text.push_str(&table(&[words.requirement, words.why], rows.collect(), &[], lang, screen.width));
        if overview.gaps.len() > MOST_GAPS {
            let rest = (overview.gaps.len() - MOST_GAPS).to_string();
            text.push_str(&fill(lang.words().messages.and_more, &[("count", &rest)]));
            text.push('\n');
        }
    }
    if !overview.open.is_empty() {
        text.push('\n');
        text.push_str(&format!("{}\n", words.section_open));
        let rows = overview.open.iter().take(MOST_GAPS).map(|row| vec![row.name.clone(), row.state.clone()]);
        text.push_str(&table(&[words.requirement, words.answer], rows.collect(), &[], lang, screen.width));
        if overview.open.len() > MOST_GAPS {
            let rest = (overview.open.len() - MOST_GAPS).to_string();
            text.push_str(&fill(lang.words().messages.and_more, &[("count", &rest)]));
            text.push('\n');
        }
    }
    text.push('\n');
    text.push_str(&wrapped(&overview.honesty, screen.width, 0, None));
    text
}

/// Draws an explanation, indented by depth.
pub fn explanation(lines: &[Line], screen: Screen) -> String {
    lines.iter().map(|line| wrapped(&line.text, screen.width, usize::from(line.depth) * 2, None)).collect()
}

/// Draws what changed between two editions.
pub fn editions(told: &Told, lang: Lang, screen: Screen) -> String {
    let tone = |tone: Tone| Some(tone).filter(|_| screen.color);
    let mut text = wrapped(&told.headline, screen.width, 0, tone(Tone::Neutral));
    if !told.verdict.is_empty() {
        text.push_str(&wrapped(&told.verdict, screen.width, 0, tone(told.tone)));
    }
    if !told.answers.is_empty() {
        text.push('\n');
        text.push_str(&explanation(&told.answers, screen));
    }
    for Section { title, heads, rows, wordings } in &told.sections {
        text.push('\n');
        text.push_str(&wrapped(title, screen.width, 0, tone(Tone::Neutral)));
        if !rows.is_empty() {
            text.push_str(&table(heads, rows.clone(), &[], lang, screen.width));
        }
        for (at, own) in wordings.iter().enumerate() {
            if at > 0 || !rows.is_empty() {
                text.push('\n');
            }
            text.push_str(&wrapped(&own.name, screen.width, 2, None));
            for (what, old, new) in &own.texts {
                text.push_str(&wrapped(what, screen.width, 4, None));
                let words = &lang.words().editions;
                text.push_str(&wrapped(&lang.labelled(words.old, old), screen.width, 6, None));
                text.push_str(&wrapped(&lang.labelled(words.new, new), screen.width, 6, None));
            }
        }
    }
    text
}

/// Draws a table, or short lists where there is no room for one. `numbers` are the columns aligned to the right.
pub fn table(heads: &[&str], rows: Vec<Vec<String>>, numbers: &[usize], lang: Lang, width: usize) -> String {
    if width < NARROWEST_TABLE {
        return list(heads, &rows, lang, width);
    }
    let mut table = Table::new();
    table.load_style(QUIET);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_header(heads.to_vec());
    for row in rows {
        table.add_row(row.iter().map(|cell| visible(cell)).collect::<Vec<String>>());
    }
    for &column in numbers {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let drawn = table.to_string();
    drawn.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn list(heads: &[&str], rows: &[Vec<String>], lang: Lang, width: usize) -> String {
    let mut text = String::new();
    for row in rows {
        let mut cells = heads.iter().zip(row);
        if let Some((_, first)) = cells.next() {
            text.push_str(&wrapped(first, width, 0, None));
        }
        for (head, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
            text.push_str(&wrapped(&lang.labelled(head, cell), width, 2, None));
        }
    }
    text
}

/// Wraps a text by the rules of its script, each line indented, and ends it.
pub fn wrapped(text: &str, width: usize, indent: usize, tone: Option<Tone>) -> String {
    let text = visible(text);
    let room = width.saturating_sub(indent).max(8);
    let style = tone.map_or_else(anstyle::Style::new, style);
    let mut out = String::new();
    for paragraph in text.lines() {
        for line in wrap(paragraph, room) {
            out.push_str(&" ".repeat(indent));
            out.push_str(&format!("{style}{line}{style:#}\n"));
        }
    }
    out
}

fn style(tone: Tone) -> anstyle::Style {
    let color = match tone {
        Tone::Good => anstyle::AnsiColor::Green,
        Tone::Fair | Tone::Open | Tone::Unsure => anstyle::AnsiColor::Yellow,
        Tone::Bad => anstyle::AnsiColor::Red,
        Tone::Neutral | Tone::Absent => return anstyle::Style::new().bold(),
    };
    anstyle::Style::new().bold().fg_color(Some(color.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr as _;

    #[test]
    fn no_line_is_wider_than_the_screen() {
        let text =
            "客戶連線是否終止於獨立網路區段？A-very-long-word-without-any-space-in-it，並留有紀錄。 Another sentence.";
        for width in 9..90 {
            for line in wrapped(text, width, 0, None).lines() {
                assert!(line.width() <= width, "{width}: {line}");
                assert!(!line.starts_with(['，', '。', '？']), "{width}: {line}");
            }
        }
    }

    #[test]
    fn tables_fit_and_narrow_screens_get_lists() {
        let rows = || vec![vec!["AC 存取控制與帳號管理".to_owned(), "2 of 4".to_owned(), "50%".to_owned()]];
        for width in [24, 40, 49, 50, 60, 80, 120] {
            for line in table(&["構面", "Met", "Share"], rows(), &[2], Lang::ZhTw, width).lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
        assert!(!table(&["構面", "Met", "Share"], rows(), &[2], Lang::ZhTw, 49).contains('─'));
    }
}
