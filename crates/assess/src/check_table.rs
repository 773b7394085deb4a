//! The human checks that settle claims: who, how long, in which words, and what an answer means.
//!
//! ```
//! use bonafide_assess::CheckTable;
//! let table = CheckTable::shipped()?;
//! assert_eq!(table.check("C11").map(|check| check.minutes), Some(5));
//! # Ok::<(), bonafide_assess::TableError>(())
//! ```

use bonafide_records::finding::ClaimKind;
use serde::Deserialize;

use crate::table::{RawHead, TableError, TableHead, figure, read};

const NAME: &str = "checks";
const SHIPPED: &str = include_str!("../tables/checks.toml");

/// One human verification step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// `C` and its number.
    pub id: String,
    /// The number alone: ties are decided by it, so that C2 comes before C10.
    pub number: u32,
    /// What it is.
    pub title: String,
    /// Who does it.
    pub who: String,
    /// Minutes of that person's time; at least 1.
    pub minutes: u32,
    /// The words to say, in English.
    pub asks_en: String,
    /// The words to say, in German.
    pub asks_de: String,
    /// What it means when confirmed.
    pub confirmed_means: String,
    /// What it means when contradicted.
    pub contradicted_means: String,
    /// Which claims it settles.
    pub settles: Vec<ClaimKind>,
    /// What is kept as proof.
    pub proof: String,
    /// Days after which it is done anew; `None` where it does not expire.
    pub expires_after_days: Option<u32>,
    /// Honest reasons to refuse it: a refusal never adds weight.
    pub innocent_refusals: Vec<String>,
}

/// The checks, in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckTable {
    head: TableHead,
    checks: Vec<Check>,
    text: String,
}

impl CheckTable {
    /// The table that ships with the program.
    pub fn shipped() -> Result<Self, TableError> {
        Self::parse(SHIPPED)
    }

    /// A table in the form of the shipped one.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let raw: RawTable = read(NAME, text)?;
        let head = raw.table.check(NAME)?;
        let mut checks: Vec<Check> = Vec::with_capacity(raw.checks.len());
        for raw_check in raw.checks {
            let check = raw_check.check()?;
            if checks.iter().any(|known| known.number == check.number) {
                return Err(TableError::Twice { table: NAME, row: check.id });
            }
            checks.push(check);
        }
        checks.sort_by_key(|check| check.number);
        Ok(Self { head, checks, text: text.to_owned() })
    }

    /// Name, date, origin and licence.
    pub fn head(&self) -> &TableHead {
        &self.head
    }

    /// The table as written, to take a digest of.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of checks.
    pub fn entries(&self) -> usize {
        self.checks.len()
    }

    /// All checks, by number.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The check of this id.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The last check that a row's words name, e.g. C12 of `ask IT whose factor it is, then C12`.
    ///
    /// ```
    /// let table = bonafide_assess::CheckTable::shipped()?;
    /// let named = table.named_in("complete C2 and C11 before the next run");
    /// assert_eq!(named.map(|check| check.id.as_str()), Some("C11"));
    /// assert_eq!(table.named_in("ask whose mailbox it is"), None);
    /// # Ok::<(), bonafide_assess::TableError>(())
    /// ```
    pub fn named_in(&self, words: &str) -> Option<&Check> {
        words.rsplit(|letter: char| !letter.is_ascii_alphanumeric()).find_map(|word| self.check(word))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    table: RawHead,
    checks: Vec<RawCheck>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCheck {
    id: String,
    title: String,
    who: String,
    minutes: u32,
    asks_en: String,
    asks_de: String,
    confirmed_means: String,
    contradicted_means: String,
    settles: Vec<String>,
    proof: String,
    expires_after_days: u32,
    innocent_refusals: Vec<String>,
}

impl RawCheck {
    fn check(self) -> Result<Check, TableError> {
        let number = self.id.strip_prefix('C').and_then(|digits| digits.parse::<u32>().ok());
        let Some(number) = number.filter(|value| format!("C{value}") == self.id) else {
            return Err(figure(NAME, &self.id, "an id is C and a number, e.g. C11".to_owned()));
        };
        if self.minutes == 0 {
            return Err(figure(
                NAME,
                &self.id,
                "minutes must be 1 or more, every check takes time".to_owned(),
            ));
        }
        let mut settles = Vec::with_capacity(self.settles.len());
        for word in self.settles {
            let Some(claim) = ClaimKind::parse(&word) else {
                return Err(TableError::UnknownClaim { table: NAME, row: self.id, word });
            };
            settles.push(claim);
        }
        if settles.is_empty() {
            return Err(figure(NAME, &self.id, "it settles no claim; name at least one".to_owned()));
        }
        Ok(Check {
            id: self.id,
            number,
            title: self.title,
            who: self.who,
            minutes: self.minutes,
            asks_en: self.asks_en,
            asks_de: self.asks_de,
            confirmed_means: self.confirmed_means,
            contradicted_means: self.contradicted_means,
            settles,
            proof: self.proof,
            expires_after_days: Some(self.expires_after_days).filter(|days| *days > 0),
            innocent_refusals: self.innocent_refusals,
        })
    }
}
