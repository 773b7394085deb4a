//! `cargo xtask tables`: hosting and VPN networks less relays, and the relays, from X4BNet's lists.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

const HOSTING: [&str; 4] = [
    "x4bnet-output-datacenter-ipv4.txt.gz",
    "x4bnet-output-vpn-ipv4.txt.gz",
    "x4bnet-output-datacenter-ipv6.txt.gz",
    "x4bnet-output-vpn-ipv6.txt",
];
/// The published list of relays has no IPv6. These are the blocks in which all IPv6 ranges of Apple's
/// own list of egress addresses lie, by operator (own, facts): wider than the relay alone, and only
/// ever a reason to leave an address out of account.
const RELAYS_SIX: &str = "2606:54c0::/32\n2606:54c3::/32\n2a09:bac2::/31\n2a02:26f7::/32\n2a04:4e41::/32\n";
const RELAYS: &str = "x4bnet-input-vpn-ips-apple.txt";

/// Writes `hosting_networks.txt` and `relay_networks.txt`.
pub fn write(shared: &Path, root: &Path) -> Result<()> {
    for (name, text) in tables(shared)? {
        let target = root.join("crates/detect/tables").join(name);
        std::fs::write(&target, text).with_context(|| format!("writing {}", target.display()))?;
    }
    Ok(())
}

/// The two tables by name.
pub fn tables(shared: &Path) -> Result<[(&'static str, String); 2]> {
    let folder = shared.join("data/logs/networks");
    let mut hosting = Spans::default();
    for name in HOSTING {
        hosting.read(&unpacked(&folder.join(name))?).with_context(|| format!("reading {name}"))?;
    }
    let mut relays = Spans::default();
    relays.read(&unpacked(&folder.join(RELAYS))?).with_context(|| format!("reading {RELAYS}"))?;
    relays.read(RELAYS_SIX)?;
    let relays = Spans { four: merged(relays.four), six: merged(relays.six) };
    let hosting =
        Spans { four: less(merged(hosting.four), &relays.four), six: less(merged(hosting.six), &relays.six) };
    Ok([
        (
            "hosting_networks.txt",
            hosting.table(
                "hosting and VPN networks, relay ranges taken out",
                "output/datacenter and output/vpn, ipv4.txt and ipv6.txt, less input/vpn/ips/apple.txt",
            ),
        ),
        (
            "relay_networks.txt",
            relays.table(
                "relays that hide a whole population behind them (Apple Private Relay)",
                "input/vpn/ips/apple.txt; IPv6 blocks typed from the operator's own list of egress ranges",
            ),
        ),
    ])
}

/// The text of a file; one that ends in `.gz` through the `gzip` command.
fn unpacked(path: &Path) -> Result<String> {
    if path.extension().is_none_or(|extension| extension != "gz") {
        return std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()));
    }
    command_output("gzip", path)
}

/// What `program -dc path` writes.
pub(crate) fn command_output(program: &str, path: &Path) -> Result<String> {
    let output =
        Command::new(program).arg("-dc").arg(path).output().with_context(|| format!("starting {program}"))?;
    ensure!(output.status.success(), "{program} cannot read {}", path.display());
    Ok(String::from_utf8(output.stdout)?)
}

/// Ranges as first and last address, both inside.
#[derive(Default)]
struct Spans {
    four: Vec<(u128, u128)>,
    six: Vec<(u128, u128)>,
}

impl Spans {
    fn read(&mut self, text: &str) -> Result<()> {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (address, bits) = line.split_once('/').unwrap_or((line, ""));
            let bits: Option<u32> = if bits.is_empty() { None } else { Some(bits.parse()?) };
            match address.parse::<IpAddr>().with_context(|| format!("`{line}` is no range"))? {
                IpAddr::V4(four) => self.four.push(span(four.to_bits().into(), 32, bits.unwrap_or(32))?),
                // One line has a /64 at least, and the program tells no less apart.
                IpAddr::V6(six) => self.six.push(span(six.to_bits(), 128, bits.unwrap_or(128).min(64))?),
            }
        }
        Ok(())
    }

    fn table(&self, what: &str, files: &str) -> String {
        let mut body = String::new();
        let mut count = 0;
        for (spans, width) in [(&self.four, 32), (&self.six, 128)] {
            for (address, bits) in spans.iter().flat_map(|span| prefixes(*span, width)) {
                let shown = match width {
                    32 => Ipv4Addr::from_bits(address as u32).to_string(),
                    _ => Ipv6Addr::from_bits(address).to_string(),
                };
                let _ = writeln!(body, "{shown}/{bits}");
                count += 1;
            }
        }
        format!(
            "# {what}, merged and sorted. Written by `cargo xtask tables`.\n\
             # entries: {count}\n\
             # origin: X4BNet/lists_vpn, commit 167937a76d42, {files}\n\
             # licence: MIT, Copyright (c) 2024 X4B (Mathew Heard)\n\
             # date: {DATE}\n{body}"
        )
    }
}

