//! Tests of what others read: the contract, the report, the charts.

#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests fail by panicking")]

mod charts;
mod contrast;
mod link;
mod markup;
mod report;
mod schema;

use bonafide_exchange::ScanDocument;
use serde_json::Value;

/// An invented firm with three cases, single and explained findings, a hub, gaps and leftovers.
pub(crate) const THREE: &str = include_str!("../fixtures/three-cases.json");
/// The first of these cases alone.
pub(crate) const ONE: &str = include_str!("../fixtures/one-case.json");

/// [`THREE`], read.
pub(crate) fn three() -> ScanDocument {
    ScanDocument::from_json(THREE).unwrap()
}

/// [`ONE`], read.
pub(crate) fn one() -> ScanDocument {
    ScanDocument::from_json(ONE).unwrap()
}

/// The document with `change` applied to every text that comes from outside. Words of closed lists stay,
/// since the report is made by them; ids change everywhere alike, so that look-ups still meet.
pub(crate) fn with_texts(json: &str, change: &dyn Fn(&str) -> String) -> ScanDocument {
    let mut value: Value = serde_json::from_str(json).unwrap();
    walk(&mut value, "", change);
    serde_json::from_value(value).unwrap()
}

/// Fields whose words are of closed lists.
const CLOSED: [&str; 9] = ["schema", "grade", "state", "kind", "kinds", "band", "rule", "family", "families"];

fn walk(value: &mut Value, key: &str, change: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) if !text.is_empty() && !CLOSED.contains(&key) => *text = change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, key, change)),
        Value::Object(fields) => fields.iter_mut().for_each(|(name, field)| walk(field, name, change)),
        _ => {}
    }
}
