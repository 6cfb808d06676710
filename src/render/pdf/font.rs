//! The embedded typefaces: which one shows a character, and how wide it is.
//!
//! Only the two tables that measuring needs are read, and only where a character asks for it: building
//! a map of all 20,745 characters would cost more time than the whole layout.

use std::cell::Cell;

use super::PdfError;

static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSansTC-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSansTC-Bold.ttf");

/// Units per em of both typefaces, and of every width in this renderer.
pub const EM: u32 = 1000;

/// Characters that are as wide as a Han character unless their proportional form is asked for: the
/// character, the private one that stands for that form inside this renderer, and its glyph in Regular
/// (Bold has the private characters in its map; `assets/fonts/subset.py` tells both).
const PROPORTIONAL: [(char, char, u16); 5] = [
    ('‘', '\u{E010}', 20330),
    ('’', '\u{E011}', 20331),
    ('“', '\u{E012}', 20333),
    ('”', '\u{E013}', 20334),
    ('…', '\u{E014}', 20360),
];

/// Returns the private character that stands for a character's proportional form, if it has one.
pub fn proportional(character: char) -> Option<char> {
    PROPORTIONAL.iter().find(|entry| entry.0 == character).map(|entry| entry.1)
}

/// Returns private characters and what they stand for.
pub fn private_characters() -> impl Iterator<Item = (char, char)> {
    PROPORTIONAL.iter().map(|&(character, private, _)| (private, character))
}

/// A weight of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Weight 400, with the full repertoire.
    Regular,
    /// Weight 700, with the frequent characters only.
    Bold,
}

/// What shows a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The face that has it; not always the one that was asked for.
    pub face: Face,
    /// Number in that face; none if no face has the character, which then is shown as a box.
    pub id: Option<u16>,
    /// Advance in thousandths of an em.
    pub advance: u32,
}

/// Measures of a whole face, in units of the em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metrics {
    /// Left, lower, right and upper side of a box around all glyphs.
    pub bounds: [i16; 4],
    /// How far the type reaches above the baseline.
    pub ascent: i16,
    /// How far it reaches below (negative).
    pub descent: i16,
    /// Weight class: 400 for regular, 700 for bold.
    pub weight: u16,
}

/// Both faces, ready to be asked.
#[derive(Debug)]
pub struct Fonts {
    regular: Typeface,
    bold: Typeface,
    /// What was asked last, by the lower bits of the character: a text asks for the same few hundred again and again.
    recent: [Recent; 2],
}

/// Answers for one face, each with its character.
type Recent = Box<[Cell<(char, Glyph)>]>;

/// Answers that are remembered for each face; a power of two.
const RECENT: usize = 4096;

impl Fonts {
    /// Returns the embedded faces.
    pub fn load() -> Result<Self, PdfError> {
        let (regular, bold) = (Typeface::read(REGULAR)?, Typeface::read(BOLD)?);
        let recent = [Face::Regular, Face::Bold].map(|face| {
            let first = Glyph { face, id: None, advance: EM };
            // No text holds this character, which plain lines tell by its number.
            vec![Cell::new(('\0', first)); RECENT].into_boxed_slice()
        });
        Ok(Self { regular, bold, recent })
    }

    /// Returns what shows a character if `wanted` is the face around it.
    pub fn glyph(&self, wanted: Face, character: char) -> Glyph {
        let recent = &self.recent[usize::from(wanted == Face::Bold)][character as usize % RECENT];
        let (known, glyph) = recent.get();
        if known == character && character != '\0' {
            return glyph;
        }
        let glyph = self.find(wanted, character);
        recent.set((character, glyph));
        glyph
    }

    fn find(&self, wanted: Face, character: char) -> Glyph {
        let found = match wanted {
            Face::Bold => self.bold.glyph(character).map(|glyph| (Face::Bold, glyph)),
            Face::Regular => None,
        }
        .or_else(|| {
            let private = PROPORTIONAL.iter().find(|entry| entry.1 == character);
            let glyph = match private {
                Some(&(_, _, id)) => self.regular.advance(id).map(|advance| (id, advance)),
                None => self.regular.glyph(character),
            };
            glyph.map(|glyph| (Face::Regular, glyph))
        });
        match found {
            Some((face, (id, advance))) => Glyph { face, id: Some(id), advance },
            None => Glyph { face: Face::Regular, id: None, advance: EM },
        }
    }

