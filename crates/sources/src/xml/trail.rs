//! Where an element stands: `/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[3]`.
//!
//! Names are local ones. Elements that a message repeats carry their position among those of the
//! same name, counted from 1.

/// Elements that carry their position; of others the first is meant.
const REPEATED: [&str; 6] = ["PmtInf", "CdtTrfTxInf", "Stmt", "Ntry", "NtryDtls", "TxDtls"];

/// Elements that are counted, and carry their position where it is not the first.
const COUNTED: [&str; 3] = ["Document", "CstmrCdtTrfInitn", "BkToCstmrStmt"];

/// One open element.
#[derive(Debug, Clone, Default)]
struct Level {
    name: String,
    /// Its position; 0 where it is not counted.
    position: u32,
    /// How many of each counted name stand in it so far.
    inside: [u32; REPEATED.len() + COUNTED.len()],
    /// Whether an element stands in it.
    has_element: bool,
}

/// The open elements, outermost first.
#[derive(Debug, Clone)]
pub(crate) struct Trail {
    root: Level,
    open: Vec<Level>,
}

impl Trail {
    /// Nothing is open.
    pub(crate) fn new() -> Self {
        Self { root: Level::default(), open: Vec::new() }
    }

    /// An element begins.
    pub(crate) fn open(&mut self, name: &str) {
        let parent = self.open.last_mut().unwrap_or(&mut self.root);
        parent.has_element = true;
        let index = REPEATED.iter().chain(&COUNTED).position(|counted| *counted == name);
        let position = match index.and_then(|index| parent.inside.get_mut(index)) {
            Some(count) => {
                *count = count.saturating_add(1);
                *count
            }
            None => 0,
        };
        self.open.push(Level { name: name.to_owned(), position, ..Level::default() });
    }

    /// The innermost element ends.
    pub(crate) fn close(&mut self) {
        self.open.pop();
    }

    /// How many are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The name of the element around the innermost one.
    pub(crate) fn parent(&self) -> &str {
        self.open.iter().rev().nth(1).map(|level| level.name.as_str()).unwrap_or_default()
    }

    /// Whether no element stands in the innermost one.
    pub(crate) fn is_leaf(&self) -> bool {
        self.open.last().is_some_and(|level| !level.has_element)
    }

    /// The names below the element at this depth, joined by slashes.
    pub(crate) fn below(&self, depth: usize, into: &mut String) {
        into.clear();
        for level in self.open.iter().skip(depth) {
            if !into.is_empty() {
                into.push('/');
            }
            into.push_str(&level.name);
        }
    }

    /// The path of the innermost element.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for level in &self.open {
            path.push('/');
            path.push_str(&level.name);
            if level.position > 1 || REPEATED.contains(&level.name.as_str()) {
                path.push('[');
                path.push_str(&level.position.to_string());
                path.push(']');
            }
        }
        path
    }
}

/// The names and positions of a path; `None` where it is none.
pub(crate) fn segments(path: &str) -> Option<Vec<(&str, u32)>> {
    let parts = path.strip_prefix('/')?.split('/');
    let segment = |part| -> Option<(&str, u32)> {
        let part: &str = part;
        let (name, position) = match part.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((name, number)) => (name, number.parse().ok().filter(|number| *number > 0)?),
            None => (part, 1),
        };
        (!name.is_empty() && !name.contains(['[', ']'])).then_some((name, position))
    };
    parts.map(segment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_back_to_its_names_and_positions() {
        let mut trail = Trail::new();
        for name in ["Document", "CstmrCdtTrfInitn", "PmtInf"] {
            trail.open(name);
        }
        for _ in 0..3 {
            trail.open("CdtTrfTxInf");
            trail.open("Cdtr");
            trail.open("Nm");
            assert!(trail.is_leaf());
            let mut below = String::new();
            trail.below(4, &mut below);
            assert_eq!((below.as_str(), trail.parent()), ("Cdtr/Nm", "Cdtr"));
            trail.close();
            trail.close();
            trail.close();
        }
        trail.open("CdtTrfTxInf");
        assert_eq!(trail.path(), "/Document/CstmrCdtTrfInitn/PmtInf[1]/CdtTrfTxInf[4]");
        assert_eq!(
            segments(&trail.path()).unwrap(),
            [("Document", 1), ("CstmrCdtTrfInitn", 1), ("PmtInf", 1), ("CdtTrfTxInf", 4)]
        );
        for path in ["", "Document", "/", "/a//b", "/a[0]", "/a[x]", "/a]b", "/a[1"] {
            assert_eq!(segments(path), None, "{path}");
        }
    }
}
