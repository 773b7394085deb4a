//! Paths into JSON files: RFC 6901, with a mark for files of several documents.
//!
//! `/3/applications/0` is a pointer as RFC 6901 has it. Where one document follows another in a
//! file (pages appended to each other), no pointer can name the later ones; `#2/3` is `/3` in the
//! second document, in JSON lines that of the second line.

use std::fmt::Write as _;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// The element of this number, counted from 0.
    Index(u64),
    /// The member of this key.
    Key(String),
}

/// Writes a path; `document` is counted from 1.
pub(super) fn write(document: u64, tokens: &[Token]) -> String {
    let mut path = String::new();
    if document > 1 {
        let _ = write!(path, "#{document}");
    }
    for token in tokens {
        match token {
            Token::Index(index) => {
                let _ = write!(path, "/{index}");
            }
            Token::Key(key) => push_key(&mut path, key),
        }
    }
    path
}

/// Adds a key to a path, escaped as RFC 6901 has it.
pub(crate) fn push_key(path: &mut String, key: &str) {
    path.push('/');
    for character in key.chars() {
        match character {
            '~' => path.push_str("~0"),
            '/' => path.push_str("~1"),
            other => path.push(other),
        }
    }
}

/// The document's number, counted from 1, and the keys of a path. `None` for what is no path.
pub(super) fn read(path: &str) -> Option<(u64, Vec<String>)> {
    let (document, pointer) = match path.strip_prefix('#') {
        None => (1, path),
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (rest.get(..end)?.parse().ok().filter(|number| *number > 1)?, rest.get(end..)?)
        }
    };
    if pointer.is_empty() {
        return Some((document, Vec::new()));
    }
    let keys = pointer.strip_prefix('/')?.split('/').map(|key| key.replace("~1", "/").replace("~0", "~"));
    Some((document, keys.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let tokens = [Token::Index(3), Token::Key("a/b~c".into()), Token::Key(String::new())];
        assert_eq!(write(1, &tokens), "/3/a~1b~0c/");
        assert_eq!(read("/3/a~1b~0c/"), Some((1, vec!["3".into(), "a/b~c".into(), String::new()])));
        assert_eq!(read(&write(2, &tokens)), Some((2, vec!["3".into(), "a/b~c".into(), String::new()])));
        assert_eq!(read(""), Some((1, Vec::new())));
        assert_eq!(read("#2"), Some((2, Vec::new())));
        for bad in ["3", "#", "#1/a", "#x/3"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
