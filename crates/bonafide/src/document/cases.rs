//! Links, clusters and cases of the document.

use bonafide_assess::{Case, Waterfall};
use bonafide_exchange::document::{self, CaseClaim, CaseItem, Cluster, Link, NextCheck, OpenedBy, Pair};

use super::{Parts, sentence};

impl Parts<'_> {
    pub(super) fn links(&self) -> Vec<Link> {
        let links = self.assessment.links.iter();
        let mut written: Vec<Link> = links
            .map(|link| Link {
                a: self.person(link.a),
                b: self.person(link.b),
                kind: link.kind.word().to_owned(),
                findings: link.findings.clone(),
                bits_milli: link.bits_milli,
            })
            .collect();
        written.sort_by(|left, right| (&left.a, &left.b, &left.kind).cmp(&(&right.a, &right.b, &right.kind)));
        written
    }

    pub(super) fn clusters(&self) -> Vec<Cluster> {
        let clusters = self.assessment.clusters.iter();
        let mut written: Vec<Cluster> = clusters
            .map(|cluster| Cluster {
                id: cluster.id.clone(),
                persons: cluster.persons.iter().map(|person| self.person(*person)).collect(),
                links: cluster
                    .links
                    .iter()
                    .map(|(a, b)| Pair { a: self.person(*a), b: self.person(*b) })
                    .collect(),
            })
            .collect();
        written.sort_by(|left, right| left.id.cmp(&right.id));
        written
    }

    pub(super) fn case(&self, case: &Case) -> document::Case {
        let waterfall = self.assessment.waterfall(case, self.claims, Vec::new());
        let prior = self.claims.prior();
        document::Case {
            id: case.id.clone(),
            rank: case.rank as u64,
            persons: case.persons.iter().map(|person| self.person(*person)).collect(),
            cluster: case.cluster.clone(),
            findings: case.findings.clone(),
            opened_by: OpenedBy {
                rule: case.opened_by.rule.word().to_owned(),
                findings: case.opened_by.findings.clone(),
            },
            families: case.families.iter().map(|family| family.word().to_owned()).collect(),
            band: case.band.words().to_owned(),
            prior_milli: case.prior_milli,
            claims: self.claims_of(&waterfall),
            total_milli: case.total_milli,
            next_check: case.next_check.as_ref().map(|next| NextCheck {
                id: next.check.id.clone(),
                who: next.check.who.clone(),
                minutes: u64::from(next.check.minutes),
                ask: next.check.asks_en.clone(),
                if_confirmed: next.check.confirmed_means.clone(),
                if_contradicted: next.check.contradicted_means.clone(),
                title: next.check.title.clone(),
                ask_de: Some(next.check.asks_de.clone()),
            }),
            sentence: sentence::of_case(self, case),
            prior_says: format!("{}: 1 in {} ({}, {})", prior.row, prior.of, prior.source, prior.date),
        }
    }

    fn claims_of(&self, waterfall: &Waterfall) -> Vec<CaseClaim> {
        let steps = waterfall.steps.iter();
        steps
            .map(|step| CaseClaim {
                claim: self.claim(&step.claim),
                inner_milli: step.inner_milli,
                part_milli: step.part_milli,
                family: step.family.word().to_owned(),
                items: step
                    .items
                    .iter()
                    .map(|item| CaseItem {
                        finding: item.finding.clone(),
                        counted: item.same_fact_as.is_none(),
                        marginal_milli: item.marginal_milli,
                    })
                    .collect(),
            })
            .collect()
    }
}
