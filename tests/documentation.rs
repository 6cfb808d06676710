//! The docs repeat what the program says; here they are held against it.

use gradus::diagnostic::{Code, Severity};
use gradus::language::Lang;

const PROBLEMS: &str = "docs/problems.md";

/// What has to stand under the heading of a code.
fn block(code: Code) -> String {
    let severity = |lang: Lang| {
        let words = &lang.words().messages;
        match code.severity() {
            Severity::Error => words.error,
            Severity::Warning => words.warning,
        }
    };
    let (sentence, cure) = Lang::En.problem(code);
    let (chinese, chinese_cure) = Lang::ZhTw.problem(code);
    let mut word = severity(Lang::En).to_owned();
    word[..1].make_ascii_uppercase();
    format!("### {code}\n\n{word}: {sentence}.\n{cure}\n\n{}：{chinese}。{chinese_cure}\n", severity(Lang::ZhTw))
}

/// Replaces what stands under the heading of each code that has one, and leaves all else as it is.
fn blessed(text: &str) -> String {
    let mut out = String::new();
    let mut skips = false;
    for line in text.lines() {
        if line.starts_with("## ") || line.starts_with("### ") {
            skips = false;
        }
        let code = line.strip_prefix("### ").and_then(|word| Code::ALL.iter().find(|code| code.as_str() == word));
        if let Some(code) = code {
            out.push_str(&block(*code));
            out.push('\n');
            skips = true;
        }
        if !skips {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim_end().to_owned() + "\n"
}

#[test]
fn every_code_stands_in_the_docs_with_sentence_and_cure() {
    let found = std::fs::read_to_string(PROBLEMS).expect("the page is there").replace("\r\n", "\n");
    let wanted = blessed(&found);
    if std::env::var_os("GRADUS_BLESS").is_some() {
        std::fs::write(PROBLEMS, &wanted).expect("the page can be written");
    } else {
        assert_eq!(found, wanted, "GRADUS_BLESS=1 cargo test --test documentation writes {PROBLEMS} anew");
    }
    let headings: Vec<&str> = wanted.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(headings, codes, "one heading for each code, in order");
}
