//! The report in each of its forms, read back by a program that did not write it: all say the same, and all of it.

mod desk;
#[path = "pdf/read.rs"]
mod read;

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use desk::Desk;
use gradus::assessment::sheet::{AnswerSheet, prove};
use gradus::assessment::{
    Assessment, Entry, Evidence, Milestone, Plan, PlanStatus, StatusDates, answers, file, file::Places,
};
use gradus::dates::Date;
use gradus::language::Lang;
use gradus::questionnaire::{EvidenceKind, Questionnaire, Texts, catalog};
use gradus::render::{csv as csv_form, html, markdown, pdf, xlsx};
use gradus::report::file::report_file;
use gradus::report::trend::Point;
use gradus::report::{Imprint, Look, Subject, build, grid, result};
use gradus::scoring::score;
use gradus::storage;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const EVERY: [&[Lang]; 4] = [&[Lang::En], &[Lang::ZhTw], &[Lang::ZhTw, Lang::En], &[Lang::En, Lang::ZhTw]];

/// Sheets by their names in English.
const SHEETS: [&str; 6] = ["Result", "Domains", "Requirements", "Objectives", "Gaps and action plan", "Evidence"];

fn cmmc() -> Questionnaire {
    catalog::built_in("cmmc").expect("it is built in").read(&Texts::All).questionnaire.expect("it is sound")
}

fn supplier() -> Questionnaire {
    let loaded = storage::questionnaire("tests/fixtures/good/supplier-basics.yaml", &Texts::All);
    loaded.ok().and_then(|loaded| loaded.questionnaire).expect("the example is good")
}

fn imprint() -> Imprint {
    Imprint { date: "2026-11-22".into(), program: "gradus 0".into(), digest: "sha256:0123456789abcdef".into() }
}

fn proven<'a>(own: &'a Questionnaire, assessment: &'a Assessment) -> AnswerSheet<'a> {
    prove(own, assessment, &Places::default(), &mut Vec::new()).expect("the answers fit")
}

/// A report in all its forms.
struct Forms {
    xlsx: Vec<u8>,
    csv: Vec<u8>,
    json: Value,
    /// What is read on the pages of the other forms, without white space: their names and texts.
    pages: [(&'static str, String); 3],
}

fn forms(own: &Questionnaire, assessment: &Assessment, langs: &[Lang]) -> Forms {
    let sheet = proven(own, assessment);
    let (scorecard, imprint, look) = (score(&sheet), imprint(), Look::default());
    let subject = Subject { sheet: &sheet, scorecard: &scorecard, trend: &[], imprint: &imprint, look: &look };
    let document = build(&subject, langs[0], langs.get(1).copied());
    let pdf = pdf::render(&document).expect("it can be drawn");
    let pdf = lopdf::Document::load_mem(&pdf.bytes).expect("the file can be read");
    Forms {
        xlsx: xlsx::render(&grid::book(&subject, langs)).expect("it fits the form"),
        csv: csv_form::render(&grid::requirements_with_objectives(&subject, langs)),
        json: serde_json::to_value(report_file(&subject, langs)).expect("it is JSON"),
        pages: [
            ("pdf", solid(&read::texts(&pdf).concat())),
            ("html", solid(&without_tags(&html::render(&document)))),
            ("md", solid(&markdown::render(&document).replace("<br>", "").replace('\\', ""))),
        ],
    }
}

fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text of a page of HTML, as it is read.
fn without_tags(page: &str) -> String {
    let (_, body) = page.split_once("<body").expect("a page has a body");
    let text: String = body.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect();
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    signs.iter().fold(text, |text, (code, sign)| text.replace(code, sign))
}

/// Sheets of a spreadsheet: name, and rows of cells.
fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("it is a spreadsheet");
    let all = book.worksheets().into_iter();
    all.map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

fn sheet<'s>(sheets: &'s [(String, Vec<Vec<Data>>)], name: &str) -> &'s [Vec<Data>] {
    let found = sheets.iter().find(|(own, _)| own == name);
    &found.unwrap_or_else(|| panic!("{name} is among {:?}", sheets.iter().map(|(own, _)| own).collect::<Vec<_>>())).1
}

/// A table by the heads of its columns.
struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<Data>>,
}

impl Table {
    fn of(rows: &[Vec<Data>]) -> Self {
        let heads = rows[0].iter().map(ToString::to_string).collect();
        Self { heads, rows: rows[1..].to_vec() }
    }

    fn column(&self, head: &str) -> usize {
        let found = self.heads.iter().position(|own| own == head);
        found.unwrap_or_else(|| panic!("{head} is among {:?}", self.heads))
    }

    fn row(&self, id: &str) -> &[Data] {
        self.rows.iter().find(|row| text(&row[0]) == id).unwrap_or_else(|| panic!("{id} has a row"))
    }

    fn cell(&self, id: &str, head: &str) -> &Data {
        &self.row(id)[self.column(head)]
    }
}

fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A day, or a day with its minute, as a spreadsheet counts it.
fn moment(cell: &Data) -> String {
    let Data::DateTime(moment) = cell else { panic!("{cell:?} is a date") };
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if (hour, minute) == (0, 0) {
        format!("{year}-{month:02}-{day:02}")
    } else {
        format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}

/// Records of a CSV file, the heads first.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("it is UTF-8").strip_prefix('\u{feff}').expect("it has its mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("it is CSV").iter().map(str::to_owned).collect()).collect()
}

/// What stands in a row of a CSV file, by the heads of the columns.
fn record<'r>(records: &'r [Vec<String>], id: &str) -> BTreeMap<&'r str, &'r str> {
    let row = records.iter().find(|row| row[0] == id).unwrap_or_else(|| panic!("{id} has a row"));
    records[0].iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect()
}

/// Every text of a JSON value.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(items) => items.iter().for_each(|(key, item)| {
            found.push(key.clone());
            strings(item, found);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn found<'v>(list: &'v Value, id: &str) -> &'v Value {
    let items = list.as_array().expect("a list");
    items.iter().find(|item| item["id"] == id).unwrap_or_else(|| panic!("{id} is in the list"))
}

