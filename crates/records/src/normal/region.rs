//! Which country an address or a time zone names: in it a national telephone number is dialled.

use super::country_code;

/// Two-letter codes of states and provinces in the United States and Canada, which addresses
/// there end with and which are other countries' codes too (ANSI INCITS 38; Canada Post).
const STATES: &[&str] = &[
    "AB", "AK", "AL", "AR", "AZ", "BC", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL",
    "IN", "KS", "KY", "LA", "MA", "MB", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NB", "NC", "ND", "NE",
    "NH", "NJ", "NL", "NM", "NS", "NT", "NU", "NV", "NY", "OH", "OK", "ON", "OR", "PA", "PE", "QC", "RI",
    "SC", "SD", "SK", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY", "YT",
];

/// The country with which an address or location ends, as a two-letter ISO 3166-1 code. `None`
/// where it ends with a town, or with a state's code that is a country's too.
///
/// ```
/// use bonafide_records::normal::country_of_address;
/// assert_eq!(country_of_address("Hafenweg 3, 20457 Hamburg, Deutschland"), Some("DE"));
/// assert_eq!(country_of_address("San Francisco, CA"), None);
/// ```
pub fn country_of_address(text: &str) -> Option<&'static str> {
    let last = text.rsplit([',', '\n', ';']).map(str::trim).find(|part| !part.is_empty())?;
    let parts = text.split([',', '\n', ';']).filter(|part| !part.trim().is_empty()).count();
    let mut words = last.split_whitespace();
    if let (Some(state), Some(postcode), None) = (words.next(), words.next(), words.next()) {
        let is_state = STATES.iter().any(|known| known.eq_ignore_ascii_case(state));
        let is_postcode = postcode.len() >= 5 && postcode.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if is_state && is_postcode {
            return Some("US");
        }
    }
    let ambiguous =
        STATES.iter().any(|known| known.eq_ignore_ascii_case(last)) || last.eq_ignore_ascii_case("georgia");
    if ambiguous && parts > 1 {
        return None;
    }
    country_code(last)
}

/// The country of an IANA time zone of Europe or North America, as a two-letter ISO 3166-1 code;
/// `None` for other zones. Dependencies that dial as another country does are given as that one.
///
/// ```
/// use bonafide_records::normal::country_of_zone;
/// assert_eq!(country_of_zone("Europe/Berlin"), Some("DE"));
/// assert_eq!(country_of_zone("UTC"), None);
/// ```
pub fn country_of_zone(name: &str) -> Option<&'static str> {
    let (area, place) = name.trim().split_once('/')?;
    let within = |wanted: &str, zones: &[(&'static str, &str)]| {
        if !area.eq_ignore_ascii_case(wanted) {
            return None;
        }
        let names =
            |list: &str, place: &str| list.split_whitespace().any(|known| known.eq_ignore_ascii_case(place));
        // `America/Indiana/Knox` is listed by its middle word.
        let middle = place.split('/').next().unwrap_or_default();
        zones.iter().find(|(_, list)| names(list, place) || names(list, middle)).map(|(code, _)| *code)
    };
    within("Europe", EUROPE).or_else(|| within("America", AMERICA)).or_else(|| {
        ELSEWHERE.iter().find(|(_, zone)| zone.eq_ignore_ascii_case(name.trim())).map(|(code, _)| *code).or(
            match area.to_ascii_lowercase().as_str() {
                "us" => Some("US"),
                "canada" => Some("CA"),
                "mexico" => Some("MX"),
                _ => None,
            },
        )
    })
}

/// `Europe/...`: all zones and former names of the tz database, release 2025b (`zone.tab`,
/// `backward`).
#[rustfmt::skip]
const EUROPE: &[(&str, &str)] = &[
    ("AD", "Andorra"), ("AL", "Tirane"), ("AT", "Vienna"), ("BA", "Sarajevo"), ("BE", "Brussels"),
    ("BG", "Sofia"), ("BY", "Minsk"), ("CH", "Zurich"), ("CY", "Nicosia"), ("CZ", "Prague"),
    ("DE", "Berlin Busingen"), ("DK", "Copenhagen"), ("EE", "Tallinn"), ("ES", "Madrid"),
    ("FI", "Helsinki Mariehamn"), ("FR", "Paris"), ("GB", "London Belfast Guernsey Isle_of_Man Jersey"),
    ("GI", "Gibraltar"), ("GR", "Athens"), ("HR", "Zagreb"), ("HU", "Budapest"), ("IE", "Dublin"),
    ("IT", "Rome Vatican"), ("LI", "Vaduz"), ("LT", "Vilnius"), ("LU", "Luxembourg"), ("LV", "Riga"),
    ("MC", "Monaco"), ("MD", "Chisinau Tiraspol"), ("ME", "Podgorica"), ("MK", "Skopje"), ("MT", "Malta"),
    ("NL", "Amsterdam"), ("NO", "Oslo"), ("PL", "Warsaw"), ("PT", "Lisbon"), ("RO", "Bucharest"),
    ("RS", "Belgrade"), ("RU", "Moscow Astrakhan Kaliningrad Kirov Samara Saratov Ulyanovsk Volgograd"),
    ("SE", "Stockholm"), ("SI", "Ljubljana"), ("SK", "Bratislava"), ("SM", "San_Marino"), ("TR", "Istanbul"),
    ("UA", "Kyiv Kiev Uzhgorod Zaporozhye Simferopol"),
];

