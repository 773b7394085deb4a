//! What one event says.

use std::collections::HashMap;

use bonafide_records::normal::{DeviceId, FactorId, Mailbox, Name, Network};
use bonafide_records::person::Statement;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::json::tree::Node;
use crate::uses::{Account, Event};

/// An event as far as it is read.
pub(super) struct Read<'n> {
    /// The actor's id, where the event is a use of theirs.
    pub(super) actor: Option<&'n str>,
    pub(super) event: Event,
    /// The field whose value could not be read.
    pub(super) left_out: Option<&'static str>,
}

/// Texts of a kind that are kept in their normal form; the same ones come thousands of times.
const KEPT: usize = 1 << 14;

/// Normal forms of texts that were read before.
struct Known<T>(HashMap<String, Option<T>>);

impl<T: Clone> Known<T> {
    fn form(&mut self, text: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
        if let Some(form) = self.0.get(text) {
            return form.clone();
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let form = parse(text);
        self.0.insert(text.to_owned(), form.clone());
        form
    }
}

/// Normal forms of what events hold.
pub(super) struct Forms {
    networks: Known<Network>,
    devices: Known<DeviceId>,
    factors: Known<FactorId>,
}

impl Forms {
    pub(super) fn new() -> Self {
        let (networks, devices) = (Known(HashMap::new()), Known(HashMap::new()));
        Self { networks, devices, factors: Known(HashMap::new()) }
    }
}

/// Reads an event; the error is why it is set aside.
pub(super) fn read<'n>(root: &'n Node<'_>, forms: &mut Forms) -> Result<Read<'n>, String> {
    let Some(actor) = root.get("actor").filter(|actor| actor.is_object()) else {
        return Err("an event without actor: nothing says whose sign-in it is".to_owned());
    };
    let Some(published) = root.text_of("published") else {
        return Err("an event without `published`: nothing says when it happened".to_owned());
    };
    let Ok(at) = published.parse::<Timestamp>() else {
        return Err("an event whose `published` is no time".to_owned());
    };
    let day = at.to_zoned(TimeZone::UTC).date();
    let key = actor.text_of("id");
    if key.is_none() && actor.text_of("alternateId").is_none() {
        return Err("an event whose actor has no id: nothing says whose sign-in it is".to_owned());
    }
    let is_user = actor.text_of("type").is_none_or(|kind| kind.eq_ignore_ascii_case("user"));
    let address = root.get("client").and_then(|client| client.text_of("ipAddress"));
    let network = address.and_then(|text| forms.networks.form(text, Network::parse));
    let left_out = (address.is_some() && network.is_none()).then_some("client.ipAddress");
    // Whoever resets or activates another's factor completes nothing with it.
    let factors = if is_about_another(root, actor) { Vec::new() } else { factors(root, forms) };
    let event = Event { at, day, network, devices: devices(root, forms), factors };
    let counts = is_user && succeeded(root);
    let actor = key.or_else(|| actor.text_of("alternateId")).filter(|_| counts);
    Ok(Read { actor, event, left_out })
}

/// Whether an event was done to the account of another: a target is a user and not the actor.
fn is_about_another(root: &Node<'_>, actor: &Node<'_>) -> bool {
    let mut users = root
        .get("target")
        .map(Node::elements)
        .unwrap_or_default()
        .iter()
        .filter(|target| target.text_of("type").is_some_and(|kind| kind.eq_ignore_ascii_case("user")));
    let same = |name: &str, target: &Node<'_>| match (actor.text_of(name), target.text_of(name)) {
        (Some(own), Some(theirs)) => Some(own.eq_ignore_ascii_case(theirs)),
        _ => None,
    };
    users.any(|target| !same("id", target).or_else(|| same("alternateId", target)).unwrap_or(true))
}

/// Whether the event succeeded; one without an outcome says what happened.
fn succeeded(root: &Node<'_>) -> bool {
    let result = root.get("outcome").and_then(|outcome| outcome.text_of("result"));
    result.is_none_or(|word| ["success", "allow"].contains(&word.to_ascii_lowercase().as_str()))
}

/// What the actor says of the account.
pub(super) fn account(root: &Node<'_>) -> Account {
    let Some(actor) = root.get("actor") else { return Account::default() };
    let login = actor.text_of("alternateId").and_then(Mailbox::parse);
    Account {
        name: Name::new(None, None, actor.text_of("displayName").map(without_note)),
        statements: login
            .map(|mailbox| (Statement::WorkMailbox(mailbox.key().to_owned()), "actor.alternateId".into()))
            .into_iter()
            .collect(),
    }
}

/// A display name without the note in brackets behind it: `Ada Muster (admin)`.
fn without_note(written: &str) -> &str {
    match written.split_once('(') {
        Some((name, _)) if !name.trim().is_empty() => name.trim(),
        _ => written,
    }
}

/// Ids of devices: the registered device, the browser's fingerprint and device token.
fn devices(root: &Node<'_>, forms: &mut Forms) -> Vec<DeviceId> {
    let debug = root.get("debugContext").and_then(|context| context.get("debugData"));
    let debugged = |name: &str| debug.and_then(|data| data.text_of(name));
    let device = root.get("device");
    let own = |name: &str| device.and_then(|node| node.text_of(name));
    let texts = [
        own("id"),
        own("serial_number").or_else(|| own("serialNumber")),
        debugged("deviceFingerprint"),
        debugged("dtHash"),
        debugged("deviceId"),
    ];
    let texts = texts.into_iter().flatten();
    let mut devices: Vec<DeviceId> =
        texts.filter_map(|text| forms.devices.form(text, DeviceId::parse)).collect();
    devices.sort();
    devices.dedup();
    devices
}

/// Kinds of targets that are one user's factor. An `Authenticator` is the whole organisation's.
const FACTORS: &[&str] = &["authenticatorenrollment", "factor", "userfactor", "mfafactor", "mfa_factor"];

/// Ids of factors: targets that are enrollments, and ids in the debug data. The debug data's
/// `factor` is most often a kind (`OKTA_VERIFY_PUSH`), which is nobody's.
fn factors(root: &Node<'_>, forms: &mut Forms) -> Vec<FactorId> {
    let targets = root.get("target").map(Node::elements).unwrap_or_default().iter();
    let enrolled = targets.filter_map(|target| {
        let kind = target.text_of("type")?.to_ascii_lowercase();
        FACTORS.contains(&kind.as_str()).then(|| target.text_of("id"))?
    });
    let debug = root.get("debugContext").and_then(|context| context.get("debugData"));
    let names = ["factorId", "factor_id", "authenticatorEnrollmentId", "enrollmentId", "factor"];
    let debugged = names.iter().filter_map(|name| debug?.text_of(name)).filter(|text| is_id(text));
    let texts = enrolled.chain(debugged);
    let mut factors: Vec<FactorId> =
        texts.filter_map(|text| forms.factors.form(text, FactorId::parse)).collect();
    factors.sort();
    factors.dedup();
    factors
}

/// Whether a text is an id and not a word: it has digits and small letters, and no blanks.
fn is_id(text: &str) -> bool {
    text.len() >= 8
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
        && !text.contains(' ')
}
