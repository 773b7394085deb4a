use super::*;

fn resolved(headers: &[&str], options: &Options) -> Result<(Option<String>, Vec<Target>), ReadError> {
    let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
    let mut warnings = Vec::new();
    resolve(&mut TableBuilder::default(), "a.csv", &headers, options, &mut warnings)
        .map(|(rules, targets)| (rules.id().map(str::to_owned), targets))
}

#[test]
fn the_first_usual_name_is_the_id_unless_one_is_given() {
    let usual = resolved(&["name", "Rec_ID", "id"], &Options::default()).unwrap();
    assert_eq!(usual, (Some("Rec_ID".to_owned()), vec![Target::Column(0), Target::Id, Target::Column(1)]));
    let given = Options { id: vec!["name".to_owned()], ..Options::default() };
    let (id, targets) = resolved(&["name", "id"], &given).unwrap();
    assert_eq!((id.as_deref(), targets), (Some("name"), vec![Target::Id, Target::Column(0)]));
    assert_eq!(resolved(&["name"], &Options::default()).unwrap().0, None);
    // Each table has its own.
    let own = Options { id: vec!["no".to_owned(), "key".to_owned()], ..Options::default() };
    assert_eq!(resolved(&["name", "key"], &own).unwrap().0.as_deref(), Some("key"));
    assert_eq!(resolved(&["key", "no"], &own).unwrap().0.as_deref(), Some("no"));
    assert!(matches!(resolved(&["name"], &own), Err(ReadError::NoColumn { .. })));
}

#[test]
fn columns_that_are_asked_for_and_not_there_are_named() {
    let keep = Options { keep: Some(vec!["phone".to_owned()]), ..Options::default() };
    let error = resolved(&["name", "city"], &keep).unwrap_err().to_string();
    assert!(
        error.contains("`phone`") && error.contains("to be kept") && error.contains("`name`, `city`"),
        "{error}"
    );
    let split = Options { split: [("x".to_owned(), ";".to_owned())].into(), ..Options::default() };
    assert!(resolved(&["a"], &split).is_ok(), "another input may have it");
    let id = Options { id: vec!["key".to_owned()], ..Options::default() };
    assert!(matches!(resolved(&["a"], &id), Err(ReadError::NoColumn { purpose: "as the id", .. })));
}

#[test]
fn one_header_twice_is_an_error_unless_it_is_left_out() {
    let twice = resolved(&["a", "b", "a"], &Options::default()).unwrap_err();
    assert!(matches!(twice, ReadError::DuplicateHeader { first: 1, second: 3, .. }));
    assert!(resolved(&["id", "b", "id"], &Options::default()).is_err());
    let keep = Options { keep: Some(vec!["b".to_owned()]), ..Options::default() };
    assert_eq!(
        resolved(&["a", "b", "a"], &keep).unwrap().1,
        vec![Target::Skip, Target::Column(0), Target::Skip]
    );
}

#[test]
fn a_column_without_header_is_left_out() {
    let (_, targets) = resolved(&["", "b"], &Options::default()).unwrap();
    assert_eq!(targets, vec![Target::Skip, Target::Column(0)]);
}

#[test]
fn a_header_of_thousands_of_cells_is_refused() {
    let many: Vec<String> = (0..=MOST_COLUMNS).map(|place| place.to_string()).collect();
    let error = resolve(&mut TableBuilder::default(), "a", &many, &Options::default(), &mut Vec::new());
    assert!(matches!(error, Err(ReadError::TooManyColumns { .. })));
}
