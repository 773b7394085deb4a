//! Networks that link nobody: hosting, VPN and relays.

use bonafide_records::normal::Network;

/// Whether the address lies in a network of a hosting or VPN service.
pub fn hosting_or_vpn(network: &Network) -> bool {
    let _ = network;
    false
}

/// Whether the address is a privacy relay's.
pub fn relay(network: &Network) -> bool {
    let _ = network;
    false
}
