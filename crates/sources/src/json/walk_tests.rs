use proptest::prelude::*;

use super::super::tree::tests::any_json;
use super::*;

/// Takes objects with a key `r` for records.
#[derive(Default)]
struct Heap {
    records: Vec<(String, String)>,
    unknown: Vec<String>,
    aside: Vec<(String, String)>,
}

fn shown(place: &Place) -> String {
    match place {
        Place::Path(path) => path.to_string(),
        Place::Line(line) => format!("line {line}"),
    }
}

impl Sink for Heap {
    fn is_record(&self, keys: &[&str], _partly: bool) -> bool {
        keys.contains(&"r")
    }
    fn record(&mut self, raw: &str, place: Place) {
        self.records.push((shown(&place), raw.to_owned()));
    }
    fn unknown(&mut self, _raw: &str, place: Place, _keys: &[&str]) {
        self.unknown.push(shown(&place));
    }
    fn set_aside(&mut self, place: Option<Place>, why: String) {
        self.aside.push((place.as_ref().map(shown).unwrap_or_default(), why));
    }
    fn found(&self) -> (u64, u64) {
        (self.records.len() as u64, self.unknown.len() as u64)
    }
    fn forget_unknown(&mut self, known: u64) {
        self.unknown.truncate(known as usize);
    }
}

