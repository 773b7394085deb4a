//! Finds the level of a pair.

use super::features::Feature;
use super::{Comparison, Fields, Test};
use crate::distance::{damerau, geo, jaro, levenshtein, number};
use crate::expression::{Derived, Expression, ExpressionError};
use crate::table::{NULL, Table};

/// What a pair can come to in one comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// One side holds nothing: no evidence.
    Null,
    /// A level of the comparison, by its place; `band` says how many rows hold the
    /// shared value: from 8^band on, below 8^(band + 1), where the column is adjusted for that.
    Level {
        /// Place in [`Comparison::levels`].
        level: usize,
        /// Power of eight.
        band: Option<u8>,
    },
    /// No level holds.
    Else,
}

/// All that a comparison can come to, by number; null is the first, else the last.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// The comparison's name.
    pub name: String,
    /// By number.
    pub all: Vec<Outcome>,
}

/// Comparisons, ready to be asked.
#[derive(Debug)]
pub struct Comparer {
    compiled: Vec<Compiled>,
    outcomes: Vec<Outcomes>,
}

#[derive(Debug)]
struct Compiled {
    own: Own,
    levels: Vec<(u8, Vec<Asked>)>,
    otherwise: u8,
    /// Number of the outcome of equality of the own column; the first of several.
    exact: Option<u8>,
    /// Number of the outcome of an exact agreement by code, where the column is adjusted for rarity.
    bands: Option<Vec<u8>>,
}

/// The column that decides whether there is evidence.
#[derive(Debug, Clone, Copy)]
enum Own {
    One(usize),
    Many(usize),
}

/// A test with the places of what it reads.
#[derive(Debug, Clone)]
enum Asked {
    Exact(usize),
    JaroWinkler(usize, f64),
    Levenshtein(usize, usize),
    Damerau(usize, usize),
    Cosine(usize, usize, f64),
    Percent(usize, f64),
    Within(usize, f64),
    Days(usize, u32),
    DaysLater(usize, i32),
    DayMonthSwapped(usize),
    OneDigit(usize),
    SameMonth(usize),
    SameYearUnknownDay(usize),
    SameYear(usize),
    SameMonthAndDay(usize),
    Kilometres(usize, f64),
    Nickname(usize),
    Spelling(usize),
    Initial(usize),
    Begins(usize, usize),
    Shares(usize, usize),
    Jaccard(usize, f64),
    RarityCosine(usize, f64),
    Swapped(usize, usize, Vec<u32>),
}

/// Rows as the tests see them.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// Codes of the left row.
    pub left: &'a [u32],
    /// Codes of the right row.
    pub right: &'a [u32],
    /// Number of the left row.
    pub left_row: u32,
    /// Number of the right row.
    pub right_row: u32,
}

impl Comparer {
    /// Readies comparisons over a table: fills `fields` with what they read. The caller seals the fields.
    pub fn new(
        table: &Table,
        derived: &Derived,
        comparisons: &[Comparison],
        fields: &mut Fields,
    ) -> Result<Self, ExpressionError> {
        let mut made = Self { compiled: Vec::new(), outcomes: Vec::new() };
        for comparison in comparisons {
            made.add(table, derived, comparison, fields)?;
        }
        Ok(made)
    }

    /// What each comparison can come to.
    pub fn outcomes(&self) -> &[Outcomes] {
        &self.outcomes
    }

    /// The number of the outcome of one comparison.
    #[inline]
    pub fn outcome(&self, fields: &Fields, comparison: usize, sides: Sides<'_>) -> u8 {
        self.compiled[comparison].outcome(fields, sides)
    }

    /// The slot whose equality a comparison's exact levels ask, where it has single values.
    pub fn slot_of(&self, comparison: usize) -> Option<usize> {
        match self.compiled[comparison].own {
            Own::One(slot) if self.compiled[comparison].exact.is_some() => Some(slot),
            _ => None,
        }
    }

