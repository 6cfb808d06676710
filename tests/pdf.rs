//! The finished PDF, read back with lopdf.

use std::collections::BTreeMap;

use gradus::assessment::sheet::{AnswerSheet, prove};
use gradus::assessment::{Assessment, Entry, Evidence, Plan, file::Places};
use gradus::dates::Date;
use gradus::questionnaire::{EvidenceKind, Questionnaire, Texts, catalog};
use gradus::render::pdf::{Rendered, render};
use gradus::report::{self, Block, Document, Imprint, Lang, Logo, Look, Paper, Question, Subject, Voice, Wording};
use gradus::scoring::score;
use lopdf::{Document as File, Object, ObjectId};

#[path = "pdf/read.rs"]
mod read;
#[path = "pdf/sample.rs"]
mod sample;

use read::{parts, texts};

const LANGS: [Lang; 2] = [Lang::En, Lang::ZhTw];

fn rendered(document: &Document) -> (Rendered, File) {
    let rendered = render(document).expect("any document can be rendered");
    let file = File::load_mem(&rendered.bytes).expect("the file can be read");
    (rendered, file)
}

/// All texts of the content, in reading order.
fn expected(document: &Document) -> Vec<String> {
    let mut all: Vec<Wording> = Vec::new();
    let cover = &document.cover;
    all.extend([&cover.kicker, &cover.title, &cover.organisation].map(Wording::clone));
    all.extend(cover.result.iter().map(|(text, _)| text.clone()));
    all.extend(cover.facts.iter().flat_map(|(name, text)| [name.clone(), text.clone()]));
    all.extend(cover.fields.iter().cloned());
    all.extend([cover.disclaimer.clone(), document.labels.contents.clone()]);
    all.extend(document.sections.iter().map(|section| section.title.clone()));
    for section in &document.sections {
        all.push(section.title.clone());
        for block in &section.blocks {
            match block {
                Block::Paragraph(Voice::Callout(_), text) => all.push(text.clone()),
                Block::Paragraph(_, text) => {
                    // Its lines are paragraphs of their own, and two languages stand beside each other.
                    let line = |text: &str, index: usize| text.lines().nth(index).map(str::to_owned);
                    all.extend((0..text.first.lines().count()).map(|index| Wording {
                        first: line(&text.first, index).unwrap_or_default(),
                        second: text.second.as_deref().and_then(|second| line(second, index)),
                    }));
                }
                Block::Figures(figures) => {
                    all.extend(figures.iter().flat_map(|figure| [figure.value.clone(), figure.caption.clone()]));
                }
                Block::Facts(facts) => all.extend(facts.iter().flat_map(|(name, text)| [name.clone(), text.clone()])),
                Block::List(points) => all.extend(points.iter().cloned()),
                Block::Table(table) => {
                    all.extend(table.columns.iter().map(|column| column.title.clone()));
                    all.extend(table.rows.iter().flatten().flat_map(|cell| [cell.text.clone(), cell.note.clone()]));
                }
                Block::Chart(chart) => {
                    all.push(chart.caption.clone());
                    all.extend(chart.legend.iter().cloned());
                    let short = chart.bars.iter().filter(|_| chart.radar).map(|bar| bar.short.as_str().into());
                    all.extend(short);
                    all.extend(chart.bars.iter().flat_map(|bar| [bar.label.clone(), bar.value.clone()]));
                }
                Block::HeatMap(map) => {
                    all.push(map.caption.clone());
                    let told = |name: &str, count: usize| format!("{name} {count}");
                    all.extend(map.legend.iter().map(|(_, name, count)| name.map(|name| told(name, *count))));
                    for (name, cells) in &map.rows {
                        all.push(name.clone());
                        all.extend(cells.iter().map(|cell| cell.short.as_str().into()));
                    }
                }
                Block::Card(card) => {
                    all.extend([card.id.as_str().into(), card.answer.0.clone(), card.title.clone()]);
                    all.extend(card.tags.iter().map(|tag| tag.first.as_str().into()));
                    let second = |tag: &Wording| tag.second.as_deref().unwrap_or(&tag.first).into();
                    let both = card.tags.iter().any(|tag| tag.second.is_some());
                    all.extend(card.tags.iter().filter(|_| both).map(second));
                    all.push(card.ask.clone());
                    for row in &card.objectives {
                        all.extend([row.letter.as_str().into(), row.ask.clone(), row.answer.clone()]);
                    }
                    all.extend(card.remarks.iter().flat_map(|(name, text)| [name.clone(), text.clone()]));
                }
                Block::Signature(signature) => {
                    all.push(signature.statement.clone());
                    all.extend(signature.fields.iter().cloned());
                }
                Block::Question(question) => told_by(question, &mut all),
            }
        }
    }
    let told = all.iter().flat_map(Wording::texts).filter(|text| !text.is_empty());
    told.map(str::to_owned).collect()
}

