//! Bullets, wraps, sentences, employers, and hostile input.

use proptest::prelude::*;

use super::bullets::{Items, Row, bullet, sentences};
use super::{Cv, Item, Post, PostKind, same_employer};

fn items(lines: &[&str]) -> Vec<String> {
    let mut items = Items::default();
    for (number, line) in lines.iter().enumerate() {
        items.push(&Row { number, text: (*line).to_owned() }, false, 60);
    }
    items.finish().into_iter().map(|item| item.text).collect()
}

#[test]
fn bullets_of_all_kinds() {
    for line in
        ["• one", "- one", "* one", "– one", "o one", "\u{f0b7} one", "1. one", "2) one", "   ▪one", "·  one"]
    {
        assert_eq!(bullet(line), Some("one"), "{line}");
    }
    for line in ["one", "-5 % cost", "office", "2019 – 2021", "1. Mai 2019 – heute", "*emphasis*", "o", ""]
    {
        assert_eq!(bullet(line), None, "{line}");
    }
    assert_eq!(bullet("•"), Some(""));
}

#[test]
fn words_cut_at_line_ends_are_mended() {
    assert_eq!(
        items(&["• Led the develop-", "ment of a tide gauge"]),
        ["Led the development of a tide gauge"]
    );
    assert_eq!(
        items(&["• Entwick-", "lung von Front-", "und Backend"]),
        ["Entwicklung von Front- und Backend"]
    );
    assert_eq!(items(&["• Pflege der SQL-", "Datenbank"]), ["Pflege der SQL-Datenbank"]);
    assert_eq!(items(&["• ent\u{ad}", "wickelt"]), ["entwickelt"]);
    assert_eq!(items(&["•", "Text behind a bullet of its own"]), ["Text behind a bullet of its own"]);
    assert_eq!(items(&["• One", "• Two"]), ["One", "Two"]);
}

#[test]
fn sentences_end_at_full_stops_only() {
    let of =
        |text: &'static str| sentences(text).into_iter().map(|(_, sentence)| sentence).collect::<Vec<_>>();
    assert_eq!(of("Built it. Ran it for two years."), ["Built it.", "Ran it for two years."]);
    assert_eq!(
        of("Kunden, z.B. Hafen AG, betreut. Node.js 12.5 genutzt"),
        ["Kunden, z.B. Hafen AG, betreut.", "Node.js 12.5 genutzt"]
    );
    assert_eq!(of("Worked for Harbour Inc. Kiel"), ["Worked for Harbour Inc. Kiel"]);
    assert!(of("  ").is_empty());
}

#[test]
fn employers() {
    let post = |heading: &str| {
        let lines = vec!["Experience".to_owned(), format!("{heading}    2019 – 2021")];
        Cv::read(&lines).posts.remove(0)
    };
    for (heading, employer) in [
        ("Harbour Systems GmbH & Co. KG, Kiel", Some("harbour systems")),
        ("Senior Developer | Harbour Systems, Inc. | Remote", Some("harbour systems")),
        ("Backend Engineer at Tidewater", Some("tidewater")),
        ("Softwareentwicklerin bei Tidewater Oy", Some("tidewater")),
        ("Senior Developer", None),
        ("Tidewater B.V. – Lead Engineer", Some("tidewater")),
    ] {
        assert_eq!(post(heading).employer().as_deref(), employer, "{heading}");
    }
    assert!(same_employer(&post("Tidewater Ltd"), &post("Lead Engineer, Tidewater Ltd.")));
    assert!(!same_employer(&post("Senior Developer, Berlin"), &post("Senior Developer")));
    assert!(!same_employer(&post("Tidewater GmbH, Kiel"), &post("Harbour AG, Kiel")));
}

fn headed(heading: &str) -> Post {
    let heading = heading.lines().map(str::to_owned).collect();
    Post { kind: PostKind::Work, line: 0, heading, from: None, to: None, open: false, items: Vec::new() }
}

