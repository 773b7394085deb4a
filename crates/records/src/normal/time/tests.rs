use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{DateOrder, Moment};

fn utc(text: &str) -> Option<Moment> {
    Moment::parse(text, DateOrder::DayFirst, &TimeZone::UTC)
}

#[expect(clippy::unnecessary_wraps, reason = "compared with what `parse` gives")]
fn instant(text: &str) -> Option<Moment> {
    Some(Moment::Instant(text.parse::<Timestamp>().unwrap()))
}

#[test]
fn days_in_all_spellings_are_one() {
    let expected = Some(Moment::Day(date(2026, 6, 1)));
    for text in [
        "2026-06-01",
        "2026/06/01",
        "20260601",
        "01.06.2026",
        "1.6.2026",
        "1. 6. 2026",
        "01/06/2026",
        "01-06-2026",
        "1. Juni 2026",
        "1 June 2026",
        "Jun 1, 2026",
        "June 1st, 2026",
        "1st June 2026",
        "01-Jun-2026",
        "Mon, 1 Jun 2026",
        "Montag, 1. Juni 2026",
        " 2026-06-01 ",
        "JUNE 1 2026",
        "1 jun. 2026",
    ] {
        assert_eq!(utc(text), expected, "{text}");
    }
    assert_eq!(Moment::parse("06/01/2026", DateOrder::MonthFirst, &TimeZone::UTC), expected);
    assert_eq!(Moment::parse("01.06.2026", DateOrder::MonthFirst, &TimeZone::UTC), expected);
    assert_eq!(utc("3. März 2026"), Some(Moment::Day(date(2026, 3, 3))));
    assert_eq!(utc("3. Jänner 2026"), Some(Moment::Day(date(2026, 1, 3))));
    assert_eq!(utc("31 Dez 2026"), Some(Moment::Day(date(2026, 12, 31))));
}

#[test]
fn instants_in_all_spellings_are_one() {
    let expected = instant("2026-06-01T14:03:05Z");
    for text in [
        "2026-06-01T14:03:05Z",
        "2026-06-01T14:03:05.000Z",
        "2026-06-01 14:03:05 UTC",
        "2026-06-01 14:03:05",
        "2026-06-01T16:03:05+02:00",
        "2026-06-01T16:03:05+0200",
        "2026-06-01T09:03:05-05",
        "20260601T140305Z",
        "01.06.2026 14:03:05",
        "01.06.2026, 14:03:05 Uhr",
        "06/01/2026 2:03:05 PM",
        "Jun 1, 2026 at 2:03:05 pm UTC",
        "Mon, 01 Jun 2026 14:03:05 GMT",
        "2026-06-01 16:03:05 UTC+2",
    ] {
        let order = if text.starts_with("06/") { DateOrder::MonthFirst } else { DateOrder::DayFirst };
        assert_eq!(Moment::parse(text, order, &TimeZone::UTC), expected, "{text}");
    }
    assert_eq!(utc("2026-06-01T14:03:05.123Z"), instant("2026-06-01T14:03:05.123Z"));
    assert_eq!(utc("1.6.2026 14:03"), instant("2026-06-01T14:03:00Z"));
    assert_eq!(utc("2026-06-01 12:00 am"), instant("2026-06-01T00:00:00Z"));
    assert_eq!(utc("2016-12-31T23:59:60Z"), instant("2016-12-31T23:59:59Z"));
}

#[test]
fn a_time_without_zone_stands_in_the_given_one() {
    let helsinki = TimeZone::get("Europe/Helsinki").unwrap();
    let parse = |text| Moment::parse(text, DateOrder::DayFirst, &helsinki);
    assert_eq!(parse("2026-06-01 01:00"), instant("2026-05-31T22:00:00Z"));
    assert_eq!(parse("2026-06-01 01:00Z"), instant("2026-06-01T01:00:00Z"));
    // The hour that the clocks repeat: the earlier one.
    assert_eq!(parse("2026-10-25 03:30"), instant("2026-10-25T00:30:00Z"));
    assert_eq!(parse("2026-06-01 01:00").unwrap().day(), date(2026, 5, 31));
}

#[test]
fn impossible_and_doubtful_texts_are_refused() {
    for text in [
        "",
        "-",
        "45292",
        "45292.5",
        "1717243385",
        "2026-02-30",
        "31.06.2026",
        "32/01/2026",
        "13/13/2026",
        "01.06.26",
        "2026-6",
        "June 2026",
        "2026",
        "2026-06-01T25:00:00Z",
        "2026-06-01 14:60",
        "2026-06-01T",
        "0000-01-01",
        "2026-06-01 CST",
        "2026-06-01 14:03 CST",
        "2026-06-01 13:00 pm",
        "2026-06-01 0:00 am",
        "1. Smarch 2026",
        "01.06/2026",
        "2026-06-01 and later",
        "2026-06-01 14",
        "2026-06-01 14:03:05+99:00",
        "now",
        "99999999",
        "2026-06-01T14:03:05.Z",
    ] {
        assert_eq!(utc(text), None, "{text}");
    }
}

#[test]
fn a_column_shows_its_own_order() {
    let guess = |samples: &[&str]| DateOrder::guess(samples.iter().copied());
    assert_eq!(guess(&["01/02/2026", "13/02/2026"]), Some(DateOrder::DayFirst));
    assert_eq!(guess(&["02/13/2026 10:00"]), Some(DateOrder::MonthFirst));
    assert_eq!(guess(&["01/02/2026", "", "x"]), None);
    assert_eq!(guess(&["13/02/2026", "02/13/2026"]), None);
    assert_eq!(guess(&["2026-12-31", "25/26/2026"]), None);
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}") {
        let _ = utc(&text);
        let _ = DateOrder::guess(std::iter::once(text.as_str()));
    }

    #[test]
    fn what_looks_like_a_time_is_survived(text in "[0-9TZ:./+ -]{0,30}|[0-9]{1,2}[./ -][A-Za-z]{3}[./ -][0-9]{4}( [0-9:]{1,8})?") {
        let _ = utc(&text);
    }

    #[test]
    fn each_day_is_read_back_from_each_spelling(days in 0_i32..20_000) {
        let day: Date = date(1990, 1, 1).saturating_add(jiff::Span::new().days(days));
        let expected = Some(Moment::Day(day));
        prop_assert_eq!(utc(&day.to_string()), expected);
        for format in ["%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%b %d, %Y", "%a, %d %b %Y", "%Y%m%d"] {
            prop_assert_eq!(utc(&day.strftime(format).to_string()), expected, "{}", format);
        }
    }

    #[test]
    fn each_instant_is_read_back(second in 0_i64..4_000_000_000, millis in 0_i32..1000) {
        let timestamp = Timestamp::new(second, millis * 1_000_000).unwrap();
        prop_assert_eq!(utc(&timestamp.to_string()), Some(Moment::Instant(timestamp)));
    }
}
