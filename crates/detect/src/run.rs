//! All detectors over one reading, with their coverage.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use bonafide_records::finding::{Finding, Gap};
use bonafide_records::firm::Figure;
use bonafide_records::{Citation, Firm, Reading};
use jiff::civil::Date;

use crate::catalogue::{Row, catalogue};
use crate::context::{Context, Sink};
use crate::detector::{Built, built};
use crate::index::ValueIndex;
use crate::persons::Persons;

/// What became of a detector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// At least one value of the kind compared was read.
    Ran,
    /// None was: neither hit nor clear.
    NoData,
    /// Off by default or by `firm.toml`.
    Off,
    /// The policy of `firm.toml` refused all its sources.
    Refused,
    /// A later issue brings it.
    NotBuilt,
    /// The catalogue rejects it.
    Rejected,
}

impl State {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ran => "ran",
            Self::NoData => "no_data",
            Self::Off => "off",
            Self::Refused => "refused",
            Self::NotBuilt => "not_built",
            Self::Rejected => "rejected",
        }
    }
}

/// One row of the coverage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The detector's id.
    pub detector: String,
    /// What became of it.
    pub state: State,
    /// Persons (or rows) that have a value of the kind compared.
    pub seen: u64,
    /// Persons (or rows) that could have one.
    pub of: u64,
    /// Why it is so, in words; empty where it ran.
    pub why: String,
    /// What it would need.
    pub needs: Vec<String>,
}

/// Everything that detection gives.
#[derive(Debug, Clone, Default)]
pub struct Detection {
    /// Who is who.
    pub persons: Persons,
    /// Who uses which value.
    pub index: ValueIndex,
    /// Findings with their base grade, sorted by id.
    pub findings: Vec<Finding>,
    /// Gaps of the firm.
    pub gaps: Vec<Gap>,
    /// One row a detector of the catalogue, sorted by id.
    pub coverage: Vec<Coverage>,
}

/// Runs every built detector.
pub fn detect(reading: &Reading, firm: &Firm, as_of: Option<Date>) -> Detection {
    let persons = Persons::build(reading, firm);
    let index = ValueIndex::build(reading, &persons, firm);
    let context = Context {
        reading,
        persons: &persons,
        index: &index,
        firm,
        as_of,
        texts: OnceCell::new(),
        names: OnceCell::new(),
        almost: OnceCell::new(),
    };
    let mut findings = Vec::new();
    let mut states: BTreeMap<&str, Coverage> = BTreeMap::new();
    for one in built() {
        let mut sink = Sink::new(one, &persons);
        let coverage = run_one(one, &context, &mut sink);
        findings.extend(sink.into_findings());
        states.insert(&one.row.id, coverage);
    }
    findings.sort_by(|first, second| first.id.cmp(&second.id));
    let coverage = catalogue().rows.iter().map(|row| coverage_of(row, &states)).collect();
    let mut gaps = persons.gaps.clone();
    gaps.extend(firm_gaps(&context));
    gaps.sort();
    Detection { persons, index, findings, gaps, coverage }
}

fn run_one(one: &'static Built, context: &Context<'_>, sink: &mut Sink<'_>) -> Coverage {
    let id = &one.row.id;
    let threshold = context.firm.thresholds.get(id);
    if threshold.and_then(|own| own.figures.get("off")) == Some(&Figure::Switch(true)) {
        return plain(id, State::Off, "off by firm.toml [thresholds]");
    }
    let looked = (one.detector.check)(context, sink);
    if looked.seen > 0 {
        return Coverage { seen: looked.seen, of: looked.of, ..plain(id, State::Ran, "") };
    }
    let refused = one
        .row
        .sources
        .iter()
        .any(|source| context.reading.refused.keys().any(|word| word.as_str() == source));
    let (state, why) = if refused {
        (State::Refused, "the policy of firm.toml does not allow its sources")
    } else {
        (State::NoData, "none of its sources gave a value of the kind that it compares")
    };
    let needs = one.detector.needs.iter().map(|need| (*need).to_owned()).collect();
    Coverage { of: looked.of, needs, ..plain(id, state, why) }
}

fn plain(id: &str, state: State, why: &str) -> Coverage {
    Coverage { detector: id.to_owned(), state, seen: 0, of: 0, why: why.to_owned(), needs: Vec::new() }
}

/// A row's state: built, alias, rejected, or still to come.
fn coverage_of(row: &Row, states: &BTreeMap<&str, Coverage>) -> Coverage {
    if let Some(own) = states.get(row.id.as_str()) {
        return own.clone();
    }
    if row.is_rejected() {
        return plain(&row.id, State::Rejected, &row.note);
    }
    let Some(target) = row.alias_of() else {
        return plain(&row.id, State::NotBuilt, "not built yet");
    };
    match states.get(target) {
        Some(own) => Coverage { detector: row.id.clone(), why: row.note.clone(), ..own.clone() },
        None => plain(&row.id, State::NotBuilt, &row.note),
    }
}