    /// The number of the outcome of two rows that both hold this value, where a level asks for equality.
    pub fn exact_outcome(&self, comparison: usize, code: u32) -> Option<u8> {
        let own = &self.compiled[comparison];
        match &own.bands {
            Some(bands) => bands.get(code as usize).copied(),
            None => own.exact,
        }
    }

    /// Rows whose value, shared, would come to each outcome of equality; 0 for the others.
    pub fn rows_by_outcome(&self, fields: &Fields, comparison: usize) -> Vec<f64> {
        let mut rows = vec![0.0; self.outcomes[comparison].all.len()];
        if let Some(slot) = self.slot_of(comparison) {
            for (code, count) in
                fields.slots[slot].counts.iter().enumerate().skip(1).filter(|(_, count)| **count > 1)
            {
                if let Some(outcome) = self.exact_outcome(comparison, code as u32) {
                    rows[outcome as usize] += f64::from(*count);
                }
            }
        }
        rows
    }

    /// Whether an outcome is equality of the comparison's own column.
    pub fn is_exact(&self, comparison: usize, outcome: u8) -> bool {
        let own = &self.compiled[comparison];
        match (&self.outcomes[comparison].all[outcome as usize], own.exact) {
            (Outcome::Level { band: Some(_), .. }, _) => true,
            (_, exact) => exact == Some(outcome),
        }
    }

    /// Whether a row holds what a comparison compares.
    pub fn has_value(&self, fields: &Fields, comparison: usize, row: u32) -> bool {
        match self.compiled[comparison].own {
            Own::One(slot) => fields.row(row)[slot] != NULL,
            Own::Many(place) => !fields.many[place].column.row(row as usize).is_empty(),
        }
    }

    fn add(
        &mut self,
        table: &Table,
        derived: &Derived,
        comparison: &Comparison,
        fields: &mut Fields,
    ) -> Result<(), ExpressionError> {
        let own = if Fields::is_many(table, derived, &comparison.column)? {
            Own::Many(fields.many_slot(table, derived, &comparison.column)?)
        } else {
            Own::One(fields.slot(table, derived, &comparison.column)?)
        };
        let mut all = vec![Outcome::Null];
        let mut levels = Vec::new();
        let mut bands = None;
        let mut exact = None;
        for (place, level) in comparison.levels.iter().enumerate() {
            let first = all.len() as u8;
            // Only where equality is asked first is each equal pair at that level.
            if place == 0 && level.is_exact() {
                exact = Some(first);
            }
            match own {
                Own::One(slot) if comparison.term_frequency && exact == Some(first) => {
                    let (by_code, found) = rarity_bands(&fields.slots[slot].counts, first);
                    bands = Some(by_code);
                    all.extend(
                        found.into_iter().map(|band| Outcome::Level { level: place, band: Some(band) }),
                    );
                }
                _ => all.push(Outcome::Level { level: place, band: None }),
            }
            let mut tests = Vec::new();
            for (column, test) in &level.tests {
                let column = column.as_ref().unwrap_or(&comparison.column);
                tests.push(asked(table, derived, fields, column, test)?);
            }
            levels.push((first, tests));
        }
        let otherwise = all.len() as u8;
        all.push(Outcome::Else);
        self.outcomes.push(Outcomes { name: comparison.name.clone(), all });
        self.compiled.push(Compiled { own, levels, otherwise, exact, bands });
        Ok(())
    }
}

/// Powers of two that one band of frequencies spans: finer ones changed no set's truth by 0.001.
const BAND: u32 = 3;

/// Numbers the bands that the counts of values lie in, from `first` on; rare ones first.
fn rarity_bands(counts: &[u32], first: u8) -> (Vec<u8>, Vec<u8>) {
    let mut seen = [false; 32];
    for count in counts.iter().skip(1).filter(|count| **count > 1) {
        seen[(count.ilog2() / BAND) as usize] = true;
    }
    let found: Vec<u8> = (0..32_u8).filter(|band| seen[*band as usize]).collect();
    let found = if found.is_empty() { vec![0] } else { found };
    let by_code = counts
        .iter()
        .map(|count| {
            let band = (count.max(&1).ilog2() / BAND) as u8;
            let place = found.partition_point(|own| *own < band).min(found.len() - 1);
            first + place as u8
        })
        .collect();
    (by_code, found)
}