/// An entry that says all that an entry can hold, each text with the mark; and its texts.
fn full_entry(mark: &str) -> (Entry, Vec<String>) {
    let text = |what: &str| format!("{what} of {mark}");
    let digest = Sha256::digest(mark).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let entry = Entry {
        reason: Some(text("the reason")),
        note: Some(text("the note")),
        evidence: vec![
            Evidence {
                kind: Some(EvidenceKind::Examine),
                what: text("the list"),
                place: Some(text("the place")),
                owner: Some(text("the keeper")),
                date: Date::parse("2025-12-31"),
                sha256: Some(digest.clone()),
            },
            Evidence { kind: Some(EvidenceKind::Test), what: text("the walk"), ..Evidence::default() },
        ],
        plan: Some(Plan {
            action: text("the action"),
            owner: Some(text("the doer")),
            start: Date::parse("2026-12-07"),
            due: Date::parse("2027-02-26"),
            status: Some(PlanStatus::InProgress),
            milestones: vec![Milestone { what: text("the step"), due: Date::parse("2027-01-08"), done: true }],
            resources: Some(text("the budget")),
        }),
        flag: true,
        at: Some("2026-11-22T09:30:00Z".to_owned()),
        by: Some(text("the speaker")),
        ..Entry::default()
    };
    let words = [
        "the reason",
        "the note",
        "the list",
        "the place",
        "the keeper",
        "the walk",
        "the action",
        "the doer",
        "the step",
        "the budget",
    ];
    let mut texts: Vec<String> = words.map(text).to_vec();
    texts.extend([text("the speaker"), digest]);
    (entry, texts)
}

/// An entry that answers objectives.
fn by_parts(answers: &[(&str, &str)]) -> Entry {
    let objectives = answers.iter().map(|(letter, answer)| ((*letter).to_owned(), (*answer).to_owned()));
    Entry { objectives: objectives.collect(), ..Entry::default() }
}

/// A firm that has said all that an assessment can hold: of a requirement, of one above the target, and of one that
/// the questionnaire does not know; and each of its texts.
fn told_in_full(own: &Questionnaire) -> (Assessment, Vec<String>) {
    let mut assessment = Assessment::begin(own, None, "2026-11-22T08:00:00Z");
    assessment.organisation = "Example Precision".into();
    assessment.scope = "The works in the valley".into();
    assessment.target = "l1".into();
    assessment.profile = vec![("l2-c3pao".into(), "not-yet".into()), ("ships".into(), "overseas".into())];
    let days =
        StatusDates { conditional: Date::parse("2026-03-02"), final_status: Date::parse("2026-04-03"), edition: None };
    assessment.status_dates = vec![("l2".into(), days)];
    let mut texts = vec![assessment.organisation.clone(), assessment.scope.clone()];
    for (id, answer) in [("AC.L2-3.1.1", "not-met"), ("AC.L2-3.1.3", "met"), ("ZZ-9", "perhaps")] {
        let (entry, own) = full_entry(id);
        *assessment.entry_mut(id) = Entry { answer: Some(answer.into()), ..entry };
        texts.extend(own);
    }
    *assessment.entry_mut("AC.L2-3.1.2") = by_parts(&[("a", "met"), ("b", "not-met"), ("zz", "so-so")]);
    *assessment.entry_mut("ZZ-8") = by_parts(&[("q", "mostly")]);
    (assessment, texts)
}

#[test]
fn nothing_that_the_firm_wrote_is_left_out() {
    let own = cmmc();
    let (assessment, written) = told_in_full(&own);
    for langs in EVERY {
        let forms = forms(&own, &assessment, langs);
        let sheets = sheets(&forms.xlsx);
        let cells: Vec<String> = sheets.iter().flat_map(|(_, rows)| rows.iter().flatten().map(text)).collect();
        let cells = cells.join("\n");
        let rows: Vec<String> = records(&forms.csv).concat();
        let rows = rows.join("\n");
        let mut values = Vec::new();
        strings(&forms.json, &mut values);
        for text in &written {
            assert!(cells.contains(text.as_str()), "{langs:?} xlsx: {text}");
            let above_the_table = [&assessment.organisation, &assessment.scope].contains(&text);
            assert_eq!(rows.contains(text.as_str()), !above_the_table, "{langs:?} csv: {text}");
            assert!(values.contains(text), "{langs:?} json: {text}");
            for (form, told) in &forms.pages {
                assert!(told.contains(&solid(text)), "{langs:?} {form}: {text}");
            }
        }
        // What only the file knows: ids, letters, answers and facts that the questionnaire does not have.
        let only =
            ["ZZ-9", "perhaps", "zz", "so-so", "ZZ-8", "mostly", "ships", "overseas", "2026-03-02", "2026-04-03"];
        for (form, told) in &forms.pages {
            for text in only {
                assert!(told.contains(text), "{langs:?} {form}: {text}");
            }
        }
        // Ids and answers that the questionnaire does not know, in all of them; facts of the firm above the table.
        for text in ["ZZ-9", "perhaps", "AC.L2-3.1.2/zz", "so-so", "ZZ-8", "ZZ-8/q", "mostly"] {
            assert!(cells.lines().any(|line| line == text), "{langs:?} xlsx: {text}");
            assert!(rows.lines().any(|line| line == text), "{langs:?} csv: {text}");
        }
        for text in ["ZZ-9", "perhaps", "zz", "so-so", "ZZ-8", "q", "mostly", "ships", "overseas", "not-yet"] {
            assert!(values.iter().any(|value| value == text), "{langs:?} json: {text}");
        }
        for text in ["ships: overseas", "2026-03-02", "2026-04-03"] {
            assert!(cells.contains(text), "{langs:?} xlsx: {text}");
        }
        for (lang, word) in [(Lang::En, "No, or only on condition"), (Lang::ZhTw, "否，或僅為 Conditional")] {
            assert_eq!(cells.contains(word), langs.contains(&lang), "{langs:?}");
        }
        let days = &forms.json["assessment"]["status_dates"]["l2"];
        assert_eq!((&days["conditional"], &days["final"]), (&"2026-03-02".into(), &"2026-04-03".into()));
    }
}

