//! The value at a path, with its neighbours.
//!
//! The file is walked as it is when it is read, so that a path leads to the same value both times,
//! also behind an element that could not be read.

use std::collections::VecDeque;
use std::io::Read;

use bonafide_records::Place;

use super::pointer;
use super::tree::{self, Everything, Node};
use super::walk::{self, Sink};
use crate::greenhouse;

/// Bytes of a neighbour that are kept for display.
const NEIGHBOUR: usize = 256 * 1024;

/// Neighbours on either side.
const NEIGHBOURS: usize = 2;

/// A value and what stands around it in its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundValue {
    /// Its raw text.
    pub(crate) text: String,
    /// Up to two values before it, in the order of the file: path and raw text.
    pub(crate) before: Vec<(String, String)>,
    /// Up to two values behind it.
    pub(crate) after: Vec<(String, String)>,
}

/// Finds the value at a path as [`Place::Path`] gives it: a record, or a value inside one.
/// `input` is decoded UTF-8 without a byte order mark. `None` where nothing stands there.
pub(crate) fn find_json(input: impl Read, path: &str) -> Option<FoundValue> {
    pointer::read(path)?;
    let mut finder = Finder { path, before: VecDeque::new(), found: None };
    walk::walk(input, &mut finder);
    finder.found
}

struct Finder<'p> {
    path: &'p str,
    /// The records before the one at hand.
    before: VecDeque<(String, String)>,
    found: Option<FoundValue>,
}

impl Finder<'_> {
    /// Looks for the value inside this record, whose path is a part of the one that is sought.
    fn inside(&mut self, raw: &str, own: &str) {
        let Some(rest) = self.path.strip_prefix(own) else {
            return;
        };
        if rest.is_empty() {
            let before = self.before.drain(..).filter(|(path, _)| siblings(path, own)).collect();
            self.found = Some(FoundValue { text: raw.trim().to_owned(), before, after: Vec::new() });
            return;
        }
        if !rest.starts_with('/') {
            return;
        }
        let Ok(root) = tree::parse(raw, &mut Everything) else {
            return;
        };
        let Some((_, keys)) = pointer::read(rest) else {
            return;
        };
        let Some((last, parents)) = keys.split_last() else {
            return;
        };
        let mut node = &root;
        for key in parents {
            match child(node, key) {
                Some(inner) => node = inner,
                None => return,
            }
        }
        let Some(target) = child(node, last) else {
            return;
        };
        let parent = self.path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let (before, after) = neighbours(node, last, parent);
        self.found = Some(FoundValue { text: target.raw.to_owned(), before, after });
    }
}

impl Sink for Finder<'_> {
    fn is_record(&self, keys: &[&str], partly: bool) -> bool {
        greenhouse::is_record(keys, partly)
    }

    fn record(&mut self, raw: &str, place: Place) {
        let Place::Path(own) = place else {
            return;
        };
        if let Some(found) = &mut self.found {
            if siblings(&own, self.path) && found.after.len() < NEIGHBOURS {
                found.after.push((own.to_string(), glance(raw)));
            }
            return;
        }
        self.inside(raw, &own);
        if self.found.is_none() {
            if self.before.len() == NEIGHBOURS {
                self.before.pop_front();
            }
            self.before.push_back((own.to_string(), glance(raw)));
        }
    }

    fn unknown(&mut self, _raw: &str, _place: Place, _keys: &[&str]) {}

    fn set_aside(&mut self, _place: Option<Place>, _why: String) {}

    fn found(&self) -> (u64, u64) {
        // Counts nothing: the walk then only asks to forget unknown objects, of which none is kept.
        (0, 0)
    }

    fn forget_unknown(&mut self, _known: u64) {}

    fn done(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.after.len() >= NEIGHBOURS)
    }
}

/// Whether both paths lead to elements of one list.
fn siblings(one: &str, other: &str) -> bool {
    let parent = |path: &str| path.rsplit_once('/').map(|(parent, _)| parent.len());
    let (Some(length), Some(same)) = (parent(one), parent(other)) else {
        return false;
    };
    length == same && one.get(..length) == other.get(..length)
}

fn child<'n, 'a>(node: &'n Node<'a>, key: &str) -> Option<&'n Node<'a>> {
    if node.is_object() {
        return node.get(key);
    }
    node.elements().get(key.parse::<usize>().ok()?)
}

type Neighbours = Vec<(String, String)>;

/// The elements around one, in a list inside a record.
fn neighbours(list: &Node<'_>, key: &str, parent: &str) -> (Neighbours, Neighbours) {
    let elements = list.elements();
    let Some(index) = key.parse::<usize>().ok().filter(|index| *index < elements.len()) else {
        return (Vec::new(), Vec::new());
    };
    let show = |from: usize, to: usize| -> Neighbours {
        let part = elements.get(from..to.min(elements.len())).unwrap_or_default();
        (from..).zip(part).map(|(number, node)| (format!("{parent}/{number}"), glance(node.raw))).collect()
    };
    (show(index.saturating_sub(NEIGHBOURS), index), show(index + 1, index + 1 + NEIGHBOURS))
}

/// The text of a neighbour, or that it is too long to show.
fn glance(raw: &str) -> String {
    if raw.len() > NEIGHBOUR { "… (too long to show)".to_owned() } else { raw.trim().to_owned() }
}
