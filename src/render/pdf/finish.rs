//! Completes the file with lopdf, whose home this is: outline, links, structure, language, description, identity,
//! compression. printpdf writes flat outlines to page tops, no structure, no language, an empty PDF/X claim and ids
//! that differ from run to run.

mod archive;
mod structure;

use std::collections::BTreeMap;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document as File, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::font::{EM, private_characters};
use super::page::{Entry, Item, Layout, Tag};
use super::paint::{LOGO, font_name};
use super::subset::Embedded;
use crate::report::Document;

/// A file in the making.
pub type Draft = File;

/// Returns the finished file: PDF 1.4, so that it can be PDF/A-1b, which allows no object streams.
pub fn finish(
    mut file: Draft,
    document: &Document,
    layout: &Layout,
    embedded: &Embedded,
    parts: &[Vec<Tag>],
) -> Result<Vec<u8>, PdfError> {
    file.version = "1.4".to_owned();
    map_glyphs(&mut file, embedded);
    name_characters(&mut file);
    describe(&mut file, document)?;
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let outline = add_outline(&mut file, layout, &pages);
    let links = add_links(&mut file, layout, &pages)?;
    let structure = structure::add(&mut file, layout, &pages, parts, &links)?;
    add_logo(&mut file, document, layout, &pages)?;
    let metadata = archive::description(&mut file, document);
    let intent = archive::output_intent(&mut file);
    archive::name_glyphs(&mut file, embedded);
    let catalog = file.catalog_mut().map_err(|error| PdfError::File(error.to_string()))?;
    catalog.set("Lang", Object::string_literal(document.lang.tag()));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", structure);
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![intent.into()]);
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    pack(&mut file);
    identify(&mut file, document);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|error| PdfError::File(error.to_string()))?;
    Ok(bytes)
}

/// Packs every stream that is not packed yet and may be. One packer for all of them: to begin anew is most of the work
/// for a short stream.
fn pack(file: &mut File) {
    let mut packer = Compress::new(Compression::new(6), true);
    for stream in file.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()) {
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        packer.reset();
        // Room for a stream that does not become shorter, so that one call is enough.
        let mut packed = Vec::with_capacity(stream.content.len() + stream.content.len() / 1000 + 64);
        let done = packer.compress_vec(&stream.content, &mut packed, FlushCompress::Finish);
        if matches!(done, Ok(Status::StreamEnd)) && packed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
}

/// The page's own dictionary, to change it.
fn page_mut(file: &mut File, id: ObjectId) -> Result<&mut Dictionary, PdfError> {
    file.get_object_mut(id).and_then(Object::as_dict_mut).map_err(|error| PdfError::File(error.to_string()))
}

/// A link that was added: its object, and the element that it is a part of.
pub struct Link {
    id: ObjectId,
    page: usize,
    tag: Tag,
}

/// Completes the pages: adds their links, and leaves out what they repeat. Each link leads to its place; none can lead
/// outside the file.
fn add_links(file: &mut File, layout: &Layout, pages: &[ObjectId]) -> Result<Vec<Link>, PdfError> {
    let mut links = Vec::new();
    let height = layout.size.height;
    for (index, (page, &id)) in layout.pages.iter().zip(pages).enumerate() {
        let mut own = Vec::new();
        for item in &page.items {
            let Item::Link { area, target, tag } = item else { continue };
            let Some(&(to, top)) = layout.places.get(*target).and_then(Option::as_ref) else { continue };
            let Some(&to) = pages.get(to) else { continue };
            let corners = [area.x, height - area.y - area.height, area.x + area.width, height - area.y];
            // Annots belong to no element in reading order without a number of their own, behind those of the pages.
            let number = i64::try_from(pages.len() + links.len()).unwrap_or(i64::MAX);
            let link = file.add_object(dictionary! {
                "Subtype" => "Link",
                "Rect" => corners.map(|side| Object::Integer(side.round() as i64)).to_vec(),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                // Printed with the page, as PDF/A asks of every annotation.
                "F" => 4,
                "Dest" => destination(to, height - top),
                "StructParent" => number,
            });
            own.push(link.into());
            links.push(Link { id: link, page: index, tag: *tag });
        }
        let page = page_mut(file, id)?;
        // They repeat the size of the page.
        page.remove(b"TrimBox");
        page.remove(b"CropBox");
        if !own.is_empty() {
            page.set("Annots", own);
        }
    }
    Ok(links)
}

