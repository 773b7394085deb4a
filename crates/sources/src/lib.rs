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
//! * `json`, `greenhouse`: JSON with the span of every record, and the product that speaks it.
//! * `sheet`: workbooks, each sheet a table; `xml`: XML in pieces, under limits.
//! * `lists`: lists of wallets, which are no records.
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
mod error;
mod finish;
mod firm;
mod firm_values;
mod greenhouse;
mod json;
mod lists;
mod opened;
mod policy;
mod registry;
mod scan;
mod sheet;
mod table;
pub mod text;
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
