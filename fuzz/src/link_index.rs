//! The bytes of a kept linkage: its base file, and behind it the log of what was added.

use bonafide_linkage::index::Index;

/// Opens the bytes, the first two of which say how long the base file is; what opens can be asked.
pub fn check(data: &[u8]) {
    let Some((length, rest)) = data.split_at_checked(2) else { return };
    let length = usize::from(u16::from_le_bytes([length[0], length[1]])).min(rest.len());
    let (base, log) = rest.split_at(length);
    let Ok((index, opened)) = Index::open(base, log, |_, _, attempt| u64::from(attempt)) else { return };
    assert!(opened.log_length <= log.len() || log.is_empty(), "no more of the log than there is");
    for row in 0..index.rows() {
        assert!(index.members(row).contains(&row), "a row is a member of its own cluster");
    }
}
