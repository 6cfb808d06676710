//! Results, questionnaires, explanations and pages of the docs for a terminal.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use crate::diagnostic::{Code, Severity};
use crate::language::{Lang, fill};
use crate::report::Tone;
use crate::report::crossings::{Crossings, Told};
use crate::report::editions::{Section, Told as Editions};
use crate::report::explanation::Line;
use crate::report::overview::Overview;
use crate::report::portrait::{Named, Portrait};
use crate::report::trend::{Mark, Row, Told as Trend};
use crate::report::way::Told as Way;
use crate::text::{named, rows, visible, width, wrap};

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

/// Draws a result; `late` names what of the action plan is overdue.
pub fn result(overview: &Overview, late: &[String], lang: Lang, screen: Screen) -> String {
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
    if !late.is_empty() {
        let told = lang.labelled(words.plan_late, &late.join(lang.comma()));
        text.push_str(&wrapped(&told, screen.width, 0, Some(Tone::Bad).filter(|_| screen.color)));
    }
    text.push('\n');
    let rows = overview
        .domains
        .iter()
        .map(|domain| vec![domain.name.clone(), domain.stands.clone(), domain.share.clone(), domain.level.clone()]);
    let heads = [words.domain, overview.measure, words.share, words.level];
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

/// Draws a questionnaire as a reader wants to know it.
pub fn portrait(portrait: &Portrait, lang: Lang, screen: Screen) -> String {
    let (words, report, width) = (&lang.words().portrait, &lang.words().report, screen.width);
    let mut text = wrapped(&portrait.title, width, 0, None);
    text.push_str(&wrapped(&portrait.summary, width, 0, None));
    text.push('\n');
    for (label, value) in &portrait.facts {
        text.push_str(&wrapped(&lang.labelled(label, value), width, 0, None));
    }
    let mut section = |head: &str, body: String| {
        if !body.is_empty() {
            text.push_str(&format!("\n{head}\n{body}"));
        }
    };
    let all = |items: &[Named]| items.iter().map(|item| item_lines(item, width)).collect::<String>();
    section(report.section_levels, all(&portrait.levels) + &wrapped(report.lower_levels, width, 2, None));

    let heads: Vec<&str> = portrait.counting.iter().map(String::as_str).chain([words.total]).collect();
    let numbers: Vec<usize> = (1..=heads.len()).collect();
    let heads: Vec<&str> = std::iter::once(report.domain).chain(heads).collect();
    let total = (words.total.to_owned(), portrait.total.clone());
    let rows = portrait.domains.iter().chain(std::iter::once(&total)).map(|(name, counts)| {
        // A zero says nothing, and hides the others.
        let counts = counts.iter().map(|count| if *count == 0 { String::new() } else { count.to_string() });
        std::iter::once(name.clone()).chain(counts).collect()
    });
    section(report.section_domains, table(&heads, rows.collect(), &numbers, lang, width));
    section(words.targets, all(&portrait.targets));
    section(report.profile, all(&portrait.profile));

    let heads = [words.key, report.answer, words.answer_id, words.worth];
    let scales = portrait.scales.iter().map(|scale| {
        let rows = scale.answers.iter().map(|answer| answer.to_vec()).collect();
        wrapped(&scale.name, width, 2, None) + &table(&heads, rows, &[], lang, width)
    });
    section(words.scales, scales.collect::<Vec<String>>().join("\n"));
    let translations = portrait.translations.iter().map(|line| wrapped(line, width, 2, None));
    section(words.translations, translations.collect());

    let heads = ["id", report.requirement, report.level];
    let heads = if portrait.counting.is_empty() { &heads[..2] } else { &heads[..] };
    for (domain, requirements) in &portrait.requirements {
        section(&visible(domain), table(heads, requirements.clone(), &[], lang, width));
    }
    if !portrait.disclaimer.is_empty() {
        text.push('\n');
        text.push_str(&wrapped(&portrait.disclaimer, width, 0, None));
    }
    text
}

fn item_lines(item: &Named, width: usize) -> String {
    let head = wrapped(&named(&item.id, "  ", &item.title), width, 2, None);
    item.lines.iter().fold(head, |text, line| text + &wrapped(line, width, 6, None))
}

/// Draws an explanation, indented by depth.
pub fn explanation(lines: &[Line], screen: Screen) -> String {
    lines.iter().map(|line| wrapped(&line.text, screen.width, usize::from(line.depth) * 2, None)).collect()
}

/// Columns before the lines of an example.
const EXAMPLE: usize = 4;

/// Draws the page of a code: its sentence and cure, and what the docs add. Code spans keep their marks, as in messages.
pub fn page(code: Code, lang: Lang, screen: Screen) -> String {
    let words = &lang.words().messages;
    let (severity, tone) = match code.severity() {
        Severity::Error => (words.error, Tone::Bad),
        Severity::Warning => (words.warning, Tone::Fair),
    };
    let (sentence, cure) = lang.problem(code);
    let heading = lang.labelled(&format!("{severity}[{code}]"), &blanked(sentence));
    let color = |tone: Tone| Some(tone).filter(|_| screen.color);
    let mut text = wrapped(&heading, screen.width, 0, color(tone));
    text.push('\n');
    text.push_str(&wrapped(&blanked(cure), screen.width, 0, None));
    let mut before_step = false;
    for block in blocks(lang.page(code)) {
        let step = matches!(block, Block::Step(..));
        // Steps stand close together, all else apart.
        if !(step && before_step) {
            text.push('\n');
        }
        before_step = step;
        text.push_str(&match block {
            Block::Paragraph(lines) => {
                let tone = match lines[..] {
                    [label] if label == words.page_wrong => Some(Tone::Bad),
                    [label] if label == words.page_right => Some(Tone::Good),
                    _ => None,
                };
                wrapped(&lang.sentences(&lines), screen.width, 0, tone.and_then(color))
            }
            Block::Step(number, lines) => hanging(number, &lang.sentences(&lines), screen.width),
            Block::Example(lines) => lines.into_iter().map(|line| example_line(line, screen.width)).collect(),
        });
    }
    text
}

/// A part of a page.
enum Block<'p> {
    Paragraph(Vec<&'p str>),
    /// A numbered step: its number with the full stop, and its lines.
    Step(&'p str, Vec<&'p str>),
    Example(Vec<&'p str>),
}

/// Takes a page apart. Pages hold nothing else; a test of the docs sees to it.
fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    let (mut fenced, mut apart) = (false, true);
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
            apart = true;
            if fenced {
                found.push(Block::Example(Vec::new()));
            }
            continue;
        }
        if fenced {
            if let Some(Block::Example(lines)) = found.last_mut() {
                lines.push(line);
            }
            continue;
        }
        let step = line
            .split_once(' ')
            .filter(|(number, _)| number.strip_suffix('.').is_some_and(|digits| digits.parse::<u8>().is_ok()));
        match (step, found.last_mut()) {
            _ if line.is_empty() => {}
            (Some((number, text)), _) => found.push(Block::Step(number, vec![text])),
            (None, Some(Block::Paragraph(lines) | Block::Step(_, lines))) if !apart => lines.push(line.trim_start()),
            _ => found.push(Block::Paragraph(vec![line])),
        }
        apart = line.is_empty();
    }
    found
}

