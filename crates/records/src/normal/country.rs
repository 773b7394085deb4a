//! Country names and codes, to know how a national telephone number is dialled.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::{ascii, single_spelling};

/// The two-letter ISO 3166-1 code of a country as written: a two- or three-letter code, or a name
/// in English, German or the country's own main language.
///
/// ```
/// use bonafide_records::normal::country_code;
/// assert_eq!(country_code("Deutschland"), Some("DE"));
/// assert_eq!(country_code("uk"), Some("GB"));
/// assert_eq!(country_code("Atlantis"), None);
/// ```
pub fn country_code(text: &str) -> Option<&'static str> {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.len() > 100 {
        return None;
    }
    // A code is compared as written, a name in folded form; `IE` must not meet a folded name.
    let as_code = BY_CODE.get(trimmed.to_ascii_uppercase().as_str());
    as_code.or_else(|| BY_NAME.get(&key(trimmed))).copied()
}

static BY_CODE: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| COUNTRIES.iter().flat_map(|row| [(row.0, row.0), (row.1, row.0)]).collect());

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    COUNTRIES.iter().flat_map(|row| row.2.split('|').map(|name| (key(name), row.0))).collect()
});

/// Letters only, folded, without a leading article.
fn key(text: &str) -> String {
    let letters: String =
        ascii(text).chars().map(|c| if c.is_ascii_alphabetic() { c } else { ' ' }).collect();
    let words: Vec<&str> =
        letters.split_whitespace().filter(|word| !matches!(*word, "the" | "die")).collect();
    single_spelling(&words.concat())
}

