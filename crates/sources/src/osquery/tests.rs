//! Result lines in all three forms.

use bonafide_records::{Firm, Plugged, Reading};

use crate::collector::Collector;
use crate::json::{JsonOutcome, read_json};
use crate::text::{Encoding, digest};

fn read(text: &str) -> Reading {
    let mut collector = Collector::new(Firm::default());
    collector.begin("osqueryd.results.log", digest(text.as_bytes()));
    match read_json(text.as_bytes(), Encoding::Utf8, &mut collector) {
        JsonOutcome::Understood(source) => collector.understood(&source, None),
        JsonOutcome::Unread { why, hint } => collector.unread("osqueryd.results.log", why, hint),
    }
    collector.finish(None)
}

const USB: &str = r#"{"usb_address":"3","vendor":"sipeed","vendor_id":"3346","model":"NanoKVM","model_id":"1009","serial":"0123456789ABCDEF"}"#;
const SCREEN: &str = r#"{"name":"B246WL","vendor_id":"0472","product_id":"0565","serial_number":"01613f8a"}"#;

fn line(action: &str, seconds: u64, columns: &str) -> String {
    format!(
        r#"{{"name":"pack_x","action":"{action}","hostIdentifier":"lap-501","unixTime":"{seconds}","columns":{columns},"decorations":{{"username":"alva"}}}}"#
    )
}

#[test]
fn added_snapshot_and_batch_say_the_same() {
    let snapshot = format!(
        r#"{{"action":"snapshot","name":"x","hostIdentifier":"lap-501","unixTime":1778835600,"snapshot":[{USB},{SCREEN}]}}"#
    );
    let batch = format!(
        r#"{{"diffResults":{{"added":[{USB},{SCREEN}],"removed":[]}},"name":"x","hostname":"lap-501","unixTime":"1778835600"}}"#
    );
    let added = format!("{}\n{}\n", line("added", 1_778_835_600, USB), line("added", 1_778_835_600, SCREEN));
    for text in [snapshot, batch, added] {
        let reading = read(&text);
        assert_eq!(reading.peripherals.len(), 2, "{text}");
        let screens =
            reading.peripherals.iter().filter(|one| matches!(one.what, Plugged::Display(_))).count();
        assert_eq!(screens, 1);
        let snapshot = text.contains("snapshot");
        for one in &reading.peripherals {
            assert_eq!(
                (one.host.as_str(), one.first.unwrap().to_string().as_str()),
                ("lap-501", "2026-05-15")
            );
            let end = one.first.filter(|_| snapshot);
            assert_eq!(one.last, end, "what was not unplugged goes on, what was seen was seen");
        }
    }
}

#[test]
fn what_was_removed_ends_and_what_came_back_goes_on() {
    let (may, june, july) = (1_778_835_600, 1_781_514_000, 1_784_106_000);
    let ended = format!("{}\n{}\n", line("removed", june, SCREEN), line("added", may, SCREEN));
    let reading = read(&ended);
    let one = &reading.peripherals[0];
    assert_eq!(one.last.unwrap().to_string(), "2026-06-15", "in whatever order the lines come");
    assert_eq!(one.person, ["alva"]);
    let again = format!("{ended}{}\n", line("added", july, SCREEN));
    assert_eq!(read(&again).peripherals[0].last, None);
}

#[test]
fn a_log_that_only_adds_again_and_again_says_when_a_thing_was_there() {
    let added = |seconds: u64| line("added", seconds, SCREEN);
    let twice = format!("{}\n{}\n", added(1_778_835_600), added(1_781_514_000));
    assert_eq!(read(&twice).peripherals[0].last.unwrap().to_string(), "2026-06-15");
    // Elsewhere it tells removals: the second line is the new start of an agent.
    let told = format!("{twice}{}\n", line("removed", 1_778_835_600, USB));
    let screen = |reading: &Reading| {
        let mut all = reading.peripherals.iter();
        all.find(|one| matches!(one.what, Plugged::Display(_))).unwrap().last
    };
    assert_eq!(screen(&read(&told)), None);
}

#[test]
fn a_snapshot_says_nothing_of_the_days_behind_it() {
    let look = |seconds: u64| {
        format!(
            r#"{{"action":"snapshot","name":"x","hostIdentifier":"lap-501","unixTime":{seconds},"snapshot":[{SCREEN}]}}"#
        )
    };
    // A removal elsewhere makes an added thing go on, and a seen one not.
    let elsewhere = line("removed", 1_778_835_600, USB);
    let text = format!("{}\n{}\n{elsewhere}\n", look(1_778_835_600), look(1_781_514_000));
    let reading = read(&text);
    let screen = reading.peripherals.iter().find(|one| matches!(one.what, Plugged::Display(_))).unwrap();
    assert_eq!(screen.last.unwrap().to_string(), "2026-06-15");
}

#[test]
fn other_tables_and_lines_without_a_host_are_passed_over_or_said() {
    let processes = r#"{"action":"added","columns":{"name":"osqueryd","path":"/usr/local/bin/osqueryd","pid":"97830"},"name":"processes","hostname":"hostname.local","unixTime":"1412123850"}"#;
    let nobody = format!(
        r#"{{"name":"x","action":"added","unixTime":"1778835600","columns":{USB},"decorations":{{"load":"1"}}}}"#
    );
    let reading = read(&format!("{processes}\n{nobody}\n"));
    assert!(reading.peripherals.is_empty());
    assert_eq!(reading.set_aside.len(), 1);
    assert!(reading.set_aside[0].why.contains("hostIdentifier"), "{:?}", reading.set_aside);
}

#[test]
fn the_documented_forms_are_read() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/logs/osquery/osquery-docs-formats.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: the public sample data are absent");
        return;
    };
    let reading = read(&text);
    assert!(reading.unread.is_empty() && reading.set_aside.is_empty(), "{:?}", reading.set_aside);
    assert_eq!(reading.files[0].read, 4);
}

#[test]
fn a_host_goes_by_every_name_that_the_result_gives() {
    let text = format!(
        r#"{{"name":"x","action":"added","hostIdentifier":"UUID-1","unixTime":"1778835600","columns":{USB},"decorations":{{"hostname":"lap-501","hardware_serial":"C02XL0"}}}}"#
    );
    let one = &read(&text).peripherals[0];
    assert_eq!(one.host, "UUID-1");
    assert_eq!(one.host_names, ["C02XL0", "lap-501"]);
    let bare = text.replace(r#""hostIdentifier":"UUID-1","#, "");
    assert_eq!(read(&bare).peripherals[0].host, "lap-501");
}
