//! New questionnaires: whatever is wished for makes a file without errors, which can be answered and reported at once.

mod desk;
#[cfg(unix)]
mod pty;

use std::process::Command;

use desk::{Desk, Run, program};
use gradus::assessment::sheet::prove;
use gradus::assessment::{Assessment, answers, file::Places};
use gradus::diagnostic::{Diagnostic, Source};
use gradus::draft::copy::{Terms, copy};
use gradus::draft::ready::{Ready, Rule};
use gradus::draft::wishes::{Options, Wishes};
use gradus::draft::{Voice, page};
use gradus::language::Lang;
use gradus::questionnaire::{self, Loaded, Questionnaire, Texts, catalog};
use gradus::report::{self, Imprint, Look, Subject};
use gradus::scoring::{Scorecard, Status, score};
use gradus::storage;

const NOW: &str = "2026-11-22T08:00:00Z";

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned().into() }
}

fn read(text: &str) -> Loaded {
    questionnaire::read(source("own.yaml", text), Some("own"), &Texts::All, &|_| None)
}

#[track_caller]
fn sound(loaded: Loaded, text: &str) -> Questionnaire {
    let errors: Vec<&Diagnostic> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    loaded.questionnaire.expect("it has no errors")
}

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    let mut codes: Vec<&str> = loaded.problems.iter().map(|problem| problem.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Answers every requirement with the answer at a position of its scale, and makes a report in each language.
fn answered(own: &Questionnaire, best: bool) -> Scorecard {
    let mut assessment = Assessment::begin(own, None, NOW);
    assessment.organisation = "Acme".into();
    assessment.target = own.levels().last().expect("there is a level").id.clone();
    for requirement in own.requirements() {
        let answers = &own.scale_of(requirement).answers;
        let answer = if best { answers.first() } else { answers.last() };
        assessment.entry_mut(&requirement.id).answer_whole(&answer.expect("a scale has answers").id);
    }
    let sheet = prove(own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    let scorecard = score(&sheet);
    let imprint = Imprint { date: "2026-11-22".into(), program: "gradus".into(), digest: "sha256:00".into() };
    let look = Look::default();
    let subject = Subject { sheet: &sheet, scorecard: &scorecard, trend: &[], imprint: &imprint, look: &look };
    assert!(!report::build(&subject, Lang::En, Some(Lang::ZhTw)).sections.is_empty());
    scorecard
}

/// Everything that can be wished for, with its text.
fn every_wish() -> Vec<(String, Vec<String>, Rule, usize, String)> {
    let mut made = Vec::new();
    for scale in Ready::ALL {
        for rule in Rule::all() {
            for tags in [&["en"] as &[&str], &["zh-TW", "en"], &["ja"], &["zh-TW", "no"]] {
                for levels in 1..=5 {
                    let languages: Vec<String> = tags.iter().map(|&tag| tag.to_owned()).collect();
                    let lang = if levels % 2 == 0 { Lang::ZhTw } else { Lang::En };
                    let options = Options { levels: vec![levels.to_string()], ..Options::default() };
                    let voice = Voice { languages: &languages, lang };
                    let wishes = options.wishes(voice).expect("good wishes");
                    let wishes = Wishes { scale: Some(scale), rule: Some(rule.clone()), ..wishes };
                    let text = page::write(&wishes.examples("own", voice), lang);
                    let name = format!("{} {} {tags:?} {levels}", scale.id(), rule.word());
                    made.push((name, languages, rule.clone(), levels, text));
                }
            }
        }
    }
    made
}

#[test]
fn whatever_is_wished_for_can_be_answered_and_reported_at_once() {
    for (name, languages, _, levels, text) in every_wish() {
        let loaded = read(&text);
        // What is told is what the author has still to write.
        let told: &[&str] = if languages.len() > 1 { &["Q0301", "Q0302"] } else { &["Q0302"] };
        assert!(codes(&loaded).iter().all(|code| told.contains(code)), "{name}: {:?}", loaded.problems);
        let helpless = loaded.problems.iter().filter(|problem| problem.code.as_str() == "Q0302").count();
        let own = sound(loaded, &text);
        assert_eq!(helpless, own.requirements().len(), "{name}: examples never pass for a finished questionnaire");
        assert_eq!((own.levels().len(), own.languages()), (levels, languages.as_slice()), "{name}");
        let card = answered(&own, true);
        assert_eq!(card.reached, Some(levels - 1), "{name}: everything in place reaches the highest level\n{text}");
        assert_eq!(card.target, Status::Final, "{name}");
        assert_eq!(answered(&own, false).reached, None, "{name}: nothing in place reaches none");
    }
}

#[test]
fn a_level_by_points_can_be_reached_on_condition() {
    let languages = ["en".to_owned()];
    let voice = Voice { languages: &languages, lang: Lang::En };
    let wishes = Wishes { rule: Some(Rule::Points), ..Wishes::default() };
    let text = page::write(&wishes.examples("own", voice), Lang::En);
    let own = sound(read(&text), &text);
    let mut assessment = Assessment::begin(&own, None, NOW);
    assessment.target = "l1".into();
    for requirement in own.requirements() {
        assessment.entry_mut(&requirement.id).answer_whole("met");
    }
    let entry = assessment.entry_mut("DEV-1");
    entry.answer_whole("not-met");
    entry.take_plan("by spring".into());
    let sheet = prove(&own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    assert_eq!(score(&sheet).levels[0].status, Status::Conditional);
}

/// Takes the sign away from every line that is asleep.
fn awake(text: &str) -> String {
    let line = |line: &str| {
        let (space, rest) = line.split_at(line.len() - line.trim_start().len());
        match rest.strip_prefix('#') {
            Some(own) if own.starts_with(|c: char| c.is_ascii_lowercase()) || own.starts_with("  ") => {
                format!("{space}{own}\n")
            }
            _ => format!("{line}\n"),
        }
    };
    text.lines().map(line).collect()
}

#[test]
fn what_stands_behind_a_sign_can_be_used_as_it_is() {
    // The number of levels changes little of what is asleep.
    for (name, languages, _, _, text) in every_wish().into_iter().filter(|wish| matches!(wish.3, 1 | 3)) {
        let woken = awake(&text.replace("#   gradus", "# gradus"));
        let loaded = read(&woken);
        assert!(!codes(&loaded).contains(&"Q0309"), "{name}: the example asks for its own fact");
        if languages.len() == 1 {
            assert!(codes(&loaded).iter().all(|code| *code == "Q0302"), "{name}: {:?}\n{woken}", loaded.problems);
        }
        let own = sound(loaded, &woken);
        let first = &own.requirements()[0];
        assert!(first.condition.is_some() && first.effort.is_some(), "{name}");
        assert!(!first.help.is_empty() && !first.advice.is_empty() && !first.evidence.is_empty(), "{name}");
        assert_eq!((first.objectives.len(), own.profile().len()), (2, 1), "{name}");
        assert!(!own.summary().is_empty() && !own.levels()[0].meaning.is_empty(), "{name}");
    }
}

#[test]
fn the_lines_of_a_new_file_fit_and_end_where_they_end() {
    for (name, .., text) in every_wish() {
        for line in text.lines() {
            assert!(gradus::text::width(line) <= 120, "{name}: {line}");
            assert_eq!(line.trim_end(), line, "{name}");
        }
        assert!(text.ends_with("\n") && !text.contains("\n\n\n"), "{name}");
    }
}

fn run(desk: &Desk, args: &[&str]) -> Run {
    desk.gradus(&[&["new"], args].concat())
}

#[track_caller]
fn good(run: Run) -> Run {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run
}

#[test]
fn the_file_is_the_page_that_an_author_reads() {
    let desk = Desk::new();
    let told = good(run(&desk, &["supplier-check.yaml", "--rule", "share"]));
    insta::assert_snapshot!("new-en", format!("{}\n== the file\n\n{}", told.out, desk.text("supplier-check.yaml")));
    let title = ["--title", "zh-TW=供應商檢查", "--title", "en=Supplier check"];
    let args = [&["--lang", "zh-TW", "supplier.yaml", "--rule", "points", "--levels", "2"] as &[&str], &title].concat();
    let told = good(run(&desk, &args));
    insta::assert_snapshot!("new-zh-TW", format!("{}\n== the file\n\n{}", told.out, desk.text("supplier.yaml")));
    assert_eq!(desk.names(), ["gradus-questionnaire.schema.json", "supplier-check.yaml", "supplier.yaml"]);
    assert_eq!(
        desk.text("gradus-questionnaire.schema.json"),
        gradus::schema::text(gradus::schema::Kind::Questionnaire)
    );
    for name in ["supplier-check", "supplier"] {
        let file = format!("{name}.yaml");
        good(desk.gradus(&["check", &file]));
        good(desk.gradus(&["show", &file]));
        desk.write("a.csv", "id,answer\n");
        let made = desk.gradus(&["assess", &file, "--answers", "a.csv", "--organisation", "Acme"]);
        assert_eq!(made.status, 0, "{}{}", made.out, made.err);
    }
}

#[test]
fn nothing_is_overwritten_and_a_bad_name_is_refused() {
    let desk = Desk::new();
    desk.write("own.yaml", "mine");
    for lang in ["en", "zh-TW"] {
        let told = run(&desk, &["own.yaml", "--lang", lang]);
        assert_eq!((told.status, told.out.as_str()), (1, ""));
        assert!(told.err.contains("own.yaml") && told.err.lines().count() == 2, "{}", told.err);
        for (name, named) in [
            ("own.yml", "own.yaml"),
            ("own", "own.yaml"),
            ("a b.yaml", "a b"),
            (".yaml", ".yaml"),
            ("cmmc.yaml", "--from cmmc"),
            ("x.assessment.yaml", ".assessment"),
        ] {
            let told = run(&desk, &[name, "--lang", lang]);
            assert_eq!((told.status, told.out.as_str()), (2, ""), "{name}");
            assert!(told.err.contains(named), "{name}: {}", told.err);
        }
    }
    assert_eq!((desk.text("own.yaml").as_str(), desk.names()), ("mine", vec!["own.yaml".to_owned()]));
    desk.write("folder", "a file");
    let told = run(&desk, &["folder/own.yaml"]);
    assert!(told.status == 1 && told.err.contains("folder"), "{}", told.err);
    good(run(&desk, &["made/for/it.yaml"]));
    assert!(desk.text("made/for/it.yaml").contains("\nid: it "));
}

#[cfg(unix)]
#[test]
fn others_may_read_it_and_a_link_that_leads_nowhere_is_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    good(run(&desk, &["own.yaml"]));
    let mode = std::fs::metadata(desk.path("own.yaml")).expect("it was written").permissions().mode();
    assert_eq!(mode & 0o600, 0o600);
    // What the mask of whoever runs the test leaves to others is left to them.
    desk.write("plain", "");
    let plain = std::fs::metadata(desk.path("plain")).expect("it was written").permissions().mode();
    assert_eq!(mode & 0o777, plain & 0o777);
    std::os::unix::fs::symlink("nowhere", desk.path("link.yaml")).expect("a link can be made");
    assert_eq!(run(&desk, &["link.yaml"]).status, 1);
    assert!(!desk.path("nowhere").exists());
}

#[test]
fn options_that_make_no_sense_are_told() {
    let desk = Desk::new();
    for (args, named) in [
        (&["--languages", "english"] as &[&str], "english"),
        (&["--title", "fr=Titre", "--languages", "en"], "fr"),
        (&["--levels", "12"], "1"),
        (&["--levels", "en=A,B", "--levels", "zh-TW=甲"], "2"),
        (&["--domains", "A,a"], "a"),
        (&["--rule", "share=120%"], "share=120%"),
        (&["--rule", "most"], "most"),
        (&["--scale", "ten"], "ten"),
        (&["--publisher", " "], ""),
        (&["--from", "t.ods"], "t.ods"),
        (&["--sheet", "x"], "--from"),
        (&["--from", "cmmc", "--levels", "2"], "--levels"),
        (&["--from", "cmmc", "--ignore", "x"], "--ignore"),
        (&["--from", "nothing"], "nothing"),
    ] {
        for lang in ["en", "zh-TW"] {
            let told = run(&desk, &[&["own.yaml", "--lang", lang], args].concat());
            assert!(matches!(told.status, 1 | 2) && told.out.is_empty(), "{args:?}: {}", told.err);
            assert!(told.err.contains(named), "{args:?}: {}", told.err);
        }
    }
    assert_eq!(desk.names(), Vec::<String>::new());
}

fn spoken(desk: &Desk, args: &[&str], lines: &str) -> Run {
    let mut command: Command = desk.command(program());
    command.args(["new"]).args(args).arg("--plain");
    let mut command = assert_cmd::Command::from_std(command);
    let output = command.write_stdin(lines.as_bytes()).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn line_by_line_it_can_be_heard_and_answered() {
    let desk = Desk::new();
    let lines = [
        "9",
        "1,2",
        "Firm check",
        "公司檢查",
        "Acme",
        "",
        "Basic, Managed",
        "基礎級",
        "基礎級、管理級",
        "2",
        "3",
        "Network, OPS:Daily work",
        "網路，日常作業",
        "maybe",
        "y",
    ];
    let told = good(spoken(&desk, &["firm.yaml", "--lang", "en"], &(lines.join("\n") + "\n")));
    insta::assert_snapshot!("plain-en", format!("{}\n== on standard output\n\n{}", told.err, told.out));
    let own = sound(storage_read(&desk, "firm.yaml"), "");
    let ids: Vec<&str> = own.requirements().iter().map(|own| own.id.as_str()).collect();
    assert_eq!(ids, ["NET-1", "NET-2", "OPS-1"]);
    assert_eq!(own.levels()[1].title.get("zh-TW"), "管理級");

    let lines = ["", "公司檢查", "", "", "2", "", "", "", "是"];
    let told = good(spoken(&desk, &["gongsi.yaml", "--lang", "zh-TW"], &(lines.join("\n") + "\n")));
    insta::assert_snapshot!("plain-zh-TW", format!("{}\n== on standard output\n\n{}", told.err, told.out));
    assert_eq!(sound(storage_read(&desk, "gongsi.yaml"), "").languages(), ["zh-TW"]);
}

fn storage_read(desk: &Desk, name: &str) -> Loaded {
    let path = desk.path(name).display().to_string();
    storage::questionnaire(&path, &Texts::All).expect("it can be read")
}

#[test]
fn where_the_lines_end_nothing_is_written() {
    let desk = Desk::new();
    for lines in ["", "\n", "1\nFirm\n", &"\n".repeat(8), &("\n".repeat(8) + "n\n")] {
        let told = spoken(&desk, &["firm.yaml"], lines);
        assert_eq!((told.status, told.out.as_str()), (1, ""), "{lines:?}: {}", told.err);
        assert!(told.err.contains("nothing was written"), "{}", told.err);
        assert_eq!(desk.names(), Vec::<String>::new());
    }
}

/// What the sample firms of CMMC reach.
fn of_the_sample(own: &Questionnaire, lang: &str, target: &str) -> Scorecard {
    let sample = catalog::built_in("cmmc").expect("it is built in").sample(lang, Some(target)).expect("it has one");
    let text = sample.text.replace("questionnaire: cmmc", &format!("questionnaire: {}", own.id()));
    let mut assessment = Assessment::begin(own, None, NOW);
    answers::take_yaml(&source("a.yaml", &text), own, &mut assessment, NOW).expect("the answers fit");
    assessment.tidy(own);
    let sheet = prove(own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    score(&sheet)
}

#[test]
fn a_copy_scores_as_its_source_and_says_where_it_comes_from() {
    let desk = Desk::new();
    let told = good(run(&desk, &["firm-cmmc.yaml", "--from", "CMMC", "--publisher", "Acme: security"]));
    assert!(told.out.contains("Beside it: firm-cmmc.refs.yaml, firm-cmmc/"), "{}", told.out);
    let loaded = storage_read(&desk, "firm-cmmc.yaml");
    assert_eq!(loaded.problems, [], "it has no more problems than its source");
    let own = sound(loaded, "");
    let cmmc = catalog::built_in("cmmc").expect("it is built in").read(&Texts::All).questionnaire.expect("it is sound");
    for (lang, target) in [("en", "l1"), ("zh-TW", "l1"), ("en", "l2"), ("zh-TW", "l2")] {
        assert_eq!(of_the_sample(&own, lang, target), of_the_sample(&cmmc, lang, target), "{lang} {target}");
    }
    assert_eq!((own.id(), own.edition()), ("firm-cmmc", "1"));
    let from = (own.attribution(), cmmc.attribution());
    assert_eq!((from.0.licence.as_str(), from.0.publisher.get("zh-TW")), ("CC-BY-4.0", "Acme: security"));
    assert_eq!(from.0.disclaimer, from.1.disclaimer);
    for tag in ["en", "zh-TW"] {
        let based_on = from.0.based_on.get(tag);
        let wanted = [cmmc.title().get(tag), "2.13", "gradus", "CC-BY-4.0", from.1.based_on.get(tag)];
        assert!(wanted.iter().all(|wanted| based_on.contains(wanted)), "{based_on}");
    }
    // What stands in the way of one file keeps all of them from being written.
    desk.write("other/SC.en.yaml", "mine");
    let told = run(&desk, &["other.yaml", "--from", "cmmc"]);
    assert!(told.status == 1 && told.err.contains("SC.en.yaml"), "{}", told.err);
    assert!(!desk.path("other.yaml").exists() && !desk.path("other.refs.yaml").exists());
}

/// Questionnaires that say the same in ways that YAML allows.
const WAYS: [&str; 6] = [
    "publisher: P\n  licence: CC0-1.0\n",
    "licence: CC0-1.0   # free\n  publisher: \"P: x\" # who\n  based_on: 'own '' work'\n",
    "publisher: {en: P, zh-TW: 甲}\n  based_on: {en: \"a\\nb\", zh-TW: 乙}\n  licence: CC0-1.0\n",
    "publisher: P\n  based_on: |\n    one\n    two\n  licence: CC0-1.0\n",
    "publisher: P\n  based_on: >-\n    one\n    two\n  # why\n  licence: CC0-1.0\n",
    "publisher:\n    en: P\n    zh-TW: 甲\n  based_on:\n    en: long\n      text # note\n    zh-TW: 乙\n  licence: CC0-1.0\n",
];

#[test]
fn a_copy_keeps_every_comment_however_its_source_is_written() {
    let rest = "scales: {s: {answers: [{id: met, key: m, credit: 1, label: {en: Met, zh-TW: 符合}}]}} # scales\nlevels: [{id: l, title: {en: L, zh-TW: 級}}]\ndomains: [{id: D, title: {en: D, zh-TW: 域}, requirements: [{id: R, level: l, scale: s, title: {en: R, zh-TW: 求}, ask: {en: Is it?, zh-TW: 是嗎？}}]}]\n";
    for head in ["", "\u{feff}", "# yaml-language-server: $schema=../x.json\n# mine\n"] {
        for attribution in WAYS {
            let text = format!(
                "{head}format: gradus/questionnaire/1\nid: 'own'  # id\nedition: 2026.1\nlanguages: [en, zh-TW]\ntitle: {{en: \"Q: one\", zh-TW: 問}}\nattribution:\n  {attribution}{rest}"
            );
            let main = source("own.yaml", &text);
            let own = sound(questionnaire::read(main.clone(), Some("own"), &Texts::All, &|_| None), &text);
            let terms = Terms { id: "mine", publisher: None, lang: Lang::En };
            let copied = copy(&main, &[], &own, &terms).unwrap_or_else(|| panic!("it can be copied: {text}"));
            let remarks = text.matches('#').count() - usize::from(head.contains("yaml-language-server"));
            let head = copied.main.lines().take_while(|line| line.starts_with('#')).count();
            let body: Vec<&str> = copied.main.lines().skip(head).collect();
            let above = usize::from(copied.main.contains("# mine"));
            assert_eq!(body.join("\n").matches('#').count() + above, remarks, "{}", copied.main);
            assert_eq!(copied.main.matches("yaml-language-server").count(), 1, "{}", copied.main);
            let read = questionnaire::read(source("mine.yaml", &copied.main), Some("mine"), &Texts::All, &|_| None);
            assert!(sound(read, &copied.main).attribution().based_on.get("zh-TW").contains("問"), "{}", copied.main);
        }
    }
    let braces = "{format: gradus/questionnaire/1, id: own, edition: '3', languages: [en], title: Q, attribution: {publisher: P, licence: CC0-1.0}, scales: {s: {answers: [{id: met, key: m, credit: 1}]}}, levels: [{id: l}], domains: [{id: D, requirements: [{id: R, level: l, scale: s, ask: Is it?}]}]}\n";
    let main = source("own.yaml", braces);
    let own = sound(read(braces), braces);
    let copied = copy(&main, &[], &own, &Terms { id: "mine", publisher: Some("Me, you"), lang: Lang::ZhTw });
    let copied = copied.expect("braces can be copied too").main;
    let read = questionnaire::read(source("mine.yaml", &copied), Some("mine"), &Texts::All, &|_| None);
    assert_eq!(sound(read, &copied).attribution().publisher.get("en"), "Me, you");
}

#[test]
fn a_copy_that_would_not_be_what_it_has_to_be_is_not_made() {
    // The id of the questionnaire is an alias of something else: it cannot change by itself.
    let text = "format: gradus/questionnaire/1\nlanguages: [en]\ntitle: &t own\nid: *t\nedition: '1'\nattribution: {publisher: P, licence: CC0-1.0}\nscales: {s: {answers: [{id: met, key: m, credit: 1}]}}\nlevels: [{id: l}]\ndomains: [{id: D, requirements: [{id: R, level: l, scale: s, ask: Is it?}]}]\n";
    let desk = Desk::new();
    desk.write("own.yaml", text);
    let told = run(&desk, &["mine.yaml", "--from", "own.yaml"]);
    assert!(told.status == 1 && told.err.contains("based_on"), "{}", told.err);
    assert_eq!(desk.names(), ["own.yaml"]);
    // One with errors is told like by `check`.
    desk.write("bad.yaml", text.replace("credit: 1", "credit: 2"));
    let told = run(&desk, &["mine2.yaml", "--from", "bad.yaml"]);
    assert!(told.status == 3 && told.err.contains("Q0206"), "{}", told.err);
}

#[cfg(unix)]
mod terminal {
    use std::path::Path;

    use super::pty::Session;
    use super::{Desk, program, sound, storage_read};

    fn start(desk: &Desk, args: &[&str], size: (u16, u16)) -> Session {
        let arguments = [&["new"], args].concat();
        Session::start(Path::new(program()), &arguments, desk.folder(), &[], size)
    }

    const DOWN: &str = "\u{1b}[B";

    #[test]
    fn it_is_asked_and_written_in_english() {
        let desk = Desk::new();
        let mut session = start(&desk, &["firm.yaml", "--lang", "en"], (80, 24));
        session.wait("[x] English").send(DOWN).wait("> [ ] Traditional").send(" ").wait("> [x] Traditional").send("\r");
        session.wait("Title in English [Firm]").send("Firm check\r").wait("Title in Traditional");
        session.send("公司檢查\r").wait("Publisher [Draft").send("Acme\r").wait("Licence of the texts [CC-BY-4.0]");
        session.send("\r").wait("Levels in English [3]").send("12\r").wait("There can be 1 to 9 levels").send("2\r");
        session.wait("> In place / partly / not").send("\r").wait("> Everything passes").send(DOWN).send("\r");
        session.wait("Domains in English [Access control").send("Network, OPS: Daily work\r");
        session.wait("The same domains in Traditional").send("網路，日常作業\r").wait("Write firm.yaml?").send("y");
        session.wait("Written: firm.yaml");
        assert!(session.read_to_the_end() && session.is_given_back());
        assert!(session.text().contains("Answers: In place / partly / not"), "{}", session.text());
        let own = sound(storage_read(&desk, "firm.yaml"), "");
        let ids: Vec<&str> = own.requirements().iter().map(|own| own.id.as_str()).collect();
        assert_eq!(ids, ["NET-1", "NET-2", "OPS-1"]);
        assert_eq!((own.title().get("zh-TW"), own.attribution().publisher.get("en")), ("公司檢查", "Acme"));
        assert_eq!(own.domains()[1].title.get("zh-TW"), "日常作業");
    }

    #[test]
    fn it_is_asked_and_written_in_chinese_on_a_small_terminal() {
        let desk = Desk::new();
        let mut session = start(&desk, &["firm.yaml", "--lang", "zh-TW"], (40, 15));
        session.wait("[x] 正體中文").send("\r").wait("的名稱").send("供應商資安檢查\r").wait("發布者");
        session.send("\r").wait("文字的授權").send("\r").wait("的等級").send("基礎級、管理級\r").wait("> 已實施／部分");
        session.send(DOWN).wait("> 全面／大致").send(DOWN).wait("> 0 到 3").send("\r").wait("> 各構面平均值");
        assert!(
            session.text().contains("作答量表：0 到 3"),
            "nothing above the list is rubbed out:\n{}",
            session.text()
        );
        session.send("\r").wait("的構面").send("存取控制，設備\r").wait("要寫入 firm.yaml 嗎").send("\r");
        session.wait("已寫入：firm.yaml");
        assert!(session.read_to_the_end() && session.is_given_back());
        let own = sound(storage_read(&desk, "firm.yaml"), "");
        assert_eq!((own.languages(), own.domains().len()), (&["zh-TW".to_owned()][..], 2));
        assert_eq!(own.levels()[1].title.get("zh-TW"), "管理級");
    }

    #[test]
    fn whoever_leaves_leaves_nothing_behind_and_gets_the_cursor_back() {
        for (lang, said) in [("en", "nothing was written"), ("zh-TW", "未寫入任何檔案")] {
            let given = ["--lang", lang, "--languages", "en", "--title", "T", "--publisher", "P", "--licence", "L"];
            let words = &super::Lang::from_tag(lang).expect("a language of the program").words().draft;
            let scale = words.scale_yes_no;
            let write = words.ask_write.replace("{file}", "x.yaml");
            let domains = words.ask_domains.split("{language}").max_by_key(|part| part.len()).expect("a part");
            // Ctrl-C at lists and at a text, Esc at a list and at the last question; and a no.
            let ways: [(&[&str], &str); 6] = [
                (&[scale], "\u{3}"),
                (&[scale], "\u{1b}"),
                (&[scale, words.ask_rule], "\u{3}"),
                (&[scale, words.ask_rule, domains], "\u{3}"),
                (&[scale, words.ask_rule, domains, &write], "\u{1b}"),
                (&[scale, words.ask_rule, domains, &write], "n"),
            ];
            for (asked, stop) in ways {
                let desk = Desk::new();
                let mut session = start(&desk, &[&["x.yaml", "--levels", "1"], &given as &[&str]].concat(), (80, 24));
                for (position, question) in asked.iter().enumerate() {
                    session.send(if position == 0 { "" } else { "\r" }).wait(question);
                }
                session.send(stop).wait(said);
                assert!(!session.read_to_the_end(), "{lang} {asked:?} {stop:?}");
                assert!(session.is_given_back(), "{lang} {asked:?} {stop:?}");
                // What is said last stands on a line of its own, not behind the question that was left.
                let error = super::Lang::from_tag(lang).expect("a language").words().messages.error;
                let begins = session.lines().iter().any(|line| line.starts_with(error));
                assert!(begins, "{lang} {asked:?} {stop:?}:\n{}", session.text());
                assert_eq!(desk.names(), Vec::<String>::new(), "{lang} {asked:?} {stop:?}");
            }
        }
    }

    #[test]
    fn a_request_to_end_gives_the_terminal_back() {
        let desk = Desk::new();
        let mut session = start(&desk, &["x.yaml", "--lang", "en", "--languages", "en"], (80, 24));
        session.wait("Title in English [X]").send("Fir").wait("]: Fir").signal("TERM");
        session.wait("nothing was written");
        assert!(!session.read_to_the_end() && session.is_given_back());
        assert_eq!(desk.names(), Vec::<String>::new());
        // What is typed ahead is neither lost nor shown twice.
        let mut session = start(&desk, &["x.yaml", "--lang", "en", "--languages", "en"], (80, 24));
        session.send("Ahead\r\r\r\r\r\r\r\r").wait("Written: x.yaml");
        assert!(session.read_to_the_end() && session.is_given_back());
        assert!(desk.text("x.yaml").contains("\ntitle: Ahead\n"));
    }

    #[test]
    fn a_dumb_terminal_is_asked_line_by_line() {
        let desk = Desk::new();
        let arguments = ["new", "firm.yaml", "--lang", "en", "--languages", "en"];
        let terminal = [("TERM", "dumb")];
        let mut session = Session::start(Path::new(program()), &arguments, desk.folder(), &terminal, (80, 24));
        session.wait("Title in English").wait("Offered: Firm");
        for _ in 0..8 {
            session.send("\r");
        }
        session.wait("Written: firm.yaml");
        assert!(session.read_to_the_end());
        assert!(!session.bytes().contains(&0x1b), "nothing steers the terminal");
    }
}
