//! What `scan` prints for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use bonafide_detect::detector::built;
use bonafide_exchange::ScanDocument;
use bonafide_exchange::document::{Case, SourceFile, Unread};
use bonafide_exchange::names::{FileNames, place};
use bonafide_exchange::words::plain;
use owo_colors::OwoColorize as _;

use crate::commands::given::Given;
use crate::output::{counted, message, number, wrap};

/// Columns of the terminal report.
const WIDTH: usize = 100;
/// So many set-aside rows are named one by one; the rest is counted.
const NAMED: usize = 5;
/// So many files that were not read are named one by one.
const UNREAD_NAMED: usize = 12;

/// Warnings on standard error: what was not read and what was set aside.
pub fn messages(document: &ScanDocument) {
    let files = FileNames::of(document);
    for row in document.set_aside.iter().take(NAMED) {
        let at = place(row.line, row.path.as_deref());
        message(&format!("warning: {}{at}: {}", files.file(&row.file), files.within(&row.why, &row.file)));
    }
    if document.set_aside.len() > NAMED {
        let rest = (document.set_aside.len() - NAMED) as u64;
        message(&format!("warning: {} more set aside; --out DIR lists all", counted(rest, "row", "rows")));
    }
    for (index, file) in document.unread.iter().take(UNREAD_NAMED).enumerate() {
        // A CV's name is a person's, so errors shorten names as all else on the terminal does.
        let why = files.within(reason(&file.why), &file.file);
        message(&format!("error: {} was not read: {why}", files.file(&file.file)));
        let next = document.unread.get(index + 1).filter(|_| index + 1 < UNREAD_NAMED);
        let own = hint(document, &files, file);
        if next.is_none_or(|other| hint(document, &files, other) != own) {
            crate::output::hint(&own);
        }
    }
    if !document.unread.is_empty() && !document.run.manifest.names {
        crate::output::hint("--names shows the names of these files; scan.json of --out DIR has them too");
    }
    if document.unread.len() > UNREAD_NAMED {
        let rest = (document.unread.len() - UNREAD_NAMED) as u64;
        message(&format!(
            "error: {} more not read; --out DIR lists all in scan.json",
            counted(rest, "file", "files")
        ));
    }
}

/// Why a file was not read, without saying again that it was not.
fn reason(why: &str) -> &str {
    why.strip_suffix(": not read").unwrap_or(why)
}

/// What to do about a file that was not read.
fn hint(document: &ScanDocument, files: &FileNames<'_>, file: &Unread) -> String {
    if document.run.manifest.names {
        return plain(&file.hint);
    }
    // A command that is shown may be pasted: a shortened name would find no file.
    let command = format!("sources sniff {} ", file.file);
    files.within(&file.hint.replace(&command, "sources sniff FILE "), &file.file)
}

/// The report on standard output.
pub fn report(document: &ScanDocument, out: Option<&Path>, given: &Given<'_>) -> String {
    let mut text = String::new();
    read_line(&mut text, document);
    missing_line(&mut text, document);
    let named: std::collections::BTreeSet<&str> =
        document.cases.iter().flat_map(|case| case.persons.iter().map(String::as_str)).collect();
    let silent = document.persons.len().saturating_sub(named.len()) as u64;
    let cases = document.cases.len() as u64;
    if document.persons.is_empty() {
        text.push_str("nothing was read, so nothing was judged\n");
        return text;
    }
    let _ = writeln!(
        text,
        "{}, {} in no case\n",
        counted(cases, "case", "cases").bold(),
        counted(silent, "person", "persons"),
    );
    for case in &document.cases {
        case_lines(&mut text, document, case, given);
    }
    below_cases(&mut text, document);
    text.push_str("no decision was made. 0 records left this machine.\n");
    if let Some(folder) = out {
        let _ = writeln!(text, "written: {}", folder.join("report.html").display());
    }
    text
}

