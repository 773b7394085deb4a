//! What a run of clustering may be told, and what can be wrong with what it is given.

/// The largest size of any weight in [`Options`]: 1,000 bits.
const LARGEST: i32 = 1_000_000;

/// Of what a pair weighs beyond [`Options::most_milli`] this part counts.
const BEYOND: i64 = 64;

/// How clusters are made. All weights are thousandths of a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Two clusters become one while the mean weight of the pairs between them is at least this.
    /// Default 0, as likely as not, which suits calibrated weights; 4,248 is p = 0.95.
    pub threshold_milli: i32,
    /// What a pair counts, *relative to the threshold*, that was never compared or scored too low to be
    /// given. Below 0; default -500. Blocking loses true pairs, so that a missing one says little against;
    /// but many of them do. Of -0.1 to -12 bits half a bit was best, or within 0.5 points of the best, in
    /// the cluster F1 of seven labelled sets with calibrated weights; -4 bits lost up to 6 points.
    pub missing_milli: i32,
    /// The most that one pair may count above the threshold. Above 0; default 10,000, p = 0.999: beyond that
    /// no calibration is proven, and one wrong pair must not outweigh any number of missing ones. Between 6
    /// bits and no limit it moved no F1 of such weights by more than 0.1 points. What lies beyond counts a
    /// 64th, so that of two heavy partners who are kept apart a record still joins the heavier one.
    pub most_milli: i32,
    /// The least that one pair may count, below the threshold. Below 0; default -1,000, so that a pair that
    /// speaks against counts as much as two that are missing. Lower ones lost up to 0.8 points of F1:
    /// records of one entity that differ much (a move, a marriage) are held together by others.
    pub least_milli: i32,
    /// Whether records of one input are never compared, as where tables are linked and duplicates are not looked for. For one
    /// record that comes to a cluster such pairs count nothing: else of twenty rows that are each of one row of the other
    /// table some would be left out.
    pub only_between: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            threshold_milli: 0,
            missing_milli: -500,
            most_milli: 10_000,
            least_milli: -1_000,
            only_between: false,
        }
    }
}

impl Options {
    pub(super) fn check(&self) -> Result<(), Error> {
        let signs = [
            ("missing_milli", self.missing_milli, -LARGEST..=-1),
            ("least_milli", self.least_milli, -LARGEST..=-1),
            ("most_milli", self.most_milli, 1..=LARGEST),
            ("threshold_milli", self.threshold_milli, -LARGEST..=LARGEST),
        ];
        for (option, value, range) in signs {
            if !range.contains(&value) {
                return Err(Error::Option { option, value, least: *range.start(), most: *range.end() });
            }
        }
        Ok(())
    }

    /// What a pair of this weight counts: above 0, or 0, exactly where it reaches the threshold.
    pub(super) fn counts(&self, weight_milli: i32) -> i64 {
        let (least, most) = (i64::from(self.least_milli), i64::from(self.most_milli));
        let over = (i64::from(weight_milli) - i64::from(self.threshold_milli)).min(i64::from(LARGEST));
        over.clamp(least, most) + (over - most).max(0) / BEYOND
    }
}

/// What was wrong with the input. Records are named by their numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// An option outside of its range.
    #[error("clustering option {option} is {value}: give a number from {least} to {most}")]
    Option {
        /// Its name.
        option: &'static str,
        /// What it was set to.
        value: i32,
        /// The least that it may be.
        least: i32,
        /// The most that it may be.
        most: i32,
    },
    /// A pair or judgement names a record that there is not.
    #[error(
        "a pair names record {record}, but there are only {records} records: give pairs of the same table"
    )]
    UnknownRecord {
        /// What it names.
        record: u32,
        /// How many there are.
        records: usize,
    },
    /// A pair of a record with itself.
    #[error("record {record} is paired with itself: leave the pair out")]
    Itself {
        /// The record.
        record: u32,
    },
    /// The list of inputs does not fit the records.
    #[error("{found} records have an input, but there are {records} records: give each an input, or none")]
    Inputs {
        /// How many inputs of records were given.
        found: usize,
        /// How many records there are.
        records: usize,
    },
    /// Judged distinct, yet a chain of judgements says that they are the same.
    #[error("{}", self.naming(|record| record.to_string()))]
    Contradiction {
        /// One record, the earlier by order.
        left: u32,
        /// The other.
        right: u32,
        /// The records of the shortest chain from one to the other, each judged the same as the next.
        chain: Vec<u32>,
    },
    /// Judged the same, yet both from an input that is declared free of duplicates.
    #[error("{}", self.naming(|record| record.to_string()))]
    DuplicateInUnique {
        /// One record, the earlier by order.
        left: u32,
        /// The other.
        right: u32,
        /// Their input.
        input: u32,
        /// The records of the shortest chain from one to the other, each judged the same as the next.
        chain: Vec<u32>,
    },
    /// All ids that the caller offered for a new cluster are in use.
    #[error(
        "no free id for the cluster whose first record is {record}: {attempts} were offered and all are taken"
    )]
    IdTaken {
        /// The cluster's smallest member.
        record: u32,
        /// How many ids were asked for.
        attempts: u32,
    },
}

impl Error {
    /// The text, with records called as the caller calls them.
    pub fn naming(&self, name: impl Fn(u32) -> String) -> String {
        // A chain as a reader names it: `1 = 2, 2 = 3`.
        let links = |chain: &[u32]| -> String {
            let pairs: Vec<String> =
                chain.windows(2).map(|link| format!("{} = {}", name(link[0]), name(link[1]))).collect();
            pairs.join(", ")
        };
        match self {
            Self::Contradiction { left, right, chain } => format!(
                "{} and {} are judged distinct, but the same by the judgements {}: withdraw one of these",
                name(*left),
                name(*right),
                links(chain)
            ),
            Self::DuplicateInUnique { left, right, chain, .. } => format!(
                "{} and {} are of one input and the same by the judgements {}, but the input is free of duplicates: \
                 withdraw a judgement, or say that it is not ([run] unique)",
                name(*left),
                name(*right),
                links(chain)
            ),
            other => other.to_string(),
        }
    }
}

#[cfg(test)]
mod tests;
