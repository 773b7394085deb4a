//! What stands at the end of values in one input and not in another?
//!
//! One table writes `The Kid`, another `Kid, The (1921)`. What has to go for both to be one value is told by how many
//! values two inputs share with it and without.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::look::Look;
use crate::expression::{Derived, Expression};
use crate::table::{Cells, Column, NULL, Table, hash};

/// Least share of the values that end so.
const SHARE: f64 = 0.05;

/// By how much more values have to be shared without it, and by how many; of fewer values by half of them.
const MORE: (f64, usize) = (1.05, 20);

/// By so many more at least.
const FEW: usize = 5;

/// Share of an input's distinct values that have to stay apart without it: what tells variants apart is no addition.
const APART: f64 = 0.9;

/// What can stand at an end.
struct End {
    /// Whether a value ends so.
    is_there: fn(&str) -> bool,
    /// The step that takes it away.
    step: &'static str,
    /// What is the same of values that are shared.
    form: fn(&str) -> u64,
}

/// Brackets at the end go before what is turned can be seen; they stand behind names written either way.
const ENDS: [End; 4] = [
    End {
        is_there: |value| value.ends_with([')', ']']),
        step: r#"replace "([ ]*[(\[][^()\[\]]*[)\]])+$" """#,
        form: super::overlap::form,
    },
    // Hosts in the domain of one firm, where another table has their short names.
    End {
        is_there: is_in_domain,
        step: r#"replace "[.].*$" """#,
        form: |value| hash(value.to_lowercase().as_bytes()),
    },
    End {
        is_there: is_turned,
        step: r#"replace "^(.+), ([^ ,0-9]{1,3}'?)$" "$2 $1""#,
        form: |value| hash(value.as_bytes()),
    },
    // Towns with their country.
    End {
        is_there: |value| value.contains(", "),
        step: r#"replace ", .*$" """#,
        form: super::overlap::of_words,
    },
];

/// One word of which a domain is the end.
fn is_in_domain(value: &str) -> bool {
    let is_part = |own: char| own.is_ascii_alphanumeric() || own == '-' || own == '_';
    let parts: Vec<&str> = value.trim().split('.').collect();
    parts.len() > 1
        && parts.iter().all(|part| !part.is_empty() && part.chars().all(is_part))
        && parts[1..].iter().any(|part| part.chars().all(char::is_alphabetic))
}

/// The first word stands last, as catalogues write titles.
fn is_turned(value: &str) -> bool {
    value.rsplit_once(", ").is_some_and(|(_, last)| {
        let letters = last.trim_end_matches('\'').chars().count();
        (1..=3).contains(&letters) && !last.contains(|own: char| own == ' ' || own.is_ascii_digit())
    })
}

/// The steps behind those of an expression that take away what one input writes at the end of its values. `look` is
/// at the column as it was read.
pub fn taken_off(table: &Table, expression: &Expression, look: &Look<'_>) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    if table.inputs.len() < 2 || ENDS.iter().all(|end| look.share(end.is_there) < SHARE) {
        return steps;
    }
    let made = |text: &str| {
        Derived::default().column(table, &Expression::parse(text).ok()?).ok().map(Cow::into_owned)
    };
    let mut text = expression.text.clone();
    let Some(mut column) = made(&text) else { return steps };
    for End { is_there, step, form } in ENDS {
        if Look::at(&column).share(is_there) < SHARE {
            continue;
        }
        let longer = format!("{text} | {step}");
        let Some(without) = made(&longer) else { continue };
        let (before, after) = (Held::of(table, &column, form), Held::of(table, &without, form));
        let half = after.by_input.iter().min().copied().unwrap_or(0).div_ceil(2);
        let is_shared = after.shared as f64 >= MORE.0 * before.shared as f64
            && after.shared >= before.shared + MORE.1.min(half).max(FEW);
        let is_apart = before
            .by_input
            .iter()
            .zip(&after.by_input)
            .all(|(own, left)| *left as f64 >= APART * *own as f64);
        if is_shared && is_apart {
            steps.push(step.to_owned());
            (text, column) = (longer, without);
        }
    }
    steps
}

