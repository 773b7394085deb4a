//! What the shipped tables have in common: a head that says where they come from, and errors that
//! say what to mend.

use jiff::civil::Date;
use serde::Deserialize;

/// Why a table was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Not TOML, a field is missing or nobody knows it.
    #[error("table `{table}` cannot be read: {reason}; mend that line, the shipped table shows every field")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// What the reader says, in one line.
        reason: String,
    },
    /// A claim outside the closed list.
    #[error(
        "table `{table}`, row `{row}`: no claim is called `{word}`; use a word of the closed list, e.g. SamePerson"
    )]
    UnknownClaim {
        /// The table.
        table: &'static str,
        /// The row.
        row: String,
        /// The word found.
        word: String,
    },
    /// A row that must be there is not.
    #[error("table `{table}` has no row `{row}`; add it, every claim needs one")]
    Missing {
        /// The table.
        table: &'static str,
        /// The row.
        row: String,
    },
    /// One row twice.
    #[error("table `{table}` has the row `{row}` twice; keep one")]
    Twice {
        /// The table.
        table: &'static str,
        /// The row.
        row: String,
    },
    /// A figure that cannot be.
    #[error("table `{table}`, row `{row}`: {what}")]
    Figure {
        /// The table.
        table: &'static str,
        /// The row.
        row: String,
        /// What is wrong and what it must be.
        what: String,
    },
}

/// Where a table comes from; every table opens with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableHead {
    /// Its name, as in `run.tables[]` of a scan.
    pub name: String,
    /// The day of its figures.
    pub date: Date,
    /// Who made them, from what.
    pub origin: String,
    /// Its licence; `own` for tables of this project.
    pub licence: String,
}

/// The head as it stands in TOML; the tables flatten it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawHead {
    name: String,
    date: toml::value::Datetime,
    origin: String,
    licence: String,
}

impl RawHead {
    pub(crate) fn check(self, table: &'static str) -> Result<TableHead, TableError> {
        if self.name != table {
            return Err(figure(table, "head", format!("its name is `{}`; it must be `{table}`", self.name)));
        }
        let date = day(table, "head", &self.date)?;
        Ok(TableHead { name: self.name, date, origin: self.origin, licence: self.licence })
    }
}

/// Reads TOML; the message of a failure is brought to one line.
pub(crate) fn read<'text, T: Deserialize<'text>>(
    table: &'static str,
    text: &'text str,
) -> Result<T, TableError> {
    toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .and_then(|span| text.get(..span.start))
            .map(|before| before.matches('\n').count() + 1);
        let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        let reason = line.map_or_else(|| message.clone(), |number| format!("line {number}: {message}"));
        TableError::Unreadable { table, reason }
    })
}

/// The day of a TOML date without a time.
pub(crate) fn day(table: &'static str, row: &str, date: &toml::value::Datetime) -> Result<Date, TableError> {
    let text = date.to_string();
    text.parse().map_err(|_| {
        figure(table, row, format!("`{text}` is no day; write it as 2026-11-23, without a time"))
    })
}

pub(crate) fn figure(table: &'static str, row: &str, what: String) -> TableError {
    TableError::Figure { table, row: row.to_owned(), what }
}
