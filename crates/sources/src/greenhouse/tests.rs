use bonafide_records::firm::Firm;
use bonafide_records::person::Statement;
use bonafide_records::{Digest, Reading};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::json::tree::tests::any_json;
use crate::json::{JsonOutcome, read_json};

/// Reads files in order and gives what was collected, with a line for each event day.
fn read_all(files: &[&[u8]]) -> (Vec<JsonOutcome>, Reading, String) {
    let mut collector = Collector::new(Firm::default());
    let mut outcomes = Vec::new();
    for (index, bytes) in files.iter().enumerate() {
        let survey = text::survey(*bytes).unwrap();
        collector.begin(&format!("{index}.json"), survey.sha256);
        let input = text::Utf8Reader::new(*bytes, survey.encoding, survey.mark);
        outcomes.push(read_json(input, survey.encoding, &mut collector));
    }
    let events = format!("{:?}", collector.events);
    (outcomes, collector.reading, events)
}

fn read(text: &str) -> Reading {
    read_all(&[text.as_bytes()]).1
}

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/greenhouse/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

/// `key role form field place` of each value.
fn values(reading: &Reading) -> Vec<String> {
    let line = |value: &bonafide_records::Value| {
        let row = &reading.rows[value.row.0 as usize];
        let place = match &value.citation.place {
            Place::Path(path) => path.to_string(),
            Place::Line(line) => format!("line {line}"),
        };
        format!("{} {:?} {} {} {place}", row.key, value.role, value.form.key(), value.citation.field)
    };
    reading.values.iter().map(line).collect()
}

fn statements(reading: &Reading) -> Vec<(String, String, String)> {
    let of = |row: &bonafide_records::PersonRow| {
        let key = row.key.to_string();
        row.statements
            .iter()
            .map(move |(statement, citation)| {
                let Statement::EmployeeNumber(number) = statement else { panic!("{statement:?}") };
                (key.clone(), number.clone(), citation.field.to_string())
            })
            .collect::<Vec<_>>()
    };
    reading.rows.iter().flat_map(of).collect()
}

#[test]
fn a_member_of_a_wrong_kind_and_what_is_no_candidate_are_told() {
    let reading = read(
        r#"[{"id": 7, "first_name": "Ada", "email_addresses": "oops", "phone_numbers": null,
            "applications": [{"id": 9, "applied_at": "2026-01-02T00:00:00.000Z", "answers": {}}]},
            {"id": "x", "first_name": 3}, 42, null]"#,
    );
    let said: Vec<String> = reading
        .set_aside
        .iter()
        .map(|aside| match &aside.place {
            Some(Place::Path(path)) => format!("{path} {}", aside.why),
            other => format!("{other:?} {}", aside.why),
        })
        .collect();
    let begins = [
        "/0/email_addresses `email_addresses` is a text and no list: not read",
        "/0/applications/0/answers `answers` is an object and no list: not read",
        "/2 a number where a record should stand",
        "/3 `null` where a record should stand",
        "/1 an object of an unknown product",
    ];
    assert_eq!(said.len(), begins.len(), "{said:#?}");
    for (line, begin) in said.iter().zip(begins) {
        assert!(line.starts_with(begin), "{said:#?}");
    }
}

