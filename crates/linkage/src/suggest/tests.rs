use super::*;
use crate::block::Rule;
use crate::table::{TableBuilder, hash, mix};

/// Columns of generated people: every fifth row repeats the one before with one slip.
pub(crate) struct People {
    cells: Vec<Vec<String>>,
}

const HEADERS: [&str; 8] = ["vorname", "c2", "born", "c4", "mail", "geschlecht", "note", "key"];
const GIVEN: [&str; 12] = [
    "William",
    "Robert",
    "Elizabeth",
    "Margaret",
    "James",
    "Catherine",
    "Thomas",
    "Richard",
    "Jennifer",
    "Michael",
    "Susan",
    "Joseph",
];
const PARTS: [&str; 20] = [
    "ber", "kla", "mon", "ste", "wal", "tho", "ric", "har", "lin", "dor", "fen", "gul", "ost", "pre", "sar",
    "tol", "ulm", "ven", "wex", "zan",
];

fn pick(seed: u64, of: u64) -> usize {
    (mix(hash(&seed.to_le_bytes()), 7) % of) as usize
}

impl People {
    pub(crate) fn new(rows: usize) -> Self {
        let mut cells: Vec<Vec<String>> = Vec::with_capacity(rows);
        for row in 0..rows as u64 {
            if row % 5 == 4 {
                let mut again = cells[row as usize - 1].clone();
                let place = pick(row, 4);
                again[place] = if place == 0 { String::new() } else { format!("{}x", again[place]) };
                if place == 2 {
                    again[2] = "01.01.1970".to_owned();
                }
                again[7] = format!("K{row:06}");
                cells.push(again);
                continue;
            }
            let from = |salt: u64, of: u64| pick(row * 31 + salt, of);
            let surname = format!("{}{}{}", PARTS[from(1, 20)], PARTS[from(2, 20)], PARTS[from(3, 20)]);
            let (day, month, year) = (1 + from(4, 28), 1 + from(5, 12), 1940 + from(6, 60));
            cells.push(vec![
                GIVEN[from(7, 12)].to_owned(),
                surname.clone(),
                format!("{day:02}.{month:02}.{year}"),
                format!("{}{}", PARTS[from(8, 20)], PARTS[from(9, 8)]),
                format!("{surname}{}@example.org", from(10, 400)),
                ["m", "w"][from(11, 2)].to_owned(),
                "same".to_owned(),
                format!("K{row:06}"),
            ]);
        }
        Self { cells }
    }

    pub(crate) fn table(&self, order: impl Iterator<Item = usize>) -> Table {
        let mut builder = TableBuilder::default();
        let places = HEADERS.map(|header| builder.column(header));
        let mut rows = 0;
        for row in order {
            for (place, cell) in places.iter().zip(&self.cells[row]) {
                builder.at(*place).push(cell.as_bytes());
            }
            rows += 1;
        }
        builder.end_input("people.csv", rows, false);
        builder.finish()
    }
}

fn kind_of(suggested: &Suggested, column: &str) -> Option<Kind> {
    suggested.columns.iter().find(|own| own.column == column).map(|own| own.kind)
}

#[test]
fn columns_are_known_by_their_values_and_protected_ones_left_out_aloud() {
    let people = People::new(1_000);
    let suggested = suggest(&people.table(0..1_000), None).expect("settings");
    assert_eq!(kind_of(&suggested, "vorname"), Some(Kind::GivenName));
    assert_eq!(kind_of(&suggested, "c2"), Some(Kind::ShortText));
    assert_eq!(kind_of(&suggested, "born"), Some(Kind::Date([Some("%d.%m.%Y"), None, None, None])));
    assert_eq!(kind_of(&suggested, "mail"), Some(Kind::Email));
    for (column, why) in [("geschlecht", "protected"), ("note", "tells none apart"), ("key", "as an id does")]
    {
        let left = suggested.left.iter().find(|own| own.column == column).expect("left out");
        assert!(left.why.contains(why), "{column}: {}", left.why);
        let used = format!("\"{column}");
        assert!(!suggested.settings.to_toml().contains(&used), "{column} is used");
    }
    assert_eq!(suggested.settings.blocking.last(), Some(&Rule::default()));
    assert_eq!(suggested.made.rules.last().expect("a rule").pairs, 1_000 * 999 / 2);
    assert_eq!(suggested.made.summary(1_000), "all 499500 pairs are compared");
}