#[test]
fn an_equal_title_or_place_is_no_equal_employer() {
    for beside in [
        "Smart Contract Auditor",
        "Full Stack",
        "Full-Stack Web",
        "Rust Dev",
        "Protocol Contributor",
        "Tech",
        "Solidity",
        "Anwendungsentwickler",
        "Sicherheitsprüferin",
        "Berlin",
        "Greater Berlin Area",
        "Remote, 20457 Hamburg, Germany",
        "Austin, TX",
        "Projects",
        "Berufserfahrung",
        "Upwork",
        "Fiverr",
        "Toptal LLC",
        "Freelancer.com",
        "Freelance",
        "Self-employed",
        "Selbstständig",
        "since 2021",
        "2 years 3 months",
        // Neither title nor place by any list: it is the other parts that differ.
        "Tide Wizard",
        "Eckstadt",
    ] {
        let [one, two] = ["Nimbuswerk", "Quarzline"].map(|firm| {
            [format!("{beside}, {firm}"), format!("{firm} | {beside}"), format!("{firm}\n{beside}")]
        });
        for (one, two) in one.iter().zip(&two) {
            assert!(!same_employer(&headed(one), &headed(two)), "{one} / {two}");
        }
        let own = format!("{beside}, Nimbuswerk");
        assert!(same_employer(&headed(&own), &headed("Backend Engineer, Nimbuswerk")), "{own}");
        assert!(same_employer(&headed(&own), &headed("Nimbuswerk GmbH")), "{own}");
    }
    for alone in ["Upwork", "Upwork Inc.", "Freelance", "Self-employed", "Selbstständig", "Rust Dev, Berlin"]
    {
        assert!(!same_employer(&headed(alone), &headed(alone)), "{alone}");
        assert_eq!(headed(alone).employer(), None, "{alone}");
    }
}

#[test]
fn colleagues_write_one_employer_in_many_ways() {
    for (one, two) in [
        ("Solidity dev, Nimbuswerk", "Smart Contract Auditor, Nimbuswerk"),
        ("Nimbuswerk GmbH, Backend Engineer", "Backend Engineer | Nimbuswerk"),
        ("Nimbuswerk\nTide Wizard", "Senior Developer at Nimbuswerk, Berlin"),
        ("Nimbuswerk, Hamburg", "Rust Dev / Nimbuswerk / Remote"),
        ("Tide Wizard, Nimbuswerk GmbH", "Tide Guru, Nimbuswerk"),
        ("Freelance Solidity Dev, Nimbuswerk", "Nimbuswerk (via Upwork)"),
        ("Tide Engineering GmbH & Co. KG", "Tide Engineering, Kiel"),
    ] {
        assert!(same_employer(&headed(one), &headed(two)), "{one} / {two}");
        assert!(same_employer(&headed(two), &headed(one)), "{two} / {one}");
    }
    // A word of a field beside another word is a firm's name.
    assert_eq!(headed("Solidity Works, Kiel").employer().as_deref(), Some("solidity works"));
    let forms = headed(&"GmbH ".repeat(50_000));
    assert!(!same_employer(&forms, &headed("Nimbuswerk GmbH")));
}

#[test]
fn nothing_and_noise() {
    assert_eq!(Cv::read(&[]), Cv::default());
    let noise: Vec<String> = ["", "  ", "Page 1 of 2", "- 2 -", "3"].map(str::to_owned).to_vec();
    assert_eq!(Cv::read(&noise), Cv::default());
}

#[test]
fn hostile_input_is_read_in_bounded_time() {
    let long =
        vec!["2019 – ".repeat(20_000), "a".repeat(500_000), "|".repeat(100_000), "GmbH ".repeat(50_000)];
    let _ = Cv::read(&long);
    let many: Vec<String> = (0..30_000)
        .map(|number| if number % 2 == 0 { "Experience".to_owned() } else { "2019 – 2020".to_owned() })
        .collect();
    let cv = Cv::read(&many);
    assert_eq!(cv.posts.len(), 15_000);
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("EXPERIENCE".to_owned()),
        Just("Kenntnisse:".to_owned()),
        Just("Harbour Systems GmbH   2019 – 2021".to_owned()),
        Just("05/2020 – heute".to_owned()),
        Just("Senior Developer".to_owned()),
        Just("• Moved the ticket shop to smaller data-".to_owned()),
        Just("bases. Wrote it down".to_owned()),
        Just("Nationality: Ruritanian".to_owned()),
        Just("Geburtsdatum".to_owned()),
        "\\PC{0,60}",
    ]
}

proptest! {
    #[test]
    fn any_lines_are_read_and_places_are_true(lines in proptest::collection::vec(line(), 0..40)) {
        let cv = Cv::read(&lines);
        let numbers = cv.header.iter().chain(&cv.others).map(|line| line.number);
        let of_items = cv.posts.iter().flat_map(|post| &post.items).map(|item: &Item| item.line);
        prop_assert!(numbers.chain(of_items).all(|number| number < lines.len()));
        prop_assert!(cv.header.len() <= 15);
        for post in &cv.posts {
            prop_assert!(post.items.iter().all(|item| !item.text.trim().is_empty()));
            prop_assert_eq!(post.open, post.from.is_some() && post.to.is_none());
            let _ = post.employer();
        }
    }

    #[test]
    fn a_protected_field_never_comes_out(lines in proptest::collection::vec(line(), 0..30), place in 0_usize..30) {
        let mut lines = lines;
        lines.insert(place.min(lines.len()), "Nationality: Ruritanian".to_owned());
        let shown = format!("{:?}", Cv::read(&lines));
        prop_assert!(!shown.contains("Ruritanian"));
    }
}
