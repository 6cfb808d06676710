//! Tables of requirements: what stands in them comes back, and everything odd is told with row and column.

mod desk;

use std::io::{Cursor, Write as _};

use desk::{Desk, Run};
use gradus::diagnostic::{Code, Diagnostic};
use gradus::draft::ready::Rule;
use gradus::draft::wishes::{Options, Wishes};
use gradus::draft::{Voice, columns, page, rows};
use gradus::language::Lang;
use gradus::questionnaire::{self, EvidenceKind, Loaded, Poam, Questionnaire, Text, Texts};
use gradus::render::diagnostics::sentences;
use gradus::storage;
use gradus::table::{Kind, Table, separated, workbook};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

/// Heads of the columns that hold texts, and texts of a questionnaire in the same order.
const TEXTS: [&str; 7] = ["ask", "title", "help", "advice", "evidence_examine", "evidence_interview", "evidence_test"];

fn texts(own: &Questionnaire, at: usize, tag: &str) -> Vec<String> {
    let requirement = &own.requirements()[at];
    let hint = |kind: EvidenceKind| {
        let found = requirement.evidence.iter().find(|hint| hint.kind == kind);
        found.map_or(String::new(), |hint| own_text(&hint.hint, tag))
    };
    let plain = [&requirement.ask, &requirement.title, &requirement.help, &requirement.advice];
    plain.map(|text| own_text(text, tag)).into_iter().chain(EvidenceKind::ALL.map(hint)).collect()
}

/// The text in this language and no other.
fn own_text(text: &Text, tag: &str) -> String {
    text.by_language().find(|(own, _)| *own == tag).map_or(String::new(), |(_, text)| text.to_owned())
}

/// Makes a questionnaire of a table; tells its problems where there are errors.
fn made(table: &Table, wishes: &Wishes, ignore: &[&str]) -> Result<(String, Questionnaire), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let ignore: Vec<String> = ignore.iter().map(|&name| name.to_owned()).collect();
    let columns = columns::find(table, &ignore, &mut problems).expect("what is ignored is there");
    let languages = columns.languages(Lang::En);
    let voice = Voice { languages: &languages, lang: Lang::En };
    let outcome = rows::read(table, &columns, wishes, "own", voice, &mut problems);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    let text = page::write(&outcome.draft, Lang::En);
    let source = gradus::diagnostic::Source { name: "own.yaml".into(), text: text.clone().into() };
    let loaded = questionnaire::read(source, Some("own"), &Texts::All, &|_| None);
    let errors: Vec<&Diagnostic> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    Ok((text, loaded.questionnaire.expect("it has no errors")))
}

fn of_csv(text: &str) -> Table {
    separated::read("t.csv", text.to_owned()).unwrap_or_else(|(problem, _)| panic!("{problem:?}"))
}

/// Rows of cells, written as a spreadsheet writes CSV.
fn written(rows: &[Vec<String>]) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory takes it");
    }
    String::from_utf8(writer.into_inner().expect("memory takes it")).expect("it was text")
}

fn heads() -> Vec<String> {
    ["en", "zh-TW"].iter().flat_map(|tag| TEXTS.map(|head| format!("{head}.{tag}"))).collect()
}

/// Row by row, whatever stands in a cell that is not blank stands in the questionnaire.
fn comes_back(table: &Table, rows: &[Vec<String>]) {
    let (text, own) = made(table, &Wishes::default(), &[]).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(own.requirements().len(), rows.len());
    for (at, row) in rows.iter().enumerate() {
        let found = [texts(&own, at, "en"), texts(&own, at, "zh-TW")].concat();
        // A requirement without a title is called by its id.
        let untitled = row[1].trim().is_empty() && row[1 + TEXTS.len()].trim().is_empty();
        for (column, (found, wanted)) in found.iter().zip(row).enumerate() {
            let wanted = wanted.replace("\r\n", "\n").replace('\r', "\n");
            match wanted.trim().is_empty() {
                true if untitled && column == 1 => assert_eq!(*found, own.requirements()[at].id),
                true => assert_eq!(found, "", "{text}"),
                false => assert_eq!(*found, wanted, "{text}"),
            }
        }
    }
}

