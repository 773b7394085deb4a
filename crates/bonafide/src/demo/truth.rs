//! What was planted: `truth.json`, for checks and figures. No reader of exports may open it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

/// Everything that a scan of the firm is measured against. Persons are named `source:key`, as in
/// `persons[].from` of a scan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// Pairs of rows that the firm itself states to be one person.
    pub joins: Vec<[String; 2]>,
    /// Operators behind several personas.
    pub operators: Vec<Operator>,
    /// Groups of honest people who look alike, by the reason.
    pub honest_classes: BTreeMap<&'static str, Vec<Vec<String>>>,
}

/// One operator with the personas that they run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operator {
    /// A word for the story, e.g. `one-phone`.
    pub name: String,
    /// The personas' rows.
    pub personas: Vec<String>,
    /// What the personas share, in words.
    pub shares: Vec<&'static str>,
    /// Detectors that can see it.
    pub detectors: Vec<&'static str>,
}

impl Truth {
    /// Notes that the firm states two rows to be one person.
    pub fn join(&mut self, first: impl Into<String>, second: impl Into<String>) {
        self.joins.push([first.into(), second.into()]);
    }

    /// Notes a group of honest people who look alike.
    pub fn honest(&mut self, class: &'static str, keys: Vec<String>) {
        self.honest_classes.entry(class).or_default().push(keys);
    }

    /// Brings everything into one order.
    pub fn sort(&mut self) {
        for pair in &mut self.joins {
            pair.sort();
        }
        self.joins.sort();
        self.joins.dedup();
        self.operators.sort_by(|first, second| first.name.cmp(&second.name));
        for groups in self.honest_classes.values_mut() {
            groups.sort();
        }
    }
}

/// Writes `truth.json`.
pub fn write(truth: &Truth, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    serde_json::to_writer_pretty(&mut out, truth)?;
    out.write_all(b"\n")?;
    out.flush()
}