/// Texts of a question whose choices have a column of boxes each, or of one without parts.
fn told_by(question: &Question, all: &mut Vec<Wording>) {
    all.push(question.id.as_str().into());
    all.extend(question.tags.iter().map(|tag| tag.first.as_str().into()));
    let second = |tag: &Wording| tag.second.as_deref().unwrap_or(&tag.first).into();
    let both = question.tags.iter().any(|tag| tag.second.is_some());
    all.extend(question.tags.iter().filter(|_| both).map(second));
    all.extend([&question.title, &question.ask, &question.help, &question.when].map(Wording::clone));
    all.extend(question.choices.iter().cloned());
    all.extend((!question.parts.is_empty()).then(|| question.whole.clone()));
    all.extend(question.parts.iter().flat_map(|part| [part.letter.as_str().into(), part.ask.clone()]));
    all.extend(question.remarks.iter().flat_map(|(name, text)| [name.clone(), text.clone()]));
    all.extend(question.lines.iter().map(|(label, _)| label.clone()));
}

fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_text_comes_out_whole_and_in_reading_order() {
    for mut document in [sample::document(Lang::En), sample::document(Lang::ZhTw), sample::bilingual()] {
        document.sections.pop();
        let (rendered, file) = rendered(&document);
        let pages = texts(&file);
        assert_eq!(rendered.pages, pages.len());

        // Head and foot of the pages stand between the parts of a text that goes on over the page.
        let head = solid(&document.labels.running_head);
        let mut told = String::new();
        for (index, page) in pages.iter().enumerate() {
            let number = document.labels.page.replace("{page}", &(index + 1).to_string());
            let foot = solid(&number.replace("{pages}", &pages.len().to_string()));
            let page = solid(page);
            let page = page.strip_prefix(&head).unwrap_or(&page);
            told.push_str(page.strip_suffix(&foot).unwrap_or(page));
        }
        let mut at = 0;
        for text in expected(&document) {
            let text = solid(&text);
            let found = told[at..].find(&text).or_else(|| torn(&told[at..], &text, &document.labels.continued));
            let found = found.unwrap_or_else(|| panic!("{text} is not in what follows {}", &told[..at]));
            assert!(found < 400, "{text} comes far too late");
            at += found;
            at += text.len().min(told.len() - at);
            while !told.is_char_boundary(at) {
                at += 1;
            }
        }
    }
}

