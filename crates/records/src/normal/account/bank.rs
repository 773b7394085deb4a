//! The bank beside an account number: a BIC, a sort code or a routing number.

/// ISO 3166-1 alpha-2, and `XK`, which SWIFT uses for Kosovo (as of 2026-01): the countries that a
/// BIC may name.
#[rustfmt::skip]
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL \
    BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM \
    DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY \
    HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC \
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE \
    NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD \
    SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA \
    UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Words that name the code standing behind them.
const LABELS: &[&str] = &[
    "BICSWIFT",
    "SWIFTBIC",
    "SWIFTCODE",
    "BICCODE",
    "BIC",
    "SWIFT",
    "SORTCODE",
    "SORT",
    "ROUTINGNUMBER",
    "ROUTING",
    "ABA",
    "BLZ",
    "BANKLEITZAHL",
    "BANKCODE",
    "BSB",
    "IFSC",
];

/// The bank in one spelling: a BIC of eight characters (eleven where it names a branch, `XXX` being
/// the head office), or the digits of a sort code or routing number. `None` for anything else, such
/// as a bank's name.
pub(super) fn parse(text: &str) -> Option<String> {
    if text.len() > 100 {
        return None;
    }
    let mut compact = String::new();
    for character in super::visible(text).chars() {
        if character.is_ascii_alphanumeric() {
            compact.push(character.to_ascii_uppercase());
        } else if !character.is_whitespace() && !"-./:_#()‐‑–".contains(character) {
            return None;
        }
    }
    code(&compact).or_else(|| LABELS.iter().find_map(|label| code(compact.strip_prefix(label)?)))
}

fn code(compact: &str) -> Option<String> {
    if compact.bytes().all(|b| b.is_ascii_digit()) {
        let is_zero = compact.bytes().all(|b| b == b'0');
        return ((3..=12).contains(&compact.len()) && !is_zero).then(|| compact.to_owned());
    }
    if is_bic(compact) {
        return Some(
            compact.strip_suffix("XXX").filter(|head| head.len() == 8).unwrap_or(compact).to_owned(),
        );
    }
    is_ifsc(compact).then(|| compact.to_owned())
}

/// ISO 9362: four characters of the party (letters, as every BIC so far has them), the country, two
/// of its place, and three of a branch or none.
fn is_bic(compact: &str) -> bool {
    let (Some(party), Some(country)) = (compact.get(..4), compact.get(4..6)) else {
        return false;
    };
    matches!(compact.len(), 8 | 11)
        && party.bytes().all(|b| b.is_ascii_uppercase())
        && COUNTRIES.split_whitespace().any(|known| known == country)
}

/// India's branch codes: four letters, a zero, six letters or digits.
fn is_ifsc(compact: &str) -> bool {
    compact.len() == 11
        && compact.bytes().take(4).all(|b| b.is_ascii_uppercase())
        && compact.as_bytes().get(4) == Some(&b'0')
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_bank_has_one_spelling() {
        for (text, expected) in [
            ("COBADEFF", "COBADEFF"),
            ("cobadeffxxx", "COBADEFF"),
            ("COBA DE FF XXX", "COBADEFF"),
            ("BIC: COBADEFFXXX", "COBADEFF"),
            ("SWIFT/BIC COBADEFF060", "COBADEFF060"),
            ("20-00-00", "200000"),
            ("Sort code 20 00 00", "200000"),
            ("BLZ 370 400 44", "37040044"),
            ("021000021", "021000021"),
            ("HDFC0000123", "HDFC0000123"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "Wise", "COBAQQFF", "COBADEF", "12", "000000", "Commerzbank AG", "1,5", "C0BADEFF"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
