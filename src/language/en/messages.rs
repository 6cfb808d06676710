//! What the commands say in English.

use crate::language::Messages;

/// Words of the commands.
pub const MESSAGES: Messages = Messages {
    error: "error",
    warning: "warning",
    cure: "cure",
    first_here: "first here",
    did_you_mean: "Did you mean `{name}`?",
    and_more: "… and {count} more.",
};
