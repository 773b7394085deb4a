//! Names, compared for equality only.

mod cyrillic;
mod greek;
mod matching;
mod romanise;
mod token;
mod words;

use super::fold::single_spelling;
use token::{Token, tokens};

/// A person's or company's name. It has no order, no distance and no rarity: only equality of
/// whole names and of tokens, each token a set of romanisations.
///
/// Case, accents, doubled spellings (`ü`, `ue`, `u`), punctuation and the order of parts make no
/// difference; particles and titles need no partner. Initials are no names: `A.` is not `Anna`.
///
/// ```
/// use bonafide_records::normal::Name;
/// let split = Name::new(Some("Jürgen"), Some("Großmann"), None);
/// let full = Name::new(None, None, Some("GROSSMANN, Juergen"));
/// assert!(split.same_as(&full));
/// assert_eq!(split.initials(), "J. G.");
///
/// let cyrillic = Name::new(None, None, Some("Сергей Щукин"));
/// for romanised in ["Sergei Shchukin", "Sergey Shchukin", "Sergej Scukin"] {
///     assert!(cyrillic.same_as(&Name::new(None, None, Some(romanised))));
/// }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Given names as written.
    pub given: Option<String>,
    /// Family name as written.
    pub family: Option<String>,
    /// Full name as written, where the source does not split it.
    pub full: Option<String>,
}

impl Name {
    /// A name from its parts; empty parts become `None`.
    pub fn new(given: Option<&str>, family: Option<&str>, full: Option<&str>) -> Self {
        let keep = |part: Option<&str>| part.map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned);
        Self { given: keep(given), family: keep(family), full: keep(full) }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.given.is_none() && self.family.is_none() && self.full.is_none()
    }

    /// The name as written, for `--names`: given and family name, else the full name.
    pub fn display(&self) -> String {
        match (&self.given, &self.family, &self.full) {
            (Some(given), Some(family), _) => format!("{given} {family}"),
            (_, _, Some(full)) => full.clone(),
            (Some(part), None, None) | (None, Some(part), None) => part.clone(),
            (None, None, None) => String::new(),
        }
    }

    /// Initials, e.g. `A. R.`; empty where nothing is known. At most three: the first two and the
    /// last. Particles and titles have none.
    pub fn initials(&self) -> String {
        let parts = self.parts();
        let all: Vec<Token> =
            [parts.given, parts.family, parts.whole].into_iter().flatten().flatten().collect();
        let mut letters: Vec<String> =
            all.iter().filter(|t| !t.is_optional).map(|t| t.initial.clone()).collect();
        if letters.is_empty() {
            letters = all.iter().map(|t| t.initial.clone()).collect();
        }
        if letters.len() > 3 {
            let last = letters.split_off(letters.len() - 1);
            letters.truncate(2);
            letters.extend(last);
        }
        letters.iter().map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
    }

    /// The name taken apart, to be compared with many.
    pub fn taken_apart(&self) -> NameTokens {
        NameTokens { all: self.parts().all() }
    }

    /// Whether both names hold the same tokens, in any order. A name with a token more is another.
    pub fn same_as(&self, other: &Self) -> bool {
        matching::same(&self.parts().all(), &other.parts().all())
    }

    /// Whether the name leaves parts of the other out and adds none: at least two tokens, each with a
    /// partner of its own there (`Maria Garcia` in `Maria Garcia Lopez`).
    pub fn is_part_of(&self, whole: &Self) -> bool {
        self.has_two_tokens() && matching::stands_in(&self.parts().all(), &whole.parts().all())
    }

    /// Whether the name has two tokens and more, particles and titles left out.
    pub fn has_two_tokens(&self) -> bool {
        self.parts().all().iter().filter(|token| !token.is_optional).count() > 1
    }

    /// Whether any token of one equals any token of the other (particles and titles left out).
    pub fn shares_token(&self, other: &Self) -> bool {
        matching::shares(&self.parts().all(), &other.parts().all())
    }

    /// Whether the given names are equal; where a side is not split, whether the other's given
    /// name stands in its full name. Where neither is split, whether both begin with one token.
    pub fn same_given(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.parts(), other.parts());
        let (my_whole, their_whole) = (mine.all(), theirs.all());
        match (&mine.given, &theirs.given) {
            (Some(first), Some(second)) => matching::same(first, second),
            (Some(given), None) => theirs.family.is_none() && matching::stands_in(given, &their_whole),
            (None, Some(given)) => mine.family.is_none() && matching::stands_in(given, &my_whole),
            (None, None) => {
                let is_full = mine.whole.is_some() && theirs.whole.is_some();
                is_full && matching::same_end(my_whole.iter(), their_whole.iter())
            }
        }
    }

    /// Whether the family names are equal; where a side is not split, whether the other's family
    /// name stands in its full name. Where neither is split, whether both end with one token.
    pub fn same_family(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.parts(), other.parts());
        let (my_whole, their_whole) = (mine.all(), theirs.all());
        match (&mine.family, &theirs.family) {
            (Some(first), Some(second)) => matching::same(first, second),
            (Some(family), None) => theirs.given.is_none() && matching::stands_in(family, &their_whole),
            (None, Some(family)) => mine.given.is_none() && matching::stands_in(family, &my_whole),
            (None, None) => {
                let is_full = mine.whole.is_some() && theirs.whole.is_some();
                is_full && matching::same_end(my_whole.iter().rev(), their_whole.iter().rev())
            }
        }
    }

    /// The tokens by part. Given and family name go before a full name; a full name written
    /// `Family, Given` is split at its comma.
    fn parts(&self) -> Parts {
        if self.given.is_some() && self.family.is_some() || self.full.is_none() {
            let read = |part: &Option<String>| part.as_deref().map(tokens).filter(|list| !list.is_empty());
            return Parts { given: read(&self.given), family: read(&self.family), whole: None };
        }
        let full = self.full.as_deref().unwrap_or_default();
        if let Some((before, after)) = full.split_once([',', '，', '،', '、']) {
            let (family, given) = (tokens(before), tokens(after));
            // `Anna Roth, Dr.` is not split.
            let has_name = |list: &[Token]| list.iter().any(|token| !token.is_title);
            if has_name(&family) && has_name(&given) {
                return Parts { given: Some(given), family: Some(family), whole: None };
            }
        }
        Parts { given: None, family: None, whole: Some(tokens(full)) }
    }
}

