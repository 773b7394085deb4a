//! `dev-two-hosts-one-line`: devices of two persons share one line day after day.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::pairs;
use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Regrade, Subject};
use bonafide_records::{Citation, Form, Grade, ValueKind};
use jiff::civil::Date;

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::detectors::link_mfa_device::is_no_persons_account;
use crate::index::{Entry, counted_as};

/// Days on which both must be seen on the line ...
const DAYS: i64 = 5;

/// ... inside so many days (design 4.13).
const WITHIN_DAYS: i64 = 30;

/// Devices of so many persons do not meet on one line by chance (design 4.6).
const MEET_FROM: usize = 4;

/// Up to this many persons every pair is a finding.
const ALL_PAIRS_UP_TO: usize = 16;

/// Devices of two persons share one line day after day.
pub static DEV_TWO_HOSTS_ONE_LINE: Detector = Detector {
    id: "dev-two-hosts-one-line",
    version: 1,
    page: include_str!("../../../../casebooks/dev-two-hosts-one-line.md"),
    rule: "two devices of two persons on one public line on this many days in thirty; no office, relay, hosting or VPN network, none that more than max(5, 1 %) of a source's persons used",
    regrades: &[
        Regrade { when: Condition::CoWorking, grade: Grade::B },
        Regrade { when: Condition::FourMeet, grade: Grade::A },
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
        Regrade { when: Condition::AnotherHomeDeclared, grade: Grade::A },
    ],
    counts: true,
    household_explains: true,
    needs: &["sign-in device", "sign-in ip", "device ip"],
    check,
};

/// The hosts of one person on one line on one day, and a record that shows it.
#[derive(Debug, Default)]
struct Day {
    hosts: BTreeSet<String>,
    record: Option<Citation>,
}

/// By line and person: the days.
type Lines = BTreeMap<String, BTreeMap<PersonId, BTreeMap<Date, Day>>>;

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let (days, set_by) = context.threshold(&row.id, "days", DAYS);
    let (within, _) = context.threshold(&row.id, "within_days", WITHIN_DAYS);
    let lines = lines(context, |source| row.reads(source));
    let persons: BTreeSet<PersonId> = lines.values().flat_map(|line| line.keys().copied()).collect();
    let population = persons.len() as u64;
    for entry in context.index.entries(ValueKind::Network) {
        // A co-working space is compared: only the grade says what it is.
        let Some(line) = lines.get(&entry.key).filter(|_| entry.hub.is_none() || entry.space.is_some())
        else {
            continue;
        };
        let steady: Vec<u32> =
            line.iter().filter(|(_, own)| reaches(own.len(), days)).map(|(person, _)| person.0).collect();
        for (first, second) in pairs(&steady, ALL_PAIRS_UP_TO) {
            let pair = [PersonId(first), PersonId(second)];
            let (Some(left), Some(right)) = (line.get(&pair[0]), line.get(&pair[1])) else { continue };
            let Some(together) = together(left, right, days, within) else { continue };
            if is_no_persons_account(context, pair) {
                continue;
            }
            let mut cited = together.iter().flat_map(|day| [left.get(day), right.get(day)]).flatten();
            let mut records = cited.by_ref().filter_map(|day| day.record.clone());
            let Some(head) = records.next() else { continue };
            let n = steady.len() as u64;
            sink.find_during(
                Draft {
                    persons: pair.to_vec(),
                    things: vec![entry.thing],
                    of: vec![Subject::Thing(entry.thing), Subject::Person(pair[0]), Subject::Person(pair[1])],
                    evidence: Evidence::new(head, records),
                    bits: (
                        log2_milli(u128::from(population), u128::from(n)),
                        BitsFrom::Firm { n, of: population, source: context.counted_in(row) },
                    ),
                    conditions: conditions(context, entry, pair, steady.len()),
                    says: format!(
                        "devices of {} were on one line together on {} days in {within}",
                        context.names(&pair),
                        together.len()
                    ),
                    threshold: Some((days.to_string(), set_by.clone())),
                },
                together.first().copied(),
                together.last().copied(),
            );
        }
    }
    Looked { seen: population, of: context.persons.list.len() as u64, needs: Vec::new() }
}

