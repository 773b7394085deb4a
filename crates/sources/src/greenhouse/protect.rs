//! Drops protected fields while parsing, and counts them by name.

use std::borrow::Cow;
use std::collections::HashMap;

use bonafide_records::protected::is_protected;

use crate::json::tree::Filter;

/// Names whose answer is remembered. Exports repeat a few hundred; a hostile file may not fill
/// the memory with more.
const REMEMBERED: usize = 20_000;

/// Bytes of a question that are kept in the name of a dropped field.
const NAME: usize = 80;

/// Knows which names are protected, and which fields of the record at hand were dropped.
#[derive(Default)]
pub(super) struct Protected {
    known: HashMap<Box<str>, bool>,
    dropped: Vec<String>,
}

impl Protected {
    /// Whether a field of this name must never be read. Names are asked for again and again, and
    /// the answer takes a look at every word of them: it is remembered.
    pub(super) fn is(&mut self, name: &str) -> bool {
        if let Some(answer) = self.known.get(name) {
            return *answer;
        }
        let answer = is_protected(name);
        if self.known.len() < REMEMBERED && name.len() <= 1024 {
            self.known.insert(name.into(), answer);
        }
        answer
    }

    /// Counts a field that is dropped for its label: a custom field's name, a question.
    pub(super) fn drop_labelled(&mut self, parent: &str, label: &str) {
        let end = label.char_indices().map(|(at, _)| at).find(|at| *at >= NAME).unwrap_or(label.len());
        self.dropped.push(format!("{parent}.{}", label.get(..end).unwrap_or_default().trim()));
    }

    /// The fields dropped since the last call.
    pub(super) fn take_dropped(&mut self) -> Vec<String> {
        std::mem::take(&mut self.dropped)
    }
}

impl Filter for Protected {
    fn passes_over(&mut self, parents: &[Cow<'_, str>], key: &str) -> bool {
        if !self.is(key) {
            return false;
        }
        let mut path = parents.join(".");
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
        self.dropped.push(path);
        true
    }
}
