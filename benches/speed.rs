//! What a whole run of the program costs: wall time, and on Linux CPU time, per process. `cargo bench`.
//!
//! CPU time is that of all child processes, as the system counts it, divided by their number. Last comes the interview:
//! how long a reply takes from the key to the next question on the screen, with the reply on disk in between.

#![allow(clippy::print_stdout, reason = "what a benchmark prints is its result")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs of each command; the system counts CPU time in ticks of 10 ms, so their sum has to be many ticks.
const RUNS: u32 = 200;

fn main() {
    let folder = std::env::temp_dir().join(format!("gradus-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    let program = env!("CARGO_BIN_EXE_gradus");
    for target in ["l1", "l2"] {
        run(program, &["--lang", "zh-TW", "assess", "cmmc", "--sample", "--target", target], &folder);
    }
    let sample = "reports/sample-cmmc-l1-zh-TW.assessment.yaml";
    let level_2 = "reports/sample-cmmc-l2-zh-TW.assessment.yaml";
    println!("{:<44} {:>10} {:>10}", "whole process", "wall", "CPU");
    measure("true", "true", &[], &folder);
    measure("gradus --version", program, &["--version"], &folder);
    measure("gradus list", program, &["list"], &folder);
    measure("gradus check cmmc (two languages)", program, &["check", "cmmc"], &folder);
    measure("gradus score, Level 1, JSON", program, &["score", sample, "--format", "json"], &folder);
    measure("gradus score, Level 1, table, zh-TW", program, &["--lang", "zh-TW", "score", sample], &folder);
    measure("gradus score, Level 2, JSON", program, &["score", level_2, "--format", "json"], &folder);
    measure("gradus score, Level 2, table, zh-TW", program, &["--lang", "zh-TW", "score", level_2], &folder);
    measure("gradus report, Level 2, PDF, zh-TW", program, &["--lang", "zh-TW", "report", level_2], &folder);
    forms(program, level_2, &folder);
    measure("gradus report, Level 1, PDF, en", program, &["--lang", "en", "report", sample], &folder);
    measure("gradus report, Level 1, PDF, zh-TW", program, &["--lang", "zh-TW", "report", sample], &folder);
    growth(program, level_2, &folder);
    interview(program, &folder);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// Frequent characters (of the first level of Big5) that the sample does not use: with them it has about 1,500.
const HAN: &str = include_str!("han.txt");

/// Every form of the Level 2 report, and its PDF with the characters of a firm that writes more.
fn forms(program: &str, level_2: &str, folder: &Path) {
    let text = std::fs::read_to_string(folder.join(level_2)).expect("the assessment was made");
    let rich = text.replacen("\nscope: ", &format!("\nscope: {} ", HAN.trim()), 1);
    std::fs::write(folder.join("rich.assessment.yaml"), rich).expect("the folder is ours");
    let report = |file: &'static str, lang: &'static str, format: &'static str| {
        let output = if file == "rich" { "rich.pdf".to_owned() } else { format!("{lang}.{format}") };
        let file = if file == "rich" { "rich.assessment.yaml" } else { level_2 };
        let args = ["--lang", lang, "report", file, "--format", format, "-o", &output].map(str::to_owned);
        let name = format!("gradus report, {output}");
        measure(&name, program, &args.each_ref().map(String::as_str), folder);
        let size = std::fs::metadata(folder.join(&output)).expect("it was written").len();
        println!("{:<44} {:>10} {:>10}", "", format!("{} KB", size / 1000), "");
    };
    report("rich", "zh-TW", "pdf");
    for (lang, format) in [
        ("zh-TW,en", "pdf"),
        ("zh-TW", "html"),
        ("zh-TW", "xlsx"),
        ("zh-TW", "csv"),
        ("zh-TW", "md"),
        ("zh-TW", "json"),
    ] {
        report("sample", lang, format);
    }
}

/// How the cost of a PDF grows with its pages: notes up to 4 MB, each twice as long as the one before.
fn growth(program: &str, level_2: &str, folder: &Path) {
    let text = std::fs::read_to_string(folder.join(level_2)).expect("the assessment was made");
    for kilobytes in [512, 1024, 2048, 4096] {
        let sentence = "系統存取依角色核發，並由系統負責人每季檢討一次；例外情形須敘明理由並留存紀錄。";
        let note = sentence.repeat(kilobytes * 1000 / sentence.len());
        let long = text.replacen("    note: ", &format!("    note: {note}"), 1);
        std::fs::write(folder.join("long.assessment.yaml"), long).expect("the folder is ours");
        let args = ["--lang", "zh-TW", "report", "long.assessment.yaml", "-o", "long.pdf"];
        let (cpu, begin) = (children_cpu(), Instant::now());
        run(program, &args, folder);
        let wall = begin.elapsed();
        let cpu = children_cpu().zip(cpu).map_or("-".into(), |(after, before)| milliseconds(after - before));
        println!("{:<44} {:>10} {:>10}", format!("PDF with a note of {kilobytes} KB, once"), milliseconds(wall), cpu);
    }
}

/// Answers all 134 requirements of Level 3 anew, with all of them answered before, in a terminal of 80 × 24.
#[cfg(unix)]
fn interview(program: &str, folder: &Path) {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use std::io::{Read, Write};

    let loaded = gradus::questionnaire::catalog::built_in("cmmc").expect("it is built in");
    let cmmc = loaded.read(&gradus::questionnaire::Texts::Main).questionnaire.expect("it is sound");
    let mut answers =
        String::from("format: gradus/answers/1\norganisation: 範例精密\nprofile: {l2-c3pao: final}\nanswers:\n");
    for own in cmmc.requirements() {
        let note = "說明文字".repeat(30);
        answers.push_str(&format!("  {}: {{answer: met, note: {note}, evidence: [{{what: {note}}}]}}\n", own.id));
    }
    std::fs::write(folder.join("answers.yaml"), answers).expect("the folder is ours");
    run(
        program,
        &["assess", "cmmc", "-o", "all.assessment.yaml", "--target", "l3", "--answers", "answers.yaml"],
        folder,
    );

    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal can be opened");
    let mut command = CommandBuilder::new(program);
    command.args(["--lang", "zh-TW", "assess", "all.assessment.yaml"]);
    command.cwd(folder);
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    let mut output = pair.master.try_clone_reader().expect("the terminal can be read");
    let mut keys = pair.master.take_writer().expect("the terminal can be written");
    // Every page ends by erasing what is below it, or by showing the cursor.
    let mut drawn = || {
        let mut page = Vec::new();
        let mut bytes = [0; 16384];
        while !page.ends_with(b"\x1b[J") && !page.ends_with(b"\x1b[?25h") {
            let count = output.read(&mut bytes).expect("the program goes on");
            page.extend_from_slice(&bytes[..count]);
        }
    };
    drawn();
    let mut press = |key: &str| {
        let begin = Instant::now();
        keys.write_all(key.as_bytes()).and_then(|()| keys.flush()).expect("the program listens");
        drawn();
        begin.elapsed()
    };
    // The overview comes first; the search leads to the first question.
    for key in ["f", "\r"] {
        press(key);
    }
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..cmmc.requirements().len() {
        times.push(press("m"));
        // Everything is answered, so the overview comes; back and on to the next.
        press("b");
        press("k");
    }
    child.kill().expect("it runs");
    times.sort_unstable();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{:<44} {:>10} {:>10}", "from a key to the next page, 134 answered", "median", "longest");
    println!(
        "{:<44} {:>10} {:>10}",
        "a reply, saved, and the page after it",
        milliseconds(median),
        milliseconds(worst)
    );
}

#[cfg(not(unix))]
fn interview(_: &str, _: &Path) {}

fn measure(name: &str, program: &str, args: &[&str], folder: &Path) {
    run(program, args, folder);
    let (cpu, begin) = (children_cpu(), Instant::now());
    for _ in 0..RUNS {
        run(program, args, folder);
    }
    let wall = begin.elapsed() / RUNS;
    let cpu = children_cpu().zip(cpu).map(|(after, before)| (after - before) / RUNS);
    println!("{name:<44} {:>10} {:>10}", milliseconds(wall), cpu.map_or("-".into(), milliseconds));
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

fn run(program: &str, args: &[&str], folder: &Path) {
    let status = Command::new(program)
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(status.success(), "{program} {args:?} failed");
}

/// CPU time of the children that have ended (`cutime` and `cstime` of proc(5)).
fn children_cpu() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}
