//! What do rows beside a row say of what it does not record itself?
//!
//! A column that one of two tables lacks tells nothing of any pair. But rows that belong together, such as films of one
//! actor, are alike in it, and some of them are linked already with rows that have it. So everything is linked once
//! without such a column; then a row borrows from the rows of its own input that share one of the columns `through`
//! with it: of each what it holds itself, or else what the rows linked with it hold; of all these the middle one. What is
//! lent counts as one more column, whose chances are counted and whose levels are trained like any other's.
//! This is collective linkage (Bhattacharya and Getoor, Collective entity resolution in relational data, 2007) in one
//! round.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Known, LinkError, Step, linked};
use crate::cluster::Partition;
use crate::distance::number;
use crate::expression::{Derived, ExpressionError};
use crate::settings::{Borrowed, Settings};
use crate::table::{Cells, Coder, Column, NULL, Table, Values};

/// A value that more rows share says little of them, and to look at all of each other would not end.
const SHARED_AT_MOST: usize = 1_000;

/// Adds the columns of `[borrowed]` to a table; none where the settings have none. [`super::link`] then compares them.
///
/// ```
/// use bonafide_linkage::job::{Known, borrow, link};
/// # use bonafide_linkage::{read::{Bytes, Options, read}, settings::Settings, table::TableBuilder};
/// # let mut builder = TableBuilder::default();
/// # for (name, text) in [("a", "id,title,star\n1,Dawn,Ada\n2,Dusk,Ada\n"), ("b", "id,title,year\n1,Dawn,1931\n2,Dusk,1934\n")] {
/// #     read(&mut builder, name, None, &Bytes::from(text.as_bytes().to_vec()), &Options::default())?;
/// # }
/// # let mut table = builder.finish();
/// let settings = Settings::parse(r#"
///     [borrowed]
///     made = { value = "year", through = ["star"] }
///     [[comparisons]]
///     column = "title"
///     levels = ["exact"]
///     [[comparisons]]
///     column = "made"
///     levels = ["within 5", "within 20"]
///     [[blocking]]
/// "#)?;
/// borrow(&mut table, &settings, &Known::default(), 1, |_| {})?;
/// assert!(table.column("made").is_some());
/// let linked = link(&table, &settings, Known::default(), 1, |_| {})?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn borrow(
    table: &mut Table,
    settings: &Settings,
    known: &Known,
    threads: usize,
    mut told: impl FnMut(Step<'_>),
) -> Result<(), LinkError> {
    if settings.borrowed.is_empty() {
        return Ok(());
    }
    if let Some(name) = settings.borrowed.keys().find(|name| table.column(name).is_some()) {
        return Err(LinkError::BorrowedIsThere { column: name.clone() });
    }
    let first = Settings { report: false, ..settings.without_borrowed() };
    // A model of all comparisons is none of these.
    let known = Known { model: None, ..known.clone() };
    // What is odd is told of the run with all comparisons, and so is what rules lose.
    let hears = |step: Step<'_>| match step {
        Step::Odd(_) => {}
        other => told(other),
    };
    let linked = linked((table, &first), known, threads, hears, None)?;
    let derived = Derived::new(settings.columns.clone());
    let mut made = Vec::with_capacity(settings.borrowed.len());
    for (name, borrowed) in &settings.borrowed {
        let (column, rows) =
            filled(table, &derived, (name, borrowed), &linked.clusters).map_err(LinkError::Borrowed)?;
        told(Step::Borrowed { column: name, rows });
        made.push(column);
    }
    table.columns.append(&mut made);
    Ok(())
}

/// Adds the same columns to rows that arrive later: there they hold what rows hold themselves, and nothing is borrowed.
/// A table that records nothing of the kind gets none.
pub fn borrow_nothing(table: &mut Table, settings: &Settings) -> Result<(), LinkError> {
    let derived = Derived::new(settings.columns.clone());
    for (name, borrowed) in &settings.borrowed {
        let own = match derived.column(table, &borrowed.value) {
            Ok(own) => own,
            Err(ExpressionError::NoColumn { .. }) => continue,
            Err(why) => return Err(LinkError::Borrowed(why)),
        };
        let column = Column { name: name.clone(), ..own.into_owned() };
        table.columns.push(column);
    }
    Ok(())
}

