//! Bank accounts: IBANs, national account numbers and what a masked number still says.

mod bank;
mod iban;
mod partial;

use super::written::visible;
use iban::Verdict;
use partial::{Partial, Reading};

/// A bank account: an IBAN, an account number with or without its bank, or the shown end of a
/// masked one.
///
/// An IBAN must have its country's length and structure and the right check digits; the national
/// check digits inside (France, Italy and others) are not asked. A national number has none, so
/// only its shape is: 4 to 34 letters and digits, leading zeros kept.
///
/// ```
/// use bonafide_records::normal::Account;
/// let iban = Account::parse("IBAN: de89 3704 0044 0532 0130 00", None).unwrap();
/// assert_eq!(iban.key(), "DE89370400440532013000");
/// assert_eq!(iban.country(), Some("DE"));
/// assert_eq!(iban.masked(), "DE… 3000");
/// let number = Account::parse("0532-0130", Some("COBADEFFXXX")).unwrap();
/// assert_eq!(number.key(), "COBADEFF/05320130");
/// let shown = Account::parse("**** 3000", None).unwrap();
/// assert!(shown.is_partial());
/// assert_eq!(shown.last_four(), iban.last_four());
/// assert!(Account::parse("DE88 3704 0044 0532 0130 00", None).is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account {
    kind: Kind,
    /// The bank beside the number; an IBAN's is in the number.
    bank: Option<String>,
    /// The country of a masked IBAN; an IBAN's is in the number.
    country: Option<String>,
    /// Upper-case letters and digits: the whole number, or its last four.
    number: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Iban,
    Number,
    Partial,
}

/// Longest cell that may hold one account, with its label and separators.
const MAXIMUM_INPUT: usize = 300;

impl Account {
    /// Parses an account as written. `bank` is what the same row says of the bank: a BIC, a sort
    /// code or a routing number; anything else in it (a name) counts as none.
    ///
    /// `None` for an IBAN that fails, for what a spreadsheet has rounded (`4.2E+10`), for a masked
    /// number that shows less than four characters, for numbers of one digit repeated or of digits
    /// counting up, for wallets and for what is no number at all.
    pub fn parse(text: &str, bank: Option<&str>) -> Option<Self> {
        if text.len() > MAXIMUM_INPUT || super::Wallet::parse(text).is_some() {
            return None;
        }
        let upper = visible(text).trim().to_uppercase();
        let unlabelled = without_label(&upper);
        if let Some(iban) = whole_iban(unlabelled) {
            return Some(Self { kind: Kind::Iban, bank: None, country: None, number: iban });
        }
        let bank = bank.and_then(bank::parse);
        let masked = |Partial { country, last_four }| Self {
            kind: Kind::Partial,
            bank: bank.clone(),
            country,
            number: last_four,
        };
        match partial::read(unlabelled) {
            Reading::Partial(shown) => return Some(masked(shown)),
            Reading::Hidden => return None,
            Reading::Whole => {}
        }
        if is_rounded(unlabelled) {
            return None;
        }
        // A table tool writes whole numbers as `12345678.0`.
        let compact = compact(unlabelled.strip_suffix(".0").unwrap_or(unlabelled))?;
        // A separator may stand inside the mask: `X.X3000`.
        match partial::read(&compact) {
            Reading::Partial(shown) => return Some(masked(shown)),
            Reading::Hidden => return None,
            Reading::Whole => {}
        }
        let is_none = is_icap(&compact) || !is_number(&compact) || is_like_base58(text);
        if iban::judge(&compact) == Verdict::Fails || is_none {
            return None;
        }
        Some(Self { kind: Kind::Number, bank, country: None, number: compact })
    }

    /// The key that decides equality: the IBAN; `BANK/NUMBER`, or `/NUMBER` where no bank is known;
    /// of a masked number `BANK/…3000`, with the country of a masked IBAN where no bank is known.
    pub fn key(&self) -> String {
        let bank = self.bank.as_deref().or(self.country.as_deref()).unwrap_or_default();
        match self.kind {
            Kind::Iban => self.number.clone(),
            Kind::Number => format!("{bank}/{}", self.number),
            Kind::Partial => format!("{bank}/…{}", self.number),
        }
    }

    /// The country of an IBAN, masked or whole, as its two letters.
    pub fn country(&self) -> Option<&str> {
        match self.kind {
            Kind::Iban => self.number.get(..2),
            Kind::Number | Kind::Partial => self.country.as_deref(),
        }
    }

    /// The bank: an IBAN's national bank code, else what the row says beside the number, as BIC
    /// (`XXX` dropped) or digits.
    pub fn bank(&self) -> Option<String> {
        match self.kind {
            Kind::Iban => iban::bank_code(&self.number).map(str::to_owned),
            Kind::Number | Kind::Partial => self.bank.clone(),
        }
    }

    /// The last four characters.
    pub fn last_four(&self) -> Option<String> {
        self.ending(4).map(str::to_owned)
    }

    /// Whether this is a whole IBAN.
    pub fn is_iban(&self) -> bool {
        self.kind == Kind::Iban
    }

    /// Whether only the end of the number is known.
    pub fn is_partial(&self) -> bool {
        self.kind == Kind::Partial
    }

