//! One plain sentence a case, from the titles of the detectors that speak in it.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_assess::Case;
use bonafide_detect::combined::{Level, values_named};
use bonafide_detect::detector::built;
use bonafide_records::PersonKind;

use super::Parts;

/// The row that joins several values.
const COMBINED: &str = "link-combined";

/// "3 applicants: the same telephone number (2 pairs), one web page (1 pair)", in words of the pages. Where several
/// values in common speak, these are named, and the findings on near ones among them are not named again.
pub fn of_case(parts: &Parts<'_>, case: &Case) -> String {
    let mut by_detector: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    let mut combined: Vec<&str> = Vec::new();
    for id in &case.findings {
        let Some(finding) = parts.assessment.finding(id).filter(|one| one.explained_by.is_empty()) else {
            continue;
        };
        let is_near = finding.rule.text.starts_with("near:");
        let stronger = finding.same_fact_as.as_deref().and_then(|other| parts.assessment.finding(other));
        if is_near && stronger.is_some_and(|other| other.detector == COMBINED) {
            continue;
        }
        if finding.detector == COMBINED {
            combined.push(&finding.says);
        }
        *by_detector.entry((finding.detector, is_near)).or_insert(0) += 1;
    }
    // Where all are equal their own rows are named beside it.
    let common = values_named(combined);
    let is_any_near = common.iter().any(|(_, level)| *level == Level::Near);
    let words: Vec<&str> = common.iter().map(|(what, level)| what.words(*level)).collect();
    let values = if is_any_near { words.join(", ") } else { String::new() };
    let mut said: Vec<(usize, String, &str)> = by_detector
        .into_iter()
        .map(|((detector, is_near), count)| {
            let row = built().iter().find(|one| one.row.id == detector);
            let title = row.map_or(detector, |one| &one.page.title);
            let words = if is_near { near_title(detector, title) } else { lower_first(title) };
            (count, words, if detector == COMBINED { values.as_str() } else { "" })
        })
        .collect();
    said.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
    let seen: Vec<String> = said
        .into_iter()
        .map(|(count, title, named)| match (count > 1, named.is_empty()) {
            (false, true) => title,
            (false, false) => format!("{title} ({named})"),
            (true, true) => format!("{title} ({count} times)"),
            (true, false) => format!("{title} ({count} times: {named})"),
        })
        .collect();
    format!("{}: {}", who(parts, case), seen.join(", "))
}

/// What a row's near level finds, in words: the row's title says that values are the same.
fn near_title(detector: &str, title: &str) -> String {
    match detector {
        "link-phone" => "near telephone numbers".to_owned(),
        "link-email" => "near mailboxes".to_owned(),
        "link-postal-address" => "near postal addresses".to_owned(),
        "link-ship-to-same-unit" => "deliveries to near addresses".to_owned(),
        "link-cv-near-duplicate" => "reworded CVs".to_owned(),
        _ => format!("{} (near)", lower_first(title)),
    }
}

/// "2 applicants and 1 contractor".
fn who(parts: &Parts<'_>, case: &Case) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for person in case.persons.iter().filter_map(|id| parts.detection.persons.get(*id)) {
        let kind = foremost(&person.kinds).map_or("person", PersonKind::word);
        *counts.entry(kind).or_insert(0) += 1;
    }
    let named: Vec<String> = counts
        .into_iter()
        .map(|(kind, count)| match (kind, count) {
            (word, 1) => format!("1 {}", if word == "staff" { "member of staff" } else { word }),
            ("staff", many) => format!("{many} members of staff"),
            (word, many) => format!("{many} {word}s"),
        })
        .collect();
    named.join(" and ")
}

/// What somebody is known as before all: where they work, else where they apply; a payment or an
/// account alone comes last.
fn foremost(kinds: &BTreeSet<PersonKind>) -> Option<PersonKind> {
    let order = [
        PersonKind::Staff,
        PersonKind::Contractor,
        PersonKind::Applicant,
        PersonKind::Payee,
        PersonKind::Account,
    ];
    order.into_iter().find(|kind| kinds.contains(kind))
}

/// The title as it stands inside a sentence; a word in capitals keeps them.
fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    if title.chars().nth(1).is_some_and(char::is_uppercase) {
        return title.to_owned();
    }
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
