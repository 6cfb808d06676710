//! `gradus compare`: what changed between two editions of a questionnaire, and whether that needed a new edition.

mod desk;
mod plant;

use desk::{Desk, Run};
use gradus::language::Lang;
use gradus::questionnaire::changes::{Changes, Kind, Need, compare};
use plant::{FILE, NEW, OLD, desk, read, text};
use serde_json::{Value, json};

#[track_caller]
fn good(run: Run) -> Run {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run
}

/// The changes that some edits of the old edition make.
fn edited(edits: &[(&str, &str)]) -> Changes {
    let old = text(OLD);
    let mut new = old.clone();
    for (from, to) in edits {
        assert!(new.contains(from), "{from}");
        new = new.replacen(from, to, 1);
    }
    compare(&read(&old, "plant-basics"), &read(&new, "plant-basics"))
}

#[test]
fn the_fixtures_are_compared_in_both_languages() {
    let desk = desk();
    for lang in Lang::ALL {
        let run = good(desk.gradus(&["--lang", lang.tag(), "compare", OLD, NEW]));
        assert_eq!(run.err, "");
        insta::assert_snapshot!(format!("compare-{}", lang.tag()), run.out);
    }
}

#[test]
fn a_narrow_screen_loses_nothing() {
    let changes = compare(&read(&text(OLD), "plant-basics"), &read(&text(NEW), "plant-basics"));
    for lang in Lang::ALL {
        let told = gradus::report::editions::told(&changes, lang);
        for width in [24, 49, 50, 80, 120] {
            let screen = gradus::render::terminal::Screen { width, color: false };
            let drawn = gradus::render::terminal::editions(&told, lang, screen);
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            for line in drawn.lines() {
                assert!(gradus::text::width(line) <= width, "{width}: {line}");
            }
            if width < 50 {
                let rows = told.sections.iter().flat_map(|section| &section.rows).flatten();
                for cell in rows.chain([&told.headline, &told.verdict]) {
                    assert!(bare(&drawn).contains(&bare(cell)), "{width}: {cell}\n{drawn}");
                }
            }
        }
    }
}

#[test]
fn colour_says_nothing_that_words_do_not() {
    let changes = compare(&read(&text(OLD), "plant-basics"), &read(&text(NEW), "plant-basics"));
    let told = gradus::report::editions::told(&changes, Lang::En);
    let draw = |color| {
        gradus::render::terminal::editions(&told, Lang::En, gradus::render::terminal::Screen { width: 80, color })
    };
    let coloured = draw(true);
    assert!(coloured.contains("\u{1b}["));
    let mut bare = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, code)) = rest.split_once("\u{1b}[") {
        bare.push_str(before);
        rest = code.split_once('m').expect("a colour ends").1;
    }
    assert_eq!(bare + rest, draw(false));
}

