//! A strict reader of the markup that we write: every tag closed in order, no stray angle bracket.

/// One tag as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

const VOID: [&str; 3] = ["meta", "br", "img"];

/// All opening tags in order; panics where the markup is not well formed.
pub(crate) fn tags(text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        assert!(!rest[..start].contains('>') || open.last().is_some_and(|name| name == "style"), "a stray >");
        let end = start + rest[start..].find('>').expect("an open tag");
        let inner = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if inner.starts_with('!') {
            continue;
        }
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of order");
            continue;
        }
        let closed = inner.ends_with('/');
        let tag = tag(inner.trim_end_matches('/'));
        if !closed && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        if tag.name == "style" {
            rest = &rest[rest.find("</style>").expect("the end of the style sheet")..];
        }
        found.push(tag);
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    found
}

fn tag(inner: &str) -> Tag {
    let (name, mut rest) = inner.split_once([' ', '\n']).unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    rest = rest.trim_start();
    while !rest.is_empty() {
        let Some((key, after)) = rest.split_once("=\"").filter(|(key, _)| !key.contains(' ')) else {
            let (flag, after) = rest.split_once(' ').unwrap_or((rest, ""));
            attributes.push((flag.to_owned(), String::new()));
            rest = after.trim_start();
            continue;
        };
        let (value, after_value) = after.split_once('"').expect("a closed attribute");
        attributes.push((key.to_owned(), value.to_owned()));
        rest = after_value.trim_start();
    }
    Tag { name: name.to_owned(), attributes }
}

#[test]
#[should_panic(expected = "closed out of order")]
fn the_reader_refuses_what_is_not_closed() {
    tags("<p><b>x</p></b>");
}
