//! Makes the column that an expression describes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Expression, ExpressionError, Joining, Kept, Step};
use crate::table::{Cells, Coder, Column, NULL, Table};

/// The columns that expressions made, by their text, and the named ones of the settings.
#[derive(Debug, Default)]
pub struct Derived {
    named: BTreeMap<String, Expression>,
    kept: Option<Arc<Kept>>,
}

impl Derived {
    /// The named columns of the settings.
    pub fn new(named: BTreeMap<String, Expression>) -> Self {
        Self { named, kept: None }
    }

    /// The same for a few rows of another time: what depends on all rows is taken from what was kept.
    #[must_use]
    pub fn keeping(self, kept: Arc<Kept>) -> Self {
        Self { kept: Some(kept), ..self }
    }

    /// What is kept of all rows, where the table at hand is not all.
    pub fn kept(&self) -> Option<&Kept> {
        self.kept.as_deref()
    }

    /// Makes a column. An expression that is a header of the table borrows the table's own. Columns that are made of others
    /// too deep, or of too many, are refused before one is made.
    pub fn column<'t>(
        &self,
        table: &'t Table,
        expression: &Expression,
    ) -> Result<Cow<'t, Column>, ExpressionError> {
        bounded(&self.named, expression)?;
        self.make(table, expression, &mut BTreeSet::new())
    }

    /// What a name of the settings is made of.
    pub(super) fn named(&self, name: &str) -> Option<&Expression> {
        self.named.get(name)
    }

    /// Makes a column; names that are `open` stand for headers.
    pub(super) fn make<'t>(
        &self,
        table: &'t Table,
        expression: &Expression,
        open: &mut BTreeSet<String>,
    ) -> Result<Cow<'t, Column>, ExpressionError> {
        let mut sources: Vec<Cow<'t, Column>> = Vec::with_capacity(expression.sources.len());
        for (place, name) in expression.sources.iter().enumerate() {
            if let Some(again) = expression.sources[..place].iter().position(|before| before == name) {
                sources.push(sources[again].clone());
                continue;
            }
            // A name of the settings stands before a header, unless it is being made of that header.
            let made = self.named.get(name).filter(|_| !open.contains(name));
            match (made, table.column(name)) {
                (Some(inner), _) => {
                    open.insert(name.clone());
                    let column = self.make(table, inner, open)?;
                    open.remove(name);
                    sources.push(column);
                }
                (None, Some(column)) => sources.push(Cow::Borrowed(column)),
                (None, None) if open.contains(name) => {
                    return Err(ExpressionError::Circle { column: name.clone() });
                }
                (None, None) => {
                    let there: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
                    return Err(ExpressionError::NoColumn {
                        text: expression.text.clone(),
                        column: name.clone(),
                        there: there.join(", "),
                    });
                }
            }
        }
        if expression.steps.is_empty() && sources.len() == 1 {
            return Ok(sources.remove(0));
        }
        let borrowed: Vec<&Column> = sources.iter().map(AsRef::as_ref).collect();
        Ok(Cow::Owned(derive(&borrowed, expression, table.rows(), self.kept())))
    }
}

/// Named columns that are made of others are followed so deep.
const DEEPEST: usize = 64;

/// Columns of the inputs that one value may be made of, each as often as it is read: its length, and the time that it
/// takes, follow from these.
const MOST_SOURCES: usize = 256;

/// Whether an expression is made of as many columns, so deep, as it may be; `named` are those of the settings.
pub(crate) fn bounded(
    named: &BTreeMap<String, Expression>,
    expression: &Expression,
) -> Result<(), ExpressionError> {
    let mut sources = 0;
    follow(named, expression, &mut Vec::new(), &mut sources)?;
    if sources > MOST_SOURCES {
        return Err(ExpressionError::TooMany { text: expression.text.clone(), most: MOST_SOURCES });
    }
    Ok(())
}

