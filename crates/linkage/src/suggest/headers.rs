//! What do headers say, word by word?

use super::fields::Field;

/// The words of a header, in small letters: `RegAddress.AddressLine1` has `reg`, `address`, `address`, `line`.
pub fn words(header: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut was_small = false;
    for own in header.chars() {
        if !own.is_alphabetic() || (own.is_uppercase() && was_small) {
            found.push(String::new());
        }
        was_small = own.is_lowercase();
        if own.is_alphabetic()
            && let Some(word) = found.last_mut()
        {
            word.extend(own.to_lowercase());
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

/// The words of all headers that a field is made of.
pub fn words_of(field: &Field) -> Vec<String> {
    match &field.made {
        Some(made) => words(&made.sources.join(" ")),
        None => words(&field.name),
    }
}

/// Whether one of some words is among a header's.
pub fn has(header: &[String], words: &[&str]) -> bool {
    header.iter().any(|own| words.contains(&own.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_taken_apart_at_marks_and_capitals() {
        assert_eq!(words("RegAddress.AddressLine1"), ["reg", "address", "address", "line"]);
        assert_eq!(words("DATE OF BIRTH"), ["date", "of", "birth"]);
        assert_eq!(words("res_city_desc"), ["res", "city", "desc"]);
        assert_eq!(words("Straße/Nr."), ["straße", "nr"]);
        assert_eq!(words("2"), [""; 0]);
    }
}
