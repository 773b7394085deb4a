//! Suggested settings as a file, with what they rest on beside them.

use std::fmt::Write as _;

use super::Suggested;

/// Text that stays in its comment.
fn one_line(text: &str) -> String {
    text.chars().map(|own| if own.is_control() { ' ' } else { own }).collect()
}

/// The settings in TOML. Comments stand above the tables they speak of.
pub fn write(suggested: &Suggested) -> String {
    let mut text = "# Suggested from the data. What is compared:\n".to_owned();
    for own in &suggested.columns {
        let aside = if own.aside > 0.0 {
            format!(" and {:.1} % set aside (`without`)", 100.0 * own.aside)
        } else {
            String::new()
        };
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "#   {}: {}, {:.0} % filled{aside}, equality says {:.1} bits",
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
    let _ = writeln!(text, "# {}", suggested.made.summary(suggested.rows));
    text.push('\n');
    let mut rules = suggested.made.rules.iter().zip(&suggested.made.adds);
    for line in suggested.settings.to_toml().lines() {
        if line == "[[blocking]]"
            && let Some((rule, adds)) = rules.next()
        {
            let _ = writeln!(
                text,
                "# {} pairs, {} blocks, the largest of {} rows; adds {:.1} % of the pairs that look alike",
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
