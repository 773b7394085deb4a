//! Parquet files, whole and damaged.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::parquet::read_within;
use super::{Bytes, Options, ReadError, ReadReport, Warning, read};
use crate::table::TableBuilder;

const WHOLE: &[u8] = include_bytes!("fixtures/dictionary_zstd.parquet");
const OTHERS: [(&str, &[u8]); 5] = [
    ("plain, second pages, Snappy", include_bytes!("fixtures/plain_v2_snappy.parquet")),
    ("dictionary, several groups, gzip", include_bytes!("fixtures/dictionary_gzip_groups.parquet")),
    ("dictionary that falls back, many pages, LZ4", include_bytes!("fixtures/small_pages_lz4.parquet")),
    ("dictionary, second pages, unpacked", include_bytes!("fixtures/dictionary_v2_none.parquet")),
    ("delta encodings, second pages, zstd", include_bytes!("fixtures/delta_v2_zstd.parquet")),
];

type Texts = BTreeMap<String, Vec<Vec<String>>>;

/// The values of each row by column; the ids as a column too.
fn texts(bytes: &[u8], options: &Options) -> Result<(ReadReport, Texts), ReadError> {
    let mut builder = TableBuilder::default();
    let report = read(&mut builder, "file", None, &Bytes::copy_from_slice(bytes), options)?;
    let table = builder.finish();
    let mut texts = Texts::new();
    let ids = (0..table.rows() as u32).map(|row| vec![table.ids.text(row)]).collect();
    texts.insert("(id)".to_owned(), ids);
    for column in &table.columns {
        assert_eq!(column.rows(), table.rows(), "{}", column.name);
        let row = |row| {
            let mut values: Vec<String> =
                column.row(row).iter().map(|code| column.values.text(*code).into_owned()).collect();
            values.sort();
            values
        };
        texts.insert(column.name.clone(), (0..table.rows()).map(row).collect());
    }
    Ok((report, texts))
}

#[test]
fn every_type_reads_as_its_text() {
    let (report, all) = texts(WHOLE, &Options::default()).unwrap();
    assert_eq!((report.rows, report.id.as_deref()), (40, Some("record_id")));
    let expected: [(&str, &[&[&str]]); 31] = [
        ("(id)", &[&["0"], &["3"], &["6"]]),
        ("text", &[&["Ada"], &["Grace"], &[], &[], &["Zoë"]]),
        ("unique", &[&["value 000"], &["value 001"]]),
        ("small", &[&["1"], &["-2"], &[]]),
        ("unsigned", &[&["18446744073709551615"], &["0"], &[]]),
        ("unsigned32", &[&["4294967295"], &["7"]]),
        ("single", &[&["0.1"], &["5"], &[], &[]]),
        ("double", &[&["5.5"], &["5"], &[], &[], &["0"]]),
        ("half", &[&["0.5"], &[]]),
        ("truth", &[&["true"], &["false"], &[]]),
        ("yes", &[&["true"], &["true"]]),
        ("day", &[&["1963-06-23"], &[], &["2024-02-29"]]),
        ("local_ms", &[&["2024-02-29T12:34:56.07"], &[]]),
        ("utc_us", &[&["2024-02-29T12:34:56.123456Z"], &[]]),
        ("local_ns", &[&["2024-02-29T12:34:56.123456789"], &["1969-12-31T23:59:59.999999999"]]),
        ("clock", &[&["01:02:03"], &[]]),
        ("money", &[&["5.5"], &[], &["-0.05"]]),
        ("wide", &[&["12345678901234567890123456789012345678901234.567"], &["-1"]]),
        ("bytes", &[&["\u{fffd}\u{fffd}"], &["plain"]]),
        ("three", &[&["abc"], &[]]),
        ("nothing", &[&[], &[]]),
        ("category", &[&["red"], &["blue"]]),
        ("phones", &[&["1", "2"], &[], &[], &["3"], &["1", "2"]]),
        ("numbers", &[&["1"], &["2", "3"]]),
        ("place.city", &[&["Ulm"], &[], &[]]),
        ("place.zip", &[&[], &[], &["89073"]]),
        ("people.n", &[&["a", "b"], &[]]),
        ("people.t", &[&["x", "y"], &[]]),
        ("tags.key", &[&["k", "l"], &[]]),
        ("tags.value", &[&["v", "w"], &[]]),
        ("uuid", &[&["00000000-0000-0000-0000-000000000000"], &["00000000-0000-0000-0000-000000000001"]]),
    ];
    assert_eq!(all.len(), expected.len());
    for (column, rows) in expected {
        for (row, values) in rows.iter().enumerate() {
            assert_eq!(all[column][row], *values, "{column}, row {row}");
        }
    }
    assert_eq!(report.null_share("text"), Some(0.4));
    assert_eq!(report.null_share("nothing"), Some(1.0));
    for warning in [
        Warning::NoNumber { column: "single".to_owned(), cells: 10 },
        Warning::NoNumber { column: "double".to_owned(), cells: 8 },
        Warning::NotUtf8 { column: "bytes".to_owned(), values: 1 },
        Warning::Nested { column: "people.t".to_owned() },
    ] {
        assert!(report.warnings.contains(&warning), "{warning} is not in {:?}", report.warnings);
    }
}

