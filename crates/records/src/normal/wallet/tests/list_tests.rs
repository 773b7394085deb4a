//! Against the sanctions lists of real addresses, where they lie beside the repository.

use super::*;

fn rows(name: &str) -> Option<Vec<Vec<String>>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.ancestors().map(|folder| folder.join("shared/data/payments/sanctions").join(name));
    let Some(text) = found.into_iter().find_map(|path| std::fs::read_to_string(path).ok()) else {
        eprintln!("SKIPPED: shared/data/payments/sanctions/{name} is not there");
        return None;
    };
    let cells = |line: &str| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect();
    Some(text.lines().skip(1).map(cells).collect())
}

/// What the lists' own column calls each chain. Three of its words are guesses without a checksum,
/// which we settle:
///
/// * `sol?`: 32 bytes in Base58; none without a label, Solana with one.
/// * `xrp?`: Ripple, because the checksum in its alphabet holds.
/// * `unknown`: one Monero address written with letters of the wrong case, which fails, and one of
///   the former Binance chain (`bnb1…`, Bech32 on the Cosmos SDK), which holds.
/// * `hash64`: a listed view key, no address.
fn expected(kind: &str, address: &str) -> Option<Chain> {
    match kind {
        "evm" => Some(Chain::Evm),
        "btc" => Some(Chain::Bitcoin),
        "bch" => Some(Chain::BitcoinCash),
        "btg" => Some(Chain::BitcoinGold),
        "dash" => Some(Chain::Dash),
        "doge" => Some(Chain::Dogecoin),
        "ltc" => Some(Chain::Litecoin),
        "tron" => Some(Chain::Tron),
        "xmr" => Some(Chain::Monero),
        "xrp?" => Some(Chain::Ripple),
        "zec" => Some(Chain::Zcash),
        "unknown" if address.starts_with("bnb1") => Some(Chain::Cosmos),
        "unknown" | "hash64" | "sol?" => None,
        other => panic!("a kind that nobody explained: {other}"),
    }
}

#[test]
fn the_timeline_classifies_as_its_checksums_say() {
    let Some(rows) = rows("ofac_timeline.csv") else { return };
    for row in &rows {
        let (address, kind) = (row[0].as_str(), row[1].as_str());
        assert_eq!(chain(address), expected(kind, address), "{address} {kind}");
        if kind == "sol?" {
            let labelled = Wallet::parse_labelled(address, Some("SOL"));
            assert_eq!(labelled.map(|wallet| wallet.chain()), Some(Chain::Solana), "{address}");
        }
    }
    assert!(rows.len() > 1000);
}

#[test]
fn tickers_say_nothing() {
    let Some(rows) = rows("ofac_0xb10c_2024-09-27.csv") else { return };
    for row in &rows {
        let (ticker, address, kind) = (row[0].as_str(), row[1].as_str(), row[2].as_str());
        assert_eq!(chain(address), expected(kind, address), "{ticker} {address} {kind}");
        assert_eq!(
            Wallet::parse_labelled(address, Some(ticker)),
            Wallet::parse(address),
            "{ticker} {address}"
        );
    }
    assert!(rows.len() > 600);
}
