//! The report as a reader, a works council and a browser see it.

use std::collections::BTreeSet;

use bonafide_exchange::ScanDocument;
use bonafide_exchange::document::{CaseItem, Finding, Person, Record, Unread};
use bonafide_exchange::report::render;

use super::markup::{self, Tag};
use super::{ONE, THREE, one, three, with_texts};

/// The page without its style sheet, which has its own tests.
fn body(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, tail) = rest.split_once("</style>").unwrap();
    format!("{head}{tail}")
}

#[test]
fn the_page_of_one_case() {
    insta::assert_snapshot!("one_case_html", body(&render(&one()).unwrap()));
}

#[test]
fn an_empty_scan_says_so() {
    let page = render(&ScanDocument::new("0.1.0", "2026-11-23")).unwrap();
    markup::tags(&page);
    assert!(page.contains("Nothing could be read."));
    assert!(page.contains("Nothing was read, so nothing was judged."));
    assert!(!page.contains("No case.") && !page.to_lowercase().contains("as of"));
    assert!(page.contains("Delete after 2026-12-23."));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(render(&three()).unwrap(), render(&three()).unwrap());
}

#[test]
fn it_says_what_the_contract_of_the_report_asks_for() {
    let page = render(&three()).unwrap();
    let needed = [
        "No decision was made. Nothing left this machine.",
        "3 to look at; the next checks take 30 minutes together",
        "2019-03-01 to 2026-11-01",
        "an export of <strong>jamf</strong> would wake 5 detectors",
        "not measured",
        "same fact as 1.1",
        "What it may innocently be",
        "Wessen Nummer ist das",
        "explained by something the firm declared",
        "firm.toml [[households]] 1",
        "a likely second application by the same person (link-reapplied)",
        "They link nobody",
        "No data to compare: 2",
        "Protected fields dropped: 4",
        "a quote that is never closed",
        "export the sheet as CSV and scan again",
        "CC0-1.0",
        "Delete after 2026-12-20.",
    ];
    for words in needed {
        assert!(page.contains(words), "the report does not say {words:?}");
    }
    assert!(page.contains(&three().run.manifest.digest()));
}

#[test]
fn its_words_are_sober() {
    let text = body(&render(&three()).unwrap()).to_lowercase();
    for word in ["fraud", "suspect", "guilty", "criminal", "scam", "korea", "%", "score", "risk level"] {
        assert!(!text.contains(word), "the report says {word:?}");
    }
}

#[test]
fn persons_in_no_case_are_counted_as_on_the_terminal() {
    let document = three();
    let page = render(&document).unwrap();
    // Of 86 persons 7 are in cases.
    assert_eq!(document.persons.len(), 86);
    assert!(page.contains("<dt>Persons in no case</dt><dd>79</dd>"));
}

#[test]
fn nothing_on_the_page_loads_or_runs() {
    let page = render(&three()).unwrap();
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    assert!(page.contains(policy));
    let namespace = "xmlns=\"http://www.w3.org/2000/svg\"";
    let without_namespace = page.replace(namespace, "");
    assert!(!without_namespace.contains("http://") && !without_namespace.contains("https://"));
    assert!(
        !without_namespace.contains("url(")
            || without_namespace.matches("url(").count()
                == without_namespace.matches("url(#waterfall-").count()
    );
    assert!(!page.contains("@import") && !page.contains("@font-face"));
    for tag in markup::tags(&page) {
        assert!(
            !matches!(
                tag.name.as_str(),
                "script" | "link" | "iframe" | "img" | "object" | "embed" | "form" | "base"
            ),
            "{tag:?}"
        );
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "src" && name != "style", "{tag:?}");
            assert!(name != "href" || value.starts_with('#'), "{tag:?}");
        }
    }
}

/// Names of the tags in order.
fn shape(page: &str) -> Vec<String> {
    markup::tags(page).into_iter().map(|tag| tag.name).collect()
}