#[test]
fn a_candidate_gives_contacts_by_type_and_names_no_staff() {
    let reading = read(&fixture("candidates-v1.json"));
    assert!(reading.set_aside.is_empty(), "{:?}", reading.set_aside);
    assert_eq!(reading.files[0].read, 2);
    let found = values(&reading);
    let expected = [
        "41001 Own +493023125041 phone_numbers /0",
        "41001 Work +493023125099 phone_numbers /0",
        "41001 Own ilvara.quenby@mail.example.org email_addresses /0",
        "41001 Work iquenby@harbourforge.example.com email_addresses /0",
        "41001 Own quenby.example.net/work website_addresses /0",
        "41001 Mentioned harbourforge.example.com/team website_addresses /0",
        "41001 Own github.com/ilvara-q social_media_addresses /0",
        "41001 Other +493023125042 keyed_custom_fields.second_phone /0/applications/0",
        "41001 Mentioned jobs.example.org/ads/7 answers /0/applications/0",
        "41001 Mentioned github.com/ilvara-q/forge answers /0/applications/0",
        "41001 Mentioned github.com/ilvara-q answers /0/applications/0",
        "41001 Referee tam@oldroyd.example.net answers /0/applications/0",
        "41001 Referee +442079460041 answers /0/applications/0",
        "41001 Referee +493023125077 answers /0/applications/0",
        "41002 Other +493023125050 phone_numbers /1",
        "41002 Own corvin.ashdown@mail.example.org email_addresses /1",
    ];
    let without_homes: Vec<&str> =
        found.iter().map(String::as_str).filter(|line| !line.contains(" addresses ")).collect();
    assert_eq!(without_homes, expected);
    assert_eq!(found.iter().filter(|line| line.contains("Home")).count(), 2, "{found:?}");

    let first = &reading.rows[0];
    assert_eq!(first.history.len(), 2);
    assert_eq!((first.history[0].employer.as_str(), first.history[0].to_year), ("brass lantern", Some(2021)));
    assert_eq!(reading.rows[1].role.as_deref(), Some("Senior Rust Engineer"));
    assert_eq!(first.from.map(|day| day.to_string()).as_deref(), Some("2026-03-02"));
    assert_eq!(first.to.map(|day| day.to_string()).as_deref(), Some("2026-03-20"));
    let agencies: Vec<Option<&str>> = reading.rows.iter().map(|row| row.agency.as_deref()).collect();
    assert_eq!(agencies, [None, None, Some("Recruitment Agency"), Some("Recruitment Agency")]);
    let stated = ("41001".to_owned(), "E-771".to_owned(), "keyed_custom_fields.employee_id".to_owned());
    assert_eq!(statements(&reading), [stated]);
    let debug = format!("{reading:?}");
    for staff in ["rena", "Rena", "S-9", "S-10", "olin", "firm.example.com"] {
        assert!(!debug.contains(staff), "{staff} was read");
    }
    for nobody in ["23125000", "23125001", "23125002", "img.example.org", "1992"] {
        assert!(!debug.contains(nobody), "{nobody} was read");
    }
    let dropped: Vec<&str> = reading.dropped.keys().map(|(_, field)| field.as_str()).collect();
    for field in [
        "photo_url",
        "applications.demographic_answers",
        "applications.keyed_custom_fields.date_of_birth",
        "answers.What is your gender?",
    ] {
        assert!(dropped.contains(&field), "{field} in {dropped:?}");
    }
}

#[test]
fn version_three_is_read_in_wrappers_and_lines() {
    let (outcomes, reading, _) =
        read_all(&[fixture("candidates-v3.json").as_bytes(), fixture("applications-v3.jsonl").as_bytes()]);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, JsonOutcome::Understood(_))));
    let found = values(&reading);
    for line in [
        "42001 Own +442079460051 phone_numbers /candidates/0",
        "42001 Own odalys.fenn@mail.example.org email_addresses /candidates/0",
        "42001 Own github.com/odalysfenn social_media_addresses /candidates/0",
        "42001 Referee bryn@vale.example.net answers line 1",
        "42001 Referee +442079460077 answers line 1",
        "42001 Own fenn.example.net/work answers line 1",
    ] {
        assert!(found.iter().any(|value| value == line), "{line} in {found:#?}");
    }
    assert!(!found.iter().any(|value| value.contains("79460000")));
    assert_eq!(statements(&reading)[0].1, "88012");
    assert_eq!(reading.set_aside.len(), 1);
    assert_eq!(reading.set_aside[0].place, Some(Place::Line(2)));
    assert!(reading.rows.iter().any(|row| row.key.as_str() == "42003"));
    assert!(reading.rows.iter().filter(|row| row.key.as_str() == "42001").all(|row| row.from.is_some()));
}

#[test]
fn only_a_hire_states_the_external_id() {
    let reading = read(&fixture("webhooks.jsonl"));
    assert_eq!(reading.files[0].read, 5);
    assert!(reading.set_aside.is_empty());
    assert_eq!(statements(&reading), [("43001".to_owned(), "E-900".to_owned(), "external_id".to_owned())]);
    assert!(reading.rows.iter().all(|row| row.key.as_str() == "43001"), "deleted persons are not kept");
    let (_, citation) = &reading.rows.iter().find(|row| !row.statements.is_empty()).unwrap().statements[0];
    assert_eq!(citation.place, Place::Line(2));
    let line = fixture("webhooks.jsonl").lines().nth(1).unwrap().to_owned();
    assert_eq!(citation.digest, text::digest(line.as_bytes()));
    let debug = format!("{reading:?}");
    assert!(!debug.contains("S-15") && !debug.contains("S-3") && !debug.contains("ada@firm"));
}