#[test]
fn changes_for_other_programs_to_the_letter() {
    let run = good(desk().gradus(&["compare", OLD, NEW, "--format", "json"]));
    let found: Value = serde_json::from_str(&run.out).expect("it is JSON");
    assert_eq!(found["format"], "gradus/edition-changes/1");
    assert_eq!((&found["old"]["edition"], &found["new"]["edition"]), (&json!("2025"), &json!("2026")));
    assert_eq!(found["edition"], json!({"raised": true, "needed": "yes"}));
    let summary = json!({"added": 5, "removed": 5, "renamed": 1, "moved": 1, "reworded": 1, "reweighted": 3, "conditions": 1, "rules": 1, "about": 0});
    assert_eq!(found["summary"], summary);
    assert_eq!(found["answers"]["to_answer"], json!(["ACC-1/d", "NET-3", "LOG-2", "LOG-3"]));
    assert_eq!(found["answers"]["no_longer_asked"], json!(["ACC-1/c", "NET-2", "LOG-1"]));
    let lost = json!({"id": "ACC-2", "answers": ["admins"], "without_reason": []});
    let unless = found["answers"]["kept_unless"].as_array().expect("a list");
    assert!(unless.contains(&lost), "{unless:?}");
    let changes = found["changes"].as_array().expect("a list");
    for wanted in [
        json!({"kind": "renamed", "item": "requirement", "id": "ACC-30", "needs_edition": "no", "from": "ACC-3"}),
        json!({"kind": "removed", "item": "requirement", "id": "LOG-1", "needs_edition": "yes", "now_in": ["LOG-2", "LOG-3"]}),
        json!({"kind": "moved", "item": "requirement", "id": "ACC-30", "needs_edition": "yes", "aspect": "level", "old": "entry", "new": "solid"}),
        json!({"kind": "reweighted", "item": "requirement", "id": "LOG-9", "needs_edition": "yes", "aspect": "points", "old": "1", "new": "2"}),
        json!({"kind": "reworded", "item": "requirement", "id": "ACC-1", "needs_edition": "perhaps", "aspect": "ask", "language": "zh-TW",
            "old": "每位人員是否皆使用個人專屬帳號登入？", "new": "每位人員與每台機台是否皆使用專屬帳號登入？"}),
    ] {
        assert!(changes.contains(&wanted), "{wanted}\n{changes:#?}");
    }
}

