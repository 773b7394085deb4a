//! Which classes of related pairs are found between two tables and not inside of them?
//!
//! Works of the same authors, people of one house and variants of one product are so in whatever table they stand: related
//! pairs are about as frequent inside of each table as between two. What is found between them alone is no relation of two
//! entities, but a way in which the tables write one: a title without its article, a year that is another's by one.

use super::inside::Inside;
use crate::block::BlockingError;
use crate::model::Model;

/// So many pairs of a class say something.
const ENOUGH: f64 = 30.0;

/// Pairs of a class are so many times as frequent between the tables as inside of either: a third of them and more are
/// no relatives. In ten pairs of tables with relatives, namesakes, branches of firms and works of one author it was 1.0 at
/// most, of titles that two lists of films write in two ways 1.8.
const TIMES: f64 = 1.5;

/// The classes, by their places in the model; none where pairs inside of tables are too many to be compared.
pub(super) fn only_between(inside: &Inside<'_>, model: &Model) -> Result<Vec<usize>, BlockingError> {
    let table = inside.table;
    let [left, right] = table.inputs.as_slice() else { return Ok(Vec::new()) };
    let related: Vec<usize> = (1..model.classes.len().saturating_sub(1)).collect();
    let models: Vec<Model> = related.iter().map(|class| model.of_class(*class)).collect();
    // Inside of the left one, between them, inside of the right one.
    let mut counts = vec![[0_u64; 3]; related.len()];
    for (pair, class) in inside.of_classes(&models)? {
        counts[class][table.input_of(pair.left) + table.input_of(pair.right)] += 1;
    }
    let [one, other] = [left, right].map(|input| input.rows.len() as f64);
    let pairs = [one * one / 2.0, one * other, other * other / 2.0];
    let is_only_between = |class: &usize| {
        let met = counts[*class - 1].map(|count| count as f64);
        let share = |place: usize| met[place] / pairs[place].max(1.0);
        met[1] >= ENOUGH && share(1) >= TIMES * share(0).max(share(2))
    };
    Ok(related.into_iter().filter(is_only_between).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::prepared::Prepared;
    use crate::job::tests::tables;
    use crate::model::{Class, Line};
    use crate::settings::Settings;

    /// Two tables of as many people as are named, by name and house.
    fn found(left: &[(String, u32)], right: &[(String, u32)]) -> Vec<usize> {
        let list = |people: &[(String, u32)]| -> String {
            let rows = people.iter().map(|(name, house)| format!("{name},house {house}\n"));
            std::iter::once("name,house\n".to_owned()).chain(rows).collect()
        };
        let table = tables(&[&list(left), &list(right)]);
        let settings = Settings::parse(SETTINGS).expect("settings");
        let mut prepared = Prepared::new(&table, &settings, &mut |_| {}).expect("prepared");
        prepared.seal();
        let class = |name: &str, share: f64, agrees: [f64; 2]| {
            let both = prepared.comparer.outcomes().iter().zip(agrees);
            let spread = both.map(|(own, agrees)| {
                let equal = own.all.len() - 2;
                let equals = std::iter::repeat_n(agrees / equal as f64, equal);
                std::iter::once(1.0).chain(equals).chain([1.0 - agrees]).collect()
            });
            Class { name: name.to_owned(), share, outcomes: spread.collect() }
        };
        let classes = vec![
            class("matches", 0.001, [0.9, 0.9]),
            class("related by house", 0.001, [0.001, 0.9]),
            class("strangers", 0.998, [0.001, 0.0001]),
        ];
        let model = Model { compared: Vec::new(), classes, line: Line::NONE, alone: 1.0 };
        let inside = Inside::new((&table, &settings), &prepared.derived, prepared.run(1));
        only_between(&inside, &model).expect("rules")
    }

    const SETTINGS: &str = r#"
[[comparisons]]
column = "name"
levels = ["exact"]
[[comparisons]]
column = "house"
levels = ["exact"]
[[blocking]]
keys = ["house"]
"#;

    /// One of each of 60 houses, by a name that tells them apart.
    fn one_of_each(name: &str) -> Vec<(String, u32)> {
        (0..60).map(|house| (format!("{name}{house}"), house)).collect()
    }

    #[test]
    fn who_lives_together_does_so_inside_of_each_table() {
        let couples = [one_of_each("mira"), one_of_each("tom")].concat();
        assert_eq!(found(&couples, &couples), Vec::<usize>::new());
    }

    #[test]
    fn what_is_met_between_tables_alone_is_a_way_of_writing() {
        assert_eq!(found(&one_of_each("mira"), &one_of_each("m. ")), [1]);
        // Of 20 pairs it may be chance.
        let few = |name: &str| one_of_each(name)[..20].to_vec();
        assert_eq!(found(&few("mira"), &few("m. ")), Vec::<usize>::new());
    }
}