/// A sentence without its values: what stood in braces is left open.
fn blanked(sentence: &str) -> String {
    let mut text = String::new();
    let mut parts = sentence.split('{');
    text.push_str(parts.next().unwrap_or_default());
    for (_, rest) in parts.filter_map(|part| part.split_once('}')) {
        text.push('…');
        // An ellipsis ends a sentence by itself.
        text.push_str(if rest == "." { "" } else { rest });
    }
    text
}

fn hanging(number: &str, text: &str, columns: usize) -> String {
    let indent = width(number) + 1;
    let lines = wrapped(text, columns, indent, None);
    format!("{number} {}", lines.trim_start())
}

/// A line of an example keeps its own spaces, since they matter; what is too long goes on further in.
fn example_line(line: &str, columns: usize) -> String {
    let line = visible(&line.replace('\t', &" ".repeat(EXAMPLE)));
    let mut text = String::new();
    for (at, row) in rows(&line, columns.saturating_sub(2 * EXAMPLE).max(8)).into_iter().enumerate() {
        let indent = if at == 0 { EXAMPLE } else { 2 * EXAMPLE };
        text.push_str(&format!("{}{}\n", " ".repeat(indent), line[row].trim_end()));
    }
    text
}

/// Draws what changed between two editions.
pub fn editions(told: &Editions, lang: Lang, screen: Screen) -> String {
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

/// Draws where two questionnaires or frameworks meet.
pub fn crossings(crossings: &Crossings<'_>, lang: Lang, screen: Screen) -> String {
    let words = &lang.words().crosswalk;
    let width = screen.width;
    let mut text = wrapped(&crossings.head(lang), width, 0, Some(Tone::Neutral).filter(|_| screen.color));
    let told = crossings.told(lang);
    if told.is_empty() {
        text.push_str(&wrapped(words.none, width, 0, None));
    }
    for Told { item, meets } in told {
        text.push('\n');
        text.push_str(&wrapped(&item, width, 0, None));
        for [how, name, via] in meets {
            text.push_str(&wrapped(&lang.labelled(&how, &name), width, 2, None));
            text.push_str(&wrapped(&via, width, 6, None));
        }
    }
    for (head, items) in crossings.unmatched(lang) {
        text.push('\n');
        text.push_str(&wrapped(&head, width, 0, None));
        items.iter().for_each(|item| text.push_str(&wrapped(item, width, 2, None)));
    }
    let meanings = crossings.meanings(lang);
    if !meanings.is_empty() {
        text.push('\n');
    }
    meanings.into_iter().for_each(|meaning| text.push_str(&wrapped(meaning, width, 0, None)));
    text
}

/// Cells of a bar.
const BAR: usize = 20;

/// Draws assessments side by side.
pub fn trend(told: &Trend, lang: Lang, screen: Screen) -> String {
    let (words, report, width) = (&lang.words().editions, &lang.words().report, screen.width);
    let mut text = wrapped(&told.title, width, 0, None);
    for point in &told.points {
        text.push_str(&format!("\n{}", wrapped(&point.file, width, 0, None)));
        text.push_str(&wrapped(&point.headline, width, 2, None));
        // Rounded down, so that only what is whole looks whole.
        let full = (0..BAR).filter(|cell| (cell + 1) as f64 <= point.low * BAR as f64).count();
        let bar = format!("{}{}", "█".repeat(full), "░".repeat(BAR - full));
        text.push_str(&wrapped(&named(&bar, "  ", &point.measure), width, 2, None));
    }
    let stood = |head: &'static str, rows: &[Row]| {
        let names = told.points.iter().map(|point| point.name.as_str());
        let heads: Vec<&str> = std::iter::once(head).chain(names).collect();
        let rows = rows.iter().map(|row| {
            let stood = row.stood.iter().map(Mark::told);
            std::iter::once(row.name.clone()).chain(stood).collect()
        });
        table(&heads, rows.collect(), &[], lang, width)
    };
    text.push_str(&format!("\n{}", stood(words.compared, &told.levels)));
    if !told.domains.is_empty() {
        text.push_str(&format!("\n{}\n{}", words.domains_compared, stood(report.domain, &told.domains)));
    }
    for step in &told.steps {
        text.push_str(&format!("\n{}", wrapped(&step.told, width, 0, None)));
        if step.changes.is_empty() {
            text.push_str(&wrapped(words.no_difference, width, 0, None));
            continue;
        }
        let heads = [report.requirement, words.before, words.after, words.why_changed];
        let rows = step.changes.iter();
        let rows =
            rows.map(|own| vec![own.name.clone(), own.before.text.clone(), own.now.text.clone(), own.why.clone()]);
        text.push_str(&table(&heads, rows.collect(), &[], lang, width));
    }
    text
}

