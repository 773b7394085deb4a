//! What rooms may not name in their code.

use std::path::Path;

use anyhow::Result;

use super::{code_lines, files};

const ROOMS: &[&str] = &["records", "sources", "linkage", "detect", "assess", "exchange", "bonafide"];

fn forbid(root: &Path, rooms: &[&str], words: &[&str], what: &str) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for room in rooms {
        for path in files(&root.join("crates").join(room).join("src"), "rs")? {
            if path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("tests")) {
                continue;
            }
            let text = std::fs::read_to_string(&path)?;
            for (number, line) in code_lines(&text) {
                for word in words.iter().filter(|word| line.contains(**word)) {
                    let shown = path.strip_prefix(root).unwrap_or(&path).display();
                    faults.push(format!("room `{room}` took `{word}` at {shown}:{number}: {what}"));
                }
            }
        }
    }
    Ok(faults)
}

/// Records, engines, detect and assess touch no file, no environment, no process.
pub fn pure_rooms_do_no_io(root: &Path) -> Result<Vec<String>> {
    let words = ["std::fs", "std::io", "std::env", "std::process", "File::open", "std::path"];
    forbid(root, &["records", "linkage", "detect", "assess"], &words, "it does no I/O")
}

/// Nothing but the demo's and bench's own timing asks what time it is: time is an argument.
pub fn no_clock(root: &Path) -> Result<Vec<String>> {
    let words = ["SystemTime", "Instant::now", "Timestamp::now", "Zoned::now"];
    forbid(
        root,
        &["records", "sources", "linkage", "detect", "assess", "exchange"],
        &words,
        "time is an argument",
    )
}

/// Only the binary prints.
pub fn only_bonafide_prints(root: &Path) -> Result<Vec<String>> {
    let rooms = ["records", "sources", "linkage", "detect", "assess", "exchange"];
    forbid(root, &rooms, &["println!", "print!(", "eprint", "dbg!"], "only `bonafide` prints")
}

/// Nothing opens an outgoing connection.
pub fn no_connection(root: &Path) -> Result<Vec<String>> {
    // Parsing an address is no connection: what connects is named.
    let words = [
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
        "ToSocketAddrs",
        "reqwest",
        "ureq",
        "hyper::",
        "curl",
    ];
    forbid(root, ROOMS, &words, "nothing opens a connection")
}

/// No unsafe code anywhere.
pub fn no_unsafe(root: &Path) -> Result<Vec<String>> {
    forbid(root, ROOMS, &["unsafe {", "unsafe fn", "allow(unsafe_code)"], "no unsafe code")
}
