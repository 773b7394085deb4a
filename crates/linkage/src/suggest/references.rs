//! Which numbers and mailboxes stand in the texts of one table and in those, or in a column, of another?
//!
//! Who pays writes the invoice's number among other words, who ships that of the order, and a commit has its author's name
//! and mailbox in one. So many of them are in both tables that chance does not explain it.

use std::collections::{BTreeMap, BTreeSet};

use regex::bytes::Regex;

use super::days::{goes_beyond_chance, linked};
use super::fields::Field;
use super::kind::Kind;
use crate::expression::{Expression, quoted};
use crate::table::{Column, Table, hash};

/// What is looked for in texts.
#[derive(Debug)]
struct Sought {
    /// What the column is called that is made of it.
    name: &'static str,
    kind: Kind,
    pattern: &'static str,
    /// Rows of one input that hold one, on average, at most.
    rows: f64,
}

/// Of four digits it may be a year; and a postal code is of many rows.
static SOUGHT: [Sought; 2] = [
    Sought { name: "number", kind: Kind::Code, pattern: "[0-9]{5,}", rows: 2.0 },
    Sought {
        name: "mailbox",
        kind: Kind::Email,
        pattern: "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[.][A-Za-z]{2,}",
        rows: f64::INFINITY,
    },
];

/// Share of the numbers of the column with fewer that the other has to hold, how many, and how many times as many as by
/// chance.
const SHARED: f64 = 0.2;
const ENOUGH: usize = 20;
const TIMES: f64 = 4.0;

/// What one input's rows hold in a column.
#[derive(Debug)]
struct Held<'t> {
    input: usize,
    column: &'t Column,
    /// By length, digests of what is sought.
    found: BTreeMap<usize, BTreeSet<u64>>,
    distinct: usize,
    /// Whether hardly a value is that alone.
    are_texts: bool,
}

/// Columns of what stands in texts that two and more inputs share, each made of the columns that hold it, of which one at least
/// is left out otherwise: of texts that are compared as they are numbers and mailboxes are words.
pub fn references(table: &Table, left_out: &[&str]) -> Vec<(String, Expression)> {
    SOUGHT.iter().filter_map(|sought| reference(table, left_out, sought)).collect()
}

/// The kind of what stands in texts; none of any other column.
pub fn kind_of(made: &Expression) -> Option<Kind> {
    let own = SOUGHT.iter().find(|sought| made.text.ends_with(&sought.step()));
    own.map(|sought| sought.kind)
}

/// The places of columns by which rows are linked that are no nearer to each other elsewhere than other rows, in order: the
/// numbers of one table are another sort than those of the other, which happen to be the same.
pub fn that_tell_nothing(table: &Table, fields: &[Field]) -> Vec<usize> {
    let is_by_chance = |place: &usize| {
        let Some(made) = fields[*place].made.as_ref().filter(|made| kind_of(made).is_some()) else {
            return false;
        };
        let pairs = linked(table, &fields[*place]);
        let may_tell = |other: &&Field| {
            let of_the_same = |from: &Expression| {
                from.sources.iter().filter(|source| made.sources.contains(source)).count() > 1
            };
            !other.made.as_ref().is_some_and(of_the_same)
        };
        let told: Vec<bool> =
            fields.iter().filter(may_tell).filter_map(|other| goes_beyond_chance(other, &pairs)).collect();
        !told.is_empty() && !told.contains(&true)
    };
    (0..fields.len()).filter(is_by_chance).collect()
}

impl Sought {
    /// The step that finds it.
    fn step(&self) -> String {
        format!("| match \"{}\"", self.pattern)
    }
}

