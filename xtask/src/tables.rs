//! Turns the catalogue's spreadsheets into the tables that ship in `crates/assess/tables`.
//!
//! The spreadsheets are what people edit and review; the TOML is what the program embeds. Shares
//! become parts per million here, once, so that nothing downstream reads a fraction.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

/// The prior that opens the table of claims (design 4.3): a judgement, with its range.
const PRIOR: &str = r#"[prior]
row = "remote hire"
of = 500
of_low = 100
of_high = 5000
source = "judgement"
date = 2026-11-23
why = "Nobody has measured the rate in firms of 20 to 2,000 people; the range stands for firms that draw many such applications and for firms that draw few."
"#;
/// `checks.csv` carries no date of its own: the day on which its words were settled.
const CHECKS_DATE: &str = "2026-11-23";

/// From the text of a spreadsheet to the text of a table.
type Converter = fn(&str) -> Result<String>;
const CONVERTERS: [(&str, Converter); 2] = [("claims", claims), ("checks", checks)];

/// Writes `claims.toml` and `checks.toml` into `tables`, from the spreadsheets in `shared`.
pub fn write(shared: &Path, tables: &Path) -> Result<()> {
    for (name, convert) in CONVERTERS {
        let source = shared.join(format!("{name}.csv"));
        let target = tables.join(format!("{name}.toml"));
        let text = fs::read_to_string(&source)
            .with_context(|| format!("{} cannot be read; the tables are made from it", source.display()))?;
        let toml = convert(&text).with_context(|| format!("{} cannot be converted", source.display()))?;
        fs::write(&target, toml).with_context(|| format!("{} cannot be written", target.display()))?;
    }
    Ok(())
}

/// `claims.csv` as TOML, the prior first.
pub fn claims(spreadsheet: &str) -> Result<String> {
    let rows = Rows::parse(spreadsheet)?;
    let mut dates: Vec<&str> = Vec::new();
    let mut body = String::new();
    for row in rows.iter() {
        body.push_str("\n[[claims]]\n");
        text(&mut body, "claim", row.get("claim")?);
        list(&mut body, "arguments", row.get("arguments")?, ',');
        for column in ["a", "a_low", "a_high", "b", "b_low", "b_high"] {
            bare(&mut body, column, &parts_per_million(row.get(column)?)?.to_string());
        }
        bare(&mut body, "max_part_milli", &row.whole("max_part_milli")?.to_string());
        text(&mut body, "source", row.get("source")?);
        let date = row.get("date")?;
        bare(&mut body, "date", date);
        dates.push(date);
        text(&mut body, "why", row.get("why")?);
    }
    let date = dates.iter().max().context("claims.csv has no rows")?;
    let about = "# How far each claim may carry. a = P(claim given \"not the person they claim\"), b = P(claim given they\n\
                 # are), both in parts per million with the range in which they were judged to lie.\n";
    Ok(head("claims", date, about) + PRIOR + &body)
}

/// `checks.csv` as TOML.
pub fn checks(spreadsheet: &str) -> Result<String> {
    let mut body = String::new();
    for row in Rows::parse(spreadsheet)?.iter() {
        body.push_str("\n[[checks]]\n");
        for column in ["id", "title", "who"] {
            text(&mut body, column, row.get(column)?);
        }
        bare(&mut body, "minutes", &row.whole("minutes")?.to_string());
        for column in ["asks_en", "asks_de", "confirmed_means", "contradicted_means"] {
            text(&mut body, column, row.get(column)?);
        }
        list(&mut body, "settles", row.get("claims_it_settles")?, ';');
        text(&mut body, "proof", row.get("proof")?);
        bare(&mut body, "expires_after_days", &row.whole("expires_after_days")?.to_string());
        list(&mut body, "innocent_refusals", row.get("innocent_refusals")?, ';');
    }
    let about = "# The human checks that settle claims. expires_after_days = 0: does not expire.\n";
    Ok(head("checks", CHECKS_DATE, about) + body.trim_start())
}

