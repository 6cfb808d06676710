//! The docs repeat what the program says; here they are held against it.

use gradus::assessment::{Assessment, answers, file};
use gradus::diagnostic::{Code, Severity, Source};
use gradus::draft::ready::Ready;
use gradus::draft::wishes::{Options, Wishes};
use gradus::draft::{Voice, columns, page, rows};
use gradus::language::Lang;
use gradus::questionnaire::{self, Texts};
use gradus::storage;
use gradus::table::separated;

/// The page of all codes in a language.
const fn codes_page(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "docs/codes.md",
        Lang::ZhTw => "docs/codes.zh-TW.md",
        Lang::Added(_) => panic!("only built-in languages have pages"),
    }
}

/// The first paragraph under the heading of a code.
fn paragraph(code: Code, lang: Lang) -> String {
    let words = &lang.words().messages;
    let severity = match code.severity() {
        Severity::Error => words.error,
        Severity::Warning => words.warning,
    };
    let (sentence, cure) = lang.problem(code);
    match lang {
        Lang::En => {
            let mut word = severity.to_owned();
            word[..1].make_ascii_uppercase();
            format!("{word}: {sentence}.\n{cure}\n")
        }
        Lang::ZhTw => format!("{severity}：{sentence}。{cure}\n"),
        Lang::Added(_) => panic!("only built-in languages have pages"),
    }
}

/// Replaces the first paragraph under the heading of each code, and leaves all else as it is.
fn blessed(text: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(code) = line.strip_prefix("### ").and_then(Code::named) else { continue };
        while lines.next_if(|line| line.is_empty()).is_some() {}
        while lines.next_if(|line| !line.is_empty() && !line.starts_with('#')).is_some() {}
        out.push('\n');
        out.push_str(&paragraph(code, lang));
        if lines.peek().is_some_and(|line| line.starts_with('#')) {
            out.push('\n');
        }
    }
    out
}

/// The first block of a kind under a heading of a page.
fn example<'p>(page: &'p str, heading: &str, kind: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("{heading} is a heading"));
    let (_, rest) = rest.split_once(&format!("```{kind}\n")).unwrap_or_else(|| panic!("{heading} has an example"));
    rest.split_once("```").expect("the example ends").0
}

#[test]
fn the_examples_of_the_assessment_format_are_what_the_program_reads_and_writes() {
    let page = std::fs::read_to_string("docs/assessment-format.md").expect("the page is there").replace("\r\n", "\n");
    let read = |text: &str| {
        let source = Source { name: "x.assessment.yaml".to_owned(), text: text.to_owned().into() };
        file::read(&source).expect("the example is good").0
    };
    let written = example(&page, "By example", "yaml");
    assert_eq!(file::write(&read(written)), written);

    let example_of = storage::questionnaire("tests/fixtures/good/supplier-basics.yaml", &Texts::Main);
    let own = example_of.ok().and_then(|loaded| loaded.questionnaire).expect("the example is good");
    let text = example(&page, "Answers from a file", "yaml").to_owned();
    let source = Source { name: "answers.yaml".to_owned(), text: text.into() };
    let mut assessment = Assessment::begin(&own, None, "2026-11-22T20:38:25Z");
    answers::take_yaml(&source, &own, &mut assessment, "2026-11-22T20:38:25Z").expect("the answers fit");
    assert_eq!(assessment.entry("ACC-1"), read(written).entry("ACC-1"), "both tell the same");
}

#[test]
fn every_code_stands_in_the_docs_with_sentence_and_cure() {
    for lang in Lang::ALL {
        let page = codes_page(lang);
        let found = std::fs::read_to_string(page).expect("the page is there").replace("\r\n", "\n");
        let wanted = blessed(&found, lang);
        if std::env::var_os("GRADUS_BLESS").is_some() {
            std::fs::write(page, &wanted).expect("the page can be written");
        } else {
            assert_eq!(found, wanted, "GRADUS_BLESS=1 cargo test --test documentation writes {page} anew");
        }
        let headings: Vec<&str> = wanted.lines().filter_map(|line| line.strip_prefix("### ")).collect();
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(headings, codes, "{page}: one heading for each code, in order");
    }
}

/// Pages of the questionnaire format, with the headings of what is said about `new`.
const NEW: [(&str, &str); 2] = [
    ("docs/questionnaire-format.md", "Begin with `gradus new`"),
    ("docs/questionnaire-format.zh-TW.md", "從 `gradus new` 開始"),
];