/// Rows in which at least the English question says something.
fn any_rows(cell: impl Strategy<Value = String> + Clone + 'static) -> impl Strategy<Value = Vec<Vec<String>>> {
    let row = prop::collection::vec(cell, 2 * TEXTS.len());
    let asks = row.prop_map(|mut row| {
        if row[0].trim().is_empty() {
            row[0].push('?');
        }
        row
    });
    prop::collection::vec(asks, 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_comes_back(rows in any_rows(any::<String>())) {
        comes_back(&of_csv(&written(&[vec![heads()], rows.clone()].concat())), &rows);
    }

    #[test]
    fn any_text_of_signs_that_mean_something_comes_back(rows in any_rows("[-?:,#&*!|>'\"%@`{}\\[\\]~=.+ \t\n\\\\a0no中，：。\u{3000}]{0,14}".boxed())) {
        comes_back(&of_csv(&written(&[vec![heads()], rows.clone()].concat())), &rows);
    }

    #[test]
    fn any_text_of_a_workbook_comes_back(rows in any_rows("[ -~\n中文，：。「」😀é_x]{0,14}".boxed())) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in [vec![heads()], rows.clone()].concat().iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string(row as u32, column as u16, cell).expect("it is no longer than a cell");
            }
        }
        comes_back(&of_book(&mut book), &rows);
    }
}

fn of_book(book: &mut Workbook) -> Table {
    let bytes = book.save_to_buffer().expect("memory takes it");
    workbook::read("t.xlsx", &bytes, None).unwrap_or_else(|(problem, _)| panic!("{problem:?}"))
}

const FULL: &str = "\u{feff}編號;構面;等級;名稱;問題;說明;建議;權重;配分;行動計畫;必要;工作量;量表;須先完成;檢視
A-1;NET:網路;Level 2;區隔;是否區隔？;含機台;先盤點;1/2;5;可;否;小;;;拓樸圖
A-2;網路;Level 1;遠端;是否管制遠端存取？;;;80%;３;met，not-met;;M;yes-no;A-1;
A-3;帳號;Level 1;;是否專屬？;;;2;;;是;L;four-steps;A-1、A-2;
";

#[test]
fn every_column_arrives() {
    let wishes = Wishes { rule: Some(Rule::Points), ..Wishes::default() };
    let (text, own) = made(&of_csv(FULL), &wishes, &[]).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(own.languages(), ["zh-TW"], "the names of the columns are Chinese");
    let domains: Vec<(&str, &str)> =
        own.domains().iter().map(|domain| (domain.id.as_str(), domain.title.get("zh-TW"))).collect();
    assert_eq!(domains, [("NET", "網路"), ("D2", "帳號")]);
    let levels: Vec<(&str, &str)> =
        own.levels().iter().map(|level| (level.id.as_str(), level.title.get("zh-TW"))).collect();
    assert_eq!(levels, [("level-1", "Level 1"), ("level-2", "Level 2")], "by their number, not by their row");
    let [first, second, third] = own.requirements() else { panic!("three requirements") };
    assert_eq!((first.id.as_str(), first.level, first.title.get("zh-TW")), ("A-1", 1, "區隔"));
    assert_eq!((first.help.get("zh-TW"), first.advice.get("zh-TW")), ("含機台", "先盤點"));
    assert_eq!(first.evidence[0].hint.get("zh-TW"), "拓樸圖");
    let number = |text: &str| gradus::exact::Fraction::parse(text);
    assert_eq!((first.weight.clone(), first.points.clone()), (number("1/2"), number("5")));
    assert_eq!((second.weight.clone(), second.points.clone()), (number("4/5"), number("3")), "wide digits count");
    assert_eq!((&first.poam, &second.poam, &third.poam), (&Poam::Allowed, &Poam::With(vec![0, 1]), &Poam::Never));
    assert_eq!((first.essential, third.essential, third.points.clone()), (false, true, None));
    let efforts = [first, second, third].map(|own| own.effort.map(|effort| effort.letter()));
    assert_eq!(efforts, [Some("S"), Some("M"), Some("L")]);
    let scales = [first, second, third].map(|own| own_scale(&own_of(&text), own.scale));
    assert_eq!(scales, ["three-steps", "yes-no", "four-steps"]);
    assert_eq!((second.depends_on.as_slice(), third.depends_on.as_slice()), (&[0][..], &[0, 1][..]));
}

fn own_of(text: &str) -> Questionnaire {
    let source = gradus::diagnostic::Source { name: "own.yaml".into(), text: text.to_owned().into() };
    questionnaire::read(source, Some("own"), &Texts::All, &|_| None).questionnaire.expect("it is sound")
}

