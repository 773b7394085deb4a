//! What is said of new records on the way.

use std::collections::BTreeMap;

use bonafide_linkage::index::{Arrivals, Common, Index, LARGEST_BLOCK, Matched, Outgrown, Skipped};
use bonafide_linkage::read::{ReadReport, Warning};

use super::super::read;
use super::stream;
use crate::output::{self, counted, number};

/// Records that were left out and are named one by one.
const NAMED: usize = 5;

/// Says which record was set aside, and why.
pub fn set_aside(count: u64, report: &ReadReport) {
    let why = report.set_aside.first.first().map_or("holds nothing", |(_, why)| why.as_str());
    output::message(&format!("{}: record {} {why}; it was set aside", stream::NAME, number(count)));
}

/// Says what was odd about a table; of its ids what an index makes of them.
pub fn table(index: &Index, name: &str, report: &ReadReport) {
    if report.id.is_none() {
        let where_from = if index.has_input(name) { "behind those of the kept linkage" } else { "from 1" };
        output::message(&format!(
            "{name}: no id column; {} numbered {where_from} and would be added again if sent again: give one with --id",
            counted(report.rows, "row is", "rows are")
        ));
    }
    read::tell_read(name, report, |warning| !matches!(warning, Warning::NoId { .. }));
}

/// Says that a record of standard input may have swallowed others.
pub fn rows_in_cell(count: u64, report: &ReadReport) {
    if report.warnings.iter().any(|own| matches!(own, Warning::RowsInCell { .. })) {
        output::message(&format!(
            "{}: record {} has a quoted cell with lines in it that look like records; if a quotation mark is astray there, \
             these were lost: double the mark or take it out, and send them again",
            stream::NAME,
            number(count)
        ));
    }
}

/// What a linkage of fewer likely pairs learnt of matches rests on too little.
const LEARNS_FROM: usize = 30;

/// Says where the kept linkage met too few matches to tell new ones.
pub fn learnt(index: &Index) {
    let likely = index.pairs().iter().filter(|pair| pair.weight_milli >= 0).count();
    if likely < LEARNS_FROM {
        output::message(&format!(
            "the kept linkage holds {}, so that its model learnt of matches from hardly any; once there are more records, \
             link all tables anew",
            counted(likely as u64, "likely pair", "likely pairs")
        ));
    }
}

/// Says which values hardly anybody had when the model was learnt, and many of the new records have.
pub fn common(found: &[Common]) {
    for own in found.iter().take(NAMED) {
        output::message(&format!(
            "comparison `{}`: {} hold `{}`, which hardly any row held when the model was learnt, so that it is taken for rare \
             and they look like one; if that is wrong, link all tables anew",
            own.comparison,
            counted(u64::from(own.rows), "new record", "new records"),
            own.value
        ));
    }
    if let Some(more @ 1..) = found.len().checked_sub(NAMED) {
        output::message(&format!("so it is with {}", counted(more as u64, "more value", "more values")));
    }
}

/// Rows from which on it is told that each is compared with all others.
const ALL_WITH_ALL: u32 = 10_000;

/// Says where the kept rules compare each new record with all rows: what is quick with few grows with their number.
pub fn all_with_all(index: &Index) {
    let has_no_key = index.settings().blocking.iter().any(|rule| rule.keys.is_empty());
    if has_no_key && index.rows() >= ALL_WITH_ALL {
        output::message(&format!(
            "each new record is compared with all {} rows, for the settings of the kept linkage compare everything, as suits \
             few; link all tables anew, and rules with keys are suggested",
            number(u64::from(index.rows()))
        ));
    }
}

