//! Mailboxes and telephone numbers inside free text.

use bonafide_records::normal::{Mailbox, Phone};

/// Contacts taken from one answer; nobody names more referees.
const MOST: usize = 20;

/// Bytes of an answer that are searched.
const SEARCHED: usize = 64 * 1024;

/// The mailboxes in a text, in its order.
pub(super) fn mailboxes(text: &str) -> Vec<Mailbox> {
    let mut found = Vec::new();
    for word in head(text).split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '|' | '<' | '>' | '(' | ')' | '[' | ']' | '"')
    }) {
        if found.len() >= MOST {
            break;
        }
        let Some((before, domain)) = word.split_once('@') else {
            continue;
        };
        // `E-Mail:name@…` and `name@…/` are written without a space.
        let local = before.rsplit([':', '/', '=']).next().unwrap_or_default();
        let domain =
            domain.split(['/', ':', '?']).next().unwrap_or_default().trim_end_matches(['.', '!', '\'']);
        found.extend(Mailbox::parse(&format!("{local}@{domain}")));
    }
    found
}

/// The telephone numbers in a text, in its order. `region` as in [`Phone::parse`].
pub(super) fn phones(text: &str, region: Option<&str>) -> Vec<Phone> {
    let text = head(text);
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c == '+' || c == '(' || c.is_ascii_digit()) {
        if found.len() >= MOST {
            break;
        }
        let glued = rest
            .get(..start)
            .and_then(|before| before.chars().next_back())
            .is_some_and(char::is_alphanumeric);
        let tail = rest.get(start..).unwrap_or_default();
        let run = tail.get(..run_length(tail)).unwrap_or_default();
        if !glued && is_number(run) {
            found.extend(Phone::parse(run.trim_end_matches(|c: char| !c.is_ascii_digit()), region));
        }
        rest = tail.get(run.len().max(1)..).unwrap_or_default();
    }
    found
}

/// Bytes that may belong to one number: digits, a plus at the start, and what stands between.
fn run_length(text: &str) -> usize {
    let belongs = |(index, c): (usize, char)| {
        c.is_ascii_digit()
            || (c == '+' && index == 0)
            || matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}')
    };
    let mut length = 0;
    for (index, character) in text.char_indices() {
        if !belongs((index, character)) {
            break;
        }
        length = index + character.len_utf8();
    }
    length
}

/// Whether the digits can be a telephone number: 7 to 17 of them, and no two years.
fn is_number(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let groups: Vec<&str> =
        run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let year = |group: &&str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let date = groups.len() == 3 && groups.iter().any(year) && digits <= 8;
    let years = groups.len() == 2 && groups.iter().all(year);
    (7..=17).contains(&digits) && (run.starts_with('+') || !(years || date))
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(SEARCHED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_stand_between_other_text() {
        let text =
            "1. Ada Quill <ada.quill@forge.example.org>, 2. E-Mail:tom@harbour.example.com. (no @ here)";
        let found: Vec<String> = mailboxes(text).iter().map(|mailbox| mailbox.key().to_owned()).collect();
        assert_eq!(found, ["ada.quill@forge.example.org", "tom@harbour.example.com"]);
    }

    #[test]
    fn numbers_stand_between_years_and_dates() {
        let count = |text: &str| phones(text, Some("DE")).len();
        assert_eq!(count("Ada Quill, +49 30 23125 017, worked with me 2012 - 2016"), 1);
        assert_eq!(count("Tel. 030/23125-018 or +44 (0)20 7946 0018"), 2);
        assert_eq!(count("2012-2016, 01.02.2014, room 4711, AB1234567890"), 0);
        assert_eq!(count(""), 0);
    }
}
