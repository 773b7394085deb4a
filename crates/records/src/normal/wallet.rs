//! Wallets: addresses of public ledgers. The checksum decides the chain, never a label.

mod base58;
mod bech32;
mod chain;
mod cyclic;
mod evm;
mod memo;
mod monero;
mod polkadot;
mod reading;

pub use chain::Chain;
pub use memo::normal_memo;

/// An address of a public ledger whose checksum holds.
///
/// Each chain's address has one spelling here: lower case where the chain compares so (Ethereum and
/// its kin, Bech32, CashAddr), upper case for Stellar, the form that bounces nothing for TON, and as
/// written for the rest.
///
/// ```
/// use bonafide_records::normal::{Chain, Wallet};
/// let written = Wallet::parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").unwrap();
/// assert_eq!(written.chain(), Chain::Evm);
/// assert_eq!(written.key(), "evm:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
/// assert_eq!(written.masked(), "0x5aae…eaed");
/// // One letter in the other case: the checksum in the letters' case (EIP-55) fails.
/// assert!(Wallet::parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wallet {
    chain: Chain,
    address: String,
}

/// Characters of the longest address known, Monero's with a payment id (106) and Cardano's (103),
/// with some room.
const LONGEST_ADDRESS: usize = 120;

impl Wallet {
    /// Parses one address as written: alone, in a URI (`bitcoin:…?amount=1`, `ethereum:0x…@1`,
    /// `eip155:1:0x…`, a link to an explorer), beside a short word or two (`USDT TRC20 T…`), or split
    /// by one space or line break where the joined address has a checksum that holds.
    ///
    /// `None` where no checksum holds, for 64 hexadecimal digits (a transaction or a view key), and
    /// for Ethereum's ICAP. An address of hexadecimal letters in one case carries no checksum and
    /// counts. Solana's carry none and need a label: see [`Wallet::parse_labelled`].
    ///
    /// Read are the main networks only; not Zcash's unified, Cardano's Byron and the XRP Ledger's
    /// X-addresses.
    pub fn parse(text: &str) -> Option<Self> {
        reading::read(text, false)
    }

    /// As [`Wallet::parse`], and 32 bytes in Base58 are Solana's where the label of the row (asset,
    /// network, column) names it: `SOL`, `Solana`, `USDC-SOL`, `USDT-SPL`. No other label changes
    /// anything.
    ///
    /// ```
    /// use bonafide_records::normal::{Chain, Wallet};
    /// let address = "1nc1nerator11111111111111111111111111111111";
    /// let wallet = Wallet::parse_labelled(address, Some("USDC-SOL")).unwrap();
    /// assert_eq!(wallet.chain(), Chain::Solana);
    /// assert!(Wallet::parse_labelled(address, Some("USDC")).is_none());
    /// ```
    pub fn parse_labelled(text: &str, label: Option<&str>) -> Option<Self> {
        reading::read(text, label.is_some_and(chain::names_solana))
    }

    /// The wallets in a longer text, such as a memo or a remittance text, each once, in order. An
    /// address of Solana is found only in a URI that says so.
    ///
    /// ```
    /// use bonafide_records::normal::Wallet;
    /// let text = "pay half to 1BitcoinEaterAddressDontSendf59kuE, rest as last month";
    /// assert_eq!(Wallet::find(text).len(), 1);
    /// ```
    pub fn find(text: &str) -> Vec<Self> {
        reading::find(text)
    }

    /// The wallet of a bare address, nothing around it.
    fn bare(text: &str, is_solana: bool) -> Option<Self> {
        if !(25..=LONGEST_ADDRESS).contains(&text.len()) || !text.is_ascii() {
            return None;
        }
        let wallet = |chain, address: String| Some(Self { chain, address });
        if let Some(address) = evm::address(text) {
            return wallet(Chain::Evm, address);
        }
        if let Some(chain) = bech32::chain(text) {
            return wallet(chain, text.to_ascii_lowercase());
        }
        if let Some(address) = bech32::cash_address(text) {
            return wallet(Chain::BitcoinCash, address);
        }
        if let Some(chain) = base58::chain(text) {
            return wallet(chain, text.to_owned());
        }
        if let Some(address) = cyclic::stellar(text) {
            return wallet(Chain::Stellar, address);
        }
        if let Some(address) = cyclic::ton(text) {
            return wallet(Chain::Ton, address);
        }
        if monero::is_address(text) {
            return wallet(Chain::Monero, text.to_owned());
        }
        if polkadot::is_address(text) {
            return wallet(Chain::Polkadot, text.to_owned());
        }
        if is_solana && base58::decode(text).is_some_and(|bytes| bytes.len() == 32) {
            return wallet(Chain::Solana, text.to_owned());
        }
        None
    }

    /// The wallet of an address joined from two halves: its checksum must say so.
    fn joined(first: &str, second: &str) -> Option<Self> {
        if first.len().saturating_add(second.len()) > LONGEST_ADDRESS {
            return None;
        }
        let text = format!("{first}{second}");
        let wallet = Self::bare(&text, false)?;
        (wallet.chain != Chain::Evm || evm::is_mixed(&text)).then_some(wallet)
    }

    /// The key that decides equality: the chain's short name and the address, `evm:0x…`, `btc:bc1…`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.chain.id(), self.address)
    }

    /// The chain that the checksum names.
    pub fn chain(&self) -> Chain {
        self.chain
    }

    /// The address in its one spelling.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether many customers of one exchange may share an address of this chain, told apart by a
    /// memo or destination tag: then the address alone makes no two payees one.
    pub fn takes_memo(&self) -> bool {
        matches!(self.chain, Chain::Ripple | Chain::Stellar | Chain::Cosmos | Chain::Ton)
    }

    /// Whether this is one of the well-known addresses that nobody holds a key of (zero addresses
    /// and "burn" addresses): two payees with it have nothing in common.
    pub fn is_nobodys(&self) -> bool {
        NOBODYS.contains(&self.address.as_str())
    }

    /// The first four and last four characters, `0x` not counted.
    pub fn masked(&self) -> String {
        let (prefix, rest) = match self.address.strip_prefix("0x") {
            Some(rest) => ("0x", rest),
            None => ("", self.address.as_str()),
        };
        let last = rest.get(rest.len().saturating_sub(4)..).unwrap_or_default();
        format!("{prefix}{}…{last}", rest.get(..4).unwrap_or_default())
    }

    /// The address in full. It parses to the same wallet again (Solana's with its label).
    pub fn full(&self) -> String {
        self.address.clone()
    }
}

/// Public knowledge of each chain's documentation and explorers, as of 2026-01.
const NOBODYS: &[&str] = &[
    "0x0000000000000000000000000000000000000000",
    "0x000000000000000000000000000000000000dead",
    "0xdead000000000000000042069420694206942069",
    "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
    "1111111111111111111114oLvT2",
    "1BitcoinEaterAddressDontSendf59kuE",
    "1CounterpartyXXXXXXXXXXXXXXXUWLpVr",
    "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb",
    "11111111111111111111111111111111",
    "1nc1nerator11111111111111111111111111111111",
    "rrrrrrrrrrrrrrrrrrrrrhoLvTp",
    "rrrrrrrrrrrrrrrrrrrrBZbvji",
    "GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAWHF",
    "UQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJKZ",
];

#[cfg(test)]
mod tests;