/// A place on a page, a little above `top`.
fn destination(page: ObjectId, top: f32) -> Object {
    Object::Array(vec![page.into(), "XYZ".into(), 0.into(), Object::Integer((top + 8.0).round() as i64), Object::Null])
}

/// Puts the logo among the resources of the pages that show it.
fn add_logo(file: &mut File, document: &Document, layout: &Layout, pages: &[ObjectId]) -> Result<(), PdfError> {
    let Some(logo) = &document.look.logo else { return Ok(()) };
    let dots = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(logo.width),
        "Height" => i64::from(logo.height),
        "ColorSpace" => "DeviceRGB",
        "BitsPerComponent" => 8,
    };
    let image = file.add_object(Stream::new(dots, logo.dots.clone()));
    for (page, &id) in layout.pages.iter().zip(pages) {
        if page.items.iter().any(|item| matches!(item, Item::Logo { .. })) {
            let failed = |error: lopdf::Error| PdfError::File(error.to_string());
            let resources = file.get_or_create_resources(id).and_then(Object::as_dict_mut).map_err(failed)?;
            resources.set("XObject", dictionary! { LOGO => image });
        }
    }
    Ok(())
}

/// Tells which glyph belongs to each code, where they differ, and how wide each is.
fn map_glyphs(file: &mut File, embedded: &Embedded) {
    for (&face, cut) in &embedded.faces {
        let map = cut.glyphs.as_ref().map(|glyphs| {
            let bytes = glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
            file.add_object(Stream::new(Dictionary::new(), bytes))
        });
        let descendants = file.objects.values_mut().filter_map(|object| {
            let font = object.as_dict_mut().ok()?;
            let named = font.get(b"BaseFont").and_then(Object::as_name).ok()? == font_name(face).as_bytes();
            let descendants = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).ok()?;
            named.then_some(descendants)
        });
        for font in descendants.flatten().filter_map(|object| object.as_dict_mut().ok()) {
            if let Some(map) = map {
                font.set("CIDToGIDMap", map);
            }
            font.set("DW", i64::from(EM));
            font.set("W", widths(&cut.widths));
        }
    }
}

/// Returns the widths of the codes that are not as wide as a Han character, row by row of neighbouring codes.
fn widths(all: &BTreeMap<u16, u16>) -> Vec<Object> {
    let mut rows: Vec<(u16, Vec<Object>)> = Vec::new();
    for (&code, &width) in all.iter().filter(|(_, width)| u32::from(**width) != EM) {
        match rows.last_mut().filter(|(first, row)| usize::from(code - first) == row.len()) {
            Some((_, row)) => row.push(i64::from(width).into()),
            None => rows.push((code, vec![i64::from(width).into()])),
        }
    }
    rows.into_iter().flat_map(|(first, row)| [i64::from(first).into(), Object::Array(row)]).collect()
}

/// Lets the characters that stand for a form be copied as what they are.
fn name_characters(file: &mut File) {
    let maps: Vec<ObjectId> = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"ToUnicode").and_then(Object::as_reference).ok())
        .collect();
    for id in maps {
        let Ok(stream) = file.get_object_mut(id).and_then(Object::as_stream_mut) else {
            continue;
        };
        let mut map = String::from_utf8_lossy(&stream.content).into_owned();
        for (private, character) in private_characters() {
            // Codes come first in each line and are far lower than these characters.
            map = map.replace(&format!("<{:04X}>", u32::from(private)), &format!("<{:04X}>", u32::from(character)));
        }
        stream.set_content(map.into_bytes());
    }
}

