//! Questionnaires by a bare name: built in, in `./questionnaires`, in the user's data folder; and that none of them reads
//! what lies outside its own folder.

mod desk;

use std::process::Command;

use desk::{Desk, Run, program, run};
use gradus::questionnaire::catalog;
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

const EXAMPLE: &str = include_str!("fixtures/good/supplier-basics.yaml");

/// The example under another id, with a title that tells where it stands.
fn example(id: &str, place: &str) -> String {
    EXAMPLE.replace("id: supplier-basics ", &format!("id: {id} ")).replace("Supplier security basics", place)
}

/// Where this system keeps the data folder of a desk, as seen from it, and the variable that says so.
const SHELF: (&str, &str) = if cfg!(windows) {
    ("APPDATA", "gradus/questionnaires")
} else if cfg!(target_os = "macos") {
    ("HOME", "Library/Application Support/gradus/questionnaires")
} else {
    ("HOME", ".local/share/gradus/questionnaires")
};

fn on_shelf(name: &str) -> String {
    format!("{}/{name}", SHELF.1)
}

fn command(desk: &Desk) -> Command {
    let mut command = desk.command(program());
    command.env(SHELF.0, desk.folder());
    command
}

fn gradus(desk: &Desk, args: &[&str]) -> Run {
    let mut command = command(desk);
    command.args(args);
    run(command)
}

#[track_caller]
fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.out
}

/// A desk with the same id in both folders, an id for each of them, and one that is built in.
fn furnished() -> Desk {
    let desk = Desk::new();
    for id in ["both", "here"] {
        desk.write(&format!("questionnaires/{id}.yaml"), example(id, "From here"));
    }
    for id in ["both", "own", "cmmc"] {
        desk.write(&on_shelf(&format!("{id}.yaml")), example(id, "From the data folder"));
    }
    desk.write(&on_shelf("own.fr.yaml"), "a language file is no questionnaire");
    desk.write(&on_shelf("faulty.yaml"), "format: [");
    desk
}

fn rows(desk: &Desk) -> Vec<Value> {
    let list: Value = serde_json::from_str(&good(gradus(desk, &["list", "--format", "json"]))).expect("it is JSON");
    assert_eq!(list["format"], "gradus/list/1");
    assert_eq!(list["folders"][0], "questionnaires");
    list["questionnaires"].as_array().expect("a list").clone()
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or_else(|| panic!("{key} is a text: {row}"))
}

#[test]
fn every_questionnaire_is_listed_with_what_to_type_for_it() {
    let desk = furnished();
    let rows = rows(&desk);
    let places: Vec<(&str, &str)> = rows.iter().map(|row| (text(row, "id"), text(row, "from"))).collect();
    let built_in = catalog::BUILT_IN.iter().map(|own| (own.id, "built-in"));
    let others = [
        ("both", "questionnaires"),
        ("here", "questionnaires"),
        ("both", "data"),
        ("cmmc", "data"),
        ("faulty", "data"),
        ("own", "data"),
    ];
    assert_eq!(places, built_in.chain(others).collect::<Vec<_>>());
    for row in &rows {
        let (name, from) = (text(row, "name"), text(row, "from"));
        // What is listed is what the name leads to.
        let shown = gradus(&desk, &["show", name]);
        if row["usable"] == false {
            assert_eq!((name, shown.status), ("faulty", 3), "{}", shown.err);
            continue;
        }
        let title = match from {
            "built-in" => text(&row["title"], "en"),
            "questionnaires" => "From here",
            _ => "From the data folder",
        };
        assert!(good(shown).starts_with(title), "{name} from {from}");
        assert_eq!(row["path"].is_null(), from == "built-in");
        let is_first = !matches!((text(row, "id"), from), ("both" | "cmmc", "data"));
        assert_eq!(name == text(row, "id"), is_first, "{row}");
    }
    let own = rows.last().expect("there is one");
    assert_eq!(own["languages"], serde_json::json!(["en", "zh-TW"]));
    assert_eq!(own["levels"], serde_json::json!(["basic", "managed", "assured"]));
    assert_eq!((&own["requirements"], &own["edition"]), (&3.into(), &"2026.1".into()));
    assert_eq!(own["title"]["zh-TW"], "供應商資安基本要求");
}

