//! Who a row speaks of: source, key, names and period, and what the firm states about identity.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::normal::Name;
use crate::provenance::Citation;

/// The word of a product or mapped table, e.g. `greenhouse` or `table:person`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source(Arc<str>);

impl Source {
    /// A source by its word.
    pub fn new(word: &str) -> Self {
        Self(Arc::from(word))
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A row's key inside its source: candidate id, employee number, contract id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    text: Arc<str>,
    is_value: bool,
}

impl Key {
    /// A key as written, trimmed. `None` where nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| Self { text: Arc::from(trimmed), is_value: trimmed.contains('@') })
    }

    /// A value that stands in for a key where the source gives none: the account, wallet or handle
    /// of a payee, in normal form.
    pub fn of_value(text: &str) -> Option<Self> {
        Self::new(text).map(|key| Self { is_value: true, ..key })
    }

    /// The key as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the key is a value (an e-mail address, an account): no id may hold it, and it is
    /// shown masked.
    pub fn is_value(&self) -> bool {
        self.is_value
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// What the firm knows a person as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonKind {
    /// Somebody who applies.
    Applicant,
    /// An employee.
    Staff,
    /// A contractor, freelancer or worker of an employer of record.
    Contractor,
    /// Somebody who is paid and known by nothing else.
    Payee,
    /// A sign-in account that no staff record claims.
    Account,
}

impl PersonKind {
    /// The word of the contract (`persons[].kinds`).
    pub fn word(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Staff => "staff",
            Self::Contractor => "contractor",
            Self::Payee => "payee",
            Self::Account => "account",
        }
    }

    /// Whether the person works for the firm (C9 to C12 apply).
    pub fn works_here(self) -> bool {
        matches!(self, Self::Staff | Self::Contractor)
    }
}

/// Index of a row in [`crate::Reading::rows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// What the firm itself states about who a row is; joins are made through these alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statement {
    /// An employee number: the key of a staff row, or the hired-employee id of an application.
    EmployeeNumber(String),
    /// A contract id.
    Contract(String),
    /// A work e-mail address, in normal form.
    WorkMailbox(String),
    /// The product's own id of one worker who may hold several contracts; compared inside one source.
    Worker(String),
    /// The row is a record of the person whose key this is: any key of their records, a work e-mail
    /// included, as written. Where nobody has it the row stands alone.
    Of(String),
    /// A whole token of a payout's reference, end-to-end id or remittance text: where it is a
    /// contract id, the row is a record of that contract's person.
    Cites(String),
}

/// One post of a CV history, as an application states it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Employment {
    /// The employer's name in normal form ([`crate::normal::fold_text`]).
    pub employer: String,
    /// First year, if given.
    pub from_year: Option<i16>,
    /// Last year, if given.
    pub to_year: Option<i16>,
}

/// A row that states a person: a candidate, an employee, a contract.
///
/// Several rows of one `source` and `key` are one person.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// The source's word.
    pub source: Source,
    /// The key inside the source.
    pub key: Key,
    /// What the firm knows the person as.
    pub kind: PersonKind,
    /// Names, for equality and initials only.
    pub name: Name,
    /// A second name that goes with the person without being theirs: the company through which they
    /// invoice, or of a payout the ultimate creditor beside the account's holder. For equality only.
    pub company: Option<Name>,
    /// What the firm states about identity, with the citation of the field that states it.
    pub statements: Vec<(Statement, Citation)>,
    /// Agency, employer of record or vendor that the source names, as written.
    pub agency: Option<String>,
    /// Job or role, as written.
    pub role: Option<String>,
    /// First day of the row's period: application, hire or contract start.
    pub from: Option<Date>,
    /// Last day of the row's period: contract end or last activity; `None` while it goes on.
    pub to: Option<Date>,
    /// The country of residence or contract that the row declares, as a two-letter ISO 3166-1 code.
    /// It is only ever compared with what the same person declares elsewhere.
    pub country: Option<&'static str>,
    /// The posts of the stated CV history.
    pub history: Vec<Employment>,
    /// The row itself.
    pub citation: Citation,
}

impl PersonRow {
    /// Whether the row is a record of whom it names or pays, and states no person by itself: a payee,
    /// a payout, a sign-in in a table.
    pub fn is_dependent(&self) -> bool {
        let names = |statement: &Statement| matches!(statement, Statement::Of(_) | Statement::Cites(_));
        self.kind == PersonKind::Payee || self.statements.iter().any(|(statement, _)| names(statement))
    }
}
