//! A screen as lines of marked text, and the parts that every screen has. Nothing here knows a terminal.

use crate::language::{Interview as Words, fill};
use crate::text::{cut, named, one_line, shortened, visible, width, wrap};

/// What a piece of text is; a terminal may colour it, and the words say the same without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Text as it is.
    Plain,
    /// Titles.
    Strong,
    /// What stands aside.
    Dim,
    /// Keys that can be pressed.
    Key,
    /// What the cursor is on.
    Chosen,
    /// What was just done.
    Notice,
}

/// A line: pieces of text with what they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line(pub Vec<(Role, String)>);

impl Line {
    /// Returns a line of one piece.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self(vec![(role, text.into())])
    }

    /// Returns an empty line.
    pub fn blank() -> Self {
        Self::default()
    }

    /// Returns the line with one more piece.
    pub fn and(mut self, role: Role, text: impl Into<String>) -> Self {
        self.0.push((role, text.into()));
        self
    }

    /// Returns what is read.
    pub fn text(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }

    fn cut(&mut self, columns: usize) {
        let mut left = columns;
        for (_, text) in &mut self.0 {
            let kept = cut(text, left).len();
            if kept < text.len() {
                text.truncate(kept);
                left = 0;
            } else {
                left -= width(text).min(left);
            }
        }
    }
}

/// A whole screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Its lines from the top.
    pub lines: Vec<Line>,
    /// Row and column of the text cursor, where one is shown.
    pub cursor: Option<(usize, usize)>,
    /// Farthest line to which its middle can be scrolled.
    pub last_scroll: usize,
    /// Row on which its middle begins.
    pub body_top: usize,
    /// Row on which its list begins.
    pub list_top: usize,
    /// Which line of the list stands there.
    pub list_first: usize,
    /// How many lines of the list are shown.
    pub list_rows: usize,
}

impl Page {
    /// Returns the page with nothing outside a screen of this size.
    pub fn within(mut self, columns: usize, rows: usize) -> Self {
        self.lines.truncate(rows);
        for line in &mut self.lines {
            line.cut(columns);
        }
        let last = (rows.saturating_sub(1), columns.saturating_sub(1));
        self.cursor = self.cursor.map(|(row, column)| (row.min(last.0), column.min(last.1)));
        self
    }

    /// Returns what is read, one line each.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text() + "\n").collect()
    }
}

/// Where in the questionnaire a screen is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Title of the questionnaire.
    pub questionnaire: String,
    /// The part of it: a domain with a number, or what comes before the questions.
    pub part: String,
    /// Which questions are gone through; empty for the usual ones.
    pub round: String,
    /// How far the answers are.
    pub progress: Option<Progress>,
}

/// How far the answers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Requirements that are answered.
    pub done: usize,
    /// Requirements that are asked.
    pub of: usize,
    /// Minutes that the rest will take at the person's own pace; none while there is no pace to see.
    pub minutes: Option<u64>,
}

impl Place {
    /// Returns the top of a screen: where one is, and how far.
    pub fn head(&self, words: &Words, columns: usize) -> Vec<Line> {
        let questionnaire = one_line(&self.questionnaire);
        // On a narrow screen the end is cut, and which questions are gone through weighs more than where they stand.
        let (part, round) = (one_line(&self.part), one_line(&self.round));
        let part = if round.is_empty() { part } else { named(&round, " · ", &part) };
        let first = if questionnaire.is_empty() || part.is_empty() {
            Line::new(Role::Strong, shortened(&(questionnaire + &part), columns))
        } else if width(&questionnaire) + 3 + width(&part) <= columns {
            Line::new(Role::Dim, format!("{questionnaire} · ")).and(Role::Strong, part)
        } else {
            Line::new(Role::Strong, shortened(&part, columns))
        };
        let mut head = if first.text().is_empty() { Vec::new() } else { vec![first] };
        if let Some(progress) = self.progress {
            head.push(bar(words, progress, columns));
        }
        head
    }
}

