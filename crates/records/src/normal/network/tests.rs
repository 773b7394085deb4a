use proptest::prelude::*;

use super::{Network, Range, RangeSet};

fn key(text: &str) -> Option<String> {
    Network::parse(text).map(|network| network.key())
}

#[test]
fn spellings_of_one_ipv4_address_are_one() {
    for text in [
        "192.0.2.1",
        " 192.0.2.1 ",
        "\"192.0.2.1\"",
        "'192.0.2.1'",
        "192.0.2.1:5050",
        "[192.0.2.1]",
        "[192.0.2.1]:443",
        "192.0.2.1/32",
        "::ffff:192.0.2.1",
        "::FFFF:c000:201",
        "[::ffff:192.0.2.1]:8080",
        "::ffff:192.0.2.1/128",
        "::192.0.2.1",
        "64:ff9b::192.0.2.1",
        "64:ff9b::c000:201",
        "::ffff:192.0.2.1%eth0",
        "\u{feff}192.0.2.1\n",
    ] {
        assert_eq!(key(text).as_deref(), Some("192.0.2.1"), "{text}");
    }
}

#[test]
fn spellings_of_one_ipv6_line_are_one() {
    for text in [
        "2001:db8:1:2::1",
        "2001:0db8:0001:0002:0000:0000:0000:0001",
        "2001:DB8:1:2:aaaa:bbbb:cccc:dddd",
        "[2001:db8:1:2::1]:443",
        "[2001:db8:1:2::1]",
        "2001:db8:1:2::1%25en0",
        "2001:db8:1:2::1%eth0",
        "[2001:db8:1:2::1%wlan 0]:1",
        "2001:db8:1:2::1/128",
        "2001:db8:1:2::/64",
    ] {
        assert_eq!(key(text).as_deref(), Some("2001:db8:1:2::/64"), "{text}");
    }
    assert_eq!(key("fe80::1%eth0").as_deref(), Some("fe80::/64"));
    assert_eq!(key("::1").as_deref(), Some("::/64"));
}

#[test]
fn what_is_no_single_address_is_refused() {
    for text in [
        "",
        " ",
        "-",
        "unknown",
        "localhost",
        "vpn.example.org",
        "192.0.2.0/24",
        "192.0.2.1/33",
        "192.0.2.1/",
        "192.0.2.1/+32",
        "192.0.2.1/32/32",
        "2001:db8::/32",
        "::ffff:192.0.2.0/120",
        "192.0.2.1, 198.51.100.1",
        "192.0.2.1-192.0.2.9",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.1:",
        "192.0.2.1:99999",
        "192.0.2.1:+80",
        "192.0.2.1:80:90",
        "[192.0.2.1",
        "[192.0.2.1]x",
        "[]",
        "[]:443",
        "192.0.2.1%eth0",
        "fe80::1%",
        "fe80::1%\u{e9}",
        "1:2:3:4:5:6:7:8:9",
        "3221225985",
        "0xC0000201",
        "/",
        "%",
        "::ffff:192.0.2.1.5",
    ] {
        assert_eq!(key(text), None, "{text}");
    }
    assert_eq!(key(&"1".repeat(10_000)), None);
}

#[test]
fn only_the_public_internet_is_public() {
    let public = |text: &str| Network::parse(text).unwrap().is_public();
    for text in [
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "192.0.0.8",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:2::1",
        "2001:10::1",
        "2001:2f::1",
        "100::1",
        "64:ff9b:1::1",
        "64:ff9b::10.0.0.1",
        "::ffff:192.168.0.1",
        "4000::1",
    ] {
        assert!(!public(text), "{text}");
    }
    for text in [
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
        "2001:db8::1",
        "9.9.9.9",
        "100.63.255.255",
        "100.128.0.1",
        "172.32.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "192.0.1.1",
        "223.255.255.255",
        "2001:2:1::1",
        "2001:30::1",
        "2a00::1",
        "3fff::1",
        "64:ff9b::9.9.9.9",
    ] {
        assert!(public(text), "{text}");
    }
}