fn own_scale(own: &Questionnaire, at: usize) -> String {
    own.scales()[at].id.clone()
}

#[test]
fn what_is_missing_gets_one_of_its_kind() {
    let (_, own) =
        made(&of_csv("question\nIs it?\nIs that?\n"), &Wishes::default(), &[]).expect("a question is enough");
    let ids: Vec<&str> = own.requirements().iter().map(|own| own.id.as_str()).collect();
    assert_eq!((ids, own.levels().len(), own.domains().len()), (vec!["R-1", "R-2"], 1, 1));
    for (rule, weight) in [(Rule::Mean, true), (Rule::Share("80%".into()), true), (Rule::Points, false)] {
        let wishes = Wishes { rule: Some(rule.clone()), ..Wishes::default() };
        let (_, own) = made(&of_csv("ask\nIs it?\n"), &wishes, &[]).expect("numbers are added");
        let requirement = &own.requirements()[0];
        assert_eq!((requirement.weight.is_some(), requirement.points.is_some()), (weight, !weight), "{rule:?}");
    }
    // Ids that are proposed step aside for those that were typed.
    let (_, own) = made(&of_csv("id,domain,ask\n,OT,a?\nOT-1,OT,b?\n,OT,c?\n"), &Wishes::default(), &[]).expect("good");
    let ids: Vec<&str> = own.requirements().iter().map(|own| own.id.as_str()).collect();
    assert_eq!(ids, ["OT-2", "OT-1", "OT-3"]);
}

#[test]
fn levels_and_domains_that_were_named_are_found_by_id_title_or_number() {
    let languages = ["en".to_owned()];
    let voice = Voice { languages: &languages, lang: Lang::En };
    let options = Options {
        levels: vec!["Basic, Well managed".into()],
        domains: vec!["OT: Shop floor, Office".into()],
        ..Options::default()
    };
    let wishes = options.wishes(voice).expect("good wishes");
    let table = of_csv("domain,level,ask\nshop floor,2,a?\nOFF,basic,b?\not,WELL-MANAGED,c?\n");
    let (_, own) = made(&table, &wishes, &[]).unwrap_or_else(|problems| panic!("{problems:?}"));
    let placed: Vec<(usize, usize)> = own.requirements().iter().map(|own| (own.domain, own.level)).collect();
    assert_eq!(placed, [(0, 1), (0, 1), (1, 0)]);
    let problems = made(&of_csv("domain,level,ask\nOT,3,a?\nOficce,Basic,b?\n"), &wishes, &[]).expect_err("not named");
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["Q0410", "Q0410", "Q0413", "Q0413"]);
    assert!(problems[1].args.contains(&("meant", "Office".to_owned())), "{problems:?}");
}

/// Code, row and column of everything that is told.
fn told(problems: &[Diagnostic]) -> Vec<(Code, String)> {
    let field = |problem: &Diagnostic, name: &str| {
        problem.args.iter().find(|(own, _)| *own == name).map_or(String::new(), |(_, value)| value.clone())
    };
    problems.iter().map(|problem| (problem.code, field(problem, "column") + &field(problem, "row"))).collect()
}

