//! Interviews by script: what is asked, what is replied, what is told, and the file that is left.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::io;

use gradus::assessment::history::History;
use gradus::assessment::{Assessment, Milestone, Plan, PlanStatus, file};
use gradus::dates::Date;
use gradus::diagnostic::Source;
use gradus::interview::card::{Card, Choosing, Objectives, Pick};
use gradus::interview::find::Finding;
use gradus::interview::form::Form;
use gradus::interview::line::Asking;
use gradus::interview::plain::Plain;
use gradus::interview::prompter::{CardReply, Move, ObjectivesReply, Prompter, Said};
use gradus::interview::{self, Ending, Setting};
use gradus::language::Lang;
use gradus::questionnaire::{self, Questionnaire, Texts, catalog};

/// Replies from a script: one word for each question.
struct Script {
    replies: VecDeque<&'static str>,
    transcript: String,
    /// Cards as they stand on screens of these sizes.
    sizes: Vec<(usize, usize)>,
    pages: String,
    lang: Lang,
}

impl Script {
    fn new(replies: &[&'static str]) -> Self {
        let replies = replies.iter().copied().collect();
        Self { replies, transcript: String::new(), sizes: Vec::new(), pages: String::new(), lang: Lang::En }
    }

    /// At the end of the script the terminal closes.
    fn next(&mut self) -> io::Result<&'static str> {
        let reply = self.replies.pop_front().ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        writeln!(self.transcript, "  > {reply}\n").expect("a string takes everything");
        Ok(reply)
    }

    fn say(&mut self, line: &str) {
        if !line.is_empty() {
            writeln!(self.transcript, "{line}").expect("a string takes everything");
        }
    }

    fn notice(&mut self, notice: Option<&String>) {
        for line in notice.into_iter().flat_map(|notice| notice.lines()) {
            self.say(&format!("! {line}"));
        }
    }
}

/// What a reply means that leads elsewhere: a letter on a card, or the same in brackets where words are asked for.
fn movement(reply: &str) -> Option<Move> {
    Some(match reply.trim_matches(['(', ')']) {
        "b" | "back" => Move::Back,
        "q" | "pause" => Move::Pause,
        "z" | "undo" => Move::Undo,
        "r" | "redo" => Move::Redo,
        "j" => Move::NextOpen,
        "g" | "overview" => Move::Overview,
        "f" | "find" => Move::Find,
        "w" => Move::Who,
        _ => return None,
    })
}

impl Prompter for Script {
    fn text(&mut self, asking: &Asking) -> io::Result<Said<String>> {
        self.notice(asking.notice.as_ref());
        self.say(&asking.ask);
        self.say(&asking.help);
        if !asking.initial.is_empty() {
            self.say(&format!("[{}]", asking.initial));
        }
        let reply = self.next()?;
        Ok(match reply {
            "(empty)" => Said::Given(String::new()),
            text if text.starts_with('(') => Said::Move(movement(text).expect("it leads somewhere")),
            text => Said::Given(text.to_owned()),
        })
    }

    fn form(&mut self, form: &Form) -> io::Result<Said<Vec<String>>> {
        self.notice(form.notice.as_ref());
        self.say(&form.ask);
        self.say(&form.help);
        for (position, field) in form.fields.iter().enumerate() {
            let lead = if position == form.cursor { '>' } else { ' ' };
            self.say(&format!("{lead}{}: [{}] {}", field.label, field.initial, field.hint));
        }
        let reply = self.next()?;
        if reply.starts_with('(') {
            return Ok(Said::Move(movement(reply).expect("it leads somewhere")));
        }
        // What is not said of a field keeps what stands there; a dash empties it.
        let mut said = reply.split('|');
        let texts = form.fields.iter().map(|field| match said.next() {
            None | Some("") => field.initial.clone(),
            Some("-") => String::new(),
            Some(text) => text.to_owned(),
        });
        Ok(Said::Given(texts.collect()))
    }

    fn choose(&mut self, choosing: &Choosing) -> io::Result<Said<usize>> {
        self.notice(choosing.notice.as_ref());
        self.say(&choosing.ask);
        self.say(&choosing.help);
        for (position, (label, more)) in choosing.items.iter().enumerate() {
            let now = if choosing.current == Some(position) { '*' } else { ' ' };
            self.say(format!("{now}{} {label}  {}", position + 1, more.replace('\n', " / ")).trim_end());
        }
        let reply = self.next()?;
        Ok(match (movement(reply), reply.parse::<usize>()) {
            (Some(to), _) => Said::Move(to),
            (None, Ok(number)) => Said::Given(number - 1),
            // By the beginning of what can be chosen, so that a script reads like what it does.
            (None, Err(_)) => {
                let found = choosing.items.iter().position(|(label, _)| label.starts_with(reply));
                Said::Given(found.unwrap_or_else(|| panic!("no “{reply}” in {:?}", choosing.items)))
            }
        })
    }

