//! A linkage that is kept and added to: what is written, what is printed, and what a broken end leaves.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{bonafide, shown};
use serde_json::Value;

const SETTINGS: &str = r#"
[[comparisons]]
column = "name"
levels = ["exact", "jaro-winkler 0.9"]
[[comparisons]]
column = "phone"
levels = ["exact"]
[[blocking]]
keys = ["phone"]
[[blocking]]
keys = ["name"]
[clusters]
method = "components"
"#;

fn people() -> String {
    let mut text = "id,name,phone\n".to_owned();
    for person in 0..60 {
        writeln!(text, "{},Person Number{person},030{person}", person * 2).expect("a string takes all");
    }
    // Two people twice.
    text + "900,Person Number7,0307\n901,Person Number9,0309\n"
}

fn kept() -> tempfile::TempDir {
    let here = tempfile::tempdir().expect("a folder");
    fs::write(here.path().join("people.csv"), people()).expect("a table");
    fs::write(here.path().join("settings.toml"), SETTINGS).expect("settings");
    let first =
        bonafide(here.path(), &["link", "people.csv", "--settings", "settings.toml", "--out", "kept"]);
    assert_eq!(first.status.code(), Some(1), "{}", shown(&first));
    here
}

fn text(here: &Path, name: &str) -> String {
    fs::read_to_string(here.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn cluster(clusters: &str, file: &str, id: &str) -> String {
    let begins = format!("{file},{id},");
    let line = clusters.lines().find(|line| line.starts_with(&begins)).expect("the row has a cluster");
    line[begins.len()..].to_owned()
}

fn piped(here: &Path, arguments: &[&str], input: &str) -> std::process::Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .args(arguments)
        .current_dir(here)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bonafide runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // Whoever refuses at once does not listen to the end.
    if let Err(error) = stdin.write_all(input.as_bytes()) {
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe, "{error}");
    }
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_batch_is_added_and_changes_are_told() {
    let folder = kept();
    let here = folder.path();
    let before = text(here, "kept/clusters.csv");
    // Two join people who are there, one is new.
    fs::write(
        here.join("more.csv"),
        "id,name,phone,note\n1,Person Number7,0307,x\n2,Person Number9,0307,x\n3,Somebody Else,99,x\n",
    )
    .expect("a table");
    let added = bonafide(here, &["link", "more.csv", "--onto", "kept", "--out", "out"]);
    assert_eq!(added.status.code(), Some(1), "{}", shown(&added));
    for name in ["pairs.csv", "clusters.csv", "changes.csv", "settings.toml", "model.toml"] {
        assert!(here.join("out").join(name).is_file(), "{name}");
    }
    assert_eq!(text(here, "out/model.toml"), text(here, "kept/model.toml"));
    let after = text(here, "out/clusters.csv");
    let seven = cluster(&before, "people.csv", "14");
    let nine = cluster(&before, "people.csv", "18");
    for (file, id) in [("people.csv", "14"), ("people.csv", "900"), ("more.csv", "1")] {
        assert_eq!(cluster(&after, file, id), seven, "{file} {id}");
    }
    assert_eq!(
        (cluster(&after, "people.csv", "901"), cluster(&after, "more.csv", "2")),
        (nine.clone(), nine.clone())
    );
    assert!(
        !after.contains(&format!("more.csv,3,{seven}")) && !after.contains(&format!("more.csv,3,{nine}"))
    );
    let expected = format!("change,file,id,from,to\njoined,more.csv,1,,{seven}\njoined,more.csv,2,,{nine}\n");
    assert_eq!(text(here, "out/changes.csv"), expected);
    // Everybody is called as before.
    for line in before.lines() {
        assert!(after.lines().any(|own| own == line), "{line}");
    }
    assert_eq!(after.lines().count(), before.lines().count() + 3);
    // Sent again, nothing happens.
    let again = bonafide(here, &["link", "more.csv", "--onto", "kept", "--out", "out"]);
    assert_eq!(again.status.code(), Some(0), "{}", shown(&again));
    assert!(shown(&again).contains("3 records are in the index already"), "{}", shown(&again));
    assert_eq!(text(here, "out/clusters.csv"), after);
    assert_eq!(text(here, "out/changes.csv"), "change,file,id,from,to\n");
}

#[test]
fn records_one_by_one_are_answered_and_a_torn_end_is_told() {
    let folder = kept();
    let here = folder.path();
    let arguments = ["link", "-", "--onto", "kept", "--out", "out"];
    let input =
        "{\"id\": 5, \"name\": \"Person Number7\", \"phone\": \"0307\"}\n{\"id\": 6, \"name\": \"Nobody\"}\n";
    let added = piped(here, &arguments, input);
    assert_eq!(added.status.code(), Some(1), "{}", shown(&added));
    let answers: Vec<Value> = String::from_utf8_lossy(&added.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("an answer"))
        .collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["matches"].as_array().map(Vec::len), Some(2));
    assert_eq!(answers[0]["changes"][0]["change"], "joined");
    assert_eq!(
        (&answers[1]["id"], answers[1]["matches"].as_array().map(Vec::len)),
        (&Value::from("6"), Some(0))
    );
    let told = text(here, "kept/index/told");
    let again = piped(here, &arguments, "id,name,phone\n5,Person Number7,0307\n7,\"Person\nNumber7\",0307\n");
    let lines = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(lines.lines().next().is_some_and(|line| line.contains("\"known\":true")), "{lines}");
    assert_eq!(lines.lines().count(), 2);
    // The machine stopped in the middle of the last addition.
    let log = fs::read(here.join("kept/index/log")).expect("a log");
    fs::write(here.join("kept/index/log"), &log[..log.len() - 3]).expect("a torn log");
    fs::write(here.join("kept/index/told"), told).expect("what was told before");
    let torn = piped(here, &arguments, "id,name,phone\n7,\"Person\nNumber7\",0307\n");
    assert!(shown(&torn).contains("an addition that was cut off"), "{}", shown(&torn));
    assert_eq!(fs::read(here.join("kept/index/log")).expect("a log"), log);
    // A changed byte is an error, and nothing is written.
    let mut changed = log.clone();
    changed[60] ^= 1;
    fs::write(here.join("kept/index/log"), changed).expect("a damaged log");
    let refused = piped(here, &arguments, input);
    assert_eq!(refused.status.code(), Some(3));
    assert!(shown(&refused).contains("damaged in its log"), "{}", shown(&refused));
}