#[test]
fn every_part_of_the_format_is_compared() {
    // Each edit changes one thing; what it is told as, and whether it needs a new edition.
    let rows = [
        ("en: Plant security basics,", "en: Basics for plants,", Kind::Reworded, "title", Need::No),
        ("should have in place., zh", "has., zh", Kind::Reworded, "summary", Need::No),
        ("publisher: Example", "publisher: Sample", Kind::About, "attribution/publisher", Need::No),
        ("licence: CC-BY-4.0", "licence: CC0-1.0", Kind::About, "attribution/licence", Need::No),
        (
            "licence: CC-BY-4.0",
            "licence: CC-BY-4.0\n  based_on: own work",
            Kind::About,
            "attribution/based_on",
            Need::No,
        ),
        ("en: It certifies nothing.", "en: No certificate.", Kind::About, "attribution/disclaimer", Need::No),
        ("languages: [en, zh-TW]", "languages: [zh-TW, en]", Kind::About, "languages", Need::No),
        ("counts_as: nothing", "counts_as: met", Kind::Reweighted, "not_applicable", Need::Yes),
        (
            "{counts_as: nothing}",
            "{counts_as: nothing}\n    unknown: forbidden",
            Kind::Reweighted,
            "unknown",
            Need::Yes,
        ),
        ("key: p, credit: 1/2", "key: p, credit: 1/3", Kind::Reweighted, "credit", Need::Yes),
        ("credit: 2/5, label", "credit: 2/5, deduct: 2, label", Kind::Reweighted, "deduct", Need::Yes),
        ("credit: 1/2, label", "credit: 1/2, reason: required, label", Kind::Reweighted, "reason", Need::Yes),
        ("key: p, credit", "key: h, credit", Kind::About, "key", Need::No),
        ("en: Partly in place", "en: Half in place", Kind::Reworded, "label", Need::Perhaps),
        (
            "zh-TW: 部分實施}}",
            "zh-TW: 部分實施}, follow_up: {en: What, zh-TW: 何事}}",
            Kind::Reworded,
            "follow_up",
            Need::No,
        ),
        ("en: Entry,", "en: First,", Kind::Reworded, "title", Need::No),
        ("en: The doors are closed.", "en: Doors are shut.", Kind::Reworded, "meaning", Need::No),
        (
            "{id: entry, title",
            "{id: entry, rule: {points: {start: 24, final: 24}}, title",
            Kind::Rules,
            "rule",
            Need::Yes,
        ),
        ("{id: entry, title", "{id: entry, counts: own, title", Kind::Rules, "counts", Need::Yes),
        ("{id: entry, title", "{id: entry, affirmation: 1 year, title", Kind::Rules, "affirmation", Need::Yes),
        (
            "{id: entry, title",
            "{id: entry, requires: {question: link, is: connected}, title",
            Kind::Rules,
            "requires",
            Need::Yes,
        ),
        (
            "{id: entry, title",
            "{id: entry, statuses: {final: {valid: 3 years}}, title",
            Kind::Rules,
            "statuses/final/valid",
            Need::Yes,
        ),
        (
            "conditional: 19}}",
            "conditional: 19}}\n    statuses: {conditional: {valid: 90 days}}",
            Kind::Rules,
            "statuses/conditional/valid",
            Need::Yes,
        ),
        (
            "{id: entry, title",
            "{id: entry, statuses: {final: {title: Sound}}, title",
            Kind::Reworded,
            "statuses/final/title",
            Need::No,
        ),
        ("en: Is a plant network", "en: Is any plant network", Kind::Reworded, "ask", Need::Perhaps),
        ("label: {en: It is,", "label: {en: Yes,", Kind::Reworded, "label", Need::Perhaps),
        (
            "title: {en: Accounts,",
            "summary: {en: Who, zh-TW: 誰}\n    title: {en: Accounts,",
            Kind::Reworded,
            "summary",
            Need::No,
        ),
        ("en: Second factor,", "en: Two factors,", Kind::Reworded, "title", Need::Perhaps),
        ("en: Machines count too.", "en: Machines too.", Kind::Reworded, "help", Need::Perhaps),
        ("zh-TW: 機台亦包含在內。", "zh-TW: 包括機台。", Kind::Reworded, "help", Need::Perhaps),
        ("en: Office systems", "en: Systems of the office", Kind::Reworded, "ask", Need::Perhaps),
        (
            "        poam: [admins]\n",
            "        poam: [admins]\n        advice: {en: Buy tokens., zh-TW: 購買權杖。}\n",
            Kind::Reworded,
            "advice",
            Need::No,
        ),
        (
            "        poam: [admins]\n",
            "        poam: [admins]\n        evidence: [{kind: test, hint: {en: Try, zh-TW: 試}}]\n",
            Kind::Reworded,
            "evidence/test",
            Need::No,
        ),
        ("        poam: [admins]\n", "        poam: allowed\n", Kind::Reweighted, "poam", Need::Yes),
        (
            "        poam: [admins]\n",
            "        poam: [admins]\n        essential: true\n",
            Kind::Reweighted,
            "essential",
            Need::Yes,
        ),
        (
            "        poam: [admins]\n",
            "        poam: [admins]\n        weight: 2\n",
            Kind::Reweighted,
            "weight",
            Need::Yes,
        ),
        ("        points: 5\n        poam", "        points: 4\n        poam", Kind::Reweighted, "points", Need::Yes),
        ("        poam: [admins]\n", "        poam: [admins]\n        effort: S\n", Kind::About, "effort", Need::No),
        (
            "        poam: [admins]\n",
            "        poam: [admins]\n        aliases: [A2]\n",
            Kind::About,
            "aliases",
            Need::No,
        ),
        (
            "        poam: [admins]\n",
            "        poam: [admins]\n        refs: {iso: [A.1]}\n",
            Kind::About,
            "refs",
            Need::No,
        ),
        (
            "        poam: [admins]\n",
            "        poam: [admins]\n        depends_on: [ACC-1]\n",
            Kind::Conditions,
            "depends_on",
            Need::No,
        ),
        (
            "        poam: [admins]\n",
            "        poam: [admins]\n        ask_when: {question: ACC-1, at_least: partial}\n",
            Kind::Conditions,
            "ask_when",
            Need::Yes,
        ),
        ("{id: a, ask", "{id: a, answers: [met, not-met], ask", Kind::Reweighted, "answers", Need::Yes),
    ];
    for (from, to, kind, aspect, need) in rows {
        let found = edited(&[(from, to)]);
        let words: Vec<String> = found.changes.iter().map(|change| format!("{change:?}")).collect();
        assert_eq!(found.count(kind), 1, "{from} → {to}: {words:?}");
        assert!(found.changes.iter().all(|change| change.kind() == kind), "{from} → {to}: {words:?}");
        assert_eq!(found.need(), need, "{from} → {to}: {words:?}");
        let json = serde_json::to_value(gradus::report::editions_file::changes_file(&found)).expect("JSON");
        assert_eq!(json["changes"][0]["aspect"], aspect, "{from} → {to}: {json:#}");
    }
}