#[test]
fn sex_is_known_by_its_values_alone() {
    let mut builder = TableBuilder::default();
    let (name, other) = (builder.column("name"), builder.column("c"));
    for row in 0..60_u64 {
        builder.at(name).push(format!("{} {}", PARTS[pick(row, 20)], PARTS[pick(row + 99, 20)]).as_bytes());
        builder.at(other).push(if row % 2 == 0 { b"Female" } else { b"Male" });
    }
    builder.end_input("t", 60, false);
    let suggested = suggest(&builder.finish(), None).expect("settings");
    assert_eq!(suggested.left[0].column, "c");
    assert!(suggested.left[0].why.contains("values look like a protected"));
}

#[test]
fn the_file_reads_back_as_the_settings_and_says_what_they_rest_on() {
    let suggested = suggest(&People::new(7_000).table(0..7_000), None).expect("settings");
    let text = suggested.to_toml();
    assert_eq!(Settings::parse(&text).expect("it can be read"), suggested.settings);
    assert!(text.contains("# Left out:") && text.contains("of the pairs that look alike"), "{text}");
    assert_eq!(text.matches("[[blocking]]").count(), suggested.made.rules.len());
}

#[test]
fn above_five_thousand_rows_rules_find_nearly_all_within_thirty_pairs_a_row() {
    let rows = 7_000;
    let table = People::new(rows).table(0..rows);
    let suggested = suggest(&table, None).expect("settings");
    let derived = Derived::new(suggested.settings.columns.clone());
    let blocking =
        Blocking::new(&table, &derived, &suggested.settings.blocking, Mode::Dedupe).expect("rules fit");
    assert!(blocking.pairs() <= 30 * rows as u64, "{} pairs", blocking.pairs());
    let pairs: Vec<u32> = (0..rows as u32 / 5).map(|group| group * 5 + 3).collect();
    let makes = |row: &&u32| (0..blocking.rules.len()).any(|place| blocking.makes(place, **row, **row + 1));
    let found = pairs.iter().filter(makes).count();
    assert!(found * 100 >= pairs.len() * 99, "{found} of {}", pairs.len());
    let added: f64 = suggested.made.adds.iter().sum();
    assert!(added > 0.99, "{:?}", suggested.made);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let people = People::new(6_000);
    let one = suggest(&people.table(0..6_000), None).expect("settings");
    let other = suggest(&people.table((0..6_000).rev()), None).expect("settings");
    assert_eq!(one.settings, other.settings);
    assert_eq!((one.left, one.made), (other.left, other.made));
}

#[test]
fn columns_with_other_headers_are_one_where_values_overlap() {
    let mut builder = TableBuilder::default();
    for (input, header) in ["surname", "nachname"].into_iter().enumerate() {
        let (name, town) = (builder.column(header), builder.column(["town", "weight"][input]));
        for row in 0..300_u64 {
            builder.at(name).push(format!("{}{}", PARTS[pick(row, 20)], PARTS[pick(row + 7, 20)]).as_bytes());
            let cell =
                if input == 0 { PARTS[pick(row, 20)].to_owned() } else { format!("{}.5", pick(row, 900)) };
            builder.at(town).push(cell.as_bytes());
        }
        builder.end_input(["a.csv", "b.csv"][input], 300, false);
    }
    let suggested = suggest(&builder.finish(), None).expect("settings");
    assert_eq!(suggested.columns[0].column, "surname_nachname");
    assert_eq!(suggested.settings.columns["surname_nachname"].text, "surname or nachname");
    let left: Vec<(&str, &str)> =
        suggested.left.iter().map(|own| (own.column.as_str(), own.why.as_str())).collect();
    assert_eq!(left, [("town", "only a.csv fills it"), ("weight", "only b.csv fills it")]);
    assert!(
        suggested.how_to_pair().is_some_and(|hint| hint.contains("column = '`one header` or `the other`'"))
    );
}

