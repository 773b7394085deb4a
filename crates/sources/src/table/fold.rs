//! Headers folded for equality, and their words.

/// A header folded for equality: letters, digits and `#` alone, lower case, umlauts written out.
///
/// `homeEmail`, `Home E-mail` and `HOME_EMAIL` are one; `Employee #` is not `Employee`.
pub(crate) fn fold(header: &str) -> String {
    let mut folded = String::with_capacity(header.len());
    for character in header.chars().flat_map(char::to_lowercase) {
        match character {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            '#' => folded.push('#'),
            // Umlauts in two code points (as some systems write them) fold as in one.
            '\u{0308}' => folded.push('e'),
            other if other.is_alphanumeric() => folded.push(other),
            _ => {}
        }
    }
    folded
}

/// A header's words: cut at everything but letters and digits and at camel case, folded.
pub(crate) fn words(header: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut small = false;
    for character in header.chars() {
        let begins = small && character.is_uppercase();
        let inside = character.is_alphanumeric() || character == '\u{0308}';
        if (begins || !inside) && !word.is_empty() {
            found.push(fold(&word));
            word.clear();
        }
        small = character.is_lowercase() || character.is_ascii_digit();
        if inside {
            word.push(character);
        }
    }
    if !word.is_empty() {
        found.push(fold(&word));
    }
    found
}
