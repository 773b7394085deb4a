//! E-mail addresses by the mailbox they reach.

use unicode_normalization::UnicodeNormalization;

use super::punycode::host_to_ascii;

/// An e-mail address by the mailbox it reaches.
///
/// Case, a `+tag`, dots at Gmail, `mailto:`, a display name and the spelling of an international
/// domain make no difference. What many type when they have no address is no mailbox.
///
/// ```
/// use bonafide_records::normal::Mailbox;
/// let mailbox = Mailbox::parse("Mira Stein <Mira.Stein+jobs@Example.org>").unwrap();
/// assert_eq!(mailbox.key(), "mira.stein@example.org");
/// assert_eq!(mailbox.tag(), Some("jobs"));
/// assert_eq!(mailbox.masked(), "m…@….org");
/// assert!(Mailbox::parse("noreply@example.org").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mailbox {
    key: String,
    tag: Option<String>,
}

impl Mailbox {
    /// Parses an address as written. `None` for what is no address, and for placeholders.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAXIMUM_INPUT || !text.chars().any(|c| c == '@' || c == '＠') {
            return None;
        }
        let normal: String = text.nfkc().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).collect();
        let address = bare_address(&normal);
        let (written_local, written_domain) = address.rsplit_once('@')?;
        let domain = host_to_ascii(written_domain.trim_end_matches('.'))?;
        let unquoted = written_local.trim_matches('"');
        if !is_local_part(unquoted) {
            return None;
        }
        let (base, tag) = match unquoted.split_once('+') {
            Some((base, tag)) if !base.is_empty() => (base, Some(tag).filter(|t| !t.is_empty())),
            _ => (unquoted, None),
        };
        if is_placeholder(base, &domain) {
            return None;
        }
        let key = if matches!(domain.as_str(), "gmail.com" | "googlemail.com") {
            format!("{}@gmail.com", base.replace('.', ""))
        } else {
            format!("{base}@{domain}")
        };
        if key.starts_with('@') {
            return None;
        }
        Some(Self { key, tag: tag.map(str::to_owned) })
    }

    /// The key that decides equality: local part without tag, at its domain.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The tag behind `+`, if one was written.
    pub fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    /// The domain in lower-case ASCII.
    pub fn domain(&self) -> &str {
        self.key.rsplit('@').next().unwrap_or_default()
    }

    /// The domain somebody registered, by the Public Suffix List: `example.co.uk` for
    /// `mail.example.co.uk`; the domain itself where the list has none.
    pub fn registrable_domain(&self) -> &str {
        psl::domain_str(self.domain()).unwrap_or(self.domain())
    }

    /// First letter and the domain's last label.
    pub fn masked(&self) -> String {
        let first = self.key.chars().next().unwrap_or('…');
        let last = self.domain().rsplit('.').next().unwrap_or_default();
        format!("{first}…@….{last}")
    }
}

/// Longest cell that may hold one address with a display name.
const MAXIMUM_INPUT: usize = 1000;

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The address itself, without display name, brackets, quotes, scheme and trailing punctuation.
fn bare_address(text: &str) -> &str {
    let inside = match (text.rfind('<'), text.rfind('>')) {
        (Some(start), Some(end)) if start < end => text.get(start + 1..end).unwrap_or(text),
        _ => text,
    };
    let closing: &[char] = &['"', '\'', '`', '<', '>', '(', ')', '[', ']', ',', ';', ' ', '“', '”', '„'];
    let trimmed = inside.trim().trim_matches(closing);
    let without_scheme = match trimmed.strip_prefix("mailto:") {
        Some(rest) => rest.split('?').next().unwrap_or(rest),
        None => trimmed,
    };
    without_scheme.trim().trim_matches(closing).trim_end_matches('.')
}

/// RFC 5321 dot-atom by shape: at most 64 bytes, no empty part, no space or special character.
fn is_local_part(text: &str) -> bool {
    let is_allowed = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    !text.is_empty()
        && text.len() <= 64
        && text.split('.').all(|part| !part.is_empty())
        && text.chars().all(is_allowed)
        && text.chars().any(char::is_alphanumeric)
}

/// Local parts that nobody reads, at any domain.
const NOBODY: &[&str] = &[
    "noreply",
    "donotreply",
    "dontreply",
    "none",
    "noemail",
    "nomail",
    "nomailaddress",
    "noemailaddress",
    "unknown",
    "unbekannt",
    "na",
    "notavailable",
    "notprovided",
    "notapplicable",
    "noemailprovided",
    "keineemail",
    "keinemail",
    "keine",
    "null",
    "undefined",
    "nobody",
    "noone",
    "blank",
    "empty",
    "nil",
];

/// Words that people type for want of an address, on both sides of the `@` or at a domain below.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "test", "testing", "tester", "email", "mail", "user", "username", "name", "me", "you", "your", "yourname",
    "youremail", "abc", "abcd", "asd", "asdf", "qwerty", "xxx", "xx", "x", "aaa", "aa", "a", "foo", "bar",
    "example", "sample", "someone", "somebody", "anyone", "firstname.lastname", "first.last",
    "vorname.nachname", "dummy", "fake", "temp",
];

