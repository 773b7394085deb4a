//! Who is one person: rows of one key, joined by what the firm itself states ([`crate::joins`]).

mod dependent;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bonafide_records::finding::{Gap, PersonId};
use bonafide_records::normal::{Mailbox, Name};
use bonafide_records::person::{PersonKind, PersonRow, Statement};
use bonafide_records::{Citation, Firm, Reading, RowId};
use jiff::civil::Date;

use crate::joins::{self, Join};
use dependent::{Given, Lookup, Refused, Whose};

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

    /// Whether they are known as an applicant and as nothing more.
    pub fn only_applies(&self) -> bool {
        self.kinds.contains(&PersonKind::Applicant) && !self.works_here()
    }

    /// Whether the firm knows them by more than a payment or a sign-in.
    pub fn is_contract_party(&self) -> bool {
        self.kinds.iter().any(|kind| !matches!(kind, PersonKind::Payee | PersonKind::Account))
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
    of_row: Vec<Vec<PersonId>>,
    by_key: HashMap<String, Vec<PersonId>>,
    by_mailbox: HashMap<String, Vec<PersonId>>,
}

impl Persons {
    /// Finds the persons of a reading.
    pub fn build(reading: &Reading, firm: &Firm) -> Self {
        let joined = joins::join(reading, firm);
        let mut rows_of: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (index, root) in joined.root_of_row.iter().enumerate() {
            if let Some(root) = root {
                rows_of.entry(*root).or_default().push(index);
            }
        }
        let mut persons = Self { joins: joined.joins, gaps: joined.gaps, ..Self::default() };
        let mut built: Vec<Group> = Vec::new();
        let dependent = persons.give(reading, &joined.root_of_row, &rows_of);
        let mut depending: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for one in &dependent {
            if let Whose::Groups(groups) = &one.whose {
                for group in groups {
                    depending.entry(*group).or_default().push(one.row);
                }
            }
        }
        for (root, rows) in rows_of {
            let more = depending.remove(&root).unwrap_or_default();
            built.push(Group::of(rows, more, reading));
        }
        for rows in dependent::own_groups(&dependent).into_values() {
            built.push(Group::of(rows, Vec::new(), reading));
        }
        number_value_keys(&mut built);
        built.sort_by(|first, second| first.person.id.cmp(&second.person.id));
        persons.settle(built, reading);
        persons.note_joins(&dependent, reading);
        persons
    }

    /// Gives the rows that depend on others to the groups that they name or pay.
    fn give(
        &mut self,
        reading: &Reading,
        root_of_row: &[Option<u32>],
        rows_of: &BTreeMap<u32, Vec<usize>>,
    ) -> Vec<Given> {
        // The same look-up by key as later, over groups instead of persons.
        let mut known = Self::default();
        let roots: Vec<u32> = rows_of.keys().copied().collect();
        let mut contracts: HashMap<String, BTreeSet<u32>> = HashMap::new();
        for (index, (root, rows)) in rows_of.iter().enumerate() {
            for row in rows.iter().filter_map(|row| reading.rows.get(*row)) {
                known.remember_keys(row, PersonId(index as u32));
                for (statement, _) in &row.statements {
                    if let Statement::Contract(contract) = statement {
                        contracts.entry(dependent::fold_contract(contract)).or_default().insert(*root);
                    }
                }
            }
            known.list.push(person_of(rows, &[], reading));
        }
        let resolve = |key: &str| known.resolve(key).and_then(|id| roots.get(id.0 as usize).copied());
        let named_alike = |root: u32, name: &Name| {
            let rows = rows_of.get(&root).into_iter().flatten();
            rows.filter_map(|row| reading.rows.get(*row)).any(|row| row.name.shares_token(name))
        };
        let lookup = Lookup { resolve: &resolve, contracts, named_alike: &named_alike };
        let given = dependent::give(reading, root_of_row, &lookup);
        for (reason, says, ask) in [
            (
                Refused::Several,
                "cite contracts of several persons: they were given to none of them",
                "for which contract was the money? write one contract id into each reference",
            ),
            (
                Refused::ShortNumber,
                "hold a bare short number that is also a contract's id, and pay another name: they were not \
                 given to that contract",
                "is the number the contract's or a running one? write the word contract before it, or give \
                 contracts longer ids",
            ),
            (
                Refused::Nobody,
                "name a person whom no record knows, or several do: they were left with the account alone",
                "whose are they? correct the key, or give the export in which it stands",
            ),
        ] {
            self.refusal(reading, &given, reason, says, ask);
        }
        self.gaps.sort();
        given
    }

    /// One gap for all rows that were refused for one reason.
    fn refusal(&mut self, reading: &Reading, given: &[Given], reason: Refused, says: &str, ask: &str) {
        let refused: Vec<Citation> = given
            .iter()
            .filter(|one| one.refused == Some(reason))
            .filter_map(|one| reading.rows.get(one.row).map(|row| row.citation.clone()))
            .collect();
        if !refused.is_empty() {
            let rows = if refused.len() == 1 { "row" } else { "rows" };
            self.gaps.push(Gap {
                detector: "joins".to_owned(),
                says: format!("{} {rows} of payments or logins {says}", refused.len()),
                records: refused,
                ask: ask.to_owned(),
            });
        }
    }