#[test]
fn a_copy_adds_nothing_and_a_changed_export_adds_a_row_of_the_same_key() {
    let original = fixture("candidates-v1.json");
    let changed = original.replace("030 23125 041", "030 23125 043");
    let once = read(&original);
    let (_, twice, _) = read_all(&[original.as_bytes(), original.as_bytes()]);
    assert_eq!(format!("{:?}", once.rows), format!("{:?}", twice.rows));
    assert_eq!(values(&once), values(&twice));
    assert_eq!((twice.files[1].read, &twice.dropped), (2, &once.dropped));
    let (_, both, _) = read_all(&[original.as_bytes(), changed.as_bytes()]);
    assert_eq!(both.rows.iter().filter(|row| row.key.as_str() == "41001").count(), 4);
    assert_eq!(both.rows.iter().filter(|row| row.key.as_str() == "41002").count(), 2);
}

#[test]
fn a_login_without_a_link_is_an_account_where_one_host_is_asked_for() {
    let candidate = |question: &str, answer: &str| {
        let all = json!([{"id": 1, "first_name": "A", "last_name": "B", "phone_numbers": [], "email_addresses": [],
            "applications": [{"id": 2, "candidate_id": 1, "jobs": [], "answers": [{"question": question, "answer": answer}]}]}]);
        let reading = read(&all.to_string());
        reading.values.iter().map(|v| format!("{:?} {}", v.role, v.form.key())).collect::<Vec<_>>()
    };
    for (question, answer) in [
        ("GitHub profile", "@quzzdev"),
        ("GitHub username", " QuzzDev "),
        ("GitHub", "github.com/quzzdev"),
        ("GitHub URL", "https://github.com/quzzdev/"),
    ] {
        assert_eq!(candidate(question, answer), ["Own github.com/quzzdev"], "{question}: {answer}");
    }
    for answer in
        ["n/a", "none", "yes", "Ja", "-", "12", "I have one", "quzz.dev.", "@", "quzz/forge/x", "a@b", "@@x@"]
    {
        let found = candidate("GitHub username", answer);
        assert!(!found.iter().any(|value| value.starts_with("Own github.com")), "{answer}: {found:?}");
    }
    for question in ["GitHub or LinkedIn", "Do you use GitHub?", "Favourite editor"] {
        assert!(candidate(question, "quzzdev").is_empty(), "{question}");
    }

    let reading = read(
        r#"[{"id": 1, "first_name": "A", "phone_numbers": [],
            "social_media_addresses": [{"value": "quzzdev", "type": "GitHub"}, {"value": "else", "type": "twitter"}, {"value": "bare"}],
            "keyed_custom_fields": {"code_account": {"name": "GitLab handle", "type": "short_text", "value": "quzz-lab"},
                                    "manager_github": {"name": "GitHub of your manager", "value": "boss"}}}]"#,
    );
    assert_eq!(
        values(&reading),
        [
            "1 Own github.com/quzzdev social_media_addresses /0",
            "1 Own gitlab.com/quzz-lab keyed_custom_fields.code_account /0"
        ]
    );
}

#[test]
fn national_numbers_are_read_in_the_firms_country_where_the_record_names_none() {
    let text = r#"[{"id": 1, "first_name": "A", "email_addresses": [], "phone_numbers": [{"value": "0151 23456789"}]},
        {"id": 2, "first_name": "B", "email_addresses": [], "phone_numbers": [{"value": "020 7946 0041"}],
         "addresses": [{"value": "12 High Street, London, United Kingdom", "type": "home"}]}]"#;
    let phones = |zone: Option<&str>| {
        let firm = Firm { time_zone: zone.map(str::to_owned), ..Firm::default() };
        let mut collector = Collector::new(firm);
        collector.begin("x.json", text::digest(text.as_bytes()));
        read_json(text.as_bytes(), Encoding::Utf8, &mut collector);
        let phones = collector.reading.values.iter().map(|value| value.form.key());
        phones.filter(|key| !key.contains("highst")).collect::<Vec<_>>()
    };
    assert_eq!(phones(Some("Europe/Berlin")), ["+4915123456789", "+442079460041"]);
    assert_eq!(phones(Some("Asia/Tokyo")), ["015123456789", "+442079460041"]);
    assert_eq!(phones(None), ["015123456789", "+442079460041"]);
}