/// Counts what the inputs give; it ends where there is too much of it.
fn follow<'n>(
    named: &'n BTreeMap<String, Expression>,
    expression: &'n Expression,
    open: &mut Vec<&'n str>,
    sources: &mut usize,
) -> Result<(), ExpressionError> {
    for name in &expression.sources {
        if *sources > MOST_SOURCES {
            return Ok(());
        }
        let Some(inner) = named.get(name).filter(|_| !open.contains(&name.as_str())) else {
            *sources += 1;
            continue;
        };
        if open.len() == DEEPEST {
            let column = open.first().copied().unwrap_or(name).to_owned();
            return Err(ExpressionError::TooDeep { column, most: DEEPEST });
        }
        open.push(name);
        follow(named, inner, open, sources)?;
        open.pop();
    }
    Ok(())
}

/// Makes a column of `rows` rows from its source columns. `kept` says which values are rare where the rows
/// are not all there are.
pub fn derive(sources: &[&Column], expression: &Expression, rows: usize, kept: Option<&Kept>) -> Column {
    let mut column = match sources {
        [only] => Cow::Borrowed(*only),
        several => Cow::Owned(join(several, expression.joining, rows)),
    };
    let mut steps = expression.steps.iter().enumerate().peekable();
    while steps.peek().is_some() {
        let mut run: Vec<&Step> = Vec::new();
        while let Some((_, step)) = steps.next_if(|(_, step)| !is_special(step)) {
            run.push(step);
        }
        if !run.is_empty() {
            column = Cow::Owned(remap(&column, |value, kept| {
                let mut current = Cow::Borrowed(value);
                for step in &run {
                    match step.apply(&current) {
                        Some(made) => current = Cow::Owned(made),
                        None => return,
                    }
                }
                kept.push(current.into_owned());
            }));
        }
        match steps.next_if(|(_, step)| is_special(step)) {
            Some((_, Step::IsFilled)) => column = Cow::Owned(filled(&column)),
            Some((place, Step::Rare(most))) => {
                let known = kept.and_then(|kept| kept.step(&expression.text, place));
                let counts = known.map_or_else(|| column.counts(), |known| known.counts(&column.values));
                column = Cow::Owned(rare(&column, *most, &counts));
            }
            Some((_, step)) => {
                column = Cow::Owned(remap(&column, |value, kept| kept.extend(step.parts(value))));
            }
            None => {}
        }
    }
    let mut column = column.into_owned();
    column.name.clone_from(&expression.text);
    column
}

/// Steps that do not go from one value to one.
fn is_special(step: &Step) -> bool {
    step.makes_many() || matches!(step, Step::Rare(_) | Step::IsFilled)
}

/// Maps each distinct value to none, one or many.
fn remap(column: &Column, mut make: impl FnMut(&str, &mut Vec<String>)) -> Column {
    let mut coder = Coder::default();
    let mut targets: Vec<u32> = Vec::with_capacity(column.values.len());
    let mut ends: Vec<usize> = vec![0];
    let mut kept = Vec::new();
    let mut most = 1;
    for code in column.values.codes() {
        kept.clear();
        make(&column.values.text(code), &mut kept);
        let before = targets.len();
        targets.extend(kept.iter().map(|made| coder.code(made.as_bytes())).filter(|made| *made != NULL));
        most = most.max(targets.len() - before);
        ends.push(targets.len());
    }
    let of = |code: u32| &targets[ends[code as usize - 1]..ends[code as usize]];
    let cells = match &column.cells {
        Cells::One(codes) if most <= 1 => Cells::One(
            codes
                .iter()
                .map(|code| if *code == NULL { NULL } else { of(*code).first().copied().unwrap_or(NULL) })
                .collect(),
        ),
        _ => many(column.rows(), |row, cell| {
            for code in column.row(row) {
                cell.extend_from_slice(of(*code));
            }
        }),
    };
    Column { name: column.name.clone(), values: Arc::new(coder.finish()), cells }
}

fn filled(column: &Column) -> Column {
    let mut coder = Coder::default();
    let (yes, no) = (coder.code(b"yes"), coder.code(b"no"));
    let cells = (0..column.rows()).map(|row| if column.row(row).is_empty() { no } else { yes }).collect();
    Column { name: column.name.clone(), values: Arc::new(coder.finish()), cells: Cells::One(cells) }
}

