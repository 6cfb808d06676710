//! The sample reports in `reports/samples` are what the program makes of the sample firms, to the byte.

use std::path::Path;

use gradus::assessment::sheet::prove;
use gradus::assessment::{Assessment, answers, file::Places};
use gradus::commands::PROGRAM;
use gradus::language::Lang;
use gradus::questionnaire::{Texts, catalog};
use gradus::render::pdf;
use gradus::report;
use gradus::scoring::score;

/// The day on the reports, and the moment at which everything was answered: samples must not age.
const DAY: &str = "2026-11-22";
const NOW: &str = "2026-11-22T08:00:00Z";

fn report(lang: Lang, target: &str) -> Vec<u8> {
    let built_in = catalog::built_in("cmmc").expect("it is built in");
    let own = built_in.read(&Texts::In(lang.tag().to_owned())).questionnaire.expect("it is sound");
    let sample = built_in.sample(lang.tag(), Some(target)).expect("it brings a sample");
    let mut assessment = Assessment::begin(&own, None, NOW);
    lang.tag().clone_into(&mut assessment.language);
    answers::take_yaml(&sample, &own, &mut assessment, NOW).expect("the answers fit");
    assessment.tidy(&own);
    let sheet = prove(&own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    let rendered = pdf::render(&report::build(&sheet, &score(&sheet), lang, DAY, PROGRAM)).expect("it can be drawn");
    assert_eq!(rendered.missing, [], "the font has every shape");
    rendered.bytes
}

#[test]
fn the_sample_reports_are_as_the_program_makes_them() {
    let all = Lang::ALL.into_iter().flat_map(|lang| ["l1", "l2"].map(|target| (lang, target)));
    for (lang, target) in all {
        let name = format!("reports/samples/cmmc-{target}-{}.pdf", lang.tag());
        let path = Path::new(&name);
        let wanted = report(lang, target);
        if std::env::var_os("GRADUS_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder can be made");
            std::fs::write(path, &wanted).expect("the report can be written");
        }
        let found = std::fs::read(path).unwrap_or_default();
        assert!(found == wanted, "{name} differs: GRADUS_BLESS=1 cargo test --test samples writes it anew");
    }
}
