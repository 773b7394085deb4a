//! Puts the values of one row into the collector.

use std::collections::HashSet;

use bonafide_records::normal::{CodeAccount, Mailbox, Phone, WebLink};
use bonafide_records::{Attachment, Citation, Form, Role, RowId};
use jiff::civil::Date;

use super::contact;
use crate::collector::Collector;
use crate::json::tree::Node;

/// A row that was taken in, and the span of days on which it is known to hold.
pub(super) struct Row<'c> {
    pub(super) collector: &'c mut Collector,
    pub(super) id: RowId,
    pub(super) citation: Citation,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
    /// The country in which the row's national telephone numbers are dialled.
    pub(super) region: Option<&'static str>,
    /// What was put already: custom fields stand twice in an export.
    pub(super) seen: HashSet<(Role, Form)>,
}

impl Row<'_> {
    /// Puts one value.
    pub(super) fn put(&mut self, role: Role, form: Form, field: &str) {
        if !self.seen.insert((role, form.clone())) {
            return;
        }
        self.collector.value(self.id, role, form, self.first, self.last, self.citation.with_field(field));
    }

    /// Puts a telephone number, if it is one.
    pub(super) fn phone(&mut self, role: Role, text: &str, field: &str) {
        if let Some(phone) = Phone::parse(text, self.region) {
            self.put(role, Form::Phone(phone), field);
        }
    }

    /// Puts a mailbox, if it is one.
    pub(super) fn mailbox(&mut self, role: Role, text: &str, field: &str) {
        if let Some(mailbox) = Mailbox::parse(text) {
            self.put(role, Form::Mailbox(mailbox), field);
        }
    }

    /// Puts what a link speaks of. A page inside an account and the account itself are only
    /// mentioned: many contribute to one repository, and the link says what somebody shows, not
    /// whose it is.
    pub(super) fn link(&mut self, role: Role, link: WebLink, field: &str) {
        match link {
            WebLink::Account(account) => self.put(role, Form::CodeAccount(account), field),
            WebLink::Repository(page, account) => {
                self.put(Role::Mentioned, Form::WebPage(page), field);
                self.put(Role::Mentioned, Form::CodeAccount(account), field);
            }
            WebLink::Page(page) => self.put(role, Form::WebPage(page), field),
        }
    }

    /// Puts the names of the files that were sent. Version 3 writes `filename` too; what the file is
    /// (`resume`, `cover_letter`) makes no difference: the file itself shows it.
    pub(super) fn attachments(&mut self, node: &Node<'_>) {
        for attachment in node.get("attachments").map(Node::elements).unwrap_or_default() {
            let Some(written) = attachment.text_of("filename") else { continue };
            let file = written.rsplit(['/', '\\']).next().unwrap_or_default().trim();
            if !file.is_empty() {
                let citation = self.citation.with_field("attachments");
                self.collector.attachment(Attachment { row: self.id, file: file.to_owned(), citation });
            }
        }
    }

    /// Puts the account of a login written without a link: `quzz-dev`, `@quzz-dev`. One word without
    /// dots or slashes that holds a letter; anything else says something about an account.
    pub(super) fn login(&mut self, host: &str, text: &str, field: &str) {
        let trimmed = text.trim();
        let login = trimmed.strip_prefix('@').unwrap_or(trimmed);
        let is_word = (2..=39).contains(&login.len())
            && login.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            && login.bytes().any(|b| b.is_ascii_alphabetic());
        if let Some(account) = CodeAccount::parse_login(host, login).filter(|_| is_word) {
            self.put(Role::Own, Form::CodeAccount(account), field);
        }
    }

    /// Puts all mailboxes and telephone numbers of a text.
    pub(super) fn contacts(&mut self, role: Role, text: &str, field: &str) {
        for mailbox in contact::mailboxes(text) {
            self.put(role, Form::Mailbox(mailbox), field);
        }
        for phone in contact::phones(text, self.region) {
            self.put(role, Form::Phone(phone), field);
        }
    }

    /// Puts all links of a text.
    pub(super) fn links(&mut self, role: Role, text: &str, field: &str) {
        for link in WebLink::find_all(text) {
            self.link(role, link, field);
        }
    }
}

/// What the type of a phone, mailbox or site makes it to the candidate.
pub(super) fn role_of(kind: Option<&str>) -> Role {
    let kind = kind.unwrap_or_default().to_lowercase();
    match kind.as_str() {
        "work" | "business" | "office" => Role::Work,
        "other" | "skype" | "former" | "previous" | "old" => Role::Other,
        // A site of this type is the employer's.
        "company" => Role::Mentioned,
        _ if kind.contains("agency") || kind.contains("recruiter") => Role::Agency,
        _ => Role::Own,
    }
}
