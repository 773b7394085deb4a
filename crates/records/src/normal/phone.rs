//! Telephone numbers in E.164.

mod digits;
mod plan;

use digits::Written;

/// A telephone number in E.164, or a national one whose country is not known.
///
/// The numbering plans are those of the crate `phonenumber` (Google's metadata): which country
/// codes exist, how long their numbers may be, which digit is dialled before a national number.
/// A number need not be assigned, only possible.
///
/// ```
/// use bonafide_records::normal::Phone;
/// let dialled = Phone::parse("030 / 23125-001", Some("Germany")).unwrap();
/// assert_eq!(dialled.key(), "+493023125001");
/// assert_eq!(Some(dialled), Phone::parse("+49 (0)30 23125 001", None));
/// assert!(Phone::parse("000000", None).is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    key: String,
}

impl Phone {
    /// Parses a number as written. `region` is the country of the same row, a code or a name (see
    /// [`super::country_code`]), used only for numbers written without a country code; without it
    /// these stay national and equal only the same digits.
    ///
    /// `None` for what is too short or too long to be a number, for dummies such as `000000` or
    /// `123456789`, and for what a spreadsheet has spoilt (`4.91762E+11`).
    pub fn parse(text: &str, region: Option<&str>) -> Option<Self> {
        let written = Written::read(text)?;
        let home = region.and_then(super::country_code);
        let number = plan::resolve(&written, home)?;
        let key = match written.extension {
            Some(extension) => format!("{number};ext={extension}"),
            None => number,
        };
        Some(Self { key })
    }

    /// The key that decides equality: `+` and digits, or bare digits for a national number; an
    /// extension behind `;ext=`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether the country is known.
    pub fn is_international(&self) -> bool {
        self.key.starts_with('+')
    }

    /// The country's calling code, where it is known.
    pub fn calling_code(&self) -> Option<u16> {
        let number = self.key.split(';').next().unwrap_or_default();
        number.strip_prefix('+').and_then(plan::split_country_code).map(|(code, _)| code)
    }

    /// What a national number would be in a country, by its calling code; `None` for a number whose
    /// country is known, and where the country has no such number.
    ///
    /// ```
    /// use bonafide_records::normal::Phone;
    /// let national = Phone::parse("040 4711234", None).unwrap();
    /// assert_eq!(national.in_country(49), Phone::parse("+49 40 4711234", None));
    /// ```
    #[must_use]
    pub fn in_country(&self, calling_code: u16) -> Option<Self> {
        if self.is_international() {
            return None;
        }
        let (number, extension) = self.key.split_once(';').unwrap_or((&self.key, ""));
        let significant = number.strip_prefix('0').unwrap_or(number);
        let found = Self::parse(&format!("+{calling_code}{significant}"), None)?;
        if extension.is_empty() {
            Some(found)
        } else {
            Some(Self { key: format!("{};{extension}", found.key) })
        }
    }

    /// Country code and last two digits.
    pub fn masked(&self) -> String {
        let number = self.key.split(';').next().unwrap_or_default();
        let last = number.get(number.len().saturating_sub(2)..).unwrap_or_default();
        match number.strip_prefix('+').and_then(plan::split_country_code) {
            Some((code, _)) => format!("+{code} …{last}"),
            None => format!("…{last}"),
        }
    }
}

#[cfg(test)]
mod tests;
