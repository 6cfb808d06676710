//! The finished PDF, read back with lopdf.

use gradus::render::pdf::render;
use gradus::report::{self, Lang};

#[path = "pdf/sample.rs"]
mod sample;

#[test]
#[ignore = "writes files to look at"]
fn write_samples() {
    let folder = std::env::var("GRADUS_SAMPLES").expect("GRADUS_SAMPLES names a folder");
    for lang in [Lang::En, Lang::ZhTw] {
        let rendered = render(&sample::document(lang)).expect("a sample can be rendered");
        println!("{} pages, missing {:?}", rendered.pages, rendered.missing);
        std::fs::write(format!("{folder}/{}.pdf", lang.tag()), rendered.bytes).expect("the folder is there");
    }
}
