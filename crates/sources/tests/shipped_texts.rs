//! The shipped mappings and the adviser's pages, as data: what they promise must hold whatever the
//! reader does with them.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not the product")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bonafide_records::Firm;
use bonafide_records::normal::fold_text;
use bonafide_records::protected::is_protected;

/// Names of columns that a mapping may fill.
const FIXED: &[&str] = &[
    "key",
    "employee_number",
    "contract",
    "worker",
    "first_name",
    "last_name",
    "name",
    "email",
    "work_email",
    "phone",
    "work_phone",
    "street",
    "street_number",
    "line_two",
    "postcode",
    "city",
    "country",
    "address",
    "started",
    "ended",
    "role",
    "agency",
    "website",
    "github",
    "account",
    "bic",
    "wallet",
    "handle",
    "company",
];

/// The same of payees and payouts.
const FIXED_PAY: &[&str] = &[
    "key",
    "person",
    "name",
    "account",
    "bic",
    "wallet",
    "currency",
    "amount",
    "at",
    "memo",
    "handle",
    "name_check",
    "email",
    "reference",
    "end_to_end",
    "status",
    "direction",
];

/// Names that may read one header twice: identity is stated by the column that is also the key.
const IDENTITY: &[&str] = &["key", "employee_number", "contract", "worker"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)
}

fn texts(name: &str, extension: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder(name)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == extension) {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.insert(stem, std::fs::read_to_string(&path).unwrap());
        }
    }
    found
}

fn mappings() -> BTreeMap<String, toml::Table> {
    texts("mappings", "toml").into_iter().map(|(name, text)| (name, text.parse().unwrap())).collect()
}

