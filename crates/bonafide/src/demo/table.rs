//! Tables as products export them: delimiter, quoting, encoding and line ends.

use std::io::{self, Write};

/// How a table's text becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte order mark, as spreadsheets save it.
    Utf8Mark,
    /// Windows-1252, what German office software calls "ANSI".
    Windows1252,
    /// UTF-16, little end first, behind a byte order mark ("Unicode text").
    Utf16,
}

impl Encoding {
    /// Whether every letter of the text can be written.
    fn holds(self, text: &str) -> bool {
        self != Self::Windows1252 || !encoding_rs::WINDOWS_1252.encode(text).2
    }

    /// The text in letters that can be written: the few others lose their accents.
    pub fn spell(self, text: &str) -> String {
        if self.holds(text) {
            return text.to_owned();
        }
        let mut spelt = String::with_capacity(text.len());
        for letter in text.chars() {
            if self.holds(letter.encode_utf8(&mut [0; 4])) {
                spelt.push(letter);
            } else {
                spelt.push_str(any_ascii::any_ascii_char(letter));
            }
        }
        spelt
    }
}

/// Writes rows of cells.
pub struct Table<W> {
    out: W,
    delimiter: char,
    encoding: Encoding,
    line_end: &'static str,
    line: String,
}

impl<W: Write> Table<W> {
    /// A table; writes the byte order mark where there is one.
    pub fn new(mut out: W, delimiter: char, encoding: Encoding, line_end: &'static str) -> io::Result<Self> {
        match encoding {
            Encoding::Utf8Mark => out.write_all(b"\xEF\xBB\xBF")?,
            Encoding::Utf16 => out.write_all(b"\xFF\xFE")?,
            Encoding::Utf8 | Encoding::Windows1252 => {}
        }
        Ok(Self { out, delimiter, encoding, line_end, line: String::new() })
    }

    /// One row; cells are quoted where they must be (RFC 4180).
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> io::Result<()> {
        self.line.clear();
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.line.push(self.delimiter);
            }
            let text = cell.as_ref();
            if text.contains(['"', '\n', '\r']) || text.contains(self.delimiter) {
                self.line.push('"');
                self.line.push_str(&text.replace('"', "\"\""));
                self.line.push('"');
            } else {
                self.line.push_str(text);
            }
        }
        self.line.push_str(self.line_end);
        self.write_line()
    }

    /// A line as it is, e.g. a report's title above the header or a row that somebody broke.
    pub fn raw(&mut self, text: &str) -> io::Result<()> {
        self.line.clear();
        self.line.push_str(text);
        self.line.push_str(self.line_end);
        self.write_line()
    }

    /// Writes what is still held back.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn write_line(&mut self) -> io::Result<()> {
        match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Mark => self.out.write_all(self.line.as_bytes()),
            Encoding::Windows1252 => self.out.write_all(&encoding_rs::WINDOWS_1252.encode(&self.line).0),
            Encoding::Utf16 => {
                for unit in self.line.encode_utf16() {
                    self.out.write_all(&unit.to_le_bytes())?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Table};

    fn written(delimiter: char, encoding: Encoding, rows: &[&[&str]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut table = Table::new(&mut bytes, delimiter, encoding, "\r\n").unwrap();
        for row in rows {
            table.row(row).unwrap();
        }
        table.finish().unwrap();
        bytes
    }

    #[test]
    fn cells_are_quoted_only_where_they_must_be() {
        let bytes = written(';', Encoding::Utf8, &[&["a,b", "c;d", "say \"yes\"", "two\nlines"]]);
        assert_eq!(String::from_utf8(bytes).unwrap(), "a,b;\"c;d\";\"say \"\"yes\"\"\";\"two\nlines\"\r\n");
    }

    #[test]
    fn encodings_are_what_they_say() {
        assert_eq!(written(';', Encoding::Windows1252, &[&["Öst", "ß"]]), b"\xD6st;\xDF\r\n");
        assert_eq!(written(',', Encoding::Utf16, &[&["ä"]]), b"\xFF\xFE\xE4\x00\r\x00\n\x00");
        assert_eq!(written(',', Encoding::Utf8Mark, &[&["a"]]), b"\xEF\xBB\xBFa\r\n");
        assert!(!Encoding::Windows1252.holds("Рами"));
        assert!(Encoding::Windows1252.holds("Größe"));
        assert_eq!(Encoding::Windows1252.spell("Stary Dwór, Wiśniowa, Größe"), "Stary Dwór, Wisniowa, Größe");
        assert_eq!(Encoding::Utf8.spell("Wiśniowa"), "Wiśniowa");
    }
}
