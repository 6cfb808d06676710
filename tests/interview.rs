//! Interviews by script: what is asked, what is replied, what is told, and the file that is left.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::io;

use gradus::assessment::{Assessment, file};
use gradus::diagnostic::Source;
use gradus::interview::card::{Card, Choosing, Objectives, Pick};
use gradus::interview::line::Asking;
use gradus::interview::prompter::{CardReply, Finding, ObjectivesReply, Prompter, Said};
use gradus::interview::{self, Ending};
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
        if let Some(notice) = notice {
            self.say(&format!("! {notice}"));
        }
    }
}

impl Prompter for Script {
    fn text(&mut self, asking: &Asking) -> io::Result<Said<String>> {
        self.notice(asking.notice.as_ref());
        self.say(&asking.ask);
        self.say(&asking.help);
        if !asking.initial.is_empty() {
            self.say(&format!("[{}]", asking.initial));
        }
        Ok(match self.next()? {
            "(back)" => Said::Back,
            "(pause)" => Said::Pause,
            "(empty)" => Said::Given(String::new()),
            text => Said::Given(text.to_owned()),
        })
    }

    fn choose(&mut self, choosing: &Choosing) -> io::Result<Said<usize>> {
        self.notice(choosing.notice.as_ref());
        self.say(&choosing.ask);
        self.say(&choosing.help);
        for (position, (label, more)) in choosing.items.iter().enumerate() {
            let now = if choosing.current == Some(position) { '*' } else { ' ' };
            self.say(format!("{now}{} {label}  {}", position + 1, more.replace('\n', " / ")).trim_end());
        }
        Ok(match self.next()? {
            "(back)" => Said::Back,
            "(pause)" => Said::Pause,
            number => Said::Given(number.parse::<usize>().expect("a number of the list") - 1),
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
        let (done, of) = card.place.progress.expect("a card says how far");
        self.say(&format!("[{} · {done}/{of}] {}  {}", card.place.part, card.id, card.title));
        self.say(&card.ask);
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
            "b" => CardReply::Back,
            "k" => CardReply::Skip,
            "t" => CardReply::Note,
            "v" => CardReply::Evidence,
            "x" => CardReply::Mark,
            "f" => CardReply::Find,
            "q" => CardReply::Pause,
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
            "b" => ObjectivesReply::Back,
            "Enter" => ObjectivesReply::Onward,
            "q" => ObjectivesReply::Pause,
            key => match objectives.choices.iter().find(|choice| key.starts_with(choice.key)).expect("a choice").pick {
                Pick::Verdict(verdict) => ObjectivesReply::Answer(objectives.cursor, verdict),
                Pick::Objectives => panic!("objectives have none of their own"),
            },
        })
    }

    fn find(&mut self, finding: &Finding) -> io::Result<Said<usize>> {
        self.say(&finding.ask);
        for item in finding.items.clone() {
            self.say(&item);
        }
        let reply = self.next()?;
        Ok(finding.items.iter().position(|item| item.contains(reply)).map_or(Said::Back, Said::Given))
    }

