//! Links in running text.

use super::WebLink;
use super::url::has_known_suffix;

/// Suffixes that are more often the ending of a file than of a host written without scheme or path.
const FILE_ENDINGS: &[&str] = &[
    "py", "rs", "sh", "md", "zip", "mov", "so", "cc", "ps", "ml", "mm", "la", "ai", "app", "pm", "st", "mk",
];

/// Products that look like hosts.
const PRODUCT_NAMES: &[&str] = &["asp.net", "ado.net", "vb.net", "ml.net", "socket.io", "draw.io", "node.js"];

/// All links of a text, each once.
pub(super) fn links(text: &str) -> Vec<WebLink> {
    let mut found = Vec::new();
    for token in text.split(is_boundary) {
        let Some(candidate) = candidate(token) else { continue };
        if let Some(link) = WebLink::parse(candidate)
            && !found.contains(&link)
        {
            found.push(link);
        }
    }
    found
}

fn is_boundary(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '<' | '>'
                | '"'
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '|'
                | ','
                | ';'
                | '“'
                | '”'
                | '„'
                | '\''
                | '*'
                | '•'
        )
}

/// The part of a word that may be a link.
fn candidate(token: &str) -> Option<&str> {
    let trimmed = token.trim_end_matches(['.', ':', '!', '?', '…', '-']);
    let lower = trimmed.to_ascii_lowercase();
    if let Some(start) = lower.find("https://").or_else(|| lower.find("http://")) {
        return trimmed.get(start..);
    }
    if lower.starts_with("git@") {
        return lower.contains(':').then_some(trimmed);
    }
    // `Web:www.example.org`, `GitHub:github.com/x`
    let after_label = match trimmed.split_once(':') {
        Some((label, rest)) if !label.contains(['.', '/']) => rest,
        _ => trimmed,
    };
    let host_end = after_label.find(['/', '?', '#', ':']).unwrap_or(after_label.len());
    let (host, path) = after_label.split_at(host_end);
    if host.contains('@')
        || !host.contains('.')
        || PRODUCT_NAMES.contains(&host.to_ascii_lowercase().as_str())
    {
        return None;
    }
    if host.to_ascii_lowercase().starts_with("www.") {
        return Some(after_label);
    }
    let has_path = path.len() > 1 && path.starts_with('/');
    let is_link = if has_path { has_known_suffix(&host.to_lowercase()) } else { is_plain_host(host) };
    is_link.then_some(after_label)
}

/// A host alone: lower case, a first label of two letters and more, and no file's ending.
fn is_plain_host(host: &str) -> bool {
    let first = host.split('.').next().unwrap_or_default();
    let last = host.rsplit('.').next().unwrap_or_default();
    first.chars().count() >= 2
        && first.chars().any(char::is_alphabetic)
        && !host.chars().any(char::is_uppercase)
        && !FILE_ENDINGS.contains(&last)
        && has_known_suffix(host)
}
