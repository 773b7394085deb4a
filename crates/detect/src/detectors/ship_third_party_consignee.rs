//! `ship-third-party-consignee`: a parcel addressed to, or signed for by, somebody else.

use std::collections::BTreeSet;

use bonafide_records::Shipment;
use bonafide_records::finding::{BitsFrom, Evidence, PersonId, Subject};
use bonafide_records::normal::{Name, fold_text};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::index::counted_as;

/// A parcel addressed to, or signed for by, somebody whose name shares nothing with the person's.
pub static SHIP_THIRD_PARTY_CONSIGNEE: Detector = Detector {
    id: "ship-third-party-consignee",
    version: 1,
    page: include_str!("../../../../casebooks/ship-third-party-consignee.md"),
    rule: "consignee or signature shares no name token with the person, their household, the firm or an agency",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["shipment recipient"],
    check,
};

/// Words of a signature that name a role, a place or nothing, and nobody: compared with the whole
/// entry and with its first word ("Packstation 123", "Nachbar, 2. OG").
const ROLES: &[&str] = &[
    // English
    "assistant",
    "concierge",
    "customer",
    "desk",
    "doorman",
    "family",
    "front desk",
    "frontdesk",
    "guard",
    "housekeeper",
    "left",
    "locker",
    "mail room",
    "mailbox",
    "mailroom",
    "n a",
    "na",
    "neighbor",
    "neighbour",
    "none",
    "not",
    "office",
    "parcel",
    "partner",
    "porter",
    "post room",
    "reception",
    "receptionist",
    "recipient",
    "resident",
    "safe place",
    "security",
    "self",
    "signature",
    "signed",
    "spouse",
    "unknown",
    "x",
    "xx",
    "xxx",
    // German
    "ablageort",
    "abstellgenehmigung",
    "abstellort",
    "briefkasten",
    "buero",
    "büro",
    "ehefrau",
    "ehemann",
    "empfang",
    "empfänger",
    "familie",
    "garage",
    "hausmeister",
    "kontaktlos",
    "kunde",
    "nachbar",
    "nachbarin",
    "packstation",
    "pforte",
    "portier",
    "poststelle",
    "pförtner",
    "rezeption",
    "selbst",
    "unbekannt",
    "unterschrift",
    "zusteller",
    // French, Spanish, Italian, Dutch, Polish
    "accueil",
    "buur",
    "conserje",
    "gardien",
    "gardienne",
    "portero",
    "portiere",
    "portineria",
    "receptie",
    "recepcja",
    "recepción",
    "sąsiad",
    "voisin",
    // carriers
    "dhl",
    "dpd",
    "fedex",
    "gls",
    "hermes",
    "post",
    "tnt",
    "ups",
];

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    for shipment in context
        .shipments()
        .into_iter()
        .filter(|one| row.reads(counted_as(one.source.as_str(), "table:shipment")))
    {
        let Some(person) = shipment.person.as_deref().and_then(|key| context.persons.resolve(key)) else {
            continue;
        };
        let known: Vec<&Name> = names_of(context, person);
        let given = [
            (&shipment.recipient, &shipment.recipient_field),
            (&shipment.signed_by, &shipment.signed_by_field),
        ];
        if known.is_empty() || given.iter().all(|(name, _)| name.is_none()) {
            continue;
        }
        seen.insert(person);
        for (name, field) in given {
            let Some(stranger) = name else { continue };
            if is_nobody(stranger) || is_known(context, &known, stranger) {
                continue;
            }
            sink.find(draft(context, shipment, person, field));
            break;
        }
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

fn draft(context: &Context<'_>, shipment: &Shipment, person: PersonId, field: &str) -> Draft {
    let thing = shipment.address.as_ref().and_then(|address| {
        context.index.find(&bonafide_records::Form::Address(address.clone())).map(|entry| entry.thing)
    });
    Draft {
        persons: vec![person],
        things: thing.into_iter().collect(),
        of: vec![Subject::Person(person)],
        evidence: Evidence::new(shipment.citation.with_field(field), []),
        bits: (0, BitsFrom::NotMeasured),
        conditions: BTreeSet::new(),
        says: format!(
            "a parcel for {} was addressed to, or signed for by, somebody of another name",
            context.persons.name_of(person)
        ),
        threshold: None,
    }
}

/// The person's names, and those of everybody in their household of `firm.toml`.
fn names_of<'a>(context: &'a Context<'_>, person: PersonId) -> Vec<&'a Name> {
    let Some(own) = context.persons.get(person) else { return Vec::new() };
    let mut names: Vec<&Name> = own.names.iter().collect();
    if names.is_empty() {
        return names;
    }
    for household in &context.firm.households {
        if !household.persons.iter().any(|key| own.known_as.contains(key)) {
            continue;
        }
        for member in household.persons.iter().filter_map(|key| context.persons.resolve(key)) {
            names.extend(context.persons.get(member).into_iter().flat_map(|known| &known.names));
        }
    }
    names
}

/// Whether the entry names nobody: empty, a role, or no more than initials.
fn is_nobody(name: &Name) -> bool {
    let folded = fold_text(&name.display());
    let first = folded.split(' ').next().unwrap_or_default();
    let letters = folded.chars().filter(|letter| letter.is_alphabetic()).count();
    letters < 3 || ROLES.iter().map(|role| fold_text(role)).any(|role| role == folded || role == first)
}

fn is_known(context: &Context<'_>, known: &[&Name], stranger: &Name) -> bool {
    if known.iter().any(|name| name.shares_token(stranger)) {
        return true;
    }
    let firm = context.firm.name.iter().map(String::as_str);
    let declared = firm.chain(context.firm.agencies.iter().map(|agency| agency.name.as_str()));
    declared.map(|name| Name::new(None, None, Some(name))).any(|name| name.shares_token(stranger))
}
