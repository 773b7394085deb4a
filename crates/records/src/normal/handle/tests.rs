use proptest::prelude::*;

use super::Handle;

fn key(text: &str, service: Option<&str>) -> Option<String> {
    Handle::parse(text, service).map(|handle| handle.key())
}

#[test]
fn spellings_of_one_tag_are_one() {
    for (text, service, expected) in [
        ("@annk12", Some("Wise"), "wise/annk12"),
        ("annk12", Some("TransferWise"), "wise/annk12"),
        ("https://wise.com/pay/me/annk12", None, "wise/annk12"),
        ("HTTPS://WISE.com/pay/me/AnnK12/?amount=5", Some("PayPal"), "wise/annk12"),
        ("wise.com/pay/business/acmelabs", None, "wise/acmelabs"),
        ("Wisetag: @annk12", None, "wise/annk12"),
        ("@annk12\u{200b}", Some("wise.com"), "wise/annk12"),
        ("@annk12", None, "/annk12"),
        ("paypal.me/annk12", None, "paypal/annk12"),
        ("https://www.paypal.com/paypalme/annk12/25EUR", None, "paypal/annk12"),
        ("revolut.me/annk12", None, "revolut/annk12"),
        ("@annk12", Some("Revolut"), "revolut/annk12"),
        ("$AnnK12", None, "cashapp/annk12"),
        ("https://cash.app/$annk12", None, "cashapp/annk12"),
        ("annk12", Some("Cash App"), "cashapp/annk12"),
        ("venmo.com/u/Ann-K-12", None, "venmo/ann-k-12"),
        ("4711083", Some("Payoneer"), "payoneer/4711083"),
        ("Payoneer customer id: 4711083", None, "payoneer/4711083"),
        ("annk12", Some("Some Pay"), "somepay/annk12"),
    ] {
        assert_eq!(key(text, service).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_mailbox_is_itself_at_any_platform() {
    for (text, service) in [
        ("ann.k@example.org", Some("PayPal")),
        ("Ann.K+skrill@EXAMPLE.org", Some("Skrill")),
        ("PayPal: ann.k@example.org", None),
        ("mailto:ann.k@example.org", None),
        ("Ann K <ann.k@example.org>", Some("Payoneer")),
    ] {
        let handle = Handle::parse(text, service).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(handle.key(), "ann.k@example.org");
        assert_eq!(handle.mailbox().unwrap().key(), "ann.k@example.org");
        assert_eq!(handle.masked(), "a…@….org");
        assert_eq!(handle.full(), "ann.k@example.org");
        assert_eq!(handle.service(), None);
    }
}

#[test]
fn a_phone_with_its_country_code_is_itself_at_any_platform() {
    for (text, service) in
        [("+31 20 794 0187", Some("Revolut")), ("0031207940187", Some("Venmo")), ("Wise: +31207940187", None)]
    {
        let handle = Handle::parse(text, service).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((handle.key().as_str(), handle.masked().as_str()), ("+31207940187", "+31 …87"));
        assert_eq!((handle.full().as_str(), handle.service()), ("+31207940187", None));
    }
    assert_eq!(Handle::parse("4711083", Some("Payoneer")).unwrap().phone(), None);
}

#[test]
fn what_is_no_handle_is_refused() {
    for (text, service) in [
        ("", Some("Wise")),
        ("@", None),
        ("@@@@", None),
        ("$", None),
        ("annk12", None),
        ("4711083", None),
        ("n/a", Some("Wise")),
        ("n/a", None),
        ("none", Some("PayPal")),
        ("tbd", Some("Wise")),
        ("Ann K", Some("Wise")),
        ("https://example.org/annk12", Some("Wise")),
        ("wise.com/help", Some("Wise")),
        ("wise.com/pay/r/abcdef", None),
        ("noreply@example.org", Some("PayPal")),
        ("ann@wise", None),
        ("@12345", None),
        ("$100", None),
        ("$1,200.50", None),
        ("12", Some("Payoneer")),
        ("1234567", Some("Payoneer")),
        ("00000000", Some("Payoneer")),
        ("@wise", Some("Wise")),
        ("https://cash.app/help", None),
    ] {
        assert_eq!(key(text, service), None, "{text}");
    }
}

#[test]
fn it_is_masked_and_full() {
    let tag = Handle::parse("@annk12", None).unwrap();
    assert_eq!((tag.masked().as_str(), tag.full().as_str()), ("/a…", "@annk12"));
    assert_eq!(Handle::parse("$annk12", None).unwrap().full(), "$annk12");
    assert_eq!(Handle::parse("4711083", Some("Payoneer")).unwrap().full(), "4711083");
}

proptest! {
    #[test]
    fn any_text_is_survived_and_full_is_itself(text in "\\PC{0,50}", service in "(\\PC{0,12}|Wise|PayPal|Cash App)") {
        if let Some(handle) = Handle::parse(&text, Some(&service)) {
            let again = Handle::parse(&handle.full(), handle.service());
            prop_assert_eq!(again.map(|handle| handle.key()), Some(handle.key()));
        }
    }

    #[test]
    fn likely_tags_are_themselves(text in "[@$]?[a-zA-Z0-9._-]{2,20}", service in "(Wise|PayPal|Cash App|Deel)") {
        if let Some(handle) = Handle::parse(&text, Some(&service)) {
            prop_assert_eq!(Handle::parse(&handle.full(), handle.service()), Some(handle.clone()));
            let changed = format!(" {} ", text.to_uppercase());
            prop_assert_eq!(Handle::parse(&changed, Some(&service)), Some(handle));
        }
    }
}