#[test]
fn whatever_the_records_hold_the_page_keeps_its_shape() {
    let hostile = "\"><script>alert('1')</script><!-- &lt; {{ x }} \u{202e}\u{1b}[2J\u{0}";
    for json in [ONE, THREE] {
        let expected = render(&with_texts(json, &|text| format!("{text} harmless"))).unwrap();
        let page = render(&with_texts(json, &|text| format!("{text}{hostile}"))).unwrap();
        assert_eq!(shape(&page), shape(&expected));
        let steering = page.find(['\u{202e}', '\u{1b}', '\u{0}']);
        let around = steering
            .map(|at| page.chars().skip(page[..at].chars().count() - 90).take(100).collect::<String>());
        assert_eq!(around, None, "a character that steers reached the page");
        assert!(page.contains("&#60;script") || page.contains("&lt;script"));
    }
}

#[test]
fn a_table_has_a_caption_and_scoped_heads_and_every_anchor_leads_somewhere() {
    let page = render(&three()).unwrap();
    let tags = markup::tags(&page);
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    assert_eq!(count("table"), count("caption"));
    assert_eq!(count("h1"), 1);
    assert_eq!(count("main"), 1);
    assert!(tags.iter().filter(|tag| tag.name == "th").all(|tag| tag.attribute("scope").is_some()));
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    let leads = |tag: &Tag, name: &str| -> Vec<String> {
        tag.attribute(name)
            .map(|value| value.split(' ').map(|id| id.trim_start_matches('#').to_owned()).collect())
            .unwrap_or_default()
    };
    for tag in &tags {
        for target in leads(tag, "href").iter().chain(&leads(tag, "aria-labelledby")) {
            assert!(unique.contains(target.as_str()), "{target} leads nowhere");
        }
    }
    assert_eq!(tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.attribute("lang")), Some("en"));
    assert!(tags.iter().any(|tag| tag.attribute("lang") == Some("de")));
}

#[test]
fn names_of_files_appear_only_where_names_were_asked_for() {
    let mut document = three();
    let masked = render(&document).unwrap();
    document.run.manifest.names = true;
    let open = render(&document).unwrap();
    for file in &document.run.manifest.files {
        assert!(!masked.contains(&file.file), "{} is shown", file.file);
        assert!(open.contains(&file.file), "{} is hidden", file.file);
    }
}

#[test]
fn a_file_that_was_not_read_is_named_nowhere_not_even_in_its_hint() {
    let mut document = three();
    let file = "private/jane-doe.dat".to_owned();
    document.unread.push(Unread {
        why: format!("{file} is no table"),
        hint: "`bonafide sources sniff private/jane-doe.dat`, or rename jane-doe.dat".to_owned(),
        file,
    });
    assert!(!render(&document).unwrap().contains("jane-doe"));
    document.run.manifest.names = true;
    assert!(render(&document).unwrap().contains("or rename jane-doe.dat"));
}

/// [`one`] with `size` persons who all give one mailbox, a finding a pair.
fn crowd(size: usize) -> ScanDocument {
    let mut document = one();
    let pattern = document.findings.iter().find(|finding| finding.detector == "link-phone").unwrap().clone();
    let person = document.persons[0].clone();
    let ids: Vec<String> = (0..size).map(|number| format!("greenhouse:{number:04}")).collect();
    document.persons = ids.iter().map(|id| Person { id: id.clone(), ..person.clone() }).collect();
    document.findings.clear();
    for (at, a) in ids.iter().enumerate() {
        for b in &ids[at + 1..] {
            let mut pair = pattern.clone();
            pair.id = format!("link-phone/{a}/{b}/1");
            pair.persons = vec![a.clone(), b.clone()];
            pair.says = format!("{a} and {b} give the same phone number; {size} of the 1,522 do");
            pair.same_fact_as = None;
            for (record, id) in pair.records.iter_mut().zip([a, b]) {
                record.path = Some(format!("/{id}"));
                record.line = None;
                record.file.clone_from(&pattern.records[0].file);
                record.field.clone_from(&pattern.records[0].field);
            }
            document.findings.push(pair);
        }
    }
    let case = &mut document.cases[0];
    case.persons = ids;
    case.findings = document.findings.iter().map(|finding| finding.id.clone()).collect();
    let item = |id: &String| CaseItem { finding: id.clone(), counted: false, marginal_milli: 0 };
    case.claims[0].items = case.findings.iter().map(item).collect();
    case.claims.truncate(1);
    case.opened_by.findings = case.findings.clone();
    document
}

