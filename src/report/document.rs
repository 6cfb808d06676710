//! The neutral document that every renderer draws: sections made of blocks, all texts ready.
//!
//! Whatever a reader is to see is decided before this point. A renderer adds no words, no figures and
//! no judgement of its own; it only gives each block a form.

use super::wording::Wording;
use crate::language::Lang;

/// A whole report, ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Language of every text; decides line breaking and the document language.
    pub lang: Lang,
    /// Second language, where the report has two side by side.
    pub second: Option<Lang>,
    /// Paper, colour and logo.
    pub look: Look,
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

/// How a report is to look; nothing of it changes what it says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// Paper it is set for.
    pub paper: Paper,
    /// Colour of band and headings as red, green, blue; the program's own where none is given.
    pub accent: Option<[u8; 3]>,
    /// Picture on the cover.
    pub logo: Option<Logo>,
}

/// Sizes of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// A picture, proven to be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The PNG file as it was given.
    pub png: Vec<u8>,
    /// Width in dots.
    pub width: u32,
    /// Height in dots.
    pub height: u32,
    /// Its dots row by row as red, green, blue; what was transparent lies on white.
    pub dots: Vec<u8>,
}

/// What the first page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// Small line above the title (what kind of document this is).
    pub kicker: Wording,
    /// Large title (the questionnaire).
    pub title: Wording,
    /// The organisation.
    pub organisation: Wording,
    /// The result in a few words, with its tone; none where nothing is answered yet.
    pub result: Option<(Wording, Tone)>,
    /// Facts by label: scope, target, date, edition …
    pub facts: Vec<(Wording, Wording)>,
    /// What is to be filled in by hand.
    pub fields: Vec<Wording>,
    /// Small print at the foot: what a self-assessment cannot tell.
    pub disclaimer: Wording,
}

/// Words a renderer needs around the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Heading of the table of contents; empty where there is too little to look up.
    pub contents: Wording,
    /// "Page {page} of {pages}", with these two fields.
    pub page: String,
    /// Put behind a table's or card's title when it goes on over the page.
    pub continued: String,
    /// Text for a header line: organisation and title.
    pub running_head: String,
    /// What a box in place of a character means, with a field `{list}` for the characters.
    pub boxes: Wording,
    /// Label of a field to search requirements in.
    pub search: String,
    /// Label of choices that leave only some requirements.
    pub filter: String,
    /// "{shown} of {all} requirements", with these two fields.
    pub shown: String,
    /// Label of a link past what is repeated on each page, to the content.
    pub skip: String,
}

/// A section with a heading; level 1 begins a new page.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Depth of the heading, 1 or 2.
    pub level: u8,
    /// Text of the heading.
    pub title: Wording,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Running text; each line of the string is a paragraph of its own.
    Paragraph(Voice, Wording),
    /// A few large figures side by side.
    Figures(Vec<Figure>),
    /// Labelled facts, one to a line.
    Facts(Vec<(Wording, Wording)>),
    /// Points, one to a line.
    List(Vec<Wording>),
    /// A table.
    Table(Table),
    /// Domains from 0 to 1 against the target, with a range where answers are open.
    Chart(Chart),
    /// All requirements at a glance.
    HeatMap(HeatMap),
    /// A requirement with all that was said of it.
    Card(Card),
    /// Where a person signs by hand.
    Signature(Signature),
    /// Something to be answered by hand.
    Question(Question),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Reached, in place.
    Good,
    /// Partly, conditional.
    Fair,
    /// Not reached, not in place.
    Bad,
    /// Open: not answered.
    Open,
    /// Open: asked, and not known yet.
    Unsure,
    /// Does not apply, or plain information.
    Neutral,
    /// Not asked.
    Absent,
}

/// One large figure with its caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The figure itself, short.
    pub value: Wording,
    /// What it is.
    pub caption: Wording,
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
    /// Rows close to each other, where a page has to hold much.
    pub compact: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: Wording,
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Its text; lines are kept.
    pub text: Wording,
    /// What is added in small print below; empty for nothing.
    pub note: Wording,
    /// Shown as a mark (shape and colour) before the text where given.
    pub tone: Option<Tone>,
    /// Set in bold.
    pub strong: bool,
    /// Id of the requirement whose card it leads to.
    pub link: Option<String>,
}

