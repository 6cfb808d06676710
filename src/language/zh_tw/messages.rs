//! What the commands say in Traditional Chinese.

use crate::language::Messages;

/// Words of the commands.
pub const MESSAGES: Messages = Messages {
    error: "錯誤",
    warning: "警告",
    cure: "建議",
    first_here: "第一次出現在這裡",
    did_you_mean: "是否想寫 `{name}`？",
    and_more: "……另有 {count} 項。",
};
