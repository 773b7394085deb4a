//! One test of a level, with the places of what it reads.

use super::features::Feature;
use super::gathered::Look;
use super::{Fields, Test};
use crate::distance::{damerau, geo, initials, jaro, levenshtein, number};
use crate::expression::{Derived, Expression, ExpressionError};
use crate::table::{NULL, Table};

/// A test with the places of what it reads.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    Exact(usize),
    JaroWinkler(usize, f64),
    Levenshtein(usize, usize),
    Damerau(usize, usize),
    Cosine(usize, usize, f64),
    Percent(usize, f64),
    Ratio(usize, f64, f64),
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
    Initials(usize),
    Begins(usize, usize),
    Shares(usize, usize),
    Jaccard(usize, f64),
    RarityCosine(usize, f64),
    Swapped(usize, usize, Vec<u32>),
}

/// Readies a test: fills `fields` with what it reads.
pub(super) fn asked(
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
        Test::Percent(_) | Test::Ratio(..) | Test::Within(_) => Some(Feature::Numbers),
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
    if matches!(test, Test::Ratio(..) | Test::DaysLater(_)) {
        fields.prepare_inputs(table);
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
        Test::Ratio(low, high) => Asked::Ratio(slot, low, high),
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
        Test::Initials => Asked::Initials(slot),
        Test::Begins(least) => Asked::Begins(slot, least),
        _ => Asked::Exact(slot),
    })
}

impl Asked {
    /// Whether it matters which row of a pair is the left one.
    pub fn is_directed(&self) -> bool {
        matches!(self, Self::DaysLater(..) | Self::Ratio(..))
    }

    /// The slot of a test of dates that holds of no two dates that [are far](crate::distance::date::Date::is_far).
    pub fn year_slot(&self) -> Option<usize> {
        match self {
            Self::DayMonthSwapped(slot)
            | Self::OneDigit(slot)
            | Self::SameMonth(slot)
            | Self::SameYearUnknownDay(slot)
            | Self::SameYear(slot) => Some(*slot),
            _ => None,
        }
    }

    /// Whether it holds of a pair.
    #[inline]
    pub fn holds<L: Look>(&self, fields: &Fields, pair: L) -> bool {
        let codes = |slot: usize| {
            let (left, right) = pair.codes(slot);
            (left != NULL && right != NULL).then_some((left, right))
        };
        let dates = |slot: usize| {
            let (left, right) = pair.dates(fields, slot);
            Some((left?, right?))
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
            let (left, right) = pair.rows();
            (column.row(left as usize), column.row(right as usize))
        };
        match self {
            Self::Exact(slot) => codes(*slot).is_some_and(|(left, right)| left == right),
            Self::JaroWinkler(slot, share) => {
                let Some((left, right)) = codes(*slot) else { return false };
                let (one, other) = pair.bags(fields, *slot);
                let values = &fields.slots[*slot].values;
                left == right
                    || (one.jaro_winkler_can_reach(other, *share)
                        && jaro::jaro_winkler(values.get(left), values.get(right)) >= *share)
            }
            Self::Levenshtein(slot, most) => {
                let Some((left, right)) = codes(*slot) else { return false };
                let (one, other) = pair.bags(fields, *slot);
                let values = &fields.slots[*slot].values;
                left == right
                    || (one.edits_can_be(other, *most)
                        && levenshtein::within(values.get(left), values.get(right), *most).is_some())
            }
            Self::Damerau(slot, most) => {
                let Some((left, right)) = codes(*slot) else { return false };
                let (one, other) = pair.bags(fields, *slot);
                let values = &fields.slots[*slot].values;
                left == right
                    || (one.edits_can_be(other, *most)
                        && damerau::within(values.get(left), values.get(right), *most).is_some())
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
            Self::Ratio(slot, low, high) => numbers(*slot).is_some_and(|(left, right)| {
                let lies_between = |ratio: f64| ratio > *low && ratio < *high;
                lies_between(left / right)
                    || (fields.are_of_one_input(pair.rows()) && lies_between(right / left))
            }),
            Self::Within(slot, distance) => {
                // Decimals have no exact form: 0.4 is more than 0.1 from 0.3 in the last binary digit.
                let slack = |left: f64, right: f64| 4.0 * f64::EPSILON * left.abs().max(right.abs());
                numbers(*slot)
                    .is_some_and(|(left, right)| (left - right).abs() <= *distance + slack(left, right))
            }
            Self::Days(slot, most) => dates(*slot)
                .and_then(|(left, right)| Some(left.days_between(right)? <= *most))
                .unwrap_or(false),
            Self::DaysLater(slot, most) => dates(*slot)
                .and_then(|(left, right)| {
                    let later = right.days()? - left.days()?;
                    let is_within = |days: i32| (0..=*most).contains(&days);
                    Some(is_within(later) || (fields.are_of_one_input(pair.rows()) && is_within(-later)))
                })
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
            Self::Initial(slot) => texts(*slot).is_some_and(|(left, right)| is_initial(left, right)),
            Self::Initials(slot) => codes(*slot).is_some_and(|(left, right)| {
                let values = &fields.slots[*slot].values;
                initials::are_one(&values.text(left), &values.text(right))
            }),
            Self::Begins(slot, least) => texts(*slot).is_some_and(|(left, right)| {
                let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
                short.len() >= *least && long.starts_with(short) && characters(short) >= *least
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
                let (left_row, right_row) = pair.rows();
                let norm = slot.norms[left_row as usize] * slot.norms[right_row as usize];
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

/// How many characters a text has; of what is no UTF-8, how many bytes.
fn characters(text: &[u8]) -> usize {
    std::str::from_utf8(text).map_or(text.len(), |text| text.chars().count())
}

/// Whether one is the first letter of the other, with a point behind it or without.
fn is_initial(left: &[u8], right: &[u8]) -> bool {
    let [Ok(left), Ok(right)] = [left, right].map(std::str::from_utf8) else { return false };
    let [left, right] = [left, right].map(|text| text.trim().trim_end_matches('.'));
    let is_one = |text: &str| text.chars().nth(1).is_none();
    (is_one(left) || is_one(right)) && left.chars().next().is_some_and(|first| right.starts_with(first))
}
