//! Files of pairs that somebody judged: labels to learn from, and judgements that clusters obey.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bonafide_linkage::block::Mode;
use bonafide_linkage::index::{Arrivals, Index};
use bonafide_linkage::job::Judgement;
use bonafide_linkage::read::{Bytes, Options, Warning, read};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::table::{Column, Table, TableBuilder};

use super::read::short;
use crate::pipeline::shown;

/// Words for one entity, and for two.
const SAME: [&str; 6] = ["same", "match", "1", "1.0", "true", "yes"];
const DISTINCT: [&str; 7] = ["distinct", "different", "non-match", "0", "0.0", "false", "no"];

/// Columns that name the two rows, and what a run writes beside them in pairs.csv.
const NAMED: [&str; 6] = ["left", "right", "left_file", "right_file", "weight_milli", "probability"];

/// Columns that say what they are, the surest first; else the first that is none of the above.
const VERDICTS: [&str; 6] = ["judgement", "judgment", "verdict", "label", "decision", "same"];

/// Rows that pairs may name, by their ids.
pub trait Rows {
    /// The names of the inputs.
    fn inputs(&self) -> Vec<String>;

    /// Whether only pairs of rows of different inputs are asked about.
    fn are_between(&self) -> bool;

    /// Adds to each id the rows that have it, each with the place of its input.
    fn find(&self, wanted: &mut HashMap<String, Vec<(u32, usize)>>);
}

/// Tables that are about to be linked, and how.
impl Rows for (&Table, &Settings) {
    fn inputs(&self) -> Vec<String> {
        self.0.inputs.iter().map(|own| own.name.clone()).collect()
    }

    fn are_between(&self) -> bool {
        self.1.mode_for(self.0) == Mode::Link
    }

    fn find(&self, wanted: &mut HashMap<String, Vec<(u32, usize)>>) {
        let table = self.0;
        for row in 0..table.rows() as u32 {
            if let Some(rows) = wanted.get_mut(&table.ids.text(row)) {
                rows.push((row, table.input_of(row)));
            }
        }
    }
}

/// A kept linkage, and rows that are about to be added to it.
impl Rows for (&Index, &Arrivals) {
    fn inputs(&self) -> Vec<String> {
        self.0.inputs(self.1)
    }

    fn are_between(&self) -> bool {
        self.0.settings().mode == Some(Mode::Link)
    }

    fn find(&self, wanted: &mut HashMap<String, Vec<(u32, usize)>>) {
        let mut arriving = self.1.rows_by_id();
        for (id, rows) in wanted {
            rows.extend(self.0.rows_called(id));
            rows.extend(arriving.remove(id).into_iter().flatten());
        }
    }
}

/// Reads a file of pairs that are to be shown: columns `left` and `right`, as `pairs.csv` has them.
pub fn shown_pairs(file: &str, rows: &impl Rows) -> Result<Vec<(u32, u32)>> {
    let found = read_pairs(file, rows, false)?;
    Ok(found.into_iter().map(|own| (own.left, own.right)).collect())
}

/// Reads a file of judged pairs: columns `left` and `right` with ids, `left_file` and `right_file` where ids alone do not
/// say which table is meant, and one with `same` or `distinct`.
pub fn pairs(file: &str, rows: &impl Rows) -> Result<Vec<Judgement>> {
    read_pairs(file, rows, true)
}

fn read_pairs(file: &str, rows: &impl Rows, are_judged: bool) -> Result<Vec<Judgement>> {
    let path = Path::new(file);
    let bytes = std::fs::read(path).with_context(|| format!("reading {}", shown(path)))?;
    let name = &short(path);
    let mut builder = TableBuilder::default();
    let report = read(&mut builder, name, None, &Bytes::from(bytes), &Options::default())?;
    if let Some((line, why)) = report.set_aside.first.first() {
        bail!("{name}: line {line} {why}; every line of pairs has to count");
    }
    if let Some(swallowed) = report.warnings.iter().find(|own| matches!(own, Warning::RowsInCell { .. })) {
        bail!("{name}: {swallowed}; every line of pairs has to count");
    }
    let judged = builder.finish();
    let column = |wanted: &str| judged.columns.iter().find(|own| own.name.eq_ignore_ascii_case(wanted));
    let (Some(left), Some(right)) = (column("left"), column("right")) else {
        bail!(
            "{name}: no columns `left` and `right`; write left,right,judgement with ids and `same` or `distinct`"
        )
    };
    let is_other = |own: &&Column| !NAMED.iter().any(|known| own.name.eq_ignore_ascii_case(known));
    let verdict = VERDICTS.iter().find_map(|name| column(name));
    let verdict = verdict.or_else(|| judged.columns.iter().find(is_other)).filter(|_| are_judged);
    if verdict.is_none() && are_judged {
        bail!("{name}: no column says `same` or `distinct`; add one, e.g. `judgement`")
    }
    let (left_file, right_file) = (column("left_file"), column("right_file"));
    let mut wanted: HashMap<String, Vec<(u32, usize)>> = HashMap::new();
    for row in 0..judged.rows() {
        for own in [left, right] {
            wanted.entry(cell(own, row)).or_default();
        }
    }
    rows.find(&mut wanted);
    let (inputs, are_between) = (rows.inputs(), rows.are_between());
    let mut found = Vec::with_capacity(judged.rows());
    let mut told: HashMap<[u32; 2], (bool, usize)> = HashMap::new();
    for row in 0..judged.rows() {
        let place = format!("{name}: row {}", row + 1);
        let said = verdict.map(|own| (own, cell(own, row).to_lowercase()));
        let same = match &said {
            None => true,
            Some((_, said)) if SAME.contains(&said.as_str()) => true,
            Some((_, said)) if DISTINCT.contains(&said.as_str()) => false,
            Some((own, said)) => {
                bail!("{place}: `{said}` in column `{}`; write same or distinct", own.name)
            }
        };
        let called = |own: &Column, file: Option<&Column>| -> Result<Called> {
            let id = cell(own, row);
            let file = file.map(|file| cell(file, row)).filter(|file| !file.is_empty());
            let rows = wanted.get(&id).map_or(&[][..], Vec::as_slice);
            Called::new(&inputs, id, rows, file.as_deref()).with_context(|| place.clone())
        };
        let sides = (called(left, left_file)?, called(right, right_file)?);
        let (one, other) = the_pair(&sides.0, &sides.1, are_between).with_context(|| place.clone())?;
        let judgement = Judgement { left: one, right: other, same };
        let pair = [judgement.left.min(judgement.right), judgement.left.max(judgement.right)];
        match told.insert(pair, (same, row + 1)) {
            None => found.push(judgement),
            // Said again.
            Some((before, _)) if before == same => {}
            Some((_, before)) => {
                let id = |own: &Column| cell(own, row);
                bail!(
                    "{place}: `{}` and `{}` are {} here and {} in row {before}; leave one of the two out",
                    id(left),
                    id(right),
                    if same { "the same" } else { "distinct" },
                    if same { "distinct" } else { "the same" },
                )
            }
        }
    }
    Ok(found)
}

