//! Domains as bars, and as a radar where their number allows it.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::mark;
use super::markup::Markup;
use crate::report::{Bar, Chart, Lang, Parts, Wording};
use crate::text::{one_line, shortened};

/// Size of the radar's drawing.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 330.0;
/// Reach of a domain that is wholly in place.
const REACH: f64 = 122.0;
/// Columns of a name at the rim.
const NAME: usize = 12;

/// Draws a chart; `number` tells it apart from others of the page.
pub fn draw(page: &mut Markup, chart: &Chart, lang: Lang, number: usize) {
    page.within("figure", if chart.radar { "chart" } else { "chart lone" }, &[], |page| {
        page.running("figcaption", "", &chart.caption);
        legend(page, chart);
        page.line();
        page.within("div", "", &[], |page| {
            if chart.radar && chart.bars.len() >= 3 {
                radar(page, chart, lang, number);
                page.line();
            }
            bars(page, chart, lang);
        });
    });
}

fn legend(page: &mut Markup, chart: &Chart) {
    page.within("ul", "legend", &[], |page| {
        for (class, word) in ["certain", "possible", "target"].into_iter().zip(&chart.legend) {
            page.within("li", "", &[], |page| {
                let size = [("aria-hidden", "true"), ("width", "22"), ("height", "12")];
                page.within("svg", "swatch", &size, |page| match class {
                    "target" => {
                        page.void("line", class, &[("x1", "0"), ("x2", "22"), ("y1", "6"), ("y2", "6")]);
                        page.void("rect", class, &[("x", "10"), ("width", "3"), ("height", "12")]);
                    }
                    _ => page.void("rect", class, &[("width", "22"), ("height", "12")]),
                });
                page.within("span", "", &[], |page| page.inline(word));
            });
        }
    });
}

/// The bars stand in a table, whose rows tell the same in figures.
fn bars(page: &mut Markup, chart: &Chart, lang: Lang) {
    page.within("table", "bars", &[], |page| {
        page.within("caption", "unseen", &[], |page| page.inline(&chart.caption));
        page.within("tbody", "", &[], |page| {
            for bar in &chart.bars {
                page.line();
                page.within("tr", mark::class(bar.tone), &[], |page| {
                    page.within("th", "", &[("scope", "row")], |page| {
                        page.within("div", "marked", &[], |page| {
                            mark::draw(page, bar.tone);
                            page.stacked("span", "text", &[], &bar.label);
                        });
                    });
                    page.within("td", "drawn", &[], |page| {
                        bar_drawing(page, bar);
                        page.plain("span", "unseen", &figures(bar, &chart.legend, lang));
                    });
                    page.stacked("td", "number", &[], &bar.value);
                });
            }
        });
    });
}

fn bar_drawing(page: &mut Markup, bar: &Bar) {
    let Parts { certain, possible, target } = bar.parts();
    let share = |part: f64| format!("{}%", decimals(part * 100.0));
    page.within("svg", "bar", &[("aria-hidden", "true"), ("width", "100%"), ("height", "12")], |page| {
        page.void("rect", "track", &[("width", "100%"), ("height", "12"), ("rx", "2")]);
        if possible > 0.0 {
            page.void("rect", "possible", &[("x", &share(certain)), ("width", &share(possible)), ("height", "12")]);
        }
        if certain > 0.0 {
            page.void("rect", "certain", &[("width", &share(certain)), ("height", "12"), ("rx", "2")]);
        }
        if target > 0.0 {
            let place = [("x", share(target)), ("y", "-3".into()), ("width", "3".into()), ("height", "18".into())];
            let place = place.each_ref().map(|(name, value)| (*name, value.as_str()));
            page.void("rect", "target", &[&place[..], &[("transform", "translate(-2)")]].concat());
        }
    });
}

/// Returns the figures of a bar in words.
fn figures(bar: &Bar, legend: &[Wording; 3], lang: Lang) -> String {
    let told = legend.iter().zip(bar.percents()).filter(|(word, _)| !word.first.is_empty());
    let told = told.map(|(word, percent)| format!("{} {percent}%", word.first));
    told.collect::<Vec<String>>().join(lang.comma())
}

/// Draws the radar. What it shows stands in the bars beside it, figure by figure.
fn radar(page: &mut Markup, chart: &Chart, lang: Lang, number: usize) {
    let (title, description) = (format!("radar-{number}"), format!("radar-{number}-told"));
    let size = format!("0 0 {WIDTH} {HEIGHT}");
    let named = format!("{title} {description}");
    let drawing = [("role", "img"), ("aria-labelledby", named.as_str()), ("viewBox", &size)];
    let all = |part: fn(Parts) -> f64| polygon(&chart.bars.iter().map(|bar| part(bar.parts())).collect::<Vec<f64>>());
    page.within("svg", "radar", &drawing, |page| {
        page.within("title", "", &[("id", &title)], |page| page.text(&chart.caption.first));
        page.within("desc", "", &[("id", &description)], |page| {
            let told = chart.bars.iter().map(|bar| lang.labelled(&bar.short, &figures(bar, &chart.legend, lang)));
            page.text(&told.collect::<Vec<String>>().join("\n"));
        });
        for ring in [0.25, 0.5, 0.75, 1.0] {
            page.void("polygon", "grid", &[("points", &polygon(&vec![ring; chart.bars.len()]))]);
        }
        for index in 0..chart.bars.len() {
            let (x, y) = place(index, chart.bars.len(), 1.0);
            let centre = [decimals(WIDTH / 2.0), decimals(HEIGHT / 2.0), decimals(x), decimals(y)];
            let [x1, y1, x2, y2] = centre.each_ref().map(String::as_str);
            page.void("line", "grid", &[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
        }
        // Only the ring between the two is still open.
        let ring = format!("M{}ZM{}Z", all(|parts| parts.certain + parts.possible), all(|parts| parts.certain));
        page.void("path", "possible", &[("d", &ring)]);
        page.void("polygon", "certain", &[("points", &all(|parts| parts.certain))]);
        page.void("polygon", "target", &[("points", &all(|parts| parts.target))]);
        for (index, bar) in chart.bars.iter().enumerate() {
            let (x, y) = place(index, chart.bars.len(), 1.0 + 14.0 / REACH);
            let anchor = match x - WIDTH / 2.0 {
                side if side > 8.0 => "start",
                side if side < -8.0 => "end",
                _ => "middle",
            };
            let (x, y) = (decimals(x), decimals(y + 4.0));
            let name = shortened(&one_line(&bar.short), NAME);
            page.within("text", mark::class(bar.tone), &[("x", &x), ("y", &y), ("text-anchor", anchor)], |page| {
                page.text(&name);
            });
        }
    });
}

/// Returns the corners of a figure whose parts reach out as far as these shares.
fn polygon(shares: &[f64]) -> String {
    let mut points = String::new();
    for (index, share) in shares.iter().enumerate() {
        let (x, y) = place(index, shares.len(), *share);
        write!(points, "{}{},{}", if index == 0 { "" } else { " " }, decimals(x), decimals(y))
            .expect("a string takes any text");
    }
    points
}

fn place(index: usize, count: usize, share: f64) -> (f64, f64) {
    let angle = TAU * index as f64 / count as f64;
    (WIDTH / 2.0 + REACH * share * angle.sin(), HEIGHT / 2.0 - REACH * share * angle.cos())
}

/// Returns a number with at most two decimals: more would be bytes without sight, and differ from system to system.
fn decimals(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
