//! What cards and questions have in common: how they go over a page, and their remarks on one line.

use super::flow::{Strip, Strips};
use super::setter::{Setter, kept_among};
use super::table;
use crate::report::Wording;

/// Adds what belongs together under a head: a line and the head as the first two strips, then the rest. `whole` is
/// the part of a page up to which it stays whole; a longer one goes on over the page, where its head is told again.
pub fn add(setter: &Setter<'_>, id: &str, title: &Wording, mut strips: Vec<Strip>, whole: f32, flow: &mut Strips) {
    if let Some(last) = strips.last_mut() {
        last.keep = false;
    }
    // Its end is never alone on the next page.
    if let [.., before, _] = strips.as_mut_slice() {
        before.keep = true;
    }
    let height: f32 = strips.iter().map(|strip| strip.space + strip.height).sum();
    if height <= setter.body.height() * whole {
        strips = kept_among(strips);
    }
    let title = format!("{id} {}", title.first);
    let reminder = table::continued(setter, &title, Strip { height: 2.0, ..Strip::default() });
    // The line above and the head itself are never below a reminder of the head.
    let mut strips = strips.into_iter();
    flow.extend(strips.by_ref().take(2).collect());
    flow.extend_under(reminder, strips.collect(), setter.body);
}

/// Returns remarks on one line. The typeface's middle dot is as wide as a Han character: it brings its own space.
pub fn on_one_line(tags: &[Wording]) -> Wording {
    let join = |second: bool| {
        let own = |tag: &Wording| if second { tag.second.clone() } else { None }.unwrap_or(tag.first.clone());
        tags.iter().map(own).collect::<Vec<String>>().join("·")
    };
    let second = tags.iter().any(|tag| tag.second.is_some()).then(|| join(true));
    Wording { first: join(false), second }
}
