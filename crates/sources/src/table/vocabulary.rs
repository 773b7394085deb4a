//! Words by which a first guess at a mapping knows columns of each kind of table.
//!
//! Folded headers. For persons the shipped mappings' words count as well.

use super::headers::{fold, words};
use super::{pay_words, shipped};

/// Fixed name, weight for the kind, folded headers.
pub(super) type Column = (&'static str, u32, &'static [&'static str]);

/// The columns of one kind.
pub(crate) struct Kind {
    /// The kind.
    pub(crate) kind: &'static str,
    /// Its columns.
    pub(crate) columns: &'static [Column],
}

/// Whom a delivery is for.
pub(super) const PERSONS: &[&str] = &[
    "person",
    "personid",
    "employee",
    "employeeid",
    "employee#",
    "employeenumber",
    "employeeorcontract",
    "employeeorcontractid",
    "personnelnumber",
    "contract",
    "contractid",
    "worker",
    "workerid",
    "mitarbeiter",
    "mitarbeiterid",
    "mitarbeiternummer",
    "personalnummer",
    "personalnr",
    "vertragsid",
    "for",
    "orderedfor",
];

/// First words of headers in lists of other firms' people, wherever they stand.
const OTHERS: &[&str] = &[
    "customer",
    "customers",
    "client",
    "clients",
    "supplier",
    "suppliers",
    "vendor",
    "vendors",
    "kunde",
    "kunden",
    "kundennummer",
    "kundennr",
    "kundenname",
    "kundenid",
    "lieferant",
    "lieferanten",
    "lieferantennummer",
    "lieferantenname",
];

/// Headers of such lists that a list of one's own people may have too.
const FIRMS: &[&str] = &["company", "companyname", "firma", "firmenname", "organisation", "organization"];

/// Fixed names that only a list of one's own people has.
const OWN: &[&str] = &["started", "ended", "contract", "work_email", "github"];

/// Whether a table of persons lists the people of customers or suppliers; `found` are the fixed
/// names that its headers have.
pub(crate) fn lists_others(headers: &[String], found: &[&str]) -> bool {
    let begins = |header: &String| words(header).first().is_some_and(|w| OTHERS.contains(&w.as_str()));
    let is_firm = |header: &String| FIRMS.contains(&fold(header).as_str());
    let own = found.iter().any(|name| OWN.contains(name))
        || headers.iter().any(|header| super::headers::is_employee_number(header));
    headers.iter().any(begins) || (!own && headers.iter().any(is_firm))
}

/// Weights: 3 for words that hardly another kind has, 1 for the others.
pub(crate) const KINDS: &[Kind] = &[
    Kind {
        kind: "person",
        columns: &[
            (
                "key",
                1,
                &[
                    "key",
                    "id",
                    "person",
                    "personid",
                    "nr",
                    "no",
                    "employeeid",
                    "candidateid",
                    "contractorid",
                    "staffid",
                ],
            ),
            ("first_name", 2, &["firstname", "vorname", "givenname"]),
            ("last_name", 2, &["lastname", "nachname", "surname", "familyname", "familienname"]),
            ("name", 1, &["name", "fullname", "applicant", "candidate", "bewerber", "kandidat"]),
            ("email", 2, &["email", "emailaddress", "emailadresse", "mail", "personalemail"]),
            ("work_email", 2, &["workemail", "companyemail"]),
            (
                "phone",
                2,
                &[
                    "phone",
                    "phonenumber",
                    "telephone",
                    "telefon",
                    "telefonnummer",
                    "mobile",
                    "handy",
                    "rufnummer",
                ],
            ),
            ("address", 1, &["address", "adresse", "anschrift", "homeaddress", "street", "strasse"]),
            ("postcode", 1, &["postcode", "zip", "zipcode", "plz", "postalcode"]),
            ("city", 1, &["city", "town", "ort", "stadt", "wohnort"]),
            ("country", 1, &["country", "land"]),
            ("role", 1, &["role", "jobtitle", "position", "stelle", "rolle"]),
            ("agency", 2, &["agency", "agentur", "vermittler"]),
            (
                "started",
                2,
                &["started", "startdate", "hiredate", "eintritt", "eintrittsdatum", "beginn", "joined"],
            ),
            ("ended", 2, &["ended", "enddate", "austritt", "austrittsdatum", "terminationdate", "left"]),
            ("contract", 2, &["contract", "contractid", "vertrag", "vertragsnummer"]),
            ("github", 3, &["github", "githublogin", "githubusername"]),
            ("website", 2, &["website", "portfolio", "homepage", "linkedin", "webseite"]),
        ],
    },
    Kind { kind: "payee", columns: pay_words::PAYEE },
    Kind { kind: "payout", columns: pay_words::PAYOUT },
    Kind {
        kind: "shipment",
        columns: &[
            (
                "key",
                1,
                &[
                    "shipment",
                    "shipmentid",
                    "tracking",
                    "trackingnumber",
                    "trackingid",
                    "sendungsnummer",
                    "key",
                ],
            ),
            ("person", 1, PERSONS),
            (
                "recipient",
                4,
                &["recipient", "consignee", "empfaenger", "shipto", "recipientname", "deliverto"],
            ),
            (
                "address",
                1,
                &[
                    "address",
                    "adresse",
                    "deliveryaddress",
                    "lieferadresse",
                    "shippingaddress",
                    "street",
                    "strasse",
                ],
            ),
            ("postcode", 1, &["postcode", "zip", "zipcode", "plz", "postalcode"]),
            ("city", 1, &["city", "town", "ort", "stadt"]),
            ("country", 1, &["country", "land"]),
            ("serial", 2, &["serial", "serialnumber", "seriennummer", "serialno"]),
            ("carrier", 4, &["carrier", "versender", "spediteur", "versanddienst", "courier", "paketdienst"]),
            (
                "at",
                2,
                &[
                    "at",
                    "shipped",
                    "shippedat",
                    "shippedon",
                    "sent",
                    "versandt",
                    "versandtam",
                    "versanddatum",
                    "date",
                    "datum",
                ],
            ),
            (
                "delivered",
                4,
                &[
                    "delivered",
                    "deliveredat",
                    "deliveredon",
                    "zugestellt",
                    "zugestelltam",
                    "geliefert",
                    "deliverydate",
                    "lieferdatum",
                ],
            ),
            (
                "signed_by",
                4,
                &["signedby", "signature", "unterschrift", "signedfor", "angenommenvon", "quittiertvon"],
            ),
        ],
    },
    Kind {
        kind: "device",
        columns: &[
            (
                "key",
                1,
                &["device", "deviceid", "asset", "assettag", "assetid", "inventarnummer", "geraet", "key"],
            ),
            (
                "person",
                1,
                &[
                    "person",
                    "personid",
                    "user",
                    "assignedto",
                    "owner",
                    "employee",
                    "employeeid",
                    "employeeorcontract",
                    "mitarbeiter",
                    "personalnummer",
                    "benutzer",
                ],
            ),
            ("serial", 3, &["serial", "serialnumber", "seriennummer", "serialno"]),
            ("model", 3, &["model", "modell", "modelname", "geraetetyp"]),
            ("name", 1, &["name", "hostname", "computername", "devicename", "geraetename"]),
            ("ip", 2, &["ip", "ipaddress", "lastip", "ipadresse"]),
            ("mac", 4, &["mac", "macaddress", "wifimac", "macadresse"]),
            ("apps", 3, &["apps", "applications", "installedapps", "software"]),
            ("at", 1, &["at", "lastseen", "lastcheckin", "enrolled", "date", "datum", "zuletztgesehen"]),
        ],
    },
    Kind {
        kind: "change",
        columns: &[
            ("person", 1, &["person", "personid", "employee", "employeeid", "mitarbeiter", "personalnummer"]),
            ("field", 4, &["field", "feld", "attribute", "attribut", "changedfield", "fieldname"]),
            ("old", 4, &["old", "oldvalue", "alt", "alterwert", "before", "from", "vorher"]),
            ("new", 4, &["new", "newvalue", "neu", "neuerwert", "after", "to", "nachher"]),
            ("at", 1, &["at", "changedon", "changedat", "date", "datum", "geaendertam", "timestamp"]),
            ("channel", 3, &["channel", "kanal", "via"]),
            ("by", 1, &["by", "changedby", "geaendertvon", "user"]),
        ],
    },
    Kind {
        kind: "removed",
        columns: &[
            ("name", 1, &["name", "fullname", "persona"]),
            ("email", 1, &["email", "emailaddress", "mail"]),
            ("phone", 1, &["phone", "phonenumber", "telefon"]),
            ("account", 2, &["account", "iban", "konto"]),
            ("wallet", 2, &["wallet", "walletaddress"]),
            ("address", 1, &["address", "adresse", "anschrift"]),
            ("city", 1, &["city", "ort", "stadt"]),
            ("document", 2, &["document", "passport", "ausweis"]),
            ("at", 2, &["at", "removed", "removedon", "removedat", "entfernt", "entferntam", "date"]),
            ("because", 5, &["because", "reason", "grund", "why", "removalreason"]),
            ("by", 3, &["by", "confirmedby", "removedby", "bestaetigtvon", "approvedby"]),
        ],
    },
    Kind {
        kind: "sign-in",
        columns: &[
            ("key", 1, &["key", "eventid", "id", "uuid", "requestid"]),
            (
                "person",
                1,
                &[
                    "person",
                    "personid",
                    "user",
                    "username",
                    "userprincipalname",
                    "login",
                    "account",
                    "email",
                    "employeeid",
                    "benutzer",
                    "mitarbeiter",
                    "personalnummer",
                ],
            ),
            (
                "at",
                1,
                &[
                    "at",
                    "time",
                    "timestamp",
                    "date",
                    "createddatetime",
                    "signinat",
                    "datum",
                    "zeit",
                    "zeitpunkt",
                ],
            ),
            ("ip", 3, &["ip", "ipaddress", "clientip", "sourceip", "ipadresse", "remoteip"]),
            ("country", 1, &["country", "land"]),
            ("city", 1, &["city", "stadt", "ort"]),
            ("latitude", 2, &["latitude", "lat", "breitengrad"]),
            ("longitude", 2, &["longitude", "lon", "lng", "laengengrad"]),
            ("asn", 3, &["asn", "autonomoussystem"]),
            ("network", 2, &["network", "isp", "netz"]),
            ("device", 2, &["device", "deviceid", "devicefingerprint", "geraet", "geraeteid"]),
            ("factor", 4, &["factor", "factorid", "mfadevice", "authenticator", "faktor"]),
            ("user_agent", 4, &["useragent", "browser"]),
            ("result", 2, &["result", "outcome", "status", "ergebnis"]),
        ],
    },
    Kind {
        kind: "attestation",
        columns: &[
            ("person", 1, &["person", "personid", "employee", "candidate", "mitarbeiter"]),
            ("check", 5, &["check", "checkid", "pruefung", "indicator", "verification"]),
            ("result", 4, &["result", "ergebnis", "outcome"]),
            ("by", 1, &["by", "checkedby", "attestedby", "von", "geprueftvon"]),
            ("on", 1, &["on", "date", "datum", "checkedon", "am"]),
            ("proof", 3, &["proof", "evidence", "nachweis", "beleg"]),
        ],
    },
];

/// Whether any kind or any shipped mapping knows this folded header.
pub(crate) fn is_word(folded: &str) -> bool {
    let of_kind = |kind: &Kind| kind.columns.iter().any(|(_, _, words)| words.contains(&folded));
    let of_mapping = |shipped: &shipped::Shipped| {
        let columns = shipped.mapping.columns.iter().flat_map(|columns| columns.values());
        columns.flat_map(super::mapping::Headers::list).any(|header| fold(header) == folded)
    };
    KINDS.iter().any(of_kind) || shipped::all().iter().any(of_mapping)
}

/// Whether any shipped mapping knows this header under this fixed name.
pub(crate) fn in_shipped(name: &str, folded: &str) -> bool {
    shipped::all().iter().any(|shipped| {
        let headers = shipped.mapping.columns.as_ref().and_then(|columns| columns.get(name));
        headers.is_some_and(|headers| headers.list().iter().any(|header| fold(header) == folded))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::mapping::fixed_names;

    #[test]
    fn every_name_is_one_of_its_kind_and_every_word_is_folded() {
        for kind in KINDS {
            let fixed = fixed_names(kind.kind).unwrap();
            for (name, _, words) in kind.columns {
                assert!(fixed.contains(name), "{} {name}", kind.kind);
                words.iter().for_each(|word| assert_eq!(*word, fold(word)));
            }
        }
    }
}
