//! How do bytes become records?
//!
//! [`read`] takes files and folders, finds out by content which product each file is from, streams
//! it into [`bonafide_records::Reading`], sets what it cannot read aside with file, place and
//! reason, and drops protected fields before anything is stored. [`open_record`] opens a cited
//! record again.
//!
//! * [`collector`]: where readers put what they read.
//! * [`text`]: encodings and digests.
//! * `walk`, `archive`, `body`: folders, ZIP archives and their limits.
//! * `table`: the one reader of tables; a tabular product is a mapping in `mappings/`.
//! * `json`: JSON with the span of every record; `greenhouse`, `okta`, `osquery`: the products that
//!   speak it.
//! * `uses`: events, folded into daily uses while they stream by.
//! * `xml`, `iso20022`: XML with the span of every record, and the banks' messages in it.
//! * `pay`: payees and payouts, whatever wrote them.
//! * [`document`]: CV files, PDF and DOCX, read by a long-lived worker under limits; `cv_file`: what is
//!   kept of them.
//! * `sheet`: workbooks, each sheet a table.
//! * `lists`, `listed`: lists of wallets that the user gave.
//! * `policy`, `finish`: what may be read, and how far it reaches.
//!
//! ```
//! use bonafide_sources::{Options, read};
//! let folder = tempfile::tempdir().unwrap();
//! std::fs::write(folder.path().join("staff.csv"), "nr;tel\n7;+49 30 23125 001\n").unwrap();
//! std::fs::write(
//!     folder.path().join("staff.csv.map.toml"),
//!     "kind = \"person\"\n[columns]\nkey = \"nr\"\nphone = \"tel\"\n",
//! ).unwrap();
//! let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
//! assert_eq!(reading.rows[0].key.as_str(), "7");
//! assert_eq!(reading.files[0].source.as_ref().unwrap().as_str(), "table:person");
//! ```

mod archive;
mod body;
pub mod collector;
mod cv_file;
pub mod document;
mod error;
mod finish;
mod firm;
mod firm_values;
mod greenhouse;
mod iso20022;
mod json;
mod listed;
mod lists;
mod okta;
mod opened;
mod osquery;
mod pay;
mod policy;
mod registry;
mod scan;
mod sheet;
mod table;
pub mod text;
mod uses;
mod walk;
mod wording;
mod xml;

pub use collector::Collector;
pub use error::SourceError;
pub use firm::{FirmFile, load_firm};
pub use lists::{ListedAddress, WalletList, read_wallet_lists};
pub use opened::{OpenedRecord, RecordOpener, open_record};
pub use registry::{SourceInfo, known_sources};
pub use scan::{Options, read};
pub use table::sniffed::{Sniffed, sniff_table};