fn asked(
    table: &Table,
    derived: &Derived,
    fields: &mut Fields,
    column: &Expression,
    test: &Test,
) -> Result<Asked, ExpressionError> {
    if let Test::Swapped(first, second) = test {
        let (one, other) = (fields.slot(table, derived, first)?, fields.slot(table, derived, second)?);
        let mut known = crate::table::Coder::from((*fields.slots[other].values).clone());
        let values = std::sync::Arc::clone(&fields.slots[one].values);
        // Codes of the first column's values in the second, so that equality stays one of integers.
        let mut across: Vec<u32> = vec![u32::MAX];
        across.extend(values.codes().map(|code| known.code(values.get(code))));
        return Ok(Asked::Swapped(one, other, across));
    }
    if test.reads_many() {
        let place = fields.many_slot(table, derived, column)?;
        return Ok(match *test {
            Test::Jaccard(share) => Asked::Jaccard(place, share),
            Test::RarityCosine(share) => Asked::RarityCosine(place, share),
            Test::Shares(count) => Asked::Shares(place, count),
            _ => Asked::Shares(place, 1),
        });
    }
    let slot = fields.slot(table, derived, column)?;
    let feature = match test {
        Test::JaroWinkler(_) | Test::Levenshtein(_) | Test::Damerau(_) => Some(Feature::Bags),
        Test::Cosine(length, _) => Some(Feature::Grams(*length)),
        Test::Percent(_) | Test::Within(_) => Some(Feature::Numbers),
        Test::Kilometres(_) => Some(Feature::Places),
        Test::Nickname => Some(Feature::Names),
        Test::Spelling => Some(Feature::Spellings),
        Test::Days(_)
        | Test::DaysLater(_)
        | Test::DayMonthSwapped
        | Test::OneDigit
        | Test::SameMonth
        | Test::SameYearUnknownDay
        | Test::SameYear
        | Test::SameMonthAndDay => Some(Feature::Dates),
        _ => None,
    };
    if let Some(feature) = feature {
        fields.prepare(slot, feature);
    }
    Ok(match *test {
        Test::JaroWinkler(share) => Asked::JaroWinkler(slot, share),
        Test::Levenshtein(most) => Asked::Levenshtein(slot, most),
        Test::Damerau(most) => Asked::Damerau(slot, most),
        Test::Cosine(length, share) => {
            let place = fields.slots[slot].grams.iter().position(|(own, _)| *own == length).unwrap_or(0);
            Asked::Cosine(slot, place, share)
        }
        Test::Percent(share) => Asked::Percent(slot, share / 100.0),
        Test::Within(distance) => Asked::Within(slot, distance),
        Test::Days(days) => Asked::Days(slot, days),
        Test::DaysLater(days) => Asked::DaysLater(slot, days),
        Test::DayMonthSwapped => Asked::DayMonthSwapped(slot),
        Test::OneDigit => Asked::OneDigit(slot),
        Test::SameMonth => Asked::SameMonth(slot),
        Test::SameYearUnknownDay => Asked::SameYearUnknownDay(slot),
        Test::SameYear => Asked::SameYear(slot),
        Test::SameMonthAndDay => Asked::SameMonthAndDay(slot),
        Test::Kilometres(distance) => Asked::Kilometres(slot, distance),
        Test::Nickname => Asked::Nickname(slot),
        Test::Spelling => Asked::Spelling(slot),
        Test::Initial => Asked::Initial(slot),
        Test::Begins(least) => Asked::Begins(slot, least),
        _ => Asked::Exact(slot),
    })
}

