//! The questionnaires as data: where each comes from, and the language of every text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gradus::assessment::answers;
use gradus::assessment::sheet::{Reply, prove};
use gradus::assessment::{Assessment, file::Places};
use gradus::diagnostic::Code;
use gradus::exact::Fraction;
use gradus::language::Lang;
use gradus::questionnaire::{Questionnaire, Text, Texts, catalog};
use gradus::storage;

/// The 5,401 Han of Big5's first level: what Traditional Chinese in Taiwan is written with. The second level
/// holds rare ones that look like Simplified forms.
const FREQUENT: &str = include_str!("fixtures/language/frequent-han.txt");

/// Words of the mainland that a reader in Taiwan would stumble over, in Traditional characters.
const MAINLAND: [&str; 46] = [
    "信息",
    "數據",
    "網絡",
    "軟件",
    "硬件",
    "用戶",
    "默認",
    "缺省",
    "服務器",
    "賬號",
    "賬戶",
    // To register is the word's own meaning; to sign in it is only on the mainland.
    "登錄系統",
    "登錄密碼",
    "登錄頁",
    "登錄失敗",
    "遠端登錄",
    "重新登錄",
    "視頻",
    "質量",
    "優化",
    "文檔",
    "打印",
    "屏幕",
    "鼠標",
    "U盤",
    "互聯網",
    "計算機",
    "操作系統",
    "接口",
    "郵箱",
    "短信",
    "激活",
    "菜單",
    "粘貼",
    "拷貝",
    "黑客",
    "加載",
    "硬盤",
    "光盤",
    "優盤",
    "內存",
    "緩存",
    "鏈接",
    "審計",
    "文件夾",
    "雲計算",
];

/// Han of Big5's second level that are everyday ones in Taiwan all the same.
const TAIWANESE: &str = "殭饋";

fn cmmc() -> Questionnaire {
    let loaded = catalog::built_in("cmmc").expect("it is built in").read(&Texts::All);
    loaded.questionnaire.expect("it has no errors")
}

/// Questionnaires in the folder: files with nothing but the id before the ending. References say `refs` there, and
/// texts by domain stand in a folder of their own.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .filter(|path| stem(path).is_some_and(|stem| !stem.contains('.')))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn stem(path: &Path) -> Option<String> {
    Some(path.file_stem()?.to_str()?.to_owned())
}

fn loaded(path: &Path) -> Questionnaire {
    let name = path.to_str().expect("the path is text");
    let loaded = storage::questionnaire(name, &Texts::All).expect("the file can be read");
    assert_eq!(loaded.problems, [], "{name} has neither errors nor warnings");
    loaded.questionnaire.expect("a questionnaire without errors")
}

#[test]
fn every_file_is_sound_and_says_where_it_comes_from() {
    for path in files() {
        let questionnaire = loaded(&path);
        let id = questionnaire.id();
        assert_eq!(Some(id), stem(&path).as_deref());
        let built_in = catalog::built_in(id).unwrap_or_else(|| panic!("{id} is not built in"));
        assert_eq!(built_in.read(&Texts::All).questionnaire.as_ref(), Some(&questionnaire), "{id}");
        let from = questionnaire.attribution();
        assert!(!from.licence.is_empty() && !from.publisher.is_empty() && !from.based_on.is_empty(), "{id}");
        for lang in ["en", "zh-TW"] {
            assert!(questionnaire.languages().iter().any(|own| own == lang), "{id} speaks {lang}");
            assert!(from.disclaimer.by_language().any(|(tag, _)| tag == lang), "{id} disclaims in {lang}");
        }
    }
}

/// How the path of a status's name ends. Such a name may be an official one that nobody translates.
const STATUS: &str = "/status";

