//! What could be blocked on: columns, parts of columns, and several of them together.

use std::collections::BTreeSet;

use super::fields::Field;
use super::kind::Kind;
use super::levels::has_words;
use super::sample::Sample;
use crate::block::Rule;
use crate::expression::{Derived, Expression, quoted};
use crate::table::{Cells, Column, hash, mix};

/// One key.
#[derive(Debug)]
pub struct Atom {
    /// The fields that it is made of.
    pub fields: Vec<usize>,
    /// How it is written.
    pub text: String,
    /// Its cells in the sample.
    pub column: Column,
    /// Digests of its values.
    pub digests: Vec<u64>,
    /// Whether it is a whole column, whose equality a comparison asks.
    pub is_whole: bool,
    /// Whether it is what series of numbers, addresses of a network or mailboxes of one name have in common.
    pub is_series: bool,
    /// Whether it is coarse enough for three of its kind to make one key.
    pub is_coarse: bool,
}

impl Atom {
    /// Whether a row can hold several.
    pub fn is_many(&self) -> bool {
        matches!(self.column.cells, Cells::Many { .. })
    }
}

/// All keys of all fields; `models` is the named column with those of longer texts.
pub fn atoms(fields: &[Field], derived: &Derived, sample: &Sample, models: Option<&str>) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut add = |own: Vec<usize>, text: String, is_whole: bool, is_coarse: bool| {
        let Ok(expression) = Expression::parse(&text) else { return };
        let Ok(column) = derived.column(&sample.table, &expression) else { return };
        let column = column.into_owned();
        let digests =
            (0..column.values.len() as u32).map(|code| mix(hash(column.values.get(code)), 1)).collect();
        let is_series = fields[own[0]].series.is_some_and(|common| text.ends_with(common));
        atoms.push(Atom { fields: own, text, column, digests, is_whole, is_series, is_coarse });
    };
    for (place, own) in fields.iter().enumerate() {
        let key = own.key();
        add(
            vec![place],
            key.clone(),
            true,
            matches!(own.kind, Kind::Category | Kind::Year | Kind::ShortText),
        );
        if has_words(own) {
            add(vec![place], quoted(&own.words_name), false, false);
        }
        for (steps, is_coarse) in parts(own) {
            add(vec![place], format!("{key} | {steps}"), false, is_coarse);
        }
    }
    if let Some(models) = models {
        let is_long = |place: &usize| fields[*place].kind == Kind::LongText;
        add((0..fields.len()).filter(is_long).collect(), quoted(models), false, false);
    }
    if let Some((given, other)) = names(fields) {
        let text = format!("{} + {}", fields[given].key(), fields[other].key());
        add(vec![given, other], format!("{text} | sorted"), false, false);
    }
    atoms
}

/// Parts of a field that keys are made of, and whether they are coarse.
fn parts(own: &Field) -> Vec<(&'static str, bool)> {
    let mut parts = match own.kind {
        Kind::GivenName => vec![("sound", false), ("first 3", true), ("first 1", false)],
        Kind::ShortText if own.words >= 1.5 => vec![("sound", false), ("first 4", false)],
        Kind::ShortText => vec![("sound", false), ("first 4", true), ("first 2", false)],
        Kind::Date(_) => vec![("first 4", true), ("first 7", false), ("last 5", true)],
        Kind::Phone => vec![("last 6", false), ("first 6", true)],
        Kind::Place => vec![("around 0.1", false), ("around 1", false), ("around 10", false)],
        Kind::Email => vec![("match \"^[^@]+\"", false), ("first 6", false)],
        Kind::PostalCode => vec![("first 3", true)],
        Kind::Code => vec![("first 4", true), ("last 4", true)],
        Kind::LongText => vec![("first 10", false), ("first 4", true), ("word 1", true)],
        _ => Vec::new(),
    };
    parts.extend(own.series.map(|common| (common, false)));
    if own.changes_places {
        parts.insert(0, ("sorted", false));
    }
    if own.has_initials {
        // The first letter and the last word.
        parts.insert(0, ("replace \"^(.)[^ ]* (.* )?([^ ]+)$\" \"$1 $3\"", false));
    }
    parts
}