/// A firm that has said all that an assessment can hold, and each of its texts.
fn told_in_full() -> (Assessment, Vec<&'static str>) {
    let texts = vec![
        "The reason that stands",
        "The note beside it",
        "A list of accounts",
        "Binder seven, tab three",
        "Head of the registry",
        "2025-12-31",
        "c0ffee00c0ffee11c0ffee22c0ffee33c0ffee44c0ffee55c0ffee66c0ffee77",
        "A walk through the hall",
        "Wang Hsiao-ming",
        "Compare the list with the staff every month",
        "Registry and personnel",
        "2027-02-26",
    ];
    let text = |index: usize| Some(texts[index].to_owned());
    let mut assessment = Assessment::begin(&cmmc(), None, "2026-11-22T08:00:00Z");
    let entry = assessment.entry_mut("AC.L2-3.1.1");
    entry.answer_whole("not-met");
    *entry = Entry {
        reason: text(0),
        note: text(1),
        evidence: vec![
            Evidence {
                kind: Some(EvidenceKind::Examine),
                what: texts[2].to_owned(),
                place: text(3),
                owner: text(4),
                date: Date::parse(texts[5]),
                sha256: text(6),
            },
            Evidence { kind: Some(EvidenceKind::Test), what: texts[7].to_owned(), ..Evidence::default() },
        ],
        plan: Some(Plan {
            action: texts[9].to_owned(),
            owner: text(10),
            due: Date::parse(texts[11]),
            ..Plan::default()
        }),
        at: Some("2026-11-22T09:30:00Z".to_owned()),
        by: text(8),
        ..entry.clone()
    };
    (assessment, texts)
}

fn built(sheet: &AnswerSheet<'_>, lang: Lang) -> Document {
    let imprint = Imprint { date: "2026-11-22".into(), program: "gradus".into(), digest: "sha256:0".into() };
    let (scorecard, look) = (score(sheet), Look::default());
    let subject = Subject { sheet, scorecard: &scorecard, trend: &[], imprint: &imprint, look: &look };
    report::build(&subject, lang, None)
}

fn cmmc() -> Questionnaire {
    catalog::built_in("cmmc").expect("it is built in").read(&Texts::All).questionnaire.expect("it is sound")
}

