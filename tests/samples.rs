//! The sample reports in `reports/samples` are what the program makes of invented firms, to the byte.

use std::path::Path;

use gradus::assessment::file::Places;
use gradus::assessment::sheet::{AnswerSheet, prove};
use gradus::assessment::{Assessment, Entry, Evidence, Plan, answers, file};
use gradus::commands::PROGRAM;
use gradus::dates::Date;
use gradus::diagnostic::Source;
use gradus::language::Lang;
use gradus::questionnaire::{EvidenceKind, Questionnaire, Texts, catalog};
use gradus::render::{csv, html, markdown, pdf, xlsx};
use gradus::report::{self, Imprint, Look, Subject, file::report_file, grid, trend::Point};
use gradus::scoring::{Scorecard, score};
use gradus::storage::digest_of;
use gradus::text::harmless_json;

/// The day on the reports, and the moment at which everything was answered: samples must not age.
const DAY: &str = "2026-11-22";
const NOW: &str = "2026-11-22T08:00:00Z";
/// When the earlier answers were given.
const TWO_YEARS_BEFORE: &str = "2024-11-25T08:00:00Z";
const A_YEAR_BEFORE: &str = "2025-11-24T08:00:00Z";

/// What the awkward firm wrote and the fonts of the report have no shape for, in the order of Unicode, a script a line.
const WITHOUT_SHAPE: [&str; 10] = [
    "אבדהוחיךכלםמןנסעףפקרשת",
    "،أابةتثجحدرزشعغفكلمنهوي\u{64b}١٢",
    "\u{901}चज\u{93e}",
    "จตบรวสอ",
    "ⁿ\u{20e3}✅",
    "㐂",
    "검점",
    "\u{fffe}",
    "🇸🇹🇺🇼🌈🎧🏳🏽🏿👍👦👧👨👩💻📝🔧🗂🤖",
    "𠮷𪚥",
];

fn cmmc() -> Questionnaire {
    questionnaire("cmmc")
}

fn questionnaire(id: &str) -> Questionnaire {
    catalog::built_in(id).expect("it is built in").read(&Texts::All).questionnaire.expect("it is sound")
}

/// Returns the assessment of a firm with the answers of a file.
fn assessment(own: &Questionnaire, answered: &Source, lang: Lang, now: &str) -> Assessment {
    let mut assessment = Assessment::begin(own, None, now);
    lang.tag().clone_into(&mut assessment.language);
    answers::take_yaml(answered, own, &mut assessment, now).unwrap_or_else(|problems| panic!("{problems:?}"));
    assessment.tidy(own);
    assessment
}

/// Returns the assessment of a firm that the program brings along.
fn brought(own: &Questionnaire, lang: Lang, target: &str) -> Assessment {
    let built_in = catalog::built_in(own.id()).expect("it is built in");
    let sample = built_in.sample(lang.tag(), Some(target)).expect("it brings a sample");
    assessment(own, &sample, lang, NOW)
}

/// Returns the assessment of a firm that stands beside the tests.
fn invented(own: &Questionnaire, name: &str, lang: Lang, now: &str) -> Assessment {
    let path = format!("tests/fixtures/reports/{name}.{}.yaml", lang.tag());
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assessment(own, &Source { name: path, text: text.into() }, lang, now)
}

/// Returns the firm whose texts are hard to set. What it says of a requirement that is gone, an answers file could
/// not say, for it has to fit the questionnaire.
fn awkward(own: &Questionnaire) -> Assessment {
    let mut assessment = invented(own, "awkward", Lang::ZhTw, NOW);
    let gone = Entry {
        objectives: vec![("a".into(), "met".into()), ("zz".into(), "以前的答案 🗂️".into())],
        reason: Some("舊版問卷的理由，<em>保留</em>".into()),
        note: Some("新版問卷已無此項，作答仍保留在檔案中。".into()),
        evidence: vec![Evidence {
            kind: Some(EvidenceKind::Test),
            what: "舊的測試紀錄".into(),
            place: Some("資訊課檔案夾第 99 節".into()),
            owner: Some("前任資訊主管".into()),
            date: Date::parse("2024-02-29"),
            sha256: Some("5e".repeat(32)),
        }],
        plan: Some(Plan {
            action: "不再進行".into(),
            owner: Some("無".into()),
            due: Date::parse("2025-01-31"),
            ..Plan::default()
        }),
        flag: true,
        at: Some("2024-03-01T08:00:00Z".into()),
        by: Some("前任資訊主管".into()),
        ..Entry::default()
    };
    *assessment.entry_mut("XX.L1-一個早已不在問卷裡的編號") = gone;
    assessment
}

