//! JSON: finds records without loading the file.
//!
//! [`read_json`] reads a document, JSON lines or documents one behind the other, and hands each
//! record to the product that knows it; the first record decides which one that is. Memory is bounded by the
//! longest record, at most 64 MiB; a truncated file gives what was complete; a broken element is
//! set aside with its path and the rest goes on.
//!
//! * `window`: bytes ahead of the reading position.
//! * `span`: where a value ends, by brackets and strings alone.
//! * `walk`, `lines`: which values are records; `pass`: passing over the rest.
//! * [`tree`]: one record, strictly parsed, with the raw text of every part.
//! * [`pointer`], `find`: paths, and the value at a path.

mod find;
mod lines;
mod pass;
pub(crate) mod pointer;
mod span;
pub(crate) mod tree;
mod walk;
mod window;

use std::io::Read;

use bonafide_records::{Place, Source};

use crate::collector::Collector;
use crate::greenhouse::{self, Greenhouse};
use crate::okta::{self, Okta};
use crate::osquery::{self, Osquery};
use crate::text::Encoding;

pub(crate) use find::find_json;

/// What became of a JSON file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum JsonOutcome {
    /// A source understood it. (`collector.understood` is called by the caller.)
    Understood(Source),
    /// Nothing of it could be used: why, and what to do about it.
    Unread {
        /// Why, in lower case, one line.
        why: String,
        /// What to do.
        hint: String,
    },
}

/// Reads a JSON document, JSON lines or concatenated values. `input` gives decoded UTF-8 without a byte order
/// mark ([`crate::text::Utf8Reader`]); digests are of spans written back in `encoding`.
pub(crate) fn read_json(input: impl Read, encoding: Encoding, collector: &mut Collector) -> JsonOutcome {
    let mut records = Records::new(encoding, collector);
    walk::walk(input, &mut records);
    records.finish()
}

/// What became of a line.
pub(crate) enum Line {
    /// Not read.
    Unsure,
    /// It was a record: why it was set aside, if it was.
    Record(Option<String>),
}

/// A product that exports JSON.
pub(crate) trait Product {
    /// The source's word.
    fn source(&self) -> &Source;
    /// Reads one record. Its raw text is the whole line where it stands at a line, else the span of
    /// the object. `Some` is why it was set aside.
    fn record(&mut self, raw: &str, place: &Place) -> Option<String>;
    /// Reads a line that is one record, as [`Self::record`] does. One that is not surely a record is
    /// not read: it is then looked at step by step.
    fn line(&mut self, _raw: &str, _place: &Place) -> Line {
        Line::Unsure
    }
    /// Sets a part of the file aside.
    fn set_aside(&mut self, place: Option<Place>, why: String);
    /// Hands over what was gathered.
    fn finish(&mut self);
}

/// The products, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Greenhouse,
    Okta,
    Osquery,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Greenhouse, Self::Okta, Self::Osquery];

    /// Whether an object with these keys is a record of the product.
    fn knows(self, keys: &[&str], partly: bool) -> bool {
        match self {
            Self::Greenhouse => greenhouse::is_record(keys, partly),
            Self::Okta => okta::is_record(keys, partly),
            Self::Osquery => osquery::is_record(keys, partly),
        }
    }

    fn reader<'c>(self, encoding: Encoding, collector: &'c mut Collector) -> Box<dyn Product + 'c> {
        match self {
            Self::Greenhouse => Box::new(Greenhouse::new(encoding, collector)),
            Self::Okta => Box::new(Okta::new(encoding, collector)),
            Self::Osquery => Box::new(Osquery::new(encoding, collector)),
        }
    }
}