#[test]
fn what_does_not_fit_is_refused() {
    let folder = kept();
    let here = folder.path();
    let nothing = bonafide(here, &["link", "people.csv", "--onto", "nowhere", "--out", "out"]);
    assert_eq!(nothing.status.code(), Some(3));
    assert!(shown(&nothing).contains("earlier `link --out`"), "{}", shown(&nothing));
    fs::write(here.join("other.toml"), SETTINGS.replace("jaro-winkler 0.9", "jaro-winkler 0.8"))
        .expect("settings");
    let other = ["link", "people.csv", "--onto", "kept", "--settings", "other.toml", "--out", "out"];
    let refused = bonafide(here, &other);
    assert_eq!(refused.status.code(), Some(3));
    assert!(shown(&refused).contains("leave --settings out"), "{}", shown(&refused));
    let same = ["link", "people.csv", "--onto", "kept", "--settings", "settings.toml", "--out", "out"];
    assert_eq!(bonafide(here, &same).status.code(), Some(0));
    let both = ["link", "people.csv", "--onto", "kept", "--suggest", "--out", "out"];
    assert_eq!(bonafide(here, &both).status.code(), Some(2));
    // Without settings they are made from the data, and what was used is written.
    let made = bonafide(here, &["link", "people.csv", "--out", "made"]);
    assert_eq!(made.status.code(), Some(1), "{}", shown(&made));
    let settings = fs::read_to_string(here.join("made/settings.toml")).expect("settings as used");
    assert!(settings.contains("[[comparisons]]"), "{settings}");
}

