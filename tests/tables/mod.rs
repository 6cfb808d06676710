//! Reads bad tables as the commands do: of requirements as `new`, statements of applicability as `assess --from`.

use std::path::Path;

use gradus::crosswalk::applicability;
use gradus::diagnostic::{Diagnostic, Source};
use gradus::draft::wishes::Wishes;
use gradus::draft::{Voice, columns, page, rows};
use gradus::language::Lang;
use gradus::questionnaire::framework::{ISO_27001, framework};
use gradus::questionnaire::{self, Texts};
use gradus::table::separated;

/// Returns whether a bad file of this name is a table of requirements or a statement of applicability, and no file of
/// answers.
pub fn is_table(name: &str) -> bool {
    (name.starts_with('Q') || is_statement(name)) && Path::new(name).extension().is_some_and(|ending| ending == "csv")
}

fn is_statement(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|name| name.to_string_lossy().starts_with("A05"))
}

/// Returns what is told of a table, and the text that places point into. What no error is told of has to become a
/// questionnaire without errors, so a cure that only hides a fault is found out.
pub fn told(name: &str, bytes: Vec<u8>) -> (Vec<Diagnostic>, Source) {
    let text = match separated::text(bytes) {
        Ok(text) => text,
        Err(problem) => return (vec![problem], Source { name: name.to_owned(), text: "".into() }),
    };
    let table = match separated::read(name, text) {
        Ok(table) => table,
        Err((problem, source)) => return (vec![problem], source),
    };
    let mut problems = Vec::new();
    if is_statement(name) {
        let iso = framework(ISO_27001).expect("the standard is known");
        let read = applicability::read(&table, &iso, &mut problems);
        assert_eq!(read.is_some(), problems.is_empty(), "{name}: all of it is taken, or nothing");
        return (problems, table.source);
    }
    let columns = columns::find(&table, &[], &mut problems).expect("no column is left alone");
    let languages = columns.languages(Lang::En);
    let voice = Voice { languages: &languages, lang: Lang::En };
    let outcome = rows::read(&table, &columns, &Wishes::default(), "own", voice, &mut problems);
    if !problems.iter().any(Diagnostic::is_error) {
        let text = page::write(&outcome.draft, Lang::En);
        let written = Source { name: "own.yaml".into(), text: text.into() };
        let loaded = questionnaire::read(written, Some("own"), &Texts::All, &|_| None);
        assert!(loaded.questionnaire.is_some(), "{name}: {:?}", loaded.problems);
    }
    (problems, table.source)
}