fn reference(table: &Table, left_out: &[&str], sought: &Sought) -> Option<(String, Expression)> {
    let pattern = Regex::new(sought.pattern).ok()?;
    let held_by = |is_left_out: bool| -> Vec<Held<'_>> {
        let columns =
            || table.columns.iter().filter(|own| left_out.contains(&own.name.as_str()) == is_left_out);
        (0..table.inputs.len())
            .flat_map(|input| columns().map(move |column| (input, column)))
            .filter_map(|(input, column)| held(table, input, column, &pattern, sought.rows))
            .collect()
    };
    let mut all = held_by(true);
    let alone = all.len();
    if alone == 0 {
        return None;
    }
    all.extend(held_by(false));
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (one, own) in all[..alone].iter().enumerate() {
        for (other, theirs) in all.iter().enumerate().skip(one + 1) {
            // A column that both fill is compared as it is, and two columns without texts are found by their values.
            let is_new = own.column.name != theirs.column.name && (own.are_texts || theirs.are_texts);
            if own.input != theirs.input
                && is_new
                && let Some(share) = shared(own, theirs)
            {
                found.push((share, one, other));
            }
        }
    }
    // The two that share most, and what shares with one that is chosen, a column of each input.
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let (_, one, other) = *found.first()?;
    let mut places = vec![one, other];
    let is_taken = |places: &[usize], new: usize| {
        let is_of =
            |own: &usize| all[*own].input == all[new].input || all[*own].column.name == all[new].column.name;
        places.iter().any(is_of)
    };
    let beside = |places: &[usize]| {
        let either = found.iter().flat_map(|(_, one, other)| [(*one, *other), (*other, *one)]);
        let mut beside = either.filter(|(known, new)| places.contains(known) && !is_taken(places, *new));
        beside.next().map(|(_, new)| new)
    };
    while let Some(new) = beside(&places) {
        places.push(new);
    }
    let mut chosen: Vec<&Held<'_>> = places.iter().map(|place| &all[*place]).collect();
    chosen.sort_by_key(|held| (held.input, &held.column.name));
    let names: Vec<&str> = chosen.iter().map(|held| held.column.name.as_str()).collect();
    let keys: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let text = format!("{} {}", keys.join(" or "), sought.step());
    Some((format!("{} in {}", sought.name, names.join("_")), Expression::parse(&text).ok()?))
}

/// What is found in one input's cells of a column; none where it is little, or where many rows hold each.
fn held<'t>(
    table: &Table,
    input: usize,
    column: &'t Column,
    pattern: &Regex,
    most_rows: f64,
) -> Option<Held<'t>> {
    let mut found: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    let (mut rows, mut alone) = (0_usize, 0_usize);
    for row in table.inputs[input].rows.clone() {
        for code in column.row(row as usize) {
            let value = column.values.get(*code);
            if let Some(part) = pattern.find(value) {
                found.entry(part.len()).or_default().insert(hash(&part.as_bytes().to_ascii_lowercase()));
                rows += 1;
                alone += usize::from(part.len() == value.trim_ascii().len());
            }
        }
    }
    let distinct = found.values().map(BTreeSet::len).sum();
    let are_few_of_each = rows as f64 <= most_rows * distinct as f64;
    let are_texts = alone as f64 <= SHARED * rows as f64;
    (distinct >= ENOUGH && are_few_of_each).then_some(Held { input, column, found, distinct, are_texts })
}