#[test]
fn names_that_changed_places_are_a_level_whatever_their_headers() {
    for headers in [["first", "last"], ["First Name", "Last Name"]] {
        let mut builder = TableBuilder::default();
        let places = headers.map(|header| builder.column(header));
        for row in 0..200_u64 {
            let mut names = [
                GIVEN[pick(row, 12)].to_owned(),
                format!("{}{}", PARTS[pick(row + 3, 20)], PARTS[pick(row + 5, 20)]),
            ];
            if row % 9 == 0 {
                names.swap(0, 1);
            }
            for (place, name) in places.iter().zip(&names) {
                builder.at(*place).push(name.as_bytes());
            }
        }
        builder.end_input("t", 200, false);
        let suggested = suggest(&builder.finish(), None).expect("settings");
        let levels: Vec<&str> = suggested
            .settings
            .comparisons
            .iter()
            .flat_map(|own| own.levels.iter().map(|level| level.text.as_str()))
            .collect();
        assert!(levels.iter().any(|level| level.starts_with("swapped")), "{levels:?}");
        assert_eq!(Settings::parse(&suggested.to_toml()).as_ref(), Ok(&suggested.settings));
    }
}

#[test]
fn a_town_is_compared_with_the_postal_code_that_it_follows_from() {
    let mut builder = TableBuilder::default();
    let places = ["name", "plz", "town"].map(|header| builder.column(header));
    for row in 0..2_000_u64 {
        let code = pick(row, 300);
        let name =
            format!("{}{}{}", PARTS[pick(row + 3, 20)], PARTS[pick(row + 5, 20)], PARTS[pick(row + 9, 20)]);
        let cells = [name, format!("{:05}", 10_000 + code * 7), format!("{}stadt", PARTS[code % 20])];
        for (place, cell) in places.iter().zip(&cells) {
            builder.at(*place).push(cell.as_bytes());
        }
    }
    builder.end_input("t", 2_000, false);
    let suggested = suggest(&builder.finish(), None).expect("settings");
    let compared: Vec<&str> = suggested.settings.comparisons.iter().map(|own| own.name.as_str()).collect();
    assert_eq!(compared, ["name", "plz"]);
    let levels: Vec<&str> =
        suggested.settings.comparisons[1].levels.iter().map(|level| level.text.as_str()).collect();
    assert_eq!(levels, ["exact", "town: exact and damerau 2", "town: exact"]);
}

#[test]
fn tables_that_tell_nothing_apart_are_refused_with_reasons() {
    let mut builder = TableBuilder::default();
    let (one, empty) = (builder.column("one"), builder.column("empty"));
    for _ in 0..10 {
        builder.at(one).push(b"x");
        builder.at(empty).push(b"");
    }
    builder.end_input("t", 10, false);
    let error = suggest(&builder.finish(), None).expect_err("nothing to compare").to_string();
    assert!(
        error.contains("one: all its rows hold `x`") && error.contains("empty: it holds nothing"),
        "{error}"
    );
    let error = suggest(&TableBuilder::default().finish(), None).expect_err("no rows").to_string();
    assert!(error.contains("0 rows"), "{error}");
}

