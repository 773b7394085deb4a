//! Network addresses of the invented world.
//!
//! Lines at home and abroad lie in blocks that are assigned but not used on the public network
//! (11, 22, 26, 28 and 30.0.0.0/8), and in 2e5a::/16, which no registry has given to anybody:
//! public to look at, nobody's. Relay and VPN exits are real ranges, because a reader is meant to
//! know them.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::invent::Random;

/// A line: one address of the old protocol, one /64 of the new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    v4: u32,
    v6: u64,
}

/// Ranges of Apple's Private Relay, from its list of egress ranges.
const RELAY: [(u32, u32); 4] =
    [(0xACE1_4C00, 1_022), (0xACE1_F800, 1_022), (0xACE2_0800, 1_022), (0xACE2_BC00, 1_022)];

/// Exits of a commercial VPN, inside a range that public lists of VPN networks name.
const VPN: [u32; 3] = [0x9246_7522, 0x9246_7541, 0x9246_8622];

/// Where the firm's offices meet the network: addresses of the old and the new protocol.
pub const OFFICES: [[&str; 2]; 2] =
    [["26.41.7.16/28", "2e5a:ff01:7::/48"], ["26.203.88.40/29", "2e5a:ff02:9::/48"]];

/// What firm.toml says of a co-working space's line.
pub const SPACE: [&str; 2] = ["11.60.9.5/32", "2e5a:ff03:1:1::/64"];

/// The one address behind which a mobile carrier hides its subscribers.
const CARRIER: u32 = 0x1C5A_0C07;

impl Line {
    /// The line at the home of a running number and, below four million, of no other.
    pub fn home(serial: u64) -> Self {
        let bits = serial.wrapping_mul(0x2C_1B3D).wrapping_add(0x0F_1147) & 0x3F_FFFF;
        Self { v4: 0x1E00_0000 | ((bits as u32) << 2) | 1, v6: 0x2e5a_0100_0000_0000 | (bits << 8) }
    }

    /// A line where somebody stays for a while.
    pub fn elsewhere(number: u64) -> Self {
        let bits = number.wrapping_mul(0x2D_7A2D).wrapping_add(0x05_3391) & 0x3F_FFFF;
        Self { v4: 0x1600_0000 | ((bits as u32) << 2) | 2, v6: 0x2e5a_0200_0000_0000 | (bits << 8) }
    }

    /// An office's line.
    pub fn office(which: usize) -> Self {
        if which == 0 {
            Self { v4: 0x1A29_0712, v6: 0x2e5a_ff01_0007_0001 }
        } else {
            Self { v4: 0x1ACB_582A, v6: 0x2e5a_ff02_0009_0001 }
        }
    }

    /// The co-working space's line.
    pub fn space() -> Self {
        Self { v4: 0x0B3C_0905, v6: 0x2e5a_ff03_0001_0001 }
    }

    /// An address of the line: the old one, or one of a device in the new network.
    pub fn address(self, new: bool, device: u64) -> String {
        if new {
            Ipv6Addr::from((u128::from(self.v6) << 64) | u128::from(device | 1)).to_string()
        } else {
            Ipv4Addr::from(self.v4).to_string()
        }
    }
}

/// The carrier's address.
pub fn carrier() -> String {
    Ipv4Addr::from(CARRIER).to_string()
}

/// An exit of Private Relay, another one each time.
pub fn relay(random: &mut Random) -> String {
    let (base, width) = random.pick(&RELAY);
    Ipv4Addr::from(base + 1 + random.below(width as usize) as u32).to_string()
}

/// An exit of the VPN.
pub fn vpn(random: &mut Random) -> String {
    Ipv4Addr::from(random.pick(&VPN)).to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Line, carrier, relay, vpn};
    use crate::demo::invent::Random;

    #[test]
    fn every_home_has_a_line_of_its_own() {
        let mut seen = BTreeSet::new();
        for serial in 0..50_000 {
            assert!(seen.insert(Line::home(serial).address(false, 0)));
            assert!(seen.insert(Line::home(serial).address(true, 0)));
            assert!(seen.insert(Line::elsewhere(serial).address(false, 0)));
        }
    }

    #[test]
    fn known_exits_lie_in_their_ranges() {
        let mut random = Random::new(1);
        for _ in 0..200 {
            let exit = relay(&mut random);
            assert!(exit.starts_with("172.225.") || exit.starts_with("172.226."), "{exit}");
        }
        assert!(vpn(&mut random).starts_with("146.70."));
        assert_eq!(carrier(), "28.90.12.7");
        assert_eq!(Line::office(0).address(false, 0), "26.41.7.18");
        assert_eq!(Line::office(1).address(false, 0), "26.203.88.42");
        assert_eq!(Line::space().address(false, 0), "11.60.9.5");
        assert_eq!(Line::space().address(true, 8), "2e5a:ff03:1:1::9");
    }
}
