//! On how many values do two persons agree, exactly or nearly, and what explains each?
//!
//! * `values`: which persons have each of the six values, and which pairs agree on it.
//! * `explained`: what a declared home, a household, an agency or a clearing explains.
//! * `chance`: how many pairs would agree so by chance, counted in the firm's own records.

mod chance;
mod explained;
mod values;

use std::collections::BTreeSet;

use bonafide_records::Citation;
use bonafide_records::finding::ThingId;

use crate::agreements::Pair;
use crate::catalogue::Row;
use crate::context::Context;

pub use chance::Chance;
use explained::explained;
use values::Values;

/// From so many values on agreements are one finding (row: three).
const VALUES_FROM: usize = 3;

/// A value on which two persons may agree. The order is that of sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A telephone number.
    Phone,
    /// A mailbox.
    Mailbox,
    /// A postal address to the unit.
    Unit,
    /// The text of a CV.
    Text,
    /// A referee of the one whose contact is the other's own.
    Referee,
    /// An account whose holder bears the other's name.
    Pay,
}

impl What {
    /// All values, in the order of sentences.
    pub const ALL: [Self; 6] = [Self::Phone, Self::Mailbox, Self::Unit, Self::Text, Self::Referee, Self::Pay];

    /// The rows that find the value alone.
    pub fn rows(self) -> &'static [&'static str] {
        match self {
            Self::Phone => &["link-phone"],
            Self::Mailbox => &["link-email"],
            Self::Unit => &["link-postal-address", "link-ship-to-same-unit"],
            Self::Text => &["link-cv-near-duplicate"],
            Self::Referee => &["link-referee"],
            Self::Pay => &["pay-third-party", "pay-payee-name-differs"],
        }
    }

    /// What two persons have in common, in words without a value.
    pub fn words(self, level: Level) -> &'static str {
        match (self, level) {
            (Self::Phone, Level::Exact) => "one phone number",
            (Self::Phone, Level::Near) => "near phone numbers",
            (Self::Mailbox, Level::Exact) => "one mailbox",
            (Self::Mailbox, Level::Near) => "near mailboxes",
            (Self::Unit, Level::Exact) => "one postal address",
            (Self::Unit, Level::Near) => "near postal addresses",
            (Self::Text, Level::Exact) => "the text of their CVs",
            (Self::Text, Level::Near) => "a reworded CV",
            (Self::Referee, _) => "a referee's contact that is the other's own",
            (Self::Pay, _) => "an account in the other's name",
        }
    }
}

/// At which level two values agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// They are almost one.
    Near,
    /// They are one.
    Exact,
}

/// One value on which two persons agree.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Which value.
    pub what: What,
    /// At which level.
    pub level: Level,
    /// The things behind it.
    pub things: Vec<ThingId>,
    /// The records of both.
    pub records: Vec<Citation>,
    /// What explains it, if anything does.
    pub explained_by: Option<String>,
}

/// Two persons who agree on three and more values.
#[derive(Debug, Clone)]
pub struct Combined {
    /// The persons, the smaller first.
    pub pair: Pair,
    /// The values, each once, in the order of [`What`].
    pub agreements: Vec<Agreement>,
    /// How many pairs would agree so by chance.
    pub chance: Chance,
}

impl Combined {
    /// How many of the values nothing explains.
    pub fn unexplained(&self) -> usize {
        self.agreements.iter().filter(|one| one.explained_by.is_none()).count()
    }
}

/// What stands before the list of values in the sentence of `link-combined`.
pub const BEFORE_VALUES: &str = "exactly or nearly: ";

/// The values that sentences of `link-combined` name and their levels, each once, in the order of [`What`].
pub fn values_named<'s>(sentences: impl IntoIterator<Item = &'s str>) -> Vec<(What, Level)> {
    let lists = sentences.into_iter().filter_map(|says| says.split_once(BEFORE_VALUES)?.1.split(';').next());
    let named: BTreeSet<&str> =
        lists.flat_map(|list| list.split(", ")).flat_map(|part| part.split(" and ")).collect();
    let levels = |what: What| [(what, Level::Exact), (what, Level::Near)];
    let mut all: Vec<(What, Level)> = What::ALL.into_iter().flat_map(levels).collect();
    all.retain(|(what, level)| named.contains(what.words(*level)));
    // A referee and pay have no near level.
    all.dedup_by_key(|(what, level)| what.words(*level));
    all
}

/// All pairs who agree on three and more values, sorted, and how many persons have any of them.
pub fn combined(context: &Context<'_>, row: &Row) -> (Vec<Combined>, u64) {
    let values = Values::of(context, row);
    let several = values.pairs_of_several(VALUES_FROM);
    let pairs = several.iter().map(|(pair, _)| *pair).collect();
    let asked = chance::Asked::new(pairs, context.persons.list.len(), values.persons());
    let mut counted = chance::Counted::new(&values, &asked);
    let mut found = Vec::new();
    for (pair, agreed) in several {
        let chance = counted.chance(&agreed);
        let agreements = agreed
            .iter()
            .map(|(what, level)| {
                let (things, records) = values.evidence(context, pair, *what, *level);
                Agreement {
                    what: *what,
                    level: *level,
                    things,
                    records,
                    explained_by: explained(context, pair, *what, *level),
                }
            })
            .collect();
        found.push(Combined { pair, agreements, chance });
    }
    (found, values.persons())
}

#[cfg(test)]
mod tests {
    use super::{Level, What, values_named};

    #[test]
    fn the_values_are_found_in_the_sentence_again() {
        let says = |list: &str| {
            format!(
                "W1 and W2 have 3 values in common, exactly or nearly: {list}; explained: one phone number: x; chance pairs: none"
            )
        };
        let first = says("near phone numbers, near mailboxes and an account in the other's name");
        let second = says("near phone numbers, one mailbox and a referee's contact that is the other's own");
        assert_eq!(
            values_named([first.as_str(), second.as_str(), "W1 and W2 give one mailbox"]),
            [
                (What::Phone, Level::Near),
                (What::Mailbox, Level::Exact),
                (What::Mailbox, Level::Near),
                (What::Referee, Level::Exact),
                (What::Pay, Level::Exact),
            ]
        );
    }
}
