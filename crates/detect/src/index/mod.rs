//! Who uses which value: one index over all kinds, built once.
//!
//! Declared homes, shared places, hubs and the time that a value was used are decided here, so
//! that a detector that compares one kind of value is a declaration.
//!
//! * `build`: from values, deliveries, sign-ins, devices and files to uses.
//! * `senders`: whose each document is.
//! * `places`: what the firm's own data leave no doubt about.

mod build;
mod places;
mod senders;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::cv::Cv;
use bonafide_records::finding::{PersonId, ThingId};
use bonafide_records::firm::firm_region;
use bonafide_records::normal::{Account, Address, DeviceId, Handle, Mailbox, Phone, Range, Wallet};
use bonafide_records::person::PersonKind;
use bonafide_records::value::{Form, Role, Value, ValueKind};
use bonafide_records::{Citation, Firm, Peripheral};
use jiff::civil::Date;

use crate::persons::Persons;
use places::Places;
use senders::Senders;

/// One use of a value by a person.
#[derive(Debug, Clone)]
pub struct Use {
    /// Who.
    pub person: PersonId,
    /// The source's word.
    pub source: String,
    /// What the value is to them.
    pub role: Role,
    /// First day, if known.
    pub first: Option<Date>,
    /// Last day; `None` while it goes on or when unknown.
    pub last: Option<Date>,
    /// The tag of a mailbox as written, if any.
    pub tag: Option<String>,
    /// Whether a device travelled with it (deliveries).
    pub device: bool,
    /// The days of the use, sorted, each with its index in [`bonafide_records::Reading::sign_ins`]; empty where the
    /// record is no sign-in.
    pub days: Vec<(Date, u32)>,
    /// Where it stands first.
    pub citation: Citation,
    /// Where it stands last, if that is another record.
    pub last_citation: Option<Citation>,
}

impl Use {
    /// The records of the use: first and last.
    pub fn records(&self) -> impl Iterator<Item = Citation> {
        std::iter::once(self.citation.clone()).chain(self.last_citation.clone())
    }
}

/// One value with everything that is known of its use.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its thing.
    pub thing: ThingId,
    /// The value.
    pub form: Form,
    /// The key that decides equality.
    pub key: String,
    /// All uses, sorted by person and place.
    pub uses: Vec<Use>,
    /// The ways in which its street was written, if it is an address, as [`bonafide_records::normal::Spelled`] has them.
    pub streets: Vec<String>,
    /// Why it links nobody, if it does not.
    pub hub: Option<String>,
    /// The number of the co-working space of firm.toml to which it belongs, counted from 1.
    pub space: Option<usize>,
}

impl Entry {
    /// Persons with a use of such a role in the given sources, sorted.
    pub fn persons(&self, role: impl Fn(Role) -> bool, reads: impl Fn(&str) -> bool) -> Vec<PersonId> {
        let uses = self.uses.iter().filter(|usage| role(usage.role) && reads(&usage.source));
        let mut persons: Vec<PersonId> = uses.map(|usage| usage.person).collect();
        // Uses are sorted by person.
        persons.dedup();
        persons
    }

    /// Persons for whom the value is their own, in the given sources, sorted.
    pub fn holders(&self, reads: impl Fn(&str) -> bool) -> Vec<PersonId> {
        self.persons(Role::is_own, reads)
    }

    /// Citations of one person's uses in the given sources.
    pub fn citations(&self, person: PersonId, reads: impl Fn(&str) -> bool) -> Vec<Citation> {
        self.uses
            .iter()
            .filter(|usage| usage.person == person && usage.role.is_own() && reads(&usage.source))
            .flat_map(Use::records)
            .collect()
    }

    /// The days on which a person used it, in the given sources, each with its sign-in.
    pub fn days(&self, person: PersonId, reads: impl Fn(&str) -> bool) -> Vec<(Date, u32)> {
        let uses = self.uses.iter().filter(|usage| usage.person == person && reads(&usage.source));
        let mut days: Vec<(Date, u32)> = uses.flat_map(|usage| usage.days.iter().copied()).collect();
        days.sort_unstable();
        days.dedup_by_key(|(day, _)| *day);
        days
    }

    /// First and last day of one person's own uses; an open end is `None` inside the tuple.
    pub fn period(&self, person: PersonId) -> Option<(Date, Option<Date>)> {
        let own: Vec<&Use> =
            self.uses.iter().filter(|usage| usage.person == person && usage.role.is_own()).collect();
        let first = own.iter().filter_map(|usage| usage.first).min()?;
        if own.iter().any(|usage| usage.last.is_none()) {
            return Some((first, None));
        }
        Some((first, own.iter().filter_map(|usage| usage.last).max()))
    }
}

