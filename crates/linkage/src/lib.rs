//! Which rows of any table are the same entity?
//!
//! Usable alone: it knows nothing of people, and does no I/O: bytes come in and go out. A run goes from room to room:
//!
//! * [`read`]: how do bytes become rows?
//! * [`table`]: what do rows hold? Columns of integer codes, each distinct value once.
//! * [`settings`]: what is compared, what is blocked on, and what is written?
//! * [`suggest`]: which settings does a table ask for?
//! * [`expression`]: which values are made from columns?
//! * [`compare`]: at which level do two rows agree, and with [`distance`], how far are two values apart?
//! * [`block`]: which pairs are compared at all?
//! * [`score`]: what does each pair come to, and which weigh enough? It counts [`pattern`]s, the tuples of levels.
//! * [`model`]: how much does each pattern say?
//! * [`assign`]: which pair does each row get where a table holds every entity once?
//! * [`cluster`]: which rows are one entity, when all pairs are weighed?
//! * [`job`]: what is one whole run, from a table and settings to pairs and clusters?
//! * [`report`]: what does a run look like, and where should somebody look next?
//! * [`mod@write`]: how do results become bytes?
//! * [`index`]: which kept rows does a new record match, without linking anew?
//!
//! And for whoever counts and does not weigh:
//!
//! * [`mod@exact`]: which entities share a value, and how rare is that?
//! * [`mod@near`]: which values are one edit apart?
//! * [`text`]: which documents share rare text, word by word?
//! * [`components`]: what hangs together?
//!
//! ```
//! use bonafide_linkage::job::{Known, link};
//! use bonafide_linkage::read::{Bytes, Options, read};
//! use bonafide_linkage::settings::Settings;
//! use bonafide_linkage::table::TableBuilder;
//! let mut builder = TableBuilder::default();
//! let csv = "id,name,phone\n1,Ada King,030 1\n2,Ada Kingg,030 1\n3,Grace Hopper,030 2\n";
//! read(&mut builder, "people.csv", None, &Bytes::from_static(csv.as_bytes()), &Options::default())?;
//! let settings = Settings::parse(r#"
//!     [[comparisons]]
//!     column = "name"
//!     levels = ["exact", "jaro-winkler 0.9"]
//!     [[comparisons]]
//!     column = "phone"
//!     levels = ["exact"]
//!     [[blocking]]
//!     keys = ["phone"]
//! "#)?;
//! let linked = link(&builder.finish(), &settings, Known::default(), 1, |_| {})?;
//! assert_eq!(linked.compared(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod assign;
pub mod block;
pub mod cluster;
pub mod compare;
pub mod components;
pub mod distance;
pub mod exact;
pub mod expression;
pub mod index;
pub mod job;
pub mod model;
pub mod near;
pub mod pattern;
pub mod read;
pub mod report;
pub mod score;
pub mod settings;
pub mod suggest;
pub mod table;
pub mod text;
pub mod write;

pub use components::Components;
pub use exact::{Agreement, Group, exact, pairs};
