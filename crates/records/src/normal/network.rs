//! Network addresses by the line they stand for, and ranges of them.

mod range;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub use range::{Range, RangeSet};

/// One network address as it is used: an IPv4 address, or the /64 of an IPv6 address.
///
/// A line gets one IPv4 address or one IPv6 /64 at least; within the /64 each device changes its
/// address daily (RFC 8981), so the lower half says nothing. Zone, brackets, port, spelling and an
/// IPv4 address inside an IPv6 one make no difference.
///
/// ```
/// use bonafide_records::normal::Network;
/// let network = Network::parse("[2001:DB8:1:2::7%25en0]:443").unwrap();
/// assert_eq!(network.key(), "2001:db8:1:2::/64");
/// assert_eq!(network.masked(), "2001:db8:…");
/// let mapped = Network::parse("::ffff:192.0.2.1").unwrap();
/// assert_eq!(Some(mapped), Network::parse("192.0.2.1:5050"));
/// assert_eq!(mapped.masked(), "192.0.2.x");
/// assert!(Network::parse("192.0.2.0/24").is_none() && Network::parse("vpn.example.org").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network(Form);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    /// An IPv4 address.
    Four(u32),
    /// The upper half of an IPv6 address.
    Six(u64),
}

/// Longest text that may hold one address: IPv6 with a zone, brackets, port and quotes.
const MAXIMUM_INPUT: usize = 128;

impl Network {
    /// Parses an address as written. `None` for host names, lists and ranges wider than one line.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, suffix) = split_suffix(unquoted(text)?)?;
        let network = match (parse_address(address)?, suffix) {
            (bare @ IpAddr::V4(_), None | Some(32)) | (bare @ IpAddr::V6(_), None | Some(128)) => {
                Self::of(bare)
            }
            // A carrier of IPv4 addresses (`inner_four`) is one IPv4 address only with all its bits.
            (IpAddr::V6(six), Some(64..128)) if inner_four(six).is_none() => Self::upper(six),
            (IpAddr::V6(six), Some(64)) => Self::upper(six),
            _ => return None,
        };
        Some(network)
    }

    /// The line of an address that is already parsed.
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(four) => Self(Form::Four(four.to_bits())),
            IpAddr::V6(six) => match inner_four(six) {
                Some(four) => Self(Form::Four(four.to_bits())),
                None => Self::upper(six),
            },
        }
    }

    /// The key that decides equality: `192.0.2.1`, or `2001:db8:1:2::/64`.
    pub fn key(&self) -> String {
        match self.0 {
            Form::Four(bits) => Ipv4Addr::from_bits(bits).to_string(),
            Form::Six(_) => format!("{}/64", self.first_six()),
        }
    }

    /// What may be shown without `--names`: three of four bytes, or the provider's part.
    pub fn masked(&self) -> String {
        match self.0 {
            Form::Four(bits) => {
                let [first, second, third, _] = bits.to_be_bytes();
                format!("{first}.{second}.{third}.x")
            }
            Form::Six(_) => {
                let [first, second, ..] = self.first_six().segments();
                format!("{first:x}:{second:x}:…")
            }
        }
    }

    /// What is shown with `--names`: the key.
    pub fn full(&self) -> String {
        self.key()
    }

    /// Whether it is IPv6.
    pub fn is_six(&self) -> bool {
        matches!(self.0, Form::Six(_))
    }

    /// Whether the address can stand on the public internet, by the special-purpose registries of
    /// RFC 6890: not private, loopback, link-local, carrier NAT, unique-local, multicast,
    /// unspecified, benchmark or reserved.
    ///
    /// Documentation ranges count as public: no firm's log holds them, and fixtures, examples and
    /// demonstrations must.
    pub fn is_public(&self) -> bool {
        match self.0 {
            Form::Four(bits) => {
                let four = Ipv4Addr::from_bits(bits);
                let [first, second, third, _] = four.octets();
                let carrier = first == 100 && (64..128).contains(&second);
                let benchmark = first == 198 && (second == 18 || second == 19);
                let protocol = first == 192 && second == 0 && third == 0;
                let special = four.is_private() || four.is_loopback() || four.is_link_local();
                // 224/4 is multicast, 240/4 reserved.
                !(special || carrier || benchmark || protocol || first == 0 || first >= 224)
            }
            Form::Six(upper) => {
                // 2000::/3 is all that is given out; in it 2001:2::/48 is for benchmarks and
                // 2001:10::/28 and 2001:20::/28 are for hashes, not for routes.
                let benchmark = upper >> 16 == 0x2001_0002_0000;
                let hashes = matches!(upper >> 36, 0x0200_1001 | 0x0200_1002);
                upper >> 61 == 1 && !benchmark && !hashes
            }
        }
    }

    fn upper(six: Ipv6Addr) -> Self {
        Self(Form::Six((six.to_bits() >> 64) as u64))
    }

    fn first_six(self) -> Ipv6Addr {
        let upper = match self.0 {
            Form::Four(_) => 0,
            Form::Six(upper) => upper,
        };
        Ipv6Addr::from_bits(u128::from(upper) << 64)
    }
}

/// The text without blanks, quotes and invisible marks around it; `None` where it is too long.
fn unquoted(text: &str) -> Option<&str> {
    let around = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '`' | '\u{feff}' | '\u{200b}')
    };
    let trimmed = text.trim_matches(around);
    (trimmed.len() <= MAXIMUM_INPUT).then_some(trimmed)
}

/// The address and the number of bits behind a slash, if one is written. `None` where what stands
/// behind the slash is no number.
fn split_suffix(text: &str) -> Option<(&str, Option<u32>)> {
    let Some((address, bits)) = text.rsplit_once('/') else { return Some((text, None)) };
    if bits.is_empty() || bits.len() > 3 || !bits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((address, Some(bits.parse().ok()?)))
}

/// One address, with or without brackets, zone and port.
fn parse_address(text: &str) -> Option<IpAddr> {
    if let Some(rest) = text.strip_prefix('[') {
        let (inside, behind) = rest.split_once(']')?;
        let is_port = behind.is_empty() || behind.strip_prefix(':').is_some_and(is_port);
        return if is_port { bare_address(inside) } else { None };
    }
    if let Some(address) = bare_address(text) {
        return Some(address);
    }
    // Of the unbracketed only IPv4 can carry a port: in IPv6 it would read as one more group.
    let (address, port) = text.split_once(':')?;
    let four: Ipv4Addr = address.parse().ok()?;
    is_port(port).then_some(IpAddr::V4(four))
}

fn is_port(text: &str) -> bool {
    text.len() <= 5 && text.parse::<u16>().is_ok() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn bare_address(text: &str) -> Option<IpAddr> {
    let Some((address, zone)) = text.split_once('%') else { return text.parse().ok() };
    let six: Ipv6Addr = address.parse().ok()?;
    let is_zone = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '~' | '%' | ' ');
    (!zone.is_empty() && zone.chars().all(is_zone)).then_some(IpAddr::V6(six))
}

/// The IPv4 address that an IPv6 address carries: mapped (`::ffff:0:0/96`), compatible (`::/96`,
/// without `::` and `::1` and the few below them) and NAT64 (`64:ff9b::/96`, RFC 6052).
fn inner_four(six: Ipv6Addr) -> Option<Ipv4Addr> {
    let bits = six.to_bits();
    let lower = bits as u32;
    let carries = match bits >> 32 {
        0xffff | 0x0064_ff9b_0000_0000_0000_0000 => true,
        0 => lower > 0xffff,
        _ => false,
    };
    carries.then_some(Ipv4Addr::from_bits(lower))
}