    /// Country and last four characters; of a number shorter than eight no more than its half.
    pub fn masked(&self) -> String {
        let shown = if self.is_partial() { 4 } else { (self.number.len() / 2).min(4) };
        format!("{}… {}", self.country().unwrap_or_default(), self.ending(shown).unwrap_or_default())
    }

    /// The number in full, as far as it is known. With [`Account::bank`] beside it, it parses to the
    /// same account again.
    pub fn full(&self) -> String {
        match self.kind {
            Kind::Iban | Kind::Number => self.number.clone(),
            Kind::Partial => format!("{}…{}", self.country.as_deref().unwrap_or_default(), self.number),
        }
    }

    fn ending(&self, count: usize) -> Option<&str> {
        self.number.get(self.number.len().checked_sub(count)?..)
    }
}

/// Whether a country, by its ISO 3166-1 alpha-2 code, is in the European Economic Area: the 27
/// states of the European Union with Iceland, Liechtenstein and Norway.
///
/// As of 2026-01-01, by the Agreement on the European Economic Area (OJ L 1, 3.1.1994, p. 3) and the
/// Union's membership since the United Kingdom left it on 2020-02-01. Switzerland is in the single
/// euro payments area, not in this one.
pub fn is_eea(country: &str) -> bool {
    const MEMBERS: &str =
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";
    MEMBERS.split(' ').any(|member| member.eq_ignore_ascii_case(country.trim()))
}

/// What people write before a number, in upper case; the longest first where one begins another.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "IBAN-NR", "IBAN NR", "IBAN NO", "IBAN NUMBER", "IBAN",
    "BANK ACCOUNT NUMBER", "BANK ACCOUNT", "ACCOUNT NUMBER", "ACCOUNT NO", "ACCOUNT", "ACCT NO", "ACCT", "ACC NO", "A/C NO", "A/C",
    "KONTONUMMER", "KONTO-NR", "KONTO NR", "KONTO", "KTO-NR", "KTO NR", "KTO", "BANKVERBINDUNG",
];

/// The text without quotes and labels. A spreadsheet's quote for text (`'0123`) is one.
fn without_label(upper: &str) -> &str {
    let quotes: &[char] = &['\'', '"', '`', '’', '‘', '“', '”', '=', ' '];
    let mut rest = upper.trim_matches(quotes);
    // One label may stand before another: `Konto: IBAN DE…`.
    while let Some(behind) = LABELS.iter().find_map(|label| rest.strip_prefix(label)) {
        rest = behind.trim_start_matches(|c: char| c.is_whitespace() || ":#='\"".contains(c));
        // `Kto. 4711`, but `...3000` is masked.
        if !rest.starts_with("..") {
            rest = rest.trim_start_matches('.').trim_start();
        }
    }
    rest
}

/// The IBAN that the text is, or that stands in it before a bank's name or code in brackets or
/// behind a comma or `BIC`.
fn whole_iban(text: &str) -> Option<String> {
    let end =
        text.find(['(', ',', ';', '|', '[']).or_else(|| text.find(" BIC")).or_else(|| text.find(" SWIFT"));
    [Some(text), text.get(..end.unwrap_or(0))]
        .into_iter()
        .flatten()
        .filter_map(compact)
        .find(|candidate| iban::judge(candidate) == Verdict::Holds)
}

/// Letters and digits without separators; `None` where anything else stands between.
fn compact(upper: &str) -> Option<String> {
    let mut compact = String::with_capacity(upper.len());
    for character in upper.chars() {
        if character.is_ascii_alphanumeric() {
            compact.push(character);
        } else if !character.is_whitespace() && !"-./_‐‑‒–".contains(character) {
            return None;
        }
    }
    Some(compact)
}

/// Whether a spreadsheet has written the number with an exponent, its last digits lost.
fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once('E') else {
        return false;
    };
    let digits = exponent.trim_start_matches(['+', '-']);
    let is_signed = digits.len() < exponent.len();
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !mantissa.is_empty()
        && mantissa.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        && (is_signed || mantissa.contains(['.', ',']))
}

/// Ethereum's client address in the dress of an IBAN, `XE` and check digits: no bank knows it.
fn is_icap(compact: &str) -> bool {
    matches!(compact.len(), 34 | 35)
        && compact.starts_with("XE")
        && compact.bytes().skip(2).take(2).all(|b| b.is_ascii_digit())
}

/// A wallet in Base58 whose checksum does not hold: no bank writes letters of both sizes into a long
/// number.
fn is_like_base58(text: &str) -> bool {
    let bare = text.trim();
    let has = |test: fn(&u8) -> bool| bare.as_bytes().iter().any(test);
    (25..=64).contains(&bare.len())
        && bare.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
}

/// 4 to 34 characters with at least four digits, that are not one digit again and again nor digits
/// counting up, which people type to get past a form.
fn is_number(compact: &str) -> bool {
    let digits = compact.bytes().filter(u8::is_ascii_digit).count();
    let first = compact.bytes().next();
    (4..=34).contains(&compact.len())
        && digits >= 4
        && !compact.bytes().all(|b| Some(b) == first)
        && !"01234567890".contains(compact)
}

#[cfg(test)]
mod tests;
