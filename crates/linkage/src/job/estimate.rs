//! What will rules make and lose, told before the pairs are scored?

use super::learned::learned;
use super::lost::{Look, Lost, lost};
use super::prepared::Prepared;
use super::{Known, LinkError, Step};
use crate::block::RuleCount;
use crate::settings::Settings;
use crate::table::Table;

/// What rules make and lose.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// What each rule makes.
    pub rules: Vec<RuleCount>,
    /// Whether one of them makes all pairs.
    pub compares_all: bool,
    /// What all of them together lose; none where they make more pairs than the settings allow, so that no model is trained.
    pub lost: Option<Lost>,
}

impl Estimate {
    /// Pairs of all rules, repeats included.
    pub fn pairs(&self) -> u64 {
        RuleCount::pairs_of(&self.rules)
    }
}

/// Trains the model of a linkage and holds rows against all others, without scoring what the rules make. Of borrowed
/// columns nothing is known yet, so they are left out.
///
/// ```
/// use bonafide_linkage::job::{Known, estimate};
/// use bonafide_linkage::settings::Settings;
/// use bonafide_linkage::table::TableBuilder;
/// let mut builder = TableBuilder::default();
/// let (name, town) = (builder.column("name"), builder.column("town"));
/// for row in 0..200_u32 {
///     builder.at(name).push(format!("person {}", row / 2).as_bytes());
///     builder.at(town).push(format!("town {}", row / 2 % 70).as_bytes());
/// }
/// builder.end_input("people.csv", 200, false);
/// let settings = Settings::parse(r#"
///     [[comparisons]]
///     column = "name"
///     levels = ["exact", "jaro-winkler 0.9"]
///     [[comparisons]]
///     column = "town"
///     levels = ["exact"]
///     [[blocking]]
///     keys = ["name"]
/// "#)?;
/// let found = estimate(&builder.finish(), &settings, Known::default(), 1, |_| {})?;
/// assert_eq!(found.pairs(), 100);
/// assert!(found.lost.is_some_and(|lost| lost.share < 1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimate(
    table: &Table,
    settings: &Settings,
    known: Known,
    threads: usize,
    mut told: impl FnMut(Step<'_>),
) -> Result<Estimate, LinkError> {
    let settings = &settings.without_borrowed();
    let mut prepared = Prepared::new(table, settings, &mut told)?;
    prepared.warn((table, settings), known.model.is_some() || !known.labels.is_empty(), &mut told)?;
    let compares_all = prepared.blocking.makes_all;
    if prepared.blocking.check(settings.at_most_pairs).is_err() {
        return Ok(Estimate { rules: prepared.blocking.counts, compares_all, lost: None });
    }
    prepared.seal();
    told(Step::Training);
    let Known { judgements, labels, model, .. } = known;
    let learned = learned(&prepared, (table, settings), (model, &labels, &judgements), threads)?;
    let lost = lost((&prepared, &learned), table, threads, Look::Closely);
    Ok(Estimate { rules: prepared.blocking.counts, compares_all, lost })
}
