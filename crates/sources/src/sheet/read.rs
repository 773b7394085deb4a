//! Reads the sheets of a workbook one after the other, as files of their own.

use std::io;

use bonafide_records::Digest;

use super::{Kind, Looked, Package, Sheet, Workbook};
use crate::body::{Body, Opener};
use crate::collector::Collector;
use crate::scan;
use crate::table;
use crate::table::prepare::{self, Beside, Prepared, Start, Unusable};
use crate::walk::{self, Found};

/// What to do about a workbook or sheet that cannot be read.
const SAVE_AGAIN: &str =
    "open it in a spreadsheet program and save it again as .xlsx, or each sheet as CSV (UTF-8)";

/// Opens a body as a workbook; `None` where it is something else, or no archive at all.
pub(crate) fn open(body: &Body, sha256: Digest, opener: &mut Opener) -> io::Result<Option<Workbook>> {
    let Ok(package) = opener.seekable(body).and_then(Package::open) else { return Ok(None) };
    match package.kind() {
        Kind::Workbook => Workbook::open(package, sha256).map(Some),
        Kind::Binary => Err(io::Error::other("its parts are binary (.xlsb)")),
        Kind::Other => Ok(None),
    }
}

/// Reads all sheets of a workbook that stands at `name`. Gives how many bytes it unpacked to;
/// `None` where the body is no workbook.
pub(crate) fn read(
    name: &str,
    body: &Body,
    sha256: Digest,
    found: &Found,
    opener: &mut Opener,
    collector: &mut Collector,
) -> io::Result<Option<u64>> {
    let mut workbook = match open(body, sha256, opener) {
        Ok(Some(workbook)) => workbook,
        Ok(None) => return Ok(None),
        Err(error) => {
            collector.begin(name, sha256);
            let why = format!("an Excel workbook that cannot be read: {}", walk::reason(&error));
            collector.unread(name, why, SAVE_AGAIN);
            return Ok(Some(0));
        }
    };
    let sheets = workbook.sheets().to_vec();
    let mut filled = 0;
    for sheet in &sheets {
        let looked = match workbook.look(sheet) {
            Ok(Some(looked)) => looked,
            Ok(None) => continue,
            Err(error) => {
                filled += 1;
                let shown = shown(name, sheet);
                collector.begin(&shown, sha256);
                collector.unread(&shown, walk::reason(&error), SAVE_AGAIN);
                continue;
            }
        };
        filled += 1;
        let shown = shown(name, sheet);
        collector.begin(&shown, sha256);
        match prepare(name, &shown, &looked, found, opener)? {
            Err(unusable) => collector.unread(&shown, unusable.why, unusable.hint),
            Ok(prepared) => {
                if let Err(error) = one(&mut workbook, sheet, &looked, &prepared, collector) {
                    collector.unread(&shown, walk::reason(&error), SAVE_AGAIN);
                }
            }
        }
    }
    if filled == 0 {
        collector.begin(name, sha256);
        collector.unread(name, "an Excel workbook without any filled cell", "export it again");
    }
    Ok(Some(workbook.unpacked()))
}

fn one(
    workbook: &mut Workbook,
    sheet: &Sheet,
    looked: &Looked,
    prepared: &Prepared,
    collector: &mut Collector,
) -> io::Result<()> {
    let mut rows = workbook.rows(sheet, looked);
    table::read_rows(prepared, &mut rows, collector)?;
    for (place, why) in rows.said(prepared) {
        collector.set_aside(Some(place), why);
    }
    Ok(())
}

/// The name of a sheet in `scan.json`.
pub(crate) fn shown(file: &str, sheet: &Sheet) -> String {
    format!("{file}!{}", sheet.name)
}

/// Finds out how a sheet is to be read: by its own mapping; by that of its workbook where the sheet
/// has those columns; else by a shipped one.
pub(crate) fn prepare(
    file: &str,
    shown: &str,
    looked: &Looked,
    found: &Found,
    opener: &mut Opener,
) -> io::Result<Result<Prepared, Unusable>> {
    let start = Start::Sheet(&looked.look);
    let own: Option<Beside> = scan::mapping_beside(shown, found, opener)?;
    if own.is_some() {
        return Ok(prepare::prepare(shown, start, own.as_ref()));
    }
    let Some(whole) = scan::mapping_beside(file, found, opener)? else {
        return Ok(prepare::prepare(shown, start, None));
    };
    let by_whole = prepare::prepare(shown, start, Some(&whole));
    Ok(match by_whole {
        Err(unusable) => prepare::prepare(shown, start, None).map_err(|_| unusable),
        prepared => prepared,
    })
}
