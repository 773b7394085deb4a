//! osquery results: what is plugged into hosts.
//!
//! The lines of `osqueryd.results.log` in all three forms: differential (`action`, `columns`),
//! snapshot (`action`, `snapshot`) and batch (`diffResults`), after osquery's documentation on
//! logging. Read are the tables `usb_devices` and `connected_displays`, told by their columns,
//! because the name of a query is the firm's own.

mod plugged;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::{Citation, Peripheral, Place, Plugged, Source};
use plugged::When;

use crate::collector::Collector;
use crate::json::tree::{self, Filter, Node};
use crate::json::{Line, Product};
use crate::text::{self, Encoding};

/// The source's word.
pub(crate) const WORD: &str = "osquery";

/// Most names of one host that are kept.
const MOST_NAMES: usize = 16;

/// Whether an object with these keys is a result. `partly`: more keys may follow.
pub(crate) fn is_record(keys: &[&str], partly: bool) -> bool {
    let has = |key: &str| keys.contains(&key);
    let holds = has("columns") || has("snapshot") || has("diffResults");
    let host = has("hostIdentifier") || has("hostname") || has("host_identifier");
    let time = has("unixTime") || has("calendarTime");
    if partly {
        holds || (host && time)
    } else {
        holds && (host || has("decorations")) && (time || has("action"))
    }
}

/// Reads the results of one file into a collector.
pub(crate) struct Osquery<'c> {
    collector: &'c mut Collector,
    encoding: Encoding,
    source: Source,
    /// By host, the user whom the result names, and thing: a laptop is passed on, and what was plugged
    /// into it before is not the next one's.
    found: BTreeMap<(String, Vec<String>, Plugged), Found>,
    /// Every name by which a host goes.
    host_names: BTreeMap<String, BTreeSet<String>>,
    /// Whether the log tells what is unplugged. Many firms keep the lines of what was added only.
    tells_removals: bool,
}

/// What the last result says of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Plugged in; it goes on until it is removed.
    Added,
    /// Unplugged.
    Removed,
    /// There when somebody looked, which says nothing of the days behind.
    Seen,
}

/// What is known of one thing on one host.
struct Found {
    first: Option<When>,
    last: Option<When>,
    state: State,
    /// Whether it was added again, with no removal between.
    again: bool,
    citation: Citation,
    cited: (Option<When>, [u8; 32]),
}

impl Found {
    /// Whether it is still plugged in: added and not removed. A log that adds it again and again and
    /// never tells a removal says only when it was there.
    fn goes_on(&self, tells_removals: bool) -> bool {
        self.state == State::Added && (tells_removals || !self.again)
    }
}

impl<'c> Osquery<'c> {
    pub(crate) fn new(encoding: Encoding, collector: &'c mut Collector) -> Self {
        Self {
            collector,
            encoding,
            source: Source::new(WORD),
            found: BTreeMap::new(),
            host_names: BTreeMap::new(),
            tells_removals: false,
        }
    }
}

/// Members of a result that are read.
struct Wanted;

impl Filter for Wanted {
    fn passes_over(&mut self, parents: &[Cow<'_, str>], key: &str) -> bool {
        parents.is_empty()
            && !matches!(
                key,
                "action"
                    | "columns"
                    | "snapshot"
                    | "diffResults"
                    | "hostIdentifier"
                    | "hostname"
                    | "host_identifier"
                    | "unixTime"
                    | "calendarTime"
                    | "decorations"
                    | "name"
            )
    }
}

impl Product for Osquery<'_> {
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
                return Some(format!("no JSON at byte {} of the result: {}", fault.at + 1, fault.why));
            }
        };
        self.result(raw, &root, place)
    }

    fn line(&mut self, raw: &str, place: &Place) -> Line {
        match tree::parse(raw, &mut Wanted) {
            Ok(root) if is_record(&root.keys(), false) => Line::Record(self.result(raw, &root, place)),
            _ => Line::Unsure,
        }
    }

    fn finish(&mut self) {
        let names = std::mem::take(&mut self.host_names);
        for ((host, person, what), found) in std::mem::take(&mut self.found) {
            self.collector.peripheral(Peripheral {
                source: self.source.clone(),
                host_names: names.get(&host).into_iter().flatten().cloned().collect(),
                host,
                person,
                what,
                first: found.first.map(|when| when.day),
                last: found.last.filter(|_| !found.goes_on(self.tells_removals)).map(|when| when.day),
                citation: found.citation,
            });
        }
    }
}

impl Osquery<'_> {
    /// Takes a result in; gives why it was set aside, if it was.
    fn result(&mut self, raw: &str, root: &Node<'_>, place: &Place) -> Option<String> {
        let digest = text::raw_digest(raw, self.encoding);
        self.collector.count_read();
        let decorations = root.get("decorations");
        let mut names = plugged::hosts(root).chain(decorations.into_iter().flat_map(plugged::hosts));
        let Some(host) = names.next() else {
            return Some("a result without `hostIdentifier`: nothing says on which host it was".to_owned());
        };
        let others: Vec<&str> = names.filter(|name| *name != host && !name.trim().is_empty()).collect();
        if !others.is_empty() {
            let known = self.host_names.entry(host.to_owned()).or_default();
            for name in others {
                // A host has few names; a log that gives it ever new ones is not followed.
                if known.len() < MOST_NAMES && !known.contains(name) {
                    known.insert(name.to_owned());
                }
            }
        }
        let when = plugged::when(root, self.collector.zone());
        if let Some(when) = when {
            self.collector.event(when.day, place.clone(), "unixTime");
        }
        let mut person: Vec<String> = decorations.map(plugged::users).unwrap_or_default();
        person.sort();
        person.dedup();
        let removed = root.text_of("action").is_some_and(|action| action == "removed");
        let citation = self.collector.cite_digest(place.clone(), digest, "columns");
        let diff = root.get("diffResults");
        let change = if removed { State::Removed } else { State::Added };
        let lists = [
            (root.get("columns").map(std::slice::from_ref), change),
            (root.get("snapshot").map(Node::elements), State::Seen),
            (diff.and_then(|both| both.get("added")).map(Node::elements), State::Added),
            (diff.and_then(|both| both.get("removed")).map(Node::elements), State::Removed),
        ];
        for (rows, state) in lists {
            for row in rows.unwrap_or_default() {
                if let Some(what) = plugged::read(row) {
                    self.tells_removals |= state == State::Removed;
                    self.note(host, what, when, state, &person, &citation);
                }
            }
        }
        None
    }

    fn note(
        &mut self,
        host: &str,
        what: Plugged,
        when: Option<When>,
        state: State,
        person: &[String],
        citation: &Citation,
    ) {
        let cited = (when, citation.digest.0);
        let found = self.found.entry((host.to_owned(), person.to_vec(), what)).or_insert_with(|| Found {
            first: when,
            last: when,
            state,
            again: false,
            citation: citation.clone(),
            cited,
        });
        if cited < found.cited {
            found.citation = citation.clone();
            found.cited = cited;
        }
        found.first = found.first.into_iter().chain(when).min();
        found.again |= state == State::Added && found.state == State::Added && when != found.last;
        if when >= found.last {
            found.state = state;
        }
        found.last = found.last.into_iter().chain(when).max();
    }
}

#[cfg(test)]
mod tests;
