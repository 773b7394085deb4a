//! International Bank Account Numbers (ISO 13616): check digits, length and structure by country.

/// Country, length of the whole IBAN, structure of the part behind the check digits (`n` digits,
/// `a` upper-case letters, `c` either; the number before is how many), and where in that part the
/// bank's code stands: from, how many characters (0 where none is known).
type Row = (&'static str, usize, &'static str, usize, usize);

/// The countries of the IBAN Registry, release 101 (SWIFT as registration authority of ISO 13616),
/// as read on 2026-11-25; facts of the registry, in our own layout. France's row serves its overseas
/// parts, the United Kingdom's Guernsey, Jersey and the Isle of Man, Finland's Åland.
#[rustfmt::skip]
const REGISTERED: &[Row] = &[
    ("AD", 24, "4n4n12c", 0, 4), ("AE", 23, "3n16n", 0, 3), ("AL", 28, "8n16c", 0, 3),
    ("AT", 20, "5n11n", 0, 5), ("AZ", 28, "4a20c", 0, 4), ("BA", 20, "3n3n8n2n", 0, 3),
    ("BE", 16, "3n7n2n", 0, 3), ("BG", 22, "4a4n2n8c", 0, 4), ("BH", 22, "4a14c", 0, 4),
    ("BI", 27, "5n5n11n2n", 0, 5), ("BR", 29, "8n5n10n1a1c", 0, 8), ("BY", 28, "4c4n16c", 0, 4),
    ("CH", 21, "5n12c", 0, 5), ("CR", 22, "4n14n", 0, 4), ("CY", 28, "3n5n16c", 0, 3),
    ("CZ", 24, "4n16n", 0, 4), ("DE", 22, "8n10n", 0, 8), ("DJ", 27, "5n5n11n2n", 0, 5),
    ("DK", 18, "4n9n1n", 0, 4), ("DO", 28, "4c20n", 0, 4), ("EE", 20, "2n14n", 0, 2),
    ("EG", 29, "4n4n17n", 0, 4), ("ES", 24, "4n4n1n1n10n", 0, 4), ("FI", 18, "3n11n", 0, 3),
    ("FK", 18, "2a12n", 0, 2), ("FO", 18, "4n9n1n", 0, 4), ("FR", 27, "5n5n11c2n", 0, 5),
    ("GB", 22, "4a6n8n", 0, 4), ("GE", 22, "2a16n", 0, 2), ("GI", 23, "4a15c", 0, 4),
    ("GL", 18, "4n9n1n", 0, 4), ("GR", 27, "3n4n16c", 0, 3), ("GT", 28, "4c20c", 0, 4),
    ("HN", 28, "4a20n", 0, 4), ("HR", 21, "7n10n", 0, 7), ("HU", 28, "3n4n1n15n1n", 0, 3),
    ("IE", 22, "4a6n8n", 0, 4), ("IL", 23, "3n3n13n", 0, 3), ("IQ", 23, "4a3n12n", 0, 4),
    ("IS", 26, "4n2n6n10n", 0, 2), ("IT", 27, "1a5n5n12c", 1, 5), ("JO", 30, "4a4n18c", 0, 4),
    ("KW", 30, "4a22c", 0, 4), ("KZ", 20, "3n13c", 0, 3), ("LB", 28, "4n20c", 0, 4),
    ("LC", 32, "4a24c", 0, 4), ("LI", 21, "5n12c", 0, 5), ("LT", 20, "5n11n", 0, 5),
    ("LU", 20, "3n13c", 0, 3), ("LV", 21, "4a13c", 0, 4), ("LY", 25, "3n3n15n", 0, 3),
    ("MC", 27, "5n5n11c2n", 0, 5), ("MD", 24, "2c18c", 0, 2), ("ME", 22, "3n13n2n", 0, 3),
    ("MK", 19, "3n10c2n", 0, 3), ("MN", 20, "4n12n", 0, 4), ("MR", 27, "5n5n11n2n", 0, 5),
    ("MT", 31, "4a5n18c", 0, 4), ("MU", 30, "4a2n2n12n3n3a", 0, 6), ("NI", 28, "4a20n", 0, 4),
    ("NL", 18, "4a10n", 0, 4), ("NO", 15, "4n6n1n", 0, 4), ("OM", 23, "3n16c", 0, 3),
    ("PK", 24, "4a16c", 0, 4), ("PL", 28, "8n16n", 0, 8), ("PS", 29, "4a21c", 0, 4),
    ("PT", 25, "4n4n11n2n", 0, 4), ("QA", 29, "4a21c", 0, 4), ("RO", 24, "4a16c", 0, 4),
    ("RS", 22, "3n13n2n", 0, 3), ("RU", 33, "9n5n15c", 0, 9), ("SA", 24, "2n18c", 0, 2),
    ("SC", 31, "4a2n2n16n3a", 0, 6), ("SD", 18, "2n12n", 0, 2), ("SE", 24, "3n16n1n", 0, 3),
    ("SI", 19, "5n8n2n", 0, 5), ("SK", 24, "4n6n10n", 0, 4), ("SM", 27, "1a5n5n12c", 1, 5),
    ("SO", 23, "4n3n12n", 0, 4), ("ST", 25, "4n4n11n2n", 0, 4), ("SV", 28, "4a20n", 0, 4),
    ("TL", 23, "3n14n2n", 0, 3), ("TN", 24, "2n3n13n2n", 0, 2), ("TR", 26, "5n1n16c", 0, 5),
    ("UA", 29, "6n19c", 0, 6), ("VA", 22, "3n15n", 0, 3), ("VG", 24, "4a16n", 0, 4),
    ("XK", 20, "4n10n2n", 0, 2), ("YE", 30, "4a4n18c", 0, 4),
];

