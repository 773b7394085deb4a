//! Wallet addresses: the checksum decides the chain.

/// A wallet address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wallet(String);

impl Wallet {
    /// An address as written.
    pub fn parse_labelled(text: &str, label: Option<&str>) -> Option<Self> {
        let _ = label;
        text.trim().starts_with("0x").then(|| Self(text.trim().to_ascii_lowercase()))
    }

    /// The key that decides equality.
    pub fn key(&self) -> String {
        self.0.clone()
    }

    /// Whether its chain tells customers of one address apart by a memo.
    pub fn takes_memo(&self) -> bool {
        false
    }

    /// The address as it may be shown without `--names`.
    pub fn masked(&self) -> String {
        self.0.chars().take(6).collect()
    }

    /// The address in full.
    pub fn full(&self) -> String {
        self.0.clone()
    }
}

/// A memo or destination tag in normal form.
pub fn normal_memo(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|memo| !memo.is_empty())
}
