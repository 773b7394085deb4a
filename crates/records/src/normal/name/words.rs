//! The only words that names are known by: particles and titles, which need no partner.

/// Particles of family names, lower case, folded as tokens are.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "von", "vom", "zu", "zum", "zur", "van", "vanden", "vander", "de", "der", "den", "des", "del",
    "della", "delle", "degli", "dei", "di", "da", "das", "do", "dos", "du", "d", "la", "las", "le", "les",
    "lo", "los", "l", "y", "e", "i", "af", "av", "til", "ter", "ten", "te", "t", "al", "el", "ul", "ibn",
    "bin", "ben", "bint", "abu", "ould", "und", "and",
];

/// Titles, forms of address, degrees and suffixes, without dots and hyphens. None that is a common
/// name: `Ma`, `Ba`, `Md` are left out.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "dr", "drs", "drmed", "drrernat", "dring", "drphil", "driur", "doctor", "doktor", "prof", "professor",
    "profdr", "dipl", "dipling", "diplinf", "diplkfm", "diplom", "mag", "mr", "mrs", "ms", "mx", "miss",
    "mister", "sir", "madam", "herr", "frau", "hr", "mme", "mlle", "monsieur", "madame", "señor",
    "señora", "sr", "sra", "srta", "dott", "dottssa", "signor", "signora", "pan", "pani", "jr", "snr",
    "jnr", "ii", "iii", "iv", "phd", "dphil", "mba", "msc", "bsc", "beng", "meng", "llm", "llb", "esq",
    "cpa", "cfa", "pmp", "cissp", "rer", "nat", "habil",
];

#[cfg(test)]
mod tests {
    use super::{PARTICLES, TITLES};

    #[test]
    fn the_lists_are_lower_case_words() {
        for word in PARTICLES.iter().chain(TITLES) {
            assert!(word.chars().all(|c| c.is_alphabetic() && c.is_lowercase()), "{word}");
        }
        assert!(PARTICLES.iter().all(|word| !TITLES.contains(word)));
    }
}
