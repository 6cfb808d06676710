//! Zero trust as data, compared row by row with the model's table, and scored: cases worked out by hand.

mod desk;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use desk::{Desk, Run};
use gradus::assessment::sheet::prove;
use gradus::assessment::{Assessment, file::Places};
use gradus::exact::Fraction;
use gradus::questionnaire::{Method, NOT_APPLICABLE, Questionnaire, Texts, UNKNOWN, catalog};
use gradus::scoring::{Range, Scorecard, Status, score};
use serde_json::Value;

static ZTMM: LazyLock<Questionnaire> = LazyLock::new(|| {
    let loaded = catalog::built_in("ztmm").expect("it is built in").read(&Texts::All);
    loaded.questionnaire.expect("it has no errors")
});

const PILLARS: [(&str, &str, &str, usize); 5] = [
    ("ZT-I", "Identity", "身分", 7),
    ("ZT-D", "Devices", "設備", 7),
    ("ZT-N", "Networks", "網路", 7),
    ("ZT-A", "Applications and Workloads", "應用程式與工作負載", 8),
    ("ZT-T", "Data", "資料", 8),
];

const STAGES: [(&str, &str, &str); 4] = [
    ("traditional", "Traditional", "傳統"),
    ("initial", "Initial", "初始"),
    ("advanced", "Advanced", "進階"),
    ("optimal", "Optimal", "最佳"),
];

#[test]
fn every_row_is_a_row_of_the_model() {
    let mut facts = csv::Reader::from_reader(include_str!("fixtures/facts/ztmm.csv").as_bytes());
    let rows: Vec<[String; 5]> = facts.deserialize().map(|row| row.expect("a row has its columns")).collect();
    assert_eq!((rows.len(), ZTMM.requirements().len()), (37, 37));
    for (own, [id, pillar, function, chinese, note]) in ZTMM.requirements().iter().zip(&rows) {
        let domain = &ZTMM.domains()[own.domain];
        assert_eq!((&own.id, domain.title.get("en")), (id, pillar.as_str()));
        // What each pillar has alike is told with its name, or five rows would bear the same title.
        let (english, chinese) = if note == "cross-cutting" {
            let plain = function.strip_suffix(" Capability").expect("it is one");
            let chinese = chinese.strip_suffix("能力").expect("it is one");
            (format!("{pillar}: {plain}"), format!("{}：{chinese}", domain.title.get("zh-TW")))
        } else {
            (function.clone(), chinese.clone())
        };
        assert_eq!((own.title.get("en"), own.title.get("zh-TW")), (english.as_str(), chinese.as_str()), "{id}");
        let number = id.strip_prefix(&domain.id).expect("an id begins with its pillar");
        assert_eq!(note == "cross-cutting", ["V", "A", "G"].contains(&number), "{id}");
    }
}

#[test]
fn pillars_and_stages_are_those_of_the_model() {
    let pillars = ZTMM
        .domains()
        .iter()
        .map(|own| (own.id.as_str(), own.title.get("en"), own.title.get("zh-TW"), own.requirements.len()));
    assert_eq!(pillars.collect::<Vec<_>>(), PILLARS);
    let levels = ZTMM.levels().iter().map(|own| (own.id.as_str(), own.title.get("en"), own.title.get("zh-TW")));
    assert_eq!(levels.collect::<Vec<_>>(), STAGES);
    assert_eq!(ZTMM.method(), Method::Mean);
    for level in 0..4 {
        assert_eq!(ZTMM.needed_value(level), Fraction::from(i64::try_from(level).expect("it is small")));
    }
}

#[test]
fn every_row_says_in_both_languages_what_each_stage_means_there() {
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for own in ZTMM.requirements() {
        let answers = &ZTMM.scale_of(own).answers;
        let ids: Vec<&str> = answers.iter().rev().map(|answer| answer.id.as_str()).collect();
        assert_eq!(ids, STAGES.map(|(id, ..)| id), "{}", own.id);
        for (answer, tag) in answers.iter().flat_map(|answer| ["en", "zh-TW"].map(|tag| (answer, tag))) {
            let meaning = answer.meaning.get(tag);
            assert!(meaning.chars().count() > 15, "{} {} {tag}: {meaning}", own.id, answer.id);
            assert!(told.insert((tag, meaning)), "{} {}: no two stages are told alike: {meaning}", own.id, answer.id);
        }
    }
    assert_eq!(told.len(), 37 * 4 * 2);
}

