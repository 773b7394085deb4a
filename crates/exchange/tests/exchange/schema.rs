//! Documents against the JSON Schema, and the document types against the contract.

use bonafide_exchange::{SCHEMA, ScanDocument};
use serde_json::{Value, json};

use super::{ONE, THREE, one, three};

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn faults(value: &Value) -> Vec<String> {
    validator().iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn what_is_written_validates() {
    for document in [one(), three(), ScanDocument::new("0.1.0", "2026-11-23")] {
        let value: Value = serde_json::from_str(&document.to_json().unwrap()).unwrap();
        assert_eq!(faults(&value), Vec::<String>::new());
    }
}

#[test]
fn reading_and_writing_changes_nothing_not_even_the_order_of_fields() {
    for text in [ONE, THREE] {
        assert_eq!(ScanDocument::from_json(text).unwrap().to_json().unwrap(), text);
    }
}

#[test]
fn fields_of_a_later_version_are_allowed_and_ignored() {
    let mut value: Value = serde_json::from_str(ONE).unwrap();
    value["later"] = json!({"anything": 1});
    value["cases"][0]["later"] = json!([]);
    assert_eq!(faults(&value), Vec::<String>::new());
    assert_eq!(ScanDocument::from_json(&value.to_string()).unwrap(), one());
}

#[test]
fn fields_beyond_the_contract_may_be_missing() {
    let mut value: Value = serde_json::from_str(ONE).unwrap();
    for added in ["adviser", "hubs"] {
        value.as_object_mut().unwrap().remove(added);
    }
    for added in ["expires", "searched"] {
        value["run"].as_object_mut().unwrap().remove(added);
    }
    for added in ["sentence", "prior_says"] {
        value["cases"][0].as_object_mut().unwrap().remove(added);
    }
    assert_eq!(faults(&value), Vec::<String>::new());
    let document = ScanDocument::from_json(&value.to_string()).unwrap();
    let page = bonafide_exchange::report::render(&document).unwrap();
    assert!(
        page.contains(
            "4 findings on 2 persons contradict each other in shared identifiers, pay and delivery"
        )
    );
}

/// Sets, or with `None` removes, the value at a pointer, and returns the faults that the schema sees.
fn broken(pointer: &str, wrong: Option<Value>) -> Vec<String> {
    let mut value: Value = serde_json::from_str(ONE).unwrap();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let target = value.pointer_mut(parent).unwrap();
    match (target, wrong) {
        (Value::Object(fields), Some(new)) => drop(fields.insert(key.to_owned(), new)),
        (Value::Object(fields), None) => drop(fields.remove(key).unwrap()),
        (Value::Array(items), Some(new)) => items[key.parse::<usize>().unwrap()] = new,
        _ => panic!("{pointer} is no place to break"),
    }
    faults(&value)
}

#[test]
fn every_field_of_the_contract_is_required() {
    let required = [
        "schema run sources set_aside unread dropped persons things findings links clusters cases gaps coverage",
        "run/version run/as_of run/as_of_from run/firm run/tables run/lists run/manifest",
        "sources/0/file sources/0/source sources/0/sha256 sources/0/read sources/0/set_aside sources/0/first",
        "sources/0/last sources/0/mapping set_aside/0/file set_aside/0/line set_aside/0/path set_aside/0/why",
        "unread/0/file unread/0/why unread/0/hint dropped/0/source dropped/0/field dropped/0/count",
        "persons/0/id persons/0/kinds persons/0/label persons/0/from persons/0/joined_by",
        "persons/0/joined_by/0/a persons/0/joined_by/0/rule persons/0/joined_by/0/record",
        "things/0/id things/0/kind things/0/masked things/0/persons things/0/hub",
        "findings/0/id findings/0/detector findings/0/version findings/0/claim findings/0/family",
        "findings/0/mechanism findings/0/grade findings/0/attested findings/0/grade_because findings/0/bits_milli",
        "findings/0/bits_from findings/0/same_fact_as findings/0/explained_by findings/0/persons",
        "findings/0/things findings/0/records findings/0/rule findings/0/says findings/0/innocent findings/0/ask",
        "findings/0/advisory findings/0/claim/of findings/0/bits_from/n findings/0/records/0/sha256",
        "links/0/a links/0/b links/0/kind links/0/findings links/0/bits_milli",
        "clusters/0/id clusters/0/persons clusters/0/links",
        "cases/0/id cases/0/rank cases/0/persons cases/0/cluster cases/0/findings cases/0/opened_by",
        "cases/0/families cases/0/band cases/0/prior_milli cases/0/claims cases/0/total_milli cases/0/next_check",
        "cases/0/claims/0/claim cases/0/claims/0/inner_milli cases/0/claims/0/part_milli",
        "cases/0/next_check/id cases/0/next_check/if_contradicted gaps/0/detector gaps/0/says gaps/0/records",
        "gaps/0/ask coverage/0/detector coverage/0/state coverage/0/seen coverage/0/of coverage/0/why",
        "coverage/0/needs",
    ];
    for field in required.iter().flat_map(|line| line.split(' ')) {
        assert!(!broken(&format!("/{field}"), None).is_empty(), "{field} may be missing");
    }
}

#[test]
fn values_outside_of_the_contract_are_refused() {
    let wrong = [
        ("/schema", json!("bonafide.scan/2")),
        ("/run/as_of", json!("yesterday")),
        ("/sources/0/sha256", json!("ABC")),
        ("/sources/0/read", json!(-1)),
        ("/set_aside/0/line", json!(0)),
        ("/dropped/0/count", json!(0)),
        ("/persons/0/kinds", json!(["suspect"])),
        ("/persons/0/from", json!([])),
        ("/things/0/kind", json!("face")),
        ("/findings/0/grade", json!("P")),
        ("/findings/0/explained_by", json!([])),
        ("/findings/0/explained_by", json!("cleared")),
        ("/findings/0/persons", json!([])),
        ("/findings/0/records", json!([])),
        ("/findings/0/innocent", json!([])),
        ("/findings/0/claim/kind", json!("Guilty")),
        ("/findings/0/family", json!("FACE")),
        ("/findings/0/bits_milli", json!(1.5)),
        ("/findings/0/bits_from/kind", json!("none")),
        ("/findings/0/records/0/path", json!("/3")),
        ("/findings/0/records/0/line", json!(null)),
        ("/links/0/kind", json!("friend")),
        ("/clusters/0/persons", json!(["one"])),
        ("/cases/0/rank", json!(0)),
        ("/cases/0/band", json!("97 %")),
        ("/cases/0/opened_by/rule", json!("hunch")),
        ("/cases/0/opened_by/findings", json!([])),
        ("/cases/0/next_check/id", json!("C14")),
        ("/coverage/0/state", json!("maybe")),
        ("/coverage/0/needs", json!(null)),
    ];
    for (pointer, value) in wrong {
        assert!(!broken(pointer, Some(value.clone())).is_empty(), "{pointer} may be {value}");
    }
}

#[test]
fn a_list_without_a_date_has_null_and_a_table_always_has_one() {
    let dated = |date: Value| json!([{"name": "l", "date": date, "sha256": "0".repeat(64), "entries": 1}]);
    for date in [json!(null), json!("2026-06-01")] {
        assert_eq!(broken("/run/lists", Some(dated(date))), Vec::<String>::new());
    }
    assert!(!broken("/run/lists", Some(dated(json!("")))).is_empty());
    assert!(!broken("/run/tables", Some(dated(json!(null)))).is_empty());
    let mut value: Value = serde_json::from_str(ONE).unwrap();
    value["run"]["lists"] = dated(json!(null));
    let document = ScanDocument::from_json(&value.to_string()).unwrap();
    let written: Value = serde_json::from_str(&document.to_json().unwrap()).unwrap();
    assert_eq!(written["run"]["lists"][0]["date"], json!(null));
    let page = bonafide_exchange::report::render(&document).unwrap();
    assert!(page.contains("a list without a date"));
}

#[test]
fn a_total_is_the_prior_plus_its_parts_in_our_own_examples() {
    for case in three().cases {
        let parts: i64 = case.claims.iter().map(|claim| claim.part_milli).sum();
        assert_eq!(case.total_milli, case.prior_milli + parts, "{}", case.id);
    }
}

/// Every whole number of the document set to one value, so far as its type can hold it.
fn with_numbers(value: &mut Value, number: &Value) {
    match value {
        Value::Number(own) if !(number.is_u64() && own.is_i64() && !own.is_u64()) => *value = number.clone(),
        Value::Array(items) => items.iter_mut().for_each(|item| with_numbers(item, number)),
        Value::Object(fields) => fields.values_mut().for_each(|field| with_numbers(field, number)),
        _ => {}
    }
}

#[test]
fn extreme_figures_neither_panic_nor_break_the_page() {
    for (pointer, number) in [("", json!(0)), ("", json!(u32::MAX)), ("/cases", json!(i64::MAX))] {
        let mut value: Value = serde_json::from_str(ONE).unwrap();
        with_numbers(value.pointer_mut(pointer).unwrap(), &number);
        let document = ScanDocument::from_json(&value.to_string()).unwrap();
        super::markup::tags(&bonafide_exchange::report::render(&document).unwrap());
    }
    let mut document = one();
    document.cases[0].prior_milli = i64::MIN;
    document.cases[0].total_milli = i64::MIN;
    document.cases[0].claims[0].items[0].marginal_milli = i64::MIN;
    document.sources[0].read = u64::MAX;
    document.sources.push(document.sources[0].clone());
    document.dropped[0].count = u64::MAX;
    super::markup::tags(&bonafide_exchange::report::render(&document).unwrap());
}

#[test]
fn a_damaged_document_is_refused_in_one_line() {
    for length in (0..ONE.len() - 2).step_by(97).filter(|&length| ONE.is_char_boundary(length)) {
        let message = ScanDocument::from_json(&ONE[..length]).unwrap_err().to_string();
        assert!(message.starts_with("not a scan document: it ends too early (line "), "{message}");
        assert!(!message.contains('\n'));
    }
    for text in ["", "null", "[]", "{}", "\u{feff}{}", "{\"schema\": 1}"] {
        assert!(ScanDocument::from_json(text).is_err(), "{text:?} was read");
    }
}