    fn card(&mut self, card: &Card) -> io::Result<CardReply> {
        for (columns, rows) in &self.sizes {
            let page = card.page(&card.view(), &self.lang.words().interview, *columns, *rows);
            let rule = "=".repeat(*columns);
            write!(self.pages, "{columns} × {rows}\n{rule}\n{}{rule}\n\n", page.text())
                .expect("a string takes everything");
        }
        self.notice(card.notice.as_ref());
        let progress = card.place.progress.expect("a card says how far");
        let (done, of) = (progress.done, progress.of);
        let round = if card.place.round.is_empty() { String::new() } else { format!(" · {}", card.place.round) };
        self.say(&format!("[{}{round} · {done}/{of}] {}  {}", card.place.part, card.id, card.title));
        self.say(&card.ask);
        self.say(&card.stakes);
        for (position, choice) in card.choices.iter().enumerate() {
            let now = if card.current == Some(position) { '*' } else { ' ' };
            self.say(&format!("{now}{} {}", choice.key, choice.label));
        }
        for line in card.follows.iter().cloned().chain(card.facts.iter().map(|(label, text)| format!("{label}{text}")))
        {
            self.say(&line);
        }
        let reply = self.next()?;
        Ok(match reply {
            "k" => CardReply::Skip,
            "t" => CardReply::Note,
            "v" => CardReply::Evidence,
            "l" => CardReply::Plan,
            "x" => CardReply::Mark,
            key if movement(key).is_some() => CardReply::Move(movement(key).expect("it leads somewhere")),
            key => match card.choices.iter().find(|choice| key.starts_with(choice.key)).expect("a choice").pick {
                Pick::Verdict(verdict) => CardReply::Answer(verdict),
                Pick::Objectives => CardReply::Objectives,
            },
        })
    }

    fn objectives(&mut self, objectives: &Objectives) -> io::Result<ObjectivesReply> {
        self.notice(objectives.notice.as_ref());
        self.say(&objectives.title);
        self.say(&objectives.follows);
        for (position, row) in objectives.rows.iter().enumerate() {
            let lead = if position == objectives.cursor { '>' } else { ' ' };
            let answer = row.answer.map_or("-", |answer| objectives.choices[answer].label.as_str());
            self.say(&format!("{lead}{} [{answer}] {}", row.id, row.ask));
        }
        let reply = self.next()?;
        Ok(match reply {
            "Enter" => ObjectivesReply::Onward,
            key if movement(key).is_some() => ObjectivesReply::Move(movement(key).expect("it leads somewhere")),
            key => match objectives.choices.iter().find(|choice| key.starts_with(choice.key)).expect("a choice").pick {
                Pick::Verdict(verdict) => ObjectivesReply::Answer(objectives.cursor, verdict),
                Pick::Objectives => panic!("objectives have none of their own"),
            },
        })
    }

    fn find(&mut self, finding: &Finding) -> io::Result<Said<usize>> {
        self.say(self.lang.words().interview.find_ask);
        let reply = self.next()?;
        let found = finding.matches(reply);
        for &at in &found {
            self.say(&finding.items[at].label.clone());
        }
        Ok(found.first().map_or(Said::Move(Move::Back), |&at| Said::Given(at)))
    }
}

fn supplier() -> Questionnaire {
    let path = "tests/fixtures/good/supplier-basics.yaml";
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    let source = Source { name: path.to_owned(), text: text.into() };
    let loaded = questionnaire::read(source, Some("supplier-basics"), &Texts::All, &|_| None);
    loaded.questionnaire.expect("the fixture makes sense")
}

fn begun(questionnaire: &Questionnaire) -> Assessment {
    Assessment::begin(questionnaire, None, "2026-11-22T08:00:00Z")
}

const NOW: &str = "2026-11-22T09:00:00Z";

fn setting<'s>(lang: Lang, now: &'s dyn Fn() -> String) -> Setting<'s> {
    let digest = &|place: &str| (place == "list.csv").then(|| "ab".repeat(32));
    Setting {
        lang,
        now,
        today: Date::parse("2026-11-22").expect("a day"),
        digest,
        by: None,
        preview: false,
        earlier: None,
    }
}

