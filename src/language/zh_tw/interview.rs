//! What the interview says in Traditional Chinese.

use crate::language::Interview;

/// Words of the interview.
pub const INTERVIEW: Interview = Interview { save_and_quit: "儲存並離開" };
