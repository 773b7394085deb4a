//! Which room may use which: an allowlist over `cargo metadata`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

/// Each room with the rooms that it may use and the crates from outside that it may name.
const ALLOWED: &[(&str, &[&str], &[&str])] = &[
    (
        "bonafide-records",
        &[],
        &[
            "any_ascii",
            "idna",
            "jiff",
            "phonenumber",
            "psl",
            "serde",
            "sha2",
            "sha3",
            "thiserror",
            "unicode-normalization",
        ],
    ),
    (
        "bonafide-sources",
        &["bonafide-records"],
        &[
            "csv-core",
            "encoding_rs",
            "jiff",
            "lopdf",
            "memchr",
            "nix",
            "quick-xml",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "toml",
            "zip",
        ],
    ),
    (
        "bonafide-linkage",
        &[],
        &[
            "bytes",
            "csv-core",
            "flate2",
            "lz4_flex",
            "memchr",
            "parquet",
            "regex",
            "serde",
            "serde_json",
            "snap",
            "thiserror",
            "toml",
            "zstd",
        ],
    ),
    ("bonafide-detect", &["bonafide-records", "bonafide-linkage"], &["jiff", "serde", "thiserror", "toml"]),
    ("bonafide-assess", &["bonafide-records"], &["jiff", "serde", "thiserror", "toml"]),
    (
        "bonafide-exchange",
        &["bonafide-records", "bonafide-assess"],
        &["askama", "jiff", "serde", "serde_json", "sha2", "thiserror"],
    ),
    (
        "bonafide",
        &[
            "bonafide-records",
            "bonafide-sources",
            "bonafide-linkage",
            "bonafide-detect",
            "bonafide-assess",
            "bonafide-exchange",
        ],
        &[
            "anstream",
            "any_ascii",
            "anyhow",
            "clap",
            "clap_complete",
            "encoding_rs",
            "jiff",
            "nix",
            "owo-colors",
            "serde",
            "serde_json",
            "sha2",
            "tempfile",
            "thiserror",
            "toml",
            "zip",
        ],
    ),
    ("xtask", &["bonafide-records"], &["anyhow", "csv", "serde_json", "toml"]),
];

/// Normal and build dependencies outside the allowlist, and rooms that nobody listed.
pub fn edges(root: &Path) -> Result<Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("running cargo metadata")?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("reading cargo metadata")?;
    let mut faults = Vec::new();
    for package in metadata["packages"].as_array().map_or(&[][..], Vec::as_slice) {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, rooms, crates)) = ALLOWED.iter().find(|(room, _, _)| *room == name) else {
            faults.push(format!("room `{name}` has no row in xtask/src/tidy/rooms.rs: say what it may use"));
            continue;
        };
        for dependency in package["dependencies"].as_array().map_or(&[][..], Vec::as_slice) {
            let wanted = dependency["name"].as_str().unwrap_or_default();
            let for_tests = dependency["kind"].as_str() == Some("dev");
            if !for_tests && !rooms.contains(&wanted) && !crates.contains(&wanted) {
                faults.push(format!("room `{name}` took `{wanted}`, which it may not use"));
            }
        }
    }
    Ok(faults)
}