/// Runs a script; what was saved last must be what is in memory, whatever ended the interview.
fn talk(questionnaire: &Questionnaire, assessment: &mut Assessment, lang: Lang, replies: &[&'static str]) -> String {
    let mut history = History::begin(&assessment.started);
    talk_on(questionnaire, assessment, &mut history, lang, replies)
}

fn talk_on(
    questionnaire: &Questionnaire,
    assessment: &mut Assessment,
    history: &mut History,
    lang: Lang,
    replies: &[&'static str],
) -> String {
    let mut script = Script::new(replies);
    script.lang = lang;
    let mut saved = None;
    let mut saves = 0;
    let now = || NOW.to_owned();
    let setting = setting(lang, &now);
    let ending = interview::run(questionnaire, assessment, history, &setting, &mut script, &mut |assessment, _| {
        saved = Some(assessment.clone());
        saves += 1;
        Ok::<(), Infallible>(())
    });
    let ending = match ending {
        Ok(Ending::Finished) => "finished",
        Ok(Ending::Interim) => "result as it stands",
        Ok(Ending::Paused) => "paused",
        Err(interview::InterviewError::Terminal(_)) => "terminal closed",
        Err(other) => panic!("{other}"),
    };
    assert!(script.replies.is_empty(), "left over: {:?}\n{}", script.replies, script.transcript);
    if let Some(saved) = saved {
        assert_eq!(saved, *assessment, "something was only in memory");
    }
    format!("{}== {ending}, saved {saves} times\n\n{}", script.transcript, file::write(assessment))
}

#[test]
fn a_whole_interview_in_english() {
    let questionnaire = supplier();
    let replies = [
        "(empty)",
        "Acme Ltd",
        "Plant 1",
        "Ms Lin",
        "2",
        "1", // refused without a name; connected supplier; it connects
        "p",
        "The lathes share one account", // partly, with what is missing
        "b",
        "t",
        "Lathes 1 to 4",
        "v",
        "1",
        "|'list.csv'|IT|2026-13-01", // no name for it yet, and no such day
        "Export of the directory|||2026-11-01",
        "l",
        "Badge sign-in|IT|2026-10-01", // a day that is past
        "x",
        "k", // and a mark
        "e", // everyone
        "a",
        "(empty)",
        "No connection yet", // a reason is needed
        "Review",
        "ACC-1",
        "m", // what is met needs no plan
        "(back)",
        "Finish",
    ];
    insta::assert_snapshot!(talk(&questionnaire, &mut begun(&questionnaire), Lang::En, &replies));
}

#[test]
fn a_whole_interview_in_chinese() {
    let questionnaire = supplier();
    let replies = [
        "台中精密",
        "台中廠",
        "(empty)",
        "2",
        "1", // 連線供應商，有連線
        "o",
        "m",
        "a",
        "(empty)",
        "現場沒有系統",
        "Enter", // 逐項作答
        "e",
        "p",
        "尚缺防火牆規則", // 部分實施
        "用編號或文字尋找",
        "account of their own", // 另一種語言的文字也找得到
        "n",
        "整題改答", // 改為整題作答，理由因此不再需要
        "完成",
    ];
    insta::assert_snapshot!(talk(&questionnaire, &mut begun(&questionnaire), Lang::ZhTw, &replies));
}

#[test]
fn back_over_a_changed_condition() {
    let questionnaire = supplier();
    let replies = [
        "Acme", "(empty)", "(empty)", "5", "1", "m", "e", "n", // everything is answered
        "(back)", "b", "b", "n", // back to the first: not in place, so that the last is no longer asked
        "(back)", "m", // and in place again: the last one is still answered
        "Finish",
    ];
    insta::assert_snapshot!(talk(&questionnaire, &mut begun(&questionnaire), Lang::En, &replies));
}

#[test]
fn it_goes_on_where_it_was_left() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    let first = talk(&questionnaire, &mut assessment, Lang::En, &["Acme", "(empty)", "(empty)", "5", "1", "o", "m"]);
    assert!(first.contains("== terminal closed"), "{first}");
    let again = talk(&questionnaire, &mut assessment, Lang::En, &["o", "n", "b", "k", "q"]);
    insta::assert_snapshot!(again);
}

#[test]
fn back_from_the_first_question_leads_to_what_came_before() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    talk(&questionnaire, &mut assessment, Lang::En, &["Acme", "(empty)", "(empty)", "3", "q"]);
    // At this target nothing looks at the profile, so its question does not lie on the way.
    let replies = ["(empty)", "(empty)", "b", "(back)", "(back)", "(back)", "(back)", "Acme Ltd", "q"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert!(transcript.contains("This is the beginning"), "{transcript}");
    assert_eq!(assessment.organisation, "Acme Ltd");
    assert_eq!(assessment.target, "basic");
}

#[test]
fn a_single_level_is_not_asked() {
    let text = "format: gradus/questionnaire/1\nid: one\nedition: '1'\nlanguages: [en]\ntitle: One\nattribution: {publisher: P, licence: CC0-1.0}\nscales: {s: {answers: [{id: met, key: m, credit: 1}]}}\nlevels: [{id: only}]\ndomains: [{id: D, requirements: [{id: R, level: only, scale: s, ask: Is it so?}]}]\n";
    let source = Source { name: "one.yaml".into(), text: text.into() };
    let loaded = questionnaire::read(source, Some("one"), &Texts::All, &|_| None);
    let questionnaire = loaded.questionnaire.expect("it makes sense");
    let mut assessment = begun(&questionnaire);
    talk(&questionnaire, &mut assessment, Lang::En, &["Acme", "(empty)", "(empty)", "m", "Finish"]);
    assert_eq!((assessment.target.as_str(), assessment.answers.len()), ("only", 1));
}

fn cmmc(lang: Lang) -> Questionnaire {
    let loaded = catalog::built_in("cmmc").expect("it is built in").read(&Texts::In(lang.tag().into()));
    loaded.questionnaire.expect("it makes sense")
}

#[test]
fn every_objective_can_be_ticked() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = begun(&questionnaire);
    let mut replies = vec!["Acme", "(empty)", "(empty)", "1", "o", "m", "m", "m", "m", "m", "n", "Enter", "u"];
    replies.extend(["k", "b", "q"]);
    talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert_eq!(assessment.target, "l1");
    assert_eq!(assessment.answers.len(), 2);
    assert_eq!(assessment.answers[0].1.objectives.len(), 6);
}