/// A report that is kept.
struct Sample {
    assessment: Assessment,
    /// The ones before, oldest first.
    earlier: Vec<Assessment>,
    langs: &'static [Lang],
}

impl Sample {
    fn of(assessment: Assessment, langs: &'static [Lang]) -> Self {
        Self { assessment, earlier: Vec::new(), langs }
    }

    fn since(self, earlier: Vec<Assessment>) -> Self {
        Self { earlier, ..self }
    }

    /// Returns the report in the form that the ending names, and the characters that the fonts have no shape for.
    fn made(&self, own: &Questionnaire, ending: &str) -> (Vec<u8>, String) {
        let scored: Vec<(AnswerSheet<'_>, Scorecard)> = (self.earlier.iter().chain([&self.assessment]))
            .map(|assessment| {
                let proven = prove(own, assessment, &Places::default(), &mut Vec::new());
                let sheet = proven.unwrap_or_else(|problems| panic!("{problems:?}"));
                let card = score(&sheet);
                (sheet, card)
            })
            .collect();
        let point = |(sheet, card)| Point { file: "sample.assessment.yaml".into(), sheet, card };
        let points: Vec<Point<'_>> = scored.iter().map(|(sheet, card)| point((sheet, card))).collect();
        let (sheet, scorecard) = scored.last().expect("there is one");
        let saved = Source { name: "sample.assessment.yaml".into(), text: file::write(&self.assessment).into() };
        let imprint = Imprint { date: DAY.to_owned(), program: PROGRAM.to_owned(), digest: digest_of(&saved) };
        let look = Look::default();
        let trend = if points.len() > 1 { points.as_slice() } else { &[] };
        let subject = Subject { sheet, scorecard, trend, imprint: &imprint, look: &look };
        let document = || report::build(&subject, self.langs[0], self.langs.get(1).copied());
        let bytes = match ending {
            "pdf" => {
                let rendered = pdf::render(&document()).expect("it can be drawn");
                return (rendered.bytes, rendered.missing.into_iter().collect());
            }
            "html" => html::render(&document()).into_bytes(),
            "md" => markdown::render(&document()).into_bytes(),
            "xlsx" => xlsx::render(&grid::book(&subject, self.langs)).expect("it can be written"),
            "csv" => csv::render(&grid::requirements_with_objectives(&subject, self.langs)),
            "json" => {
                let text = serde_json::to_string_pretty(&report_file(&subject, self.langs)).expect("it can be written");
                format!("{}\n", harmless_json(&text)).into_bytes()
            }
            other => panic!("{other} is no form of a report"),
        };
        (bytes, String::new())
    }
}

/// Compares a sample with the file that is kept, or renews it.
fn hold(name: &str, made: &[u8]) {
    let path = Path::new("reports/samples").join(name);
    if std::env::var_os("GRADUS_BLESS").is_some() {
        std::fs::create_dir_all("reports/samples").expect("the folder can be made");
        std::fs::write(&path, made).expect("the report can be written");
    }
    let found = std::fs::read(&path).unwrap_or_default();
    assert!(found == made, "{name} differs: GRADUS_BLESS=1 cargo test --test samples writes it anew");
}

/// Makes a sample in one form, and demands that every character of it has a shape.
fn holds(own: &Questionnaire, sample: &Sample, name: &str) {
    let (_, ending) = name.rsplit_once('.').expect("it has an ending");
    let (bytes, missing) = sample.made(own, ending);
    assert_eq!(missing, "", "{name}: the fonts have every shape");
    hold(name, &bytes);
}

const EN: &[Lang] = &[Lang::En];
const ZH_TW: &[Lang] = &[Lang::ZhTw];
const BOTH: &[Lang] = &[Lang::ZhTw, Lang::En];

#[test]
fn the_first_level_in_every_form_of_one_language() {
    let own = cmmc();
    let english = Sample::of(brought(&own, Lang::En, "l1"), EN);
    for ending in ["pdf", "csv", "md", "json"] {
        holds(&own, &english, &format!("cmmc-l1-en.{ending}"));
    }
    holds(&own, &Sample::of(brought(&own, Lang::ZhTw, "l1"), ZH_TW), "cmmc-l1-zh-TW.pdf");
}

#[test]
fn the_second_level_in_one_language() {
    let own = cmmc();
    let english = Sample::of(brought(&own, Lang::En, "l2"), EN);
    for ending in ["pdf", "xlsx"] {
        holds(&own, &english, &format!("cmmc-l2-en.{ending}"));
    }
    let earlier = invented(&own, "earlier", Lang::ZhTw, A_YEAR_BEFORE);
    let since = Sample::of(brought(&own, Lang::ZhTw, "l2"), ZH_TW).since(vec![earlier]);
    holds(&own, &since, "cmmc-l2-zh-TW.pdf");
}

#[test]
fn the_second_level_in_two_languages_and_over_three_years() {
    let own = cmmc();
    let first = invented(&own, "weak", Lang::ZhTw, TWO_YEARS_BEFORE);
    let second = invented(&own, "earlier", Lang::ZhTw, A_YEAR_BEFORE);
    let both = Sample::of(brought(&own, Lang::ZhTw, "l2"), BOTH).since(vec![first, second]);
    for ending in ["pdf", "html"] {
        holds(&own, &both, &format!("cmmc-l2-zh-TW-en.{ending}"));
    }
}

#[test]
fn zero_trust_in_stages() {
    let own = questionnaire("ztmm");
    holds(&own, &Sample::of(brought(&own, Lang::ZhTw, "advanced"), ZH_TW), "ztmm-zh-TW.pdf");
    let english = Sample::of(brought(&own, Lang::En, "advanced"), EN);
    for ending in ["pdf", "md"] {
        holds(&own, &english, &format!("ztmm-en.{ending}"));
    }
}

#[test]
fn suppliers_in_taiwan() {
    let own = questionnaire("tw-supply-chain");
    let equipment = Sample::of(brought(&own, Lang::ZhTw, "fab-equipment"), ZH_TW);
    for ending in ["pdf", "html", "xlsx"] {
        holds(&own, &equipment, &format!("tw-supply-chain-fab-equipment-zh-TW.{ending}"));
    }
    let english = Sample::of(brought(&own, Lang::En, "fab-equipment"), EN);
    holds(&own, &english, "tw-supply-chain-fab-equipment-en.pdf");
    holds(&own, &Sample::of(brought(&own, Lang::ZhTw, "baseline"), ZH_TW), "tw-supply-chain-baseline-zh-TW.pdf");
}

#[test]
fn a_weak_firm_and_one_that_is_half_finished() {
    let own = cmmc();
    let weak = Sample::of(invented(&own, "weak", Lang::ZhTw, NOW), ZH_TW);
    holds(&own, &weak, "weak-zh-TW.pdf");
    let half = Sample::of(invented(&own, "half-finished", Lang::En, NOW), EN);
    holds(&own, &half, "half-finished-en.pdf");
}

#[test]
fn a_firm_whose_texts_are_awkward() {
    let own = cmmc();
    let assessment = awkward(&own);
    assert_eq!(assessment.organisation.chars().count(), 200);
    assert_eq!(assessment.scope.chars().count(), 1000);
    let longest =
        assessment.answers.iter().filter_map(|(_, entry)| entry.note.as_ref()).map(|note| note.chars().count());
    assert_eq!(longest.max(), Some(20_000));
    let (bytes, missing) = Sample::of(assessment, BOTH).made(&own, "pdf");
    assert_eq!(missing, WITHOUT_SHAPE.concat());
    hold("awkward-zh-TW-en.pdf", &bytes);
}
