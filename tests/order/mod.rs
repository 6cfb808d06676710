//! The order of statuses that the properties of scoring speak of.

use gradus::scoring::Status;

/// Orders statuses from the worst to the best.
pub const fn rank(status: Status) -> u8 {
    match status {
        Status::NotReached => 0,
        Status::Open => 1,
        Status::Conditional => 2,
        Status::Final => 3,
    }
}
