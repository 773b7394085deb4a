//! Lengths of time that tables write in different ways: `5:16`, `5m 16sec`, `316000`.

use super::kind::MOST;
use super::look::Look;
use crate::distance::duration::{Notation, seconds};

/// Share of the values that each of two ways of writing has, so that one column holds both.
const OF_EITHER: f64 = 0.05;

/// Lengths without a unit are to be as long as the others, at the middle, up to so many times.
const LONGER: f64 = 2.0;

/// Whether a column holds lengths of time in two ways of writing and more; those without a unit, which is guessed, have to
/// come out as long as those with one. All in one way are compared as they stand: they could be times of the day.
pub fn are_written_in_two_ways(look: &Look<'_>) -> bool {
    let mut read: Vec<(f64, Notation)> = look.values.iter().filter_map(|value| seconds(value)).collect();
    let all = look.values.len().max(1) as f64;
    let share = |notation| read.iter().filter(|own| own.1 == notation).count() as f64 / all;
    let (bare, clock, units) = (share(Notation::Bare), share(Notation::Clock), share(Notation::Units));
    if bare + clock + units < MOST {
        return false;
    }
    if [bare, clock, units].iter().filter(|own| **own >= OF_EITHER).count() < 2 {
        return false;
    }
    read.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let middle = |is_bare: bool| {
        let of_sort: Vec<f64> =
            read.iter().filter(|own| (own.1 == Notation::Bare) == is_bare).map(|own| own.0).collect();
        of_sort.get(of_sort.len() / 2).copied()
    };
    match (middle(true), middle(false)) {
        (Some(one), Some(other)) if bare >= OF_EITHER => one <= other * LONGER && other <= one * LONGER,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TableBuilder;

    fn told(values: impl Iterator<Item = String>) -> bool {
        let mut builder = TableBuilder::default();
        let column = builder.column("length");
        let mut rows = 0;
        for value in values {
            builder.at(column).push(value.as_bytes());
            rows += 1;
        }
        builder.end_input("tracks", rows, false);
        are_written_in_two_ways(&Look::at(&builder.finish().columns[column]))
    }

    #[test]
    fn two_ways_of_writing_are_lengths_and_times_of_the_day_are_none() {
        let lengths = || (0..200).map(|number| 120 + number * 37 % 300);
        let clock = |length: i32| format!("{:02}:{:02}", length / 60, length % 60);
        let units = |length: i32| format!("{}m {}sec", length / 60, length % 60);
        assert!(told(lengths().map(clock).chain(lengths().map(units))));
        assert!(told(lengths().map(clock).chain(lengths().map(|length| (length * 1000).to_string()))));
        assert!(told(lengths().map(units).chain(lengths().map(|length| length.to_string()))));
        // One way alone may be a time of the day or metres.
        assert!(!told(lengths().map(clock)) && !told(lengths().map(|length| length.to_string())));
        // Numbers beside it that are of another size count something else.
        assert!(!told(lengths().map(clock).chain(lengths().map(|length| (length / 60).to_string()))));
        // And most values have to be read.
        let names = (0..200).map(|number| format!("name {number}"));
        assert!(!told(lengths().map(clock).chain(lengths().map(units)).chain(names)));
    }
}