/// Every text with its path.
fn texts(questionnaire: &Questionnaire) -> Vec<(String, &Text)> {
    let mut found: Vec<(String, &Text)> = vec![
        ("title".into(), questionnaire.title()),
        ("summary".into(), questionnaire.summary()),
        ("based_on".into(), &questionnaire.attribution().based_on),
        ("disclaimer".into(), &questionnaire.attribution().disclaimer),
    ];
    for scale in questionnaire.scales() {
        for answer in &scale.answers {
            found.push((format!("{}/{}/label", scale.id, answer.id), &answer.label));
            found.push((format!("{}/{}/meaning", scale.id, answer.id), &answer.meaning));
            found.push((format!("{}/{}/follow_up", scale.id, answer.id), &answer.follow_up));
        }
    }
    for level in questionnaire.levels() {
        found.push((format!("{}/title", level.id), &level.title));
        found.push((format!("{}/meaning", level.id), &level.meaning));
        found.push((format!("{}/final{STATUS}", level.id), &level.statuses.final_status.title));
        found.push((format!("{}/conditional{STATUS}", level.id), &level.statuses.conditional.title));
    }
    found.extend(questionnaire.targets().iter().map(|target| (format!("{}/title", target.id), &target.title)));
    for fact in questionnaire.profile() {
        found.push((format!("{}/ask", fact.id), &fact.ask));
        found.extend(fact.choices.iter().map(|(id, label)| (format!("{}/{id}", fact.id), label)));
    }
    for domain in questionnaire.domains() {
        found.push((format!("{}/title", domain.id), &domain.title));
        found.push((format!("{}/summary", domain.id), &domain.summary));
    }
    for own in questionnaire.requirements() {
        let id = &own.id;
        found.push((format!("{id}/title"), &own.title));
        found.push((format!("{id}/ask"), &own.ask));
        found.push((format!("{id}/help"), &own.help));
        found.push((format!("{id}/advice"), &own.advice));
        found.extend(own.evidence.iter().map(|hint| (format!("{id}/{}", hint.kind.word()), &hint.hint)));
        found.extend(own.objectives.iter().map(|part| (format!("{id}/{}", part.id), &part.ask)));
        let answers = questionnaire.scale_of(own).answers.iter();
        found.extend(answers.map(|answer| (format!("{id}/{}/meaning", answer.id), &answer.meaning)));
    }
    found.retain(|(_, text)| !text.is_empty());
    found
}

#[test]
fn every_text_stands_in_every_language() {
    for path in files() {
        let questionnaire = loaded(&path);
        for (path, text) in texts(&questionnaire) {
            let tags: Vec<&str> = text.by_language().map(|(tag, _)| tag).collect();
            assert_eq!(tags, questionnaire.languages(), "{} {path}", questionnaire.id());
            for (tag, text) in text.by_language() {
                assert!(!text.trim().is_empty(), "{} {path} in {tag}", questionnaire.id());
            }
        }
        for own in questionnaire.requirements() {
            let there = !own.help.is_empty() && !own.advice.is_empty() && !own.evidence.is_empty();
            assert!(there, "{} has help, advice and evidence", own.id);
        }
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns what a reader in Taiwan would not write.
fn foreign(text: &str) -> Vec<String> {
    let known: BTreeSet<char> = FREQUENT.chars().chain(TAIWANESE.chars()).filter(|c| is_han(*c)).collect();
    let strange = text.chars().filter(|c| is_han(*c) && !known.contains(c)).map(String::from);
    strange.chain(MAINLAND.iter().filter(|word| text.contains(**word)).map(|word| (*word).to_owned())).collect()
}

#[test]
fn what_is_foreign_in_taiwan_is_seen() {
    assert_eq!(foreign("网络"), ["网", "络"]);
    assert_eq!(foreign("網絡與软件"), ["软", "網絡"]);
    assert_eq!(foreign("網路、軟體、資訊、伺服器、帳號、預設、使用者"), Vec::<String>::new());
}

#[test]
fn chinese_is_that_of_taiwan() {
    for path in files() {
        let questionnaire = loaded(&path);
        for (path, text) in texts(&questionnaire) {
            let chinese = text.get("zh-TW");
            let is_chinese = chinese.chars().any(is_han) || path.ends_with(STATUS);
            assert!(is_chinese, "{} {path} has no Han: {chinese}", questionnaire.id());
            assert_eq!(foreign(chinese), Vec::<String>::new(), "{} {path}: {chinese}", questionnaire.id());
            assert!(!text.get("en").chars().any(is_han), "{} {path} is not English", questionnaire.id());
        }
    }
}

/// Files that people in Taiwan read: pages, samples, titles of frameworks.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["", "docs", "docs/languages", "questionnaires/samples", "questionnaires/references"];
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("the folder is there"));
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    found.retain(|path| {
        let path = path.to_string_lossy().replace('\\', "/");
        path.ends_with(".zh-TW.md") || path.ends_with("zh-TW.yaml") || path.contains("questionnaires/references/")
    });
    assert!(found.len() > 20, "{found:?}");
    found
}

