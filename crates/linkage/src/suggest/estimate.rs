//! How many true pairs will rules lose, told before anything is compared?
//!
//! Keys of all kinds (each column, each two columns, their parts) bring rows together; of the pairs that are
//! likely true the rules find a share. That is capture and recapture: what one way of finding misses is
//! counted among what others found. How many no key brings together is told by Chao's estimate: f1^2 / (2 f2),
//! where f1 pairs agree on one column alone and f2 on two (Chao 1984, Scandinavian Journal of Statistics 11,
//! 265). Where pairs that agree on one column are strangers it is too many, so both ends are said.
//!
//! Keys that many rows share are asked neither by the rules nor for this, so that where an entity has a hundred
//! rows both miss the same. So some rows are held against all others, too: where these have enough likely
//! partners, they tell, and nothing is left unseen.

use std::collections::HashSet;

use super::likely::Likely;
use super::sample::Sample;
use super::{SuggestError, choose, fields, keys, levels, partners, sample};
use crate::block::{Blocking, RuleCount};
use crate::expression::Derived;
use crate::settings::Settings;
use crate::table::Table;

/// Rows that are looked at.
const ROWS: usize = 60_000;

/// Rows that are looked at closely.
const CLOSELY: usize = 2_000;

/// Pairs that are looked at at most where rows are held against all others.
const ALL: usize = 4_000_000;

/// Likely pairs below which nothing is told.
const TOO_FEW: usize = 20;

/// What rules will make and lose.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Estimate {
    /// What each rule makes.
    pub rules: Vec<RuleCount>,
    /// Whether one of them makes all pairs.
    pub compares_all: bool,
    /// Share of the likely pairs that each rule finds alone.
    pub finds: Vec<f64>,
    /// Share of the likely pairs that each rule finds and none before it.
    pub adds: Vec<f64>,
    /// Share of the likely pairs that no rule finds, of those that some key brings together.
    pub lost: f64,
    /// Share that is lost besides, because nothing brings it together.
    pub unseen: f64,
    /// Likely pairs that this rests on.
    pub likely: usize,
}

impl Estimate {
    /// Pairs of all rules, repeats included.
    pub fn pairs(&self) -> u64 {
        self.rules.iter().map(|rule| rule.pairs).sum()
    }

    /// Share of the likely pairs that is lost in all, as far as can be told.
    pub fn lost_in_all(&self) -> f64 {
        self.lost + self.unseen * (1.0 - self.lost)
    }

    /// What the rules make of so many rows, and what they lose, in one line.
    pub fn summary(&self, rows: usize) -> String {
        if self.compares_all {
            return self.text();
        }
        let a_row = self.pairs() as f64 / rows.max(1) as f64;
        format!("{} blocking rules make {a_row:.1} pairs a row at most; {}", self.rules.len(), self.text())
    }

    /// What the rules lose, in words.
    pub fn text(&self) -> String {
        if self.compares_all {
            let pairs = self.rules.iter().map(|rule| rule.pairs).max().unwrap_or(0);
            return format!("all {pairs} pairs are compared");
        }
        if self.likely < TOO_FEW {
            return "too few pairs look alike to tell how many true ones the rules lose".to_owned();
        }
        let (least, most) =
            (format!("{:.1}", 100.0 * self.lost), format!("{:.1}", 100.0 * self.lost_in_all()));
        let share = if least == most { least } else { format!("{least} to {most}") };
        format!(
            "the rules are likely to lose {share} % of the true pairs that look alike, by {} of them; of pairs with \
             little in common more",
            self.likely
        )
    }
}

