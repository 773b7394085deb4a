//! `link-combined`: two persons who agree on three and more values, exactly or nearly.

use std::collections::BTreeSet;

use bonafide_records::Grade;
use bonafide_records::finding::{BitsFrom, Evidence, Subject};

use crate::combined::{BEFORE_VALUES, Combined, combined};
use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};

/// Two persons who agree on three and more values, exactly or nearly.
pub static LINK_COMBINED: Detector = Detector {
    id: "link-combined",
    version: 1,
    page: include_str!("../../../../casebooks/link-combined.md"),
    rule: "three and more of phone, e-mail, unit, CV text, referee's contact and pay to the other agree, exactly or nearly; A where two and more are unexplained and chance pairs are at most this, B where one is. Chance pairs: the pairs of persons who have all those values, times, for each value, the share of the pairs of persons who have one that agree on it at that level or better (pairs that agree on three and more values, and others of the groups that they connect, not counted)",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["phone", "email", "address", "cv-file"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let (found, seen) = combined(context, row);
    for one in &found {
        let (grade, because) = match (one.unexplained(), one.chance.is_small()) {
            (0, _) => continue,
            (1, _) => (Grade::B, "only one of the values is unexplained"),
            (_, false) => (Grade::B, "more than 0.01 pairs would agree so by chance"),
            (_, true) => (
                Grade::A,
                "two and more of the values are unexplained, and hardly a pair agrees so by chance",
            ),
        };
        if let Some(draft) = draft(context, one) {
            sink.find_graded(draft, grade, because);
        }
    }
    Looked { seen, of: context.persons.list.len() as u64, needs: Vec::new() }
}

fn draft(context: &Context<'_>, combined: &Combined) -> Option<Draft> {
    let mut records = combined.agreements.iter().flat_map(|one| one.records.iter().cloned());
    let first = records.next()?;
    Some(Draft {
        persons: combined.pair.to_vec(),
        things: combined.agreements.iter().flat_map(|one| one.things.iter().copied()).collect(),
        of: combined.pair.iter().map(|person| Subject::Person(*person)).collect(),
        evidence: Evidence::new(first, records),
        bits: (0, BitsFrom::NotMeasured),
        conditions: BTreeSet::new(),
        says: says(context, combined),
        threshold: Some(("chance pairs 0.01".to_owned(), "defaults".to_owned())),
    })
}

fn says(context: &Context<'_>, combined: &Combined) -> String {
    let words: Vec<&str> = combined.agreements.iter().map(|one| one.what.words(one.level)).collect();
    let listed = match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.join(""),
    };
    let explained: Vec<String> = combined
        .agreements
        .iter()
        .filter_map(|one| Some(format!("{}: {}", one.what.words(one.level), one.explained_by.as_ref()?)))
        .collect();
    let but =
        if explained.is_empty() { String::new() } else { format!("; explained: {}", explained.join(", ")) };
    let pairs = combined.chance.pairs;
    format!(
        "{} have {} values in common, {BEFORE_VALUES}{listed}{but}; chance pairs: {} of the {pairs} {} who have all of them",
        context.names(&combined.pair),
        combined.agreements.len(),
        combined.chance.words(),
        if pairs == 1 { "pair" } else { "pairs" },
    )
}
