//! Is a table free of duplicates?
//!
//! That nothing in a table matches anything else in it shows it. That much does shows nothing: of 1,076
//! products in a shop's list that holds each once, 78 % match another one at p = 0.95, variants of one
//! model. But when two records of the table match each other and yet have *different* best partners in the
//! other table, they speak against themselves. Of such pairs 0 to 56 % agreed on the best partner in ten tables
//! without duplicates and 67 and 82 % in two more, 70 to 95 % in eight tables with. A record with several best
//! partners, as films of one title have, has none: where the tie is broken by order two such records seem to agree.

use crate::cluster::Edge;

/// Of so many records of a table free of duplicates one may match another one in it. A worst case would say nothing of
/// small tables, in which the model that finds none has to be believed: more than that nothing matches they cannot show.
const FEW: u64 = 100;

/// Most of the matching pairs that may agree on their partner, in the worst case.
const HALF: f64 = 0.5;

/// At least so many of the matching pairs agree on their partner where a table surely holds duplicates, in the worst case.
const NEARLY_ALL: f64 = 0.85;

/// What matches inside of one table say. Counted by [`SelfMatches::count`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SelfMatches {
    /// How many records the table has.
    pub records: u64,
    /// How many of them match another one of the table.
    pub matched: u64,
    /// How many pairs match inside the table whose single best matches in other tables are one record.
    pub same_partner: u64,
    /// How many pairs match inside the table whose single best matches in other tables are two records.
    pub other_partner: u64,
    /// Whether the pairs that match inside the table are alike in some columns and not in others, in which those that match
    /// between tables are: who counts them says so.
    pub differs_in_kind: bool,
}

/// The best match of a record in other tables.
#[derive(Debug, Clone, Copy)]
struct Partner {
    record: Option<u32>,
    weight_milli: i32,
    /// Another record is as good.
    tied: bool,
}

impl Partner {
    const NONE: Self = Self { record: None, weight_milli: i32::MIN, tied: false };

    fn take(&mut self, record: u32, weight_milli: i32) {
        if self.record.is_none() || weight_milli > self.weight_milli {
            *self = Self { record: Some(record), weight_milli, tied: false };
        } else if weight_milli == self.weight_milli && self.record != Some(record) {
            self.tied = true;
        }
    }
}

/// What that shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freedom {
    /// One record in a hundred at most matches another one.
    FewMatches,
    /// Fewer than half of the matching pairs agree on their partner, at 97.5 % confidence. Less sure: where
    /// both tables hold several records of one entity these may differ in their partners by chance.
    PartnersDiffer,
    /// What matches inside of the table does not so between tables: it is related.
    KindsDiffer,
    /// Nothing: ask who knows the table.
    NotShown,
}

impl SelfMatches {
    /// Counts pairs of at least `threshold_milli` (4,248, p = 0.95, is a good one).
    ///
    /// `in_table` says whether a record is in the table, `records` how many are; all records are numbered below
    /// `numbers`, and pairs with one that is not do not count. A pair is to be given once.
    ///
    /// ```
    /// use bonafide_linkage::assign::{Freedom, SelfMatches};
    /// use bonafide_linkage::cluster::Edge;
    /// let pair = |left, right| Edge { left, right, weight_milli: 9000 };
    /// // 0, 1 and 2 are in the table; 0 and 1 match each other, and both match 3.
    /// let counts = SelfMatches::count(&[pair(0, 1), pair(0, 3), pair(3, 1)], |record| record < 3, 3, 4, 4248);
    /// assert_eq!((counts.records, counts.matched, counts.same_partner, counts.other_partner), (3, 2, 1, 0));
    /// assert_eq!(counts.freedom(), Freedom::NotShown);
    /// ```
    pub fn count(
        pairs: &[Edge],
        in_table: impl Fn(u32) -> bool,
        records: u64,
        numbers: usize,
        threshold_milli: i32,
    ) -> Self {
        let matches = || {
            pairs.iter().filter(|pair| {
                pair.weight_milli >= threshold_milli && (pair.left.max(pair.right) as usize) < numbers
            })
        };
        let mut partners = vec![Partner::NONE; numbers];
        let mut matched = vec![false; numbers];
        for pair in matches() {
            match (in_table(pair.left), in_table(pair.right)) {
                (true, true) => {
                    matched[pair.left as usize] = true;
                    matched[pair.right as usize] = true;
                }
                (false, false) => {}
                (left_is_in, _) => {
                    let (own, other) =
                        if left_is_in { (pair.left, pair.right) } else { (pair.right, pair.left) };
                    partners[own as usize].take(other, pair.weight_milli);
                }
            }
        }
        let mut counts = Self { records, ..Self::default() };
        counts.matched = matched.iter().filter(|is_matched| **is_matched).count() as u64;
        for pair in matches().filter(|pair| in_table(pair.left) && in_table(pair.right)) {
            let (left, right) = (partners[pair.left as usize], partners[pair.right as usize]);
            if left.tied || right.tied || left.record.is_none() || right.record.is_none() {
                continue;
            }
            if left.record == right.record {
                counts.same_partner += 1;
            } else {
                counts.other_partner += 1;
            }
        }
        counts
    }

    /// Whether the counts show that the table is free of duplicates.
    pub fn freedom(&self) -> Freedom {
        if self.records > 0 && self.matched * FEW <= self.records {
            return Freedom::FewMatches;
        }
        if bounds(self.same_partner, self.same_partner + self.other_partner).1 <= HALF {
            return Freedom::PartnersDiffer;
        }
        if self.differs_in_kind {
            return Freedom::KindsDiffer;
        }
        Freedom::NotShown
    }

    /// Whether the counts show that the table holds duplicates: of the records that match each other nearly all have one
    /// partner, at 97.5 % confidence.
    pub fn shows_duplicates(&self) -> bool {
        !self.differs_in_kind
            && bounds(self.same_partner, self.same_partner + self.other_partner).0 >= NEARLY_ALL
    }
}

/// The ends of Wilson's 95 % interval for a share (Wilson 1927); 0 and 1 where nothing was counted.
fn bounds(part: u64, whole: u64) -> (f64, f64) {
    const DEVIATIONS: f64 = 1.96;
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (whole, square) = (whole as f64, DEVIATIONS * DEVIATIONS);
    let share = part as f64 / whole;
    let spread = DEVIATIONS * (share * (1.0 - share) / whole + square / (4.0 * whole * whole)).sqrt();
    let (middle, scale) = (share + square / (2.0 * whole), 1.0 + square / whole);
    ((middle - spread) / scale, (middle + spread) / scale)
}

#[cfg(test)]
mod tests;
