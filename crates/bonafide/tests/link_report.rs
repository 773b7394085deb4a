//! `bonafide link`: what it estimates before a run, and the report beside its pairs and clusters.

mod common;

use std::fmt::Write as _;
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

#[test]
fn any_pair_is_shown_whatever_it_weighs() {
    let here = tempfile::tempdir().expect("a folder");
    let rows = rows();
    fs::write(here.path().join("people.csv"), format!("id,name,mail\n{}\n", rows.join("\n")))
        .expect("a table");
    // Nobody compares 5 and 90, and 4 and 5 are one.
    fs::write(here.path().join("these.csv"), "left,right\n90,5\n4,5\n").expect("pairs");
    fs::write(here.path().join("settings.toml"), format!("{SETTINGS}[output]\nshows = \"these.csv\"\n"))
        .expect("settings");
    let arguments = ["link", "people.csv", "--out", "out", "--settings", "settings.toml"];
    let output = bonafide(here.path(), &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let page = fs::read_to_string(here.path().join("out/report.html")).expect("a report");
    let asked: Vec<&str> =
        page.match_indices("You asked for it.").map(|(at, _)| &page[at..at + 200]).collect();
    let [apart, together] = asked.as_slice() else { panic!("{} pairs", asked.len()) };
    assert!(apart.contains("Never compared, for no blocking rule brings both together"), "{apart}");
    assert!(together.contains("Above the threshold, and in one cluster"), "{together}");
}

#[test]
fn an_estimate_says_what_each_rule_makes_and_finds_and_compares_nothing() {
    let here = tempfile::tempdir().expect("a folder");
    // Every second of two thousand people twice, one in four of these with another mailbox.
    let mut given = vec!["id,name,mail,town".to_owned()];
    for number in 0..2_000 {
        let (name, town) = (format!("name {number}"), format!("town {}", number * 7 % 90));
        given.push(format!("a{number},{name},m{number}@example.org,{town}"));
        if number % 2 == 0 {
            let slip = if number % 8 == 0 { "x" } else { "" };
            given.push(format!("b{number},{name},m{slip}{number}@example.org,{town}"));
        }
    }
    fs::write(here.path().join("people.csv"), given.join("\n")).expect("a table");
    let both = format!("[[comparisons]]\ncolumn = \"town\"\nlevels = [\"exact\"]\n{SETTINGS}");
    let only_mail = both.replace("[[blocking]]\nkeys = [\"name\"]\n", "");
    let told = |settings: &str| {
        fs::write(here.path().join("settings.toml"), settings).expect("settings");
        let arguments = ["link", "people.csv", "--estimate", "--out", "out", "--settings", "settings.toml"];
        let output = bonafide(here.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    let lost = |told: &str| -> f64 {
        let (before, _) =
            told.split_once(" % of the true pairs share no key of a blocking rule").expect(told);
        before.rsplit(' ').next().and_then(|share| share.parse().ok()).expect(told)
    };
    let whole = told(&both);
    assert!(whole.contains("1,000              2  100.0 %  100.0 %  name"), "{whole}");
    assert!(
        whole.contains("  0.0 %  mail") && whole.contains("1,750 pairs, repeats included: 0.6 a row"),
        "{whole}"
    );
    assert!(whole.contains("under 1 % of the true pairs"), "{whole}");
    let part = told(&only_mail);
    assert!((lost(&part) - 25.0).abs() < 3.0, "{part}");
    let written: Vec<_> = fs::read_dir(here.path().join("out")).expect("a folder").collect();
    assert_eq!(written.len(), 1, "only the settings are written: {written:?}");
    let limit = told(&format!("[run]\nat_most_pairs = 100\n{both}"));
    assert!(limit.contains("more than the limit of 100"), "{limit}");
}

#[test]
fn a_borrowed_value_is_told_and_marked_and_survives_an_index() {
    let here = tempfile::tempdir().expect("a folder");
    let (mut left, mut right) = ("id,title,star\n".to_owned(), "id,title,year\n".to_owned());
    for film in 0..200 {
        // Five films of each star, of one time; every tenth title is used again.
        let (star, title) = (film / 5, if film % 10 == 9 { film - 9 } else { film });
        let year = 1900 + star * 37 % 100 + film % 5;
        writeln!(left, "l{film},title {title},star {star}").expect("a string takes all");
        writeln!(right, "r{film},title {title},{year}").expect("a string takes all");
    }
    fs::write(here.path().join("left.csv"), left).expect("a table");
    fs::write(here.path().join("right.csv"), right).expect("a table");
    let settings = "[run]\nunique = [\"left\", \"right\"]\n[borrowed]\nmade = { value = \"year\", through = [\"star\"] }\n\
                    [[comparisons]]\ncolumn = \"title\"\nlevels = [\"exact\"]\n\
                    [[comparisons]]\ncolumn = \"made\"\nlevels = [\"within 3\", \"within 9\"]\n\
                    [[blocking]]\nkeys = [\"title\"]\n[training]\ncertain = [[\"title\"]]\nrecall = 1.0\n";
    fs::write(here.path().join("settings.toml"), settings).expect("settings");
    let run = |more: &[&str], out: &str, code: i32| {
        let arguments = [&["link"], more, &["--out", out]].concat();
        let output = bonafide(here.path(), &arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{said}");
        said
    };
    let tables = ["left.csv", "right.csv", "--settings", "settings.toml"];
    let said = run(&tables, "out", 1);
    assert!(said.contains("200 rows borrow a value of `made` from rows beside"), "{said}");
    let page = fs::read_to_string(here.path().join("out/report.html")).expect("a report");
    assert!(page.contains(" (borrowed)"), "what a row does not hold itself is marked");
    run(&[&tables[..], &["--estimate"]].concat(), "estimated", 0);
    fs::write(here.path().join("more.csv"), "id,title,year\nn,title 1,1901\n").expect("a table");
    let said = run(&["more.csv", "--onto", "out"], "added", 1);
    assert!(!said.contains("no column made"), "{said}");
}

#[test]
fn a_column_in_which_what_is_taken_for_the_same_differs_is_named() {
    let here = tempfile::tempdir().expect("a folder");
    let (mut left, mut right) = ("id,name,mail,desk\n".to_owned(), "id,name,mail,desk\n".to_owned());
    for number in 0..400 {
        let person = format!("n{},m{}", number * 7919 % 1_009, number * 104_729 % 9_973);
        writeln!(left, "l{number},{person},d{}", number * 31 % 397).expect("a string takes all");
        writeln!(right, "r{number},{person},d{}", number * 57 % 389).expect("a string takes all");
    }
    fs::write(here.path().join("left.csv"), left).expect("a table");
    fs::write(here.path().join("right.csv"), right).expect("a table");
    let settings = format!("[[comparisons]]\ncolumn = \"desk\"\nlevels = [\"exact\"]\n{SETTINGS}");
    fs::write(here.path().join("settings.toml"), settings).expect("settings");
    let arguments = ["link", "left.csv", "right.csv", "--out", "out", "--settings", "settings.toml"];
    let output = bonafide(here.path(), &arguments);
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(said.contains("\n`desk`: of the pairs taken for the same 99 % differ in it"), "{said}");
    assert!(!said.contains("`mail`: of"), "{said}");
}

#[test]
fn where_nobody_is_found_the_summary_says_what_to_do() {
    let here = tempfile::tempdir().expect("a folder");
    let rows: Vec<String> = (0..60)
        .map(|number| format!("{number},name {} {number},m{}@example.org", number * 7 % 60, number * 13))
        .collect();
    fs::write(here.path().join("people.csv"), format!("id,name,mail\n{}\n", rows.join("\n")))
        .expect("a table");
    let all = SETTINGS
        .replace("[[blocking]]\nkeys = [\"name\"]\n[[blocking]]\nkeys = [\"mail\"]\n", "[[blocking]]\n");
    fs::write(here.path().join("settings.toml"), all).expect("settings");
    let arguments = ["link", "people.csv", "--out", "out", "--settings", "settings.toml"];
    let output = bonafide(here.path(), &arguments);
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("no two rows seem to be the same") && told.contains("[labels]"), "{told}");
}