#[test]
fn orders_scales_domains_and_targets_are_compared() {
    let targets = "domains:\n  - id: ACC";
    let with = |domains: &str| {
        format!("targets:\n  - {{id: shop, title: {{en: Shop, zh-TW: 店}}, level: entry{domains}}}\n{targets}")
    };
    let added = edited(&[(targets, &with(""))]);
    assert_eq!((added.count(Kind::Added), added.need()), (1, Need::No), "nobody aimed at it");
    let (plain, raised) =
        (text(OLD).replace(targets, &with("")), text(OLD).replace(targets, &with(", domains: {ACC: solid}")));
    let found = compare(&read(&plain, "plant-basics"), &read(&raised, "plant-basics"));
    assert_eq!((found.count(Kind::Rules), found.need()), (1, Need::Yes));
    // A requirement that moves to another domain, and one that changes places.
    let moved = text(OLD).replace("  - id: LOG\n    title: {en: Logs, zh-TW: 日誌}\n    requirements:\n", "");
    let found = compare(&read(&text(OLD), "plant-basics"), &read(&moved, "plant-basics"));
    assert_eq!((found.count(Kind::Moved), found.count(Kind::Removed), found.need()), (2, 1, Need::Yes));
    let (one, other) = (
        "      - {id: everyone,",
        "      - {id: remote, key: r, credit: 1, label: {en: R, zh-TW: 遠端}}\n      - {id: everyone,",
    );
    let found = edited(&[(one, other)]);
    assert_eq!((found.count(Kind::Added), found.count(Kind::Reweighted)), (1, 0), "the others keep their order");
    // The scale of a requirement.
    let found = edited(&[("        scale: coverage", "        scale: done"), ("[admins]", "allowed")]);
    assert!(found.of(Kind::Reweighted).count() >= 2 && found.need() == Need::Yes);
    let lost: Vec<&str> = found.answers.kept_unless.iter().flat_map(|own| &own.answers).map(String::as_str).collect();
    assert_eq!(lost, ["everyone", "admins", "nobody"], "`unknown` fits both");
}

#[test]
fn a_rename_by_alias_is_one_and_a_shared_alias_is_none() {
    let id = "      - id: ACC-3\n";
    let renamed = edited(&[(id, "      - id: ACC-4\n        aliases: [ACC-3]\n")]);
    assert_eq!((renamed.count(Kind::Renamed), renamed.changes.len(), renamed.need()), (1, 1, Need::No));
    assert!(renamed.answers.kept.contains(&"ACC-4".to_owned()));
    let gone = edited(&[(id, "      - id: ACC-4\n")]);
    assert_eq!((gone.count(Kind::Renamed), gone.count(Kind::Added), gone.count(Kind::Removed)), (0, 1, 1));
    // Two that became one: which answer is true cannot be known.
    let both = edited(&[
        (id, "      - id: ACC-4\n        aliases: [ACC-3, LOG-9]\n"),
        ("      - id: LOG-9\n", "      - id: LOG-8\n"),
    ]);
    assert_eq!((both.count(Kind::Renamed), both.count(Kind::Removed)), (0, 2));
}

