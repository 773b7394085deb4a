use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// Rows as (line, cells) and faults as (line, reason).
type RowsAndFaults = (Vec<(u64, Vec<String>)>, Vec<(u64, String)>);

fn read(text: &str, delimiter: char, expected: Option<usize>) -> RowsAndFaults {
    let mut reader = RowReader::new(text.as_bytes(), Encoding::Utf8, 0, delimiter).unwrap();
    if let Some(count) = expected {
        reader.expect_cells(count);
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut row = Row::default();
    loop {
        match reader.next_row(&mut row).unwrap() {
            Step::Row => rows.push((row.line, row.cells().map(str::to_owned).collect())),
            Step::Fault(line, why) => faults.push((line, why)),
            Step::End => return (rows, faults),
        }
    }
}

#[test]
fn cells_quotes_and_blank_lines() {
    let (rows, faults) = read("a,b\n\n\"x, \"\"y\"\"\", \"z\" \n5\" disk,\n", ',', Some(2));
    let expected = [(1, ["a", "b"]), (3, ["x, \"y\"", "z"]), (4, ["5\" disk", ""])];
    assert_eq!(rows, expected.map(|(line, cells)| (line, cells.map(str::to_owned).to_vec())));
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn a_row_over_several_lines_is_one_record_with_its_raw_bytes() {
    let text = "a,b\r\n1,\"Long\r\nRoad 5\"\r\n2,c\r\n";
    let mut reader = RowReader::new(text.as_bytes(), Encoding::Utf8, 0, ',').unwrap();
    let mut row = Row::default();
    reader.next_row(&mut row).unwrap();
    assert_eq!(reader.next_row(&mut row).unwrap(), Step::Row);
    assert_eq!((row.line, row.cell(1)), (2, "Long\nRoad 5"));
    assert_eq!(row.raw, b"1,\"Long\r\nRoad 5\"");
    reader.next_row(&mut row).unwrap();
    assert_eq!((row.line, row.cell(0)), (4, "2"));
}

#[test]
fn a_quote_never_closed_costs_its_own_line_only() {
    let mut text = "k,v\n1,\"open\n".to_owned();
    for number in 2..1000 {
        writeln!(text, "{number},x").unwrap();
    }
    let (rows, faults) = read(&text, ',', Some(2));
    assert_eq!(rows.len(), 999);
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].0, 2);
    assert!(faults[0].1.contains("line 2 is never closed"), "{}", faults[0].1);
}

#[test]
fn a_later_honest_quote_does_not_close_an_open_one() {
    let (rows, faults) = read("k,v\n1,\"open\n2,x\n3,\"Inc, The\"\n4,y\n", ',', Some(2));
    let keys: Vec<&str> = rows.iter().map(|(_, cells)| cells[0].as_str()).collect();
    assert_eq!(keys, ["k", "2", "3", "4"]);
    assert_eq!(faults.len(), 1);
}

#[test]
fn text_behind_a_closing_quote_closes_no_row_of_several_lines() {
    let (rows, faults) = read("k,v\n1,\"open\n2 x\"y\n3,z\n", ',', Some(2));
    assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3, 4]);
    assert_eq!(faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2]);
}

#[test]
fn an_open_quote_swallows_no_cell_of_its_own_line() {
    // The quote of a later cell closes the open one, and the number of cells may even be right.
    for line in [
        "\"7,Ada,x,\"Road 5, Flat 2\",z",
        "7,\"Ada,x,\"Road 5, Flat 2\",z",
        "7,\"Ada,x,y,z",
        "7,Ada,\"x\"y,\"z",
    ] {
        let (rows, faults) = read(&format!("a,b,c,d,e\n{line}\n8,b,c,d,e\n"), ',', Some(5));
        assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3], "{line}");
        assert!(faults.len() == 1 && faults[0].1.contains("a quote opened in line 2 is never closed"));
    }
}

#[test]
fn a_stray_quote_in_the_next_row_does_not_join_two_rows() {
    let (rows, faults) = read("a,b,c\n1,\"open,x\n2,27\",y\n3,\"Road 5,\nTown\",z\n", ',', Some(3));
    assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3, 4]);
    assert_eq!(rows[2].1, ["3", "Road 5,\nTown", "z"], "an honest cell of two lines is read");
    assert_eq!(faults.len(), 1);
}

#[test]
fn a_zero_byte_costs_its_own_line() {
    let (rows, faults) = read("a,b\n1,x\0\n2,\"y\n\0\"\n3,z\n", ',', Some(2));
    assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 5]);
    assert!(faults.iter().any(|(line, why)| *line == 2 && why.contains("holds a zero byte")), "{faults:?}");
}

#[test]
fn an_open_quote_in_the_last_line_is_named() {
    let (rows, faults) = read("k,v\n1,\"open", ',', Some(2));
    assert_eq!((rows.len(), faults.len()), (1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_by_the_rules_is_read_back(
        // A cell holds line ends or delimiters, not both: such a row can look like two.
        table in proptest::collection::vec(
            proptest::collection::vec(prop_oneof!["[a-z\",; é]{0,6}", "[a-z\";\n é]{0,6}"], 3), 1..6)
    ) {
        let mut text = String::new();
        for row in &table {
            let cells: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        let (rows, faults) = read(&text, ',', Some(3));
        prop_assert!(faults.is_empty(), "{:?}", faults);
        let cells: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(cells, table);
    }

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(
        prop_oneof![Just(b'"'), Just(b'\n'), Just(b','), any::<u8>()], 0..80), expected in 1..4_usize)
    {
        let mut reader = RowReader::new(bytes.as_slice(), Encoding::Utf8, 0, ',').unwrap();
        reader.expect_cells(expected);
        let mut row = Row::default();
        let mut last = 0;
        loop {
            let line = match reader.next_row(&mut row).unwrap() {
                Step::Row => row.line,
                Step::Fault(line, _) => line,
                Step::End => break,
            };
            prop_assert!(line > last, "each line begins one row at most");
            last = line;
        }
    }
}