/// Two firms that write one person each in their own way, under their own headers, and a third one that writes names as
/// the second does.
fn firms(count: usize) -> Table {
    let mut builder = TableBuilder::default();
    let name = |number: u64| {
        let given = GIVEN[pick(number, 12)];
        (given, format!("{}{}", PARTS[pick(number + 7_000, 20)], PARTS[pick(number + 9_000, 20)]))
    };
    let born =
        |number: u64| (1 + pick(number + 1, 28), 1 + pick(number + 2, 12), 1950 + pick(number + 3, 50));
    let headers = ["family", "given", "phone", "born"].map(|header| builder.column(header));
    for number in 0..400_u64 {
        let ((given, family), (day, month, year)) = (name(number), born(number));
        let phone = format!("+49 151 {:08}", 10_000_000 + pick(number + 4, 80_000_000));
        for (place, cell) in
            headers.iter().zip([family, given.to_owned(), phone, format!("{day:02}.{month:02}.{year}")])
        {
            builder.at(*place).push(cell.as_bytes());
        }
    }
    builder.end_input("a.csv", 400, false);
    let others = ["holder", "mobile", "birth"].map(|header| builder.column(header));
    for number in 200..600_u64 {
        let ((given, family), (day, month, year)) = (name(number), born(number));
        let phone = format!("0151/{:08}", 10_000_000 + pick(number + 4, 80_000_000));
        for (place, cell) in
            others.iter().zip([format!("{family}, {given}"), phone, format!("{year}-{month:02}-{day:02}")])
        {
            builder.at(*place).push(cell.as_bytes());
        }
    }
    builder.end_input("b.csv", 400, false);
    if count > 2 {
        let (account, note) = (builder.column("account_name"), builder.column("note"));
        for number in 250..650_u64 {
            let (given, family) = name(number);
            builder.at(account).push(format!("{given} {family}").as_bytes());
            builder.at(note).push(format!("{}", pick(number, 3_000)).as_bytes());
        }
        builder.end_input("c.csv", 400, false);
    }
    builder.finish()
}

#[test]
fn columns_of_three_inputs_are_one_where_their_values_overlap() {
    let suggested = suggest(&firms(3), None).expect("settings");
    let name = &suggested.settings.columns["given_family_holder_account_name"].text;
    let left: Vec<&str> = suggested.left.iter().map(|own| own.column.as_str()).collect();
    assert!(name.starts_with("given + family + holder + account_name | "), "{name}");
    assert_eq!(left, ["note"]);
}

#[test]
fn what_two_firms_write_in_their_own_way_is_brought_into_one_form() {
    let table = firms(2);
    let suggested = suggest(&table, None).expect("settings");
    assert_eq!(suggested.left, []);
    let value = |column: &str, row: usize| {
        let expression = &suggested.settings.columns[column];
        let derived = Derived::default();
        let column = derived.column(&table, expression).expect("a column");
        column.values.text(column.row(row)[0]).into_owned()
    };
    for column in ["given_family_holder", "phone_mobile", "born_birth"] {
        // The last two hundred of the one are the first of the other.
        for row in [0, 50, 199] {
            assert_eq!(value(column, 200 + row), value(column, 400 + row), "{column}");
        }
    }
}

#[test]
fn dates_of_events_are_compared_by_days_and_those_of_births_by_digits() {
    let mut builder = TableBuilder::default();
    let places = ["name", "born", "paid"].map(|header| builder.column(header));
    for number in 0..600_u64 {
        // Each person stands there six times, so that births say no more bits than payments do.
        let person = number / 6;
        let name = format!("{}{}", PARTS[pick(person, 20)], PARTS[pick(person + 500, 20)]);
        let date = |seed: u64, from: usize, years: u64| {
            format!(
                "{}-{:02}-{:02}",
                from + pick(seed, years),
                1 + pick(seed + 1, 12),
                1 + pick(seed + 2, 28)
            )
        };
        for (place, cell) in places.iter().zip([name, date(person, 1950, 50), date(number + 9_000, 2025, 1)])
        {
            builder.at(*place).push(cell.as_bytes());
        }
    }
    builder.end_input("paid.csv", 600, false);
    let suggested = suggest(&builder.finish(), None).expect("settings");
    let levels = |column: &str| -> String {
        let own = suggested.settings.comparisons.iter().find(|own| own.name == column).expect("compared");
        own.levels.iter().map(|level| level.text.as_str()).collect::<Vec<_>>().join(", ")
    };
    assert!(levels("born").contains("one-digit"), "{}", levels("born"));
    assert!(levels("paid").contains("days 3"), "{}", levels("paid"));
}