/// Hosts on lines, from sign-ins that name device and address and from device tables that give both.
fn lines(context: &Context<'_>, reads: impl Fn(&str) -> bool) -> Lines {
    let mut lines = Lines::new();
    let mut add = |line: String, person: PersonId, day: Date, host: &str, record: Citation| {
        let days = lines.entry(line).or_default().entry(person).or_default();
        let slot = days.entry(day).or_default();
        slot.hosts.insert(host.to_owned());
        if slot.record.as_ref().is_none_or(|known| record < *known) {
            slot.record = Some(record);
        }
    };
    let reading = context.reading;
    for usage in &reading.sign_ins {
        let Some(network) = &usage.network else { continue };
        let Some(row) = reading.rows.get(usage.row.0 as usize) else { continue };
        if !reads(counted_as(row.source.as_str(), "table:sign-in")) {
            continue;
        }
        for person in context.persons.all_of_row(usage.row) {
            for device in &usage.devices {
                add(Form::Network(*network).key(), *person, usage.day, device.key(), usage.first.clone());
            }
        }
    }
    for device in &reading.devices {
        let (Some(network), Some(day)) = (device.network, device.at) else { continue };
        let person = device.person.as_deref().and_then(|key| context.persons.resolve(key));
        let Some(person) = person.filter(|_| reads(counted_as(device.source.as_str(), "table:device")))
        else {
            continue;
        };
        let Some(host) = device.serial.as_ref().or(device.name.as_ref()).or(device.key.as_ref()) else {
            continue;
        };
        let record = device.citation.with_field(device.network_field.as_str());
        add(Form::Network(network).key(), person, day, host, record);
    }
    lines
}

/// The days of the fullest window on which both were on the line with hosts of their own, if they
/// are enough.
fn together(
    left: &BTreeMap<Date, Day>,
    right: &BTreeMap<Date, Day>,
    wanted: i64,
    within: i64,
) -> Option<Vec<Date>> {
    let both: Vec<Date> = left
        .iter()
        .filter(|(day, own)| right.get(day).is_some_and(|theirs| own.hosts.is_disjoint(&theirs.hosts)))
        .map(|(day, _)| *day)
        .collect();
    let mut best: &[Date] = &[];
    let mut start = 0;
    for (end, day) in both.iter().enumerate() {
        while both.get(start).is_some_and(|first| i64::from((*day - *first).get_days()) >= within) {
            start += 1;
        }
        let window = both.get(start..=end).unwrap_or_default();
        if window.len() > best.len() {
            best = window;
        }
    }
    reaches(best.len(), wanted).then(|| best.to_vec())
}

fn conditions(
    context: &Context<'_>,
    entry: &Entry,
    pair: [PersonId; 2],
    steady: usize,
) -> BTreeSet<Condition> {
    let index = context.index;
    let mut conditions = BTreeSet::new();
    if entry.space.is_some() && pair.iter().all(|person| is_seen_elsewhere(context, entry, *person)) {
        conditions.insert(Condition::CoWorking);
    }
    if steady >= MEET_FROM {
        conditions.insert(Condition::FourMeet);
    }
    if index.same_home(pair[0], pair[1]) {
        conditions.insert(Condition::SameDeclaredHome);
    } else if pair.iter().all(|person| index.has_home(*person)) {
        conditions.insert(Condition::AnotherHomeDeclared);
    } else {
        conditions.insert(Condition::NoHomeOnRecord);
    }
    conditions
}

/// Whether a person uses other lines too.
fn is_seen_elsewhere(context: &Context<'_>, entry: &Entry, person: PersonId) -> bool {
    let others = context.index.entries(ValueKind::Network).iter().filter(|other| other.key != entry.key);
    others.flat_map(|other| &other.uses).any(|usage| usage.person == person)
}

fn reaches(count: usize, wanted: i64) -> bool {
    i64::try_from(count).is_ok_and(|count| count >= wanted)
}
