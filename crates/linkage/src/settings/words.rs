//! What the reader of TOML says, in the words of whoever writes settings.

/// Names of kinds of values, and what to write.
const KINDS: [(&str, &str); 8] = [
    ("u64", "a whole number, 0 or more, without quotes"),
    ("u32", "a whole number from 0 to 4294967295, without quotes"),
    ("f64", "a number, without quotes"),
    ("a boolean", "true or false, without quotes"),
    ("a string", "a text in quotes"),
    ("a borrowed string", "a text in quotes"),
    ("a sequence", "a list in brackets, e.g. [\"a\", \"b\"]"),
    ("a map", "a table, e.g. { name = \"value\" }"),
];

/// A message that ends with what to write, where it ends with a kind of value.
pub(super) fn plain(message: &str) -> String {
    let message = message.trim();
    let named = message.rsplit_once(", expected ").and_then(|(found, kind)| {
        let known = KINDS.iter().find(|(name, _)| *name == kind)?;
        Some(format!("{found}; write {}", known.1))
    });
    named.unwrap_or_else(|| message.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::settings::Settings;

    #[test]
    fn a_value_of_another_kind_says_what_to_write() {
        for (text, why) in [
            (
                "[run]\nat_most_pairs = \"many\"",
                "line 2: invalid type: string \"many\"; write a whole number, 0 or more",
            ),
            ("[run]\nat_most_pairs = -5", "write a whole number, 0 or more"),
            ("[run]\nunique = \"left\"", "write a list in brackets"),
            ("[run]\nsplit = \";\"", "write a table"),
            ("[run]\nid = 5", "a column, or a list of columns"),
            ("[output]\nat_least = \"0.5\"", "write a number"),
            ("[output]\nindex = \"no\"", "write true or false"),
            ("[output]\nformat = 5", "write a text in quotes"),
            ("[output]\nshows = \"\"", "[output] shows: the name of a file is missing"),
            ("[labels]\nfile = \"\"", "[labels] file: the name of a file is missing"),
            ("[judgements]\nfile = \" \"", "[judgements] file: the name of a file is missing"),
            ("[[blocking]]\nkeys = [\"a\"]\nat_most_rows = 5000000000", "from 0 to 4294967295"),
            (
                "[borrowed]\nyear = \"born\"",
                "expected value and through, e.g. { value = \"year\", through = [\"cast\"] }",
            ),
            ("comparisons = [\"name\"]", "expected [[comparisons]] with column and levels"),
            ("blocking = [\"name\"]", "expected [[blocking]] with keys"),
            ("labels = \"pairs.csv\"", "expected file = \"pairs.csv\" under its name in brackets"),
        ] {
            let error = Settings::parse(text).expect_err(text).to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
        let parts = ["run", "training", "output", "clusters", "labels", "judgements"];
        for text in parts.map(|part| format!("{part} = 5")) {
            let error = Settings::parse(&text).expect_err(&text).to_string();
            assert!(!error.contains("struct") && !error.contains("Part"), "{text}: {error}");
        }
    }
}