#[test]
fn every_encoding_and_packing_reads_the_same() {
    let (report, expected) = texts(WHOLE, &Options::default()).unwrap();
    for (name, bytes) in OTHERS {
        let (other, all) = texts(bytes, &Options::default()).unwrap();
        for (column, rows) in &expected {
            assert_eq!(&all[column], rows, "{name}: {column}");
        }
        assert_eq!(other.columns, report.columns, "{name}");
        assert_eq!(all.len(), expected.len(), "{name}");
    }
}

#[test]
fn options_choose_the_id_and_the_columns_and_split_cells() {
    let options = Options {
        id: vec!["unique".to_owned()],
        keep: Some(vec!["category".to_owned(), "record_id".to_owned()]),
        split: [("category".to_owned(), "l".to_owned())].into(),
        ..Options::default()
    };
    for (name, bytes) in OTHERS {
        let (report, all) = texts(bytes, &options).unwrap();
        assert_eq!(all.keys().collect::<Vec<_>>(), ["(id)", "category", "record_id"], "{name}");
        assert_eq!(all["(id)"][1], ["value 001"]);
        assert_eq!(all["category"][..2], [vec!["red".to_owned()], vec!["b".to_owned(), "ue".to_owned()]]);
        assert_eq!(report.id.as_deref(), Some("unique"));
    }
    // Ids may repeat, be empty and stand in lists.
    for (id, empty, again) in [("text", 16, 21), ("phones", 16, 21), ("small", 13, 25), ("nothing", 40, 0)] {
        let named = Options { id: vec![id.to_owned()], ..Options::default() };
        let (report, all) = texts(WHOLE, &named).unwrap();
        let none = all["(id)"].iter().filter(|ids| ids[0].is_empty()).count();
        assert_eq!(none, empty, "{id}");
        assert_eq!(report.duplicates.rows, again, "{id}: {:?}", report.duplicates);
        let warning = Warning::NoId { column: id.to_owned(), rows: empty as u64 };
        assert!(report.warnings.contains(&warning), "{id}");
    }
}

#[test]
fn two_inputs_stand_below_each_other() {
    let mut builder = TableBuilder::default();
    for name in ["a.parquet", "b.parquet"] {
        read(&mut builder, name, None, &Bytes::from_static(WHOLE), &Options::default()).unwrap();
    }
    let csv = Bytes::from_static(b"text,record_id\nAda,9\n");
    read(&mut builder, "c.csv", None, &csv, &Options::default()).unwrap();
    let table = builder.finish();
    assert_eq!((table.rows(), table.inputs.len()), (81, 3));
    let text = table.column("text").unwrap();
    assert_eq!(text.row(0), text.row(80));
    assert_eq!(text.values.len(), 4);
    assert_eq!(table.ids.text(80), "9");
}

#[test]
fn what_is_no_whole_file_says_so() {
    let error = |bytes: &[u8]| texts(bytes, &Options::default()).unwrap_err();
    assert!(matches!(error(b"PAR1"), ReadError::NotParquet { .. }));
    assert!(matches!(error(&[b"PAR1".as_slice(), &[0; 50], b"PAR2"].concat()), ReadError::NotParquet { .. }));
    let mut wrong = WHOLE.to_vec();
    wrong[0] = b'X';
    let as_text = Bytes::from(wrong);
    let given =
        read(&mut TableBuilder::default(), "x", Some(super::Format::Parquet), &as_text, &Options::default());
    assert!(matches!(given, Err(ReadError::NotParquet { why: "it does not begin with PAR1", .. })));
    for cut in 4..WHOLE.len() {
        assert!(texts(&WHOLE[..cut], &Options::default()).is_err(), "{cut}");
    }
    let brotli = error(include_bytes!("fixtures/brotli.parquet")).to_string();
    assert!(
        brotli.contains("`record_id`") && brotli.contains("Brotli") && brotli.contains("zstd"),
        "{brotli}"
    );
}