fn read_line(text: &mut String, document: &ScanDocument) {
    let mut by_source: BTreeMap<&str, (u64, Option<&str>, Option<&str>)> = BTreeMap::new();
    for file in &document.sources {
        let Some(source) = &file.source else { continue };
        let entry = by_source.entry(source).or_default();
        entry.0 += file.read;
        entry.1 = earlier(entry.1, file);
        entry.2 = entry.2.max(file.last.as_deref());
    }
    if by_source.is_empty() {
        text.push_str("read  nothing\n");
        if document.unread.is_empty() {
            let roots = document.run.manifest.roots.join(", ");
            let _ = writeln!(
                text,
                "      no export was found in {}: `bonafide sources` lists what can be read",
                plain(&roots)
            );
        }
    }
    let mut first = true;
    for (source, (records, begin, end)) in by_source {
        let reach = match (begin, end) {
            (Some(from), Some(to)) => format!("  {from} to {to}"),
            _ => String::new(),
        };
        let head = if first { "read" } else { "" };
        let noun = if records == 1 { "record " } else { "records" };
        let _ = writeln!(text, "{head:<6}{source:<20} {:>9} {noun}{reach}", number(records));
        first = false;
    }
    let set_aside = document.set_aside.len() as u64;
    if set_aside > 0 {
        let _ =
            writeln!(text, "      {} set aside (--out DIR lists them)", counted(set_aside, "row", "rows"));
    }
    if !document.unread.is_empty() {
        let unread = document.unread.len() as u64;
        let _ = writeln!(text, "      {} not read", counted(unread, "file", "files"));
    }
    if !document.dropped.is_empty() {
        let mut fields: Vec<&str> =
            document.dropped.iter().map(|drop| drop.field.rsplit('.').next().unwrap_or_default()).collect();
        fields.sort_unstable();
        fields.dedup();
        let shown: Vec<&str> = fields.iter().take(4).copied().collect();
        let more = if fields.len() > shown.len() { ", …" } else { "" };
        let _ = writeln!(
            text,
            "not looked at: {} dropped on read ({}{more})",
            counted(fields.len() as u64, "protected field", "protected fields"),
            plain(&shown.join(", "))
        );
    }
    if !document.run.as_of.is_empty() {
        let _ = writeln!(text, "as of {} ({})", document.run.as_of, document.run.as_of_from);
    }
}

fn earlier<'a>(known: Option<&'a str>, file: &'a SourceFile) -> Option<&'a str> {
    match (known, file.first.as_deref()) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}

fn missing_line(text: &mut String, document: &ScanDocument) {
    let count = |state: &str| document.coverage.iter().filter(|row| row.state == state).count() as u64;
    let (ran, silent) = (count("ran"), count("no_data"));
    let _ = writeln!(
        text,
        "{} ran, {} had no data{}",
        counted(ran, "detector", "detectors"),
        number(silent),
        if count("refused") > 0 {
            format!(", {} refused by policy", number(count("refused")))
        } else {
            String::new()
        }
    );
    if let Some(best) = document.adviser.first() {
        let wakes = best.wakes.len() as u64;
        let _ = writeln!(
            text,
            "{}: one file more, {}, would wake {}    bonafide sources how {}",
            if document.persons.is_empty() { "nothing to judge yet" } else { "missing" },
            best.source,
            counted(wakes, "detector", "detectors"),
            how_name(&best.source)
        );
    }
}

/// The name that `sources how` takes: mapped tables share one page.
fn how_name(source: &str) -> &str {
    if source.starts_with("table:") { "table" } else { source }
}

