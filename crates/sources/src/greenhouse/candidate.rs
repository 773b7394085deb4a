//! What a candidate says.

use std::collections::HashSet;

use bonafide_records::normal::{Address, Name, WebLink, country_of_address, fold_text};
use bonafide_records::person::{Employment, Statement};
use bonafide_records::{Form, Key, PersonKind, PersonRow, Role};

use super::row::{Row, role_of};
use super::{Cited, Greenhouse, Part, agency, application, field, question};
use crate::json::tree::Node;

/// Members of a candidate that are lists.
const LISTS: &[&str] = &[
    "phone_numbers",
    "email_addresses",
    "addresses",
    "website_addresses",
    "social_media_addresses",
    "attachments",
    "applications",
    "employments",
];

/// What stands around a candidate in a webhook.
#[derive(Default)]
pub(super) struct Around<'p, 'a> {
    /// The webhook tells of a hire: then `external_id` is the employee number.
    pub(super) hired: bool,
    /// The application that holds the candidate.
    pub(super) application: Option<&'p Node<'a>>,
}

impl Greenhouse<'_> {
    /// Reads a candidate and the applications inside. `Some` is why it was set aside.
    pub(super) fn candidate(
        &mut self,
        part: &Part<'_, '_>,
        cited: &Cited<'_>,
        around: &Around<'_, '_>,
    ) -> Option<String> {
        let node = part.node;
        let Some(key) = node.text_of("id").and_then(Key::new) else {
            return Some("a candidate without an id: export it from Greenhouse again, with ids".to_owned());
        };
        self.expect_lists(cited, part, LISTS);
        let citation = self.cite(cited, part, "id");
        let applications = part.objects("applications");
        let outer = around.application;
        let created = self.day(node, "created_at");
        let active = ["last_activity", "last_activity_at"].iter().find_map(|name| self.day(node, name));
        let first = created.or_else(|| outer.and_then(|outer| self.day(outer, "applied_at")));
        let last = active.or_else(|| outer.and_then(|outer| self.day(outer, "last_activity_at")));

        let fields = self.custom_fields(node);
        let mut statements: Vec<_> = field::statements(&fields)
            .into_iter()
            .map(|(statement, name)| (statement, citation.with_field(name)))
            .collect();
        if let Some(number) = node.text_of("external_id").filter(|_| around.hired) {
            let statement = Statement::EmployeeNumber(number.to_owned());
            if statements.iter().all(|(known, _)| *known != statement) {
                statements.push((statement, citation.with_field("external_id")));
            }
        }
        let full = node.text_of("name");
        let (given, family) = (node.text_of("first_name"), node.text_of("last_name"));
        let name = Name::new(given, family, full.filter(|_| given.is_none() && family.is_none()));
        let row = PersonRow {
            source: self.source.clone(),
            key: key.clone(),
            kind: PersonKind::Applicant,
            name: name.clone(),
            company: None,
            statements,
            agency: self.agency_of_all(&applications, outer),
            role: None,
            from: first,
            to: last,
            country: typed(node, "addresses").into_iter().find_map(|(text, _)| country_of_address(text)),
            history: history(node),
            citation: citation.clone(),
        };
        let region = region_of(node, &applications, outer);
        if let Some(id) = self.collector.person(row) {
            for (day, name) in [(created, "created_at"), (active, "last_activity")] {
                if let Some(day) = day {
                    self.collector.event(day, citation.place.clone(), name);
                }
            }
            let seen = HashSet::new();
            let region = region.or(self.collector.default_region());
            let mut row = Row { collector: &mut *self.collector, id, citation, first, last, region, seen };
            contacts(&mut row, node);
            field::put(&mut row, &fields);
        }
        let inner = application::Around { key: Some(key), name, region };
        for nested in &applications {
            // What a nested application lacks is no fault of the candidate's.
            let _ = self.application(nested, cited, &inner);
        }
        None
    }

    /// The agency through which the candidate came: where every application that says how it
    /// came names one. A candidate who once applied by themselves owns their contacts.
    fn agency_of_all(&self, nested: &[Part<'_, '_>], outer: Option<&Node<'_>>) -> Option<String> {
        let mut found = None;
        for application in nested.iter().map(|part| part.node).chain(outer) {
            if !application.get("source").is_some_and(|source| source.is_object() || source.text().is_some())
            {
                continue;
            }
            let agency = agency::of_application(application, self.collector.firm())?;
            found = found.or(Some(agency));
        }
        found
    }
}

