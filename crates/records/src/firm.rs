//! What the firm knows and no export says: `firm.toml`, already parsed.
//!
//! Shapes follow the contract of design.md 6 word for word. Parsing and files are the business of
//! `bonafide-sources`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::normal::{DeviceId, country_of_address, country_of_zone};

/// What the firm knows and no export says.
#[derive(Debug, Clone, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Firm {
    /// The firm's name.
    pub name: Option<String>,
    /// IANA time zone for times written without one.
    pub time_zone: Option<String>,
    /// Domains of the firm's own work mailboxes.
    pub email_domains: Vec<String>,
    /// Remote tools that IT rolls out.
    pub remote_tools: Vec<String>,
    /// The firm's offices.
    pub offices: Vec<Place>,
    /// Recruiters, employers of record, umbrella companies.
    pub agencies: Vec<Agency>,
    /// People who live together and said so.
    pub households: Vec<Household>,
    /// Sensitive roles and the checks they need.
    pub sensitive: Vec<Sensitive>,
    /// Co-working spaces.
    pub spaces: Vec<Place>,
    /// Devices that several people use, as everybody knows.
    pub shared_devices: Vec<SharedDevice>,
    /// The firm's own job advertisements.
    pub job_ads: Vec<JobAd>,
    /// Declared travel.
    pub travel: Vec<Travel>,
    /// Findings that people cleared.
    pub cleared: Vec<Cleared>,
    /// Thresholds by detector id.
    pub thresholds: BTreeMap<String, Threshold>,
    /// Purpose, who may be scanned from which source, retention.
    pub policy: Option<Policy>,
}

/// An office or co-working space.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Place {
    /// `co-working` and the like, for spaces.
    pub kind: Option<String>,
    /// Postal address, as written.
    pub address: Option<String>,
    /// Networks of its lines.
    pub egress: Vec<String>,
}

/// An agency with its own contacts and accounts.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// Its mailboxes.
    pub emails: Vec<String>,
    /// Its phone numbers.
    pub phones: Vec<String>,
    /// Its accounts.
    pub accounts: Vec<String>,
}

/// People who live together, as `source:key`.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Household {
    /// Their keys.
    pub persons: Vec<String>,
}

/// A sensitive role.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Sensitive {
    /// The role.
    pub role: String,
    /// Who holds it, as `source:key`.
    pub persons: Vec<String>,
    /// The checks it needs.
    pub needs: Vec<String>,
}

/// A device that several people use: its serial number or id, as text or in a table.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum SharedDevice {
    /// The serial number or id alone.
    Text(String),
    /// With the words around it.
    Table {
        /// Serial number.
        #[serde(default)]
        serial: Option<String>,
        /// Id of an agent or browser.
        #[serde(default)]
        id: Option<String>,
        /// The host's name.
        #[serde(default)]
        name: Option<String>,
    },
}

/// A job advertisement of the firm: text that many applicants copy from.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct JobAd {
    /// The file, relative to the scanned folder.
    pub file: String,
    /// The role.
    pub role: Option<String>,
}

/// Declared travel.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Travel {
    /// Who, as `source:key`.
    pub person: String,
    /// First day.
    #[serde(deserialize_with = "day", default)]
    pub from: Option<Date>,
    /// Last day.
    #[serde(deserialize_with = "day", default)]
    pub to: Option<Date>,
    /// Where.
    #[serde(default)]
    pub place: String,
}

/// A finding that people cleared.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Cleared {
    /// The detector's id.
    pub detector: String,
    /// Whom it named, as `source:key`.
    pub persons: Vec<String>,
    /// Why it was cleared.
    pub because: String,
    /// Who cleared it.
    #[serde(default)]
    pub by: String,
    /// When.
    #[serde(deserialize_with = "day", default)]
    pub on: Option<Date>,
}

/// A threshold that the firm set, with who and when.
#[derive(Debug, Clone, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Threshold {
    /// Who set it.
    pub by: Option<String>,
    /// When.
    #[serde(deserialize_with = "day")]
    pub on: Option<Date>,
    /// The named figures, e.g. `jaccard`.
    #[serde(flatten)]
    pub figures: BTreeMap<String, Figure>,
}

/// A threshold's value.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(untagged)]
pub enum Figure {
    /// Switch, e.g. `off = true`.
    Switch(bool),
    /// A whole number.
    Whole(i64),
    /// A fraction.
    Fraction(f64),
    /// A word.
    Word(String),
}

/// The policy of a scan.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Policy {
    /// What the scan is for.
    pub purpose: Option<String>,
    /// Days to keep, by outcome.
    pub retention_days: BTreeMap<String, u32>,
    /// What is allowed; everything else is refused.
    pub allow: Vec<Allow>,
}