#[test]
fn everything_odd_is_told_at_once_with_row_and_column() {
    let table = of_csv(
        "id,domain,level,ask,weight,poam,essential,effort,scale,depends_on,remark\n\
         A-1,X,1,Is it?,one,soon,maybe,XL,ten,Z-1,\n\
         a-1,X,,,-1,,,,,,,beyond\n\
         A 3,X,1,Is it?,,,,,,,more\n",
    );
    let wishes = Wishes { rule: Some(Rule::Share("80%".into())), ..Wishes::default() };
    let problems = made(&table, &wishes, &[]).expect_err("there is much to tell");
    let mut found = told(&problems);
    found.sort();
    let wanted = [
        (Code::TableColumn, "K"),
        (Code::TableHead, "L3"),
        (Code::RowWithoutQuestion, "3"),
        (Code::RowIdTwice, "3"),
        (Code::RowId, "A4"),
        (Code::EmptyCell, "C3"),
        (Code::EmptyCell, "E4"),
        (Code::CellNumber, "E2"),
        (Code::CellNumber, "E3"),
        (Code::CellWord, "F2"),
        (Code::CellWord, "G2"),
        (Code::CellWord, "H2"),
        (Code::CellWord, "I2"),
        (Code::RowDependsOn, "J2"),
    ];
    let wanted: Vec<(Code, String)> = wanted.map(|(code, place)| (code, place.to_owned())).to_vec();
    assert_eq!(found, wanted);
    for problem in &problems {
        for lang in Lang::ALL {
            let (sentence, cure) = sentences(problem, lang);
            assert!(!sentence.contains('{') && !cure.contains('{'), "{sentence} {cure}");
        }
    }
    let titles = of_csv("domain.en,domain.zh-TW,ask.en\nOffice,辦公,a?\nOffice,辦公室,b?\n");
    let problems = made(&titles, &Wishes::default(), &[]).expect_err("two titles");
    assert_eq!(told(&problems), [(Code::OtherTitle, "B3".to_owned())]);
    // Behind an id too: neither of two titles is dropped without a word, and a title alike swallows no id.
    let titles = of_csv("domain,ask\nNET: Network,a?\nNET: Networks,b?\n");
    let problems = made(&titles, &Wishes::default(), &[]).expect_err("two titles behind one id");
    assert_eq!(told(&problems), [(Code::OtherTitle, "A3".to_owned())]);
    let later = of_csv("domain,ask\nNET,a?\nNET: Network,b?\nOUT: Network,c?\nNetwork,d?\n");
    let own = made(&later, &Wishes::default(), &[]).expect("nothing is odd").1;
    let domains: Vec<(&str, &str, usize)> =
        own.domains().iter().map(|own| (own.id.as_str(), own.title.get("en"), own.requirements.len())).collect();
    assert_eq!(domains, [("NET", "Network", 3), ("OUT", "Network", 1)]);
    let problems = made(&of_csv("ask,ask.en\na?,b?\n"), &Wishes::default(), &[]).expect_err("the same language");
    assert_eq!(told(&problems), [(Code::TableColumnTwice, "B".to_owned())]);
    assert_eq!(told(&made(&of_csv("ask\n,\n"), &Wishes::default(), &[]).expect_err("no row"))[0].0, Code::EmptyTable);
}

/// A workbook with one sheet.
fn book(write: impl FnOnce(&mut Worksheet)) -> Table {
    let mut book = Workbook::new();
    write(book.add_worksheet());
    of_book(&mut book)
}

fn string(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    sheet.write_string(row, column, text).expect("it is no longer than a cell");
}

#[test]
fn a_workbook_is_read_as_its_author_sees_it() {
    let table = book(|sheet| {
        for (column, head) in ["id", "domain", "level", "ask", "weight", "essential"].into_iter().enumerate() {
            string(sheet, 0, column as u16, head);
        }
        let plain = Format::new();
        sheet.merge_range(1, 1, 2, 1, "Office", &plain).expect("cells can be merged");
        for (row, id) in [(1, "A-1"), (2, "A-2"), (5, "B-1")] {
            string(sheet, row, 0, id);
            string(sheet, row, 3, "Is it?");
            sheet.write_number(row, 2, 1.0).expect("a number");
            sheet.write_number(row, 4, 0.1 + 0.2).expect("a number");
        }
        string(sheet, 5, 1, "Shop floor");
        sheet.write_boolean(5, 5, true).expect("a truth");
    });
    let wishes = Wishes { rule: Some(Rule::Mean), ..Wishes::default() };
    let (_, own) = made(&table, &wishes, &[]).unwrap_or_else(|problems| panic!("{problems:?}"));
    let domains: Vec<usize> = own.requirements().iter().map(|own| own.domain).collect();
    assert_eq!(domains, [0, 0, 1], "a merged cell stands for all its rows, and empty rows for nothing");
    assert_eq!(own.levels()[0].id, "l1", "1.0 is 1");
    assert_eq!(own.requirements()[0].weight, gradus::exact::Fraction::parse("0.3"));
    assert!(own.requirements()[2].essential);
}

