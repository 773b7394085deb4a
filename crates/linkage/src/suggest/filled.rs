//! Do rows that belong together both fill what was put together of two columns?
//!
//! One table holds people with the year in which they died and films without one, another people without any day and films
//! with that of their release: the days overlap, and who dies on a day would be every film that was shown on it. Rows that
//! are linked otherwise ([`days::linked`]) tell: of these never two fill both columns, though many fill either.

use super::days;
use super::fields::Field;
use crate::table::Table;

/// Linked rows that both fill a column, as many as by chance would, from which on something can be said.
const ENOUGH: f64 = 20.0;

/// Fewer than this share of them are none.
const FEW: f64 = 0.1;

/// The places of columns, put together of several inputs' columns, of which linked rows never fill both; in order.
pub fn never_by_both(table: &Table, fields: &[Field]) -> Vec<usize> {
    let joined: Vec<usize> = (0..fields.len()).filter(|place| fields[*place].is_joined()).collect();
    if joined.is_empty() || table.inputs.len() < 2 {
        return Vec::new();
    }
    let never = |place: &usize| {
        let pairs = days::linking(fields).filter(|by| by.name != fields[*place].name);
        let pairs: Vec<(usize, usize)> = pairs.flat_map(|by| days::linked(table, by)).collect();
        is_never_by_both(&fields[*place], &pairs)
    };
    joined.into_iter().filter(never).collect()
}

fn is_never_by_both(own: &Field, pairs: &[(usize, usize)]) -> bool {
    let is_filled = |row: usize| !own.column.row(row).is_empty();
    let count =
        |test: &dyn Fn(&(usize, usize)) -> bool| pairs.iter().filter(|pair| test(pair)).count() as f64;
    let (one, other) = (count(&|pair| is_filled(pair.0)), count(&|pair| is_filled(pair.1)));
    let by_chance = one * other / pairs.len().max(1) as f64;
    by_chance >= ENOUGH && count(&|pair| is_filled(pair.0) && is_filled(pair.1)) < FEW * by_chance
}

#[cfg(test)]
mod tests {
    use crate::job::drawn::Drawn;
    use crate::suggest::suggest;
    use crate::table::{TableBuilder, hash};

    /// Two tables of people and films. The one says days of its people, or of its films, the other of its films.
    fn comparisons(of_people: bool) -> Vec<String> {
        let mut builder = TableBuilder::default();
        let headers = ["person", "film", "left", "shown"].map(|header| builder.column(header));
        for input in 0..2 {
            let mut draw = Drawn(7);
            for thing in 0..800_u64 {
                let is_person = thing % 2 == 0;
                let year = 1950 + draw.below(60);
                let word = |salt: u64| hash(&[thing, salt].map(u64::to_le_bytes).concat()) % 90_000;
                let name = format!("{:x}ra {:x}to", word(1), word(2));
                let says = if input == 0 { is_person == of_people } else { !is_person };
                let date = if says { format!("{year}-01-01") } else { String::new() };
                let mut cells = [String::new(), String::new(), String::new(), String::new()];
                cells[usize::from(!is_person)] = name;
                cells[2 + input] = date;
                for (column, cell) in headers.into_iter().zip(cells) {
                    builder.at(column).push(cell.as_bytes());
                }
            }
            builder.end_input(["one", "other"][input], 800, false);
        }
        let suggested = suggest(&builder.finish(), None).expect("settings");
        suggested.settings.comparisons.into_iter().map(|own| own.name).collect()
    }

    #[test]
    fn what_no_two_rows_that_belong_together_fill_is_no_column() {
        assert!(comparisons(false).contains(&"left_shown".to_owned()), "{:?}", comparisons(false));
        assert!(!comparisons(true).contains(&"left_shown".to_owned()), "{:?}", comparisons(true));
    }
}
