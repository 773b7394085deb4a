//! Reads the blocks of a page and runs them through readers, detectors and assessment.

mod cv;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bonafide_assess::{Assessment, Case, CheckTable, ClaimTable, Input, PersonFacts, assess};
use bonafide_detect::Detection;
use bonafide_records::finding::{BitsFrom, Finding, Subject};
use bonafide_records::value::ValueKind;
use bonafide_records::{Place, Reading};
use bonafide_sources::{Options, load_firm, read};

/// One fenced block of a page.
#[derive(Debug, Clone)]
pub struct Block {
    /// The heading it stands under, with its sub-heading.
    pub heading: String,
    /// The fence's first word.
    pub kind: String,
    /// The fence's other words.
    pub options: String,
    /// The text inside.
    pub body: String,
    /// Where the body begins and ends in the page.
    pub start: usize,
    pub end: usize,
}

impl Block {
    /// The value of an option: a word, or several in quotes.
    pub fn option(&self, name: &str) -> Option<&str> {
        let start = self.options.find(&format!("{name}="))? + name.len() + 1;
        let rest = self.options.get(start..)?;
        match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => rest.split_whitespace().next(),
        }
    }
}

/// All fenced blocks, in order.
pub fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let (mut section, mut part) = (String::new(), String::new());
    let mut open: Option<Block> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let text = line.trim_end();
        if let Some(fence) = text.strip_prefix("```") {
            if let Some(block) = open.take() {
                let body = page[block.start..at].to_owned();
                found.push(Block { body, end: at, ..block });
            } else {
                let (kind, options) = fence.split_once(' ').unwrap_or((fence, ""));
                let start = at + line.len();
                open = Some(Block {
                    heading: format!("{section} {part}").trim().to_owned(),
                    kind: kind.to_owned(),
                    options: options.to_owned(),
                    body: String::new(),
                    start,
                    end: start,
                });
            }
        } else if open.is_none() {
            if let Some(heading) = text.strip_prefix("### ") {
                part = format!("({heading})");
            } else if let Some(heading) = text.strip_prefix("## ") {
                heading.clone_into(&mut section);
                part.clear();
            }
        }
        at += line.len();
    }
    found
}

/// Writes the inputs as files and runs everything on them.
pub fn outcome(inputs: &[Block]) -> (Detection, Assessment, Reading) {
    let folder = tempfile::tempdir().expect("a folder");
    let lists = tempfile::tempdir().expect("a folder for lists");
    for block in inputs {
        let name =
            block.option("file").unwrap_or_else(|| panic!("{}: an input names no file", block.heading));
        match block.kind.as_str() {
            "list" => std::fs::write(lists.path().join(name), &block.body).expect("writing a list"),
            "cv" => std::fs::write(folder.path().join(name), cv::document(block)).expect("writing a CV"),
            _ => std::fs::write(folder.path().join(name), &block.body).expect("writing an input"),
        }
        if let Some(kind) = block.option("kind") {
            let mapping = mapping(block, kind);
            std::fs::write(folder.path().join(format!("{name}.map.toml")), mapping)
                .expect("writing a mapping");
        }
    }
    let paths = [folder.path().to_path_buf()];
    let loaded = load_firm(folder.path()).unwrap_or_else(|error| panic!("firm.toml: {error}"));
    assert!(loaded.warnings.is_empty(), "firm.toml: {:?}", loaded.warnings);
    let given = inputs.iter().any(|block| block.kind == "list");
    let lists = given.then(|| lists.path().to_path_buf()).into_iter().collect();
    let options = Options { firm: loaded.firm.clone(), lists, ..Options::default() };
    let reading = read(&paths, &options).expect("the inputs can be read");
    assert!(reading.unread.is_empty(), "unread: {:?}", reading.unread);
    assert!(reading.set_aside.is_empty(), "set aside: {:?}", reading.set_aside);
    let detection = bonafide_detect::detect(&reading, &loaded.firm, reading.newest);
    let persons: Vec<PersonFacts> = detection
        .persons
        .list
        .iter()
        .map(|person| PersonFacts {
            id: person.id.clone(),
            known_as: person.known_as.clone(),
            works_here: person.works_here(),
            settled_checks: BTreeSet::new(),
        })
        .collect();
    let assessment = assess(Input {
        persons: &persons,
        findings: detection.findings.clone(),
        firm: &loaded.firm,
        claims: &ClaimTable::shipped().expect("claims"),
        checks: &CheckTable::shipped().expect("checks"),
    });
    (detection, assessment, reading)
}