/// Draws the way to a target.
pub fn way(told: &Way, lang: Lang, screen: Screen) -> String {
    let (words, width) = (&lang.words().planning, screen.width);
    let lines = |lines: &[String], indent: usize| -> String {
        lines.iter().map(|line| wrapped(line, width, indent, None)).collect()
    };
    let mut text = lines(&told.head, 0);
    text.push_str(&format!("\n{}\n{}\n", words.now, lines(&told.now, 2)));
    text.push_str(&lines(&told.sum, 0));
    if !told.close.is_empty() {
        let numbers: Vec<usize> =
            told.heads.iter().position(|head| *head == lang.words().report.points).into_iter().collect();
        text.push_str(&format!("\n{}\n{}", words.close, table(&told.heads, told.close.clone(), &numbers, lang, width)));
    }
    if !told.wait.is_empty() {
        text.push_str(&format!("\n{}\n{}", words.wait, lines(&told.wait, 2)));
    }
    if !told.then.is_empty() {
        text.push_str(&format!("\n{}\n{}", words.then, lines(&told.then, 2)));
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
    fn pages_fit_and_examples_keep_their_indents() {
        for lang in Lang::ALL {
            for code in Code::ALL {
                for width in [24, 40, 80, 120] {
                    let text = page(*code, lang, Screen { width, color: false });
                    for line in text.lines() {
                        assert!(line.width() <= width, "{code} {width}: {line}");
                        assert!(!line.contains("```") && !line.ends_with(' '), "{code}: {line}");
                    }
                    assert!(!text.contains("\n\n\n") && text.ends_with('\n'), "{code}: {text}");
                }
            }
        }
        let text = page(Code::DuplicateKey, Lang::En, Screen { width: 80, color: true });
        let plain = page(Code::DuplicateKey, Lang::En, Screen { width: 80, color: false });
        assert!(text.contains("\u{1b}[") && !plain.contains('\u{1b}'));
        assert_eq!(example_line("- a:\tb", 80), "    - a:    b\n");
        assert_eq!(example_line("    deep: 1234567 90", 20), "        deep:\n        1234567 90\n");
    }

    #[test]
    fn a_page_is_taken_apart_into_paragraphs_steps_and_examples() {
        let page = "One\ntwo.\n\n1. First\n   more\n2. Second\n\nWrong:\n\n```yaml\n- a\n\n  b\n```\n";
        let drawn = |block: Block<'_>| match block {
            Block::Paragraph(lines) => format!("p {}", lines.join("|")),
            Block::Step(number, lines) => format!("{number} {}", lines.join("|")),
            Block::Example(lines) => format!("e {}", lines.join("|")),
        };
        let found: Vec<String> = blocks(page).into_iter().map(drawn).collect();
        assert_eq!(found, ["p One|two.", "1. First|more", "2. Second", "p Wrong:", "e - a||  b"]);
        assert_eq!(blanked("`{a}` is not {b}."), "`…` is not …");
        assert_eq!(blanked("between {a} and {b}"), "between … and …");
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
