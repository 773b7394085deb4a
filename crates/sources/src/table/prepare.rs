//! From a file's start to a table that can be read: encoding, delimiter, header, mapping, columns.

use std::collections::BTreeSet;

use bonafide_records::normal::Wallet;

use super::columns::Columns;
use super::dialect::{self, HEADER_WITHIN, Look};
use super::headers::fold;
use super::mapping::{self, MappingFile};
use super::shipped;
use crate::text::{Encoding, Survey};

/// A table that can be read.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    /// How it writes characters.
    pub(crate) encoding: Encoding,
    /// Its delimiter.
    pub(crate) delimiter: char,
    /// The line of its header.
    pub(crate) header_line: u64,
    /// Its columns.
    pub(crate) columns: Columns,
    /// What reads it.
    pub(crate) mapping: MappingFile,
    /// Name of a shipped mapping, or the mapping file's path.
    pub(crate) mapping_name: String,
    /// Whether the mapping is a shipped one.
    pub(crate) shipped: bool,
}

/// Why a table cannot be read, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unusable {
    /// Why.
    pub(crate) why: String,
    /// What to do.
    pub(crate) hint: String,
}

/// A mapping file beside a table: its name and text.
pub(crate) struct Beside {
    /// As it is shown.
    pub(crate) name: String,
    /// What stands in it.
    pub(crate) text: String,
}

/// Columns without which a kind says nothing: one of each group is needed.
fn needed(kind: &str) -> &'static [&'static [&'static str]] {
    match kind {
        "person" => &[&["key", "email", "work_email"]],
        "shipment" => &[&["person", "recipient", "address", "street", "serial"]],
        "device" => &[&["key", "serial"]],
        "change" => &[&["person"], &["field"]],
        "removed" => &[&["by"]],
        "attestation" => &[&["person"], &["check"]],
        "payee" | "payout" => &[&["account", "wallet", "handle", "key", "email", "name"]],
        _ => &[],
    }
}

/// What is known of a table before it is read.
#[derive(Clone, Copy)]
pub(crate) enum Start<'s> {
    /// The start of a text.
    Text(&'s Survey),
    /// The first rows of a sheet.
    Sheet(&'s Look),
}

impl Start<'_> {
    fn encoding(self) -> Encoding {
        match self {
            Self::Text(survey) => survey.encoding,
            Self::Sheet(_) => Encoding::Utf8,
        }
    }

    /// The first rows under each delimiter; a sheet needs none.
    fn looks(self, encoding: Encoding, fixed: Option<char>) -> Vec<Look> {
        match self {
            Self::Text(survey) => dialect::looks(survey, encoding, fixed),
            Self::Sheet(look) => vec![look.clone()],
        }
    }
}

/// Finds out how a table is to be read; `name` is the file's, for hints.
pub(crate) fn prepare(name: &str, start: Start<'_>, beside: Option<&Beside>) -> Result<Prepared, Unusable> {
    let prepared = match beside {
        Some(beside) => by_own_mapping(start, beside)?,
        None => by_shipped_mapping(name, start)?,
    };
    for group in needed(&prepared.mapping.kind) {
        if !prepared.columns.has_any(group) {
            let why = format!(
                "a table of kind {} (by mapping {}) without a column for {}",
                prepared.mapping.kind,
                prepared.mapping_name,
                group.join(" or ")
            );
            let hint = if prepared.shipped {
                format!(
                    "export it again with that column; `bonafide sources how {}` lists them",
                    prepared.mapping.source_word()
                )
            } else {
                format!("add it to {}", prepared.mapping_name)
            };
            return Err(Unusable { why, hint });
        }
    }
    Ok(prepared)
}

