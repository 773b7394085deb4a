//! Every casebook page runs as a test.
//!
//! A page's input blocks are written as files and read by the real readers; its `findings` and
//! `coverage` blocks are what must come out. `UPDATE_CASEBOOKS=1 cargo test -p bonafide-detect`
//! rewrites the expected blocks: read the difference before you keep it.

mod casebook;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use casebook::{Block, blocks, coverage_lines, exact_lines, finding_lines, outcome};

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../casebooks");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("casebooks/ can be read")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_page_says_what_the_program_finds() {
    let update = std::env::var_os("UPDATE_CASEBOOKS").is_some();
    let mut faults = Vec::new();
    let mut examples = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page can be read");
        let name = page.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut inputs: Vec<Block> = Vec::new();
        let mut rewritten = String::with_capacity(text.len());
        let mut rest = text.as_str();
        for block in blocks(&text) {
            if block.kind != "findings" && block.kind != "coverage" {
                inputs.push(block);
                continue;
            }
            examples += 1;
            let (detection, assessment, reading) = outcome(&inputs);
            let found = if block.kind == "findings" {
                finding_lines(&detection, &assessment, &reading)
            } else {
                coverage_lines(
                    &detection,
                    page.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default(),
                )
            };
            if found != block.body {
                let section = block.heading.clone();
                faults.push(format!(
                    "{name}: {section}\nthe page says\n{}the program finds\n{found}",
                    block.body
                ));
            }
            let (before, _) = rest.split_at(block.start - (text.len() - rest.len()));
            rewritten.push_str(before);
            rewritten.push_str(&found);
            rest = &text[block.end..];
            inputs.clear();
        }
        rewritten.push_str(rest);
        if update && rewritten != text {
            std::fs::write(&page, rewritten).expect("a page can be written");
        }
    }
    assert!(examples > 30, "only {examples} examples ran");
    if !update {
        assert!(faults.is_empty(), "{} examples disagree\n\n{}", faults.len(), faults.join("\n\n"));
    }
}

/// What a page promises by its place: examples fire, silent ones put nobody into a case.
#[test]
fn examples_fire_and_silent_ones_open_no_case() {
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page can be read");
        let id = page.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let mut inputs: Vec<Block> = Vec::new();
        let mut fired = 0;
        for block in blocks(&text) {
            if block.kind != "findings" && block.kind != "coverage" {
                inputs.push(block);
                continue;
            }
            let (detection, assessment, _) = outcome(&inputs);
            inputs.clear();
            let about = format!("{id}, {}", block.heading);
            if block.heading.starts_with("Example") {
                fired += usize::from(detection.findings.iter().any(|finding| finding.detector == id));
            } else if block.heading.starts_with("Should stay silent") {
                assert!(assessment.cases.is_empty(), "{about}: an innocent example opens a case");
            } else {
                let row = detection.coverage.iter().find(|row| row.detector == id).expect("a coverage row");
                assert_eq!(row.state.word(), "no_data", "{about}");
                assert!(!row.needs.is_empty(), "{about}: needs nothing");
            }
        }
        assert!(fired > 0, "{id}: no example fires");
    }
}

/// One line an example, written before the first near value was compared (`WRITE_EXACT=1`).
const EXACT_BEFORE: &str = include_str!("exact_before.txt");

/// What exact values say on the pages is what they said before near values were compared.
#[test]
fn exact_findings_of_the_pages_are_what_they_were() {
    let mut text = String::new();
    for page in pages() {
        let name = page.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut inputs: Vec<Block> = Vec::new();
        for block in blocks(&std::fs::read_to_string(&page).expect("a page can be read")) {
            if block.kind != "findings" && block.kind != "coverage" {
                inputs.push(block);
                continue;
            }
            let (detection, assessment, reading) = outcome(&inputs);
            inputs.clear();
            let said = exact_lines(&detection, &assessment, &reading);
            let mark = said.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            let _ = writeln!(text, "{name} {} {} {mark:016x}", block.kind, block.heading);
        }
    }
    if std::env::var_os("WRITE_EXACT").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exact_before.txt"), &text)
            .expect("the lines can be written");
        return;
    }
    let now: std::collections::BTreeSet<&str> = text.lines().collect();
    let lost: Vec<&str> = EXACT_BEFORE.lines().filter(|line| !now.contains(line)).collect();
    assert!(lost.is_empty(), "no longer so: {lost:#?}");
    assert!(EXACT_BEFORE.lines().count() > 100);
}
