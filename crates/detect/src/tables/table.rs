//! What every shipped table says of itself.

/// A shipped table's text with the words of its head, for the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The table's name.
    pub name: &'static str,
    /// Its text, for the digest.
    pub text: &'static str,
    /// The date of its head.
    pub date: &'static str,
    /// The licence of its head.
    pub licence: &'static str,
    /// Number of its entries, as its head says.
    pub entries: u64,
}

impl Table {
    /// Reads the head: the lines that open with `#`.
    pub(crate) fn new(name: &'static str, text: &'static str) -> Self {
        let head = |word: &str| {
            let lines = text.lines().take_while(|line| line.starts_with('#'));
            let mut found = lines.filter_map(|line| line.strip_prefix(word));
            found.next().unwrap_or_default().trim()
        };
        Self {
            name,
            text,
            date: head("# date: "),
            licence: head("# licence: "),
            entries: head("# entries: ").parse().unwrap_or_default(),
        }
    }

    /// The lines behind the head.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    }
}