/// Countries whose banks write IBANs that the registry does not list ("partial" or "experimental").
/// One of these counts where it holds; where it fails, the text may still be an account number.
#[rustfmt::skip]
const UNREGISTERED: &[Row] = &[
    ("AO", 25, "21n", 0, 0), ("BF", 28, "2c22n", 0, 5), ("BJ", 28, "2c22n", 0, 5),
    ("CF", 27, "23n", 0, 5), ("CG", 27, "23n", 0, 5), ("CI", 28, "2a22n", 0, 5),
    ("CM", 27, "23n", 0, 5), ("CV", 25, "21n", 0, 4), ("DZ", 26, "22n", 0, 5),
    ("GA", 27, "23n", 0, 5), ("GQ", 27, "23n", 0, 5), ("GW", 25, "2c19n", 0, 0),
    ("IR", 26, "22n", 0, 0), ("KM", 27, "23n", 0, 0), ("MA", 28, "24n", 0, 5),
    ("MG", 27, "23n", 0, 0), ("ML", 28, "2c22n", 0, 5), ("MZ", 25, "21n", 0, 0),
    ("NE", 28, "2a22n", 0, 5), ("SN", 28, "2a22n", 0, 5), ("TD", 27, "23n", 0, 5),
    ("TG", 28, "2a22n", 0, 5),
];

/// What a text that may be an IBAN is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It holds: length, structure and check digits.
    Holds,
    /// It begins like one of a registered country and fails: a typing error, no other number.
    Fails,
    /// It does not begin like one.
    Other,
}

/// Judges upper-case letters and digits without separators.
pub(super) fn judge(compact: &str) -> Verdict {
    let Some(country) = opening(compact) else {
        return Verdict::Other;
    };
    match (find(REGISTERED, country), find(UNREGISTERED, country)) {
        (Some(row), _) if holds(compact, row) => Verdict::Holds,
        (Some(_), _) => Verdict::Fails,
        (None, Some(row)) if holds(compact, row) => Verdict::Holds,
        (None, _) => Verdict::Other,
    }
}

/// The bank's code in an IBAN that holds.
pub(super) fn bank_code(iban: &str) -> Option<&str> {
    let (_, _, _, from, count) = country_row(iban.get(..2)?)?;
    iban.get(4 + from..4 + from + count).filter(|code| !code.is_empty())
}

/// How long an IBAN of this country is.
pub(super) fn length_of(country: &str) -> Option<usize> {
    country_row(country).map(|row| row.1)
}

