//! Draws placed items with printpdf; the only place that names it.
//!
//! Fonts go in under fixed names and links by position, because printpdf's own ids come from one counter
//! for the whole process and would make the second file differ from the first.

use std::collections::BTreeMap;

use printpdf::{
    Actions, BorderArray, Color, ColorArray, Destination, FontId, FontMetrics, HighlightingMode, Line, LinePoint,
    LinkAnnotation, Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage,
    PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix, WindingOrder,
};

use super::canvas::{Canvas, draw};
use super::finish::Draft;
use super::font::{EM, Face};
use super::page::{Area, Colour, Layout, PAGE_HEIGHT, PAGE_WIDTH, Stroke, TextRun, Vertex};
use super::subset::{Embedded, EmbeddedFace};

/// Returns the layout as a file in the making: pages, fonts and links, but no outline and no description.
pub fn paint(layout: &Layout, embedded: &Embedded) -> Draft {
    let mut paper = Paper::default();
    draw(layout, &mut paper);
    let mut document = PdfDocument::new("");
    document.pages = paper.pages;
    for (&face, cut) in &embedded.faces {
        document.resources.fonts.map.insert(font_id(face), PdfFont::new(parsed(face, cut)));
    }
    printpdf::to_lopdf_doc(&document, &PdfSaveOptions::default(), &mut Vec::new())
}

/// Returns the name of a face in the file. The six letters tell that it is cut.
pub const fn font_name(face: Face) -> &'static str {
    match face {
        Face::Regular => "GRADUR+NotoSansTC-Regular",
        Face::Bold => "GRADUB+NotoSansTC-Bold",
    }
}

fn font_id(face: Face) -> FontId {
    let (tag, _) = font_name(face).split_at(6);
    FontId(tag.to_owned())
}

fn parsed(face: Face, cut: &EmbeddedFace) -> ParsedFont {
    let metrics = &cut.metrics;
    let units = EM as u16;
    let mut font = ParsedFont::with_glyph_data(
        cut.bytes.clone(),
        0,
        Some(font_name(face).to_owned()),
        cut.codes.iter().map(|(&character, &code)| (character.into(), code)).collect::<BTreeMap<u32, u16>>(),
        cut.widths.clone(),
        units,
        FontMetrics { ascent: metrics.ascent, descent: metrics.descent },
    );
    let [x_min, y_min, x_max, y_max] = metrics.bounds;
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: units,
        x_min,
        y_min,
        x_max,
        y_max,
        us_weight_class: metrics.weight,
        ..PdfFontMetricsStub::default()
    };
    font
}

/// Pages in the making. What is set already is not said again: that keeps the file small.
#[derive(Default)]
struct Paper {
    pages: Vec<PdfPage>,
    ops: Vec<Op>,
    in_text: bool,
    font: Option<(Face, f32)>,
    fill: Option<Colour>,
    stroke: Option<Stroke>,
}

impl Paper {
    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn fill_with(&mut self, colour: Colour) {
        if self.fill.replace(colour) != Some(colour) {
            self.ops.push(Op::SetFillColor { col: paint_colour(colour) });
        }
    }

    fn stroke_with(&mut self, stroke: Stroke) {
        let before = self.stroke.replace(stroke);
        if before.map(|old| old.colour) != Some(stroke.colour) {
            self.ops.push(Op::SetOutlineColor { col: paint_colour(stroke.colour) });
        }
        if before.map(|old| old.width) != Some(stroke.width) {
            self.ops.push(Op::SetOutlineThickness { pt: points(stroke.width) });
        }
    }

    /// Prepares colours and returns how a form is painted with them.
    fn mode(&mut self, fill: Option<Colour>, stroke: Option<Stroke>) -> Option<PaintMode> {
        self.end_text();
        if let Some(colour) = fill {
            self.fill_with(colour);
        }
        if let Some(stroke) = stroke {
            self.stroke_with(stroke);
        }
        match (fill, stroke) {
            (Some(_), Some(_)) => Some(PaintMode::FillStroke),
            (Some(_), None) => Some(PaintMode::Fill),
            (None, Some(_)) => Some(PaintMode::Stroke),
            (None, None) => None,
        }
    }
}

impl Canvas for Paper {
    fn begin_page(&mut self) {
        let pages = std::mem::take(&mut self.pages);
        *self = Self { pages, ..Self::default() };
    }

    fn text(&mut self, run: &TextRun) {
        if !self.in_text {
            self.in_text = true;
            self.ops.push(Op::StartTextSection);
        }
        if self.font.replace((run.face, run.size)) != Some((run.face, run.size)) {
            let font = PdfFontHandle::External(font_id(run.face));
            self.ops.push(Op::SetFont { font, size: points(run.size) });
        }
        self.fill_with(run.colour);
        let at = place(run.x, run.baseline);
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(at.x, at.y) });
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(run.text.clone())] });
    }

    fn rectangle(&mut self, area: Area, fill: Option<Colour>, stroke: Option<Stroke>) {
        if let Some(mode) = self.mode(fill, stroke) {
            let rectangle = Rect { mode: Some(mode), winding_order: Some(WindingOrder::NonZero), ..rect(area) };
            self.ops.push(Op::DrawRectangle { rectangle });
        }
    }

    fn polygon(&mut self, vertices: &[Vertex], fill: Option<Colour>, stroke: Option<Stroke>) {
        if let Some(mode) = self.mode(fill, stroke) {
            let points = vertices
                .iter()
                .map(|vertex| LinePoint { p: place(vertex.x, vertex.y), bezier: vertex.handle })
                .collect();
            let polygon = Polygon { rings: vec![PolygonRing { points }], mode, winding_order: WindingOrder::NonZero };
            self.ops.push(Op::DrawPolygon { polygon });
        }
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), stroke: Stroke) {
        self.end_text();
        self.stroke_with(stroke);
        let points = [from, to].iter().map(|&(x, y)| LinePoint { p: place(x, y), bezier: false }).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn link(&mut self, area: Area, page: usize, top: f32) {
        // printpdf counts pages from 1.
        let top = Some(place(0.0, top - 8.0).y.0);
        let target = Destination::Xyz { page: page + 1, left: Some(0.0), top, zoom: None };
        let link = LinkAnnotation::new(
            rect(area),
            Actions::go_to(target),
            Some(BorderArray::Solid([0.0; 3])),
            Some(ColorArray::Transparent),
            Some(HighlightingMode::Invert),
        );
        self.ops.push(Op::LinkAnnotation { link });
    }

    fn end_page(&mut self) {
        self.end_text();
        let size = Rect::from_wh(Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT));
        self.pages.push(PdfPage {
            media_box: size.clone(),
            trim_box: size.clone(),
            crop_box: size,
            ops: std::mem::take(&mut self.ops),
        });
    }
}

/// Hundredths of a point are finer than any printer and short to write.
fn points(value: f32) -> Pt {
    Pt((value * 100.0).round() / 100.0)
}

/// A PDF counts from the lower left corner.
fn place(x: f32, y: f32) -> Point {
    Point { x: points(x), y: points(PAGE_HEIGHT - y) }
}

fn rect(area: Area) -> Rect {
    let corner = place(area.x, area.y + area.height);
    Rect::from_xywh(corner.x, corner.y, points(area.width), points(area.height))
}

fn paint_colour(colour: Colour) -> Color {
    let share = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: share(colour.0), g: share(colour.1), b: share(colour.2), icc_profile: None })
}
