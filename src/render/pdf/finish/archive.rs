//! What a file needs to be kept for decades, as PDF/A-1b (ISO 19005-1, level B) asks: what its colours mean, which
//! glyphs its fonts hold, and a description that archives read.

use lopdf::{Document as File, Object, ObjectId, Stream, dictionary};

use super::{described, font_name, pdf_date};
use crate::render::pdf::subset::Embedded;
use crate::report::Document;

/// Adds the description and returns it; it stays readable without unpacking.
pub fn description(file: &mut File, document: &Document) -> ObjectId {
    let stream = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(document).into_bytes());
    file.add_object(stream.with_compression(false))
}

/// Adds what the colours mean, sRGB, and returns it.
pub fn output_intent(file: &mut File) -> ObjectId {
    let profile = file.add_object(Stream::new(dictionary! { "N" => 3 }, srgb()));
    file.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    })
}

/// Tells which characters the cut fonts hold (ISO 19005-1, 6.3.5): one bit for each code, the first one highest.
pub fn name_glyphs(file: &mut File, embedded: &Embedded) {
    for (&face, cut) in &embedded.faces {
        let last = cut.codes.values().copied().max().unwrap_or(0);
        let mut bits = vec![0_u8; usize::from(last) / 8 + 1];
        for code in cut.codes.values().copied().chain([0]) {
            bits[usize::from(code) / 8] |= 0x80 >> (code % 8);
        }
        let set = file.add_object(Stream::new(dictionary! {}, bits));
        let name = font_name(face).as_bytes();
        let descriptors = file.objects.values_mut().filter_map(|object| {
            let own = object.as_dict_mut().ok()?;
            let named = own.get(b"FontName").and_then(Object::as_name).ok()? == name;
            named.then_some(own)
        });
        descriptors.for_each(|own| own.set("CIDSet", set));
    }
}

/// Returns a colour profile for sRGB (IEC 61966-2-1) in the form of ICC.1:2001-04: the three primaries and the white of
/// the medium under D50, and the transfer curve in 1,024 steps.
fn srgb() -> Vec<u8> {
    // The colours of the primaries, adapted to D50 (Bradford), as X, Y and Z.
    const PRIMARIES: [(&[u8; 4], [f64; 3]); 4] = [
        (b"wtpt", [0.9642, 1.0, 0.8249]),
        (b"rXYZ", [0.4361, 0.2225, 0.0139]),
        (b"gXYZ", [0.3851, 0.7169, 0.0971]),
        (b"bXYZ", [0.1431, 0.0606, 0.7141]),
    ];
    const STEPS: u32 = 1024;
    let fixed = |value: f64| ((value * 65536.0).round() as i32).to_be_bytes();
    let text = |words: &str| [b"text\0\0\0\0", words.as_bytes(), b"\0"].concat();
    let named = |words: &str| {
        let count = (words.len() as u32 + 1).to_be_bytes();
        // After the ASCII form come an empty Unicode form (8 bytes) and an empty form for script code (70 bytes).
        [b"desc\0\0\0\0".as_slice(), &count, words.as_bytes(), b"\0", &[0; 78]].concat()
    };
    let curve = (0..STEPS).flat_map(|step| {
        let code = f64::from(step) / f64::from(STEPS - 1);
        let linear = if code <= 0.04045 { code / 12.92 } else { ((code + 0.055) / 1.055).powf(2.4) };
        ((linear * 65535.0).round() as u16).to_be_bytes()
    });
    let curve = [b"curv\0\0\0\0".as_slice(), &STEPS.to_be_bytes(), &curve.collect::<Vec<u8>>()].concat();

    let mut parts: Vec<(Vec<&[u8; 4]>, Vec<u8>)> =
        vec![(vec![b"desc"], named("sRGB IEC61966-2.1")), (vec![b"cprt"], text("No copyright, use freely"))];
    for (tag, colour) in PRIMARIES {
        let bytes = [b"XYZ \0\0\0\0".as_slice(), &colour.map(fixed).concat()].concat();
        parts.push((vec![tag], bytes));
    }
    parts.push((vec![b"rTRC", b"gTRC", b"bTRC"], curve));

    let count: usize = parts.iter().map(|(tags, _)| tags.len()).sum();
    let mut table = (count as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * count;
    for (tags, mut bytes) in parts {
        let (offset, length) = ((start + data.len()) as u32, bytes.len() as u32);
        for tag in tags {
            table.extend(tag.iter().copied().chain(offset.to_be_bytes()).chain(length.to_be_bytes()));
        }
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        data.append(&mut bytes);
    }

    let size = (start + data.len()) as u32;
    let mut head = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[2, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // The day of the standard: a profile has to bear one, and this one never changes.
    for (index, part) in [1999_u16, 10, 18, 0, 0, 0].into_iter().enumerate() {
        put(24 + 2 * index, &part.to_be_bytes());
    }
    put(36, b"acsp");
    put(68, &[0.9642, 1.0, 0.8249].map(fixed).concat());
    [head, table, data].concat()
}

/// Returns the description in the form that file managers and archives read; it says the same as that of the file.
fn xmp(document: &Document) -> String {
    let [title, author, subject, producer] =
        [&document.title, &document.author, &document.subject, &document.producer].map(|text| escaped(text));
    let keywords = escaped(&document.keywords.join(", "));
    let languages = std::iter::once(document.lang).chain(document.second);
    let languages: String = languages.map(|lang| format!("<rdf:li>{}</rdf:li>", lang.tag())).collect();
    let date = if pdf_date(&document.date).is_some() {
        let moment = format!("{}T00:00:00Z", document.date);
        format!("<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>\n")
    } else {
        String::new()
    };
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
         <pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n\
         <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>\n\
         <dc:language><rdf:Bag>{languages}</rdf:Bag></dc:language>\n\
         {date}<xmp:CreatorTool>{producer}</xmp:CreatorTool>\n\
         <pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>\n\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// Returns a text as it stands in both descriptions, fit for XML.
fn escaped(text: &str) -> String {
    described(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn description_is_sound_xml() {
        assert_eq!(escaped("R&D <甲>\u{1B}\n"), "R&amp;D &lt;甲&gt;");
    }

    #[test]
    fn the_profile_tells_its_size_and_where_its_parts_are() {
        let profile = srgb();
        let number = |at: usize| u32::from_be_bytes([0, 1, 2, 3].map(|index| profile[at + index])) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        let tags: Vec<&[u8]> = (0..number(128)).map(|index| &profile[132 + 12 * index..136 + 12 * index]).collect();
        let wanted: [&[u8]; 9] = [b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"];
        assert_eq!(tags, wanted);
        for index in 0..number(128) {
            let (offset, length) = (number(136 + 12 * index), number(140 + 12 * index));
            assert!(offset % 4 == 0 && offset + length <= profile.len());
        }
        // White is the sum of the three primaries, to the precision of the table.
        let part = |tag: &[u8], axis: usize| {
            let index = tags.iter().position(|own| *own == tag).expect("it is there");
            i64::from(number(number(136 + 12 * index) + 8 + 4 * axis) as u32)
        };
        for axis in 0..3 {
            let sum: i64 = [b"rXYZ", b"gXYZ", b"bXYZ"].iter().map(|tag| part(*tag, axis)).sum();
            assert!((sum - part(b"wtpt", axis)).abs() < 20, "axis {axis}");
        }
    }
}
