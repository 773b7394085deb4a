//! Whole CVs of many layouts, all invented: what a text extraction makes of them.

use super::{Cv, Post, PostKind, YearMonth};

fn read(text: &str) -> Cv {
    Cv::read(&text.lines().map(str::to_owned).collect::<Vec<String>>())
}

/// `2019-03/2021-05`, `2019/open`, `-` without dates.
fn dates(post: &Post) -> String {
    let show = |point: YearMonth| match point.month {
        Some(month) => format!("{}-{month:02}", point.year),
        None => point.year.to_string(),
    };
    match (post.from, post.to) {
        (Some(from), Some(to)) => format!("{}/{}", show(from), show(to)),
        (Some(from), None) => format!("{}/open", show(from)),
        _ => "-".to_owned(),
    }
}

/// `dates: heading ~ heading [number of items]` for each post.
fn outline(cv: &Cv) -> Vec<String> {
    cv.posts
        .iter()
        .map(|post| format!("{}: {} [{}]", dates(post), post.heading.join(" ~ "), post.items.len()))
        .collect()
}

fn items(cv: &Cv) -> Vec<&str> {
    cv.posts.iter().flat_map(|post| &post.items).map(|item| item.text.as_str()).collect()
}

#[test]
fn latex_one_column() {
    let cv = read(include_str!("layouts/latex.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2021-03/open: Tidewater Analytics, Inc. ~ Kiel, Germany ~ Senior Software Engineer [3]",
            "2018-06/2021-02: Harbour Systems GmbH ~ Kiel, Germany ~ Software Engineer [2]",
            "2022/2022: gaugekit [1]",
        ]
    );
    assert_eq!(cv.posts[2].kind, PostKind::Side);
    assert_eq!(
        items(&cv)[0],
        "Moved the ticket shop of a ferry line from one large database to six small ones without a lost booking"
    );
    assert_eq!(cv.posts[0].employer().as_deref(), Some("tidewater analytics"));
    assert_eq!(cv.header.len(), 2);
    assert!(cv.others.iter().any(|line| line.text.contains("Rust")));
}

#[test]
fn german_table() {
    let cv = read(include_str!("layouts/lebenslauf.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2020-05/open: Softwareentwicklerin ~ Hafenwerk GmbH, Kiel [3]",
            "2017-10/2020-04: Werkstudentin, Deichtor AG, Bremen [2]",
        ]
    );
    let shown = format!("{cv:?}");
    for word in ["12.03.1988", "ruritanisch", "ledig", "Musterstadt 1988", "Muttersprache"] {
        assert!(!shown.contains(word), "{word}");
    }
    assert!(shown.contains("jo.doe@example.org"));
    assert!(items(&cv).contains(&"Aufbau einer Schnittstelle zwischen Front- und Backend"));
    assert!(items(&cv).contains(&"Entwicklung der Fahrkartenausgabe für drei Fährlinien"));
}

#[test]
fn linkedin_export() {
    let cv = read(include_str!("layouts/linkedin.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2021-01/open: Tidewater Analytics ~ Lead Engineer ~ Kiel, Germany [2]",
            "2019-02/2020-12: Harbour Systems ~ Backend Developer [2]",
        ]
    );
    assert!(!format!("{cv:?}").contains("Native"));
}

#[test]
fn europass() {
    let cv = read(include_str!("layouts/europass.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2019-03/2021-06: Backend developer ~ Harbour Systems GmbH ~ Kiel (Germany) [2]",
            "2016-09/2019-02: Junior developer ~ Tidewater Oy ~ Turku (Finland) [1]",
        ]
    );
    let shown = format!("{cv:?}");
    for word in ["Ruritanian", "01/02/1990", "Gender", "B2"] {
        assert!(!shown.contains(word), "{word}");
    }
}

#[test]
fn dates_on_lines_before_the_heading() {
    let cv = read(include_str!("layouts/dates_first.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2019-01/2021-03: Platform Engineer ~ Harbour Systems, Kiel [2]",
            "2016/2018: Tester ~ Tidewater, Lübeck [1]",
        ]
    );
}