fn country_row(country: &str) -> Option<&'static Row> {
    find(REGISTERED, country).or_else(|| find(UNREGISTERED, country))
}

fn find(rows: &'static [Row], country: &str) -> Option<&'static Row> {
    rows.iter().find(|row| row.0 == country)
}

/// The country of a text that begins with two letters and two digits.
fn opening(compact: &str) -> Option<&str> {
    let (country, check) = (compact.get(..2)?, compact.get(2..4)?);
    let is_shaped =
        country.bytes().all(|b| b.is_ascii_uppercase()) && check.bytes().all(|b| b.is_ascii_digit());
    is_shaped.then_some(country)
}

fn holds(compact: &str, row: &Row) -> bool {
    let (Some(check), Some(rest)) = (compact.get(2..4), compact.get(4..)) else {
        return false;
    };
    // ISO 7064 makes check digits from 02 to 98; 00, 01 and 99 would pass the sum beside their twins.
    compact.len() == row.1
        && !matches!(check, "00" | "01" | "99")
        && has_structure(rest, row.2)
        && remainder(compact) == Some(1)
}

fn has_structure(rest: &str, structure: &str) -> bool {
    let mut characters = rest.bytes();
    let mut count = 0_usize;
    for symbol in structure.bytes() {
        if symbol.is_ascii_digit() {
            count = count * 10 + usize::from(symbol - b'0');
            continue;
        }
        for _ in 0..count {
            let fits = characters.next().is_some_and(|character| match symbol {
                b'n' => character.is_ascii_digit(),
                b'a' => character.is_ascii_uppercase(),
                _ => character.is_ascii_digit() || character.is_ascii_uppercase(),
            });
            if !fits {
                return false;
            }
        }
        count = 0;
    }
    characters.next().is_none()
}

/// ISO 7064 MOD 97-10 over the text with its first four characters moved to the end, letters being
/// the numbers 10 to 35.
fn remainder(compact: &str) -> Option<u32> {
    let (head, tail) = (compact.get(..4)?, compact.get(4..)?);
    let mut sum = 0_u32;
    for character in tail.chars().chain(head.chars()) {
        let value = character.to_digit(36)?;
        sum = if value < 10 { sum * 10 + value } else { sum * 100 + value } % 97;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::{REGISTERED, UNREGISTERED, Verdict, bank_code, judge};

    #[test]
    fn every_row_adds_up() {
        for (country, length, structure, from, count) in REGISTERED.iter().chain(UNREGISTERED) {
            let mut total = 4;
            let mut group = 0;
            for symbol in structure.chars() {
                if let Some(digit) = symbol.to_digit(10) {
                    group = group * 10 + digit as usize;
                } else {
                    assert!("nac".contains(symbol), "{country}");
                    total += group;
                    group = 0;
                }
            }
            assert_eq!(total, *length, "{country}");
            assert!(from + count + 4 <= *length, "{country}");
        }
        assert_eq!(REGISTERED.len(), 89);
        let mut countries: Vec<&str> = REGISTERED.iter().chain(UNREGISTERED).map(|row| row.0).collect();
        countries.sort_unstable();
        countries.dedup();
        assert_eq!(countries.len(), REGISTERED.len() + UNREGISTERED.len());
    }

    #[test]
    fn length_structure_and_sum_are_each_asked() {
        // The registry's own example for Germany.
        assert_eq!(judge("DE89370400440532013000"), Verdict::Holds);
        assert_eq!(bank_code("DE89370400440532013000"), Some("37040044"));
        // A digit changed, one too few, a letter where digits stand.
        assert_eq!(judge("DE89370400440532013001"), Verdict::Fails);
        assert_eq!(judge("DE8937040044053201300"), Verdict::Fails);
        assert_eq!(judge("DE89A70400440532013000"), Verdict::Fails);
        assert_eq!(judge("XX89370400440532013000"), Verdict::Other);
        assert_eq!(judge("MA89370400440532013000"), Verdict::Other);
        assert_eq!(judge("D"), Verdict::Other);
    }
}
