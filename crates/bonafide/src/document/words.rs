//! Keys and values as they may be shown.

use bonafide_records::normal::Mailbox;

/// `source:key` of a key that is a value: the source stays, of the value its last four characters.
pub fn value_key(source: &str, key: &str, names: bool) -> String {
    let shown = if names || key.contains('@') { self::key(key, names) } else { masked_value(key) };
    if source.is_empty() { shown } else { format!("{source}:{shown}") }
}

/// What may be shown of an account or wallet that stands in for a key.
fn masked_value(key: &str) -> String {
    let count = key.chars().count();
    let end: String = key.chars().skip(count.saturating_sub(4)).collect();
    if count > 8 { format!("…{end}") } else { "…".to_owned() }
}

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
        assert_eq!(value_key("wise", "DE89370400440532013000", false), "wise:…3000");
        assert_eq!(value_key("wise", "DE89370400440532013000", true), "wise:DE89370400440532013000");
        let masked = key("table:person:anna@example.org", false);
        assert!(masked.starts_with("table:person:") && !masked.contains("anna"), "{masked}");
    }
}
