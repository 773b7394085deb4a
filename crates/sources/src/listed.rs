//! Lists of wallets that the user gave, taken into the reading.

use std::path::PathBuf;

use bonafide_records::normal::Wallet;
use bonafide_records::reading::ListRead;
use bonafide_records::{ListedWallet, Source};

use crate::collector::Collector;
use crate::error::SourceError;
use crate::lists::{WalletList, read_wallet_lists};

/// The word of such lists, as rows of the catalogue name them.
const WORD: &str = "ofac-list";

/// Reads the lists under the given paths into the collector.
pub(crate) fn read(paths: &[PathBuf], collector: &mut Collector) -> Result<(), SourceError> {
    for path in paths {
        for list in read_wallet_lists(path)? {
            take(list, collector);
        }
    }
    Ok(())
}

fn take(list: WalletList, collector: &mut Collector) {
    collector.begin(&list.name, list.sha256);
    let number = collector.reading.lists.len();
    let mut not_understood = 0_u64;
    let mut holding = 0_u64;
    for entry in &list.entries {
        let Some(wallet) = Wallet::parse_labelled(&entry.address, entry.asset.as_deref()) else {
            not_understood += 1;
            continue;
        };
        holding += u64::from(entry.removed.is_none());
        collector.count_read();
        let citation = collector.cite_digest(entry.place.clone(), entry.digest, "address");
        collector.reading.listed_wallets.push(ListedWallet {
            list: number,
            wallet,
            entry: entry.entry.clone(),
            removed: entry.removed,
            citation,
        });
    }
    if list.entries.is_empty() && list.set_aside.len() == 1 {
        let why = list.set_aside.first().map(|(_, why)| why.clone()).unwrap_or_default();
        let hint = "give a CSV with an address column, or the office's sdn_advanced.xml";
        collector.unread(&list.name, why, hint);
        return;
    }
    for (place, why) in list.set_aside {
        collector.set_aside(place, why);
    }
    if not_understood > 0 {
        let why = format!(
            "{not_understood} entries hold no address whose checksum or label is understood: not compared"
        );
        collector.set_aside(None, why);
    }
    collector.listed(&Source::new(WORD));
    let read = ListRead { name: list.name, date: list.date, sha256: list.sha256, entries: holding };
    collector.reading.lists.push(read);
}