/// Gives its bytes in pieces of changing size.
struct Drip<'b>(&'b [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.1 = self.1 % 7 + 1;
        let count = self.1.min(self.0.len()).min(out.len());
        out[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn heap(text: &[u8]) -> Heap {
    let mut heap = Heap::default();
    walk(text, &mut heap);
    let mut dripped = Heap::default();
    walk(Drip(text, 0), &mut dripped);
    assert_eq!((&heap.records, &heap.aside), (&dripped.records, &dripped.aside), "pieces changed the walk");
    heap
}

fn check(text: &str, records: &[(&str, &str)]) -> Heap {
    let heap = heap(text.as_bytes());
    let found: Vec<(&str, &str)> =
        heap.records.iter().map(|(place, raw)| (place.as_str(), raw.as_str())).collect();
    assert_eq!(found, records, "{text}");
    heap
}

#[test]
fn what_is_no_object_in_a_list_of_records_is_told() {
    let heap = heap(br#"{"a": [1, "x"], "b": [{"r": 1}, 42, null, {"r": 2}, true, "x", [3]]}"#);
    assert_eq!(heap.records.len(), 2);
    let places: Vec<&str> = heap.aside.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["/b/1", "/b/2", "/b/4", "/b/5"]);
    assert_eq!(heap.aside[0].1, "a number where a record should stand: left out, check the export");
    assert!(heap.aside[1].1.starts_with("`null` where"), "{:?}", heap.aside);
}

#[test]
fn records_stand_alone_in_lists_pages_and_wrappers() {
    let none = |text: &str, records: &[(&str, &str)]| {
        let heap = check(text, records);
        assert!(heap.aside.is_empty(), "{text}: {:?}", heap.aside);
    };
    none(r#" {"r": 1} "#, &[("", r#"{"r": 1}"#)]);
    none(r#"[{"r":1},{"r":[{"r":2}]}]"#, &[("/0", r#"{"r":1}"#), ("/1", r#"{"r":[{"r":2}]}"#)]);
    none("[]", &[]);
    none("[[{\"r\":1}],\n[],[{\"r\":2}]]", &[("/0/0", r#"{"r":1}"#), ("/2/0", r#"{"r":2}"#)]);
    none(r#"{"meta":{"page":1},"can~did/ates":[{"r":1}],"n":null}"#, &[("/can~0did~1ates/0", r#"{"r":1}"#)]);
    none(r#"{"data":{"x":{"items":[{"r":1}]}}}"#, &[("/data/x/items/0", r#"{"r":1}"#)]);
    none(
        r#"[{"page":[{"r":1}]},{"page":[{"r":2}]}]"#,
        &[("/0/page/0", r#"{"r":1}"#), ("/1/page/0", r#"{"r":2}"#)],
    );
}

#[test]
fn what_is_nested_too_deep_is_said_so_whether_json_or_not() {
    let whole = format!("{{\"x\":{}1{}}}", "[".repeat(600), "]".repeat(600));
    for text in [
        "[".repeat(5_000),
        format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000)),
        whole.clone(),
        "{\"x\":[".repeat(1_000),
    ] {
        let heap = heap(text.as_bytes());
        assert!(heap.aside.iter().any(|(_, why)| why.contains("nested deeper than 512")), "{:?}", heap.aside);
        assert!(!heap.aside.iter().any(|(_, why)| why.contains("do not match") || why.contains("no JSON")));
    }
    // In a list of one element a line, the elements around it are read.
    let list = format!("[\n {{\"r\":1}},\n {whole},\n {{\"r\":3}}\n]");
    check(&list, &[("/0", "{\"r\":1}"), ("/2", "{\"r\":3}")]);
}

#[test]
fn lines_and_documents_behind_each_other() {
    let heap = check(
        "{\"r\":1} \r\n\n{\"x\":[{\"r\":2}]}\r{\"r\":\n{\"r\":4}",
        &[("line 1", "{\"r\":1} "), ("#3/x/0", r#"{"r":2}"#), ("line 5", r#"{"r":4}"#)],
    );
    assert_eq!(heap.aside.len(), 1);
    assert_eq!(heap.aside[0].0, "line 4");
    check("{\"r\":1}\n", &[("", r#"{"r":1}"#)]);
    check("[{\"r\":1}]\n[{\"r\":2}]", &[("/0", r#"{"r":1}"#), ("#2/0", r#"{"r":2}"#)]);
    check("{\n \"r\":1\n}\n{\n \"r\":2\n}", &[("", "{\n \"r\":1\n}"), ("#2", "{\n \"r\":2\n}")]);
    check(
        "{\"items\":[\n{\"r\":1},\n{\"r\":2}\n]}",
        &[("/items/0", r#"{"r":1}"#), ("/items/1", r#"{"r":2}"#)],
    );
    let lines = check(
        "{\"r\":1}\n[{\"r\":2},{\"r\":3}]\n",
        &[("", r#"{"r":1}"#), ("#2/0", r#"{"r":2}"#), ("#2/1", r#"{"r":3}"#)],
    );
    assert!(lines.aside.is_empty());
}

#[test]
fn a_file_cut_short_gives_what_was_complete() {
    let heap = check("[{\"r\":1},{\"r\":2},{\"r\":\"thr", &[("/0", r#"{"r":1}"#), ("/1", r#"{"r":2}"#)]);
    assert_eq!(heap.aside.len(), 1);
    assert_eq!(heap.aside[0].0, "/2");
    assert!(heap.aside[0].1.contains("ends inside this record, after byte 26"), "{:?}", heap.aside);
    let between = check("{\"items\":[{\"r\":1},", &[("/items/0", r#"{"r":1}"#)]);
    assert!(between.aside[0].1.contains("ends behind record /items/0"), "{:?}", between.aside);
    let alone = check("{\"r\":1, \"b\": [", &[]);
    assert_eq!(alone.aside[0].0, "");
}

#[test]
fn a_broken_element_costs_itself_and_the_rest_goes_on() {
    // Brackets hold: the record is handed on, and its parser says what is wrong.
    check("[{\"r\":true (or false)},{\"r\":2}]", &[("/0", "{\"r\":true (or false)}"), ("/1", "{\"r\":2}")]);
    // Brackets do not hold: the next element that begins its line as this one did.
    let torn =
        check("[\n  {\"r\":1},\n  {\"r\":[2},\n  {\"r\":3}\n]", &[("/0", "{\"r\":1}"), ("/2", "{\"r\":3}")]);
    assert_eq!(torn.aside.len(), 1);
    assert_eq!(torn.aside[0].0, "/1");
    let unclosed =
        check("[\n  {\"r\":1,\n  {\"r\":2},\n  {\"r\":3}\n]\n", &[("/1", "{\"r\":2}"), ("/2", "{\"r\":3}")]);
    assert_eq!(unclosed.aside.len(), 1, "{:?}", unclosed.aside);
    let quote = check(
        "[\n {\"r\":\"1,\n  \"b\":2},\n {\"r\":2}\n]",
        &[("/0", "{\"r\":\"1,\n  \"b\":2}"), ("/1", "{\"r\":2}")],
    );
    assert!(quote.aside.is_empty());
    let garbage = check("[{\"r\":1}, oops, {\"r\":2}] tail", &[("/0", "{\"r\":1}"), ("/2", "{\"r\":2}")]);
    assert_eq!(garbage.aside.len(), 2);
}

#[test]
fn an_object_without_records_is_one_unknown_object() {
    assert_eq!(heap(br#"[{"actor":{"id":1},"target":[{"id":2}]},{"a":1}]"#).unknown, ["/0", "/1"]);
    assert_eq!(heap(br#"{"message":"gone"}"#).unknown, [""]);
}

#[test]
fn memory_and_time_are_bounded() {
    /// So many bytes of one letter, behind a start.
    struct Long(&'static [u8], usize);
    impl Read for Long {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if let Some((first, rest)) = self.0.split_first() {
                self.0 = rest;
                out[0] = *first;
                return Ok(1);
            }
            let count = out.len().min(self.1);
            out[..count].fill(b'x');
            self.1 -= count;
            Ok(count)
        }
    }
    for start in [&b"[{\"a\":\""[..], b"{\"a\":\"", b"[x", b"{\"r\":1}\n{\"r\":\""] {
        let mut heap = Heap::default();
        let length = if start.starts_with(b"{\"r") { 65 << 20 } else { 8 << 20 };
        walk(Long(start, length), &mut heap);
        assert!(!heap.aside.is_empty());
        assert!(heap.aside.iter().all(|(_, why)| why.len() < 200), "{:?}", heap.aside);
    }
    let mut many = "[".to_owned();
    many.push_str(&"\n{\"r\":[".repeat(20_000));
    assert!(heap(many.as_bytes()).records.is_empty());
}

/// The value at a pointer in the raw text, found by `serde_json` alone.
fn raw_at<'t>(text: &'t str, pointer: &str) -> &'t str {
    use serde_json::value::RawValue;
    let mut raw: &RawValue = serde_json::from_str(text).unwrap();
    for key in pointer.split('/').skip(1) {
        let key = key.replace("~1", "/").replace("~0", "~");
        raw = if raw.get().starts_with('[') {
            serde_json::from_str::<Vec<&RawValue>>(raw.get()).unwrap()[key.parse::<usize>().unwrap()]
        } else {
            serde_json::from_str::<std::collections::BTreeMap<String, &RawValue>>(raw.get()).unwrap()[&key]
        };
    }
    raw.get()
}

/// Outermost objects with a key `r`, not deeper than the walk looks.
fn expected(value: &serde_json::Value, depth: usize) -> usize {
    match value {
        serde_json::Value::Object(map) if map.contains_key("r") => 1,
        _ if depth > NESTED => 0,
        serde_json::Value::Object(map) => map.values().map(|inner| expected(inner, depth + 1)).sum(),
        serde_json::Value::Array(list) => list.iter().map(|inner| expected(inner, depth + 1)).sum(),
        _ => 0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_record_is_found_with_its_span(
        parts in prop::collection::vec((any_json(), any::<bool>()), 1..5), pretty in any::<bool>(),
    ) {
        let marked = parts.into_iter().map(|(value, record)| {
            if record { serde_json::json!({"x": value, "r": 1}) } else { value }
        });
        let value = serde_json::Value::Array(marked.collect());
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let heap = heap(text.as_bytes());
        prop_assert_eq!(heap.records.len(), expected(&value, 0), "{}", text);
        for (place, raw) in &heap.records {
            prop_assert_eq!(raw.as_str(), raw_at(&text, place));
        }
        let is_told = |why: &str| why.contains("where a record should stand");
        prop_assert!(heap.aside.iter().all(|(_, why)| is_told(why)), "{:?}", heap.aside);
    }

    #[test]
    fn no_bytes_panic_or_hang(
        bytes in prop::collection::vec(any::<u8>(), 0..200), json in "[\\[\\]{}\",:r01 \n\r\\\\]{0,80}",
    ) {
        heap(&bytes);
        heap(json.as_bytes());
        heap(format!("[{json}").as_bytes());
    }

    /// Cutting a file anywhere loses the records behind the cut and no other.
    #[test]
    fn a_cut_loses_only_what_is_behind_it(count in 1_usize..6, at in any::<prop::sample::Index>(), lines in any::<bool>()) {
        let one = |index: usize| format!("{{\"r\": {{\"n\": [{index}, \"}}]\"]}}}}");
        let all: Vec<String> = (0..count).map(one).collect();
        let text = if lines { all.join("\n") } else { format!("[{}]", all.join(",\n")) };
        let cut = at.index(text.len());
        let heap = heap(&text.as_bytes()[..cut]);
        let whole = all.iter().enumerate().filter(|(index, _)| {
            let before: usize = all[..=*index].iter().map(|part| part.len() + if lines { 1 } else { 2 }).sum();
            before - 1 <= cut
        }).count();
        prop_assert_eq!(heap.records.len(), whole, "{}", &text[..cut]);
    }
}
