//! Every usual spelling of a span, and what is none.

use proptest::prelude::*;

use super::YearMonth;
use super::dates::{is_duration, names_a_day, span_in};

/// `2019`, `2019-03`, and `None` where open.
fn read(line: &str) -> Option<(String, String)> {
    let span = span_in(line)?;
    let show = |point: YearMonth| match point.month {
        Some(month) => format!("{}-{month:02}", point.year),
        None => point.year.to_string(),
    };
    Some((show(span.from), span.to.map_or_else(|| "open".to_owned(), show)))
}

#[test]
fn spellings() {
    for (line, from, to) in [
        ("Jan 2019 – Present", "2019-01", "open"),
        ("01/2019 - 03/2021", "2019-01", "2021-03"),
        ("2019–2021", "2019", "2021"),
        ("2019-2021", "2019", "2021"),
        ("2019-21", "2019", "2021"),
        ("03.2019 bis heute", "2019-03", "open"),
        ("seit 05/2020", "2020-05", "open"),
        ("Seit Mai 2020", "2020-05", "open"),
        ("ab 2020", "2020", "open"),
        ("June '19 to Aug '20", "2019-06", "2020-08"),
        ("June ’19 – Aug ’20", "2019-06", "2020-08"),
        ("2019-03 — 2021-05", "2019-03", "2021-05"),
        ("Sept. 2018 - Mai 2020", "2018-09", "2020-05"),
        ("März 2018 – Dezember 2020", "2018-03", "2020-12"),
        ("Maerz 2018 – Jänner 2020", "2018-03", "2020-01"),
        ("01.03.2018 – 31.12.2020", "2018-03", "2020-12"),
        ("03/15/2018 – 12/31/2020", "2018-03", "2020-12"),
        ("1. Mai 2018 bis 30. Juni 2020", "2018-05", "2020-06"),
        ("March 1, 2018 - June 30, 2020", "2018-03", "2020-06"),
        ("2018-03-01 - 2020-06-30", "2018-03", "2020-06"),
        ("Jan – Mar 2019", "2019-01", "2019-03"),
        ("Summer 2019 – Fall 2020", "2019", "2020"),
        ("Q1 2019 – Q3 2020", "2019", "2020"),
        ("05/20 – 07/21", "2020-05", "2021-07"),
        ("Jan 2019 -- to date", "2019-01", "open"),
        ("05/2020 –", "2020-05", "open"),
        ("January 2019 - Present (5 years 2 months)", "2019-01", "open"),
        ("Jan 2019 - Mar 2021 · 2 yrs 3 mos", "2019-01", "2021-03"),
        ("(2019 – 2021)", "2019", "2021"),
        ("May 2021", "2021-05", "2021-05"),
        ("2021", "2021", "2021"),
        // Ends in the wrong order are put right.
        ("2021 – 2019", "2019", "2021"),
    ] {
        assert_eq!(read(line), Some((from.to_owned(), to.to_owned())), "{line}");
        for placed in [format!("Harbour Systems GmbH    {line}"), format!("Harbour Systems GmbH | {line}")] {
            assert_eq!(read(&placed), Some((from.to_owned(), to.to_owned())), "{placed}");
        }
    }
}

#[test]
fn text_beside_the_dates() {
    let span = span_in("Kiel | Jan 2019 – Present | Harbour Systems").unwrap();
    assert_eq!((span.before, span.after, span.to), ("Kiel | ", " | Harbour Systems", None));
    let span = span_in("2019 – 2021: Developer, Harbour Systems").unwrap();
    assert_eq!((span.before, span.after), ("", ": Developer, Harbour Systems"));
}

#[test]
fn no_span() {
    for line in [
        "Migrated 300 services to Kubernetes in 2019 without a night shift",
        "We kept the old importer alive from 2019 to 2021 and then replaced every part of it by something smaller.",
        "Cut costs by 2019 EUR",
        "+49 30 23125 2019",
        "Windows2019",
        "Release v1.2019",
        "ISO 9001",
        "10115 Berlin",
        "In May we moved",
        "",
        "–",
        "99999999999999999999999 – 2020x",
    ] {
        assert_eq!(read(line), None, "{line}");
    }
}

#[test]
fn whole_years_reach_from_january_to_december() {
    let year = YearMonth { year: 2019, month: None };
    let month = YearMonth { year: 2019, month: Some(3) };
    assert_eq!((year.start(), year.end()), (2019 * 12, 2019 * 12 + 11));
    assert_eq!((month.start(), month.end()), (2019 * 12 + 2, 2019 * 12 + 2));
}

#[test]
fn days_and_durations() {
    for text in ["12.03.1988", "1988-03-12", "12 March 1988", "12. März 1988", "March 12, 1988", "* 1/2/90"]
    {
        assert!(names_a_day(text), "{text}");
    }
    for text in ["03/1988", "1988", "+49 30 23125 111", "192.0.2.17 2019"] {
        assert!(!names_a_day(text), "{text}");
    }
    assert!(is_duration("4 years 2 months"));
    assert!(is_duration("2 Jahre"));
    assert!(!is_duration("4 engineers"));
    assert!(!is_duration(""));
}

proptest! {
    #[test]
    fn any_line_is_read_without_a_panic(line in "\\PC{0,80}") {
        if let Some(span) = span_in(&line) {
            prop_assert!(line.contains(span.before) && line.contains(span.after));
            prop_assert!(span.to.is_none_or(|to| to.end() >= span.from.start()));
        }
    }

    #[test]
    fn date_like_lines_too(line in "([0-9]{1,5}|[./–-]|Jan|Mai|'| |bis|seit|heute|Q){0,14}") {
        let _ = span_in(&line);
        let _ = names_a_day(&line);
    }

    #[test]
    fn numeric_spellings_agree(from in (1960_i16..2040, 1_u8..13), to in (1960_i16..2040, 1_u8..13)) {
        prop_assume!(from <= to);
        let names = ["Jan", "Feb", "März", "April", "May", "Juni", "July", "Aug.", "Sept", "Okt", "Nov", "December"];
        let named = |(year, month): (i16, u8)| format!("{} {year}", names[month as usize - 1]);
        let spellings = [
            format!("{:02}/{} – {:02}/{}", from.1, from.0, to.1, to.0),
            format!("{}.{} bis {}.{}", from.1, from.0, to.1, to.0),
            format!("{}-{:02} - {}-{:02}", from.0, from.1, to.0, to.1),
            format!("{} — {}", named(from), named(to)),
        ];
        for spelling in spellings {
            let span = span_in(&spelling).unwrap();
            prop_assert_eq!(span.from, YearMonth { year: from.0, month: Some(from.1) }, "{}", spelling);
            prop_assert_eq!(span.to, Some(YearMonth { year: to.0, month: Some(to.1) }), "{}", spelling);
        }
    }
}
