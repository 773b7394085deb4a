use super::*;

fn texts(before: &[&str], ids: &[&str]) -> (Duplicates, Vec<String>) {
    let mut builder = IdsBuilder::default();
    for id in before {
        builder.push_text(id.as_bytes());
    }
    let mut sink = IdSink::default();
    for id in ids {
        sink.text(&mut builder, id.as_bytes());
    }
    let duplicates = sink.duplicates(&mut builder, before.len());
    let all = builder.finish();
    (duplicates, (0..all.len() as u32).map(|row| all.text(row)).collect())
}

#[test]
fn texts_that_stand_twice_in_one_input_are_named_and_nothing_is_lost() {
    let (found, all) = texts(&["b", "z"], &["b", "a", "b", "a", "a", "", "", "7"]);
    assert_eq!(found, Duplicates { rows: 3, first: vec!["a".to_owned(), "b".to_owned()] });
    assert_eq!(all, ["b", "z", "b", "a", "b", "a", "a", "", "", "7"]);
    let (numbers, kept) = texts(&[], &["10", "9", "10"]);
    assert_eq!(numbers, Duplicates { rows: 1, first: vec!["10".to_owned()] });
    assert_eq!(kept, ["10", "9", "10"]);
}

#[test]
fn ids_of_another_input_are_no_duplicates() {
    assert_eq!(texts(&["a", "b"], &["b", "a"]).0, Duplicates::default());
    assert_eq!(texts(&[], &["9", "10", "11"]).0, Duplicates::default());
}

#[test]
fn numbers_that_stand_twice_are_named() {
    let mut builder = IdsBuilder::default();
    let mut sink = IdSink::default();
    for id in [5, -1, 5, 3, -1, 5] {
        sink.number(&mut builder, id);
    }
    let found = sink.duplicates(&mut builder, 0);
    assert_eq!(found, Duplicates { rows: 3, first: vec!["-1".to_owned(), "5".to_owned()] });
}
