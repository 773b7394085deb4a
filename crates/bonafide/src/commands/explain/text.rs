//! How a case, a person or a finding is explained in a terminal.

use std::fmt::Write as _;

use bonafide_exchange::ScanDocument;
use bonafide_exchange::charts::{Style, Waterfall, text as waterfall_text};
use bonafide_exchange::document::{Case, Finding, Person};
use bonafide_exchange::words::plain;
use owo_colors::OwoColorize as _;

use super::around::Reader;
use crate::commands::given::Given;
use crate::output::{counted, wrap};

const WIDTH: usize = 100;
/// So many findings of a case are explained one by one.
const MOST_FINDINGS: usize = 20;
/// So many persons of a case are listed.
const MOST_PERSONS: usize = 30;

/// One case.
pub fn case(document: &ScanDocument, case: &Case, reader: &Reader<'_>) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}", case.sentence.bold());
    text.push_str("\nwho\n");
    for id in case.persons.iter().take(MOST_PERSONS) {
        who(&mut text, document, id);
    }
    if case.persons.len() > MOST_PERSONS {
        let rest = (case.persons.len() - MOST_PERSONS) as u64;
        let _ = writeln!(text, "  and {}", counted(rest, "other", "others"));
    }
    text.push('\n');
    text.push_str(&waterfall_text(&Waterfall::of(document, case), Style { width: WIDTH, ascii: false }));
    let mut innocent: Vec<&str> = Vec::new();
    text.push_str("\nevidence\n");
    for (index, finding) in findings(document, &case.findings).enumerate() {
        if index < MOST_FINDINGS {
            evidence(&mut text, finding, reader);
        }
        for reason in &finding.innocent {
            if !innocent.contains(&reason.as_str()) {
                innocent.push(reason);
            }
        }
    }
    if case.findings.len() > MOST_FINDINGS {
        let rest = (case.findings.len() - MOST_FINDINGS) as u64;
        let _ =
            writeln!(text, "\n  and {} like these; scan.json has all", counted(rest, "finding", "findings"));
    }
    bullets(&mut text, "what it may innocently be", &innocent);
    next(&mut text, case);
    text.push_str("no decision was made.\n");
    text
}

/// One person: who they are, what names them, and whether that is a case.
pub fn person(document: &ScanDocument, person: &Person, reader: &Reader<'_>, given: &Given<'_>) -> String {
    let mut text = String::new();
    who(&mut text, document, &person.id);
    for join in &person.joined_by {
        let _ = writeln!(
            text,
            "    {} is {}: one {}, {}",
            join.a,
            join.b,
            join.rule.replace('_', " "),
            reader.place(&join.record)
        );
    }
    let own: Vec<&Finding> =
        document.findings.iter().filter(|finding| finding.persons.contains(&person.id)).collect();
    match document.cases.iter().find(|case| case.persons.contains(&person.id)) {
        Some(case) => {
            let _ = writeln!(text, "\nin case {} ({})    {}", case.id, case.band, given.explain(&case.id));
        }
        None if own.is_empty() => text.push_str("\nnothing that was compared names this person\n"),
        None => text.push_str("\nin no case\n"),
    }
    if !own.is_empty() {
        text.push_str("\nevidence\n");
    }
    for finding in own {
        evidence(&mut text, finding, reader);
        let reasons: Vec<&str> = finding.innocent.iter().map(String::as_str).collect();
        bullets(&mut text, "  may innocently be", &reasons);
    }
    text.push_str("no decision was made.\n");
    text
}

/// One finding.
pub fn one_finding(document: &ScanDocument, finding: &Finding, reader: &Reader<'_>) -> String {
    let mut text = String::new();
    for id in &finding.persons {
        who(&mut text, document, id);
    }
    text.push('\n');
    evidence(&mut text, finding, reader);
    let reasons: Vec<&str> = finding.innocent.iter().map(String::as_str).collect();
    bullets(&mut text, "what it may innocently be", &reasons);
    let advisories: Vec<&str> = finding.advisory.iter().map(String::as_str).collect();
    bullets(&mut text, "described in", &advisories);
    text
}

