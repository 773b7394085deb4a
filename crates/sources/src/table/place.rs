//! Addresses that stand in several columns.

use bonafide_records::normal::{Address, AddressParts, country_code, country_of_address};

use super::columns::View;
use super::headers::Part;
use super::take::Table;

/// The address that a row's mapped columns give, with the header under which its street stands.
///
/// Street and number in columns of their own come before a column that holds the whole address.
pub(crate) fn mapped(view: View<'_>) -> Option<(Address, String)> {
    let (street, street_header) = match (view.first("street"), view.first("address")) {
        (Some(street), _) => (Some(street.text), street.header),
        (None, Some(whole)) => (Some(whole.text), whole.header),
        (None, None) => return None,
    };
    let parts = AddressParts {
        street,
        number: view.text("street_number"),
        line_two: view.text("line_two"),
        postcode: view.text("postcode"),
        city: view.text("city"),
        country: view.text("country"),
    };
    Some((Address::parse(parts)?, street_header.to_owned()))
}

/// The country in which a row's national telephone numbers are read: the one that its country
/// column or its address names, else the firm's.
pub(crate) fn region<'v>(table: &Table<'_>, view: View<'v>) -> Option<&'v str> {
    let written = || ["address", "street"].iter().find_map(|name| country_of_address(view.text(name)?));
    view.text("country").or_else(written).or(table.collector.default_region())
}

/// The country that a row itself declares, in its country column or in its address.
pub(crate) fn declared_country(view: View<'_>) -> Option<&'static str> {
    let written = || ["address", "street"].iter().find_map(|name| country_of_address(view.text(name)?));
    view.text("country").and_then(country_code).or_else(written)
}

/// The second address of a row that has both a street column and a column with a whole address.
pub(crate) fn whole_beside_street(view: View<'_>) -> Option<(Address, String)> {
    view.first("street")?;
    let whole = view.first("address")?;
    Some((Address::parse_text(whole.text)?, whole.header.to_owned()))
}

/// Further addresses in unmapped columns, grouped by what is left of their headers.
pub(crate) fn further(view: View<'_>) -> Vec<(Address, String)> {
    use super::headers::Holds;
    let mut groups: Vec<(&str, Vec<(Part, usize)>)> = Vec::new();
    for (column, named) in &view.columns.extra {
        let Holds::Address(part) = named.holds else { continue };
        match groups.iter_mut().find(|(rest, _)| *rest == named.rest) {
            Some((_, parts)) => parts.push((part, *column)),
            None => groups.push((&named.rest, vec![(part, *column)])),
        }
    }
    let mut found = Vec::new();
    for (_, parts) in groups {
        let text = |wanted: Part| {
            parts.iter().filter(|(part, _)| *part == wanted).find_map(|(_, column)| view.at(*column))
        };
        let Some(street) = text(Part::Street).or_else(|| text(Part::Whole)) else { continue };
        let address = Address::parse(AddressParts {
            street: Some(street.text),
            number: text(Part::Number).map(|cell| cell.text),
            line_two: text(Part::LineTwo).map(|cell| cell.text),
            postcode: text(Part::Postcode).map(|cell| cell.text),
            city: text(Part::City).map(|cell| cell.text),
            country: text(Part::Country).map(|cell| cell.text),
        });
        found.extend(address.map(|address| (address, street.header.to_owned())));
    }
    found
}
