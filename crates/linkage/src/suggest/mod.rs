//! Which settings does a table ask for?
//!
//! [`suggest`] looks at the values of a table and writes [`Settings`]: what each column holds, how it is
//! compared, and what is blocked on. No truth is known; nothing is taken from headers where values tell.
//! What says something of people that is never compared (sex, nationality, ethnicity, religion, age,
//! language) is left out.

mod addresses;
mod align;
mod alike;
mod amounts;
mod births;
mod choose;
mod cleaning;
mod coordinates;
mod days;
mod durations;
mod ends;
mod fields;
mod filled;
mod fitting;
mod headers;
mod inside;
mod invented;
mod keys;
mod kind;
mod lasting;
mod levels;
mod likely;
mod look;
mod made;
mod mailboxes;
mod meanings;
mod overlap;
mod partners;
mod patterns;
mod protected;
mod references;
mod sample;
mod series;
mod turned;
mod whole_names;
mod whole_texts;
mod written;

pub use kind::Kind;
pub use made::Made;

use thiserror::Error;

use invented::Names;
use likely::Likely;

use crate::block::{Blocking, BlockingError, Mode, Rule};
use crate::expression::{Derived, ExpressionError};
use crate::settings::Settings;
use crate::table::Table;

/// Rows in all inputs together up to which everything is compared.
pub const EVERYTHING: usize = 5_000;

/// Why no settings can be suggested.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SuggestError {
    /// Fewer than two rows.
    #[error("the tables have {rows} row{} together: nothing can be linked", if *rows == 1 { "" } else { "s" })]
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
    /// A comparison cannot be used on this table.
    #[error("a comparison cannot be used: {0}")]
    Comparison(ExpressionError),
    /// A rule cannot be used.
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
    /// The input that alone fills it, where that is why.
    pub only: Option<String>,
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
    /// Share of rows that hold one that is set aside, for so many hold it.
    pub aside: f64,
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
    /// What the rules make and add.
    pub made: Made,
    /// Rows of the table.
    pub rows: usize,
}

impl Suggested {
    /// How columns that one input alone fills can be compared; none where no two inputs have such.
    pub fn how_to_pair(&self) -> Option<&'static str> {
        let mut alone = self.left.iter().filter(|own| own.only.is_some());
        let first = alone.next()?;
        alone.any(|own| own.only != first.only).then_some(
            "where two of these mean one thing, compare both as one column: column = '`one header` or `the other`' in the settings",
        )
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
    let asked = Settings { mode, ..Settings::default() }.mode_for(table);
    let mut names = Names::of(table);
    let (mut fields, left) = fields::fields(table, &mut names);
    let sample = sample::sample(table, &fields, sample::WHOLE);
    series::mark(&mut fields, &sample, asked);
    let compared = levels::compared(&fields, &inside::narrower(&fields, &sample), &mut names);
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
    let is_compared = |name: &String| settings.comparisons.iter().any(|own| own.name == *name);
    settings.training.lasting = lasting::lasting(&fields).into_iter().filter(is_compared).collect();
    let derived = Derived::new(settings.columns.clone());
    let mut likely = Likely::new(&sample.table, &derived, &settings.comparisons, asked, &sample.digests)
        .map_err(SuggestError::Comparison)?;
    let atoms = keys::atoms(&fields, &derived, &sample, compared.models.as_deref());
    let (mut chosen, looked_at) = choose::choose(&atoms, &sample, &mut likely, asked);
    let limit = |most: usize| (most as f64 * sample.scale).round() as u32;
    let compares_all = table.rows() <= EVERYTHING;
    if compares_all {
        // Rules that outcomes decide stand before the one that makes all pairs, for training to look at: among all
        // it would hardly meet true ones.
        chosen.retain(|own| own.is_plain);
    }
    chosen = choose::with_sparing(chosen, &atoms, &sample, &looked_at, &likely, asked);
    if compares_all {
        chosen.retain(|own| own.key.is_decided(&atoms));
    }
    settings.blocking = chosen.iter().map(|own| own.key.rule(&atoms, own.most.map(limit))).collect();
    if compares_all {
        settings.blocking.push(Rule::default());
    } else if chosen.is_empty() {
        return Err(SuggestError::NoRule);
    }
    let mut blocking = Blocking::new(table, &derived, &settings.blocking, asked)?;
    if !compares_all {
        let kept = fitting::fitting(&blocking, table.rows());
        if kept.is_empty() {
            return Err(SuggestError::NoRule);
        }
        if kept.len() < settings.blocking.len() {
            settings.blocking = kept.iter().map(|place| settings.blocking[*place].clone()).collect();
            blocking = Blocking::new(table, &derived, &settings.blocking, asked)?;
        }
    }
    let made = made::made(blocking, &likely, &sample, &looked_at);
    let columns = fields
        .iter()
        .map(|own| Described {
            column: own.name.clone(),
            kind: own.kind,
            filled: own.filled,
            aside: own.aside,
            bits: own.bits,
        })
        .collect();
    Ok(Suggested { settings, columns, left, made, rows: table.rows() })
}

#[cfg(test)]
mod align_tests;
#[cfg(test)]
mod columns_tests;
#[cfg(test)]
pub(crate) mod tests;
