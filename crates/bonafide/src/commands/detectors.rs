//! `bonafide detectors`: the catalogue and each one's state.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use bonafide_detect::catalogue::{Row, catalogue};
use bonafide_detect::detector::built;

use crate::Status;
use crate::cli::DetectorsArgs;
use crate::output;

/// Runs `detectors`.
pub fn run(arguments: &DetectorsArgs) -> Result<Status> {
    let text = match &arguments.id {
        None => list(),
        Some(id) => casebook(id)?,
    };
    output::data(&text)?;
    Ok(Status::Fine)
}

fn list() -> String {
    let rows = &catalogue().rows;
    let mut text = String::new();
    for row in rows {
        let grade = row.grade.map_or("-", |grade| grade.letter());
        let _ = writeln!(text, "{:<38} {:<8} {grade}  {}", row.id, row.family.word(), state(row));
    }
    let ready = built().len();
    let _ = writeln!(text, "\n{} rows, {ready} built; `bonafide detectors ID` prints a casebook", rows.len());
    text
}

fn state(row: &Row) -> String {
    if built().iter().any(|one| one.row.id == row.id) {
        return "built".to_owned();
    }
    if row.is_rejected() {
        return row.note.clone();
    }
    match row.alias_of() {
        Some(target) => format!("alias of {target}"),
        None => "not built yet".to_owned(),
    }
}

fn casebook(id: &str) -> Result<String> {
    if let Some(one) = built().iter().find(|one| one.row.id == id) {
        return Ok(one.detector.page.to_owned());
    }
    let Some(row) = bonafide_detect::catalogue::row(id) else {
        let near: Vec<&str> = catalogue()
            .rows
            .iter()
            .map(|row| row.id.as_str())
            .filter(|own| own.contains(id))
            .take(5)
            .collect();
        let hint = if near.is_empty() {
            "`bonafide detectors` lists all".to_owned()
        } else {
            format!("near: {}", near.join(", "))
        };
        bail!("no detector is called `{id}`; {hint}");
    };
    let mut text = String::new();
    let _ = writeln!(text, "{}  {}", row.id, state(row));
    for (word, value) in [
        ("family", row.family.word()),
        ("mechanism", row.mechanism.as_str()),
        ("claim", row.claim.map_or("", |claim| claim.word())),
        ("grade", row.grade_rule.as_str()),
        ("sources", &row.sources.join(", ")),
        ("to settle", row.clearing.as_str()),
        ("note", row.note.as_str()),
    ] {
        if !value.is_empty() {
            let _ = writeln!(text, "  {word:<10} {value}");
        }
    }
    Ok(text)
}
