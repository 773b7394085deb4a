//! Hosting and VPN networks, and the relays that are neither.

use std::sync::LazyLock;

use bonafide_records::normal::{Network, Range, RangeSet};

use super::Table;

/// A shipped list of network ranges. The head is read on first use, the ranges on the first question.
#[derive(Debug)]
struct NetworkList {
    table: LazyLock<Table>,
    ranges: LazyLock<RangeSet>,
}

static HOSTING: NetworkList = NetworkList {
    table: LazyLock::new(|| {
        Table::new("hosting-networks", include_str!("../../tables/hosting_networks.txt"))
    }),
    ranges: LazyLock::new(|| RangeSet::from_ranges(HOSTING.table.lines().filter_map(Range::parse))),
};
static RELAYS: NetworkList = NetworkList {
    table: LazyLock::new(|| Table::new("relay-networks", include_str!("../../tables/relay_networks.txt"))),
    ranges: LazyLock::new(|| RangeSet::from_ranges(RELAYS.table.lines().filter_map(Range::parse))),
};

/// Whether the network is a hosting provider's or a VPN's. A free list proves presence, never
/// absence; relays are taken out of it.
pub fn hosting_or_vpn(network: &Network) -> bool {
    HOSTING.ranges.holds(network)
}

/// Whether the network is a relay that a whole population stands behind (Apple Private Relay).
pub fn relay(network: &Network) -> bool {
    RELAYS.ranges.holds(network)
}

/// The table of hosting and VPN networks, for the manifest.
pub fn hosting_table() -> &'static Table {
    &HOSTING.table
}

/// The table of relays, for the manifest.
pub fn relay_table() -> &'static Table {
    &RELAYS.table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        Network::parse(text).unwrap()
    }

    #[test]
    fn every_line_of_the_tables_is_a_range() {
        for list in [&HOSTING, &RELAYS] {
            let lines: Vec<&str> = list.table.lines().collect();
            let unread: Vec<_> = lines.iter().filter(|line| Range::parse(line).is_none()).collect();
            assert!(unread.is_empty(), "{unread:?}");
            assert!(list.ranges.len() <= lines.len());
            assert_eq!(list.table.entries, lines.len() as u64);
            assert!(!list.table.date.is_empty() && list.table.licence.starts_with("MIT"));
        }
        assert!(HOSTING.ranges.len() > 20_000 && RELAYS.ranges.len() > 100);
    }

    #[test]
    fn hosting_is_hosting_and_a_relay_is_none() {
        assert!(hosting_or_vpn(&network("1.12.0.1")) && hosting_or_vpn(&network("2001:310::1")));
        assert!(relay(&network("104.28.28.1")) && relay(&network("2606:54c3:0:444::1")));
        for line in RELAYS.table.lines() {
            let first = network(line.split('/').next().unwrap());
            assert!(relay(&first) && !hosting_or_vpn(&first), "{line}");
        }
        for text in
            ["192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1", "10.0.0.1", "127.0.0.1", "::1"]
        {
            assert!(!hosting_or_vpn(&network(text)) && !relay(&network(text)), "{text}");
        }
    }
}
