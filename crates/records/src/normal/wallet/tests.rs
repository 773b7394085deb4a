use proptest::prelude::*;

use super::{Chain, NOBODYS, Wallet, normal_memo};

mod list_tests;
mod property_tests;

fn chain(text: &str) -> Option<Chain> {
    Wallet::parse(text).map(|wallet| wallet.chain())
}

fn key(text: &str) -> Option<String> {
    Wallet::parse(text).map(|wallet| wallet.key())
}

/// Addresses of public specifications and projects, with what they are.
#[rustfmt::skip]
const VECTORS: &[(&str, Chain)] = &[
    // EIP-55, "Test Cases": one case, then mixed.
    ("0x52908400098527886E0F7030069857D2E4169EE7", Chain::Evm),
    ("0x8617E340B3D01FA5F11F306F4090FD50E238070D", Chain::Evm),
    ("0xde709f2102306220921060314715629080e2fb77", Chain::Evm),
    ("0x27b1fdb04752bbc536007a920d24acb045561c26", Chain::Evm),
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", Chain::Evm),
    ("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", Chain::Evm),
    ("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", Chain::Evm),
    ("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", Chain::Evm),
    // BIP-173 and BIP-350, "Test vectors".
    ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", Chain::Bitcoin),
    ("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", Chain::Bitcoin),
    ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", Chain::Bitcoin),
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", Chain::Bitcoin),
    // Bitcoin's genesis block, and the example of BIP-13's kind in the CashAddr specification.
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", Chain::Bitcoin),
    ("3CWFddi6m4ndiGyKqzYvsFYagqDLPVMTzC", Chain::Bitcoin),
    // The CashAddr specification, "Examples of Address Translation".
    ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", Chain::BitcoinCash),
    ("qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy", Chain::BitcoinCash),
    ("BITCOINCASH:QQQ3728YW0Y47SQN6L2NA30MCW6ZM78DZQRE909M2R", Chain::BitcoinCash),
    ("ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq", Chain::BitcoinCash),
    // BIP-173's key under Litecoin's prefix.
    ("ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", Chain::Litecoin),
    // CIP-19, "Test Vectors": base, pointer and enterprise.
    ("addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x", Chain::Cardano),
    ("addr1gx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer5pnz75xxcrzqf96k", Chain::Cardano),
    ("addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8", Chain::Cardano),
    // SEP-23, "Valid test cases".
    ("GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ", Chain::Stellar),
    // The XRP Ledger's genesis account.
    ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", Chain::Ripple),
    // TON's documentation, "Address formats".
    ("EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF", Chain::Ton),
    ("UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA", Chain::Ton),
    // Substrate's well-known test key "Alice" under Polkadot's prefix.
    ("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", Chain::Polkadot),
    // The Monero project's own addresses for donations.
    ("44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A", Chain::Monero),
    ("888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H", Chain::Monero),
];

#[test]
fn the_specifications_vectors_hold() {
    for (text, expected) in VECTORS {
        assert_eq!(chain(text), Some(*expected), "{text}");
        let wallet = Wallet::parse(text).unwrap();
        assert_eq!(Wallet::parse(&wallet.full()), Some(wallet.clone()), "{text}");
        assert_eq!(Wallet::find(text), [wallet], "{text}");
    }
}

#[test]
fn what_fails_its_checksum_or_is_no_address_is_refused() {
    for text in [
        "",
        "0x",
        // EIP-55 with one letter's case changed; a digit short; a transaction.
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
        "0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b",
        "5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320",
        "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        // BIP-350, invalid: the first variant for version 1, the second for version 0, mixed case,
        // lengths, padding, version.
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kV8F3T4",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "1BitcoinEaterAddressDontSendf59kuF",
        // CashAddr under the wrong prefix, and of a test network.
        "bchtest:qpm2qsznhks23z7629mms6s4cwef74vcwvqcw003ap",
        // CIP-19's reward and test addresses.
        "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw",
        "addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz",
        "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGA",
        // TON's test network, Substrate's generic form.
        "kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP",
        "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
        // ICAP (the example of its page), an IBAN, words.
        "XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS",
        "iban:XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS",
        "GB29NWBK60161331926819",
        "bitcoin:",
        "https://example.org/",
    ] {
        assert_eq!(key(text), None, "{text}");
        assert_eq!(Wallet::find(text), [], "{text}");
    }
}