#[test]
fn the_list_says_which_one_a_name_means_and_how_to_mend_what_is_broken() {
    let desk = furnished();
    for (lang, order, hidden, mend) in [
        (
            "en",
            "in this order: built in, ./questionnaires, your data folder.",
            "hidden; give its path instead: ",
            "gradus check ",
        ),
        ("zh-TW", "依內建、./questionnaires、個人資料夾的順序採用第一份", "請改以路徑指定：", "請執行 gradus check "),
    ] {
        let list = good(gradus(&desk, &["--lang", lang, "list"]));
        let plain: String = list.split_whitespace().collect();
        assert!(plain.contains(&order.split_whitespace().collect::<String>()), "{list}");
        // Paths are whole, and lead to what is hidden or broken, once each.
        for (name, before) in [("both", hidden), ("cmmc", hidden), ("faulty", mend)] {
            let wanted = format!("{before}{}.yaml", desk.path(&on_shelf(name)).display());
            assert_eq!(list.lines().filter(|line| line.ends_with(&wanted)).count(), 1, "{wanted}:\n{list}");
        }
        assert!(!list.contains("own.yaml") && !list.contains("here.yaml"), "{list}");
        assert!(list.lines().all(|line| line.contains(SHELF.1) || line.width() <= 80), "{list}");
        let heads = list.lines().filter(|line| !line.starts_with(' ') && !line.is_empty());
        assert!(heads.clone().count() >= 4, "{list}");
        assert!(heads.into_iter().any(|line| line.ends_with(&desk.path(SHELF.1).display().to_string())), "{list}");
    }
    assert!(good(gradus(&Desk::new(), &["list"])).ends_with("\n  nothing yet\n"));
    let rows = rows(&desk);
    let faulty = rows.iter().find(|row| row["id"] == "faulty").expect("it is listed");
    assert_eq!(
        gradus(&desk, &["check", text(faulty, "path")]).status,
        3,
        "the command that is told tells what is wrong"
    );
}

#[test]
fn without_a_home_there_is_no_data_folder() {
    let desk = furnished();
    let mut command = command(&desk);
    command.env_remove("HOME").env_remove("APPDATA").env_remove("XDG_DATA_HOME").arg("list");
    let table = good(run(command));
    assert!(table.contains("here") && !table.contains("own"), "{table}");
    let mut command = desk.command(program());
    command.env_remove("HOME").args(["show", "own"]);
    let missing = run(command);
    assert_eq!(missing.status, 1);
    assert!(missing.err.contains("there is no questionnaire own"), "{}", missing.err);
}

#[cfg(target_os = "linux")]
#[test]
fn the_data_folder_may_be_set() {
    let desk = Desk::new();
    desk.write("elsewhere/gradus/questionnaires/own.yaml", example("own", "From elsewhere"));
    desk.write(&on_shelf("own.yaml"), example("own", "From the usual place"));
    let mut command = command(&desk);
    command.env("XDG_DATA_HOME", desk.path("elsewhere")).args(["show", "own"]);
    assert!(good(run(command)).starts_with("From elsewhere"));
}

const ANSWERS: &str = "id,answer\nACC-1,met\n";

#[test]
fn an_assessment_remembers_what_stands_in_the_data_folder_by_its_id() {
    let desk = furnished();
    desk.write("a.csv", ANSWERS);
    let path = desk.path(&on_shelf("own.yaml")).display().to_string();
    for (name, file) in [("own", "by-name"), (path.as_str(), "by-path")] {
        let output = format!("{file}.assessment.yaml");
        good(gradus(&desk, &["assess", name, "--answers", "a.csv", "-o", &output]));
        let written = desk.text(&output);
        assert!(written.contains("id: own\n") && !written.contains(SHELF.1) && !written.contains("file:"), "{written}");

        // Another computer: other folders, and the same questionnaire among its user's own.
        let other = Desk::new();
        other.write(&on_shelf("own.yaml"), example("own", "From the data folder"));
        other.write(&format!("work/{output}"), &written);
        let file = format!("work/{output}");
        let told = gradus(&other, &["score", &file]);
        assert_eq!((told.status, told.err.as_str()), (0, ""), "{}", told.out);
        for args in [
            &["explain", &file] as &[&str],
            &["check", &file],
            &["report", &file, "--format", "md"],
            &["answer", &file, "ACC-2", "everyone"],
            &["assess", &file, "--answers", "a.csv"],
        ] {
            other.write("a.csv", ANSWERS);
            good(gradus(&other, args));
        }
        assert_eq!(gradus(&Desk::new(), &["score", &desk.path(&output).display().to_string()]).status, 1);
    }
}