#[test]
fn judgements_are_taken_up_by_a_kept_linkage() {
    let folder = kept();
    let here = folder.path();
    let split = SETTINGS.replace("\"components\"", "\"split\"");
    fs::write(here.join("settings.toml"), &split).expect("settings");
    let first = bonafide(here, &["link", "people.csv", "--settings", "settings.toml", "--out", "kept"]);
    assert_eq!(first.status.code(), Some(1), "{}", shown(&first));
    let before = text(here, "kept/clusters.csv");
    assert_eq!(cluster(&before, "people.csv", "14"), cluster(&before, "people.csv", "900"));
    fs::write(here.join("judged.csv"), "left,right,judgement\n14,900,distinct\n").expect("judgements");
    let judged = format!("{split}[judgements]\nfile = \"judged.csv\"\n");
    fs::write(here.join("judged.toml"), judged).expect("settings");

    // No new table is needed.
    let arguments = ["link", "--onto", "kept", "--settings", "judged.toml", "--out", "out"];
    let taken = bonafide(here, &arguments);
    assert!(shown(&taken).contains("1 new judgement taken up"), "{}", shown(&taken));
    let after = text(here, "out/clusters.csv");
    assert_ne!(cluster(&after, "people.csv", "14"), cluster(&after, "people.csv", "900"));
    assert!(text(here, "out/changes.csv").contains("split,"), "{}", text(here, "out/changes.csv"));
    let again = bonafide(here, &arguments);
    assert!(!shown(&again).contains("judgement"), "{}", shown(&again));
    assert_eq!(text(here, "out/clusters.csv"), after);

    // With new rows, which judgements may name.
    fs::write(here.join("more.csv"), "id,name,phone\n3,Somebody Else,99\n").expect("a table");
    fs::write(here.join("judged.csv"), "left,right,judgement\n3,0,same\n14,900,distinct\n")
        .expect("judgements");
    let added = ["link", "more.csv", "--onto", "kept", "--settings", "judged.toml", "--out", "out"];
    assert!(shown(&bonafide(here, &added)).contains("1 record joined"));
    let joined = text(here, "out/clusters.csv");
    assert_eq!(cluster(&joined, "more.csv", "3"), cluster(&joined, "people.csv", "0"));

    // What contradicts an earlier one is named, and nothing changes.
    fs::write(here.join("judged.csv"), "left,right,judgement\n900,14,same\n").expect("judgements");
    let refused = bonafide(here, &arguments);
    assert_eq!(refused.status.code(), Some(3), "{}", shown(&refused));
    assert!(shown(&refused).contains("`14` of people.csv"), "{}", shown(&refused));
    assert_eq!(text(here, "out/clusters.csv"), joined);
    let nothing = bonafide(here, &["link", "--onto", "kept", "--out", "out"]);
    assert!(shown(&nothing).contains("results are written as they stand"), "{}", shown(&nothing));
    assert_eq!((nothing.status.code(), text(here, "out/clusters.csv")), (Some(0), joined));
}

#[test]
fn what_an_earlier_run_changed_is_told_though_it_ended_before() {
    let folder = kept();
    let here = folder.path();
    fs::write(here.join("more.csv"), "id,name,phone\n1,Person Number7,0307\n").expect("a table");
    let arguments = ["link", "more.csv", "--onto", "kept", "--out", "out"];
    // The folder of the results is a file: all is taken up, and nothing can be written.
    fs::create_dir(here.join("out")).expect("a folder");
    fs::create_dir(here.join("out/pairs.csv")).expect("a folder in the way");
    let ended = bonafide(here, &arguments);
    assert_eq!(ended.status.code(), Some(3), "{}", shown(&ended));
    assert!(shown(&ended).contains("in the kept linkage already"), "{}", shown(&ended));
    fs::remove_dir(here.join("out/pairs.csv")).expect("out of the way");
    let again = bonafide(here, &arguments);
    assert!(shown(&again).contains("ended before it told"), "{}", shown(&again));
    assert!(
        text(here, "out/changes.csv").contains("joined,more.csv,1,"),
        "{}",
        text(here, "out/changes.csv")
    );
    // Told once.
    bonafide(here, &arguments);
    assert_eq!(text(here, "out/changes.csv"), "change,file,id,from,to\n");
}

