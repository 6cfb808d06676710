//! What a report can be asked for besides its form: an earlier assessment beside it, a second language, a logo, a
//! colour, a paper. Each fault names its place, the problem and the cure, in the language that was asked for.

mod desk;

use std::io::Write as _;

use desk::{Desk, Run, cmmc};
use gradus::assessment::{Assessment, file};
use lopdf::{Document, Object};
use serde_json::{Value, json};

const NEW: &str = "new.assessment.yaml";
const OLD: &str = "old.assessment.yaml";

#[track_caller]
fn good(run: Run) -> Run {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run
}

/// A desk with a firm at the first level, and the same firm a year before.
fn desk() -> Desk {
    let desk = Desk::new();
    let own = cmmc();
    let first_level = || own.requirements().iter().filter(|known| known.level == 0);
    let mut now = Assessment::begin(&own, None, "2026-11-20T08:00:00Z");
    now.organisation = "Example Precision".into();
    now.target = "l1".into();
    for known in first_level() {
        now.entry_mut(&known.id).answer_whole("met");
    }
    // One that was in place is no longer.
    now.entry_mut("PE.L2-3.10.3").answer_whole("not-met");
    let mut before = Assessment { started: "2025-11-17T08:00:00Z".into(), ..now.clone() };
    for id in ["AC.L2-3.1.1", "IA.L2-3.5.2", "SI.L2-3.14.1"] {
        before.entry_mut(id).answer_whole("not-met");
    }
    before.entry_mut("PE.L2-3.10.3").answer_whole("met");
    // One that was open is answered.
    before.entry_mut("MP.L2-3.8.3").answer_whole("unknown");
    desk.write(NEW, file::write(&now));
    desk.write(OLD, file::write(&before));
    desk
}

/// Makes a report with these options, written to a file of that ending.
fn report(desk: &Desk, ending: &str, options: &[&str]) -> Run {
    let path = format!("made.{ending}");
    let fixed = ["report", NEW, "--date", "2026-11-22", "--format", ending, "-o", &path];
    desk.gradus(&[&fixed, options].concat())
}

/// Makes a report that cannot be made, in each language: it ends with this status, says these words, and writes nothing.
#[track_caller]
fn refused(desk: &Desk, options: &[&str], status: i32, en: &[&str], zh_tw: &[&str]) {
    for (lang, words) in [("en", en), ("zh-TW", zh_tw)] {
        let run = report(desk, "md", &[options, &["--lang", lang]].concat());
        assert_eq!((run.status, run.out.as_str()), (status, ""), "{options:?}: {}", run.err);
        for word in words {
            assert!(run.err.contains(word), "{options:?}: {word} in: {}", run.err);
        }
        assert!(!desk.path("made.md").exists(), "{options:?}: a report was written all the same");
    }
}

fn read_json(desk: &Desk) -> Value {
    serde_json::from_slice(&desk.read("made.json")).expect("it is JSON")
}

/// A small picture.
fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 24, 8);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let dots: Vec<u8> = (0..24 * 8).flat_map(|dot| [15, 76, (dot % 251) as u8]).collect();
    let mut writer = encoder.write_header().expect("memory takes it");
    writer.write_image_data(&dots).expect("the dots are as many as announced");
    writer.finish().expect("memory takes it");
    bytes
}

fn pdf(desk: &Desk) -> Document {
    Document::load_mem(&desk.read("made.pdf")).expect("the PDF can be read")
}

/// Sizes of the pages, each once.
fn sizes(pdf: &Document) -> Vec<(i64, i64)> {
    let number = |object: &Object| object.as_float().expect("a number").round() as i64;
    let mut sizes: Vec<(i64, i64)> = pdf
        .get_pages()
        .values()
        .map(|page| {
            let page = pdf.get_dictionary(*page).expect("a page is a dictionary");
            let media = page.get(b"MediaBox").and_then(Object::as_array).expect("a page has a size");
            (number(&media[2]), number(&media[3]))
        })
        .collect();
    sizes.dedup();
    sizes
}