fn page_of(path: &str) -> String {
    std::fs::read_to_string(path).expect("the page is there").replace("\r\n", "\n")
}

#[test]
fn the_tables_of_the_questionnaire_format_become_questionnaires() {
    for (path, heading) in NEW {
        let text = example(&page_of(path), heading, "csv").to_owned();
        let table = separated::read("t.csv", text).expect("the example is a table");
        let mut problems = Vec::new();
        let columns = columns::find(&table, &[], &mut problems).expect("nothing is ignored");
        let languages = columns.languages(Lang::En);
        let voice = Voice { languages: &languages, lang: Lang::En };
        let outcome = rows::read(&table, &columns, &Wishes::default(), "own", voice, &mut problems);
        assert_eq!(problems, [], "{path}");
        let text = page::write(&outcome.draft, Lang::En);
        let source = Source { name: "own.yaml".into(), text: text.into() };
        let loaded = questionnaire::read(source, Some("own"), &Texts::All, &|_| None);
        let own = loaded.questionnaire.unwrap_or_else(|| panic!("{path}: {:?}", loaded.problems));
        let placed: Vec<(&str, &str, usize)> = own
            .requirements()
            .iter()
            .map(|own_one| (own_one.id.as_str(), own.domains()[own_one.domain].id.as_str(), own_one.level))
            .collect();
        assert_eq!(placed, [("ACC-1", "ACC", 0), ("ACC-2", "ACC", 1), ("NET-1", "NET", 1)], "{path}");
        let first = &own.requirements()[0];
        assert_eq!(first.help.get("en").lines().count(), 2, "{path}: a cell may have two lines");
        assert_eq!(own.requirements()[2].depends_on, [0, 1], "{path}");
    }
}

#[test]
fn every_column_and_option_of_new_stands_in_the_docs_and_is_known() {
    for (path, heading) in NEW {
        let page = page_of(path);
        let (_, rest) = page.split_once(&format!("\n## {heading}\n")).expect("the heading is there");
        let part = rest.split("\n## ").next().unwrap_or_default();
        // What the page calls a column is one, and every column is called by its name.
        let (_, columns_of) = part.split_once("```csv\n").expect("the example is there");
        let rows: Vec<&str> = columns_of.lines().filter(|line| line.starts_with("| ")).collect();
        let first_cells = |row: &&str| row.split('|').skip(1).take(2).collect::<Vec<_>>().join(" ");
        let words: Vec<String> = rows
            .iter()
            .map(first_cells)
            .filter(|cells| !cells.contains("--"))
            .flat_map(|cells| cells.split(['`', ',', '、', ' ']).map(str::to_owned).collect::<Vec<_>>())
            .filter(|word| !word.is_empty() && !["Column", "欄名", "英文欄名"].contains(&word.as_str()))
            .collect();
        for word in &words {
            let table = separated::read("t.csv", format!("{word}\n")).expect("one head is a table");
            let mut problems = Vec::new();
            let found = columns::find(&table, &[], &mut problems).expect("nothing is ignored");
            assert_eq!(found.read.len(), 1, "{path}: {word}");
        }
        for name in columns::names() {
            assert!(words.iter().any(|word| word == name), "{path}: {name}");
        }
        for scale in Ready::ALL {
            assert!(part.contains(scale.id()), "{path}: {}", scale.id());
        }
        for option in [
            "--title",
            "--languages",
            "--publisher",
            "--licence",
            "--levels",
            "--scale",
            "--rule",
            "--domains",
            "--from",
            "--sheet",
            "--ignore",
            "--plain",
        ] {
            assert!(part.contains(option), "{path}: {option}");
        }
    }
    let options = Options {
        levels: vec!["en=basic,managed".into(), "zh-TW=基礎級,管理級".into()],
        domains: vec!["Accounts, NET: Network".into()],
        ..Options::default()
    };
    let languages = options.languages(&Lang::En.words().draft).expect("the example is good").expect("they are named");
    let voice = Voice { languages: &languages, lang: Lang::En };
    let wishes = options.wishes(voice).expect("the example is good");
    let ids: Vec<String> = wishes.domains.expect("they are named").into_iter().map(|named| named.id).collect();
    assert_eq!(ids, ["ACC", "NET"]);
}