#[test]
fn odd_values_cost_themselves_only() {
    let reading = read(
        r#"[{"id": 98765432109876543210, "first_name": "\ud83d", "phone_numbers": [null, 7, {}, {"value": null}, {"value": {"a": 1}}, "+49 30 23125 091"],
            "email_addresses": "none", "addresses": {"value": 1}, "applications": [{}, null, {"answers": {"a": 1}}], "created_at": "soon", "last_activity": 5},
           {"first_name": "No", "last_name": "Id", "phone_numbers": [], "email_addresses": []},
           {"id": 1, "candidate_id": null, "jobs": [], "answers": []}]"#,
    );
    assert_eq!(values(&reading), ["98765432109876543210 Own +493023125091 phone_numbers /0"]);
    let why: Vec<&str> = reading.set_aside.iter().map(|aside| aside.why.as_str()).collect();
    assert_eq!(why.len(), 5, "{why:?}");
    assert!(why[..3].iter().all(|why| why.contains("and no list")), "{why:?}");
    assert!(why[3].contains("candidate without an id") && why[4].contains("without a candidate id"));
}

#[test]
fn a_demographic_export_is_counted_and_not_read() {
    let reading = read(
        r#"[{"id": 5, "application_id": 7, "race": {"id": 1}, "gender": {"id": 2}, "veteran_status": null, "submitted_at": "2026-01-01"}]"#,
    );
    assert!(reading.rows.is_empty() && reading.values.is_empty());
    assert_eq!(reading.files[0].read, 1);
    assert!(reading.dropped.len() >= 3, "{:?}", reading.dropped);
}

/// What was read, without digests: they are of whole records and change with every byte.
fn undigested(reading: &Reading) -> String {
    let mut rows = reading.rows.clone();
    let mut values = reading.values.clone();
    let zero = Digest([0; 32]);
    for row in &mut rows {
        row.citation.digest = zero;
        for (_, citation) in &mut row.statements {
            citation.digest = zero;
        }
    }
    for value in &mut values {
        value.citation.digest = zero;
    }
    format!("{rows:?} {values:?} {:?} {:?} {:?}", reading.set_aside, reading.unread, reading.files[0].read)
}

/// Values that would be read if they stood elsewhere.
fn tempting() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        any_json(),
        Just(json!(
            "Call +49 30 23125 088 or write to x@secret.example.org, https://github.com/secret-account"
        )),
        Just(json!([{"value": "+49 30 23125 089", "type": "mobile"}])),
        Just(json!({"name": "Employee ID", "value": "E-1", "type": "short_text"})),
        Just(json!({"id": 1, "candidate_id": 2, "answers": [], "phone_numbers": ["+49 30 23125 090"]})),
    ]
}

fn export(fill: &mut dyn FnMut() -> Option<serde_json::Value>) -> String {
    let mut block = |object: &mut serde_json::Value, keys: &[&str]| {
        for key in keys {
            if let Some(value) = fill() {
                object[*key] = value;
            }
        }
    };
    let mut candidate: serde_json::Value = serde_json::from_str(&fixture("candidates-v1.json")).unwrap();
    let first = &mut candidate[0];
    for key in ["photo_url", "custom_fields", "keyed_custom_fields"] {
        first.as_object_mut().unwrap().remove(key);
    }
    block(first, &["photo_url", "eeoc", "gender", "race", "date_of_birth", "demographic_answers"]);
    first["custom_fields"] = json!({});
    block(&mut first["custom_fields"], &["nationality", "age", "veteran_status", "disability_status"]);
    first["keyed_custom_fields"] = json!({"field_7": {"name": "Marital status"}});
    block(&mut first["keyed_custom_fields"]["field_7"], &["value"]);
    let application = &mut first["applications"][0];
    application.as_object_mut().unwrap().remove("demographic_answers");
    block(application, &["demographic_answers", "eeoc_answers"]);
    application["answers"][3] = json!({"question": "What is your nationality?"});
    block(&mut application["answers"][3], &["answer", "value"]);
    candidate.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever stands in protected blocks, and whether they are there at all: nothing but
    /// digests and the counts of dropped fields changes.
    #[test]
    fn protected_blocks_change_nothing(fills in prop::collection::vec(tempting(), 16)) {
        let mut next = fills.into_iter();
        let filled = export(&mut || next.next());
        let empty = export(&mut || None);
        let (_, with, with_events) = read_all(&[filled.as_bytes()]);
        let (_, without, without_events) = read_all(&[empty.as_bytes()]);
        prop_assert_eq!(undigested(&with), undigested(&without));
        prop_assert_eq!(with_events, without_events);
        prop_assert!(!with.dropped.is_empty());
        let leaked = with.dropped.keys().any(|(_, field)| field.contains("23125"));
        prop_assert!(!leaked);
    }

    /// Any JSON in the place of any member: no panic, and the other candidate is read all the same.
    #[test]
    fn any_value_may_stand_anywhere(value in any_json(), at in any::<prop::sample::Index>()) {
        let mut all: serde_json::Value = serde_json::from_str(&fixture("candidates-v1.json")).unwrap();
        let keys: Vec<String> = all[0].as_object().unwrap().keys().cloned().collect();
        let key = keys[at.index(keys.len())].clone();
        all[0][key] = value;
        let reading = read(&all.to_string());
        prop_assert!(reading.rows.iter().any(|row| row.key.as_str() == "41002"));
    }
}

