//! In which country a national telephone number is dialled, by the address beside it.

use bonafide_records::normal::country_code;

/// Two-letter codes of states and provinces in the United States and Canada, which addresses
/// there end with and which are other countries' codes too (ANSI INCITS 38; Canada Post).
const STATES: &[&str] = &[
    "AB", "AK", "AL", "AR", "AZ", "BC", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL",
    "IN", "KS", "KY", "LA", "MA", "MB", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NB", "NC", "ND", "NE",
    "NH", "NJ", "NL", "NM", "NS", "NT", "NU", "NV", "NY", "OH", "OK", "ON", "OR", "PA", "PE", "QC", "RI",
    "SC", "SD", "SK", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY", "YT",
];

/// The country with which an address or location ends, as a two-letter code.
pub(super) fn region(text: &str) -> Option<&'static str> {
    let last = text.rsplit([',', '\n', ';']).map(str::trim).find(|part| !part.is_empty())?;
    let parts = text.split([',', '\n', ';']).filter(|part| !part.trim().is_empty()).count();
    let mut words = last.split_whitespace();
    if let (Some(state), Some(postcode), None) = (words.next(), words.next(), words.next()) {
        let is_state = STATES.iter().any(|known| known.eq_ignore_ascii_case(state));
        let is_postcode = postcode.len() >= 5 && postcode.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if is_state && is_postcode {
            return Some("US");
        }
    }
    let ambiguous =
        STATES.iter().any(|known| known.eq_ignore_ascii_case(last)) || last.eq_ignore_ascii_case("georgia");
    if ambiguous && parts > 1 {
        return None;
    }
    country_code(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_no_countries() {
        assert_eq!(region("New York, New York, USA"), Some("US"));
        assert_eq!(region("123 City Street\nNew York, Ny 10001"), Some("US"));
        assert_eq!(region("Hafenweg 3, 20457 Hamburg, Deutschland"), Some("DE"));
        assert_eq!(region("San Francisco, CA"), None);
        assert_eq!(region("Atlanta, Georgia"), None);
        assert_eq!(region("Hamburg"), None);
        assert_eq!(region(" , "), None);
    }
}
