//! The structure of the file, for those who hear it or take it apart: what each text is, and in which order they are
//! read (ISO 32000-1, 14.7 and 14.8).

use std::collections::BTreeMap;

use lopdf::{Document as File, Object, ObjectId, dictionary};

use super::{Link, page_mut, utf16};
use crate::render::pdf::PdfError;
use crate::render::pdf::page::{Layout, Role, Tag};

/// What an element holds, in reading order.
#[derive(Clone, Copy)]
enum Kid {
    /// A part of a page: index of the page, number of the part.
    Part(usize, usize),
    /// A link: its index.
    Link(usize),
    /// Another element.
    Element(usize),
}

/// PDF/A-1 allows no array of more than 8,191 entries (ISO 19005-1, 6.1.12); a number tree is cut well before.
const ENTRIES: usize = 2000;

/// Adds the structure and returns its root. Elements that hold nothing are left out.
pub fn add(
    file: &mut File,
    layout: &Layout,
    pages: &[ObjectId],
    parts: &[Vec<Tag>],
    links: &[Link],
) -> Result<ObjectId, PdfError> {
    let kids = kids(layout, parts, links);
    let ids: BTreeMap<usize, ObjectId> = (0..layout.elements.len())
        .filter(|&index| index == 0 || !kids[index].is_empty())
        .map(|index| (index, file.new_object_id()))
        .collect();
    let root = file.new_object_id();
    for (&index, &id) in &ids {
        let element = &layout.elements[index];
        let mut own = dictionary! {
            "S" => element.role.name(),
            "P" => if index == 0 { root } else { ids[&(element.parent.0 as usize)] },
        };
        let home = kids[index].iter().find_map(|kid| match kid {
            Kid::Part(page, _) => Some(*page),
            Kid::Link(link) => Some(links[*link].page),
            Kid::Element(_) => None,
        });
        if let Some(page) = home {
            own.set("Pg", pages[page]);
        }
        let mut all: Vec<Object> = kids[index]
            .iter()
            .map(|kid| match *kid {
                Kid::Part(page, number) if Some(page) == home => (number as i64).into(),
                Kid::Part(page, number) => {
                    dictionary! { "Type" => "MCR", "Pg" => pages[page], "MCID" => number as i64 }.into()
                }
                Kid::Link(link) => dictionary! {
                    "Type" => "OBJR", "Pg" => pages[links[link].page], "Obj" => links[link].id,
                }
                .into(),
                Kid::Element(element) => ids[&element].into(),
            })
            .collect();
        own.set("K", if all.len() == 1 { all.remove(0) } else { Object::Array(all) });
        if let Some(lang) = element.lang {
            own.set("Lang", Object::string_literal(lang.tag()));
        }
        if let Some(alt) = &element.alt {
            own.set("Alt", utf16(alt));
        }
        if element.role == Role::TH {
            own.set("A", dictionary! { "O" => "Table", "Scope" => "Column" });
        }
        file.set_object(id, own);
    }
    let tree = parent_tree(file, pages, parts, links, &ids)?;
    let next = (pages.len() + links.len()) as i64;
    let own = dictionary! {
        "Type" => "StructTreeRoot", "K" => ids[&0], "ParentTree" => tree, "ParentTreeNextKey" => next,
    };
    file.set_object(root, own);
    Ok(root)
}

/// What each element holds. Its own parts come first, in the order of the pages, then the elements in it, in the order
/// in which they were made, which is that of reading.
fn kids(layout: &Layout, parts: &[Vec<Tag>], links: &[Link]) -> Vec<Vec<Kid>> {
    let mut kids: Vec<Vec<Kid>> = vec![Vec::new(); layout.elements.len()];
    for (page, tags) in parts.iter().enumerate() {
        for (number, tag) in tags.iter().enumerate() {
            kids[tag.0 as usize].push(Kid::Part(page, number));
        }
    }
    for (index, link) in links.iter().enumerate() {
        if let Some(own) = kids.get_mut(link.tag.0 as usize) {
            own.push(Kid::Link(index));
        }
    }
    // From the last to the first: an element is made after its holder, so what it holds is known before it is asked.
    let mut empty = vec![false; kids.len()];
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); kids.len()];
    for index in (1..kids.len()).rev() {
        empty[index] = kids[index].is_empty() && inside[index].is_empty();
        if !empty[index] {
            inside[layout.elements[index].parent.0 as usize].push(index);
        }
    }
    for (own, inside) in kids.iter_mut().zip(inside) {
        own.extend(inside.into_iter().rev().map(Kid::Element));
    }
    kids
}

/// Adds the way back: from each part of a page and from each link to its element.
fn parent_tree(
    file: &mut File,
    pages: &[ObjectId],
    parts: &[Vec<Tag>],
    links: &[Link],
    ids: &BTreeMap<usize, ObjectId>,
) -> Result<ObjectId, PdfError> {
    let mut entries: Vec<(i64, Object)> = Vec::new();
    for (index, tags) in parts.iter().enumerate() {
        let own: Vec<Object> = tags.iter().map(|tag| ids[&(tag.0 as usize)].into()).collect();
        let list = file.add_object(own);
        entries.push((index as i64, list.into()));
        let page = page_mut(file, pages[index])?;
        page.set("StructParents", index as i64);
        page.set("Tabs", "S");
    }
    for (index, link) in links.iter().enumerate() {
        if let Some(&element) = ids.get(&(link.tag.0 as usize)) {
            entries.push(((pages.len() + index) as i64, element.into()));
        }
    }
    let leaves = entries.chunks(ENTRIES).map(|chunk| {
        let (first, last) = (chunk[0].0, chunk[chunk.len() - 1].0);
        let nums: Vec<Object> = chunk.iter().flat_map(|(key, value)| [(*key).into(), value.clone()]).collect();
        file.add_object(dictionary! { "Limits" => vec![first.into(), last.into()], "Nums" => nums }).into()
    });
    let leaves: Vec<Object> = leaves.collect();
    Ok(file.add_object(dictionary! { "Kids" => leaves }))
}
