//! `gradus report`: writes the report of an assessment.

use std::path::Path;

use super::{Failure, PROGRAM, World, report_path};
use crate::assessment::sheet::AnswerSheet;
use crate::cli::{Report, ReportFormat};
use crate::language::{Lang, fill};
use crate::render::{self, pdf, xlsx};
use crate::report::file::report_file;
use crate::report::{Imprint, build, grid};
use crate::scoring::{Scorecard, score};
use crate::storage;
use crate::text::{harmless_json, visible};

/// Writes the report and says where.
pub fn run(args: &Report, world: &mut World<'_>) -> Result<(), Failure> {
    let day = world.day(args.date.as_deref())?;
    let ending = match args.format {
        ReportFormat::Pdf => "pdf",
        ReportFormat::Xlsx => "xlsx",
        ReportFormat::Csv => "csv",
        ReportFormat::Json => "json",
    };
    let path = args.output.clone().unwrap_or_else(|| report_path(&args.assessment, ending));
    let texts = world.texts();
    match args.format {
        ReportFormat::Pdf => world.joined(&args.assessment, &texts, |world, sheet| write(sheet, &day, &path, world)),
        ReportFormat::Xlsx => write_data(args, day, &path, world, spreadsheet),
        ReportFormat::Csv => write_data(args, day, &path, world, table),
        ReportFormat::Json => write_data(args, day, &path, world, json),
    }
}

/// What is needed to write a result down as data.
struct Facts<'f> {
    sheet: &'f AnswerSheet<'f>,
    scorecard: &'f Scorecard,
    langs: &'f [Lang],
    imprint: &'f Imprint,
}

/// Writes the report in a form for spreadsheets and programs, and says where it is.
fn write_data(
    args: &Report,
    day: String,
    path: &Path,
    world: &mut World<'_>,
    form: fn(&Facts<'_>, &World<'_>) -> Result<Vec<u8>, Failure>,
) -> Result<(), Failure> {
    let assessment = storage::read_assessment(&args.assessment);
    let (assessment, places, source) = assessment.map_err(|refusal| world.refusal(refusal))?;
    let texts = world.texts();
    let questionnaire = world.good(storage::questionnaire_of(&assessment, &args.assessment, &texts))?;
    let imprint = Imprint { date: day, program: PROGRAM.to_owned(), digest: storage::digest_of(&source) };
    world.with_sheet(&questionnaire, &assessment, &places, source, |world, sheet| {
        let (scorecard, langs) = (score(sheet), [world.lang]);
        let facts = Facts { sheet, scorecard: &scorecard, langs: &langs, imprint: &imprint };
        let bytes = form(&facts, world)?;
        storage::write_report(path, &bytes).map_err(|error| world.storage(&error))?;
        let values = [("path", visible(&path.display().to_string()))];
        Ok(writeln!(world.out, "{}", fill(world.words().report_saved, &values))?)
    })
}

fn spreadsheet(facts: &Facts<'_>, world: &World<'_>) -> Result<Vec<u8>, Failure> {
    let book = grid::book(facts.sheet, facts.scorecard, facts.langs, facts.imprint);
    let failed = |error: xlsx::XlsxError| fill(world.words().no_pdf, &[("detail", &error.to_string())]);
    xlsx::render(&book).map_err(|error| Failure::Failed(failed(error), String::new()))
}

fn table(facts: &Facts<'_>, _world: &World<'_>) -> Result<Vec<u8>, Failure> {
    Ok(render::csv::render(&grid::requirements_with_objectives(facts.sheet, facts.scorecard, facts.langs)))
}

fn json(facts: &Facts<'_>, _world: &World<'_>) -> Result<Vec<u8>, Failure> {
    let file = report_file(facts.sheet, facts.scorecard, facts.langs, facts.imprint);
    let text = serde_json::to_string_pretty(&file).expect("texts and numbers can always be written as JSON");
    Ok(format!("{}\n", harmless_json(&text)).into_bytes())
}

/// Writes the PDF report of an answer sheet and says where it is.
pub fn write(sheet: &AnswerSheet<'_>, day: &str, path: &Path, world: &mut World<'_>) -> Result<(), Failure> {
    let document = build(sheet, &score(sheet), world.lang, day, PROGRAM);
    let words = world.words();
    let rendered = pdf::render(&document)
        .map_err(|error| Failure::Failed(fill(words.no_pdf, &[("detail", &error.to_string())]), String::new()))?;
    if !rendered.missing.is_empty() {
        let list: Vec<String> =
            rendered.missing.iter().map(|c| format!("{} (U+{:04X})", visible(&c.to_string()), u32::from(*c))).collect();
        let text = fill(words.missing_glyphs, &[("list", &list.join(", "))]);
        world.say(&world.lang.labelled(words.warning, &text))?;
    }
    storage::write_report(path, &rendered.bytes).map_err(|error| world.storage(&error))?;
    let pages = rendered.pages.to_string();
    let values = [("path", visible(&path.display().to_string())), ("pages", pages)];
    Ok(writeln!(world.out, "{}", fill(words.report_written, &values))?)
}