#[test]
fn what_a_spreadsheet_has_made_of_a_cell_is_told() {
    let table = book(|sheet| {
        string(sheet, 0, 0, "id");
        string(sheet, 0, 1, "ask");
        sheet.write_number(1, 0, 3.1).expect("a number");
        sheet.write_number(2, 0, 3.2).expect("a number");
        string(sheet, 1, 1, "Is it?");
        string(sheet, 2, 1, "Is that?");
    });
    let mut problems = Vec::new();
    let columns = columns::find(&table, &[], &mut problems).expect("nothing is ignored");
    let languages = columns.languages(Lang::En);
    let voice = Voice { languages: &languages, lang: Lang::En };
    let outcome = rows::read(&table, &columns, &Wishes::default(), "own", voice, &mut problems);
    assert_eq!(told(&problems), [(Code::IdNumber, "A2".to_owned())], "once, with how many there are");
    assert!(!problems[0].is_error() && problems[0].args.contains(&("count", "2".to_owned())), "{problems:?}");
    let ids: Vec<&str> = outcome.draft.requirements().map(|own| own.id.as_str()).collect();
    assert_eq!(ids, ["3.1", "3.2"]);

    let table = book(|sheet| {
        string(sheet, 0, 0, "id");
        string(sheet, 0, 1, "ask");
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_number_with_format(1, 0, 46_024.0, &day).expect("a day");
        string(sheet, 1, 1, "Is it?");
        sheet.write_formula(2, 1, Formula::new("=1/0").set_result("#DIV/0!")).expect("a formula");
        string(sheet, 2, 0, "A-1");
    });
    assert_eq!(table.rows[1][0].kind, Kind::Date);
    let problems = made(&table, &Wishes::default(), &[]).expect_err("neither can be used");
    let found = told(&problems);
    assert!(
        found.contains(&(Code::CellDate, "A2".to_owned()))
            && problems[0].args.contains(&("found", "2026-01-02".to_owned())),
        "{problems:?}"
    );
    // The place is the line of the row, and the cell in it.
    let span = problems[0].span.expect("it has a place");
    let text = &table.source.text;
    assert_eq!(&text[span.start as usize..span.end as usize], "2026-01-02");
    assert_eq!(text[..span.start as usize].matches('\n').count(), 1, "row 2 is line 2");
}

/// What the refusal of a workbook says.
fn refused(bytes: &[u8], sheet: Option<&str>) -> Diagnostic {
    match workbook::read("t.xlsx", bytes, sheet) {
        Ok(_) => panic!("it is refused"),
        Err((problem, _)) => problem,
    }
}

/// A workbook in whose strings a text stands very often.
fn bomb(times: usize) -> Vec<u8> {
    let mut book = Workbook::new();
    string(book.add_worksheet(), 0, 0, "ask");
    let good = book.save_to_buffer().expect("memory takes it");
    let mut archive = zip::ZipArchive::new(Cursor::new(good)).expect("it is an archive");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("it is there");
        let options = zip::write::SimpleFileOptions::default();
        let name = part.name().expect("a name is text").into_owned();
        writer.start_file(name.as_str(), options).expect("memory takes it");
        if name.ends_with("sharedStrings.xml") {
            writer
                .write_all(b"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>")
                .expect("memory");
            let line = [b'a'; 1 << 16];
            (0..times).for_each(|_| writer.write_all(&line).expect("memory takes it"));
            writer.write_all(b"</t></si></sst>").expect("memory takes it");
        } else {
            std::io::copy(&mut part, &mut writer).expect("memory takes it");
        }
    }
    writer.finish().expect("memory takes it").into_inner()
}

#[test]
fn a_workbook_that_is_none_or_a_bomb_is_refused() {
    let mut good = Workbook::new();
    string(good.add_worksheet().set_name("One").expect("a name"), 0, 0, "ask");
    string(good.add_worksheet().set_name("Two 表").expect("a name"), 0, 0, "id");
    let good = good.save_to_buffer().expect("memory takes it");
    let table = workbook::read("t.xlsx", &good, Some("two 表")).expect("it is there");
    assert_eq!((table.rows[0][0].text.as_str(), table.sheets), ("id", Some(("Two 表".into(), vec!["One".into()]))));
    let problem = refused(&good, Some("Tow 表"));
    assert_eq!(problem.code, Code::UnknownSheet);
    assert!(problem.args.contains(&("meant", "Two 表".to_owned())), "{problem:?}");
    for bytes in
        [&b""[..], b"id,ask\n", b"PK\x05\x06", &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &good[..good.len() / 2]]
    {
        assert_eq!(refused(bytes, None).code, Code::NotAWorkbook);
    }
    // Cut or changed anywhere it is read or refused, and never a panic.
    for at in (0..good.len()).step_by(149) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        let _ = workbook::read("t.xlsx", &bytes, None);
        let _ = workbook::read("t.xlsx", &good[..at], None);
    }
    let bomb = bomb(1_040);
    assert!(bomb.len() < 1 << 20, "{} bytes unpack to 65 MB", bomb.len());
    assert_eq!(refused(&bomb, None).code, Code::TableTooLarge);
    // A text that many cells share is short in the file and long in memory.
    let mut shared = Workbook::new();
    let sheet = shared.add_worksheet();
    for row in 0..600 {
        string(sheet, row, 0, &"a".repeat(32_000));
    }
    assert_eq!(refused(&shared.save_to_buffer().expect("memory takes it"), None).code, Code::TableTooLarge);
    let mut far = Workbook::new();
    string(far.add_worksheet(), 20_000, 0, "x");
    assert_eq!(refused(&far.save_to_buffer().expect("memory takes it"), None).code, Code::TableTooLarge);
    let many = "a\n".repeat(30_000);
    assert_eq!(separated::read("t.csv", many).expect_err("too many rows").0.code, Code::TableTooLarge);
}

