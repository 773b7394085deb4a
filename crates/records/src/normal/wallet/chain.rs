//! The chains whose addresses can be told by their checksum.

use std::fmt;

/// A public ledger, or a family of them whose addresses are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// Ethereum and the chains that share its addresses (Arbitrum, BNB Smart Chain, Polygon ...).
    Evm,
    /// Bitcoin; also what Bitcoin Cash, Bitcoin SV and Litecoin's older script addresses write in
    /// Bitcoin's own form.
    Bitcoin,
    /// Bitcoin Cash, as CashAddr; its older form is Bitcoin's.
    BitcoinCash,
    /// Bitcoin Gold.
    BitcoinGold,
    /// Litecoin.
    Litecoin,
    /// Dogecoin; Verge writes the same form.
    Dogecoin,
    /// Dash.
    Dash,
    /// Zcash: transparent and Sapling addresses.
    Zcash,
    /// TRON.
    Tron,
    /// Solana, whose addresses carry no checksum: only by label.
    Solana,
    /// The XRP Ledger.
    Ripple,
    /// Stellar.
    Stellar,
    /// Monero.
    Monero,
    /// Cardano's Shelley addresses.
    Cardano,
    /// The chains of the Cosmos SDK.
    Cosmos,
    /// TON.
    Ton,
    /// Polkadot.
    Polkadot,
}

impl Chain {
    /// The short name before the address in a key, stable: `evm`, `btc`, `tron`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Evm => "evm",
            Self::Bitcoin => "btc",
            Self::BitcoinCash => "bch",
            Self::BitcoinGold => "btg",
            Self::Litecoin => "ltc",
            Self::Dogecoin => "doge",
            Self::Dash => "dash",
            Self::Zcash => "zec",
            Self::Tron => "tron",
            Self::Solana => "sol",
            Self::Ripple => "xrp",
            Self::Stellar => "xlm",
            Self::Monero => "xmr",
            Self::Cardano => "ada",
            Self::Cosmos => "cosmos",
            Self::Ton => "ton",
            Self::Polkadot => "dot",
        }
    }
}

/// The name as people write it.
impl fmt::Display for Chain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Evm => "Ethereum or kin",
            Self::Bitcoin => "Bitcoin",
            Self::BitcoinCash => "Bitcoin Cash",
            Self::BitcoinGold => "Bitcoin Gold",
            Self::Litecoin => "Litecoin",
            Self::Dogecoin => "Dogecoin",
            Self::Dash => "Dash",
            Self::Zcash => "Zcash",
            Self::Tron => "TRON",
            Self::Solana => "Solana",
            Self::Ripple => "XRP Ledger",
            Self::Stellar => "Stellar",
            Self::Monero => "Monero",
            Self::Cardano => "Cardano",
            Self::Cosmos => "Cosmos",
            Self::Ton => "TON",
            Self::Polkadot => "Polkadot",
        })
    }
}

/// Whether a label names Solana or its token programme, as a word of its own or glued to a
/// stablecoin's ticker.
pub(super) fn names_solana(label: &str) -> bool {
    // A label is a word or two.
    label.len() <= 100
        && label.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
            let upper = word.to_ascii_uppercase();
            matches!(upper.as_str(), "SOL" | "SOLANA" | "SPL" | "USDCSOL" | "USDTSOL" | "USDCSPL" | "USDTSPL")
        })
}