/// Who reads the file: nobody yet, or the product of its first record.
enum Reader<'c> {
    Open(Encoding, &'c mut Collector),
    Chosen(Kind, Box<dyn Product + 'c>),
    /// Only while one becomes the other.
    Between,
}

/// Whether a file that starts so is JSON: a bracket, and behind it what JSON allows there.
pub(crate) fn looks_like_json(prefix: &str) -> bool {
    let trimmed = prefix.trim_start_matches('\u{feff}').trim_start();
    let inside = |open: char| trimmed.strip_prefix(open).map(str::trim_start);
    if let Some(rest) = inside('{') {
        return rest.is_empty() || rest.starts_with(['"', '}']);
    }
    inside('[').is_some_and(|rest| {
        let words = ["true", "false", "null"];
        let begins = ['{', '[', ']', '"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
        rest.is_empty() || rest.starts_with(begins) || words.iter().any(|word| rest.starts_with(word))
    })
}

/// Rows set aside by name; the rest of a file is counted only, so that garbage cannot fill the
/// memory.
const NAMED: u64 = 1000;

/// Objects of an unknown kind whose text is looked at, to say what is wrong with them.
const LOOKED_AT: u64 = 3;

/// Stands between the walk and the product: nothing is said of a file before it is known whether
/// the product understands it.
struct Records<'c> {
    reader: Reader<'c>,
    count: u64,
    aside: Vec<(Option<Place>, String)>,
    aside_more: u64,
    /// Unknown objects: where, whether they are no JSON at all, and what to say of them.
    unknown: Vec<(Place, bool, String)>,
    unknown_count: u64,
    /// Which part of a record the first unknown object is, if it is one.
    part: Option<&'static str>,
}

impl<'c> Records<'c> {
    fn new(encoding: Encoding, collector: &'c mut Collector) -> Self {
        Self {
            reader: Reader::Open(encoding, collector),
            count: 0,
            aside: Vec::new(),
            aside_more: 0,
            unknown: Vec::new(),
            unknown_count: 0,
            part: None,
        }
    }

    /// The product of the file, which its first record chooses.
    fn product(&mut self, raw: &str) -> Option<&mut (dyn Product + 'c)> {
        if matches!(self.reader, Reader::Open(..)) {
            let keys = walk::keys_of(raw);
            let kind = Kind::ALL.into_iter().find(|kind| kind.knows(&keys, false))?;
            if let Reader::Open(encoding, collector) = std::mem::replace(&mut self.reader, Reader::Between) {
                self.reader = Reader::Chosen(kind, kind.reader(encoding, collector));
            }
        }
        match &mut self.reader {
            Reader::Chosen(_, product) => Some(product.as_mut()),
            Reader::Open(..) | Reader::Between => None,
        }
    }

    fn finish(mut self) -> JsonOutcome {
        if self.count == 0 {
            return self.nothing();
        }
        let Reader::Chosen(_, mut product) = self.reader else {
            return JsonOutcome::Unread { why: "JSON without any record".to_owned(), hint: hint() };
        };
        for (place, why) in self.aside {
            product.set_aside(place, why);
        }
        let listed = self.unknown.len() as u64;
        for (place, _, why) in self.unknown {
            product.set_aside(Some(place), why);
        }
        let more = self.aside_more + self.unknown_count.saturating_sub(listed);
        if more > 0 {
            product.set_aside(None, format!("{more} more parts were left out for reasons like those above"));
        }
        product.finish();
        JsonOutcome::Understood(product.source().clone())
    }

    fn nothing(&mut self) -> JsonOutcome {
        let hint = hint();
        if let Some(part) = self.part {
            return JsonOutcome::Unread {
                why: format!("Greenhouse {part} without the candidates whom they belong to"),
                hint: format!(
                    "export the candidates: each holds its own {part}; alone they name nobody and are not read"
                ),
            };
        }
        if let Some((place, broken, why)) = self.unknown.first() {
            let at = match place {
                Place::Path(path) if path.is_empty() => String::new(),
                Place::Path(path) => format!(" (first at {path})"),
                Place::Line(line) => format!(" (first at line {line})"),
            };
            let what = if *broken {
                "JSON that cannot be read"
            } else {
                "JSON without a record that this version knows"
            };
            return JsonOutcome::Unread { why: format!("{what}{at}: {why}"), hint };
        }
        if let Some((_, why)) = self.aside.first() {
            return JsonOutcome::Unread { why: format!("JSON that cannot be read: {why}"), hint };
        }
        JsonOutcome::Unread { why: "JSON without any record".to_owned(), hint }
    }
}

impl walk::Sink for Records<'_> {
    fn is_record(&self, keys: &[&str], partly: bool) -> bool {
        match &self.reader {
            Reader::Chosen(kind, _) => kind.knows(keys, partly),
            _ => Kind::ALL.iter().any(|kind| kind.knows(keys, partly)),
        }
    }

    fn line(&mut self, raw: &str, place: &Place) -> bool {
        let Reader::Chosen(_, product) = &mut self.reader else { return false };
        let Line::Record(why) = product.line(raw, place) else { return false };
        self.count += 1;
        if let Some(why) = why {
            self.set_aside(Some(place.clone()), why);
        }
        true
    }

    fn record(&mut self, raw: &str, place: Place) {
        self.count += 1;
        let why = match self.product(raw) {
            Some(product) => product.record(raw, &place),
            None => Some("an object that no product knows once it is read whole".to_owned()),
        };
        if let Some(why) = why {
            self.set_aside(Some(place), why);
        }
    }

    fn unknown(&mut self, raw: &str, place: Place, keys: &[&str]) {
        if self.unknown_count == 0 {
            // The wrapper of unknown objects comes behind them, as the first again.
            self.part = self.part.or_else(|| greenhouse::part_of_candidate(keys));
        }
        self.unknown_count += 1;
        if self.unknown.len() as u64 >= NAMED {
            return;
        }
        let looked =
            if self.unknown_count > LOOKED_AT { None } else { tree::parse(raw, &mut tree::Everything).err() };
        let why = match looked {
            Some(fault) => format!("byte {} of the object: {}", fault.at + 1, fault.why),
            None => described(keys),
        };
        self.unknown.push((place, looked.is_some(), why));
    }

    fn set_aside(&mut self, place: Option<Place>, why: String) {
        if self.aside.len() as u64 >= NAMED {
            self.aside_more += 1;
        } else {
            self.aside.push((place, why));
        }
    }

    fn found(&self) -> (u64, u64) {
        (self.count, self.unknown_count)
    }

    fn forget_unknown(&mut self, known: u64) {
        self.unknown_count = self.unknown_count.min(known);
        self.unknown.truncate(known as usize);
    }
}

fn hint() -> String {
    "give what Greenhouse, Okta (System Log) or osquery export; `bonafide sources` lists what can be read"
        .to_owned()
}

/// What an unknown object looks like. Only keys that are plain words are named: others may hold
/// somebody's data.
fn described(keys: &[&str]) -> String {
    let plain = |key: &&&str| {
        key.len() <= 40
            && key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
    };
    let named: Vec<&str> = keys.iter().filter(plain).take(5).copied().collect();
    if named.is_empty() {
        return "an object without keys of a known product".to_owned();
    }
    format!("an object of an unknown product, with {}", named.join(", "))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
