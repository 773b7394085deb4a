//! Names for columns and comparisons that no input has.

use std::collections::BTreeSet;

use crate::table::Table;

/// The names that are taken: headers, and what was invented before.
#[derive(Debug)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// Those of a table.
    pub fn of(table: &Table) -> Self {
        Self(table.columns.iter().map(|column| column.name.clone()).collect())
    }

    /// Whether nothing is called like this.
    pub fn has_not(&self, name: &str) -> bool {
        !self.0.contains(name)
    }

    /// A name like this that nothing else has: a column of the settings stands before a header of its name, so that whoever
    /// asks for the header would get something else.
    pub fn invent(&mut self, name: &str) -> String {
        let mut made = name.to_owned();
        while !self.0.insert(made.clone()) {
            made.push('_');
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::job::tests::tables;
    use crate::suggest::{Suggested, suggest};
    use crate::table::{Table, mix};

    fn word(seed: u64) -> String {
        const PARTS: [&str; 12] = ["ra", "to", "mi", "se", "lu", "ka", "ne", "vo", "pi", "da", "gu", "fe"];
        [1, 2, 3].map(|place| PARTS[(mix(seed, place) % 12) as usize]).concat()
    }

    fn rows(headers: &str, row: impl Fn(u64) -> String) -> String {
        let mut text = format!("id,{headers}\n");
        for number in 0..400 {
            writeln!(text, "{number},{}", row(number)).expect("a string takes all");
        }
        text
    }

    /// Names that settings give to something else than the header of that name.
    fn shadowing(suggested: &Suggested, table: &Table) -> Vec<String> {
        let columns = suggested.settings.columns.iter().map(|(name, own)| (name, &own.sources));
        let compared = suggested.settings.comparisons.iter().map(|own| (&own.name, &own.column.sources));
        columns
            .chain(compared)
            .filter(|(name, sources)| table.column(name).is_some() && **sources != [(*name).clone()])
            .map(|(name, _)| name.clone())
            .collect()
    }

    #[test]
    fn what_is_invented_shadows_no_header() {
        // Two tables whose prices are one column, beside headers that are called as inventions would be.
        let tail = "name,words_of_name,about,codes,all_codes,words_of_about,price_asking";
        let row = |number: u64| {
            let (name, other) = (word(number), word(number + 9));
            let about = format!(
                "{} {} with {} and {} of X{}B {}",
                word(number + 1),
                word(number + 2),
                word(number + 3),
                word(number + 4),
                100 + number,
                word(number + 5)
            );
            let price = 90_000 + mix(number, 9) % 900 * 1_000;
            let own = [20, 21, 22].map(|place| word(mix(number, place)));
            format!(
                "{price},{name} {other},{},{about},{},{},{},{}",
                own[0],
                own[1],
                own[2],
                number % 7,
                number % 9
            )
        };
        let table = tables(&[&rows(&format!("price,{tail}"), row), &rows(&format!("asking,{tail}"), row)]);
        let suggested = suggest(&table, None).expect("settings");
        assert_eq!(shadowing(&suggested, &table), [""; 0], "{}", suggested.to_toml());
        for invented in ["words_of_name_", "words_of_about_", "all_codes_", "price_asking_"] {
            assert!(suggested.settings.columns.contains_key(invented), "{invented}: {}", suggested.to_toml());
        }
        assert!(suggested.settings.comparisons.iter().any(|own| own.name == "codes_"));
        // What is blocked on is made of the inventions, too.
        suggested.settings.check(&table).expect("settings that fit");
    }

    #[test]
    fn an_address_is_called_so_unless_another_column_is() {
        let headers = "name,house number,street,postal code,town";
        let row = |number: u64| {
            format!(
                "{} {},{},{} Road,{},{}",
                word(number),
                word(number + 7),
                number % 90,
                word(mix(number, 3) % 200),
                10_000 + mix(number, 4) % 60,
                word(mix(number, 5) % 30)
            )
        };
        let called = |headers: &str, more: &dyn Fn(u64) -> String| {
            let table = tables(&[&rows(headers, |number| row(number) + &more(number))]);
            let suggested = suggest(&table, None).expect("settings");
            assert_eq!(shadowing(&suggested, &table), [""; 0], "{}", suggested.to_toml());
            suggested.settings.comparisons.into_iter().map(|own| own.name).collect::<Vec<_>>()
        };
        assert!(called(headers, &|_| String::new()).contains(&"address".to_owned()));
        // A column that is left out, since all its rows hold the same.
        let taken = called(&format!("{headers},address"), &|_| ",none".to_owned());
        assert!(taken.contains(&"whole_address".to_owned()), "{taken:?}");
        let both = called(&format!("{headers},address,whole_address"), &|_| ",none,none".to_owned());
        assert!(both.contains(&"whole_address_".to_owned()), "{both:?}");
    }
}
