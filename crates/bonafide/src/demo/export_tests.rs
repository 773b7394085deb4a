//! The exports of the second slice as they stand on disk: money adds up, files hold what their
//! formats ask for, and nothing is shared that no story shares.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::applicant::Applicant;
use super::cv::{Format, Resume, docx, pdf, text};
use super::invent::{Identity, Random};
use super::tests::{json, shaped, small, texts, written};
use super::{DemoOptions, Shape};

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Texts between `<tag ...>` and `</tag>`.
fn tagged<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, part)) = rest.split_once(open.as_str()) {
        rest = part;
        if part.starts_with(['>', ' ']) {
            found.push(part.split_once('>').unwrap().1.split_once(close.as_str()).unwrap().0);
        }
    }
    found
}

fn cents(text: &str) -> i64 {
    let negative = text.starts_with('-');
    let (whole, part) = text.trim_start_matches('-').split_once('.').unwrap();
    assert_eq!(part.len(), 2, "{text}");
    let sum = whole.parse::<i64>().unwrap() * 100 + part.parse::<i64>().unwrap();
    if negative { -sum } else { sum }
}

#[test]
fn statements_of_the_bank_add_up_and_follow_each_other() {
    let (folder, _) = written(small());
    let mut before = None;
    for month in 1..=6 {
        let text = read(folder.path(), &format!("camt053/statement-2026-{month:02}.xml"));
        assert_eq!(text.contains("camt.053.001.02"), month <= 3);
        let balances: Vec<i64> =
            tagged(&text, "Bal").iter().map(|one| cents(tagged(one, "Amt")[0])).collect();
        let mut sum = balances[0];
        for entry in tagged(&text, "Ntry") {
            let amount = cents(tagged(entry, "Amt")[0]);
            let incoming = tagged(entry, "CdtDbtInd")[0] == "CRDT";
            sum += if incoming { amount } else { -amount };
            let parts: i64 = tagged(entry, "TxDtls").iter().map(|one| cents(tagged(one, "Amt")[0])).sum();
            assert_eq!(parts, amount);
        }
        assert_eq!(sum, balances[1], "{month}");
        assert!(before.is_none_or(|closing| closing == balances[0]));
        before = Some(balances[1]);
    }
}

#[test]
fn orders_count_and_sum_their_transfers() {
    let (folder, _) = written(small());
    for (month, version) in [(3, "pain.001.001.03"), (4, "pain.001.001.09")] {
        for name in ["salaries", "contractors"] {
            let text = read(folder.path(), &format!("pain001/{name}-2026-{month:02}.xml"));
            assert!(text.contains(version));
            let transfers = tagged(&text, "CdtTrfTxInf");
            let sum: i64 = transfers.iter().map(|one| cents(tagged(one, "InstdAmt")[0])).sum();
            assert_eq!(tagged(&text, "NbOfTxs")[0], transfers.len().to_string());
            assert_eq!(cents(tagged(&text, "CtrlSum")[0]), sum);
        }
    }
}

#[test]
fn the_statement_of_wise_runs_backwards_without_a_gap() {
    let (folder, _) = written(small());
    let text = read(folder.path(), "wise_statement_EUR.csv");
    let mut after: Option<i64> = None;
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), 20, "{line}");
        let (amount, balance) = (cents(cells[2]), cents(cells[6]));
        assert!(after.is_none_or(|expected| expected == balance), "{line}");
        after = Some(balance - amount);
    }
    assert!(text.lines().count() > 50);
}

#[test]
fn accounts_are_shared_by_stories_only() {
    let (folder, _) = written(DemoOptions { people: 300, applicants: 400, seed: 6 });
    let mut contracts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in read(folder.path(), "wise_statement_EUR.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if !cells[12].is_empty() {
            let contract = cells[5].split_whitespace().last().unwrap().to_owned();
            assert!(contract.starts_with('m'), "{line}");
            contracts.entry(cells[12].to_owned()).or_default().insert(contract);
        }
    }
    let truth = json(folder.path(), "truth.json");
    let mut workers: BTreeMap<String, String> = BTreeMap::new();
    for line in read(folder.path(), "deel_contracts.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        workers.insert(cells[0].to_owned(), format!("deel:{}", cells[2]));
    }
    let mut storied: BTreeSet<String> = BTreeSet::new();
    for operator in truth["operators"].as_array().unwrap() {
        storied.extend(texts(&operator["personas"]));
    }
    for class in ["umbrella_company", "joint_account"] {
        for group in truth["honest_classes"][class].as_array().unwrap() {
            storied.extend(texts(group));
        }
    }
    let mut shared = 0;
    for (account, contracts) in contracts.iter().filter(|(_, contracts)| contracts.len() > 1) {
        shared += 1;
        for contract in contracts {
            assert!(storied.contains(&workers[contract]), "{account} {contract}");
        }
    }
    assert!(shared >= 3, "{shared}");
}

