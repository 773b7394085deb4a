//! What `link` is given stays as it was, and what it cannot finish it does not begin.

mod common;

use std::fs;
use std::path::Path;

use common::{bonafide, shown};

const SETTINGS: &str = "# how shops are compared
[[comparisons]]
column = \"name\"
levels = [\"exact\"]
[[blocking]]
keys = [\"name\"]
";

const PEOPLE: &str = "id,name\n1,Ada King\n2,Ada King\n3,Grace Hopper\n";

fn folder() -> tempfile::TempDir {
    let here = tempfile::tempdir().expect("a folder");
    fs::create_dir(here.path().join("out")).expect("a folder for results");
    fs::write(here.path().join("people.csv"), PEOPLE).expect("a table");
    fs::write(here.path().join("settings.toml"), SETTINGS).expect("settings");
    here
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn no_result_takes_the_place_of_what_was_given() {
    let folder = folder();
    let here = folder.path();
    let refused = |arguments: &[&str], name: &str| {
        let before = (fs::read(here.join(name)).expect("what was given"), names(&here.join("out")));
        let output = bonafide(here, arguments);
        assert_eq!(output.status.code(), Some(3), "{name}: {}", shown(&output));
        let said = format!("{name} lies where this run writes");
        assert!(shown(&output).contains(&said), "{}", shown(&output));
        assert_eq!((fs::read(here.join(name)).expect("still there"), names(&here.join("out"))), before);
    };
    // changes.csv would be taken away, as a result of another run.
    for name in ["out/clusters.csv", "out/pairs.csv", "out/changes.csv", "out/pairs.part"] {
        fs::write(here.join(name), PEOPLE).expect("a table among the results");
        refused(&["link", name, "--settings", "settings.toml", "--out", "./out"], name);
        fs::remove_file(here.join(name)).expect("away");
    }
    // By another name.
    fs::write(here.join("out/clusters.csv"), PEOPLE).expect("a table among the results");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("out/clusters.csv", here.join("other.csv")).expect("a link");
        refused(&["link", "people.csv", "other.csv", "--out", "out"], "other.csv");
    }
    fs::remove_file(here.join("out/clusters.csv")).expect("away");
    fs::write(here.join("out/model.toml"), SETTINGS).expect("settings");
    refused(&["link", "people.csv", "--settings", "out/model.toml", "--out", "out"], "out/model.toml");
    fs::remove_file(here.join("out/model.toml")).expect("away");
    for part in ["judgements", "labels"] {
        fs::write(here.join("out/pairs.csv"), "left,right,judgement\n1,2,same\n").expect("judged pairs");
        let settings = format!("{SETTINGS}[{part}]\nfile = \"out/pairs.csv\"\n");
        fs::write(here.join("judged.toml"), settings).expect("settings");
        let arguments = ["link", "people.csv", "--settings", "judged.toml", "--out", "out"];
        // Named by their whole path, as settings elsewhere may mean them.
        refused(&arguments, "out/pairs.csv");
    }
}

#[test]
fn nothing_is_added_where_results_would_take_a_place() {
    let folder = folder();
    let here = folder.path();
    let first = bonafide(here, &["link", "people.csv", "--settings", "settings.toml", "--out", "kept"]);
    assert!(matches!(first.status.code(), Some(0 | 1)), "{}", shown(&first));
    fs::write(here.join("out/clusters.csv"), "id,name\n9,Grace Hopper\n").expect("a table");
    let log = || fs::read(here.join("kept/index/log")).unwrap_or_default();
    let before = log();
    let refused = bonafide(here, &["link", "out/clusters.csv", "--onto", "kept", "--out", "out"]);
    assert_eq!(refused.status.code(), Some(3), "{}", shown(&refused));
    assert_eq!(log(), before);
}

#[test]
fn settings_among_the_results_stay_as_they_were_written() {
    let folder = folder();
    let here = folder.path();
    let linked = |more: &[&str]| {
        let begin = ["link", "people.csv", "--settings", "out/settings.toml", "--out", "out"];
        let output = bonafide(here, &[&begin, more].concat());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", shown(&output));
        assert_eq!(fs::read_to_string(here.join("out/settings.toml")).expect("settings"), SETTINGS);
        shown(&output)
    };
    fs::write(here.join("out/settings.toml"), SETTINGS).expect("settings");
    let said = linked(&[]);
    assert!(said.contains("clusters.csv, model.toml") && !said.contains("stays as it is"), "{said}");
    linked(&["--estimate"]);
    // What the command line says besides is not in them.
    let said = linked(&["--id", "id"]);
    assert!(said.contains("out/settings.toml stays as it is and does not say what --id says"), "{said}");
    linked(&["--onto", "out"]);
}

#[test]
fn tables_without_rows_end_alike_with_settings_and_without() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("none.csv"), "id,name\n").expect("a header");
    for more in [&[][..], &["--settings", "settings.toml"]] {
        let output = bonafide(here, &[&["link", "none.csv", "--out", "out"], more].concat());
        assert_eq!(output.status.code(), Some(3), "{}", shown(&output));
        assert!(shown(&output).contains("0 rows together"), "{}", shown(&output));
        assert_eq!(names(&here.join("out")), [""; 0]);
    }
}