#[test]
fn nothing_that_the_firm_wrote_is_left_out() {
    let own = cmmc();
    let (assessment, written) = told_in_full();
    let sheet = prove(&own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    for lang in LANGS {
        let words = &lang.words().report;
        let document = built(&sheet, lang);
        let told = solid(&texts(&rendered(&document).1).concat());
        let evidence = [words.examine, words.test, words.evidence_place, words.evidence_owner, words.evidence_date];
        let labels = [words.evidence_sha256, words.plan, words.owner, words.due];
        for text in written.iter().copied().chain(evidence).chain(labels) {
            assert!(told.contains(&solid(text)), "{lang:?}: {text}");
        }
        // The plan stands twice: on the card, and in the section on the action plan. So does the evidence.
        for text in &written[9..] {
            assert_eq!(told.matches(&solid(text)).count(), 2, "{lang:?}: {text}");
        }
        for text in &written[2..8] {
            assert_eq!(told.matches(&solid(text)).count(), 2, "{lang:?}: {text}");
        }
    }
}

#[test]
fn owner_and_day_have_a_column_where_any_plan_states_them() {
    let own = cmmc();
    let plan = |owner: Option<&str>, due: Option<&str>| Plan {
        owner: owner.map(str::to_owned),
        due: due.and_then(Date::parse),
        ..Plan::from("do it")
    };
    let rows = |plans: [Plan; 2]| {
        let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
        for (requirement, plan) in own.requirements().iter().zip(plans) {
            assessment.entry_mut(&requirement.id).plan = Some(plan);
        }
        let sheet = prove(&own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
        let document = built(&sheet, Lang::En);
        let section = document.sections.iter().find(|section| section.title.first == "Action plan").expect("a section");
        let Some(Block::Table(table)) = section.blocks.last() else { panic!("a table") };
        let titles = table.columns.iter().skip(1).map(|column| column.title.first.clone());
        let cells = table.rows.iter().map(|row| row.iter().skip(1).map(|cell| cell.text.first.clone()).collect());
        [vec![titles.collect::<Vec<String>>()], cells.collect()].concat()
    };
    let (title, due) = ("What will be done", Some("2027-01-29"));
    let none = rows([plan(None, None), plan(None, None)]);
    assert_eq!(none, [[title, "Status"], ["do it", "open"], ["do it", "open"]]);
    let owned = rows([plan(Some("IT"), None), plan(None, None)]);
    assert_eq!(owned, [[title, "Owner", "Status"], ["do it", "IT", "open"], ["do it", "not named", "open"]]);
    let dated = rows([plan(None, None), plan(None, due)]);
    assert_eq!(dated, [[title, "Due", "Status"], ["do it", "not named", "open"], ["do it", "2027-01-29", "open"]]);
    let both = rows([plan(Some("IT"), Some("2026-11-21")), plan(None, Some("2026-11-22"))]);
    let wanted = [
        [title, "Owner", "Due", "Status"],
        ["do it", "IT", "2026-11-21", "overdue"],
        ["do it", "not named", "2026-11-22", "open"],
    ];
    assert_eq!(both, wanted, "a plan is overdue from the day after");
}

/// Finds a text with the reminder of a card's head in it.
fn torn(told: &str, text: &str, continued: &str) -> Option<usize> {
    let parts = |cut: usize| Some((text.get(..cut)?, text.get(cut..)?));
    (1..text.len()).rev().filter_map(parts).find_map(|(one, other)| {
        let start = told.find(one)?;
        let rest = &told[start + one.len()..];
        let goes_on = rest.find(&solid(continued))? + solid(continued).len();
        rest[goes_on..].starts_with(other).then_some(start)
    })
}

#[test]
fn awkward_characters_can_be_copied_as_they_were_written() {
    let document = sample::document(Lang::ZhTw);
    let (rendered, file) = rendered(&document);
    let told = texts(&file).concat();
    for part in [
        "喆 堃 瑄 閾值　𠮷野家 🙂 👩[U+200D]💻 עברית",
        "✔ ✗ \u{A0}no\u{2011}break − µ Ω Å café naïve ﬁn",
        "left[U+202E]right",
        "width    tab",
    ] {
        assert!(told.contains(part), "{part}");
    }
    let english = texts(&self::rendered(&sample::document(Lang::En)).1).concat();
    assert!(english.contains("“do not know”."), "proportional quotes are quotes");
    assert!(rendered.missing.is_sorted());
    for character in ['𠮷', '🙂', '👩', '💻', '✔', '✗', 'ע'] {
        assert!(rendered.missing.contains(&character), "{character}");
    }
    for character in ['喆', '堃', '瑄', '閾', '\u{202E}', '\u{E012}', 'x'] {
        assert!(!rendered.missing.contains(&character), "{character}");
    }
}

#[test]
fn same_document_same_bytes() {
    let documents = LANGS.map(sample::document);
    let first = documents.each_ref().map(|document| render(document).expect("renders"));
    for _ in 0..2 {
        let again = documents.each_ref().map(|document| render(document).expect("renders"));
        assert!(first == again, "a later file in the same process");
    }
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|index: usize| {
                let document = &documents[index % 2];
                (index % 2, scope.spawn(move || render(document).expect("renders")))
            })
            .collect();
        for (index, thread) in threads {
            assert!(thread.join().expect("no panic") == first[index], "files made at the same time");
        }
    });
    let mut other = documents[0].clone();
    other.title.push('!');
    let ids = [&first[0].bytes, &render(&other).expect("renders").bytes]
        .map(|bytes| File::load_mem(bytes).expect("readable").trailer.get(b"ID").expect("an identity").clone());
    assert_ne!(ids[0], ids[1]);
}

fn utf16(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

#[test]
fn the_file_says_what_it_is() {
    let document = sample::document(Lang::ZhTw);
    let (rendered, file) = rendered(&document);
    assert!(rendered.bytes.starts_with(b"%PDF-1.4"));
    assert!(rendered.bytes.len() < 400_000, "{} bytes", rendered.bytes.len());
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"PageMode").and_then(Object::as_name).expect("a name"), b"UseOutlines");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a string"), b"zh-TW");
    let preferences = catalog.get(b"ViewerPreferences").and_then(Object::as_dict).expect("preferences");
    assert!(preferences.get(b"DisplayDocTitle").and_then(Object::as_bool).expect("a choice"));

    let info = file.trailer.get(b"Info").and_then(Object::as_reference).expect("a description");
    let info = file.get_dictionary(info).expect("a dictionary");
    assert_eq!(utf16(info.get(b"Title").expect("a title")), document.title);
    assert_eq!(utf16(info.get(b"Author").expect("an author")), document.author);
    assert_eq!(utf16(info.get(b"Subject").expect("a subject")), document.subject);
    assert_eq!(utf16(info.get(b"Keywords").expect("keywords")), document.keywords.join(", "));
    assert_eq!(info.get(b"CreationDate").and_then(Object::as_str).expect("a date"), b"D:20261122000000Z");
    assert!(!info.has(b"GTS_PDFXVersion"));
}

