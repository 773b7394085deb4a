//! Who is one person: rows of one key, joined by what the firm itself states ([`crate::joins`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bonafide_records::finding::{Gap, PersonId};
use bonafide_records::normal::{Mailbox, Name};
use bonafide_records::person::{PersonKind, PersonRow, Statement};
use bonafide_records::{Firm, Reading, RowId};
use jiff::civil::Date;

use crate::joins::{self, Join};

/// One applicant, contractor or employee as the firm knows them.
#[derive(Debug, Clone)]
pub struct Person {
    /// The smallest `source:key`; a key that is an e-mail address is numbered instead.
    pub id: String,
    /// What the firm knows them as.
    pub kinds: BTreeSet<PersonKind>,
    /// Their rows.
    pub rows: Vec<RowId>,
    /// All their `source:key`, sorted.
    pub known_as: Vec<String>,
    /// The names their rows give, for equality and initials only.
    pub names: Vec<Name>,
    /// First day of any row.
    pub first: Option<Date>,
    /// Last first day of any row: the newest application, hire or contract.
    pub newest_start: Option<Date>,
}

impl Person {
    /// Whether they work for the firm.
    pub fn works_here(&self) -> bool {
        self.kinds.iter().any(|kind| kind.works_here())
    }

    /// Whether one of their names equals one of the other's.
    pub fn same_name(&self, other: &Self) -> bool {
        self.names.iter().any(|own| other.names.iter().any(|theirs| own.same_as(theirs)))
    }

    /// Initials of the first name on record, in the order of the keys.
    pub fn initials(&self) -> String {
        self.names.iter().map(Name::initials).find(|text| !text.is_empty()).unwrap_or_default()
    }
}

/// All persons of one reading, sorted by id; [`PersonId`] is the index.
#[derive(Debug, Clone, Default)]
pub struct Persons {
    /// The persons.
    pub list: Vec<Person>,
    /// The joins that were made.
    pub joins: Vec<Join>,
    /// Statements that contradict each other.
    pub gaps: Vec<Gap>,
    of_row: Vec<PersonId>,
    by_key: HashMap<String, Vec<PersonId>>,
    by_mailbox: HashMap<String, Vec<PersonId>>,
}

impl Persons {
    /// Finds the persons of a reading.
    pub fn build(reading: &Reading, firm: &Firm) -> Self {
        let joined = joins::join(reading, firm);
        let mut rows_of: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (index, root) in joined.root_of_row.iter().enumerate() {
            rows_of.entry(*root).or_default().push(index);
        }
        let mut built: Vec<(Person, Vec<usize>)> =
            rows_of.into_values().map(|rows| (person_of(&rows, reading), rows)).collect();
        number_mailbox_keys(&mut built);
        built.sort_by(|first, second| first.0.id.cmp(&second.0.id));

        let mut persons = Self { joins: joined.joins, gaps: joined.gaps, ..Self::default() };
        persons.of_row = vec![PersonId(0); reading.rows.len()];
        for (index, (person, rows)) in built.into_iter().enumerate() {
            let id = PersonId(index as u32);
            for row in rows {
                if let Some(slot) = persons.of_row.get_mut(row) {
                    *slot = id;
                }
                if let Some(row) = reading.rows.get(row) {
                    persons.remember_keys(row, id);
                }
            }
            persons.list.push(person);
        }
        persons
    }

    fn remember_keys(&mut self, row: &PersonRow, id: PersonId) {
        let mut remember = |key: String| {
            let holders = self.by_key.entry(key).or_default();
            if !holders.contains(&id) {
                holders.push(id);
            }
        };
        remember(format!("{}:{}", row.source, row.key));
        remember(row.key.as_str().to_owned());
        for (statement, _) in &row.statements {
            match statement {
                Statement::EmployeeNumber(key) | Statement::Contract(key) | Statement::Worker(key) => {
                    remember(key.clone());
                }
                Statement::WorkMailbox(mailbox) => {
                    let holders = self.by_mailbox.entry(mailbox.clone()).or_default();
                    if !holders.contains(&id) {
                        holders.push(id);
                    }
                }
            }
        }
    }

    /// The person of a row.
    pub fn of_row(&self, row: RowId) -> Option<PersonId> {
        self.of_row.get(row.0 as usize).copied()
    }

    /// The person of an id.
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.list.get(id.0 as usize)
    }

    /// The person's id as written in the contract; empty for an index of another list.
    pub fn name_of(&self, id: PersonId) -> &str {
        self.get(id).map_or("", |person| person.id.as_str())
    }

    /// The person of any key of their records: `source:key`, a key alone, a work e-mail.
    ///
    /// A key that several persons have is theirs who works here, if that is one; else nobody's.
    pub fn resolve(&self, written: &str) -> Option<PersonId> {
        let text = written.trim();
        if let Some(found) = self.by_key.get(text).and_then(|holders| self.one_of(holders)) {
            return Some(found);
        }
        let mailbox = Mailbox::parse(text)?;
        self.by_mailbox.get(mailbox.key()).and_then(|holders| self.one_of(holders))
    }

    fn one_of(&self, holders: &[PersonId]) -> Option<PersonId> {
        if let [only] = holders {
            return Some(*only);
        }
        let mut working = holders.iter().filter(|id| self.get(**id).is_some_and(Person::works_here));
        match (working.next(), working.next()) {
            (Some(only), None) => Some(*only),
            _ => None,
        }
    }
}

fn person_of(rows: &[usize], reading: &Reading) -> Person {
    let mut own: Vec<(&PersonRow, RowId)> = rows
        .iter()
        .filter_map(|index| reading.rows.get(*index).map(|row| (row, RowId(*index as u32))))
        .collect();
    own.sort_by(|first, second| {
        (first.0.source.as_str(), first.0.key.as_str(), &first.0.citation).cmp(&(
            second.0.source.as_str(),
            second.0.key.as_str(),
            &second.0.citation,
        ))
    });
    let mut known_as: Vec<String> =
        own.iter().map(|(row, _)| format!("{}:{}", row.source, row.key)).collect();
    known_as.sort();
    known_as.dedup();
    let mut names: Vec<Name> = Vec::new();
    for (row, _) in &own {
        if !row.name.is_empty() && !names.contains(&row.name) {
            names.push(row.name.clone());
        }
    }
    Person {
        id: known_as.first().cloned().unwrap_or_default(),
        kinds: own.iter().map(|(row, _)| row.kind).collect(),
        rows: own.iter().map(|(_, id)| *id).collect(),
        known_as,
        names,
        first: own.iter().filter_map(|(row, _)| row.from).min(),
        newest_start: own.iter().filter_map(|(row, _)| row.from).max(),
    }
}

/// No value stands in an id: a key that is an e-mail address becomes a running number of its
/// source, in the order of the addresses.
fn number_mailbox_keys(built: &mut [(Person, Vec<usize>)]) {
    let mut by_source: BTreeMap<String, Vec<(String, usize)>> = BTreeMap::new();
    for (index, (person, _)) in built.iter().enumerate() {
        let Some(at) = person.id.rfind('@') else { continue };
        let source = match person.id.get(..at).and_then(|front| front.rfind(':')) {
            Some(colon) => person.id.get(..colon).unwrap_or_default().to_owned(),
            None => continue,
        };
        by_source.entry(source).or_default().push((person.id.clone(), index));
    }
    for (source, mut entries) in by_source {
        entries.sort();
        for (number, (_, index)) in entries.into_iter().enumerate() {
            if let Some((person, _)) = built.get_mut(index) {
                person.id = format!("{source}:mailbox-{}", number + 1);
            }
        }
    }
}
