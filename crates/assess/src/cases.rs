//! Which persons and clusters become cases, and in which order people look at them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::{Finding, Grade, PersonId};

use crate::assessment::{Case, Cluster, OpenedBy};
use crate::facts::{Facts, speaks};
use crate::links::id_of;
use crate::next_check::next_check;
use crate::rule::{band_of_case, case_rule, families};
use crate::weigh::{total, weigh};
use crate::{Band, CheckTable, ClaimTable, PersonFacts};

/// What cases are made with.
#[derive(Clone, Copy)]
pub(crate) struct Desk<'a> {
    pub(crate) persons: &'a [PersonFacts],
    pub(crate) claims: &'a ClaimTable,
    pub(crate) checks: &'a CheckTable,
}

/// The cases by rank, and which finding names which stronger one as the same fact.
pub(crate) struct Opened {
    pub(crate) cases: Vec<Case>,
    pub(crate) same_fact_as: BTreeMap<String, String>,
}

impl Desk<'_> {
    /// Opens every case that the findings make.
    pub(crate) fn open_all(self, findings: &[Finding], clusters: &[Cluster]) -> Opened {
        let mut opened = Opened { cases: Vec::new(), same_fact_as: BTreeMap::new() };
        let by_smallest: BTreeMap<PersonId, &Cluster> =
            clusters.iter().filter_map(|cluster| Some((*cluster.persons.first()?, cluster))).collect();
        for (smallest, own) in group(findings, clusters) {
            let Some(cluster) = by_smallest.get(&smallest) else {
                self.open(&[smallest], None, &own, &mut opened);
                continue;
            };
            if self.open(&cluster.persons, Some(cluster), &own, &mut opened) {
                continue;
            }
            // Facts of a pair may melt into a weaker whole; what stands against one alone remains.
            for person in &cluster.persons {
                let alone: Vec<&Finding> = own
                    .iter()
                    .copied()
                    .filter(|finding| finding.persons.iter().all(|named| named == person))
                    .collect();
                self.open(&[*person], None, &alone, &mut opened);
            }
        }
        opened.cases.sort_by(|left, right| order(left).cmp(&order(right)));
        for (rank, case) in (1..).zip(&mut opened.cases) {
            case.rank = rank;
        }
        name_outside(findings, &mut opened);
        opened
    }

    fn open(
        self,
        members: &[PersonId],
        cluster: Option<&Cluster>,
        own: &[&Finding],
        opened: &mut Opened,
    ) -> bool {
        let facts = Facts::among(own.iter().copied());
        let (Some(smallest), Some((rule, by))) = (members.first(), case_rule(&facts)) else {
            return false;
        };
        let claims = weigh(&facts, self.claims);
        let total_milli = total(self.claims, &claims);
        let check = next_check(facts.strongest(), &claims, members, self.persons, self.checks);
        opened.cases.push(Case {
            id: format!("C-{}", id_of(*smallest, self.persons)),
            rank: 0,
            persons: members.to_vec(),
            cluster: cluster.map(|joined| joined.id.clone()),
            findings: own.iter().map(|finding| finding.id.clone()).collect(),
            opened_by: OpenedBy { rule, findings: by.iter().map(|finding| finding.id.clone()).collect() },
            families: families(&facts),
            band: band_of_case(rule, &facts),
            prior_milli: self.claims.prior_milli(),
            claims,
            total_milli,
            next_check: check,
        });
        let repeated = facts.repeated().map(|(finding, head)| (finding.id.clone(), head.id.clone()));
        opened.same_fact_as.extend(repeated);
        true
    }
}

/// The band of each person: that of the case, else *verify* where a finding of A or B names them.
pub(crate) fn bands(findings: &[Finding], cases: &[Case], persons: usize) -> Vec<Band> {
    let mut bands = vec![Band::NoConcern; persons];
    let mut set = |person: PersonId, band: Band| {
        let slot = usize::try_from(person.0).ok().and_then(|index| bands.get_mut(index));
        if let Some(known) = slot {
            *known = band;
        }
    };
    for finding in
        findings.iter().filter(|finding| speaks(finding) && finding.counts && finding.grade >= Grade::B)
    {
        for person in &finding.persons {
            set(*person, Band::Verify);
        }
    }
    for case in cases {
        for person in &case.persons {
            set(*person, case.band);
        }
    }
    bands
}

/// The findings whose persons all belong to one cluster, or are one person, by smallest person.
fn group<'a>(findings: &'a [Finding], clusters: &[Cluster]) -> BTreeMap<PersonId, Vec<&'a Finding>> {
    let mut smallest_of: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for cluster in clusters {
        if let Some(smallest) = cluster.persons.first() {
            smallest_of.extend(cluster.persons.iter().map(|person| (*person, *smallest)));
        }
    }
    let mut groups: BTreeMap<PersonId, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| speaks(finding)) {
        let mut places = finding.persons.iter().map(|person| smallest_of.get(person).unwrap_or(person));
        let Some(place) = places.next() else { continue };
        if places.all(|other| other == place) {
            groups.entry(*place).or_default().push(finding);
        }
    }
    groups
}

/// Findings in no case are compared with all that speak. Where the one they would name is itself
/// the same fact as a stronger one of its case, they name that: what is named always counts.
fn name_outside(findings: &[Finding], opened: &mut Opened) {
    let inside: BTreeSet<&str> =
        opened.cases.iter().flat_map(|case| &case.findings).map(String::as_str).collect();
    let everything = Facts::among(findings);
    let mut outside = BTreeMap::new();
    for (finding, head) in everything.repeated().filter(|(finding, _)| !inside.contains(finding.id.as_str()))
    {
        let named = opened.same_fact_as.get(&head.id).unwrap_or(&head.id);
        outside.insert(finding.id.clone(), named.clone());
    }
    opened.same_fact_as.append(&mut outside);
}

/// Band, then the greater number of families, then the greater total, then the id.
fn order(case: &Case) -> (Band, Reverse<usize>, Reverse<i64>, &str) {
    (case.band, Reverse(case.families.len()), Reverse(case.total_milli), &case.id)
}
