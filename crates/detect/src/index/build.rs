//! From what was read to uses: values of rows, deliveries, sign-ins, devices, hosts and files.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bonafide_records::cv::Cv;
use bonafide_records::finding::{PersonId, ThingId};
use bonafide_records::normal::DeviceId;
use bonafide_records::value::{Form, Role, ValueKind};
use bonafide_records::{Citation, Firm, Peripheral, Plugged, Reading, SignInUse};
use jiff::civil::Date;

use super::senders;
use super::{Entry, Places, Use, ValueIndex, counted_as, role_here, table_of};
use crate::cvs::cv_of;
use crate::persons::Persons;

impl ValueIndex {
    /// Builds the index.
    pub fn build(reading: &Reading, persons: &Persons, firm: &Firm) -> Self {
        let places = Places::learn(reading);
        let hosts = Hosts::learn(reading, persons);
        let senders = senders::find(reading, persons);
        let mut uses = Uses { places: &places, grouped: BTreeMap::new() };
        uses.of_values(reading, persons, firm);
        uses.of_shipments(reading, persons);
        uses.of_changes(reading, persons);
        uses.of_sign_ins(reading, persons);
        uses.of_devices(reading, persons);
        uses.of_peripherals(reading, &hosts);
        let cvs: BTreeMap<usize, Cv> =
            senders.of.keys().filter_map(|at| Some((*at, cv_of(reading.documents.get(*at)?)?))).collect();
        uses.of_documents(reading, &senders.of, &cvs);
        let grouped = uses.grouped;
        let mut index = Self { places, host_of: hosts, senders, cvs, ..Self::default() };
        for (kind, by_key) in grouped {
            let list = index.entries.entry(kind).or_default();
            for (key, Gathered { form, mut uses, streets }) in by_key {
                let streets = streets.into_iter().collect();
                uses.sort_by(|first, second| {
                    (first.person, &first.citation, first.role).cmp(&(
                        second.person,
                        &second.citation,
                        second.role,
                    ))
                });
                list.push(Entry { thing: ThingId(0), form, key, uses, streets, hub: None, space: None });
            }
        }
        index.learn_homes();
        index.learn_office_users(firm);
        index.number_things(persons);
        crate::things::mark_hubs(&mut index, reading, persons, firm);
        index
    }
}

/// Uses by kind and key while they are gathered.
struct Uses<'p> {
    places: &'p Places,
    grouped: BTreeMap<ValueKind, BTreeMap<String, Gathered>>,
}

/// A value and its uses while they are gathered.
struct Gathered {
    form: Form,
    uses: Vec<Use>,
    /// How its street was written, if it is an address.
    streets: BTreeSet<String>,
}

/// A use that is the person's own, of one record, without further marks.
fn plain(person: PersonId, source: &str, role: Role, citation: Citation) -> Use {
    Use {
        person,
        source: source.to_owned(),
        role,
        first: None,
        last: None,
        tag: None,
        device: false,
        days: Vec::new(),
        citation,
        last_citation: None,
    }
}

/// Days of use, each with its sign-in.
type Days = Vec<(Date, u32)>;