#[test]
fn rows_that_a_kept_linkage_cannot_tell_are_named() {
    let folder = kept();
    let here = folder.path();
    fs::write(here.join("people.csv"), "id,name,phone\n,Somebody New,99\n500,Another One,98\n")
        .expect("a table");
    let added = bonafide(here, &["link", "people.csv", "--onto", "kept", "--out", "out"]);
    let said = shown(&added);
    assert!(said.contains("1 record has no id") && said.contains("1 record added"), "{said}");
    assert!(said.contains("added to the table of this name"), "{said}");
    let lines = "id,name,phone\n,Nobody,97\n501,Tom \"T\" Lee,96\n502,Lee,95\n";
    let streamed = piped(here, &["link", "-", "--onto", "kept", "--out", "out"], lines);
    let said = shown(&streamed);
    assert!(said.contains("record 1 has no id") && said.contains("2 records added"), "{said}");
    let swallowed = "id,name,phone\n700,\"Ann,1\n701,Bob,2\n702,\"Cyd,3\n";
    let said = shown(&piped(here, &["link", "-", "--onto", "kept", "--out", "out"], swallowed));
    assert!(said.contains("record 1 has a quoted cell") && said.contains("1 record added"), "{said}");
    // Objects that have none beside others that do.
    let objects = "{\"id\": 901, \"name\": \"Ann\"}\n{\"name\": \"Bob\"}\n{\"id\": 902, \"name\": \"Eve\"}\n";
    let streamed = piped(here, &["link", "-", "--onto", "kept", "--out", "out"], objects);
    let said = shown(&streamed);
    assert!(said.contains("record 2 has no id") && said.contains("2 records added"), "{said}");
    // What is no record is counted, and a stream of something else is refused at once.
    let lines = "{\"id\": 905, \"name\": \"Ann\"}\ngarbage\n{\"id\": 905, \"name\": \"Ben\"}\n";
    let said = shown(&piped(here, &["link", "-", "--onto", "kept", "--out", "out"], lines));
    assert!(
        said.contains("1 record was set aside, and 1 record has an id that the index has with other"),
        "{said}"
    );
    let refused = piped(here, &["link", "-", "--onto", "kept", "--out", "out"], "garbage\n{\"id\": 906}\n");
    assert_eq!(refused.status.code(), Some(3), "{}", shown(&refused));
    assert!(shown(&refused).contains("none of the columns"), "{}", shown(&refused));
    let keyed = ["link", "-", "--onto", "kept", "--id", "key", "--out", "out"];
    let streamed = piped(here, &keyed, "{\"name\": \"Bob\"}\n{\"key\": 6, \"name\": \"Tim\"}\n");
    let said = shown(&streamed);
    assert!(said.contains("record 1 has no id `key`; it was set aside"), "{said}");
    assert!(said.contains("1 record added"), "{said}");
    // Another linkage takes the place of none to which records were added.
    fs::write(here.join("people.csv"), people()).expect("a table");
    let log = fs::read(here.join("kept/index/log")).expect("a log");
    let anew = bonafide(here, &["link", "people.csv", "--settings", "settings.toml", "--out", "kept"]);
    assert_eq!(anew.status.code(), Some(3));
    assert!(shown(&anew).contains("added with --onto"), "{}", shown(&anew));
    assert_eq!(fs::read(here.join("kept/index/log")).expect("a log"), log);
    // A quote that nothing closes takes all that follows, and says in which record it stands.
    let astray = "id,name\n921,Ann\n922,\"Bob\n923,Cid\n";
    let refused = piped(here, &["link", "-", "--onto", "kept", "--out", "out"], astray);
    assert_eq!(refused.status.code(), Some(3));
    assert!(shown(&refused).contains("the quote in record 2 is never closed"), "{}", shown(&refused));
}

