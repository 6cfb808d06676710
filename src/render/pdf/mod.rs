//! The report as a PDF: the document becomes pages of placed items, and those become a file.
//!
//! ```text
//! Document ─▶ layout (pure) ─▶ Layout ─▶ canvas ─▶ paint (printpdf) ─▶ finish (lopdf) ─▶ bytes
//! ```

mod canvas;
mod finish;
mod font;
mod layout;
mod page;
mod paint;
mod shape;
mod style;
mod subset;
mod text;

use crate::report::Document;

/// A finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters that no typeface has, in order, each once; the file shows a box for each.
    pub missing: Vec<char>,
    /// How many pages it has.
    pub pages: usize,
}

/// Why no PDF could be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// An embedded typeface cannot be read.
    #[error("an embedded typeface cannot be read: {0}")]
    Typeface(&'static str),
    /// An embedded typeface cannot be cut to the characters in use.
    #[error("an embedded typeface cannot be cut to the characters in use: {0}")]
    Subset(String),
    /// The file cannot be put together.
    #[error("the PDF file cannot be put together: {0}")]
    File(String),
}

/// Returns the document as a PDF file; the same document gives the same bytes.
///
/// # Errors
/// Only if an embedded typeface is damaged or the file cannot be put together; no content of a document
/// leads to an error.
pub fn render(document: &Document) -> Result<Rendered, PdfError> {
    let fonts = font::Fonts::load()?;
    let layout = layout::lay_out(document, &fonts);
    let embedded = subset::embed(&layout, &fonts)?;
    let missing = embedded.missing.iter().copied().collect();
    let (draft, parts) = paint::paint(&layout, &embedded);
    let bytes = finish::finish(draft, document, &layout, &embedded, &parts)?;
    Ok(Rendered { bytes, missing, pages: layout.pages.len() })
}