/// ISO 3166-1 alpha-2 and alpha-3 codes with names in English, German and, where it differs, the
/// country's own; codes and English names after ISO 3166-1:2020 (from memory).
#[rustfmt::skip]
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AD", "AND", "Andorra"),
    ("AE", "ARE", "United Arab Emirates|Vereinigte Arabische Emirate|UAE"),
    ("AL", "ALB", "Albania|Albanien|Shqipëria"),
    ("AM", "ARM", "Armenia|Armenien"),
    ("AR", "ARG", "Argentina|Argentinien"),
    ("AT", "AUT", "Austria|Österreich|Republik Österreich"),
    ("AU", "AUS", "Australia|Australien"),
    ("AZ", "AZE", "Azerbaijan|Aserbaidschan|Azərbaycan"),
    ("BA", "BIH", "Bosnia and Herzegovina|Bosnia|Bosnien und Herzegowina|Bosnien-Herzegowina|Bosnien|\
        Bosna i Hercegovina"),
    ("BD", "BGD", "Bangladesh|Bangladesch"),
    ("BE", "BEL", "Belgium|Belgien|Belgique|België"),
    ("BG", "BGR", "Bulgaria|Bulgarien|България"),
    ("BO", "BOL", "Bolivia|Bolivien"),
    ("BR", "BRA", "Brazil|Brasilien|Brasil"),
    ("BY", "BLR", "Belarus|Weißrussland"),
    ("CA", "CAN", "Canada|Kanada"),
    ("CH", "CHE", "Switzerland|Schweiz|Suisse|Svizzera"),
    ("CL", "CHL", "Chile"),
    ("CN", "CHN", "China|People's Republic of China|Volksrepublik China|PRC"),
    ("CO", "COL", "Colombia|Kolumbien"),
    ("CR", "CRI", "Costa Rica"),
    ("CY", "CYP", "Cyprus|Zypern"),
    ("CZ", "CZE", "Czech Republic|Czechia|Tschechien|Tschechische Republik|Česko|Česká republika"),
    ("DE", "DEU", "Germany|Deutschland|Bundesrepublik Deutschland|Federal Republic of Germany|Allemagne|BRD"),
    ("DK", "DNK", "Denmark|Dänemark|Danmark"),
    ("DO", "DOM", "Dominican Republic|Dominikanische Republik"),
    ("DZ", "DZA", "Algeria|Algerien"),
    ("EC", "ECU", "Ecuador"),
    ("EE", "EST", "Estonia|Estland|Eesti"),
    ("EG", "EGY", "Egypt|Ägypten"),
    ("ES", "ESP", "Spain|Spanien|España"),
    ("ET", "ETH", "Ethiopia|Äthiopien"),
    ("FI", "FIN", "Finland|Finnland|Suomi"),
    ("FR", "FRA", "France|Frankreich"),
    ("GB", "GBR", "United Kingdom|UK|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|\
        Vereinigtes Königreich|Großbritannien|Schottland|Nordirland|U.K."),
    ("GE", "GEO", "Georgia|Georgien"),
    ("GH", "GHA", "Ghana"),
    ("GI", "GIB", "Gibraltar"),
    ("GR", "GRC", "Greece|Griechenland|Ελλάδα|Hellas"),
    ("HK", "HKG", "Hong Kong|Hongkong"),
    ("HR", "HRV", "Croatia|Kroatien|Hrvatska"),
    ("HU", "HUN", "Hungary|Ungarn|Magyarország"),
    ("ID", "IDN", "Indonesia|Indonesien"),
    ("IE", "IRL", "Ireland|Irland|Republic of Ireland|Éire"),
    ("IL", "ISR", "Israel"),
    ("IN", "IND", "India|Indien"),
    ("IS", "ISL", "Iceland|Island|Ísland"),
    ("IT", "ITA", "Italy|Italien|Italia"),
    ("JO", "JOR", "Jordan|Jordanien"),
    ("JP", "JPN", "Japan"),
    ("KE", "KEN", "Kenya|Kenia"),
    ("KG", "KGZ", "Kyrgyzstan|Kirgisistan|Kirgistan"),
    ("KH", "KHM", "Cambodia|Kambodscha"),
    ("KP", "PRK", "North Korea|Nordkorea|DPRK"),
    ("KR", "KOR", "South Korea|Südkorea|Korea|Republic of Korea"),
    ("KZ", "KAZ", "Kazakhstan|Kasachstan"),
    ("LA", "LAO", "Laos"),
    ("LB", "LBN", "Lebanon|Libanon"),
    ("LI", "LIE", "Liechtenstein"),
    ("LK", "LKA", "Sri Lanka"),
    ("LT", "LTU", "Lithuania|Litauen|Lietuva"),
    ("LU", "LUX", "Luxembourg|Luxemburg|Lëtzebuerg"),
    ("LV", "LVA", "Latvia|Lettland|Latvija"),
    ("MA", "MAR", "Morocco|Marokko|Maroc"),
    ("MC", "MCO", "Monaco"),
    ("MD", "MDA", "Moldova|Moldawien|Republic of Moldova|Republik Moldau"),
    ("ME", "MNE", "Montenegro|Crna Gora"),
    ("MK", "MKD", "North Macedonia|Macedonia|Nordmazedonien|Mazedonien"),
    ("MM", "MMR", "Myanmar|Burma"),
    ("MN", "MNG", "Mongolia|Mongolei"),
    ("MT", "MLT", "Malta"),
    ("MX", "MEX", "Mexico|Mexiko|México"),
    ("MY", "MYS", "Malaysia"),
    ("NG", "NGA", "Nigeria"),
    ("NL", "NLD", "Netherlands|Niederlande|Nederland|Holland"),
    ("NO", "NOR", "Norway|Norwegen|Norge"),
    ("NP", "NPL", "Nepal"),
    ("NZ", "NZL", "New Zealand|Neuseeland"),
    ("PA", "PAN", "Panama"),
    ("PE", "PER", "Peru"),
    ("PH", "PHL", "Philippines|Philippinen"),
    ("PK", "PAK", "Pakistan"),
    ("PL", "POL", "Poland|Polen|Polska"),
    ("PT", "PRT", "Portugal"),
    ("PY", "PRY", "Paraguay"),
    ("QA", "QAT", "Qatar|Katar"),
    ("RO", "ROU", "Romania|Rumänien|România"),
    ("RS", "SRB", "Serbia|Serbien|Srbija"),
    ("RU", "RUS", "Russia|Russland|Russian Federation|Russische Föderation|Россия"),
    ("SA", "SAU", "Saudi Arabia|Saudi-Arabien"),
    ("SE", "SWE", "Sweden|Schweden|Sverige"),
    ("SG", "SGP", "Singapore|Singapur"),
    ("SI", "SVN", "Slovenia|Slowenien|Slovenija"),
    ("SK", "SVK", "Slovakia|Slovak Republic|Slowakei|Slovensko"),
    ("SM", "SMR", "San Marino"),
    ("TH", "THA", "Thailand"),
    ("TN", "TUN", "Tunisia|Tunesien|Tunisie"),
    ("TR", "TUR", "Turkey|Türkiye|Türkei"),
    ("TW", "TWN", "Taiwan"),
    ("TZ", "TZA", "Tanzania|Tansania"),
    ("UA", "UKR", "Ukraine|Україна"),
    ("UG", "UGA", "Uganda"),
    ("US", "USA", "United States|United States of America|Vereinigte Staaten|Vereinigte Staaten von Amerika|\
        U.S.|U.S.A.|America"),
    ("UY", "URY", "Uruguay"),
    ("UZ", "UZB", "Uzbekistan|Usbekistan"),
    ("VE", "VEN", "Venezuela"),
    ("VN", "VNM", "Vietnam|Viet Nam"),
    ("XK", "XKX", "Kosovo"),
    ("ZA", "ZAF", "South Africa|Südafrika"),
];

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, country_code, key};

    #[test]
    fn every_name_and_code_leads_to_its_own_row() {
        for (code, long_code, names) in COUNTRIES {
            assert_eq!(country_code(code), Some(*code));
            assert_eq!(country_code(&long_code.to_lowercase()), Some(*code));
            for name in names.split('|') {
                assert_eq!(country_code(&format!(" {} ", name.to_uppercase())), Some(*code), "{name}");
                let owners = COUNTRIES.iter().filter(|row| row.2.split('|').any(|n| key(n) == key(name)));
                assert_eq!(owners.count(), 1, "{name} stands in two rows");
            }
        }
    }

    #[test]
    fn other_words_are_no_country() {
        for text in ["", " ", "Berlin", "EU", "Remote", "Niger Delta", "-"] {
            assert_eq!(country_code(text), None, "{text}");
        }
    }
}