/// Level, title and page of an outline's entries, in order.
fn entries(file: &File, of: ObjectId, level: u8, found: &mut Vec<(u8, String, ObjectId)>) {
    let mut next = file.get_dictionary(of).expect("an entry").get(b"First").and_then(Object::as_reference).ok();
    while let Some(id) = next {
        let entry = file.get_dictionary(id).expect("an entry");
        let place = entry.get(b"Dest").and_then(Object::as_array).expect("a destination");
        assert!(place[3].as_float().expect("a height") > 60.0);
        assert_eq!(entry.get(b"Parent").and_then(Object::as_reference).expect("a parent"), of);
        let page = place[0].as_reference().expect("a page");
        found.push((level, utf16(entry.get(b"Title").expect("a title")), page));
        entries(file, id, level + 1, found);
        next = entry.get(b"Next").and_then(Object::as_reference).ok();
    }
}

#[test]
fn the_outline_is_nested_and_in_reading_order() {
    for lang in LANGS {
        let document = sample::document(lang);
        let (_, file) = rendered(&document);
        let root = file.catalog().and_then(|catalog| catalog.get(b"Outlines")).and_then(Object::as_reference);
        let mut found = Vec::new();
        entries(&file, root.expect("an outline"), 1, &mut found);
        let told: Vec<_> = found.iter().map(|(level, title, _)| (*level, title.clone())).collect();
        let sections = document.sections.iter().flat_map(|section| {
            let cards = section.blocks.iter().filter_map(|block| match block {
                Block::Card(card) => Some((section.level + 1, format!("{} {}", card.id, card.title.first))),
                _ => None,
            });
            std::iter::once((section.level, section.title.first.clone())).chain(cards)
        });
        let sections: Vec<_> = sections.collect();
        assert_eq!(told.len(), sections.len());
        for (one, (level, title)) in told.iter().zip(&sections) {
            // A card whose title only repeats its id is told once.
            assert!(one.0 == *level && title.starts_with(&one.1), "{one:?} {title}");
        }

        // The links of the contents lead to the same pages as the bookmarks of the sections.
        let pages = file.get_pages();
        let titles: Vec<&str> = document.sections.iter().map(|section| section.title.first.as_str()).collect();
        let found: Vec<_> = found.iter().filter(|(_, title, _)| titles.contains(&title.as_str())).collect();
        let links = links(&file, pages[&2]);
        assert_eq!(links.len(), found.len());
        for (link, (_, title, page)) in links.iter().zip(found) {
            assert_eq!(link, page, "{title}");
        }
    }
}

/// The pages to which the links of a page lead. Nothing else may be on it that can be clicked.
fn links(file: &File, page: ObjectId) -> Vec<ObjectId> {
    let page = file.get_dictionary(page).expect("a page");
    let Ok(links) = page.get(b"Annots").and_then(Object::as_array) else { return Vec::new() };
    let lead = |link: &Object| {
        let link = link.as_reference().and_then(|id| file.get_dictionary(id)).expect("a link");
        assert_eq!(link.get(b"Subtype").and_then(Object::as_name).expect("a kind"), b"Link");
        assert!(!link.has(b"A"), "it leads to a place in the file and does nothing else");
        let place = link.get(b"Dest").and_then(Object::as_array).expect("a destination");
        place[0].as_reference().expect("a page")
    };
    links.iter().map(lead).collect()
}

