//! What stops an input from being read, and what to do about it.

/// Why an input was not read. The builder that it was read into holds part of it: start a new one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is not a byte in it, or nothing but blank lines.
    #[error("{input} is empty: it has no header; export it again")]
    Empty {
        /// The input.
        input: String,
    },
    /// Its first bytes say UTF-16.
    #[error("{input} is written in UTF-16; save it as UTF-8")]
    Utf16 {
        /// The input.
        input: String,
    },
    /// Its first bytes say UTF-32.
    #[error("{input} is written in UTF-32; save it as UTF-8")]
    Utf32 {
        /// The input.
        input: String,
    },
    /// Every second byte is zero, as in UTF-16, and no mark says so.
    #[error("{input} looks like UTF-16 without a mark: every second byte is zero; save it as UTF-8")]
    Utf16Unmarked {
        /// The input.
        input: String,
    },
    /// Its first bytes are those of a packed file.
    #[error("{input} is packed ({how}); unpack it first")]
    Packed {
        /// The input.
        input: String,
        /// With what.
        how: &'static str,
    },
    /// A column that the options name is not there.
    #[error("{input} has no column `{column}` (named {purpose}); it has {columns}")]
    NoColumn {
        /// The input.
        input: String,
        /// The column that was asked for.
        column: String,
        /// What it was named for.
        purpose: &'static str,
        /// The headers that there are, as far as they fit on a line.
        columns: String,
    },
    /// Two columns have one header.
    #[error(
        "{input} has two columns `{header}`, the {first}. and the {second}.; rename or remove one of them"
    )]
    DuplicateHeader {
        /// The input.
        input: String,
        /// The header.
        header: String,
        /// Place of the first, from 1.
        first: usize,
        /// Place of the second, from 1.
        second: usize,
    },
    /// More columns than any sheet has.
    #[error(
        "{input} has {columns} columns, more than {most}; check the delimiter, or leave out what is not compared"
    )]
    TooManyColumns {
        /// The input.
        input: String,
        /// How many it has at least.
        columns: usize,
        /// How many are read.
        most: usize,
    },
    /// Rows are counted in 32 bits.
    #[error("{input} brings the table to more than 4 294 967 295 rows; link it in parts")]
    TooManyRows {
        /// The input.
        input: String,
    },
    /// A quote that nothing closes: all that follows would be one cell.
    #[error("{input}: the quote in the record at line {line} is never closed; close it or double it")]
    OpenQuote {
        /// The input.
        input: String,
        /// Where the record starts, from 1.
        line: u64,
    },
    /// Nothing in it is an object.
    #[error(
        "{input} holds no JSON object: line {line} {why}; write one object a line or an array of objects"
    )]
    NoObject {
        /// The input.
        input: String,
        /// The first line that was set aside, from 1.
        line: u64,
        /// Why it was.
        why: String,
    },
    /// Parquet came in pieces.
    #[error("{input} is Parquet, which is read from its end; give it whole")]
    NeedsWhole {
        /// The input.
        input: String,
    },
    /// It does not begin and end as a Parquet file does.
    #[error("{input} is no whole Parquet file: {why}; copy or export it again")]
    NotParquet {
        /// The input.
        input: String,
        /// What is amiss.
        why: &'static str,
    },
    /// Only a key would open it.
    #[error("{input} is encrypted Parquet; give it decrypted, or export it without encryption")]
    Encrypted {
        /// The input.
        input: String,
    },
    /// The footer of a Parquet file cannot be understood.
    #[error("{input}: the footer is damaged: {why}; export it again")]
    Footer {
        /// The input.
        input: String,
        /// What is amiss.
        why: &'static str,
    },
    /// One column of a Parquet file cannot be decoded.
    #[error("{input}: column `{column}`, row group {group}: {why}; export it again or leave the column out")]
    Column {
        /// The input.
        input: String,
        /// The column.
        column: String,
        /// The row group, from 1.
        group: usize,
        /// What is amiss.
        why: String,
    },
    /// Few bytes that claim to hold a great deal.
    #[error("{input} claims {claimed} in {bytes} bytes, which no export of records does; it was not read")]
    Bomb {
        /// The input.
        input: String,
        /// What it claims.
        claimed: String,
        /// How long it is.
        bytes: u64,
    },
}