/// A mapping that takes each header for what it is called.
fn mapping(block: &Block, kind: &str) -> String {
    let mut text = format!("kind = \"{kind}\"\n");
    if let Some(source) = block.option("source") {
        let _ = writeln!(text, "source = \"{source}\"");
    }
    text.push_str("[columns]\n");
    for header in block.body.lines().next().unwrap_or_default().split(',') {
        let fixed = if kind == "person" && header == "person" { "key" } else { header };
        let _ = writeln!(text, "{fixed} = \"{header}\"");
    }
    text
}

/// The `findings` block.
pub fn finding_lines(detection: &Detection, assessment: &Assessment, reading: &Reading) -> String {
    let mut text = String::new();
    for finding in &assessment.findings {
        text.push_str(&finding_line(finding, detection, reading));
    }
    for entry in ValueKind::ALL.iter().flat_map(|kind| detection.index.entries(*kind)) {
        if let Some(why) = &entry.hub {
            let persons = entry.holders(|_| true).len();
            let _ = writeln!(text, "hub {} persons={persons} why=\"{why}\"", entry.form.kind().word());
        }
    }
    for case in &assessment.cases {
        text.push_str(&case_line(case, detection));
    }
    text
}

/// The lines of findings and cases that the slices before near values could make, with everything
/// that a finding says.
pub fn exact_lines(detection: &Detection, assessment: &Assessment, reading: &Reading) -> String {
    let is_new =
        |finding: &Finding| finding.detector == "link-combined" || finding.rule.text.starts_with("near:");
    let mut text = String::new();
    for finding in assessment.findings.iter().filter(|finding| !is_new(finding)) {
        text.push_str(&finding_line(finding, detection, reading));
        let _ = writeln!(
            text,
            "{} {:?} {:?} {} {:?} {:?} {}",
            finding.id,
            finding.persons,
            finding.things,
            finding.says,
            finding.rule,
            finding.same_fact_as,
            finding.grade_because
        );
    }
    for case in &assessment.cases {
        let opened_by_new =
            case.opened_by.findings.iter().any(|id| assessment.finding(id).is_some_and(is_new));
        if !opened_by_new {
            text.push_str(&case_line(case, detection));
        }
    }
    text
}

fn finding_line(finding: &Finding, detection: &Detection, reading: &Reading) -> String {
    let mut text = String::new();
    let of: Vec<&str> = finding
        .claim
        .of
        .iter()
        .map(|subject| match subject {
            Subject::Person(person) => detection.persons.name_of(*person),
            Subject::Thing(thing) => detection.index.thing_name(*thing),
        })
        .collect();
    let from = match &finding.bits_from {
        BitsFrom::Firm { n, of, .. } => format!("firm n={n} of={of}"),
        BitsFrom::Table { n, of, .. } => format!("table n={n} of={of}"),
        BitsFrom::NotMeasured => "none".to_owned(),
    };
    let _ = write!(
        text,
        "{} {} {} {}({}) bits_milli={} from={from}",
        finding.detector,
        finding.grade,
        finding.family,
        finding.claim.kind,
        of.join(", "),
        finding.bits
    );
    let mut places: Vec<String> = finding
        .evidence
        .records()
        .map(|record| {
            let file = &reading.files[record.file.0 as usize].name;
            match &record.place {
                Place::Line(line) => format!("{file}:{line}"),
                Place::Path(path) => format!("{file}#{path}"),
            }
        })
        .collect();
    places.dedup();
    for place in places {
        let _ = write!(text, " {place}");
    }
    if !finding.explained_by.is_empty() {
        let _ = write!(text, " explained_by=\"{}\"", finding.explained_by.join("; "));
    }
    text.push('\n');
    text
}

fn case_line(case: &Case, detection: &Detection) -> String {
    let persons: Vec<&str> = case.persons.iter().map(|person| detection.persons.name_of(*person)).collect();
    format!("case {} by {}: {}\n", case.band.words(), case.opened_by.rule.word(), persons.join(", "))
}

/// The `coverage` block of one detector.
pub fn coverage_lines(detection: &Detection, id: &str) -> String {
    let row = detection.coverage.iter().find(|row| row.detector == id).expect("a coverage row");
    format!("{} {} needs={}\n", row.detector, row.state.word(), row.needs.join(","))
}
