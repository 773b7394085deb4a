//! Copies of a set's settings in which nothing differs but what is written, and where random pairs start.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::settings::{OutputFormat, Settings};

use crate::pipeline::shown;

/// What differs in a copy.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Change {
    /// Pairs of at least this probability are written.
    pub at_least: f64,
    /// Where the enumeration of random pairs starts; none leaves what is there.
    pub start: Option<u64>,
    /// A file of labels beside the copy.
    pub labels: Option<&'static str>,
}

/// Writes the copy of a file of settings.
pub fn copy(from: &Path, to: &Path, change: Change) -> Result<()> {
    let text = std::fs::read_to_string(from).with_context(|| format!("reading {}", shown(from)))?;
    let changed = changed(&text, change).with_context(|| shown(from))?;
    std::fs::write(to, changed).with_context(|| format!("writing {}", shown(to)))
}

/// The settings with the change, which is checked to be the only one.
fn changed(text: &str, change: Change) -> Result<String> {
    let mut written = with_key(text, "output", "format", "\"parquet\"");
    written = with_key(&written, "output", "at_least", &change.at_least.to_string());
    // The peer writes pairs and clusters, and so do we.
    written = with_key(&written, "output", "index", "false");
    written = with_key(&written, "output", "report", "false");
    if let Some(start) = change.start {
        written = with_key(&written, "training", "start", &start.to_string());
    }
    if let Some(labels) = change.labels {
        written = with_key(&written, "labels", "file", &format!("{labels:?}"));
    }
    let mut expected = Settings::parse(text)?;
    expected.format = OutputFormat::Parquet;
    expected.at_least = change.at_least;
    (expected.index, expected.report) = (false, false);
    expected.labels = change.labels.map(str::to_owned).or(expected.labels);
    expected.training.start = change.start.unwrap_or(expected.training.start);
    if Settings::parse(&written).ok().as_ref() != Some(&expected) {
        bail!(
            "[output], [training] and [labels] could not be changed alone; write each as a table with one key a line"
        );
    }
    Ok(written)
}

/// The text with this key of this table: replaced, or added, with its table where that is missing.
fn with_key(text: &str, table: &str, key: &str, value: &str) -> String {
    let (head, line) = (format!("[{table}]"), format!("{key} = {value}"));
    let mut lines: Vec<&str> = text.lines().collect();
    let Some(start) = lines.iter().position(|own| own.trim() == head) else {
        return format!("{}\n\n{head}\n{line}\n", text.trim_end());
    };
    let inside = lines.iter().skip(start + 1).take_while(|own| !own.trim_start().starts_with('['));
    let is_key = |own: &str| own.split_once('=').is_some_and(|(name, _)| name.trim() == key);
    match inside.clone().position(|own| is_key(own)) {
        Some(place) => lines[start + 1 + place] = &line,
        None => lines.insert(start + 1, &line),
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str =
        "[[comparisons]]\ncolumn = \"a\"\nlevels = [\"exact\"]\n\n[[blocking]]\nkeys = [\"a\"]\n";

    #[test]
    fn only_what_is_asked_for_differs() {
        let given = format!("[training]\nrecall = 0.7\n{PLAIN}[output]\nat_least = 0.5\n");
        for (text, start) in [(PLAIN, Some(3)), (&given, None), (&given, Some(4))] {
            let seen = changed(text, Change { start, ..Change::default() }).expect("settings");
            let (seen, plain) = (Settings::parse(&seen).expect("new"), Settings::parse(text).expect("old"));
            assert_eq!((seen.at_least, seen.format), (0.0, OutputFormat::Parquet));
            assert_eq!(seen.training.start, start.unwrap_or(plain.training.start));
            assert_eq!((seen.comparisons, seen.blocking), (plain.comparisons, plain.blocking));
            assert!((seen.training.recall - plain.training.recall).abs() < 1e-12);
        }
    }

    #[test]
    fn labels_are_added() {
        let change = Change { labels: Some("labels.csv"), ..Change::default() };
        let seen = Settings::parse(&changed(PLAIN, change).expect("settings")).expect("new");
        assert_eq!(seen.labels.as_deref(), Some("labels.csv"));
    }

    #[test]
    fn settings_that_cannot_be_changed_alone_are_refused() {
        let inline = format!("output = {{ at_least = 0.5 }}\n{PLAIN}");
        assert!(Settings::parse(&inline).is_ok());
        assert!(changed(&inline, Change::default()).is_err());
    }
}
