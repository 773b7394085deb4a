//! Okta System Log: events as the API and log streams write them, JSON lines and arrays.
//!
//! Field names after Okta's System Log API reference; the raw form was seen in public samples. An
//! event counts as a use where its actor is a user and it succeeded: a failed sign-in says nothing
//! about who holds the account. Factor and device ids are read wherever an event carries them.

mod event;

use std::borrow::Cow;

use bonafide_records::{Digest, Place, Source};

use crate::collector::Collector;
use crate::json::tree::{self, Filter, Node};
use crate::json::{Line, Product};
use crate::text::{self, Encoding};
use crate::uses::{Fields, Uses};

/// The source's word.
pub(crate) const WORD: &str = "okta";

/// Whether an object with these keys is an event. `partly`: more keys may follow.
pub(crate) fn is_record(keys: &[&str], partly: bool) -> bool {
    let has = |key: &str| keys.contains(&key);
    let marks = ["eventType", "published", "legacyEventType", "displayMessage", "debugContext", "severity"];
    let found = marks.iter().filter(|key| has(key)).count();
    if partly { found >= 2 || has("actor") } else { has("eventType") && found >= 2 }
}

/// Reads the events of one file into a collector.
pub(crate) struct Okta<'c> {
    collector: &'c mut Collector,
    encoding: Encoding,
    source: Source,
    uses: Option<Uses>,
    forms: event::Forms,
}

impl<'c> Okta<'c> {
    pub(crate) fn new(encoding: Encoding, collector: &'c mut Collector) -> Self {
        let source = Source::new(WORD);
        let fields = Fields { device: "device".into(), factor: "target".into() };
        let uses = Some(Uses::new(source.clone(), fields));
        Self { collector, encoding, uses, source, forms: event::Forms::new() }
    }
}

/// Members of an event that are read; everything else is passed over.
struct Wanted;

impl Filter for Wanted {
    fn passes_over(&mut self, parents: &[Cow<'_, str>], key: &str) -> bool {
        match parents {
            [] => !matches!(
                key,
                "actor"
                    | "client"
                    | "device"
                    | "eventType"
                    | "outcome"
                    | "published"
                    | "uuid"
                    | "target"
                    | "debugContext"
            ),
            [only] if only == "client" => key != "ipAddress",
            [only] if only == "actor" => !matches!(key, "id" | "type" | "alternateId" | "displayName"),
            [only] if only == "target" => !matches!(key, "id" | "type" | "alternateId"),
            _ => matches!(key, "geographicalContext"),
        }
    }
}

impl Product for Okta<'_> {
    fn source(&self) -> &Source {
        &self.source
    }

    fn set_aside(&mut self, place: Option<Place>, why: String) {
        self.collector.set_aside(place, why);
    }

    fn record(&mut self, raw: &str, place: &Place) -> Option<String> {
        let root = match tree::parse(raw, &mut Wanted) {
            Ok(root) => root,
            Err(fault) => {
                return Some(format!("no JSON at byte {} of the event: {}", fault.at + 1, fault.why));
            }
        };
        self.event(raw, &root, place)
    }

    fn line(&mut self, raw: &str, place: &Place) -> Line {
        match tree::parse(raw, &mut Wanted) {
            Ok(root) if is_record(&root.keys(), false) => Line::Record(self.event(raw, &root, place)),
            _ => Line::Unsure,
        }
    }

    fn finish(&mut self) {
        if let Some(uses) = self.uses.take() {
            uses.finish(self.collector);
        }
    }
}

impl Okta<'_> {
    /// Takes an event in; gives why it was set aside, if it was.
    fn event(&mut self, raw: &str, root: &Node<'_>, place: &Place) -> Option<String> {
        let uses = self.uses.as_mut()?;
        let encoding = self.encoding;
        let digest = || text::raw_digest(raw, encoding);
        let id = match root.text_of("uuid") {
            Some(uuid) => text::digest(uuid.as_bytes()),
            None => digest(),
        };
        if !uses.is_new(half(id)) {
            self.collector.count_read();
            return None;
        }
        let read = match event::read(root, &mut self.forms) {
            Ok(read) => read,
            Err(why) => return Some(why),
        };
        self.collector.count_read();
        self.collector.event(read.event.day, place.clone(), "published");
        if let Some(field) = read.left_out {
            let why =
                format!("value left out: `{field}` holds no network address; the event is read without it");
            self.collector.set_aside(Some(place.clone()), why);
        }
        if let Some(key) = read.actor {
            let collector = &*self.collector;
            let cite = || collector.cite_digest(place.clone(), digest(), "client.ipAddress");
            uses.take(key, read.event, || event::account(root), cite);
        }
        None
    }
}

fn half(digest: Digest) -> u64 {
    let mut bytes = [0_u8; 8];
    for (to, from) in bytes.iter_mut().zip(digest.0) {
        *to = from;
    }
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests;