fn words(table: &toml::Table, part: &str, name: &str) -> Vec<String> {
    let list = table[part][name].as_array().unwrap();
    list.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn folded(headers: &[String]) -> BTreeSet<String> {
    headers.iter().map(|header| fold_text(header)).collect()
}

#[test]
fn each_mapping_names_a_product_a_kind_and_fixed_columns_only() {
    let all = mappings();
    assert_eq!(
        all.keys().map(String::as_str).collect::<Vec<_>>(),
        [
            "bamboohr",
            "deel-contracts",
            "deel-people",
            "payoneer",
            "personio",
            "revolut",
            "wise-batch",
            "wise-history",
            "wise-statement",
            "xero"
        ]
    );
    for (file, mapping) in all {
        let is_person = mapping["kind"].as_str() == Some("person");
        let source = mapping["source"].as_str().unwrap();
        assert!(file.starts_with(source), "{file} says source {source}");
        if is_person {
            assert!(["staff", "contractor"].contains(&mapping["person_kind"].as_str().unwrap()), "{file}");
        } else {
            assert!(["payee", "payout"].contains(&mapping["kind"].as_str().unwrap()), "{file}");
        }
        let fixed = if is_person { FIXED } else { FIXED_PAY };
        for name in mapping["columns"].as_table().unwrap().keys() {
            assert!(fixed.contains(&name.as_str()), "{file}: no fixed name is called {name}");
        }
    }
}

#[test]
fn one_header_fills_one_column() {
    for (file, mapping) in mappings() {
        let mut filled: BTreeMap<String, &str> = BTreeMap::new();
        for name in mapping["columns"].as_table().unwrap().keys() {
            let is_identity = IDENTITY.contains(&name.as_str());
            for header in folded(&words(&mapping, "columns", name)) {
                let before = filled.insert(header.clone(), name);
                let is_shared = before.is_none_or(|other| is_identity && IDENTITY.contains(&other));
                assert!(is_shared, "{file}: `{header}` fills {name} and {before:?}");
            }
        }
    }
}

#[test]
fn an_employee_number_is_always_a_key_of_staff() {
    for file in ["bamboohr", "personio"] {
        let mapping = &mappings()[file];
        let keys = words(mapping, "columns", "key");
        let numbers = words(mapping, "columns", "employee_number");
        assert_eq!(
            keys[..numbers.len()],
            numbers,
            "{file}: numbers come first, the product's own id after them"
        );
        assert!(keys.len() > numbers.len(), "{file}");
    }
}

#[test]
fn no_mapping_reads_what_is_protected_or_belongs_to_others() {
    const OTHERS: &[&str] = &[
        "supervisor",
        "manager",
        "reports",
        "reporting",
        "emergency",
        "dependent",
        "spouse",
        "partner",
        "vorgesetzte",
        "vorgesetzter",
        "führungskraft",
        "notfall",
        "notfallkontakt",
        "angehörige",
        "client",
    ];
    for (file, mapping) in mappings() {
        for name in mapping["columns"].as_table().unwrap().keys() {
            for header in words(&mapping, "columns", name) {
                assert!(!is_protected(&header), "{file}: {name} reads the protected `{header}`");
                let folded_header = fold_text(&header);
                let whose = folded_header.split(' ').find(|word| OTHERS.contains(word));
                assert_eq!(whose, None, "{file}: {name} reads `{header}`, which is another person's");
            }
        }
        for list in ["distinctive", "common"] {
            for header in words(&mapping, "match", list) {
                assert!(!is_protected(&header), "{file}: recognised by the protected `{header}`");
            }
        }
    }
}

#[test]
fn contact_words_recognise_nobody() {
    // What every list of customers, suppliers or subscribers has.
    const EVERYWHERE: &[&str] = &[
        "First name",
        "Last name",
        "Name",
        "Email",
        "E-Mail",
        "Phone",
        "Mobile",
        "Street",
        "City",
        "Zip code",
        "Country",
        "Company",
        "Vorname",
        "Nachname",
        "Telefon",
        "Straße",
        "PLZ",
        "Ort",
        "Land",
        "Firma",
        "Status",
        "Start date",
        "End date",
        "Customer ID",
        "Kundennummer",
        "Department",
        "Abteilung",
        "Location",
        "ID",
    ];
    for (file, mapping) in mappings() {
        let distinctive = folded(&words(&mapping, "match", "distinctive"));
        let common = folded(&words(&mapping, "match", "common"));
        assert!(distinctive.is_disjoint(&common), "{file}: one header scores twice");
        for word in EVERYWHERE {
            let header = fold_text(word);
            assert!(!distinctive.contains(&header) && !common.contains(&header), "{file} scores `{word}`");
        }
        assert!(
            mapping["match"]["at_least"].as_integer().unwrap() > 3,
            "{file}: one header alone is not enough"
        );
    }
}

#[test]
fn products_share_no_distinctive_header() {
    let all = mappings();
    for (file, mapping) in &all {
        for (other_file, other) in &all {
            if mapping["source"] == other["source"] {
                continue;
            }
            let both: Vec<String> = folded(&words(mapping, "match", "distinctive"))
                .intersection(&folded(&words(other, "match", "distinctive")))
                .cloned()
                .collect();
            assert!(both.is_empty(), "{file} and {other_file} are both known by {both:?}");
        }
    }
}

#[test]
fn pages_fit_a_terminal_and_name_their_source() {
    let pages = texts("how", "md");
    for page in [
        "bamboohr",
        "camt.053",
        "deel",
        "firm",
        "greenhouse",
        "pain.001",
        "payoneer",
        "personio",
        "revolut",
        "table",
        "wise",
        "xero",
    ] {
        assert!(pages.contains_key(page), "how/{page}.md is missing");
    }
    for (name, text) in &pages {
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() <= 45, "how/{name}.md has {} lines", lines.len());
        assert!(
            lines.iter().all(|line| line.chars().count() <= 80),
            "how/{name}.md is wider than 80 columns"
        );
        assert!(lines[0].starts_with("# "), "how/{name}.md has no title");
        let source = lines.iter().rposition(|line| line.starts_with("source: ")).unwrap();
        assert!(lines.len() - source <= 3, "how/{name}.md does not end with its source");
        assert!(text.contains("November 2026"), "how/{name}.md says not when its source was read");
    }
    for unseen in ["bamboohr", "deel", "payoneer", "personio", "revolut", "wise", "xero"] {
        assert!(pages[unseen].contains("From documentation, not seen."), "how/{unseen}.md");
    }
}

/// The lines of a page that are indented, i.e. its example.
fn example(page: &str) -> String {
    let lines: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    lines.join("\n")
}

#[test]
fn the_example_of_firm_toml_can_be_copied() {
    let text = example(&texts("how", "md")["firm"]);
    let firm: Firm = toml::from_str(&text).unwrap();
    assert_eq!(firm.time_zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(firm.agencies.len(), 1);
    assert_eq!(firm.households[0].persons.len(), 2);
    assert_eq!(firm.travel[0].from, Some("2026-06-01".parse().unwrap()));
    assert_eq!(firm.thresholds.len(), 1);
    let policy = firm.policy.unwrap();
    assert_eq!(policy.allow[0].approved_by.len(), 2);
    // Every key that firm.toml knows stands in the example, so that the page cannot fall behind.
    let table: toml::Table = text.parse().unwrap();
    for key in [
        "name",
        "time_zone",
        "email_domains",
        "remote_tools",
        "offices",
        "spaces",
        "agencies",
        "households",
        "sensitive",
        "travel",
        "cleared",
        "thresholds",
        "policy",
    ] {
        assert!(table.contains_key(key), "how/firm.md shows no {key}");
    }
}
