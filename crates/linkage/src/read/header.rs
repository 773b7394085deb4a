//! Which column of an input goes where: one answer for every format.

use super::{Options, ReadError, Warning};
use crate::table::TableBuilder;

/// How many columns an input may have: no table of records has more.
pub(super) const MOST_COLUMNS: usize = 4_096;

/// Names that make a column the id where the caller names none.
pub(crate) const IDS: [&str; 4] = ["id", "record_id", "unique_id", "rec_id"];

/// Where the cells of a column go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Nowhere.
    Skip,
    /// To the ids.
    Id,
    /// To the column at this place.
    Column(usize),
    /// To the column at this place, several values in a cell.
    Split(usize, Vec<u8>),
}

/// What is to be done with headers that come one by one or all at once.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    input: String,
    options: Options,
    id: Option<String>,
}

impl Rules {
    /// Which header names the id is settled by those that are known; of objects that come one by one, later.
    pub(super) fn new(input: &str, options: &Options, known: &[String]) -> Self {
        let mut made = Self { input: input.to_owned(), options: options.clone(), id: None };
        made.id = made.id_among(known).map(|place| known[place].clone());
        made
    }

    /// The place of the header among some that names an id: of those that the caller gives, each table's own, the first
    /// that is there; where none is given, the first usual one.
    pub(super) fn id_among(&self, headers: &[String]) -> Option<usize> {
        let is_usual = |header: &String| IDS.iter().any(|id| header.eq_ignore_ascii_case(id));
        if self.options.id.is_empty() {
            return headers.iter().position(is_usual);
        }
        self.options.id.iter().find_map(|id| headers.iter().position(|header| header == id))
    }

    /// The place of a header among those that may name an id, the one to choose first; none where it names no id.
    pub(super) fn rank(&self, header: &str) -> Option<usize> {
        if self.options.id.is_empty() {
            return IDS.iter().position(|id| header.eq_ignore_ascii_case(id));
        }
        self.options.id.iter().position(|id| header == id)
    }

    /// Whether the caller says which headers name ids, and so which of them goes before another.
    pub(super) fn are_given(&self) -> bool {
        !self.options.id.is_empty()
    }

    /// Says which header names an id: of several the one to choose first, whichever comes first.
    pub(super) fn settle(&mut self, header: &str) {
        let is_first = match self.id.as_deref() {
            Some(id) => id != header && (self.rank(header), header) < (self.rank(id), id),
            None => true,
        };
        if is_first {
            self.id = Some(header.to_owned());
        }
    }

    /// The header of the id column; none where rows are numbered.
    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Where a column goes; it is made if it is not there yet.
    pub(super) fn target(&self, builder: &mut TableBuilder, header: &str) -> Target {
        if self.id() == Some(header) {
            return Target::Id;
        }
        self.column(builder, header)
    }

    /// The same for what is no id, or not this row's.
    pub(super) fn column(&self, builder: &mut TableBuilder, header: &str) -> Target {
        if self.options.keep.as_ref().is_some_and(|keep| !keep.iter().any(|kept| kept == header)) {
            return Target::Skip;
        }
        let place = builder.column(header);
        match self.options.split.get(header) {
            Some(separator) if !separator.is_empty() => Target::Split(place, separator.as_bytes().to_vec()),
            _ => Target::Column(place),
        }
    }

    /// Complains about columns that the options name and the input lacks; those to be split may stand in another one.
    pub(super) fn missing(&self, headers: &[String]) -> Result<(), ReadError> {
        let named = self.options.id.first().map(|first| (self.id.as_ref().unwrap_or(first), "as the id"));
        let kept = self.options.keep.iter().flatten().map(|column| (column, "to be kept"));
        for (column, purpose) in named.into_iter().chain(kept) {
            if !headers.contains(column) {
                return Err(ReadError::NoColumn {
                    input: self.input.clone(),
                    column: column.clone(),
                    purpose,
                    columns: listed(headers),
                });
            }
        }
        Ok(())
    }

    /// Complains when there are more columns than any table has.
    pub(super) fn count(&self, columns: usize) -> Result<(), ReadError> {
        if columns > MOST_COLUMNS {
            return Err(ReadError::TooManyColumns { input: self.input.clone(), columns, most: MOST_COLUMNS });
        }
        Ok(())
    }
}

/// Where each column of a header that is known as a whole goes.
pub(super) fn resolve(
    builder: &mut TableBuilder,
    input: &str,
    headers: &[String],
    options: &Options,
    warnings: &mut Vec<Warning>,
) -> Result<(Rules, Vec<Target>), ReadError> {
    let rules = Rules::new(input, options, headers);
    rules.count(headers.len())?;
    rules.missing(headers)?;
    builder.begin_input();
    let mut taken = std::collections::BTreeMap::new();
    let mut targets = Vec::with_capacity(headers.len());
    for (place, header) in headers.iter().enumerate() {
        if header.is_empty() {
            warnings.push(Warning::NoHeader { place: place + 1 });
            targets.push(Target::Skip);
            continue;
        }
        let target = rules.target(builder, header);
        if target != Target::Skip
            && let Some(first) = taken.insert(header.as_str(), place)
        {
            return Err(ReadError::DuplicateHeader {
                input: input.to_owned(),
                header: header.clone(),
                first: first + 1,
                second: place + 1,
            });
        }
        targets.push(target);
    }
    Ok((rules, targets))
}

fn listed(headers: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut list =
        headers.iter().take(SHOWN).map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", ");
    if headers.is_empty() {
        list.push_str("none");
    }
    if headers.len() > SHOWN {
        list = format!("{list} and {} more", headers.len() - SHOWN);
    }
    list
}

#[cfg(test)]
mod tests;