#[test]
fn what_is_written_around_the_program_in_chinese_is_that_of_taiwan_too() {
    for path in pages() {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        let mut heading = "";
        for (number, line) in text.lines().enumerate() {
            heading = if line.starts_with("### ") { line } else { heading };
            // The page about such signs shows some.
            if heading == "### Q0313" {
                continue;
            }
            assert_eq!(foreign(line), Vec::<String>::new(), "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

#[test]
fn what_the_program_says_in_chinese_is_that_of_taiwan_too() {
    let words = Lang::ZhTw.words().entries().into_iter().map(|(name, text)| (name.to_owned(), text));
    let problems = Code::ALL.iter().flat_map(|&code| {
        let (sentence, cure) = Lang::ZhTw.problem(code);
        [(format!("{code} sentence"), sentence), (format!("{code} cure"), cure)]
    });
    for (name, text) in words.chain(problems) {
        assert_eq!(foreign(text), Vec::<String>::new(), "{name}: {text}");
    }
}

#[test]
fn no_two_requirements_share_a_sentence() {
    for path in files() {
        let questionnaire = loaded(&path);
        for lang in questionnaire.languages() {
            let mut seen: BTreeMap<String, &str> = BTreeMap::new();
            for own in questionnaire.requirements() {
                let parts = own.objectives.iter().map(|part| &part.ask);
                for text in [&own.ask, &own.help, &own.advice].into_iter().chain(parts) {
                    for sentence in sentences(text.get(lang)) {
                        if let Some(other) = seen.insert(sentence.clone(), &own.id) {
                            assert_eq!(other, own.id, "{lang}: {sentence}");
                        }
                    }
                }
            }
        }
    }
}

/// Sentences without their stops; one that is no longer than a label ("For example") says nothing of its own.
fn sentences(text: &str) -> Vec<String> {
    let cut = text.replace(". ", "\n").replace("? ", "\n").replace(['。', '？', '！'], "\n");
    cut.lines()
        .map(|line| line.trim().trim_end_matches(['.', '?']).to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn sample(questionnaire: &Questionnaire, lang: &str, target: &str) -> Assessment {
    let built_in = catalog::built_in(questionnaire.id()).expect("it is built in");
    let source = built_in.sample(lang, Some(target)).expect("it brings a sample");
    assert!(source.name.contains(lang) && source.name.contains(target), "{} is in {lang}", source.name);
    let mut assessment = Assessment::begin(questionnaire, None, "2026-10-05T08:00:00Z");
    answers::take_yaml(&source, questionnaire, &mut assessment, "2026-10-05T08:00:00Z").expect("the answers fit");
    assessment
}

#[test]
fn the_samples_fit_and_tell_the_same_story_in_each_language() {
    let all = [
        ("cmmc", "l1"),
        ("cmmc", "l2"),
        ("tw-supply-chain", "baseline"),
        ("tw-supply-chain", "fab-equipment"),
        ("ztmm", "advanced"),
    ];
    for (id, target) in all {
        let questionnaire = catalog::built_in(id).expect("it is built in").read(&Texts::All).questionnaire;
        same_story(&questionnaire.expect("it has no errors"), target);
    }
}

/// Returns what both tell: the answers are the same, and so is what is said besides.
fn same_story(questionnaire: &Questionnaire, target: &str) {
    let mut stories: Vec<Vec<Reply>> = Vec::new();
    for lang in ["en", "zh-TW"] {
        let assessment = sample(questionnaire, lang, target);
        let mut warnings = Vec::new();
        let sheet = prove(questionnaire, &assessment, &Places::default(), &mut warnings).expect("the answers fit");
        assert_eq!(warnings, [], "{lang}");
        let replies = (0..questionnaire.requirements().len()).map(|position| sheet.reply(position).clone());
        stories.push(replies.collect());
        assert_eq!(assessment.target, target);
    }
    assert_eq!(stories[0], stories[1]);
    let (english, chinese) = (sample(questionnaire, "en", target), sample(questionnaire, "zh-TW", target));
    for ((id, one), (_, other)) in english.answers.iter().zip(&chinese.answers) {
        let shape = |entry: &gradus::assessment::Entry| {
            let evidence = entry.evidence.iter().map(|own| {
                // The same file, on the same day, by the same role.
                (own.kind, own.place.is_some(), own.owner.is_some(), own.date, own.sha256.clone())
            });
            let plan = entry.plan.as_ref().map(|plan| (plan.owner.is_some(), plan.due));
            let told = (entry.reason.is_some(), entry.note.is_some(), plan, entry.flag);
            (told, evidence.collect::<Vec<_>>())
        };
        assert_eq!(shape(one), shape(other), "{id}");
    }
    let written = gradus::assessment::file::write(&chinese);
    assert_eq!(foreign(&written), Vec::<String>::new());
}

#[test]
fn the_level_2_sample_is_conditional_with_98_points() {
    let questionnaire = cmmc();
    let assessment = sample(&questionnaire, "en", "l2");
    let sheet = prove(&questionnaire, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    let card = gradus::scoring::score(&sheet);
    let level = &card.levels[1];
    let score = level.score.as_ref().expect("a score").range.clone();
    // 110, less nine points of one each, less three for encryption that is not validated.
    assert_eq!((score.low, score.high), (Fraction::from(98), Fraction::from(98)));
    assert_eq!(level.status, gradus::scoring::Status::Conditional);
    let until = level.validity.and_then(|own| own.until).expect("a conditional status ends");
    assert_eq!(until.to_string(), "2027-04-28");
    let plans = assessment.answers.iter().filter_map(|(id, entry)| Some((id, entry.plan.as_ref()?)));
    for (id, plan) in plans {
        assert!(plan.owner.is_some() && plan.due.is_some_and(|due| due <= until), "{id}: {plan:?}");
    }
}