fn head(name: &str, date: &str, about: &str) -> String {
    format!(
        "# Written by `cargo xtask tables` from the catalogue's {name}.csv; mend it there.\n{about}\n[table]\n\
         name = \"{name}\"\ndate = {date}\norigin = \"{name}.csv of this project's catalogue\"\nlicence = \"own\"\n\n"
    )
}

/// A share such as 0.0002 in parts per million, without going through floats.
fn parts_per_million(share: &str) -> Result<u32> {
    let (whole, fraction) = share.split_once('.').unwrap_or((share, ""));
    ensure!(!whole.is_empty(), "`{share}` is no share; write it as 0.0002");
    ensure!(fraction.len() <= 6, "`{share}` is finer than one part per million; round it");
    let digits = format!("{whole}{fraction:0<6}");
    digits.parse().with_context(|| format!("`{share}` is no share; write it as 0.0002"))
}

fn bare(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

fn text(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {}", quoted(value));
}

fn list(out: &mut String, key: &str, value: &str, separator: char) {
    let items: Vec<String> =
        value.split(separator).map(str::trim).filter(|item| !item.is_empty()).map(quoted).collect();
    let _ = writeln!(out, "{key} = [{}]", items.join(", "));
}

/// A TOML basic string.
pub(crate) fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for letter in value.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A spreadsheet in memory: a header and its rows.
struct Rows {
    header: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

struct Row<'a> {
    header: &'a csv::StringRecord,
    cells: &'a csv::StringRecord,
    number: usize,
}

impl Rows {
    fn parse(text: &str) -> Result<Self> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers()?.clone();
        Ok(Self { header, rows: reader.records().collect::<Result<_, _>>()? })
    }

    fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().enumerate().map(|(index, cells)| Row {
            header: &self.header,
            cells,
            number: index + 1,
        })
    }
}

impl<'a> Row<'a> {
    fn get(&self, column: &str) -> Result<&'a str> {
        let at = self.header.iter().position(|name| name == column);
        let cell = at.and_then(|index| self.cells.get(index));
        cell.map(str::trim).with_context(|| format!("there is no column `{column}`"))
    }

    fn whole(&self, column: &str) -> Result<u32> {
        let cell = self.get(column)?;
        cell.parse()
            .with_context(|| format!("row {}: `{cell}` in `{column}` is no whole number", self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_become_parts_per_million() {
        for (share, expected) in [("0.4", 400_000), ("0.000005", 5), ("1", 1_000_000), ("0", 0)] {
            assert_eq!(parts_per_million(share).unwrap(), expected, "{share}");
        }
        for share in ["0.0000005", "half", "-0.1", "0.1.2", ""] {
            assert!(parts_per_million(share).is_err(), "{share}");
        }
    }

    #[test]
    fn strings_are_escaped() {
        assert_eq!(quoted("say \"C:\\\"\n"), r#""say \"C:\\\"\u000A""#);
    }

    #[test]
    fn a_missing_column_and_a_ragged_row_are_named() {
        let missing = claims("claim,arguments\nSamePerson,person\n").unwrap_err();
        assert!(missing.to_string().contains("no column `a`"), "{missing}");
        let ragged = claims("claim,arguments\nSamePerson\n").unwrap_err();
        assert!(ragged.to_string().contains("line: 2"), "{ragged}");
        assert!(claims("claim\n").is_err() && claims("").is_err());
    }

    /// The shipped tables are those of the catalogue. `UPDATE_TABLES=1` writes them.
    #[test]
    fn shipped_tables_are_current() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let tables = root.join("crates/assess/tables");
        let shared = root.join("../shared");
        if !shared.join("claims.csv").exists() {
            eprintln!(
                "SKIPPED: ../shared is absent, the shipped tables cannot be compared with the catalogue"
            );
            return;
        }
        if std::env::var_os("UPDATE_TABLES").is_some() {
            write(&shared, &tables).unwrap();
        }
        for (name, convert) in CONVERTERS {
            let csv = fs::read_to_string(shared.join(format!("{name}.csv"))).unwrap();
            let shipped = fs::read_to_string(tables.join(format!("{name}.toml"))).unwrap();
            assert!(convert(&csv).unwrap() == shipped, "{name}.toml is stale: run `cargo xtask tables`");
        }
    }
}
