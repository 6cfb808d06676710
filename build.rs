//! Takes every file of `questionnaires/` into the program, so that a questionnaire is added by files alone.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const FOLDER: &str = "questionnaires";

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is")).join(FOLDER);
    let here = files(&root);
    // `ID.refs.yaml` and `ID.LANGUAGE.yaml` stand beside `ID.yaml`; an id of the program's own has no dot.
    let mains: Vec<&str> =
        here.iter().filter_map(|name| name.strip_suffix(".yaml")).filter(|id| !id.contains('.')).collect();
    let samples = files(&root.join("samples"));
    let mut code = String::from(
        "/// Every built-in questionnaire, in the order in which they are offered.\npub const BUILT_IN: &[BuiltIn] = &[",
    );
    for &id in &mains {
        let own = format!("{id}.");
        let beside = here.iter().filter(|name| name.starts_with(&own) && **name != format!("{id}.yaml")).cloned();
        let texts = files(&root.join(id)).into_iter().map(|name| format!("{id}/{name}"));
        write!(code, "BuiltIn {{ id: {id:?}, main: {}, beside: &[", taken_in(&root.join(format!("{id}.yaml"))))
            .expect(MEMORY);
        for path in beside.chain(texts) {
            write!(code, "({path:?}, {}),", taken_in(&root.join(&path))).expect(MEMORY);
        }
        code.push_str("], samples: &[");
        for name in samples.iter().filter(|name| owner(name, &mains) == Some(id)) {
            // `ID-TARGET.LANGUAGE.yaml`
            let rest = name.trim_end_matches(".yaml").get(id.len() + 1..).expect("the id stands before it");
            let (target, lang) = rest.split_once('.').expect("a sample is named for target and language");
            let text = taken_in(&root.join("samples").join(name));
            write!(code, "Sample {{ lang: {lang:?}, target: {target:?}, text: {text} }},").expect(MEMORY);
        }
        code.push_str("] },");
    }
    code.push_str("];\n");
    code.push_str("/// Every framework that questionnaires point at: the name of its file and its text.\n");
    code.push_str("pub const REFERENCES: &[(&str, &str)] = &[");
    for name in files(&root.join("references")) {
        write!(code, "({name:?}, {}),", taken_in(&root.join("references").join(&name))).expect(MEMORY);
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where results go"));
    fs::write(out.join("built_in.rs"), code).expect("the folder for results can be written to");
}

const MEMORY: &str = "writing to memory does not fail";

/// The YAML files of a folder by name, sorted; none where there is no such folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let names = entries.filter(|entry| entry.path().is_file()).filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".yaml")).collect();
    names.sort();
    names
}

/// The questionnaire that a sample answers: the longest id that its name begins with.
fn owner<'m>(name: &str, mains: &[&'m str]) -> Option<&'m str> {
    mains.iter().copied().filter(|id| name.starts_with(&format!("{id}-"))).max_by_key(|id| id.len())
}

fn taken_in(path: &Path) -> String {
    format!("include_str!({:?})", path.display().to_string())
}