/// All values of a reading, by kind, sorted by key; every entry is one thing.
#[derive(Debug, Clone, Default)]
pub struct ValueIndex {
    entries: BTreeMap<ValueKind, Vec<Entry>>,
    homes: BTreeMap<PersonId, BTreeSet<String>>,
    things: Vec<(ValueKind, usize)>,
    thing_ids: Vec<String>,
    places: Places,
    office_users: BTreeSet<PersonId>,
    host_of: build::Hosts,
    senders: Senders,
    cvs: BTreeMap<usize, Cv>,
}

impl ValueIndex {
    /// All entries of a kind, sorted by key.
    pub fn entries(&self, kind: ValueKind) -> &[Entry] {
        self.entries.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// All entries of a kind, to be marked as hubs.
    pub(crate) fn entries_mut(&mut self, kind: ValueKind) -> &mut [Entry] {
        self.entries.get_mut(&kind).map_or(&mut [], Vec::as_mut_slice)
    }

    /// The entry of a value, looked up by its form.
    pub fn find(&self, form: &Form) -> Option<&Entry> {
        let list = self.entries(form.kind());
        let key = self.places.key(form);
        list.binary_search_by(|entry| entry.key.as_str().cmp(key.as_str())).ok().and_then(|at| list.get(at))
    }

    /// The key of an address as this firm's data resolve it.
    pub fn address_key(&self, address: &Address) -> String {
        self.places.address_key(address)
    }

    /// The entry of a thing.
    pub fn entry(&self, thing: ThingId) -> Option<&Entry> {
        let (kind, at) = self.things.get(thing.0 as usize)?;
        self.entries(*kind).get(*at)
    }

    /// The thing's id as written in the contract.
    pub fn thing_name(&self, thing: ThingId) -> &str {
        self.thing_ids.get(thing.0 as usize).map_or("", String::as_str)
    }

    /// Number of things.
    pub fn thing_count(&self) -> usize {
        self.things.len()
    }

    /// Persons who have a value of a kind as their own in the given sources: the N of rarity.
    pub fn population(&self, kind: ValueKind, reads: impl Fn(&str) -> bool) -> u64 {
        let mut persons: BTreeSet<PersonId> = BTreeSet::new();
        for entry in self.entries(kind) {
            for usage in &entry.uses {
                if usage.role.is_own() && reads(&usage.source) {
                    persons.insert(usage.person);
                }
            }
        }
        persons.len() as u64
    }

    /// Whether two persons declared the same home, or one of them only its house.
    pub fn same_home(&self, first: PersonId, second: PersonId) -> bool {
        match (self.homes.get(&first), self.homes.get(&second)) {
            (Some(left), Some(right)) => {
                left.iter().any(|own| right.iter().any(|other| is_one_home(own, other)))
            }
            _ => false,
        }
    }

    /// Whether a home is on record.
    pub fn has_home(&self, person: PersonId) -> bool {
        self.homes.contains_key(&person)
    }

    /// Whether the person declared a home, and not this one.
    pub fn lives_elsewhere(&self, person: PersonId, key: &str) -> bool {
        self.homes.get(&person).is_some_and(|homes| !homes.iter().any(|home| is_one_home(home, key)))
    }

    /// Whether the person also signs in from an office line of firm.toml.
    pub fn signs_in_at_office(&self, person: PersonId) -> bool {
        self.office_users.contains(&person)
    }

    /// The person who has a host, and the host as a thing.
    pub fn host(&self, peripheral: &Peripheral) -> Option<(PersonId, ThingId)> {
        let person = self.host_of.user(peripheral)?;
        let form = Form::Device(DeviceId::parse(&peripheral.host)?);
        self.find(&form).map(|entry| (person, entry.thing))
    }

    /// The person who sent a document, by its index in [`bonafide_records::Reading::documents`].
    pub fn sender(&self, document: usize) -> Option<PersonId> {
        self.senders.of.get(&document).copied()
    }

    /// Documents whose name several persons' records give, and that are nobody's for it.
    pub fn contested_documents(&self) -> &[usize] {
        &self.senders.contested
    }

    /// A document that somebody sent, taken apart as a CV.
    pub fn cv(&self, document: usize) -> Option<&Cv> {
        self.cvs.get(&document)
    }

    /// CVs that no record names: they are nobody's.
    pub fn unclaimed_documents(&self) -> &[usize] {
        &self.senders.unclaimed
    }

    fn learn_office_users(&mut self, firm: &Firm) {
        let offices: Vec<Range> = firm
            .offices
            .iter()
            .flat_map(|office| &office.egress)
            .filter_map(|text| Range::parse(text))
            .collect();
        let mut users = BTreeSet::new();
        for entry in self.entries(ValueKind::Network) {
            let Form::Network(network) = &entry.form else { continue };
            if offices.iter().any(|range| range.holds(network)) {
                users.extend(entry.holders(|_| true));
            }
        }
        self.office_users = users;
    }

    fn learn_homes(&mut self) {
        let mut homes: BTreeMap<PersonId, BTreeSet<String>> = BTreeMap::new();
        for entry in self.entries(ValueKind::Address) {
            for usage in entry.uses.iter().filter(|usage| usage.role == Role::Home) {
                homes.entry(usage.person).or_default().insert(entry.key.clone());
            }
        }
        self.homes = homes;
    }

    /// A thing's id: its kind, the smallest person who uses it, and a running number of theirs.
    fn number_things(&mut self, persons: &Persons) {
        let mut named: Vec<(String, ValueKind, usize)> = Vec::new();
        // Kinds that share a word share its numbers.
        let mut running: BTreeMap<(&str, PersonId), usize> = BTreeMap::new();
        for (kind, list) in &self.entries {
            for (at, entry) in list.iter().enumerate() {
                let Some(owner) = entry.uses.iter().map(|usage| usage.person).min() else { continue };
                let number = running.entry((kind.word(), owner)).or_insert(0);
                *number += 1;
                named.push((format!("{}:{}:{number}", kind.word(), persons.name_of(owner)), *kind, at));
            }
        }
        named.sort();
        for (position, (name, kind, at)) in named.into_iter().enumerate() {
            if let Some(entry) = self.entries.get_mut(&kind).and_then(|list| list.get_mut(at)) {
                entry.thing = ThingId(position as u32);
            }
            self.things.push((kind, at));
            self.thing_ids.push(name);
        }
    }
}

/// The source that a record counts as: a mapped table under a word that no row of the catalogue
/// names counts as a table of its kind, so that a word of one's own silences nothing.
pub fn counted_as<'a>(source: &'a str, table: &'a str) -> &'a str {
    if crate::catalogue::names_source(source) { source } else { table }
}

/// The word of the table that states rows of a kind.
pub fn table_of(kind: PersonKind) -> &'static str {
    match kind {
        PersonKind::Applicant | PersonKind::Staff | PersonKind::Contractor => "table:person",
        PersonKind::Payee => "table:payout",
        PersonKind::Account => "table:sign-in",
    }
}

