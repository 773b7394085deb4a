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

/// Text without anything that could steer a terminal or turn the reading direction.
///
/// ```
/// assert_eq!(bonafide_exchange::words::plain("a\u{1b}[31mb\u{202e}c"), "a?[31mb?c");
/// ```
pub fn plain(text: &str) -> String {
    let steers = |character: char| {
        character.is_control()
            || matches!(character, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|character| if steers(character) { '?' } else { character }).collect()
}