#[test]
fn judged_pairs_are_one_line_each() {
    let folder = kept();
    let here = folder.path();
    let settings = SETTINGS.replace("\"components\"", "\"split\"") + "[labels]\nfile = \"judged.csv\"\n";
    fs::create_dir(here.join("own")).expect("a folder");
    fs::write(here.join("own/settings.toml"), settings).expect("settings");
    let linked = |judged: &str| {
        fs::write(here.join("own/judged.csv"), judged).expect("labels");
        bonafide(here, &["link", "people.csv", "--settings", "own/settings.toml", "--out", "own/out"])
    };
    // pairs.csv with a word behind each line.
    let fine = linked(
        "left,right,weight_milli,probability,judgement\n14,900,9000,0.99,same\n900,14,9000,0.99,same\n",
    );
    assert_eq!(fine.status.code(), Some(1), "{}", shown(&fine));
    // The report names the file, and not where it lies.
    let report = text(here, "own/out/report.html");
    assert!(report.contains("judged.csv") && !report.contains(&*here.to_string_lossy()));
    let twice = linked("left,right,judgement\n14,900,same\n900,14,distinct\n");
    let said = shown(&twice);
    assert!(said.contains("row 2: `900` and `14` are distinct here and the same in row 1"), "{said}");
    let swallowed = linked("left,right,judgement\n14,900,same\n16,\"2,same\n18,4,same\n20,\"6,same\n");
    let said = shown(&swallowed);
    assert!(said.contains("line 3") && said.contains("every line of pairs has to count"), "{said}");
    // The settings that were written can be given back from where they lie.
    linked("left,right,judgement\n14,900,same\n");
    let again = bonafide(
        &here.join("own/out"),
        &["link", "../../people.csv", "--settings", "settings.toml", "--out", "x"],
    );
    assert_eq!(again.status.code(), Some(1), "{}", shown(&again));
}

#[test]
fn additions_that_were_told_do_not_vanish_unsaid() {
    let folder = kept();
    let here = folder.path();
    let add = |id: u32| {
        fs::write(here.join("more.csv"), format!("id,name,phone\n{id},Somebody New,9{id}\n"))
            .expect("a table");
        bonafide(here, &["link", "more.csv", "--onto", "kept", "--out", "out"])
    };
    let log = here.join("kept/index/log");
    let mut ends = Vec::new();
    for id in 1..=3 {
        assert_eq!(add(id).status.code(), Some(i32::from(id > 1)), "{id}");
        ends.push(fs::read(&log).expect("a log").len());
    }
    let whole = fs::read(&log).expect("a log");
    let said = |holds: &str| {
        let refused = add(4);
        assert_eq!(refused.status.code(), Some(3), "{}", shown(&refused));
        let why = format!("kept/index/log holds {holds} whole, but results were written of 3");
        let text = shown(&refused);
        assert!(text.contains(&why) && !text.contains("was cut off"), "{text}");
    };
    for (length, holds) in
        [(0, "0 batches"), (10, "0 batches"), (ends[0], "1 batch"), (ends[1] + 9, "2 batches")]
    {
        fs::write(&log, &whole[..length]).expect("a shorter log");
        said(holds);
        // Nothing is cut or begun anew.
        assert_eq!(fs::read(&log).expect("a log").len(), length);
    }
    fs::remove_file(&log).expect("away");
    said("0 batches");
    assert!(!log.exists());
    // Back from a copy, all is well; and whoever wants to may go on without.
    fs::write(&log, &whole).expect("the log");
    assert!(shown(&add(4)).contains("66 rows in all"), "{}", shown(&add(4)));
    fs::write(&log, &whole[..ends[1]]).expect("a shorter log");
    fs::remove_file(here.join("kept/index/told")).expect("away");
    assert!(shown(&add(5)).contains("65 rows in all"));
    // The same tables make the same base, to which nothing was added, once that to which something was is deleted.
    fs::remove_dir_all(here.join("kept/index")).expect("away");
    let anew = bonafide(here, &["link", "people.csv", "--settings", "settings.toml", "--out", "kept"]);
    assert_eq!(anew.status.code(), Some(1), "{}", shown(&anew));
    assert!(shown(&add(6)).contains("63 rows in all"));
}

