//! Strips, the pieces that no page break may cut, and how they fall onto pages.

use crate::render::pdf::page::{Item, Page};
use crate::render::pdf::style::MARGIN;

/// The part of a page that strips fill.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Upper edge on the first page.
    pub first_top: f32,
    /// Upper edge on all others.
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Frame {
    /// Returns the room on a page.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

/// A piece of content as wide as the page; its items count from its upper left corner.
#[derive(Debug, Clone, Default)]
pub struct Strip {
    /// Empty space above; dropped at the top of a page.
    pub space: f32,
    /// Its height.
    pub height: f32,
    /// Whether the next strip must be on the same page.
    pub keep: bool,
    /// Whether it begins a page.
    pub new_page: bool,
    /// Whether it only parts two things, and is not wanted at the top of a page.
    pub separator: bool,
    /// What stands in it.
    pub items: Vec<Item>,
    /// The place that it is, for links and bookmarks.
    pub place: Option<usize>,
    /// What is repeated above it when it begins a page: an index in [`Strips::carries`].
    pub carry: Option<usize>,
}

/// Strips in reading order.
#[derive(Debug, Default)]
pub struct Strips {
    /// The strips.
    pub strips: Vec<Strip>,
    /// Heads that strips ask to be repeated.
    pub carries: Vec<Strip>,
}

impl Strips {
    /// Adds strips.
    pub fn extend(&mut self, strips: Vec<Strip>) {
        self.strips.extend(strips);
    }

    /// Adds strips below a head that is repeated above each of them that begins a page. A head that would
    /// take much of the page is not repeated.
    pub fn extend_under(&mut self, head: Strip, strips: Vec<Strip>, frame: Frame) {
        let carry = (head.height <= frame.height() / 5.0).then_some(self.carries.len());
        if carry.is_some() {
            self.carries.push(head);
        }
        self.strips.extend(strips.into_iter().map(|strip| Strip { carry, ..strip }));
    }
}

/// Where a place came to stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// The place.
    pub place: usize,
    /// Index of the page.
    pub page: usize,
    /// Upper edge.
    pub top: f32,
}

/// Strips on pages.
#[derive(Debug, Default)]
pub struct Flowed {
    /// The pages.
    pub pages: Vec<Page>,
    /// Places in reading order.
    pub anchors: Vec<Anchor>,
    /// Where the last page's content ends.
    pub end: f32,
}

/// Returns the strips on pages. Strips that are kept together move together as long as a page can hold
/// them; each strip is looked at a fixed number of times, so this is linear.
pub fn paginate(strips: Strips, frame: Frame) -> Flowed {
    let Strips { strips, carries } = strips;
    let mut filler = Filler { flowed: Flowed::default(), frame, carries: &carries, y: 0.0, empty: true };
    let mut rest = strips.into_iter().peekable();
    let mut chain: Vec<Strip> = Vec::new();
    while let Some(strip) = rest.next() {
        let goes_on = strip.keep && rest.peek().is_some_and(|next| !next.new_page);
        chain.push(strip);
        if !goes_on {
            filler.place(&mut chain);
        }
    }
    filler.flowed.end = filler.y;
    filler.flowed
}

struct Filler<'a> {
    flowed: Flowed,
    frame: Frame,
    carries: &'a [Strip],
    y: f32,
    empty: bool,
}

