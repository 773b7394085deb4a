//! Keys and values as they may be shown.

use bonafide_records::normal::Mailbox;

/// A key: as it is, unless it is an e-mail address and names stay masked.
pub fn key(written: &str, names: bool) -> String {
    if names || !written.contains('@') {
        return written.to_owned();
    }
    // `source:key`: the source stays, the address is masked.
    let (source, address) = match written.rfind(':') {
        Some(at) => written.split_at(at + 1),
        None => ("", written),
    };
    let masked = Mailbox::parse(address).map_or_else(|| "…".to_owned(), |mailbox| mailbox.masked());
    format!("{source}{masked}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_masked_and_keys_are_not() {
        assert_eq!(key("bamboohr:101", false), "bamboohr:101");
        assert_eq!(key("a@example.org", true), "a@example.org");
        let masked = key("table:person:anna@example.org", false);
        assert!(masked.starts_with("table:person:") && !masked.contains("anna"), "{masked}");
    }
}