fn who(text: &mut String, document: &ScanDocument, id: &str) {
    let found = document.persons.binary_search_by(|person| person.id.as_str().cmp(id));
    let Some(person) = found.ok().and_then(|at| document.persons.get(at)) else { return };
    let mut also: Vec<String> = person
        .from
        .iter()
        .map(|origin| format!("{}:{}", origin.source, origin.key))
        .filter(|key| *key != person.id)
        .collect();
    also.dedup();
    let label =
        if person.label == person.id { String::new() } else { format!(" ({})", plain(&person.label)) };
    let rest = if also.is_empty() { String::new() } else { format!(", also {}", also.join(", ")) };
    let _ = writeln!(text, "  {}{label}  {}{rest}", id.bold(), person.kinds.join(", "));
}

fn findings<'a>(document: &'a ScanDocument, ids: &'a [String]) -> impl Iterator<Item = &'a Finding> {
    ids.iter().filter_map(|id| {
        let found = document.findings.binary_search_by(|finding| finding.id.as_str().cmp(id));
        found.ok().and_then(|at| document.findings.get(at))
    })
}

fn evidence(text: &mut String, finding: &Finding, reader: &Reader<'_>) {
    let weight = match (finding.bits_from.n, finding.bits_from.of) {
        (Some(n), Some(of)) => format!("{n} of {of}"),
        _ => finding.unmeasured().to_owned(),
    };
    let head = format!("{}  {}", finding.detector, finding.grade);
    let _ = writeln!(text, "\n  {}  {} ({})  {weight}", head.bold(), finding.family, finding.grade_because);
    text.push_str(&wrap(&plain(&finding.says), WIDTH, "    "));
    if let Some(head) = &finding.same_fact_as {
        text.push_str(&wrap(&format!("the same fact as {head}: not added"), WIDTH, "    "));
    }
    for reason in finding.explained_by.iter().flatten() {
        text.push_str(&wrap(&format!("explained: {reason}"), WIDTH, "    "));
    }
    for thing in reader.things(finding) {
        let _ = writeln!(text, "    compared: {thing}");
    }
    let threshold = finding
        .rule
        .threshold
        .as_deref()
        .map(|value| format!(" (threshold {value}, {})", finding.rule.set_by));
    text.push_str(&wrap(
        &format!("rule: {}{}", finding.rule.text, threshold.unwrap_or_default()),
        WIDTH,
        "    ",
    ));
    text.push_str(&reader.records(finding));
    text.push_str(&wrap(&format!("ask: \"{}\"", finding.ask), WIDTH, "    "));
}

fn bullets(text: &mut String, heading: &str, items: &[&str]) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{heading}");
    for item in items {
        let wrapped = wrap(item, WIDTH, "    ");
        let mut lines = wrapped.lines();
        if let Some(first) = lines.next() {
            let _ = writeln!(text, "  - {}", first.trim_start());
        }
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
    }
}

fn next(text: &mut String, case: &Case) {
    let Some(check) = &case.next_check else {
        text.push_str("\nnext: every check that applies is done\n");
        return;
    };
    let _ = writeln!(
        text,
        "\n{}",
        format!("next: {}, {} ({}, {} min)", check.id, check.title, check.who, check.minutes).bold()
    );
    text.push_str(&wrap(&format!("EN \"{}\"", check.ask), WIDTH, "  "));
    if let Some(german) = &check.ask_de {
        text.push_str(&wrap(&format!("DE \"{german}\""), WIDTH, "  "));
    }
    text.push_str(&wrap(&format!("if confirmed: {}", check.if_confirmed), WIDTH, "  "));
    text.push_str(&wrap(&format!("if contradicted: {}", check.if_contradicted), WIDTH, "  "));
}