#[test]
fn functional_without_dates() {
    let cv = read(include_str!("layouts/functional.txt"));
    assert_eq!(outline(&cv), ["-: Databases [2]", "-: Team leadership [2]"]);
    assert!(cv.posts.iter().all(|post| post.from.is_none() && !post.open));
}

#[test]
fn contractor_with_many_short_projects() {
    let cv = read(include_str!("layouts/contractor.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2023-04/open: Lock control for a canal authority, Hafenwerk GmbH [2]",
            "2022-11/2023-03: Price list import, Deichtor AG [1]",
            "2022-01/2022-10: Ticket shop, Fährlinie Nord [2]",
            "2021-05/2021-12: Tide gauge firmware, Tidewater Oy [1]",
            "2020-09/2021-04: Billing, Harbour Systems Ltd [1]",
        ]
    );
    assert!(cv.posts[0].items[1].is_skill_list());
}

#[test]
fn sidebar_before_the_main_column() {
    let cv = read(include_str!("layouts/sidebar.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2020-02/open: Data Engineer ~ Tidewater Analytics [2]",
            "2018-01/2020-01: Analyst ~ Harbour Systems [1]",
        ]
    );
    assert!(cv.others.iter().any(|line| line.text == "Airflow"));
}

#[test]
fn plain_bullets_without_any_heading() {
    let cv = read(include_str!("layouts/plain.txt"));
    assert_eq!(
        outline(&cv),
        ["2019/2022: Harbour Systems, developer [2]", "2015/2019: Tidewater, tester [1]",]
    );
    assert_eq!(
        cv.header.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
        ["Jo Doe", "jo@example.org"]
    );
}

#[test]
fn paragraphs_instead_of_bullets() {
    let cv = read(include_str!("layouts/paragraphs.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2018-06/2021-06: Harbour Systems GmbH — Software Engineer [3]",
            "2015-01/2018-05: Tidewater Ltd — Developer [1]",
        ]
    );
    assert_eq!(items(&cv)[1], "Wrote the manual for the night shift, e.g. how to turn back each step.");
}

#[test]
fn two_pages_with_running_titles_and_spaced_letters() {
    let cv = read(include_str!("layouts/pages.txt"));
    assert_eq!(outline(&cv), ["2017-02/open: Harbour Systems, Kiel ~ Operations Engineer [3]"]);
    assert_eq!(
        items(&cv)[1],
        "Kept the nightly import of three ports running through the move of the computer centre to a new house"
    );
}

#[test]
fn labels_inside_a_post_are_no_sections() {
    let cv = read(include_str!("layouts/labels.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2019-01/2021-12: Backend Developer, Harbour Systems [6]",
            "2016-01/2018-12: Developer, Tidewater [1]",
        ]
    );
    assert!(items(&cv).contains(&"Technologies: Java, Kafka, PostgreSQL"));
}

#[test]
fn blank_lines_between_all_lines() {
    let cv = read(include_str!("layouts/spaced.txt"));
    assert_eq!(
        outline(&cv),
        [
            "2019-03/2021-05: Backend Developer ~ Harbour Systems GmbH [2]",
            "2017-01/2019-02: Tester ~ Tidewater Ltd [2]",
        ]
    );
    assert_eq!(items(&cv)[0], "Moved the ticket shop to six small databases without a lost booking");
}

#[test]
fn the_same_text_in_two_layouts_gives_the_same_items() {
    let bullets = read(
        "EXPERIENCE\nHarbour Systems   2019 – 2021\n• Built the ticket shop. Wrote it down for the\n  night shift.\n• Ran the import",
    );
    let table = read(
        "Berufserfahrung\n2019 – 2021\nDeveloper\nHarbour Systems\n- Built the ticket shop. Wrote it down for the night\nshift.\n- Ran the import",
    );
    assert_eq!(items(&bullets), items(&table));
}