impl Uses<'_> {
    fn add(&mut self, form: &Form, usage: Use) {
        let key = self.places.key(form);
        if key.is_empty() {
            return;
        }
        let by_key = self.grouped.entry(form.kind()).or_default();
        let new = || Gathered { form: form.clone(), uses: Vec::new(), streets: BTreeSet::new() };
        let gathered = by_key.entry(key).or_insert_with(new);
        if let Form::Address(address) = form {
            let ways = [address.spelled.as_str(), address.spelled.as_written()];
            gathered.streets.extend(ways.map(str::to_owned));
        }
        gathered.uses.push(usage);
    }

    fn of_values(&mut self, reading: &Reading, persons: &Persons, firm: &Firm) {
        for value in &reading.values {
            let Some(row) = reading.rows.get(value.row.0 as usize) else { continue };
            let tag = match &value.form {
                Form::Mailbox(mailbox) => mailbox.tag().map(str::to_owned),
                _ => None,
            };
            let source = counted_as(row.source.as_str(), table_of(row.kind));
            for person in persons.all_of_row(value.row) {
                let own = plain(*person, source, role_here(value, row.kind, firm), value.citation.clone());
                let usage = Use { first: value.first, last: value.last, tag: tag.clone(), ..own };
                self.add(&value.form, usage);
            }
        }
    }

    fn of_shipments(&mut self, reading: &Reading, persons: &Persons) {
        for shipment in &reading.shipments {
            let Some(person) = shipment.person.as_deref().and_then(|key| persons.resolve(key)) else {
                continue;
            };
            let Some(address) = &shipment.address else { continue };
            let day = shipment.delivered.or(shipment.at);
            let source = counted_as(shipment.source.as_str(), "table:shipment");
            let citation = shipment.citation.with_field(shipment.address_field.as_str());
            let usage = Use {
                first: day,
                last: day,
                device: true,
                ..plain(person, source, Role::Delivery, citation)
            };
            self.add(&Form::Address(address.clone()), usage);
        }
    }

    /// Accounts to which a person's pay was redirected. No row compares them; they are things that
    /// findings about the redirection name.
    fn of_changes(&mut self, reading: &Reading, persons: &Persons) {
        for change in &reading.changes {
            let Some(person) = persons.resolve(&change.person) else { continue };
            let Some(account) = &change.account else { continue };
            let source = counted_as(change.source.as_str(), "table:change");
            let citation = change.citation.with_field(change.account_field.as_str());
            let own = plain(person, source, Role::Paid, citation);
            self.add(account, Use { first: change.at, ..own });
        }
    }

    /// Folds the daily uses of each account once more: one use a person and value, with its days.
    fn of_sign_ins(&mut self, reading: &Reading, persons: &Persons) {
        let mut folded: HashMap<(PersonId, &str, Form), Days> = HashMap::new();
        for (index, usage) in (0_u32..).zip(&reading.sign_ins) {
            let Some(row) = reading.rows.get(usage.row.0 as usize) else { continue };
            let source = counted_as(row.source.as_str(), "table:sign-in");
            let network = usage.network.map(Form::Network);
            let devices = usage.devices.iter().cloned().map(Form::Device);
            let factors = usage.factors.iter().cloned().map(Form::Factor);
            for form in network.into_iter().chain(devices).chain(factors) {
                for person in persons.all_of_row(usage.row) {
                    let days = folded.entry((*person, source, form.clone())).or_default();
                    days.push((usage.day, index));
                }
            }
        }
        for ((person, source, form), mut days) in folded {
            let order =
                |(day, index): &(Date, u32)| (*day, reading.sign_ins.get(*index as usize).map(|u| &u.first));
            days.sort_by(|left, right| order(left).cmp(&order(right)));
            let ends = days.first().zip(days.last());
            let Some(((first, early), (last, late))) = ends else { continue };
            let (Some(early), Some(late)) =
                (reading.sign_ins.get(*early as usize), reading.sign_ins.get(*late as usize))
            else {
                continue;
            };
            let (citation, last_citation) = (cite(early, &early.first, &form), cite(late, &late.last, &form));
            let own = plain(person, source, Role::Used, citation.clone());
            let usage = Use {
                first: Some(*first),
                last: Some(*last),
                last_citation: Some(last_citation).filter(|other| !other.same_record(&citation)),
                days,
                ..own
            };
            self.add(&form, usage);
        }
    }

    fn of_devices(&mut self, reading: &Reading, persons: &Persons) {
        for device in &reading.devices {
            let Some(person) = device.person.as_deref().and_then(|key| persons.resolve(key)) else {
                continue;
            };
            let source = counted_as(device.source.as_str(), "table:device");
            let own = plain(person, source, Role::Used, device.citation.clone());
            let own = Use { first: device.at, last: device.at, ..own };
            if let Some(network) = device.network {
                let citation = own.citation.with_field(device.network_field.as_str());
                self.add(&Form::Network(network), Use { citation, ..own.clone() });
            }
            if let Some(serial) = device.serial.as_deref().and_then(DeviceId::parse) {
                self.add(&Form::Device(serial), own);
            }
        }
    }

    /// Hosts as devices, and the displays that were plugged into them.
    fn of_peripherals(&mut self, reading: &Reading, hosts: &Hosts) {
        for peripheral in &reading.peripherals {
            let Some(person) = hosts.user(peripheral) else { continue };
            let source = counted_as(peripheral.source.as_str(), "table:device");
            let own = plain(person, source, Role::Used, peripheral.citation.clone());
            let own = Use { first: peripheral.first, last: peripheral.last, ..own };
            if let Some(host) = DeviceId::parse(&peripheral.host) {
                self.add(&Form::Device(host), own.clone());
            }
            if let Plugged::Display(display) = &peripheral.what
                && display.key().is_some()
            {
                self.add(&Form::Display(display.clone()), own);
            }
        }
    }

    fn of_documents(
        &mut self,
        reading: &Reading,
        senders: &BTreeMap<usize, PersonId>,
        cvs: &BTreeMap<usize, Cv>,
    ) {
        for (index, person) in senders {
            let Some(document) = reading.documents.get(*index) else { continue };
            let source = document.source.as_str();
            for (part, mark) in &document.marks {
                let Some(cited) = document.parts.get(usize::from(*part)).or_else(|| document.parts.first())
                else {
                    continue;
                };
                let usage = plain(*person, source, Role::Sent, cited.with_field(mark.kind.word()));
                self.add(&Form::FileMark(mark.clone()), usage);
            }
            let Some(cv) = cvs.get(index) else { continue };
            for (form, role, citation) in crate::cvs::links(document, cv) {
                self.add(&form, plain(*person, source, role, citation));
            }
        }
    }
}