/// A firm that answers by pillar, a figure for each row in order: its stage, `-` for "not applicable", `?` for "don't
/// know", `.` for nothing.
fn firm(target: &str, pillars: [&str; 5]) -> Assessment {
    let mut firm = Assessment::begin(&ZTMM, None, "2026-11-22T08:00:00Z");
    target.clone_into(&mut firm.target);
    for (domain, figures) in ZTMM.domains().iter().zip(pillars) {
        assert_eq!(domain.requirements.len(), figures.len(), "{} has a figure for each row", domain.id);
        for (position, figure) in domain.requirements.clone().zip(figures.chars()) {
            let answer = match figure {
                '.' => continue,
                '-' => NOT_APPLICABLE,
                '?' => UNKNOWN,
                stage => STAGES[stage.to_digit(4).expect("a stage is 0 to 3") as usize].0,
            };
            let entry = firm.entry_mut(&ZTMM.requirements()[position].id);
            entry.answer = Some(answer.to_owned());
            entry.reason = (answer == NOT_APPLICABLE).then(|| "no such thing here".to_owned());
        }
    }
    firm
}

fn scored(firm: &Assessment) -> Scorecard {
    let sheet = prove(&ZTMM, firm, &Places::default(), &mut Vec::new());
    score(&sheet.unwrap_or_else(|problems| panic!("{problems:?}")))
}

fn exactly(over: i64, under: i64) -> Range {
    let value = Fraction::from(over) / Fraction::from(under);
    Range { low: value.clone(), high: value }
}

fn means(card: &Scorecard) -> Vec<Option<Range>> {
    card.domains.iter().map(|domain| domain.value.clone()).collect()
}

fn overall(card: &Scorecard) -> Range {
    card.levels[0].score.clone().expect("there is a mean").range
}

#[test]
fn a_weak_firm_stays_at_the_lowest_stage() {
    let card = scored(&firm("advanced", ["0100000", "0010000", "1000000", "00000000", "10000000"]));
    // 1/7, 1/7, 1/7, 0 and 1/8; (3/7 + 1/8) / 5 = (24/56 + 7/56) / 5 = 31/280.
    let wanted = [exactly(1, 7), exactly(1, 7), exactly(1, 7), exactly(0, 1), exactly(1, 8)];
    assert_eq!(means(&card), wanted.map(Some));
    assert_eq!(overall(&card), exactly(31, 280));
    assert_eq!(card.reached, Some(0));
    assert_eq!(
        card.levels.iter().map(|level| level.status).collect::<Vec<_>>(),
        [Status::Final, Status::NotReached, Status::NotReached]
    );
    assert_eq!(card.domains.iter().map(|domain| domain.level).collect::<Vec<_>>(), [Some(0); 5]);
}

#[test]
fn a_middling_firm_is_at_a_stage_by_its_mean_while_a_pillar_lags() {
    let card = scored(&firm("advanced", ["2211112", "2212111", "1120101", "11121101", "11212001"]));
    // 10/7, 10/7, 6/7, 8/8 and 8/8; (26/7 + 2) / 5 = 40/35 = 8/7.
    let wanted = [exactly(10, 7), exactly(10, 7), exactly(6, 7), exactly(1, 1), exactly(1, 1)];
    assert_eq!(means(&card), wanted.map(Some));
    assert_eq!(overall(&card), exactly(8, 7));
    assert_eq!((card.reached, card.target), (Some(1), Status::NotReached));
    // A mean of exactly 1 has reached the stage; 6/7 has not.
    let stages = [Some(1), Some(1), Some(0), Some(1), Some(1)];
    assert_eq!(card.domains.iter().map(|domain| domain.level).collect::<Vec<_>>(), stages);
}

#[test]
fn a_strong_firm_reaches_the_stage_it_aims_at_to_the_last_fraction() {
    let pillars = ["3322222", "2222222", "2222221", "22222222", "22222211"];
    let card = scored(&firm("advanced", pillars));
    // 16/7, 2, 13/7, 2 and 14/8; 16/7 + 13/7 = 29/7; (29/7 + 4 + 7/4) / 5 = (116 + 112 + 49) / 140 = 277/140 < 2.
    assert_eq!(overall(&card), exactly(277, 140));
    assert_eq!((card.reached, card.target), (Some(1), Status::NotReached));
    // One row up by one stage: + 1/8/5 = 1/40; 277/140 + 1/40 = 554/280 + 7/280 = 561/280, just above 2.
    let card = scored(&firm("advanced", [pillars[0], pillars[1], pillars[2], pillars[3], "22222221"]));
    assert_eq!(overall(&card), exactly(561, 280));
    assert_eq!((card.reached, card.target), (Some(2), Status::Final));
    let best = scored(&firm("optimal", ["3333333", "3333333", "3333333", "33333333", "33333333"]));
    assert_eq!((overall(&best), best.reached, best.target), (exactly(3, 1), Some(3), Status::Final));
}

