//! The shipped tables, and what a wrong one is told.

#![allow(clippy::unwrap_used)] // helpers of tests, outside test functions

use bonafide_assess::{CheckTable, ClaimTable, TableError};
use bonafide_records::finding::ClaimKind;

#[test]
fn the_shipped_tables_are_whole() {
    let claims = ClaimTable::shipped().unwrap();
    assert_eq!((claims.entries(), claims.head().name.as_str()), (13, "claims"));
    assert_eq!(
        (claims.head().licence.as_str(), claims.head().date.to_string().as_str()),
        ("own", "2026-11-23")
    );
    assert_eq!((claims.prior().of_low, claims.prior().of, claims.prior().of_high), (100, 500, 5_000));
    assert!(
        claims.rows().all(|row| !row.why.is_empty() && !row.source.is_empty() && !row.arguments.is_empty())
    );
    let kinds: Vec<ClaimKind> = claims.rows().map(|row| row.claim).collect();
    assert_eq!(kinds, ClaimKind::ALL);
    let checks = CheckTable::shipped().unwrap();
    let ids: Vec<&str> = checks.checks().iter().map(|check| check.id.as_str()).collect();
    assert_eq!(ids, (1..=13).map(|number| format!("C{number}")).collect::<Vec<_>>());
    assert_eq!(checks.check("C8").unwrap().expires_after_days, None);
    assert_eq!(checks.check("C12").unwrap().expires_after_days, Some(90));
    assert!(checks.check("C14").is_none());
    assert!(
        checks.checks().iter().all(|check| !check.asks_de.is_empty() && !check.innocent_refusals.is_empty())
    );
}

#[test]
fn every_claim_is_settled_by_a_check() {
    let checks = CheckTable::shipped().unwrap();
    for kind in ClaimKind::ALL {
        assert!(checks.checks().iter().any(|check| check.settles.contains(kind)), "{kind}");
    }
}

#[test]
fn parts_saturate_below_the_figure_of_the_row() {
    let claims = ClaimTable::shipped().unwrap();
    for row in claims.rows() {
        assert_eq!(claims.part(row.claim, 0), 0);
        assert_eq!(claims.part(row.claim, -5_000), 0);
        assert_eq!(claims.part(row.claim, i64::MAX), row.max_part_milli, "{}", row.claim);
        assert!(claims.part(row.claim, 3_000) < row.max_part_milli);
    }
}

fn claims_with(from: &str, to: &str) -> TableError {
    let text = ClaimTable::shipped().unwrap().text().to_owned();
    assert!(text.contains(from), "`{from}` is not in the table");
    ClaimTable::parse(&text.replacen(from, to, 1)).expect_err(to)
}

fn checks_with(from: &str, to: &str) -> TableError {
    let text = CheckTable::shipped().unwrap().text().to_owned();
    assert!(text.contains(from), "`{from}` is not in the table");
    CheckTable::parse(&text.replacen(from, to, 1)).expect_err(to)
}

#[test]
fn a_wrong_table_is_refused_in_one_line_that_names_the_row() {
    let errors = [
        (claims_with("claim = \"Extorts\"", "claim = \"Blackmails\""), "Blackmails"),
        (claims_with("claim = \"Extorts\"", "claim = \"SamePerson\""), "SamePerson"),
        (claims_with("a = 400000", "a = 900"), "SamePerson"),
        (claims_with("a_high = 800000", "a_high = 1800000"), "SamePerson"),
        (claims_with("b_low = 200", "b_low = 0"), "SamePerson"),
        (claims_with("max_part_milli = 8644", "max_part_milli = 8645"), "SamePerson"),
        (claims_with("of = 500", "of = 5001"), "remote hire"),
        (claims_with("of_low = 100", "of_low = 1"), "remote hire"),
        (claims_with("name = \"claims\"", "name = \"checks\""), "head"),
        (claims_with("date = 2026-11-23", "date = 2026-11-23T10:00:00Z"), "head"),
        (claims_with("licence = \"own\"", ""), "licence"),
        (claims_with("[[claims]]", "[[claims"), "line"),
        (claims_with("arguments", "argument"), "argument"),
        (checks_with("id = \"C1\"", "id = \"C01\""), "C01"),
        (checks_with("id = \"C1\"", "id = \"C2\""), "C2"),
        (checks_with("minutes = 20", "minutes = 0"), "C1"),
        (checks_with("minutes = 20", "minutes = -1"), "line "),
        (checks_with("\"CopiedWork\"", "\"copied work\""), "copied work"),
        (checks_with("[\"FalseIdentity\", \"OperatedByAnother\", \"CopiedWork\"]", "[]"), "C1"),
    ];
    for (error, named) in errors {
        let line = error.to_string();
        assert!(line.contains(named), "`{named}` is not named: {line}");
        assert!(!line.contains('\n') && line.starts_with("table `"), "{line}");
    }
}

#[test]
fn a_claim_that_is_missing_is_named() {
    let text = ClaimTable::shipped().unwrap().text().to_owned();
    let last = text.rfind("[[claims]]").unwrap();
    let error = ClaimTable::parse(&text[..last]).unwrap_err();
    assert_eq!(error, TableError::Missing { table: "claims", row: "Extorts".to_owned() });
    assert!(ClaimTable::parse("").is_err() && CheckTable::parse("").is_err());
}

#[test]
fn words_that_only_look_like_an_id_name_no_check() {
    let checks = CheckTable::shipped().unwrap();
    for words in
        ["", "C", "C0", "C14", "C1x", "SC1", "c1", "ask each alone whose number it is and since when"]
    {
        assert_eq!(checks.named_in(words), None, "{words}");
    }
    assert_eq!(checks.named_in("C2, then C1.").map(|check| check.number), Some(1));
}