/// Columns of a bar below which it shows nothing.
const SHORTEST_BAR: usize = 6;
/// Columns of a bar beyond which it shows no more.
const LONGEST_BAR: usize = 40;

impl Progress {
    /// Returns in words how far the answers are.
    pub fn text(self, words: &Words) -> String {
        self.texts(words).swap_remove(0)
    }

    /// Returns the same in fewer and fewer words.
    fn texts(self, words: &Words) -> Vec<String> {
        let Self { done, of, minutes } = self;
        let left = of.saturating_sub(done);
        let number = |n: usize| n.to_string();
        let values = [("done", number(done)), ("of", number(of)), ("left", number(left))];
        let mut texts = match (left, minutes) {
            (0, _) => vec![fill(words.progress_done, &values)],
            (_, None) => vec![fill(words.progress, &values)],
            (_, Some(minutes)) => {
                let time = duration(words, minutes);
                let rest = format!("{} · {time}", fill(words.progress, &values));
                vec![rest, format!("{done}/{of} · {time}"), fill(words.progress, &values)]
            }
        };
        texts.push(format!("{done}/{of}"));
        texts
    }
}

fn bar(words: &Words, progress: Progress, columns: usize) -> Line {
    let Progress { done, of, .. } = progress;
    let texts = progress.texts(words);
    // The bar stays long enough to be one; what says more goes first where there is no room.
    let fitting = texts.iter().find(|text| width(text) + 2 + SHORTEST_BAR <= columns);
    let text = fitting.or(texts.last()).cloned().unwrap_or_default();
    let room = columns.saturating_sub(width(&text) + 2).min(LONGEST_BAR);
    if room < SHORTEST_BAR {
        return Line::new(Role::Plain, shortened(&text, columns));
    }
    let filled = match done {
        0 => 0,
        done if done >= of => room,
        done => (done * room / of).clamp(1, room - 1),
    };
    Line::new(Role::Key, "█".repeat(filled))
        .and(Role::Dim, "░".repeat(room - filled))
        .and(Role::Plain, format!("  {text}"))
}

/// Returns a length of time in words, no finer than an estimate is.
fn duration(words: &Words, minutes: u64) -> String {
    let number = |n: u64| n.to_string();
    match minutes {
        0..=1 => words.time_moment.to_owned(),
        2..=9 => fill(words.time_minutes, &[("count", &number(minutes))]),
        10..=57 => fill(words.time_minutes, &[("count", &number((minutes + 2) / 5 * 5))]),
        _ => {
            let halves = (minutes + 15) / 30;
            let text = if halves.is_multiple_of(2) { words.time_hours } else { words.time_hours_half };
            fill(text, &[("count", &number(halves / 2))])
        }
    }
}

/// A key at the foot of a screen.
#[derive(Debug, Clone, Copy)]
pub struct Hint {
    /// What to press.
    pub key: &'static str,
    /// What happens then.
    pub word: &'static str,
    /// Shown in full whatever the width: the way back and the way out.
    pub always: bool,
}

impl Hint {
    /// Returns a hint that may shrink to its key.
    pub const fn may(key: &'static str, word: &'static str) -> Self {
        Self { key, word, always: false }
    }

    /// Returns a hint that stays.
    pub const fn always(key: &'static str, word: &'static str) -> Self {
        Self { key, word, always: true }
    }
}

/// Returns the foot of a screen: keys with words where there is room for them in so many rows, else less.
pub fn foot(hints: &[Hint], columns: usize, most: usize) -> Vec<Line> {
    type Shown = fn(&Hint) -> Option<String>;
    let full: Shown = |hint| Some(format!("{} {}", hint.key, hint.word));
    let short: Shown =
        |hint| Some(if hint.always { format!("{} {}", hint.key, hint.word) } else { hint.key.to_owned() });
    let least: Shown = |hint| hint.always.then(|| format!("{} {}", hint.key, hint.word));
    let bare: Shown = |hint| hint.always.then(|| hint.key.to_owned());
    for shown in [full, short, least, bare] {
        let lines = filled(hints.iter().filter_map(|hint| Some((hint, shown(hint)?))), columns);
        if lines.len() <= most && lines.iter().all(|line| width(&line.text()) <= columns) {
            return lines;
        }
    }
    Vec::new()
}