/// First labels of domains that stand for having none, of documentation, and of the free providers
/// at which a filler is typed by many and owned by one.
#[rustfmt::skip]
const FILLER_DOMAINS: &[&str] = &[
    "none", "noemail", "nomail", "na", "unknown", "null", "test", "domain", "yourdomain",
    "gmail", "googlemail", "yahoo", "hotmail", "outlook",
];

fn is_placeholder(local: &str, domain: &str) -> bool {
    let letters: String = local.chars().filter(|c| !matches!(c, '.' | '-' | '_' | '/')).collect();
    if NOBODY.contains(&letters.as_str()) {
        return true;
    }
    let (Some(first_label), Some(last_label)) = (domain.split('.').next(), domain.rsplit('.').next()) else {
        return false;
    };
    // RFC 2606 section 2 reserves `.invalid` and `.test`; `.example` may stand in fixtures.
    if matches!(last_label, "invalid" | "test" | "localhost") {
        return true;
    }
    if !FILLERS.contains(&local) {
        return matches!(first_label, "noemail" | "nomail" | "none") && domain.matches('.').count() == 1;
    }
    if first_label == "example" {
        return local.len() >= 4;
    }
    local == first_label || FILLER_DOMAINS.contains(&first_label) || FILLERS.contains(&first_label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Mailbox;

    fn key(text: &str) -> Option<String> {
        Mailbox::parse(text).map(|mailbox| mailbox.key().to_owned())
    }

    #[test]
    fn spellings_of_one_mailbox_are_one() {
        let expected = Some("jo.doe@example.org".to_owned());
        for text in [
            "jo.doe@example.org",
            " Jo.Doe@EXAMPLE.org ",
            "mailto:jo.doe@example.org?subject=hi",
            "Jo Doe <jo.doe@example.org>",
            "\"Doe, Jo\" <Jo.Doe@example.org>",
            "'jo.doe@example.org'",
            "jo.doe+work@example.org",
            "jo.doe@example.org.",
            "jo.doe＠example.org",
            "<jo.doe@example.org>;",
            "jo.doe@example.org\u{200b}",
            "MAILTO:jo.doe@example.org",
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
    }

    #[test]
    fn gmail_reads_no_dots_and_others_do() {
        assert_eq!(key("j.o.d.o.e+x@googlemail.com"), key("jodoe@gmail.com"));
        assert_ne!(key("j.odoe@example.org"), key("jodoe@example.org"));
        assert_eq!(Mailbox::parse("a.b+one+two@gmail.com").unwrap().tag(), Some("one+two"));
    }

    #[test]
    fn international_domains_have_one_form() {
        assert_eq!(key("jo@bücher.example"), Some("jo@xn--bcher-kva.example".to_owned()));
        assert_eq!(key("jo@BÜCHER.example"), key("jo@xn--bcher-kva.example"));
    }

    #[test]
    fn placeholders_and_what_is_no_address_are_refused() {
        for text in [
            "",
            "@",
            "a@",
            "@b.org",
            "a b@example.org",
            "jo@localhost",
            "jo@example",
            "n/a@example.org",
            "none@none.com",
            "noreply@example.org",
            "No-Reply@example.org",
            "do_not_reply@example.org",
            "test@test.com",
            "email@email.com",
            "unknown@example.org",
            "x@x.com",
            "user@example.com",
            "jo..doe@example.org",
            ".jo@example.org",
            "jo@exa mple.org",
            "jo@-example.org",
            "jo@127.0.0.1",
            "jo@firm.invalid",
            "firstname.lastname@domain.com",
            "jo@doe@",
            "www.example.org",
            "....@gmail.com",
        ] {
            assert_eq!(key(text), None, "{text}");
        }
    }

    #[test]
    fn ordinary_addresses_that_resemble_placeholders_are_kept() {
        for text in [
            "nona@example.org",
            "nathan@example.org",
            "test.pilot@acme-aero.com",
            "max@mustermail.de",
            "a@example.org",
            "info@example.org",
        ] {
            assert!(key(text).is_some(), "{text}");
        }
    }

    #[test]
    fn the_registrable_domain_follows_the_suffix_list() {
        let mailbox = Mailbox::parse("jo@mail.firm.co.uk").unwrap();
        assert_eq!(mailbox.registrable_domain(), "firm.co.uk");
        assert_eq!(mailbox.domain(), "mail.firm.co.uk");
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_keys_are_stable(text in "\\PC{0,60}") {
            if let Some(mailbox) = Mailbox::parse(&text) {
                prop_assert_eq!(key(mailbox.key()), Some(mailbox.key().to_owned()));
            }
        }

        #[test]
        fn case_tag_and_space_make_no_difference(local in "[a-z]{3,8}[0-9]{2}", tag in "[a-z]{1,5}", host in "[a-z]{4,9}") {
            let plain = key(&format!("{local}@{host}.org"));
            prop_assert!(plain.is_some());
            let tagged = key(&format!(" {}+{tag}@{}.ORG ", local.to_uppercase(), host.to_uppercase()));
            prop_assert_eq!(plain, tagged);
        }
    }
}
