//! Events as Okta writes them, whole and damaged.

use bonafide_records::person::Statement;
use bonafide_records::{Firm, PersonKind, Place, Reading};

use crate::collector::Collector;
use crate::json::{JsonOutcome, read_json};
use crate::text::{Encoding, digest};

fn read(text: &str) -> Reading {
    let mut collector = Collector::new(Firm::default());
    collector.begin("okta.json", digest(text.as_bytes()));
    match read_json(text.as_bytes(), Encoding::Utf8, &mut collector) {
        JsonOutcome::Understood(source) => collector.understood(&source, None),
        JsonOutcome::Unread { why, hint } => collector.unread("okta.json", why, hint),
    }
    collector.finish(None)
}

/// An event with what a test changes.
fn event(uuid: &str, actor: &str, at: &str, ip: &str, more: &str) -> String {
    format!(
        r#"{{"uuid":"{uuid}","published":"{at}","eventType":"user.session.start","displayMessage":"x","severity":"INFO","actor":{{"id":"{actor}","type":"User","alternateId":"{actor}@firm.example.com","displayName":"Alva Renning"}},"client":{{"ipAddress":"{ip}","geographicalContext":{{"country":"Atlantis"}}}},"outcome":{{"result":"SUCCESS"}}{more}}}"#
    )
}

#[test]
fn events_of_one_day_are_one_use_in_whatever_order() {
    let events = [
        event("1", "00u1", "2026-05-04T08:00:00.000Z", "192.0.2.10", ""),
        event("2", "00u1", "2026-05-04T17:00:00.000Z", "192.0.2.10", ""),
        event("3", "00u1", "2026-05-04T12:00:00.000Z", "192.0.2.10", ""),
        event("4", "00u1", "2026-05-05T08:00:00.000Z", "192.0.2.10", ""),
    ];
    let lines = read(&events.join("\n"));
    let array = read(&format!(
        "[{}]",
        [&events[2], &events[3], &events[1], &events[0]].map(String::as_str).join(",")
    ));
    for (reading, first) in [(&lines, Place::Line(1)), (&array, Place::Path("/3".into()))] {
        assert_eq!((reading.rows.len(), reading.sign_ins.len()), (1, 2));
        let usage = &reading.sign_ins[0];
        assert_eq!((usage.count, &usage.first.place), (3, &first));
        assert_eq!(usage.network.unwrap().key(), "192.0.2.10");
        assert_eq!(reading.rows[0].kind, PersonKind::Account);
        assert!(
            matches!(&reading.rows[0].statements[0].0, Statement::WorkMailbox(login) if login == "00u1@firm.example.com")
        );
    }
    assert_eq!(lines.sign_ins[0].last.place, Place::Line(2));
    // In JSON lines the record is the whole line.
    assert_eq!(lines.sign_ins[0].first.digest, digest(events[0].as_bytes()));
}

#[test]
fn an_event_read_twice_counts_once() {
    let one = event("1", "00u1", "2026-05-04T08:00:00.000Z", "192.0.2.10", "");
    let reading = read(&format!("{one}\n{one}\n"));
    assert_eq!(reading.sign_ins[0].count, 1);
    assert_eq!(reading.files[0].read, 2);
}

#[test]
fn factors_and_devices_are_read_wherever_an_event_carries_them() {
    let more = r#","device":{"id":"guo4a5u7YAHhjXrMK0g4","name":"lap"},"debugContext":{"debugData":{"deviceFingerprint":"fp-77aa19","factor":"OKTA_VERIFY_PUSH","authenticatorId":"aut1q2w3e4r5"}},"target":[{"id":"00u1","type":"User"},{"id":"opf3hkfocI4JTLAju0g4","type":"AuthenticatorEnrollment"},{"id":"aut1q2w3e4r5","type":"Authenticator"}]"#;
    let reading = read(&event("1", "00u1", "2026-05-04T08:00:00Z", "192.0.2.10", more));
    let usage = &reading.sign_ins[0];
    let devices: Vec<&str> = usage.devices.iter().map(bonafide_records::normal::DeviceId::key).collect();
    assert_eq!(devices, ["fp-77aa19", "guo4a5u7YAHhjXrMK0g4"]);
    let factors: Vec<&str> = usage.factors.iter().map(bonafide_records::normal::FactorId::key).collect();
    assert_eq!(factors, ["opf3hkfocI4JTLAju0g4"], "an authenticator and a kind of factor are nobody's");
}

#[test]
fn what_failed_or_was_no_user_is_no_use() {
    let failed = event("1", "00u1", "2026-05-04T08:00:00Z", "192.0.2.10", "").replace("SUCCESS", "FAILURE");
    let system = event("2", "sys", "2026-05-04T08:00:00Z", "192.0.2.10", "")
        .replace("\"User\"", "\"SystemPrincipal\"");
    let reading = read(&format!("{failed}\n{system}\n"));
    assert_eq!((reading.rows.len(), reading.sign_ins.len(), reading.set_aside.len()), (0, 0, 0));
    assert_eq!(reading.files[0].read, 2);
}

#[test]
fn bad_events_are_one_line_each_and_the_rest_goes_on() {
    let good = event("1", "00u1", "2026-05-04T08:00:00Z", "192.0.2.10", "");
    let no_actor = r#"{"uuid":"2","published":"2026-05-04T08:00:00Z","eventType":"user.session.start","displayMessage":"x","severity":"INFO"}"#;
    let null_actor = no_actor.replace("\"uuid\":\"2\"", "\"uuid\":\"3\",\"actor\":null");
    let no_time = event("4", "00u1", "yesterday", "192.0.2.10", "");
    let zone = event("5", "00u1", "2026-05-05T08:00:00Z", "fe80::1%25eth0", "");
    let bracket = event("6", "00u1", "2026-05-06T08:00:00Z", "[192.0.2.10]", "");
    let no_address = event("7", "00u1", "2026-05-07T08:00:00Z", "behind the moon", "");
    let text = [good.as_str(), no_actor, &null_actor, &no_time, &zone, &bracket, &no_address].join("\n");
    let reading = read(&text);
    let said: Vec<(Option<Place>, &str)> =
        reading.set_aside.iter().map(|aside| (aside.place.clone(), aside.why.as_str())).collect();
    assert_eq!(said.len(), 4, "{said:?}");
    for (line, part) in
        [(2, "without actor"), (3, "without actor"), (4, "is no time"), (7, "no network address")]
    {
        assert!(
            said.iter().any(|(place, why)| *place == Some(Place::Line(line)) && why.contains(part)),
            "{line}: {said:?}"
        );
    }
    // A zone id and brackets are no fault; a link-local address is read and links nobody.
    let networks: Vec<String> =
        reading.sign_ins.iter().filter_map(|usage| usage.network.map(|n| n.key())).collect();
    assert_eq!(networks, ["192.0.2.10", "fe80::/64", "192.0.2.10"]);
    assert_eq!(reading.sign_ins.len(), 4, "the event without an address is read without it");
}

#[test]
fn the_public_sample_is_read() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/logs/okta/sentinel-oktav2-first-events.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: the public sample data are absent");
        return;
    };
    let reading = read(&text);
    assert!(reading.unread.is_empty() && reading.set_aside.is_empty(), "{:?}", reading.set_aside);
    assert_eq!(reading.files[0].read, 5);
    assert!(!reading.sign_ins.is_empty());
}
