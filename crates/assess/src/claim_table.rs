//! How far each claim may carry: the shipped table of claims, and the prior.
//!
//! ```
//! use bonafide_assess::ClaimTable;
//! use bonafide_records::finding::ClaimKind;
//! let table = ClaimTable::shipped()?;
//! assert_eq!(table.prior_milli(), -8_963); // 1 in 500, a judgement
//! assert_eq!(table.part(ClaimKind::SharedControl, 10_607), 5_235);
//! # Ok::<(), bonafide_assess::TableError>(())
//! ```

use std::collections::BTreeMap;

use bonafide_records::MilliBits;
use bonafide_records::bits;
use bonafide_records::finding::ClaimKind;
use jiff::civil::Date;
use serde::Deserialize;

use crate::table::{RawHead, TableError, TableHead, day, figure, read};

const NAME: &str = "claims";
const SHIPPED: &str = include_str!("../tables/claims.toml");
/// Bits beyond which no row's part grows by a milli-bit.
const ENOUGH_BITS: MilliBits = 40_000;

/// A share in parts per million, with the range in which it was judged to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The figure used.
    pub value: u32,
    /// The lower end of its range.
    pub low: u32,
    /// The upper end of its range.
    pub high: u32,
}

/// One claim: how often it holds for those who are not the person they claim, and for those who are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// Which claim.
    pub claim: ClaimKind,
    /// What it speaks of, in order, e.g. `person`, `account`.
    pub arguments: Vec<String>,
    /// P(claim given "not the person they claim").
    pub a: Share,
    /// P(claim given that they are).
    pub b: Share,
    /// The most that the claim can add to a total: log2(a / b).
    pub max_part_milli: MilliBits,
    /// Where the figures come from, or `judgement`.
    pub source: String,
    /// The day of the figures.
    pub date: Date,
    /// Why they are what they are.
    pub why: String,
}

/// The prior: 1 in `of`, before anything was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prior {
    /// What the row is called, e.g. `remote hire`.
    pub row: String,
    /// One in so many applicants or workers.
    pub of: u64,
    /// The frequent end of its range.
    pub of_low: u64,
    /// The rare end of its range.
    pub of_high: u64,
    /// Where it comes from, or `judgement`.
    pub source: String,
    /// The day of the figure.
    pub date: Date,
    /// Why it is what it is.
    pub why: String,
}

/// The claims of the closed list with their figures, one row each, and the prior.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimTable {
    head: TableHead,
    prior: Prior,
    rows: BTreeMap<ClaimKind, ClaimRow>,
    text: String,
}

impl ClaimTable {
    /// The table that ships with the program.
    pub fn shipped() -> Result<Self, TableError> {
        Self::parse(SHIPPED)
    }

    /// A table in the form of the shipped one; a firm may judge otherwise.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let raw: RawTable = read(NAME, text)?;
        let head = raw.table.check(NAME)?;
        let prior = raw.prior.check()?;
        let mut rows = BTreeMap::new();
        for raw_row in raw.claims {
            let row = raw_row.check()?;
            let name = row.claim.word().to_owned();
            if rows.insert(row.claim, row).is_some() {
                return Err(TableError::Twice { table: NAME, row: name });
            }
        }
        for kind in ClaimKind::ALL {
            if !rows.contains_key(kind) {
                return Err(TableError::Missing { table: NAME, row: kind.word().to_owned() });
            }
        }
        Ok(Self { head, prior, rows, text: text.to_owned() })
    }

    /// Name, date, origin and licence.
    pub fn head(&self) -> &TableHead {
        &self.head
    }

    /// The table as written, to take a digest of.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of rows, that of the prior included.
    pub fn entries(&self) -> usize {
        self.rows.len() + 1
    }

    /// The rows in the order of the closed list.
    pub fn rows(&self) -> impl Iterator<Item = &ClaimRow> {
        self.rows.values()
    }

    /// The prior's row.
    pub fn prior(&self) -> &Prior {
        &self.prior
    }

    /// The prior as odds in milli-bits: log2(1 / (of − 1)).
    pub fn prior_milli(&self) -> MilliBits {
        bits::prior(self.prior.of)
    }

    /// What `inner` milli-bits within a claim add to the total, saturated by the claim's row.
    pub fn part(&self, kind: ClaimKind, inner: MilliBits) -> MilliBits {
        // Every claim has a row: `parse` refuses a table without.
        self.rows.get(&kind).map_or(0, |row| bits::saturate(inner, row.a.value, row.b.value))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    table: RawHead,
    prior: RawPrior,
    claims: Vec<RawRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPrior {
    row: String,
    of: u64,
    of_low: u64,
    of_high: u64,
    source: String,
    date: toml::value::Datetime,
    why: String,
}

impl RawPrior {
    fn check(self) -> Result<Prior, TableError> {
        if self.of_low < 2 || self.of_low > self.of || self.of > self.of_high {
            let what = "of_low, of and of_high must rise, from 2 (1 in 2) on".to_owned();
            return Err(figure(NAME, &self.row, what));
        }
        let date = day(NAME, &self.row, &self.date)?;
        let Self { row, of, of_low, of_high, source, why, .. } = self;
        Ok(Prior { row, of, of_low, of_high, source, date, why })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    claim: String,
    arguments: Vec<String>,
    a: u32,
    a_low: u32,
    a_high: u32,
    b: u32,
    b_low: u32,
    b_high: u32,
    max_part_milli: MilliBits,
    source: String,
    date: toml::value::Datetime,
    why: String,
}

impl RawRow {
    fn check(self) -> Result<ClaimRow, TableError> {
        let Some(claim) = ClaimKind::parse(&self.claim) else {
            return Err(TableError::UnknownClaim { table: NAME, row: self.claim.clone(), word: self.claim });
        };
        let a = Share { value: self.a, low: self.a_low, high: self.a_high };
        let b = Share { value: self.b, low: self.b_low, high: self.b_high };
        for share in [a, b] {
            let rises = 1 <= share.low && share.low <= share.value && share.value <= share.high;
            if !rises || share.high > 1_000_000 {
                let what =
                    "low, figure and high must rise, between 1 and 1,000,000 parts per million".to_owned();
                return Err(figure(NAME, &self.claim, what));
            }
        }
        if a.value <= b.value {
            let what = "a must be greater than b, or the claim would speak for honesty".to_owned();
            return Err(figure(NAME, &self.claim, what));
        }
        let most = bits::saturate(ENOUGH_BITS, a.value, b.value);
        if self.max_part_milli != most {
            let what = format!("max_part_milli is {}, but log2(a / b) is {most}", self.max_part_milli);
            return Err(figure(NAME, &self.claim, what));
        }
        let date = day(NAME, &self.claim, &self.date)?;
        let Self { arguments, source, why, .. } = self;
        Ok(ClaimRow { claim, arguments, a, b, max_part_milli: most, source, date, why })
    }
}