fn run(desk: &Desk, args: &[&str]) -> Run {
    desk.gradus(&[&["new", "own.yaml", "--from"], args].concat())
}

fn storage_read(desk: &Desk) -> Loaded {
    storage::questionnaire(&desk.path("own.yaml").display().to_string(), &Texts::All).expect("it can be read")
}

#[test]
fn the_program_reads_tables_and_says_what_it_did_not_read() {
    let desk = Desk::new();
    desk.write("t.csv", "level,ask,remark\nHigh,a?,x\nLow,b?,\n");
    let told = run(&desk, &["t.csv"]);
    assert_eq!((told.status, told.out.as_str()), (3, ""));
    assert!(told.err.contains("Q0401") && told.err.contains("--ignore \"remark\""), "{}", told.err);
    let told = run(&desk, &["t.csv", "--ignore", "no such"]);
    assert!(told.status == 2 && told.err.contains("no such"), "{}", told.err);
    assert_eq!(desk.names(), ["t.csv"]);
    let told = run(&desk, &["t.csv", "--ignore", "Remark", "--rule", "share"]);
    assert_eq!(told.status, 0, "{}", told.err);
    assert!(told.err.contains("High, Low") && told.err.contains("--levels"), "{}", told.err);
    assert!(told.err.contains("no column weight"), "{}", told.err);
    assert!(desk.text("own.yaml").contains("Made from the table t.csv"), "{}", desk.text("own.yaml"));
    let own = storage_read(&desk).questionnaire.expect("it is sound");
    assert_eq!(own.levels()[0].id, "high");
    std::fs::remove_file(desk.path("own.yaml")).expect("it is there");

    let mut book = Workbook::new();
    string(book.add_worksheet().set_name("Read me").expect("a name"), 0, 0, "hello");
    let sheet = book.add_worksheet().set_name("Requirements").expect("a name");
    string(sheet, 0, 0, "ask");
    string(sheet, 1, 0, "是否已實施？");
    desk.write("t.xlsx", book.save_to_buffer().expect("memory takes it"));
    let told = run(&desk, &["t.xlsx"]);
    assert!(told.status == 3 && told.err.contains("t.xlsx (Read me):1:1"), "{}", told.err);
    let told = run(&desk, &["t.xlsx", "--sheet", "requirements", "--lang", "zh-TW"]);
    assert_eq!(told.status, 0, "{}", told.err);
    assert!(told.err.contains("Read me"), "{}", told.err);
    assert!(desk.text("own.yaml").contains("ask: 是否已實施？"));
}

#[test]
fn what_only_the_whole_shows_is_told_and_nothing_is_written() {
    let desk = Desk::new();
    desk.write("t.csv", "id,ask,depends_on\nA,a?,B\nB,b?,A\n");
    let told = run(&desk, &["t.csv"]);
    assert!(told.status == 3 && told.err.contains("Q0215"), "{}", told.err);
    desk.write("t.csv", b"\xbds\xb8\xb9,\xb0\xdd\xc3D\n");
    let told = run(&desk, &["t.csv", "--lang", "zh-TW"]);
    assert!(told.status == 3 && told.err.contains("Big5") && told.err.contains("CSV UTF-8"), "{}", told.err);
    desk.write("t.csv", "ask\n\"Is it?\nIs that?\n");
    assert!(run(&desk, &["t.csv"]).err.contains("Q0418"));
    assert_eq!(run(&desk, &["nothing.csv"]).status, 1);
    assert_eq!(desk.names(), ["t.csv"]);
}