#[test]
fn what_is_above_the_target_and_not_answered_stays_out() {
    let own = cmmc();
    let (assessment, _) = told_in_full(&own);
    let forms = forms(&own, &assessment, &[Lang::En]);
    let first = own.requirements().iter().filter(|own| own.level == 0).map(|own| own.id.as_str());
    let mut wanted: Vec<&str> = first.collect();
    // It belongs to Level 2, but something was said of it.
    let at = wanted.iter().position(|id| *id == "AC.L2-3.1.2").expect("it is of Level 1");
    wanted.insert(at + 1, "AC.L2-3.1.3");
    let ids = |list: &Value| -> Vec<String> {
        list.as_array().expect("a list").iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids(&forms.json["requirements"]), wanted);
    assert_eq!(ids(&forms.json["kept"]), ["ZZ-9", "ZZ-8"]);
    let above = found(&forms.json["requirements"], "AC.L2-3.1.3");
    assert_eq!((&above["state"], &above["answer"]), (&"not-asked".into(), &"met".into()));

    wanted.extend(["ZZ-9", "ZZ-8"]);
    let sheets = sheets(&forms.xlsx);
    let table = Table::of(sheet(&sheets, "Requirements"));
    assert_eq!(table.rows.iter().map(|row| text(&row[0])).collect::<Vec<_>>(), wanted);
    assert_eq!(text(table.cell("AC.L2-3.1.3", "State")), "not asked");
    assert_eq!(text(table.cell("AC.L2-3.1.3", "Answer")), "Met");
    assert_eq!(text(table.cell("ZZ-9", "State")), "not in this questionnaire");
    let rows = records(&forms.csv);
    let whole: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).filter(|id| !id.contains('/')).collect();
    assert_eq!(whole, wanted);
}

#[test]
fn values_have_the_type_that_they_are() {
    let own = cmmc();
    let (mut assessment, _) = told_in_full(&own);
    assessment.target = "l2".into();
    let forms = forms(&own, &assessment, &[Lang::En]);
    let sheets = sheets(&forms.xlsx);
    assert_eq!(sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), SHEETS);

    let table = Table::of(sheet(&sheets, "Requirements"));
    let of = |head: &str| table.cell("AC.L2-3.1.1", head);
    assert_eq!(of("Points"), &Data::Float(5.0));
    assert_eq!(of("Points lost, at least"), &Data::Float(5.0));
    assert_eq!(of("Points lost, at most"), &Data::Float(5.0));
    assert_eq!((of("Credit, at least"), of("Credit, at most")), (&Data::Float(0.0), &Data::Float(0.0)));
    assert_eq!(moment(of("Due")), "2027-02-26");
    assert_eq!(moment(of("Answered (UTC)")), "2026-11-22 09:30");
    assert_eq!(text(of("Marked for review")), "yes");
    assert_eq!(of("Weight"), &Data::Empty);
    // Open: between nothing and all of it.
    let open = |head: &str| table.cell("AC.L2-3.1.5", head);
    assert_eq!((open("Points lost, at least"), open("Points lost, at most")), (&Data::Float(0.0), &Data::Float(3.0)));
    assert_eq!((open("Credit, at least"), open("Credit, at most")), (&Data::Float(0.0), &Data::Float(1.0)));
    assert_eq!((text(open("State")).as_str(), open("Answer")), ("not answered", &Data::Empty));

    let result = sheet(&sheets, "Result");
    let fact = |label: &str| result.iter().find(|row| text(&row[0]) == label).map(|row| &row[1]).expect("it is told");
    assert_eq!(moment(fact("Date of report")), "2026-11-22");
    assert_eq!(moment(fact("Begun (UTC)")), "2026-11-22 08:00");
    assert_eq!(fact("Requirements answered"), &Data::Float(3.0));
    let Data::Float(complete) = fact("Complete") else { panic!("a number") };
    assert!((complete - 3.0 / 110.0).abs() < 1e-12);
    assert_eq!(text(fact("Digest of the assessment file")), imprint().digest);

    let evidence = Table::of(sheet(&sheets, "Evidence"));
    let row = evidence.row("AC.L2-3.1.1");
    assert_eq!(moment(&row[evidence.column("Date")]), "2025-12-31");
    assert_eq!(row[evidence.column("No.")], Data::Float(1.0));
    assert_eq!(evidence.rows.len(), 6, "one row for each piece");

    let rows = records(&forms.csv);
    let own = record(&rows, "AC.L2-3.1.1");
    assert_eq!((own["Points"], own["Credit, at least"], own["Due"]), ("5", "0", "2027-02-26"));
    assert_eq!((own["Answered (UTC)"], own["Weight"]), ("2026-11-22 09:30", ""));
}

/// The contents of a file in a spreadsheet.
fn inside(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let mut text = String::new();
    archive.by_name(name).expect("it is in there").read_to_string(&mut text).expect("it is text");
    text
}

#[test]
fn a_spreadsheet_is_ready_to_be_worked_with() {
    let own = cmmc();
    let (assessment, _) = told_in_full(&own);
    let bytes = forms(&own, &assessment, &[Lang::En]).xlsx;
    for number in 1..=SHEETS.len() {
        let sheet = inside(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(sheet.contains("<autoFilter ref="), "sheet {number}");
        assert_eq!(sheet.contains("state=\"frozen\""), number > 1, "sheet {number}");
        assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "sheet {number}");
    }
    let properties = inside(&bytes, "docProps/core.xml");
    for text in [
        "<dc:title>CMMC self-assessment – Example Precision<",
        ">2026-11-22T00:00:00Z<",
        "<dc:creator>Example Precision<",
    ] {
        assert!(properties.contains(text), "{text}: {properties}");
    }
    let archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("it is an archive");
    for name in archive.file_names() {
        let name = name.expect("it is text");
        assert!(name.ends_with(".xml") || name.ends_with(".rels"), "no macro, no picture: {name}");
    }
}

#[test]
fn names_of_sheets_are_allowed_in_every_language() {
    let own = cmmc();
    let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
    assessment.entry_mut("AC.L2-3.1.1").note = Some("x".repeat(40_000));
    for langs in EVERY {
        let sheets = sheets(&forms(&own, &assessment, langs).xlsx);
        let mut names: Vec<String> = sheets.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert_eq!(names.len(), SHEETS.len() + 1, "{langs:?}");
        for name in &names {
            assert!((1..=31).contains(&name.chars().count()) && !name.contains(['[', ']', ':', '*', '?', '/', '\\']));
            let han = name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(han, langs.contains(&Lang::ZhTw), "{name}");
            assert_eq!(name.chars().any(|c| c.is_ascii_alphabetic()), langs.contains(&Lang::En), "{name}");
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), SHEETS.len() + 1, "{langs:?}: no two alike");
    }
}

