//! Draws placed items with printpdf; the only place that names it.
//!
//! Fonts go in under fixed names and links by position, because printpdf's own ids come from one counter
//! for the whole process and would make the second file differ from the first.

use std::collections::BTreeMap;

use printpdf::{
    Color, CurTransMat, DictItem, FontId, FontMetrics, Line, LineDashPattern, LinePoint, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt,
    Rect, Rgb, TextItem, TextMatrix, WindingOrder,
};

use super::canvas::{Canvas, draw};
use super::finish::Draft;
use super::font::{EM, Face};
use super::page::{Area, Colour, Layout, Role, Size, Stroke, Tag, TextRun, Vertex};
use super::subset::{Embedded, EmbeddedFace};

/// Returns the layout as a file in the making: pages and fonts, but no links, no outline and no description; and for
/// each page the elements of its parts, by their numbers in the file.
pub fn paint(layout: &Layout, embedded: &Embedded) -> (Draft, Vec<Vec<Tag>>) {
    let mut paper = Paper::new(layout.size);
    let parts = draw(layout, &mut paper);
    let mut document = PdfDocument::new("");
    document.pages = paper.pages;
    for (&face, cut) in &embedded.faces {
        document.resources.fonts.map.insert(font_id(face), PdfFont::new(parsed(face, cut)));
    }
    // The one operation that printpdf has no word for is ours: it shows the logo. Compressing comes last, in `finish`.
    let options = PdfSaveOptions { secure: false, optimize: false, ..PdfSaveOptions::default() };
    (printpdf::to_lopdf_doc(&document, &options, &mut Vec::new()), parts)
}

/// Length of a dot and of the gap behind it, in points.
const DOT: [f32; 2] = [1.0, 4.0];

/// Name of the logo among the resources of its page.
pub const LOGO: &str = "Logo";

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
struct Paper {
    size: Size,
    pages: Vec<PdfPage>,
    ops: Vec<Op>,
    in_text: bool,
    is_artifact: bool,
    font: Option<(Face, f32)>,
    fill: Option<Colour>,
    stroke: Option<Stroke>,
}

impl Paper {
    fn new(size: Size) -> Self {
        Self {
            size,
            pages: Vec::new(),
            ops: Vec::new(),
            in_text: false,
            is_artifact: false,
            font: None,
            fill: None,
            stroke: None,
        }
    }

    /// A PDF counts from the lower left corner.
    fn place(&self, x: f32, y: f32) -> Point {
        Point { x: points(x), y: points(self.size.height - y) }
    }

    fn rect(&self, area: Area) -> Rect {
        let corner = self.place(area.x, area.y + area.height);
        Rect::from_xywh(corner.x, corner.y, points(area.width), points(area.height))
    }

    fn begin_text(&mut self) {
        if !std::mem::replace(&mut self.in_text, true) {
            self.ops.push(Op::StartTextSection);
        }
    }

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
        if before.is_some_and(|old| old.dotted) != stroke.dotted {
            let pattern = if stroke.dotted { DOT.to_vec() } else { Vec::new() };
            self.ops.push(Op::SetLineDashPattern {
                dash: LineDashPattern { pattern: pattern.into(), ..Default::default() },
            });
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
        *self = Self { pages, ..Self::new(self.size) };
    }

    fn begin_element(&mut self, role: Role, number: usize) {
        // Parts begin and end inside one text, which saves beginning a text for each of them.
        if role == Role::Figure {
            self.end_text()
        } else {
            self.begin_text()
        }
        let number = DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX));
        let properties = DictItem::Dict { map: BTreeMap::from([("MCID".to_owned(), number)]) };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: role.name().to_owned(), properties });
    }

    fn begin_artifact(&mut self) {
        self.end_text();
        self.is_artifact = true;
        self.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_owned() });
    }

    fn end_part(&mut self) {
        if self.is_artifact {
            self.end_text();
        }
        self.is_artifact = false;
        self.ops.push(Op::EndMarkedContent);
    }

    fn text(&mut self, run: &TextRun) {
        self.begin_text();
        if self.font.replace((run.face, run.size)) != Some((run.face, run.size)) {
            let font = PdfFontHandle::External(font_id(run.face));
            self.ops.push(Op::SetFont { font, size: points(run.size) });
        }
        self.fill_with(run.colour);
        let at = self.place(run.x, run.baseline);
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(at.x, at.y) });
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(run.text.clone())] });
    }

    fn rectangle(&mut self, area: Area, fill: Option<Colour>, stroke: Option<Stroke>) {
        if let Some(mode) = self.mode(fill, stroke) {
            let rectangle = Rect { mode: Some(mode), winding_order: Some(WindingOrder::NonZero), ..self.rect(area) };
            self.ops.push(Op::DrawRectangle { rectangle });
        }
    }

    fn polygon(&mut self, vertices: &[Vertex], fill: Option<Colour>, stroke: Option<Stroke>) {
        if let Some(mode) = self.mode(fill, stroke) {
            let points = vertices
                .iter()
                .map(|vertex| LinePoint { p: self.place(vertex.x, vertex.y), bezier: vertex.handle })
                .collect();
            let polygon = Polygon { rings: vec![PolygonRing { points }], mode, winding_order: WindingOrder::NonZero };
            self.ops.push(Op::DrawPolygon { polygon });
        }
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), stroke: Stroke) {
        self.end_text();
        self.stroke_with(stroke);
        let points = [from, to].iter().map(|&(x, y)| LinePoint { p: self.place(x, y), bezier: false }).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn logo(&mut self, area: Area) {
        self.end_text();
        let corner = self.place(area.x, area.y + area.height);
        let matrix = CurTransMat::Raw([area.width, 0.0, 0.0, area.height, corner.x.0, corner.y.0]);
        self.ops.extend([
            Op::SaveGraphicsState,
            Op::SetTransformationMatrix { matrix },
            Op::Unknown { key: "Do".to_owned(), value: vec![DictItem::Name(LOGO.as_bytes().to_vec())] },
            Op::RestoreGraphicsState,
        ]);
    }

    fn end_page(&mut self) {
        self.end_text();
        let size = Rect::from_wh(Pt(self.size.width), Pt(self.size.height));
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

fn paint_colour(colour: Colour) -> Color {
    let share = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: share(colour.0), g: share(colour.1), b: share(colour.2), icc_profile: None })
}
