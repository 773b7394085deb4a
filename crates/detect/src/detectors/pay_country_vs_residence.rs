//! `pay-country-vs-residence`: an account in a country that the person never declared.

use std::collections::BTreeSet;

use bonafide_records::finding::{BitsFrom, Evidence, PersonId, Subject};
use bonafide_records::normal::is_eea;
use bonafide_records::{Form, RowId, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};

/// An account in a country that the person never declared.
pub static PAY_COUNTRY_VS_RESIDENCE: Detector = Detector {
    id: "pay-country-vs-residence",
    version: 1,
    page: include_str!("../../../../casebooks/pay-country-vs-residence.md"),
    rule: "the country of the IBAN is neither the residence nor the contract country that the same person declares; an IBAN of the European Economic Area is never a hit; which countries they are is no input",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["account", "country"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let reads = |source: &str| row.reads(source);
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    for entry in context.index.entries(ValueKind::Account) {
        let Form::Account(account) = &entry.form else { continue };
        let Some(country) = account.country().filter(|_| account.is_iban()) else { continue };
        for person in entry.holders(reads) {
            let declared = declared(context, person);
            if declared.is_empty() {
                continue;
            }
            seen.insert(person);
            if is_eea(country) || entry.hub.is_some() || declared.iter().any(|(own, _)| *own == country) {
                continue;
            }
            let Some(row_id) = declared.iter().map(|(_, row)| *row).min() else { continue };
            let mut cited = entry.citations(person, reads).into_iter();
            let (Some(first), Some(home)) = (cited.next(), context.reading.rows.get(row_id.0 as usize))
            else {
                continue;
            };
            sink.find(Draft {
                persons: vec![person],
                things: vec![entry.thing],
                of: vec![Subject::Person(person)],
                evidence: Evidence::new(first, cited.chain([home.citation.with_field("country")])),
                bits: (0, BitsFrom::NotMeasured),
                conditions: BTreeSet::new(),
                says: format!(
                    "the account to which {} is paid lies in a country that none of their records names",
                    context.persons.name_of(person)
                ),
                threshold: None,
            });
        }
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

/// Countries of residence and contract that a person's rows declare, each with a row that does.
fn declared(context: &Context<'_>, person: PersonId) -> Vec<(&'static str, RowId)> {
    let rows = context.persons.get(person).map_or(&[][..], |known| known.rows.as_slice());
    rows.iter()
        .filter_map(|id| context.reading.rows.get(id.0 as usize)?.country.map(|country| (country, *id)))
        .collect()
}