    /// Numbers the persons and remembers whose each row is.
    fn settle(&mut self, built: Vec<Group>, reading: &Reading) {
        self.of_row = vec![Vec::new(); reading.rows.len()];
        for (index, group) in built.into_iter().enumerate() {
            let id = PersonId(index as u32);
            for row in &group.rows {
                if let Some(owners) = self.of_row.get_mut(*row) {
                    owners.push(id);
                }
            }
            for row in group.named_by.iter().filter_map(|row| reading.rows.get(*row)) {
                self.remember_keys(row, id);
            }
            self.list.push(group.person);
        }
    }

    /// What a payout cites and a sign-in names is a join like any other; each is listed once.
    fn note_joins(&mut self, dependent: &[Given], reading: &Reading) {
        let mut noted: BTreeSet<(String, String)> = BTreeSet::new();
        for one in dependent {
            let (Some((rule, record)), Some(row)) = (&one.by, reading.rows.get(one.row)) else { continue };
            let owners = self.of_row.get(one.row).map_or(&[][..], Vec::as_slice);
            let [owner] = owners else { continue };
            let written = format!("{}:{}", row.source, row.key);
            let id = self.name_of(*owner).to_owned();
            if id != written && noted.insert((id.clone(), written.clone())) {
                self.joins.push(Join { a: id, b: written, rule, record: record.clone() });
            }
        }
        self.joins.sort();
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
                Statement::Of(_) | Statement::Cites(_) => {}
                Statement::WorkMailbox(mailbox) => {
                    let holders = self.by_mailbox.entry(mailbox.clone()).or_default();
                    if !holders.contains(&id) {
                        holders.push(id);
                    }
                }
            }
        }
    }

    /// The person of a row; of a payout for an account that several have, the first of them.
    pub fn of_row(&self, row: RowId) -> Option<PersonId> {
        self.all_of_row(row).first().copied()
    }

    /// The persons of a row: one, but for payouts without a contract to an account that several have.
    pub fn all_of_row(&self, row: RowId) -> &[PersonId] {
        self.of_row.get(row.0 as usize).map_or(&[], Vec::as_slice)
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

/// A person while ids are made: with the rows that are theirs, and those that say who they are.
struct Group {
    person: Person,
    rows: Vec<usize>,
    named_by: Vec<usize>,
    /// The key is a value: kind of number, source, and the value.
    value_key: Option<(&'static str, String, String)>,
}

impl Group {
    fn of(rows: Vec<usize>, more: Vec<usize>, reading: &Reading) -> Self {
        let person = person_of(&rows, &more, reading);
        let of_rows = |list: &[usize]| -> Vec<&PersonRow> {
            let mut found: Vec<&PersonRow> = list.iter().filter_map(|row| reading.rows.get(*row)).collect();
            found.sort_by(|one, two| {
                (one.source.as_str(), one.key.as_str()).cmp(&(two.source.as_str(), two.key.as_str()))
            });
            found
        };
        let own = of_rows(&rows);
        let value_key = match own.iter().find(|row| !row.key.is_value()) {
            Some(_) => None,
            None => own.first().map(|row| {
                let word = if row.key.as_str().contains('@') { "mailbox" } else { "account" };
                (word, row.source.as_str().to_owned(), row.key.as_str().to_owned())
            }),
        };
        let named_by = rows.clone();
        let mut all = rows;
        all.extend(more);
        Self { person, rows: all, named_by, value_key }
    }
}

/// A person of the rows that say who they are, and of more that are records of theirs.
fn person_of(rows: &[usize], more: &[usize], reading: &Reading) -> Person {
    let sorted = |list: &[usize]| {
        let mut own: Vec<(&PersonRow, RowId)> = list
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
        own
    };
    let (own, others) = (sorted(rows), sorted(more));
    let written = |row: &PersonRow| format!("{}:{}", row.source, row.key);
    let mut known_as: Vec<String> = own.iter().chain(&others).map(|(row, _)| written(row)).collect();
    known_as.sort();
    known_as.dedup();
    let keyed = own.iter().filter(|(row, _)| !row.key.is_value()).map(|(row, _)| written(row)).min();
    let mut names: Vec<Name> = Vec::new();
    for (row, _) in &own {
        if !row.name.is_empty() && !names.contains(&row.name) {
            names.push(row.name.clone());
        }
    }
    Person {
        id: keyed.or_else(|| own.iter().map(|(row, _)| written(row)).min()).unwrap_or_default(),
        kinds: own.iter().chain(&others).map(|(row, _)| row.kind).collect(),
        rows: own.iter().chain(&others).map(|(_, id)| *id).collect(),
        known_as,
        names,
        first: own.iter().filter_map(|(row, _)| row.from).min(),
        newest_start: own.iter().filter_map(|(row, _)| row.from).max(),
    }
}

/// No value stands in an id: a key that is a mailbox or an account becomes a running number of its
/// source, in the order of the values.
fn number_value_keys(built: &mut [Group]) {
    let mut by_source: BTreeMap<(&'static str, String), Vec<(String, usize)>> = BTreeMap::new();
    for (index, group) in built.iter().enumerate() {
        let Some((word, source, value)) = &group.value_key else { continue };
        by_source.entry((word, source.clone())).or_default().push((value.clone(), index));
    }
    for ((word, source), mut entries) in by_source {
        entries.sort();
        for (number, (_, index)) in entries.into_iter().enumerate() {
            if let Some(group) = built.get_mut(index) {
                group.person.id = format!("{source}:{word}-{}", number + 1);
            }
        }
    }
}
