//! The action plan in words, as the interview and the reports tell it.

use crate::assessment::{Milestone, PlanStatus};
use crate::language::{Lang, Report};

/// Returns in words how far a plan is.
pub const fn plan_status(status: PlanStatus) -> fn(&Report) -> &'static str {
    match status {
        PlanStatus::Planned => |words| words.plan_planned,
        PlanStatus::InProgress => |words| words.plan_in_progress,
        PlanStatus::Done => |words| words.plan_carried_out,
    }
}

/// Returns a step of a plan as one text; `done` is what follows one that is done.
pub fn milestone(own: &Milestone, lang: Lang, done: &str) -> String {
    let done = own.done.then(|| done.to_owned());
    let details: Vec<String> = own.due.map(|due| due.to_string()).into_iter().chain(done).collect();
    lang.detailed(&own.what, &details)
}