/// How many pictures the file holds, without the masks of others.
fn pictures(pdf: &Document) -> usize {
    let is_picture = |object: &&Object| {
        let dict = object.as_stream().map(|stream| &stream.dict);
        dict.is_ok_and(|dict| dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image"))
    };
    pdf.objects.values().filter(is_picture).count()
}

#[test]
fn one_sentence_tells_what_changed() {
    let desk = desk();
    let run = good(report(&desk, "md", &["--since", OLD]));
    assert_eq!(run.err, "", "it is as it should be");
    let told = "Since 2025-11-17: the highest level reached is still none. Of the requirements answered both times, \
                3 are better and 1 worse; 1 are answered for the first time, are open again, or have come to apply or not.";
    let plain = |text: String| text.replace('\\', "");
    assert_eq!(plain(desk.text("made.md")).matches(told).count(), 2, "for the director, and before the list");
    good(report(&desk, "md", &["--since", OLD, "--lang", "zh-TW"]));
    let told = "自 2025-11-17 以來，已達成的最高等級仍為無。前後兩次均已作答的要求事項中，3 項改善、1 項退步；另有 1 項為首次作答";
    assert_eq!(plain(desk.text("made.md")).matches(told).count(), 2);
    good(report(&desk, "md", &[]));
    assert!(!plain(desk.text("made.md")).contains("2025-11-17"), "nothing is compared unless it is asked for");
}

#[test]
fn json_tells_each_change() {
    let desk = desk();
    good(report(&desk, "json", &["--since", OLD]));
    let found = read_json(&desk);
    let level = json!({
        "id": "l1",
        "status": {"before": "not-reached", "now": "not-reached"},
        "score": {"before": null, "now": null},
    });
    assert_eq!(found["since"]["day"], "2025-11-17");
    assert_eq!(found["since"]["reached"], json!({"before": null, "now": null}));
    assert_eq!(found["since"]["levels"], json!([level]));
    let change = |id: &str, before: &str, now: &str, direction: &str| json!({"id": id, "before": before, "now": now, "direction": direction});
    let changes = json!([
        change("AC.L2-3.1.1", "not-met", "met", "better"),
        change("IA.L2-3.5.2", "not-met", "met", "better"),
        change("MP.L2-3.8.3", "unknown", "met", "other"),
        change("PE.L2-3.10.3", "met", "not-met", "worse"),
        change("SI.L2-3.14.1", "not-met", "met", "better"),
    ]);
    assert_eq!(found["since"]["changes"], changes);
    good(report(&desk, "json", &[]));
    assert_eq!(read_json(&desk).get("since"), None, "nothing is compared unless it is asked for");
}

#[test]
fn an_earlier_assessment_of_another_questionnaire_is_refused() {
    let desk = desk();
    desk.write("supplier-basics.yaml", include_str!("fixtures/good/supplier-basics.yaml"));
    desk.write("other.assessment.yaml", include_str!("fixtures/reports/other-questionnaire.assessment.yaml"));
    good(desk.gradus(&["score", "other.assessment.yaml"]));
    refused(
        &desk,
        &["--since", "other.assessment.yaml"],
        3,
        &[
            "A0409",
            "other.assessment.yaml:3",
            "`supplier-basics`, and this is `cmmc`",
            "Check that this is the right file.",
        ],
        &["A0409", "other.assessment.yaml:3", "檔案屬於問卷 `supplier-basics`，這裡是 `cmmc`", "請確認是否選錯檔案。"],
    );
}

#[test]
fn an_earlier_assessment_that_cannot_be_read_is_named() {
    let desk = desk();
    refused(
        &desk,
        &["--since", "gone.yaml"],
        1,
        &["gone.yaml", "Check the path"],
        &["gone.yaml 不存在", "請檢查路徑。"],
    );
    desk.write("broken.yaml", "format: gradus/assessment/1\nquestionnaire: {id: cmmc\n");
    refused(&desk, &["--since", "broken.yaml"], 3, &["broken.yaml:", "cure: "], &["broken.yaml:", "建議："]);
}

#[test]
fn an_earlier_assessment_that_is_the_later_one_is_told() {
    let desk = desk();
    let mixed = ["report", NEW, "--since", NEW, "--since", OLD, "--format", "md", "-o", "made.md", "--lang", "en"];
    let told = "warning: new.assessment.yaml was answered later than old.assessment.yaml: did you mean them the other way round?\n";
    assert_eq!(good(desk.gradus(&mixed)).err, told, "of several, the two are named");
    let swapped = |lang| {
        let args = ["report", OLD, "--since", NEW, "--format", "md", "-o", "made.md", "--lang", lang];
        good(desk.gradus(&args)).err
    };
    let en = "warning: new.assessment.yaml was answered later than old.assessment.yaml: did you mean them the other way round?\n";
    assert_eq!(swapped("en"), en);
    assert_eq!(swapped("zh-TW"), "警告：new.assessment.yaml 的作答晚於 old.assessment.yaml，是否前後顛倒？\n");
    assert!(desk.path("made.md").exists(), "a warning keeps nothing from being done");
    assert_eq!(good(report(&desk, "md", &["--since", NEW])).err, "", "the same day is no later one");
}

#[test]
fn two_languages_stand_beside_each_other() {
    let desk = desk();
    for (langs, first, second) in [
        ("zh-TW,en", "授權存取控制", "Authorized Access Control"),
        ("en,zh-TW", "Authorized Access Control", "授權存取控制"),
    ] {
        let run = good(report(&desk, "md", &["--lang", langs]));
        let speaks_english = run.out.starts_with("Report: ");
        assert_eq!(speaks_english, langs.starts_with("en"), "the program speaks the first: {}", run.out);
        let page = desk.text("made.md");
        let [one, other] = [first, second].map(|title| page.find(title).unwrap_or_else(|| panic!("{langs}: {title}")));
        assert!(one < other, "{langs}: the first language stands first");
        good(report(&desk, "json", &["--lang", langs]));
        let found = read_json(&desk);
        let asked: Vec<&str> = langs.split(',').collect();
        assert_eq!(found["languages"], json!(asked));
        assert_eq!(
            found["requirements"][0]["title"],
            json!({"en": "Authorized Access Control", "zh-TW": "授權存取控制"})
        );
    }
    good(report(&desk, "json", &["--lang", "zh-TW"]));
    assert_eq!(read_json(&desk)["requirements"][0]["title"], json!({"zh-TW": "授權存取控制"}));
}

#[test]
fn other_commands_and_more_languages_are_refused() {
    let desk = desk();
    let two = desk.gradus(&["score", NEW, "--lang", "en,zh-TW"]);
    let told = "error: Only `report`, `assess` and a blank of `show --format pdf|html|md` can speak two languages at once; give --lang one of them here.\n";
    assert_eq!((two.status, two.out.as_str(), two.err.as_str()), (2, "", told));
    let two = desk.gradus(&["score", NEW, "--lang", "zh-TW,en"]);
    let told = "錯誤：只有報告與空白問卷（report、assess、show --format pdf|html|md）可以同時使用兩種語言，請以 --lang 指定其中一種。\n";
    assert_eq!((two.status, two.out.as_str(), two.err.as_str()), (2, "", told));
    let three = report(&desk, "md", &["--lang", "en,zh-TW,en"]);
    let told = "error: --lang takes one language, or two for a report with both side by side.\n";
    assert_eq!((three.status, three.out.as_str(), three.err.as_str()), (2, "", told));
    let three = report(&desk, "md", &["--lang", "zh-TW,en,zh-TW"]);
    let told = "錯誤：--lang 可指定一種語言；若要雙語對照的報告，可指定兩種。\n";
    assert_eq!((three.status, three.out.as_str(), three.err.as_str()), (2, "", told));
    let unknown = report(&desk, "md", &["--lang", "en,fr"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("fr"), "{}", unknown.err);
    assert!(!desk.path("made.md").exists());
}

#[test]
fn a_colour_is_one_that_white_can_be_read_on() {
    let desk = desk();
    for bad in ["teal", "0F4C5", "0F4C5C0", "0F4C5G", "+F4C5C", "#", "", "##0F4C5C", "０F4C5C"] {
        let found = format!("{bad} is no colour");
        let found_zh = format!("{bad} 不是顏色");
        let cures = ["six hexadecimal digits: 0F4C5C", "六位十六進位數，例如 0F4C5C"];
        refused(&desk, &["--accent", bad], 2, &[&found, cures[0]], &[&found_zh, cures[1]]);
    }
    // The last is 4.48 to 1, which must not be told as the 4.5 that is needed.
    for (light, contrast) in [("FFFFFF", "1.0"), ("ffd700", "1.4"), ("#F0F0F0", "1.1"), ("777777", "4.4")] {
        let en = [format!("{light} is too light"), format!("contrast {contrast}, and 4.5 is needed")];
        let zh_tw = [format!("{light} 太淺"), format!("對比 {contrast}，至少須 4.5")];
        let [en, zh_tw] = [&en, &zh_tw].map(|both| both.each_ref().map(String::as_str));
        refused(
            &desk,
            &["--accent", light],
            2,
            &[&en[..], &["darker colour"]].concat(),
            &[&zh_tw[..], &["較深的顏色"]].concat(),
        );
    }
    let mut made = Vec::new();
    for accent in [&[] as &[&str], &["--accent", "7A1F3D"], &["--accent", "#7a1f3d"]] {
        good(report(&desk, "html", accent));
        made.push(desk.text("made.html"));
        good(report(&desk, "pdf", accent));
    }
    assert_eq!(made[1], made[2], "a colour may be written in both ways");
    assert!(made[1].to_lowercase().contains("#7a1f3d"), "the page has the colour");
    assert!(!made[0].to_lowercase().contains("#7a1f3d"));
}

#[test]
fn a_logo_that_is_none_is_told() {
    let desk = desk();
    let whole = png();
    desk.write("logo.jpg", b"\xff\xd8\xff\xe0 not what it has to be");
    desk.write("empty.png", b"");
    desk.write("cut.png", &whole[..whole.len() / 2]);
    desk.write("folder.png/inside", b"");
    let large = std::fs::File::create(desk.path("large.png")).and_then(|mut file| {
        file.write_all(&whole)?;
        file.set_len(5_000_001)
    });
    large.expect("a large file can be made");
    for name in ["logo.jpg", "empty.png"] {
        let (en, zh_tw) = (format!("{name} is no PNG picture"), format!("{name} 不是 PNG 圖片"));
        refused(
            &desk,
            &["--logo", name],
            1,
            &[&en, "cure: Save the logo as PNG"],
            &[&zh_tw, "建議：請將標誌另存為 PNG"],
        );
    }
    let en = ["cut.png begins as a PNG picture and cannot be read to its end", "cure: Save or copy the picture again."];
    let zh_tw = ["cut.png 是 PNG 圖片，但檔案不完整", "建議：請重新儲存或複製該圖片。"];
    refused(&desk, &["--logo", "cut.png"], 1, &en, &zh_tw);
    let (en, zh_tw) = (["large.png is too large for a logo", "5 MB"], ["large.png 作為標誌過大", "5 MB"]);
    refused(&desk, &["--logo", "large.png"], 1, &en, &zh_tw);
    let (en, zh_tw) = (["folder.png is a folder", "cure: "], ["folder.png 是資料夾", "建議：請指定其中的檔案。"]);
    refused(&desk, &["--logo", "folder.png"], 1, &en, &zh_tw);
    let (en, zh_tw) = (["gone.png", "cure: "], ["gone.png 不存在", "建議：請檢查路徑。"]);
    refused(&desk, &["--logo", "gone.png"], 1, &en, &zh_tw);
}

#[test]
fn a_logo_stands_in_the_report() {
    let desk = desk();
    let whole = png();
    desk.write("logo.png", &whole);
    good(report(&desk, "pdf", &[]));
    let without = pictures(&pdf(&desk));
    good(report(&desk, "pdf", &["--logo", "logo.png"]));
    assert_eq!(pictures(&pdf(&desk)), without + 1);
    good(report(&desk, "html", &[]));
    assert!(!desk.text("made.html").contains("data:image/png"));
    good(report(&desk, "html", &["--logo", "logo.png"]));
    assert_eq!(desk.text("made.html").matches("data:image/png;base64,").count(), 1);
}

#[test]
fn a_report_is_set_on_the_paper_that_was_asked_for() {
    let desk = desk();
    for (paper, size) in
        [(&[] as &[&str], (595, 842)), (&["--paper", "a4"], (595, 842)), (&["--paper", "letter"], (612, 792))]
    {
        good(report(&desk, "pdf", paper));
        assert_eq!(sizes(&pdf(&desk)), [size], "{paper:?}");
    }
    for lang in ["en", "zh-TW"] {
        let run = report(&desk, "md", &["--paper", "legal", "--lang", lang]);
        assert_eq!(run.status, 2, "{}", run.err);
        for word in ["legal", "--paper", "a4", "letter"] {
            assert!(run.err.contains(word), "{lang}: {word} in: {}", run.err);
        }
    }
}
