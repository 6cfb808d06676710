//! A blank questionnaire to print: every form asks what the interview asks, in each language and in two.

mod desk;
#[path = "pdf/read.rs"]
#[allow(dead_code, reason = "each test file uses some of it")]
mod read;

use std::collections::BTreeSet;

use desk::{Desk, Run};
use gradus::language::Lang;
use gradus::questionnaire::{NOT_APPLICABLE, Questionnaire, Text, Texts, UNKNOWN};
use gradus::render::pdf;
use gradus::report::{Blank, Block, Document, Look, Question, blank};
use gradus::storage;
use lopdf::Document as File;

const EXAMPLE: &str = "tests/fixtures/good/supplier-basics.yaml";
const FORMS: [(Lang, Option<Lang>); 3] = [(Lang::En, None), (Lang::ZhTw, None), (Lang::ZhTw, Some(Lang::En))];

fn questionnaire(name: &str) -> Questionnaire {
    storage::questionnaire(name, &Texts::All).ok().and_then(|loaded| loaded.questionnaire).expect("it is sound")
}

fn document(own: &Questionnaire, only: Option<&[usize]>, (lang, second): (Lang, Option<Lang>)) -> Document {
    let look = Look::default();
    let subject = Blank { questionnaire: own, only, date: "2026-11-22", program: "gradus", look: &look };
    blank(&subject, lang, second)
}

/// Without white space, which falls where lines end.
fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A Markdown page as it reads: without its marks.
fn unmarked(text: &str) -> String {
    solid(&text.replace("<br>", "").replace("&amp;", "&").replace(['\\', '*'], ""))
}

/// An HTML page as it reads: without its elements.
fn untagged(html: &str) -> String {
    let (_, body) = html.split_once("<body").expect("a page has a body");
    let parts = body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    let text: String = parts.collect();
    solid(
        &text
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// Every text that somebody who answers has to read, by what it belongs to.
fn asked(own: &Questionnaire, lang: Lang) -> Vec<String> {
    let read = |text: &Text| text.get(lang.tag()).to_owned();
    let words = &lang.words().interview;
    let mut all = vec![read(own.title()), read(&own.attribution().publisher), own.edition().to_owned()];
    all.extend([own.attribution().licence.clone(), own.digest().to_owned(), own.id().to_owned()]);
    for level in own.levels() {
        all.extend([read(&level.title)].into_iter().chain(read(&level.meaning).lines().map(str::to_owned)));
    }
    for question in own.profile() {
        all.push(read(&question.ask));
        all.extend(question.choices.iter().map(|(_, label)| read(label)));
    }
    all.extend(own.domains().iter().map(|domain| read(&domain.title)));
    for requirement in own.requirements() {
        all.extend([requirement.id.clone(), read(&requirement.title), read(&requirement.ask)]);
        all.extend(read(&requirement.help).lines().map(str::to_owned));
        all.extend(requirement.objectives.iter().map(|part| read(&part.ask)));
        all.extend(requirement.evidence.iter().map(|evidence| read(&evidence.hint)));
        let scale = own.scale_of(requirement);
        all.extend(scale.words(None).into_iter().map(|word| match scale.position(word) {
            Some(index) => read(&scale.answers[index].label),
            None if word == NOT_APPLICABLE => words.not_applicable.to_owned(),
            None => words.unknown.to_owned(),
        }));
    }
    all
}

fn questions(document: &Document) -> Vec<&Question> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| if let Block::Question(own) = block { Some(own) } else { None }).collect()
}

#[test]
fn every_form_asks_everything_in_every_language() {
    // Both languages of the large one at once: it has 1,384 texts in each.
    for (name, forms) in [(EXAMPLE, &FORMS[..]), ("cmmc", &FORMS[2..])] {
        let own = questionnaire(name);
        for &form in forms {
            let document = document(&own, None, form);
            let rendered = pdf::render(&document).expect("any document can be rendered");
            assert_eq!(rendered.missing, [] as [char; 0], "the typefaces have every sign of {name}");
            let file = File::load_mem(&rendered.bytes).expect("the file can be read");
            // Texts in two columns are drawn a column after the other, so each page is read as a whole.
            let pdf = solid(&read::texts(&file).concat());
            let pages = [
                ("md", unmarked(&gradus::render::markdown::render(&document))),
                ("html", untagged(&gradus::render::html::render(&document))),
                ("pdf", pdf),
            ];
            for lang in std::iter::once(form.0).chain(form.1) {
                for text in asked(&own, lang).iter().filter(|text| !text.is_empty()) {
                    // A text that goes on over the page has the running lines in its middle.
                    let pieces: Vec<String> =
                        solid(text).chars().collect::<Vec<_>>().chunks(24).map(String::from_iter).collect();
                    for (kind, page) in &pages {
                        let found = match *kind {
                            "pdf" => pieces.iter().filter(|piece| page.contains(*piece)).count() + 1 >= pieces.len(),
                            _ => page.contains(&solid(text)),
                        };
                        assert!(found, "{name} {form:?} {kind}: {text}");
                    }
                }
            }
        }
    }
}

