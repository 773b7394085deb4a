//! What a level can ask of two values.

use crate::expression::Expression;

/// One question. Names in brackets are how it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The same value (`exact`).
    Exact,
    /// Jaro-Winkler similarity of at least this (`jaro-winkler 0.92`).
    JaroWinkler(f64),
    /// At most so many single edits (`levenshtein 2`).
    Levenshtein(usize),
    /// At most so many single edits and swaps of neighbours (`damerau 2`).
    Damerau(usize),
    /// Cosine of the counts of runs of so many characters of at least this (`cosine 2 0.8`).
    Cosine(usize, f64),
    /// Numbers that differ by at most so many per cent of the larger (`percent 10`).
    Percent(f64),
    /// Numbers of which the left, divided by the right, lies between these, neither included (`ratio 0.7 1.3`). The left
    /// one is the earlier input's; of two rows of one input it may be either.
    Ratio(f64, f64),
    /// Numbers that differ by at most this (`within 5`).
    Within(f64),
    /// Dates at most so many days apart (`days 30`).
    Days(u32),
    /// The right date at most so many days behind the left one, and not before it (`days-later 4`). The left one is the
    /// earlier input's; of two rows of one input it may be either.
    DaysLater(i32),
    /// Dates whose day and month changed places (`day-and-month-swapped`).
    DayMonthSwapped,
    /// Dates that differ in one written digit, or two neighbours that changed places (`one-digit`).
    OneDigit,
    /// The same year and month (`same-month`).
    SameMonth,
    /// The same year, where one side is the first of January, as unknown days are written (`same-year-unknown-day`).
    SameYearUnknownDay,
    /// The same year (`same-year`).
    SameYear,
    /// The same month and day (`same-month-and-day`).
    SameMonthAndDay,
    /// Coordinates at most so many kilometres apart (`kilometres 5`).
    Kilometres(f64),
    /// One may be short for the other (`nickname`).
    Nickname,
    /// One name, spelt by another romanisation (`spelling`).
    Spelling,
    /// One is the first letter of the other (`initial`).
    Initial,
    /// Full names that are one, but for words of which one has the first letter alone (`initials`).
    Initials,
    /// One begins with the other, which has at least so many characters (`begins 3`).
    Begins(usize),
    /// Of many values at least so many are shared (`shares 1`).
    Shares(usize),
    /// Of many values this share of all is shared (`jaccard 0.5`).
    Jaccard(f64),
    /// Cosine of many values, rare ones weighing more (`rarity-cosine 0.5`).
    RarityCosine(f64),
    /// Each side's first column is the other side's second (`swapped given_name surname`).
    Swapped(Expression, Expression),
}

impl Test {
    /// Whether it asks how far two amounts, days or places lie apart: what is measured is seldom equal.
    pub(crate) fn is_measure(&self) -> bool {
        matches!(
            self,
            Self::Percent(_)
                | Self::Ratio(..)
                | Self::Within(_)
                | Self::Days(_)
                | Self::DaysLater(_)
                | Self::Kilometres(_)
        )
    }

    /// Whether it holds of all values of which `other` does, so that it says no less; false where that is not sure.
    pub(crate) fn holds_where(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        match (self, other) {
            (Self::JaroWinkler(_) | Self::Levenshtein(_) | Self::Damerau(_), Self::Exact)
            | (Self::SameYear, Self::SameMonth | Self::SameYearUnknownDay) => true,
            (Self::JaroWinkler(least), Self::JaroWinkler(own))
            | (Self::Jaccard(least), Self::Jaccard(own))
            | (Self::RarityCosine(least), Self::RarityCosine(own)) => least <= own,
            (Self::Cosine(letters, least), Self::Cosine(of_own, own)) => letters == of_own && least <= own,
            (Self::Levenshtein(most), Self::Levenshtein(own))
            | (Self::Damerau(most), Self::Damerau(own) | Self::Levenshtein(own)) => most >= own,
            (Self::Percent(most), Self::Percent(own))
            | (Self::Within(most), Self::Within(own))
            | (Self::Kilometres(most), Self::Kilometres(own)) => most >= own,
            (Self::Ratio(least, most), Self::Ratio(from, to)) => least <= from && most >= to,
            (Self::Days(most), Self::Days(own)) => most >= own,
            (Self::DaysLater(most), Self::DaysLater(own)) => most >= own,
            (Self::Days(most), Self::DaysLater(own)) => *most >= own.unsigned_abs(),
            (Self::Begins(least), Self::Begins(own)) | (Self::Shares(least), Self::Shares(own)) => {
                least <= own
            }
            _ => false,
        }
    }