#[test]
fn an_objective_takes_only_the_answers_that_it_can_have() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = begun(&questionnaire);
    let replies = ["Acme", "(empty)", "(empty)", "2", "f", "IA.L2-3.5.3", "o", "p", "m", "m", "m", "p", "Enter", "q"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert!(transcript.contains("is no answer to objective a."), "{transcript}");
    let (id, entry) = &assessment.answers[0];
    let letters: Vec<&str> = entry.objectives.iter().map(|(_, answer)| answer.as_str()).collect();
    assert_eq!((id.as_str(), letters), ("IA.L2-3.5.3", vec!["met", "met", "met", "partial"]));
}

#[test]
fn an_exception_is_asked_for_by_its_own_question_and_only_once() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = begun(&questionnaire);
    let replies = ["Acme", "(empty)", "(empty)", "1", "e", "Enduring, section 4 of the plan", "q"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert_eq!(transcript.matches("Which exception is it").count(), 1, "{transcript}");
    let entry = &assessment.answers[0].1;
    assert_eq!((entry.reason.as_deref(), entry.note.as_deref()), (Some("Enduring, section 4 of the plan"), None));
}

#[test]
fn what_level_3_requires_is_asked_of_those_who_aim_at_it() {
    let questionnaire = cmmc(Lang::ZhTw);
    let mut assessment = begun(&questionnaire);
    let transcript = talk(&questionnaire, &mut assessment, Lang::ZhTw, &["範例", "(empty)", "(empty)", "2", "q"]);
    assert!(!transcript.contains("相同適用範圍是否已由 C3PAO"), "{transcript}");
    let mut assessment = begun(&questionnaire);
    talk(&questionnaire, &mut assessment, Lang::ZhTw, &["範例", "(empty)", "(empty)", "3", "1", "q"]);
    assert_eq!(assessment.profile, [("l2-c3pao".to_owned(), "final".to_owned())]);
}

#[test]
fn a_verdict_keeps_its_reason_only_while_it_stands() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    talk(
        &questionnaire,
        &mut assessment,
        Lang::En,
        &["A", "(empty)", "(empty)", "3", "a", "Nobody signs in", "(back)", "q"],
    );
    assert_eq!(assessment.answers[0].1.reason.as_deref(), Some("Nobody signs in"));
    talk(&questionnaire, &mut assessment, Lang::En, &["Find", "ACC-1", "m", "Finish"]);
    assert_eq!(assessment.answers[0].1.reason, None);
}

#[test]
fn cards_on_three_screens() {
    for lang in Lang::ALL {
        let questionnaire = cmmc(lang);
        let mut assessment = begun(&questionnaire);
        assessment.organisation = "Acme".into();
        assessment.target = "l1".into();
        let mut script = Script::new(&["(empty)", "(empty)", "n", "q"]);
        script.sizes = vec![(80, 24), (60, 20), (40, 15)];
        script.lang = lang;
        let now = || NOW.to_owned();
        let mut history = History::default();
        let keep = &mut |_: &Assessment, _: &mut History| Ok::<(), Infallible>(());
        interview::run(&questionnaire, &mut assessment, &mut history, &setting(lang, &now), &mut script, keep)
            .expect("the script is followed");
        insta::assert_snapshot!(format!("cards_on_three_screens_{}", lang.tag()), script.pages);
    }
}

// Replies taken back and given again.

