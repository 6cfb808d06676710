//! What a report says of its own making.

/// When and by what a report was made, and from which file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imprint {
    /// Day of the report, ISO 8601 (`2026-11-22`).
    pub date: String,
    /// Program and version.
    pub program: String,
    /// SHA-256 of the assessment's file, as `sha256:` and hexadecimal digits.
    pub digest: String,
}