/// One column, and how many rows have borrowed.
fn filled(
    table: &Table,
    derived: &Derived,
    (name, borrowed): (&str, &Borrowed),
    clusters: &Partition,
) -> Result<(Column, u64), ExpressionError> {
    let own = derived.column(table, &borrowed.value)?;
    let (rank_of, code_of) = ranks(&own.values);
    // Of several values the smallest, whatever the order of their codes.
    let held: Vec<u32> = (0..table.rows())
        .map(|row| own.row(row).iter().map(|code| rank_of[*code as usize]).min().unwrap_or(NULL))
        .collect();
    let said = said(&held, clusters);
    let beside = Beside::new(table, derived, borrowed)?;
    let mut cells = Vec::with_capacity(held.len());
    let (mut lenders, mut lent, mut rows) = (Vec::new(), Vec::new(), 0);
    for (row, rank) in held.iter().enumerate() {
        if *rank != NULL {
            cells.push(code_of[*rank as usize]);
            continue;
        }
        beside.of(table, row as u32, &mut lenders);
        lent.clear();
        // Rows that are one with this one rest on the very pairs that are in question.
        let others = lenders.iter().filter(|other| clusters.of(**other) != clusters.of(row as u32));
        lent.extend(others.map(|other| said[*other as usize]).filter(|said| *said != NULL));
        let middle = middle(&mut lent);
        rows += u64::from(middle != NULL);
        cells.push(code_of[middle as usize]);
    }
    let column = Column { name: name.to_owned(), values: Arc::clone(&own.values), cells: Cells::One(cells) };
    Ok((column, rows))
}

/// The place of each value among all in their order, from 1, and the value at each place. Numbers stand in theirs and
/// before all else; other values by their bytes, which is the order of dates that begin with the year.
fn ranks(values: &Values) -> (Vec<u32>, Vec<u32>) {
    let numbers: Vec<Option<f64>> =
        (0..values.len() as u32).map(|code| number::parse(values.get(code))).collect();
    let mut code_of: Vec<u32> = values.codes().collect();
    code_of.sort_unstable_by(|one, other| {
        let by_number = match (numbers[*one as usize], numbers[*other as usize]) {
            (Some(one), Some(other)) => one.total_cmp(&other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        by_number.then_with(|| values.get(*one).cmp(values.get(*other)))
    });
    code_of.insert(0, NULL);
    let mut rank_of = vec![NULL; values.len()];
    for (rank, code) in code_of.iter().enumerate() {
        rank_of[*code as usize] = rank as u32;
    }
    (rank_of, code_of)
}

/// What each row holds itself, or else the middle one of what rows linked with it hold.
fn said(held: &[u32], clusters: &Partition) -> Vec<u32> {
    let mut all = Vec::new();
    let by_cluster: Vec<u32> = clusters
        .iter()
        .map(|members| {
            all.clear();
            all.extend(members.iter().map(|member| held[*member as usize]).filter(|held| *held != NULL));
            middle(&mut all)
        })
        .collect();
    let of = |(row, own): (usize, &u32)| match clusters.of(row as u32) {
        Some(cluster) if *own == NULL => by_cluster[cluster as usize],
        _ => *own,
    };
    held.iter().enumerate().map(of).collect()
}

/// Of an even number the smaller of the two; nothing of none.
fn middle(ranks: &mut [u32]) -> u32 {
    ranks.sort_unstable();
    ranks.get(ranks.len().saturating_sub(1) / 2).copied().unwrap_or(NULL)
}

/// Which rows of one input share a value of some columns.
struct Beside {
    /// For each column the number of each value by its code; equal values of several columns have one number.
    numbers: Vec<Vec<u32>>,
    columns: Vec<Column>,
    /// Input and number of a value, with a row that holds it, ascending.
    holders: Vec<((u32, u32), u32)>,
}

impl Beside {
    fn new(table: &Table, derived: &Derived, borrowed: &Borrowed) -> Result<Self, ExpressionError> {
        let mut made = Self { numbers: Vec::new(), columns: Vec::new(), holders: Vec::new() };
        let mut coder = Coder::default();
        for expression in &borrowed.through {
            let column = derived.column(table, expression)?.into_owned();
            let codes = 0..column.values.len() as u32;
            made.numbers.push(codes.map(|code| coder.code(column.values.get(code))).collect());
            made.columns.push(column);
        }
        for row in 0..table.rows() as u32 {
            let keys: Vec<(u32, u32)> = made.keys(table, row).collect();
            made.holders.extend(keys.into_iter().map(|key| (key, row)));
        }
        made.holders.sort_unstable();
        made.holders.dedup();
        Ok(made)
    }

    /// What the row shares with others.
    fn keys(&self, table: &Table, row: u32) -> impl Iterator<Item = (u32, u32)> {
        let input = table.input_of(row) as u32;
        let both = self.columns.iter().zip(&self.numbers);
        both.flat_map(move |(column, numbers)| {
            column.row(row as usize).iter().map(move |code| (input, numbers[*code as usize]))
        })
    }

    /// The other rows that share a value with this one, each once.
    fn of(&self, table: &Table, row: u32, others: &mut Vec<u32>) {
        others.clear();
        for key in self.keys(table, row) {
            let start = self.holders.partition_point(|holder| holder.0 < key);
            let length = self.holders[start..].partition_point(|holder| holder.0 == key);
            if length <= SHARED_AT_MOST {
                let sharing = self.holders[start..start + length].iter().map(|holder| holder.1);
                others.extend(sharing.filter(|other| *other != row));
            }
        }
        others.sort_unstable();
        others.dedup();
    }
}
