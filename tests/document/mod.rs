//! Documents to render: one with every kind of block, whose texts a test chooses, and those of the sample firms.

use gradus::assessment::sheet::prove;
use gradus::assessment::{Assessment, answers, file::Places};
use gradus::language::Lang;
use gradus::questionnaire::{Texts, catalog};
use gradus::report::{
    self, Align, Bar, Block, Card, Cell, Chart, Column, Cover, Document, Figure, HeatCell, HeatMap, Imprint, Labels,
    Look, ObjectiveRow, Part, Question, Section, Signature, Subject, Table, Tone, Voice, Wording,
};
use gradus::scoring::score;
use gradus::text::revealed;

const NOW: &str = "2026-11-22T08:00:00Z";

/// Returns the report of a sample firm.
pub fn of_a_firm(target: &str, lang: Lang, second: Option<Lang>) -> Document {
    let built_in = catalog::built_in("cmmc").expect("it is built in");
    let own = built_in.read(&Texts::All).questionnaire.expect("it is sound");
    let sample = built_in.sample(lang.tag(), Some(target)).expect("it brings a sample");
    let mut assessment = Assessment::begin(&own, None, NOW);
    answers::take_yaml(&sample, &own, &mut assessment, NOW).expect("the answers fit");
    assessment.tidy(&own);
    let sheet = prove(&own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    let imprint = Imprint { date: "2026-11-22".into(), program: "gradus".into(), digest: "sha256:00".into() };
    let (scorecard, look) = (score(&sheet), Look::default());
    let subject = Subject { sheet: &sheet, scorecard: &scorecard, trend: &[], imprint: &imprint, look: &look };
    report::build(&subject, lang, second)
}

/// Returns a document with every kind of block; each of its texts is asked for once.
pub fn of_every_kind(lang: Lang, second: Option<Lang>, say: &mut dyn FnMut() -> Wording) -> Document {
    Document {
        lang,
        second,
        look: Look::default(),
        title: say().first,
        author: say().first,
        subject: say().first,
        keywords: vec![say().first, say().first],
        date: "2026-11-22".into(),
        producer: say().first,
        cover: Cover {
            kicker: say(),
            title: say(),
            organisation: say(),
            result: Some((say(), Tone::Fair)),
            facts: vec![(say(), say()), (say(), say())],
            fields: vec![say(), say()],
            disclaimer: say(),
        },
        labels: Labels {
            contents: say(),
            page: "Page {page} of {pages}".into(),
            continued: say().first,
            running_head: say().first,
            boxes: say(),
            search: say().first,
            filter: say().first,
            shown: format!("{} {{shown}} {{all}}", say().first),
            skip: say().first,
        },
        sections: sections(say),
    }
}

fn sections(say: &mut dyn FnMut() -> Wording) -> Vec<Section> {
    let section = |level, title, blocks| Section { level, title, blocks };
    let ids = [say().first, say().first];
    let prose = vec![
        Block::Paragraph(Voice::Lead, say()),
        Block::Figures(vec![
            Figure { value: say(), caption: say(), tone: Tone::Good },
            Figure { value: say(), caption: say(), tone: Tone::Neutral },
        ]),
        Block::Paragraph(Voice::Body, say()),
        Block::Paragraph(Voice::Callout(Tone::Bad), say()),
        Block::Paragraph(Voice::Small, say()),
        Block::Facts(vec![(say(), say())]),
        Block::List(vec![say(), say()]),
    ];
    let drawn = vec![Block::Chart(chart(say)), Block::HeatMap(heat_map(say, &ids))];
    let tables = vec![Block::Table(table(say, &ids[0]))];
    let cards = ids.each_ref().map(|id| Block::Card(card(say, id)));
    let fields = vec![say(), say()];
    let signature = vec![Block::Signature(Signature { statement: say(), fields })];
    vec![
        section(1, say(), prose),
        section(2, say(), drawn),
        section(2, say(), tables),
        section(1, say(), Vec::new()),
        section(2, say(), cards.to_vec()),
        section(1, say(), signature),
        section(2, say(), vec![Block::Question(question(say, true)), Block::Question(question(say, false))]),
    ]
}

fn question(say: &mut dyn FnMut() -> Wording, parted: bool) -> Question {
    let id = say().first;
    let (title, tags, ask, help, when) = (say(), vec![say(), say()], say(), say(), say());
    let choices = vec![say(), say(), say()];
    let whole = if parted { say() } else { Wording::default() };
    let letters = if parted { [true, false].as_slice() } else { &[] };
    let parts = letters.iter().map(|&may| Part { letter: say().first, ask: say(), may: vec![may, true, !may] });
    let parts = parts.collect();
    let (remarks, lines) = (vec![(say(), say())], vec![(say(), 2)]);
    Question { id, title, tags, ask, help, when, choices, whole, parts, remarks, lines }
}

fn chart(say: &mut dyn FnMut() -> Wording) -> Chart {
    let bars = [(0.0, 0.0, 1.0), (0.25, 0.75, 0.8), (1.0, 1.0, 1.0), (f64::NAN, 7.0, -1.0)];
    let bars = bars.map(|(low, high, target)| Bar {
        short: say().first,
        label: say(),
        value: say(),
        low,
        high,
        target,
        tone: Tone::Open,
    });
    Chart { caption: say(), bars: bars.to_vec(), legend: [say(), say(), say()], radar: true }
}

fn heat_map(say: &mut dyn FnMut() -> Wording, ids: &[String; 2]) -> HeatMap {
    let tones = [Tone::Unsure, Tone::Absent];
    let states = [say(), say()];
    let cells = ids.iter().zip(&states).zip(tones).map(|((id, state), tone)| HeatCell {
        id: id.clone(),
        short: say().first,
        title: say(),
        state: state.clone(),
        tone,
    });
    let cells: Vec<HeatCell> = cells.collect();
    let legend = tones.into_iter().zip(states).map(|(tone, state)| (tone, state, 1)).collect();
    HeatMap { caption: say(), legend, rows: vec![(say(), cells)] }
}

fn table(say: &mut dyn FnMut() -> Wording, id: &str) -> Table {
    let column = |title, align, share| Column { title, align, share };
    let cell = |text, note, tone, strong, link| Cell { text, note, tone, strong, link };
    Table {
        columns: vec![
            column(Wording::default(), Align::Right, 0),
            column(say(), Align::Left, 3),
            column(say(), Align::Left, 5),
        ],
        rows: vec![
            vec![
                cell("1".into(), Wording::default(), None, false, None),
                cell(say(), say(), Some(Tone::Bad), true, Some(id.to_owned())),
                cell(say(), Wording::default(), Some(Tone::Good), false, None),
            ],
            vec![
                cell("2".into(), Wording::default(), None, false, None),
                cell(say(), Wording::default(), None, true, Some("no such card".into())),
                cell(say(), say(), None, false, None),
            ],
        ],
        compact: true,
    }
}

fn card(say: &mut dyn FnMut() -> Wording, id: &str) -> Card {
    let objectives = [Tone::Good, Tone::Fair, Tone::Bad, Tone::Open, Tone::Unsure, Tone::Neutral, Tone::Absent];
    let objectives =
        objectives.map(|tone| ObjectiveRow { letter: say().first, ask: say(), answer: say(), tone: Some(tone) });
    Card {
        id: id.to_owned(),
        title: say(),
        answer: (say(), Tone::Fair),
        state: say(),
        tags: vec![say(), say()],
        ask: say(),
        objectives: objectives.to_vec(),
        remarks: vec![(say(), say()), (say(), say())],
    }
}

/// Returns what a reader is to meet, in this order, with nothing hidden in it and no white space.
pub fn texts(document: &Document) -> Vec<String> {
    let cover = &document.cover;
    let mut all = vec![cover.kicker.clone(), cover.title.clone(), cover.organisation.clone()];
    all.extend(cover.result.iter().map(|(text, _)| text.clone()));
    all.extend(cover.facts.iter().flat_map(|(name, text)| [name.clone(), text.clone()]));
    all.extend(cover.fields.iter().cloned());
    all.extend([cover.disclaimer.clone(), document.labels.contents.clone()]);
    all.extend(document.sections.iter().map(|section| section.title.clone()));
    for section in &document.sections {
        all.push(section.title.clone());
        section.blocks.iter().for_each(|block| told(block, &mut all));
    }
    all.iter().flat_map(Wording::texts).map(solid).filter(|text| !text.is_empty()).collect()
}

fn told(block: &Block, all: &mut Vec<Wording>) {
    match block {
        Block::Paragraph(_, text) => all.push(text.clone()),
        Block::Figures(figures) => {
            all.extend(figures.iter().flat_map(|figure| [figure.value.clone(), figure.caption.clone()]));
        }
        Block::Facts(facts) => all.extend(facts.iter().flat_map(|(name, text)| [name.clone(), text.clone()])),
        Block::List(points) => all.extend(points.iter().cloned()),
        Block::Table(table) => {
            all.extend(table.columns.iter().map(|column| column.title.clone()));
            all.extend(table.rows.iter().flatten().flat_map(|cell| [cell.text.clone(), cell.note.clone()]));
        }
        Block::Chart(chart) => {
            all.push(chart.caption.clone());
            all.extend(chart.legend.iter().cloned());
            all.extend(chart.bars.iter().flat_map(|bar| [bar.label.clone(), bar.value.clone()]));
        }
        Block::HeatMap(map) => {
            all.push(map.caption.clone());
            all.extend(map.legend.iter().map(|(_, state, _)| state.clone()));
            all.extend(map.rows.iter().map(|(name, _)| name.clone()));
        }
        Block::Card(card) => {
            all.extend([card.id.as_str().into(), card.title.clone(), card.answer.0.clone()]);
            all.extend(card.tags.iter().cloned());
            all.push(card.ask.clone());
            for row in &card.objectives {
                all.extend([row.letter.as_str().into(), row.ask.clone(), row.answer.clone()]);
            }
            all.extend(card.remarks.iter().flat_map(|(name, text)| [name.clone(), text.clone()]));
        }
        Block::Signature(signature) => {
            all.push(signature.statement.clone());
            all.extend(signature.fields.iter().cloned());
        }
        Block::Question(question) => {
            all.extend([question.id.as_str().into(), question.title.clone()]);
            all.extend(question.tags.iter().cloned());
            all.extend([question.ask.clone(), question.help.clone(), question.when.clone()]);
            all.extend(question.choices.iter().cloned());
            if !question.parts.is_empty() {
                all.push(question.whole.clone());
            }
            all.extend(question.parts.iter().flat_map(|part| [part.letter.as_str().into(), part.ask.clone()]));
            all.extend(question.remarks.iter().flat_map(|(name, text)| [name.clone(), text.clone()]));
            all.extend(question.lines.iter().map(|(label, _)| label.clone()));
        }
    }
}

/// Returns a text without white space, nothing hidden in it.
pub fn solid(text: &str) -> String {
    revealed(text).split_whitespace().collect()
}

/// Demands that a reader meets every text of the document, in its order, with not much else between.
pub fn assert_told_in_order(document: &Document, page: &str) {
    let page: String = page.split_whitespace().collect();
    let (mut at, mut met) = (0, 0);
    for text in texts(document) {
        let found = page[at..].find(&text);
        let found = found.unwrap_or_else(|| panic!("{text:.200} does not follow …{}", tail(&page[..at])));
        assert!(found < 4000, "{text:.200} comes far too late after …{}", tail(&page[..at]));
        at += found + text.len();
        met += 1;
    }
    assert!(met > 50, "{met} texts");
}

fn tail(text: &str) -> String {
    let letters: Vec<char> = text.chars().rev().take(120).collect();
    letters.into_iter().rev().collect()
}

/// Returns a maker of texts that are all different: each pattern in turn, `#` being a number.
pub fn in_turn(patterns: &'static [&'static str], bilingual: bool) -> impl FnMut() -> Wording {
    let mut number = 0;
    move || {
        number += 1;
        let text = patterns[number % patterns.len()].replace('#', &format!("{number:03}"));
        let second = bilingual.then(|| format!("{text}二"));
        Wording { first: text, second }
    }
}

/// Texts that try to be something else, or that are hard to set.
pub const HOSTILE: &[&str] = &[
    "<script>alert(#)</script>",
    "</style></script></article><img src=x onerror=alert(#)>",
    "\"' onmouseover=alert(#) x='\"",
    "&lt;b&gt; &amp;#; &#x3c; &copy #",
    "]]>--><!-- <![CDATA[ #",
    "[click #](javascript:alert(1)) ![x](data:image/png;base64,AA==)",
    "<https://example.org/#> https://example.org/# www.example.org",
    "| # | cell | \\| \\",
    "**#** __#__ *#* _#_ `#` ~~#~~ $#$ \\",
    "```#``` ~~~# ``",
    "(#) +# =#= {#} :#:",
    "nul\0bell\u{7}escape\u{1B}[31m #\u{202E}gnirts\u{202C} \u{FEFF}\u{FFFE}",
    "עברית # العربية",
    "👩\u{200D}💻 𠮷野家 e\u{301} ﷽ #",
    "'; DROP TABLE # -- %s %n ${#} {{#}}",
];