/// The tokens of a name, taken apart once for many comparisons.
///
/// ```
/// use bonafide_records::normal::Name;
/// let name = |text| Name::new(None, None, Some(text)).taken_apart();
/// assert!(name("Anna Roth").same_as(&name("ROTH, ANNA")) && name("Anna Roth").has_two());
/// ```
#[derive(Debug, Clone)]
pub struct NameTokens {
    all: Vec<Token>,
}

impl NameTokens {
    /// As [`Name::same_as`].
    pub fn same_as(&self, other: &Self) -> bool {
        matching::same(&self.all, &other.all)
    }

    /// Whether a text, read as a name of its own, shares a token with this one: as [`Name::shares_token`].
    ///
    /// Asked of every piece of a text, so that most are refused before they are taken apart: a word in
    /// plain letters has one form, and what equals it, or is written together as it, begins it.
    ///
    /// ```
    /// use bonafide_records::normal::Name;
    /// let name = Name::new(Some("Anne Marie"), Some("Müller"), None).taken_apart();
    /// assert!(name.shares_token_with("mueller") && name.shares_token_with("annemarie"));
    /// assert!(!name.shares_token_with("mull"));
    /// ```
    pub fn shares_token_with(&self, text: &str) -> bool {
        if !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_lowercase()) {
            let form = single_spelling(text);
            let mut own = self.all.iter().flat_map(|token| &token.forms);
            if !own.any(|begin| form.starts_with(begin.as_str())) {
                return false;
            }
        }
        matching::shares(&tokens(text), &self.all)
    }

    /// As [`Name::has_two_tokens`].
    pub fn has_two(&self) -> bool {
        self.all.iter().filter(|token| !token.is_optional).count() > 1
    }
}

/// The tokens of a name, split where its source splits them.
struct Parts {
    given: Option<Vec<Token>>,
    family: Option<Vec<Token>>,
    whole: Option<Vec<Token>>,
}

impl Parts {
    fn all(&self) -> Vec<Token> {
        [&self.given, &self.family, &self.whole].into_iter().flatten().flatten().cloned().collect()
    }
}

#[cfg(test)]
mod tests;
