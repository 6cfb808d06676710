//! What `gradus check` costs for a questionnaire of 2,000 requirements in two languages, about 5 MB: CPU time and the
//! most memory of the whole process, best and median of its runs. `cargo bench --bench check`.
//!
//! Both are read from the system while the program runs (`schedstat` and `VmHWM` of proc(5)), so they are known on
//! Linux only. With a folder as its argument it writes the questionnaires there and measures nothing.

#![allow(clippy::print_stdout, reason = "what a benchmark prints is its result")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Requirements of the questionnaire.
const REQUIREMENTS: usize = 2_000;
/// Domains that they fall into.
const DOMAINS: usize = 40;
/// Runs of each command.
const RUNS: usize = 21;

fn main() {
    let asked = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let folder = asked
        .clone()
        .map_or_else(|| std::env::temp_dir().join(format!("gradus-bench-check-{}", std::process::id())), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("a folder for the questionnaires");
    write(&folder);
    if asked.is_some() {
        return;
    }
    println!("{:<40} {:>8} {:>9} {:>9} {:>9} {:>9}", "whole process", "status", "best CPU", "median", "wall", "memory");
    for (name, args) in [
        ("everything in one file", &["check", "whole.yaml"] as &[&str]),
        ("texts in a file for each language", &["check", "beside.yaml"]),
        ("thousands of warnings, for people", &["check", "warned.yaml"]),
        ("thousands of warnings, JSON", &["check", "warned.yaml", "--format", "json"]),
        ("thousands of warnings, SARIF", &["check", "warned.yaml", "--format", "sarif"]),
    ] {
        measure(name, args, &folder);
    }
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// What a run cost, as far as the system tells.
struct Cost {
    cpu: Option<Duration>,
    wall: Duration,
    memory: Option<u64>,
    status: i32,
}

fn measure(name: &str, args: &[&str], folder: &Path) {
    run(args, folder);
    let mut costs: Vec<Cost> = (0..RUNS).map(|_| run(args, folder)).collect();
    let mut cpu: Vec<Duration> = costs.iter().filter_map(|cost| cost.cpu).collect();
    cpu.sort_unstable();
    costs.sort_by_key(|cost| cost.wall);
    let middle = &costs[costs.len() / 2];
    let memory = costs.iter().filter_map(|cost| cost.memory).max();
    println!(
        "{name:<40} {:>8} {:>9} {:>9} {:>9} {:>9}",
        middle.status,
        cpu.first().map_or("-".into(), |time| milliseconds(*time)),
        cpu.get(cpu.len() / 2).map_or("-".into(), |time| milliseconds(*time)),
        milliseconds(middle.wall),
        memory.map_or("-".into(), |kilobytes| format!("{:.1} MB", kilobytes as f64 / 1000.0)),
    );
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// Both figures only grow, so the last reading before the end is the sum, short of less than a millisecond.
fn run(args: &[&str], folder: &Path) -> Cost {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gradus"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let (mut cpu, mut memory) = (None, None);
    let status = loop {
        cpu = on_cpu(child.id()).or(cpu);
        memory = most_memory(child.id()).or(memory);
        if let Some(status) = child.try_wait().expect("the program is ours") {
            break status;
        }
        std::thread::sleep(Duration::from_micros(400));
    };
    let status = status.code().expect("it ends by itself");
    assert!([0, 3].contains(&status), "{args:?} ended with {status}");
    Cost { cpu, wall: begin.elapsed(), memory, status }
}

/// Time on a processor; an ended process still tells it until it is waited for.
fn on_cpu(id: u32) -> Option<Duration> {
    let text = std::fs::read_to_string(format!("/proc/{id}/schedstat")).ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The most memory it ever held, in kilobytes.
fn most_memory(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Writes the questionnaires: the same one in one file and in three, and one in which thousands of texts are missing.
fn write(folder: &Path) {
    let put = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("the folder is ours");
    put("whole.yaml", &questionnaire("whole", Texts::Here));
    put("beside.yaml", &questionnaire("beside", Texts::Beside));
    for lang in LANGUAGES {
        put(&format!("beside.{lang}.yaml"), &language_file(lang));
    }
    put("warned.yaml", &questionnaire("warned", Texts::HalfOfThem));
}

const LANGUAGES: [&str; 2] = ["en", "zh-TW"];

/// Where the long texts stand.
#[derive(Clone, Copy, PartialEq)]
enum Texts {
    Here,
    Beside,
    HalfOfThem,
}

/// Sentences of which texts are made; each requirement has others, as in a real questionnaire.
const ENGLISH: [&str; 8] = [
    "Accounts are reviewed every quarter by the owner of the system.",
    "Drawings of the customer leave the company encrypted, and only to people on the list.",
    "Updates are installed within two weeks, and sooner where a weakness is being used.",
    "The log is kept for a year on another machine than the one that writes it.",
    "A visitor signs in, wears a badge and is never left alone beside a server.",
    "Backups are restored once a year to see whether they can be restored at all.",
    "Whoever leaves the firm loses every account on the last day, and keys are handed back.",
    "Machines on the shop floor stand in a network of their own, behind a firewall.",
];
const CHINESE: [&str; 8] = [
    "系統負責人每季檢討一次帳號，並留存檢討紀錄。",
    "客戶圖面對外傳送時一律加密，且僅能傳給名單上的人員。",
    "更新於兩週內完成安裝，弱點已遭利用者應提前辦理。",
    "日誌留存一年，且存放於產生日誌以外的主機。",
    "訪客須登記並配戴識別證，不得單獨停留於機房。",
    "備份每年至少還原一次，以確認確實可以還原。",
    "離職人員的帳號於最後一日全部停用，鑰匙一併繳回。",
    "現場機台位於獨立網段，並以防火牆與辦公網路隔開。",
];

/// A text of some sentences that belongs to a requirement.
fn text(lang: &str, id: &str, first: usize, sentences: usize) -> String {
    let from = if lang == "en" { ENGLISH } else { CHINESE };
    let gap = if lang == "en" { " " } else { "" };
    let parts: Vec<&str> = (0..sentences).map(|at| from[(first + at * 3) % from.len()]).collect();
    let head = if lang == "en" { format!("{id}: ") } else { format!("{id}：") };
    head + &parts.join(gap)
}

/// The texts of a requirement: key, and how many sentences.
const PARTS: [(&str, usize); 4] = [("title", 0), ("ask", 1), ("help", 3), ("advice", 2)];

fn words(lang: &str, id: &str, key: &str, number: usize, sentences: usize) -> String {
    if key == "title" {
        return if lang == "en" { format!("Practice {number}") } else { format!("作法 {number}") };
    }
    text(lang, id, number + key.len(), sentences)
}

fn id(number: usize) -> String {
    format!("D{:02}-{:04}", number * DOMAINS / REQUIREMENTS, number)
}

fn questionnaire(name: &str, texts: Texts) -> String {
    let mut out = format!("format: gradus/questionnaire/1\nid: {name}\nedition: \"1\"\nlanguages: [en, zh-TW]\n");
    if texts == Texts::Beside {
        out.push_str("texts: beside\n");
    }
    out.push_str(concat!(
        "title: {en: A large questionnaire, zh-TW: 大型問卷}\n",
        "attribution: {publisher: Example, licence: CC0-1.0}\n",
        "scales:\n  steps:\n    not_applicable: {counts_as: nothing, reason: required}\n    answers:\n",
        "      - {id: met, key: m, credit: 1, label: {en: In place, zh-TW: 已實施}}\n",
        "      - {id: partial, key: p, credit: 1/2, label: {en: Partly, zh-TW: 部分實施}}\n",
        "      - {id: not-met, key: n, credit: 0, label: {en: Not in place, zh-TW: 未實施}}\n",
        "levels:\n",
        "  - {id: basic, title: {en: Basic, zh-TW: 基礎級}}\n",
        "  - {id: managed, title: {en: Managed, zh-TW: 管理級}, rule: {share: 80%}}\n",
        "  - {id: assured, title: {en: Assured, zh-TW: 保證級}, rule: {points: {start: 110, final: 110, conditional: 88}}}\n",
        "profile:\n  - id: link\n    ask: {en: Is there a link to the customer?, zh-TW: 是否連線至客戶？}\n",
        "    choices: [{id: connected, label: {en: Connected, zh-TW: 有連線}}, {id: separate, label: {en: Separate, zh-TW: 無連線}}]\n",
        "domains:\n",
    ));
    for domain in 0..DOMAINS {
        let _ = write!(
            out,
            "  - id: D{domain:02}\n    title: {{en: Domain {domain}, zh-TW: 構面 {domain}}}\n    requirements:\n"
        );
        for number in (0..REQUIREMENTS).filter(|number| number * DOMAINS / REQUIREMENTS == domain) {
            requirement(&mut out, number, texts);
        }
    }
    out
}

fn requirement(out: &mut String, number: usize, texts: Texts) {
    let own = id(number);
    let level = ["basic", "managed", "assured"][number % 3];
    let _ = write!(
        out,
        "      - id: {own}\n        aliases: [A.{number}]\n        level: {level}\n        scale: steps\n        weight: 1\n        points: 1\n        poam: allowed\n        effort: M\n"
    );
    if number % 10 == 5 {
        let _ = writeln!(out, "        depends_on: [{}]", id(number - 1));
    }
    if number % 20 == 7 {
        let _ = writeln!(
            out,
            "        ask_when: {{all: [{{question: link, is: connected}}, {{question: {}, at_least: partial}}]}}",
            id(number - 2)
        );
    }
    let _ = writeln!(
        out,
        "        refs: {{nist-800-171r2: [3.{}.{}], iso-27001-2022: [A.5.{}]}}",
        number % 14,
        number % 23,
        number % 37
    );
    if texts == Texts::Beside {
        out.push_str("        objectives: [a, b, c]\n");
        return;
    }
    let langs = if texts == Texts::HalfOfThem { &LANGUAGES[..1] } else { &LANGUAGES[..] };
    for (key, sentences) in PARTS {
        if texts == Texts::HalfOfThem && key == "help" {
            continue;
        }
        let _ = writeln!(out, "        {key}:");
        for lang in langs {
            let _ = writeln!(out, "          {lang}: {:?}", words(lang, &own, key, number, sentences));
        }
    }
    out.push_str("        evidence:\n");
    for (at, kind) in ["examine", "interview"].into_iter().enumerate() {
        let _ = writeln!(out, "          - kind: {kind}\n            hint:");
        for lang in langs {
            let _ = writeln!(out, "              {lang}: {:?}", text(lang, &own, number + at, 1));
        }
    }
    out.push_str("        objectives:\n");
    for (at, letter) in ["a", "b", "c"].into_iter().enumerate() {
        let _ = writeln!(out, "          - id: {letter}\n            ask:");
        for lang in langs {
            let _ = writeln!(out, "              {lang}: {:?}", text(lang, &own, number + at * 2, 1));
        }
    }
}

fn language_file(lang: &str) -> String {
    let mut out = format!("format: gradus/texts/1\nquestionnaire: beside\nlanguage: {lang}\nrequirements:\n");
    for number in 0..REQUIREMENTS {
        let own = id(number);
        let _ = writeln!(out, "  {own}:");
        for (key, sentences) in PARTS {
            let _ = writeln!(out, "    {key}: {:?}", words(lang, &own, key, number, sentences));
        }
        out.push_str("    evidence:\n");
        for (at, kind) in ["examine", "interview"].into_iter().enumerate() {
            let _ = writeln!(out, "      {kind}: {:?}", text(lang, &own, number + at, 1));
        }
        out.push_str("    objectives:\n");
        for (at, letter) in ["a", "b", "c"].into_iter().enumerate() {
            let _ = writeln!(out, "      {letter}: {:?}", text(lang, &own, number + at * 2, 1));
        }
    }
    out
}
