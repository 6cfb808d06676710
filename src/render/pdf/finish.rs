//! Completes the file with lopdf, the only place that names it: outline, language, description,
//! identity, compression. printpdf writes flat outlines to page tops, no language, an empty PDF/X claim and
//! ids that differ from run to run.

use lopdf::{Dictionary, Document as File, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::PdfError;
use super::font::private_characters;
use super::page::{Layout, PAGE_HEIGHT};
use super::paint::font_name;
use super::subset::Embedded;
use crate::report::Document;

/// A file in the making.
pub type Draft = File;

/// Returns the finished file.
pub fn finish(mut file: Draft, document: &Document, layout: &Layout, embedded: &Embedded) -> Result<Vec<u8>, PdfError> {
    file.version = "1.7".to_owned();
    map_glyphs(&mut file, embedded);
    name_characters(&mut file);
    describe(&mut file, document)?;
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let outline = add_outline(&mut file, layout, &pages);
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(document).into_bytes())
        .with_compression(false);
    let metadata = file.add_object(metadata);
    let catalog = file.catalog_mut().map_err(|error| PdfError::File(error.to_string()))?;
    catalog.set("Lang", Object::string_literal(document.lang.tag()));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", metadata);
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    file.compress();
    identify(&mut file, document);
    let mut bytes = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(200)
        .compression_level(6)
        .build();
    file.save_with_options(&mut bytes, options).map_err(|error| PdfError::File(error.to_string()))?;
    Ok(bytes)
}

/// Tells which glyph belongs to each code, where they differ.
fn map_glyphs(file: &mut File, embedded: &Embedded) {
    for (&face, cut) in &embedded.faces {
        let Some(glyphs) = &cut.glyphs else { continue };
        let bytes = glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
        let map = file.add_object(Stream::new(Dictionary::new(), bytes));
        let descendants = file.objects.values_mut().filter_map(|object| {
            let font = object.as_dict_mut().ok()?;
            let named = font.get(b"BaseFont").and_then(Object::as_name).ok()? == font_name(face).as_bytes();
            let descendants = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).ok()?;
            named.then_some(descendants)
        });
        for font in descendants.flatten().filter_map(|object| object.as_dict_mut().ok()) {
            font.set("CIDToGIDMap", map);
        }
    }
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
        "Title" => utf16(&document.title),
        "Author" => utf16(&document.author),
        "Subject" => utf16(&document.subject),
        "Keywords" => utf16(&document.keywords.join(", ")),
        "Creator" => utf16(&document.producer),
        "Producer" => utf16(&document.producer),
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
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Adds the outline, nested, in reading order, each entry leading to its heading.
fn add_outline(file: &mut File, layout: &Layout, pages: &[ObjectId]) -> Option<ObjectId> {
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = layout.outline.iter().map(|_| file.new_object_id()).collect();
    // Each entry of level 2 belongs to the last one of level 1 before it.
    let mut parent = None;
    let parents: Vec<Option<usize>> = layout
        .outline
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            if entry.level <= 1 {
                parent = Some(index);
                None
            } else {
                parent
            }
        })
        .collect();
    let children = |of: Option<usize>| -> Vec<usize> { (0..ids.len()).filter(|&index| parents[index] == of).collect() };
    let mut families = vec![Vec::new(); ids.len()];
    for (index, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            families[*parent].push(index);
        }
    }
    let top = children(None);
    let (first, last) = (*top.first()?, *top.last()?);
    for family in std::iter::once(&top).chain(&families) {
        for (place, &index) in family.iter().enumerate() {
            let entry = &layout.outline[index];
            let mut item = dictionary! {
                "Title" => utf16(&entry.title),
                "Parent" => parents[index].map_or(root, |parent| ids[parent]),
            };
            if let Some(&page) = pages.get(entry.page) {
                let top = PAGE_HEIGHT - entry.top + 8.0;
                let destination = vec![page.into(), "XYZ".into(), 0.into(), Object::Real(top.round()), Object::Null];
                item.set("Dest", Object::Array(destination));
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

/// Returns the description in the form that file managers and archives read.
fn xmp(document: &Document) -> String {
    let [title, author, subject, producer] =
        [&document.title, &document.author, &document.subject, &document.producer].map(|text| escaped(text));
    let keywords = escaped(&document.keywords.join(", "));
    let language = document.lang.tag();
    let date = if pdf_date(&document.date).is_some() { document.date.as_str() } else { "" };
    let date = if date.is_empty() {
        String::new()
    } else {
        format!("<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\n")
    };
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
         <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>\n\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         {date}<xmp:CreatorTool>{producer}</xmp:CreatorTool>\n\
         <pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>\n\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// Returns a text fit for XML, which allows no control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' | '\t' => escaped.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
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

    #[test]
    fn description_is_sound_xml() {
        assert_eq!(escaped("R&D <甲>\u{1B}\n"), "R&amp;D &lt;甲&gt; ");
    }
}
