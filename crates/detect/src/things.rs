//! Hubs: values that many share for a known reason. They link nobody and are all reported.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::PersonId;
use bonafide_records::firm::Place;
use bonafide_records::normal::{Address, Name, Range, fold_text};
use bonafide_records::value::{FileMark, MarkKind, Role, ValueKind};
use bonafide_records::{Digest, Firm, Form, Reading, RowId};

use crate::index::{Entry, Use, ValueIndex, agency_values};
use crate::persons::Persons;
use crate::tables::generator_rsids;
use crate::tables::networks::{hosting_or_vpn, relay};

/// From how many persons on a shared contact can be a hub (design 4.7).
const HUB_FROM: usize = 4;

/// Marks every hub of the index.
pub(crate) fn mark_hubs(index: &mut ValueIndex, reading: &Reading, persons: &Persons, firm: &Firm) {
    let mut agencies = agency_values(firm);
    for (value, number) in accounts_named_after_agencies(reading, firm) {
        agencies.entry(value).or_insert(number);
    }
    let declared_places = declared_places(firm, index);
    let agency_of = agencies_of_persons(reading, persons);
    let networks = Networks::learn(index, firm);
    let files = files_by_mark(reading);
    let images = images_of_installations(index, reading, persons);
    for kind in ValueKind::ALL {
        let alone = persons_with_one_of_their_own(index, kind);
        for entry in index.entries_mut(kind) {
            entry.space = networks.space(entry);
            entry.hub = match kind {
                ValueKind::Address => declared_places.get(&entry.key).cloned(),
                ValueKind::WebPage => bare_host(entry),
                ValueKind::Device => images.contains(&entry.key).then(|| IMAGE.to_owned()),
                ValueKind::CodeAccount | ValueKind::Factor | ValueKind::Display => None,
                ValueKind::Account | ValueKind::Wallet | ValueKind::Handle => agencies
                    .get(&(kind, entry.key.clone()))
                    .map(|number| format!("firm.toml [[agencies]] {number}"))
                    .or_else(|| nobodys(entry)),
                ValueKind::Network => networks.hub(entry),
                ValueKind::FileMark => template(entry, &files),
                ValueKind::Phone | ValueKind::Mailbox => agencies
                    .get(&(kind, entry.key.clone()))
                    .map(|number| format!("firm.toml [[agencies]] {number}"))
                    .or_else(|| firms_own(entry, firm))
                    .or_else(|| contact_hub(entry, &alone, &agency_of)),
            };
        }
    }
}

/// Accounts whose holder bears the name of an agency of firm.toml: an umbrella company's, most often.
/// The agency is counted from 1.
fn accounts_named_after_agencies(reading: &Reading, firm: &Firm) -> Vec<((ValueKind, String), usize)> {
    let names = agency_names(firm);
    if names.is_empty() {
        return Vec::new();
    }
    let mut rows: BTreeMap<RowId, usize> = BTreeMap::new();
    for payment in &reading.payments {
        let Some(holder) = &payment.holder else { continue };
        if let Some(number) = agency_named(&names, holder) {
            rows.insert(payment.row, number);
        }
    }
    let paid = reading.values.iter().filter(|value| value.role == Role::Paid);
    paid.filter_map(|value| {
        let number = rows.get(&value.row)?;
        Some(((value.form.kind(), value.form.key()), *number))
    })
    .collect()
}

/// The names of the agencies of firm.toml, in its order.
pub(crate) fn agency_names(firm: &Firm) -> Vec<Name> {
    firm.agencies.iter().map(|agency| Name::new(None, None, Some(&agency.name))).collect()
}

/// The agency whose name the holder of an account bears, counted from 1.
pub(crate) fn agency_named(names: &[Name], holder: &Name) -> Option<usize> {
    names.iter().position(|own| own.same_as(holder) || own.is_part_of(holder)).map(|index| index + 1)
}

/// What is known of network addresses before any is compared.
struct Networks {
    offices: Vec<(usize, Range)>,
    spaces: Vec<(usize, Range)>,
    /// Persons who used any address, by source.
    users: BTreeMap<String, usize>,
}

/// A network address of more persons than this, or than one in a hundred, is a hub (design 4.7).
const LINE_OF_MANY: usize = 5;