impl Filler<'_> {
    fn place(&mut self, chain: &mut Vec<Strip>) {
        let Some(first) = chain.first() else { return };
        let height: f32 = chain.iter().map(|strip| strip.space + strip.height).sum();
        let without_space = height - first.space;
        if self.flowed.pages.is_empty() || (first.new_page && !self.empty) {
            self.turn(first.carry);
        } else if !self.empty && !self.fits(height) {
            let carried = first.carry.map_or(0.0, |index| self.carries[index].height);
            if without_space + carried <= self.frame.height() + 0.01 {
                self.turn(first.carry);
            }
        }
        for strip in chain.drain(..) {
            if strip.separator && self.empty {
                continue;
            }
            let space = if self.empty { 0.0 } else { strip.space };
            if !self.empty && !self.fits(space + strip.height) {
                self.turn(strip.carry);
                self.set(strip, 0.0);
            } else {
                self.set(strip, space);
            }
        }
    }

    fn fits(&self, height: f32) -> bool {
        self.y + height <= self.frame.bottom + 0.01
    }

    fn turn(&mut self, carry: Option<usize>) {
        self.y = if self.flowed.pages.is_empty() { self.frame.first_top } else { self.frame.top };
        self.flowed.pages.push(Page::default());
        self.empty = true;
        if let Some(index) = carry {
            let carries = self.carries;
            let again = carries[index].clone();
            let items = again.items.into_iter().map(Item::repeated).collect();
            self.set(Strip { items, ..again }, 0.0);
            // What is carried does not count as content: space below it is part of it.
            self.empty = true;
        }
    }

    fn set(&mut self, strip: Strip, space: f32) {
        self.y += space;
        let page = self.flowed.pages.len() - 1;
        if let Some(place) = strip.place {
            self.flowed.anchors.push(Anchor { place, page, top: self.y });
        }
        let top = self.y;
        self.flowed.pages[page].items.extend(strip.items.into_iter().map(|mut item| {
            item.shift(MARGIN, top);
            item
        }));
        self.y += strip.height;
        self.empty = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { first_top: 0.0, top: 0.0, bottom: 100.0 };

    fn strip(height: f32, keep: bool) -> Strip {
        Strip { height, keep, place: Some(0), ..Strip::default() }
    }

    fn pages(strips: Vec<Strip>) -> Vec<usize> {
        let flowed = paginate(Strips { strips, carries: Vec::new() }, FRAME);
        flowed.anchors.iter().map(|anchor| anchor.page).collect()
    }

    #[test]
    fn strips_fill_a_page_before_the_next_begins() {
        assert_eq!(pages(vec![strip(50.0, false), strip(50.0, false), strip(1.0, false)]), [0, 0, 1]);
    }

    #[test]
    fn kept_strips_move_together() {
        assert_eq!(pages(vec![strip(60.0, false), strip(20.0, true), strip(30.0, false)]), [0, 1, 1]);
    }

    #[test]
    fn a_chain_taller_than_a_page_is_cut_where_it_must() {
        assert_eq!(pages(vec![strip(60.0, true), strip(30.0, true), strip(30.0, false)]), [0, 0, 1]);
    }

    #[test]
    fn a_separator_is_dropped_at_the_top_of_a_page() {
        let separator = || Strip { separator: true, ..strip(10.0, true) };
        let strips = vec![separator(), strip(90.0, false), separator(), strip(90.0, false)];
        assert_eq!(pages(strips), [0, 1]);
        assert_eq!(pages(vec![strip(40.0, false), separator(), strip(40.0, false)]), [0, 0, 0]);
    }

    #[test]
    fn a_chain_ends_where_a_page_must_begin() {
        let opener = Strip { new_page: true, ..strip(10.0, false) };
        assert_eq!(pages(vec![strip(10.0, true), opener]), [0, 1]);
    }

    #[test]
    fn space_is_dropped_at_the_top_and_heads_are_repeated() {
        let mut strips = Strips::default();
        let rows = (0..5).map(|_| Strip { space: 5.0, ..strip(40.0, false) }).collect();
        strips.extend_under(Strip { height: 15.0, ..Strip::default() }, rows, FRAME);
        let tops: Vec<_> = paginate(strips, FRAME).anchors.iter().map(|a| (a.page, a.top)).collect();
        // The carry above the very first strip stands for a head that is not in the list here.
        assert_eq!(tops, [(0, 15.0), (0, 60.0), (1, 15.0), (1, 60.0), (2, 15.0)]);
    }
}
