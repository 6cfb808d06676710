//! The interview line by line: what a screen reader reads out, from the first question to the report.

mod desk;

use std::process::Command;

use desk::{Desk, Run};

const FILE: &str = "cmmc.assessment.yaml";

/// Runs `assess` with lines on standard input.
fn assess(desk: &Desk, args: &[&str], lines: &str) -> Run {
    let mut command: Command = desk.command(desk::program());
    command.args(["assess", "cmmc", "--target", "l1", "--date", "2026-11-24"]).args(args);
    spoken(command, lines.as_bytes())
}

fn spoken(command: Command, input: &[u8]) -> Run {
    let mut command = assert_cmd::Command::from_std(command);
    let output = command.write_stdin(input).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let run = Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.err.contains('\u{1b}') && !run.out.contains('\u{1b}'), "nothing steers the terminal:\n{}", run.err);
    run
}

/// What is new every day.
fn lasting(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once(": ") {
        Some((key, stamp)) if stamp.trim_matches('"').parse::<jiff::Timestamp>().is_ok() => format!("{key}: (time)"),
        Some((key, digest)) if digest.starts_with("sha256:") => format!("{key}: (digest)"),
        _ => line.to_owned(),
    });
    let today = jiff::Zoned::now().date().to_string();
    lines.collect::<Vec<String>>().join("\n").replace(&today, "(today)") + "\n"
}

/// From the name to the report: every kind of question once.
fn whole(lang: &str, words: [&str; 6]) {
    let [name, note, action, owner, reason, search] = words;
    let desk = Desk::new();
    let mut lines = vec![
        "",
        name,
        "",
        owner, // a name is needed; no scope; who answers
        "zz",
        "",
        "?",
        "m", // no such letter; read out again; help; met
        "n",
        "b",
        "t",
        note,
        "",
        ".", // back, and a note of two lines, one of them empty
        "l",
        action,
        owner,
        "soon",
        "",
        "",
        "2099-01-31", // a plan, first with a day that is none
        "z",
        "r",
        "k", // taken back, given again, on
        "o",
        "m",
        "2",
        "m",
        "n",
        "", // parts, the second by its number
        "f",
        search,
        "1",
        "u", // to a question by words of the other language
        "g",
        "2",
        "b",
        "b", // the overview and its review, and back
        "j",
    ];
    lines.extend(["m"; 3]);
    lines.extend(["a", ":b", "a", reason, "j"]);
    lines.extend(["m"; 11]);
    let run = assess(&desk, &["--plain", "--lang", lang], &(lines.join("\n") + "\n"));
    assert_eq!(run.status, 0, "{}", run.err);
    insta::assert_snapshot!(
        format!("plain_{lang}"),
        lasting(&format!("{}\n== the file\n\n{}", run.err, desk.text(FILE)))
    );
}

#[test]
fn a_whole_interview_is_read_out_in_english() {
    let words = ["Acme Ltd", "Two lathes share one", "Sign-in by badge", "IT lead", "No such thing here", "媒體汰除"];
    whole("en", words);
}

#[test]
fn a_whole_interview_is_read_out_in_chinese() {
    let words = ["台中精密", "兩台車床共用帳號", "改用識別證登入", "資訊主管", "本廠沒有", "Media Disposal"];
    whole("zh-TW", words);
}

#[test]
fn where_the_lines_end_everything_is_saved() {
    let desk = Desk::new();
    let run = assess(&desk, &["--plain"], "Acme\n\n\nm\nn");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains(&format!("gradus assess {FILE}")), "it says how to go on: {}", run.err);
    assert_eq!(desk.text(FILE).matches("answer: ").count(), 2, "the last line has no end");
    assert!(desk.names().contains(&format!("{FILE}.history")));

    let run = assess(&desk, &["--plain"], "");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("2/17"), "it goes on where it was left: {}", run.err);
}

#[test]
fn bytes_that_are_no_text_are_answered() {
    let desk = Desk::new();
    let mut command = desk.command(desk::program());
    command.args(["assess", "cmmc", "--target", "l1", "--plain"]);
    let run = spoken(command, b"Acme \xff\xfe\n\n\n\xff\nm\n");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("is nothing that can be chosen here"), "{}", run.err);
    assert!(desk.text(FILE).contains("Acme \u{fffd}\u{fffd}"), "{}", desk.text(FILE));
    assert_eq!(desk.text(FILE).matches("answer: met").count(), 1);
}

#[test]
fn a_dumb_terminal_is_asked_line_by_line() {
    let desk = Desk::new();
    let mut command = desk.command(desk::program());
    command.args(["assess", "cmmc", "--target", "l1"]).env("TERM", "dumb");
    let run = spoken(command, b"Acme\n\n\nm\n");
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(desk.text(FILE).matches("answer: met").count(), 1);
}

#[test]
fn finished_line_by_line_the_report_is_written_and_the_history_is_gone() {
    let desk = Desk::new();
    let lines = format!("Acme\n\n\n{}1\n", "m\n".repeat(17));
    let run = assess(&desk, &["--plain"], &lines);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("Level 1"), "{}", run.out);
    assert!(desk.read("reports/cmmc.pdf").starts_with(b"%PDF-"));
    assert_eq!(desk.names(), [FILE, "reports"]);
}
