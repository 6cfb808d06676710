//! Problems as SARIF 2.1.0, which editors and the checks of code hosts read: one run, a rule for each code that is told.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde::Serialize;

use super::places::{Place, Places};
use super::{Checked, Unread, beside, sentences, severity};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::language::Lang;
use crate::text::harmless_json;

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Returns the problems of some files as SARIF. Files below `folder`, the working directory, are named as seen from it.
pub fn sarif(checked: &[Checked], unread: &[Unread], lang: Lang, folder: &Path) -> String {
    let codes: BTreeSet<Code> = checked.iter().flat_map(|file| &file.problems).map(|problem| problem.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let results = checked.iter().flat_map(|file| {
        let writer = Writer { places: Places::of(&file.sources), codes: &codes, lang, folder };
        file.problems.iter().map(move |problem| writer.finding(problem))
    });
    let notification = |file: &Unread| Notification { level: "error", message: Message { text: file.message.clone() } };
    let invocation = Invocation {
        execution_successful: unread.is_empty(),
        tool_execution_notifications: unread.iter().map(notification).collect(),
    };
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().map(|code| rule(*code, lang)).collect(),
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            column_kind: "unicodeCodePoints",
            invocations: [invocation],
            results: results.collect(),
        }],
    };
    let text = serde_json::to_string_pretty(&log).expect("texts and numbers can always be written as JSON");
    harmless_json(&text)
}

fn rule(code: Code, lang: Lang) -> Rule {
    let (sentence, cure) = lang.problem(code);
    Rule {
        id: code.as_str(),
        short_description: Message { text: without_fields(sentence) },
        help: Message { text: without_fields(cure) },
        default_configuration: Configuration { level: severity(code) },
    }
}

/// A sentence that speaks of no particular problem: what would be filled in is left open.
fn without_fields(sentence: &str) -> String {
    let mut parts = sentence.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            // What is no word belongs to the sentence.
            Some((field, rest)) if field.chars().all(|c| c.is_ascii_lowercase() || c == '_') => {
                text.push('…');
                text.push_str(rest);
            }
            _ => {
                text.push('{');
                text.push_str(part);
            }
        }
    }
    text
}

struct Writer<'w> {
    places: Places<'w>,
    codes: &'w [Code],
    lang: Lang,
    folder: &'w Path,
}

impl Writer<'_> {
    fn finding(&self, problem: &Diagnostic) -> Finding {
        let (sentence, cure) = sentences(problem, self.lang);
        let beside = || Some(Message { text: beside(problem.code, self.lang).to_owned() });
        Finding {
            rule_id: problem.code.as_str(),
            rule_index: self.codes.binary_search(&problem.code).expect("the codes are those of the problems"),
            level: severity(problem.code),
            message: Message { text: format!("{sentence}\n{cure}") },
            locations: [self.location(problem.span, None)],
            related_locations: problem.related.iter().map(|span| self.location(Some(*span), beside())).collect(),
        }
    }

    fn location(&self, span: Option<Span>, message: Option<Message>) -> Location {
        let region = span.and_then(|span| self.places.find(span)).map(|place| region(&place));
        let artifact_location = ArtifactLocation { uri: uri(self.places.file(span), self.folder) };
        Location { message, physical_location: PhysicalLocation { artifact_location, region } }
    }
}

fn region(place: &Place<'_>) -> Region {
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

/// Returns a path as a URI: relative as it was typed, or as seen from the working directory where it lies below it.
pub fn uri(path: &str, folder: &Path) -> String {
    let given = Path::new(path);
    let seen = given.strip_prefix(folder).unwrap_or(given);
    if !seen.is_absolute() {
        let parts: Vec<String> = seen
            .components()
            .filter(|part| !matches!(part, Component::CurDir))
            .map(|part| encoded(&part.as_os_str().to_string_lossy()))
            .collect();
        return parts.join("/");
    }
    let slashes = if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() };
    let parts: Vec<String> = slashes.split('/').map(encoded).collect();
    format!("file://{}{}", if slashes.starts_with('/') { "" } else { "/" }, parts.join("/"))
}

/// Every byte that may not stand in a part of a URI as it is becomes `%` and its two digits.
fn encoded(part: &str) -> String {
    let mut text = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        let folder = Path::new("/home/me");
        for (path, wanted) in [
            ("a.yaml", "a.yaml"),
            ("./a b/構.yaml", "a%20b/%E6%A7%8B.yaml"),
            ("../a:b.yaml", "../a%3Ab.yaml"),
            ("-", "-"),
            ("50%.yaml", "50%25.yaml"),
        ] {
            assert_eq!(uri(path, folder), wanted);
        }
        if cfg!(unix) {
            assert_eq!(uri("/home/me/q/a.yaml", folder), "q/a.yaml");
            assert_eq!(uri("/etc/a b.yaml", folder), "file:///etc/a%20b.yaml");
        }
    }

    #[test]
    fn a_rule_speaks_of_no_particular_problem() {
        assert_eq!(without_fields("the key `{key}` is not {known}."), "the key `…` is not ….");
        assert_eq!(without_fields("write {share: …} or { or {a}"), "write {share: …} or { or …");
    }
}