#[test]
fn a_run_whose_index_cannot_be_had_writes_nothing() {
    let folder = folder();
    let here = folder.path();
    let out = here.join("out");
    let arguments = ["link", "people.csv", "--settings", "settings.toml", "--out", "out"];
    // Another run has begun there.
    fs::create_dir(out.join("index")).expect("the folder of an index");
    let lock = fs::File::create(out.join("index/lock")).expect("a lock");
    lock.lock().expect("locked");
    let refused = || {
        let before: Vec<_> = names(&out).iter().map(|name| fs::read(out.join(name)).ok()).collect();
        let output = bonafide(here, &arguments);
        assert_eq!(output.status.code(), Some(3), "{}", shown(&output));
        assert!(shown(&output).contains("in use by another run"), "{}", shown(&output));
        let after: Vec<_> = names(&out).iter().map(|name| fs::read(out.join(name)).ok()).collect();
        assert_eq!(after, before);
    };
    refused();
    lock.unlock().expect("unlocked");
    let first = bonafide(here, &arguments);
    assert!(out.join("index/base").is_file(), "{}", shown(&first));
    fs::write(here.join("people.csv"), format!("{PEOPLE}4,Ada King\n")).expect("another table");
    lock.lock().expect("locked");
    refused();
}

#[cfg(unix)]
#[test]
fn nobody_writes_an_index_that_a_run_is_about_to_replace() {
    use std::fmt::Write as _;
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let folder = folder();
    let here = folder.path();
    let arguments = ["link", "people.csv", "--settings", "settings.toml", "--out", "out"];
    let first = bonafide(here, &arguments);
    assert!(here.join("out/index/base").is_file(), "{}", shown(&first));
    // A run that waits for the end of its table.
    let mut waiting = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(["link", "-", "--settings", "settings.toml", "--out", "out"])
        .current_dir(here)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("bonafide runs");
    let mut pipe = waiting.stdin.take().expect("a pipe");
    // More than a pipe holds: once this is written, the run reads.
    let mut table = "id,name\n".to_owned();
    for id in 0..1_000 {
        writeln!(table, "{id},{}", id.to_string().repeat(100)).expect("a string takes all");
    }
    pipe.write_all(table.as_bytes()).expect("it listens");
    fs::write(here.join("more.csv"), "id,name\n9,Somebody New\n").expect("a table");
    let refused = bonafide(here, &["link", "more.csv", "--onto", "out", "--out", "other"]);
    assert!(shown(&refused).contains("in use by another run"), "{}", shown(&refused));
    drop(pipe);
    let ended = waiting.wait().expect("it ends");
    assert!(matches!(ended.code(), Some(0 | 1)), "{ended}");
}

