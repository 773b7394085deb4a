//! Whole tokens of a payment's texts that could be a contract's id.
//!
//! A payout names the contract it pays somewhere in its reference, end-to-end id or remittance
//! text. Which of those words is a contract's id only the other records know; here all are kept
//! that could be one, and nothing that surely is none: a date, an amount, an account. A bare number
//! of up to three digits, or one that could be a year, is kept only where it is the whole text or
//! stands behind a word for contract.

/// Most tokens of one payment.
pub(crate) const MOST: usize = 20;

/// Longest text that is looked at, in bytes.
const LONGEST_TEXT: usize = 4096;

/// Longest token, in characters, and shortest one of digits alone; with a letter two are enough.
const LONGEST: usize = 64;
const SHORTEST: usize = 4;
const SHORTEST_WITH_LETTER: usize = 2;

/// Beginnings of words behind which a bare number is a contract's.
const CONTRACT_WORDS: &[&str] =
    &["contract", "vertrag", "agreement", "contrat", "contrato", "contratto", "sopimus"];

/// Adds the tokens of a text to those found before, each once, at most [`MOST`].
pub(crate) fn add(text: &str, found: &mut Vec<String>) {
    let end = (0..=LONGEST_TEXT.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let words: Vec<&str> = text.get(..end).unwrap_or_default().split_whitespace().collect();
    if let [only] = words.as_slice() {
        push_short(only, found);
    }
    let mut at = 0;
    let mut after_contract = false;
    while let Some(word) = words.get(at) {
        let taken = account_at(words.get(at..).unwrap_or_default());
        if taken > 0 {
            at += taken;
            continue;
        }
        at += 1;
        if is_amount(word) {
            continue;
        }
        for part in word.split(is_separator).filter(|part| !part.is_empty()) {
            let lower = part.to_lowercase();
            if after_contract {
                push_short(part, found);
            }
            let is_filler =
                matches!(lower.as_str(), "no" | "nr" | "no." | "nr." | "id" | "number" | "nummer" | "ref");
            after_contract =
                CONTRACT_WORDS.iter().any(|begin| lower.starts_with(begin)) || (after_contract && is_filler);
            push(part, found);
            // `K-7/2026` may be an id as a whole, or hold one.
            for inner in part.split(['/', '+']).filter(|_| part.contains(['/', '+'])) {
                push(inner, found);
            }
        }
    }
}

/// What parts tokens beside blanks. A slash and a plus sign may stand inside one.
fn is_separator(character: char) -> bool {
    ",;:()[]{}<>#\"'|!?*=&“”„‘’«»".contains(character) || character.is_control()
}

fn push(part: &str, found: &mut Vec<String>) {
    let token = trimmed(part);
    let shortest = if token.chars().any(char::is_alphabetic) { SHORTEST_WITH_LETTER } else { SHORTEST };
    let could_be = (shortest..=LONGEST).contains(&token.chars().count())
        && token.chars().any(|c| c.is_ascii_digit())
        && !is_date(token)
        && !is_amount(token)
        && !is_iban(&compact(token));
    if could_be {
        keep(token, found);
    }
}

/// A bare number that is short or could be a year.
fn push_short(part: &str, found: &mut Vec<String>) {
    let token = trimmed(part);
    if (1..=SHORTEST).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_digit()) {
        keep(token, found);
    }
}

fn trimmed(part: &str) -> &str {
    part.trim_matches(|c: char| "-_./+".contains(c))
}

fn keep(token: &str, found: &mut Vec<String>) {
    if found.len() < MOST && !found.iter().any(|known| known == token) {
        found.push(token.to_owned());
    }
}

/// Whether a token is distinctive enough to tell payees apart by it: no short one, no ordinal.
pub(crate) fn is_distinctive(token: &str) -> bool {
    token.chars().count() >= SHORTEST && !is_date(token)
}

/// Whether a token is a number with a point or comma, with or without a currency.
fn is_amount(token: &str) -> bool {
    let bare = token.trim_matches(|c: char| "€$£-+()".contains(c));
    let bare = ["EUR", "USD", "GBP", "CHF"]
        .iter()
        .find_map(|code| bare.strip_prefix(code).or_else(|| bare.strip_suffix(code)))
        .unwrap_or(bare);
    !bare.is_empty()
        && bare.contains(['.', ',', '\''])
        && bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.ends_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\''))
}