/// Gaps that are about the firm's own records and rules.
fn firm_gaps(context: &Context<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    if context.firm.policy.is_none() && !context.reading.rows.is_empty() {
        gaps.push(Gap {
            detector: "policy".to_owned(),
            says: "no policy says who may be scanned from which source: everything given was read".to_owned(),
            records: Vec::new(),
            ask: "write [policy] into firm.toml; `bonafide sources how firm` shows every key".to_owned(),
        });
    }
    for (number, household) in context.firm.households.iter().enumerate() {
        let nobody: Vec<&str> = household
            .persons
            .iter()
            .map(String::as_str)
            .filter(|key| context.persons.resolve(key).is_none())
            .collect();
        if !nobody.is_empty() && !context.reading.rows.is_empty() {
            gaps.push(Gap {
                detector: "households".to_owned(),
                says: format!(
                    "firm.toml [[households]] {} names {} whom no record knows: it explains nothing for them",
                    number + 1,
                    nobody
                        .iter()
                        .map(|key| if key.contains('@') { "an address" } else { key })
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
                records: Vec::new(),
                ask: "is the key right? write source:key, e.g. bamboohr:101".to_owned(),
            });
        }
    }
    let unknown = |key: &str| context.persons.resolve(key).is_none();
    let shipments = context
        .reading
        .shipments
        .iter()
        .filter_map(|one| one.person.as_deref().map(|key| (key, &one.citation)));
    let hosts = context.reading.peripherals.iter();
    let nobodys = hosts.filter(|one| context.index.host(one).is_none()).map(|one| one.citation.clone());
    gaps.extend(hosts_of_nobody(nobodys.collect()));
    gaps.extend(files_of_nobody(context));
    let changes = context.reading.changes.iter().map(|one| (one.person.as_str(), &one.citation));
    let devices = context
        .reading
        .devices
        .iter()
        .filter_map(|one| one.person.as_deref().map(|key| (key, &one.citation)));
    let attested = context.reading.attestations.iter().map(|one| (one.person.as_str(), &one.citation));
    for (what, rows) in [
        (
            "shipment",
            shipments
                .filter(|(key, _)| unknown(key))
                .map(|(_, cited)| cited.clone())
                .collect::<Vec<Citation>>(),
        ),
        ("attestation", attested.filter(|(key, _)| unknown(key)).map(|(_, cited)| cited.clone()).collect()),
        ("device", devices.filter(|(key, _)| unknown(key)).map(|(_, cited)| cited.clone()).collect()),
        ("change", changes.filter(|(key, _)| unknown(key)).map(|(_, cited)| cited.clone()).collect()),
    ] {
        if rows.is_empty() {
            continue;
        }
        let count = rows.len();
        let noun = if count == 1 { "row names a person" } else { "rows name persons" };
        gaps.push(Gap {
            detector: "joins".to_owned(),
            says: format!(
                "{count} {what} {noun} whom no staff or hiring record knows, or several do: not used"
            ),
            records: rows,
            ask: "whose are they? write source:key, e.g. bamboohr:101, into the person column".to_owned(),
        });
    }
    gaps
}

/// CV files that are nobody's: several candidates' records give their name, or none does.
fn files_of_nobody(context: &Context<'_>) -> Vec<Gap> {
    let index = context.index;
    let mut gaps = Vec::new();
    for (documents, says, ask) in [
        (
            index.contested_documents(),
            "a name that several candidates' records give: used for none of them",
            "whose is the file? put the candidate's id into its name or folder",
        ),
        (
            index.unclaimed_documents(),
            "a name that no candidate's record gives: compared as nobody's",
            "whose is the file? name it as the hiring system's attachment is named, or begin its name with the \
             candidate's id and that name",
        ),
    ] {
        let found = documents.iter().filter_map(|document| context.reading.documents.get(*document));
        let records: Vec<Citation> = found.filter_map(|document| document.parts.first().cloned()).collect();
        if records.is_empty() {
            continue;
        }
        let noun = if records.len() == 1 { "CV file has" } else { "CV files have" };
        gaps.push(Gap {
            detector: "joins".to_owned(),
            says: format!("{} {noun} {says}", records.len()),
            records,
            ask: ask.to_owned(),
        });
    }
    gaps
}

/// Hosts that no record gives to anybody: what is plugged into them was not looked at.
fn hosts_of_nobody(mut records: Vec<Citation>) -> Option<Gap> {
    records.sort();
    records.dedup();
    (!records.is_empty()).then(|| Gap {
        detector: "joins".to_owned(),
        says: format!(
            "{} results of hosts that no device table and no decoration gives to a person: not used",
            records.len()
        ),
        records,
        ask: "who has these computers? a device table with the host's name and the person says so".to_owned(),
    })
}