/// Writes title, author and so on.
fn describe(file: &mut File, document: &Document) -> Result<(), PdfError> {
    let mut info = dictionary! {
        "Title" => utf16(&described(&document.title)),
        "Author" => utf16(&described(&document.author)),
        "Subject" => utf16(&described(&document.subject)),
        "Keywords" => utf16(&described(&document.keywords.join(", "))),
        "Creator" => utf16(&described(&document.producer)),
        "Producer" => utf16(&described(&document.producer)),
    };
    if let Some(date) = pdf_date(&document.date) {
        info.set("CreationDate", Object::string_literal(date.clone()));
        info.set("ModDate", Object::string_literal(date));
    }
    let id =
        file.trailer.get(b"Info").and_then(Object::as_reference).map_err(|error| PdfError::File(error.to_string()))?;
    file.set_object(id, info);
    Ok(())
}

/// Returns a text for a description: on one line, and with nothing that XML does not allow.
fn described(text: &str) -> String {
    let told = text.chars().map(|character| if matches!(character, '\n' | '\t') { ' ' } else { character });
    let told = told.filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    told.collect::<String>().trim().to_owned()
}

/// Returns an ISO day as a PDF date; nothing for any other text.
fn pdf_date(date: &str) -> Option<String> {
    let shape = date.len() == 10
        && date.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    shape.then(|| format!("D:{}000000Z", date.replace('-', "")))
}

fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Literal)
}

/// Adds the outline, nested, in reading order, each entry leading to its heading.
fn add_outline(file: &mut File, layout: &Layout, pages: &[ObjectId]) -> Option<ObjectId> {
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = layout.outline.iter().map(|_| file.new_object_id()).collect();
    let parents = parents(&layout.outline);
    let mut families = vec![Vec::new(); ids.len()];
    let mut top = Vec::new();
    for (index, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => families[*parent].push(index),
            None => top.push(index),
        }
    }
    let (first, last) = (*top.first()?, *top.last()?);
    for family in std::iter::once(&top).chain(&families) {
        for (place, &index) in family.iter().enumerate() {
            let entry = &layout.outline[index];
            let mut item = dictionary! {
                "Title" => utf16(&entry.title),
                "Parent" => parents[index].map_or(root, |parent| ids[parent]),
            };
            if let Some(&page) = pages.get(entry.page) {
                item.set("Dest", destination(page, layout.size.height - entry.top));
            }
            if let Some(before) = place.checked_sub(1) {
                item.set("Prev", ids[family[before]]);
            }
            if let Some(&next) = family.get(place + 1) {
                item.set("Next", ids[next]);
            }
            if let (Some(&first), Some(&last)) = (families[index].first(), families[index].last()) {
                item.set("First", ids[first]);
                item.set("Last", ids[last]);
                // Negative: closed until the reader opens it.
                item.set("Count", -i64::try_from(families[index].len()).unwrap_or(i64::MAX));
            }
            file.set_object(ids[index], item);
        }
    }
    let count = i64::try_from(top.len()).unwrap_or(i64::MAX);
    let outline = dictionary! { "Type" => "Outlines", "First" => ids[first], "Last" => ids[last], "Count" => count };
    file.set_object(root, outline);
    Some(root)
}

/// Returns what each entry belongs to: the last one before it that is higher.
fn parents(outline: &[Entry]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    outline
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            while open.last().is_some_and(|&last| outline[last].level >= entry.level) {
                open.pop();
            }
            let parent = open.last().copied();
            open.push(index);
            parent
        })
        .collect()
}

/// Gives the file an identity that follows from its content alone.
fn identify(file: &mut File, document: &Document) {
    let mut hash = Sha256::new();
    for text in [&document.title, &document.author, &document.date, &document.producer] {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![id.clone(), id]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_iso_day_is_a_date() {
        assert_eq!(pdf_date("2026-11-22").as_deref(), Some("D:20261122000000Z"));
        for other in ["", "2026/11/22", "2026-11-2x", "二〇二六年"] {
            assert_eq!(pdf_date(other), None, "{other}");
        }
    }
}