#[test]
fn the_edition_is_told_to_be_raised_when_it_has_to_be() {
    let desk = Desk::new();
    let old = text(OLD);
    desk.write(OLD, &old);
    let weighed = ("points: 1\n        ask: {en: Do all", "points: 2\n        ask: {en: Do all");
    let worded = ("en: Machines count too.", "en: Machines too.");
    let spelled = ("licence: CC-BY-4.0", "licence: CC0-1.0");
    let raised = ("edition: \"2025\"", "edition: \"2025.1\"");
    let said = |edits: &[(&str, &str)]| {
        let new = edits.iter().fold(old.clone(), |text, (from, to)| text.replacen(from, to, 1));
        desk.write(NEW, new);
        let [en, zh] = ["en", "zh-TW"].map(|lang| good(desk.gradus(&["--lang", lang, "compare", OLD, NEW])).out);
        (en.split_whitespace().collect::<Vec<_>>().join(" "), zh.split_whitespace().collect::<String>())
    };
    let (en, zh) = said(&[weighed]);
    assert!(en.contains("The edition is still 2025, although things changed that may make an old answer untrue (LOG-9): give the questionnaire a new edition."), "{en}");
    assert!(zh.contains("版次仍為2025，但有變更可能使舊的作答不正確（LOG-9）：請給問卷新的版次。"), "{zh}");
    assert!(said(&[weighed, raised]).0.contains("The edition was raised, as it has to be"));
    assert!(said(&[worded]).0.contains("Only wording changed: if it now means something else, give"));
    assert!(said(&[worded, raised]).0.contains("whether its meaning did, the program does not guess"));
    assert!(said(&[spelled]).0.contains("needs no other: no old answer became untrue"));
    assert!(said(&[spelled, raised]).0.contains("although nothing changed that makes an old answer untrue"));
    assert!(said(&[raised]).0.contains("nothing changed The edition was raised, although nothing"));
    assert!(said(&[("# A small", "# Some")]).0.contains("The files differ, the questionnaires do not"));
    let (en, zh) = said(&[]);
    assert!(en.starts_with("Both files are the same: Plant security basics, edition 2025, digest sha256:"), "{en}");
    assert!(zh.starts_with("兩個檔案完全相同：廠區資安基本要求"), "{zh}");
}

#[test]
fn other_questionnaires_and_assessments_are_told_apart() {
    let desk = desk();
    let run = good(desk.gradus(&["compare", "cmmc", NEW]));
    assert!(run.out.starts_with("Not editions of each other: cmmc, "), "{}", run.out);
    let refused = |args: [&str; 2], words: &str| {
        let run = desk.gradus(&["compare", args[0], args[1]]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(run.err.contains(words), "{}", run.err);
    };
    assert!(good(desk.gradus(&["compare", FILE, FILE])).out.contains("Nothing changed."));
    refused([FILE, NEW], "firm.assessment.yaml is an assessment and 2026/plant-basics.yaml is not");
    refused([OLD, FILE], "firm.assessment.yaml is an assessment and 2025/plant-basics.yaml is not");
    let run = desk.gradus(&["compare", OLD, "nowhere.yaml"]);
    assert_eq!(run.status, 1, "{}", run.err);
    desk.write("broken.yaml", "format: gradus/questionnaire/1\n");
    assert_eq!(desk.gradus(&["compare", "broken.yaml", NEW]).status, 3);
}

#[test]
fn the_docs_show_what_compare_says() {
    let desk = desk();
    let page = |name: &str| std::fs::read_to_string(name).expect("the page is there").replace("\r\n", "\n");
    for (name, lang) in [("docs/questionnaire-format.md", "en"), ("docs/questionnaire-format.zh-TW.md", "zh-TW")] {
        let page = page(name);
        let (_, rest) = page.split_once("2025/plant-basics.yaml 2026/plant-basics.yaml\n").expect("the page shows it");
        let (shown, _) = rest.split_once("…\n```").expect("the example goes on");
        let said = good(desk.gradus(&["--lang", lang, "compare", OLD, NEW])).out;
        assert!(said.starts_with(shown), "{name}:\n{said}");
    }
}
