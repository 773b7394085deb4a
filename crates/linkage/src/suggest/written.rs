//! Suggested settings as a file, with what they rest on beside them.

use std::fmt::Write as _;

use super::Suggested;

/// What is said about the rules.
pub fn says(suggested: &Suggested) -> Vec<String> {
    let pairs: u64 = suggested.rules.iter().map(|rule| rule.pairs).sum();
    let everything = suggested.settings.blocking.iter().position(|rule| rule.keys.is_empty());
    if let Some(rule) = everything.and_then(|place| suggested.rules.get(place)) {
        return vec![format!("all {} pairs are compared", rule.pairs)];
    }
    vec![format!(
        "{} blocking rules make {:.1} pairs a row at most and are likely to lose {:.1} % of the true pairs that look \
         alike, of those with little in common more",
        suggested.rules.len(),
        pairs as f64 / suggested.rows.max(1) as f64,
        100.0 * suggested.lost
    )]
}

/// Text that stays in its comment.
fn one_line(text: &str) -> String {
    text.chars().map(|own| if own.is_control() { ' ' } else { own }).collect()
}

/// The settings in TOML. Comments stand above the tables they speak of.
pub fn write(suggested: &Suggested) -> String {
    let mut text = "# Suggested from the data. What is compared:\n".to_owned();
    for own in &suggested.columns {
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "#   {}: {}, {:.0} % filled, equality says {:.1} bits",
            one_line(&own.column),
            own.kind.words(),
            100.0 * own.filled,
            own.bits
        );
    }
    if !suggested.left.is_empty() {
        text.push_str("# Left out:\n");
        for own in &suggested.left {
            let _ = writeln!(text, "#   {}: {}", one_line(&own.column), one_line(&own.why));
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
