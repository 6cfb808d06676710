//! Who may name whom, read from the sources and held against the tables of `docs/architecture.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const DOCS: &str = include_str!("../docs/architecture.md");

/// A source file of the program: its path below `src`, and what stands in it without comments and tests.
struct File {
    path: String,
    code: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path: PathBuf = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).expect("a source can be read");
                let path = path.strip_prefix(&root).expect("it lies below").to_string_lossy().replace('\\', "/");
                found.push(File { path, code: code(&text) });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 40, "the sources are found");
    found
}

/// Leaves out comments and everything from the unit tests on, which stand last.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.split(" // ").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn module(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// Words in back quotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Rows of the table under a heading: the cells of each.
fn table(heading: &str) -> Vec<Vec<String>> {
    let (_, rest) = DOCS.split_once(&format!("## {heading}\n")).unwrap_or_else(|| panic!("{heading} is a heading"));
    let part = rest.split("\n## ").next().unwrap_or_default();
    let rows = part.lines().filter(|line| line.starts_with('|')).skip(2);
    let rows: Vec<Vec<String>> =
        rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect();
    assert!(rows.len() > 10, "{heading} has a table");
    rows
}

/// Names that follow `crate::`, one by one or in braces.
fn named(code: &str, root: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in code.split(&format!("{root}::")).skip(1) {
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        match part.strip_prefix('{') {
            None => {
                found.insert(word(part));
            }
            Some(list) => found.extend(top_level(list).iter().map(|item| word(item))),
        }
    }
    found.remove("");
    found
}

/// Items of a list in braces, without what is nested deeper.
fn top_level(list: &str) -> Vec<String> {
    let (mut items, mut depth) = (vec![String::new()], 0);
    for letter in list.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ if depth == 0 => items.last_mut().expect("there is one").push(letter),
            _ => {}
        }
    }
    items
}

