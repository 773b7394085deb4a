//! What a cell says: cleaned of what spreadsheets and exports put around and instead of values.

/// A cell's text without blanks, text markers of spreadsheets (`'049...`, `="049..."`) and words
/// that stand for nothing. `None` where nothing is left.
pub(crate) fn clean(cell: &str) -> Option<&str> {
    let blank = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}');
    let mut text = cell.trim_matches(blank);
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        text = inner.trim_matches(blank);
    }
    if let Some(rest) = text.strip_prefix('\'') {
        text = rest.trim_matches(blank);
    }
    if text.is_empty() || (text.len() <= 16 && is_nothing(text)) || is_error(text) {
        return None;
    }
    Some(text)
}

/// Words that exports write for an empty field, in English and German.
fn is_nothing(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "?",
        "n/a",
        "n.a.",
        "null",
        "(null)",
        "none",
        "nil",
        "nan",
        "k.a.",
        "k. a.",
        "keine",
        "keine angabe",
        "not provided",
        "not set",
        "unknown",
        "unbekannt",
        "tbd",
        "(blank)",
        "(leer)",
        "(none)",
        "0000-00-00",
        "nicht angegeben",
    ];
    let lower = text.to_lowercase();
    WORDS.contains(&lower.as_str())
}

/// Whether a cell holds nothing but the error that a spreadsheet writes where a formula fails.
pub(crate) fn is_error(cell: &str) -> bool {
    const ERRORS: &[&str] = &[
        "#n/a", "#nv", "#div/0!", "#ref!", "#bezug!", "#value!", "#wert!", "#name?", "#num!", "#zahl!",
        "#null!", "#spill!", "#calc!", "#error!", "err:502", "err:504", "err:508", "err:509", "err:511",
        "err:522", "err:523",
    ];
    let text = cell.trim();
    text.len() <= 16 && text.starts_with(['#', 'E', 'e']) && ERRORS.contains(&text.to_lowercase().as_str())
}

/// A number as a key: what a spreadsheet adds to whole numbers (`101.0`, `101,00`) is dropped.
pub(crate) fn plain_number(text: &str) -> &str {
    let Some((whole, fraction)) = text.split_once(['.', ',']) else { return text };
    let digits = |part: &str, test: fn(u8) -> bool| !part.is_empty() && part.bytes().all(test);
    if digits(whole, |b| b.is_ascii_digit()) && fraction.len() <= 2 && digits(fraction, |b| b == b'0') {
        return whole;
    }
    text
}

/// Whether a spreadsheet has rounded the number away, as in `4.2E+10`.
pub(crate) fn is_rounded(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    let power_digits = power.strip_prefix('+').unwrap_or_default();
    let number_fits = number.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && number.bytes().next().is_some_and(|b| b.is_ascii_digit());
    number_fits && !power_digits.is_empty() && power_digits.bytes().all(|b| b.is_ascii_digit())
}

/// A serial number in the form in which a number and a text are equal: upper case, without blanks,
/// a whole number without leading zeros. `None` for what stands in place of one.
pub(crate) fn serial(text: &str) -> Option<String> {
    let folded: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let number = plain_number(&folded);
    let plain =
        if number.bytes().all(|b| b.is_ascii_digit()) { number.trim_start_matches('0') } else { number };
    let placeholder =
        ["SYSTEMSERIALNUMBER", "DEFAULTSTRING", "TOBEFILLEDBYO.E.M.", "NOTSPECIFIED", "NOTAVAILABLE"];
    let same = plain.len() != 2 && plain.chars().all(|c| plain.starts_with(c));
    if plain.is_empty() || same || placeholder.contains(&plain) { None } else { Some(plain.to_owned()) }
}

/// The e-mail addresses of a cell, which may hold several.
pub(crate) fn mailboxes(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '|', '\n', ' ', '/']).map(str::trim).filter(|part| part.contains('@'))
}

/// The phone numbers of a cell, which may hold several: cut only where each part could be one.
pub(crate) fn phones(text: &str) -> Vec<&str> {
    let parts: Vec<&str> =
        text.split([';', ',', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let enough = |part: &&str| part.chars().filter(char::is_ascii_digit).count() >= 7;
    if parts.len() > 1 && parts.iter().all(enough) { parts } else { vec![text] }
}

/// The accounts, wallets or handles of a cell, which may hold several.
pub(crate) fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).take(20)
}

