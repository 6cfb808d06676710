//! What a whole run of the program costs: wall time, and on Linux CPU time, per process. `cargo bench`.
//!
//! CPU time is that of all child processes, as the system counts it, divided by their number.

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
    measure("gradus report, Level 1, PDF, en", program, &["--lang", "en", "report", sample], &folder);
    measure("gradus report, Level 1, PDF, zh-TW", program, &["--lang", "zh-TW", "report", sample], &folder);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

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