#[test]
fn the_log_is_ordered_whole_and_of_the_size_asked_for() {
    let options = DemoOptions { people: 20, applicants: 0, seed: 3 };
    let (folder, _) = shaped(options, Shape { events: 300, operators: false, ..Shape::default() });
    let mut last = String::new();
    let mut actors = BTreeMap::new();
    let mut newer = 0;
    let text = read(folder.path(), "okta_system_log.jsonl");
    for line in text.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        let published = event["published"].as_str().unwrap();
        assert!(published[..19] >= last[..last.len().min(19)], "{published} after {last}");
        published.clone_into(&mut last);
        let address = event["client"]["ipAddress"].as_str().unwrap();
        assert!(address.parse::<std::net::IpAddr>().is_ok(), "{address}");
        newer += usize::from(address.contains(':'));
        let login = event["actor"]["alternateId"].as_str().unwrap();
        assert!(login.ends_with("@nordlicht.example"));
        *actors.entry(login.to_owned()).or_insert(0_usize) += 1;
    }
    assert!(newer * 8 > text.lines().count(), "{newer}");
    let most = actors.values().max().copied().unwrap();
    assert!((200..600).contains(&most), "{most}");
    let (folder, summary) = shaped(options, Shape { events: 0, operators: false, ..Shape::default() });
    assert!(!folder.path().join("okta_system_log.jsonl").exists());
    assert!(summary.files > 10);
}

#[test]
fn an_honest_firm_has_no_operator_and_no_list() {
    let (folder, _) = shaped(small(), Shape { events: 10, operators: false, ..Shape::default() });
    let truth = json(folder.path(), "truth.json");
    assert!(truth["operators"].as_array().unwrap().is_empty());
    let classes: BTreeSet<&String> = truth["honest_classes"].as_object().unwrap().keys().collect();
    for class in [
        "couples",
        "agency",
        "office_network",
        "carrier_address",
        "private_relay",
        "reapplied",
        "night_owl",
        "nomad",
        "own_company",
        "umbrella_company",
        "passed_on_laptop",
        "docking_station",
        "cv_agency",
        "former_colleagues",
        "coworking_space",
        "joint_account",
        "capture_card",
    ] {
        assert!(classes.contains(&class.to_owned()), "{class} of {classes:?}");
    }
    assert!(!folder.path().join("lists").exists());
    assert!(fs::read_to_string(folder.path().join("removed.csv")).unwrap().lines().count() == 1);
}

#[test]
fn every_cv_is_named_by_its_candidate_and_a_third_sent_one() {
    let (folder, _) = written(small());
    let mut named: BTreeSet<String> = BTreeSet::new();
    for candidate in json(folder.path(), "greenhouse_candidates.json").as_array().unwrap() {
        for attachment in candidate["attachments"].as_array().unwrap() {
            assert_eq!(attachment["type"], "resume");
            assert!(named.insert(attachment["filename"].as_str().unwrap().to_owned()));
        }
    }
    let files: BTreeSet<String> = fs::read_dir(folder.path().join("cv"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(named, files);
    assert!((100..170).contains(&files.len()), "{}", files.len());
}

fn sheet(position: usize) -> (Applicant, Resume, Vec<text::Block>) {
    let person = Identity::of(5, position as u64);
    let applicant = Applicant::of(&person, position, 400, &mut Random::fork(5, 1, position as u64));
    let resume = Resume::of(5, position);
    let sheet = text::compose(&applicant, &resume);
    (applicant, resume, sheet)
}

#[test]
fn files_are_well_formed() {
    for position in 0..30 {
        let (applicant, resume, sheet) = sheet(position);
        let bytes = pdf::write(&sheet, &resume.marks, applicant.last_activity);
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-1.7") && text.ends_with("%%EOF\n"));
        let table: usize = {
            let end = text.rsplit_once("startxref\n").unwrap().1;
            end.lines().next().unwrap().parse().unwrap()
        };
        let listed = String::from_utf8_lossy(&bytes[table..]).into_owned();
        for (number, line) in listed.lines().skip(3).take_while(|line| line.ends_with(" n ")).enumerate() {
            let place: usize = line[..10].parse().unwrap();
            assert!(bytes[place..].starts_with(format!("{} 0 obj", number + 1).as_bytes()));
        }
        assert_eq!(text.contains("xmpMM:DocumentID"), resume.marks.xmp.is_some());
        let bytes = docx::write(&sheet, &resume.marks, applicant.last_activity).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let settings = std::io::read_to_string(archive.by_name("word/settings.xml").unwrap()).unwrap();
        assert!(settings.contains(&format!("<w:rsidRoot w:val=\"{}\"/>", resume.marks.rsid_root)));
        let body = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
        assert!(body.contains(&applicant.posts[0].company.replace('&', "&amp;")));
        let ending = if resume.format == Format::Docx { "docx" } else { "pdf" };
        assert_eq!(Path::new(&resume.file(&applicant)).extension().unwrap(), ending);
    }
}

#[test]
fn honest_cvs_do_not_coincide_by_chance() {
    let shingles = |position: usize| -> BTreeSet<Vec<String>> {
        let mut found = BTreeSet::new();
        for block in sheet(position).2 {
            if let text::Block::Bullet(text) = block {
                let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
                found.extend(words.windows(5).map(<[String]>::to_vec));
            }
        }
        found
    };
    let all: Vec<BTreeSet<Vec<String>>> = (0..160).map(shingles).collect();
    for (index, one) in all.iter().enumerate() {
        assert!(one.len() > 40, "{index}");
        for other in &all[..index] {
            let common = one.intersection(other).count();
            assert!(common * 8 < one.len().min(other.len()), "{index}: {common}");
        }
    }
}

#[test]
fn tools_are_named_only_after_their_release() {
    for position in 0..200 {
        let (applicant, _, sheet) = sheet(position);
        let oldest = applicant.posts.last().unwrap().from;
        let newest = applicant.posts.first().unwrap().from.max(oldest);
        for block in sheet {
            if let text::Block::Bullet(bullet) = block {
                assert!(newest > 2021 || !bullet.contains("Hardhat"), "{bullet}");
            }
        }
    }
}
