//! `gradus assess --preview`: the whole interview, and nothing of it is kept.

mod desk;
#[cfg(unix)]
mod pty;

use desk::{Desk, Run};

const EXAMPLE: &str = include_str!("fixtures/good/supplier-basics.yaml");

/// A desk with a questionnaire of the author's, and nothing else.
fn author() -> Desk {
    let desk = Desk::new();
    desk.write("supplier-basics.yaml", EXAMPLE);
    desk
}

/// Runs the preview with lines on standard input.
fn spoken(desk: &Desk, lang: &str, args: &[&str], lines: &[&str]) -> Run {
    let mut command = desk.command(desk::program());
    command.args(["--lang", lang, "assess"]).args(args);
    let mut command = assert_cmd::Command::from_std(command);
    let output = command.write_stdin(lines.join("\n") + "\n").output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// Words without the ends of lines, which fall where they fall.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[track_caller]
fn holds(text: &str, words: &str) {
    assert!(bare(text).contains(&bare(words)), "{words}:\n{text}");
}

#[test]
fn line_by_line_it_ends_with_the_result_and_an_empty_folder() {
    // Name, scope, who; target 5 (assured); a link; three answers; finish.
    let lines = ["Acme", "", "", "5", "1", "m", "e", "n", "1"];
    for (lang, notice, page, result, done, saved) in [
        (
            "en",
            "This is a preview",
            "Preview, nothing is saved",
            "Assured is not reached: 1 requirement is not in place.",
            "This was a preview: nothing was saved.",
            ["Saved", "save and quit"],
        ),
        (
            "zh-TW",
            "這是預覽",
            "預覽，不會儲存",
            "未達成保證級：有 1 項要求事項未落實。",
            "以上為預覽，未儲存任何內容。",
            ["已儲存", "儲存並離開"],
        ),
    ] {
        let desk = author();
        let run = spoken(&desk, lang, &["supplier-basics.yaml", "--preview", "--plain"], &lines);
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(run.err.matches(notice).count(), 2, "on the first question and on the overview:\n{}", run.err);
        assert!(run.err.matches(page).count() > 3, "on every page:\n{}", run.err);
        holds(&run.out, result);
        assert!(run.out.trim_end().ends_with(done), "{}", run.out);
        for word in saved {
            assert!(!run.err.contains(word) && !run.out.contains(word), "{word}:\n{}{}", run.err, run.out);
        }
        assert!(!run.out.contains("assessment.yaml") && !run.out.contains("pdf"), "{}", run.out);
        assert_eq!(desk.names(), ["supplier-basics.yaml"]);
    }
}

#[test]
fn it_can_be_left_at_any_moment() {
    for lines in [&[] as &[&str], &["Acme", "", "", ":q"], &["Acme", "", "", "5", "1", "m", "q"]] {
        let desk = author();
        let run = spoken(&desk, "en", &["supplier-basics.yaml", "--preview", "--plain"], lines);
        assert_eq!(run.status, 0, "{}{}", run.err, run.out);
        assert!(run.out.trim_end().ends_with("nothing was saved."), "{}", run.out);
        holds(&run.out, "is still open");
        assert_eq!(desk.names(), ["supplier-basics.yaml"]);
    }
}

#[test]
fn an_assessment_that_is_there_is_neither_read_nor_touched() {
    let desk = author();
    desk.write("a.csv", "id,answer\nACC-1,met\n");
    assert_eq!(desk.gradus(&["assess", "supplier-basics.yaml", "--answers", "a.csv"]).status, 0);
    let names = desk.names();
    let before = desk.read("supplier-basics.assessment.yaml");
    let lines = ["Acme", "", "", "1", "n", "1"];
    let run = spoken(&desk, "en", &["supplier-basics.yaml", "--preview", "--plain"], &lines);
    holds(&run.out, "The target “Any supplier” is not reached: 1 requirement is not in place.");
    assert_eq!((desk.names(), desk.read("supplier-basics.assessment.yaml")), (names, before));
}

#[test]
fn answers_from_a_file_and_a_sample_are_shown_without_being_kept() {
    let desk = author();
    desk.write("a.csv", "id,answer\nACC-1,met\n");
    let run = desk.gradus(&["assess", "supplier-basics.yaml", "--answers", "a.csv", "--target", "basic", "--preview"]);
    assert_eq!(run.status, 0, "{}", run.err);
    holds(&run.out, "Basic is reached.");
    let run = desk.gradus(&["assess", "cmmc", "--sample", "--preview"]);
    assert_eq!(run.status, 0, "{}", run.err);
    holds(&run.out, "Level 1 is not reached");
    assert_eq!(desk.names(), ["a.csv", "supplier-basics.yaml"]);
    desk.write("a.csv", "id,answer\nACC-1,perhaps\n");
    let run = desk.gradus(&["assess", "supplier-basics.yaml", "--answers", "a.csv", "--preview"]);
    assert_eq!(run.status, 3, "what does not fit is told: {}", run.err);
}

#[test]
fn a_place_to_save_to_and_an_assessment_are_refused() {
    let desk = author();
    for (lang, both, assessment) in
        [("en", "cannot be used together", "takes a questionnaire"), ("zh-TW", "不能與", "須指定問卷")]
    {
        let run = desk.gradus(&["--lang", lang, "assess", "cmmc", "--preview", "-o", "x.assessment.yaml"]);
        assert_eq!(run.status, 2);
        holds(&run.err, both);
        let run = desk.gradus(&["--lang", lang, "assess", "x.assessment.yaml", "--preview", "--plain"]);
        assert_eq!(run.status, 2);
        holds(&run.err, assessment);
    }
    assert_eq!(desk.names(), ["supplier-basics.yaml"]);
}

#[cfg(unix)]
#[test]
fn on_the_screen_every_page_says_that_nothing_is_saved() {
    for (lang, words) in [
        ("en", ["name of your organisation", "What is assessed", "Who answers", "Which level", "customer's network"]),
        ("zh-TW", ["貴組織的名稱", "適用範圍", "由誰作答", "等級", "客戶網路"]),
    ] {
        let desk = author();
        let (page, help, end) = match lang {
            "en" => ("Preview, nothing is saved", "This is a preview", "nothing was saved."),
            _ => ("預覽，不會儲存", "這是預覽", "未儲存任何內容。"),
        };
        let args = ["--lang", lang, "assess", "supplier-basics.yaml", "--preview"];
        let program = std::path::Path::new(desk::program());
        let mut session = pty::Session::start(program, &args, desk.folder(), &[], (80, 24));
        session.wait_page(words[0]).wait_page(help).wait_page(page).send("Acme\r");
        session.wait_page(words[1]).wait_page(page).send("\r");
        // Leaving the name of who answers empty, then the target, and a fact.
        for (index, keys) in [(2, "\r"), (3, "5\r"), (4, "\r")] {
            session.wait_page(words[index]).wait_page(page).send(keys);
        }
        session.wait_page("ACC-1").wait_page(page).press("m").wait_page("ACC-2").press("e").wait_page("NET-1");
        assert_eq!(desk.names(), ["supplier-basics.yaml"], "nothing is kept while it goes on");
        session.press("z").press("e").wait_page("NET-1").press("g").wait_page(help).send("q");
        assert!(session.read_to_the_end());
        assert!(session.is_given_back());
        let text = session.text();
        assert!(text.trim_end().ends_with(end), "{text}");
        assert_eq!(desk.names(), ["supplier-basics.yaml"]);
    }
}
