//! What of a whole table is kept for rows that come later, and which columns settings read at all.

use std::collections::BTreeMap;

use crate::compare::{Fields, bands_of, holders};
use crate::expression::{Derived, Expression, ExpressionError, Frequencies, Kept, Step};
use crate::settings::Settings;
use crate::table::{Column, Table};

/// Values that fewer rows hold are in the lowest band, as is a value that nobody holds.
pub(super) const FIRST_BAND: u32 = 8;

/// The weight of a shared value in a cosine is that of one row where it is not kept.
const SHARED: u32 = 2;

/// Counts over a whole table all that [`Derived`] and comparisons would count.
pub(super) fn kept(table: &Table, settings: &Settings) -> Result<Kept, ExpressionError> {
    let derived = Derived::new(settings.columns.clone());
    let mut kept = Kept::default();
    let mut wanted: BTreeMap<&str, (&Expression, u32, bool)> = BTreeMap::new();
    for comparison in &settings.comparisons {
        let own = &comparison.column;
        let many = Fields::is_many(table, &derived, own)?;
        kept.many.insert(own.text.clone(), many);
        if comparison.is_by_rarity() && !many {
            want(&mut wanted, own, FIRST_BAND, true);
        }
        let tests = comparison.levels.iter().flat_map(|level| &level.tests);
        for (column, test) in tests {
            if test.reads_many() {
                want(&mut wanted, column.as_ref().unwrap_or(own), SHARED, false);
            }
        }
    }
    for (column, level) in settings.blocking.iter().flat_map(|rule| &rule.only_where) {
        kept.many.insert(column.text.clone(), Fields::is_many(table, &derived, column)?);
        for (other, test) in &level.tests {
            if test.reads_many() {
                want(&mut wanted, other.as_ref().unwrap_or(column), SHARED, false);
            }
        }
    }
    let counted = holders(table, &derived, &settings.comparisons)?;
    let places: BTreeMap<&str, usize> = settings
        .comparisons
        .iter()
        .enumerate()
        .filter(|(place, _)| counted[*place].is_some())
        .map(|(place, own)| (own.column.text.as_str(), place))
        .collect();
    for (text, (expression, at_least, by_band)) in wanted {
        let column = derived.column(table, expression)?;
        let held = by_band.then(|| {
            let known = places.get(text).and_then(|place| counted[*place].clone());
            known.unwrap_or_else(|| column.counts())
        });
        let own = match held {
            Some(counts) => Frequencies::counted(&column, &counts, at_least, bands_of(&counts)),
            None => Frequencies::of_column(&column, at_least),
        };
        kept.columns.insert(text.to_owned(), own);
    }
    for expression in settings.expressions() {
        rare(table, &derived, expression, &mut kept)?;
    }
    for (name, expression) in &settings.columns {
        // Inside of itself a name stands for the inputs' column.
        let mut others = settings.columns.clone();
        others.remove(name);
        if rare_steps(expression).next().is_some() {
            rare(table, &Derived::new(others), expression, &mut kept)?;
        }
    }
    Ok(kept)
}

fn want<'s>(
    wanted: &mut BTreeMap<&'s str, (&'s Expression, u32, bool)>,
    expression: &'s Expression,
    at_least: u32,
    by_band: bool,
) {
    let place = wanted.entry(&expression.text).or_insert((expression, at_least, by_band));
    place.1 = place.1.min(at_least);
    place.2 |= by_band;
}

fn rare_steps(expression: &Expression) -> impl Iterator<Item = (usize, u32)> {
    expression.steps.iter().enumerate().filter_map(|(place, step)| match step {
        Step::Rare(most) => Some((place, *most)),
        _ => None,
    })
}

fn rare(table: &Table, derived: &Derived, own: &Expression, kept: &mut Kept) -> Result<(), ExpressionError> {
    for (place, most) in rare_steps(own) {
        let before = Expression { steps: own.steps[..place].to_vec(), ..own.clone() };
        let column = derived.column(table, &before)?;
        let counted = Frequencies::of_column(&column, most.saturating_add(1));
        kept.steps.entry(own.text.clone()).or_default().insert(place as u32, counted);
    }
    Ok(())
}

/// The columns of a table that settings read, in the table's order.
pub(super) fn columns<'t>(table: &'t Table, settings: &Settings) -> Vec<&'t Column> {
    let names = settings.names_read(settings.expressions());
    table.columns.iter().filter(|column| names.contains(column.name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::job::tests::tables;

    #[test]
    fn what_is_kept_counts_entities_as_the_run_did() {
        let mut parcels = "id,name,street\n".to_owned();
        for row in 0..320 {
            let (name, street) = match row {
                0..20 => ("ada".to_owned(), "street of ada".to_owned()),
                20..40 => ("namesake".to_owned(), format!("street {row}")),
                _ => (format!("name {row}"), format!("street {row}")),
            };
            writeln!(parcels, "{row},{name},{street}").expect("a string takes all");
        }
        let table = tables(&[&parcels, "id,name,street\n1,ada,street of ada\n2,namesake,street 20\n"]);
        let text = "[[comparisons]]\nname = \"name\"\ncolumn = \"name\"\nlevels = [\"exact\"]\nterm_frequency = true\n\
                    [[comparisons]]\nname = \"street\"\ncolumn = \"street\"\nlevels = [\"exact\"]\nterm_frequency = true\n\
                    [[blocking]]\nkeys = [\"name\"]\n";
        let settings = Settings::parse(text).expect("settings");
        let kept = kept(&table, &settings).expect("columns");
        let names = &kept.columns["name"];
        assert_eq!((names.count(b"ada"), names.count(b"namesake")), (0, 21));
        assert_eq!(names.bands(), [0, 1]);
    }
}
