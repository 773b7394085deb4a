//! The element at a path, with its neighbours.

use std::collections::VecDeque;
use std::io::Read;

use super::is_hidden_element;
use super::stream::{Step, Stream};
use super::trail;

/// Neighbours on either side.
const NEIGHBOURS: u32 = 2;

/// Bytes of a neighbour that are kept for display.
const LONGEST_NEIGHBOUR: usize = 256 * 1024;

/// An element and what stands around it under the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundElement {
    /// Its raw text.
    pub(crate) text: String,
    /// Up to two before it: path and raw text.
    pub(crate) before: Vec<(String, String)>,
    /// Up to two behind it.
    pub(crate) after: Vec<(String, String)>,
}

/// Finds the element at a path as [`super::trail::Trail::path`] gives it. `input` is decoded UTF-8
/// without a byte order mark. `None` where nothing stands there.
pub(crate) fn find_element(input: impl Read, path: &str) -> Option<FoundElement> {
    let segments = trail::segments(path)?;
    let last = segments.len().checked_sub(1)?;
    let (_, wanted) = segments.get(last).copied()?;
    let around = path.rfind('/').and_then(|at| path.get(..at)).unwrap_or_default();
    let mut stream = Stream::new(input);
    let mut finder = Finder { segments, counts: vec![0; last + 1], matched: 0, depth: 0 };
    let mut before: VecDeque<(String, String)> = VecDeque::new();
    let mut found: Option<String> = None;
    let mut after = Vec::new();
    let mut keeping = None;
    // Behind the record a fault takes no more than its neighbours away.
    while let Ok(step) = stream.next() {
        match step {
            Step::Open => {
                if let Some(position) = finder.open(stream.name())
                    && position + NEIGHBOURS >= wanted
                {
                    keeping = Some(position);
                    stream.keep();
                }
            }
            Step::Close => {
                let at_record = finder.depth == last + 1;
                let parent_ended = finder.close();
                if let (true, Some(position)) = (at_record, keeping.take_if(|_| at_record)) {
                    let raw = stream.kept();
                    let label = format!("{around}/{}[{position}]", stream.name());
                    let shown = raw.clone().filter(|text| text.len() <= LONGEST_NEIGHBOUR);
                    if position == wanted {
                        found = raw;
                        found.as_ref()?;
                    } else if let Some(text) = shown {
                        if position < wanted {
                            before.push_back((label, text));
                        } else {
                            after.push((label, text));
                        }
                    }
                    if position >= wanted.saturating_add(NEIGHBOURS) {
                        break;
                    }
                }
                if parent_ended && found.is_some() {
                    break;
                }
            }
            Step::Text => {}
            Step::End => break,
        }
    }
    found.map(|text| FoundElement { text, before: before.into(), after })
}

/// Follows a path while elements open and close.
struct Finder<'p> {
    segments: Vec<(&'p str, u32)>,
    /// How many elements of each segment's name stood in its parent so far.
    counts: Vec<u32>,
    /// How many of the open elements, from the outermost on, are those of the path.
    matched: usize,
    depth: usize,
}

impl Finder<'_> {
    /// An element begins. Gives its position where it has the last segment's name and parents.
    fn open(&mut self, name: &str) -> Option<u32> {
        let depth = self.depth;
        self.depth += 1;
        if self.matched != depth {
            return None;
        }
        let (wanted, position) = self.segments.get(depth).copied()?;
        let count = self.counts.get_mut(depth)?;
        if name != wanted {
            return None;
        }
        *count = count.saturating_add(1);
        let here = *count;
        let is_last = depth + 1 == self.segments.len();
        if here == position && !is_last {
            self.matched = depth + 1;
            if let Some(below) = self.counts.get_mut(depth + 1) {
                *below = 0;
            }
        }
        is_last.then_some(here)
    }

    /// An element ends. Gives whether it is the last segment's parent.
    fn close(&mut self) -> bool {
        self.depth = self.depth.saturating_sub(1);
        if self.matched != self.depth + 1 {
            return false;
        }
        self.matched = self.depth;
        self.matched + 2 == self.segments.len()
    }
}