fn rare(column: &Column, most: u32, counts: &[u32]) -> Column {
    let cells = many(column.rows(), |row, cell| {
        cell.extend(column.row(row).iter().filter(|code| counts[**code as usize] <= most));
    });
    Column { name: column.name.clone(), values: Arc::clone(&column.values), cells }
}

fn many(rows: usize, mut fill: impl FnMut(usize, &mut Vec<u32>)) -> Cells {
    let mut starts = Vec::with_capacity(rows + 1);
    let mut codes = Vec::new();
    starts.push(0);
    let mut cell = Vec::new();
    for row in 0..rows {
        cell.clear();
        fill(row, &mut cell);
        cell.sort_unstable();
        cell.dedup();
        codes.extend_from_slice(&cell);
        starts.push(codes.len() as u32);
    }
    Cells::Many { starts, codes }
}

fn join(sources: &[&Column], joining: Joining, rows: usize) -> Column {
    let mut coder = Coder::default();
    let mut cells = Vec::with_capacity(rows);
    let mut text: Vec<u8> = Vec::new();
    let mut ordered: Vec<u32> = Vec::new();
    for row in 0..rows {
        text.clear();
        for column in sources {
            let mut codes = column.row(row);
            if codes.len() > 1 {
                // Codes follow the order of rows; bytes do not.
                ordered.clear();
                ordered.extend_from_slice(codes);
                ordered.sort_unstable_by_key(|code| column.values.get(*code));
                codes = &ordered;
            }
            for code in codes {
                if joining == Joining::FirstFilled && !text.is_empty() {
                    break;
                }
                if !text.is_empty() {
                    text.push(b' ');
                }
                text.extend_from_slice(column.values.get(*code));
            }
        }
        cells.push(coder.code(&text));
    }
    Column { name: String::new(), values: Arc::new(coder.finish()), cells: Cells::One(cells) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TableBuilder;

    fn table() -> Table {
        let mut builder = TableBuilder::default();
        let (first, last) = (builder.column("first"), builder.column("last name"));
        for (one, other) in [("Ann", "Lee-Ray"), ("", "Ós"), ("Ann", ""), ("", "")] {
            builder.at(first).push(one.as_bytes());
            builder.at(last).push(other.as_bytes());
        }
        builder.end_input("t", 4, false);
        builder.finish()
    }

    fn shown(text: &str) -> Vec<String> {
        let table = table();
        let column = Derived::default()
            .column(&table, &Expression::parse(text).expect("an expression"))
            .expect("its columns are there");
        (0..column.rows())
            .map(|row| {
                let cell: Vec<String> =
                    column.row(row).iter().map(|code| column.values.text(*code).into_owned()).collect();
                cell.join(",")
            })
            .collect()
    }

    #[test]
    fn steps_map_values() {
        assert_eq!(shown("first | lower | first 2"), ["an", "", "an", ""]);
        assert_eq!(shown("first + `last name`"), ["Ann Lee-Ray", "Ós", "Ann", ""]);
        assert_eq!(shown("first or `last name` | last 2"), ["nn", "Ós", "nn", ""]);
        assert_eq!(shown("`last name` | lower | words"), ["lee,ray", "ós", "", ""]);
        assert_eq!(shown("first + `last name` | lower | sorted"), ["ann lee ray", "ós", "ann", ""]);
        assert_eq!(shown("first | is-filled"), ["yes", "no", "yes", "no"]);
        assert_eq!(shown("first + `last name` | words | rare 1"), ["Lee,Ray", "Ós", "", ""]);
        assert_eq!(shown("`last name` | at-least 3 | match \"-(.*)\""), ["Ray", "", "", ""]);
    }

    #[test]
    fn a_word_that_no_rule_spells_stays() {
        let mut builder = TableBuilder::default();
        let name = builder.column("name");
        for own in ["Сергей", "\u{5f20}\u{4f1f} 11", "Anna \u{645}\u{631}\u{64a}\u{645}", "12"] {
            builder.at(name).push(own.as_bytes());
        }
        builder.end_input("t", 4, false);
        let table = builder.finish();
        let spelled = Expression::parse("name | spelling").expect("an expression");
        let column = Derived::default().column(&table, &spelled).expect("a column");
        let shown = |row: usize| column.row(row).first().map(|code| column.values.text(*code).into_owned());
        assert_eq!(shown(1).as_deref(), Some("\u{5f20}\u{4f1f}"));
        assert_eq!(shown(2).as_deref(), Some("ana \u{645}\u{631}\u{64a}\u{645}"));
        assert!(shown(0).is_some_and(|own| own.is_ascii()) && shown(3).is_none());
    }

    #[test]
    fn lists_are_joined_by_their_bytes_whatever_the_order_of_rows() {
        let made = |text: &str, cells: [&[&[u8]]; 2]| {
            let mut builder = TableBuilder::default();
            let [phone, mobile] = ["phone", "mobile"].map(|header| builder.column(header));
            for cell in cells {
                builder.at(phone).push_many(cell.iter().copied());
                builder.at(mobile).push(b"z");
            }
            builder.end_input("t", 2, false);
            let table = builder.finish();
            let expression = Expression::parse(text).expect("an expression");
            let column = Derived::default().column(&table, &expression).expect("its columns");
            let mut all: Vec<String> =
                (0..2).map(|row| column.values.text(column.row(row)[0]).into_owned()).collect();
            all.sort_unstable();
            all
        };
        let (both, one): ([&[u8]; 2], [&[u8]; 1]) = ([b"a", b"b"], [b"b"]);
        for (text, expected) in [
            ("phone or mobile", ["a", "b"]),
            ("phone + mobile", ["a b z", "b z"]),
            ("phone + mobile | first 3", ["a b", "b z"]),
        ] {
            assert_eq!(made(text, [&both, &one]), expected, "{text}");
            assert_eq!(made(text, [&one, &both]), expected, "{text}");
        }
    }

    #[test]
    fn a_missing_column_is_named_with_those_that_are_there() {
        let table = table();
        let made = Derived::default().column(&table, &Expression::column("surname"));
        let error = made.expect_err("there is no such column").to_string();
        assert!(error.contains("surname") && error.contains("last name"), "{error}");
    }

    #[test]
    fn a_named_column_may_refine_a_header_and_not_itself() {
        let named = |name: &str, text: &str| {
            Derived::new(BTreeMap::from([(name.to_owned(), Expression::parse(text).expect("parses"))]))
        };
        let table = table();
        let refined = named("first", "first | lower");
        let column = refined.column(&table, &Expression::column("first")).expect("made of the header");
        assert_eq!(column.values.text(1), "ann");
        let circle = named("x", "x | lower").column(&table, &Expression::column("x"));
        assert!(matches!(circle, Err(ExpressionError::Circle { .. })));
    }

    /// Each of so many columns made of the next one, and the last of a header.
    fn chain(length: usize, of: impl Fn(&str) -> String) -> Derived {
        let name = |place: usize| if place == length { "first".to_owned() } else { format!("c{place}") };
        let made =
            (0..length).map(|place| (name(place), Expression::parse(&of(&name(place + 1))).expect("parses")));
        Derived::new(made.collect())
    }

    #[test]
    fn columns_of_columns_of_columns_are_bounded_before_one_is_made() {
        let table = table();
        let first =
            |derived: &Derived| derived.column(&table, &Expression::column("c0")).map(|own| own.rows());
        let doubled = |name: &str| format!("{name} + {name}");
        assert_eq!(first(&chain(8, doubled)), Ok(4));
        let error = first(&chain(40, doubled)).expect_err("2^40 values").to_string();
        assert!(error.contains("more than 256 columns"), "{error}");
        let lower = |name: &str| format!("{name} | lower");
        assert_eq!(first(&chain(64, lower)), Ok(4));
        let error = first(&chain(100_000, lower)).expect_err("too deep").to_string();
        assert!(error.starts_with("column `c0` is made of columns of columns, more than 64 deep"), "{error}");
    }
}
