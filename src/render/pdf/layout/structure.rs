//! What the texts are, noted down while they are set: sections, headings, lists, tables, pictures.
//!
//! An element that comes to hold nothing on any page is left out when the file is finished, so setting something
//! twice to see how long it becomes does no harm.

use std::cell::{Cell, RefCell};

use crate::render::pdf::page::{Element, Role, Tag};
use crate::report::Lang;

/// The elements so far, and the one that holds what is set next.
#[derive(Debug)]
pub struct Structure {
    elements: RefCell<Vec<Element>>,
    holder: Cell<Tag>,
    /// Language of second texts.
    second: Option<Lang>,
}

impl Structure {
    /// Begins with the document as a whole.
    pub fn new(second: Option<Lang>) -> Self {
        let document = Element { role: Role::Document, parent: Tag::DOCUMENT, lang: None, alt: None };
        Self { elements: RefCell::new(vec![document]), holder: Cell::new(Tag::DOCUMENT), second }
    }

    /// Adds an element to the current holder.
    pub fn leaf(&self, role: Role) -> Tag {
        self.add(Element { role, parent: self.holder.get(), lang: None, alt: None })
    }

    /// Adds an element to another one.
    pub fn leaf_of(&self, parent: Tag, role: Role) -> Tag {
        self.add(Element { role, parent, lang: None, alt: None })
    }

    /// Adds a picture to the current holder, with what it shows in words.
    pub fn figure(&self, alt: String) -> Tag {
        self.add(Element { role: Role::Figure, parent: self.holder.get(), lang: None, alt: Some(alt) })
    }

    /// Adds words in the second language to an element; nothing to what is no content.
    pub fn second_of(&self, parent: Tag) -> Tag {
        if parent == Tag::ARTIFACT {
            return parent;
        }
        self.add(Element { role: Role::Span, parent, lang: self.second, alt: None })
    }

    fn add(&self, element: Element) -> Tag {
        if self.holder.get() == Tag::ARTIFACT {
            return Tag::ARTIFACT;
        }
        let mut elements = self.elements.borrow_mut();
        elements.push(element);
        Tag((elements.len() - 1) as u32)
    }

    /// Adds an element and makes it the holder of what `set` sets.
    pub fn within<T>(&self, role: Role, set: impl FnOnce() -> T) -> T {
        self.under(self.leaf(role), set)
    }

    /// Makes an element the holder of what `set` sets.
    pub fn under<T>(&self, holder: Tag, set: impl FnOnce() -> T) -> T {
        let before = self.holder.replace(holder);
        let done = set();
        self.holder.set(before);
        done
    }

    /// Returns all elements.
    pub fn into_elements(self) -> Vec<Element> {
        self.elements.into_inner()
    }
}
