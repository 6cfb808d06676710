//! What deserves a second look, in words.

use crate::language::{Interview as Words, fill};
use crate::questionnaire::Questionnaire;
use crate::review::{Doubt, Kind};

/// Returns what a kind of doubt is called.
pub const fn kind_name(words: &Words, kind: Kind) -> &'static str {
    match kind {
        Kind::EssentialNotApplicable => words.doubt_essential,
        Kind::WithoutGround => words.kind_ground,
        Kind::AgainstProfile => words.doubt_profile,
        Kind::ChangedFile => words.doubt_file,
        Kind::Overdue => words.kind_overdue,
        Kind::PlanOrder => words.kind_plan_order,
        Kind::LateMilestone => words.kind_milestone,
        Kind::NoPlan => words.doubt_no_plan,
        Kind::NoEvidence => words.doubt_no_evidence,
        Kind::Stale => words.kind_stale,
        Kind::NeedlessPlan => words.doubt_needless_plan,
        Kind::Marked => words.doubt_marked,
        Kind::Unknown => words.doubt_unknown,
        Kind::Open => words.doubt_open,
    }
}

/// Returns why something is worth a second look.
pub fn told(words: &Words, questionnaire: &Questionnaire, doubt: Doubt) -> String {
    match doubt {
        Doubt::WithoutGround(ground) => fill(words.doubt_ground, &[("id", &questionnaire.requirements()[ground].id)]),
        Doubt::Overdue(due) => fill(words.doubt_overdue, &[("day", due.to_string())]),
        Doubt::PlanOrder(due) => fill(words.doubt_plan_order, &[("day", due.to_string())]),
        Doubt::LateMilestone(due) => fill(words.doubt_milestone, &[("day", due.to_string())]),
        Doubt::Stale(day) => fill(words.doubt_stale, &[("day", day.to_string())]),
        other => kind_name(words, other.kind()).to_owned(),
    }
}

/// Returns whether it says more than what its kind is called.
pub const fn says_more(doubt: Doubt) -> bool {
    matches!(
        doubt,
        Doubt::WithoutGround(_) | Doubt::Overdue(_) | Doubt::PlanOrder(_) | Doubt::LateMilestone(_) | Doubt::Stale(_)
    )
}
