//! Which letters stand in words that no blank ends?

/// Whether a letter is of a script that writes no blanks between words: Han, Hiragana, Katakana.
pub fn is_unspaced(letter: char) -> bool {
    matches!(
        letter,
        '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// The runs of letters and digits of a text.
pub fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|own: char| !own.is_alphanumeric()).filter(|run| !run.is_empty())
}

/// The words of a text, as they stand: runs of letters and digits. Where no blank ends words, each two letters that
/// stand side by side are one, as search engines have it: who writes `関西住宅` and who writes `関西の住宅` share two.
///
/// ```
/// use bonafide_linkage::text::spaced;
/// assert_eq!(spaced("Lee-Ray, 2nd"), ["Lee", "Ray", "2nd"]);
/// assert_eq!(spaced("関西住宅(株) A棟"), ["関西", "西住", "住宅", "株", "A", "棟"]);
/// ```
pub fn spaced(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in runs(text) {
        if run.is_ascii() {
            words.push(run.to_owned());
            continue;
        }
        let letters: Vec<char> = run.chars().collect();
        for same in letters.chunk_by(|one, other| is_unspaced(*one) == is_unspaced(*other)) {
            if is_unspaced(same[0]) && same.len() > 2 {
                words.extend(same.windows(2).map(|two| two.iter().collect::<String>()));
            } else {
                words.push(same.iter().collect());
            }
        }
    }
    words
}

/// How many words a text seems to have: parts between blanks, and two letters for a word where no blank ends it.
///
/// ```
/// use bonafide_linkage::text::how_many_words;
/// assert_eq!(how_many_words("Ann Lee-Ray"), 2);
/// assert_eq!((how_many_words("関西住宅無盡"), how_many_words("関西 A")), (3, 2));
/// ```
pub fn how_many_words(text: &str) -> usize {
    let letters = |part: &str| part.chars().filter(|own| is_unspaced(*own)).count();
    text.split_whitespace().map(|part| if part.is_ascii() { 1 } else { (letters(part) / 2).max(1) }).sum()
}