/// The vendor's own documentation: 85 JSON blocks, one of them broken in the original.
#[test]
fn the_documentation_of_the_vendor_is_read() {
    let folder = format!("{}/../../../shared/data/ats/greenhouse-docs/dev", env!("CARGO_MANIFEST_DIR"));
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: ../shared/data/ats/greenhouse-docs is not there");
        return;
    };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert_eq!(names.len(), 85);
    let mut understood = 0;
    let mut keys = std::collections::BTreeSet::new();
    for path in &names {
        let bytes = std::fs::read(path).unwrap();
        let (outcomes, reading, _) = read_all(&[&bytes]);
        let name = path.file_name().unwrap().to_str().unwrap();
        match &outcomes[0] {
            JsonOutcome::Understood(_) => {
                understood += 1;
                assert!(reading.files[0].read > 0 || !reading.set_aside.is_empty(), "{name}");
            }
            JsonOutcome::Unread { why, hint } => {
                assert!(!why.is_empty() && !hint.is_empty() && reading.rows.is_empty(), "{name}");
                assert!(!name.starts_with("webhooks___") || name.contains("introduction"), "{name}: {why}");
                if name.contains("introduction") {
                    assert!(why.contains("was expected"), "{why}");
                }
            }
        }
        let debug = format!("{reading:?}");
        for staff in ["67890", "123ABC", "ABC12345", "Greenhouse Admin", "bob_johnson"] {
            assert!(!debug.contains(staff), "{name}: {staff} belongs to the firm's staff");
        }
        assert!(!debug.contains("1992-01-27"), "{name}: a date of birth was read");
        for (statement, row) in
            reading.rows.iter().flat_map(|row| row.statements.iter().map(move |s| (&s.0, row)))
        {
            assert!(name.contains("candidate_events__01"), "{name}: {statement:?}");
            assert_eq!(
                (statement, row.key.as_str()),
                (&Statement::EmployeeNumber("12345".into()), "35897443")
            );
        }
        for row in &reading.rows {
            keys.insert(row.key.to_string());
            // Every citation opens, and what opens has the digest that was cited.
            let Place::Path(place) = &row.citation.place else { panic!("{name}") };
            let found = crate::json::find_json(bytes.as_slice(), place).unwrap();
            assert_eq!(text::digest(found.text.as_bytes()), row.citation.digest, "{name} {place}");
        }
    }
    assert_eq!(understood, 52, "the rest are requests and bare messages");
    assert!(keys.contains("53883394") && keys.contains("57683957") && keys.contains("60304594"), "{keys:?}");
}

/// Cost of the figure "100,000 applicants in JSON", of which reading is a part. Run with
/// `cargo test --release -p bonafide-sources -- --ignored --nocapture cost`.
#[test]
#[ignore = "a measurement: takes seconds, and only means something in a release build"]
fn cost_of_a_hundred_thousand_candidates() {
    let all: serde_json::Value = serde_json::from_str(&fixture("candidates-v1.json")).unwrap();
    let mut text = String::from("[");
    for index in 0..100_000 {
        let mut one = all[0].clone();
        one["id"] = json!(index);
        one["phone_numbers"][0]["value"] = json!(format!("030 23{index:06}"));
        one["email_addresses"][0]["value"] = json!(format!("a{index}@mail.example.org"));
        if index > 0 {
            text.push(',');
        }
        text.push_str(&serde_json::to_string_pretty(&one).unwrap());
    }
    text.push(']');
    let start = std::time::Instant::now();
    let reading = read(&text);
    eprintln!("{} MB, {} values, {:?}", text.len() >> 20, reading.values.len(), start.elapsed());
    assert_eq!(reading.rows.len(), 200_000);
}
