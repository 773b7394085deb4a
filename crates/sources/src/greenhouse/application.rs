//! What an application says.

use std::collections::HashSet;

use bonafide_records::normal::{Name, country_of_address};
use bonafide_records::{Key, PersonKind, PersonRow};

use super::row::Row;
use super::{Cited, Greenhouse, Part, agency, field};
use crate::json::tree::Node;

/// What is known of an application's candidate from around it.
#[derive(Default)]
pub(super) struct Around {
    /// The candidate's id; where absent, the application's own `candidate_id`.
    pub(super) key: Option<Key>,
    /// The candidate's name: an application has none of its own.
    pub(super) name: Name,
    /// The country of the candidate's address.
    pub(super) region: Option<&'static str>,
}

impl Greenhouse<'_> {
    /// Reads an application. `Some` is why it was set aside.
    pub(super) fn application(
        &mut self,
        part: &Part<'_, '_>,
        cited: &Cited<'_>,
        around: &Around,
    ) -> Option<String> {
        let node = part.node;
        let own = node.text_of("candidate_id").and_then(Key::new);
        let Some(key) = around.key.clone().or(own) else {
            return Some(
                "an application without a candidate id: export it from Greenhouse again, with ids".to_owned(),
            );
        };
        self.expect_lists(cited, part, &["answers", "attachments"]);
        let citation = self.cite(cited, part, "candidate_id");
        // Version 3 has no day of application of its own: the record is made when somebody applies.
        let began = if node.get("applied_at").is_some() { "applied_at" } else { "created_at" };
        let first = self.day(node, began);
        let last = self.day(node, "last_activity_at");
        let fields = self.custom_fields(node);
        let answers = self.answers(node);
        let statements = field::statements(&fields)
            .into_iter()
            .map(|(statement, name)| (statement, citation.with_field(name)))
            .collect();
        let row = PersonRow {
            source: self.source.clone(),
            key,
            kind: PersonKind::Applicant,
            name: around.name.clone(),
            company: None,
            statements,
            agency: agency::of_application(node, self.collector.firm()),
            role: job(node).map(str::to_owned),
            from: first,
            to: last,
            country: None,
            history: Vec::new(),
            citation: citation.clone(),
        };
        let id = self.collector.person(row)?;
        for (day, name) in [(first, began), (last, "last_activity_at")] {
            if let Some(day) = day {
                self.collector.event(day, citation.place.clone(), name);
            }
        }
        let region = around.region.or_else(|| region_of(node)).or(self.collector.default_region());
        let seen = HashSet::new();
        let mut row = Row { collector: &mut *self.collector, id, citation, first, last, region, seen };
        field::put(&mut row, &fields);
        field::put(&mut row, &answers);
        row.attachments(node);
        None
    }
}

/// The job applied for, as written.
fn job<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let listed =
        node.get("jobs").and_then(|jobs| jobs.elements().first()).and_then(|job| job.text_of("name"));
    listed.or_else(|| node.get("job").and_then(|job| job.text_of("name")))
}

/// The country from which an application was made.
pub(super) fn region_of(node: &Node<'_>) -> Option<&'static str> {
    if let Some(location) = node.text_of("location_address") {
        return country_of_address(location);
    }
    let location = node.get("location")?;
    country_of_address(location.text_of("address").or_else(|| location.text())?)
}
