//! XML: elements with their raw text, without loading the file.
//!
//! * [`stream`]: elements and texts one after the other, within limits, with the raw text of those
//!   that are asked for. No document type definition is read, so no entity can grow.
//! * [`pieces`]: the same for small packages (spreadsheets, lists), piece by piece and without spans.
//! * [`trail`]: where an element stands, as a path with positions.
//! * [`find`]: the element at such a path, with its neighbours, and what is never read hidden.

pub(crate) mod find;
pub(crate) mod pieces;
pub(crate) mod stream;
pub(crate) mod trail;

use bonafide_records::protected::is_protected;

use crate::text::{Encoding, Survey};

/// Whether a file that starts so is XML or a web page.
pub(crate) fn looks_like_xml(prefix: &str) -> bool {
    let trimmed = prefix.trim_start_matches('\u{feff}').trim_start();
    let Some(rest) = trimmed.strip_prefix('<') else { return false };
    rest.starts_with("?xml")
        || rest.starts_with("!--")
        || rest.starts_with("!DOCTYPE")
        || begins_element(rest)
}

/// Whether a name and the end or an attribute of a start tag follow.
fn begins_element(rest: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
    let name = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    let behind = rest.get(name..).unwrap_or_default();
    let first_is_letter = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let tag = behind.find('>').and_then(|end| behind.get(..end)).unwrap_or_default();
    let is_tag =
        behind.starts_with('>') || (behind.starts_with([' ', '\t', '\r', '\n', '/']) && !tag.contains(';'));
    first_is_letter && is_tag && behind.contains('>')
}

/// Which encoding an XML file is read in: a byte order mark and UTF-16 go before what the prolog
/// declares; that before a guess. The error is an encoding that is not read.
pub(crate) fn encoding(looked: &Survey) -> Result<Encoding, String> {
    if looked.mark > 0 || looked.encoding.unit() == 2 {
        return Ok(looked.encoding);
    }
    let head = looked.encoding.decode(looked.head.get(..looked.head.len().min(512)).unwrap_or_default());
    let Some(declared) = declared(&head) else { return Ok(looked.encoding) };
    let known = match declared.to_ascii_lowercase().as_str() {
        "us-ascii" | "ascii" => Some(Encoding::Utf8),
        word => Encoding::from_word(word),
    };
    match known {
        // Declared as UTF-8 and full of bytes that are none: what the bytes show goes before.
        Some(Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be) => Ok(looked.encoding),
        Some(other) => Ok(other),
        None => Err(format!("declares the encoding `{declared}`, which is not read")),
    }
}

/// The encoding that a prolog declares.
fn declared(head: &str) -> Option<&str> {
    let rest = head.trim_start().strip_prefix("<?xml")?;
    let prolog = rest.get(..rest.find("?>")?)?;
    let value = prolog.get(prolog.find("encoding")? + "encoding".len()..)?.trim_start().strip_prefix('=')?;
    let value = value.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next().filter(|word| !word.is_empty() && word.len() <= 40)
}

/// Whether an element of this name is never read: birth, and what stands in for sex.
///
/// ISO 20022 abbreviates, so these words stand beside the one list for all sources.
pub(crate) fn is_protected_element(name: &str) -> bool {
    name.contains("Birth") || ["NmPrfx", "Gndr", "Ntlty", "CtryOfCtznsh"].contains(&name)
}

/// As [`is_protected_element`], and by the one list for all sources: for text that is shown.
fn is_hidden_element(name: &str) -> bool {
    is_protected_element(name) || is_protected(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_told_from_tables_and_text() {
        for text in
            ["<?xml version=\"1.0\"?>", "\u{feff} <Document xmlns=\"x\">", "<!-- a -->", "<a/>", "<html>"]
        {
            assert!(looks_like_xml(text), "{text}");
        }
        for text in
            ["a,b", "<5 items", "< a", "", "<name;amount\n", "{\"a\":1}", "<name, of a file", "<a b;c>;d"]
        {
            assert!(!looks_like_xml(text), "{text}");
        }
    }

    #[test]
    fn the_prolog_decides_between_latin_and_utf_8() {
        let look = |bytes: &[u8]| encoding(&crate::text::survey(bytes).unwrap());
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xfc</a>";
        assert_eq!(look(latin), Ok(Encoding::Windows1252));
        assert_eq!(look(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xfc</a>"), Ok(Encoding::Windows1252));
        assert_eq!(
            look("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>ü</a>".as_bytes()),
            Ok(Encoding::Windows1252)
        );
        assert_eq!(look("<a>ü</a>".as_bytes()), Ok(Encoding::Utf8));
        assert!(look(b"<?xml version=\"1.0\" encoding=\"EBCDIC-DE\"?><a/>").is_err());
    }

    #[test]
    fn births_and_forms_of_address_are_never_read() {
        for name in ["BirthDt", "DtAndPlcOfBirth", "CtryOfBirth", "CityOfBirth", "NmPrfx"] {
            assert!(is_protected_element(name), "{name}");
        }
        for name in ["Nm", "IBAN", "CtryOfRes", "PstlAdr", "Ustrd", "EndToEndId"] {
            assert!(!is_hidden_element(name), "{name}");
        }
    }
}