fn filled<'h>(hints: impl Iterator<Item = (&'h Hint, String)>, columns: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut used = 0;
    for (hint, text) in hints {
        let rest = text[hint.key.len()..].to_owned();
        match lines.last_mut() {
            Some(line) if used + 2 + width(&text) <= columns => {
                used += 2 + width(&text);
                line.0.push((Role::Plain, "  ".to_owned()));
                line.0.extend([(Role::Key, hint.key.to_owned()), (Role::Dim, rest)]);
            }
            _ => {
                used = width(&text);
                lines.push(Line::new(Role::Key, hint.key).and(Role::Dim, rest));
            }
        }
    }
    lines
}

/// Returns letters with what they stand for, none of them torn apart.
pub fn legend(entries: &[(char, String)], columns: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut used = 0;
    for (key, label) in entries {
        let needed = 2 + width(label);
        if used + 3 + needed > columns || lines.is_empty() {
            lines.push(Line::blank());
            used = 0;
        }
        let lead = if used > 0 { "   " } else { "" };
        let line = lines.last_mut().expect("a line was begun above");
        line.0.extend([(Role::Key, format!("{lead}{key}")), (Role::Plain, format!(" {label}"))]);
        used += width(lead) + needed;
    }
    lines
}

/// Returns wrapped text in one role, indented.
pub fn paragraph(role: Role, text: &str, indent: usize, columns: usize) -> Vec<Line> {
    let space = " ".repeat(indent);
    let lines = wrap(text, columns.saturating_sub(indent));
    lines.into_iter().map(|line| Line::new(role, format!("{space}{line}"))).collect()
}

/// Returns the lines of one item of a list: a mark, and beside it the wrapped text.
pub fn item(chosen: bool, mark: &str, text: &str, columns: usize) -> Vec<Line> {
    let role = if chosen { Role::Chosen } else { Role::Plain };
    let lead = format!("{} {mark}", if chosen { '>' } else { ' ' });
    let indent = width(&lead);
    let mut lines = wrap(text, columns.saturating_sub(indent)).into_iter();
    let first = Line::new(role, lead + &lines.next().unwrap_or_default());
    let space = " ".repeat(indent);
    std::iter::once(first).chain(lines.map(|line| Line::new(role, format!("{space}{line}")))).collect()
}

/// Returns the first line of a list that is shown: all if they fit, else from an item on so that the one with the
/// cursor stands in the middle.
fn first_shown(items: &[Vec<Line>], cursor: usize, rows: usize) -> usize {
    let total: usize = items.iter().map(Vec::len).sum();
    if total <= rows {
        return 0;
    }
    let before: usize = items.iter().take(cursor).map(Vec::len).sum();
    let own = items.get(cursor).map_or(0, Vec::len);
    let middle = before.saturating_sub(rows.saturating_sub(own) / 2).min(total - rows);
    let mut start = 0;
    for item in items.iter().take(cursor) {
        if start >= middle {
            break;
        }
        start += item.len();
    }
    start
}

/// Parts of a screen from top to bottom. The body scrolls when there is too much; list and foot stay.
#[derive(Debug, Default)]
pub struct Parts {
    /// Where one is.
    pub head: Vec<Line>,
    /// What is read.
    pub body: Vec<Line>,
    /// What is chosen from, item by item.
    pub list: Vec<Vec<Line>>,
    /// Which item the cursor is on.
    pub chosen: usize,
    /// What was just done.
    pub notice: Option<String>,
    /// Keys.
    pub hints: Vec<Hint>,
    /// The body does not scroll, so it goes before the list where both are too long.
    pub still: bool,
}