#[test]
fn pairs_of_one_detector_and_thing_are_one_row() {
    let page = render(&crowd(4)).unwrap();
    assert!(page.contains("All 4 give the same phone number: 6 pairs."));
    assert_eq!(page.matches("<summary>6 pairs</summary>").count(), 1);
    assert!(page.contains(">1.1–1.6</th>"));
    assert!(page.contains("1.1 link-phone and 5 more like it"));
    // Each of the four records stands once, though three pairs cite it.
    assert_eq!(page.matches("/greenhouse:0001").count(), 1);
}

#[test]
fn a_crowd_stays_readable() {
    let document = crowd(120);
    let page = render(&document).unwrap();
    markup::tags(&page);
    assert!(page.contains("All 120 give the same phone number: 7,140 pairs."));
    assert!(page.contains("and 108 more in scan.json"));
    assert!(page.contains("and 7128 more in scan.json"));
    assert!(page.len() < 60_000, "{} bytes", page.len());
}

#[test]
fn a_negative_total_says_what_it_means() {
    let sentence = "below zero means that innocent readings remain likelier.";
    let mut document = one();
    assert!(document.cases[0].total_milli < 0);
    assert!(render(&document).unwrap().contains(sentence));
    document.cases[0].total_milli = 1;
    assert!(!render(&document).unwrap().contains(sentence));
}

#[test]
fn an_incomplete_document_still_reads() {
    let mut document = three();
    document.persons.clear();
    document.things.clear();
    document.sources.clear();
    document.run.manifest.files.clear();
    document.cases[0].findings.push("nowhere".to_owned());
    document.cases[1].next_check = None;
    document.run.expires = "\"; } body { display: none".to_owned();
    let page = render(&document).unwrap();
    markup::tags(&page);
    assert!(page.contains("not among the persons of this document"));
    assert!(page.contains("Every check that applies has been done."));
    let sheet = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    assert!(!sheet.contains("body { display: none"));
}

#[test]
fn long_lists_are_cut_and_say_so() {
    let mut document = three();
    let single: Finding = document.findings.iter().find(|finding| finding.grade == "C").unwrap().clone();
    for number in 0..500 {
        let mut copy = single.clone();
        copy.id = format!("copy/{number}");
        copy.explained_by = None;
        let line = |line| Record { line: Some(line), path: None, ..copy.records[0].clone() };
        copy.records = (2..42).map(line).collect();
        document.findings.push(copy);
    }
    let page = render(&document).unwrap();
    assert!(page.contains("and 441 more in scan.json"));
    assert!(page.contains("and 28 more in scan.json"));
    assert!(page.len() < 700_000, "{} bytes", page.len());
}

#[test]
fn a_page_of_three_cases_stays_small() {
    let size = render(&three()).unwrap().len();
    assert!(size < 90_000, "{size} bytes");
}

#[test]
fn the_source_that_would_wake_most_comes_first_whatever_the_order() {
    let mut document = three();
    let expected = render(&document).unwrap();
    document.adviser.reverse();
    assert_eq!(render(&document).unwrap(), expected);
}

#[test]
fn a_finding_on_documents_names_the_command_that_shows_their_lines() {
    let mut document = three();
    let command = "bonafide explain";
    assert!(!render(&document).unwrap().contains(command), "tables are cited by line");
    let in_case = document.cases[0].findings[0].clone();
    let outside = document
        .findings
        .iter()
        .find(|finding| document.cases.iter().all(|case| !case.findings.contains(&finding.id)))
        .unwrap()
        .id
        .clone();
    for finding in document.findings.iter_mut().filter(|one| one.id == in_case || one.id == outside) {
        for record in &mut finding.records {
            record.line = None;
            record.path = Some("page 2".to_owned());
            "text".clone_into(&mut record.field);
        }
    }
    let page = render(&document).unwrap();
    assert_eq!(page.matches(command).count(), 2);
    assert!(page.contains(&format!("<code class=\"command\">bonafide explain {outside} --in DIR</code>")));
    document.run.manifest.names = true;
    assert!(render(&document).unwrap().contains(" --in DIR --names</code>"));
}
