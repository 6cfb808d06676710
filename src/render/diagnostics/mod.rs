//! Problems in a user's file, drawn as a good compiler draws them: sentence, place, marker, cure. For other programs
//! they are `data` or `sarif`.

mod data;
mod places;
mod sarif;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

pub use data::json;
pub use places::{Place, Places};
pub use sarif::{sarif, uri};

use crate::diagnostic::{Code, Diagnostic, Severity, Source, Span};
use crate::language::{Lang, fill};
use crate::text::visible;

/// A file that was checked: its problems, and the sources that their places point into.
pub struct Checked {
    /// All problems, in the order of the sources.
    pub problems: Vec<Diagnostic>,
    /// The file, and those beside it.
    pub sources: Vec<Source>,
}

/// A file that could not be read, so that nothing is known of it.
#[derive(Debug, Serialize)]
pub struct Unread {
    /// Its path, as the user gave it.
    pub file: String,
    /// What happened.
    pub message: String,
    /// What to do.
    pub cure: String,
}

/// Returns how much a problem weighs, as other programs are told.
const fn severity(code: Code) -> &'static str {
    match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A line longer than this is cut around the marked place.
const LONGEST_LINE: usize = 300;

/// Draws problems one after the other; `width` in columns, colours if `color`.
pub fn render(problems: &[Diagnostic], sources: &[Source], lang: Lang, color: bool, width: usize) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(width);
    let places = Places::of(sources);
    let mut text = String::new();
    for problem in problems {
        text.push_str(&renderer.render(&[group(problem, &places, lang)]));
        text.push_str("\n\n");
    }
    harmless(&text, color)
}

/// What stands in a file is shown and never obeyed. The renderer takes care of most of it, and colours are its own.
fn harmless(text: &str, color: bool) -> String {
    if !color {
        return visible(text);
    }
    text.split_inclusive('\u{1b}')
        .map(|part| part.strip_suffix('\u{1b}').map_or_else(|| visible(part), |part| visible(part) + "\u{1b}"))
        .collect()
}

/// Returns the sentence and the cure of a problem in a language.
pub fn sentences(problem: &Diagnostic, lang: Lang) -> (String, String) {
    let values: Vec<(&str, String)> = problem
        .args
        .iter()
        .map(|(field, value)| match *field {
            // Elsewhere `found` is what stands in the user's file, whatever word that is.
            "wanted" | "found" if problem.code == Code::WrongKind => (*field, lang.term(value).to_owned()),
            "what" => (*field, lang.term(value).to_owned()),
            _ => (*field, value.clone()),
        })
        .collect();
    let (sentence, cure) = lang.problem(problem.code);
    let mut cure = fill(cure, &values);
    if let Some((_, meant)) = values.iter().find(|(field, meant)| *field == "meant" && !meant.is_empty()) {
        let question = fill(lang.words().messages.did_you_mean, &[("name", meant)]);
        // A full-width question mark brings its own space along.
        let space = if question.ends_with('？') { "" } else { " " };
        cure = format!("{question}{space}{cure}");
    }
    (fill(sentence, &values), cure)
}

fn group<'p>(problem: &Diagnostic, places: &Places<'p>, lang: Lang) -> Group<'p> {
    let words = &lang.words().messages;
    let (sentence, cure) = sentences(problem, lang);
    let level = match problem.code.severity() {
        Severity::Error => Level::ERROR.with_name(words.error),
        Severity::Warning => Level::WARNING.with_name(words.warning),
    };
    let title = level.primary_title(sentence).id(problem.code.as_str());
    let mut group = Group::with_title(title);
    let shown = |span: Option<Span>, kind, label| span.and_then(|span| snippet(span, places, kind, label));
    group = group.elements(shown(problem.span, AnnotationKind::Primary, None));
    group = group.elements(shown(problem.related, AnnotationKind::Context, Some(beside(problem.code, lang))));
    group.element(Level::HELP.no_name().message(lang.labelled(words.cure, &cure)))
}

/// Returns what the other place is to a problem.
fn beside(code: Code, lang: Lang) -> &'static str {
    let words = &lang.words().messages;
    match code {
        Code::ConditionOnNeverAsked => words.never_true_here,
        Code::UnreachableLevel => words.contradicts_this,
        _ => words.first_here,
    }
}

fn snippet<'p>(
    span: Span,
    places: &Places<'p>,
    kind: AnnotationKind,
    label: Option<&'static str>,
) -> Option<Snippet<'p, annotate_snippets::Annotation<'p>>> {
    let line = places.line(span)?;
    let name = visible(&line.source.name);
    let window = window(&line, span.start as usize, span.end as usize);
    let mark = kind.span(window.start..window.end).label(label);
    Some(Snippet::source(window.text).line_start(line.number).path(name).annotation(mark))
}

struct Window<'s> {
    text: &'s str,
    start: usize,
    end: usize,
}

/// Cuts out the line of a place, so that a large file costs nothing and a long line does not fill the screen.
fn window<'s>(line: &places::Line<'s>, start: usize, end: usize) -> Window<'s> {
    let text = &line.source.text;
    let (mut from, mut to) = (line.bytes.start, line.bytes.end);
    let start = start.clamp(from, to);
    let end = end.clamp(start, to);
    if to - from > LONGEST_LINE {
        from = from.max(start.saturating_sub(LONGEST_LINE / 3));
        to = to.min(from + LONGEST_LINE);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to += 1;
        }
    }
    let cut = text[from..to].trim_start_matches('\u{feff}');
    let from = to - cut.len();
    let inside = |at: usize| at.clamp(from, to) - from;
    Window { text: cut, start: inside(start), end: inside(end) }
}