/// `America/...` of Canada, Mexico and the United States, from the same tables.
#[rustfmt::skip]
const AMERICA: &[(&str, &str)] = &[
    ("CA", "Toronto Montreal Vancouver Edmonton Winnipeg Regina Halifax St_Johns Moncton Goose_Bay \
        Glace_Bay Thunder_Bay Nipigon Rainy_River Atikokan Iqaluit Pangnirtung Rankin_Inlet Resolute \
        Cambridge_Bay Coral_Harbour Yellowknife Inuvik Whitehorse Dawson Dawson_Creek Fort_Nelson Creston \
        Swift_Current Blanc-Sablon"),
    ("MX", "Mexico_City Cancun Merida Monterrey Matamoros Chihuahua Ciudad_Juarez Ojinaga Mazatlan \
        Bahia_Banderas Hermosillo Tijuana Ensenada Santa_Isabel"),
    ("US", "New_York Chicago Denver Los_Angeles Phoenix Detroit Boise Anchorage Juneau Sitka Metlakatla \
        Yakutat Nome Adak Atka Menominee Shiprock Indianapolis Fort_Wayne Louisville Knox_IN Indiana Kentucky \
        North_Dakota"),
];

/// Zones of these countries that lie in other areas.
#[rustfmt::skip]
const ELSEWHERE: &[(&str, &str)] = &[
    ("CY", "Asia/Nicosia"), ("CY", "Asia/Famagusta"), ("DK", "Atlantic/Faeroe"), ("ES", "Africa/Ceuta"),
    ("ES", "Atlantic/Canary"), ("IS", "Atlantic/Reykjavik"), ("NO", "Arctic/Longyearbyen"),
    ("NO", "Atlantic/Jan_Mayen"), ("PT", "Atlantic/Azores"), ("PT", "Atlantic/Madeira"),
    ("TR", "Asia/Istanbul"), ("US", "Pacific/Honolulu"), ("US", "Pacific/Johnston"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::Phone;

    #[test]
    fn states_are_no_countries() {
        assert_eq!(country_of_address("New York, New York, USA"), Some("US"));
        assert_eq!(country_of_address("123 City Street\nNew York, Ny 10001"), Some("US"));
        assert_eq!(country_of_address("Hafenweg 3, 20457 Hamburg, Deutschland"), Some("DE"));
        assert_eq!(country_of_address("San Francisco, CA"), None);
        assert_eq!(country_of_address("Atlanta, Georgia"), None);
        assert_eq!(country_of_address("Hamburg"), None);
        assert_eq!(country_of_address(" , "), None);
    }

    #[test]
    fn every_zone_of_europe_has_a_country_that_numbers_can_be_read_in() {
        let all: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let europe: Vec<&String> = all.iter().filter(|name| name.starts_with("Europe/")).collect();
        assert!(europe.len() >= 60, "{europe:?}");
        for name in europe {
            let code = country_of_zone(name).unwrap_or_else(|| panic!("{name} has no country"));
            assert_eq!(country_code(code), Some(code), "{name}");
        }
        // And every zone that is listed is one.
        let listed = [("Europe", EUROPE), ("America", AMERICA)];
        for (area, zones) in listed {
            for zone in zones.iter().flat_map(|(_, list)| list.split_whitespace()) {
                let name = format!("{area}/{zone}");
                assert!(
                    all.iter().any(|known| *known == name || known.starts_with(&format!("{name}/"))),
                    "{name}"
                );
            }
        }
        for (_, zone) in ELSEWHERE {
            assert!(all.iter().any(|known| known == zone), "{zone}");
        }
        assert!(Phone::parse("200 71111", Some("GI")).is_some_and(|phone| phone.is_international()));
    }

    #[test]
    fn zones_of_north_america_and_islands_are_known_and_others_are_not() {
        for (zone, code) in [
            ("europe/berlin", "DE"),
            ("America/Indiana/Knox", "US"),
            ("US/Pacific", "US"),
            ("America/Toronto", "CA"),
            ("America/Mexico_City", "MX"),
            ("Atlantic/Canary", "ES"),
        ] {
            assert_eq!(country_of_zone(zone), Some(code), "{zone}");
        }
        for zone in ["", "UTC", "Asia/Tokyo", "America/Sao_Paulo", "Europe/", "Europe", "Etc/GMT+1", "CET"] {
            assert_eq!(country_of_zone(zone), None, "{zone}");
        }
    }
}
