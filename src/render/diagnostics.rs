//! Problems in a user's file, drawn as a good compiler draws them: sentence, place, marker, cure.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity, Source, Span};
use crate::language::{Lang, fill};

/// A line longer than this is cut around the marked place.
const LONGEST_LINE: usize = 300;

/// Draws problems one after the other; `width` in columns, colours if `color`.
pub fn render(problems: &[Diagnostic], sources: &[Source], lang: Lang, color: bool, width: usize) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(width);
    let mut text = String::new();
    for problem in problems {
        text.push_str(&renderer.render(&[group(problem, sources, lang)]));
        text.push_str("\n\n");
    }
    text
}

/// Returns the sentence and the cure of a problem in a language.
pub fn sentences(problem: &Diagnostic, lang: Lang) -> (String, String) {
    let values: Vec<(&str, String)> = problem
        .args
        .iter()
        .map(|(field, value)| match *field {
            "wanted" | "found" | "what" => (*field, lang.term(value).to_owned()),
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

fn group<'p>(problem: &Diagnostic, sources: &'p [Source], lang: Lang) -> Group<'p> {
    let words = &lang.words().messages;
    let (sentence, cure) = sentences(problem, lang);
    let level = match problem.code.severity() {
        Severity::Error => Level::ERROR.with_name(words.error),
        Severity::Warning => Level::WARNING.with_name(words.warning),
    };
    let title = level.primary_title(sentence).id(problem.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(span) = problem.span {
        group = group.element(snippet(span, sources, AnnotationKind::Primary, None));
    }
    if let Some(related) = problem.related {
        group = group.element(snippet(related, sources, AnnotationKind::Context, Some(words.first_here)));
    }
    group.element(Level::HELP.no_name().message(lang.labelled(words.cure, &cure)))
}

fn snippet<'p>(
    span: Span,
    sources: &'p [Source],
    kind: AnnotationKind,
    label: Option<&'static str>,
) -> Snippet<'p, annotate_snippets::Annotation<'p>> {
    let source = &sources[usize::from(span.file).min(sources.len() - 1)];
    let window = window(&source.text, span.start as usize, span.end as usize);
    let mark = kind.span(window.start..window.end).label(label);
    Snippet::source(window.text).line_start(window.line).path(source.name.as_str()).annotation(mark)
}

struct Window {
    text: String,
    line: usize,
    start: usize,
    end: usize,
}

/// Cuts out the line of a place, so that a large file costs nothing and a long line does not fill the screen.
fn window(text: &str, start: usize, end: usize) -> Window {
    let start = start.min(text.len());
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let end = end.clamp(start, line_end);
    let (mut from, mut to) = (line_start, line_end);
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
    Window {
        text: cut.to_owned(),
        line: text[..line_start].matches('\n').count() + 1,
        start: inside(start),
        end: inside(end),
    }
}
