//! `bonafide link` writes a report beside its pairs and clusters.

mod common;

use std::fs;
use std::path::Path;

use common::bonafide;

const SETTINGS: &str = r#"
[[comparisons]]
column = "name"
levels = ["exact", "jaro-winkler 0.9"]
[[comparisons]]
column = "mail"
levels = ["exact"]
[[blocking]]
keys = ["name"]
[[blocking]]
keys = ["mail"]
"#;

/// Eighty people, every second of them twice, and names that are hostile to a page.
fn rows() -> Vec<String> {
    let mut rows = Vec::new();
    for number in 0..80 {
        let name = match number {
            0 => "<script>alert(1)</script> & \"\"Sons\"\"".to_owned(),
            2 => "مريم الحسن".to_owned(),
            _ => format!("name {}", number * 7 % 60),
        };
        rows.push(format!("{},\"{name}\",m{number}@example.org", rows.len() + 1));
        if number % 2 == 0 {
            rows.push(format!("{},\"{name}\",m{number}@example.org", rows.len() + 1));
        }
    }
    rows
}

fn report(folder: &Path, rows: &[String]) -> String {
    fs::write(folder.join("people.csv"), format!("id,name,mail\n{}\n", rows.join("\n"))).expect("a table");
    fs::write(folder.join("settings.toml"), SETTINGS).expect("settings");
    let arguments = ["link", "people.csv", "--out", "out", "--settings", "settings.toml"];
    let output = bonafide(folder, &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(folder.join("out/report.html")).expect("a report")
}

#[test]
fn the_report_holds_the_evidence_and_no_script_and_does_not_hang_on_the_order_of_rows() {
    let here = tempfile::tempdir().expect("a folder");
    let mut given = rows();
    let page = report(here.path(), &given);
    assert!(page.contains("<h1>120 rows stand for 80 entities</h1>"), "{}", &page[..page.len().min(40_000)]);
    assert!(!page.contains("<script") && !page.contains("http-equiv=\"refresh\""));
    given.reverse();
    assert_eq!(report(here.path(), &given), page);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(here.path().join("out/report.html")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