#[test]
fn two_languages_stand_in_one_cell_the_first_first() {
    let own = cmmc();
    let (assessment, _) = told_in_full(&own);
    let requirement = own.requirements().iter().find(|own| own.id == "AC.L2-3.1.1").expect("it is there");
    let (english, chinese) = (requirement.title.get("en"), requirement.title.get("zh-TW"));
    for (langs, title, state, head) in [
        (EVERY[2], format!("{chinese}\n{english}"), "不符合\nnot met", "狀態\nState"),
        (EVERY[3], format!("{english}\n{chinese}"), "not met\n不符合", "State\n狀態"),
    ] {
        let forms = forms(&own, &assessment, langs);
        let rows = records(&forms.csv);
        let row = record(&rows, "AC.L2-3.1.1");
        assert_eq!(row[head], state);
        assert!(row.values().any(|cell| *cell == title));
        // What is the same in both stands once.
        assert!(row.values().any(|cell| *cell == "the note of AC.L2-3.1.1"));
        let sheets = sheets(&forms.xlsx);
        let cells: Vec<String> = sheets[2].1.iter().flatten().map(text).collect();
        assert!(cells.contains(&title) && cells.iter().any(|cell| cell == state));
        let json = found(&forms.json["requirements"], "AC.L2-3.1.1");
        assert_eq!((&json["title"]["en"], &json["title"]["zh-TW"]), (&english.into(), &chinese.into()));
        let tags: Vec<&str> = langs.iter().map(|lang| lang.tag()).collect();
        assert_eq!(forms.json["languages"], Value::from(tags));
        // What people wrote stands once in a list of evidence, its labels in both.
        let list = row.values().find(|cell| cell.contains("the walk of")).expect("there is evidence");
        assert_eq!(list.matches("the place of").count(), 1);
        assert!(list.contains("存放處") && list.contains("kept"), "{list}");
    }
}

/// The example with fractions, weights, shares and conditions, answered here and there.
fn mixed(own: &Questionnaire) -> Assessment {
    let mut assessment = Assessment::begin(own, None, "2026-11-22T08:00:00Z");
    assessment.target = "assured".into();
    assessment.profile = vec![("link".into(), "separate".into())];
    *assessment.entry_mut("ACC-1") = by_parts(&[("a", "met"), ("b", "partial")]);
    assessment.entry_mut("ACC-2").answer_whole("admins");
    assessment
}

