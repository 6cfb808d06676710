//! `gradus show`: a questionnaire as a reader wants to know it, and how far it is translated.

mod desk;

use std::collections::BTreeMap;

use desk::{Desk, Run};
use gradus::diagnostic::{Code, Diagnostic, Source};
use gradus::questionnaire::{Loaded, Texts, catalog, read};
use gradus::report::coverage::{Part, coverage};
use gradus::storage;
use unicode_width::UnicodeWidthStr as _;

const EXAMPLE: &str = include_str!("fixtures/good/supplier-basics.yaml");

#[track_caller]
fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.out
}

#[test]
fn the_example_as_people_see_it() {
    let desk = Desk::new();
    desk.write("supplier-basics.yaml", EXAMPLE);
    for lang in ["en", "zh-TW"] {
        let shown = good(desk.gradus(&["--lang", lang, "show", "supplier-basics.yaml"]));
        assert!(shown.lines().all(|line| line.width() <= 80), "{shown}");
        insta::assert_snapshot!(format!("example-{lang}"), shown);
    }
}

#[test]
fn everything_that_the_built_in_one_says_of_itself_is_shown() {
    let own = catalog::built_in("cmmc").expect("it is built in").read(&Texts::All).questionnaire.expect("it is sound");
    let desk = Desk::new();
    for lang in ["en", "zh-TW"] {
        let shown = good(desk.gradus(&["--lang", lang, "show", "cmmc"]));
        assert!(shown.lines().all(|line| line.width() <= 80), "{shown}");
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let plain = bare(&shown);
        let attribution = own.attribution();
        let mut texts = vec![own.title(), own.summary(), &attribution.publisher, &attribution.based_on];
        texts.push(&attribution.disclaimer);
        for level in own.levels() {
            texts.extend([&level.title, &level.meaning, &level.statuses.final_status.title]);
        }
        texts.extend(own.domains().iter().map(|domain| &domain.title));
        texts.extend(own.profile().iter().flat_map(|question| {
            std::iter::once(&question.ask).chain(question.choices.iter().map(|(_, label)| label))
        }));
        let texts = texts.into_iter().map(|text| text.get(lang).to_owned());
        let ids = own.requirements().iter().map(|requirement| requirement.id.clone());
        let facts = [own.edition(), own.digest(), "CC-BY-4.0", "gradus show cmmc"].map(str::to_owned);
        for text in texts.chain(ids).chain(facts) {
            assert!(plain.contains(&bare(&text)), "{text}");
        }
        // Titles and answers stand in columns, which break them.
        for requirement in own.requirements() {
            let row = shown.lines().find(|line| line.trim_start().starts_with(&format!("{} ", requirement.id)));
            let row = row.unwrap_or_else(|| panic!("{} has a row", requirement.id));
            let begins: String = requirement.title.get(lang).chars().take(4).collect();
            assert!(row.contains(&begins), "{row}");
            assert!(row.ends_with(&own.levels()[requirement.level].id), "{row}");
        }
        let counts = |line: &str| line.split_whitespace().filter_map(|word| word.parse().ok()).collect::<Vec<usize>>();
        assert!(shown.lines().any(|line| counts(line) == [17, 93, 24, 134]), "{shown}");
    }
}

#[test]
fn a_fault_in_a_language_that_is_not_shown_hides_no_other() {
    let desk = Desk::new();
    let main = EXAMPLE.replace("languages: [en, zh-TW]", "languages: [en, zh-TW]\ntexts: beside");
    desk.write("supplier-basics.yaml", &main);
    desk.write("supplier-basics.zh-TW.yaml", "format: [");
    let shown = good(desk.gradus(&["show", "supplier-basics.yaml"]));
    assert!(shown.contains("Stops the most common attacks.") && !shown.contains("Translation"), "{shown}");
    assert_eq!(desk.gradus(&["--lang", "zh-TW", "show", "supplier-basics.yaml"]).status, 3);
}

/// How many translations `check` misses, by language.
fn missed(loaded: &Loaded) -> BTreeMap<String, usize> {
    let mut missed = BTreeMap::new();
    let is_missing = |problem: &&Diagnostic| problem.code == Code::MissingTranslation;
    for problem in loaded.problems.iter().filter(is_missing) {
        let lang = problem.args.iter().find(|(name, _)| *name == "lang").expect("it names the language");
        *missed.entry(lang.1.clone()).or_default() += 1;
    }
    missed
}

#[test]
fn coverage_misses_what_check_misses() {
    let mut seen = 0;
    let fixtures = ["tests/fixtures/bad", "tests/fixtures/good"].map(|folder| storage::listed(folder.as_ref()));
    let files = fixtures.into_iter().flatten().map(|path| path.display().to_string());
    for name in files.chain(["cmmc".to_owned()]) {
        let Ok(loaded) = storage::questionnaire(&name, &Texts::All) else { continue };
        let Some(own) = &loaded.questionnaire else { continue };
        let missed = missed(&loaded);
        for told in coverage(own) {
            let wanted = missed.get(&told.language).copied().unwrap_or_default();
            assert_eq!(told.expected - told.present, wanted, "{name} in {}", told.language);
            assert_eq!(told.lacking.iter().map(|(_, count)| count).sum::<usize>(), wanted, "{name}");
            seen += wanted;
        }
    }
    assert!(seen > 0, "something was missing somewhere");
}

#[test]
fn coverage_names_the_parts_that_lack_texts() {
    let mut text = EXAMPLE.to_owned();
    for gone in [", zh-TW: 部分實施", ", zh-TW: 網路", ", zh-TW: 客戶連線隔離", ", zh-TW: 基礎級"] {
        assert!(text.contains(gone), "{gone}");
        text = text.replacen(gone, "", 1);
    }
    let source = Source { name: "q.yaml".into(), text: text.clone().into() };
    let own = read(source, Some("supplier-basics"), &Texts::All, &|_| None).questionnaire.expect("it is sound");
    let [english, chinese] = &coverage(&own)[..] else { panic!("two languages") };
    assert_eq!((english.present, english.percent(), english.lacking.len()), (english.expected, 100, 0));
    assert_eq!(chinese.expected - chinese.present, 4);
    assert_eq!(chinese.lacking, [(Part::Scales, 1), (Part::Levels, 1), (Part::Domain(1), 2)]);
    assert_eq!(chinese.percent(), 29 * 100 / 33);

    let desk = Desk::new();
    desk.write("supplier-basics.yaml", text);
    for (lang, wanted) in [
        ("en", "Traditional Chinese (Taiwan): 29 of 33 texts (87%). Missing: Scales (1), Levels (1), NET (2)."),
        ("zh-TW", "正體中文（臺灣）：33 段文字中已有 29 段（87%）。缺少：量表 1 段、各等級 1 段、NET 2 段。"),
    ] {
        let shown = good(desk.gradus(&["--lang", lang, "show", "supplier-basics.yaml"]));
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert!(bare(&shown).contains(&bare(wanted)), "{shown}");
    }
}
