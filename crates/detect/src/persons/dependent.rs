//! Rows that are records of somebody else's: payees, payouts, sign-ins in a table.
//!
//! A payout row joins the person of the contract that it cites; a row that names a person by any
//! key of theirs joins that person. A payee without either is known by the account alone: where
//! persons of the records have that account, the row stands among theirs and joins nobody; else
//! the account is a payee of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bonafide_records::normal::Name;
use bonafide_records::person::{PersonRow, Statement};
use bonafide_records::value::{Role, ValueKind};
use bonafide_records::{Citation, PersonKind, Reading};

/// Whose a dependent row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whose {
    /// Records of these groups of rows.
    Groups(BTreeSet<u32>),
    /// Of nobody whom the records know: a payee or account of its own, by this word.
    Own(String),
}

/// A dependent row that was given to a group, with the statement that did it.
#[derive(Debug, Clone)]
pub(super) struct Given {
    /// Index of the row.
    pub(super) row: usize,
    /// Whose it is.
    pub(super) whose: Whose,
    /// Word of `joined_by[].rule` and the record, where a statement joined it.
    pub(super) by: Option<(&'static str, Citation)>,
    /// Why what it cites was given to nobody.
    pub(super) refused: Option<Refused>,
}

/// Why a row that cites a contract was given to nobody for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Refused {
    /// It cites contracts of several persons.
    Several,
    /// A bare short number, such as running numbers are, and paid to another name.
    ShortNumber,
    /// The column for the person names nobody whom the records know.
    Nobody,
}

/// Looks dependent rows up.
pub(super) struct Lookup<'a> {
    /// The group of a key or work mailbox, as [`super::Persons::resolve`] finds it.
    pub(super) resolve: &'a dyn Fn(&str) -> Option<u32>,
    /// Groups by contract id, folded.
    pub(super) contracts: HashMap<String, BTreeSet<u32>>,
    /// Whether a group has a name that shares a token with this one.
    pub(super) named_alike: &'a dyn Fn(u32, &Name) -> bool,
}

/// Gives every dependent row to somebody.
pub(super) fn give(reading: &Reading, root_of_row: &[Option<u32>], lookup: &Lookup<'_>) -> Vec<Given> {
    let mut given = Vec::new();
    for (index, row) in reading.rows.iter().enumerate().filter(|(_, row)| row.is_dependent()) {
        let mut one = Given { row: index, whose: Whose::Own(String::new()), by: None, refused: None };
        by_statement(row, lookup, &mut one);
        given.push(one);
    }
    let holders = holders_of_accounts(reading, root_of_row, &given);
    for one in &mut given {
        let Some(row) = reading.rows.get(one.row) else { continue };
        if matches!(one.whose, Whose::Groups(_)) {
            continue;
        }
        let known =
            holders.get(row.key.as_str()).filter(|_| row.key.is_value() && row.kind == PersonKind::Payee);
        one.whose = match known {
            Some(groups) => Whose::Groups(groups.clone()),
            // One account is one payee, whatever file pays it.
            None if row.key.is_value() && row.kind == PersonKind::Payee => {
                Whose::Own(format!("value:{}", row.key))
            }
            None => Whose::Own(format!("{}:{}", row.source, row.key)),
        };
    }
    given
}

fn by_statement(row: &PersonRow, lookup: &Lookup<'_>, one: &mut Given) {
    for (statement, citation) in &row.statements {
        let Statement::Of(key) = statement else { continue };
        if let Some(group) = (lookup.resolve)(key) {
            one.whose = Whose::Groups(BTreeSet::from([group]));
            one.by = Some(("person_column", citation.clone()));
            return;
        }
        one.refused = Some(Refused::Nobody);
    }
    let mut cited: BTreeSet<u32> = BTreeSet::new();
    let mut record = None;
    for (statement, citation) in &row.statements {
        let Statement::Cites(token) = statement else { continue };
        let Some(groups) = lookup.contracts.get(&fold_contract(token)) else { continue };
        if is_short_number(token) && !groups.iter().all(|group| (lookup.named_alike)(*group, &row.name)) {
            one.refused = Some(Refused::ShortNumber);
            continue;
        }
        cited.extend(groups);
        record.get_or_insert(citation);
    }
    if cited.len() > 1 {
        one.refused = Some(Refused::Several);
    }
    if let (1, Some(citation)) = (cited.len(), record) {
        one.whose = Whose::Groups(cited);
        one.by = Some(("contract_cited", citation.clone()));
        one.refused = None;
    }
}

/// Whether a token is a number as payments are numbered in a batch, or a year: such a one is believed to
/// be a contract's only where the payee bears a name of the contract's person.
fn is_short_number(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit())
        && (token.len() < 4 || token.parse::<u16>().is_ok_and(|year| (1990..=2039).contains(&year)))
}

/// A contract id in the form in which references cite it.
pub(super) fn fold_contract(written: &str) -> String {
    written.trim().to_lowercase()
}

/// Groups by the accounts, wallets and handles that their rows give or that were paid for them.
fn holders_of_accounts(
    reading: &Reading,
    root_of_row: &[Option<u32>],
    given: &[Given],
) -> HashMap<String, BTreeSet<u32>> {
    let groups_of: HashMap<usize, &BTreeSet<u32>> = given
        .iter()
        .filter_map(|one| match &one.whose {
            Whose::Groups(groups) => Some((one.row, groups)),
            Whose::Own(_) => None,
        })
        .collect();
    let mut holders: HashMap<String, BTreeSet<u32>> = HashMap::new();
    for value in reading.values.iter().filter(|value| value.role == Role::Paid) {
        if !matches!(value.form.kind(), ValueKind::Account | ValueKind::Wallet | ValueKind::Handle) {
            continue;
        }
        let row = value.row.0 as usize;
        let own = root_of_row.get(row).copied().flatten();
        let others = groups_of.get(&row).into_iter().flat_map(|groups| groups.iter().copied());
        let all: BTreeSet<u32> = own.into_iter().chain(others).collect();
        if !all.is_empty() {
            holders.entry(value.form.key()).or_default().extend(all);
        }
    }
    holders
}

/// Rows of payees and accounts of their own, by the word that tells them apart.
pub(super) fn own_groups(given: &[Given]) -> BTreeMap<&str, Vec<usize>> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for one in given {
        if let Whose::Own(word) = &one.whose {
            groups.entry(word).or_default().push(one.row);
        }
    }
    groups
}