#[test]
fn what_is_new_and_what_is_left_out_is_told_apart() {
    let folder = kept();
    let here = folder.path();
    let add = |table: &str| {
        fs::write(here.join("people.csv"), table).expect("a table");
        let added = bonafide(here, &["link", "people.csv", "--onto", "kept", "--out", "kept"]);
        (added.status.code(), shown(&added))
    };
    let head = "id,name,phone\n";
    // Two of nobody who was there make a cluster, which is something found.
    let (status, said) = add(&format!("{head}951,Ann Other,77\n950,Ann Other,77\n"));
    assert!(status == Some(1) && said.contains("1 cluster was made of new records alone"), "{said}");
    let own = cluster(&text(here, "kept/clusters.csv"), "people.csv", "950");
    let expected =
        format!("change,file,id,from,to\nmade,people.csv,950,,{own}\nmade,people.csv,951,,{own}\n");
    assert_eq!(text(here, "kept/changes.csv"), expected);
    // Written where the linkage stands, its report stays.
    assert!(here.join("kept/report.html").is_file() && here.join("kept/index/base").is_file());

    let (status, said) =
        add(&format!("{head}950,Ann Other,77\n951,Ann Changed,77\n960,Tom Lee,78\n960,Tom Lea,79\n"));
    assert!(said.contains("with the same values (people.csv: 950), and left out"), "{said}");
    assert!(said.contains("an id that the index has with other values (people.csv: 951)"), "{said}");
    assert!(said.contains("stands before in the same new table (people.csv: 960)"), "{said}");
    assert!(said.contains("1 record added"), "{said}");
    assert_eq!(status, Some(0), "{said}");

    let (status, said) = add("number,colour\n1,red\n");
    assert!(
        status == Some(3) && said.contains("none of the columns that the kept linkage compares"),
        "{said}"
    );
    assert!(said.contains("name, phone"), "{said}");

    // The results of an addition are no kept linkage.
    fs::write(here.join("more.csv"), format!("{head}1,Person Number7,0307\n")).expect("a table");
    let added = bonafide(here, &["link", "more.csv", "--onto", "kept", "--out", "out"]);
    assert_eq!(added.status.code(), Some(1), "{}", shown(&added));
    let refused = bonafide(here, &["link", "more.csv", "--onto", "out", "--out", "other"]);
    assert!(shown(&refused).contains("is to be given with --onto"), "{}", shown(&refused));
    // Nor may they take the place of those of another, or stand in an index.
    bonafide(here, &["link", "more.csv", "people.csv", "--settings", "settings.toml", "--out", "another"]);
    for (folder, why) in
        [("another", "holds another kept linkage"), ("kept/index", "is the folder of an index")]
    {
        let refused = bonafide(here, &["link", "more.csv", "--onto", "kept", "--out", folder]);
        assert!(shown(&refused).contains(why), "{}", shown(&refused));
        assert_eq!(refused.status.code(), Some(3), "{folder}");
    }

    // Settings with judgements alone change nothing else.
    fs::write(here.join("judged.csv"), "left,right,judgement\n4,6,same\n").expect("judgements");
    fs::write(here.join("judged.toml"), "[judgements]\nfile = \"judged.csv\"\n").expect("settings");
    let judged = bonafide(here, &["link", "--onto", "kept", "--settings", "judged.toml", "--out", "out"]);
    assert!(shown(&judged).contains("1 new judgement taken up"), "{}", shown(&judged));
    assert_eq!(judged.status.code(), Some(1), "{}", shown(&judged));
}

#[test]
fn a_block_that_new_rows_outgrow_is_told() {
    let folder = kept();
    let here = folder.path();
    fs::write(here.join("settings.toml"), SETTINGS.replace("[\"phone\"]", "[\"phone\"]\nat_most_rows = 2"))
        .expect("settings");
    bonafide(here, &["link", "people.csv", "--settings", "settings.toml", "--out", "kept"]);
    fs::write(here.join("more.csv"), "id,name,phone\n1,Person Number7,0307\n2,Tom Lee,0309\n")
        .expect("a table");
    // Limits may be others than those of the linkage; what it compares may not.
    fs::write(here.join("less.toml"), "[run]\nat_most_pairs = 1\n").expect("settings");
    let less = ["link", "more.csv", "--onto", "kept", "--settings", "less.toml", "--out", "out"];
    let refused = shown(&bonafide(here, &less));
    assert!(refused.contains("more than the limit of 1:"), "{refused}");
    fs::write(here.join("other.toml"), "[output]\nat_least = 0.3\n").expect("settings");
    let other = ["link", "more.csv", "--onto", "kept", "--settings", "other.toml", "--out", "out"];
    let refused = shown(&bonafide(here, &other));
    assert!(
        refused.contains("differs from the kept linkage in") && refused.contains("[output] at_least"),
        "{refused}"
    );
    let added = shown(&bonafide(here, &["link", "more.csv", "--onto", "kept", "--out", "out"]));
    assert!(added.contains("2 new records share a key with more rows than at_most_rows"), "{added}");
    assert!(added.contains("1 of them is compared with nobody"), "{added}");
}
