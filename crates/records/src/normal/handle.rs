//! Handles at payout platforms: `@annk12`, `paypal.me/x`, `$tag`, a mailbox, a phone, a customer's
//! number.

mod service;

use super::written::visible;
use super::{Mailbox, Phone};
use service::{from_link, service_of};

/// Under which name a payout platform knows a payee: a tag, a customer's number, a mailbox or
/// a phone number.
///
/// Tags have no case at any of these platforms. A mailbox or phone is one thing wherever it is used, so
/// the platform is no part of it; a phone is one only with its country code.
///
/// ```
/// use bonafide_records::normal::Handle;
/// let tag = Handle::parse("@AnnK12", Some("Wise")).unwrap();
/// assert_eq!(tag.key(), "wise/annk12");
/// assert_eq!(Some(&tag), Handle::parse("https://wise.com/pay/me/annk12", None).as_ref());
/// assert_eq!(tag.masked(), "wise/a…");
/// let mailbox = Handle::parse("Ann.K+pay@Example.org", Some("PayPal")).unwrap();
/// assert_eq!(mailbox.key(), "ann.k@example.org");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle {
    named: Named,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Named {
    Mailbox(Mailbox),
    Phone(Phone),
    /// The platform where it is known, and the tag or number in lower case without its sign.
    Tag(Option<String>, String),
}

/// Longest cell that may hold one handle.
const MAXIMUM_INPUT: usize = 300;

impl Handle {
    /// Parses a handle as written: with its sign, as a link to pay, as a mailbox, behind its platform
    /// (`Wise: @annk12`); or bare, where `service` says what platform it is of. What the text itself
    /// says of the platform wins over `service`.
    ///
    /// `None` for a bare word or number without platform, for a link elsewhere, and for what says
    /// that there is none.
    pub fn parse(text: &str, service: Option<&str>) -> Option<Self> {
        if text.len() > MAXIMUM_INPUT {
            return None;
        }
        let shown = visible(text);
        let quotes: &[char] = &['"', '\'', '`', '“', '”', '„', '<', '>', '(', ')', ',', ';'];
        let trimmed = shown.trim().trim_matches(quotes).trim();
        let named_service = service.and_then(service_of);
        let (labelled, rest) = match trimmed.split_once(':') {
            Some((label, rest)) if !rest.starts_with("//") => match service::of_label(label) {
                Some(known) => (Some(known), rest.trim()),
                None => (None, trimmed),
            },
            _ => (None, trimmed),
        };
        if let Some((platform, tag)) = from_link(rest) {
            return Self::tag(Some(platform.to_owned()), tag);
        }
        // The brackets trimmed may be those around an address behind a name.
        if let Some(mailbox) = Mailbox::parse(rest).or_else(|| Mailbox::parse(&shown)) {
            return Some(Self { named: Named::Mailbox(mailbox) });
        }
        if let Some(phone) = international(rest) {
            return Some(Self { named: Named::Phone(phone) });
        }
        let platform = labelled.map(str::to_owned).or(named_service);
        if let Some(tag) = rest.strip_prefix('$') {
            return Self::tag(platform.or_else(|| Some("cashapp".to_owned())), tag);
        }
        if let Some(tag) = rest.strip_prefix('@') {
            // Twelve at signs or numbers only are no tag of anybody.
            return Self::tag(platform, tag).filter(Self::has_letter);
        }
        platform.and_then(|platform| Self::tag(Some(platform), rest))
    }

    /// Parses a word or a customer's number in a column that holds nothing but handles, where the sign
    /// before a tag may be missing: `AnnK12` is `@annk12` there.
    ///
    /// ```
    /// use bonafide_records::normal::Handle;
    /// assert_eq!(Handle::parse_bare("AnnK12", None), Handle::parse("@annk12", None));
    /// assert_eq!(Handle::parse("AnnK12", None), None);
    /// ```
    pub fn parse_bare(text: &str, service: Option<&str>) -> Option<Self> {
        Self::parse(text, service).or_else(|| {
            let shown = visible(text);
            Self::tag(service.and_then(service_of), shown.trim())
        })
    }