#[test]
fn a_pillar_of_which_nothing_applies_has_no_stage_and_counts_in_no_mean() {
    let card = scored(&firm("initial", ["1111111", "1111111", "1111111", "--------", "22222222"]));
    assert_eq!((card.domains[3].value.clone(), card.domains[3].level), (None, None));
    // (1 + 1 + 1 + 2) / 4, not / 5.
    assert_eq!(overall(&card), exactly(5, 4));
    assert_eq!((card.reached, card.target), (Some(1), Status::Final));
    // A row that does not apply is left out of its pillar: 5/6, not 5/7.
    let card = scored(&firm("initial", ["11111-0", "1111111", "1111111", "--------", "22222222"]));
    assert_eq!(card.domains[0].value, Some(exactly(5, 6)));
    // Nothing applies at all: no mean, no stage.
    let card = scored(&firm("initial", ["-------", "-------", "-------", "--------", "--------"]));
    assert_eq!((card.levels[0].score.clone(), card.reached), (None, None));
}

#[test]
fn what_is_open_is_counted_at_its_worst_and_its_best() {
    let card = scored(&firm("initial", ["111111?", "1111111", "1111111", "11111111", "11111111"]));
    // "Don't know" is 0 to 3: 6/7 to 9/7, so the whole is (6/7 + 4) / 5 = 34/35 to (9/7 + 4) / 5 = 37/35.
    let range = |low: (i64, i64), high: (i64, i64)| Range {
        low: exactly(low.0, low.1).low,
        high: exactly(high.0, high.1).high,
    };
    assert_eq!(card.domains[0].value, Some(range((6, 7), (9, 7))));
    assert_eq!(overall(&card), range((34, 35), (37, 35)));
    assert_eq!((card.reached, card.target), (Some(0), Status::Open));
    // A question that nobody has answered yet may still turn out not to apply, which changes nothing here: the
    // other six are 1, so at worst it is 0.
    let card = scored(&firm("initial", ["111111.", "1111111", "1111111", "11111111", "11111111"]));
    assert_eq!(card.domains[0].value, Some(range((6, 7), (9, 7))));
}

fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}", run.err);
    run.out
}

#[test]
fn reports_tell_the_stage_and_the_next_one() {
    let desk = Desk::new();
    // ZT-NA is traditional in the sample, and ZT-I1 advanced.
    let position = |id: &str| ZTMM.requirements().iter().position(|own| own.id == id).expect("it is there");
    let told = |id: &str, stage: usize, tag: &str, mark: &str| {
        let answers = &ZTMM.scale_of(&ZTMM.requirements()[position(id)]).answers;
        let answer = answers.iter().find(|answer| answer.id == STAGES[stage].0).expect("it is a stage");
        format!("{}{mark}{}", answer.label.get(tag), answer.meaning.get(tag))
    };
    for (lang, next, mark) in [("en", "Next stage", ": "), ("zh-TW", "下一階段", "：")] {
        let file = format!("{lang}.assessment.yaml");
        good(desk.gradus(&["assess", "ztmm", "--sample", "--lang", lang, "-o", &file]));
        let write = |format: &str| {
            let path = format!("{lang}.{format}");
            good(desk.gradus(&["report", &file, "--format", format, "--lang", lang, "-o", &path]));
            desk.text(&path)
        };
        let report: Value = serde_json::from_str(&write("json")).expect("it is JSON");
        let of = |id: &str| report["result"]["requirements"][position(id)]["next"].clone();
        assert_eq!((of("ZT-NA"), of("ZT-I1")), ("initial".into(), "optimal".into()));
        let gap = report["gaps"].as_array().expect("a list").iter().find(|gap| gap["id"] == "ZT-NA");
        assert_eq!(gap.expect("it is a gap")["next_stage"][lang], told("ZT-NA", 1, lang, mark));
        // What is as high as the target asks is none, and still has a next stage.
        assert!(report["gaps"].as_array().expect("a list").iter().all(|gap| gap["id"] != "ZT-I1"));

        let (markdown, table) = (write("md"), write("csv"));
        for (id, now, above) in [("ZT-NA", 0, 1), ("ZT-I1", 2, 3)] {
            let meaning = told(id, now, lang, mark);
            let (_, meaning) = meaning.split_once(mark).expect("it has a mark");
            assert!(markdown.contains(meaning), "{id} in {lang}: {meaning}");
            let above = told(id, above, lang, mark);
            assert!(markdown.contains(&above) && table.contains(&above.replace('"', "\"\"")), "{id}: {above}");
        }
        let head = table.lines().next().expect("it has a head");
        assert!(head.ends_with(next), "{head}");
    }
}

#[test]
fn a_questionnaire_of_rules_has_no_next_stage() {
    let desk = Desk::new();
    good(desk.gradus(&["assess", "cmmc", "--sample", "--target", "l1", "--lang", "en", "-o", "l1.yaml"]));
    for format in ["json", "csv", "md"] {
        good(desk.gradus(&["report", "l1.yaml", "--format", format, "--lang", "en", "-o", "l1"]));
        let text = desk.text("l1");
        assert!(!text.contains("Next stage") && !text.contains("next_stage"), "{format}");
    }
}
