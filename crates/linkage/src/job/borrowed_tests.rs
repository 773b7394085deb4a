//! What rows borrow, from whom, and what it decides.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::drawn::Drawn;
use super::tests::{run, tables};
use super::*;
use crate::index::{self, Index, IndexError};

const FILMS: &str = r#"
[run]
unique = ["a", "b"]

[borrowed]
made = { value = "year", through = ["star", "writer"] }

[[comparisons]]
column = "title"
levels = ["exact"]

[[comparisons]]
column = "studio"
levels = ["exact"]

[[comparisons]]
column = "made"
levels = ["within 5", "within 10", "within 20"]

[[blocking]]
keys = ["title"]
"#;

/// Films of stars who work for twenty years; four in ten titles are used again, by another star of another time. One
/// table names the star, the other the year; ids of one film are alike.
fn films(stars: u64, from_the_end: bool) -> Table {
    let mut drawn = Drawn(0);
    let mut rows: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    let mut used: Vec<u64> = Vec::new();
    for star in 0..stars {
        let era = 1900 + drawn.below(100);
        for _ in 0..5 {
            let title = if !used.is_empty() && drawn.happens(25) {
                used.swap_remove(drawn.below(used.len() as u64) as usize)
            } else {
                let new = drawn.below(1 << 40);
                used.push(new);
                new
            };
            let (year, studio, film) = (era + drawn.below(20), drawn.below(12), drawn.below(1 << 40));
            let other = if drawn.happens(20) { drawn.below(12) } else { studio };
            let role = if drawn.happens(20) { format!(",s{star}") } else { format!("s{star},") };
            rows[0].push(format!("{film},t{title},u{studio},{role}"));
            rows[1].push(format!("{film},t{title},u{other},{year}"));
        }
    }
    let heads = ["id,title,studio,star,writer\n", "id,title,studio,year\n"];
    let texts = [0, 1].map(|input| {
        let mut text = heads[input].to_owned();
        let mut own = rows[input].clone();
        if from_the_end {
            own.reverse();
        }
        for row in own {
            writeln!(text, "{row}").expect("a string takes all");
        }
        text
    });
    tables(&[&texts[0], &texts[1]])
}

/// Likely pairs, and how many of them are of one film.
fn likely(table: &Table, settings: &Settings) -> (usize, usize) {
    let linked = link(table, settings, Known::default(), 2, |_| {}).expect("linked");
    let likely: Vec<_> = linked.pairs.iter().filter(|pair| pair.weight_milli >= 0).collect();
    let right = likely.iter().filter(|pair| table.ids.text(pair.left) == table.ids.text(pair.right));
    (likely.len(), right.count())
}

fn borrowed(table: &mut Table, settings: &Settings) -> u64 {
    let mut count = 0;
    borrow(table, settings, &Known::default(), 2, |step| {
        if let Step::Borrowed { rows, .. } = step {
            count += rows;
        }
    })
    .expect("borrowed");
    count
}

/// What each row holds in a column, by its id and input.
fn held(table: &Table, name: &str) -> BTreeMap<(usize, String), String> {
    let column = table.column(name).expect("a column");
    let of = |row: u32| column.row(row as usize).iter().map(|code| column.values.text(*code)).collect();
    (0..table.rows() as u32).map(|row| ((table.input_of(row), table.ids.text(row)), of(row))).collect()
}

#[test]
fn films_of_one_title_are_told_apart_by_when_their_stars_worked() {
    let settings = Settings::parse(FILMS).expect("settings");
    let mut table = films(300, false);
    let (alone, alone_right) = likely(&table, &settings.without_borrowed());
    assert!(borrowed(&mut table, &settings) > 1_350, "nearly all of 1,500 rows have a star of several films");
    let (found, right) = likely(&table, &settings);
    assert!(right > alone_right + 60, "{right} of {found}, without borrowing {alone_right} of {alone}");
    assert!(right > 1_450, "{right} of 1,500 found");
    assert!(right * 100 >= found * 97, "{right} of {found}");
}

#[test]
fn what_is_borrowed_does_not_hang_on_the_order_of_rows() {
    let settings = Settings::parse(FILMS).expect("settings");
    let [one, other] = [false, true].map(|from_the_end| {
        let mut table = films(60, from_the_end);
        borrowed(&mut table, &settings);
        held(&table, "made")
    });
    assert_eq!(one, other);
}