/// Estimates what the rules of some settings make, find and lose.
///
/// ```
/// use bonafide_linkage::settings::Settings;
/// use bonafide_linkage::suggest::estimate;
/// use bonafide_linkage::table::TableBuilder;
/// let mut builder = TableBuilder::default();
/// let (name, town) = (builder.column("name"), builder.column("town"));
/// for row in 0..200_u32 {
///     builder.at(name).push(format!("person {}", row / 2).as_bytes());
///     builder.at(town).push(format!("town {}", row / 2 % 70 + row % 2 * (row / 20)).as_bytes());
/// }
/// builder.end_input("people.csv", 200, false);
/// let table = builder.finish();
/// let settings = Settings::parse(r#"
///     [[comparisons]]
///     column = "name"
///     levels = ["exact", "jaro-winkler 0.9"]
///     [[blocking]]
///     keys = ["name"]
/// "#)?;
/// let estimate = estimate(&table, &settings)?;
/// assert_eq!((estimate.pairs(), estimate.lost), (100, 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimate(table: &Table, settings: &Settings) -> Result<Estimate, SuggestError> {
    let mode = settings.mode_for(table);
    let mut derived = Derived::new(settings.columns.clone());
    let blocking = Blocking::new(table, &derived, &settings.blocking, mode)?;
    let (fields, _) = fields::fields(table);
    let looked_at = sample::sample(table, &fields, ROWS);
    // What is borrowed is known only once pairs were compared.
    let compared = settings.without_borrowed().comparisons;
    let mut likely = Likely::new(&looked_at.table, &derived, &compared, mode, &looked_at.digests)
        .map_err(SuggestError::Comparison)?;
    // Keys are made of the columns as they are suggested, whatever the settings call theirs.
    derived = Derived::new(levels::compared(&fields, &vec![None; fields.len()]).columns);
    let atoms = keys::atoms(&fields, &derived, &looked_at);
    let rows = partners::closely(&looked_at, CLOSELY);
    choose::probe(&keys::candidates(&atoms), &atoms, &looked_at, &rows, &mut likely, mode);
    Ok(of_rules(blocking, &mut likely, &looked_at, &rows))
}

/// What rules find of the pairs that are likely, and of all that some rows make; the rows that the likely pairs are
/// of are given.
pub fn of_rules(blocking: Blocking, likely: &mut Likely, sample: &Sample, looked_at: &[u32]) -> Estimate {
    let mut made = of_pairs(&blocking, likely, sample, looked_at);
    made.compares_all = blocking.makes_all();
    if !made.compares_all {
        let rows = partners::closely(sample, ALL / sample.rows.len().max(1));
        likely.keep(partners::with_all(&rows, sample, blocking.mode));
        if likely.pairs.len() >= choose::ENOUGH {
            made = Estimate { unseen: 0.0, ..of_pairs(&blocking, likely, sample, &rows) };
        }
    }
    made.rules = blocking.counts;
    made
}

/// The shares, from likely pairs of some rows.
fn of_pairs(blocking: &Blocking, likely: &Likely, sample: &Sample, looked_at: &[u32]) -> Estimate {
    let rules = blocking.rules.len();
    let (mut finds, mut adds, mut lost) = (vec![0_u64; rules], vec![0_u64; rules], 0_u64);
    let (mut all, mut agreeing) = (0_u64, [0_u64; 2]);
    let closely: HashSet<u32> = looked_at.iter().copied().collect();
    for (place, (left, right)) in likely.pairs.iter().enumerate() {
        // A pair of two of these rows counts twice: it would have been met by either. Rows that hold the same are
        // both among them or neither is.
        let ends = u64::from(closely.contains(left)) + u64::from(closely.contains(right));
        let share = ends * u64::from(likely.shares[place]);
        all += share;
        if let Some(sum) =
            usize::from(likely.agreeing[place]).checked_sub(1).and_then(|own| agreeing.get_mut(own))
        {
            *sum += share;
        }
        let (left, right) = (sample.rows[*left as usize], sample.rows[*right as usize]);
        let mut is_found = false;
        for rule in 0..rules {
            if blocking.makes(rule, left, right) {
                finds[rule] += share;
                adds[rule] += if is_found { 0 } else { share };
                is_found = true;
            }
        }
        lost += if is_found { 0 } else { share };
    }
    let of_all = |share: u64| share as f64 / all.max(1) as f64;
    let mut made = Estimate {
        finds: finds.into_iter().map(of_all).collect(),
        adds: adds.into_iter().map(of_all).collect(),
        lost: of_all(lost),
        likely: likely.pairs.len(),
        ..Estimate::default()
    };
    let [one, two] = agreeing.map(|sum| sum as f64);
    if two > 0.0 {
        let besides = one * one / (2.0 * two);
        made.unseen = besides / (all as f64 + besides);
    }
    made
}
