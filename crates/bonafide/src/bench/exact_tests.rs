//! What exact values say does not change when near values are compared too: findings, ids, bits,
//! persons, joins, links and cases of whole firms, as they were before any near value was compared.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use bonafide_exchange::ScanDocument;
use bonafide_exchange::document::Finding;
use serde::Serialize;

use super::firms;
use crate::demo::{DemoOptions, Shape, write_shaped_firm};
use crate::pipeline::{Options, scan};

/// Written before the first near value was compared (`WRITE_EXACT=1 cargo test -p bonafide exact`): a
/// line that changes is a promise broken.
const BEFORE: &str = include_str!("exact_before.txt");

/// Whether a finding is one that the slices before could not make.
fn is_new(finding: &Finding) -> bool {
    finding.detector == "link-combined" || finding.rule.text.starts_with("near:")
}

/// FNV-1a over what is written, so that a line stands for all bytes of its subject.
fn mark(subject: &impl Serialize) -> String {
    let text = serde_json::to_string(subject).expect("a part of the document");
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The document without what is new, one line a part.
fn exact_lines(name: &str, document: &ScanDocument) -> String {
    let new: BTreeSet<&str> =
        document.findings.iter().filter(|one| is_new(one)).map(|one| one.id.as_str()).collect();
    let exact = |ids: &[String]| -> Vec<String> {
        ids.iter().filter(|id| !new.contains(id.as_str())).cloned().collect()
    };
    let named: BTreeSet<&str> = document
        .findings
        .iter()
        .filter(|one| !is_new(one))
        .flat_map(|one| one.things.iter().map(String::as_str))
        .collect();
    // A thing is listed for an exact finding, or without any: then a near one lists nothing new.
    let things: Vec<_> = document
        .things
        .iter()
        .filter(|one| {
            let is_hub = one.hub.is_some() && one.kind != "network";
            named.contains(one.id.as_str()) || is_hub || one.persons.len() > 1
        })
        .collect();
    let mut text = format!("firm {name}\n");
    for (what, part) in [
        ("persons", mark(&document.persons)),
        ("things", mark(&things)),
        ("gaps", mark(&document.gaps)),
        ("hubs", mark(&document.hubs)),
    ] {
        let _ = writeln!(text, "{what} {part}");
    }
    for finding in document.findings.iter().filter(|one| !is_new(one)) {
        let _ = writeln!(text, "finding {} {} {}", finding.id, finding.bits_milli, mark(finding));
    }
    for link in &document.links {
        let ids = exact(&link.findings);
        if !ids.is_empty() {
            let _ = writeln!(text, "link {} {} {} {}", link.a, link.b, link.kind, mark(&ids));
        }
    }
    for case in &document.cases {
        if case.opened_by.findings.iter().any(|id| new.contains(id.as_str())) {
            continue;
        }
        let _ = writeln!(
            text,
            "case {} {} {} {}",
            case.id,
            case.band,
            case.total_milli,
            mark(&(&case.persons, exact(&case.findings), &case.opened_by.findings, &case.families))
        );
    }
    for row in document.coverage.iter().filter(|row| row.detector != "link-combined") {
        let _ = writeln!(text, "coverage {} {}", row.detector, mark(row));
    }
    text
}

fn scanned(folder: &Path) -> ScanDocument {
    scan(&Options { names: true, ..Options::of(folder) }).expect("a scan").document
}

#[test]
fn what_exact_values_say_is_what_it_was() {
    let mut text = String::new();
    for seed in [1, 5] {
        let folder = tempfile::tempdir().expect("a folder");
        let options = DemoOptions { seed, ..DemoOptions::default() };
        write_shaped_firm(folder.path(), &options, Shape { operators: true, events: 60, almost: false })
            .expect("a demo firm");
        text.push_str(&exact_lines(&format!("demo {seed}"), &scanned(folder.path())));
    }
    for seed in [2, 3] {
        let folder = tempfile::tempdir().expect("a folder");
        firms::write_firm_without_near(folder.path(), seed).expect("a firm");
        text.push_str(&exact_lines(&format!("bench {seed}"), &scanned(folder.path())));
    }
    if std::env::var_os("WRITE_EXACT").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/bench/exact_before.txt"), &text)
            .expect("the lines can be written");
        return;
    }
    let (before, after): (BTreeSet<&str>, BTreeSet<&str>) =
        (BEFORE.lines().collect(), text.lines().collect());
    let lost: Vec<&&str> = before.difference(&after).collect();
    let other: Vec<&&str> = after.difference(&before).collect();
    assert!(lost.is_empty() && other.is_empty(), "no longer so:\n{lost:#?}\nbut now:\n{other:#?}");
}