#[test]
fn modules_name_only_those_that_the_table_allows() {
    let allowed: BTreeMap<String, BTreeSet<String>> = table("Who names whom")
        .into_iter()
        .map(|row| (quoted(&row[0]).remove(0), quoted(&row[1]).into_iter().collect()))
        .collect();
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| file.path != "lib.rs") {
        let own = module(&file.path);
        let root = if own == "main" { "gradus" } else { "crate" };
        let may = allowed.get(own).unwrap_or_else(|| panic!("{own} stands in the table"));
        for name in named(&file.code, root).into_iter().filter(|name| name != own) {
            if !may.contains(&name) {
                wrong.push(format!("{} names {name}", file.path));
            }
            used.entry(own.to_owned()).or_default().insert(name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // An arrow that is gone from the code goes from the table too.
    for (own, names) in &allowed {
        let used = used.remove(own).unwrap_or_default();
        assert_eq!(*names, used, "{own} in the table and in the code");
    }
}

/// Every renderer by its file or folder.
const RENDERERS: [&str; 8] = ["calendar", "csv", "diagnostics", "html", "markdown", "pdf", "terminal", "xlsx"];

#[test]
fn renderers_do_not_name_each_other() {
    let files = files();
    let found = files.iter().filter_map(|file| file.path.strip_prefix("render/")).map(module);
    assert_eq!(found.filter(|own| *own != "mod").collect::<BTreeSet<_>>(), RENDERERS.into_iter().collect());
    for file in files.iter().filter(|file| file.path.starts_with("render/")) {
        let own = file.path.split('/').nth(1).unwrap_or_default().trim_end_matches(".rs");
        for other in RENDERERS.into_iter().filter(|other| *other != own && own != "mod") {
            for form in [format!("render::{other}"), format!("super::{other}")] {
                // Inside a folder the word may be a file of its own.
                let foreign = !matches!(own, "pdf" | "html") || form.starts_with("render");
                assert!(!(foreign && file.code.contains(&form)), "{} names {other}", file.path);
            }
        }
    }
}

/// Whether a crate is named in code: as a path, or in a `use`.
fn names_crate(code: &str, name: &str) -> bool {
    let before = |at: usize| code[..at].chars().next_back();
    code.match_indices(name).any(|(at, _)| {
        let starts = !before(at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '"' | ':'));
        let rest = &code[at + name.len()..];
        let ends = rest.starts_with("::") || (rest.starts_with(';') && code[..at].ends_with("use "));
        starts && ends
    })
}

#[test]
fn each_crate_stays_in_its_home() {
    let files = files();
    for row in table("One home for each crate") {
        let name = quoted(&row[0]).remove(0).replace('-', "_");
        let homes: BTreeSet<String> = quoted(&row[1]).into_iter().collect();
        let users = files.iter().filter(|file| names_crate(&file.code, &name)).map(|file| file.path.clone());
        assert_eq!(users.collect::<BTreeSet<_>>(), homes, "{name} in the code and in the table");
    }
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = include_str!("../Cargo.toml");
    // `[dependencies]` and those of one system only, but not those of the tests.
    let parts = manifest.split("\n[").filter_map(|part| part.split_once("]\n"));
    let parts = parts.filter(|(head, _)| *head == "dependencies" || head.ends_with(".dependencies"));
    let lines = parts.flat_map(|(_, rows)| rows.lines()).filter_map(|line| line.split_once(" = "));
    let names: BTreeSet<&str> = lines.map(|(name, _)| name).collect();
    let homes: BTreeSet<String> =
        table("One home for each crate").iter().map(|row| quoted(&row[0]).remove(0)).collect();
    let homes: BTreeSet<&str> = homes.iter().map(String::as_str).collect();
    assert_eq!(names.iter().map(|name| name.trim_start_matches('#')).collect::<BTreeSet<_>>(), homes);
}

#[test]
fn nothing_leaves_the_machine_and_nothing_is_started() {
    for file in files() {
        for word in ["std::net", "TcpStream", "UdpSocket", "unsafe "] {
            assert!(!file.code.contains(word), "{} holds {word}", file.path);
        }
        // `stty` keeps the terminal quiet between two keys; it is part of every Unix.
        let code = match file.path.as_str() {
            "interview/dialog_screen.rs" => {
                assert_eq!(file.code.matches("Command::new(\"stty\")").count(), 1, "it is started in one place");
                file.code.replace("Command::new(\"stty\")", "").replace("use std::process::{Command, Stdio};", "")
            }
            _ => file.code.clone(),
        };
        assert!(!code.contains("process::{Command") && !code.contains("process::Command"), "{} starts", file.path);
        // clap has a `Command` of its own, which starts nothing.
        assert!(!code.contains("Command::new("), "{} starts a program", file.path);
        // An editor for long texts is started by dialoguer, for the interview alone.
        let starts_editor = file.code.contains("Editor");
        assert!(!starts_editor || file.path.starts_with("interview/dialog"), "{} starts an editor", file.path);
    }
}

/// Leaves out every item that is compiled on Unix only: what follows `#[cfg(unix)]` up to the end of its braces, or of its line.
fn without_unix(code: &str) -> String {
    let mut rest = code;
    let mut left = String::new();
    while let Some((before, item)) = rest.split_once("#[cfg(unix)]") {
        left.push_str(before);
        let mut depth = 0;
        let end = item.char_indices().find_map(|(at, letter)| {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0 && matches!(letter, '}' | ';')).then_some(at + 1)
        });
        rest = &item[end.unwrap_or(item.len())..];
    }
    left + rest
}

#[test]
fn what_only_unix_has_stands_behind_a_condition() {
    for file in files() {
        let code = without_unix(&file.code);
        for word in ["os::unix", "os::fd", "unix::", "signal_hook", "stty", "/dev/"] {
            assert!(!code.contains(word), "{} holds {word} on every system", file.path);
        }
    }
    let code = "a;\n#[cfg(unix)]\nfn b() { { std::os::unix } }\nc;\n#[cfg(unix)]\nuse d;\nstd::os::unix::e;";
    assert_eq!(without_unix(code), "a;\n\nc;\n\nstd::os::unix::e;");
}