/// Domains and how much of each is in place: as bars, and where their number allows it as a radar too.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// One sentence on what the chart shows; also the text for those who cannot see it.
    pub caption: Wording,
    /// The domains from top to bottom.
    pub bars: Vec<Bar>,
    /// Names of what the parts of a bar mean, in order: certain, still possible, aimed at.
    pub legend: [Wording; 3],
    /// Drawn as a radar too, which needs three to sixteen domains.
    pub radar: bool,
}

/// One domain of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Short name, for the radar.
    pub short: String,
    /// Name of the row.
    pub label: Wording,
    /// Figure beside the bar.
    pub value: Wording,
    /// Certain part, 0 to 1.
    pub low: f64,
    /// Part still possible, `low` to 1.
    pub high: f64,
    /// Part that the target asks for, 0 to 1.
    pub target: f64,
    /// Its tone.
    pub tone: Tone,
}

/// All requirements at a glance, domain by domain.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// One sentence on what it shows; also the text for those who cannot see it.
    pub caption: Wording,
    /// What each state looks like, and how many requirements are in it.
    pub legend: Vec<(Tone, Wording, usize)>,
    /// Domains: name, and their requirements.
    pub rows: Vec<(Wording, Vec<HeatCell>)>,
}

/// A requirement at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatCell {
    /// Its id, which leads to its card.
    pub id: String,
    /// What tells it apart from the others of its domain.
    pub short: String,
    /// Its title.
    pub title: Wording,
    /// Its state in words.
    pub state: Wording,
    /// Its state as colour and shape.
    pub tone: Tone,
}

/// A requirement with its answer and all that the assessed firm wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Id as written by the questionnaire's author.
    pub id: String,
    /// Title.
    pub title: Wording,
    /// The answer in words, with its tone.
    pub answer: (Wording, Tone),
    /// Its state in one word, one of few.
    pub state: Wording,
    /// Short remarks beside the id: points, aliases, level.
    pub tags: Vec<Wording>,
    /// The question.
    pub ask: Wording,
    /// Its parts.
    pub objectives: Vec<ObjectiveRow>,
    /// Labelled texts: reason, note, evidence, action plan … Each text may have several lines.
    pub remarks: Vec<(Wording, Wording)>,
}

/// A part of a requirement with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectiveRow {
    /// Its letter.
    pub letter: String,
    /// What has to be true.
    pub ask: Wording,
    /// The answer in words; empty where the requirement was answered as a whole.
    pub answer: Wording,
    /// Its tone; none where there is no answer of its own.
    pub tone: Option<Tone>,
}

/// Something to be answered by hand: a requirement, or a fact about the firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Id as written by the questionnaire's author.
    pub id: String,
    /// Title.
    pub title: Wording,
    /// Short remarks beside the id: level, points, aliases.
    pub tags: Vec<Wording>,
    /// The question.
    pub ask: Wording,
    /// What it means.
    pub help: Wording,
    /// When it is to be answered; empty where it always is.
    pub when: Wording,
    /// What can be ticked.
    pub choices: Vec<Wording>,
    /// How the requirement as a whole is called beside its parts.
    pub whole: Wording,
    /// Its parts, which can be ticked one by one.
    pub parts: Vec<Part>,
    /// Labelled texts: what shows that an answer is true.
    pub remarks: Vec<(Wording, Wording)>,
    /// What is to be written by hand, and on how many lines.
    pub lines: Vec<(Wording, u8)>,
}

/// A part of a requirement that is to be answered by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its letter.
    pub letter: String,
    /// What has to be true.
    pub ask: Wording,
    /// Which of the choices it may have; one for each of them.
    pub may: Vec<bool>,
}

/// Where a person signs by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// What the signature says.
    pub statement: Wording,
    /// What is to be filled in: name, position, signature, day.
    pub fields: Vec<Wording>,
}
