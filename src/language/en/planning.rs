//! Words of the way to a target in English.

use crate::language::Planning;

/// Words of the way to a target.
pub const PLANNING: Planning = Planning {
    aim_conditional: "Target: {target}, on condition of an action plan",
    aim_final: "Target: {target}",
    now: "Now",
    assumed: "Assumed: {answers}",
    by_one: "Assumed: the 1 plan due by {day} is carried out.",
    by: "Assumed: the {count} plans due by {day} are carried out.",
    by_none: "No plan is due by {day}.",
    least: "Least effort: {effort}",
    close: "Close, in this order",
    wait: "May wait on the action plan",
    leave: "{count} gaps may stay as they are.",
    leave_one: "1 gap may stay as it is.",
    then: "Then",
    for_good: "To reach it for good: effort {effort}.",
    reached: "The target is reached. Nothing has to be closed for it.",
    nowhere: "The target cannot be reached by closing gaps: something else keeps it from being reached, such as a fact about the firm.",
    open: "not answered yet, so it may be in place",
    efforts: "Effort: small 1, medium 3, large 8; --effort ID=N sets it for a requirement.",
    effort: "{word} ({effort})",
    bad_assume: "Write --assume ID=ANSWER, such as AC.L2-3.1.3=met: {found}",
    bad_effort: "Write --effort ID=N with a whole number from 0, such as AC.L2-3.1.3=5: {found}",
    stage: "Stage then",
    needs_reason: "assumed",
};
