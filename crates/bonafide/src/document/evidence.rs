//! Findings, records and gaps of the document.

use bonafide_detect::detector::built;
use bonafide_exchange::document::{BitsFrom, Claim, Finding, Gap, Record, Rule};
use bonafide_records::Citation;
use bonafide_records::finding::{self, Subject};

use super::{Parts, place};

impl Parts<'_> {
    /// One finding.
    pub(super) fn finding(&self, finding: &finding::Finding) -> Finding {
        let page = built().iter().find(|one| one.row.id == finding.detector).map(|one| &one.page);
        Finding {
            id: finding.id.clone(),
            detector: finding.detector.to_owned(),
            version: finding.version,
            claim: Some(self.claim(&finding.claim)),
            family: finding.family.word().to_owned(),
            mechanism: finding.mechanism.to_owned(),
            grade: finding.grade.letter().to_owned(),
            attested: finding.attested,
            grade_because: finding.grade_because.clone(),
            bits_milli: finding.bits,
            bits_from: bits_from(&finding.bits_from),
            same_fact_as: finding.same_fact_as.clone(),
            explained_by: (!finding.explained_by.is_empty()).then(|| finding.explained_by.clone()),
            persons: finding.persons.iter().map(|person| self.person(*person)).collect(),
            things: finding.things.iter().map(|thing| self.thing(*thing)).collect(),
            records: finding.evidence.records().map(|record| self.record(record)).collect(),
            rule: Rule {
                text: finding.rule.text.clone(),
                threshold: finding.rule.threshold.clone(),
                set_by: finding.rule.set_by.clone(),
            },
            says: finding.says.clone(),
            innocent: finding.innocent.clone(),
            ask: finding.ask.clone(),
            advisory: finding.advisory.clone(),
            ask_de: page.and_then(|own| own.ask("DE")).map(str::to_owned),
        }
    }

    /// One claim, with ids for its subjects.
    pub(super) fn claim(&self, claim: &finding::Claim) -> Claim {
        Claim {
            kind: claim.kind.word().to_owned(),
            of: claim
                .of
                .iter()
                .map(|subject| match subject {
                    Subject::Person(person) => self.person(*person),
                    Subject::Thing(thing) => self.thing(*thing),
                })
                .collect(),
            from: claim.from.map(|day| day.to_string()),
            to: claim.to.map(|day| day.to_string()),
        }
    }

    /// One record.
    pub(super) fn record(&self, citation: &Citation) -> Record {
        let (line, path) = place(Some(&citation.place));
        Record {
            file: self.file_name(citation.file),
            line,
            path,
            field: citation.field.to_string(),
            sha256: citation.digest.hex(),
        }
    }

    /// Gaps of the firm.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let gaps = self.detection.gaps.iter();
        let mut written: Vec<Gap> = gaps
            .map(|gap| Gap {
                detector: gap.detector.clone(),
                says: gap.says.clone(),
                records: gap.records.iter().map(|record| self.record(record)).collect(),
                ask: gap.ask.clone(),
            })
            .collect();
        for unused in &self.assessment.unused_clearings {
            let why = if unused.unknown.is_empty() {
                "no finding of this scan is about exactly these persons".to_owned()
            } else {
                format!("nobody is known as {}", unused.unknown.join(", "))
            };
            written.push(Gap {
                detector: "cleared".to_owned(),
                says: format!("firm.toml [[cleared]] {} clears nothing: {why}", unused.number),
                records: Vec::new(),
                ask: "is it still needed? correct its keys or take it out".to_owned(),
            });
        }
        written
    }
}

fn bits_from(from: &finding::BitsFrom) -> BitsFrom {
    let known = |kind: &str, n: u64, of: u64, source: &str| BitsFrom {
        kind: kind.to_owned(),
        n: Some(n),
        of: Some(of),
        source: Some(source.to_owned()),
    };
    match from {
        finding::BitsFrom::Firm { n, of, source } => known("firm", *n, *of, source),
        finding::BitsFrom::Table { n, of, source } => known("table", *n, *of, source),
        finding::BitsFrom::NotMeasured => {
            BitsFrom { kind: "none".to_owned(), n: None, of: None, source: None }
        }
    }
}
