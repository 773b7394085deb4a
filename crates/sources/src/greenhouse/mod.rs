//! Greenhouse: candidates and applications of Harvest exports (v1 and v3) and webhook bodies.
//!
//! One candidate is one person, whatever speaks of them: the key is always the candidate's id. A
//! candidate, and each application, becomes a row that cites its own object; recruiters,
//! coordinators and whoever is credited with an application are the firm's staff and are not
//! read. Protected fields are passed over while parsing ([`protect`]).
//!
//! * `shape`: which objects are records.
//! * `candidate`, `application`, `webhook`: what each of them says.
//! * `field`, `question`: custom fields and answers.
//! * `contact`, `agency`: contacts in free text, agencies.

mod agency;
mod application;
mod candidate;
mod contact;
mod field;
mod protect;
mod question;
mod row;
mod shape;
mod webhook;

use bonafide_records::normal::{DateOrder, Moment};
use bonafide_records::{Citation, Digest, Place, Source};
use jiff::civil::Date;

use crate::collector::Collector;
use crate::json::Product;
use crate::json::tree::{self, Node, Value};
use crate::text::{self, Encoding};
use protect::Protected;
use question::Questions;
use shape::Shape;

/// The source's word.
pub(crate) const WORD: &str = "greenhouse";

/// Whether an object with these keys is a Greenhouse record. `partly`: more keys may follow, and
/// it is enough that it may become one.
pub(crate) fn is_record(keys: &[&str], partly: bool) -> bool {
    if partly { shape::may_become(keys) } else { shape::shape(keys).is_some() }
}

/// What part of a candidate an object is that was exported without the candidate.
pub(crate) fn part_of_candidate(keys: &[&str]) -> Option<&'static str> {
    shape::part(keys)
}

/// Reads the records of one file into a collector.
pub(crate) struct Greenhouse<'c> {
    collector: &'c mut Collector,
    encoding: Encoding,
    source: Source,
    protected: Protected,
    questions: Questions,
}

/// Where the record at hand stands.
struct Cited<'r> {
    /// Its place and digest.
    place: &'r Place,
    digest: Digest,
}

/// An object inside a record, and the path that leads to it from there.
#[derive(Clone)]
struct Part<'p, 'a> {
    node: &'p Node<'a>,
    path: String,
}

impl<'p, 'a> Part<'p, 'a> {
    fn root(node: &'p Node<'a>) -> Self {
        Self { node, path: String::new() }
    }

    /// The member of this key, where it is an object.
    fn object(&self, key: &str) -> Option<Part<'p, 'a>> {
        let node = self.node.get(key).filter(|node| node.is_object())?;
        Some(Part { node, path: format!("{}/{key}", self.path) })
    }

    /// The objects of the list `key`.
    fn objects(&self, key: &str) -> Vec<Part<'p, 'a>> {
        let elements = self.node.get(key).map(Node::elements).unwrap_or_default();
        let part = |(index, node)| Part { node, path: format!("{}/{key}/{index}", self.path) };
        elements.iter().enumerate().filter(|(_, node)| node.is_object()).map(part).collect()
    }
}

impl<'c> Greenhouse<'c> {
    pub(crate) fn new(encoding: Encoding, collector: &'c mut Collector) -> Self {
        Self {
            collector,
            encoding,
            source: Source::new(WORD),
            protected: Protected::default(),
            questions: Questions::default(),
        }
    }

    /// Cites an object of the record at hand: by its own path and digest, or the whole line.
    fn cite(&self, cited: &Cited<'_>, part: &Part<'_, '_>, field: &str) -> Citation {
        match cited.place {
            Place::Path(base) if !part.path.is_empty() => {
                let place = Place::Path(format!("{base}{}", part.path).into());
                let digest = text::raw_digest(part.node.raw, self.encoding);
                self.collector.cite_digest(place, digest, field)
            }
            place => self.collector.cite_digest(place.clone(), cited.digest, field),
        }
    }

    /// Sets each of these members aside that is there and no list: nothing of it is read.
    fn expect_lists(&mut self, cited: &Cited<'_>, part: &Part<'_, '_>, keys: &[&str]) {
        for key in keys {
            let Some(member) = part.node.get(key) else { continue };
            let kind = match member.value {
                Value::List(_) | Value::Null => continue,
                Value::Text(_) => "a text",
                Value::Number(_) => "a number",
                Value::Switch(_) => "`true` or `false`",
                Value::Object(_) => "an object",
            };
            let place = match cited.place {
                Place::Path(base) => Place::Path(format!("{base}{}/{key}", part.path).into()),
                line @ Place::Line(_) => line.clone(),
            };
            let why = format!(
                "`{key}` is {kind} and no list: not read, check the export; the rest of the record is read"
            );
            self.collector.set_aside(Some(place), why);
        }
    }

    /// The day that a member gives. Greenhouse writes UTC times, in webhooks also `09/15/2007`.
    fn day(&self, node: &Node<'_>, key: &str) -> Option<Date> {
        let text = node.text_of(key)?;
        // The form of nearly all of them, read at a tenth of the cost.
        if let (Some(day), Some("T"), true) = (text.get(..10), text.get(10..11), text.ends_with('Z')) {
            return day.parse().ok();
        }
        Moment::parse(text, DateOrder::MonthFirst, self.collector.zone()).map(Moment::day)
    }
}

impl Product for Greenhouse<'_> {
    fn source(&self) -> &Source {
        &self.source
    }

    fn set_aside(&mut self, place: Option<Place>, why: String) {
        self.collector.set_aside(place, why);
    }

    fn record(&mut self, raw: &str, place: &Place) -> Option<String> {
        let root = match tree::parse(raw, &mut self.protected) {
            Ok(root) => root,
            Err(fault) => {
                self.protected.take_dropped();
                return Some(format!("no JSON at byte {} of the record: {}", fault.at + 1, fault.why));
            }
        };
        let digest = text::raw_digest(raw, self.encoding);
        if !self.collector.is_new(&self.source, digest) {
            self.protected.take_dropped();
            self.collector.count_read();
            return None;
        }
        let keys: Vec<&str> = root.members().iter().map(|(key, _)| key.as_ref()).collect();
        let cited = Cited { place, digest };
        let part = Part::root(&root);
        let refused = match shape::shape(&keys) {
            Some(Shape::Candidate) => self.candidate(&part, &cited, &candidate::Around::default()),
            Some(Shape::Application) => self.application(&part, &cited, &application::Around::default()),
            Some(Shape::Webhook) => self.webhook(&part, &cited),
            // Its members were passed over while parsing, which may leave too few keys to tell.
            Some(Shape::Protected) | None => None,
        };
        for field in self.protected.take_dropped() {
            self.collector.dropped(&self.source, &field);
        }
        if refused.is_none() {
            self.collector.count_read();
        }
        refused
    }

    fn finish(&mut self) {}
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