/// The record of a sign-in, citing the field of the value compared.
pub(super) fn cite(usage: &SignInUse, citation: &Citation, form: &Form) -> Citation {
    match form {
        Form::Device(_) => citation.with_field(usage.device_field.clone()),
        Form::Factor(_) => citation.with_field(usage.factor_field.clone()),
        _ => citation.clone(),
    }
}

/// Who has which host, by any name of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Hosts {
    persons: HashMap<String, PersonId>,
    /// Persons by the keys with which results name a host's user.
    users: HashMap<String, PersonId>,
}

impl Hosts {
    /// What the records themselves say of a host's user; else the newest row of a device table
    /// whose name, key or serial is the host's.
    fn learn(reading: &Reading, persons: &Persons) -> Self {
        let mut newest: HashMap<String, (Option<Date>, &Citation, PersonId)> = HashMap::new();
        for device in &reading.devices {
            let Some(person) = device.person.as_deref().and_then(|key| persons.resolve(key)) else {
                continue;
            };
            for name in [&device.name, &device.key, &device.serial].into_iter().flatten() {
                let found = (device.at, &device.citation, person);
                let slot = newest.entry(plain_host(name)).or_insert(found);
                if (found.0, found.1) > (slot.0, slot.1) {
                    *slot = found;
                }
            }
        }
        let mut hosts: HashMap<String, PersonId> =
            newest.into_iter().map(|(name, (_, _, person))| (name, person)).collect();
        let mut own: HashMap<String, PersonId> = HashMap::new();
        let mut users = HashMap::new();
        for peripheral in &reading.peripherals {
            for key in &peripheral.person {
                users.extend(persons.resolve(key).map(|person| (key.clone(), person)));
            }
            if let Some(person) = peripheral.person.iter().find_map(|key| persons.resolve(key)) {
                let slot = own.entry(plain_host(&peripheral.host)).or_insert(person);
                *slot = (*slot).min(person);
            }
        }
        hosts.extend(own);
        Self { persons: hosts, users }
    }

    /// Who used the host while the thing was plugged in: whom the result names, because a laptop is
    /// passed on; else who has the host.
    pub(super) fn user(&self, peripheral: &Peripheral) -> Option<PersonId> {
        let named = peripheral.person.iter().find_map(|key| self.users.get(key));
        let known = |name: &String| self.persons.get(&plain_host(name)).copied();
        named.copied().or_else(|| known(&peripheral.host)).or_else(|| {
            // By its other names only where all that are known say the same person.
            let mut users = peripheral.host_names.iter().filter_map(known);
            let first = users.next()?;
            users.all(|other| other == first).then_some(first)
        })
    }
}

/// A host's name as it is compared: without case and without the local domain.
fn plain_host(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    for ending in [".local", ".lan", ".home", ".fritz.box"] {
        if let Some(bare) = lower.strip_suffix(ending) {
            return bare.to_owned();
        }
    }
    lower
}
