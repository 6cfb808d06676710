//! Interviews by script: what is asked, what is replied, what is told, and the file that is left.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::io;

use gradus::assessment::history::History;
use gradus::assessment::{Assessment, file};
use gradus::dates::Date;
use gradus::diagnostic::Source;
use gradus::interview::card::{Card, Choosing, Objectives, Pick};
use gradus::interview::find::Finding;
use gradus::interview::form::Form;
use gradus::interview::line::Asking;
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
    Setting { lang, now, today: Date::parse("2026-11-22").expect("a day"), digest, by: None }
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
