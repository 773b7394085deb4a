//! The report, the charts and the citations of a document whose texts, numbers and lists are
//! anything that the schema's types allow.
//!
//! The bytes are a script of edits on a whole document: mutated JSON would seldom be a document.

use bonafide_exchange::charts::{Style, Waterfall, svg, text};
use bonafide_exchange::{ScanDocument, csv, report};
use serde_json::Value;

#[allow(dead_code, reason = "the tests of the report also look at single tags")]
#[path = "../../crates/exchange/tests/exchange/markup.rs"]
mod markup;

const DOCUMENT: &str = include_str!("../../crates/exchange/tests/fixtures/one-case.json");

/// Edits in one run.
const MOST_EDITS: usize = 12;

/// Edits a document as the bytes say and renders it in every way.
pub fn check(data: &[u8]) {
    let Ok(mut value) = serde_json::from_str::<Value>(DOCUMENT) else { panic!("the fixture is a document") };
    let mut script = data;
    for _ in 0..MOST_EDITS {
        let Some(rest) = edit(&mut value, script) else { break };
        script = rest;
    }
    let Ok(document) = ScanDocument::from_json(&value.to_string()) else { return };
    let Ok(page) = report::render(&document) else { panic!("a document that was read is not rendered") };
    markup::tags(&page);
    assert!(!page.contains("<script") && !page.contains("javascript:"), "a script on the page");
    for case in &document.cases {
        let waterfall = Waterfall::of(&document, case);
        markup::tags(&svg(&waterfall, "fuzz"));
        for width in [0, 40, 200] {
            let lines = text(&waterfall, Style { width, ascii: width == 40 });
            let steers = |character: char| character.is_control() && character != '\n';
            assert!(!lines.chars().any(steers), "a text that steers the terminal: {lines:?}");
        }
    }
    assert!(csv::set_aside(&document.set_aside).starts_with("file,line,path,why\n"));
}

/// One edit: three bytes say where and how, and as many as wanted what is written there.
fn edit<'d>(document: &mut Value, script: &'d [u8]) -> Option<&'d [u8]> {
    let [high, low, how, rest @ ..] = script else { return None };
    let (content, rest) = rest.split_at(rest.len().min(usize::from(how >> 3)));
    let count = places(document);
    let mut wanted = usize::from(u16::from_be_bytes([*high, *low])) % count.max(1);
    let place = nth(document, &mut wanted)?;
    match (how & 7, &mut *place) {
        (0, Value::Array(list)) => list.clear(),
        (1, Value::Array(list)) => {
            let first = list.first().cloned();
            list.extend(first);
        }
        (2, Value::Array(list)) => list.reverse(),
        (3, _) => *place = Value::Null,
        (_, Value::Number(_)) => {
            let mut bytes = [0; 8];
            bytes.iter_mut().zip(content).for_each(|(to, from)| *to = *from);
            let number = i64::from_le_bytes(bytes);
            *place = if how & 1 == 0 { number.into() } else { number.unsigned_abs().into() };
        }
        (_, Value::Bool(flag)) => *flag = !*flag,
        (_, Value::String(written)) => *written = String::from_utf8_lossy(content).into_owned(),
        (_, Value::Null) => *place = String::from_utf8_lossy(content).into_owned().into(),
        _ => {}
    }
    Some(rest)
}

fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(places).sum::<usize>(),
        Value::Object(members) => members.values().map(places).sum::<usize>(),
        _ => 0,
    }
}

/// The value of this number in the order of the document.
fn nth<'v>(value: &'v mut Value, wanted: &mut usize) -> Option<&'v mut Value> {
    if *wanted == 0 {
        return Some(value);
    }
    *wanted -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|inner| nth(inner, wanted)),
        Value::Object(members) => members.values_mut().find_map(|inner| nth(inner, wanted)),
        _ => None,
    }
}
