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
    let mut first_of_them = None;
    let mut holding = 0_u64;
    for entry in &list.entries {
        let Some(wallet) = Wallet::parse_labelled(&entry.address, entry.asset.as_deref()) else {
            not_understood += 1;
            first_of_them.get_or_insert_with(|| entry.place.clone());
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
        let entries = match not_understood {
            1 => "1 entry holds".to_owned(),
            many => format!("{many} entries, this the first, hold"),
        };
        let why = format!(
            "{entries} no address whose checksum or label is understood: not compared, check it against the list's publisher"
        );
        collector.set_aside(first_of_them, why);
    }
    collector.listed(&Source::new(WORD));
    let read = ListRead { name: list.name, date: list.date, sha256: list.sha256, entries: holding };
    collector.reading.lists.push(read);
}

#[cfg(test)]
mod tests {
    use bonafide_records::{Firm, Place};

    use super::*;

    /// What is set aside of a list with these lines.
    fn said(lines: &str) -> Vec<(Option<Place>, String)> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, lines).unwrap();
        let mut collector = Collector::new(Firm::default());
        read(&[path], &mut collector).unwrap();
        collector.reading.set_aside.into_iter().map(|aside| (aside.place, aside.why)).collect()
    }

    #[test]
    fn entries_without_a_known_checksum_are_told_by_the_first() {
        let ether = "0x00000000000000000000000000000000000000aa";
        let one = said(&format!("address\n{ether}\n1BonafideExampleAddressXXXW4hZ8gG\n"));
        assert_eq!(one.len(), 1, "{one:?}");
        assert_eq!(one[0].0, Some(Place::Line(3)));
        assert!(one[0].1.starts_with("1 entry holds no address whose checksum"), "{one:?}");
        let two = said("address\n1BonafideExampleAddressXXXW4hZ8gG\n1BonafideExampleAddressXXXW4hZ8gH\n");
        assert_eq!(two[0].0, Some(Place::Line(2)));
        assert!(two[0].1.starts_with("2 entries, this the first, hold no address"), "{two:?}");
    }
}
