//! `gradus report`: writes the report of an assessment.

use std::path::Path;

use serde::Serialize;

use super::{Failure, PROGRAM, World, report_path};
use crate::assessment::Assessment;
use crate::assessment::file::Places;
use crate::assessment::sheet::AnswerSheet;
use crate::cli::{Report, ReportFormat, View};
use crate::comparison::last_day;
use crate::diagnostic::Source;
use crate::language::fill;
use crate::questionnaire::Questionnaire;
use crate::render::{self, calendar, html, markdown, pdf, xlsx};
use crate::report::applicability::{self, Statement, statement_file};
use crate::report::file::report_file;
use crate::report::grid::Book;
use crate::report::poam::{self, ActionPlan};
use crate::report::sprs::{self, NoSheet};
use crate::report::trend::Point;
use crate::report::{Document, Imprint, Logo, LogoProblem, Look, Subject, action_plan, build, grid, soa, submission};
use crate::scoring::{Scorecard, score};
use crate::storage;
use crate::text::{harmless_json, visible};

/// Writes the report and says where.
pub fn run(args: &Report, world: &mut World<'_>) -> Result<(), Failure> {
    let date = world.day(args.date.as_deref())?.to_string();
    let look = look(args, world)?;
    let ending = match args.view {
        View::Full => args.format.ending().to_owned(),
        View::Soa if !args.since.is_empty() => {
            return Err(Failure::Usage(world.lang.words().crosswalk.soa_since.to_owned()));
        }
        View::Soa => format!("soa.{}", args.format.ending()),
        View::Sprs if !args.since.is_empty() => {
            return Err(Failure::Usage(world.lang.words().sprs.no_since.to_owned()));
        }
        View::Sprs => format!("sprs.{}", args.format.ending()),
        View::Poam if !args.since.is_empty() => {
            return Err(Failure::Usage(world.lang.words().poam.no_since.to_owned()));
        }
        View::Poam => format!("poam.{}", args.format.ending()),
    };
    if args.format == ReportFormat::Ics && args.view != View::Poam {
        return Err(no_calendar(world));
    }
    let path = args.output.clone().unwrap_or_else(|| report_path(&args.assessment, &ending));
    let assessment = storage::read_assessment(&args.assessment);
    let (assessment, places, source) = assessment.map_err(|refusal| world.refusal(refusal))?;
    let questionnaire = world.good(world.load_for(&assessment, &args.assessment, &world.report_texts()))?;
    let imprint = Imprint { date, program: PROGRAM.to_owned(), digest: storage::digest_of(&source) };
    world.with_sheet(&questionnaire, &assessment, &places, source, |world, sheet| {
        let scorecard = score(sheet);
        let earlier = args.since.iter().map(|path| Earlier::read(path, world)).collect::<Result<Vec<_>, Failure>>()?;
        let scored = earlier.iter().map(|own| own.scored(&questionnaire, world));
        let scored = scored.collect::<Result<Vec<_>, Failure>>()?;
        let points = earlier.iter().zip(&scored).map(|(own, (sheet, card))| Point { file: own.name(), sheet, card });
        let now = Point { file: file_name(&args.assessment), sheet, card: &scorecard };
        let trend: Vec<Point<'_>> =
            if earlier.is_empty() { Vec::new() } else { points.chain(std::iter::once(now)).collect() };
        tell_order(&trend, world)?;
        let (trend, imprint) = (trend.as_slice(), &imprint);
        let subject = Subject { sheet, scorecard: &scorecard, trend, imprint, look: &look };
        match args.view {
            View::Full => write(&subject, args.format, &path, world),
            View::Soa => write_statement(&subject, args.format, &path, world),
            View::Sprs => write_submission(&subject, args.format, &path, world),
            View::Poam => write_action_plan(&subject, args.format, &path, world),
        }
    })
}

/// Writes the report of a result and says where it is.
pub fn write(subject: &Subject<'_>, format: ReportFormat, path: &Path, world: &mut World<'_>) -> Result<(), Failure> {
    let bytes = match format {
        ReportFormat::Pdf => return write_pdf(subject, path, world),
        ReportFormat::Html => html::render(&build(subject, world.lang, world.second())).into_bytes(),
        ReportFormat::Md => markdown::render(&build(subject, world.lang, world.second())).into_bytes(),
        ReportFormat::Xlsx => workbook(&grid::book(subject, &world.langs), world)?,
        ReportFormat::Csv => render::csv::render(&grid::requirements_with_objectives(subject, &world.langs)),
        ReportFormat::Json => json(&report_file(subject, &world.langs)),
        ReportFormat::Ics => return Err(no_calendar(world)),
    };
    save(&bytes, path, world)
}

