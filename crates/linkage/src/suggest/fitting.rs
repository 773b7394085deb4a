//! Which rules fit, counted on the whole table?
//!
//! Rules are chosen by what they make in a sample, where blocks of a limited size are the hardest to foresee.
//! Here all their pairs are counted once more, each under the first rule that makes it, and a rule that would
//! go beyond the limit is left out.

use crate::block::{Blocking, Scope};

/// Pairs a row that all rules together make at most, repeats left out.
const MOST_PAIRS: u64 = 30;

/// Places of the rules that stay, in their order.
pub fn fitting(blocking: &Blocking, rows: usize) -> Vec<usize> {
    let most = MOST_PAIRS * rows as u64;
    let mut kept: Vec<usize> = (0..blocking.rules.len()).collect();
    // Repeats included there are few enough: nothing has to be walked.
    if blocking.pairs() <= most {
        return kept;
    }
    // Pairs of a rule that is left out may come under a later one, which is then counted anew.
    loop {
        let new = blocking.new_pairs(&Scope::some(blocking, &kept));
        let before = kept.len();
        let mut made = 0;
        kept.retain(|place| {
            let fits = made + new[*place] <= most;
            made += if fits { new[*place] } else { 0 };
            fits
        });
        if kept.len() == before {
            return kept;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::block::{Mode, Rule};
    use crate::expression::{Derived, Expression};
    use crate::table::TableBuilder;

    use super::*;

    #[test]
    fn a_rule_that_makes_too_many_pairs_is_left_out() {
        let mut builder = TableBuilder::default();
        let columns = ["few", "many", "some"].map(|name| builder.column(name));
        for row in 0..400_u32 {
            for (column, values) in columns.into_iter().zip([100, 4, 20]) {
                builder.at(column).push(format!("v{}", row % values).as_bytes());
            }
        }
        builder.end_input("a.csv", 400, false);
        let (table, derived) = (builder.finish(), Derived::default());
        let rule = |key: &str| Rule { keys: vec![Expression::parse(key).expect("a key")], ..Rule::default() };
        let rules = [rule("few"), rule("many"), rule("some")];
        let blocking = Blocking::new(&table, &derived, &rules, Mode::Dedupe).expect("rules");
        // 600 pairs, 4 * 4,950 of which these are a part, and 20 * 190, which are a part of the second's.
        assert_eq!(blocking.new_pairs(&Scope::all(&blocking)), [600, 19_200, 0]);
        assert_eq!(fitting(&blocking, 400), [0, 2]);
        assert_eq!(blocking.new_pairs(&Scope::some(&blocking, &[0, 2])), [600, 0, 3_200]);
        assert_eq!(fitting(&blocking, 1_000), [0, 1, 2]);
        assert_eq!(fitting(&blocking, 10), Vec::<usize>::new());
    }
}
