//! Degrees north and degrees east in two columns: one place.
//!
//! The one thing that headers tell and values do not: what else is below 90 and has decimals is no degree.

use std::ops::Range;

use super::kind::MOST;
use super::look::Look;
use crate::distance::latin::plain;
use crate::distance::number;
use crate::expression::{Expression, Joining, quoted};
use crate::table::{Column, Table};
use crate::text::runs;

/// What the settings call it.
const NAME: &str = "coordinates";

/// Decimals of degrees at least: of two a place is a kilometre wide.
const DECIMALS: usize = 3;

/// Degrees to one side.
#[derive(Debug)]
struct Degrees {
    /// Words of headers, without accents.
    words: &'static [&'static str],
    /// How far they go.
    most: f64,
}

const NORTH: Degrees = Degrees {
    words: &[
        "lat",
        "latitude",
        "latitud",
        "latitudine",
        "breite",
        "breitengrad",
        "breedtegraad",
        "szerokosc",
    ],
    most: 90.0,
};

const EAST: Degrees = Degrees {
    words: &[
        "lon",
        "lng",
        "long",
        "longitude",
        "longitud",
        "longitudine",
        "lange",
        "laenge",
        "langengrad",
        "laengengrad",
        "lengtegraad",
        "dlugosc",
    ],
    most: 180.0,
};

/// The places of the columns that hold degrees, and the one column that they make; none where an input has none to one of
/// both sides, or several.
pub fn coordinates(table: &Table) -> Option<(Vec<usize>, (String, Expression))> {
    let mut places = Vec::new();
    for input in &table.inputs {
        for degrees in [&NORTH, &EAST] {
            let place = only(table, &input.rows, degrees)?;
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    let sources: Vec<String> = places.iter().map(|place| table.columns[*place].name.clone()).collect();
    let text = sources.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(" + ");
    let is_taken = table.columns.iter().any(|column| column.name == NAME);
    let name = if is_taken { sources.join("_") } else { NAME.to_owned() };
    Some((places, (name, Expression { sources, joining: Joining::Together, steps: Vec::new(), text })))
}

/// The one column with such degrees that these rows fill.
fn only(table: &Table, rows: &Range<u32>, degrees: &Degrees) -> Option<usize> {
    let is_filled = |column: &Column| rows.clone().any(|row| !column.row(row as usize).is_empty());
    let mut found = (0..table.columns.len()).filter(|place| {
        let column = &table.columns[*place];
        degrees.are_in(column) && is_filled(column)
    });
    found.next().filter(|_| found.next().is_none())
}

impl Degrees {
    fn are_in(&self, column: &Column) -> bool {
        let header = plain(column.name.as_bytes());
        if !runs(&header).any(|word| self.words.contains(&word)) {
            return false;
        }
        let look = Look::at(column);
        let is_within = |value: &str| {
            // A comma is always a decimal one: there are no thousands of degrees.
            let point = value.replace(',', ".");
            number::parse(point.as_bytes()).is_some_and(|degrees| degrees.abs() <= self.most)
        };
        let decimals = |value: &str| value.trim().rsplit_once(['.', ',']).map_or(0, |(_, own)| own.len());
        look.share(is_within) >= MOST && look.share(|value| decimals(value) >= DECIMALS) > 0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TableBuilder;

    /// The expression that the columns of a table make, each column with the rows that fill it.
    fn made(headers: [&str; 4], values: [&str; 4]) -> Option<String> {
        let mut builder = TableBuilder::default();
        for file in 0..2 {
            for (header, value) in headers.iter().zip(values).skip(2 * file).take(2) {
                let column = builder.column(header);
                builder.at(column).push(value.as_bytes());
            }
            builder.end_input(&format!("{file}.csv"), 1, false);
        }
        coordinates(&builder.finish()).map(|(_, (_, expression))| expression.text)
    }

    #[test]
    fn degrees_are_told_by_header_and_value() {
        let values = ["52.5200", "13.4050", "48.8566", "2.3522"];
        let headers = ["lat", "lng", "Breitengrad", "Längengrad"];
        assert_eq!(made(headers, values).as_deref(), Some("lat + lng + Breitengrad + Längengrad"));
        assert_eq!(
            made(["geo_lat", "geo_lon", "geo_lat", "geo_lon"], values).as_deref(),
            Some("geo_lat + geo_lon")
        );
        assert!(made(["lat", "lng", "a", "b"], values).is_none(), "one input has none");
        assert!(made(["a", "b", "c", "d"], values).is_none(), "no header tells");
        assert!(made(headers, ["52.5200", "13.4050", "98.8566", "2.3522"]).is_none(), "beyond the pole");
        assert!(made(["Breite", "Länge", "Breite", "Länge"], ["12.5", "40.2", "12.5", "40.2"]).is_none());
        let decimal_commas = ["52,5200", "13,405", "48,8566", "2,352"];
        assert!(made(headers, decimal_commas).is_some(), "decimal commas");
    }
}
