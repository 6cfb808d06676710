//! Reads the text of a PDF file back, with nothing but what stands in the file.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document as File, Object};

/// Characters of each code of a font, from its ToUnicode map.
fn characters(file: &File, font: &Dictionary) -> BTreeMap<u16, String> {
    let map = font.get(b"ToUnicode").and_then(Object::as_reference).expect("a font has a map");
    let stream = file.get_object(map).and_then(Object::as_stream).expect("the map is a stream");
    let text = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let text = String::from_utf8(text).expect("the map is text");
    let hex = |text: &str| u16::from_str_radix(text, 16).expect("four hexadecimal digits");
    text.lines()
        .filter_map(|line| {
            let (code, units) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
            let units: Vec<u16> = (0..units.len() / 4).map(|at| hex(&units[at * 4..at * 4 + 4])).collect();
            Some((hex(code), String::from_utf16(&units).ok()?)).filter(|_| code != "0000")
        })
        .collect()
}

/// Text of each page in the order in which it is drawn.
pub fn texts(file: &File) -> Vec<String> {
    parts(file).into_iter().map(|parts| parts.into_iter().map(|(_, text)| text).collect()).collect()
}

/// Text of each page in pieces: the number of the part of an element that it belongs to, or none for what is no content.
pub fn parts(file: &File) -> Vec<Vec<(Option<i64>, String)>> {
    let mut known: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = BTreeMap::new();
    file.get_pages()
        .into_values()
        .map(|page| {
            let fonts = file.get_page_fonts(page).expect("a page has fonts");
            let content = Content::decode(&file.get_page_content(page)).expect("content can be read");
            let (mut parts, mut font) = (Vec::new(), Vec::new());
            let mut open = None;
            for operation in &content.operations {
                match operation.operator.as_str() {
                    "BMC" => assert!(open.replace((None, String::new())).is_none(), "no part begins in another"),
                    "BDC" => {
                        let own = operation.operands[1].as_dict().and_then(|own| own.get(b"MCID"));
                        let number = own.and_then(Object::as_i64).expect("a number");
                        assert!(open.replace((Some(number), String::new())).is_none(), "no part begins in another");
                    }
                    "EMC" => parts.push(open.take().expect("a part was begun")),
                    "Tf" => font = operation.operands[0].as_name().expect("a font name").to_vec(),
                    "Tj" => {
                        let codes = operation.operands[0].as_str().expect("a string");
                        let map = known.entry(font.clone()).or_insert_with(|| characters(file, fonts[&font]));
                        let (_, text) = open.as_mut().expect("every text is a part of something");
                        for pair in codes.chunks(2) {
                            text.push_str(&map[&u16::from_be_bytes([pair[0], pair[1]])]);
                        }
                    }
                    _ => {}
                }
            }
            assert!(open.is_none(), "every part ends");
            parts
        })
        .collect()
}
