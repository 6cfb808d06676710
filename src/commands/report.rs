//! `gradus report`: writes the report of an assessment.

use std::path::Path;

use super::{Failure, PROGRAM, World, report_path};
use crate::assessment::sheet::AnswerSheet;
use crate::cli::{Report, ReportFormat};
use crate::language::fill;
use crate::render::pdf;
use crate::report::build;
use crate::scoring::score;
use crate::storage;
use crate::text::visible;

/// Writes the report and says where.
pub fn run(args: &Report, world: &mut World<'_>) -> Result<(), Failure> {
    let day = world.day(args.date.as_deref())?;
    let path = args.output.clone().unwrap_or_else(|| match args.format {
        ReportFormat::Pdf => report_path(&args.assessment, "pdf"),
    });
    let texts = world.texts();
    world.joined(&args.assessment, &texts, |world, sheet| write(sheet, &day, &path, world))
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
