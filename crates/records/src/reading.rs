//! Everything that one scan has read, whatever the source.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::fact::{
    Attachment, Attestation, Change, Device, Document, ListedWallet, Payment, Peripheral, Removed, Shipment,
    SignInUse,
};
use crate::person::{PersonRow, Source};
use crate::provenance::{Digest, FileId, Place};
use crate::value::Value;

/// A file that was given, read or not.
#[derive(Debug, Clone)]
pub struct FileRead {
    /// Path relative to the scanned folder with `/` between parts; `a.zip!b.csv` inside an archive.
    pub name: String,
    /// The source that understood it; `None` where none did.
    pub source: Option<Source>,
    /// SHA-256 of the whole file.
    pub sha256: Digest,
    /// Rows or records read.
    pub read: u64,
    /// Rows or parts set aside.
    pub set_aside: u64,
    /// Earliest event time.
    pub first: Option<Date>,
    /// Latest event time.
    pub last: Option<Date>,
    /// The mapping that read a table: a shipped one's name or the mapping file's path.
    pub mapping: Option<String>,
}

/// A row or part that was left out of an otherwise read file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SetAside {
    /// The file.
    pub file: FileId,
    /// Where; `None` where the whole end of the file is meant.
    pub place: Option<Place>,
    /// Why, in lower case, one line, without any value of the row.
    pub why: String,
}

/// A file of which nothing could be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Its name as in [`FileRead::name`].
    pub file: String,
    /// Why, in lower case, one line.
    pub why: String,
    /// What to do about it.
    pub hint: String,
}

/// One event time, for the plausible `as of` and each file's reach.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventDay {
    /// The day.
    pub day: Date,
    /// The file.
    pub file: FileId,
    /// Where.
    pub place: Place,
    /// The field.
    pub field: String,
}

/// A list that the user gave, e.g. of sanctioned wallets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRead {
    /// The file's name.
    pub name: String,
    /// Its date, where it gives one.
    pub date: Option<Date>,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// Entries that hold, removed ones left out.
    pub entries: u64,
}

/// Everything that one scan has read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// All files, in reading order; [`FileId`] is the index.
    pub files: Vec<FileRead>,
    /// Rows that state persons; [`crate::RowId`] is the index.
    pub rows: Vec<PersonRow>,
    /// Values of those rows.
    pub values: Vec<Value>,
    /// Deliveries.
    pub shipments: Vec<Shipment>,
    /// Devices.
    pub devices: Vec<Device>,
    /// Changes of master data.
    pub changes: Vec<Change>,
    /// Confirmed removals.
    pub removed: Vec<Removed>,
    /// Checks and attested indicators.
    pub attestations: Vec<Attestation>,
    /// Payees and payouts.
    pub payments: Vec<Payment>,
    /// Uses of networks, devices and factors at sign-in, a day each.
    pub sign_ins: Vec<SignInUse>,
    /// What was plugged into hosts.
    pub peripherals: Vec<Peripheral>,
    /// Files that rows name as sent with them.
    pub attachments: Vec<Attachment>,
    /// Documents: CVs.
    pub documents: Vec<Document>,
    /// Lists that the user gave.
    pub lists: Vec<ListRead>,
    /// The wallets that stand on them.
    pub listed_wallets: Vec<ListedWallet>,
    /// Rows set aside.
    pub set_aside: Vec<SetAside>,
    /// Files not read.
    pub unread: Vec<Unread>,
    /// Protected fields dropped on read: (source, field) to count. Never a value.
    pub dropped: BTreeMap<(Source, String), u64>,
    /// Sources that the policy of `firm.toml` refused, each with the reason.
    pub refused: BTreeMap<Source, String>,
    /// Rows of an allowed source that the policy does not allow (kind of person, scope), by source.
    pub passed_over: BTreeMap<Source, u64>,
    /// The newest plausible event day, for `as_of`.
    pub newest: Option<Date>,
}