/// Looks for the figures of a result on the pages of the forms that people read.
fn pages_tell(forms: &Forms, result: &Value) {
    let figure = |value: &Value| {
        let number = value.as_f64().expect("a number");
        let text = format!("{number:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let title = |of: &Value| solid(of["title"]["en"].as_str().expect("a title"));
    let order = ["What to fix first", "Requirements and answers"].map(solid);
    for (form, told) in &forms.pages {
        assert!(told.contains(&solid(forms.json["headline"]["en"].as_str().expect("a sentence"))), "{form}");
        assert!(told.contains(&solid(forms.json["honesty"]["en"].as_str().expect("a sentence"))), "{form}");
        for (level, own) in
            result["levels"].as_array().expect("levels").iter().zip(forms.json["levels"].as_array().expect("levels"))
        {
            assert!(told.contains(&solid(own["label"]["en"].as_str().expect("a status"))), "{form} {level}");
            let score = &level["score"];
            // A share is told with the domains; a score of points stands beside its level.
            if score["max"].as_f64().is_some_and(|max| max > 1.0) {
                let (low, high, max) = (figure(&score["low"]), figure(&score["high"]), figure(&score["max"]));
                let range = if low == high { low } else { format!("{low}to{high}") };
                assert!(told.contains(&format!("{range}of{max}")), "{form}: {range} of {max}");
            }
        }
        for (domain, own) in result["domains"]
            .as_array()
            .expect("domains")
            .iter()
            .zip(forms.json["domains"].as_array().expect("domains"))
        {
            let met = format!("{}of{}", domain["met"], domain["of"]);
            let name = format!("{}{}", domain["id"].as_str().expect("an id"), title(own));
            let near =
                |at: usize| told[at..].char_indices().take(400).map(|(_, c)| c).collect::<String>().contains(&met);
            assert!(told.match_indices(&name).any(|(at, _)| near(at)), "{form}: {name} {met}");
        }
        // The gaps in their order, in the part that lists them.
        // Behind the contents, where there are any, and before what is told again on the next page.
        let starts: Vec<usize> = told.match_indices(&order[0]).map(|(at, _)| at).collect();
        let start = starts.get(1).or(starts.first()).copied().expect("gaps have a part of their own");
        let end = told[start..].find(&order[1]).map_or(told.len(), |length| start + length);
        let mut at = start;
        for gap in forms.json["gaps"].as_array().expect("gaps") {
            let id = gap["id"].as_str().expect("an id");
            let why = solid(gap["label"]["en"].as_str().expect("a reason"));
            let found = told[at..end].find(id).unwrap_or_else(|| panic!("{form}: {id} is a gap, in this order"));
            at += found + id.len();
            assert!(told[at..end].contains(&why), "{form} {id}: {why}");
        }
        for requirement in forms.json["requirements"].as_array().expect("requirements") {
            let id = requirement["id"].as_str().expect("an id");
            let label = solid(requirement["label"]["en"].as_str().expect("an answer"));
            let near = |at: usize| told[at..].chars().take(600).collect::<String>().contains(&label);
            assert!(told.match_indices(id).any(|(at, _)| near(at)), "{form} {id}: {label}");
        }
    }
}

#[test]
fn all_forms_tell_the_same_figures_as_the_result() {
    let sample = |own: &Questionnaire, target: &str| {
        let built_in = catalog::built_in("cmmc").expect("it is built in");
        let sample = built_in.sample("en", Some(target)).expect("it brings a sample");
        let mut assessment = Assessment::begin(own, None, "2026-11-22T08:00:00Z");
        answers::take_yaml(&sample, own, &mut assessment, "2026-11-22T08:00:00Z").expect("the answers fit");
        assessment
    };
    let half = |own: &Questionnaire| {
        let mut assessment = sample(own, "l2");
        assessment.answers.truncate(60);
        assessment
    };
    let (cmmc, supplier) = (cmmc(), supplier());
    let cases = [
        (&cmmc, sample(&cmmc, "l1")),
        (&cmmc, sample(&cmmc, "l2")),
        (&cmmc, half(&cmmc)),
        (&cmmc, Assessment::begin(&cmmc, None, "2026-11-22T08:00:00Z")),
        (&supplier, mixed(&supplier)),
    ];
    for (own, assessment) in &cases {
        let answered = proven(own, assessment);
        let result = serde_json::to_value(result::result(&answered, &score(&answered))).expect("it is JSON");
        let forms = forms(own, assessment, &[Lang::En]);
        assert_eq!(forms.json["result"], result, "the result stands whole in the report");
        let number = |value: &Value| value.as_f64();
        let same = |cell: &Data, wanted: Option<f64>, what: &str| match (cell, wanted) {
            (Data::Empty, None) => {}
            (Data::Float(cell), Some(wanted)) => assert!((cell - wanted).abs() < 5e-5, "{what}: {cell} and {wanted}"),
            (cell, wanted) => panic!("{what}: {cell:?} and {wanted:?}"),
        };
        pages_tell(&forms, &result);
        let sheets = sheets(&forms.xlsx);

        let rows = sheet(&sheets, "Result");
        let head = rows.iter().position(|row| text(&row[0]) == "Level").expect("levels have a table");
        let levels = Table::of(&rows[head..]);
        let wanted = result["levels"].as_array().expect("levels");
        assert_eq!(levels.rows.len(), wanted.len());
        for (index, (row, level)) in levels.rows.iter().zip(wanted).enumerate() {
            assert_eq!(forms.json["levels"][index]["status"], level["status"]);
            assert_eq!(forms.json["levels"][index]["label"]["en"], text(&row[1]));
            for (head, key) in
                [("Score, at least", "low"), ("Score, at most", "high"), ("Highest score there is", "max")]
            {
                same(&row[levels.column(head)], number(&level["score"][key]), head);
            }
            for (head, key) in [("Counts from", "from"), ("Holds until", "until"), ("To be affirmed by", "affirm_by")] {
                let cell = &row[levels.column(head)];
                let day = (*cell != Data::Empty).then(|| Value::from(moment(cell)));
                assert_eq!(day.unwrap_or_default(), level["validity"][key], "{head}");
            }
        }

        let domains = Table::of(sheet(&sheets, "Domains"));
        let wanted = result["domains"].as_array().expect("domains");
        assert_eq!(domains.rows.len(), wanted.len());
        assert_eq!(forms.json["domains"].as_array().map(Vec::len), Some(wanted.len()));
        for domain in wanted {
            let of = |head: &str| domains.cell(domain["id"].as_str().expect("an id"), head);
            same(of("Met"), number(&domain["met"]), "met");
            same(of("Counted"), number(&domain["of"]), "of");
            same(of("Share, at least"), number(&domain["share"]["low"]), "share");
            same(of("Share, at most"), number(&domain["share"]["high"]), "share");
        }

        let requirements = Table::of(sheet(&sheets, "Requirements"));
        let rows = records(&forms.csv);
        let listed = forms.json["requirements"].as_array().expect("requirements");
        assert_eq!(requirements.rows.len(), listed.len());
        for requirement in listed {
            let id = requirement["id"].as_str().expect("an id");
            let result = found(&result["requirements"], id);
            assert_eq!(requirement["answer"], result["answer"], "{id}");
            let credit = |key: &str| number(&result["credit"]).or_else(|| number(&result["range"][key]));
            let lost = |key: &str| number(&result["lost"]).or_else(|| number(&result["lost_range"][key]));
            same(requirements.cell(id, "Credit, at least"), credit("low"), id);
            same(requirements.cell(id, "Credit, at most"), credit("high"), id);
            // Points are told where a score counts them.
            if *requirements.cell(id, "Points lost, at least") != Data::Empty {
                same(requirements.cell(id, "Points lost, at least"), lost("low"), id);
                same(requirements.cell(id, "Points lost, at most"), lost("high"), id);
            }
            // The table as text says what the spreadsheet says.
            for (head, cell) in record(&rows, id) {
                match requirements.cell(id, head) {
                    Data::Float(number) => {
                        let told: f64 = cell.parse().expect("a number");
                        assert!((told - number).abs() < 5e-5, "{id} {head}: {cell}");
                    }
                    Data::DateTime(_) => assert_eq!(cell, moment(requirements.cell(id, head)), "{id} {head}"),
                    other => assert_eq!(cell, text(other), "{id} {head}"),
                }
            }
        }
        let scored = result["levels"].as_array().expect("levels").iter().any(|level| !level["score"].is_null());
        let points = requirements.rows.iter().filter(|row| row[requirements.column("Points")] != Data::Empty).count();
        assert_eq!(points > 0, scored, "points are told where there is a score");

        let objectives = sheet(&sheets, "Objectives").len() - 1;
        assert_eq!(objectives, rows[1..].iter().filter(|row| row[0].contains('/')).count());
        let parts = listed.iter().map(|own| own["objectives"].as_array().expect("a list").len());
        assert_eq!(objectives, parts.sum::<usize>());

        let gaps = Table::of(sheet(&sheets, "Gaps and action plan"));
        let order = gaps.column("Order");
        let ids: Vec<String> =
            gaps.rows.iter().filter(|row| row[order] != Data::Empty).map(|row| text(&row[0])).collect();
        let json: Vec<&str> =
            forms.json["gaps"].as_array().expect("gaps").iter().map(|gap| gap["id"].as_str().expect("an id")).collect();
        assert_eq!(ids, json);
        let failing = listed.iter().filter(|own| matches!(own["state"].as_str(), Some("not-met" | "partly"))).count();
        assert_eq!(ids.len(), failing);
        for gap in forms.json["gaps"].as_array().expect("gaps") {
            let id = gap["id"].as_str().expect("an id");
            assert_eq!(gap["poam"], found(&result["requirements"], id)["poam"], "{id}");
            same(gaps.cell(id, "Points lost"), number(&gap["points"]), id);
            assert_eq!(gap["label"]["en"], text(gaps.cell(id, "Why it counts")), "{id}");
            let planned = gap["poam"] == "allowed";
            assert_eq!(text(gaps.cell(id, "May stand on the action plan")) == "yes", planned, "{id}");
        }
    }
}

#[test]
fn what_a_condition_hides_and_fractions_are_told() {
    let own = supplier();
    let forms = forms(&own, &mixed(&own), &[Lang::En]);
    let sheets = sheets(&forms.xlsx);
    let table = Table::of(sheet(&sheets, "Requirements"));
    assert_eq!(text(table.cell("NET-1", "State")), "not asked");
    assert_eq!(table.cell("NET-1", "Points lost, at most"), &Data::Empty);
    assert_eq!(table.cell("ACC-1", "Credit, at least"), &Data::Float(0.5));
    assert_eq!(table.cell("ACC-2", "Credit, at least"), &Data::Float(0.4));
    assert_eq!(table.cell("ACC-2", "Points lost, at least"), &Data::Float(3.0), "its answer states what it takes");
    assert_eq!(table.cell("ACC-2", "Weight"), &Data::Float(2.0));
    assert_eq!(text(table.cell("ACC-1", "Also known as")), "A.1");
    let rows = records(&forms.csv);
    assert_eq!(record(&rows, "ACC-1/b")["State"], "partly met");
    assert_eq!(record(&rows, "ACC-2")["Credit, at least"], "0.4");
    let parts = &found(&forms.json["requirements"], "ACC-1")["objectives"];
    assert_eq!(
        (&parts[1]["id"], &parts[1]["state"], &parts[1]["answer"]),
        (&"b".into(), &"partly".into(), &"partial".into())
    );
}

#[test]
fn the_keys_of_the_json_form_are_these() {
    let own = cmmc();
    let (assessment, _) = told_in_full(&own);
    let sheet = proven(&own, &assessment);
    let (scorecard, imprint) = (score(&sheet), imprint());
    let mut before = assessment.clone();
    before.entry_mut("AC.L2-3.1.1").answer_whole("met");
    let earlier = proven(&own, &before);
    let (look, old) = (Look::default(), score(&earlier));
    let point = |sheet, card| Point { file: "own.assessment.yaml".into(), sheet, card };
    let trend = [point(&earlier, &old), point(&sheet, &scorecard)];
    let subject = Subject { sheet: &sheet, scorecard: &scorecard, trend: &trend, imprint: &imprint, look: &look };
    let file = report_file(&subject, &[Lang::En]);
    let text = serde_json::to_string_pretty(&file).expect("it is JSON");
    let top: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("  \"")?.split_once("\": ").map(|(key, _)| key)).collect();
    let wanted = [
        "format",
        "program",
        "date",
        "languages",
        "organisation",
        "scope",
        "questionnaire",
        "assessment",
        "target",
        "headline",
        "honesty",
        "result",
        "levels",
        "domains",
        "requirements",
        "gaps",
        "since",
        "trend",
        "open",
        "profile",
        "kept",
    ];
    assert_eq!(top, wanted);
    let json: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(json["format"], "gradus/report/1");
    let keys = |value: &Value| value.as_object().expect("a map").keys().cloned().collect::<Vec<String>>();
    let sorted = |words: &[&str]| {
        let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        words.sort();
        words
    };
    let requirement = found(&json["requirements"], "AC.L2-3.1.1");
    let wanted = [
        "id",
        "aliases",
        "domain",
        "level",
        "title",
        "question",
        "state",
        "answer",
        "label",
        "objectives",
        "reason",
        "note",
        "evidence",
        "plan",
        "flag",
        "at",
        "by",
    ];
    assert_eq!(keys(requirement), sorted(&wanted));
    assert_eq!(keys(&requirement["evidence"][0]), sorted(&["kind", "what", "where", "owner", "date", "sha256"]));
    assert_eq!(
        keys(&requirement["plan"]),
        sorted(&["action", "owner", "start", "due", "status", "milestones", "resources"])
    );
    assert_eq!(requirement["evidence"][1]["where"], Value::Null);
    assert_eq!(keys(&json["since"]), sorted(&["day", "reached", "levels", "changes"]));
    assert_eq!(keys(&json["since"]["levels"][0]), sorted(&["id", "status", "score"]));
    assert_eq!(keys(&json["trend"]), sorted(&["assessments", "steps"]));
    assert_eq!(json["trend"]["assessments"].as_array().map(Vec::len), Some(2));
    let change = &json["since"]["changes"][0];
    let told = ["id", "before", "now", "direction"].map(|key| change[key].as_str().expect("a word"));
    assert_eq!(told, ["AC.L2-3.1.1", "met", "not-met", "worse"]);
    let gap = ["id", "why", "label", "points", "effort", "first_step", "poam", "planned"];
    assert_eq!(keys(&json["gaps"][0]), sorted(&gap));
    assert_eq!(json["open"][0]["state"], "unanswered");
    assert_eq!(json["kept"][0]["evidence"][0]["kind"], "examine");
    assert_eq!(json["kept"][1]["objectives"]["q"], "mostly");
    assert_eq!(json["profile"][0]["label"]["en"], "No, or only on condition");
    assert_eq!(json["profile"][1]["label"], Value::Null);
    // Answered as a whole: no objective has a state of its own.
    assert_eq!(requirement["objectives"][0]["state"], Value::Null);
    let parts = found(&json["requirements"], "AC.L2-3.1.2")["objectives"].clone();
    assert_eq!(parts.as_array().expect("a list").last().expect("the unknown letter")["answer"], "so-so");
}

/// The keys of a value and of what is in it, as paths.
fn paths(value: &Value, at: &str, found: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| paths(item, at, found)),
        Value::Object(items) => {
            for (key, item) in items {
                // What is below the languages, the levels and the result has names of its own.
                let path = format!("{at}/{key}");
                let named = ["en", "zh-TW", "q"].contains(&key.as_str()) || at.ends_with("/status_dates");
                if !named && !at.starts_with("/result") {
                    found.insert(path.clone());
                }
                paths(item, if named { at } else { &path }, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_docs_tell_the_columns_and_keys_there_are() {
    let page = std::fs::read_to_string("docs/report-formats.md").expect("the page is there").replace("\r\n", "\n");
    let own = cmmc();
    let (mut assessment, _) = told_in_full(&own);
    assessment.entry_mut("AC.L2-3.1.1").note = Some("x".repeat(40_000));
    assessment.profile.remove(0);
    *assessment.entry_mut("AC.L2-3.1.5") = by_parts(&[("a", "met")]);
    assessment.target = "l3".into();
    let forms = forms(&own, &assessment, &[Lang::En]);
    for (name, rows) in sheets(&forms.xlsx) {
        let head = rows.iter().position(|row| row.iter().all(|cell| *cell != Data::Empty)).expect("it has heads");
        let heads: Vec<String> = rows[head].iter().map(text).collect();
        let line = page.lines().find(|line| line.starts_with(&format!("| {name} |"))).expect("the sheet is told");
        if name == "Requirements" {
            assert!(line.contains("those of `csv`"));
            assert_eq!(heads, records(&forms.csv)[0]);
        } else {
            assert!(line.contains(&format!("| {}", heads.join(", "))), "{name}: {}", heads.join(", "));
        }
    }
    let block = |kind: &str| {
        let (_, rest) = page.split_once(&format!("```{kind}\n")).expect("there is an example");
        rest.split_once("```").expect("the example ends").0.to_owned()
    };
    assert_eq!(records(format!("\u{feff}{}", block("csv")).as_bytes())[0], records(&forms.csv)[0]);
    let told: Value = serde_json::from_str(&block("json")).expect("the example is JSON");
    let (mut wanted, mut written) = Default::default();
    paths(&told, "", &mut wanted);
    paths(&forms.json, "", &mut written);
    // Said of objectives that have other names, and of nothing else.
    written.remove("/requirements/objectives/aliases");
    written.retain(|path| !path.starts_with("/kept/evidence/") && !path.starts_with("/kept/plan/"));
    assert_eq!(written, wanted);
}

/// Texts that spreadsheets, terminals and people stumble over.
fn awkward() -> Vec<String> {
    vec![
        "名".repeat(200),
        "A name of two hundred letters ".repeat(7),
        "👩‍🔧 👨‍👩‍👧‍👦 🇹🇼 e\u{301}\u{308}".to_owned(),
        "\u{202e}turned\u{202c} שלום \u{200f}عربي".to_owned(),
        "bell\u{7} escape\u{1b}[31m C1\u{9b} delete\u{7f}".to_owned(),
        "_x0041_ _x005F_x0041_ & <b>\"x\"</b> ]]>".to_owned(),
        "𠮷野家 㐂 \u{fffe}".to_owned(),
        "one\n\n  two\n\tthree  \n".to_owned(),
        "a;b,c|d\te".to_owned(),
    ]
}

#[test]
fn awkward_texts_come_back_as_they_were_written() {
    let own = cmmc();
    for text in awkward() {
        let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
        assessment.organisation.clone_from(&text);
        assessment.entry_mut("AC.L2-3.1.1").note = Some(text.clone());
        let forms = forms(&own, &assessment, &[Lang::ZhTw, Lang::En]);
        let sheets = sheets(&forms.xlsx);
        assert!(sheets[0].1.iter().flatten().any(|cell| self::text(cell) == text), "{text:?}");
        assert!(sheets[2].1.iter().flatten().any(|cell| self::text(cell) == text), "{text:?}");
        // A table as text has no way to write a control character that nothing obeys.
        let seen: String =
            text.chars().map(|c| if c.is_control() && !"\n\t".contains(c) { '\u{fffd}' } else { c }).collect();
        let rows = records(&forms.csv);
        assert!(rows.iter().flatten().any(|cell| *cell == seen), "{text:?}");
        assert_eq!(found(&forms.json["requirements"], "AC.L2-3.1.1")["note"], text.as_str());
        assert_eq!(forms.json["organisation"], text.as_str());
    }
}

#[test]
fn a_text_that_fits_no_cell_stands_whole_on_a_sheet_of_its_own() {
    let own = cmmc();
    let sentence = "每月與人資名冊核對一次，差異當日處理 👩‍🔧；紀錄存於表單 IT-07。\n";
    let note: String = sentence.chars().cycle().take(100_000).collect();
    let lines = "line\n".repeat(400);
    let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
    assessment.scope.clone_from(&lines);
    assessment.entry_mut("AC.L2-3.1.1").note = Some(note.clone());
    let forms = forms(&own, &assessment, &[Lang::En]);
    let sheets = sheets(&forms.xlsx);
    for cell in sheets.iter().flat_map(|(_, rows)| rows.iter().flatten()) {
        let cell = text(cell);
        assert!(cell.encode_utf16().count() <= 32_767 && cell.matches('\n').count() <= 253);
    }
    let rows = sheet(&sheets, "Long texts");
    let table = Table::of(rows);
    let whole = |column: &str| -> String {
        let of = table.rows.iter().filter(|row| text(&row[table.column("Column")]) == column);
        of.map(|row| text(&row[table.column("Text")])).collect()
    };
    assert!(whole("Note") == note, "all of it, in order");
    assert!(whole("Scope") == lines, "a cell holds so many lines only");
    let parts: Vec<&Vec<Data>> = table.rows.iter().filter(|row| text(&row[1]) == "AC.L2-3.1.1").collect();
    for (index, row) in parts.iter().enumerate() {
        assert_eq!(text(&row[0]), "Requirements");
        let wanted = [index + 1, parts.len()].map(|number| Data::Float(f64::from(u16::try_from(number).expect("few"))));
        assert_eq!(row[3..5], wanted);
    }
    // The cell says where, and the rows that it names are those.
    let requirements = Table::of(sheet(&sheets, "Requirements"));
    let cell = text(requirements.cell("AC.L2-3.1.1", "Note"));
    let first = rows.iter().position(|row| text(&row[1]) == "AC.L2-3.1.1").expect("it has rows") + 1;
    let notice = format!(
        "(Too long for one cell: 100000 characters. The whole text is on the sheet “Long texts”, rows {first} to {}. It begins:)\n\n",
        first + parts.len() - 1
    );
    let beginning =
        cell.strip_prefix(&notice).unwrap_or_else(|| panic!("{}", cell.chars().take(200).collect::<String>()));
    assert!(beginning.len() > 20_000 && note.starts_with(beginning));

    assert!(record(&records(&forms.csv), "AC.L2-3.1.1")["Note"] == note, "no cell of a CSV file is too small");
    assert!(found(&forms.json["requirements"], "AC.L2-3.1.1")["note"] == note.as_str());
}

#[test]
fn no_text_is_a_formula() {
    let own = cmmc();
    let signs = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];
    let signs = signs.iter().flat_map(|sign| ["", " ", "\u{3000}", "\n "].map(|before| format!("{before}{sign}1+1")));
    let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
    let written: Vec<(&str, String)> =
        own.requirements().iter().filter(|own| own.level < 2).map(|own| own.id.as_str()).zip(signs).collect();
    assert_eq!(written.len(), 40, "each sign behind each beginning");
    for (id, text) in &written {
        let entry = assessment.entry_mut(id);
        (entry.note, entry.by) = (Some(text.clone()), Some(text.clone()));
    }
    let forms = forms(&own, &assessment, &[Lang::En]);
    let (rows, sheets) = (records(&forms.csv), sheets(&forms.xlsx));
    let table = Table::of(sheet(&sheets, "Requirements"));
    for (id, text) in &written {
        let row = record(&rows, id);
        let harmless = format!("'{text}");
        assert_eq!((row["Note"], row["Answered by"]), (harmless.as_str(), harmless.as_str()));
        assert_eq!(table.cell(id, "Note"), &Data::String(text.clone()));
    }
    for number in 1..=SHEETS.len() {
        assert!(!inside(&forms.xlsx, &format!("xl/worksheets/sheet{number}.xml")).contains("<f>"));
    }
    // The cell keeps its text even where somebody edits it.
    assert!(inside(&forms.xlsx, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn a_csv_file_is_one_that_spreadsheets_read() {
    let own = cmmc();
    let (mut assessment, _) = told_in_full(&own);
    assessment.entry_mut("AC.L2-3.1.1").note = Some("first \"line\",\nsecond line".into());
    let bytes = forms(&own, &assessment, &[Lang::ZhTw]).csv;
    let text = String::from_utf8(bytes).expect("it is UTF-8");
    assert!(text.starts_with("\u{feff}編號,"));
    assert!(text.ends_with("\r\n"));
    assert!(text.contains("\"first \"\"line\"\",\nsecond line\""));
    let rows = records(text.as_bytes());
    let ends = text.matches("\r\n").count();
    assert_eq!(ends, rows.len(), "every record ends with CR and LF, and nothing else has them");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    // One row for a requirement, then one for each of its objectives.
    let ids: Vec<&str> = rows[1..8].iter().map(|row| row[0].as_str()).collect();
    let letters = ["", "/a", "/b", "/c", "/d", "/e", "/f"].map(|letter| format!("AC.L2-3.1.1{letter}"));
    assert_eq!(ids, letters);
}

#[test]
fn the_program_writes_each_of_them() {
    let desk = Desk::new();
    desk.cmmc("firm.assessment.yaml", &[("AC.L2-3.1.1", "not-met"), ("AC.L2-3.1.2", "met")]);
    let digest: String =
        Sha256::digest(desk.read("firm.assessment.yaml")).iter().map(|byte| format!("{byte:02x}")).collect();
    for ending in ["json", "csv", "xlsx"] {
        for (lang, said) in [("en", "Report: "), ("zh-TW", "報告：")] {
            let args = ["report", "firm.assessment.yaml", "--format", ending, "--date", "2026-11-22", "--lang", lang];
            let run = desk.gradus(&args);
            assert_eq!((run.status, run.err.as_str()), (0, ""), "{ending}");
            assert_eq!(run.out, format!("{said}reports/firm.{ending}\n"));
            let named = format!("{lang}.{ending}");
            let other = desk.gradus(&[&args as &[&str], &["-o", &named]].concat());
            assert_eq!((other.status, other.out), (0, format!("{said}{named}\n")));
            let (one, two) = (desk.read(&named), desk.read(&format!("reports/firm.{ending}")));
            assert!(one == two, "{ending}: same input, same bytes");
            match ending {
                "json" => {
                    let json: Value = serde_json::from_slice(&one).expect("it is JSON");
                    assert_eq!(json["assessment"]["digest"], format!("sha256:{digest}"));
                    assert_eq!((&json["languages"][0], &json["date"]), (&lang.into(), &"2026-11-22".into()));
                    assert!(one.ends_with(b"}\n"));
                    let scored = desk.gradus(&["score", "firm.assessment.yaml", "--format", "json"]);
                    let scored: Value = serde_json::from_str(&scored.out).expect("it is JSON");
                    assert_eq!(json["result"], scored);
                }
                "csv" => assert_eq!(records(&one)[1][0], "AC.L2-3.1.1"),
                _ => {
                    let told = sheets(&one)[0].1.iter().flatten().any(|cell| text(cell) == format!("sha256:{digest}"));
                    assert!(told, "the digest of the file is told");
                }
            }
        }
    }
    let run = desk.gradus(&["report", "missing.assessment.yaml", "--format", "csv"]);
    assert_eq!(run.status, 1, "{}", run.err);
    let run = desk.gradus(&["report", "firm.assessment.yaml", "--format", "xlsx", "-o", "firm.assessment.yaml/x.xlsx"]);
    assert_eq!(run.status, 1, "{}", run.err);
}

#[test]
fn nothing_in_the_json_steers_a_terminal() {
    let desk = Desk::new();
    let own = cmmc();
    let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
    assessment.target = "l1".into();
    let note = "\u{1b}[2J \u{9b}31m \u{202e}turned\u{7f}";
    assessment.entry_mut("AC.L2-3.1.1").note = Some(note.into());
    desk.write("firm.assessment.yaml", file::write(&assessment));
    let run = desk.gradus(&["report", "firm.assessment.yaml", "--format", "json", "-o", "firm.json"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let text = desk.text("firm.json");
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'));
    let json: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(found(&json["requirements"], "AC.L2-3.1.1")["note"], note);
}
