//! The platforms, by name and by the links under which they take payments.

/// Names as letters and digits in lower case, and the platform's one name.
const NAMES: &[(&str, &str)] = &[
    ("wise", "wise"),
    ("wisecom", "wise"),
    ("transferwise", "wise"),
    ("wisetag", "wise"),
    ("paypal", "paypal"),
    ("paypalme", "paypal"),
    ("paypalcom", "paypal"),
    ("payoneer", "payoneer"),
    ("payoneerid", "payoneer"),
    ("payoneercustomerid", "payoneer"),
    ("skrill", "skrill"),
    ("moneybookers", "skrill"),
    ("revolut", "revolut"),
    ("revtag", "revolut"),
    ("cashapp", "cashapp"),
    ("squarecash", "cashapp"),
    ("cashtag", "cashapp"),
    ("venmo", "venmo"),
    ("monzo", "monzo"),
];

/// The platform that a column or cell names, in one spelling; a platform not listed by its own
/// letters and digits. `None` for an empty name and for a sentence.
pub(super) fn service_of(text: &str) -> Option<String> {
    if text.len() > 60 {
        return None;
    }
    let name = letters(text);
    if name.is_empty() || name.len() > 24 {
        return None;
    }
    Some(known(&name).map_or(name, str::to_owned))
}

/// The listed platform that a word before a colon names.
pub(super) fn of_label(label: &str) -> Option<&'static str> {
    if label.len() > 60 {
        return None;
    }
    known(&letters(label))
}

fn known(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|row| row.0 == name).map(|row| row.1)
}

fn letters(text: &str) -> String {
    super::super::fold::ascii(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Platform and tag of a link to pay somebody.
pub(super) fn from_link(text: &str) -> Option<(&'static str, &str)> {
    let rest = strip_ignoring_case(text, "https://")
        .or_else(|| strip_ignoring_case(text, "http://"))
        .unwrap_or(text);
    let rest = strip_ignoring_case(rest, "www.").unwrap_or(rest);
    let path = rest.split(['?', '#']).next()?;
    let (host, path) = path.split_once('/')?;
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    let is = |part: Option<&str>, word: &str| part.is_some_and(|part| part.eq_ignore_ascii_case(word));
    match host.to_ascii_lowercase().as_str() {
        "wise.com" if is(Some(first), "pay") && (is(second, "me") || is(second, "business")) => {
            Some(("wise", third?))
        }
        "paypal.me" => Some(("paypal", first)),
        "paypal.com" if is(Some(first), "paypalme") => Some(("paypal", second?)),
        "revolut.me" => Some(("revolut", first)),
        "cash.app" | "cash.me" => Some(("cashapp", first.strip_prefix('$')?)),
        "venmo.com" | "account.venmo.com" if is(Some(first), "u") => Some(("venmo", second?)),
        "venmo.com" if second.is_none() => Some(("venmo", first)),
        "monzo.me" => Some(("monzo", first)),
        _ => None,
    }
}

fn strip_ignoring_case<'text>(text: &'text str, prefix: &str) -> Option<&'text str> {
    let head = text.get(..prefix.len())?;
    if head.eq_ignore_ascii_case(prefix) { text.get(prefix.len()..) } else { None }
}
