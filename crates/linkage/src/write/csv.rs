//! Rows of comma-separated values (RFC 4180).

/// Appends one row. Cells are written as they are, byte by byte; those that hold a comma, a quote, a line
/// break or a byte order mark stand in quotes, and so does an empty cell that is the whole row.
///
/// ```
/// let mut out = Vec::new();
/// bonafide_linkage::write::csv_row(&mut out, ["7", "Lovelace, Ada", "\"x\""]);
/// assert_eq!(out, b"7,\"Lovelace, Ada\",\"\"\"x\"\"\"\n");
/// ```
pub fn csv_row<C: AsRef<[u8]>>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = C>) {
    let start = out.len();
    let mut first = true;
    for cell in cells {
        if !first {
            out.push(b',');
        }
        first = false;
        push(out, cell.as_ref());
    }
    // An empty line is no row.
    if out.len() == start {
        out.extend_from_slice(b"\"\"");
    }
    out.push(b'\n');
}

fn push(out: &mut Vec<u8>, cell: &[u8]) {
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if !cell.iter().any(special) && !cell.starts_with(b"\xEF\xBB\xBF") {
        return out.extend_from_slice(cell);
    }
    out.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}
