//! Which settings does a table ask for?
//!
//! [`suggest`] looks at the values of a table and writes [`Settings`]: what each column holds, how it is
//! compared, and what is blocked on. No truth is known; nothing is taken from headers where values tell.
//! What says something of people that is never compared (sex, nationality, ethnicity, religion, age,
//! language) is left out.

mod align;
mod choose;
mod estimate;
mod fields;
mod fitting;
mod inside;
mod keys;
mod kind;
mod levels;
mod likely;
mod look;
mod partners;
mod protected;
mod sample;
mod turned;
mod written;

pub use estimate::{Estimate, estimate};
pub use kind::Kind;

use thiserror::Error;

use likely::Likely;

use crate::block::{Blocking, BlockingError, Mode, Rule, RuleCount};
use crate::expression::Derived;
use crate::settings::Settings;
use crate::table::Table;

/// Rows in all inputs together up to which everything is compared.
pub const EVERYTHING: usize = 5_000;

/// Why no settings can be suggested.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SuggestError {
    /// Fewer than two rows.
    #[error("the tables have {rows} rows together: nothing can be linked")]
    TooFewRows {
        /// How many.
        rows: usize,
    },
    /// No column can be compared.
    #[error("no column can be compared: {why}; write settings by hand and give them with --settings")]
    NoColumn {
        /// Why each was left out.
        why: String,
    },
    /// No key brings few enough rows together.
    #[error(
        "no blocking rule was found: the columns hold so few values that any key brings too many rows together; \
         write settings by hand and give them with --settings"
    )]
    NoRule,
    /// A rule cannot be used, which its tests should have shown.
    #[error(transparent)]
    Blocking(#[from] BlockingError),
}

/// A column that is not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its header.
    pub column: String,
    /// Why.
    pub why: String,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct Described {
    /// Its name in the settings.
    pub column: String,
    /// What it holds.
    pub kind: Kind,
    /// Share of rows that hold a value.
    pub filled: f64,
    /// Bits that agreement says on average.
    pub bits: f64,
}

/// Settings made from a table, and what they rest on.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// The settings.
    pub settings: Settings,
    /// What is compared.
    pub columns: Vec<Described>,
    /// What is not.
    pub left: Vec<Left>,
    /// What each rule makes.
    pub rules: Vec<RuleCount>,
    /// Share of the likely pairs that each rule finds and none before it.
    pub adds: Vec<f64>,
    /// Share of the likely pairs that no rule finds.
    pub lost: f64,
    /// Rows of the table.
    pub rows: usize,
}

impl Suggested {
    /// What the suggestion rests on, line by line.
    pub fn says(&self) -> Vec<String> {
        written::says(self)
    }

    /// The settings as a file, with comments that say what columns hold and what rules make.
    pub fn to_toml(&self) -> String {
        written::write(self)
    }
}

/// Makes settings for a table.
///
/// ```
/// use bonafide_linkage::suggest::suggest;
/// use bonafide_linkage::table::TableBuilder;
/// let mut builder = TableBuilder::default();
/// let name = builder.column("name");
/// for text in ["Ada Byron", "Grace Hopper", "Ada Byron"] {
///     builder.at(name).push(text.as_bytes());
/// }
/// builder.end_input("people.csv", 3, false);
/// let suggested = suggest(&builder.finish(), None)?;
/// assert_eq!(suggested.settings.comparisons[0].name, "name");
/// assert!(suggested.settings.blocking.iter().any(|rule| rule.keys.is_empty()));
/// # Ok::<(), bonafide_linkage::suggest::SuggestError>(())
/// ```
pub fn suggest(table: &Table, mode: Option<Mode>) -> Result<Suggested, SuggestError> {
    if table.rows() < 2 {
        return Err(SuggestError::TooFewRows { rows: table.rows() });
    }
    let asked = mode.unwrap_or(if table.inputs.len() > 1 { Mode::Link } else { Mode::Dedupe });
    let (fields, left) = fields::fields(table);
    let sample = sample::sample(table, &fields, sample::WHOLE);
    let compared = levels::compared(&fields, &inside::narrower(&fields, &sample));
    if compared.comparisons.is_empty() {
        let why: Vec<String> = left.iter().map(|own| format!("{}: {}", own.column, own.why)).collect();
        return Err(SuggestError::NoColumn { why: why.join("; ") });
    }
    let mut settings = Settings {
        mode,
        columns: compared.columns,
        comparisons: compared.comparisons,
        blocking: vec![Rule::default()],
        ..Settings::default()
    };
    let derived = Derived::new(settings.columns.clone());
    let fault = |source| BlockingError::Expression { rule: 0, source };
    let mut likely =
        Likely::new(&sample.table, &derived, &settings.comparisons, asked, &sample.digests).map_err(fault)?;
    let atoms = keys::atoms(&fields, &derived, &sample);
    let chosen = choose::choose(&atoms, &sample, &mut likely, asked);
    let limit = |most: usize| (most as f64 * sample.scale).round() as u32;
    let (mut adds, mut lost) = (chosen.adds.clone(), chosen.lost);
    if table.rows() > EVERYTHING {
        if chosen.rules.is_empty() {
            return Err(SuggestError::NoRule);
        }
        settings.blocking =
            chosen.rules.iter().map(|own| own.key.rule(&atoms, own.most.map(limit))).collect();
    } else {
        // Everything is compared; rules that outcomes decide stand before that, for training to look at: among
        // all pairs it would hardly meet true ones.
        let plain = |place: &usize| chosen.rules[*place].is_plain;
        let places: Vec<usize> = (0..chosen.rules.len()).filter(plain).collect();
        settings.blocking = places.iter().map(|place| chosen.rules[*place].key.rule(&atoms, None)).collect();
        adds = places.iter().map(|place| chosen.adds[*place]).collect();
        settings.blocking.push(Rule::default());
        adds.push((1.0 - adds.iter().sum::<f64>()).max(0.0));
        lost = 0.0;
    }
    let mut rules = Blocking::new(table, &derived, &settings.blocking, asked)?;
    if table.rows() > EVERYTHING {
        let kept = fitting::fitting(&rules, table.rows());
        if kept.is_empty() {
            return Err(SuggestError::NoRule);
        }
        if kept.len() < rules.counts.len() {
            settings.blocking = kept.iter().map(|place| settings.blocking[*place].clone()).collect();
            rules.counts = kept.iter().map(|place| rules.counts[*place].clone()).collect();
            let left_out = (0..adds.len()).filter(|place| !kept.contains(place));
            lost += left_out.map(|place| adds[place]).sum::<f64>();
            adds = kept.iter().map(|place| adds[*place]).collect();
        }
    }
    let columns = fields
        .iter()
        .map(|own| Described { column: own.name.clone(), kind: own.kind, filled: own.filled, bits: own.bits })
        .collect();
    Ok(Suggested { settings, columns, left, rules: rules.counts, adds, lost, rows: table.rows() })
}

#[cfg(test)]
mod tests;
