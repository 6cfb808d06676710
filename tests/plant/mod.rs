//! Two editions of a questionnaire, and a firm's answers to the old one.

use gradus::diagnostic::Source;
use gradus::questionnaire::{self, Questionnaire, Texts};

use crate::desk::Desk;

const FOLDER: &str = "tests/fixtures/editions";
/// The assessment under the old edition.
pub const FILE: &str = "firm.assessment.yaml";
/// The old edition.
pub const OLD: &str = "2025/plant-basics.yaml";
/// The new edition.
pub const NEW: &str = "2026/plant-basics.yaml";

/// A desk with both editions and an assessment under the old one.
pub fn desk() -> Desk {
    let desk = Desk::new();
    for name in [FILE, OLD, NEW] {
        desk.write(name, std::fs::read(format!("{FOLDER}/{name}")).expect("the fixture is there"));
    }
    desk
}

/// Returns what stands in one of them.
pub fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{name}")).expect("the fixture is there").replace("\r\n", "\n")
}

/// Reads a questionnaire that has no errors.
pub fn read(text: &str, stem: &str) -> Questionnaire {
    let source = Source { name: format!("{stem}.yaml"), text: text.to_owned().into() };
    let loaded = questionnaire::read(source, Some(stem), &Texts::All, &|_| None);
    let errors: Vec<_> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    loaded.questionnaire.expect("it has no errors")
}