/// Writes the statement of applicability and says where it is.
fn write_statement(
    subject: &Subject<'_>,
    format: ReportFormat,
    path: &Path,
    world: &mut World<'_>,
) -> Result<(), Failure> {
    let Some(statement) = Statement::of(subject.sheet) else {
        let title = subject.sheet.questionnaire().title().get(world.lang.tag());
        let text = fill(world.lang.words().crosswalk.soa_no_refs, &[("questionnaire", &visible(title))]);
        return Err(Failure::Usage(text));
    };
    let document = soa(&statement, subject, world.lang, world.second());
    let book = applicability::book(&statement, subject, &world.langs);
    write_view(&document, &book, &statement_file(&statement, subject), format, path, world)
}

/// Writes what is typed into SPRS and says where it is.
fn write_submission(
    subject: &Subject<'_>,
    format: ReportFormat,
    path: &Path,
    world: &mut World<'_>,
) -> Result<(), Failure> {
    let words = &world.lang.words().sprs;
    let sheet = sprs::Sheet::of(subject.sheet, subject.scorecard).map_err(|why| {
        Failure::Usage(match why {
            NoSheet::HigherLevel => words.higher_level.to_owned(),
            NoSheet::OtherQuestionnaire => {
                fill(words.other_questionnaire, &[("id", &visible(subject.sheet.questionnaire().id()))])
            }
        })
    })?;
    let document = submission(&sheet, subject, world.lang, world.second());
    let book = sprs::book(&sheet, subject, &world.langs);
    write_view(&document, &book, &sprs::file(&sheet, subject.sheet), format, path, world)
}

/// Writes the action plan and says where it is.
fn write_action_plan(
    subject: &Subject<'_>,
    format: ReportFormat,
    path: &Path,
    world: &mut World<'_>,
) -> Result<(), Failure> {
    let Some(plan) = ActionPlan::of(subject) else {
        return Err(Failure::Usage(world.lang.words().poam.nothing_planned.to_owned()));
    };
    if format == ReportFormat::Ics {
        let events = poam::events(&plan, subject, world.lang);
        let text = calendar::render(&events, &subject.imprint.date, PROGRAM);
        return save(text.as_bytes(), path, world);
    }
    let document = action_plan(&plan, subject, world.lang, world.second());
    let book = grid::action_plan(&plan, subject, &world.langs);
    write_view(&document, &book, &poam::plan_file(&plan, subject, &world.langs), format, path, world)
}

fn no_calendar(world: &World<'_>) -> Failure {
    Failure::Usage(world.lang.words().poam.no_calendar.to_owned())
}

/// Writes a view that has a document, a table and a form for programs.
fn write_view(
    document: &Document,
    book: &Book,
    file: &impl Serialize,
    format: ReportFormat,
    path: &Path,
    world: &mut World<'_>,
) -> Result<(), Failure> {
    let bytes = match format {
        ReportFormat::Pdf => {
            let told = world.words().report_written;
            return save_pdf(document, path, told, world);
        }
        ReportFormat::Html => html::render(document).into_bytes(),
        ReportFormat::Md => markdown::render(document).into_bytes(),
        ReportFormat::Xlsx => workbook(book, world)?,
        ReportFormat::Csv => render::csv::render(&book.sheets[0]),
        ReportFormat::Json => json(file),
        ReportFormat::Ics => return Err(no_calendar(world)),
    };
    save(&bytes, path, world)
}

fn json(file: &impl Serialize) -> Vec<u8> {
    let text = serde_json::to_string_pretty(file).expect("texts and numbers can always be written as JSON");
    format!("{}\n", harmless_json(&text)).into_bytes()
}

fn save(bytes: &[u8], path: &Path, world: &mut World<'_>) -> Result<(), Failure> {
    storage::write_report(path, bytes).map_err(|error| world.storage(&error))?;
    let values = [("path", visible(&path.display().to_string()))];
    Ok(writeln!(world.out, "{}", fill(world.words().report_saved, &values))?)
}

fn workbook(book: &Book, world: &World<'_>) -> Result<Vec<u8>, Failure> {
    let failed = |error: xlsx::XlsxError| fill(world.words().no_pdf, &[("detail", &error.to_string())]);
    xlsx::render(book).map_err(|error| Failure::Failed(failed(error), String::new()))
}

fn write_pdf(subject: &Subject<'_>, path: &Path, world: &mut World<'_>) -> Result<(), Failure> {
    let told = world.words().report_written;
    save_pdf(&build(subject, world.lang, world.second()), path, told, world)
}

