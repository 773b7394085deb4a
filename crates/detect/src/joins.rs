//! The joins that make one person of several rows: only what the firm itself states.
//!
//! Employee number in two systems, contract id, work e-mail in two staff systems, the
//! hired-employee id of an application, a product's own worker id. Never a shared value: an
//! account, phone, address or private mailbox is a thing and joins nobody.
//!
//! No two humans may ever end up in one person, so a statement is not believed where the records
//! contradict it: work e-mails that differ, names without a common token, or one number that one
//! system gives to two people. The contradiction becomes a gap of the firm.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::Components;
use bonafide_records::finding::Gap;
use bonafide_records::normal::Name;
use bonafide_records::person::{PersonRow, Statement};
use bonafide_records::{Citation, Firm, Reading};

/// A join that was made, for `persons[].joined_by`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    /// `source:key` of one side, the smaller.
    pub a: String,
    /// `source:key` of the other.
    pub b: String,
    /// Which statement.
    pub rule: &'static str,
    /// The record that states it.
    pub record: Citation,
}

/// Rows and the root of their component.
#[derive(Debug, Clone, Default)]
pub struct Joined {
    /// Smallest identity of each row's component.
    pub root_of_row: Vec<u32>,
    /// Joins made.
    pub joins: Vec<Join>,
    /// Contradictory statements.
    pub gaps: Vec<Gap>,
}

/// Everything that the rows of one `source:key` say about identity.
#[derive(Debug, Default)]
struct Identity<'a> {
    source: &'a str,
    written: String,
    works_here: bool,
    names: Vec<&'a Name>,
    work_mailboxes: BTreeSet<&'a str>,
    statements: BTreeMap<(&'static str, String), &'a Citation>,
}

impl Identity<'_> {
    fn names_disagree(&self, other: &Self) -> bool {
        !self.names.is_empty()
            && !other.names.is_empty()
            && !self.names.iter().any(|own| other.names.iter().any(|theirs| own.shares_token(theirs)))
    }

    fn same_name(&self, other: &Self) -> bool {
        self.names.iter().any(|own| other.names.iter().any(|theirs| own.same_as(theirs)))
    }

    fn work_mailboxes_disagree(&self, other: &Self) -> bool {
        !self.work_mailboxes.is_empty()
            && !other.work_mailboxes.is_empty()
            && self.work_mailboxes.is_disjoint(&other.work_mailboxes)
    }
}

const EMPLOYEE_NUMBER: &str = "employee_number";
const CONTRACT: &str = "contract";
const WORK_EMAIL: &str = "work_email";
const WORKER: &str = "worker";

/// Joins the rows of a reading.
pub fn join(reading: &Reading, firm: &Firm) -> Joined {
    let (identities, identity_of_row) = identities(reading, firm);
    let mut by_statement: BTreeMap<(&'static str, &str), Vec<u32>> = BTreeMap::new();
    for (index, identity) in identities.iter().enumerate() {
        for (rule, value) in identity.statements.keys() {
            by_statement.entry((rule, value.as_str())).or_default().push(index as u32);
        }
    }
    let mut work = Work {
        members: (0..identities.len()).map(|index| vec![index as u32]).collect(),
        components: Components::new(identities.len()),
        identities: &identities,
        joins: Vec::new(),
        gaps: Vec::new(),
    };
    for ((rule, value), holders) in &by_statement {
        if holders.len() > 1 {
            work.join_holders(rule, value, holders);
        }
    }
    let Work { mut components, mut joins, mut gaps, .. } = work;
    joins.sort();
    gaps.sort();
    gaps.dedup();
    let root_of_row = identity_of_row.iter().map(|identity| components.root(*identity)).collect();
    Joined { root_of_row, joins, gaps }
}

/// One identity a `source:key`, sorted as written, and the identity of each row.
fn identities<'a>(reading: &'a Reading, firm: &Firm) -> (Vec<Identity<'a>>, Vec<u32>) {
    let mut by_key: BTreeMap<(&str, &str), Vec<&'a PersonRow>> = BTreeMap::new();
    for row in &reading.rows {
        by_key.entry((row.source.as_str(), row.key.as_str())).or_default().push(row);
    }
    let position: BTreeMap<(&str, &str), u32> =
        by_key.keys().enumerate().map(|(index, key)| (*key, index as u32)).collect();
    let identity_of_row = reading
        .rows
        .iter()
        .map(|row| position.get(&(row.source.as_str(), row.key.as_str())).copied().unwrap_or(0))
        .collect();
    let identities = by_key
        .into_iter()
        .map(|((source, key), rows)| {
            let mut identity = Identity { source, written: format!("{source}:{key}"), ..Identity::default() };
            for row in rows {
                identity.works_here |= row.kind.works_here();
                if !row.name.is_empty() {
                    identity.names.push(&row.name);
                }
                for (statement, citation) in &row.statements {
                    identity.state(statement, citation, row, firm);
                }
            }
            identity
        })
        .collect();
    (identities, identity_of_row)
}

