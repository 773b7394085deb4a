//! Everything that the rows of one `source:key` say about identity.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::normal::Name;
use bonafide_records::person::{PersonRow, Statement};
use bonafide_records::value::Form;
use bonafide_records::{Citation, Firm, PersonKind, Reading};
use jiff::civil::Date;

/// Which statement joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    Worker,
    Contract,
    EmployeeNumber,
    WorkMailbox,
}

impl Rule {
    /// The word of `joined_by[].rule`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Contract => "contract",
            Self::EmployeeNumber => "employee_number",
            Self::WorkMailbox => "work_email",
        }
    }

    /// What people call it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Worker => "worker id",
            Self::Contract => "contract id",
            Self::EmployeeNumber => "employee number",
            Self::WorkMailbox => "work e-mail",
        }
    }
}

/// One `source:key`.
#[derive(Debug, Default)]
pub(super) struct Identity<'a> {
    pub(super) source: &'a str,
    pub(super) written: String,
    pub(super) works_here: bool,
    pub(super) statements: BTreeMap<(Rule, String), &'a Citation>,
    names: Vec<&'a Name>,
    work_mailboxes: BTreeSet<&'a str>,
    contacts: BTreeSet<String>,
    first: Option<Date>,
    last: Option<Date>,
    goes_on: bool,
}

impl<'a> Identity<'a> {
    /// Whether both give names and no token of one is a token of the other.
    pub(super) fn names_disagree(&self, other: &Self) -> bool {
        !self.names.is_empty()
            && !other.names.is_empty()
            && !self.names.iter().any(|own| other.names.iter().any(|theirs| own.shares_token(theirs)))
    }

    /// Whether a name of one equals a name of the other.
    pub(super) fn same_name(&self, other: &Self) -> bool {
        self.names.iter().any(|own| other.names.iter().any(|theirs| own.same_as(theirs)))
    }

    /// Whether both give work e-mails and share none.
    pub(super) fn work_mailboxes_disagree(&self, other: &Self) -> bool {
        !self.work_mailboxes.is_empty()
            && !other.work_mailboxes.is_empty()
            && self.work_mailboxes.is_disjoint(&other.work_mailboxes)
    }

    /// Whether a work e-mail or a private contact agrees.
    pub(super) fn agrees_otherwise(&self, other: &Self) -> bool {
        !self.work_mailboxes.is_disjoint(&other.work_mailboxes) || !self.contacts.is_disjoint(&other.contacts)
    }

    /// Whether one had ended before the other began.
    pub(super) fn periods_are_apart(&self, other: &Self) -> bool {
        let ended_before = |left: &Self, right: &Self| match (left.last, right.first) {
            (Some(last), Some(first)) => !left.goes_on && last < first,
            _ => false,
        };
        ended_before(self, other) || ended_before(other, self)
    }

    fn take_row(&mut self, row: &'a PersonRow, firm: &Firm) {
        self.works_here |= row.kind.works_here();
        if !row.name.is_empty() {
            self.names.push(&row.name);
        }
        self.first = self.first.into_iter().chain(row.from).min();
        self.last = self.last.into_iter().chain(row.to).max();
        self.goes_on |= row.to.is_none();
        for (statement, citation) in &row.statements {
            self.state(statement, citation, row, firm);
        }
    }

    fn state(&mut self, statement: &'a Statement, citation: &'a Citation, row: &PersonRow, firm: &Firm) {
        let stated = match statement {
            Statement::EmployeeNumber(number) => Some((Rule::EmployeeNumber, plain_number(number))),
            Statement::Contract(contract) => Some((Rule::Contract, contract.trim().to_lowercase())),
            Statement::Worker(worker) => Some((Rule::Worker, format!("{}|{}", row.source, worker.trim()))),
            Statement::WorkMailbox(mailbox) => {
                self.work_mailboxes.insert(mailbox);
                let domain = mailbox.rsplit('@').next().unwrap_or_default();
                let is_firm = firm.owns_domain(domain);
                let signs_in = row.kind == PersonKind::Account;
                (is_firm && (row.kind.works_here() || signs_in)).then(|| (Rule::WorkMailbox, mailbox.clone()))
            }
            // Dependent rows are attached when the persons are known.
            Statement::Of(_) | Statement::Cites(_) => None,
        };
        let Some(entry) = stated.filter(|(_, value)| !value.is_empty()) else { return };
        self.statements.entry(entry).and_modify(|known| *known = (*known).min(citation)).or_insert(citation);
    }
}

/// One identity a `source:key`, sorted as written, and the identity of each row; dependent rows have
/// none.
pub(super) fn of_reading<'a>(reading: &'a Reading, firm: &Firm) -> (Vec<Identity<'a>>, Vec<Option<u32>>) {
    let mut by_key: BTreeMap<(&str, &str), Vec<&'a PersonRow>> = BTreeMap::new();
    for row in reading.rows.iter().filter(|row| !row.is_dependent()) {
        by_key.entry((row.source.as_str(), row.key.as_str())).or_default().push(row);
    }
    let position: BTreeMap<(&str, &str), u32> =
        by_key.keys().enumerate().map(|(index, key)| (*key, index as u32)).collect();
    let of_row: Vec<Option<u32>> = reading
        .rows
        .iter()
        .map(|row| {
            position.get(&(row.source.as_str(), row.key.as_str())).copied().filter(|_| !row.is_dependent())
        })
        .collect();
    let mut identities: Vec<Identity<'a>> = by_key
        .into_iter()
        .map(|((source, key), rows)| {
            let mut identity = Identity { source, written: format!("{source}:{key}"), ..Identity::default() };
            for row in rows {
                identity.take_row(row, firm);
            }
            identity
        })
        .collect();
    for value in &reading.values {
        let private = value.role.is_private();
        let contact = matches!(value.form, Form::Phone(_) | Form::Mailbox(_));
        let owner = of_row.get(value.row.0 as usize).copied().flatten();
        let owner = owner.and_then(|index| identities.get_mut(index as usize));
        if let (true, true, Some(identity)) = (private, contact, owner) {
            identity.contacts.insert(value.form.key());
        }
    }
    (identities, of_row)
}

/// An employee number without the zeros that spreadsheets drop.
fn plain_number(written: &str) -> String {
    let trimmed = written.trim();
    if !trimmed.chars().all(|character| character.is_ascii_digit()) {
        return trimmed.to_lowercase();
    }
    let plain = trimmed.trim_start_matches('0');
    if plain.is_empty() && !trimmed.is_empty() { "0".to_owned() } else { plain.to_owned() }
}