#[test]
fn each_answer_of_each_requirement_can_be_ticked_and_no_other() {
    let own = questionnaire(EXAMPLE);
    let document = document(&own, None, (Lang::En, None));
    let told = questions(&document);
    let choices = |question: &Question| question.choices.iter().map(|choice| choice.first.clone()).collect::<Vec<_>>();
    assert_eq!(
        told.iter().map(|question| question.id.as_str()).collect::<Vec<_>>(),
        ["link", "ACC-1", "ACC-2", "NET-1"]
    );
    assert_eq!(choices(told[0]), ["It connects", "It does not"]);
    let implemented = ["In place", "Partly in place", "Not in place", "Not applicable", "Don't know"];
    assert_eq!(choices(told[1]), implemented);
    assert_eq!(choices(told[2]), ["Everyone", "Administrators only", "Nobody", "Don't know"]);
    assert_eq!(
        told[3].when.first,
        "Only if “Does any of your systems connect to the customer's network?” is answered “It connects” and ACC-1 is \
         answered “In place” or “Partly in place”."
    );
    assert!(told[..3].iter().all(|question| question.when.is_empty()));
    assert_eq!(told[1].parts.iter().map(|part| part.may.as_slice()).collect::<Vec<_>>(), [[true; 5], [true; 5]]);

    // A part that has fewer answers than its requirement has no box for the others.
    let cmmc = questionnaire("cmmc");
    let document = self::document(&cmmc, None, (Lang::ZhTw, None));
    let mut limited = 0;
    for question in questions(&document) {
        let Some(requirement) = cmmc.requirements().iter().find(|own| own.id == question.id) else { continue };
        let scale = cmmc.scale_of(requirement);
        for (part, objective) in question.parts.iter().zip(&requirement.objectives) {
            let all = scale.words(None);
            let own: Vec<&str> = all.iter().zip(&part.may).filter(|(_, may)| **may).map(|(word, _)| *word).collect();
            assert_eq!(own, scale.words(Some(objective)), "{}/{}", requirement.id, objective.id);
            limited += usize::from(own.len() < all.len());
        }
    }
    assert!(limited > 0, "some objective has fewer answers than its scale");
}

#[test]
fn markdown_has_a_box_for_each_choice() {
    let own = questionnaire(EXAMPLE);
    let document = document(&own, None, (Lang::En, None));
    let boxes = questions(&document).into_iter().map(|question| {
        let parts: usize = question.parts.iter().map(|part| part.may.iter().filter(|may| **may).count()).sum();
        question.choices.len() + parts
    });
    let boxes: usize = boxes.sum();
    let (md, html) = (gradus::render::markdown::render(&document), gradus::render::html::render(&document));
    assert_eq!(boxes, 2 + 5 * 3 + 4 + 5);
    assert_eq!((md.matches('☐').count(), html.matches("class=\"box\"").count()), (boxes, boxes));
    let (_, keys) = md.split_once("What the answers count").expect("the keys stand at the end");
    for row in ["| **p** | Partly in place | partial | credit 1/2, asks: What is missing |", "not-applicable", UNKNOWN]
    {
        assert!(keys.contains(row), "{keys}");
    }
    assert!(keys.contains(own.digest()), "{keys}");
}

#[test]
fn only_some_requirements_may_be_asked() {
    let own = questionnaire("cmmc");
    let position = own.requirements().iter().position(|own| own.id == "PE.L2-3.10.3").expect("it is there");
    let some = document(&own, Some(&[position]), (Lang::En, None));
    assert_eq!(questions(&some).iter().map(|question| question.id.as_str()).collect::<Vec<_>>(), ["PE.L2-3.10.3"]);
}

#[track_caller]
fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.out
}

#[test]
fn it_is_written_where_it_was_wanted() {
    let desk = Desk::new();
    let show = |args: &[&str]| desk.gradus(&[&["show", "cmmc", "PE.L2-3.10.3", "--date", "2026-11-22"], args].concat());
    let text = good(show(&["--format", "md"]));
    assert!(text.starts_with("Questionnaire to fill in\n\n# CMMC self-assessment\n"), "{text}");
    assert!(!desk.path("reports").exists(), "Markdown goes to standard output, as the other texts do");
    assert_eq!(good(show(&["--format", "md", "-o", "a/q.md"])).trim_end(), "Questionnaire: a/q.md");
    assert_eq!(desk.text("a/q.md"), text);
    assert!(good(show(&["--format", "html"])).contains("cmmc-blank.html"));
    let said = good(show(&["--format", "pdf", "--lang", "zh-TW,en", "--paper", "letter"]));
    assert!(said.contains("cmmc-blank.pdf") && said.contains("頁"), "{said}");
    let first = desk.read("reports/cmmc-blank.pdf");
    good(show(&["--format", "pdf", "--lang", "zh-TW,en", "--paper", "letter"]));
    assert!(first == desk.read("reports/cmmc-blank.pdf"), "the same day gives the same bytes");
    let file = File::load_mem(&first).expect("the file can be read");
    let sizes: BTreeSet<String> = file
        .get_pages()
        .into_values()
        .filter_map(|page| file.get_dictionary(page).ok()?.get(b"MediaBox").ok().map(|area| format!("{area:?}")))
        .collect();
    assert!(sizes.iter().all(|size| size.contains("612")) && file.get_pages().len() > 3, "{sizes:?}");
    let html = desk.text("reports/cmmc-blank.html");
    assert!(html.contains("PE.L2-3.10.3") && !html.contains("PE.L2-3.10.4"));
}

#[test]
fn what_does_not_go_together_is_refused() {
    let desk = Desk::new();
    for (args, wanted) in [
        (&["show", "cmmc", "-o", "x.txt"] as &[&str], "-o is for a blank questionnaire"),
        (&["show", "cmmc", "--format", "json", "-o", "x.json"], "-o is for a blank questionnaire"),
        (&["show", "cmmc", "--lang", "en,zh-TW"], "two languages at once"),
        (&["show", "cmmc", "--format", "pdf", "--date", "soon"], "soon is no date"),
        (&["show", "cmmc", "nothing", "--format", "md"], "There is nothing called nothing"),
    ] {
        let run = desk.gradus(args);
        assert_eq!(run.status, 2, "{args:?}: {}", run.out);
        let plain = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(wanted), "{args:?}: {}", run.err);
    }
    assert_eq!(desk.names(), [] as [String; 0]);
}
