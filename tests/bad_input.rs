//! Bad input of every kind meets one clear message, and what was saved stays as it was.

mod desk;

use std::fs;

use desk::{Desk, Run, program, run};
use gradus::storage::Opened;

const FILE: &str = "firm.assessment.yaml";

fn with_file() -> Desk {
    let desk = Desk::new();
    desk.cmmc(FILE, &[("AC.L2-3.1.1", "met"), ("AC.L2-3.1.2", "not-met")]);
    desk
}

/// The run ends as said, with exactly one message that holds these words and a cure.
#[track_caller]
fn refused(run: &Run, status: i32, words: &[&str]) {
    let Run { status: found, out, err } = run;
    assert_eq!(*found, status, "{out}{err}");
    let told = err.lines().filter(|line| line.starts_with("error")).count();
    assert_eq!(told, 1, "one message: {err}");
    assert!(err.contains("cure: "), "a cure: {err}");
    for word in words {
        assert!(err.contains(word), "{word} is told: {err}");
    }
    unharmed(run);
}

/// Neither a panic nor anything that steers a terminal.
#[track_caller]
fn unharmed(run: &Run) {
    for text in [&run.out, &run.err] {
        assert!(!text.contains("panicked") && !text.contains("RUST_BACKTRACE"), "{text}");
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }
}

/// A file with this content is refused by every command that reads it, and stays as it is.
#[track_caller]
fn refuses(content: impl AsRef<[u8]>, words: &[&str]) {
    let desk = Desk::new();
    desk.write(FILE, content.as_ref());
    for args in [
        &["score", FILE] as &[&str],
        &["explain", FILE],
        &["report", FILE],
        &["answer", FILE, "AC.L2-3.1.1", "met"],
        &["assess", "cmmc", "-o", FILE, "--sample"],
    ] {
        refused(&desk.gradus(args), 3, words);
        assert_eq!(desk.read(FILE), content.as_ref(), "{args:?} changes nothing");
        assert_eq!(desk.names(), [FILE], "{args:?} leaves nothing behind");
    }
    let checked = desk.gradus(&["check", FILE]);
    assert_eq!(checked.status, 3, "{}", checked.out);
    unharmed(&checked);
    assert!(words.iter().all(|word| checked.out.contains(word)), "{}", checked.out);
}

fn good_text() -> String {
    with_file().text(FILE)
}

#[test]
fn bytes_that_are_no_text() {
    let bytes = good_text().replace("Example", "Caf\u{e9}").chars().map(|c| c as u8).collect::<Vec<u8>>();
    refuses(bytes, &["Y0001", "firm.assessment.yaml:"]);
    refuses([0xff, 0xfe, 0x66, 0x00], &["Y0001"]);
}

#[test]
fn a_byte_order_mark_is_no_harm() {
    let desk = Desk::new();
    desk.write(FILE, format!("\u{feff}{}", good_text()));
    let run = desk.gradus(&["answer", FILE, "AC.L2-3.1.20", "met"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(desk.text(FILE).contains("AC.L2-3.1.20"));
}

#[test]
fn yaml_that_is_none() {
    let good = good_text();
    refuses(good.replace("answers:\n", "answers:\n\tAC.L2-3.1.22: {answer: met}\n"), &["Y0004"]);
    refuses(good.replace("answers:\n", "answers:\n  AC.L2-3.1.1: {answer: met}\n"), &["Y0102", "first here"]);
    refuses(good.replace("organisation:", "orgnisation:"), &["Y0101", "Did you mean `organisation`?"]);
    refuses("", &["Y0010"]);
    refuses("\0", &["Y0013"]);
}

#[test]
fn bombs_and_brackets() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..12 {
        bomb.push_str(&format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(", ")));
    }
    refuses(bomb, &["Y0008"]);
    refuses("[".repeat(10_000), &["Y0007"]);
    refuses("{a: ".repeat(10_000), &["Y0007"]);
    refuses("- ".repeat(10_000), &["Y0007"]);
}

#[test]
fn a_hundred_megabytes() {
    let desk = Desk::new();
    let file = fs::File::create(desk.path(FILE)).expect("a file can be made");
    // Holes take no space on the disk.
    file.set_len(100 * 1024 * 1024).expect("it can be made long");
    refused(&desk.gradus(&["score", FILE]), 3, &["Y0002", "16 MB", FILE]);
    fs::rename(desk.path(FILE), desk.path("big.yaml")).expect("it can be renamed");
    refused(&desk.gradus(&["show", "big.yaml"]), 3, &["Y0002", "big.yaml"]);
    fs::rename(desk.path("big.yaml"), desk.path("big.csv")).expect("it can be renamed");
    refused(&desk.gradus(&["assess", "cmmc", "--answers", "big.csv"]), 3, &["Y0002", "big.csv"]);
    assert_eq!(desk.names(), ["big.csv"]);
}