/// How many distinct values inputs hold.
struct Held {
    by_input: Vec<usize>,
    /// Values that two inputs and more hold.
    shared: usize,
}

impl Held {
    fn of(table: &Table, column: &Column, form: fn(&str) -> u64) -> Self {
        let (mut by_input, mut inputs) = (Vec::new(), HashMap::new());
        let Cells::One(codes) = &column.cells else { return Self { by_input, shared: 0 } };
        for input in &table.inputs {
            let codes: HashSet<u32> =
                codes[input.rows.start as usize..input.rows.end as usize].iter().copied().collect();
            let held = codes.into_iter().filter(|code| *code != NULL);
            let forms: HashSet<u64> = held.map(|code| form(&column.values.text(code))).collect();
            by_input.push(forms.len());
            for own in forms {
                *inputs.entry(own).or_insert(0_u32) += 1;
            }
        }
        Self { by_input, shared: inputs.into_values().filter(|count| *count > 1).count() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TableBuilder;

    fn steps(inputs: &[Vec<String>]) -> Vec<String> {
        let mut builder = TableBuilder::default();
        let place = builder.column("title");
        for (number, values) in inputs.iter().enumerate() {
            for value in values {
                builder.at(place).push(value.as_bytes());
            }
            builder.end_input(&format!("input {number}"), values.len(), false);
        }
        let table = builder.finish();
        let look = Look::at(table.column("title").expect("a column"));
        taken_off(&table, &Expression::column("title"), &look)
    }

    fn titles(write: impl Fn(usize) -> String) -> Vec<String> {
        (0..200).map(write).collect()
    }

    #[test]
    fn what_one_input_adds_is_taken_off() {
        let plain = titles(|number| {
            if number % 5 == 0 {
                format!("the ship {number}")
            } else {
                format!("a harbour {number} at night")
            }
        });
        let dated = titles(|number| format!("{} (19{:02})", plain[number], number % 70));
        assert_eq!(steps(&[plain.clone(), dated.clone()]), [ENDS[0].step]);
        let filed = titles(|number| {
            let year = 10 + number % 70;
            if number % 5 == 0 {
                format!("ship {number}, the (19{year}) [film]")
            } else {
                dated[number].clone()
            }
        });
        assert_eq!(steps(&[plain.clone(), filed]), [ENDS[0].step, ENDS[2].step]);
        assert_eq!(steps(&[dated.clone(), dated]), [""; 0], "both write it");
        assert_eq!(steps(&[plain]), [""; 0]);
    }

    #[test]
    fn hosts_are_one_with_their_domain_and_without() {
        let short = titles(|number| format!("DE-LT-{number}"));
        let long = titles(|number| format!("de-lt-{number}.corp.example.net"));
        assert_eq!(steps(&[short, long]), [ENDS[1].step]);
    }

    #[test]
    fn towns_are_one_with_their_country_and_without() {
        let towns = titles(|number| format!("town {}", number % 30));
        let beside = titles(|number| format!("town {}, country {}", number % 30, number % 30 / 8));
        assert_eq!(steps(&[towns.clone(), beside]), [ENDS[3].step]);
        // Of names many have what stands before the comma.
        let families = titles(|number| format!("family {}, given {}", number % 30, number / 30));
        assert_eq!(steps(&[towns, families]), [""; 0]);
    }

    #[test]
    fn what_tells_variants_apart_stays() {
        let bags = titles(|number| format!("bag {}", number / 4));
        let coloured = titles(|number| {
            format!("bag {} ({})", number / 4, ["red", "blue", "green", "black"][number % 4])
        });
        assert_eq!(steps(&[bags, coloured]), [""; 0]);
    }
}