    fn tag(platform: Option<String>, written: &str) -> Option<Self> {
        let tag = written.trim_start_matches(['@', '$']).to_ascii_lowercase();
        let is_tag = (2..=40).contains(&tag.len())
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
            && tag.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
        // A number is a customer's from five digits on.
        let is_short_number = tag.len() < 5 && tag.bytes().all(|b| b.is_ascii_digit());
        let letters: String = tag.chars().filter(char::is_ascii_alphanumeric).collect();
        let first = tag.bytes().next();
        let is_filler = FILLERS.contains(&letters.as_str())
            || tag.bytes().all(|b| Some(b) == first)
            || "01234567890".contains(&tag);
        (is_tag && !is_short_number && !is_filler).then_some(Self { named: Named::Tag(platform, tag) })
    }

    fn has_letter(&self) -> bool {
        match &self.named {
            Named::Mailbox(_) | Named::Phone(_) => true,
            Named::Tag(_, tag) => tag.bytes().any(|b| b.is_ascii_alphabetic()),
        }
    }

    /// The key that decides equality: `service/tag`, `/tag` where the platform is not known, and a
    /// mailbox's or phone's own key (see [`Mailbox::key`], [`Phone::key`]).
    pub fn key(&self) -> String {
        match &self.named {
            Named::Mailbox(mailbox) => mailbox.key().to_owned(),
            Named::Phone(phone) => phone.key().to_owned(),
            Named::Tag(platform, tag) => format!("{}/{tag}", platform.as_deref().unwrap_or_default()),
        }
    }

    /// The platform of a tag or number, where it is known: `wise`, `paypal`.
    pub fn service(&self) -> Option<&str> {
        match &self.named {
            Named::Mailbox(_) | Named::Phone(_) => None,
            Named::Tag(platform, _) => platform.as_deref(),
        }
    }

    /// The mailbox, where the handle is one.
    pub fn mailbox(&self) -> Option<Mailbox> {
        match &self.named {
            Named::Mailbox(mailbox) => Some(mailbox.clone()),
            Named::Phone(_) | Named::Tag(..) => None,
        }
    }

    /// The phone number, where the handle is one.
    pub fn phone(&self) -> Option<Phone> {
        match &self.named {
            Named::Phone(phone) => Some(phone.clone()),
            Named::Mailbox(_) | Named::Tag(..) => None,
        }
    }

    /// Platform and first letter; a mailbox or phone as their own forms have it.
    pub fn masked(&self) -> String {
        match &self.named {
            Named::Mailbox(mailbox) => mailbox.masked(),
            Named::Phone(phone) => phone.masked(),
            Named::Tag(platform, tag) => {
                let first = tag.chars().next().unwrap_or('…');
                format!("{}/{first}…", platform.as_deref().unwrap_or_default())
            }
        }
    }

    /// The handle in full, a tag with its sign. With [`Handle::service`] beside it, it parses to the
    /// same handle again (a mailbox but for its `+tag`).
    pub fn full(&self) -> String {
        match &self.named {
            Named::Mailbox(mailbox) => mailbox.key().to_owned(),
            Named::Phone(phone) => phone.key().to_owned(),
            Named::Tag(_, tag) if !self.has_letter() => tag.clone(),
            Named::Tag(Some(platform), tag) if platform == "cashapp" => format!("${tag}"),
            Named::Tag(_, tag) => format!("@{tag}"),
        }
    }
}

/// A phone number with its country code.
fn international(text: &str) -> Option<Phone> {
    let is_written = text.starts_with('+') || text.starts_with("00");
    let phone = is_written.then(|| Phone::parse(text, None)).flatten()?;
    // Nobody is paid to an extension.
    (phone.is_international() && !phone.key().contains(';')).then_some(phone)
}

/// What people type for want of a handle, letters and digits only.
const FILLERS: &[&str] = &[
    "na", "none", "null", "no", "yes", "tbd", "tba", "unknown", "pending", "test", "username", "user",
    "handle", "yourname", "wisetag", "cashtag", "revtag", "email", "keine", "nil", "same", "wise", "paypal",
    "payoneer", "skrill", "revolut", "venmo", "cashapp",
];

#[cfg(test)]
mod tests;
