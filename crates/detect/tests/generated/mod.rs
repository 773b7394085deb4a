//! Small generated worlds: few values, many collisions, and some that are almost one.

use bonafide_detect::persons::Persons;
use bonafide_records::finding::PersonId;
use bonafide_records::firm::{Firm, Household};
use bonafide_records::normal::{Address, CodeAccount, Mailbox, Name, Phone, WebLink};
use bonafide_records::person::{Employment, Statement};
use bonafide_records::reading::FileRead;
use bonafide_records::{
    Citation, Digest, FileId, Form, Key, PersonKind, PersonRow, Place, Reading, Removed, Role, RowId,
    Shipment, Source, Value,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

pub const SOURCES: [&str; 5] = ["greenhouse", "bamboohr", "personio", "deel", "table:person"];
const GIVEN: [&str; 5] = ["Alva", "Jorin", "Tessa", "Brano", "Ilka"];
const FAMILY: [&str; 5] = ["Renning", "Maske", "Quilo", "Velik", "Tornow"];
const PHONES: [&str; 5] =
    ["+49 30 23125 001", "+44 20 7946 0958", "+31 20 794 0009", "+44 20 7946 0968", "+49 30 23125 010"];
const MAILBOXES: [&str; 5] = [
    "a.r@example.org",
    "night.kestrel+one@example.org",
    "nightkestrel7@example.net",
    "b.v@mailinator.com",
    "ilka@example.com",
];
const ADDRESSES: [&str; 4] = [
    "Windrosenstr. 8, 10969 Berlin",
    "Kompassrosenweg 3, 81739 München",
    "12 Sextant Lane, Flat 4, Leeds LS1 4AP",
    "Windrosemstraße 8, 10969 Berlin",
];
const PAGES: [&str; 3] =
    ["https://portfolio.example.org/a", "https://work.example.net", "https://dev.example.com/x"];
const LOGINS: [&str; 3] = ["alpha-dev", "beta-dev", "gamma-dev"];

#[derive(Debug, Clone)]
pub struct RowSeed {
    pub source: usize,
    pub key: u8,
    pub given: usize,
    pub family: usize,
    pub phone: Option<usize>,
    pub mailbox: Option<usize>,
    pub home: Option<usize>,
    pub other_address: Option<usize>,
    pub page: Option<usize>,
    pub login: Option<usize>,
    pub referee: Option<usize>,
    pub employer: Option<usize>,
    pub number: Option<u8>,
    pub from: Option<i64>,
    pub days: Option<i64>,
    pub agency: bool,
}

#[derive(Debug, Clone)]
pub struct World {
    pub rows: Vec<RowSeed>,
    pub shipments: Vec<(usize, usize, usize)>,
    pub removed: Vec<(usize, usize, usize, i64)>,
    pub firm: Firm,
}

fn row() -> impl Strategy<Value = RowSeed> {
    let maybe = |of: usize| proptest::option::weighted(0.6, 0..of);
    (
        (0..SOURCES.len(), 0_u8..9, 0..GIVEN.len(), 0..FAMILY.len(), any::<bool>()),
        (maybe(5), maybe(5), maybe(4), proptest::option::weighted(0.2, 0_usize..4)),
        (proptest::option::weighted(0.3, 0_usize..3), proptest::option::weighted(0.3, 0_usize..3)),
        (proptest::option::weighted(0.2, 0_usize..5), proptest::option::weighted(0.5, 0_usize..3)),
        (proptest::option::weighted(0.3, 0_u8..4), proptest::option::weighted(0.7, 0_i64..1500)),
        proptest::option::weighted(0.4, 0_i64..600),
    )
        .prop_map(|(who, contact, web, past, (number, from), days)| RowSeed {
            source: who.0,
            key: who.1,
            given: who.2,
            family: who.3,
            phone: contact.0,
            mailbox: contact.1,
            home: contact.2,
            other_address: contact.3,
            page: web.0,
            login: web.1,
            referee: past.0,
            employer: past.1,
            number,
            from,
            days,
            agency: who.4 && number.is_none() && days.is_some(),
        })
}

pub fn world() -> impl Strategy<Value = World> {
    (
        proptest::collection::vec(row(), 1..14),
        proptest::collection::vec((0_usize..14, 0_usize..4, 0_usize..5), 0..6),
        proptest::collection::vec((0_usize..5, 0_usize..5, 0_usize..4, 0_i64..1500), 0..3),
        proptest::option::of((0_usize..14, 0_usize..14)),
    )
        .prop_map(|(rows, shipments, removed, household)| {
            let name = |index: usize| {
                rows.get(index).map(|row: &RowSeed| format!("{}:k{}", SOURCES[row.source], row.key))
            };
            let mut firm = Firm::default();
            if let Some((Some(first), Some(second))) = household.map(|(a, b)| (name(a), name(b))) {
                firm.households.push(Household { persons: vec![first, second] });
            }
            World { rows, shipments, removed, firm }
        })
}

/// How names and dates are written down.
pub trait Writing {
    fn name(&self, given: &str, family: &str) -> (String, String) {
        (given.to_owned(), family.to_owned())
    }
    fn day(&self, day: Date) -> Date {
        day
    }
}

pub struct AsWritten;
impl Writing for AsWritten {}

/// Every token replaced one to one, by letters of another length or script.
pub struct Renamed(pub usize);
impl Writing for Renamed {
    fn name(&self, given: &str, family: &str) -> (String, String) {
        const SCRIPTS: [[&str; 10]; 3] = [
            ["Xo", "Bartholomeusz", "Ingrith", "Quall", "Zeph", "Umbra", "Vosk", "Lindqvister", "Ort", "Pyk"],
            ["Борзан", "Велимор", "Гардек", "Дорислав", "Ждан", "Лемех", "Мирош", "Рудак", "Тихор", "Юркас"],
            [
                "Ανδρόκης",
                "Βελίνης",
                "Γαλάρας",
                "Δορίνα",
                "Ζήκος",
                "Θαλής",
                "Κορίνα",
                "Λυκίδης",
                "Μορφής",
                "Ρήνος",
            ],
        ];
        let own = SCRIPTS[self.0 % 3];
        let at = |pool: &[&str], word: &str| pool.iter().position(|one| *one == word).expect("a known token");
        (own[at(&GIVEN, given)].to_owned(), own[5 + at(&FAMILY, family)].to_owned())
    }
}

pub struct Moved;
impl Writing for Moved {
    fn day(&self, day: Date) -> Date {
        day.checked_add(364.days()).expect("a day")
    }
}

fn digest(words: &[usize]) -> Digest {
    let mut bytes = [7_u8; 32];
    for (index, word) in words.iter().enumerate() {
        bytes[index * 4..index * 4 + 4].copy_from_slice(&(*word as u32).to_le_bytes());
    }
    Digest(bytes)
}

fn cite(file: u32, line: usize, kind: usize) -> Citation {
    Citation {
        file: FileId(file),
        place: Place::Line(line as u64 + 2),
        digest: digest(&[kind, line]),
        field: "x".into(),
    }
}

fn day(offset: i64) -> Date {
    date(2021, 1, 4).checked_add(offset.days()).expect("a day")
}

fn person_row(seed: &RowSeed, at: usize, writing: &impl Writing) -> (PersonRow, Vec<(Role, Form)>) {
    let (given, family) = writing.name(GIVEN[seed.given], FAMILY[seed.family]);
    let citation = cite(seed.source as u32, at, 1);
    let kind = match seed.source {
        0 => PersonKind::Applicant,
        1 | 2 => PersonKind::Staff,
        3 => PersonKind::Contractor,
        _ => PersonKind::Applicant,
    };
    let mut values = Vec::new();
    if let Some(index) = seed.phone {
        values.push((Role::Own, Form::Phone(Phone::parse(PHONES[index], None).expect("a phone"))));
    }
    if let Some(index) = seed.mailbox {
        values.push((Role::Own, Form::Mailbox(Mailbox::parse(MAILBOXES[index]).expect("a mailbox"))));
    }
    for (role, index) in [(Role::Home, seed.home), (Role::Other, seed.other_address)] {
        if let Some(index) = index {
            values.push((role, Form::Address(Address::parse_text(ADDRESSES[index]).expect("an address"))));
        }
    }
    if let Some(WebLink::Page(page)) = seed.page.and_then(|index| WebLink::parse(PAGES[index])) {
        values.push((Role::Own, Form::WebPage(page)));
    }
    if let Some(account) = seed.login.and_then(|index| CodeAccount::parse_login("github.com", LOGINS[index]))
    {
        values.push((Role::Own, Form::CodeAccount(account)));
    }
    if let Some(index) = seed.referee {
        values.push((Role::Referee, Form::Mailbox(Mailbox::parse(MAILBOXES[index]).expect("a mailbox"))));
    }
    let from = seed.from.map(|offset| writing.day(day(offset)));
    let row = PersonRow {
        source: Source::new(SOURCES[seed.source]),
        key: Key::new(&format!("k{}", seed.key)).expect("a key"),
        kind,
        name: Name::new(Some(&given), Some(&family), None),
        statements: seed
            .number
            .map(|number| (Statement::EmployeeNumber(format!("10{number}")), citation.clone()))
            .into_iter()
            .collect(),
        agency: seed.agency.then(|| "Fernhill Talent".to_owned()),
        role: None,
        from,
        to: seed.from.zip(seed.days).map(|(start, days)| writing.day(day(start + days))),
        company: None,
        country: None,
        history: seed
            .employer
            .map(|index| Employment {
                employer: format!("employer {index}"),
                from_year: Some(2015),
                to_year: None,
            })
            .into_iter()
            .collect(),
        citation,
    };
    (row, values)
}

/// The world as one reading.
pub fn reading(world: &World, writing: &impl Writing) -> Reading {
    let order: Vec<usize> = (0..world.rows.len()).collect();
    build(world, writing, &order)
}

/// The same records in another order.
pub fn shuffled(world: &World, seed: u64) -> Reading {
    let mut order: Vec<usize> = (0..world.rows.len()).collect();
    let mut state = seed | 1;
    for index in (1..order.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(index, (state >> 33) as usize % (index + 1));
    }
    let mut mixed = build(world, &AsWritten, &order);
    mixed.shipments.reverse();
    mixed.removed.reverse();
    mixed.values.reverse();
    mixed
}

fn build(world: &World, writing: &impl Writing, order: &[usize]) -> Reading {
    let mut reading = Reading::default();
    for source in SOURCES.iter().chain(&["table:shipment", "table:removed"]) {
        reading.files.push(FileRead {
            name: format!("{source}.csv"),
            source: Some(Source::new(source)),
            sha256: digest(&[0]),
            read: 0,
            set_aside: 0,
            first: None,
            last: None,
            mapping: None,
        });
    }
    for at in order {
        let (row, values) = person_row(&world.rows[*at], *at, writing);
        let id = RowId(reading.rows.len() as u32);
        for (role, form) in values {
            reading.values.push(Value {
                row: id,
                role,
                form,
                first: row.from,
                last: row.to,
                citation: row.citation.clone(),
            });
        }
        reading.rows.push(row);
    }
    for (at, (person, address, signer)) in world.shipments.iter().enumerate() {
        let Some(seed) = world.rows.get(*person) else { continue };
        let (given, family) = writing.name(GIVEN[*signer], FAMILY[(*signer + 1) % 5]);
        reading.shipments.push(Shipment {
            source: Source::new("table:shipment"),
            key: None,
            person: Some(format!("{}:k{}", SOURCES[seed.source], seed.key)),
            recipient: None,
            address: Address::parse_text(ADDRESSES[*address]),
            serial: None,
            carrier: None,
            at: Some(writing.day(day(900))),
            delivered: None,
            signed_by: Some(Name::new(Some(&given), Some(&family), None)),
            citation: cite(5, at, 2),
            address_field: "address".to_owned(),
            recipient_field: String::new(),
            signed_by_field: "signed_by".to_owned(),
        });
    }
    for (at, (phone, name, address, on)) in world.removed.iter().enumerate() {
        let (given, family) = writing.name(GIVEN[*name], FAMILY[*name]);
        reading.removed.push(Removed {
            source: Source::new("table:removed"),
            name: Some(Name::new(Some(&given), Some(&family), None)),
            values: vec![
                (Form::Phone(Phone::parse(PHONES[*phone], None).expect("a phone")), "phone".to_owned()),
                (
                    Form::Address(Address::parse_text(ADDRESSES[*address]).expect("an address")),
                    "address".to_owned(),
                ),
            ],
            at: Some(writing.day(day(*on))),
            because: None,
            by: ["A. Tamm".to_owned(), "B. Rand".to_owned()],
            citation: cite(6, at, 3),
        });
    }
    reading
}

/// The world without one source of persons.
pub fn without_source(world: &World, source: &str) -> World {
    let mut fewer = world.clone();
    fewer.rows.retain(|row| SOURCES[row.source] != source);
    fewer.shipments.clear();
    fewer
}

/// Digests of every record that belongs to a person.
pub fn digests_of(reading: &Reading, persons: &Persons, person: PersonId) -> Vec<String> {
    let rows = reading.rows.iter().enumerate();
    let own = rows
        .filter(|(index, _)| persons.of_row(RowId(*index as u32)) == Some(person))
        .map(|(_, row)| row.citation.digest.hex());
    let shipments = reading
        .shipments
        .iter()
        .filter(|one| one.person.as_deref().and_then(|key| persons.resolve(key)) == Some(person))
        .map(|one| one.citation.digest.hex());
    own.chain(shipments).collect()
}