/// The file after each save of an interview.
fn files_of(
    questionnaire: &Questionnaire,
    assessment: &mut Assessment,
    history: &mut History,
    replies: &[&'static str],
) -> Vec<String> {
    let mut script = Script::new(replies);
    let now = || NOW.to_owned();
    let setting = setting(Lang::En, &now);
    let mut files = Vec::new();
    let ended = interview::run(questionnaire, assessment, history, &setting, &mut script, &mut |assessment, _| {
        files.push(file::write(assessment));
        Ok::<(), Infallible>(())
    });
    assert_eq!(ended.expect("the script is followed"), Ending::Paused, "{}", script.transcript);
    assert!(script.replies.is_empty(), "left over: {:?}\n{}", script.replies, script.transcript);
    files
}

/// One of every kind of reply, as a script; "(q)" pauses wherever it stands.
const EVERY_KIND: [&str; 16] = [
    "Acme",
    "Plant 1",
    "Ms Lin",
    "2",
    "1", // organisation, scope, who, target, profile
    "o",
    "m",
    "n",
    "(b)", // two objectives
    "t",
    "The lathes share one account",
    "l",
    "Badge sign-in|IT|2026-12-01",
    "x",
    "k",
    "s",
];

#[test]
fn every_kind_of_reply_is_taken_back_to_the_first_and_given_again() {
    let questionnaire = supplier();
    let mut replies = EVERY_KIND.to_vec();
    replies.extend(["(b)", "b", "v", "1", "Export|list.csv|IT|2026-11-01"]);
    // Who answers is no part of the assessment before something is answered; everything else is saved once.
    let saves = 4 + 2 + 3 + 1 + 1;
    for restarts in [false, true] {
        let mut assessment = begun(&questionnaire);
        assessment.language = "en".into();
        let first = file::write(&assessment);
        let mut history = History::begin(&assessment.started);
        let mut files = vec![first];
        let mut talk = |assessment: &mut Assessment, replies: &[&'static str]| {
            if restarts {
                history = History::read(&history.write(), &assessment.started);
            }
            files.extend(files_of(&questionnaire, assessment, &mut history, &[replies, &["(q)"]].concat()));
        };
        talk(&mut assessment, &replies);
        talk(&mut assessment, &vec!["(z)"; saves]);
        talk(&mut assessment, &vec!["(r)"; saves]);
        assert_eq!(files.len(), 1 + 3 * saves, "restarts: {restarts}");
        let (there, rest) = files.split_at(1 + saves);
        let (back, forth) = rest.split_at(saves);
        assert_eq!(back, there[..saves].iter().rev().cloned().collect::<Vec<_>>(), "restarts: {restarts}");
        assert_eq!(forth, &there[1..], "restarts: {restarts}");
    }
}

#[test]
fn beyond_the_first_and_the_last_reply_there_is_nothing_to_take_back_or_give() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    let replies = ["Acme", "(z)", "(z)", "(r)", "(r)", "(q)"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    let told: Vec<&str> = transcript.lines().filter_map(|line| line.strip_prefix("! ")).collect();
    let expected = [
        "Taken back (r gives it again): Organisation.",
        "There is no reply left that can be taken back.",
        "Given again: Organisation.",
        "There is nothing that was taken back.",
    ];
    assert_eq!(told, expected, "{transcript}");
}

/// Ids of the cards that a transcript shows, in their order, each with the round it belongs to.
fn cards(transcript: &str) -> Vec<(String, String)> {
    let heads = transcript.lines().filter_map(|line| line.strip_prefix('[')?.split_once("] "));
    let heads = heads.filter(|(place, _)| place.contains(" · "));
    heads
        .map(|(place, name)| {
            let parts: Vec<&str> = place.split(" · ").collect();
            let round = if parts.len() > 2 { parts[1] } else { "" };
            (name.split("  ").next().unwrap_or_default().to_owned(), round.to_owned())
        })
        .collect()
}

fn ids(transcript: &str) -> Vec<String> {
    cards(transcript).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn a_question_that_undo_makes_vanish_is_not_shown_any_more() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    // In place after all, which adds the last question; there the change is taken back.
    let replies = ["Acme", "(empty)", "(empty)", "5", "1", "n", "e", "(b)", "b", "m", "z", "k", "k", "(q)"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert_eq!(ids(&transcript), ["ACC-1", "ACC-2", "ACC-2", "ACC-1", "NET-1", "ACC-1", "ACC-2"], "{transcript}");
    assert!(transcript.contains("It adds 1 to the questions."), "{transcript}");
    assert!(transcript.contains("! Taken back (r gives it again): ACC-1 (now: Not in place)."), "{transcript}");
    assert!(transcript.contains("All 2 questions are answered."), "{transcript}");
}

#[test]
fn a_reply_to_a_question_no_longer_asked_is_taken_back_without_asking_it() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    let mut history = History::begin(&assessment.started);
    let replies = ["Acme", "(empty)", "(empty)", "5", "1", "m", "e", "m", "(q)"];
    talk_on(&questionnaire, &mut assessment, &mut history, Lang::En, &replies);
    // Somebody else said meanwhile that nothing connects.
    assessment.profile = vec![("link".to_owned(), "separate".to_owned())];
    let mut history = History::read(&history.write(), &assessment.started);
    let transcript = talk_on(&questionnaire, &mut assessment, &mut history, Lang::En, &["(z)", "(z)", "(q)"]);
    assert!(transcript.contains("! Taken back (r gives it again): NET-1 (now: not answered)."), "{transcript}");
    assert_eq!(ids(&transcript), ["ACC-2"], "{transcript}");
    assert!(assessment.entry("NET-1").is_none());
}

#[test]
fn a_reply_that_no_longer_fits_is_neither_taken_back_nor_lost() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    let mut history = History::begin(&assessment.started);
    let replies = ["Acme", "(empty)", "(empty)", "3", "m", "(back)", "n", "(q)"];
    talk_on(&questionnaire, &mut assessment, &mut history, Lang::En, &replies);
    // As if an earlier edition had called that answer otherwise.
    let mut history = History::read(&history.write().replace("\"met\"", "\"fulfilled\""), &assessment.started);
    let transcript = talk_on(&questionnaire, &mut assessment, &mut history, Lang::En, &["(z)", "(z)", "(q)"]);
    assert_eq!(transcript.matches("no longer fits the questionnaire").count(), 2, "{transcript}");
    assert_eq!(assessment.entry("ACC-1").and_then(|entry| entry.answer.as_deref()), Some("not-met"));
}

// Going about.

/// A Level 1 assessment in which everything is answered: "met" besides what is said.
fn answered(questionnaire: &Questionnaire, besides: &[(&str, &str)], marked: &[&str]) -> Assessment {
    let mut assessment = begun(questionnaire);
    assessment.organisation = "Acme".into();
    assessment.target = "l1".into();
    for own in questionnaire.requirements().iter().filter(|own| own.level == 0) {
        let answer = besides.iter().find(|(id, _)| *id == own.id).map_or("met", |(_, answer)| answer);
        let entry = assessment.entry_mut(&own.id);
        entry.answer_whole(answer);
        entry.flag = marked.contains(&own.id.as_str());
    }
    assessment.tidy(questionnaire);
    assessment
}

