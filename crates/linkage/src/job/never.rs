//! What no row of a table can fulfil: rules of which none has a key, levels that ask for numbers where there are none.

use std::borrow::Cow;

use super::Warning;
use crate::block::{Blocking, BlockingError, Rule};
use crate::compare::Test;
use crate::distance::{date::Date, geo::Place, number};
use crate::expression::{Derived, Expression, ExpressionError};
use crate::settings::Settings;
use crate::table::{Column, Table};

/// Rules under which no row has a key, but those of a column that is `told` to be empty.
pub(super) fn rules(
    table: &Table,
    derived: &Derived,
    (blocking, settings): (&Blocking, &Settings),
    told: &[Warning],
) -> Result<Vec<Warning>, BlockingError> {
    let is_empty =
        |name: &str| told.iter().any(|own| matches!(own, Warning::NoValue(empty) if empty == name));
    let compared = settings.comparisons.iter().filter(|own| is_empty(&own.name));
    let empty: Vec<&str> = compared.map(|own| own.column.text.as_str()).collect();
    let mut found = Vec::new();
    for (place, (rule, count)) in settings.blocking.iter().zip(&blocking.counts).enumerate() {
        if count.pairs > 0 || rule.keys.iter().any(|key| empty.contains(&key.text.as_str())) {
            continue;
        }
        let side = side_without_key(table, derived, rule)
            .map_err(|why| BlockingError::Expression { rule: place + 1, why })?;
        found.extend(side.map(|side| Warning::NoKey { rule: rule.text(), side }));
    }
    Ok(found)
}

/// The rows of which none has all keys of a rule, in words; none where each side has a row that has.
fn side_without_key(
    table: &Table,
    derived: &Derived,
    rule: &Rule,
) -> Result<Option<&'static str>, ExpressionError> {
    let has_key = |keys: &[Expression], mut rows: std::ops::Range<usize>| -> Result<bool, ExpressionError> {
        let mut columns: Vec<Cow<'_, Column>> = Vec::with_capacity(keys.len());
        for key in keys {
            columns.push(derived.column(table, key)?);
        }
        Ok(rows.any(|row| columns.iter().all(|column| !column.row(row).is_empty())))
    };
    let rows = table.rows();
    let Some(right) = &rule.right_keys else {
        return Ok((!has_key(&rule.keys, 0..rows)?).then_some("no row"));
    };
    let first_end = (0..rows).find(|row| table.input_of(*row as u32) > 0).unwrap_or(rows);
    if !has_key(&rule.keys, 0..first_end)? {
        return Ok(Some("no row of the first table"));
    }
    // Of one table they are not used at all, which is told.
    let is_alone = first_end == rows;
    Ok((!is_alone && !has_key(right, first_end..rows)?).then_some("no row of the second and later tables"))
}

/// Levels that read what no value of their column is.
pub(super) fn levels(
    table: &Table,
    derived: &Derived,
    settings: &Settings,
) -> Result<Vec<Warning>, ExpressionError> {
    let mut found = Vec::new();
    for own in &settings.comparisons {
        for level in &own.levels {
            for (read, test) in &level.tests {
                let Some((wanted, is_wanted)) = wanted(test) else { continue };
                let column = derived.column(table, read.as_ref().unwrap_or(&own.column))?;
                let mut values = column.values.codes().map(|code| column.values.get(code)).peekable();
                // What is empty as a whole is told as such.
                if values.peek().is_some() && !values.any(is_wanted) {
                    let (comparison, text) = (own.name.clone(), level.text.clone());
                    found.push(Warning::NeverHolds { comparison, level: text, wanted });
                    break;
                }
            }
        }
    }
    Ok(found)
}

/// Whether a value is what a test reads.
type IsWanted = fn(&[u8]) -> bool;

/// What a test reads, and whether a value is that.
fn wanted(test: &Test) -> Option<(&'static str, IsWanted)> {
    match test {
        Test::Percent(_) | Test::Ratio(..) | Test::Within(_) => {
            Some(("number", |value| number::parse(value).is_some()))
        }
        Test::Days(_)
        | Test::DaysLater(_)
        | Test::DayMonthSwapped
        | Test::SameMonth
        | Test::SameYearUnknownDay
        | Test::SameYear
        | Test::SameMonthAndDay => Some(("date (year, month, day)", |value| Date::parse(value).is_some())),
        Test::Kilometres(_) => {
            Some(("place (degrees north, degrees east)", |value| Place::parse(value).is_some()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::job::Warning;
    use crate::job::prepared::Prepared;
    use crate::job::tests::tables;
    use crate::settings::Settings;

    fn told(texts: &[&str], settings: &str) -> Vec<String> {
        let table = tables(texts);
        let parsed = Settings::parse(settings).expect("settings");
        let mut prepared = Prepared::new(&table, &parsed, &mut |_| {}).expect("prepared");
        prepared.warn((&table, &parsed), true, &mut |_| {}).expect("warnings");
        let is_here = |own: &&Warning| matches!(own, Warning::NoKey { .. } | Warning::NeverHolds { .. });
        prepared.warnings.iter().filter(is_here).map(ToString::to_string).collect()
    }

    #[test]
    fn a_rule_of_which_no_row_has_a_key_is_told() {
        let compared = "[[comparisons]]\ncolumn = \"name\"\nlevels = [\"exact\"]\n";
        let rules = "[[blocking]]\nkeys = [\"name | week\"]\n[[blocking]]\nkeys = [\"name\"]\n";
        let one = "id,name,born\n1,Ada,\n2,Eve,1990\n";
        let [line] = &told(&[one], &format!("{compared}{rules}"))[..] else { panic!("one line") };
        assert!(line.starts_with("blocking rule `name | week`: no row has a key of it"), "{line}");
        // Of two tables either lacks them.
        let sided = format!("{compared}[[blocking]]\nkeys = [\"born\"]\nright_keys = [\"name | week\"]\n");
        let [line] = &told(&[one, one], &sided)[..] else { panic!("one line") };
        assert!(line.contains("no row of the second and later tables has a key"), "{line}");
        assert_eq!(told(&[one, one], &sided.replace(" | week", "")), [""; 0]);
    }

    #[test]
    fn a_level_that_reads_what_no_value_is_is_told() {
        let of = |levels: &str| {
            let compared = format!(
                "[[comparisons]]\ncolumn = \"name\"\nlevels = [{levels}]\n[[blocking]]\nkeys = [\"name\"]\n"
            );
            told(&["id,name,age,none\n1,Ada,7,\n2,Eve,unknown,\n"], &compared)
        };
        for (level, wanted) in [
            ("within 3", "number"),
            ("days 3", "date"),
            ("kilometres 2", "place"),
            ("age: within 1 and same-year", "date"),
        ] {
            let [line] = &of(&format!("\"exact\", \"{level}\""))[..] else { panic!("one line of {level}") };
            let said = format!("comparison `name`: level `{level}` asks for a {wanted}");
            assert!(line.starts_with(&said), "{line}");
        }
        assert_eq!(of("\"exact\", \"age: within 3\", \"none: within 3\", \"damerau 1\""), [""; 0]);
    }
}