/// The share that both columns hold, where this is more than chance has of numbers of so many digits.
fn shared(own: &Held<'_>, theirs: &Held<'_>) -> Option<f64> {
    let (mut both, mut by_chance) = (0_usize, 0.0);
    for (length, parts) in &own.found {
        let Some(others) = theirs.found.get(length) else { continue };
        both += parts.intersection(others).count();
        let possible = 0.9 * 10_f64.powf(*length as f64);
        by_chance += parts.len() as f64 * others.len() as f64 / possible;
    }
    let share = both as f64 / own.distinct.min(theirs.distinct) as f64;
    (both >= ENOUGH && share >= SHARED && both as f64 >= TIMES * by_chance).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::tests::tables;
    use crate::suggest::suggest;
    use crate::table::mix;

    /// What is found in two tables of 300 rows, each row made by its number.
    fn made(headers: [&str; 2], row: [&dyn Fn(u64) -> String; 2]) -> Vec<String> {
        let texts = [0, 1].map(|input| {
            let rows: Vec<String> =
                (0..300).map(|number| format!("{number},{}\n", row[input](number))).collect();
            format!("id,{}\n{}", headers[input], rows.concat())
        });
        let table = tables(&[&texts[0], &texts[1]]);
        references(&table, &headers).into_iter().map(|(_, made)| made.text).collect()
    }

    fn drawn(number: u64, salt: u64, of: u64) -> u64 {
        mix(hash(&number.to_le_bytes()), salt) % of
    }

    #[test]
    fn numbers_that_stand_in_texts_are_one_column() {
        let invoice = |number: u64| 10_000 + drawn(number, 1, 90_000);
        let paid = |number: u64| format!("SEPA {} RE {}", drawn(number, 2, 40), invoice(number));
        let column = |number: u64| format!("{}", invoice(number));
        let text = |number: u64| format!("INV-{} cleaning", invoice(number));
        let found = vec!["purpose or invoice | match \"[0-9]{5,}\"".to_owned()];
        assert_eq!(made(["purpose", "invoice"], [&paid, &column]), found);
        assert_eq!(made(["purpose", "invoice"], [&paid, &text]), found);
        // Numbers alone on both sides are columns that overlap.
        assert!(made(["number", "invoice"], [&column, &column]).is_empty());
    }

    #[test]
    fn numbers_of_many_rows_and_of_chance_are_none() {
        let of_many = |number: u64| format!("street 5, {} town", 10_000 + drawn(number, 1, 60) * 17);
        assert!(made(["one", "other"], [&of_many, &of_many]).is_empty());
        let of_chance =
            |salt: u64| move |number: u64| format!("no {} x", 10_000 + drawn(number, salt, 90_000));
        assert!(made(["one", "other"], [&of_chance(1), &of_chance(2)]).is_empty());
    }

    #[test]
    fn numbers_of_two_sorts_that_begin_alike_are_left_out() {
        // Who is paid is in both; a third of the texts is that alone, so that the two columns are one.
        let columns = |are_one: bool| {
            let texts = [0, 1].map(|input| {
                let row = |number: u64| {
                    let drawn_firm = drawn(number, 3, 90) as usize;
                    let part = |place: usize| ["nor", "sol", "mar", "tek", "lin"][drawn_firm / place % 5];
                    let firm = format!("{}{}{} trading", part(1), part(5), part(25));
                    let found = 10_000 + drawn(number, if are_one { 0 } else { input }, 900);
                    match (input, number % 3) {
                        (0, 0) => format!("{number},{firm}\n"),
                        (0, _) => format!("{number},{firm} {found}\n"),
                        _ => format!("{number},{firm},INV-{found}\n"),
                    }
                };
                format!(
                    "id,{}\n{}",
                    ["purpose", "payee,note"][input as usize],
                    (0..400).map(row).collect::<String>()
                )
            });
            let suggested = suggest(&tables(&[&texts[0], &texts[1]]), None).expect("settings");
            suggested.settings.comparisons.into_iter().map(|own| own.name).collect::<Vec<_>>()
        };
        assert!(columns(true).contains(&"number in purpose_note".to_owned()), "{:?}", columns(true));
        assert!(!columns(false).contains(&"number in purpose_note".to_owned()), "{:?}", columns(false));
    }

    #[test]
    fn a_mailbox_beside_a_name_is_one_column_with_mailboxes() {
        let mailbox = |number: u64| format!("w{}@example.org", drawn(number, 1, 60));
        let author =
            |number: u64| format!("Word {} <{}>", drawn(number, 2, 60), mailbox(number).to_uppercase());
        let found = made(["author", "mail"], [&author, &mailbox]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("author or mail | match"), "{found:?}");
    }
}
