//! Where an address stands in what was written: alone, in a URI, among words, over a line's end.

use std::collections::BTreeSet;

use super::super::written::visible;
use super::chain::names_solana;
use super::{LONGEST_ADDRESS, Wallet};

/// Longest cell that may hold one address with its URI.
const MAXIMUM_INPUT: usize = 1000;

/// What may stand around an address in a sentence.
const AROUND: &[char] = &[
    '"', '\'', '`', '“', '”', '„', '<', '>', '(', ')', '[', ']', '{', '}', ',', ';', '.', ':', '!', '?', '=',
    '*',
];

/// Reads a cell that holds one address.
pub(super) fn read(text: &str, is_solana: bool) -> Option<Wallet> {
    if text.len() > MAXIMUM_INPUT {
        return None;
    }
    let shown = visible(text);
    let words: Vec<&str> = shown
        .split_whitespace()
        .map(|word| word.trim_matches(AROUND))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 6 {
        return None;
    }
    let is_solana = is_solana || words.iter().any(|word| names_solana(word) && word.len() <= 12);
    let mut found =
        words.iter().filter_map(|word| Wallet::bare(word, is_solana).or_else(|| uri(word, is_solana)));
    if let Some(wallet) = found.next() {
        // One address beside short words; two addresses are no one's.
        let is_alone = found.all(|other| other == wallet);
        let others_are_short = words.iter().filter(|word| word.len() > 15).count() <= 1;
        return (is_alone && others_are_short).then_some(wallet);
    }
    match words.as_slice() {
        [first, second] => Wallet::joined(first.rsplit(':').next()?, second),
        _ => None,
    }
}

/// The address in a URI: of a payment (BIP-21, EIP-681, Solana Pay, `ton://transfer/…`), of an
/// account (CAIP-10), or of a page whose path ends in it.
fn uri(text: &str, is_solana: bool) -> Option<Wallet> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    if scheme.is_empty() || !is_scheme {
        return None;
    }
    let is_solana = is_solana || names_solana(scheme);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.trim_start_matches('/').trim_end_matches('/');
    let is_ethereum = scheme.eq_ignore_ascii_case("ethereum");
    // A call (`…/transfer?address=…`) goes to a token's contract; the payee is in the query.
    if (is_ethereum && path.contains('/')) || scheme.to_ascii_lowercase().starts_with("web+") {
        let names = ["address=", "destination="];
        let value =
            query.split('&').find_map(|part| names.iter().find_map(|name| part.strip_prefix(name)))?;
        return Wallet::bare(value, is_solana);
    }
    let last = path.rsplit(['/', ':']).next()?;
    let target = last.strip_prefix("pay-").unwrap_or(last);
    Wallet::bare(target.split(['@', '#']).next()?, is_solana)
}

/// All addresses in a text, each once, in order.
pub(super) fn find(text: &str) -> Vec<Wallet> {
    let shown = visible(text);
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    // The last piece of a word without any address, which the next may complete.
    let mut open: Option<&str> = None;
    for word in shown.split_whitespace() {
        let mut here = in_word(word);
        let first = pieces(word).next();
        if here.is_empty()
            && let (Some(before), Some(first)) = (open, first)
        {
            here.extend(Wallet::joined(before, first));
        }
        open = if here.is_empty() { pieces(word).last() } else { None };
        for wallet in here {
            if known.insert(wallet.clone()) {
                found.push(wallet);
            }
        }
    }
    found
}

fn in_word(word: &str) -> Vec<Wallet> {
    let trimmed = word.trim_matches(AROUND);
    // TON's older form has `+` and `/` inside.
    if let Some(wallet) = Wallet::bare(trimmed, false).or_else(|| uri(trimmed, false)) {
        return vec![wallet];
    }
    if trimmed.get(..9).is_some_and(|scheme| scheme.eq_ignore_ascii_case("ethereum:")) {
        // A call of a contract without payee: its address is the contract's.
        return Vec::new();
    }
    let mut found = Vec::new();
    for piece in pieces(word) {
        match Wallet::bare(piece, false) {
            Some(wallet) => found.push(wallet),
            None => found.extend(piece.split(['-', '_']).filter_map(|part| Wallet::bare(part, false))),
        }
    }
    found
}

/// Runs of the characters that addresses are made of, none longer than an address can be.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    word.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .filter(|piece| !piece.is_empty() && piece.len() <= LONGEST_ADDRESS)
}
