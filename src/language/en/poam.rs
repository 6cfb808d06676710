//! Words of the action plan by itself in English.

use crate::language::Poam;

/// Words of the action plan by itself.
pub const POAM: Poam = Poam {
    title: "Action plan (POA&M)",
    standing: "On the plan: {count}. Closed: {closed}. Overdue: {overdue}.",
    until: "{level} holds on condition of this plan, up to {day}. By then every gap on it is to be closed, and a close-out assessment has to confirm that.",
    last_day: "{level}: last day of the conditional status",
    closing: "Every gap on the action plan is closed by now, and the close-out assessment is done.",
    nothing_planned: "Nothing stands on the action plan: plan an action with `l` in `gradus assess`, or with `gradus answer … --plan \"…\"`.",
    no_since: "`--since` belongs to the report; the action plan compares nothing.",
    no_calendar: "A calendar holds the days of the action plan: add `--view poam`.",
};
