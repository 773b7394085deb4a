//! Suggested settings as a file, with what they rest on beside them.

use std::fmt::Write as _;

use super::Suggested;

/// What is said about the rules.
pub fn says(suggested: &Suggested) -> Vec<String> {
    let pairs: u64 = suggested.rules.iter().map(|rule| rule.pairs).sum();
    if suggested.settings.blocking.iter().any(|rule| rule.keys.is_empty()) {
        return vec![format!("all {pairs} pairs are compared")];
    }
    vec![format!(
        "{} blocking rules make {:.1} pairs a row at most and are likely to lose {:.1} % of the true pairs that any \
         tried key brings together",
        suggested.rules.len(),
        pairs as f64 / suggested.rows.max(1) as f64,
        100.0 * suggested.lost
    )]
}

/// The settings in TOML. Comments stand above the tables they speak of.
pub fn write(suggested: &Suggested) -> String {
    let mut text = "# Suggested from the data. What is compared:\n".to_owned();
    for own in &suggested.columns {
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "#   {}: {}, {:.0} % filled, equality says {:.1} bits",
            own.column,
            own.kind.words(),
            100.0 * own.filled,
            own.bits
        );
    }
    if !suggested.left.is_empty() {
        text.push_str("# Left out:\n");
        for own in &suggested.left {
            let _ = writeln!(text, "#   {}: {}", own.column, own.why.replace('\n', " "));
        }
    }
    text.push('\n');
    for line in says(suggested) {
        let _ = writeln!(text, "# {line}");
    }
    text.push('\n');
    let mut rules = suggested.rules.iter().zip(&suggested.adds);
    for line in suggested.settings.to_toml().lines() {
        if line == "[[blocking]]"
            && let Some((rule, adds)) = rules.next()
        {
            let _ = writeln!(
                text,
                "# {} pairs, {} blocks, the largest of {} rows; adds {:.1} % of the likely pairs",
                rule.pairs,
                rule.blocks,
                rule.largest,
                100.0 * adds
            );
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}