    /// Returns the measures of a face as a whole.
    pub fn metrics(&self, face: Face) -> Metrics {
        match face {
            Face::Regular => self.regular.metrics,
            Face::Bold => self.bold.metrics,
        }
    }

    /// Returns the file of a face.
    pub fn bytes(&self, face: Face) -> &'static [u8] {
        match face {
            Face::Regular => self.regular.bytes,
            Face::Bold => self.bold.bytes,
        }
    }
}

/// One font file with the places of the tables in use.
#[derive(Debug)]
struct Typeface {
    bytes: &'static [u8],
    characters: CharacterMap,
    advances: &'static [u8],
    advance_count: u16,
    metrics: Metrics,
}

/// The part of the `cmap` table that is searched; the full face has format 12, the cut one format 4.
#[derive(Debug)]
enum CharacterMap {
    /// Segments of 16-bit characters.
    Segments(&'static [u8]),
    /// Groups of 32-bit characters.
    Groups(&'static [u8]),
}

impl Typeface {
    fn read(bytes: &'static [u8]) -> Result<Self, PdfError> {
        let table = |tag: &[u8; 4], name: &'static str| find_table(bytes, tag).ok_or(PdfError::Typeface(name));
        let head = table(b"head", "head")?;
        if u16_at(head, 18).map(u32::from) != Some(EM) {
            return Err(PdfError::Typeface("units per em"));
        }
        let characters = character_map(table(b"cmap", "cmap")?).ok_or(PdfError::Typeface("cmap"))?;
        let hhea = table(b"hhea", "hhea")?;
        let advance_count = u16_at(hhea, 34).filter(|&count| count > 0);
        let weight = u16_at(table(b"OS/2", "OS/2")?, 4).ok_or(PdfError::Typeface("OS/2"))?;
        let signed =
            |data: &[u8], at: usize| u16_at(data, at).map(u16::cast_signed).ok_or(PdfError::Typeface("metrics"));
        let metrics = Metrics {
            bounds: [signed(head, 36)?, signed(head, 38)?, signed(head, 40)?, signed(head, 42)?],
            ascent: signed(hhea, 4)?,
            descent: signed(hhea, 6)?,
            weight,
        };
        Ok(Self {
            bytes,
            characters,
            advances: table(b"hmtx", "hmtx")?,
            advance_count: advance_count.ok_or(PdfError::Typeface("hhea"))?,
            metrics,
        })
    }

    /// Returns number and advance of a character's glyph.
    fn glyph(&self, character: char) -> Option<(u16, u32)> {
        let id = match self.characters {
            CharacterMap::Segments(data) => find_in_segments(data, u16::try_from(u32::from(character)).ok()?),
            CharacterMap::Groups(data) => find_in_groups(data, u32::from(character)),
        }
        .filter(|&id| id != 0)?;
        Some((id, self.advance(id)?))
    }

    /// Returns the advance of a glyph; glyphs behind the last entry of the table share its advance.
    fn advance(&self, id: u16) -> Option<u32> {
        let entry = usize::from(id.min(self.advance_count - 1)) * 4;
        u16_at(self.advances, entry).map(u32::from)
    }
}

fn find_table(bytes: &'static [u8], tag: &[u8; 4]) -> Option<&'static [u8]> {
    let count = usize::from(u16_at(bytes, 4)?);
    let record = (0..count).map(|index| 12 + index * 16).find(|&at| bytes.get(at..at + 4) == Some(tag))?;
    let start = usize::try_from(u32_at(bytes, record + 8)?).ok()?;
    let length = usize::try_from(u32_at(bytes, record + 12)?).ok()?;
    bytes.get(start..start.checked_add(length)?)
}

fn character_map(table: &'static [u8]) -> Option<CharacterMap> {
    let count = usize::from(u16_at(table, 2)?);
    let subtable = |platform: u16, encoding: u16| {
        let at = (0..count)
            .map(|index| 4 + index * 8)
            .find(|&at| u16_at(table, at) == Some(platform) && u16_at(table, at + 2) == Some(encoding))?;
        table.get(usize::try_from(u32_at(table, at + 4)?).ok()?..)
    };
    if let Some(data) = subtable(3, 10).filter(|data| u16_at(data, 0) == Some(12)) {
        return Some(CharacterMap::Groups(data));
    }
    subtable(3, 1).filter(|data| u16_at(data, 0) == Some(4)).map(CharacterMap::Segments)
}

/// Format 12: groups of (first, last, glyph of the first), sorted.
fn find_in_groups(data: &[u8], character: u32) -> Option<u16> {
    let (mut low, mut high) = (0, usize::try_from(u32_at(data, 12)?).ok()?);
    while low < high {
        let middle = low.midpoint(high);
        let at = 16 + middle * 12;
        if u32_at(data, at + 4)? < character {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let at = 16 + low * 12;
    let first = u32_at(data, at)?;
    if character < first || u32_at(data, at + 4)? < character {
        return None;
    }
    u16::try_from(u32_at(data, at + 8)? + (character - first)).ok()
}

/// Format 4: segments with a delta, or with an offset into an array of glyphs.
fn find_in_segments(data: &[u8], character: u16) -> Option<u16> {
    let doubled = usize::from(u16_at(data, 6)?);
    let (mut low, mut high) = (0, doubled / 2);
    while low < high {
        let middle = low.midpoint(high);
        if u16_at(data, 14 + middle * 2)? < character {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let starts = 16 + doubled;
    let first = u16_at(data, starts + low * 2)?;
    if low * 2 >= doubled || character < first {
        return None;
    }
    let delta = u16_at(data, starts + doubled + low * 2)?;
    let range_at = starts + doubled * 2 + low * 2;
    let id = match u16_at(data, range_at)? {
        0 => character,
        offset => match u16_at(data, range_at + usize::from(offset) + usize::from(character - first) * 2)? {
            0 => return None,
            id => id,
        },
    };
    Some(id.wrapping_add(delta))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fonts() -> Fonts {
        Fonts::load().expect("the embedded faces are sound")
    }

    #[test]
    fn regular_has_rare_han_and_knows_their_width() {
        for character in ['喆', '堃', '瑄', '閾'] {
            let glyph = fonts().glyph(Face::Regular, character);
            assert_eq!((glyph.face, glyph.id.is_some(), glyph.advance), (Face::Regular, true, 1000));
        }
        assert_eq!(fonts().glyph(Face::Regular, ' ').advance, 224);
    }

    #[test]
    fn bold_falls_back_to_regular_for_a_rare_character() {
        assert_eq!(fonts().glyph(Face::Bold, '安').face, Face::Bold);
        let rare = fonts().glyph(Face::Bold, '喆');
        assert_eq!((rare.face, rare.id.is_some()), (Face::Regular, true));
    }

    #[test]
    fn proportional_forms_are_narrow_and_in_their_own_face() {
        for (face, widths) in [(Face::Regular, [279, 279, 475, 475, 1059]), (Face::Bold, [326, 326, 577, 577, 1101])] {
            let found = private_characters().map(|(private, _)| {
                let glyph = fonts().glyph(face, private);
                assert_eq!(glyph.face, face);
                glyph.advance
            });
            assert!(found.eq(widths), "{face:?}");
        }
    }

    #[test]
    fn a_character_of_no_face_is_told_as_missing() {
        for character in ['𠮷', '🙂', 'ש', '\u{10FFFF}', '\u{FFFF}', '\0'] {
            assert_eq!(fonts().glyph(Face::Bold, character).id, None, "{character:?}");
        }
    }

    #[test]
    fn both_readings_of_the_character_map_agree_with_the_subsetter() {
        use allsorts::binary::read::ReadScope;
        use allsorts::font_data::FontData;
        use allsorts::tables::{FontTableProvider, cmap::Cmap};

        for face in [Face::Regular, Face::Bold] {
            let fonts = fonts();
            let file = ReadScope::new(fonts.bytes(face)).read::<FontData<'_>>().expect("a font file");
            let provider = file.table_provider(0).expect("has tables");
            let table = provider.read_table_data(allsorts::tag::CMAP).expect("has a character map");
            let cmap = ReadScope::new(&table).read::<Cmap<'_>>().expect("a sound map");
            let (_, subtable) =
                allsorts::font::read_cmap_subtable(&cmap).expect("readable").expect("a Unicode map is there");
            let mut seen = 0;
            subtable
                .mappings_fn(|code, id| {
                    let Some(character) = char::from_u32(code).filter(|_| id != 0) else {
                        return;
                    };
                    let glyph = fonts.glyph(face, character);
                    assert_eq!((glyph.face, glyph.id), (face, Some(id)), "{code:X}");
                    seen += 1;
                })
                .expect("all mappings can be read");
            assert!(seen > 6000);
        }
    }
}