#[test]
fn an_encrypted_file_is_no_broken_one() {
    // The whole footer; then a field of it that names the cipher; then a column with a key of its own.
    let of_all = [b"PARE".as_slice(), &[7; 50], b"PARE"].concat();
    let cipher = with_footer(&[0x8C, 0, 0]);
    let column = with_footer(&[0x49, 0x1C, 0x19, 0x1C, 0x8C, 0, 0, 0, 0]);
    for bytes in [of_all, cipher, column] {
        let error = texts(&bytes, &Options::default()).unwrap_err();
        assert_eq!(error, ReadError::Encrypted { input: "file".to_owned() });
        assert!(error.to_string().contains("decrypted"), "{error}");
    }
}

/// A file with this footer and no pages.
fn with_footer(footer: &[u8]) -> Vec<u8> {
    [b"PAR1", footer, &(footer.len() as u32).to_le_bytes(), b"PAR1"].concat()
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7F {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// A schema element: required, of this type or with so many children.
fn element(kind: Option<u64>, children: u64) -> Vec<u8> {
    let kind = kind.map_or(vec![0x35, 0], |kind| [vec![0x15], varint(kind * 2), vec![0x25, 0]].concat());
    [kind, vec![0x18, 1, b'a', 0x15], varint(children * 2), vec![0]].concat()
}

fn footer(elements: &[Vec<u8>], rows: u64, values: u64) -> Vec<u8> {
    footer_of(elements, rows, (2, values, 4))
}

/// The same of a column of this type, and with so many bytes.
fn footer_of(elements: &[Vec<u8>], rows: u64, (kind, values, length): (u64, u64, u64)) -> Vec<u8> {
    let list = |count: usize| [vec![0xFC], varint(count as u64)].concat();
    // The column: type, codec none, values, length, first page at 4.
    let number = |number: u64| varint(number * 2);
    let described = [
        vec![0x15],
        number(kind),
        vec![0x35, 0, 0x15],
        number(values),
        vec![0x25],
        number(length),
        vec![0x25],
        number(4),
        vec![0],
    ];
    let column = [vec![0x3C], described.concat(), vec![0]].concat();
    let group = [vec![0x19, 0x1C], column, vec![0x26], number(rows), vec![0]].concat();
    [vec![0x29], list(elements.len()), elements.concat(), vec![0x29, 0x1C], group, vec![0]].concat()
}

#[test]
fn claims_beyond_reason_are_refused_before_anything_is_reserved() {
    let one = [element(None, 1), element(Some(2), 0)];
    let honest = texts(&with_footer(&footer(&one, 3, 3)), &Options::default());
    assert!(matches!(&honest, Err(ReadError::Column { .. })), "{honest:?}");
    let bomb = texts(&with_footer(&footer(&one, 1 << 40, 1 << 40)), &Options::default());
    assert!(matches!(&bomb, Err(ReadError::Bomb { .. })), "{bomb:?}");
    let uneven = texts(&with_footer(&footer(&one, 1, 2)), &Options::default());
    assert!(matches!(&uneven, Err(ReadError::Footer { .. })), "{uneven:?}");
    let mut deep = vec![element(None, 1); 100_000];
    deep.push(element(Some(2), 0));
    let many = [element(None, u64::from(u32::MAX)), element(Some(2), 0)];
    let none: [Vec<u8>; 0] = [];
    for elements in [deep.as_slice(), &many, &none, &one[..1]] {
        let refused = texts(&with_footer(&footer(elements, 3, 3)), &Options::default());
        assert!(matches!(&refused, Err(ReadError::Footer { .. })), "{refused:?}");
    }
}

/// A page: its sort, the field and the fields of its description, and its body.
fn page(sort: u64, field: u8, described: &[u64], body: &[u8]) -> Vec<u8> {
    let number = |number: u64| [vec![0x15], varint(number * 2)].concat();
    let head = [sort, body.len() as u64, body.len() as u64].map(number).concat();
    let described: Vec<u8> = described.iter().flat_map(|own| number(*own)).collect();
    [head, vec![field], described, vec![0, 0], body.to_vec()].concat()
}

/// A file of one column of texts, in these pages.
fn with_pages(pages: &[u8], rows: u64) -> Bytes {
    let footer = footer_of(&[element(None, 1), element(Some(6), 0)], rows, (6, rows, pages.len() as u64));
    Bytes::from([b"PAR1", pages, &footer, &(footer.len() as u32).to_le_bytes(), b"PAR1"].concat())
}

#[test]
fn few_bytes_that_mean_much_text_are_refused() {
    let text = [b'x'; 1_000];
    let value = [&1_000_u32.to_le_bytes()[..], &text].concat();
    // One value of a dictionary for all rows: the index 0 in one bit, again and again.
    let run = [vec![1], varint(50_000 << 1), vec![0]].concat();
    let pages = [page(2, 0x4C, &[1, 0], &value), page(0, 0x2C, &[50_000, 8, 3, 3], &run)].concat();
    let file = with_pages(&pages, 50_000);
    let options = Options { id: vec!["a".to_owned()], ..Options::default() };
    let read_with = |copied: u64| read_within(&mut TableBuilder::default(), "file", &file, &options, copied);
    // Each takes the four bytes of its code besides.
    assert_eq!(read_with(50_200_000).map(|report| report.rows), Ok(50_000));
    let refused = read_with(50_199_999);
    let Err(ReadError::Column { why, .. }) = &refused else { panic!("{refused:?}") };
    assert!(why.contains("repeated to more than 512 MiB"), "{why}");
}

proptest! {
    #[test]
    fn damage_is_an_error_or_another_table_and_never_a_panic(
        file in 0_usize..6,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        tail in any::<bool>(),
    ) {
        let mut bytes = if file == 5 { WHOLE.to_vec() } else { OTHERS[file].1.to_vec() };
        for (place, byte) in damage {
            // Half of the cases hit the footer, which is where claims are.
            let length = bytes.len();
            let at = if tail { length - 8 - place.index(1500.min(length - 8)) } else { place.index(length) };
            bytes[at] = byte;
        }
        let _ = texts(&bytes, &Options::default());
    }
}

#[test]
fn the_real_files_have_the_rows_that_their_manifest_says() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = root.ancestors().map(|folder| folder.join("shared/data/linkage"));
    let Some(folder) = folders.into_iter().find(|folder| folder.join("MANIFEST.csv").exists()) else {
        eprintln!("SKIPPED: shared/data/linkage is not there");
        return;
    };
    let manifest = Bytes::from(std::fs::read(folder.join("MANIFEST.csv")).unwrap());
    let options = Options { id: vec!["file".to_owned()], ..Options::default() };
    let (_, listed) = texts(&manifest, &options).unwrap();
    let mut files = 0;
    for (file, rows) in listed["(id)"].iter().zip(&listed["rows"]) {
        let Ok(bytes) = std::fs::read(folder.join(&file[0])) else { continue };
        let mut builder = TableBuilder::default();
        let report = read(&mut builder, &file[0], None, &Bytes::from(bytes), &Options::default()).unwrap();
        assert_eq!(report.rows.to_string(), rows[0], "{}", file[0]);
        assert_eq!(report.warnings, [], "{}", file[0]);
        files += 1;
    }
    assert!(files > 0);
}

/// CPU time of this process in milliseconds, and the most memory it has held in MiB.
pub(crate) fn spent() -> (f64, f64) {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos: f64 =
        schedule.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or_default();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let highest = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kib: f64 = highest.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or_default();
    (nanos / 1e6, kib / 1024.0)
}

#[test]
#[ignore = "measures the file that BONAFIDE_TABLE names; with --release --nocapture"]
fn reading_costs() {
    let Some(path) = std::env::var_os("BONAFIDE_TABLE") else {
        eprintln!("SKIPPED: BONAFIDE_TABLE names no file");
        return;
    };
    let bytes = Bytes::from(std::fs::read(path).unwrap());
    let before = spent();
    let mut builder = TableBuilder::default();
    let report = read(&mut builder, "file", None, &bytes, &Options::default()).unwrap();
    let read_in = spent();
    let table = builder.finish();
    let after = spent();
    for column in &table.columns {
        println!("{}: {} distinct", column.name, column.values.len());
    }
    println!("{} rows, {:?}, {:?}", report.rows, report.warnings, report.duplicates);
    println!(
        "{:.0} ms of CPU and {:.0} more to finish; {:.0} MiB at most, {:.0} before with the file",
        read_in.0 - before.0,
        after.0 - read_in.0,
        after.1,
        before.1
    );
}
