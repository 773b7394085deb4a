//! Normal forms on any text. The first two lines stand against each other where two values are
//! compared.

use bonafide_records::normal::{
    Address, AddressParts, CodeAccount, DateOrder, Mailbox, Moment, Name, Phone, WebLink, country_code,
    fold_text,
};
use bonafide_records::protected::is_protected;
use jiff::tz::TimeZone;

/// Brings the text to every normal form, and each normal form to itself.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.splitn(3, '\n');
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let rest = lines.next().unwrap_or_default();
    for line in [first, &text] {
        phone(line, second);
        mailbox(line);
        address(line, second, rest);
        links(line);
        moment(line);
        is_protected(line);
        assert_eq!(fold_text(&fold_text(line)), fold_text(line), "folded twice");
    }
    names(first, second, rest);
}

fn phone(text: &str, region: &str) {
    for country in [None, Some("DE"), Some(region)] {
        let Some(phone) = Phone::parse(text, country) else { continue };
        assert_eq!(Phone::parse(phone.key(), None).as_ref(), Some(&phone), "a phone number read again");
        assert!(!phone.masked().is_empty());
    }
    if let Some(code) = country_code(region) {
        assert_eq!(country_code(code), Some(code), "a country's code read again");
    }
}

fn mailbox(text: &str) {
    let Some(mailbox) = Mailbox::parse(text) else { return };
    let again = Mailbox::parse(mailbox.key());
    assert_eq!(again.as_ref().map(Mailbox::key), Some(mailbox.key()), "a mailbox read again");
    assert!(mailbox.domain().ends_with(mailbox.registrable_domain()));
    assert!(!mailbox.masked().is_empty());
}

fn names(first: &str, second: &str, third: &str) {
    let both = [
        Name::new(None, None, Some(first)),
        Name::new(Some(first), Some(second), None),
        Name::new(None, Some(second), Some(third)),
        Name::new(Some(second), None, Some(first)),
    ];
    for (index, one) in both.iter().enumerate() {
        assert!(one.initials().matches('.').count() <= 3, "at most three initials");
        assert!(one.is_empty() || !one.display().is_empty());
        for other in both.iter().skip(index + 1) {
            assert_eq!(one.same_as(other), other.same_as(one), "same name");
            assert_eq!(one.shares_token(other), other.shares_token(one), "a shared token");
            assert_eq!(one.same_given(other), other.same_given(one), "same given name");
            assert_eq!(one.same_family(other), other.same_family(one), "same family name");
        }
    }
}

fn address(first: &str, second: &str, third: &str) {
    let parts = AddressParts {
        street: Some(first),
        number: Some(third),
        line_two: Some(second),
        postcode: Some(third),
        city: Some(second),
        country: Some(second),
    };
    let less = AddressParts { number: None, line_two: None, ..parts };
    for address in
        [Address::parse_text(first), Address::parse(parts), Address::parse(less)].into_iter().flatten()
    {
        assert!(!address.street.is_empty() && !address.number.is_empty(), "an address without a house");
        assert!(!address.key().is_empty() && !address.masked().is_empty() && !address.to_string().is_empty());
        assert_eq!(address.city_key().is_some(), address.city.is_some());
    }
}

fn links(text: &str) {
    for link in WebLink::parse(text).into_iter().chain(WebLink::find_all(text)) {
        let again = match &link {
            WebLink::Account(account) => {
                assert!(!account.masked().is_empty());
                WebLink::parse(&account.key())
            }
            WebLink::Repository(page, _) | WebLink::Page(page) => {
                assert!(!page.host().is_empty() && !page.masked().is_empty());
                WebLink::parse(page.key())
            }
        };
        assert_eq!(again, Some(link), "a link read again");
    }
    for host in ["github.com", "gitlab.com"] {
        let Some(account) = CodeAccount::parse_login(host, text) else { continue };
        assert_eq!(
            CodeAccount::parse_login(&account.host, &account.login),
            Some(account),
            "an account read again"
        );
    }
}

fn moment(text: &str) {
    let zones = [TimeZone::UTC, TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC)];
    for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
        for zone in &zones {
            let Some(moment) = Moment::parse(text, order, zone) else { continue };
            let written = match moment {
                Moment::Day(day) => day.to_string(),
                Moment::Instant(instant) => instant.to_string(),
            };
            assert_eq!(Moment::parse(&written, order, zone), Some(moment), "a moment read again: {written}");
            let _ = moment.day();
        }
    }
    let _ = DateOrder::guess(text.lines());
}
