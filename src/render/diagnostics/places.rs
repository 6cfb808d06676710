//! Lines and columns in a source, found without walking it anew for each problem.

use crate::diagnostic::{Source, Span};

/// Characters are counted from the nearest of the places that lie this far apart, in bytes.
const STEP: usize = 1024;

/// The sources of some problems, ready to be asked where a byte stands.
pub struct Places<'s> {
    sources: Vec<Lines<'s>>,
}

/// The lines of a source.
struct Lines<'s> {
    source: &'s Source,
    /// Where each line begins.
    starts: Vec<u32>,
    /// Characters before each step of bytes.
    characters: Vec<u32>,
}

/// Where something stands: lines and columns begin at 1, columns count characters, and the end is the first character
/// behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'s> {
    /// Name of the file.
    pub file: &'s str,
    /// Line of its first character.
    pub line: usize,
    /// Column of its first character.
    pub column: usize,
    /// Line of its end.
    pub end_line: usize,
    /// Column of its end.
    pub end_column: usize,
}

/// A line of a source.
pub(super) struct Line<'s> {
    pub(super) source: &'s Source,
    pub(super) number: usize,
    /// Its bytes, without the line end.
    pub(super) bytes: std::ops::Range<usize>,
}

impl<'s> Places<'s> {
    /// Makes the sources of some problems ready.
    pub fn of(sources: &'s [Source]) -> Self {
        Self { sources: sources.iter().map(Lines::of).collect() }
    }

    fn lines(&self, span: Span) -> Option<&Lines<'s>> {
        self.sources.get(usize::from(span.file)).or(self.sources.last())
    }

    /// Returns the name of the file in which a problem stands; the first for one that has no place.
    pub fn file(&self, span: Option<Span>) -> &'s str {
        let lines = span.map_or(self.sources.first(), |span| self.lines(span));
        lines.map_or("", |lines| lines.source.name.as_str())
    }

    /// Returns where something stands.
    pub fn find(&self, span: Span) -> Option<Place<'s>> {
        let lines = self.lines(span)?;
        let (line, column) = lines.position(span.start as usize);
        let (end_line, end_column) = lines.position(span.end.max(span.start) as usize);
        Some(Place { file: &lines.source.name, line, column, end_line, end_column })
    }

    /// Returns the line in which something begins.
    pub(super) fn line(&self, span: Span) -> Option<Line<'s>> {
        let lines = self.lines(span)?;
        let index = lines.index(lines.inside(span.start as usize));
        let text = &lines.source.text;
        let start = lines.starts[index] as usize;
        let end = lines.starts.get(index + 1).map_or(text.len(), |next| *next as usize - 1);
        Some(Line { source: lines.source, number: index + 1, bytes: start..end })
    }
}

impl<'s> Lines<'s> {
    fn of(source: &'s Source) -> Self {
        let text = source.text.as_bytes();
        let narrow = |at: usize| u32::try_from(at).expect("sources are far smaller than 4 GB");
        let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| narrow(at + 1));
        let starts = std::iter::once(0).chain(ends).collect();
        let mut before = 0;
        let counts = text.chunks(STEP).map(|chunk| {
            let here = before;
            before += narrow(characters(chunk));
            here
        });
        let mut characters: Vec<u32> = counts.collect();
        characters.push(before);
        Self { source, starts, characters }
    }

    /// A place in the text, on the bounds of a character.
    fn inside(&self, at: usize) -> usize {
        let mut at = at.min(self.source.text.len());
        while !self.source.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn index(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= at) - 1
    }

    fn position(&self, at: usize) -> (usize, usize) {
        let at = self.inside(at);
        let line = self.index(at);
        (line + 1, self.before(at) - self.before(self.starts[line] as usize) + 1)
    }

    /// Characters before a byte.
    fn before(&self, at: usize) -> usize {
        let step = at / STEP;
        self.characters[step] as usize + characters(&self.source.text.as_bytes()[step * STEP..at])
    }
}

/// Characters that begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_as_by_counting() {
        let text: String =
            (0..400).map(|n| format!("{n} 構面\u{1f600}é{}", if n % 7 == 0 { "\n" } else { "" })).collect();
        let sources = [Source { name: "x".into(), text: text.clone().into() }];
        let places = Places::of(&sources);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let place = places.find(Span { file: 0, start: at as u32, end: at as u32 }).expect("a source");
            let line = text[..at].matches('\n').count() + 1;
            let column = text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at].chars().count() + 1;
            assert_eq!((place.line, place.column, place.end_line, place.end_column), (line, column, line, column));
        }
        let beyond = places.find(Span { file: 9, start: u32::MAX, end: 0 }).expect("a source");
        assert_eq!(beyond.line, text.matches('\n').count() + 1);
    }
}