impl Networks {
    fn learn(index: &ValueIndex, firm: &Firm) -> Self {
        let ranges = |places: &[Place]| -> Vec<(usize, Range)> {
            let numbered = places.iter().enumerate();
            numbered
                .flat_map(|(at, place)| place.egress.iter().map(move |text| (at + 1, text)))
                .filter_map(|(number, text)| Range::parse(text).map(|range| (number, range)))
                .collect()
        };
        let mut users: BTreeMap<String, BTreeSet<PersonId>> = BTreeMap::new();
        for usage in index.entries(ValueKind::Network).iter().flat_map(|entry| &entry.uses) {
            users.entry(usage.source.clone()).or_default().insert(usage.person);
        }
        let users = users.into_iter().map(|(source, persons)| (source, persons.len())).collect();
        Self { offices: ranges(&firm.offices), spaces: ranges(&firm.spaces), users }
    }

    fn space(&self, entry: &Entry) -> Option<usize> {
        let Form::Network(network) = &entry.form else { return None };
        self.spaces.iter().find(|(_, range)| range.holds(network)).map(|(number, _)| *number)
    }

    fn hub(&self, entry: &Entry) -> Option<String> {
        let Form::Network(network) = &entry.form else { return None };
        if let Some((number, _)) = self.offices.iter().find(|(_, range)| range.holds(network)) {
            return Some(format!("firm.toml [[offices]] {number}"));
        }
        if let Some(number) = entry.space {
            return Some(format!("firm.toml [[spaces]] {number}"));
        }
        if !network.is_public() {
            return Some("no public address".to_owned());
        }
        if relay(network) {
            return Some("a privacy relay".to_owned());
        }
        if hosting_or_vpn(network) {
            return Some("a hosting or VPN network".to_owned());
        }
        let mut by_source: BTreeMap<&str, BTreeSet<PersonId>> = BTreeMap::new();
        for usage in &entry.uses {
            by_source.entry(&usage.source).or_default().insert(usage.person);
        }
        by_source.into_iter().find_map(|(source, persons)| {
            let all = self.users.get(source).copied().unwrap_or_default();
            (persons.len() > LINE_OF_MANY.max(all / 100))
                .then(|| format!("{} of the {all} persons of {source} used it", persons.len()))
        })
    }
}

/// An address to which money goes to be destroyed.
fn nobodys(entry: &Entry) -> Option<String> {
    let Form::Wallet(wallet) = &entry.form else { return None };
    wallet.is_nobodys().then(|| "an address that nobody owns".to_owned())
}

/// Why a browser's fingerprint links nobody.
const IMAGE: &str =
    "each who signs in with it has a device id of their own beside it: computers set up alike";

/// Ids that four and more persons sign in with, each time beside a device id that is theirs alone: the
/// fingerprint of computers that were set up from one image, not one computer.
fn images_of_installations(index: &ValueIndex, reading: &Reading, persons: &Persons) -> BTreeSet<String> {
    let many: BTreeSet<&str> = index
        .entries(ValueKind::Device)
        .iter()
        .filter(|entry| entry.holders(|_| true).len() >= HUB_FROM)
        .map(|entry| entry.key.as_str())
        .collect();
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut alone: BTreeSet<String> = BTreeSet::new();
    for usage in reading.sign_ins.iter().filter(|_| !many.is_empty()) {
        let forms = usage.devices.iter().map(|device| Form::Device(device.clone()));
        let entries: Vec<&Entry> = forms.filter_map(|form| index.find(&form)).collect();
        for entry in entries.iter().filter(|entry| many.contains(entry.key.as_str())) {
            let mut others = entries.iter().filter(|other| other.key != entry.key);
            let is_beside = others.any(|other| other.holders(|_| true) == persons.all_of_row(usage.row));
            let list = if is_beside { &mut found } else { &mut alone };
            list.insert(entry.key.clone());
        }
    }
    found.difference(&alone).cloned().collect()
}

/// An id that the files of many carry is that of a template or an agency's program. Files that
/// nobody sent count too.
fn template(entry: &Entry, files: &BTreeMap<&FileMark, BTreeSet<Digest>>) -> Option<String> {
    let Form::FileMark(mark) = &entry.form else { return None };
    let persons = entry.holders(|_| true).len();
    if persons >= HUB_FROM {
        return Some(format!("{persons} persons' files carry it: a template or a program"));
    }
    if persons < 2 {
        return None;
    }
    let is_rsid = matches!(mark.kind, MarkKind::Rsid | MarkKind::RsidRoot);
    if is_rsid && generator_rsids().holds(&mark.value.to_ascii_uppercase()) {
        return Some("the default template of a library that writes Word files".to_owned());
    }
    let count = files.get(mark).map_or(0, BTreeSet::len);
    (count >= HUB_FROM).then(|| format!("{count} files carry it: a template or a program"))
}

