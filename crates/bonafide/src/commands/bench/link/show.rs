//! Tables that a hurried reader understands: what was seen, what it should be, and whether it is.

use std::fmt::Write as _;

use serde::Serialize;

/// One table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// What it answers.
    pub title: String,
    /// The names of its columns; those of aim and of its verdict come behind them.
    pub columns: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What has to be known to read it.
    pub notes: Vec<&'static str>,
}

/// One row.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// What was seen, a cell a column.
    pub seen: Vec<String>,
    /// What it should be; empty for what has no aim.
    pub aim: String,
    /// Whether it is; none for what has no aim.
    pub reached: Option<bool>,
}

impl Row {
    /// A row that is shown and has no aim.
    pub fn shown(seen: Vec<String>) -> Self {
        Self { seen, aim: String::new(), reached: None }
    }

    /// A row with an aim.
    pub fn aimed(seen: Vec<String>, aim: String, reached: bool) -> Self {
        Self { seen, aim, reached: Some(reached) }
    }
}

impl Table {
    /// Whether no aim was missed.
    pub fn reached(&self) -> bool {
        self.rows.iter().all(|row| row.reached != Some(false))
    }
}

/// The tables one below the other, the empty ones left out.
pub fn text(tables: &[Table]) -> String {
    let mut text = String::new();
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        let _ = writeln!(text, "{}", table.title);
        let mut lines: Vec<Vec<String>> = Vec::new();
        let names = table.columns.iter().copied().chain(["aim", ""]);
        lines.push(names.map(str::to_owned).collect());
        for row in &table.rows {
            let verdict = match row.reached {
                Some(true) => "reached",
                Some(false) => "MISSED",
                None => "",
            };
            lines.push(row.seen.iter().cloned().chain([row.aim.clone(), verdict.to_owned()]).collect());
        }
        let widths: Vec<usize> = (0..table.columns.len() + 2)
            .map(|column| {
                lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max()
            })
            .map(Option::unwrap_or_default)
            .collect();
        for line in &lines {
            let mut own = String::from(" ");
            for (cell, width) in line.iter().zip(&widths) {
                let _ = write!(own, " {cell:<width$} ");
            }
            let _ = writeln!(text, "{}", own.trim_end());
        }
        for note in &table.notes {
            let _ = writeln!(text, "  ({note})");
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_misses_stand_out() {
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let table = Table {
            title: "Truth".to_owned(),
            columns: vec!["set", "ours"],
            rows: vec![
                Row::aimed(cells(&["fake_1000", "0.9"]), "0.91".to_owned(), false),
                Row::shown(cells(&["é", "1"])),
            ],
            notes: vec!["F1"],
        };
        assert!(!table.reached());
        let expected =
            "Truth\n  set        ours  aim\n  fake_1000  0.9   0.91  MISSED\n  é          1\n  (F1)\n\n";
        assert_eq!(text(std::slice::from_ref(&table)), expected);
        assert_eq!(text(&[Table { rows: Vec::new(), ..table }]), "");
    }
}