/// XML text with the content of elements that are never read replaced. What cannot be parsed is not
/// shown.
pub(crate) fn hide_in_xml(text: &str, never_read: &str) -> String {
    let mut stream = Stream::new(text.as_bytes());
    let mut shown = String::with_capacity(text.len());
    let (mut depth, mut hidden_at) = (0_usize, None);
    let (mut copied, mut before) = (0, 0);
    loop {
        let step = stream.next();
        match step {
            Err(_) => return "… (cannot be shown)".to_owned(),
            Ok(Step::End) => break,
            Ok(Step::Open) => {
                depth += 1;
                if hidden_at.is_none() && is_hidden_element(stream.name()) {
                    hidden_at = Some(depth);
                    shown.push_str(text.get(copied..stream.position()).unwrap_or_default());
                    copied = stream.position();
                }
            }
            Ok(Step::Close) => {
                if hidden_at == Some(depth) {
                    hidden_at = None;
                    if before > copied {
                        shown.push_str(never_read);
                    }
                    copied = before.max(copied);
                }
                depth = depth.saturating_sub(1);
            }
            Ok(Step::Text) => {}
        }
        before = stream.position();
    }
    shown.push_str(text.get(copied..).unwrap_or_default());
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<?xml version='1.0'?>\n<d:Document xmlns:d='u'><A><T n='1'>x</T><U/><T>y &amp; z</T>\
                        <T><!-- c --><B/></T><T>w</T></A><A><T>other</T></A></d:Document>";

    fn find(path: &str) -> Option<FoundElement> {
        find_element(TEXT.as_bytes(), path)
    }

    #[test]
    fn the_element_at_a_path_is_found_with_its_neighbours() {
        let found = find("/Document/A/T[2]").unwrap();
        assert_eq!(found.text, "<T>y &amp; z</T>");
        assert_eq!(found.before, [("/Document/A/T[1]".to_owned(), "<T n='1'>x</T>".to_owned())]);
        let after: Vec<&str> = found.after.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(after, ["<T><!-- c --><B/></T>", "<T>w</T>"]);
        assert_eq!(find("/Document/A[2]/T").unwrap().text, "<T>other</T>");
        assert!(find("/Document/A[2]/T").unwrap().before.is_empty());
        assert_eq!(find("/Document/A/U").unwrap().text, "<U/>");
        assert_eq!(find("/Document/A[1]/T[4]").unwrap().before.len(), 2);
        for path in ["/Document/A/T[5]", "/Document/A[3]", "/Document/T", "/A/T[1]", "", "/Document/A/T/x"] {
            assert_eq!(find(path), None, "{path}");
        }
    }

    #[test]
    fn a_neighbour_that_is_cut_off_takes_nothing_away() {
        let found = find_element("<D><T>1</T><T>2".as_bytes(), "/D/T[1]").unwrap();
        assert_eq!((found.text.as_str(), found.after.len()), ("<T>1</T>", 0));
    }

    #[test]
    fn what_is_never_read_is_not_shown() {
        let text = "<Pty><PrvtId><DtAndPlcOfBirth><BirthDt>1990</BirthDt><CtryOfBirth>XX</CtryOfBirth>\
                    </DtAndPlcOfBirth></PrvtId><NmPrfx>MISS</NmPrfx><BirthDt/><Nm>A &amp; B</Nm></Pty>";
        assert_eq!(
            hide_in_xml(text, "[never read]"),
            "<Pty><PrvtId><DtAndPlcOfBirth>[never read]</DtAndPlcOfBirth></PrvtId><NmPrfx>[never read]</NmPrfx>\
             <BirthDt/><Nm>A &amp; B</Nm></Pty>"
        );
        assert!(!hide_in_xml("<a><BirthDt>1990", "[never read]").contains("1990"));
    }
}