#[test]
fn the_next_open_question_is_looked_for_to_the_end_and_then_from_the_beginning() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = answered(&questionnaire, &[], &[]);
    assessment.answers.retain(|(id, _)| !["AC.L2-3.1.2", "SI.L2-3.14.4"].contains(&id.as_str()));
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &["j", "j", "m", "j", "(q)"]);
    let expected = ["AC.L2-3.1.2", "SI.L2-3.14.4", "AC.L2-3.1.2", "SI.L2-3.14.4", "SI.L2-3.14.4"];
    assert_eq!(ids(&transcript), expected, "{transcript}");
    assert!(transcript.contains("! No other question is open."), "{transcript}");
}

#[test]
fn a_list_goes_through_its_own_questions_and_ends_on_the_overview() {
    let questionnaire = cmmc(Lang::En);
    let besides = [
        ("AC.L2-3.1.1", "unknown"),
        ("IA.L2-3.5.1", "unknown"),
        ("SI.L2-3.14.1", "unknown"),
        ("AC.L2-3.1.2", "not-met"),
        ("PE.L2-3.10.1", "not-met"),
        ("SC.L2-3.13.1", "not-met"),
    ];
    let marked = ["AC.L2-3.1.22", "PE.L2-3.10.5"];
    let lists: [(&'static str, &[&str]); 4] = [
        ("Don't know", &["AC.L2-3.1.1", "IA.L2-3.5.1", "SI.L2-3.14.1"]),
        ("Marked for review", &["AC.L2-3.1.22", "PE.L2-3.10.5"]),
        ("Not met or only partly", &["AC.L2-3.1.2", "PE.L2-3.10.1", "SC.L2-3.13.1"]),
        ("On the action plan, still to be closed", &["AC.L2-3.1.2", "SC.L2-3.13.1"]),
    ];
    for (name, own) in lists {
        let mut assessment = answered(&questionnaire, &besides, &marked);
        // The last is met, so nothing is left to do for it.
        for id in ["AC.L2-3.1.2", "SC.L2-3.13.1", "AC.L2-3.1.20"] {
            assessment.entry_mut(id).plan = Some(Plan { due: Date::parse("2027-03-31"), ..Plan::from("Rules") });
        }
        // One after the other, without an answer.
        let mut replies = vec![name, "1"];
        replies.extend(vec!["k"; own.len()]);
        replies.push("(q)");
        let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
        let expected: Vec<(String, String)> = own.iter().map(|id| ((*id).to_owned(), name.to_owned())).collect();
        assert_eq!(cards(&transcript), expected, "{transcript}");
        assert_eq!(transcript.matches("All 17 questions are answered.").count(), 2, "{transcript}");
        // From the second on, with an answer that may take the question off the list; back leads to the list.
        let transcript = talk(&questionnaire, &mut assessment, Lang::En, &[name, "2", "m", "(q)"]);
        assert_eq!(cards(&transcript), expected[1..], "{transcript}");
        let transcript = talk(&questionnaire, &mut assessment, Lang::En, &[name, "1", "b", "(q)"]);
        assert_eq!(
            transcript.matches("Enter goes there; after it comes the next of this list.").count(),
            2,
            "{transcript}"
        );
    }
}

#[test]
fn the_form_for_a_plan_keeps_what_it_does_not_ask_for() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = answered(&questionnaire, &[("AC.L2-3.1.2", "not-met")], &[]);
    let before = Plan {
        owner: Some("Ms Lin".into()),
        start: Date::parse("2026-12-01"),
        status: Some(PlanStatus::InProgress),
        milestones: vec![Milestone { what: "Drawn".into(), due: None, done: true }],
        resources: Some("5 days".into()),
        ..Plan::from("Rules")
    };
    assessment.entry_mut("AC.L2-3.1.2").plan = Some(before.clone());
    let list = "On the action plan, still to be closed";
    talk(&questionnaire, &mut assessment, Lang::En, &[list, "1", "l", "New rules|Mr Chen|2027-03-31", "(q)"]);
    let after =
        Plan { action: "New rules".into(), owner: Some("Mr Chen".into()), due: Date::parse("2027-03-31"), ..before };
    assert_eq!(assessment.entry("AC.L2-3.1.2").and_then(|entry| entry.plan.clone()), Some(after));
}

#[test]
fn a_domain_begins_with_what_is_open_in_it() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = answered(&questionnaire, &[], &[]);
    assessment.answers.retain(|(id, _)| id != "PE.L2-3.10.4" && id != "AC.L2-3.1.1");
    // The first open one; from there the usual way goes on, to the end and not round.
    let replies = ["Go to a domain", "PE", "m", "Go to a domain", "IA", "(q)"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &[&["g"], replies.as_slice()].concat());
    assert_eq!(ids(&transcript), ["AC.L2-3.1.1", "PE.L2-3.10.4", "IA.L2-3.5.1"], "{transcript}");
    assert!(transcript.contains("PE  Physical Protection  3/4"), "{transcript}");
}

