//! What the interview says in English.

use crate::language::Interview;

/// Words of the interview.
pub const INTERVIEW: Interview = Interview { save_and_quit: "save and quit" };