/// What a value is to its person. An applicant's work contact is another firm's, so one more of
/// their own; so is a mailbox in a work column whose domain is not the firm's.
fn role_here(value: &Value, kind: PersonKind, firm: &Firm) -> Role {
    if value.role != Role::Work {
        return value.role;
    }
    let foreign = match &value.form {
        Form::Mailbox(mailbox) => !firm.email_domains.is_empty() && !firm.owns_domain(mailbox.domain()),
        _ => false,
    };
    if kind == PersonKind::Applicant || foreign { Role::Other } else { Role::Work }
}

/// The mailboxes, phones and accounts that `firm.toml` names as an agency's, in normal form.
pub(crate) fn agency_values(firm: &Firm) -> BTreeMap<(ValueKind, String), usize> {
    let mut values = BTreeMap::new();
    for (index, agency) in firm.agencies.iter().enumerate() {
        for mailbox in agency.emails.iter().filter_map(|text| Mailbox::parse(text)) {
            values.insert((ValueKind::Mailbox, mailbox.key().to_owned()), index + 1);
        }
        for phone in agency.phones.iter().filter_map(|text| Phone::parse(text, firm_region(firm))) {
            values.insert((ValueKind::Phone, phone.key().to_owned()), index + 1);
        }
        for written in &agency.accounts {
            let forms = [
                Account::parse(written, None).map(Form::Account),
                Wallet::parse_labelled(written, None).map(Form::Wallet),
                Handle::parse(written, None).map(Form::Handle),
            ];
            for form in forms.into_iter().flatten() {
                values.insert((form.kind(), form.key()), index + 1);
            }
        }
    }
    values
}

/// Whether two keys of addresses (street, number, unit, place) may be one home: a house without the flat
/// is no other home than the flat in it.
fn is_one_home(one: &str, other: &str) -> bool {
    let (left, right): (Vec<&str>, Vec<&str>) = (one.split('|').collect(), other.split('|').collect());
    match (left.as_slice(), right.as_slice()) {
        ([street, number, unit, place], [other_street, other_number, other_unit, other_place]) => {
            (street, number, place) == (other_street, other_number, other_place)
                && (unit == other_unit || unit.is_empty() || other_unit.is_empty())
        }
        _ => one == other,
    }
}