    /// The test of this name; why there is none.
    pub(super) fn named(name: &str, given: &[&str]) -> Result<Self, String> {
        let arity = |count: usize| {
            if given.len() == count {
                return Ok(());
            }
            Err(format!(
                "`{name}` takes {count} value{}, not {}",
                if count == 1 { "" } else { "s" },
                given.len()
            ))
        };
        let decimal = |place: usize| -> Result<f64, String> {
            let text = given.get(place).copied().unwrap_or_default();
            let read = text.parse().ok().filter(|read: &f64| read.is_finite() && *read >= 0.0);
            read.ok_or_else(|| format!("`{name}` takes a number of 0 and more, not `{text}`"))
        };
        let share = |place: usize| -> Result<f64, String> {
            let read = decimal(place)?;
            if read <= 1.0 {
                Ok(read)
            } else {
                Err(format!("`{name}` takes a number from 0 to 1, not `{read}`"))
            }
        };
        let whole = |place: usize| -> Result<usize, String> {
            let text = given.get(place).copied().unwrap_or_default();
            text.parse().map_err(|_| format!("`{name}` takes a whole number, not `{text}`"))
        };
        let edits = |place: usize| -> Result<usize, String> {
            let few = Some(whole(place)?).filter(|edits| *edits <= MOST_EDITS);
            few.ok_or_else(|| format!("`{name}` takes {MOST_EDITS} edits at most"))
        };
        let days = |place: usize| -> Result<i32, String> {
            i32::try_from(whole(place)?).map_err(|_| format!("`{name}` takes fewer days"))
        };
        let (test, values) = match name {
            "exact" => (Self::Exact, 0),
            "jaro-winkler" => (Self::JaroWinkler(share(0)?), 1),
            "levenshtein" => (Self::Levenshtein(edits(0)?), 1),
            "damerau" => (Self::Damerau(edits(0)?), 1),
            "cosine" => (Self::Cosine(whole(0)?.max(1), share(1)?), 2),
            "percent" => (Self::Percent(decimal(0)?), 1),
            "ratio" => (Self::Ratio(decimal(0)?, decimal(1)?), 2),
            "within" => (Self::Within(decimal(0)?), 1),
            "days" => (Self::Days(days(0)?.unsigned_abs()), 1),
            "days-later" => (Self::DaysLater(days(0)?), 1),
            "day-and-month-swapped" => (Self::DayMonthSwapped, 0),
            "one-digit" => (Self::OneDigit, 0),
            "same-month" => (Self::SameMonth, 0),
            "same-year-unknown-day" => (Self::SameYearUnknownDay, 0),
            "same-year" => (Self::SameYear, 0),
            "same-month-and-day" => (Self::SameMonthAndDay, 0),
            "kilometres" => (Self::Kilometres(decimal(0)?), 1),
            "nickname" => (Self::Nickname, 0),
            "spelling" => (Self::Spelling, 0),
            "initial" => (Self::Initial, 0),
            "initials" => (Self::Initials, 0),
            "begins" => (Self::Begins(whole(0)?.max(1)), 1),
            "shares" => (Self::Shares(whole(0)?.max(1)), 1),
            "jaccard" => (Self::Jaccard(share(0)?), 1),
            "rarity-cosine" => (Self::RarityCosine(share(0)?), 1),
            "swapped" => {
                arity(2)?;
                return Ok(Self::Swapped(Expression::column(given[0]), Expression::column(given[1])));
            }
            _ => return Err(format!("`{name}` is no test; tests are {TESTS}")),
        };
        arity(values)?;
        Ok(test)
    }

    /// Whether it reads many values a row.
    pub fn reads_many(&self) -> bool {
        matches!(self, Self::Shares(_) | Self::Jaccard(_) | Self::RarityCosine(_))
    }
}

/// Edits that a level may ask for: the time of a pair grows with its letters times these, for texts of 100 KB up to a second.
const MOST_EDITS: usize = 1_000;

const TESTS: &str = "exact, jaro-winkler S, levenshtein N, damerau N, cosine Q S, percent P, ratio A B, within X, \
    days N, days-later N, day-and-month-swapped, one-digit, same-month, same-year-unknown-day, same-year, \
    same-month-and-day, kilometres K, nickname, spelling, initial, initials, begins N, shares N, jaccard S, \
    rarity-cosine S, swapped COLUMN COLUMN";