#[test]
fn ranges_are_read_and_hold_what_lies_in_them() {
    let network = |text: &str| Network::parse(text).unwrap();
    let range = |text: &str| Range::parse(text).unwrap();
    assert!(range("192.0.2.77/24").holds(&network("192.0.2.0")));
    assert!(range("192.0.2.77/24").holds(&network("192.0.2.255")));
    assert!(!range("192.0.2.77/24").holds(&network("192.0.3.0")));
    assert!(range("0.0.0.0/0").holds(&network("203.0.113.9")));
    assert!(!range("0.0.0.0/0").holds(&network("2001:db8::1")));
    assert!(range("::/0").holds(&network("2001:db8::1")) && !range("::/0").holds(&network("192.0.2.1")));
    assert_eq!(range("::ffff:192.0.2.0/120"), range("192.0.2.0/24"));
    assert_eq!(range("192.0.2.1"), range("192.0.2.1/32"));
    assert_eq!(range("2001:db8::1").key(), "2001:db8::/64");
    assert_eq!(range("2001:db8::1/127"), range("2001:db8::/64"));
    assert_eq!((range("0.0.0.0/0").key().as_str(), range("::/0").key().as_str()), ("0.0.0.0/0", "::/0"));
    for text in ["", "192.0.2.0/33", "2001:db8::/129", "192.0.2.0/x", "example.org/24", "/24", "192.0.2.0/-1"]
    {
        assert_eq!(Range::parse(text), None, "{text}");
    }
}

#[test]
fn sets_merge_and_reach_both_ends() {
    let set = |texts: &[&str]| RangeSet::from_ranges(texts.iter().map(|text| Range::parse(text).unwrap()));
    let all = set(&["255.0.0.0/8", "255.255.255.255", "128.0.0.0/1", "0.0.0.0/1", "::/0", "2001:db8::/32"]);
    assert_eq!(all.len(), 2);
    assert!(all.holds(&Network::parse("255.255.255.255").unwrap()));
    assert!(all.holds(&Network::parse("0.0.0.0").unwrap()));
    let empty = RangeSet::default();
    assert!(empty.is_empty() && !empty.holds(&Network::parse("192.0.2.1").unwrap()));
    let apart = set(&["192.0.2.0/26", "192.0.2.128/26"]);
    assert_eq!(apart.len(), 2);
    assert!(!apart.holds(&Network::parse("192.0.2.64").unwrap()));
    assert!(!apart.holds(&Network::parse("192.0.1.255").unwrap()));
}

proptest! {
    #[test]
    fn any_text_is_survived_and_keys_are_stable(text in "[0-9a-f:.%/\\[\\] x]{0,40}|\\PC{0,60}") {
        if let Some(network) = Network::parse(&text) {
            prop_assert_eq!(key(&network.key()), Some(network.key()));
            prop_assert_eq!(Network::parse(&network.full()), Some(network));
            prop_assert!(!network.masked().is_empty());
        }
        if let Some(range) = Range::parse(&text) {
            prop_assert_eq!(Range::parse(&range.key()), Some(range));
        }
    }

    #[test]
    fn every_address_is_read_in_every_dress(bits in any::<u128>(), port in any::<u16>()) {
        let six = std::net::Ipv6Addr::from_bits(bits);
        let plain = Network::parse(&six.to_string());
        prop_assert!(plain.is_some());
        prop_assert_eq!(plain, Network::parse(&format!("[{six}]:{port}")));
        prop_assert_eq!(plain, Network::parse(&format!("{six}%25eth{port}")));
        let four = std::net::Ipv4Addr::from_bits(bits as u32);
        let bare = Network::parse(&four.to_string());
        prop_assert!(bare.is_some());
        prop_assert_eq!(bare, Network::parse(&format!("{four}:{port}")));
        prop_assert_eq!(bare, Network::parse(&format!("::ffff:{four}")));
        prop_assert_eq!(bare, Network::parse(&format!("64:ff9b::{four}")));
    }

    #[test]
    fn a_set_says_what_its_ranges_say(
        ranges in prop::collection::vec((any::<u8>(), 24_u32..=32), 0..12),
        asked in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let ranges: Vec<Range> = ranges
            .iter()
            .filter_map(|(last, bits)| Range::parse(&format!("192.0.2.{last}/{bits}")))
            .collect();
        let set = RangeSet::from_ranges(ranges.clone());
        prop_assert!(set.len() <= ranges.len());
        for last in asked {
            let network = Network::parse(&format!("192.0.2.{last}")).unwrap();
            prop_assert_eq!(set.holds(&network), ranges.iter().any(|range| range.holds(&network)));
        }
    }
}