fn by_own_mapping(start: Start<'_>, beside: &Beside) -> Result<Prepared, Unusable> {
    let wrong = |why: String| Unusable {
        why: format!("its mapping {} cannot be used: {why}", beside.name),
        hint: format!("mend {}; `bonafide sources how table` shows an example of each kind", beside.name),
    };
    let mapping = MappingFile::parse(&beside.text).map_err(wrong)?;
    let encoding = mapping.encoding.as_deref().and_then(Encoding::from_word).unwrap_or(start.encoding());
    let wanted: BTreeSet<String> = match &mapping.columns {
        Some(columns) => {
            columns.values().flat_map(mapping::Headers::list).map(|header| fold(header)).collect()
        }
        None => mapping::fixed_names(&mapping.kind)
            .unwrap_or_default()
            .iter()
            .map(|n| fold(n))
            .chain(["person".into()])
            .collect(),
    };
    let mut best: Option<(usize, &Look, u64, &Vec<String>)> = None;
    let looks = start.looks(encoding, mapping.delimiter_char());
    for look in &looks {
        for (line, cells) in look.rows.iter().take(HEADER_WITHIN) {
            // Each wanted header once: a row that repeats one is no better header.
            let folded: Vec<String> = cells.iter().map(|cell| fold(cell)).collect();
            let hits = wanted.iter().filter(|header| folded.contains(header)).count();
            if best.is_none_or(|(before, ..)| hits > before) {
                best = Some((hits, look, *line, cells));
            }
        }
    }
    let Some((_, look, header_line, cells)) = best else {
        return Err(wrong("the table is empty".to_owned()));
    };
    let behind = look.rows.iter().position(|(line, _)| *line > header_line).unwrap_or(look.rows.len());
    let rows = look.rows.get(behind..).unwrap_or_default();
    let columns = Columns::find(cells, &mapping, false).map_err(|missing| wrong(missing.say(cells, rows)))?;
    Ok(Prepared {
        encoding,
        delimiter: look.delimiter,
        header_line,
        columns,
        mapping,
        mapping_name: beside.name.clone(),
        shipped: false,
    })
}

fn by_shipped_mapping(name: &str, start: Start<'_>) -> Result<Prepared, Unusable> {
    let looks = start.looks(start.encoding(), None);
    let mut best: Option<(u32, &shipped::Shipped, &Look, u64, &Vec<String>)> = None;
    for look in &looks {
        for (line, cells) in look.rows.iter().take(HEADER_WITHIN) {
            // What the file is called decides only where its headers do not.
            let by_name = || shipped::named(name, cells).map(|found| (found, 0));
            let Some((found, score)) = shipped::best(cells).or_else(by_name) else { continue };
            if best.is_none_or(|(before, ..)| score > before) {
                best = Some((score, found, look, *line, cells));
            }
        }
    }
    let Some((_, found, look, header_line, cells)) = best else {
        return Err(unknown(name, start, &looks));
    };
    let columns = Columns::find(cells, &found.mapping, true)
        .map_err(|missing| Unusable { why: missing.say(cells, &[]), hint: "export it again".to_owned() })?;
    Ok(Prepared {
        encoding: start.encoding(),
        delimiter: look.delimiter,
        header_line,
        columns,
        mapping: found.mapping.clone(),
        mapping_name: found.name.to_owned(),
        shipped: true,
    })
}

fn unknown(name: &str, start: Start<'_>, looks: &[Look]) -> Unusable {
    if let Start::Text(survey) = start
        && survey.length as usize > survey.head.len()
        && !survey.head.iter().any(|byte| *byte == b'\n' || *byte == b'\r')
    {
        return Unusable {
            why: format!(
                "its first line is longer than {} KiB: no header of a table",
                survey.head.len() / 1024
            ),
            hint: "check whether the export is damaged, and export it again".to_owned(),
        };
    }
    let sniff = format!(
        "`bonafide sources sniff {name} --write-mapping` writes a first guess at a mapping to confirm"
    );
    let nearly = looks.iter().flat_map(|look| look.rows.iter().take(HEADER_WITHIN)).find_map(|(_, cells)| {
        let (found, lacking) = shipped::nearly(cells)?;
        let one: Vec<String> = lacking.iter().map(|header| format!("`{header}`")).collect();
        Some(format!("looks like {}: add one of {}, or write a mapping: ", found.name, one.join(", ")))
    });
    let cells =
        || looks.iter().flat_map(|look| look.rows.iter().take(HEADER_WITHIN)).flat_map(|(_, cells)| cells);
    let sniff = if cells().any(|cell| Wallet::parse(cell).is_some()) {
        format!("{sniff}; a list of sanctioned wallets is given with `--lists`, not scanned")
    } else {
        sniff
    };
    match looks.first() {
        Some(look) if look.is_table() => {
            let sniff = format!("{}{sniff}", nearly.unwrap_or_default());
            let why = format!("a table of {} columns that no reader knows", look.cells);
            Unusable { why, hint: sniff }
        }
        Some(look) if !look.rows.is_empty() => Unusable {
            why: "text that no reader knows".to_owned(),
            hint: format!("`bonafide sources` lists what can be read; for a table, {sniff}"),
        },
        _ => {
            Unusable { why: "no line that could be a header".to_owned(), hint: "export it again".to_owned() }
        }
    }
}
