//! Tests of the stream.

use proptest::prelude::*;

use super::*;

/// Steps as text, and the fault at the end.
fn steps(text: &str) -> (Vec<String>, Option<Fault>) {
    let mut stream = Stream::new(text.as_bytes());
    let mut said = Vec::new();
    loop {
        match stream.next() {
            Ok(Step::Open) => {
                said.push(format!("+{}{}", stream.name(), stream.currency().unwrap_or_default()));
            }
            Ok(Step::Close) => said.push(format!("-{}", stream.name())),
            Ok(Step::Text) => said.push(stream.text().to_owned()),
            Ok(Step::End) => return (said, None),
            Err(fault) => return (said, Some(fault)),
        }
    }
}

#[test]
fn elements_and_texts_come_in_order_with_references_resolved() {
    let (said, fault) = steps("<n:a><Amt Ccy=\"EUR\">1&amp;2&#228;</Amt><b/><![CDATA[<x>]]>&nope;&</n:a>");
    assert_eq!(said, ["+a", "+AmtEUR", "1", "&", "2", "ä", "-Amt", "+b", "-b", "<x>", " ", "&", "-a"]);
    assert_eq!(fault, None);
}

#[test]
fn each_damage_has_its_fault() {
    let bomb = "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><l>&b;</l>";
    for (text, expected) in [
        (bomb, Fault::Definition),
        ("<a><b>", Fault::CutOff),
        ("<a><b", Fault::CutOff),
        ("<a><!-- ", Fault::CutOff),
        ("<a></b>", Fault::Broken),
        ("</a>", Fault::Broken),
        ("<a><</b>/a>", Fault::Broken),
        ("<a[1]/>", Fault::Broken),
    ] {
        assert_eq!(steps(text).1, Some(expected), "{text}");
    }
    assert_eq!(steps(&"<a>".repeat(DEEPEST + 1)).1, Some(Fault::TooDeep));
    assert_eq!(steps(&format!("<{}>", "a".repeat(LONGEST_NAME))).0.len(), 1);
    assert_eq!(steps(&format!("<{}/>", "a".repeat(LONGEST_NAME + 1))).1, Some(Fault::Broken));
    let long = format!("<a>{}", " ".repeat(3 * LONGEST));
    assert_eq!(steps(&long).1, Some(Fault::TooLong));
    let long = format!("<a x='{}", "y".repeat(3 * LONGEST));
    assert_eq!(steps(&long).1, Some(Fault::TooLong));
}

#[test]
fn the_raw_text_of_an_element_is_kept_to_the_byte() {
    let text = "<r> <t k = 'v' >a&amp;<u/>\n</t > <t/><t>b</t></r>";
    let mut stream = Stream::new(text.as_bytes());
    let mut kept = Vec::new();
    while let Ok(step) = stream.next() {
        match step {
            Step::Open if stream.name() == "t" => stream.keep(),
            Step::Close if stream.name() == "t" => kept.push(stream.kept().unwrap()),
            Step::End => break,
            _ => {}
        }
    }
    assert_eq!(kept, ["<t k = 'v' >a&amp;<u/>\n</t >", "<t/>", "<t>b</t>"]);
}

#[test]
fn a_record_beyond_the_limit_is_not_kept() {
    let text = format!("<t>{}</t>", "<u>x</u>".repeat(LONGEST_RECORD / 4));
    let mut stream = Stream::new(text.as_bytes());
    assert_eq!(stream.next(), Ok(Step::Open));
    stream.keep();
    while let Ok(step) = stream.next() {
        if step == Step::End {
            break;
        }
        assert!(stream.reader.get_ref().kept.len() <= LONGEST_RECORD + LONGEST);
    }
    assert_eq!(stream.kept(), None);
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "[<>/a-c &;!\\[\\]\"'=?-]{0,80}") {
        let _ = steps(&text);
    }
}
