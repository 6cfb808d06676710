//! A statement of applicability of ISO/IEC 27001:2022 as a firm keeps it: a table with a row for each control of Annex A.

use std::collections::HashMap;

use super::Side;
use super::earlier::{Earlier, Standing};
use crate::assessment::sheet::State;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::questionnaire::framework::Framework;
use crate::table::{Cell, Table, span};

/// What the columns hold that are read, and how they may be called; others are left alone.
const COLUMNS: [(Part, &[&str]); 4] = [
    (
        Part::Control,
        &["control", "control id", "id", "ref", "annex a", "控制措施", "控制措施編號", "控制編號", "控制項", "編號"],
    ),
    (Part::Applicable, &["applicable", "applicability", "適用", "是否適用", "適用性"]),
    (
        Part::Implemented,
        &[
            "implemented",
            "implementation",
            "implementation status",
            "status",
            "實施",
            "是否實施",
            "實施狀態",
            "實施情形",
        ],
    ),
    (Part::Reason, &["reason", "justification", "justification for exclusion", "理由", "排除理由", "說明"]),
];

/// Words of a cell, and what they say.
const WORDS: [(Said, &[&str]); 4] = [
    (Said::Open, &["open", "undecided", "not decided", "tbd", "?", "未決", "待定", "待確認"]),
    (
        Said::Yes,
        &[
            "yes",
            "y",
            "true",
            "x",
            "v",
            "✓",
            "applicable",
            "implemented",
            "met",
            "in place",
            "done",
            "是",
            "適用",
            "已實施",
            "實施",
            "符合",
            "完成",
        ],
    ),
    (
        Said::Partly,
        &[
            "partial",
            "partly",
            "partially",
            "partly met",
            "partly implemented",
            "partially implemented",
            "in progress",
            "部分",
            "部分實施",
            "部分符合",
            "進行中",
        ],
    ),
    (
        Said::No,
        &[
            "no",
            "n",
            "false",
            "not applicable",
            "n/a",
            "not implemented",
            "not met",
            "planned",
            "excluded",
            "否",
            "不適用",
            "未實施",
            "不符合",
            "規劃中",
            "排除",
        ],
    ),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Control,
    Applicable,
    Implemented,
    Reason,
}

impl Part {
    /// The name that is told where the column is missing.
    const fn name(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Applicable => "applicable",
            Self::Implemented => "implemented",
            Self::Reason => "reason",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Yes,
    Partly,
    No,
    Open,
}

/// Reads a statement of applicability; every row that cannot be understood is told, and then nothing is returned.
pub fn read(table: &Table, framework: &Framework, problems: &mut Vec<Diagnostic>) -> Option<Earlier> {
    let head = table.rows.iter().position(|row| row.iter().any(|cell| part(&cell.text) == Some(Part::Control)));
    let Some(head) = head else {
        problems.push(missing(Part::Control, span(0, 0)));
        return None;
    };
    let mut columns: HashMap<Part, usize> = HashMap::new();
    for (at, cell) in table.rows[head].iter().enumerate() {
        if let Some(part) = part(&cell.text) {
            columns.entry(part).or_insert(at);
        }
    }
    let place = table.rows[head].first().map_or(span(0, 0), |cell| cell.span);
    for needed in [Part::Applicable, Part::Implemented] {
        if !columns.contains_key(&needed) {
            problems.push(missing(needed, place));
        }
    }
    let mut standings = vec![Standing::default(); framework.items.len()];
    let mut seen: HashMap<usize, Span> = HashMap::new();
    for row in &table.rows[head + 1..] {
        let cell = |part: Part| columns.get(&part).and_then(|&at| row.get(at)).filter(|cell| !cell.is_blank());
        let Some(control) = cell(Part::Control) else { continue };
        let id = spelt(&control.text);
        // Headings such as `A.5 Organizational controls` stand between the rows of many tables.
        if is_heading(&id) {
            continue;
        }
        let Some(position) = framework.items.iter().position(|item| item.id == id) else {
            let problem = Diagnostic::new(Code::UnknownControl, control.span).with("id", control.text.trim());
            problems.push(problem.with("framework", &framework.title).choices(&id, framework.ids()));
            continue;
        };
        if let Some(first) = seen.insert(position, control.span) {
            problems.push(Diagnostic::new(Code::RowTwice, control.span).with("id", &id).related(first));
        }
        let mut said = |part: Part| cell(part).and_then(|cell| said(cell, problems));
        let (applicable, implemented) = (said(Part::Applicable), said(Part::Implemented));
        let state = match (applicable, implemented) {
            (Some(Said::No), _) => State::NotApplicable,
            (_, Some(Said::Yes)) => State::Met,
            (_, Some(Said::Partly)) => State::Partly,
            (_, Some(Said::No)) => State::NotMet,
            (_, Some(Said::Open) | None) => State::Unanswered,
        };
        standings[position] = Standing::of(state, cell(Part::Reason).map(|cell| cell.text.trim().to_owned()));
    }
    (!problems.iter().any(Diagnostic::is_error)).then(|| Earlier::of_controls(Side::of_framework(framework), standings))
}

fn missing(part: Part, place: Span) -> Diagnostic {
    Diagnostic::new(Code::ControlColumn, place).with("column", part.name())
}

fn part(head: &str) -> Option<Part> {
    let head = head.trim().to_lowercase();
    COLUMNS.iter().find(|(_, names)| names.contains(&head.as_str())).map(|(part, _)| *part)
}

/// An id as the framework writes it: tables have `A 5.1`, `A5.1` and `5.1` too.
fn spelt(written: &str) -> String {
    let plain: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let number = plain.strip_prefix(['A', 'a']).unwrap_or(&plain).trim_start_matches('.');
    if number.starts_with(|c: char| c.is_ascii_digit()) { format!("A.{number}") } else { plain }
}

/// Whether an id is that of a theme, `A.5` to `A.8`, with or without its title.
fn is_heading(id: &str) -> bool {
    let rest = id.strip_prefix("A.").and_then(|rest| rest.strip_prefix(['5', '6', '7', '8']));
    rest.is_some_and(|rest| !rest.starts_with('.') && !rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn said(cell: &Cell, problems: &mut Vec<Diagnostic>) -> Option<Said> {
    let word = cell.text.trim().to_lowercase();
    let found = WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(said, _)| *said);
    if found.is_none() {
        problems.push(Diagnostic::new(Code::ControlStatus, cell.span).with("found", cell.text.trim()));
    }
    found
}