#[test]
fn what_stands_before_the_questions_is_changed_from_a_list_that_comes_again() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = answered(&questionnaire, &[], &[]);
    assessment.scope = "Plant 1".into();
    let replies = ["Change name", "Scope", "Plant 2", "Organisation", "(back)", "Target", "2", "(back)", "(q)"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert_eq!((assessment.scope.as_str(), assessment.target.as_str()), ("Plant 2", "l2"));
    assert_eq!(assessment.organisation, "Acme", "going back changes nothing");
    assert!(transcript.contains("2 Scope  Plant 2"), "{transcript}");
    assert!(transcript.contains("4 Target  Level 2"), "{transcript}");
    assert_eq!(transcript.matches("What would you like to change?").count(), 4, "{transcript}");
    assert!(transcript.trim_end().contains("93 of 110 questions are still open."), "{transcript}");
}

// Who answers.

fn names(assessment: &Assessment) -> Vec<(&str, Option<&str>)> {
    assessment.answers.iter().map(|(id, entry)| (id.as_str(), entry.by.as_deref())).collect()
}

#[test]
fn somebody_else_signs_what_is_answered_from_then_on() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    let replies = ["Acme", "(empty)", "Ms Lin", "5", "1", "m", "w", "Mr Chen", "e", "w", "(empty)", "n", "(q)"];
    talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert_eq!(names(&assessment), [("ACC-1", Some("Ms Lin")), ("ACC-2", Some("Mr Chen")), ("NET-1", None)]);
}

#[test]
fn a_resumed_interview_takes_the_latest_name() {
    let questionnaire = supplier();
    let resumed = |by: Option<String>| {
        let mut assessment = begun(&questionnaire);
        assessment.organisation = "Acme".into();
        assessment.target = "assured".into();
        assessment.profile = vec![("link".into(), "connected".into())];
        for (id, at, by) in [("ACC-1", "2026-11-22T09:30:00Z", "Ms Lin"), ("ACC-2", "2026-11-22T09:00:00Z", "Mr Chen")]
        {
            let entry = assessment.entry_mut(id);
            entry.answer_whole(if id == "ACC-1" { "met" } else { "everyone" });
            (entry.at, entry.by) = (Some(at.into()), Some(by.into()));
        }
        let now = || NOW.to_owned();
        let setting = Setting { by, ..setting(Lang::En, &now) };
        let mut history = History::begin(&assessment.started);
        let mut script = Script::new(&["m", "(q)"]);
        let keep = &mut |_: &Assessment, _: &mut History| Ok::<(), Infallible>(());
        interview::run(&questionnaire, &mut assessment, &mut history, &setting, &mut script, keep)
            .expect("the script is followed");
        (script.transcript, assessment.entry("NET-1").and_then(|entry| entry.by.clone()))
    };
    let (transcript, by) = resumed(None);
    assert!(transcript.contains("! Here you left off. Answers are noted for Ms Lin; w changes that."), "{transcript}");
    assert_eq!(by.as_deref(), Some("Ms Lin"));
    // What is said on the command line counts more than what the file says.
    assert_eq!(resumed(Some("Dr Wu".into())).1.as_deref(), Some("Dr Wu"));
}

// What answers mean.

/// The lines on what the answers mean, in their order.
fn meanings(transcript: &str) -> Vec<&str> {
    let told = transcript.lines().filter_map(|line| line.strip_prefix("! "));
    told.filter(|line| {
        ["Score ", "Mean "].iter().any(|start| line.starts_with(start))
            || line.contains(" from ")
            || line.ends_with(" reached")
    })
    .collect()
}

#[test]
fn what_an_answer_means_for_points() {
    let questionnaire = supplier();
    // 20 points, of which the three take 5, 5 and 10 when they are not met; administrators only takes 3.
    // The level below is a share: 80 % of the two accounts, so both are needed.
    let start = ["Acme", "(empty)", "(empty)", "5", "1"];
    let transcript =
        talk(&questionnaire, &mut begun(&questionnaire), Lang::En, &[&start[..], &["m", "s", "m", "(q)"]].concat());
    let expected = [
        "Score 5 to 20; 1 requirement from Managed (was 0 to 20)",
        "Score 7 to 17; 1 requirement from Managed (was 5 to 20)",
        "Score 17 of 20; 1 requirement from Managed (was 7 to 17)",
    ];
    assert_eq!(meanings(&transcript), expected, "{transcript}");
    let transcript =
        talk(&questionnaire, &mut begun(&questionnaire), Lang::En, &[&start[..], &["m", "e", "m", "(q)"]].concat());
    assert!(transcript.contains("! Score 20 of 20; Assured reached (was 10 to 20)"), "{transcript}");
}

#[test]
fn what_an_answer_means_for_a_share() {
    let questionnaire = supplier();
    // Of the domain, ACC-1 is a third and ACC-2 two thirds; two fifths of those are 4/15, so 1/3 + 4/15 = 60 %.
    let start = ["Acme", "(empty)", "(empty)", "4"];
    let transcript = talk(
        &questionnaire,
        &mut begun(&questionnaire),
        Lang::En,
        &[&start[..], &["m", "s", "b", "e", "(q)"]].concat(),
    );
    let expected = [
        "Score 33% to 100%; 1 requirement from Managed (was 0% to 100%)",
        "Score 60%; 1 requirement from Managed (was 33% to 100%)",
        "Score 100%; Managed reached (was 60%)",
    ];
    assert_eq!(meanings(&transcript), expected, "{transcript}");
}

