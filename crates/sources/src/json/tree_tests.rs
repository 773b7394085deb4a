use proptest::prelude::*;
use serde_json::value::RawValue;

use super::*;

/// Any JSON value, with strings that need escapes.
pub(crate) fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<f64>().prop_map(serde_json::Value::from),
        ".{0,8}".prop_map(serde_json::Value::from),
        prop_oneof![Just("\"\\/\u{8}\u{c}\n\r\t\0"), Just("😀 ü ß"), Just("}]")]
            .prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            prop::collection::btree_map(".{0,4}", inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Compares a node and all below it with what `serde_json` finds in the same text.
fn compare(node: &Node<'_>, raw: &str) {
    assert_eq!(node.raw, raw);
    match &node.value {
        Value::List(elements) => {
            let expected: Vec<&RawValue> = serde_json::from_str(raw).unwrap();
            assert_eq!(elements.len(), expected.len());
            for (element, inner) in elements.iter().zip(expected) {
                compare(element, inner.get());
            }
        }
        Value::Object(members) => {
            let expected: std::collections::BTreeMap<String, &RawValue> = serde_json::from_str(raw).unwrap();
            assert_eq!(members.len(), expected.len());
            for (key, member) in members {
                compare(member, expected[key.as_ref()].get());
            }
        }
        Value::Text(text) => assert_eq!(text.as_ref(), serde_json::from_str::<String>(raw).unwrap()),
        Value::Null => assert_eq!(raw, "null"),
        Value::Switch(switch) => assert_eq!(raw, switch.to_string()),
        Value::Number(number) => assert_eq!(*number, raw),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn spans_and_texts_are_those_of_serde_json(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        compare(&parse(&text, &mut Everything).unwrap(), &text);
    }

    /// Values with one character changed: both accept, or both refuse. Half surrogate pairs and
    /// numbers beyond the range of a float are read here and refused there.
    #[test]
    fn accepts_what_serde_json_accepts(
        value in any_json(), at in any::<prop::sample::Index>(), new in "[\\[\\]{}\",:0-9eE+.\\\\utrn -]",
    ) {
        let mut text: Vec<char> = value.to_string().chars().collect();
        let index = at.index(text.len());
        text[index] = new.chars().next().unwrap();
        let text: String = text.into_iter().collect();
        let ours = parse(&text, &mut Everything);
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match theirs {
            Ok(_) => prop_assert!(ours.is_ok(), "{text}: {ours:?}"),
            Err(error) => {
                let message = error.to_string();
                let lenient = message.contains("surrogate")
                    || message.contains("out of range")
                    || message.contains("end of hex escape");
                prop_assert!(lenient || ours.is_err(), "{text}: {message}");
            }
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,60}", json in "[\\[\\]{}\",:0-9tfn\\\\u ]{0,40}") {
        let _ = parse(&text, &mut Everything);
        let _ = parse(&json, &mut Everything);
    }
}

#[test]
fn half_a_surrogate_pair_costs_one_character() {
    let node = parse(r#"["a\ud83dz", "\ude00", "\ud83d\u0041", "\ud83d\ude00"]"#, &mut Everything).unwrap();
    let texts: Vec<&str> = node.elements().iter().filter_map(Node::text).collect();
    assert_eq!(texts, ["a\u{fffd}z", "\u{fffd}", "\u{fffd}A", "😀"]);
}

#[test]
fn large_numbers_and_repeated_keys_are_read() {
    let node = parse(r#"{"id": 123456789012345678901234567890, "id": 1e999}"#, &mut Everything).unwrap();
    assert_eq!(node.members().len(), 2);
    assert_eq!(node.text_of("id"), Some("1e999"));
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(parse(&deep, &mut Everything).unwrap_err().at, DEPTH);
    let allowed = format!("{}{}", "[".repeat(127), "]".repeat(127));
    assert!(parse(&allowed, &mut Everything).is_ok());
}

#[test]
fn what_is_passed_over_is_never_built() {
    struct Secret(Vec<String>);
    impl Filter for Secret {
        fn passes_over(&mut self, parents: &[Cow<'_, str>], key: &str) -> bool {
            if key != "secret" {
                return false;
            }
            self.0.push(parents.join("."));
            true
        }
    }
    let text = r#"{"a": [{"secret": {"secret": [1]}, "b": 2}], "secret": "x"}"#;
    let mut filter = Secret(Vec::new());
    let node = parse(text, &mut filter).unwrap();
    assert_eq!(filter.0, ["a", ""]);
    assert_eq!(node.members().len(), 1);
    assert_eq!(node.get("a").unwrap().elements()[0].text_of("b"), Some("2"));
}

#[test]
fn a_string_ends_at_its_first_mark_wherever_that_stands() {
    for before in 0..20 {
        for behind in 0..10 {
            let (front, back) = ("ä".repeat(before), "b".repeat(behind));
            let text = format!("\"{front}\\\"{back}\"");
            assert_eq!(
                parse(&text, &mut Everything).unwrap().text(),
                Some(format!("{front}\"{back}").as_str())
            );
            let open = format!("\"{front}{back}");
            assert_eq!(parse(&open, &mut Everything).unwrap_err().at, open.len(), "{open}");
            let broken = format!("\"{front}\u{1f}{back}\"");
            assert_eq!(parse(&broken, &mut Everything).unwrap_err().at, 1 + front.len(), "{broken:?}");
        }
    }
}
