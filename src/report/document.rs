//! The neutral document that every renderer draws: sections made of blocks, all texts ready.
//!
//! Whatever a reader is to see is decided before this point. A renderer adds no words, no figures and
//! no judgement of its own; it only gives each block a form.

use crate::language::Lang;

/// A whole report, ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Language of every text; decides line breaking and the document language.
    pub lang: Lang,
    /// Title of the document, as its metadata shows it.
    pub title: String,
    /// The assessed organisation, as author of the document.
    pub author: String,
    /// One line on what the document is, for its metadata.
    pub subject: String,
    /// Words to find the document by, for its metadata.
    pub keywords: Vec<String>,
    /// Day of the report, ISO 8601 (`2026-11-22`).
    pub date: String,
    /// Program and version that made it.
    pub producer: String,
    /// First page.
    pub cover: Cover,
    /// Words that pages carry around the content.
    pub labels: Labels,
    /// Content, in reading order.
    pub sections: Vec<Section>,
}

/// What the first page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// Small line above the title (what kind of document this is).
    pub kicker: String,
    /// Large title (the questionnaire).
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// The result in a few words, with its tone.
    pub result: (String, Tone),
    /// Facts by label: scope, target, date, edition …
    pub facts: Vec<(String, String)>,
    /// Small print at the foot: what a self-assessment cannot tell.
    pub disclaimer: String,
}

/// Words a renderer needs around the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Heading of the table of contents.
    pub contents: String,
    /// "Page {page} of {pages}", with these two fields.
    pub page: String,
    /// Put behind a table's or card's title when it goes on over the page.
    pub continued: String,
    /// Text for a header line: organisation and title.
    pub running_head: String,
}

/// A section with a heading; level 1 begins a new page.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Depth of the heading, 1 or 2.
    pub level: u8,
    /// Text of the heading.
    pub title: String,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Running text; each line of the string is a paragraph of its own.
    Paragraph(Voice, String),
    /// A few large figures side by side.
    Figures(Vec<Figure>),
    /// Labelled facts, one to a line.
    Facts(Vec<(String, String)>),
    /// Points, one to a line.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// Horizontal bars from 0 to 1, with a range where answers are open.
    Bars(BarChart),
    /// A requirement with all that was said of it.
    Card(Card),
}

/// How a paragraph speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The sentence to remember: larger.
    Lead,
    /// Running text.
    Body,
    /// Small print.
    Small,
    /// A boxed remark that must not be overlooked.
    Callout(Tone),
}

/// What a colour and a shape mean. Each is told by words too, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Reached, in place.
    Good,
    /// Partly, conditional.
    Fair,
    /// Not reached, not in place.
    Bad,
    /// Open: not answered, or not known.
    Open,
    /// Does not apply, or plain information.
    Neutral,
}

/// One large figure with its caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The figure itself, short.
    pub value: String,
    /// What it is.
    pub caption: String,
    /// Its tone.
    pub tone: Tone,
}

/// A table with a head that is repeated on each page.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How its cells are aligned.
    pub align: Align,
    /// Its share of the width that is left after narrow columns; 0 means "as narrow as its text".
    pub share: u8,
}

/// Horizontal alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text; lines are kept.
    pub text: String,
    /// Shown as a mark (shape and colour) before the text where given.
    pub tone: Option<Tone>,
    /// Set in bold.
    pub strong: bool,
}

/// Bars, one to a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct BarChart {
    /// One sentence on what the bars show; also the text for those who cannot see them.
    pub caption: String,
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
    /// Names of what the parts of a bar mean, in order: certain, still possible.
    pub legend: [String; 2],
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Name of the row.
    pub label: String,
    /// Figure beside the bar.
    pub value: String,
    /// Certain part, 0 to 1.
    pub low: f64,
    /// Part still possible, `low` to 1.
    pub high: f64,
    /// Its tone.
    pub tone: Tone,
}

/// A requirement with its answer and all that the assessed firm wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Id as written by the questionnaire's author.
    pub id: String,
    /// Title.
    pub title: String,
    /// The answer in words, with its tone.
    pub answer: (String, Tone),
    /// Short remarks beside the id: points, aliases, level.
    pub tags: Vec<String>,
    /// The question.
    pub ask: String,
    /// Objectives: letter, text, answer, tone.
    pub objectives: Vec<(String, String, String, Tone)>,
    /// Labelled texts: reason, note, evidence, action plan … Each text may have several lines.
    pub remarks: Vec<(String, String)>,
}
