//! The closed words of the contract as sentences for people.
//!
//! A word that this version does not know is shown as it stands, so that a later document still reads.

/// A family of mechanisms.
///
/// ```
/// assert_eq!(bonafide_exchange::words::family("PAY"), "pay");
/// ```
pub fn family(code: &str) -> &str {
    match code {
        "LINK" => "shared identifiers",
        "DOC" => "papers and history",
        "CONTACT" => "ways to reach them",
        "INT" => "interview",
        "SHIP" => "delivery",
        "NET" => "network",
        "END" => "devices",
        "CODE" => "code accounts",
        "DATA" => "data leaving",
        "BEH" => "working pattern",
        "PAY" => "pay",
        "EXIT" => "leaving",
        other => other,
    }
}

/// A claim as the question it raises; the evidence speaks for it, it is not established.
pub fn claim(kind: &str) -> &str {
    match kind {
        "SamePerson" => "one person behind several records",
        "SharedControl" => "one thing serves several persons",
        "FalseIdentity" => "identity or papers of somebody else",
        "FalseHistory" => "a history that does not hold together",
        "CopiedWork" => "work of somebody else",
        "OperatedByAnother" => "account or device used by somebody else",
        "ElsewhereThanSaid" => "elsewhere than said",
        "PaidToAnother" => "pay that goes to somebody else",
        "ListedParty" => "a party on a list",
        "TakesData" => "data, code or money leaving",
        "PlantsRisk" => "a change that plants a risk",
        "Extorts" => "a demand under threat",
        other => other,
    }
}

/// The shape that stands before a band, so that colour never carries the meaning alone.
pub fn band_shape(band: &str) -> &'static str {
    match band {
        "stop and call" => "\u{25A0}",
        "verify before access" => "\u{25C6}",
        "verify" => "\u{25CF}",
        _ => "\u{25CB}",
    }
}

/// What a band asks of its reader.
pub fn band(band: &str) -> &'static str {
    match band {
        "stop and call" => "stop and speak to counsel and the security lead today",
        "verify before access" => "do the next check before access, equipment or pay is given",
        "verify" => "do the next check in the ordinary course",
        _ => "nothing to do",
    }
}

/// A grade.
pub fn grade(letter: &str) -> &'static str {
    match letter {
        "A" => "can open a case alone",
        "B" => "needs a second family",
        "C" => "context",
        "P" => "about the firm",
        _ => "",
    }
}

/// Why a finding has its grade; what `assess` writes of an unchanged grade names the catalogue.
pub fn because(text: &str) -> &str {
    if text == "the row's grade" { "its grade in the catalogue" } else { text }
}

/// Why a finding has its grade, where there is more to say than that the catalogue gives it.
pub fn because_unusual(text: &str) -> &str {
    if text == "the row's grade" { "" } else { text }
}

/// What opened a case.
pub fn opened_by(rule: &str) -> &str {
    match rule {
        "legal_stop" => "a legal stop",
        "one_a" => "one finding of grade A",
        "two_b" => "two findings of grade B from different families",
        "b_and_two_c" => "one finding of grade B and two of grade C, from three families",
        other => other,
    }
}

/// [`opened_by`] in the fewest words, for a terminal.
pub fn opened_by_short(rule: &str) -> &str {
    match rule {
        "legal_stop" => "legal stop",
        "one_a" => "one A",
        "two_b" => "two B",
        "b_and_two_c" => "one B and two C",
        other => other,
    }
}

/// A kind of thing, in the singular.
pub fn thing(kind: &str) -> &str {
    match kind {
        "code_account" => "code account",
        "payment_account" => "payment account",
        "network" => "network address",
        "address" => "postal address",
        other => other,
    }
}

/// A kind of thing, counted.
pub fn things(kind: &str) -> &str {
    match kind {
        "phone" => "phones",
        "mailbox" => "mailboxes",
        "code_account" => "code accounts",
        "factor" => "sign-in factors",
        "device" => "devices",
        "display" => "displays",
        "payment_account" => "payment accounts",
        "wallet" => "wallets",
        "document" => "documents",
        "network" => "network addresses",
        "repository" => "repositories",
        "address" => "postal addresses",
        other => other,
    }
}

/// A detector's state, as a heading.
pub fn state(word: &str) -> &str {
    match word {
        "ran" => "Ran",
        "no_data" => "No data to compare",
        "off" => "Switched off",
        "refused" => "Refused by the firm's policy",
        "not_built" => "Not built yet",
        "rejected" => "Considered and rejected",
        other => other,
    }
}

