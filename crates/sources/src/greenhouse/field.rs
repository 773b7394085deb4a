//! Custom fields and answers: a label, and what stands behind it.

use std::borrow::Cow;

use bonafide_records::Role;
use bonafide_records::person::Statement;

use super::Greenhouse;
use super::question::{self, Asks};
use super::row::Row;
use crate::json::tree::{Node, Value};

/// A custom field or an answer.
pub(super) struct Labelled<'n> {
    /// Where it stands, as the source names it: `answers`, `keyed_custom_fields.employee_id`.
    pub(super) field: Cow<'static, str>,
    /// What it asks for.
    pub(super) asks: Asks,
    /// The code host whose login it asks for, if that is all it asks for.
    pub(super) host: Option<&'static str>,
    /// The texts of its value.
    pub(super) texts: Vec<&'n str>,
}

impl Greenhouse<'_> {
    /// The custom fields of a candidate or application: v1 lists them twice, by key and in full;
    /// webhooks in full; v3 as a list or by key.
    pub(super) fn custom_fields<'n>(&mut self, node: &'n Node<'_>) -> Vec<Labelled<'n>> {
        let mut fields = Vec::new();
        for parent in ["keyed_custom_fields", "custom_fields"] {
            let Some(block) = node.get(parent) else { continue };
            for (key, inner) in block.members() {
                self.custom_field(parent, key, inner, &mut fields);
            }
            for element in block.elements() {
                let key = element.text_of("name_key").or_else(|| element.text_of("key"));
                let name = key.or_else(|| element.text_of("name")).unwrap_or_default();
                self.custom_field(parent, name, element, &mut fields);
            }
        }
        fields
    }

    fn custom_field<'n>(
        &mut self,
        parent: &str,
        key: &str,
        node: &'n Node<'_>,
        fields: &mut Vec<Labelled<'n>>,
    ) {
        let name = node.text_of("name").unwrap_or(key);
        if self.protected.is(name) || self.protected.is(key) {
            self.protected.drop_labelled(parent, name);
            return;
        }
        // A field of type user names one of the firm's staff.
        if node.text_of("type") == Some("user") {
            return;
        }
        let by_key = self.questions.asks(key);
        let asks = if by_key == Asks::Other { self.questions.asks(name) } else { by_key };
        if asks == Asks::Other {
            return;
        }
        let value = if node.is_object() { node.get("value") } else { Some(node) };
        let mut texts = Vec::new();
        if let Some(inner) = value {
            gather(inner, &mut texts);
        }
        let host = own_host(asks, name).or_else(|| own_host(asks, key));
        fields.push(Labelled { field: Cow::Owned(format!("{parent}.{key}")), asks, host, texts });
    }

    /// The answers of an application.
    pub(super) fn answers<'n>(&mut self, application: &'n Node<'_>) -> Vec<Labelled<'n>> {
        let mut answers = Vec::new();
        for element in application.get("answers").map(Node::elements).unwrap_or_default() {
            let asked = element.get("question");
            let inner = asked.and_then(|node| node.text().or_else(|| label(node)));
            let question = inner.or_else(|| label(element)).unwrap_or_default();
            if self.protected.is(question) {
                self.protected.drop_labelled("answers", question);
                continue;
            }
            let asks = self.questions.asks(question);
            let mut texts = Vec::new();
            for key in ["answer", "answers", "value", "values", "free_form_text"] {
                if let Some(value) = element.get(key) {
                    gather(value, &mut texts);
                }
            }
            let host = own_host(asks, question);
            answers.push(Labelled { field: Cow::Borrowed("answers"), asks, host, texts });
        }
        answers
    }
}

/// The code host whose login a field asks for that asks for the person's own.
fn own_host(asks: Asks, label: &str) -> Option<&'static str> {
    if asks == Asks::OwnLink { question::code_host(label) } else { None }
}

/// The words of a question that is an object, or beside its answer.
fn label<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    ["question_text", "label", "name", "title", "text"].iter().find_map(|key| node.text_of(key))
}

/// The texts of a value: itself, or those of its parts.
fn gather<'n>(node: &'n Node<'_>, texts: &mut Vec<&'n str>) {
    match &node.value {
        Value::Text(_) | Value::Number(_) => texts.extend(node.text()),
        Value::List(elements) => elements.iter().for_each(|element| gather(element, texts)),
        Value::Object(members) => members.iter().for_each(|(_, member)| gather(member, texts)),
        Value::Null | Value::Switch(_) => {}
    }
}

/// What the fields state about who the person is.
pub(super) fn statements(fields: &[Labelled<'_>]) -> Vec<(Statement, String)> {
    let mut stated: Vec<(Statement, String)> = Vec::new();
    for field in fields.iter().filter(|field| field.asks == Asks::EmployeeNumber) {
        // More than one text is no number of one person.
        let [number] = field.texts.as_slice() else { continue };
        let statement = Statement::EmployeeNumber((*number).to_owned());
        if stated.iter().all(|(known, _)| *known != statement) {
            stated.push((statement, field.field.to_string()));
        }
    }
    stated
}

/// Puts the contacts and links of custom fields or answers.
pub(super) fn put(row: &mut Row<'_>, fields: &[Labelled<'_>]) {
    for labelled in fields {
        let field = labelled.field.as_ref();
        for text in &labelled.texts {
            match labelled.asks {
                Asks::Referee => row.contacts(Role::Referee, text, field),
                Asks::OwnContact => row.contacts(Role::Other, text, field),
                Asks::AgencyContact => row.contacts(Role::Agency, text, field),
                Asks::OwnLink => {
                    row.links(Role::Own, text, field);
                    // Several texts are parts of something else.
                    if let (Some(host), 1) = (labelled.host, labelled.texts.len()) {
                        row.login(host, text, field);
                    }
                }
                Asks::Other => row.links(Role::Mentioned, text, field),
                Asks::EmployeeNumber => {}
            }
        }
    }
}
