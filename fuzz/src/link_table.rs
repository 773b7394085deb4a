//! The bytes of a table that `link` reads: Parquet, delimited text, JSON lines or a JSON array.

use bonafide_linkage::job::{Known, link};
use bonafide_linkage::read::{Bytes, Options, read};
use bonafide_linkage::suggest;
use bonafide_linkage::table::TableBuilder;

/// Rows up to which a table is also linked.
const FEW: usize = 60;

/// Reads the bytes; a table has one cell a row in each column and one id a row, and a small one is linked with
/// settings made from it.
pub fn check(data: &[u8]) {
    let mut builder = TableBuilder::default();
    let report = read(&mut builder, "table", None, &Bytes::copy_from_slice(data), &Options::default());
    let table = builder.finish();
    let Ok(report) = report else { return };
    assert_eq!(report.rows, table.rows() as u64, "the report counts the rows");
    for column in &table.columns {
        assert_eq!(column.rows(), table.rows(), "a cell a row in each column");
    }
    if table.rows() > FEW {
        return;
    }
    let Ok(made) = suggest::suggest(&table, None) else { return };
    let linked = link(&table, &made.settings, Known::default(), 1, |_| {});
    if let Ok(linked) = linked {
        assert_eq!(linked.clusters.records(), table.rows(), "each row is in one cluster");
    }
}
