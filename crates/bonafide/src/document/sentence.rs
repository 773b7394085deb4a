//! One plain sentence a case, from the titles of the detectors that speak in it.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_assess::Case;
use bonafide_detect::detector::built;
use bonafide_records::PersonKind;

use super::Parts;

/// "3 applicants: the same telephone number (2 pairs), one web page (1 pair)", in words of the pages.
pub fn of_case(parts: &Parts<'_>, case: &Case) -> String {
    let mut by_detector: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for id in &case.findings {
        if let Some(finding) = parts.assessment.finding(id)
            && finding.explained_by.is_empty()
        {
            let is_near = finding.rule.text.starts_with("near:");
            *by_detector.entry((finding.detector, is_near)).or_insert(0) += 1;
        }
    }
    let mut said: Vec<(usize, String, bool)> = by_detector
        .into_iter()
        .map(|((detector, is_near), count)| {
            let title =
                built().iter().find(|one| one.row.id == detector).map_or(detector, |one| &one.page.title);
            (count, lower_first(title), is_near)
        })
        .collect();
    said.sort_by(|left, right| {
        right.0.cmp(&left.0).then_with(|| (&left.1, left.2).cmp(&(&right.1, right.2)))
    });
    let seen: Vec<String> = said
        .into_iter()
        .map(|(count, title, is_near)| match (is_near, count > 1) {
            (false, false) => title,
            (false, true) => format!("{title} ({count} times)"),
            (true, false) => format!("{title} (near)"),
            (true, true) => format!("{title} (near, {count} times)"),
        })
        .collect();
    format!("{}: {}", who(parts, case), seen.join(", "))
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
