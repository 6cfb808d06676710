//! Every screen fits every size, in Chinese and in English, whatever the texts are.

use gradus::assessment::sheet::Verdict;
use gradus::interview::card::{Card, Choice, Choosing, ObjectiveRow, Objectives, Pick, Section, View};
use gradus::interview::find::{Findable, Finding};
use gradus::interview::form::{Form, FormField};
use gradus::interview::line::{Asking, Field};
use gradus::interview::page::{Page, Place, Progress};
use gradus::language::Lang;
use gradus::text::width;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            "[a-z]{1,12} ",
            "[a-z]{20,90}",
            "[一-龥]{1,30}",
            Just("，「存取」控制。".to_owned()),
            Just("e\u{301}👨\u{200d}👩\u{200d}👧🇹🇼\u{fe0f}".to_owned()),
            Just("\u{1b}[31m\u{7}\r\n\t\u{202e}".to_owned()),
            Just("\n".to_owned()),
        ],
        0..12,
    )
    .prop_map(|parts| parts.concat())
}

fn place() -> impl Strategy<Value = Place> {
    (text(), text(), 0..30usize).prop_map(|(questionnaire, part, done)| Place {
        questionnaire,
        part,
        round: String::new(),
        progress: Some(Progress { done, of: 29, minutes: (done % 3 > 0).then_some(done as u64 * 7) }),
    })
}

fn choices(labels: Vec<String>) -> Vec<Choice> {
    let pick = Pick::Verdict(Verdict::Unknown);
    labels.into_iter().zip('c'..).map(|(label, key)| Choice { key, label, meaning: String::new(), pick }).collect()
}

fn card() -> impl Strategy<Value = Card> {
    let texts = prop::collection::vec(text(), 9);
    (place(), texts, prop::collection::vec(text(), 1..8)).prop_map(|(place, mut texts, labels)| {
        let mut take = || texts.pop().unwrap_or_default();
        Card {
            place,
            id: take(),
            title: take(),
            ask: take(),
            stakes: take(),
            help: take(),
            guidance: vec![Section { heading: take(), paragraphs: vec![take(), String::new()] }],
            current: Some(labels.len() / 2),
            choices: choices(labels),
            proposed: Some((Some(0), take())),
            follows: None,
            facts: vec![("Note: ".to_owned(), take()), ("備註：".to_owned(), "x".to_owned())],
            notice: Some(take()),
        }
    })
}

fn fits(page: &Page, columns: usize, rows: usize) {
    assert!(page.lines.len() <= rows, "{} lines on {rows}", page.lines.len());
    for line in &page.lines {
        assert!(width(&line.text()) <= columns, "wider than {columns}: {:?}", line.text());
        assert!(!line.text().chars().any(char::is_control), "{:?}", line.text());
    }
    if let Some((row, column)) = page.cursor {
        assert!(row < rows.max(1) && column < columns.max(1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn cards_fit(
        card in card(), columns in 1..200usize, rows in 1..60usize, help: bool, scroll in 0..80usize, cursor in 0..8usize,
    ) {
        for lang in Lang::ALL {
            let view = View { cursor: cursor.min(card.choices.len() - 1), help, scroll };
            let words = &lang.words().interview;
            let page = card.page(&view, words, columns, rows);
            fits(&page, columns, rows);
            if columns >= 40 && rows >= 15 {
                let text = page.text();
                prop_assert!(text.contains(words.key_back), "no way back at {columns}x{rows}:\n{text}");
                prop_assert!(text.contains(words.save_and_quit), "no way out at {columns}x{rows}:\n{text}");
                prop_assert!(text.contains(&format!(") {}  ", card.choices[view.cursor].key)), "no cursor:\n{text}");
            }
        }
    }

    #[test]
    fn lists_and_fields_fit(
        place in place(), texts in prop::collection::vec(text(), 2..14), columns in 1..200usize, rows in 1..60usize,
    ) {
        let words = &Lang::ZhTw.words().interview;
        let items = texts.iter().map(|text| (text.clone(), text.clone())).collect();
        let (ask, help) = (texts[0].clone(), texts[1].clone());
        let notice = Some(help.clone());
        let choosing =
            Choosing { place: place.clone(), ask: ask.clone(), help: help.clone(), items, current: None, cursor: 0, notice };
        let rows_of = texts.iter().map(|ask| ObjectiveRow { id: "a".into(), ask: ask.clone(), answer: Some(0) });
        let objectives = Objectives {
            place: place.clone(),
            title: ask.clone(),
            rows: rows_of.collect(),
            choices: choices(texts.clone()),
            cursor: 0,
            follows: help.clone(),
            guidance: vec![Section { heading: ask.clone(), paragraphs: texts.clone() }],
            complete: true,
            notice: None,
        };
        for cursor in [0, texts.len() / 2, texts.len() - 1] {
            fits(&choosing.page(cursor, words, columns, rows), columns, rows);
            fits(&objectives.page(cursor, words, columns, rows), columns, rows);
            fits(&objectives.help_page(cursor, words, columns, rows), columns, rows);
        }
        let label = |text: &String| FormField { label: text.clone(), hint: help.clone(), initial: ask.clone() };
        let fields = texts.iter().map(label).collect();
        let form = Form { place: place.clone(), ask: ask.clone(), help: help.clone(), fields, cursor: 0, notice: None };
        let typed: Vec<Field> = texts.iter().map(|text| Field::new(text, false)).collect();
        let none = std::iter::empty::<&str>;
        let found = texts.iter().map(|text| {
            Findable::new(('*', text.clone()), std::iter::once(text.as_str()), none(), none(), none())
        });
        let finding = Finding { place: place.clone(), items: found.collect() };
        for cursor in [0, texts.len() - 1] {
            let page = form.page(&typed, cursor, words, columns, rows);
            fits(&page, columns, rows);
            let page = finding.page(&typed[cursor], &[0, 1, texts.len() - 1], 2, words, columns, rows);
            fits(&page, columns, rows);
        }
        let asking = Asking { place, ask, help, initial: texts.concat(), lines: true, editor: true, notice: None };
        let mut field = Field::new(&asking.initial, true);
        for _ in 0..5 {
            let page = asking.page(&field, words, columns, rows);
            fits(&page, columns, rows);
            if columns >= 10 && rows >= 15 {
                prop_assert!(page.cursor.is_some());
            }
            field.left();
        }
        for _ in 0..30 {
            field.backspace();
            field.delete();
            field.right();
        }
    }
}
