//! Days of the calendar, time stamps, and the periods between them.

use std::fmt;

use jiff::{Span, Timestamp, Zoned, civil, tz::TimeZone};
use serde::{Serialize, Serializer};

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// A length of time in calendar units, such as three years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

/// What a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Months of the calendar.
    Months,
    /// Years of the calendar.
    Years,
}

/// Time stamps, as a regular expression that looks at their beginning only: the calendar is beyond one.
pub const MOMENT_PATTERN: &str = r"^[+-]?[0-9]{4,6}-?[0-9]{2}-?[0-9]{2}[Tt ][0-9]{2}";

impl Date {
    /// Days as files write them, as a regular expression; how long a month is, is beyond one.
    pub const PATTERN: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

    /// Reads a day as files write it: `2026-11-22`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == "2026-11-22".len()).then(|| text.parse().ok().map(Self)).flatten()
    }

    /// Returns the day of a time stamp in universal time; nothing where it is none.
    pub fn of_time_stamp(text: &str) -> Option<Self> {
        Some(Self(text.parse::<Timestamp>().ok()?.to_zoned(TimeZone::UTC).date()))
    }

    /// Returns the day it is here.
    pub fn today() -> Self {
        Self(Zoned::now().date())
    }

    /// Returns the day on which a period that begins today ends; in a month that is too short, its last day. Nothing
    /// beyond the year 9999.
    pub fn after(self, period: Period) -> Option<Self> {
        let count = i64::from(period.count);
        let span = match period.unit {
            Unit::Days => Span::new().days(count),
            Unit::Months => Span::new().months(count),
            Unit::Years => Span::new().years(count),
        };
        self.0.checked_add(span).ok().map(Self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Period {
    /// Periods as files write them, as a regular expression.
    pub const PATTERN: &str = "^0*[1-9][0-9]{0,4} (day|month|year)s?$";

    /// Reads a period as files write it: `180 days`, `6 months`, `1 year`.
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.split_once(' ')?;
        let unit = match unit.trim_end_matches('s') {
            "day" => Unit::Days,
            "month" => Unit::Months,
            "year" => Unit::Years,
            _ => return None,
        };
        let count = count.parse().ok().filter(|count| *count > 0)?;
        Some(Self { count, unit })
    }
}

impl fmt::Display for Period {
    /// Writes it as files do: `180 days`, `1 year`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Days => "day",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

/// Returns this moment as a time stamp in whole seconds.
pub fn now() -> String {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// Returns a time stamp as people read it; nothing where it is none.
pub fn to_the_minute(stamp: &str) -> Option<String> {
    minute(stamp).map(|minute| format!("{minute} UTC"))
}

/// Returns day and minute of a time stamp in universal time, `2026-11-22 08:30`; nothing where it is none.
pub fn minute(stamp: &str) -> Option<String> {
    Some(stamp.parse::<Timestamp>().ok()?.strftime("%Y-%m-%d %H:%M").to_string())
}

/// Returns the seconds since 1970 at a time stamp; nothing where it is none.
pub fn seconds(stamp: &str) -> Option<i64> {
    Some(stamp.parse::<Timestamp>().ok()?.as_second())
}

/// Returns whether a text is a time stamp such as `2026-11-22T08:30:00Z`.
pub fn is_time_stamp(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    fn end(begin: &str, period: &str) -> Option<String> {
        let period = Period::parse(period).expect("a period");
        day(begin).after(period).map(|end| end.to_string())
    }

    #[test]
    fn periods_end_where_the_calendar_says() {
        assert_eq!(end("2026-03-02", "180 days").as_deref(), Some("2026-08-29"));
        assert_eq!(end("2027-09-01", "180 days").as_deref(), Some("2028-02-28"), "into a leap year");
        assert_eq!(end("2026-03-02", "3 years").as_deref(), Some("2029-03-02"));
        assert_eq!(end("2028-02-29", "1 year").as_deref(), Some("2029-02-28"), "no such day in that year");
        assert_eq!(end("2026-10-31", "1 month").as_deref(), Some("2026-11-30"));
        assert_eq!(end("9999-01-01", "3 years"), None);
    }

    #[test]
    fn only_days_are_days_and_only_periods_are_periods() {
        for text in ["", "2026-11-2", "2026-02-30", "20261122", "2026-11-22T08:00:00Z", "26-11-22", "2026/11/22"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        for text in ["", "3", "3  years", "0 days", "-1 days", "1.5 years", "3 weeks", "days"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
        for text in ["1 day", "180 days", "6 months", "1 year", "3 years"] {
            assert_eq!(Period::parse(text).map(|period| period.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn the_day_of_a_time_stamp_is_that_of_universal_time() {
        let of = |text: &str| Date::of_time_stamp(text).map(|date| date.to_string());
        assert_eq!(of("2026-11-22T23:59:59Z").as_deref(), Some("2026-11-22"));
        assert_eq!(of("2026-11-23T07:00:00+08:00").as_deref(), Some("2026-11-22"));
        assert_eq!(of("2026-11-22"), None);
    }

    #[test]
    fn minutes_are_those_of_universal_time() {
        assert_eq!(minute("2026-11-23T07:00:59+08:00").as_deref(), Some("2026-11-22 23:00"));
        assert_eq!(to_the_minute("2026-11-22T08:30:00Z").as_deref(), Some("2026-11-22 08:30 UTC"));
        assert_eq!(minute("2026-11-22"), None);
    }
}