/// Whether a text in which no value was understood was meant as one: not where it says that there is
/// none, where it is masked and shows too little to compare, or where it is a mailbox, because some
/// are paid by e-mail.
pub(crate) fn is_meant(text: &str) -> bool {
    const NONE: &[&str] = &["not available", "not applicable", "pending", "ausstehend", "entfällt"];
    const MASKS: &[char] = &['*', '•', '●', '∙', '·', '⋅', '∗', '×', '○', '█', '▪', '…'];
    const MASKED: &[&str] = &["xxx", "##", "..", "ending", "ends in", "last four", "last 4", "endet auf"];
    let Some(text) = clean(text) else { return false };
    let lower = text.to_lowercase();
    // `0`, `0000`, `123456789`, `tba` and `n?` fill a field that must not be empty.
    let has_digit = lower.chars().any(|c| matches!(c, '1'..='9'));
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
    let counts_up = letters == 0 && digits.len() > 2 && "01234567890".contains(&digits);
    let is_filler = (!has_digit && letters < 4) || counts_up;
    let is_masked = lower.contains(MASKS) || MASKED.iter().any(|mark| lower.contains(*mark));
    !is_filler && !is_masked && !lower.contains('@') && !NONE.contains(&lower.as_str())
}

/// Two names out of one cell: `A and B`, `A; B`, `A & B`, `A, B` ... `None` unless there are two
/// different ones.
pub(crate) fn two_names(text: &str) -> Option<[String; 2]> {
    let separators: [&[&str]; 3] = [&[";", "\n", "|"], &["&", "+", "/", " and ", " und "], &[","]];
    for group in separators {
        let mut parts = vec![text];
        for separator in group {
            parts = parts.iter().flat_map(|part| part.split(separator)).collect();
        }
        let names: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
        let [first, rest @ ..] = names.as_slice() else { return None };
        if rest.is_empty() {
            continue;
        }
        let folded = bonafide_records::normal::fold_text(first);
        let second = rest.iter().find(|name| {
            let other = bonafide_records::normal::fold_text(name);
            !other.is_empty() && other != folded
        })?;
        return Some([(*first).to_owned(), (*second).to_owned()]);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_nothing_is_nothing() {
        for cell in ["", " ", "n/a", "N/A", "-", "NULL", "k.A.", "\u{a0}", "=\"\"", "'", "#REF!", " #n/a "] {
            assert_eq!(clean(cell), None, "{cell:?}");
        }
        assert_eq!(clean("=\"00123\""), Some("00123"));
        assert_eq!(clean(" '+49 30 23125 001 "), Some("+49 30 23125 001"));
        assert_eq!(clean("Keiner"), Some("Keiner"));
    }

    #[test]
    fn errors_of_spreadsheets_are_no_values() {
        for error in ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NV", "Err:504"] {
            assert!(is_error(error), "{error}");
            assert_eq!(clean(error), None, "{error}");
        }
        for text in ["", "n/a", "#", "#1", "# N/A", "Error", "Erna", "#NAME? no"] {
            assert!(!is_error(text), "{text}");
        }
    }

    #[test]
    fn numbers_as_spreadsheets_write_them() {
        assert_eq!(
            (plain_number("101.0"), plain_number("101,00"), plain_number("1.5")),
            ("101", "101", "1.5")
        );
        assert_eq!(plain_number("1.000"), "1.000");
        assert!(is_rounded("4.2E+10") && is_rounded("4,2E+10") && !is_rounded("4E10") && !is_rounded("PE+1"));
        assert_eq!(serial("00123456"), serial("123456.0"));
        assert_eq!(serial("c02 xg1 jhd5").as_deref(), Some("C02XG1JHD5"));
        assert_eq!((serial("0"), serial("xxxxxx"), serial("Default string")), (None, None, None));
    }

    #[test]
    fn two_people_are_two_different_names() {
        let two = |text| two_names(text).map(|names| names.join("|"));
        for text in [
            "Ada L; Max M",
            "Ada L and Max M",
            "Ada L und Max M",
            "Ada L, Max M",
            "Ada L & Max M",
            "Ada L/Max M",
        ] {
            assert_eq!(two(text).as_deref(), Some("Ada L|Max M"), "{text}");
        }
        assert_eq!(two("L, Ada; M, Max").as_deref(), Some("L, Ada|M, Max"));
        for text in ["Ada L", "Ada L; ada l", "", ";", "Ada Brand"] {
            assert_eq!(two(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_meant_as_an_account() {
        for text in ["DE88 3704 0044 0532 0130 00", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "by cheque"]
        {
            assert!(is_meant(text), "{text}");
        }
        for text in
            ["n/a", "-", "0000", "tba", "**** 12", "DE88 XXXX", "ending in 7", "0x5a…AeD", "a@example.org"]
        {
            assert!(!is_meant(text), "{text}");
        }
    }

    #[test]
    fn a_slash_inside_a_german_number_does_not_cut_it() {
        assert_eq!(phones("030/23125 001"), ["030/23125 001"]);
        assert_eq!(phones("+49 30 23125 001; +49 30 23125 002").len(), 2);
        assert_eq!(phones("+49 30 23125 001, ext 5").len(), 1);
    }
}