/// The whole name of a file that settings name: one that is not where the program runs lies beside them.
pub fn file(name: &str, settings: &Path) -> String {
    let path = PathBuf::from(name);
    let path = match settings.parent() {
        Some(folder) if path.is_relative() && !path.exists() => folder.join(path),
        _ => path,
    };
    std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned()
}

fn cell(column: &Column, row: usize) -> String {
    column.row(row).first().map(|code| column.values.text(*code).trim().to_owned()).unwrap_or_default()
}

/// One side of a pair: its id, and the rows that have it, each with the place of its input.
struct Called {
    id: String,
    rows: Vec<(u32, usize)>,
}

impl Called {
    fn new(inputs: &[String], id: String, rows: &[(u32, usize)], file: Option<&str>) -> Result<Self> {
        let is_meant = |input: usize| file.is_none_or(|file| inputs[input] == file);
        let rows: Vec<(u32, usize)> = rows.iter().copied().filter(|(_, input)| is_meant(*input)).collect();
        match file {
            Some(file) if rows.is_empty() => bail!("no row of {file} has the id `{id}`"),
            None if rows.is_empty() => bail!("no row has the id `{id}`"),
            _ => Ok(Self { id, rows }),
        }
    }
}

/// An id that so many rows have, those of the other side times them, names nobody.
const MOST_MEANT: usize = 256;

/// The one pair that two sides can mean; where ids leave several, the one that is asked about at all.
fn the_pair(left: &Called, right: &Called, are_between: bool) -> Result<(u32, u32)> {
    let mut pairs: Vec<((u32, u32), bool)> = Vec::new();
    let are_few = left.rows.len().saturating_mul(right.rows.len()) <= MOST_MEANT;
    for (one, of_one) in left.rows.iter().filter(|_| are_few) {
        for (other, of_other) in &right.rows {
            let is_there = pairs.iter().any(|(pair, _)| *pair == (*other, *one));
            if one != other && !is_there {
                pairs.push(((*one, *other), !are_between || of_one != of_other));
            }
        }
    }
    if pairs.len() > 1 {
        pairs.retain(|(_, is_asked)| *is_asked);
    }
    if let [(pair, _)] = pairs.as_slice() {
        return Ok(*pair);
    }
    let several = if left.rows.len() >= right.rows.len() { left } else { right };
    if several.rows.len() == 1 {
        bail!("left and right are one row; judge two");
    }
    bail!(
        "{} rows have the id `{}`; name their table in left_file and right_file",
        several.rows.len(),
        several.id
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a pair means whose ids stand in these rows of these inputs.
    fn meant(left: &[(u32, usize)], right: &[(u32, usize)], are_between: bool) -> Option<(u32, u32)> {
        let called = |rows: &[(u32, usize)]| Called { id: "1".to_owned(), rows: rows.to_vec() };
        the_pair(&called(left), &called(right), are_between).ok()
    }

    #[test]
    fn a_pair_is_never_chosen_among_several() {
        let (one, other) = ([(0, 0), (7, 1)], [(1, 0), (8, 1)]);
        assert_eq!(meant(&one, &other, true), None);
        assert_eq!(meant(&one, &other, false), None);
        // Only one of them is asked about, or there is but one.
        assert_eq!(meant(&one[..1], &other, true), Some((0, 8)));
        assert_eq!(meant(&one[..1], &other, false), None);
        assert_eq!(meant(&one, &one, false), Some((0, 7)));
        assert_eq!(meant(&one[..1], &other[..1], true), Some((0, 1)));
        let nameless: Vec<(u32, usize)> = (0..100_000).map(|row| (row, 0)).collect();
        assert_eq!(meant(&nameless, &nameless, true), None);
    }
}
