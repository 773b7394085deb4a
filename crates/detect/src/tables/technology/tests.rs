use std::collections::HashSet;

use super::*;

fn names(line: &str) -> Vec<&'static str> {
    mentions(line).into_iter().map(|technology| technology.name.as_str()).collect()
}

#[test]
fn the_table_parses_and_is_large_enough() {
    let releases = technology_releases();
    assert_eq!(releases.name, "technology-releases");
    assert!(!releases.date.is_empty());
    let rows = TECHNOLOGY_RELEASES.lines().filter(|line| line.starts_with("[[technology]]")).count();
    assert_eq!(releases.technologies.len(), rows);
    let confirmed = releases.technologies.iter().filter(|technology| technology.confirmed).count();
    assert!(rows >= 140 && confirmed >= 120, "{rows} rows, {confirmed} confirmed");
    let head = TECHNOLOGY_RELEASES.lines().next().unwrap();
    assert!(head.contains(&format!("{rows} rows, {confirmed} of them confirmed")), "{head}");
}

#[test]
fn rows_are_sane() {
    let mut seen = HashSet::new();
    for technology in &technology_releases().technologies {
        assert!(seen.insert(technology.name.to_lowercase()), "{} twice", technology.name);
        assert!((1995..=2026).contains(&technology.first_public.year), "{}", technology.name);
        assert!(technology.first_public.month.is_some(), "{}", technology.name);
        assert!(!technology.source.is_empty(), "{}", technology.name);
        assert_eq!(technology.ambiguous, !technology.near.is_empty(), "{}", technology.name);
        let single = |word: &String| words(word).count() == 1;
        assert!(technology.near.iter().all(single), "{}: near holds single words", technology.name);
    }
}

#[test]
fn no_spelling_belongs_to_two_technologies() {
    let mut seen = HashSet::new();
    for spelling in technology_releases().spellings.values().flatten() {
        let key = (spelling.words.join(" ").to_lowercase(), spelling.technology);
        let other = seen.iter().any(|(words, row): &(String, usize)| *words == key.0 && *row != key.1);
        assert!(!other, "{} twice", key.0);
        seen.insert(key);
    }
}

#[test]
fn every_name_is_found_in_a_list_with_its_own_words() {
    for technology in &technology_releases().technologies {
        let near = technology.near.iter().next().cloned().unwrap_or_default();
        let line = format!("{}, {near}", technology.name);
        assert!(names(&line).contains(&technology.name.as_str()), "{line}");
    }
}

#[test]
fn words_are_cut_as_tools_are_written() {
    let cut = |line| words(line).map(|word| word.text).collect::<Vec<_>>();
    assert_eq!(cut("C#, .NET Core; Next.js/Node.js."), ["C#", ".NET", "Core", "Next.js", "Node.js"]);
    assert_eq!(cut("ends here.Next C++ (ASP.NET)"), ["ends", "here.Next", "C++", "ASP.NET"]);
    assert_eq!(cut("… . .. -"), Vec::<&str>::new());
    assert_eq!(cut("Größe über"), ["Größe", "über"]);
}

#[test]
fn tools_are_found_as_cvs_write_them() {
    let cases: &[(&str, &[&str])] = &[
        ("Ran k8s and Kubernetes clusters", &["Kubernetes"]),
        ("React Native, React.js, NextJS", &["React Native", "React", "Next.js"]),
        ("C#, .NET Core, Blazor", &[".NET Core", "Blazor"]),
        ("Golang microservices on AWS Lambda", &["Go", "AWS Lambda"]),
        ("Languages: Go, Rust, Python", &["Go", "Rust"]),
        ("Services in Go and Python", &["Go"]),
        ("Smart contracts in Solidity (Hardhat, Foundry)", &["Solidity", "Hardhat", "Foundry"]),
        ("Solana programs with Anchor and Rust", &["Solana", "Anchor", "Rust"]),
        ("Node.js/Express, MongoDB", &["Node.js", "Express.js", "MongoDB"]),
        ("GitHub-Actions und GitLab CI/CD", &["GitHub Actions", "GitLab CI"]),
        ("Move (Aptos, Sui)", &["Move", "Aptos", "Sui"]),
        ("Frontend: Vue, Nuxt, TypeScript", &["Vue.js", "Nuxt", "TypeScript"]),
        ("Spark, Hadoop and Airflow with Python", &["Apache Spark", "Apache Airflow"]),
        ("docker-compose, Helm charts, ArgoCD", &["Docker Compose", "Helm", "Argo CD"]),
        ("Go developer, Kubernetes", &["Go", "Kubernetes"]),
    ];
    for (line, expected) in cases {
        assert_eq!(names(line), *expected, "{line}");
    }
}

#[test]
fn words_places_and_people_are_no_tools() {
    let silent = [
        "Go live of the Java billing system",
        "Go-to-market for a Python product",
        "Ready to go, Java and C++ in hand",
        "React promptly to requests about JavaScript",
        "Europa-Park, Rust",
        "Removal of rust and paint, Java Island",
        "SWIFT payments and SEPA in Java",
        "Swift Network messages, Java, SQL",
        "Office manager, Cairo, Egypt",
        "Solana Beach, California",
        "Phoenix, Arizona: Java and SQL",
        "Mentored Julia and Cassandra in Java",
        "Move to a new office, solidity of the plan",
        "Kept the helm of a team of ten",
        "Electron microscopy and beam physics",
        "Flask and beaker handling in the laboratory",
        "Bun and bread sales",
        "Il est entré vite, point de vue du client",
        "Worked as a docker in the port",
        "JAX-RS, JAX-WS and JSF",
        "Substrate chemistry, near infrared",
        "Backstage manager at the theatre",
        "Chief of staff, Mr Jenkins, finance",
        "See https://example.org/kubernetes and kubernetes@example.org",
        "Grants by the Flow Foundation, Dart tournaments",
        "Snowflake schema design in Oracle",
        "An optimism that carries the team",
        "3D polygon modelling, Cypress Semiconductor",
    ];
    for line in silent {
        assert_eq!(names(line), Vec::<&str>::new(), "{line}");
    }
}

#[test]
fn other_lines_of_the_list_count_as_near() {
    assert!(mentions_at("Rust, 4 stars", &[]).is_empty());
    assert_eq!(mentions_at("Rust, 4 stars", &["Programming languages"]).len(), 1);
    assert!(mentions_at("Cairo, 4 stars", &["Programming languages"]).is_empty());
}

#[test]
fn hostile_lines_take_linear_time() {
    let long = "Go,".repeat(20_000) + &"a.b/".repeat(20_000) + &".".repeat(20_000);
    assert_eq!(names(&long), Vec::<&str>::new());
    assert_eq!(names(&("Rust".to_owned() + &"é".repeat(40_000))), Vec::<&str>::new());
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(line in "\\PC{0,80}") {
        for mention in mentions_at(&line, &[&line]) {
            proptest::prop_assert!(line.get(mention.at).is_some());
        }
    }
}