/// The day on which the list was fetched.
const DATE: &str = "2026-11-23";

fn span(address: u128, width: u32, bits: u32) -> Result<(u128, u128)> {
    if bits > width {
        bail!("a prefix of {bits} bits");
    }
    let host = if width - bits == 128 { u128::MAX } else { (1 << (width - bits)) - 1 };
    Ok((address & !host, address | host))
}

fn merged(mut spans: Vec<(u128, u128)>) -> Vec<(u128, u128)> {
    spans.sort_unstable();
    let mut out: Vec<(u128, u128)> = Vec::new();
    for (first, last) in spans {
        match out.last_mut() {
            Some(open) if first <= open.1.saturating_add(1) => open.1 = open.1.max(last),
            _ => out.push((first, last)),
        }
    }
    out
}

/// What of the merged `spans` lies in none of the merged `holes`.
fn less(spans: Vec<(u128, u128)>, holes: &[(u128, u128)]) -> Vec<(u128, u128)> {
    let mut out = Vec::new();
    for (mut first, last) in spans {
        let from = holes.partition_point(|hole| hole.1 < first);
        let mut is_open = true;
        for hole in holes.get(from..).unwrap_or_default().iter().take_while(|hole| hole.0 <= last) {
            if hole.0 > first {
                out.push((first, hole.0 - 1));
            }
            if hole.1 >= last {
                is_open = false;
                break;
            }
            first = hole.1 + 1;
        }
        if is_open {
            out.push((first, last));
        }
    }
    out
}

/// A span as the fewest prefixes.
fn prefixes((mut first, last): (u128, u128), width: u32) -> Vec<(u128, u32)> {
    let mut out = Vec::new();
    loop {
        let mut host = first.trailing_zeros().min(width);
        while host > 0 && (host == 128 || first.checked_add((1 << host) - 1).is_none_or(|end| end > last)) {
            host -= 1;
        }
        out.push((first, width - host));
        match first.checked_add(1 << host) {
            Some(next) if next <= last => first = next,
            _ => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_merged_cut_and_written_as_prefixes() {
        assert_eq!(merged(vec![(5, 9), (0, 4), (11, 12)]), [(0, 9), (11, 12)]);
        assert_eq!(less(vec![(0, 9), (20, 29)], &[(3, 4), (8, 22), (29, 40)]), [(0, 2), (5, 7), (23, 28)]);
        assert_eq!(less(vec![(5, 6)], &[(0, 9)]), []);
        assert_eq!(less(vec![(5, 6)], &[]), [(5, 6)]);
        assert_eq!(prefixes((0, 255), 32), [(0, 24)]);
        assert_eq!(prefixes((1, 4), 32), [(1, 32), (2, 31), (4, 32)]);
        assert_eq!(prefixes((0, u32::MAX.into()), 32), [(0, 0)]);
        assert_eq!(span(5, 32, 31).unwrap(), (4, 5));
        assert!(span(5, 32, 33).is_err());
    }

    /// The shipped tables are those of the lists.
    #[test]
    fn shipped_networks_are_current() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let shared = crate::shared(&root);
        if !shared.join("data/logs/networks").exists() {
            eprintln!("SKIPPED: ../shared is absent, the shipped networks cannot be compared with the lists");
            return;
        }
        for (name, text) in tables(&shared).unwrap() {
            let shipped = std::fs::read_to_string(root.join("crates/detect/tables").join(name)).unwrap();
            assert!(shipped == text, "{name} is stale: run `cargo xtask tables`");
        }
    }
}
