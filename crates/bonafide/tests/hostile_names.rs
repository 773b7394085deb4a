//! Names of files and headers come from outside and are printed: none may steer a terminal or write
//! a line of its own. Looked for after the fuzz targets had found the same in messages.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::process::Command;

#[test]
fn names_of_files_and_protected_headers_cannot_steer_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let staff = "Employee #,Home Email,\"Gender\u{1b}[2J\ncases: none\"\n1,a@example.org,x\n";
    fs::write(folder.path().join("staff.csv"), staff).unwrap();
    fs::write(folder.path().join("b\u{1b}[2J\ncases: none.csv"), "no table\n").unwrap();

    let scan = Command::new(env!("CARGO_BIN_EXE_bonafide"))
        .arg("scan")
        .arg(folder.path())
        // Otherwise escape sequences are taken out of whatever is no terminal, and nothing is tested.
        .env("CLICOLOR_FORCE", "1")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let printed =
        format!("{}{}", String::from_utf8_lossy(&scan.stdout), String::from_utf8_lossy(&scan.stderr));
    assert!(printed.contains("was not read") && printed.contains("dropped on read (Gender"), "{printed}");
    assert!(!printed.contains("\u{1b}[2J"), "{printed:?}");
    assert!(!printed.lines().any(|line| line.starts_with("cases: none")), "{printed:?}");
}