/// The column of given names, and the one that holds most of the same names: they may have changed places.
pub fn names(fields: &[Field]) -> Option<(usize, usize)> {
    let given = fields.iter().position(|own| own.kind == Kind::GivenName)?;
    let values = |own: &Field| -> BTreeSet<u64> {
        own.column.values.codes().map(|code| hash(own.column.values.get(code))).collect()
    };
    let known = values(&fields[given]);
    let mut best: Option<(f64, usize)> = None;
    for (place, own) in fields.iter().enumerate() {
        if own.kind != Kind::ShortText || own.words >= 1.5 {
            continue;
        }
        let theirs = values(own);
        let shared = known.iter().filter(|digest| theirs.contains(digest)).count();
        let share = shared as f64 / known.len().max(1) as f64;
        if share > 0.02 && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, place));
        }
    }
    best.map(|(_, place)| (given, place))
}

/// A key of one to three atoms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Their places.
    pub atoms: Vec<usize>,
}

/// All keys that are tried.
pub fn candidates(atoms: &[Atom]) -> Vec<Key> {
    let mut made: Vec<Key> = (0..atoms.len()).map(|place| Key { atoms: vec![place] }).collect();
    let is_apart = |one: &Atom, other: &Atom| !one.fields.iter().any(|field| other.fields.contains(field));
    for one in 0..atoms.len() {
        for other in one + 1..atoms.len() {
            let both_many = atoms[one].is_many() && atoms[other].is_many();
            if is_apart(&atoms[one], &atoms[other]) && !both_many {
                made.push(Key { atoms: vec![one, other] });
            }
        }
    }
    let coarse: Vec<usize> =
        (0..atoms.len()).filter(|place| atoms[*place].is_coarse && !atoms[*place].is_many()).collect();
    for (place, one) in coarse.iter().enumerate() {
        for (behind, other) in coarse.iter().enumerate().skip(place + 1) {
            for third in &coarse[behind + 1..] {
                let all = [&atoms[*one], &atoms[*other], &atoms[*third]];
                if is_apart(all[0], all[1]) && is_apart(all[0], all[2]) && is_apart(all[1], all[2]) {
                    made.push(Key { atoms: vec![*one, *other, *third] });
                }
            }
        }
    }
    made
}

impl Key {
    /// The rule that blocks on it.
    pub fn rule(&self, atoms: &[Atom], at_most_rows: Option<u32>) -> Rule {
        let keys =
            self.atoms.iter().filter_map(|place| Expression::parse(&atoms[*place].text).ok()).collect();
        Rule { keys, at_most_rows, ..Rule::default() }
    }

    /// Whether all of it are whole columns of single values.
    pub fn is_plain(&self, atoms: &[Atom]) -> bool {
        self.atoms.iter().all(|place| atoms[*place].is_whole && !atoms[*place].is_many())
    }

    /// Whether outcomes decide it: whole columns, or what one has in common in a series, which is a level.
    pub fn is_decided(&self, atoms: &[Atom]) -> bool {
        self.is_plain(atoms) || matches!(self.atoms.as_slice(), [only] if atoms[*only].is_series)
    }

    /// Digests of a row's keys, one after the other.
    #[inline]
    pub fn of(&self, atoms: &[Atom], row: usize, mut visit: impl FnMut(u64)) {
        let mut single = 0x51_u64;
        let mut many = None;
        for place in &self.atoms {
            let atom = &atoms[*place];
            match &atom.column.cells {
                Cells::One(codes) => {
                    let code = codes[row];
                    if code == crate::table::NULL {
                        return;
                    }
                    single = mix(single, atom.digests[code as usize]);
                }
                Cells::Many { .. } => many = Some(atom),
            }
        }
        let Some(atom) = many else { return visit(single) };
        for code in atom.column.row(row) {
            visit(mix(single, atom.digests[*code as usize]));
        }
    }
}