/// What a detector's state means for the reader.
pub fn state_meaning(word: &str) -> &'static str {
    match word {
        "ran" => "At least one value of the kind was compared. Silence here means: nothing found.",
        "no_data" => "Nothing was read that could be compared. Silence here means nothing either way.",
        "off" => "Off by default, or by firm.toml.",
        "refused" => "The policy in firm.toml does not allow the sources, so they were not read.",
        "not_built" => "In the catalogue, and for a later release.",
        "rejected" => "In the catalogue with the reason why it will not be built.",
        _ => "",
    }
}

/// Text without anything that could steer a terminal, turn the reading direction or hide in a line.
///
/// Line ends, tabs and separators become spaces. Other controls and marks of direction leave a `?`, so
/// that a reader sees where something stood. Format characters that show nothing (soft hyphen, zero
/// width joiners, byte order mark) are left out. Together that is all of the Unicode categories Cc and Cf,
/// U+2028 and U+2029.
///
/// ```
/// use bonafide_exchange::words::plain;
/// assert_eq!(plain("a\u{1b}[31mb\u{9b}c\u{202e}d"), "a?[31mb?c?d");
/// assert_eq!(plain("co\u{ad}operate\nsoon"), "cooperate soon");
/// ```
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            other if other.is_control() || turns(other) => shown.push('?'),
            other if hides(other) => {}
            other => shown.push(other),
        }
    }
    shown
}

/// Whether a character turns the reading direction.
fn turns(character: char) -> bool {
    matches!(
        character,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// The rest of the category Cf, as of Unicode 17.
fn hides(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{600}'..='\u{605}'
            | '\u{6DD}'
            | '\u{70F}'
            | '\u{890}'..='\u{891}'
            | '\u{8E2}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206A}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{110BD}'
            | '\u{110CD}'
            | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// A detector's id in words, its family left out: `link-postal-address` is a postal address.
///
/// ```
/// assert_eq!(bonafide_exchange::words::detector("link-postal-address"), "postal address");
/// assert_eq!(bonafide_exchange::words::detector("single"), "single");
/// ```
pub fn detector(id: &str) -> String {
    let name = id.split_once('-').map_or(id, |(_, name)| name);
    plain(&name.replace('-', " "))
}

/// A word as a shell takes it: quoted where it holds anything but letters, digits and `:._/@%+-`.
///
/// Keys and file names are written by outside people; a command that is shown may be pasted.
///
/// ```
/// use bonafide_exchange::words::shell;
/// assert_eq!(shell("greenhouse:1"), "greenhouse:1");
/// assert_eq!(shell("a b|c"), "'a b|c'");
/// assert_eq!(shell("it's"), r"'it'\''s'");
/// ```
pub fn shell(word: &str) -> String {
    let harmless = |letter: char| letter.is_ascii_alphanumeric() || ":._/@%+-".contains(letter);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(harmless) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_turns_or_hides_gets_through() {
        let controls = ('\0'..='\u{1F}').chain('\u{7F}'..='\u{9F}');
        let formats =
            "\u{AD}\u{61C}\u{180E}\u{2028}\u{2029}\u{FEFF}\u{FFF9}\u{FFFB}\u{E0001}\u{E0041}\u{1D173}"
                .chars()
                .chain('\u{600}'..='\u{605}')
                .chain('\u{200B}'..='\u{200F}')
                .chain('\u{202A}'..='\u{202E}')
                .chain('\u{2060}'..='\u{206F}');
        for character in controls.chain(formats) {
            let shown = plain(&format!("a{character}b"));
            assert!(!shown.contains(character), "U+{:04X} gets through", u32::from(character));
            assert!(["ab", "a b", "a?b"].contains(&shown.as_str()), "{shown:?}");
        }
        for space in ["\n", "\t", "\r", "\u{2028}", "\u{2029}"] {
            assert_eq!(plain(&format!("a{space}b")), "a b");
        }
    }

    #[test]
    fn letters_of_every_script_stay() {
        let names = "Zoë Ångström, Ørjan, Ирина, 山田 花子, \u{915}\u{94D}\u{937}, e\u{301}, 🦀 \u{2212}\u{2026}\u{A0}";
        assert_eq!(plain(names), names);
    }
}
