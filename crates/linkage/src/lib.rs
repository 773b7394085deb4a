//! Which rows of any table are the same entity?
//!
//! Usable alone: entities and values are integer codes, and nothing here knows of people.
//! It does exact keys, near-duplicate text and rarity; it returns counts, never weights.
//!
//! * [`mod@exact`]: which entities share a value, and how rare that is.
//! * [`components`]: connected components, by union-find.
//! * [`mod@near`]: which values are one edit apart.
//! * [`text`]: which documents share rare text, word by word.
//!
//! ```
//! use bonafide_linkage::exact;
//! // entity 0 and 2 share the value 7; three entities have a value at all
//! let agreement = exact(vec![(0_u32, 7_u32), (1, 8), (2, 7)]);
//! assert_eq!(agreement.population, 3);
//! assert_eq!(agreement.groups[0].entities, vec![0, 2]);
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
