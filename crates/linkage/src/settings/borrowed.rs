//! `[borrowed]`: columns that rows fill from what linked rows say.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Settings, SettingsError};
use crate::block::Rule;
use crate::compare::Comparison;
use crate::expression::Expression;

/// A column of which a row that has no value of its own borrows one.
#[derive(Debug, Clone, PartialEq)]
pub struct Borrowed {
    /// What a row holds of its own.
    pub value: Expression,
    /// Rows of one input that share a value of these, whichever of them holds it, lend to each other.
    pub through: Vec<Expression>,
}

#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "value and through, e.g. { value = \"year\", through = [\"cast\"] }"
)]
pub(super) struct BorrowedPart {
    pub value: String,
    pub through: Vec<String>,
}

/// Whether each borrowed column can be known before something is compared on it.
pub(super) fn check(settings: &Settings) -> Result<(), SettingsError> {
    let fault =
        |name: &str, why: String| Err(SettingsError::Value { place: format!("[borrowed] {name}"), why });
    let compared = settings.borrowed_by(settings.comparisons.iter().flat_map(Comparison::expressions));
    let rules = settings.blocking.iter().flat_map(Rule::expressions);
    let blocked = settings.borrowed_by(rules.chain(settings.training.certain.iter().flatten()));
    let lent = settings
        .borrowed_by(settings.borrowed.values().flat_map(|own| own.through.iter().chain([&own.value])));
    for (name, own) in &settings.borrowed {
        let name = name.as_str();
        if own.through.is_empty() {
            return fault(
                name,
                "through is empty; name the columns by which rows belong together".to_owned(),
            );
        }
        if settings.columns.contains_key(name) {
            return fault(name, "[columns] has this name too; give one of them another".to_owned());
        }
        if blocked.contains(name) {
            let why = "a blocking rule or a certain one reads it, and it is known only once pairs were compared; block \
                       on other columns";
            return fault(name, why.to_owned());
        }
        if lent.contains(name) {
            let why = "a borrowed column is made of it; borrow what the inputs hold themselves";
            return fault(name, why.to_owned());
        }
        if !compared.contains(name) {
            return fault(name, "no comparison reads it; compare it, or leave it out".to_owned());
        }
    }
    if !settings.borrowed.is_empty() && settings.without_borrowed().comparisons.is_empty() {
        let why = "all comparisons read borrowed columns; compare another one besides, by which rows are linked first";
        return Err(SettingsError::Value { place: "[borrowed]".to_owned(), why: why.to_owned() });
    }
    Ok(())
}

/// The columns by their names.
pub(super) fn parse(
    parts: BTreeMap<String, BorrowedPart>,
) -> Result<BTreeMap<String, Borrowed>, SettingsError> {
    let mut all = BTreeMap::new();
    for (name, part) in parts {
        let place = format!("[borrowed] {name}");
        let value = super::file::expression(&place, &part.value)?;
        let through = super::file::expressions(&place, &part.through)?;
        all.insert(name, Borrowed { value, through });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPARED: &str = r#"
[[comparisons]]
column = "title"
levels = ["exact"]

[[comparisons]]
column = "made"
levels = ["within 3"]

[[blocking]]
keys = ["title"]
"#;

    #[test]
    fn a_borrowed_column_is_read_and_written_back() {
        let text = format!(
            "[borrowed]\nmade = {{ value = \"year\", through = [\"actor\", \"director | plain\"] }}\n{COMPARED}"
        );
        let settings = Settings::parse(&text).expect("settings");
        assert_eq!(settings.borrowed["made"].through.len(), 2);
        assert_eq!(Settings::parse(&settings.to_toml()).expect("written"), settings);
        let first = settings.without_borrowed();
        assert_eq!(first.comparisons.len(), 1);
        assert!(first.borrowed.is_empty());
    }

    #[test]
    fn what_cannot_be_borrowed_says_why() {
        let with = |line: &str, rest: &str| format!("[borrowed]\n{line}\n{rest}");
        let made = "made = { value = \"year\", through = [\"actor\"] }";
        for (text, why) in [
            (with("made = { value = \"year\", through = [] }", COMPARED), "through is empty"),
            (with("made = { value = \"year |\", through = [\"actor\"] }", COMPARED), "[borrowed] made"),
            (
                with(made, &COMPARED.replace("keys = [\"title\"]", "keys = [\"title\", \"made\"]")),
                "only once pairs",
            ),
            (with(made, &COMPARED.replace("\"made\"", "\"year\"")), "no comparison reads it"),
            (with(made, &COMPARED.replace("\"title\"\nlevels", "\"made\"\nlevels")), "all comparisons read"),
            (with(made, &format!("[columns]\nmade = \"year\"\n{COMPARED}")), "this name too"),
            (
                with(&format!("{made}\nother = {{ value = \"made\", through = [\"actor\"] }}"), COMPARED),
                "a borrowed column is made of it",
            ),
        ] {
            let error = Settings::parse(&text).expect_err(&text).to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