/// Says what of new records was left out.
pub fn left_out(arrivals: &Arrivals) {
    columns(arrivals);
    if arrivals.nameless > 0 {
        output::message(&format!(
            "{} no id and left out: a kept linkage tells records by file and id; give each one, or another column with \
             --id",
            counted(arrivals.nameless, "record has", "records have")
        ));
    }
    left_out_by_id(
        &arrivals.known,
        ("record is", "records are"),
        "in the index already, by file and id, with the same values",
        "left out",
    );
    left_out_by_id(
        &arrivals.changed,
        ("record has", "records have"),
        "an id that the index has with other values",
        "left out: the index keeps what it was told; link the tables anew to change that",
    );
    left_out_by_id(
        &arrivals.twice,
        ("record has", "records have"),
        "an id that stands before in the same new table",
        "left out: a kept linkage tells records by file and id; give each one, or another column with --id",
    );
}

fn left_out_by_id(records: &[(String, String)], (one, several): (&str, &str), why: &str, then: &str) {
    if records.is_empty() {
        return;
    }
    let names: Vec<String> = records.iter().take(NAMED).map(|(file, id)| format!("{file}: {id}")).collect();
    let more = if records.len() > NAMED { ", ..." } else { "" };
    output::message(&format!(
        "{} {why} ({}{more}), and {then}",
        counted(records.len() as u64, one, several),
        names.join(", ")
    ));
}

/// Says which columns new records lack.
pub fn columns(arrivals: &Arrivals) {
    if !arrivals.missing.is_empty() {
        output::message(&format!(
            "the new records have no column {}; there they hold nothing, which is no evidence",
            arrivals.missing.join(", ")
        ));
    }
}

/// Says which blocks were too large, rule by rule.
pub fn skipped(skipped: &[Skipped]) {
    let mut rules: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
    for own in skipped {
        let (records, rows) = rules.entry(&own.rule).or_default();
        (*records, *rows) = (*records + 1, own.rows.max(*rows));
    }
    for (rule, (records, rows)) in rules {
        output::message(&format!(
            "{} of up to {} rows, which is more than an index looks through ({}), and not compared with them: narrow that \
             rule, and link the tables anew",
            counted(
                records,
                &format!("new record is in a block of the rule `{rule}`"),
                &format!("new records are in blocks of the rule `{rule}`")
            ),
            number(rows as u64),
            number(LARGEST_BLOCK as u64)
        ));
    }
}

/// What is said of records one by one, but not again of each.
#[derive(Debug, Default)]
pub struct Once {
    skipped: BTreeMap<String, u64>,
    outgrown: Outgrown,
}

impl Once {
    /// Says what is new of a record.
    pub fn tell(&mut self, count: u64, matched: &Matched) {
        for own in &matched.skipped {
            let before = self.skipped.entry(own.rule.clone()).or_default();
            *before += 1;
            if *before == 1 {
                output::message(&format!("{}: record {}:", stream::NAME, number(count)));
                skipped(std::slice::from_ref(own));
            }
        }
        let alone = matched.outgrown.alone > 0;
        if alone && self.outgrown.alone == 0 {
            output::message(&format!("{}: record {}:", stream::NAME, number(count)));
            outgrown(matched.outgrown);
        }
        self.outgrown.records += matched.outgrown.records;
        self.outgrown.alone += matched.outgrown.alone;
    }

    /// Says how many there were.
    pub fn tell_in_all(&self) {
        for (rule, records) in self.skipped.iter().filter(|own| *own.1 > 1) {
            output::message(&format!(
                "in all {} are in blocks of the rule `{rule}` that an index does not look through",
                counted(*records, "record", "records")
            ));
        }
        if self.outgrown.records > 1 {
            output::message("in all:");
            outgrown(self.outgrown);
        }
    }
}

/// Says which new records stand in blocks that outgrew their rules.
pub fn outgrown(outgrown: Outgrown) {
    if outgrown.records == 0 {
        return;
    }
    output::message(&format!(
        "{} a key with more rows than at_most_rows, these included, and not compared by that rule; {} with nobody by any \
         other (pairs that rows made before stay): split such blocks with split_by = [another key], or raise at_most_rows, \
         and link the tables anew",
        counted(outgrown.records, "new record shares", "new records share"),
        counted(outgrown.alone, "of them is compared", "of them are compared")
    ));
}