#[test]
fn each_table_is_given_once_and_has_a_name_of_its_own() {
    let folder = folder();
    let here = folder.path();
    for again in ["people.csv", "out/../people.csv"] {
        let output =
            bonafide(here, &["link", "people.csv", again, "--settings", "settings.toml", "--out", "out"]);
        assert_eq!(output.status.code(), Some(3), "{}", shown(&output));
        assert!(shown(&output).contains("name each table once"), "{}", shown(&output));
    }
    fs::create_dir(here.join("x")).expect("a folder");
    fs::write(here.join("x/people.csv"), PEOPLE).expect("a table");
    for tables in [["people.csv", "x/people.csv"], ["x/people.csv", "people.csv"]] {
        let begin = ["link", "--settings", "settings.toml", "--out", "out"];
        let output = bonafide(here, &[&begin[..], &tables].concat());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", shown(&output));
        let clusters = fs::read_to_string(here.join("out/clusters.csv")).expect("clusters");
        let mut names: Vec<&str> = clusters
            .lines()
            .skip(1)
            .flat_map(|line| line.split(',').filter(|cell| cell.contains("people")))
            .collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names, ["people.csv", "x/people.csv"], "{clusters}");
    }
}

#[test]
fn a_judgement_never_chooses_a_table_by_the_order_of_files() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("other.csv"), PEOPLE).expect("a table");
    let settings = format!("{SETTINGS}[judgements]\nfile = \"judged.csv\"\n");
    fs::write(here.join("judged.toml"), settings).expect("settings");
    let linked = |judged: &str| {
        fs::write(here.join("judged.csv"), judged).expect("judged pairs");
        bonafide(here, &["link", "people.csv", "other.csv", "--settings", "judged.toml", "--out", "out"])
    };
    let output = linked("left,right,judgement\n1,3,same\n");
    assert_eq!(output.status.code(), Some(3), "{}", shown(&output));
    let said = "2 rows have the id `1`; name their table in left_file and right_file";
    assert!(shown(&output).contains(said), "{}", shown(&output));
    for judged in [
        "left,right,judgement\n1,1,same\n",
        "left,right,left_file,judgement\n1,3,people.csv,same\n",
        "left,right,left_file,right_file,judgement\n1,3,other.csv,people.csv,same\n",
    ] {
        let output = linked(judged);
        assert_eq!(output.status.code(), Some(1), "{}", shown(&output));
    }
}

#[test]
fn what_cannot_be_read_or_written_says_what_to_do() {
    let folder = folder();
    let here = folder.path();
    fs::write(here.join("ids.csv"), "id\n1\n2\n").expect("a table");
    fs::write(here.join("empty.jsonl"), "{}\n{}\n").expect("a table");
    fs::write(here.join("wide.toml"), b"\xFF\xFE[\0r\0").expect("settings");
    fs::create_dir(here.join("taken")).expect("a folder");
    fs::create_dir(here.join("taken/pairs.csv")).expect("a folder where a result goes");
    let settings = ["people.csv", "--settings", "settings.toml", "--out", "taken"];
    for (arguments, said) in [
        (&["ids.csv", "--out", "out"][..], "there is none besides the id"),
        (&["empty.jsonl", "--out", "out"], "there is none besides the id"),
        (&["out", "--out", "out"], "out is a folder; give the files in it"),
        (
            &["people.csv", "--settings", "nope.toml", "--out", "out"],
            "leave --settings out to have them made",
        ),
        (&["people.csv", "--settings", "wide.toml", "--out", "out"], "wide.toml is no text in UTF-8"),
        (&settings, "taken/pairs.csv cannot be written: is a directory; make room for it"),
    ] {
        let output = bonafide(here, &[&["link"], arguments].concat());
        assert_eq!(output.status.code(), Some(3), "{}", shown(&output));
        assert!(shown(&output).contains(said), "{}", shown(&output));
        assert!(!shown(&output).contains("os error"), "{}", shown(&output));
    }
    assert!(!here.join("taken/pairs.part").exists(), "half of a result is left");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told_as_such() {
    use std::process::{Command, Stdio};

    let folder = folder();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device that is full");
    let output = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(["link", "people.csv", "--settings", "settings.toml", "--out", "out"])
        .current_dir(folder.path())
        .stdout(Stdio::from(full))
        .output()
        .expect("bonafide runs");
    assert_eq!(output.status.code(), Some(3), "{}", shown(&output));
    assert!(
        shown(&output).contains("standard output cannot be written to: no space left"),
        "{}",
        shown(&output)
    );
}
