//! Faults of TOML files in our own words, without names of the types behind them.

/// What is wrong, in one line, from the message of the TOML reader.
///
/// Only keys are quoted from it; what stands as a value is not repeated.
pub(crate) fn of_toml(message: &str) -> String {
    let quoted = |text: &str| text.split('`').nth(1).map(|word| word.replace('\n', " ")).unwrap_or_default();
    if message.contains("is not a date") {
        return message.replace('\n', " "); // Our own words already.
    }
    if message.contains("untagged enum Figure") {
        return "a threshold is a number, a word in quotes, true or false".to_owned();
    }
    if message.contains("untagged enum") {
        return "write one header in quotes, or several as [\"A\", \"B\"]".to_owned();
    }
    if let Some(rest) = message.strip_prefix("missing field") {
        return format!("`{}` is missing", quoted(rest));
    }
    if let Some(rest) = message.strip_prefix("unknown field") {
        let known = rest.split_once("expected").map(|(_, list)| list.trim()).unwrap_or_default();
        let list = known.trim_start_matches("one of").trim().replace('\n', " ");
        return format!("`{}` is not known; write one of {list}", quoted(rest));
    }
    if message.starts_with("duplicate") {
        return "a key stands here for the second time: keep one".to_owned();
    }
    if message.starts_with("invalid value") {
        return "the number is out of range: write a whole number from 0 on".to_owned();
    }
    if message.starts_with("invalid type") {
        let wanted = message.rsplit_once("expected ").map(|(_, wanted)| wanted).unwrap_or_default();
        return format!("a value of the wrong kind: write {}", kind(wanted));
    }
    "no TOML from here on: check quotes, brackets and the sign `=`".to_owned()
}

fn kind(wanted: &str) -> &'static str {
    match wanted.trim() {
        "a string" => "a text in quotes",
        "a sequence" => "a list such as [\"...\"]",
        "a boolean" => "true or false",
        "u32" | "u64" | "i64" | "usize" => "a whole number",
        other if other.starts_with("a date") => "a date such as 2026-06-01",
        _ => "a table such as [name] with its keys below",
    }
}

#[cfg(test)]
mod tests {
    use bonafide_records::Firm;

    use super::*;

    #[test]
    fn no_type_and_no_value_is_named() {
        for (text, part) in [
            ("policy = 7", "a table such as"),
            ("email_domains = \"secret\"", "a list such as"),
            ("name = [\"secret\"]", "a text in quotes"),
            ("[thresholds]\n\"x\" = { jaccard = [] }", "a number, a word"),
            ("[[travel]]\nfrom = 2026-06-01", "`person` is missing"),
            ("[policy]\nretention_days = { cleared = -1 }", "from 0 on"),
            ("name = \"a\"\nname = \"b\"", "second time"),
            ("name = secret", "no TOML"),
            ("name", "no TOML"),
        ] {
            let error = toml::from_str::<Firm>(text).expect_err(text);
            let said = of_toml(error.message());
            assert!(said.contains(part), "{text}: {said}");
            for word in ["secret", "struct", "enum", "Policy", "u32"] {
                assert!(!said.contains(word), "{said}");
            }
        }
    }
}