impl Compiled {
    #[inline]
    fn outcome(&self, fields: &Fields, sides: Sides<'_>) -> u8 {
        match self.own {
            Own::One(slot) => {
                let (left, right) = (sides.left[slot], sides.right[slot]);
                if left == NULL || right == NULL {
                    return 0;
                }
                if let Some(bands) = &self.bands
                    && left == right
                {
                    return bands[left as usize];
                }
            }
            Own::Many(place) => {
                let column = &fields.many[place].column;
                if column.row(sides.left_row as usize).is_empty()
                    || column.row(sides.right_row as usize).is_empty()
                {
                    return 0;
                }
            }
        }
        let mut memo = Memo { slot: usize::MAX, similarity: 0.0 };
        for (number, tests) in &self.levels {
            if tests.iter().all(|test| test.holds(fields, sides, &mut memo)) {
                return *number;
            }
        }
        self.otherwise
    }
}

/// The last similarity, for a ladder of thresholds over one column.
struct Memo {
    slot: usize,
    similarity: f64,
}

impl Asked {
    #[inline]
    fn holds(&self, fields: &Fields, sides: Sides<'_>, memo: &mut Memo) -> bool {
        let codes = |slot: usize| {
            let (left, right) = (sides.left[slot], sides.right[slot]);
            (left != NULL && right != NULL).then_some((left, right))
        };
        let dates = |slot: usize| {
            let (left, right) = codes(slot)?;
            let dates = &fields.slots[slot].dates;
            Some((dates[left as usize]?, dates[right as usize]?))
        };
        let numbers = |slot: usize| {
            let (left, right) = codes(slot)?;
            let numbers = &fields.slots[slot].numbers;
            Some((numbers[left as usize]?, numbers[right as usize]?))
        };
        let texts = |slot: usize| {
            let (left, right) = codes(slot)?;
            let values = &fields.slots[slot].values;
            Some((values.get(left), values.get(right)))
        };
        let many = |place: usize| {
            let column = &fields.many[place].column;
            (column.row(sides.left_row as usize), column.row(sides.right_row as usize))
        };
        match self {
            Self::Exact(slot) => codes(*slot).is_some_and(|(left, right)| left == right),
            Self::JaroWinkler(slot, share) => {
                let Some((left, right)) = codes(*slot) else { return false };
                if left == right {
                    return true;
                }
                if memo.slot == *slot {
                    return memo.similarity >= *share;
                }
                let own = &fields.slots[*slot];
                if !own.bags[left as usize].jaro_winkler_can_reach(own.bags[right as usize], *share) {
                    return false;
                }
                let similarity = jaro::jaro_winkler(own.values.get(left), own.values.get(right));
                *memo = Memo { slot: *slot, similarity };
                similarity >= *share
            }
            Self::Levenshtein(slot, most) => {
                let Some((left, right)) = codes(*slot) else { return false };
                let own = &fields.slots[*slot];
                left == right
                    || (own.bags[left as usize].edits_can_be(own.bags[right as usize], *most)
                        && levenshtein::within(own.values.get(left), own.values.get(right), *most).is_some())
            }
            Self::Damerau(slot, most) => {
                let Some((left, right)) = codes(*slot) else { return false };
                let own = &fields.slots[*slot];
                left == right
                    || (own.bags[left as usize].edits_can_be(own.bags[right as usize], *most)
                        && damerau::within(own.values.get(left), own.values.get(right), *most).is_some())
            }
            Self::Cosine(slot, place, share) => {
                let Some((left, right)) = codes(*slot) else { return false };
                let (_, grams) = &fields.slots[*slot].grams[*place];
                left == right
                    || crate::distance::grams::cosine(&grams[left as usize], &grams[right as usize]) >= *share
            }
            Self::Percent(slot, share) => {
                numbers(*slot).is_some_and(|(left, right)| number::relative_difference(left, right) <= *share)
            }
            Self::Within(slot, distance) => {
                numbers(*slot).is_some_and(|(left, right)| (left - right).abs() <= *distance)
            }
            Self::Days(slot, most) => dates(*slot)
                .and_then(|(left, right)| Some(left.days_between(right)? <= *most))
                .unwrap_or(false),
            Self::DaysLater(slot, most) => dates(*slot)
                .and_then(|(left, right)| Some((0..=*most).contains(&(right.days()? - left.days()?))))
                .unwrap_or(false),
            Self::DayMonthSwapped(slot) => dates(*slot).is_some_and(|(left, right)| left.is_swapped(right)),
            Self::OneDigit(slot) => dates(*slot).is_some_and(|(left, right)| left.is_one_slip(right)),
            Self::SameMonth(slot) => {
                dates(*slot).is_some_and(|(left, right)| left.is_same_year_and_month(right))
            }
            Self::SameYearUnknownDay(slot) => {
                dates(*slot).is_some_and(|(left, right)| left.is_same_year_only_known(right))
            }
            Self::SameYear(slot) => dates(*slot).is_some_and(|(left, right)| left.is_same_year(right)),
            Self::SameMonthAndDay(slot) => {
                dates(*slot).is_some_and(|(left, right)| left.is_same_month_and_day(right))
            }
            Self::Kilometres(slot, most) => {
                let Some((left, right)) = codes(*slot) else { return false };
                let places = &fields.slots[*slot].places;
                match (places[left as usize], places[right as usize]) {
                    (Some(one), Some(other)) => geo::kilometres(&one, &other) <= *most,
                    _ => false,
                }
            }
            Self::Nickname(slot) => codes(*slot).is_some_and(|(left, right)| {
                let names = &fields.slots[*slot].names;
                names[left as usize].related(&names[right as usize])
            }),
            Self::Spelling(slot) => codes(*slot).is_some_and(|(left, right)| {
                let spellings = &fields.slots[*slot].spellings;
                !spellings[left as usize].is_empty() && spellings[left as usize] == spellings[right as usize]
            }),
            Self::Initial(slot) => texts(*slot).is_some_and(|(left, right)| {
                (left.len() == 1 || right.len() == 1) && left.first() == right.first()
            }),
            Self::Begins(slot, least) => texts(*slot).is_some_and(|(left, right)| {
                left.len().min(right.len()) >= *least && (left.starts_with(right) || right.starts_with(left))
            }),
            Self::Shares(place, least) => {
                let (left, right) = many(*place);
                shared(left, right).count() >= *least
            }
            Self::Jaccard(place, share) => {
                let (left, right) = many(*place);
                let common = shared(left, right).count();
                let all = left.len() + right.len() - common;
                all > 0 && common as f64 >= *share * all as f64
            }
            Self::RarityCosine(place, share) => {
                let (left, right) = many(*place);
                let slot = &fields.many[*place];
                let common: f32 = shared(left, right).map(|code| slot.rarity[code as usize]).sum();
                let norm = slot.norms[sides.left_row as usize] * slot.norms[sides.right_row as usize];
                norm > 0.0 && f64::from(common / norm) >= *share
            }
            Self::Swapped(one, other, across) => {
                let (Some((left_one, right_one)), Some((left_other, right_other))) =
                    (codes(*one), codes(*other))
                else {
                    return false;
                };
                across[left_one as usize] == right_other && across[right_one as usize] == left_other
            }
        }
    }
}

/// What two ascending lists share.
fn shared<'a>(left: &'a [u32], right: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let (mut first, mut second) = (0, 0);
    std::iter::from_fn(move || {
        while first < left.len() && second < right.len() {
            match left[first].cmp(&right[second]) {
                std::cmp::Ordering::Less => first += 1,
                std::cmp::Ordering::Greater => second += 1,
                std::cmp::Ordering::Equal => {
                    first += 1;
                    second += 1;
                    return Some(left[first - 1]);
                }
            }
        }
        None
    })
}
