//! What settings ask for in vain: levels that can never hold, evidence that would count twice.

use super::{Settings, SettingsError};
use crate::compare::{Comparison, Level, Test};
use crate::expression::Expression;

/// The first such place.
pub(super) fn check(settings: &Settings) -> Result<(), SettingsError> {
    for (number, own) in settings.comparisons.iter().enumerate() {
        let fault = |why: String| {
            let place = format!("[[comparisons]] {} `{}`", number + 1, own.name);
            Err(SettingsError::Value { place, why })
        };
        let before = settings.comparisons[..number].iter().position(|other| are_one(own, other));
        if let Some(before) = before {
            return fault(format!(
                "it compares what `{}` ({}.) does, at the same levels, so that its evidence would count twice; leave one of \
                 them out",
                settings.comparisons[before].name,
                before + 1
            ));
        }
        for (place, level) in own.levels.iter().enumerate() {
            let covers = |earlier: &&Level| holds_where(earlier, level, &own.column);
            let Some(earlier) = own.levels[..place].iter().find(covers) else { continue };
            return fault(if earlier.text == level.text {
                format!("level `{}` stands twice; leave one out", level.text)
            } else {
                format!(
                    "level `{}` can never hold, for `{}` before it holds wherever it does; write the strongest level first, \
                     or leave one out",
                    level.text, earlier.text
                )
            });
        }
    }
    if settings.training.certain.iter().any(Vec::is_empty) {
        let why = "a rule without columns holds of every pair; name those that are nearly always right, or leave it out";
        return Err(SettingsError::Value { place: "[training] certain".to_owned(), why: why.to_owned() });
    }
    Ok(())
}

/// Whether two comparisons ask the same of the same values.
fn are_one(one: &Comparison, other: &Comparison) -> bool {
    let levels = |own: &Comparison| own.levels.iter().map(|level| level.tests.clone()).collect::<Vec<_>>();
    is_same(&one.column, &other.column) && levels(one) == levels(other)
}

/// However they are written.
fn is_same(one: &Expression, other: &Expression) -> bool {
    one.sources == other.sources && one.joining == other.joining && one.steps == other.steps
}

/// Whether a level holds of all pairs of which a later one does: each of its tests follows from one of the later one's.
fn holds_where(earlier: &Level, later: &Level, column: &Expression) -> bool {
    let read = |own: &'_ (Option<Expression>, Test)| own.0.clone().unwrap_or_else(|| column.clone());
    let follows = |test: &(Option<Expression>, Test)| {
        later.tests.iter().any(|own| is_same(&read(own), &read(test)) && test.1.holds_where(&own.1))
    };
    earlier.tests.iter().all(follows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(levels: &str, more: &str) -> String {
        let text = format!("[[comparisons]]\ncolumn = \"a | lower\"\nlevels = [{levels}]\n{more}");
        check(&Settings::parse(&text).expect("settings"))
            .err()
            .map_or_else(String::new, |why| why.to_string())
    }

    #[test]
    fn a_level_that_can_never_hold_is_named_with_the_one_before_it() {
        for (levels, [later, earlier]) in [
            ("'jaro-winkler 0.8', 'jaro-winkler 0.9', 'exact'", ["jaro-winkler 0.9", "jaro-winkler 0.8"]),
            ("'jaro-winkler 0.9', 'exact'", ["exact", "jaro-winkler 0.9"]),
            ("'within 8', 'within 3'", ["within 3", "within 8"]),
            ("'damerau 2', 'levenshtein 2'", ["levenshtein 2", "damerau 2"]),
            ("'exact', 'days 4', 'days-later 3'", ["days-later 3", "days 4"]),
            (
                "'exact', 'b: exact', 'b: exact and jaro-winkler 0.8'",
                ["b: exact and jaro-winkler 0.8", "b: exact"],
            ),
            ("'exact', 'a|lower: exact and b: exact'", ["a|lower: exact and b: exact", "exact"]),
        ] {
            let said = told(levels, "");
            assert!(
                said.contains(&format!("level `{later}` can never hold, for `{earlier}` before it")),
                "{said}"
            );
        }
        assert!(told("'exact', 'exact'", "").contains("`exact` stands twice"));
        for levels in [
            "'exact', 'jaro-winkler 0.9', 'jaro-winkler 0.8', 'cosine 2 0.8', 'begins 3', 'begins 2'",
            "'exact', 'b: exact and jaro-winkler 0.8', 'b: exact', 'within 3', 'within 8', 'days-later 4', 'days 4'",
            // A text that is no number is equal and not within anything.
            "'within 3', 'exact', 'levenshtein 1', 'damerau 1'",
        ] {
            assert_eq!(told(levels, ""), "");
        }
    }

    #[test]
    fn evidence_counts_once_and_a_certain_rule_says_of_what() {
        let twice = "[[comparisons]]\nname = \"other\"\ncolumn = \"a|lower\"\nlevels = ['exact']\n";
        let said = told("'exact'", twice);
        assert!(
            said.starts_with("[[comparisons]] 2 `other`: it compares what `a | lower` (1.) does"),
            "{said}"
        );
        assert_eq!(told("'exact', 'begins 3'", twice), "");
        let said = told("'exact'", "[training]\ncertain = [[\"a\"], []]\n");
        assert!(said.starts_with("[training] certain: a rule without columns"), "{said}");
    }
}
