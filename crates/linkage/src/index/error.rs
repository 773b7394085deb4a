//! Why an index cannot be used.

use thiserror::Error;

use crate::block::BlockingError;
use crate::cluster;
use crate::expression::ExpressionError;

/// Why an index cannot be read or added to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IndexError {
    /// The bytes are something else.
    #[error("this is no linkage index; give the folder that an earlier `link --out` wrote")]
    NotAnIndex,
    /// It was written by another version.
    #[error(
        "the index was written by another version: it has format {found}, and only format {known} can be read; link the \
         tables anew"
    )]
    Version {
        /// The format found.
        found: u32,
        /// The format that can be read.
        known: u32,
    },
    /// Bytes are not those that were written.
    #[error("the index is damaged in its {part}; restore it from a copy, or link the tables anew")]
    Damaged {
        /// Where.
        part: &'static str,
    },
    /// The log belongs to another base.
    #[error(
        "the index's log belongs to another base file; restore both from one copy, or link the tables anew"
    )]
    OtherLog,
    /// The kept settings or model cannot be read, though no byte changed.
    #[error("the index's {part} cannot be used: {why}; link the tables anew")]
    Kept {
        /// Which part.
        part: &'static str,
        /// Why.
        why: String,
    },
    /// A comparison cannot be used on the kept columns.
    #[error("a comparison cannot be used: {0}")]
    Comparison(ExpressionError),
    /// A blocking rule cannot be used on the kept columns.
    #[error(transparent)]
    Blocking(#[from] BlockingError),
    /// More pairs than the settings allow.
    #[error(
        "the rules make up to {pairs} pairs of the new records, more than the limit of {limit}: add them in smaller \
         batches, or raise `[run] at_most_pairs` and link the tables anew"
    )]
    TooManyPairs {
        /// How many, those that several rules make counted with each.
        pairs: u64,
        /// The limit.
        limit: u64,
    },
    /// More pairs weigh enough to be kept than may be.
    #[error(
        "with the new records more than {limit} pairs in all, or {new} of these alone, look enough like one to be kept in \
         memory: add them in smaller batches; if they hold the same again and again, that is nothing which tells records \
         apart: leave such values out with `... | without`, or raise `[run] at_most_kept` where there are 50 bytes of \
         memory for each, and link the tables anew"
    )]
    TooManyKept {
        /// How many of the new records may be.
        new: u64,
        /// The limit.
        limit: u64,
    },
    /// Rows are numbered in 32 bits.
    #[error("the index would have more than 4,294,967,294 rows; start another one")]
    TooManyRows,
    /// An entry of the log has 4 GiB and more.
    #[error("the new records are too many for one entry of the index; add them in smaller batches")]
    TooLarge,
    /// Clusters cannot be made of what is kept, or no id is left for one.
    #[error(transparent)]
    Clusters(#[from] cluster::Error),
    /// Judgements contradict each other, or an input that is free of duplicates; with rows by their names.
    #[error("{0} (an index keeps what it was told: to withdraw that, link the tables anew)")]
    Judged(String),
    /// Chains of pairs cannot honour what people say.
    #[error(
        "an index with [clusters] method = \"components\" cannot keep apart what is judged distinct: link the tables anew \
         with \"split\""
    )]
    JudgedComponents,
    /// What was matched belongs to another state of the index.
    #[error("records were added since these were matched; match them again")]
    Outdated,
}