#[test]
fn spellings_of_one_address_are_one() {
    let evm = "evm:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
    let bitcoin = "btc:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    for (text, expected) in [
        ("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", evm),
        ("0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED", evm),
        (" \u{200b}0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\n", evm),
        ("ethereum:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed@1?value=2.014e18", evm),
        ("ethereum:pay-0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm),
        // EIP-681: the token's contract stands first, the payee in the query.
        (
            "ethereum:0x89205a3a3b2a69de6dbf7f01ed13b2108b2c43e7/transfer?address=0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed&uint256=1",
            evm,
        ),
        ("eip155:1:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", evm),
        ("matic:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", evm),
        ("https://etherscan.io/address/0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed#tokentxns", evm),
        ("USDT (ERC20): 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", evm),
        ("0x5aAeb6053F3E94C9b9A09 f33669435E7Ef1BeAed", evm),
        ("0x5aAeb6053F3E94C9b9A09\r\n  f33669435E7Ef1BeAed", evm),
        ("bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=0.01&label=pay", bitcoin),
        ("BITCOIN:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", bitcoin),
        ("bip122:000000000019d6689c085ae165831e93:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", bitcoin),
        ("BTC: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4.", bitcoin),
        ("\"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4\"", bitcoin),
        ("bc1qw508d6qejxtdg4y5r3 zarvary0c5xw7kv8f3t4", bitcoin),
        (
            "ton://transfer/EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF?amount=1",
            "ton:UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA",
        ),
        (
            "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff+W72r5gqPrHF",
            "ton:UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA",
        ),
        (
            "web+stellar:pay?destination=GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ&amount=1",
            "xlm:GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ",
        ),
        (
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a?amount=1",
            "bch:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        ),
    ] {
        assert_eq!(key(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_split_joins_only_under_a_checksum() {
    for text in [
        // One case: nothing says that the halves belong together.
        "0x5aaeb6053f3e94c9b9a09 f33669435e7ef1beaed",
        "0x5aAeb6053F3E94C9b9A09 f33669435E7Ef1BeAeD",
        // Two gaps.
        "bc1qw508d6 qejxtdg4y5r3 zarvary0c5xw7kv8f3t4",
        // Two addresses of two payees.
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    ] {
        assert_eq!(key(text), None, "{text}");
    }
}

#[test]
fn solana_needs_its_label() {
    let address = "So11111111111111111111111111111111111111112";
    for label in ["SOL", "Solana", "USDC-SOL", "USDC (Solana)", "usdt-spl", "USDCSOL", "network: solana"] {
        let wallet = Wallet::parse_labelled(address, Some(label)).unwrap_or_else(|| panic!("{label}"));
        assert_eq!(wallet.key(), format!("sol:{address}"));
        assert!(!wallet.takes_memo());
    }
    for label in ["", "USDC", "ETH", "Console", "absolute", "BTC"] {
        assert_eq!(Wallet::parse_labelled(address, Some(label)), None, "{label}");
    }
    assert_eq!(Wallet::parse(address), None);
    assert_eq!(chain("solana:So11111111111111111111111111111111111111112?amount=1"), Some(Chain::Solana));
    assert_eq!(chain("USDC (Solana) So11111111111111111111111111111111111111112"), Some(Chain::Solana));
    // A label never makes another chain's address Solana's.
    let labelled = Wallet::parse_labelled("T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb", Some("USDC-SOL"));
    assert_eq!(labelled.map(|wallet| wallet.chain()), Some(Chain::Tron));
}

#[test]
fn nobodys_addresses_are_known() {
    for text in NOBODYS {
        let wallet = Wallet::parse_labelled(text, Some("SOL")).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(wallet.full(), *text);
        assert!(wallet.is_nobodys(), "{text}");
    }
    assert!(VECTORS.iter().all(|(text, _)| !Wallet::parse(text).unwrap().is_nobodys()));
}

#[test]
fn masks_and_memos() {
    let wallet = Wallet::parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").unwrap();
    assert_eq!(wallet.masked(), "0x5aae…eaed");
    assert_eq!(Wallet::parse("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh").unwrap().masked(), "rHb9…tyTh");
    let with_memo: Vec<Chain> = VECTORS
        .iter()
        .filter_map(|(text, _)| Wallet::parse(text).filter(Wallet::takes_memo))
        .map(|w| w.chain())
        .collect();
    assert_eq!(with_memo, [Chain::Stellar, Chain::Ripple, Chain::Ton, Chain::Ton]);
    for (text, expected) in [
        ("417", Some("417")),
        (" 00417 ", Some("417")),
        ("'00417", Some("417")),
        ("417.0", Some("417")),
        ("Destination tag: 417", Some("417")),
        ("dt=417", Some("417")),
        ("#417", Some("417")),
        ("0", Some("0")),
        ("000", Some("0")),
        ("Ref aB  17", Some("Ref aB 17")),
        ("invoice: 17", Some("invoice: 17")),
        ("4.17E+08", None),
        ("", None),
        ("  ", None),
        ("memo:", None),
        ("None", None),
        ("N/A", None),
    ] {
        assert_eq!(normal_memo(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn addresses_are_found_in_a_text() {
    let text = "Salary 05/26; half to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, half\n\
        (bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=1) or T9yD14Nj9j7xAB4dbG\n\
        eiX9h8unkKHxuWwb. Again 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed; \
        tx 0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b \
        ref/15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5-2 \
        ethereum:0x89205a3a3b2a69de6dbf7f01ed13b2108b2c43e7/approve";
    let found: Vec<Chain> = Wallet::find(text).iter().map(Wallet::chain).collect();
    assert_eq!(found, [Chain::Evm, Chain::Bitcoin, Chain::Tron, Chain::Polkadot]);
}

#[test]
fn hostile_text_takes_little_time() {
    let started = std::time::Instant::now();
    for text in [
        "1".repeat(400_000),
        "1 ".repeat(200_000),
        "q1-".repeat(100_000),
        "111111111111111111111111111111111 ".repeat(2000),
    ] {
        assert!(Wallet::find(&text).len() <= 1);
        assert_eq!(Wallet::parse(&text), None);
    }
    // Generous, for a machine with other work.
    assert!(started.elapsed().as_secs() < 60);
}
