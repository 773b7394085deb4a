//! Lists of wallet addresses: tables, lines and the XML of sdn_advanced.xml and sdn.xml.

use bonafide_sources::read_wallet_lists;

use super::folder::Folder;
use super::promises;

/// Reads the bytes as a list.
pub fn check(data: &[u8]) {
    let folder = Folder::with(&[("list_2026-06-01.csv", data)]);
    let Ok(lists) = read_wallet_lists(&folder.path("list_2026-06-01.csv")) else {
        panic!("a file that is there is a list, be it an empty one")
    };
    for list in lists {
        promises::one_line(&list.date_from);
        assert!(!list.entries.is_empty() || !list.set_aside.is_empty(), "nothing read and nothing said");
        for (_, why) in &list.set_aside {
            promises::one_line(why);
        }
        for entry in &list.entries {
            promises::one_line(&entry.address);
            assert!(!entry.entry.chars().any(char::is_control), "{:?}", entry.entry);
        }
    }
}