#[test]
fn what_is_read_as_code_is_code() {
    let text = "use crate::{a::{x, y}, b};\n// crate::c\nlet x = crate::d::e; // crate::f\n#[cfg(test)]\nmod tests { use crate::g; }";
    let found: Vec<String> = named(&code(text), "crate").into_iter().collect();
    assert_eq!(found, ["a", "b", "d"]);
    assert!(names_crate("let t = csv::Trim::All;", "csv") && names_crate("use csv;", "csv"));
    assert!(!names_crate("take_csv::x; x.csv::y; \"csv::\"; self::csv::x", "csv"));
}

/// The texts in quotes of some code.
fn literals(code: &str) -> Vec<(usize, String)> {
    let (letters, mut found, mut at) = (code.char_indices().collect::<Vec<_>>(), Vec::new(), 0);
    while at < letters.len() {
        // A quotation mark as a letter opens no text.
        if letters[at].1 == '\'' && letters.get(at + 2).is_some_and(|(_, c)| *c == '\'') {
            at += 3;
        } else if letters[at].1 == '\'' && letters.get(at + 1).is_some_and(|(_, c)| *c == '\\') {
            at += 4;
        } else if letters[at].1 == '"' {
            let (start, mut text) = (letters[at].0, String::new());
            at += 1;
            while at < letters.len() && letters[at].1 != '"' {
                at += usize::from(letters[at].1 == '\\');
                text.push(letters.get(at).map_or(' ', |(_, c)| *c));
                at += 1;
            }
            found.push((start, text));
            at += 1;
        } else {
            at += 1;
        }
    }
    found
}

/// Three small words in a row, and more letters than code or a name of a thing has.
fn is_sentence(text: &str) -> bool {
    let mut row = 0;
    text.split(' ').any(|word| {
        let word = word.trim_matches(|c: char| ".,:;!?()'".contains(c));
        row = if word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase()) { row + 1 } else { 0 };
        row == 3
    })
}

#[test]
fn what_people_read_stands_with_the_languages_and_nowhere_else() {
    assert!(is_sentence("The file could not be read.") && !is_sentence("hex of 32 bytes, ok"));
    assert_eq!(literals(r#"a('"', "b \" c"); "d""#), [(7, "b \" c".into()), (18, "d".into())]);
    // What JSON Schemas say to editors is English; heads of columns are recognised in both languages, not shown.
    let elsewhere = ["form.rs", "schema.rs", "questionnaire/raw.rs", "crosswalk/applicability.rs"];
    // Said to whoever writes the program, never to whoever uses it.
    let inside = ["expect(", "panic!(", "unreachable!(", "assert!(", "reason = ", "#[error(", "pattern = "];
    let known = [
        // In the file itself, in the language of its answers; and to editors.
        ("assessment/file.rs", "Confidential"),
        ("assessment/file.rs", "This is no SHA-256"),
        ("draft/wishes.rs", "the name of the file was checked"),
        // A tag of a colour profile, and a part of a font.
        ("render/pdf/finish/archive.rs", "No copyright, use freely"),
        ("render/pdf/font.rs", "units per em"),
    ];
    let mut wrong = Vec::new();
    for file in files() {
        if file.path.starts_with("language/") || elsewhere.contains(&file.path.as_str()) {
            continue;
        }
        for (start, text) in literals(&file.code).into_iter().filter(|(_, text)| is_sentence(text)) {
            let before = file.code[..start].trim_end();
            let written = known.iter().any(|(path, own)| file.path == *path && text.starts_with(own));
            if !written && !inside.iter().any(|own| before.ends_with(own.trim_end())) {
                wrong.push(format!("{}: {text}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