/// The highlights of three public samples stand as items in what their text gives. Checks only.
#[test]
fn public_samples() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/resumes/rendercv");
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("SKIPPED public_samples: no {folder}");
        return;
    };
    for entry in entries.flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "yaml")) {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let mut lines = vec!["Experience".to_owned()];
        let mut expected = Vec::new();
        let (mut is_list, mut is_work) = (false, false);
        for line in text.lines() {
            let trimmed = line.trim();
            if line.starts_with("    ") && !line.starts_with("     ") && trimmed.ends_with(':') {
                is_work = trimmed == "experience:";
            }
            if !is_work {
                continue;
            }
            if let Some(company) = trimmed.strip_prefix("- company: ") {
                lines.push(format!("{company}    2019-01 – 2020-02"));
                is_list = false;
            } else if trimmed == "highlights:" {
                is_list = true;
            } else if let Some(highlight) = trimmed.strip_prefix("- ").filter(|_| is_list) {
                let plain = highlight.trim_matches(['\'', '"']);
                expected.push(plain.to_owned());
                // Wrapped as a page of 60 characters would.
                let mut row = "• ".to_owned();
                for word in plain.split(' ') {
                    if row.chars().count() + word.chars().count() > 60 {
                        lines.push(std::mem::take(&mut row));
                    } else if !row.ends_with(' ') {
                        row.push(' ');
                    }
                    row.push_str(word);
                }
                lines.push(row);
            }
        }
        let cv = Cv::read(&lines);
        let found = items(&cv).join(" ");
        let held = expected.iter().filter(|highlight| found.contains(highlight.as_str())).count();
        eprintln!("{}: {held} of {} highlights", entry.path().display(), expected.len());
        assert!(!expected.is_empty() && held == expected.len(), "{:?}", items(&cv));
    }
}

#[test]
fn a_wrapped_word_is_no_heading() {
    let cv = read(
        "Alva Renning\n\nEmployment\nEngineer, Harbour Works Ltd (2011 - 2013)\n\
         \u{2022} For housing societies: modelled the price feed, helped by data\n  contracts.\n\
         \u{2022} Kept the build green with a handful of small\n  tools\n\
         \u{2022} Wrote the rota of the on-call team\nContracts\nEngineer, Nordlicht GmbH (2009 - 2010)\n",
    );
    assert_eq!(
        outline(&cv),
        ["2011/2013: Engineer, Harbour Works Ltd [3]", "2009/2010: Engineer, Nordlicht GmbH [0]"]
    );
    assert_eq!(items(&cv)[0], "For housing societies: modelled the price feed, helped by data contracts.");
    let small = read(
        "alva renning\n\nexperience\nengineer, harbour works (2011 - 2013)\n- wrote the rota\nskills\nperl\n",
    );
    assert_eq!(outline(&small), ["2011/2013: engineer, harbour works [1]"]);
}

#[test]
fn a_list_behind_the_oldest_post_is_no_part_of_it() {
    let base = "Alva Renning\n\nExperience\nEngineer, Harbour Works Ltd (2012 - today)\n\u{2022} Ran the release train\n\
                Engineer, Nordlicht GmbH (2006 - 2011)\n\u{2022} Wrote the rota of the on-call team\n";
    for heading in [
        "SKILLS",
        "Technical skills:",
        "KENNTNISSE",
        "Technische F\u{e4}higkeiten",
        "Computer skills",
        "Software",
        "Toolbox",
        "PROJECTS",
        "Technologies I use",
    ] {
        for gap in ["", "\n"] {
            let cv = read(&format!("{base}{gap}{heading}\nKubernetes, Docker, Terraform, TypeScript\n"));
            assert_eq!(items(&cv).last(), Some(&"Wrote the rota of the on-call team"), "{heading}");
            assert!(cv.others.iter().any(|line| line.text.contains("Kubernetes")), "{heading}");
        }
    }
    for line in
        ["Skills: Kubernetes, Docker", "Hobbies: Kubernetes at home", "Looking for a role with Kubernetes"]
    {
        let cv = read(&format!("{base}{line}\n"));
        assert_eq!(items(&cv).last(), Some(&"Wrote the rota of the on-call team"), "{line}");
    }
    let open =
        read(&format!("{base}\u{2022} Merged what the board had asked for\nHobbies: Kubernetes at home\n"));
    assert_eq!(items(&open).last(), Some(&"Merged what the board had asked for"));
    let own = read(&format!("{base}Technologies: Java, Perl\n"));
    assert_eq!(items(&own).last(), Some(&"Technologies: Java, Perl"));
    let spoken = read(&format!("{base}LANGUAGES\nAtlantic, Lemurian\n"));
    assert!(!format!("{spoken:?}").contains("Lemurian"));
}