fn case_lines(text: &mut String, document: &ScanDocument, case: &Case, given: &Given<'_>) {
    let head = format!("{:>3}  {}", case.rank, case.id);
    let _ = writeln!(text, "{}   {}   {}", head.bold(), case.band, case.families.join(" "));
    text.push_str(&wrap(&case.sentence, WIDTH, "     "));
    let who: Vec<String> = case.persons.iter().take(6).map(|id| labelled(document, id)).collect();
    let more = case.persons.len().saturating_sub(who.len());
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    text.push_str(&wrap(&format!("who: {}{rest}", who.join(", ")), WIDTH, "     "));
    let opener = document.findings.iter().find(|finding| case.opened_by.findings.contains(&finding.id));
    if let Some(finding) = opener {
        text.push_str(&wrap(&format!("seen: {}", finding.says), WIDTH, "     "));
        let shown: Vec<&str> = finding.innocent.iter().take(2).map(String::as_str).collect();
        text.push_str(&wrap(&format!("could be innocent: {}", shown.join(" ")), WIDTH, "     "));
    }
    if let Some(first) = opener.and_then(|finding| words_of_the_row(&finding.detector)) {
        text.push_str(&wrap(&format!("first: {first}"), WIDTH, "     "));
    }
    if let Some(check) = &case.next_check {
        let line = format!("next: {} ({}, {} min), \"{}\"", check.id, check.who, check.minutes, check.ask);
        text.push_str(&wrap(&line, WIDTH, "     "));
    }
    let _ = writeln!(text, "     {}\n", given.explain(&case.id));
}

/// What the catalogue's row asks for, where that is no check with a number: `stop the payment for
/// review, then ask counsel`. The next check is then chosen by what it settles, and alone it would send a
/// hurried reader past this.
fn words_of_the_row(detector: &str) -> Option<&'static str> {
    let row = built().iter().find(|one| one.row.id == detector).map(|one| &one.row)?;
    let words = row.clearing.trim();
    (row.clearing_check.is_none() && !words.is_empty()).then_some(words)
}

fn labelled(document: &ScanDocument, id: &str) -> String {
    let found = document.persons.binary_search_by(|person| person.id.as_str().cmp(id));
    let label = found.ok().and_then(|at| document.persons.get(at)).map(|person| person.label.as_str());
    match label {
        Some(label) if label != id => format!("{id} ({label})"),
        _ => id.to_owned(),
    }
}

fn below_cases(text: &mut String, document: &ScanDocument) {
    let in_cases: std::collections::BTreeSet<&str> =
        document.cases.iter().flat_map(|case| case.findings.iter().map(String::as_str)).collect();
    let explained = document.findings.iter().filter(|finding| finding.is_explained()).count() as u64;
    let alone = document
        .findings
        .iter()
        .filter(|finding| !finding.is_explained() && !in_cases.contains(finding.id.as_str()))
        .filter(|finding| finding.detector != "link-reapplied")
        .count() as u64;
    let reapplied = document.links.iter().filter(|link| link.kind == "reapplied").count() as u64;
    let hubs = document.hubs.len() as u64;
    let gaps = document.gaps.len() as u64;
    let mut said = Vec::new();
    for (count, one, many) in [
        (alone, "finding that is no case", "findings that are no case"),
        (explained, "explained finding", "explained findings"),
        (reapplied, "second application", "second applications"),
        (hubs, "shared line or mailbox that links nobody", "shared lines and mailboxes that link nobody"),
        (gaps, "gap of the firm's own records", "gaps of the firm's own records"),
    ] {
        if count > 0 {
            said.push(counted(count, one, many));
        }
    }
    if !said.is_empty() {
        text.push_str(&wrap(&format!("besides: {}", said.join(", ")), WIDTH, ""));
    }
    for gap in document.gaps.iter().take(3) {
        text.push_str(&wrap(&format!("gap: {}", gap.says), WIDTH, "  "));
    }
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn that_a_file_was_not_read_is_said_once() {
        assert_eq!(reason("encrypted: not read"), "encrypted");
        assert_eq!(reason("an empty file"), "an empty file");
        assert_eq!(reason("3 pages: not read yet"), "3 pages: not read yet");
    }
}
