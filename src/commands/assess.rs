//! `gradus assess`: the interview, or the same from a file, to the result and the report.

use std::path::{Path, PathBuf};

use super::{Failure, World, now, report, report_path, score};
use crate::assessment::sheet::{aim, targets};
use crate::assessment::{Assessment, ENDING, answers, file::Places};
use crate::cli::Assess;
use crate::diagnostic::Source;
use crate::language::fill;
use crate::questionnaire::{Questionnaire, Texts, catalog};
use crate::report::plain::visible;
use crate::scoring;
use crate::storage::{self, Opened, Refusal};

/// Opens or begins an assessment, answers it, and shows what came out.
pub fn run(args: &Assess, world: &mut World<'_>) -> Result<(), Failure> {
    let day = world.day(args.date.as_deref())?;
    let mut session = begin(args, world)?;
    todo!()
}
