//! Everything that the README shows is run.

mod common;

use std::path::Path;

use common::bonafide;

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    std::fs::read_to_string(path).expect("README.md")
}

/// Fenced blocks: the fence's word and the text.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        if let Some(word) = line.strip_prefix("```") {
            match open.take() {
                Some(block) => found.push(block),
                None => open = Some((word.to_owned(), String::new())),
            }
        } else if let Some((_, body)) = &mut open {
            body.push_str(line);
            body.push('\n');
        }
    }
    found
}

#[test]
fn the_two_commands_do_what_they_say() {
    let text = readme();
    let commands: Vec<String> = blocks(&text)
        .into_iter()
        .filter(|(word, _)| word == "sh")
        .map(|(_, body)| body.trim().to_owned())
        .collect();
    assert!(commands.len() >= 2, "the README shows two commands");
    // The first runs the main job: each part is run here as written, through this very binary.
    let folder = tempfile::tempdir().expect("a folder");
    for part in commands[0].split(';') {
        let arguments: Vec<&str> = part
            .trim()
            .strip_prefix("cargo run --release --")
            .expect("cargo run")
            .split_whitespace()
            .collect();
        let output = bonafide(folder.path(), &arguments);
        let status = output.status.code();
        assert!(status == Some(0) || status == Some(1), "{part}: {}", common::shown(&output));
    }
    // The second runs all tests, and is the command that .ci/run runs.
    let ci = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.ci/run"))
        .expect(".ci/run");
    assert!(ci.lines().any(|line| line == commands[1]), ".ci/run does not run `{}`", commands[1]);
}

#[test]
fn what_is_shown_is_what_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut shown = 0;
    for (_, body) in blocks(&readme()).into_iter().filter(|(word, _)| word == "console") {
        let mut lines = body.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(command) = line.strip_prefix("$ bonafide ") else { panic!("no command: {line}") };
            let mut expected = String::new();
            while let Some(next) = lines.next_if(|next| !next.starts_with("$ ")) {
                expected.push_str(next);
                expected.push('\n');
            }
            let arguments: Vec<&str> = command.split_whitespace().collect();
            let output = bonafide(folder.path(), &arguments);
            let printed = String::from_utf8_lossy(&output.stdout).into_owned();
            // `[..]` on a line of its own stands for lines left out.
            let mut rest = printed.as_str();
            for part in expected.split("[..]\n") {
                let at = rest
                    .find(part)
                    .unwrap_or_else(|| panic!("{command} does not print\n{part}\nbut\n{printed}"));
                rest = &rest[at + part.len()..];
            }
            shown += 1;
        }
    }
    assert!(shown >= 2, "the README shows the program running");
}