/// Writes a document as a PDF file and says in these words where it is.
pub fn save_pdf(document: &Document, path: &Path, told: &str, world: &mut World<'_>) -> Result<(), Failure> {
    let words = world.words();
    let rendered = pdf::render(document)
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
    Ok(writeln!(world.out, "{}", fill(told, &values))?)
}

/// An earlier assessment to compare with.
struct Earlier<'a> {
    path: &'a Path,
    assessment: Assessment,
    places: Places,
    source: Source,
}

impl<'a> Earlier<'a> {
    fn read(path: &'a Path, world: &World<'_>) -> Result<Self, Failure> {
        let (assessment, places, source) = storage::read_assessment(path).map_err(|refusal| world.refusal(refusal))?;
        Ok(Self { path, assessment, places, source })
    }

    fn name(&self) -> String {
        file_name(self.path)
    }

    /// Scores it under the questionnaire of the later one.
    fn scored<'s>(
        &'s self,
        questionnaire: &'s Questionnaire,
        world: &mut World<'_>,
    ) -> Result<(AnswerSheet<'s>, Scorecard), Failure> {
        let sheet = world.sheet(questionnaire, &self.assessment, &self.places, &self.source)?;
        let card = score(&sheet);
        Ok((sheet, card))
    }
}

/// The name of a file without its folder, which is nobody's business who reads a report.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| visible(&name.to_string_lossy()))
}

/// Tells where an assessment was answered later than the one behind it.
fn tell_order(trend: &[Point<'_>], world: &mut World<'_>) -> Result<(), Failure> {
    for pair in trend.windows(2).filter(|pair| last_day(pair[0].sheet) > last_day(pair[1].sheet)) {
        let text = fill(world.words().since_later, &[("old", &pair[0].file), ("new", &pair[1].file)]);
        world.say(&world.lang.labelled(world.words().warning, &text))?;
    }
    Ok(())
}

/// Reads how the report is to look.
fn look(args: &Report, world: &World<'_>) -> Result<Look, Failure> {
    let paper = super::paper(args.paper);
    let accent = args.accent.as_deref().map(|typed| accent(typed, world)).transpose()?;
    let logo = args.logo.as_deref().map(|path| logo(path, world)).transpose()?;
    Ok(Look { paper, accent, logo })
}

fn logo(path: &Path, world: &World<'_>) -> Result<Logo, Failure> {
    let words = world.words();
    let bytes = storage::read_bytes(path, Logo::MOST_BYTES).map_err(|error| world.storage(&error))?;
    Logo::read(&bytes).map_err(|problem| {
        let (what, cure) = match problem {
            LogoProblem::NotPng => (words.logo_not_png, words.logo_not_png_cure),
            LogoProblem::Damaged => (words.logo_damaged, words.logo_damaged_cure),
            LogoProblem::TooLarge => (words.logo_large, words.logo_large_cure),
        };
        Failure::Failed(fill(what, &[("path", &visible(&path.display().to_string()))]), cure.to_owned())
    })
}

/// Reads a colour that white text can be read on (WCAG 2.2, 1.4.3: a contrast of 4.5 to 1).
fn accent(typed: &str, world: &World<'_>) -> Result<[u8; 3], Failure> {
    let words = world.words();
    let digits = typed.strip_prefix('#').unwrap_or(typed);
    let whole = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| whole);
    let number = number.ok_or_else(|| Failure::Usage(fill(words.bad_accent, &[("found", &visible(typed))])))?;
    let [_, red, green, blue] = number.to_be_bytes();
    let contrast = contrast_with_white([red, green, blue]);
    if contrast < 4.5 {
        // Rounded down: 4.48 told as 4.5 would contradict the sentence that it stands in.
        let told = (contrast * 10.0).floor() / 10.0;
        let values = [("found", visible(typed)), ("contrast", format!("{told:.1}"))];
        return Err(Failure::Usage(fill(words.light_accent, &values)));
    }
    Ok([red, green, blue])
}

/// Returns the contrast of a colour of sRGB with white, 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast_with_white(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    let luminance: f64 = linear.iter().zip([0.2126, 0.7152, 0.0722]).map(|(part, weight)| part * weight).sum();
    1.05 / (luminance + 0.05)
}

#[cfg(test)]
mod tests {
    use super::contrast_with_white;

    #[test]
    fn contrast_is_that_of_the_standard() {
        for (colour, wanted) in [([0, 0, 0], 21.0), ([255; 3], 1.0), ([0x76; 3], 4.54), ([0x77; 3], 4.48)] {
            let found = contrast_with_white(colour);
            assert!((found - wanted).abs() < 0.01, "{colour:?}: {found}");
        }
    }
}
