//! One JSON object as flat cells: `{"a": {"b": 1}}` is a cell `a.b`.

use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::numbers;

/// Objects inside objects that are followed.
const DEEPEST: usize = 16;

/// The cells of one object, in the order in which they stand there.
#[derive(Debug, Default)]
pub(super) struct Cells {
    bytes: Vec<u8>,
    /// Where path and value of each cell end.
    ends: Vec<(usize, usize)>,
    path: String,
}

impl Cells {
    /// Takes apart one object; an error says why it is none, as the end of "line 5 …".
    pub(super) fn read(&mut self, text: &[u8]) -> Result<(), String> {
        self.bytes.clear();
        self.ends.clear();
        self.path.clear();
        let text = std::str::from_utf8(text).map_err(|_| "is no UTF-8".to_owned())?;
        if !text.trim_ascii_start().starts_with('{') {
            return Err("is no object".to_owned());
        }
        self.object(text, DEEPEST)
    }

    /// Path and value of each cell; a path that stands several times has several values.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let mut start = 0;
        self.ends.iter().map(move |(path, value)| {
            let cell = (
                std::str::from_utf8(&self.bytes[start..*path]).unwrap_or_default(),
                &self.bytes[*path..*value],
            );
            start = *value;
            cell
        })
    }

    fn object(&mut self, text: &str, depth: usize) -> Result<(), String> {
        if depth == 0 {
            return Err(format!("has more than {DEEPEST} objects inside each other"));
        }
        let Entries(entries) = parsed(text)?;
        let before = self.path.len();
        for (key, value) in entries {
            if before > 0 {
                self.path.push('.');
            }
            self.path.push_str(&key);
            self.value(value.get(), depth - 1)?;
            self.path.truncate(before);
        }
        Ok(())
    }

    fn value(&mut self, text: &str, depth: usize) -> Result<(), String> {
        match text.as_bytes().first() {
            Some(b'{') => return self.object(text, depth),
            Some(b'[') => {
                if depth == 0 {
                    return Err(format!("has more than {DEEPEST} arrays inside each other"));
                }
                let Items(items) = parsed(text)?;
                for item in items {
                    self.value(item.get(), depth - 1)?;
                }
                return Ok(());
            }
            Some(b'n') | None => return Ok(()),
            _ => {}
        }
        self.bytes.extend_from_slice(self.path.as_bytes());
        let path = self.bytes.len();
        match text.as_bytes().first() {
            // Without an escape the text between the quotes is the string.
            Some(b'"') if !text.contains('\\') => {
                self.bytes.extend_from_slice(&text.as_bytes()[1..text.len() - 1]);
            }
            Some(b'"') => self.bytes.extend_from_slice(parsed::<String>(text)?.as_bytes()),
            Some(b't' | b'f') => self.bytes.extend_from_slice(text.as_bytes()),
            _ => numbers::literal(text, &mut self.bytes),
        }
        self.ends.push((path, self.bytes.len()));
        Ok(())
    }
}

fn parsed<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        format!("is no JSON: {}", message.split(" at line").next().unwrap_or_default())
    })
}

/// The members of an object in their order, each key as often as it stands there.
struct Entries<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Entries<'t> {
    fn deserialize<D: serde::Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'t> Visitor<'t> for Members {
            type Value = Entries<'t>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Entries<'t>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// The items of an array.
struct Items<'t>(Vec<&'t RawValue>);

impl<'t> Deserialize<'t> for Items<'t> {
    fn deserialize<D: serde::Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'t> Visitor<'t> for Elements {
            type Value = Items<'t>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'t>>(self, mut sequence: A) -> Result<Items<'t>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = sequence.next_element()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }
        deserializer.deserialize_seq(Elements)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Result<Vec<(String, String)>, String> {
        let mut cells = Cells::default();
        cells.read(text.as_bytes())?;
        let owned =
            |(path, value): (&str, &[u8])| (path.to_owned(), String::from_utf8(value.to_vec()).unwrap());
        Ok(cells.cells().map(owned).collect())
    }

    fn pair(path: &str, value: &str) -> (String, String) {
        (path.to_owned(), value.to_owned())
    }

    #[test]
    fn an_object_becomes_flat_cells_in_its_own_order() {
        let read = cells(
            r#" {"z":"A\u00e9","a":{"y":1.50,"b":{"c":true}},"n":null,"l":[1,"x",null,[2]],"p":[{"k":"1"},{"k":"2"}],"e":""} "#,
        );
        let expected = vec![
            pair("z", "Aé"),
            pair("a.y", "1.5"),
            pair("a.b.c", "true"),
            pair("l", "1"),
            pair("l", "x"),
            pair("l", "2"),
            pair("p.k", "1"),
            pair("p.k", "2"),
            pair("e", ""),
        ];
        assert_eq!(read, Ok(expected));
    }

    #[test]
    fn what_is_no_object_says_why() {
        for (text, why) in [
            ("[1]", "is no object"),
            ("7", "is no object"),
            ("{\"a\":1", "is no JSON"),
            ("{\"a\":1} x", "is no JSON"),
            ("{\"a\":\"\\ud800\"}", "is no JSON"),
            ("{\"a\":01}", "is no JSON"),
            ("{a:1}", "is no JSON"),
        ] {
            let error = cells(text).unwrap_err();
            assert!(error.starts_with(why), "{text}: {error}");
        }
        assert_eq!(Cells::default().read(b"{\"a\":\"\xFF\"}"), Err("is no UTF-8".to_owned()));
        let deep = format!("{}1{}", "{\"a\":".repeat(20), "}".repeat(20));
        assert!(cells(&deep).unwrap_err().contains("inside each other"));
        let wide = format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100));
        assert!(cells(&wide).unwrap_err().contains("inside each other"));
    }
}
