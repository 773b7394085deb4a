use bonafide_records::Firm;

use super::*;
use crate::text;

fn read(bytes: &[u8]) -> (JsonOutcome, bonafide_records::Reading) {
    let mut collector = Collector::new(Firm::default());
    let survey = text::survey(bytes).unwrap();
    collector.begin("x.json", survey.sha256);
    let input = text::Utf8Reader::new(bytes, survey.encoding, survey.mark);
    let outcome = read_json(input, survey.encoding, &mut collector);
    (outcome, collector.reading)
}

const TWO: &str = r#"[
  {"id": 1, "first_name": "Zoë", "last_name": "Quill", "phone_numbers": [], "email_addresses": []},
  {"id": 2, "first_name": "Tam", "last_name": "Reed", "phone_numbers": [], "email_addresses": []}
]"#;

#[test]
fn starts_are_told_from_other_formats() {
    for yes in ["{\"a\":1", " [\n{", "[]", "\u{feff}[1", "[[", "{}", "{", "[true", "[\n"] {
        assert!(looks_like_json(yes), "{yes}");
    }
    for no in ["[policy]", "{{template", "name,phone", "", "// {", "[tru", "(1)"] {
        assert!(!looks_like_json(no), "{no}");
    }
}

#[test]
fn digests_are_of_the_bytes_in_the_file_whatever_its_encoding() {
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(TWO.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let marked: Vec<u8> = [b"\xef\xbb\xbf", TWO.as_bytes()].concat();
    let latin: Vec<u8> = TWO.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [TWO.as_bytes(), &utf16, &marked, &latin] {
        let (outcome, reading) = read(bytes);
        assert_eq!(outcome, JsonOutcome::Understood(Source::new("greenhouse")));
        assert_eq!(reading.rows.len(), 2);
        assert!(reading.set_aside.is_empty());
        let citation = &reading.rows[0].citation;
        assert_eq!(citation.place, Place::Path("/0".into()));
        // The digest is that of a span of the file itself.
        let found = (0..bytes.len()).any(|start| {
            (start + 80..=(start + 210).min(bytes.len()))
                .any(|end| text::digest(&bytes[start..end]) == citation.digest)
        });
        assert!(found);
    }
}

#[test]
fn lines_are_cited_whole_and_by_their_own_bytes() {
    let one = |id: u32| {
        format!("{{\"id\": {id}, \"first_name\": \"Zoë\", \"phone_numbers\": [], \"email_addresses\": []}} ")
    };
    let text = format!("\n{}\r\n{}\r{}", one(1), one(2), one(3));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, unit) in [(text.as_bytes().to_vec(), Encoding::Utf8), (utf16, Encoding::Utf16Le)] {
        let (_, reading) = read(&bytes);
        let cited: Vec<(Place, _)> =
            reading.rows.iter().map(|row| (row.citation.place.clone(), row.citation.digest)).collect();
        let line = |number: u64, id: u32| (Place::Line(number), text::digest(&unit.encode(&one(id))));
        assert_eq!(cited, [line(2, 1), line(3, 2), line(4, 3)]);
    }
}

#[test]
fn a_record_opens_at_its_path_with_its_neighbours() {
    let found = find_json(TWO.as_bytes(), "/1").unwrap();
    assert!(found.text.starts_with("{\"id\": 2"));
    assert_eq!(found.before.len(), 1);
    assert_eq!(found.before[0].0, "/0");
    assert!(found.after.is_empty());
    assert!(find_json(TWO.as_bytes(), "/0").unwrap().after[0].1.contains("Reed"));
    assert!(find_json(TWO.as_bytes(), "/7").is_none());
    assert!(find_json(TWO.as_bytes(), "nonsense").is_none());
    assert_eq!(find_json(TWO.as_bytes(), "/1/first_name").unwrap().text, "\"Tam\"");

    let nested = r#"{"candidates":[{"id":7,"is_private":false,"recruiter":null,"applications":[{"id":1},{"id":2},{"id":3},{"id":4}]}]}"#;
    let application = find_json(nested.as_bytes(), "/candidates/0/applications/2").unwrap();
    assert_eq!(application.text, r#"{"id":3}"#);
    let before: Vec<&str> = application.before.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(before, ["/candidates/0/applications/0", "/candidates/0/applications/1"]);
    assert_eq!(application.after, [("/candidates/0/applications/3".to_owned(), r#"{"id":4}"#.to_owned())]);
}

#[test]
fn behind_a_broken_element_paths_still_lead_to_their_records() {
    let broken = TWO.replacen("},\n", "]},\n  {\"id\": 9, \"is_private\": yes, \"recruiter\": 1},\n", 1);
    let (outcome, reading) = read(broken.as_bytes());
    assert!(matches!(outcome, JsonOutcome::Understood(_)));
    assert_eq!(reading.rows.len(), 1);
    assert_eq!(reading.set_aside.len(), 2, "{:?}", reading.set_aside);
    assert!(reading.set_aside.iter().any(|aside| aside.why.contains("a value was expected")));
    let Place::Path(path) = &reading.rows[0].citation.place else { panic!("no path") };
    let found = find_json(broken.as_bytes(), path).unwrap();
    assert_eq!(text::digest(found.text.as_bytes()), reading.rows[0].citation.digest);
}

#[test]
fn what_is_not_known_is_said_in_one_line_with_a_hint() {
    let other =
        br#"[{"actor":{"id":"00u"},"kind":"session","time":"2026-01-01T00:00:00Z","jo@example.org":1}]"#;
    for (bytes, part) in [
        (&other[..], "unknown product, with actor, kind, time"),
        (
            br#"[{"id":1,"candidate_id":2,"company_name":"Acme","title":"Dev","start_date":"2020-01-01"}]"#,
            "Greenhouse employments without the candidates",
        ),
        (
            br#"{"educations":[{"id":1,"school_name":"S","degree":"D","discipline":"X"}]}"#,
            "Greenhouse educations without the candidates",
        ),
        (b"[]", "without any record"),
        (b"[1, 2, 3]", "without any record"),
        (b"{\"custom_fields\": {\"a\": {\"value\": true (or false)}}}", "`,` or `}` was expected"),
        (b"{\"message\": \"Application 1 has been deleted.\"}", "with message"),
        (b"[{\"id\": 1, \"first_name\": \"Al", "ends inside this record"),
        (b"{\"id\": \xff\xfe\xc3", "cannot be read"),
    ] {
        let (outcome, reading) = read(bytes);
        let JsonOutcome::Unread { why, hint } = outcome else { panic!("{part}: understood") };
        assert!(why.contains(part), "{why}");
        assert!(!why.contains("jo@example.org") && !why.contains('\n') && !hint.is_empty());
        assert!(reading.rows.is_empty() && reading.set_aside.is_empty());
    }
}

#[test]
fn garbage_beside_records_cannot_fill_the_memory() {
    let mut text = format!("[{}", &TWO[1..TWO.len() - 1]);
    text.push_str(&",{\"x\":1}".repeat(5_000));
    text.push_str(&",oops".repeat(5_000));
    text.push(']');
    let (_, reading) = read(text.as_bytes());
    assert_eq!(reading.rows.len(), 2);
    assert_eq!(reading.set_aside.len(), 2_001);
    assert!(reading.set_aside[2_000].why.starts_with("8000 more"));
}
