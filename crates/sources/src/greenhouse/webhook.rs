//! The bodies of webhooks: an action, and what it was done to.

use bonafide_records::Key;
use bonafide_records::normal::{Name, country_of_address};

use super::{Cited, Greenhouse, Part, application, candidate};
use crate::json::tree::Node;

impl Greenhouse<'_> {
    /// Reads the candidate and application of a webhook. Others (jobs, offers, interviews) are
    /// read and say nothing of a person; what tells that a person was deleted, merged away or
    /// anonymised is not kept either: the firm wanted it gone.
    pub(super) fn webhook(&mut self, part: &Part<'_, '_>, cited: &Cited<'_>) -> Option<String> {
        let action = part.node.text_of("action").unwrap_or_default();
        let gone = ["delete", "merge", "anonym"].iter().any(|word| action.contains(word));
        let payload = part.object("payload").filter(|_| !gone)?;
        let application = payload.object("application");
        let inside = application.as_ref().and_then(|outer| outer.object("candidate"));
        let Some(candidate) = inside.or_else(|| payload.object("candidate")) else {
            return application
                .filter(|outer| outer.node.get("candidate_id").is_some())
                .and_then(|outer| self.application(&outer, cited, &application::Around::default()));
        };
        let around = candidate::Around {
            hired: action == "hire_candidate",
            application: application.as_ref().map(|outer| outer.node),
        };
        let refused = self.candidate(&candidate, cited, &around);
        if refused.is_some() {
            return refused;
        }
        let outer = application?;
        let person = candidate.node;
        let address = person.get("addresses").and_then(|all| all.elements().first());
        let inner = application::Around {
            key: person.text_of("id").and_then(Key::new),
            name: Name::new(person.text_of("first_name"), person.text_of("last_name"), None),
            region: address
                .and_then(|node| node.text_of("value").or_else(|| Node::text(node)))
                .and_then(country_of_address),
        };
        self.application(&outer, cited, &inner)
    }
}
