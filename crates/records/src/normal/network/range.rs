//! Ranges of network addresses, and sets of them that answer by binary search.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Form, Network, inner_four, parse_address, split_suffix, unquoted};

/// A range of network addresses, as a list or a `firm.toml` writes it.
///
/// A bare address is a range of one line. An IPv6 range narrower than /64 is widened to its /64:
/// that is one line, the least that [`Network`] tells apart, and whoever lists one address of it
/// means that line.
///
/// ```
/// use bonafide_records::normal::{Network, Range};
/// let range = Range::parse("192.0.2.0/24").unwrap();
/// assert!(range.holds(&Network::parse("192.0.2.77").unwrap()));
/// assert!(!range.holds(&Network::parse("192.0.3.1").unwrap()));
/// let line = Range::parse("2001:db8::5/128").unwrap();
/// assert_eq!(line.key(), "2001:db8::/64");
/// assert!(line.holds(&Network::parse("2001:db8::77").unwrap()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range(Span);

/// First and last address (IPv4) or /64 (IPv6), both inside; aligned as a prefix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Span {
    Four(u32, u32),
    Six(u64, u64),
}

impl Range {
    /// Parses `address/bits`, or a bare address. Bits set behind the prefix are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let (written, suffix) = split_suffix(unquoted(text)?)?;
        match parse_address(written)? {
            IpAddr::V4(four) => Self::four(four, suffix.unwrap_or(32)),
            IpAddr::V6(six) => {
                let bits = suffix.unwrap_or(128);
                match inner_four(six) {
                    Some(four) if bits >= 96 => Self::four(four, bits - 96),
                    // A prefix shorter than the carrier's own is a range of carriers: IPv6.
                    _ => Self::six(six, bits),
                }
            }
        }
    }

    fn four(address: Ipv4Addr, bits: u32) -> Option<Self> {
        let host = u32::MAX.checked_shr(bits).unwrap_or(0);
        let first = address.to_bits() & !host;
        (bits <= 32).then_some(Self(Span::Four(first, first | host)))
    }

    fn six(address: Ipv6Addr, bits: u32) -> Option<Self> {
        let host = u64::MAX.checked_shr(bits).unwrap_or(0);
        let first = ((address.to_bits() >> 64) as u64) & !host;
        (bits <= 128).then_some(Self(Span::Six(first, first | host)))
    }

    /// Whether the network lies in the range.
    pub fn holds(&self, network: &Network) -> bool {
        match (self.0, network.0) {
            (Span::Four(first, last), Form::Four(bits)) => (first..=last).contains(&bits),
            (Span::Six(first, last), Form::Six(bits)) => (first..=last).contains(&bits),
            _ => false,
        }
    }

    /// The key that decides equality: `192.0.2.0/24`, `2001:db8::/32`.
    pub fn key(&self) -> String {
        match self.0 {
            Span::Four(first, last) => {
                format!("{}/{}", Ipv4Addr::from_bits(first), (last ^ first).leading_zeros())
            }
            Span::Six(first, last) => {
                let address = Ipv6Addr::from_bits(u128::from(first) << 64);
                format!("{address}/{}", (last ^ first).leading_zeros())
            }
        }
    }
}

/// A set of ranges, sorted and merged; a look-up is one binary search.
///
/// ```
/// use bonafide_records::normal::{Network, Range, RangeSet};
/// let ranges = ["192.0.2.0/25", "192.0.2.128/25", "2001:db8::/32"];
/// let set = RangeSet::from_ranges(ranges.iter().filter_map(|text| Range::parse(text)));
/// assert_eq!(set.len(), 2);
/// assert!(set.holds(&Network::parse("192.0.2.200").unwrap()));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RangeSet {
    four: Vec<(u32, u32)>,
    six: Vec<(u64, u64)>,
}

impl RangeSet {
    /// Sorts and merges the ranges.
    pub fn from_ranges(ranges: impl IntoIterator<Item = Range>) -> Self {
        let (mut four, mut six) = (Vec::new(), Vec::new());
        for range in ranges {
            match range.0 {
                Span::Four(first, last) => four.push((first, last)),
                Span::Six(first, last) => six.push((first, last)),
            }
        }
        Self { four: merged(four, |last| last.checked_add(1)), six: merged(six, |last| last.checked_add(1)) }
    }

    /// Whether the network lies in one of the ranges.
    pub fn holds(&self, network: &Network) -> bool {
        match network.0 {
            Form::Four(bits) => holds(&self.four, bits),
            Form::Six(bits) => holds(&self.six, bits),
        }
    }

    /// Number of ranges after merging.
    pub fn len(&self) -> usize {
        self.four.len() + self.six.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn merged<T: Ord + Copy>(mut spans: Vec<(T, T)>, next: fn(T) -> Option<T>) -> Vec<(T, T)> {
    spans.sort_unstable();
    let mut out: Vec<(T, T)> = Vec::with_capacity(spans.len());
    for (first, last) in spans {
        match out.last_mut() {
            // Nothing lies behind the highest address: it touches whatever follows.
            Some(open) if next(open.1).is_none_or(|after| first <= after) => open.1 = open.1.max(last),
            _ => out.push((first, last)),
        }
    }
    out.shrink_to_fit();
    out
}

fn holds<T: Ord + Copy>(spans: &[(T, T)], bits: T) -> bool {
    let behind = spans.partition_point(|(first, _)| *first <= bits);
    behind.checked_sub(1).and_then(|at| spans.get(at)).is_some_and(|(_, last)| bits <= *last)
}
