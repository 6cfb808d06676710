//! Cuts the faces to the characters in use and numbers those for the file.
//!
//! Every character gets a code of its own, even where the typeface shares one glyph between several
//! (space and no-break space, hyphen and non-breaking hyphen): only then can copied text be exact. A
//! character that no face has gets a code too, with the glyph of a wide space under the box that layout draws.

use std::collections::{BTreeMap, BTreeSet};

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};

use super::PdfError;
use super::font::{Face, Fonts, Metrics};
use super::page::{Item, Layout};

/// The faces that a file carries.
#[derive(Debug)]
pub struct Embedded {
    /// One for each face in use.
    pub faces: BTreeMap<Face, EmbeddedFace>,
    /// Characters that no face has.
    pub missing: BTreeSet<char>,
}

/// A face cut to the characters in use.
#[derive(Debug)]
pub struct EmbeddedFace {
    /// The font file.
    pub bytes: Vec<u8>,
    /// Code of each character.
    pub codes: BTreeMap<char, u16>,
    /// Advance of each code in thousandths of an em.
    pub widths: BTreeMap<u16, u16>,
    /// Glyph of each code, from code 0; none where each code is its glyph.
    pub glyphs: Option<Vec<u16>>,
    /// Measures of the face.
    pub metrics: Metrics,
}

/// Returns the faces cut to what the layout shows.
pub fn embed(layout: &Layout, fonts: &Fonts) -> Result<Embedded, PdfError> {
    let mut used: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
    for run in layout.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Text(run) => Some(run),
        _ => None,
    }) {
        used.entry(run.face).or_default().extend(run.text.chars());
    }
    let mut missing = BTreeSet::new();
    let mut faces = BTreeMap::new();
    for (face, characters) in used {
        faces.insert(face, cut(face, &characters, fonts, &mut missing)?);
    }
    Ok(Embedded { faces, missing })
}

fn cut(
    face: Face,
    characters: &BTreeSet<char>,
    fonts: &Fonts,
    missing: &mut BTreeSet<char>,
) -> Result<EmbeddedFace, PdfError> {
    // Glyph 0 (for "no such glyph") must be there, then a blank, then all others as they come.
    let mut order = vec![0];
    let mut places = BTreeMap::from([(0, 0)]);
    let mut place = |glyph: u16| {
        *places.entry(glyph).or_insert_with(|| {
            order.push(glyph);
            // A face has fewer than 65,536 glyphs, and each is here once.
            (order.len() - 1) as u16
        })
    };
    // As wide as the box that stands for a missing character: the file must state the width that the glyph has.
    let blank = place(fonts.glyph(face, '\u{3000}').id.unwrap_or(0));
    let mut codes = BTreeMap::new();
    let mut widths = BTreeMap::new();
    let mut glyphs = vec![0];
    for (&character, code) in characters.iter().zip(1..=u16::MAX) {
        let glyph = fonts.glyph(face, character);
        glyphs.push(match glyph.id {
            Some(id) => place(id),
            None => {
                missing.insert(character);
                blank
            }
        });
        codes.insert(character, code);
        widths.insert(code, u16::try_from(glyph.advance).unwrap_or(u16::MAX));
    }

    let failed = |error: &dyn std::fmt::Display| PdfError::Subset(error.to_string());
    let file = ReadScope::new(fonts.bytes(face)).read::<FontData<'_>>().map_err(|error| failed(&error))?;
    let provider = file.table_provider(0).map_err(|error| failed(&error))?;
    let bytes =
        subset(&provider, &order, &SubsetProfile::Pdf, CmapTarget::Unrestricted).map_err(|error| failed(&error))?;
    let same = glyphs.iter().zip(0..).all(|(&glyph, code)| glyph == code);
    Ok(EmbeddedFace { bytes, codes, widths, glyphs: (!same).then_some(glyphs), metrics: fonts.metrics(face) })
}