#[test]
fn rows_and_boxes_lead_to_the_card_of_their_requirement() {
    let own = cmmc();
    let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
    "l1".clone_into(&mut assessment.target);
    assessment.entry_mut("AC.L2-3.1.1").answer_whole("not-met");
    let sheet = prove(&own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    let (_, file) = rendered(&built(&sheet, Lang::En));
    let told = texts(&file);
    let mut count = 0;
    for (page, id) in file.get_pages() {
        for to in links(&file, id) {
            let to = file.get_pages().iter().find(|(_, known)| **known == to).map(|(number, _)| *number);
            assert!(to.is_some_and(|to| to > 1), "page {page}");
            count += 1;
        }
    }
    // The card itself is on the page to which the first of the 17 boxes leads.
    let boxes =
        file.get_pages().values().map(|&id| links(&file, id)).find(|links| links.len() >= 17 && links.len() < 30);
    let first = boxes.expect("the page with the boxes")[0];
    let page = file.get_pages().iter().position(|(_, id)| *id == first).expect("a page of the file");
    assert!(told[page].contains("Authorized Access Control"), "{}", told[page]);
    assert!(count > 17 + 16);
}

/// Text of the elements in reading order, with the language of those that have their own.
fn read_out(
    file: &File,
    of: &Object,
    pages: &BTreeMap<ObjectId, BTreeMap<i64, String>>,
    found: &mut Vec<(String, String)>,
) {
    let element = of.as_reference().and_then(|id| file.get_dictionary(id)).expect("an element");
    let role = String::from_utf8_lossy(element.get(b"S").and_then(Object::as_name).expect("a role")).into_owned();
    let lang = element.get(b"Lang").and_then(Object::as_str).map(|lang| String::from_utf8_lossy(lang).into_owned());
    let label = lang.map_or(role.clone(), |lang| format!("{role} {lang}"));
    let home = element.get(b"Pg").and_then(Object::as_reference).ok();
    let kids = element.get(b"K").expect("it holds something");
    let kids = kids.as_array().map_or_else(|_| vec![kids.clone()], Clone::clone);
    for kid in &kids {
        match kid {
            Object::Integer(number) => found.push((label.clone(), pages[&home.expect("a page")][number].clone())),
            Object::Reference(id) => {
                let parent = file.get_dictionary(*id).and_then(|kid| kid.get(b"P")).and_then(Object::as_reference);
                assert_eq!(parent.expect("a parent"), of.as_reference().expect("an element"));
                read_out(file, kid, pages, found);
            }
            Object::Dictionary(part) if part.has(b"MCID") => {
                let page = part.get(b"Pg").and_then(Object::as_reference).expect("a page");
                let number = part.get(b"MCID").and_then(Object::as_i64).expect("a number");
                found.push((label.clone(), pages[&page][&number].clone()));
            }
            Object::Dictionary(link) => assert!(link.has(b"Obj"), "a link"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_structure_reads_out_all_content_in_order() {
    for document in [sample::document(Lang::En), sample::bilingual()] {
        let (_, file) = rendered(&document);
        let all = parts(&file);
        let ids: Vec<ObjectId> = file.get_pages().into_values().collect();
        let numbered = ids.iter().copied().zip(&all).map(|(id, parts)| {
            let own = parts.iter().filter_map(|(number, text)| Some(((*number)?, text.clone())));
            (id, own.collect::<BTreeMap<i64, String>>())
        });
        let numbered: BTreeMap<_, _> = numbered.collect();
        let root = file.catalog().and_then(|own| own.get(b"StructTreeRoot")).and_then(Object::as_reference);
        let root = file.get_dictionary(root.expect("a structure")).expect("a dictionary");
        let mut found = Vec::new();
        read_out(&file, root.get(b"K").expect("a document"), &numbered, &mut found);
        // Nothing is read twice, and nothing is left out.
        let count: usize = numbered.values().map(BTreeMap::len).sum();
        assert_eq!(found.len(), count);
        let heard: String = found.iter().map(|(_, text)| text.as_str()).collect();
        for text in [&document.cover.title.first, &document.sections[3].title.first, &document.cover.disclaimer.first] {
            assert!(solid(&heard).contains(&solid(text)), "{text}");
        }
        let headings = found.iter().filter(|(role, _)| role == "H1").count();
        let chapters = document.sections.iter().filter(|section| section.level == 1).count();
        assert!(headings > chapters, "the contents and each chapter have a heading");
        for role in ["H2", "H3", "P", "TOCI", "TH", "TD", "LBody", "Figure"] {
            assert!(found.iter().any(|(own, _)| own == role), "{role}");
        }
        let other = found.iter().filter(|(role, _)| role == "Span en").count();
        assert_eq!(other > 100, document.second.is_some(), "{other} texts are marked as English");
        // The way back leads to as many elements.
        let tree = root.get(b"ParentTree").and_then(Object::as_reference).expect("a way back");
        let leaves = file.get_dictionary(tree).and_then(|tree| tree.get(b"Kids")).and_then(Object::as_array);
        let entries: usize = leaves
            .expect("leaves")
            .iter()
            .map(|leaf| {
                let leaf = leaf.as_reference().and_then(|id| file.get_dictionary(id)).expect("a leaf");
                leaf.get(b"Nums").and_then(Object::as_array).expect("numbers").len() / 2
            })
            .sum();
        assert!(entries >= ids.len());
    }
}

/// How many pictures the first page has.
fn pictures(file: &File) -> usize {
    let page = file.get_dictionary(file.get_pages()[&1]).expect("a page");
    let own = page.get(b"Resources").expect("resources");
    let (_, own) = file.dereference(own).expect("they are there");
    let pictures = own.as_dict().and_then(|own| own.get(b"XObject")).and_then(Object::as_dict);
    pictures.map_or(0, |pictures| pictures.len())
}

#[test]
fn look_changes_no_word() {
    let plain = sample::document(Lang::En);
    let mut own = plain.clone();
    own.look = Look {
        paper: Paper::Letter,
        accent: Some([0x66, 0x00, 0x33]),
        logo: Some(Logo { png: Vec::new(), width: 4, height: 2, dots: [200, 10, 10].repeat(8) }),
    };
    let (_, before) = rendered(&plain);
    let (_, after) = rendered(&own);
    let told = |document: &Document, file: &File| {
        let heard = solid(&texts(file).concat());
        expected(document).iter().filter(|text| text.len() < 40 && !heard.contains(&solid(text))).count()
    };
    assert_eq!((told(&plain, &before), told(&own, &after)), (0, 0));
    let first = after.get_dictionary(after.get_pages()[&1]).expect("a page");
    let sides = first.get(b"MediaBox").and_then(Object::as_array).expect("a size");
    assert_eq!(sides[2].as_float().expect("a width").round(), 612.0);
    assert_eq!([&before, &after].map(pictures), [0, 1]);
}

#[test]
fn a_document_without_content_is_a_file_too() {
    let mut document = sample::document(Lang::En);
    document.sections.clear();
    document.date = "some day".into();
    let (rendered, file) = rendered(&document);
    assert_eq!((rendered.pages, file.get_pages().len()), (2, 2));
    assert!(rendered.missing.is_empty());
}

#[test]
fn a_note_of_a_megabyte_becomes_a_file() {
    let mut document = sample::document(Lang::ZhTw);
    let note = sample::long_note(Lang::ZhTw, 350_000);
    document.sections[0].blocks = vec![Block::Paragraph(Voice::Body, note.as_str().into())];
    document.sections.truncate(1);
    let (rendered, file) = rendered(&document);
    assert!(rendered.pages > 150);
    let told: String = texts(&file)[2..].concat();
    let count = |text: &str| text.chars().filter(|&character| character == '檢').count();
    assert_eq!(count(&told), count(&note));
}