impl<'a> Identity<'a> {
    fn state(&mut self, statement: &'a Statement, citation: &'a Citation, row: &PersonRow, firm: &Firm) {
        let stated = match statement {
            Statement::EmployeeNumber(number) => Some((EMPLOYEE_NUMBER, plain_number(number))),
            Statement::Contract(contract) => Some((CONTRACT, contract.trim().to_lowercase())),
            Statement::Worker(worker) => Some((WORKER, format!("{}|{}", row.source, worker.trim()))),
            Statement::WorkMailbox(mailbox) => {
                self.work_mailboxes.insert(mailbox);
                let domain = mailbox.rsplit('@').next().unwrap_or_default();
                let is_firm = firm.email_domains.iter().any(|own| own.trim().eq_ignore_ascii_case(domain));
                (is_firm && row.kind.works_here()).then(|| (WORK_EMAIL, mailbox.clone()))
            }
        };
        let Some(entry) = stated else { return };
        if !entry.1.is_empty() {
            self.statements
                .entry(entry)
                .and_modify(|known| *known = (*known).min(citation))
                .or_insert(citation);
        }
    }
}

/// An employee number without the zeros that spreadsheets drop.
fn plain_number(written: &str) -> String {
    let trimmed = written.trim();
    if trimmed.chars().all(|character| character.is_ascii_digit()) {
        let plain = trimmed.trim_start_matches('0');
        return if plain.is_empty() { "0".to_owned() } else { plain.to_owned() };
    }
    trimmed.to_lowercase()
}

struct Work<'a> {
    components: Components,
    members: Vec<Vec<u32>>,
    identities: &'a [Identity<'a>],
    joins: Vec<Join>,
    gaps: Vec<Gap>,
}

impl Work<'_> {
    fn join_holders(&mut self, rule: &'static str, value: &str, holders: &[u32]) {
        if self.ambiguous(rule, holders) {
            self.gap(rule, holders, "is given to several people of one system");
            return;
        }
        for (index, first) in holders.iter().enumerate() {
            for second in holders.iter().skip(index + 1) {
                self.join_pair(rule, value, *first, *second);
            }
        }
    }

    /// Whether one system gives the value to two keys whose names are not equal.
    fn ambiguous(&self, rule: &str, holders: &[u32]) -> bool {
        let held: Vec<&Identity<'_>> =
            holders.iter().filter_map(|index| self.identities.get(*index as usize)).collect();
        held.iter().enumerate().any(|(index, first)| {
            held.iter()
                .skip(index + 1)
                .any(|second| first.source == second.source && rule != WORKER && !first.same_name(second))
        })
    }

    fn join_pair(&mut self, rule: &'static str, value: &str, first: u32, second: u32) {
        let (left_root, right_root) = (self.components.root(first), self.components.root(second));
        let (Some(left), Some(right)) =
            (self.identities.get(first as usize), self.identities.get(second as usize))
        else {
            return;
        };
        if rule == EMPLOYEE_NUMBER && left.work_mailboxes_disagree(right) {
            self.gap(rule, &[first, second], "stands in two systems with different work e-mails");
            return;
        }
        if rule != CONTRACT && left.names_disagree(right) {
            self.gap(rule, &[first, second], "stands in two systems under names that have nothing in common");
            return;
        }
        if left_root != right_root {
            if self.would_merge_strangers(left_root, right_root) {
                self.gap(rule, &[first, second], "would make one person of two keys of one system");
                return;
            }
            self.components.join(first, second);
            let (keeps, yields) = (left_root.min(right_root), left_root.max(right_root));
            let moved = self.members.get_mut(yields as usize).map(std::mem::take).unwrap_or_default();
            if let Some(kept) = self.members.get_mut(keeps as usize) {
                kept.extend(moved);
            }
        }
        let Some(record) = left.statements.get(&(rule, value.to_owned())) else { return };
        let (a, b) = (left.written.clone(), right.written.clone());
        let rule_shown = if left.works_here == right.works_here { rule } else { "hired_employee" };
        self.joins.push(Join { a, b, rule: rule_shown, record: (*record).clone() });
    }

    /// Whether two components hold different keys of one system under names without a common token.
    fn would_merge_strangers(&self, left: u32, right: u32) -> bool {
        let members = |root: u32| {
            let list = self.members.get(root as usize).map_or(&[][..], Vec::as_slice);
            list.iter().filter_map(|index| self.identities.get(*index as usize))
        };
        members(left).any(|first| {
            members(right).any(|second| first.source == second.source && first.names_disagree(second))
        })
    }

    fn gap(&mut self, rule: &str, holders: &[u32], what: &str) {
        let held = || holders.iter().filter_map(|index| self.identities.get(*index as usize));
        let keys: Vec<&str> = held().map(|identity| identity.written.as_str()).collect();
        let mut records: Vec<Citation> = held()
            .flat_map(|identity| identity.statements.iter().filter(|entry| entry.0.0 == rule))
            .map(|(_, citation)| (*citation).clone())
            .collect();
        records.sort();
        records.dedup();
        let noun = match rule {
            EMPLOYEE_NUMBER => "employee number",
            CONTRACT => "contract id",
            WORK_EMAIL => "work e-mail",
            _ => "worker id",
        };
        // Keys that are e-mail addresses stay out of the sentence.
        let shown: Vec<&str> =
            keys.iter().map(|key| if key.contains('@') { "a row without a key" } else { key }).collect();
        self.gaps.push(Gap {
            detector: "joins".to_owned(),
            says: format!("one {noun} {what}: {}; they were not joined", shown.join(", ")),
            records,
            ask: format!("whose {noun} is it? correct it in one of the systems"),
        });
    }
}