impl Parts {
    /// Lays the parts out on a screen, the body scrolled down by so many lines.
    pub fn page(self, words: &Words, scroll: usize, columns: usize, rows: usize) -> Page {
        let foot = foot(&self.hints, columns, if rows < 12 { 1 } else { 2 });
        let notice: Vec<Line> = match &self.notice {
            Some(text) if rows > 6 => {
                let told: Vec<Line> =
                    text.lines().map(|line| Line::new(Role::Notice, shortened(&visible(line), columns))).collect();
                let whole = paragraph(Role::Notice, text, 0, columns);
                // One thing that is told may take two lines; of several, a small screen keeps the first.
                let most = match rows {
                    ..12 => 1,
                    12..18 => {
                        if told.len() > 1 {
                            1
                        } else {
                            2
                        }
                    }
                    _ => 3,
                };
                match told.len() {
                    _ if whole.len() <= most => whole,
                    1 => first_rows(text, columns, most),
                    _ => told.into_iter().take(most).collect(),
                }
            }
            _ => Vec::new(),
        };
        let list_rows: usize = self.list.iter().map(Vec::len).sum();
        let airy = rows >= 18;
        let mut head = self.head;
        head.truncate(if rows < 8 {
            0
        } else if rows < 12 {
            1
        } else {
            2
        });
        if airy && !head.is_empty() {
            head.push(Line::blank());
        }
        // Rows between head and foot; one stays free above the foot where there is room.
        let below = notice.len() + foot.len() + usize::from(airy);
        let room = rows.saturating_sub(head.len() + below);
        // When both are too long, each gets half, or a still body all but three rows; what one leaves the other takes.
        let most_body = if self.still { room.saturating_sub(3) } else { room / 2 };
        let least_body = self.body.len().min(most_body.max(usize::from(room > 1)));
        // The free line between them goes first where everything else just fits.
        let just_fits = !airy && self.body.len() + list_rows == room;
        let gap = usize::from(!self.body.is_empty() && !self.list.is_empty() && room > 3 && !just_fits);
        let list_room = list_rows.min(room.saturating_sub(least_body + gap));
        let body_room = room.saturating_sub(list_room + gap);
        let last_scroll = self.body.len().saturating_sub(body_room);
        let scroll = scroll.min(last_scroll);
        let body_top = head.len();
        let mut lines = head;
        lines.extend(self.body.into_iter().skip(scroll).take(body_room));
        if gap > 0 {
            lines.push(if self.still { Line::blank() } else { more(words, scroll, last_scroll, columns) });
        }
        let list_top = lines.len();
        let list_first = first_shown(&self.list, self.chosen, list_room);
        lines.extend(self.list.into_iter().flatten().skip(list_first).take(list_room));
        // Arrows say that the list goes on outside the screen.
        if list_room > 1 && list_first > 0 {
            lines[list_top].0.push((Role::Dim, " ↑".to_owned()));
        }
        if list_room > 1 && list_first + list_room < list_rows {
            lines[list_top + list_room - 1].0.push((Role::Dim, " ↓".to_owned()));
        }
        while lines.len() + notice.len() + foot.len() < rows {
            lines.push(Line::blank());
        }
        lines.extend(notice);
        lines.extend(foot);
        Page { lines, cursor: None, last_scroll, body_top, list_top, list_first, list_rows: list_room }
            .within(columns, rows)
    }
}

/// Returns the first rows of a text, the last of them shortened.
fn first_rows(text: &str, columns: usize, most: usize) -> Vec<Line> {
    let mut rows = wrap(text, columns);
    let rest = rows.split_off(most.saturating_sub(1)).join(" ");
    rows.push(shortened(&rest, columns));
    rows.into_iter().map(|row| Line::new(Role::Notice, row)).collect()
}

/// Returns the line between body and list, which says whether there is more of the body.
fn more(words: &Words, scroll: usize, last_scroll: usize, columns: usize) -> Line {
    if last_scroll == 0 {
        return Line::blank();
    }
    let text = if scroll < last_scroll { words.more_below } else { words.more_above };
    let text = shortened(&format!("── {text} "), columns);
    let rule = columns.saturating_sub(width(&text));
    Line::new(Role::Dim, text + &"─".repeat(rule))
}
