//! What the rows about things plugged into hosts have in common: one finding a host and thing.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Subject, ThingId};
use bonafide_records::normal::{Display, Usb};
use bonafide_records::{Form, Peripheral, Plugged};

use crate::context::{Context, Draft, Sink};
use crate::detector::Looked;
use crate::index::counted_as;

/// What a row says of one thing: the words for it, and what the records establish.
pub struct Hit {
    /// What it is, in words without a value.
    pub what: String,
    /// Conditions for the re-grading.
    pub conditions: BTreeSet<Condition>,
}

/// Looks at all USB devices that were plugged into hosts of persons, in the row's sources.
pub fn check_usb(context: &Context<'_>, sink: &mut Sink<'_>, look: fn(&Usb) -> Option<Hit>) -> Looked {
    check(context, sink, |what| match what {
        Plugged::Usb(usb) => Some(look(usb)),
        Plugged::Display(_) => None,
    })
}

/// Looks at all displays that were plugged into hosts of persons, in the row's sources.
pub fn check_displays(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    look: fn(&Display) -> Option<Hit>,
) -> Looked {
    check(context, sink, |what| match what {
        Plugged::Display(display) => Some(look(display)),
        Plugged::Usb(_) => None,
    })
}

/// Whose computer, which one, and what is plugged into it.
type Key = (PersonId, ThingId, String);

/// `look` says `None` of things that the row does not compare.
fn check(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    look: impl Fn(&Plugged) -> Option<Option<Hit>>,
) -> Looked {
    let row = sink.built().row;
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    let mut found: BTreeMap<Key, Vec<(&Peripheral, Hit)>> = BTreeMap::new();
    for peripheral in &context.reading.peripherals {
        if !row.reads(counted_as(peripheral.source.as_str(), "table:device")) {
            continue;
        }
        let Some((person, host)) = context.index.host(peripheral) else { continue };
        let Some(looked) = look(&peripheral.what) else { continue };
        seen.insert(person);
        if let Some(hit) = looked {
            found.entry((person, host, hit.what.clone())).or_default().push((peripheral, hit));
        }
    }
    for ((person, host, what), mut hits) in found {
        hits.sort_by(|left, right| left.0.citation.cmp(&right.0.citation));
        let mut cited = hits.iter().map(|(peripheral, _)| peripheral.citation.clone());
        let Some(first) = cited.next() else { continue };
        let things = hits.iter().filter_map(|(peripheral, _)| display_thing(context, peripheral));
        let from = hits.iter().filter_map(|(peripheral, _)| peripheral.first).min();
        let open = hits.iter().any(|(peripheral, _)| peripheral.last.is_none());
        let to = hits.iter().filter_map(|(peripheral, _)| peripheral.last).max().filter(|_| !open);
        sink.find_during(
            Draft {
                persons: vec![person],
                things: std::iter::once(host).chain(things).collect(),
                of: vec![Subject::Thing(host)],
                evidence: Evidence::new(first, cited),
                bits: (0, BitsFrom::NotMeasured),
                conditions: hits.iter().flat_map(|(_, hit)| hit.conditions.iter().copied()).collect(),
                says: format!("{what} is plugged into a computer of {}", context.persons.name_of(person)),
                threshold: None,
            },
            from,
            to,
        );
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

fn display_thing(context: &Context<'_>, peripheral: &Peripheral) -> Option<ThingId> {
    let Plugged::Display(display) = &peripheral.what else { return None };
    context.index.find(&Form::Display(display.clone())).map(|entry| entry.thing)
}
