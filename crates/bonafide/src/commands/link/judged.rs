//! Files of pairs that somebody judged: labels to learn from, and judgements that clusters obey.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::index::{Arrivals, Index};
use bonafide_linkage::job::Judgement;
use bonafide_linkage::read::{Bytes, Options, read};
use bonafide_linkage::table::{Column, Table, TableBuilder};

use crate::pipeline::shown;

/// Words for one entity, and for two.
const SAME: [&str; 6] = ["same", "match", "1", "1.0", "true", "yes"];
const DISTINCT: [&str; 7] = ["distinct", "different", "non-match", "0", "0.0", "false", "no"];

/// Columns that name the two rows; what is left over says what they are.
const NAMED: [&str; 4] = ["left", "right", "left_file", "right_file"];

/// Rows that pairs may name, by their ids.
pub trait Rows {
    /// The names of the inputs.
    fn inputs(&self) -> Vec<String>;

    /// Adds to each id the rows that have it, each with the place of its input.
    fn find(&self, wanted: &mut HashMap<String, Vec<(u32, usize)>>);
}

impl Rows for Table {
    fn inputs(&self) -> Vec<String> {
        self.inputs.iter().map(|own| own.name.clone()).collect()
    }

    fn find(&self, wanted: &mut HashMap<String, Vec<(u32, usize)>>) {
        for row in 0..self.rows() as u32 {
            if let Some(rows) = wanted.get_mut(&self.ids.text(row)) {
                rows.push((row, self.input_of(row)));
            }
        }
    }
}

/// A kept linkage, and rows that are about to be added to it.
impl Rows for (&Index, &Arrivals) {
    fn inputs(&self) -> Vec<String> {
        self.0.inputs(self.1)
    }

    fn find(&self, wanted: &mut HashMap<String, Vec<(u32, usize)>>) {
        let mut arriving = self.1.rows_by_id();
        for (id, rows) in wanted {
            rows.extend(self.0.rows_called(id));
            rows.extend(arriving.remove(id).into_iter().flatten());
        }
    }
}

/// Reads a file of pairs: columns `left` and `right` with ids, `left_file` and `right_file` where ids alone do not
/// say which table is meant, and one with `same` or `distinct`. A name without folder lies beside the settings.
pub fn pairs(name: &str, settings: Option<&Path>, rows: &impl Rows) -> Result<Vec<Judgement>> {
    let path = beside(name, settings);
    let bytes = std::fs::read(&path).with_context(|| format!("reading {}", shown(&path)))?;
    let mut builder = TableBuilder::default();
    let report = read(&mut builder, name, None, &Bytes::from(bytes), &Options::default())?;
    if let Some((line, why)) = report.set_aside.first.first() {
        bail!("{name}: line {line} {why}; every line of judged pairs has to count");
    }
    let judged = builder.finish();
    let column = |wanted: &str| judged.columns.iter().find(|own| own.name.eq_ignore_ascii_case(wanted));
    let (Some(left), Some(right)) = (column("left"), column("right")) else {
        bail!(
            "{name}: no columns `left` and `right`; write left,right,judgement with ids and `same` or `distinct`"
        )
    };
    let is_verdict = |own: &&Column| !NAMED.iter().any(|known| own.name.eq_ignore_ascii_case(known));
    let Some(verdict) = judged.columns.iter().find(is_verdict) else {
        bail!("{name}: no column says `same` or `distinct`; add one, e.g. `judgement`")
    };
    let (left_file, right_file) = (column("left_file"), column("right_file"));
    let mut wanted: HashMap<String, Vec<(u32, usize)>> = HashMap::new();
    for row in 0..judged.rows() {
        for own in [left, right] {
            wanted.entry(cell(own, row)).or_default();
        }
    }
    rows.find(&mut wanted);
    let inputs = rows.inputs();
    let mut found = Vec::with_capacity(judged.rows());
    for row in 0..judged.rows() {
        let place = format!("{name}: row {}", row + 1);
        let said = cell(verdict, row).to_lowercase();
        let same = if SAME.contains(&said.as_str()) {
            true
        } else if DISTINCT.contains(&said.as_str()) {
            false
        } else {
            bail!("{place}: `{said}` in column `{}`; write same or distinct", verdict.name)
        };
        let one = |own: &Column, file: Option<&Column>, is_left: bool| -> Result<u32> {
            let id = cell(own, row);
            let file = file.map(|file| cell(file, row)).filter(|file| !file.is_empty());
            let called = wanted.get(&id).map_or(&[][..], Vec::as_slice);
            the_row(&inputs, &id, called, file.as_deref(), is_left).with_context(|| place.clone())
        };
        let judgement =
            Judgement { left: one(left, left_file, true)?, right: one(right, right_file, false)?, same };
        if judgement.left == judgement.right {
            bail!("{place}: left and right are one row; judge two");
        }
        found.push(judgement);
    }
    Ok(found)
}

fn beside(name: &str, settings: Option<&Path>) -> PathBuf {
    let path = PathBuf::from(name);
    match settings.and_then(Path::parent) {
        Some(folder) if path.is_relative() && !path.exists() => folder.join(path),
        _ => path,
    }
}

fn cell(column: &Column, row: usize) -> String {
    column.row(row).first().map(|code| column.values.text(*code).trim().to_owned()).unwrap_or_default()
}

/// The row with an id. Where no file is named and two tables hold it, the left one is in the first of them and the
/// right one in another.
fn the_row(
    inputs: &[String],
    id: &str,
    rows: &[(u32, usize)],
    file: Option<&str>,
    is_left: bool,
) -> Result<u32> {
    let fits: Vec<(u32, usize)> = match file {
        Some(file) => rows.iter().copied().filter(|(_, input)| inputs[*input] == file).collect(),
        None if rows.len() > 1 && inputs.len() == 2 => {
            rows.iter().copied().filter(|(_, input)| (*input == 0) == is_left).collect()
        }
        None => rows.to_vec(),
    };
    match fits.as_slice() {
        [(row, _)] => Ok(*row),
        [] => match file {
            Some(file) => bail!("no row of {file} has the id `{id}`"),
            None => bail!("no row has the id `{id}`"),
        },
        _ => bail!("{} rows have the id `{id}`; name their table in left_file and right_file", fits.len()),
    }
}
