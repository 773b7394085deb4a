//! Who uses which value: one index over all kinds, built once.
//!
//! Declared homes, shared places, hubs and the time that a value was used are decided here, so
//! that a detector that compares one kind of value is a declaration.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::{PersonId, ThingId};
use bonafide_records::firm::firm_region;
use bonafide_records::normal::{Address, Mailbox, Phone};
use bonafide_records::person::PersonKind;
use bonafide_records::value::{Form, Role, Value, ValueKind};
use bonafide_records::{Citation, Firm, Reading};
use jiff::civil::Date;

use crate::persons::Persons;

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
    /// Where it stands.
    pub citation: Citation,
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
    /// Why it links nobody, if it does not.
    pub hub: Option<String>,
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
            .map(|usage| usage.citation.clone())
            .collect()
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
}

impl ValueIndex {
    /// Builds the index.
    pub fn build(reading: &Reading, persons: &Persons, firm: &Firm) -> Self {
        let places = Places::learn(reading);
        let mut grouped: BTreeMap<ValueKind, BTreeMap<String, (Form, Vec<Use>)>> = BTreeMap::new();
        let mut add = |form: &Form, usage: Use| {
            let key = places.key(form);
            let by_key = grouped.entry(form.kind()).or_default();
            by_key.entry(key).or_insert_with(|| (form.clone(), Vec::new())).1.push(usage);
        };
        for value in &reading.values {
            let (Some(person), Some(row)) =
                (persons.of_row(value.row), reading.rows.get(value.row.0 as usize))
            else {
                continue;
            };
            let tag = match &value.form {
                Form::Mailbox(mailbox) => mailbox.tag().map(str::to_owned),
                _ => None,
            };
            add(
                &value.form,
                Use {
                    person,
                    source: counted_as(row.source.as_str(), "table:person").to_owned(),
                    role: role_here(value, row.kind, firm),
                    first: value.first,
                    last: value.last,
                    tag,
                    device: false,
                    citation: value.citation.clone(),
                },
            );
        }
        for shipment in &reading.shipments {
            let Some(person) = shipment.person.as_deref().and_then(|key| persons.resolve(key)) else {
                continue;
            };
            let Some(address) = &shipment.address else { continue };
            let day = shipment.delivered.or(shipment.at);
            add(
                &Form::Address(address.clone()),
                Use {
                    person,
                    source: counted_as(shipment.source.as_str(), "table:shipment").to_owned(),
                    role: Role::Delivery,
                    first: day,
                    last: day,
                    tag: None,
                    device: true,
                    citation: shipment.citation.with_field(shipment.address_field.as_str()),
                },
            );
        }
        let mut index = Self { places, ..Self::default() };
        for (kind, by_key) in grouped {
            let list = index.entries.entry(kind).or_default();
            for (key, (form, mut uses)) in by_key {
                uses.sort_by(|first, second| {
                    (first.person, &first.citation, first.role).cmp(&(
                        second.person,
                        &second.citation,
                        second.role,
                    ))
                });
                list.push(Entry { thing: ThingId(0), form, key, uses, hub: None });
            }
        }
        index.learn_homes();
        index.number_things(persons);
        crate::things::mark_hubs(&mut index, reading, persons, firm);
        index
    }

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

    /// Whether two persons declared the same home.
    pub fn same_home(&self, first: PersonId, second: PersonId) -> bool {
        match (self.homes.get(&first), self.homes.get(&second)) {
            (Some(left), Some(right)) => !left.is_disjoint(right),
            _ => false,
        }
    }

    /// Whether a home is on record.
    pub fn has_home(&self, person: PersonId) -> bool {
        self.homes.contains_key(&person)
    }

    /// Whether the person declared a home, and not this one.
    pub fn lives_elsewhere(&self, person: PersonId, key: &str) -> bool {
        self.homes.get(&person).is_some_and(|homes| !homes.contains(key))
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
        for (kind, list) in &self.entries {
            let mut running: BTreeMap<PersonId, usize> = BTreeMap::new();
            for (at, entry) in list.iter().enumerate() {
                let Some(owner) = entry.uses.iter().map(|usage| usage.person).min() else { continue };
                let number = running.entry(owner).or_insert(0);
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

/// What the firm's own data leave no doubt about: the postcode that a town's street stands for, and
/// the number with country code that a national number is, where exactly such a one is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    postcodes: BTreeMap<String, BTreeSet<String>>,
    calling_code: Option<u16>,
    phones: BTreeSet<String>,
}

impl Places {
    fn learn(reading: &Reading) -> Self {
        let mut places = Self::default();
        places.learn_phones(reading);
        let values = reading.values.iter().filter_map(|value| match &value.form {
            Form::Address(address) => Some(address),
            _ => None,
        });
        for address in values.chain(reading.shipments.iter().filter_map(|shipment| shipment.address.as_ref()))
        {
            if let (Some(city_key), Some(postcode)) = (address.city_key(), &address.postcode) {
                places.postcodes.entry(city_key).or_default().insert(postcode.clone());
            }
        }
        places
    }

    /// The calling code that most numbers of the firm have, and the numbers that have it.
    fn learn_phones(&mut self, reading: &Reading) {
        let removed = reading.removed.iter().flat_map(|one| &one.values).map(|(form, _)| form);
        let mut by_code: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
        for form in reading.values.iter().map(|value| &value.form).chain(removed) {
            if let Form::Phone(phone) = form
                && let Some(code) = phone.calling_code()
            {
                by_code.entry(code).or_default().insert(phone.key().to_owned());
            }
        }
        let most =
            by_code.into_iter().max_by(|left, right| (left.1.len(), right.0).cmp(&(right.1.len(), left.0)));
        if let Some((code, phones)) = most {
            self.calling_code = Some(code);
            self.phones = phones;
        }
    }

    /// The key of a value; an address without postcode takes the only one its street is known by, a
    /// national number the one with country code that the records know.
    pub(crate) fn key(&self, form: &Form) -> String {
        match form {
            Form::Address(address) => self.address_key(address),
            Form::Phone(phone) => {
                let whole = self.calling_code.and_then(|code| phone.in_country(code));
                match whole.filter(|found| self.phones.contains(found.key())) {
                    Some(found) => found.key().to_owned(),
                    None => phone.key().to_owned(),
                }
            }
            other => other.key(),
        }
    }

    pub(crate) fn address_key(&self, address: &Address) -> String {
        if address.postcode.is_some() {
            return address.key();
        }
        let known = address.city_key().and_then(|key| self.postcodes.get(&key));
        match known.map(|codes| (codes.len(), codes.first())) {
            Some((1, Some(only))) => Address { postcode: Some(only.clone()), ..address.clone() }.key(),
            _ => address.key(),
        }
    }
}

/// The mailboxes and phones that `firm.toml` names as an agency's, in normal form.
pub(crate) fn agency_values(firm: &Firm) -> BTreeMap<(ValueKind, String), usize> {
    let mut values = BTreeMap::new();
    for (index, agency) in firm.agencies.iter().enumerate() {
        for mailbox in agency.emails.iter().filter_map(|text| Mailbox::parse(text)) {
            values.insert((ValueKind::Mailbox, mailbox.key().to_owned()), index + 1);
        }
        for phone in agency.phones.iter().filter_map(|text| Phone::parse(text, firm_region(firm))) {
            values.insert((ValueKind::Phone, phone.key().to_owned()), index + 1);
        }
    }
    values
}
