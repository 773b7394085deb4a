//! How many true pairs will rules lose, told before anything is compared?
//!
//! Keys of all kinds (each column, each two columns, their parts) bring rows together; of the pairs that are
//! likely true the rules find a share. That is capture and recapture: what one way of finding misses is
//! counted among what others found. Pairs that no key brings together are not counted, but bounded from
//! below by Chao's estimate: f1^2 / (2 f2), where f1 pairs agree on one column alone and f2 on two (Chao
//! 1984, Scandinavian Journal of Statistics 11, 265).

use super::likely::Likely;
use super::{SuggestError, choose, fields, keys, levels, partners, sample};
use crate::block::{Blocking, BlockingError};
use crate::expression::Derived;
use crate::settings::Settings;
use crate::table::Table;

/// Rows that are looked at.
const ROWS: usize = 60_000;

/// Rows that are looked at closely.
const CLOSELY: usize = 2_000;

/// What rules will make and lose.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Pairs of all rules, repeats included.
    pub pairs: u64,
    /// Share of the likely pairs that each rule finds alone.
    pub finds: Vec<f64>,
    /// Share of the likely pairs that each rule finds and none before it.
    pub adds: Vec<f64>,
    /// Share of the likely pairs that no rule finds, of those that some key brings together.
    pub lost: f64,
    /// The least that is lost besides, because nothing brings it together.
    pub unseen: f64,
    /// Likely pairs that this rests on.
    pub likely: usize,
}

impl Estimate {
    /// In words.
    pub fn text(&self) -> String {
        if self.likely < 20 {
            return "too few pairs look alike to tell how many true ones the rules lose".to_owned();
        }
        let all = self.lost + self.unseen * (1.0 - self.lost);
        format!(
            "the rules are likely to lose {:.1} % of the true pairs that look alike, by {} of them; of pairs with \
             little in common more",
            100.0 * all,
            self.likely
        )
    }
}

/// Estimates what the rules of some settings lose.
///
/// ```
/// use bonafide_linkage::block::{Blocking, Mode};
/// use bonafide_linkage::expression::Derived;
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
/// let blocking = Blocking::new(&table, &Derived::default(), &settings.blocking, Mode::Dedupe)?;
/// let estimate = estimate(&table, &settings, &blocking)?;
/// assert_eq!(estimate.pairs, 100);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimate(table: &Table, settings: &Settings, blocking: &Blocking) -> Result<Estimate, SuggestError> {
    let rules = blocking.rules.len();
    let nothing = Estimate {
        pairs: blocking.pairs(),
        finds: vec![0.0; rules],
        adds: vec![0.0; rules],
        lost: 0.0,
        unseen: 0.0,
        likely: 0,
    };
    let (fields, _) = fields::fields(table);
    if fields.is_empty() || table.rows() < 2 {
        return Ok(nothing);
    }
    let looked_at = sample::sample(table, &fields, ROWS);
    let fault = |source| SuggestError::Blocking(BlockingError::Expression { rule: 0, source });
    let mut derived = Derived::new(settings.columns.clone());
    let mut likely =
        Likely::new(&looked_at.table, &derived, &settings.comparisons, blocking.mode, &looked_at.digests)
            .map_err(fault)?;
    // Keys are made of the columns as they are suggested, whatever the settings call theirs.
    derived = Derived::new(levels::compared(&fields, &vec![None; fields.len()]).columns);
    let atoms = keys::atoms(&fields, &derived, &looked_at);
    let rows = partners::closely(&looked_at, CLOSELY);
    choose::probe(&keys::candidates(&atoms), &atoms, &looked_at, &rows, &mut likely, blocking.mode);
    Ok(of_pairs(blocking, &likely, &looked_at.rows, nothing))
}

/// The shares, from likely pairs of the sample's rows.
pub fn of_pairs(blocking: &Blocking, likely: &Likely, rows: &[u32], nothing: Estimate) -> Estimate {
    let all = likely.shares.iter().copied().map(u64::from).sum::<u64>();
    if all == 0 {
        return nothing;
    }
    let rules = blocking.rules.len();
    let (mut finds, mut adds, mut lost) = (vec![0_u64; rules], vec![0_u64; rules], 0_u64);
    for ((left, right), share) in likely.pairs.iter().zip(&likely.shares) {
        let (left, right, share) = (rows[*left as usize], rows[*right as usize], u64::from(*share));
        let mut is_found = false;
        for place in 0..rules {
            if blocking.makes(place, left, right) {
                finds[place] += share;
                if !is_found {
                    adds[place] += share;
                }
                is_found = true;
            }
        }
        if !is_found {
            lost += share;
        }
    }
    let of_all = |share: u64| share as f64 / all as f64;
    let mut made = Estimate {
        finds: finds.into_iter().map(of_all).collect(),
        adds: adds.into_iter().map(of_all).collect(),
        lost: of_all(lost),
        likely: likely.pairs.len(),
        ..nothing
    };
    let with = |count: u8| {
        let held = likely.agreeing.iter().zip(&likely.shares);
        held.filter(|(agreeing, _)| **agreeing == count).map(|(_, share)| u64::from(*share)).sum::<u64>()
            as f64
    };
    let (one, two) = (with(1), with(2));
    if two > 0.0 {
        let besides = one * one / (2.0 * two);
        made.unseen = besides / (all as f64 + besides);
    }
    made
}