    fn confirm(&mut self, ask: &str) -> io::Result<Said<bool>> {
        self.say(ask);
        Ok(Said::Given(self.next()? == "y"))
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

/// Runs a script; what was saved last must be what is in memory, whatever ended the interview.
fn talk(questionnaire: &Questionnaire, assessment: &mut Assessment, lang: Lang, replies: &[&'static str]) -> String {
    let mut script = Script::new(replies);
    let mut saved = None;
    let mut saves = 0;
    let now = || "2026-11-22T09:00:00Z".to_owned();
    let ending = interview::run(questionnaire, assessment, lang, &mut script, &now, &mut |assessment| {
        saved = Some(assessment.clone());
        saves += 1;
        Ok::<(), Infallible>(())
    });
    let ending = match ending {
        Ok(Ending::Finished) => "finished",
        Ok(Ending::Paused) => "paused",
        Err(interview::InterviewError::Terminal(_)) => "terminal closed",
        Err(other) => panic!("{other}"),
    };
    assert!(script.replies.is_empty(), "left over: {:?}", script.replies);
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
        "2",
        "1", // refused without a name; connected supplier; it connects
        "p",
        "The lathes share one account", // partly, with what is missing
        "b",
        "t",
        "Lathes 1 to 4",
        "v",
        "1",
        "Export of the directory",
        "(empty)",
        "x",
        "k", // evidence and a mark
        "e", // everyone
        "a",
        "(empty)",
        "No connection yet", // a reason is needed
        "2",                 // those marked
        "m",
        "1", // and finish
    ];
    insta::assert_snapshot!(talk(&questionnaire, &mut begun(&questionnaire), Lang::En, &replies));
}

#[test]
fn a_whole_interview_in_chinese() {
    let questionnaire = supplier();
    let replies = [
        "台中精密",
        "台中廠",
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
        "3",
        "ACC-1",
        "n",
        "y", // 改為整題作答
        "1",
    ];
    insta::assert_snapshot!(talk(&questionnaire, &mut begun(&questionnaire), Lang::ZhTw, &replies));
}

#[test]
fn back_over_a_changed_condition() {
    let questionnaire = supplier();
    let replies = [
        "Acme", "(empty)", "5", "1", "m", "e", "n", // everything is answered
        "(back)", "b", "b", "n", // back to the first: not in place, so that the last is no longer asked
        "(back)", "m", // and in place again: the last one is still answered
        "1",
    ];
    insta::assert_snapshot!(talk(&questionnaire, &mut begun(&questionnaire), Lang::En, &replies));
}

#[test]
fn it_goes_on_where_it_was_left() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    let first = talk(&questionnaire, &mut assessment, Lang::En, &["Acme", "(empty)", "5", "1", "o", "m"]);
    assert!(first.contains("== terminal closed"), "{first}");
    let again = talk(&questionnaire, &mut assessment, Lang::En, &["o", "n", "b", "k", "q"]);
    insta::assert_snapshot!(again);
}

#[test]
fn back_from_the_first_question_leads_to_what_came_before() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    talk(&questionnaire, &mut assessment, Lang::En, &["Acme", "(empty)", "3", "q"]);
    // At this target nothing looks at the profile, so its question does not lie on the way.
    let replies = ["(empty)", "b", "(back)", "(back)", "(back)", "Acme Ltd", "q"];
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
    talk(&questionnaire, &mut assessment, Lang::En, &["Acme", "(empty)", "m", "1"]);
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
    let mut replies = vec!["Acme", "(empty)", "1", "o", "m", "m", "m", "m", "m", "n", "Enter", "u"];
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
    let replies = ["Acme", "(empty)", "2", "f", "IA.L2-3.5.3", "o", "p", "m", "m", "m", "p", "Enter", "q"];
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
    let replies = ["Acme", "(empty)", "1", "e", "Enduring, section 4 of the plan", "q"];
    let transcript = talk(&questionnaire, &mut assessment, Lang::En, &replies);
    assert_eq!(transcript.matches("Which exception is it").count(), 1, "{transcript}");
    let entry = &assessment.answers[0].1;
    assert_eq!((entry.reason.as_deref(), entry.note.as_deref()), (Some("Enduring, section 4 of the plan"), None));
}

#[test]
fn what_level_3_requires_is_asked_of_those_who_aim_at_it() {
    let questionnaire = cmmc(Lang::ZhTw);
    let mut assessment = begun(&questionnaire);
    let transcript = talk(&questionnaire, &mut assessment, Lang::ZhTw, &["範例", "(empty)", "2", "q"]);
    assert!(!transcript.contains("相同適用範圍是否已由 C3PAO"), "{transcript}");
    let mut assessment = begun(&questionnaire);
    talk(&questionnaire, &mut assessment, Lang::ZhTw, &["範例", "(empty)", "3", "1", "q"]);
    assert_eq!(assessment.profile, [("l2-c3pao".to_owned(), "final".to_owned())]);
}

#[test]
fn a_verdict_keeps_its_reason_only_while_it_stands() {
    let questionnaire = supplier();
    let mut assessment = begun(&questionnaire);
    talk(&questionnaire, &mut assessment, Lang::En, &["A", "(empty)", "3", "a", "Nobody signs in", "(back)", "q"]);
    assert_eq!(assessment.answers[0].1.reason.as_deref(), Some("Nobody signs in"));
    talk(&questionnaire, &mut assessment, Lang::En, &["2", "m", "1"]);
    assert_eq!(assessment.answers[0].1.reason, None);
}

#[test]
fn cards_on_three_screens() {
    for lang in Lang::ALL {
        let questionnaire = cmmc(lang);
        let mut assessment = begun(&questionnaire);
        assessment.organisation = "Acme".into();
        assessment.target = "l1".into();
        let mut script = Script::new(&["(empty)", "n", "q"]);
        script.sizes = vec![(80, 24), (60, 20), (40, 15)];
        script.lang = lang;
        let now = || "2026-11-22T09:00:00Z".to_owned();
        interview::run(&questionnaire, &mut assessment, lang, &mut script, &now, &mut |_| Ok::<(), Infallible>(()))
            .expect("the script is followed");
        insta::assert_snapshot!(format!("cards_on_three_screens_{}", lang.tag()), script.pages);
    }
}