#[test]
fn an_assessment_remembers_by_its_path_what_its_id_does_not_mean() {
    let desk = furnished();
    desk.write("a.csv", ANSWERS);
    let path = desk.path(&on_shelf("both.yaml")).display().to_string();
    good(gradus(&desk, &["assess", &path, "--answers", "a.csv", "-o", "x.assessment.yaml"]));
    let written = desk.text("x.assessment.yaml");
    assert!(written.contains(&format!("file: {}", on_shelf("both.yaml"))), "{written}");
    good(gradus(&desk, &["assess", "here", "--answers", "a.csv"]));
    assert!(desk.text("here.assessment.yaml").contains("file: questionnaires/here.yaml"));
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    /// A questionnaire whose Chinese texts, by domain or in one file, and references stand beside it.
    fn beside(place: &str) -> String {
        let main = "format: gradus/questionnaire/1\nid: q\nedition: '1'\nlanguages: [en, zh-TW]\n".to_owned()
            + &format!("texts: {place}\nrefs: beside\ntitle: {{en: Q, zh-TW: 問卷}}\n")
            + "attribution: {publisher: P, licence: CC0-1.0}\n"
            + "scales: {s: {answers: [{id: met, key: m, credit: 1, label: {en: Met, zh-TW: 符合}}]}}\n"
            + "levels: [{id: l, title: {en: L, zh-TW: 等級}}]\n";
        main + "domains: [{id: D, title: {en: Domain, zh-TW: 構面}, requirements: [{id: R, level: l, scale: s}]}]\n"
    }

    fn texts(lang: &str, words: &str) -> String {
        format!(
            "format: gradus/texts/1\nquestionnaire: q\nlanguage: {lang}\n\
             requirements: {{R: {{title: {words}, ask: {words}, help: {words}}}}}\n"
        )
    }

    const REFS: &str = "format: gradus/refs/1\nquestionnaire: q\nrequirements: {R: {iso: [A.1]}}\n";

    fn whole(desk: &Desk, folder: &str, place: &str) {
        desk.write(&format!("{folder}/q.yaml"), beside(place));
        desk.write(&format!("{folder}/q.refs.yaml"), REFS);
        let name = if place == "beside" { "q" } else { "q/D" };
        desk.write(&format!("{folder}/{name}.en.yaml"), texts("en", "words"));
        desk.write(&format!("{folder}/{name}.zh-TW.yaml"), texts("zh-TW", "文字"));
    }

    #[test]
    fn no_file_beside_a_questionnaire_leads_out_of_its_folder() {
        for (place, link) in
            [("beside", "q.zh-TW.yaml"), ("beside", "q.refs.yaml"), ("by-domain", "q/D.zh-TW.yaml"), ("by-domain", "q")]
        {
            let desk = Desk::new();
            whole(&desk, "set", place);
            assert_eq!(good(gradus(&desk, &["check", "set/q.yaml"])), "set/q.yaml: no problems\n");
            std::fs::create_dir(desk.path("secret")).expect("a folder can be made");
            std::fs::rename(desk.path(&format!("set/{link}")), desk.path("secret/kept")).expect("it can be moved");
            for target in [desk.path("secret/kept").display().to_string(), {
                let up = "../".repeat(link.matches('/').count() + 1);
                format!("{up}secret/kept")
            }] {
                let at = desk.path(&format!("set/{link}"));
                symlink(&target, &at).expect("a link can be made");
                for (lang, sentence) in [("en", "leads out of the folder"), ("zh-TW", "指向問卷資料夾之外")] {
                    let told = gradus(&desk, &["--lang", lang, "check", "set/q.yaml"]);
                    assert_eq!(told.status, 3, "{target}: {}{}", told.out, told.err);
                    assert!(told.out.contains("Q0229") && told.out.contains(sentence), "{}", told.out);
                    assert!(told.out.contains(if link == "q" { "q/D." } else { link }), "{}", told.out);
                }
                for args in [&["show", "set/q.yaml"] as &[&str], &["assess", "set/q.yaml", "--answers", "a.csv"]] {
                    assert_eq!(gradus(&desk, args).status, 3);
                }
                assert!(!gradus(&desk, &["show", "set/q.yaml", "R"]).out.contains("文字"));
                std::fs::remove_file(&at).expect("the link is ours");
            }
        }
    }

    #[test]
    fn links_that_stay_inside_are_read() {
        let desk = Desk::new();
        whole(&desk, "set", "beside");
        std::fs::create_dir(desk.path("set/kept")).expect("a folder can be made");
        std::fs::rename(desk.path("set/q.refs.yaml"), desk.path("set/kept/refs.yaml")).expect("it can be moved");
        symlink("kept/refs.yaml", desk.path("set/q.refs.yaml")).expect("a link can be made");
        assert!(good(gradus(&desk, &["show", "set/q.yaml", "R"])).contains("iso: A.1"));

        // All of it kept elsewhere, file by file or as a folder: nothing lies outside the folder that it is kept in.
        std::fs::create_dir(desk.path("questionnaires")).expect("a folder can be made");
        for name in ["q.yaml", "q.refs.yaml", "q.en.yaml", "q.zh-TW.yaml"] {
            symlink(desk.path(&format!("set/{name}")), desk.path(&format!("questionnaires/{name}"))).expect("a link");
        }
        symlink("set", desk.path("linked")).expect("a link can be made");
        for name in ["q", "linked/q.yaml"] {
            assert!(good(gradus(&desk, &["show", name, "R"])).contains("iso: A.1"), "{name}");
        }
    }
}
