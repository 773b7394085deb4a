//! What is said of new records on the way.

use bonafide_linkage::index::{Arrivals, Index, Matched, Outgrown};
use bonafide_linkage::read::ReadReport;

use super::stream;
use crate::output::{self, counted, number};

/// Records that were left out and are named one by one.
const NAMED: usize = 5;

/// Says which record was set aside, and why.
pub fn set_aside(count: u64, report: &ReadReport) {
    let why = report.set_aside.first.first().map_or("holds nothing", |(_, why)| why.as_str());
    output::message(&format!("{}: record {} {why}; it was set aside", stream::NAME, number(count)));
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

/// Says which blocks were too large.
pub fn skipped(index: &Index, arrivals: &Arrivals, matched: &Matched) {
    for skipped in matched.skipped.iter().take(NAMED) {
        let (file, id) = index.name_of(arrivals, skipped.record);
        output::message(&format!(
            "{file}: record {id} is in a block of the rule `{}` that has {} rows; it was not compared with them: narrow \
             that rule",
            skipped.rule,
            number(skipped.rows as u64)
        ));
    }
    if matched.skipped.len() > NAMED {
        let rest = counted((matched.skipped.len() - NAMED) as u64, "more such block", "more such blocks");
        output::message(&format!("{rest} besides"));
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
