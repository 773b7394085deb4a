//! One JSON object as flat cells: `{"a": {"b": 1}}` is a cell `a.b`.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::header::MOST_COLUMNS;
use super::numbers;

/// Objects inside objects that are followed.
const DEEPEST: usize = 16;

/// The longest path to a value, in bytes, as the longest name of a Parquet column.
const LONGEST: usize = 4_096;

/// The cells of one object, in the order in which they stand there.
#[derive(Debug, Default)]
pub(super) struct Cells {
    bytes: Vec<u8>,
    /// The number of the path of each cell, and where its value ends.
    ends: Vec<(usize, usize)>,
    path: String,
    /// The paths of all objects so far, each once: as many as a table may have columns, and one.
    names: Vec<String>,
    numbers: HashMap<String, usize>,
    /// The number of the last cell's path.
    last: usize,
    /// Words for no number that stood in objects and were taken as nothing.
    pub(super) no_numbers: u64,
    /// Objects that hold a key twice, and the first such key.
    pub(super) twice: u64,
    pub(super) twice_key: Option<String>,
    /// Whether the present object holds one.
    is_twice: bool,
}

impl Cells {
    /// Takes apart one object; an error says why it is none, as the end of "line 5 …".
    pub(super) fn read(&mut self, text: &[u8]) -> Result<(), String> {
        let text = std::str::from_utf8(text).map_err(|_| "is no UTF-8".to_owned())?;
        if !text.trim_ascii_start().starts_with('{') {
            self.clear();
            return Err("is no object".to_owned());
        }
        let mut read = self.whole(text);
        if read.is_err()
            && let Some((mended, words)) = without_words(text)
        {
            read = self.whole(&mended);
            self.no_numbers += if read.is_ok() { words } else { 0 };
        }
        self.twice += u64::from(self.is_twice && read.is_ok());
        read
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.path.clear();
        self.is_twice = false;
    }

    fn whole(&mut self, text: &str) -> Result<(), String> {
        self.clear();
        let known = self.names.len();
        let read = self.object(text, DEEPEST);
        if read.is_err() {
            // What is set aside names no columns.
            for name in self.names.drain(known..) {
                self.numbers.remove(&name);
            }
        }
        read
    }

    /// The number of the path and the value of each cell; a path that stands several times has several values.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let mut start = 0;
        self.ends.iter().map(move |(path, end)| {
            let cell = (*path, &self.bytes[start..*end]);
            start = *end;
            cell
        })
    }

    /// The paths of all objects so far, by number.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of the present path; none where there are too many already.
    fn number(&mut self) -> Option<usize> {
        // Objects mostly hold the same in one order, and arrays the same again.
        let after = self.last.wrapping_add(1);
        let is_here = |number: &usize| self.names.get(*number).is_some_and(|name| *name == self.path);
        if let Some(number) = [after, self.last].into_iter().find(is_here) {
            return Some(number);
        }
        if let Some(number) = self.numbers.get(&self.path) {
            return Some(*number);
        }
        if self.names.len() > MOST_COLUMNS {
            return None;
        }
        self.names.push(self.path.clone());
        self.numbers.insert(self.path.clone(), self.names.len() - 1);
        Some(self.names.len() - 1)
    }

    fn object(&mut self, text: &str, depth: usize) -> Result<(), String> {
        if depth == 0 {
            return Err(format!("has more than {DEEPEST} objects inside each other"));
        }
        let Entries(entries) = parsed(text)?;
        self.look_for_twice(&entries);
        let before = self.path.len();
        for (key, value) in entries {
            if before > 0 {
                self.path.push('.');
            }
            self.path.push_str(&key);
            if self.path.len() > LONGEST {
                return Err(format!("has a key of more than {LONGEST} bytes, those around it included"));
            }
            self.value(value.get(), depth - 1)?;
            self.path.truncate(before);
        }
        Ok(())
    }

    /// Notes a key that stands twice.
    fn look_for_twice(&mut self, entries: &[(String, &RawValue)]) {
        let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        if let Some(pair) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
            self.is_twice = true;
            self.twice_key.get_or_insert_with(|| pair[0].to_owned());
        }
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
        let Some(path) = self.number() else { return Ok(()) };
        self.last = path;
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

/// Words that programs write for what is no finite number, though JSON has none.
const WORDS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];

/// The text with nothing in the place of such words, and how many there were; none where there was none.
fn without_words(text: &str) -> Option<(String, u64)> {
    let (mut mended, mut words) = (String::with_capacity(text.len()), 0);
    let (mut in_string, mut escaped) = (false, false);
    // Where what is not copied yet begins, and what stood before, blanks left out.
    let (mut from, mut before) = (0, b' ');
    for (place, byte) in text.bytes().enumerate() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        in_string = byte == b'"';
        if matches!(before, b':' | b',' | b'[') && matches!(byte, b'N' | b'I' | b'-') {
            let rest = &text[place..];
            if let Some(word) = WORDS.into_iter().find(|word| rest.starts_with(word)) {
                mended.push_str(&text[from..place]);
                mended.push_str("null");
                from = place + word.len();
                words += 1;
            }
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    mended.push_str(&text[from..]);
    (words > 0).then_some((mended, words))
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
        let owned = |(path, value): (usize, &[u8])| {
            (cells.names()[path].clone(), String::from_utf8(value.to_vec()).unwrap())
        };
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
    fn words_for_no_number_hold_nothing() {
        let read = cells("{\"a\": NaN, \"b\":[1,-Infinity,Infinity], \"NaN\": \"x: NaN, \\\"y\"}");
        assert_eq!(read, Ok(vec![pair("b", "1"), pair("NaN", "x: NaN, \"y")]));
        for text in ["{\"a\":NaNa}", "{NaN:1}", "{\"a\":-NaN}", "{\"a\":nan}"] {
            assert!(cells(text).unwrap_err().starts_with("is no JSON"), "{text}");
        }
        let mut cells = Cells::default();
        for text in
            ["{\"a\":NaN,\"b\":NaN}", "{\"a\":NaN,\"b\":}", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":2}}"]
        {
            let _ = cells.read(text.as_bytes());
        }
        assert_eq!((cells.no_numbers, cells.twice, cells.twice_key.as_deref()), (2, 2, Some("a")));
    }

    #[test]
    fn a_path_is_held_once_and_is_no_longer_than_a_name() {
        let mut cells = Cells::default();
        let key = "k".repeat(LONGEST);
        let items = "1,".repeat(100_000);
        cells.read(format!("{{\"{key}\":[{items}1]}}").as_bytes()).unwrap();
        assert_eq!((cells.cells().count(), cells.names().len()), (100_001, 1));
        assert!(cells.bytes.capacity() < 1 << 20, "{} bytes", cells.bytes.capacity());
        let error = cells.read(format!("{{\"a\":1,\"{key}k\":1}}").as_bytes()).unwrap_err();
        assert_eq!(error, "has a key of more than 4096 bytes, those around it included");
        assert_eq!(cells.names().len(), 1, "what is set aside names nothing");
        cells.read(format!("{{\"a\":1,\"{key}\":1}}").as_bytes()).unwrap();
        assert_eq!(cells.cells().map(|(path, _)| path).collect::<Vec<_>>(), [1, 0]);
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
