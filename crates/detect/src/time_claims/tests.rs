use jiff::civil::date;

use super::*;

fn at(text: &str) -> Option<YearMonth> {
    if text.is_empty() { None } else { Some(YearMonth::parse(text).unwrap()) }
}

fn post<'a>(from: &str, to: &str, text: &'a str) -> Timed<'a> {
    Timed { from: at(from), to: at(to), line_number: 1, text, is_heading: false }
}

fn names(lines: &[Timed<'_>]) -> Vec<&'static str> {
    contradictions(lines, Some(date(2024, 3, 10)), TOLERANCE_MONTHS)
        .into_iter()
        .map(|claim| claim.technology.name.as_str())
        .collect()
}

/// Lines of posts: begin, end, text, and what contradicts.
#[test]
fn posts_are_measured_by_their_end() {
    let cases: &[(&str, &str, &str, &[&str])] = &[
        // contradictions
        ("2008", "2011", "Operated Kubernetes and Docker in production", &["Kubernetes", "Docker"]),
        ("2010-02", "2012-05", "Frontend in React.js and TypeScript", &["React"]),
        ("2009", "2013", "Wrote Solidity smart contracts for a bank", &["Solidity"]),
        ("2015", "2018", "Next.js, Deno and Hardhat with Solidity", &["Hardhat"]),
        ("2016", "2019", "Programs with Anchor and Rust on Solana", &["Anchor"]),
        ("2001", "2005", "Languages: Go, Rust, Java", &["Go", "Rust"]),
        ("", "2010", "iOS apps in Swift with Xcode", &["Swift"]),
        ("2017-01", "2019-12", "Built agents with LangChain and GPT-4", &["LangChain", "GPT-4"]),
        // honest: the post ends when, or shortly before, the thing was there
        ("2009", "2014", "Moved the shop to Kubernetes", &[]),
        ("2012", "2013", "Docker for the build farm", &[]),
        ("2010", "2013-12", "Kubernetes pilots", &[]),
        ("2005", "", "Kubernetes, Rust and Solidity", &[]),
        ("2012-06", "2013-01", "React prototypes with JavaScript", &[]),
        ("2007", "2009", "Services in Go and Python", &[]),
        ("2014", "2020", "Flutter apps in Dart, Jetpack Compose", &[]),
        ("2013", "2015", "Solidity audits for the first contracts", &[]),
        ("2003", "2008", "C++, Java, Oracle, Perl, Subversion", &[]),
        // honest: broken dates, other meanings, a look ahead
        ("2015", "2009", "Kubernetes and Docker", &[]),
        ("2001", "2006", "Go live of the Java system in Cairo", &[]),
        ("2001", "2006", "Europa-Park, Rust: shift manager", &[]),
        ("2001", "2006", "Docker at the port of Rotterdam", &[]),
        ("2001", "2006", "SWIFT payments, SEPA and Java", &[]),
        ("2004", "2008", "The product later moved to Kubernetes", &[]),
        ("2004", "2008", "Build farm (heute mit Docker betrieben)", &[]),
        ("2004", "2008", "Container scheduler, rewritten on Kubernetes in 2016", &[]),
        ("2004", "2008", "Inhouse precursor of Kubernetes", &[]),
        ("2004", "2008", "A declarative view layer similar to React.js", &[]),
        ("2004", "2008", "A Docker-like sandbox, a Terraform-style planner", &[]),
        ("2004", "2008", "Tools like Docker and Terraform", &["Docker", "Terraform"]),
        ("2004", "2008", "Certified Kubernetes Administrator", &[]),
        ("2004", "2008", "Bachelor thesis, cited by the Docker authors", &[]),
        ("2004", "2008", "Studium; Kurse in Python und Docker", &[]),
        ("2004", "2008", "kubernetes@example.org, www.example.org/docker", &[]),
        ("", "", "Kubernetes, Docker, Terraform, Rust, Go", &[]),
    ];
    for (from, to, text, expected) in cases {
        assert_eq!(names(&[post(from, to, text)]), *expected, "{from} to {to}: {text}");
    }
}

/// Phrases outside posts, on a CV of March 2024.
#[test]
fn phrases_are_read_for_the_one_thing_beside_them() {
    let cases: &[(&str, &[&str])] = &[
        // contradictions
        ("Kubernetes since 2011", &["Kubernetes"]),
        ("Betrieb von Kubernetes seit 2011", &["Kubernetes"]),
        ("Docker (2008 - 2012)", &["Docker"]),
        ("Vue.js seit März 2010, React", &["Vue.js"]),
        ("Kubernetes (since 2010, part-time)", &["Kubernetes"]),
        ("20 years' experience with Kubernetes", &["Kubernetes"]),
        ("Golang: 2005 - 2008", &["Go"]),
        ("Golang (03/2005 – present)", &["Go"]),
        ("Programming: Rust (2007-2012)", &["Rust"]),
        ("Terraform – 14 years", &["Terraform"]),
        ("12+ years of Solidity", &["Solidity"]),
        ("14 Jahre Kubernetes", &["Kubernetes"]),
        ("Over 15 years of professional experience with Docker.", &["Docker"]),
        ("React.js: 14 years", &["React"]),
        ("TypeScript experience: 15 years", &["TypeScript"]),
        ("15-20 years of Kotlin", &["Kotlin"]),
        ("Zwölf Jahre Erfahrung mit Kubernetes", &["Kubernetes"]),
        ("Java (2001-2010), Docker (2005-2010)", &["Docker"]),
        ("Kubernetes from March 2009 to May 2012", &["Kubernetes"]),
        ("Kubernetes 2009-2012", &["Kubernetes"]),
        ("Kubernetes, 2009 - 2012", &["Kubernetes"]),
        ("Kubernetes 2009 - present", &["Kubernetes"]),
        ("Kubernetes (2009-'12)", &["Kubernetes"]),
        ("Solidity 2010 – today", &["Solidity"]),
        ("Kubernetes, 18 yrs", &["Kubernetes"]),
        ("Kubernetes 18 years", &["Kubernetes"]),
        ("Kubernetes\t18 years", &["Kubernetes"]),
        ("18 yrs. of Kubernetes", &["Kubernetes"]),
        ("Eighteen years of Kubernetes", &["Kubernetes"]),
        ("Solidity developer with 17 years of experience", &["Solidity"]),
        ("I have been using Docker in production since 2008.", &["Docker"]),
        ("Docker user since 2008", &["Docker"]),
        ("Since 2009 I write TypeScript every day", &["TypeScript"]),
        ("Seit 2009 TypeScript", &["TypeScript"]),
        ("Ich arbeite seit 2009 mit TypeScript.", &["TypeScript"]),
        ("Seit 2009 Entwicklung mit TypeScript", &["TypeScript"]),
        ("In 2009 I introduced Kubernetes at a travel agency.", &["Kubernetes"]),
        ("Built microservices on Kubernetes (2009-2011)", &["Kubernetes"]),
        // honest: possible, or forgiven
        ("Kubernetes since 2014", &[]),
        ("In 2009 I introduced continuous delivery, later Kubernetes", &[]),
        ("Since 2009 I write software, today on Kubernetes", &[]),
        ("Docker, since 2008 at Harbour Works", &[]),
        ("Docker user group founded, 2008 members", &[]),
        ("Kubernetes 2009 nodes", &[]),
        ("In 2009 I worked on what became Kubernetes", &[]),
        ("Kubernetes seit 2013", &[]),
        ("10 years of Kubernetes", &[]),
        ("11 years of Kubernetes", &[]),
        ("8+ years of Solidity", &[]),
        ("5-15 years of Solidity", &[]),
        ("Docker (2013-2020)", &[]),
        ("Rust 2015, Rust 2018 and Rust 2021 editions", &[]),
        // honest: the time is that of a list, a firm, another thing
        ("Java, Kotlin (1999-2020)", &[]),
        ("Java and Kotlin since 1999", &[]),
        ("20 years of Java and Kotlin", &[]),
        ("20 years of Golang, Python and Perl", &[]),
        ("20 years of experience, recently with Kubernetes", &[]),
        ("20 years in banking, 3 years of Kubernetes", &[]),
        ("20 years of software development in TypeScript", &[]),
        ("Linux since 1998; Kubernetes daily", &[]),
        ("Migrated a system built in 2008 to Kubernetes", &[]),
        ("Ported a legacy system (2001-2009) to Docker", &[]),
        ("Migration to Kubernetes (2005-2009 legacy hosts)", &[]),
        ("In the last 20 years Kubernetes changed hosting", &[]),
        ("A team with combined 40 years of Kubernetes", &[]),
        ("Docker 20 years old servers replaced", &[]),
        ("Kubernetes: 2010 pods on 40 nodes", &[]),
        ("Kubernetes (1.10-1.29), Docker (2005)", &[]),
        ("TypeScript 2010s retro site", &[]),
        ("Docker (2009-12)", &[]),
        ("Kubernetes Operator since 2010", &[]),
        ("Kubernetes, Docker: 20 years", &[]),
        ("Java since 1998, Kubernetes since 2014", &[]),
        ("20 years' work for banks and Kubernetes", &[]),
        ("Phoenix (2001-2005)", &[]),
        ("Julia (2001)", &[]),
        ("Rust (2001-2005)", &[]),
        // honest: certificates, studies, birthdays
        ("Certified Kubernetes Administrator since 2010", &[]),
        ("Bachelor of Science, Docker (2005-2008)", &[]),
        ("Geboren 1985, Kubernetes seit 2005", &[]),
        ("Udemy course Solidity: 2010 - 2011", &[]),
        ("Docker since 19", &[]),
        ("Docker since 99999999999999999999", &[]),
        ("Docker: 99999999999999999999 years", &[]),
        ("9999 years of Docker", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(names(&[post("", "", text)]), *expected, "{text}");
    }
}

#[test]
fn skills_lists_give_ambiguous_names_their_meaning() {
    let line = |line_number, text| Timed { from: None, to: None, line_number, text, is_heading: false };
    let skills =
        [line(10, "Programming languages"), line(11, "Rust (2006-2012)"), line(12, "Go: 2005 - 2008")];
    assert_eq!(names(&skills), ["Rust", "Go"]);
    let towns = [line(10, "Skills"), line(11, "Cairo (2001-2005)"), line(12, "Phoenix (2001-2005)")];
    assert!(names(&towns).is_empty());
    let apart = [line(10, "Programming languages"), line(40, "Rust (2001-2005)")];
    assert!(names(&apart).is_empty());
}

#[test]
fn a_text_that_names_a_tool_once_needs_no_proof_again() {
    let skills = |text| Timed { from: None, to: None, line_number: 90, text, is_heading: false };
    let old = |text| post("2005", "2007", text);
    for (text, list, expected) in [
        ("Hardhat plugins that report gas", "Solidity, Hardhat, Foundry", &["Hardhat"][..]),
        ("Wrote Foundry tests for the vault", "Solidity, Hardhat, Foundry", &["Foundry"]),
        (
            "Brought Helm and Hardhat into production",
            "Kubernetes, Helm, Solidity, Hardhat",
            &["Helm", "Hardhat"],
        ),
        ("Tooling in Rust-based services for 12 teams", "Languages: Go, Rust", &["Rust"]),
        ("Wrote Rust backend services with cargo", "", &["Rust"]),
        // Nothing is named beyond doubt, or the word is no noun, or part of a name.
        ("Hardhat plugins that report gas", "Perl, C++", &[]),
        ("Go through 400 tickets a week", "Languages: Go, Rust", &[]),
        ("Go-live of the shop", "Languages: Go, Rust", &[]),
        ("Planned for the Express Parcel team", "Node.js, Express, MongoDB", &[]),
        ("Planned for Rapid Express services", "Node.js, Express, MongoDB", &[]),
        ("Move of 40 colleagues to Kiel", "Move (Aptos, Sui)", &[]),
    ] {
        assert_eq!(names(&[old(text), skills(list)]), expected, "{text}");
    }
}

#[test]
fn in_a_text_about_software_clear_names_need_no_other_word_of_theirs() {
    let skills = Timed { line_number: 90, text: "Java, Python, SQL, Linux", ..post("", "", "") };
    let garden = Timed { line_number: 90, text: "Roses, hedges, lawns", ..post("", "", "") };
    for (text, expected) in [
        ("Built the software of the web shop in Rust", &["Rust"][..]),
        ("Developed Go services and REST interfaces", &["Go"]),
        ("React components", &["React"]),
        ("Deployed with Helm", &["Helm"]),
        ("Smart contract tests in Foundry", &["Foundry"]),
        ("Spark jobs", &["Apache Spark"]),
        ("Set up Prometheus alerts", &["Prometheus"]),
        ("Move jobs to the other office", &[]),
        ("Go through the tickets", &[]),
        ("Messages in Swift and SEPA", &[]),
        ("Worked in Cairo, Phoenix and Rust with Julia", &[]),
        ("Served the Express Parcel team", &[]),
        ("AngularJS not yet, plain scripts", &[]),
    ] {
        assert_eq!(names(&[post("2001", "2004", text), skills]), expected, "{text}");
        assert!(
            names(&[post("2001", "2004", text), garden]).is_empty() || text.contains("services"),
            "{text}"
        );
    }
    assert_eq!(names(&[Timed { text: "Rust (since 2006)", ..skills }, skills]), ["Rust"]);
    assert_eq!(names(&[Timed { text: "React since 2007", ..skills }, skills]), ["React"]);
    assert!(names(&[Timed { text: "Rust (since 2006)", ..garden }, garden]).is_empty());
}

#[test]
fn a_heading_names_a_tool_only_before_a_role() {
    let heading = |text| Timed { is_heading: true, ..post("2005", "2007", text) };
    assert_eq!(names(&[heading("Kubernetes Engineer | Tresko Retail")]), ["Kubernetes"]);
    assert_eq!(names(&[heading("Docker-Entwickler, Tresko Retail")]), ["Docker"]);
    assert!(names(&[heading("Engineer | Kubernetes Consulting Group")]).is_empty());
    assert!(names(&[heading("Docker Systems Ltd")]).is_empty());
}

#[test]
fn a_claim_says_what_stands_there() {
    let lines = [
        Timed {
            from: None,
            to: None,
            line_number: 3,
            text: "Skills: 14+ years of Kubernetes, really",
            is_heading: false,
        },
        Timed {
            from: None,
            to: None,
            line_number: 4,
            text: "Docker since 2009, Docker (2001-2004)",
            is_heading: false,
        },
    ];
    let claims = contradictions(&lines, Some(date(2024, 3, 10)), TOLERANCE_MONTHS);
    // a comma behind makes it a list, whose time is nobody's own
    assert_eq!(claims.len(), 1);
    let claim = &claims[0];
    assert_eq!((claim.line, claim.kind, claim.words), (4, Kind::Since, "Docker since 2009"));
    assert_eq!(claim.says, Span { from: Some(YearMonth::year(2009)), to: None });

    let text = "Hosting: 14+ years of Kubernetes";
    let lines = [Timed { from: None, to: None, line_number: 3, text, is_heading: false }];
    let claims = contradictions(&lines, Some(date(2024, 3, 10)), TOLERANCE_MONTHS);
    assert_eq!((claims[0].kind, claims[0].words), (Kind::Years(14), "14+ years of Kubernetes"));
    assert_eq!(claims[0].says.from, YearMonth::month(2010, 3));
    assert!(
        contradictions(&lines, None, TOLERANCE_MONTHS).is_empty(),
        "without a date nothing is counted back"
    );
}

#[test]
fn the_tolerance_is_a_parameter() {
    let line = [post("2012", "2013-11", "Ran Kubernetes")];
    assert!(contradictions(&line, None, 7).is_empty());
    assert_eq!(contradictions(&line, None, 6).len(), 1);
    // June 2014 less six months is December 2013
    assert!(contradictions(&[post("2012", "2013-12", "Ran Kubernetes")], None, 6).is_empty());
    assert!(contradictions(&[post("2012", "2013", "Ran Kubernetes")], None, 6).is_empty());
}

#[test]
fn a_phrase_in_a_post_tells_once() {
    let claims = names(&[post("2005", "2010", "Kubernetes since 2006, Kubernetes and K8s")]);
    assert_eq!(claims, ["Kubernetes"]);
    // the post goes on, its phrase does not hold
    assert_eq!(names(&[post("2005", "", "Kubernetes since 2006")]), ["Kubernetes"]);
}

#[test]
fn months_are_ordered_by_start_and_by_end() {
    let year = YearMonth::year(2014);
    assert_eq!(year.start(), YearMonth::month(2014, 1).unwrap().start());
    assert_eq!(year.end(), YearMonth::month(2014, 12).unwrap().end());
    assert_eq!(YearMonth::parse("2014-06"), YearMonth::month(2014, 6));
    for wrong in ["", "2014-", "2014-13", "x", "2014-06-01", "-"] {
        assert!(YearMonth::parse(wrong).is_none(), "{wrong}");
    }
    assert_eq!(YearMonth::of_count(year.end()), YearMonth::month(2014, 12));
}

proptest::proptest! {
    #[test]
    fn any_lines_are_read(texts in proptest::collection::vec("\\PC{0,60}", 0..5), from in 1900i16..2100, to in 1900i16..2100) {
        let lines: Vec<Timed<'_>> = texts.iter().enumerate().map(|(number, text)| Timed {
            from: Some(YearMonth::year(from)), to: Some(YearMonth::year(to)), line_number: number, text, is_heading: false,
        }).collect();
        let _ = contradictions(&lines, Some(date(2024, 3, 10)), TOLERANCE_MONTHS);
    }

    #[test]
    fn any_phrase_around_a_name_is_read(before in "[0-9a-z+ .,/–-]{0,30}", after in "[0-9a-z+ .,/(:–-]{0,30}") {
        let text = format!("{before} Kubernetes{after}");
        let _ = names(&[post("", "", &text)]);
    }

    #[test]
    fn later_dates_never_contradict_more(start in 2005i16..2024, months in 0u8..12) {
        let early = YearMonth::month(start, months % 12 + 1).unwrap();
        let later = YearMonth::year(start + 1);
        let one = |to| contradictions(&[Timed { from: None, to: Some(to), line_number: 0, text: "Docker and Kubernetes", is_heading: false }], None, 6).len();
        proptest::prop_assert!(one(later) <= one(early));
    }
}