/// The files that carry each mark, copies of one file counted once.
fn files_by_mark(reading: &Reading) -> BTreeMap<&FileMark, BTreeSet<Digest>> {
    let mut files: BTreeMap<&FileMark, BTreeSet<Digest>> = BTreeMap::new();
    for document in &reading.documents {
        let Some(part) = document.parts.first() else { continue };
        for (_, mark) in &document.marks {
            files.entry(mark).or_default().insert(part.digest);
        }
    }
    files
}

/// Offices and co-working spaces of `firm.toml`, by the key of their address.
fn declared_places(firm: &Firm, index: &ValueIndex) -> BTreeMap<String, String> {
    let mut declared = BTreeMap::new();
    for (list, word) in [(&firm.offices, "offices"), (&firm.spaces, "spaces")] {
        for (number, place) in list.iter().enumerate() {
            if let Some(address) = place.address.as_deref().and_then(Address::parse_text) {
                declared.insert(index.address_key(&address), format!("firm.toml [[{word}]] {}", number + 1));
            }
        }
    }
    declared
}

/// The agency that each person's rows name, folded; only where all that name one name the same.
pub(crate) fn agencies_of_persons(reading: &Reading, persons: &Persons) -> BTreeMap<PersonId, String> {
    let mut named: BTreeMap<PersonId, BTreeSet<String>> = BTreeMap::new();
    for (index, row) in reading.rows.iter().enumerate() {
        let agency = row.agency.as_deref().map(fold_text).filter(|text| !text.is_empty());
        if let (Some(agency), Some(person)) = (agency, persons.of_row(RowId(index as u32))) {
            named.entry(person).or_default().insert(agency);
        }
    }
    named
        .into_iter()
        .filter_map(|(person, agencies)| match agencies.len() {
            1 => agencies.into_iter().next().map(|agency| (person, agency)),
            _ => None,
        })
        .collect()
}

/// Persons who give at least one value of the kind that nobody else gives.
fn persons_with_one_of_their_own(index: &ValueIndex, kind: ValueKind) -> BTreeSet<PersonId> {
    index
        .entries(kind)
        .iter()
        .filter_map(|entry| match entry.holders(|_| true).as_slice() {
            [only] => Some(*only),
            _ => None,
        })
        .collect()
}

fn bare_host(entry: &Entry) -> Option<String> {
    let Form::WebPage(page) = &entry.form else { return None };
    let shared_by = entry.holders(|_| true).len();
    (page.is_bare_host() && shared_by >= HUB_FROM)
        .then(|| format!("a host without a path that {shared_by} persons give"))
}

/// A mailbox on the firm's own domain that somebody gives as theirs: a recruiter typed it in, or a
/// colleague's; it says nothing about who the person is.
fn firms_own(entry: &Entry, firm: &Firm) -> Option<String> {
    let Form::Mailbox(mailbox) = &entry.form else { return None };
    let given = entry.uses.iter().any(|usage| usage.role.is_own() && usage.role != Role::Work);
    (given && firm.owns_domain(mailbox.domain())).then(|| "a mailbox on the firm's own domain".to_owned())
}

/// A phone or mailbox that is a hub by how it is used (design 4.7).
fn contact_hub(
    entry: &Entry,
    with_own: &BTreeSet<PersonId>,
    agency_of: &BTreeMap<PersonId, String>,
) -> Option<String> {
    let holders = entry.holders(|_| true);
    let agency_uses = entry.uses.iter().filter(|usage| usage.role == Role::Agency).count();
    if agency_uses > 0 && holders.len() + agency_uses > 1 {
        return Some("its column names an agency or office".to_owned());
    }
    let office_line = entry.uses.iter().filter(|usage| usage.role == Role::Work).map(|usage| usage.person);
    if matches!(entry.form, Form::Phone(_)) && office_line.collect::<BTreeSet<_>>().len() > 1 {
        return Some("the work phone of several persons: an office line".to_owned());
    }
    if holders.len() < 2 || several_tags(&entry.uses) {
        return None;
    }
    if holders.len() >= HUB_FROM && holders.iter().all(|person| with_own.contains(person)) {
        return Some(format!("{} persons give it, each beside one of their own", holders.len()));
    }
    let agencies: BTreeSet<Option<&String>> = holders.iter().map(|person| agency_of.get(person)).collect();
    match agencies.into_iter().collect::<Vec<_>>().as_slice() {
        [Some(_)] => Some(format!("{} persons give it, all through one agency", holders.len())),
        _ => None,
    }
}

/// Whether a mailbox is written under different `+tags`: then it is one reader's, never a hub.
fn several_tags(uses: &[Use]) -> bool {
    uses.iter().filter(|usage| usage.tag.is_some()).map(|usage| &usage.tag).collect::<BTreeSet<_>>().len() > 1
}