#[test]
fn what_an_answer_means_where_everything_has_to_pass() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = answered(&questionnaire, &[], &[]);
    assessment.answers.retain(|(id, _)| !["AC.L2-3.1.1", "AC.L2-3.1.2"].contains(&id.as_str()));
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &["n", "m", "(b)", "b", "m", "(q)"]);
    let expected = ["2 requirements from Level 1", "1 requirement from Level 1", "Level 1 reached"];
    assert_eq!(meanings(&transcript), expected, "{transcript}");
}

/// A questionnaire of one domain: what stands before the domain, and its requirements as YAML.
fn own_questionnaire(parts: &str, requirements: &[&str]) -> Questionnaire {
    let rows: String = requirements.iter().map(|row| format!("      - {{{row}, ask: Is it?}}\n")).collect();
    let text = format!(
        "format: gradus/questionnaire/1\nid: own\nedition: '1'\nlanguages: [en]\ntitle: Own\n\
         attribution: {{publisher: P, licence: CC0-1.0}}\n{parts}\ndomains:\n  - id: D\n    requirements:\n{rows}"
    );
    let source = Source { name: "own.yaml".into(), text: text.into() };
    let loaded = questionnaire::read(source, Some("own"), &Texts::All, &|_| None);
    loaded.questionnaire.unwrap_or_else(|| panic!("it has faults: {:?}", loaded.problems))
}

#[test]
fn what_an_answer_means_for_a_mean() {
    let parts = "scales: {worth: {answers: [{id: three, key: h, value: 3}, {id: none, key: n, value: 0}]}}\n\
                 scoring: {method: mean}\nlevels: [{id: l1}, {id: l2}, {id: l3}]";
    let rows = ["id: A, level: l1, scale: worth, weight: 1", "id: B, level: l1, scale: worth, weight: 2"];
    let questionnaire = own_questionnaire(parts, &rows);
    // Of 3: A is a third of the mean and B two thirds, so A alone makes 1, and A without B leaves 1 to 3.
    let mut assessment = begun(&questionnaire);
    assessment.target = "l3".into();
    let replies = ["Acme", "(empty)", "(empty)", "h", "n", "(b)", "h", "(q)"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    let expected = ["Mean 1 to 3 (was 0 to 3)", "Mean 1 of 3 (was 1 to 3)", "Mean 3 of 3; l3 reached (was 1)"];
    assert_eq!(meanings(&transcript), expected, "{transcript}");
}

// Keys.

#[test]
fn an_answer_takes_its_letter_from_a_command_and_a_colon_gives_it_back() {
    let parts = "scales: {s: {answers: [{id: largely, key: l, credit: 1}, {id: wholly, key: w, credit: 1}, {id: zero, key: z, credit: 0}]}}\n\
                 levels: [{id: only}]";
    let rows = ["id: A, level: only, scale: s", "id: B, level: only, scale: s", "id: C, level: only, scale: s"];
    let questionnaire = own_questionnaire(parts, &rows);
    let mut assessment = begun(&questionnaire);
    // Line by line, where a colon says that the letter is no answer.
    let lines = "Acme\n\n\nl\nw\nz\n:b\nb\n:l\nFetch it\n\n\n:w\nMr Chen\nl\n:z\n:q\n";
    let mut said = Vec::new();
    let mut prompter = Plain::new(lines.as_bytes(), &mut said, Lang::En, 80, true);
    let now = || NOW.to_owned();
    let mut history = History::begin(&assessment.started);
    let keep = &mut |_: &Assessment, _: &mut History| Ok::<(), Infallible>(());
    interview::run(&questionnaire, &mut assessment, &mut history, &setting(Lang::En, &now), &mut prompter, keep)
        .expect("the lines are followed");
    let answers: Vec<_> = assessment.answers.iter().map(|(id, entry)| (id.as_str(), entry.answer.as_deref())).collect();
    let said = String::from_utf8(said).expect("text");
    assert_eq!(answers, [("A", Some("largely")), ("B", Some("wholly")), ("C", Some("zero"))], "{said}");
    let plan = assessment.entry("B").and_then(|entry| entry.plan.as_ref()).map(|plan| plan.action.as_str());
    assert_eq!(plan, Some("Fetch it"), "{said}");
    // Mr Chen's answer was taken back, and with it his name.
    assert_eq!(assessment.entry("B").and_then(|entry| entry.by.clone()), None, "{said}");
}

#[test]
fn a_hundred_and_ten_questions_take_one_key_each() {
    let questionnaire = cmmc(Lang::En);
    let mut assessment = begun(&questionnaire);
    let mut replies = vec!["Acme", "(empty)", "(empty)", "2"];
    replies.extend(vec!["m"; 110]);
    replies.push("Finish");
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert_eq!(assessment.answers.len(), 110);
    assert!(transcript.contains("== finished, saved 113 times"), "name, scope, target, and each answer once");
    assert!(transcript.contains("! Score 110 of 110; Level 2 reached (was 107 to 110)"), "the last is worth 3");
}
