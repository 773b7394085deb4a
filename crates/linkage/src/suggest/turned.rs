//! Are names written `family, given`, and some of them the other way?

use super::look::Look;

/// Least share of a column's values that are written one way, and the other, for both ways to be in use.
const BOTH_WAYS: f64 = 0.05;

/// Of the values with a comma so many have to be two parts of a name.
const MOST: f64 = 0.9;

/// Most words of a name, on average, and by how much the two ways may differ: two authors in a list have twice the
/// words of one.
const WORDS: (f64, f64) = (4.0, 0.75);

/// How names are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// All that have a comma `family, given`, and hardly any without.
    Turned,
    /// Some `family, given` and some `given family`.
    BothWays,
    /// In another way, or it holds no names.
    Otherwise,
}

/// How the names of a column are written.
pub fn written(look: &Look<'_>) -> Written {
    let (mut turned, mut straight, mut marked) = (Words::default(), Words::default(), 0.0);
    for value in &look.values {
        let value = value.trim();
        marked += f64::from(u8::from(value.contains(',')));
        match value.split_once(", ") {
            Some((family, given)) if is_part(family) && is_part(given) => turned.take(value),
            None if is_part(value) && value.contains(' ') => straight.take(value),
            _ => {}
        }
    }
    let values = look.values.len().max(1) as f64;
    let is_used = |own: &Words| own.names / values >= BOTH_WAYS;
    if !is_used(&turned) || turned.names < MOST * marked || turned.mean() > WORDS.0 {
        return Written::Otherwise;
    }
    if !is_used(&straight) {
        return Written::Turned;
    }
    if (turned.mean() - straight.mean()).abs() <= WORDS.1 { Written::BothWays } else { Written::Otherwise }
}

/// Letters and no digits: a part of a name.
fn is_part(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !text.contains(|own: char| own == ',' || own.is_ascii_digit())
}

/// Names, and the words of all of them.
#[derive(Debug, Clone, Copy, Default)]
struct Words {
    names: f64,
    words: f64,
}

impl Words {
    fn take(&mut self, value: &str) {
        self.names += 1.0;
        self.words += value.split_whitespace().count() as f64;
    }

    fn mean(&self) -> f64 {
        self.words / self.names.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TableBuilder;

    fn of(values: &[&str]) -> Written {
        let mut builder = TableBuilder::default();
        let place = builder.column("name");
        for value in values {
            builder.at(place).push(value.as_bytes());
        }
        builder.end_input("names", values.len(), false);
        let table = builder.finish();
        written(&Look::at(table.column("name").expect("a column")))
    }

    #[test]
    fn family_first_is_known_from_lists_and_addresses() {
        assert_eq!(of(&["Weber, Anna", "Moreau, Jean Luc", "Sand, Ida"]), Written::Turned);
        assert_eq!(of(&["Weber, Anna", "Jean Moreau", "Ida Sand"]), Written::BothWays);
        assert_eq!(of(&["Anna Weber", "Jean Moreau", "Ida Sand"]), Written::Otherwise);
        // Authors: two have twice the words of one.
        let authors = ["Anna Weber, Jean Moreau", "Ida Sand", "Ida Sand, Anna Weber", "Jean Moreau"];
        assert_eq!(of(&authors), Written::Otherwise);
        assert_eq!(of(&["rust, sql", "rust, sql, go", "go, sql, c", "rust"]), Written::Otherwise);
        assert_eq!(of(&["Main Street 5, Ulm", "Main Street 7, Bonn", "Station Road"]), Written::Otherwise);
        assert_eq!(of(&["The ship that sailed, the ship that sank", "Home"]), Written::Otherwise);
    }
}