/// A contact as text and type: `{"value": ..., "type": ...}`, or the bare text.
fn typed<'n>(node: &'n Node<'_>, key: &str) -> Vec<(&'n str, Option<&'n str>)> {
    let elements = node.get(key).map(Node::elements).unwrap_or_default();
    let both = |element: &'n Node<'_>| {
        Some((element.text_of("value").or_else(|| element.text())?, element.text_of("type")))
    };
    elements.iter().filter_map(both).collect()
}

fn contacts(row: &mut Row<'_>, node: &Node<'_>) {
    for (text, kind) in typed(node, "phone_numbers") {
        row.phone(role_of(kind), text, "phone_numbers");
    }
    for (text, kind) in typed(node, "email_addresses") {
        row.mailbox(role_of(kind), text, "email_addresses");
    }
    addresses(row, node);
    row.attachments(node);
    for (text, kind) in typed(node, "website_addresses") {
        if let Some(link) = WebLink::parse(text) {
            let role = if role_of(kind) == Role::Mentioned { Role::Mentioned } else { Role::Own };
            row.link(role, link, "website_addresses");
        }
    }
    for element in node.get("social_media_addresses").map(Node::elements).unwrap_or_default() {
        let Some(text) = element.text_of("value").or_else(|| element.text()) else { continue };
        if let Some(link) = WebLink::parse(text) {
            row.link(Role::Own, link, "social_media_addresses");
            continue;
        }
        let label =
            ["type", "name", "network"].iter().find_map(|key| question::code_host(element.text_of(key)?));
        if let Some(host) = label {
            row.login(host, text, "social_media_addresses");
        }
    }
}

/// The declared home is the address of type home; where no type is given, the only address.
fn addresses(row: &mut Row<'_>, node: &Node<'_>) {
    let all = typed(node, "addresses");
    for (text, kind) in &all {
        let Some(address) = Address::parse_text(text) else { continue };
        let role = match (*kind, role_of(*kind)) {
            (None, _) if all.len() == 1 => Role::Home,
            (None, _) => Role::Other,
            (Some(_), Role::Own) => Role::Home,
            (Some(_), role) => role,
        };
        row.put(role, Form::Address(address), "addresses");
    }
}

/// The country of the candidate's address, else of where an application was made.
fn region_of(node: &Node<'_>, nested: &[Part<'_, '_>], outer: Option<&Node<'_>>) -> Option<&'static str> {
    let own = typed(node, "addresses").into_iter().find_map(|(text, _)| country_of_address(text));
    let applications = nested.iter().map(|part| part.node).chain(outer);
    own.or_else(|| applications.into_iter().find_map(application::region_of))
}

/// The posts of the stated history, in a fixed order.
fn history(node: &Node<'_>) -> Vec<Employment> {
    let mut posts = Vec::new();
    for post in node.get("employments").map(Node::elements).unwrap_or_default() {
        let employer = fold_text(post.text_of("company_name").unwrap_or_default());
        if employer.is_empty() {
            continue;
        }
        let from_year = post.text_of("start_date").and_then(year);
        let to_year = post.text_of("end_date").and_then(year);
        posts.push(Employment { employer, from_year, to_year });
    }
    posts.sort();
    posts.dedup();
    posts
}

/// The year in a date, whatever its form: exports write `2012-08-15T...`, webhooks `09/15/2007`.
fn year(text: &str) -> Option<i16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(|digits| digits.parse().ok().filter(|year| (1900..=2200).contains(year)))
}