#[test]
fn a_row_keeps_its_own_value_and_borrows_the_middle_one_of_others() {
    let a = "id,title,studio,star,writer\n1,Dawn,u,Ada,\n2,Dusk,u,,Ada\n3,Noon,u,Ada,\n4,Night,u,Ada,\n5,Eve,u,Bo,\n6,Tide,u,,\n";
    let b = "id,title,studio,year\n1,Dawn,u,900\n2,Dusk,u,1934\n3,Noon,u,1950\n7,Rain,u,1999\n";
    let mut table = tables(&[a, b]);
    // The same whatever a model would have learned of so few rows.
    let certain =
        FILMS.replace("[[blocking]]", "[training]\ncertain = [[\"title\"]]\nrecall = 1.0\n\n[[blocking]]");
    let count = borrowed(&mut table, &Settings::parse(&certain).expect("settings"));
    let held = held(&table, "made");
    let of = |id: &str| held[&(0, id.to_owned())].clone();
    // Of each row's others: 1934 and 1950; 900 and 1950; 900 and 1934; all three. Numbers, so 900 is the least.
    assert_eq!(["1", "2", "3", "4"].map(of), ["1934", "900", "900", "1934"]);
    assert_eq!(["5", "6"].map(of), ["", ""], "nobody beside them");
    assert_eq!(held[&(1, "7".to_owned())], "1999");
    assert_eq!(count, 4);
}

#[test]
fn rows_that_are_one_do_not_lend_to_each_other() {
    // What is lent rests on the pair with the year; the same pair would say it of the row's double.
    let a = "id,title,studio,star,writer\n1,Dawn,u,Ada,\n2,Dawn,u,Ada,\n3,Dusk,u,Ada,\n";
    let b = "id,title,studio,year\n8,Dawn,u,1934\n9,Dusk,u,1950\n";
    let mut table = tables(&[a, b]);
    let settings = FILMS
        .replace("unique = [\"a\", \"b\"]", "mode = \"link-and-dedupe\"")
        .replace("[[blocking]]", "[training]\ncertain = [[\"title\"]]\nrecall = 1.0\n\n[[blocking]]");
    borrowed(&mut table, &Settings::parse(&settings).expect("settings"));
    let held = held(&table, "made");
    assert_eq!(["1", "2", "3"].map(|id| held[&(0, id.to_owned())].clone()), ["1950", "1950", "1934"]);
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let settings = Settings::parse(&FILMS.replace("made", "studio2").replace("\"studio\"", "\"title\""))
        .expect("settings");
    let mut table = tables(&["id,title,studio2,year,star,writer\n1,x,y,1,s,w\n"]);
    let refused = borrow(&mut table, &settings, &Known::default(), 1, |_| {});
    assert_eq!(refused, Err(LinkError::BorrowedIsThere { column: "studio2".to_owned() }));
}

#[test]
fn a_column_that_is_missing_is_named() {
    let settings = Settings::parse(&FILMS.replace("\"writer\"", "\"author\"")).expect("settings");
    let refused = borrow(&mut films(20, false), &settings, &Known::default(), 1, |_| {});
    let why = refused.expect_err("no such column").to_string();
    assert!(why.contains("author") && why.contains("studio"), "{why}");
    // Where nothing was borrowed, linking says that the column is not there.
    let why = run(&films(20, false), FILMS, Known::default()).expect_err("not borrowed").to_string();
    assert!(why.contains("made"), "{why}");
}

#[test]
fn rows_added_to_an_index_hold_their_own_values_and_borrow_none() {
    let settings = Settings::parse(FILMS).expect("settings");
    let mut table = films(60, false);
    borrowed(&mut table, &settings);
    let linked = link(&table, &settings, Known::default(), 1, |_| {}).expect("linked");
    let mut bytes = Vec::new();
    let namer = |_: &str, id: &str, attempt: u32| crate::table::hash(format!("{id} {attempt}").as_bytes());
    index::write(&table, &settings, &linked, &[], namer, |piece| {
        bytes.extend_from_slice(piece);
        Ok::<(), IndexError>(())
    })
    .expect("written");
    let (index, _) = Index::open(&bytes, &[], namer).expect("opened");
    let mut new = tables(&["id,title,studio,star,writer\n", "id,title,studio,year\nn,tnew,u1,1950\n"]);
    borrow_nothing(&mut new, &settings).expect("a column is there, or missing in all");
    assert_eq!(held(&new, "made")[&(1, "n".to_owned())], "1950");
    let arrivals = index.arrivals(&new, &[]);
    assert_eq!((arrivals.len(), arrivals.missing.len()), (1, 0));
    // A table that records no year gets no column; what cannot be made of any is an error.
    let mut without = tables(&["id,title,studio,star,writer\nn,tnew,u1,s,w\n"]);
    assert_eq!((borrow_nothing(&mut without, &settings), without.columns.len()), (Ok(()), 4));
    let mut circular = settings.clone();
    circular
        .columns
        .insert("year".to_owned(), crate::expression::Expression::parse("old | lower").expect("parses"));
    circular
        .columns
        .insert("old".to_owned(), crate::expression::Expression::parse("year | lower").expect("parses"));
    let refused = borrow_nothing(&mut without, &circular);
    assert!(matches!(refused, Err(LinkError::Borrowed(ExpressionError::Circle { .. }))), "{refused:?}");
}