/// Whether a token is a year, or a date written with dashes, dots or slashes: `2026-06`, `1.6.26`.
fn is_date(token: &str) -> bool {
    let is_year =
        |text: &str| text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1990..=2039).contains(&year));
    if is_year(token) {
        return true;
    }
    let small =
        |text: &str, most: u8| text.len() <= 2 && text.parse::<u8>().is_ok_and(|n| (1..=most).contains(&n));
    let day = token.split_once('T').map_or(token, |(day, _)| day);
    for separator in ['-', '.', '/', '_'] {
        let parts: Vec<&str> = day.split(separator).collect();
        let found = match parts.as_slice() {
            [year, month] if is_year(year) => small(month, 12),
            [month, year] if is_year(year) => small(month, 12),
            [year, month, day] if is_year(year) => small(month, 12) && small(day, 31),
            [first, second, year] if is_year(year) || year.len() == 2 => {
                small(first, 31) && small(second, 31)
            }
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}

/// How many words at the start are an IBAN together, written in groups or as one.
fn account_at(words: &[&str]) -> usize {
    let Some(first) = words.first() else { return 0 };
    if !begins_as_iban(first) {
        return 0;
    }
    let mut joined = String::new();
    for (index, word) in words.iter().take(10).enumerate() {
        joined.push_str(&compact(word));
        if joined.len() > 34 {
            return 0;
        }
        if is_iban(&joined) {
            return index + 1;
        }
    }
    0
}

fn begins_as_iban(word: &str) -> bool {
    let mut characters = word.chars();
    let letters = characters.by_ref().take(2).filter(char::is_ascii_alphabetic).count();
    letters == 2 && characters.take(2).filter(char::is_ascii_digit).count() == 2
}

fn compact(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether the check digits hold (ISO 7064, mod 97).
fn is_iban(text: &str) -> bool {
    if !(15..=34).contains(&text.len()) || !begins_as_iban(text) {
        return false;
    }
    let Some((head, rest)) = text.split_at_checked(4) else { return false };
    let mut remainder = 0_u32;
    for character in rest.chars().chain(head.chars()) {
        let Some(value) = character.to_digit(36) else { return false };
        remainder = if value < 10 { remainder * 10 + value } else { remainder * 100 + value } % 97;
    }
    remainder == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        add(text, &mut found);
        found
    }

    #[test]
    fn whole_tokens_are_kept_with_what_stands_inside_them() {
        assert_eq!(of("Invoice for contract K-1042, thanks"), ["K-1042"]);
        assert_eq!(of("(ref #DC_77.a) m3k9x2p"), ["DC_77.a", "m3k9x2p"]);
        assert_eq!(of("K-7/2026/01x K-1042/B"), ["K-7/2026/01x", "K-7", "01x", "K-1042/B", "K-1042"]);
        assert_eq!(of("EREF+K-1042 SVWZ+Gehalt"), ["EREF+K-1042", "K-1042"]);
        assert_eq!(of("Vertrag:4711."), ["4711"]);
        assert_eq!(of("C-7"), ["C-7"]);
        assert_eq!(of("pay for k7, thanks"), ["k7"]);
    }

    #[test]
    fn short_numbers_need_a_word_or_stand_alone() {
        for text in ["77", "2026", "31 ", "0042"] {
            assert_eq!(of(text), [text.trim()]);
        }
        assert_eq!(of("Contract 77, June 12"), ["77"]);
        assert_eq!(of("Vertrags-Nr. 31 vom 12 Mai"), ["31"]);
        assert_eq!(of("contract no 2026"), ["2026"]);
        for text in ["Salary 77", "31 May 2026", "12 days of May", "batch 4 of 9"] {
            assert!(of(text).is_empty(), "{text}: {:?}", of(text));
        }
    }

    #[test]
    fn dates_amounts_and_accounts_are_none() {
        for text in [
            "Salary 2026-06",
            "Gehalt 06/2026 vom 01.06.2026",
            "1.234,56 EUR",
            "EUR1,234.56",
            "1234,56",
            "DE89370400440532013000",
            "IBAN DE89 3704 0044 0532 0130 00",
            "June 2026",
            "abc no digits",
            "2026-06-01T10:00:00",
        ] {
            assert!(of(text).is_empty(), "{text}: {:?}", of(text));
        }
        assert_eq!(of("DE89 3704 0044 0532 0130 00 K-1042"), ["K-1042"]);
    }

    #[test]
    fn a_long_text_gives_a_bounded_number() {
        let text = (0..5000).map(|number| format!("K-{number:05} ")).collect::<Vec<_>>().concat();
        assert_eq!(of(&text).len(), MOST);
        assert!(of(&"9".repeat(100)).is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,200}") {
            let found = of(&text);
            prop_assert!(found.len() <= MOST);
            prop_assert!(found.iter().all(|token| text.contains(token.as_str())));
        }
    }
}