/// One source that the policy allows.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Allow {
    /// The source's word.
    pub source: String,
    /// Which kinds of persons; empty means all.
    pub persons: Vec<String>,
    /// Legal basis, as written.
    pub basis: Option<String>,
    /// Only these persons, as `source:key`; empty means all.
    pub scope: Vec<String>,
    /// The documented trigger.
    pub trigger: Option<String>,
    /// First day.
    #[serde(deserialize_with = "day")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(deserialize_with = "day")]
    pub to: Option<Date>,
    /// The two who approved it.
    pub approved_by: Vec<String>,
}

/// A TOML date, or a text that holds one.
fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = DayText::deserialize(deserializer)?.0;
    let first_ten: String = text.chars().take(10).collect();
    first_ten
        .parse()
        .map(Some)
        .map_err(|_| serde::de::Error::custom(format!("`{text}` is not a date: write it as 2026-06-01")))
}

/// TOML dates arrive as a map with one private key; texts as texts.
struct DayText(String);

impl<'de> Deserialize<'de> for DayText {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = DayText;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a date such as 2026-06-01")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<DayText, E> {
                Ok(DayText(text.to_owned()))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<DayText, A::Error> {
                let entry: Option<(String, String)> = map.next_entry()?;
                entry.map(|(_, text)| DayText(text)).ok_or_else(|| serde::de::Error::custom("an empty date"))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl Firm {
    /// Whether a mail domain is one of the firm's own.
    pub fn owns_domain(&self, domain: &str) -> bool {
        self.email_domains.iter().any(|own| own.trim().eq_ignore_ascii_case(domain))
    }

    /// Whether the device is declared as shared.
    pub fn shares_device(&self, device: &DeviceId) -> bool {
        let mut texts = self.shared_devices.iter().flat_map(|shared| match shared {
            SharedDevice::Text(text) => vec![text.as_str()],
            SharedDevice::Table { serial, id, name } => {
                [serial, id, name].into_iter().filter_map(|text| text.as_deref()).collect()
            }
        });
        texts.any(|text| DeviceId::parse(text).is_some_and(|id| id.key().eq_ignore_ascii_case(device.key())))
    }

    /// Households that hold both persons: their numbers, counted from 1.
    ///
    /// `known_as` gives all `source:key` of a person.
    pub fn household_of(&self, first: &[String], second: &[String]) -> Option<usize> {
        let holds =
            |household: &Household, names: &[String]| household.persons.iter().any(|p| names.contains(p));
        self.households.iter().position(|h| holds(h, first) && holds(h, second)).map(|index| index + 1)
    }
}

/// The country in which the firm dials, as a two-letter ISO 3166-1 code: that of its offices where
/// all whose addresses name one agree, else that of its time zone. National telephone numbers of
/// records that name no country are read in it.
///
/// ```
/// use bonafide_records::firm::{Firm, Place, firm_region};
/// let mut firm = Firm { time_zone: Some("Europe/Berlin".into()), ..Firm::default() };
/// assert_eq!(firm_region(&firm), Some("DE"));
/// let address = Some("Teststr. 5, 1010 Wien, Austria".into());
/// firm.offices.push(Place { address, ..Place::default() });
/// assert_eq!(firm_region(&firm), Some("AT"));
/// ```
pub fn firm_region(firm: &Firm) -> Option<&'static str> {
    let mut named = firm.offices.iter().filter_map(|office| country_of_address(office.address.as_deref()?));
    let of_offices = named.next().filter(|first| named.all(|other| other == *first));
    of_offices.or_else(|| country_of_zone(firm.time_zone.as_deref()?))
}

#[cfg(test)]
mod tests {
    use super::{Firm, Place, firm_region};

    #[test]
    fn offices_that_agree_come_before_the_time_zone() {
        let region = |zone: Option<&str>, offices: &[&str]| {
            let place = |address: &&str| Place { address: Some((*address).to_owned()), ..Place::default() };
            let offices = offices.iter().map(place).collect();
            firm_region(&Firm { time_zone: zone.map(str::to_owned), offices, ..Firm::default() })
        };
        let (berlin, wien) = ("Teststr. 5, 10115 Berlin, Germany", "Testgasse 5, 1010 Wien, Austria");
        assert_eq!(region(None, &[]), None);
        assert_eq!(region(None, &["Teststr. 5, 10115 Berlin"]), None);
        assert_eq!(region(Some("UTC"), &[berlin, "Testweg 1, 20457 Hamburg"]), Some("DE"));
        assert_eq!(region(Some("Europe/Zurich"), &[berlin, berlin]), Some("DE"));
        assert_eq!(region(Some("Europe/Zurich"), &[berlin, wien]), Some("CH"));
        assert_eq!(region(None, &[berlin, wien]), None);
    }
}