#[test]
fn an_assessment_cut_in_half() {
    let good = good_text();
    let cut = good.find("not-met").expect("an answer") + 3;
    refuses(&good[..cut], &["A0401", "`not` is not an answer", "met, exception, not-met"]);
    refuses(&good[..good.find("digest").expect("a key")], &["Y0103", "digest"]);
    // Wherever it is cut, nothing breaks, and nothing is written.
    let desk = Desk::new();
    for part in 1..16 {
        let text = &good[..good.len() * part / 16];
        desk.write(FILE, text);
        let run = desk.gradus(&["score", FILE]);
        assert!([0, 3].contains(&run.status), "{part}: {}", run.err);
        unharmed(&run);
        assert_eq!(desk.text(FILE), text);
    }
}

#[test]
fn another_edition_is_used_and_told() {
    let desk = Desk::new();
    desk.write(FILE, good_text().replace("2.13", "1.0"));
    let run = desk.gradus(&["score", FILE]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("warning[A0407]") && run.err.contains("edition 1.0"), "{}", run.err);
    assert!(run.out.contains("Level 1"), "{}", run.out);
}

#[test]
fn an_unknown_requirement_is_named_and_kept() {
    let desk = Desk::new();
    desk.write(FILE, good_text().replace("AC.L2-3.1.2:", "AC.L2-9.9.9:"));
    let run = desk.gradus(&["answer", FILE, "AC.L2-3.1.1", "not-met"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("warning[A0403]") && run.err.contains("AC.L2-9.9.9"), "{}", run.err);
    assert!(desk.text(FILE).contains("AC.L2-9.9.9:\n    answer: not-met"), "{}", desk.text(FILE));
}

#[test]
fn nothing_in_a_file_steers_the_terminal() {
    let desk = Desk::new();
    // Written as escapes, since YAML does not take them raw: colour, title, clear, C1, bell, turned reading.
    let hostile = r#""\e[31mred\e]0;title\a\e[2J \x9b31m \u202eabc\r""#;
    let entry = format!(
        "answers:\n  AC.L2-3.1.1:\n    answer: not-applicable\n    reason: {hostile}\n    note: {hostile}\n    plan: {{action: {hostile}, owner: {hostile}}}\n    evidence:\n      - what: {hostile}\n        where: {hostile}\n        owner: {hostile}\n"
    );
    let text = good_text().replace("Example Precision", hostile);
    let text = format!("{}{entry}", &text[..text.find("answers:").expect("answers")]);
    desk.write(FILE, &text);
    for args in [
        &["score", FILE] as &[&str],
        &["explain", FILE],
        &["explain", FILE, "AC.L2-3.1.1"],
        &["score", FILE, "--format", "json"],
        &["check", FILE],
        &["check", FILE, "--format", "json"],
        &["report", FILE, "-o", "r.pdf"],
        &["answer", FILE, "AC.L2-3.1.2", "met"],
    ] {
        let run = desk.gradus(args);
        assert_eq!(run.status, 0, "{args:?}: {}", run.err);
        unharmed(&run);
    }
    let example = include_str!("fixtures/good/supplier-basics.yaml");
    let mut own = example.replace("id: supplier-basics ", "id: hostile ");
    for plain in ["Supplier security basics", "Personal accounts", "Accounts", "Basic", "Office systems"] {
        own = own.replace(&format!("en: {plain}"), &format!("en: {hostile}"));
    }
    own = own.replace("[A.5.16]", &format!("[{hostile}]")).replace("\"2026.1\"", hostile);
    desk.write("questionnaires/hostile.yaml", &own);
    for args in [
        &["list"] as &[&str],
        &["show", "hostile"],
        &["show", "hostile", "ACC-1"],
        &["show", "hostile", "--format", "json"],
        &["assess", "hostile", "--answers", "a.yaml", "-o", "h.assessment.yaml"],
        &["score", "h.assessment.yaml"],
        &["explain", "h.assessment.yaml"],
    ] {
        desk.write("a.yaml", "format: gradus/answers/1\nanswers:\n  ACC-1: {answer: met}\n");
        let run = desk.gradus(args);
        assert_eq!(run.status, 0, "{args:?}: {}", run.err);
        unharmed(&run);
    }
    let checked = desk.gradus(&["check", "questionnaires/hostile.yaml"]);
    assert!(checked.out.contains("Y0110"), "{}", checked.out);
    unharmed(&checked);
}

#[test]
fn what_was_typed_steers_the_terminal_no_more() {
    let desk = with_file();
    let hostile = "\u{1b}[31mred\u{9b}2J\u{202e}";
    for (args, status) in [
        (&["score", hostile] as &[&str], 1),
        (&["show", hostile], 1),
        (&["show", "cmmc", hostile], 2),
        (&["explain", FILE, hostile], 2),
        (&["answer", FILE, hostile, "met"], 2),
        (&["answer", FILE, "AC.L2-3.1.1", hostile], 2),
        (&["answer", FILE, "AC.L2-3.1.1", "met", "--due", hostile], 2),
        (&["score", FILE, "--fail-under", hostile], 2),
        (&["assess", "cmmc", "--target", hostile, "--sample"], 2),
        (&["report", FILE, "--date", hostile], 2),
        (&["check", hostile], 1),
        (&[hostile], 2),
        (&["score", FILE, &format!("--{hostile}")], 2),
    ] {
        let run = desk.gradus(args);
        assert_eq!(run.status, status, "{args:?}: {}", run.err);
        unharmed(&run);
    }
}

#[test]
fn a_folder_where_a_file_is_wanted() {
    let desk = with_file();
    fs::create_dir(desk.path("folder")).expect("a folder can be made");
    for args in [
        &["score", "folder"] as &[&str],
        &["show", "folder"],
        &["check", "folder"],
        &["report", FILE, "-o", "folder"],
        &["answer", "folder", "AC.L2-3.1.1", "met"],
        &["assess", "cmmc", "--answers", "folder"],
        &["assess", "cmmc", "--sample", "-o", "folder"],
    ] {
        refused(&desk.gradus(args), 1, &["folder is a folder"]);
    }
}

#[test]
fn what_does_not_exist() {
    let desk = with_file();
    for args in [
        &["score", "nowhere.yaml"] as &[&str],
        &["check", "nowhere.yaml"],
        &["assess", "nowhere.assessment.yaml", "--sample"],
    ] {
        refused(&desk.gradus(args), 1, &["nowhere"]);
    }
    refused(&desk.gradus(&["show", "nowhere"]), 1, &["gradus list"]);
    assert_eq!(desk.names(), [FILE]);
}

/// The superuser may write anywhere but below a regular file and in the kernel's own folder, so these places have
/// to do where permissions would not bind.
#[cfg(target_os = "linux")]
#[test]
fn a_place_where_nothing_can_be_written() {
    let desk = with_file();
    let before = desk.read(FILE);
    for place in [format!("{FILE}/report.pdf"), "/proc/gradus/report.pdf".to_owned(), "/proc/report.pdf".to_owned()] {
        refused(&desk.gradus(&["report", FILE, "-o", &place]), 1, &[]);
        refused(&desk.gradus(&["assess", "cmmc", "--sample", "-o", &place]), 1, &[]);
    }
    assert_eq!(desk.read(FILE), before);
    assert_eq!(desk.names(), [FILE]);
}

/// A limit on the size of files stands for a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file_whole() {
    let desk = Desk::new();
    let note = "long ".repeat(2_000);
    desk.cmmc(FILE, &[("AC.L2-3.1.1", "met")]);
    let noted = desk.gradus(&["answer", FILE, "AC.L2-3.1.1", "met", "--note", &note]);
    assert_eq!(noted.status, 0, "{}", noted.err);
    let before = desk.read(FILE);
    let limited = |args: &str| {
        let mut command = desk.command("/bin/sh");
        command.arg("-c").arg(format!("ulimit -f 2; exec \"$0\" {args}")).arg(program());
        run(command)
    };
    let answer = format!("answer {FILE} AC.L2-3.1.2 met");
    refused(&limited(&answer), 1, &["no space is left", FILE, "still there, whole"]);
    refused(&limited(&format!("report {FILE} -o r.pdf")), 1, &["no space is left", "r.pdf"]);
    assert_eq!(desk.names(), [FILE], "nothing unfinished stays behind");
    assert_eq!(desk.read(FILE), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_output_is_an_error_and_no_panic() {
    let desk = with_file();
    let mut command = desk.command("/bin/sh");
    command.arg("-c").arg(format!("exec \"$0\" score {FILE} >/dev/full")).arg(program());
    let run = run(command);
    assert_eq!((run.status, run.err.lines().count()), (1, 1), "{}", run.err);
    unharmed(&run);
}

#[test]
fn two_writers_at_once() {
    let desk = with_file();
    let before = desk.read(FILE);
    let Ok((opened, ..)) = Opened::open(&desk.path(FILE)) else { panic!("the file is good") };
    refused(&desk.gradus(&["answer", FILE, "AC.L2-3.1.1", "met"]), 1, &["another gradus", FILE]);
    refused(&desk.gradus(&["assess", "cmmc", "--sample", "-o", FILE]), 1, &["another gradus", FILE]);
    assert_eq!(desk.read(FILE), before);
    // Reading is no matter.
    assert_eq!(desk.gradus(&["score", FILE]).status, 0);
    drop(opened);
    assert_eq!(desk.gradus(&["answer", FILE, "AC.L2-3.1.1", "not-met"]).status, 0);
}

#[test]
fn answers_files_that_do_not_fit() {
    let good = "id,answer,reason\n";
    for (rows, words) in [
        ("id,answer,remark\nAC.L2-3.1.1,met,x\n", &["A0414", "remark", "answers.csv:1"] as &[&str]),
        ("id,reason\nAC.L2-3.1.1,x\n", &["A0415", "answer"]),
        ("answer\nmet\n", &["A0415", "id"]),
        (&format!("{good}AC.L2-3.1.99,met,\n"), &["A0412", "AC.L2-3.1.99", "answers.csv:2"]),
        (&format!("{good}AC.L2-3.1.1/z,met,\n"), &["A0412", "answers.csv:2"]),
        (&format!("{good}AC.L2-3.1.1,yes,\n"), &["A0401", "met, exception, not-met"]),
        (&format!("{good}IA.L2-3.5.3/a,partial,\n"), &["A0401", "met, exception, not-met"]),
        (&format!("{good}AC.L2-3.1.1,exception,\n"), &["A0402"]),
        (&format!("{good}AC.L2-3.1.1,not-applicable,\n"), &["A0402"]),
        (&format!("{good}AC.L2-3.1.1,met,\nAC.L1-b.1.i,met,\n"), &["A0413", "answers.csv:3", "first here"]),
        (&format!("{good}AC.L2-3.1.1,met,\nAC.L2-3.1.1/a,not-met,\n"), &["A0405", "answers.csv:3"]),
        (&format!("{good}AC.L2-3.1.1/a,met,\nAC.L2-3.1.1,not-met,\n"), &["A0405", "answers.csv:3"]),
        (&format!("{good}AC.L2-3.1.1,met,\"never closed\nAC.L2-3.1.2,met,\n"), &["A0416", "answers.csv:2"]),
        (&format!("{good},met,\n"), &["Y0103", "answers.csv:2"]),
        ("id,answer,id\nAC.L2-3.1.1,met,x\n", &["Y0102"]),
    ] {
        let desk = Desk::new();
        desk.write("answers.csv", rows);
        let run = desk.gradus(&["assess", "cmmc", "--answers", "answers.csv", "-o", FILE]);
        refused(&run, 3, words);
        assert_eq!(desk.names(), ["answers.csv"], "{rows}");
        // An assessment that is there already stays as it is.
        desk.cmmc(FILE, &[("SI.L2-3.14.1", "not-met")]);
        let before = desk.read(FILE);
        refused(&desk.gradus(&["assess", "cmmc", "--answers", "answers.csv", "-o", FILE]), 3, words);
        assert_eq!(desk.read(FILE), before);
    }
}

#[test]
fn an_answers_file_from_a_spreadsheet_is_taken() {
    let rows = "\u{feff}ID,Answer,Reason,Note,Evidence,Plan\r\n\
                AC.L2-3.1.1,met,,\"says \"\"yes\"\", twice\",\"list\nlog\",\r\n\
                \r\n\
                PE.L1-b.1.ix/c,not-met,,,,by spring\r\n\
                AC.L2-3.1.22,not-applicable,no website,,,\r\n";
    let desk = Desk::new();
    desk.write("answers.csv", rows);
    let run = desk.gradus(&["assess", "cmmc", "--answers", "answers.csv", "-o", FILE]);
    assert_eq!(run.status, 0, "{}", run.err);
    let text = desk.text(FILE);
    for wanted in ["says \"yes\", twice", "what: list", "what: log", "plan: by spring", "reason: no website"] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(text.contains("PE.L2-3.10.4:\n    objectives:\n      a: not-met"), "{text}");
}
