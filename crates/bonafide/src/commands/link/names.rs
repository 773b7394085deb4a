//! What the tables of `link` are called in its results: each has a name of its own, whatever their order.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};

use crate::pipeline::shown;

/// What stands for standard input.
const STANDARD_INPUT: &str = "standard input";

/// The name of each file without its folders; where several are alike, with as many of their folders as tell them apart.
pub fn of(files: &[&PathBuf]) -> Result<Vec<String>> {
    refuse_twice(files)?;
    let parts: Vec<Vec<String>> = files.iter().map(|path| parts(path)).collect();
    let mut lengths = vec![1; parts.len()];
    loop {
        let names: Vec<String> = parts.iter().zip(&lengths).map(|(own, length)| last(own, *length)).collect();
        let mut alike: HashMap<&str, usize> = HashMap::new();
        for name in &names {
            *alike.entry(name).or_default() += 1;
        }
        let mut has_grown = false;
        for ((name, own), length) in names.iter().zip(&parts).zip(&mut lengths) {
            if alike[name.as_str()] > 1 && *length < own.len() {
                *length += 1;
                has_grown = true;
            }
        }
        if !has_grown {
            return Ok(numbered(&names));
        }
    }
}

/// One file given twice would be two tables of the same rows.
fn refuse_twice(files: &[&PathBuf]) -> Result<()> {
    let mut seen: HashMap<PathBuf, &Path> = HashMap::new();
    for path in files.iter().filter(|path| path.as_os_str() != "-") {
        // What cannot be found is told where it is opened.
        let Ok(place) = fs::canonicalize(path) else { continue };
        let Some(before) = seen.insert(place, path) else { continue };
        if before == path.as_path() {
            bail!("{} is given twice; name each table once", shown(path));
        }
        bail!("{} and {} are one file; name each table once", shown(before), shown(path));
    }
    Ok(())
}

/// Folders and name, from the first to the last.
fn parts(path: &Path) -> Vec<String> {
    if path.as_os_str() == "-" {
        return vec![STANDARD_INPUT.to_owned()];
    }
    let named = path.components().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
    let parts: Vec<String> = named.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.is_empty() { vec![shown(path)] } else { parts }
}

fn last(parts: &[String], length: usize) -> String {
    parts[parts.len().saturating_sub(length)..].join("/")
}

/// Names that no folder tells apart, such as those of bytes that are no text, get the number of their kind.
fn numbered(names: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let mut own = name.clone();
        let mut number = 1;
        while all.contains(&own) || (number > 1 && names.contains(&own)) {
            number += 1;
            own = format!("{name} ({number})");
        }
        all.push(own);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        of(&paths.iter().collect::<Vec<_>>()).expect("names")
    }

    #[test]
    fn each_table_has_a_name_of_its_own_whatever_the_order() {
        assert_eq!(named(&["x/a.csv", "/tmp/b.csv"]), ["a.csv", "b.csv"]);
        assert_eq!(named(&["x/a.csv", "./a.csv"]), ["x/a.csv", "a.csv"]);
        assert_eq!(named(&["a.csv", "x/a.csv"]), ["a.csv", "x/a.csv"]);
        assert_eq!(
            named(&["x/1/a.csv", "y/1/a.csv", "y/2/a.csv", "b.csv"]),
            ["x/1/a.csv", "y/1/a.csv", "2/a.csv", "b.csv"]
        );
        assert_eq!(named(&["-", "standard input", "b"]), ["standard input", "standard input (2)", "b"]);
        assert_eq!(named(&["/q/a.csv", "q/a.csv"]), ["q/a.csv", "q/a.csv (2)"]);
    }
}
