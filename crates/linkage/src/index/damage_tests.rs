//! Bytes that are not as they were written: one error or a warning, never a panic.

use proptest::prelude::*;

use super::IndexError;
use super::log;
use super::tests::{example, open};

#[test]
fn every_flipped_byte_of_the_base_is_found() {
    let (base, log) = example();
    for place in 0..base.len() {
        let mut changed = base.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(open(&changed, &log).is_err(), "byte {place} of {}", base.len());
    }
}

#[test]
fn every_flipped_byte_of_the_log_is_found() {
    let (base, log) = example();
    for place in 0..log.len() {
        let mut changed = log.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(open(&base, &changed).is_err(), "byte {place} of {}", log.len());
    }
}

#[test]
fn a_log_cut_off_anywhere_gives_its_whole_entries() {
    let (base, log) = example();
    let (_, all) = open(&base, &log).expect("the whole log");
    let mut before = 0;
    for length in 0..=log.len() {
        let (index, opened) = open(&base, &log[..length]).expect("a torn end is no damage");
        assert_eq!(opened.log_length + opened.torn, length);
        assert!(opened.changes.len() >= before && index.rows() >= 30);
        before = opened.changes.len();
        // Room that the file was given and that was never filled: up to the entry's end, and beyond it.
        for room in [log.len(), log.len() + 8, (log.len() + 1).next_multiple_of(4_096)] {
            let mut unfilled = log[..length].to_vec();
            unfilled.resize(room, 0);
            let blank = open(&base, &unfilled);
            if room - length < 8 && length > opened.log_length {
                // So few zeros may be an entry's own: what else changed in it is not forgiven.
                continue;
            }
            let (_, other) = blank.expect("room that was not filled is no damage");
            assert_eq!(other.changes.len(), opened.changes.len(), "{length} of {room}");
            assert_eq!(other.log_length + other.torn, room);
        }
    }
    assert_eq!((before, all.torn), (all.changes.len(), 0));
}

#[test]
fn an_entry_that_changed_is_no_torn_end() {
    let (base, log) = example();
    let (_, all) = open(&base, &log).expect("the whole log");
    assert!(all.changes.len() > 1);
    // Zeros in the middle, or before what was written later, are damage.
    for place in [log.len() / 3, log.len() / 2] {
        let mut changed = log.clone();
        changed[place..place + 16].fill(0);
        assert!(changed == log || open(&base, &changed).is_err(), "{place}");
        changed.extend([0; 64]);
        assert!(open(&base, &changed).is_err(), "{place}");
    }
    // And so is a changed byte of the last entry, though room was made behind it.
    let mut changed = log.clone();
    let last = log.len() - 12;
    changed[last] ^= 1;
    changed.extend([0; 64]);
    assert_eq!(open(&base, &changed).err(), Some(IndexError::Damaged { part: "log" }));
}

#[test]
fn a_base_cut_off_anywhere_is_an_error() {
    let (base, _) = example();
    for length in 0..base.len() {
        assert!(open(&base[..length], &[]).is_err(), "{length}");
    }
    let mut longer = base.clone();
    longer.push(0);
    assert!(open(&longer, &[]).is_err());
}

#[test]
fn other_files_are_told_apart() {
    let (base, log) = example();
    assert_eq!(open(b"left,right\n1,2\n", &[]).err(), Some(IndexError::NotAnIndex));
    assert_eq!(open(&[], &[]).err(), Some(IndexError::NotAnIndex));
    let mut other = log::start(7);
    other.extend_from_slice(&log[log::START..]);
    assert_eq!(open(&base, &other).err(), Some(IndexError::OtherLog));
    assert_eq!(
        open(&base, b"id,name\n1,Ada King,and so on\n").err(),
        Some(IndexError::Damaged { part: "log" })
    );
}

proptest! {
    #[test]
    fn any_change_is_an_error_or_a_torn_end(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        of_log in any::<bool>(),
    ) {
        let (base, log) = example();
        let mut changed = if of_log { log.clone() } else { base.clone() };
        for (place, byte) in &changes {
            let place = place.index(changed.len());
            changed[place] = *byte;
        }
        changed.truncate(cut.index(changed.len() + 1));
        let opened = if of_log { open(&base, &changed) } else { open(&changed, &log) };
        if let Ok((index, opened)) = opened {
            let whole = if of_log { log.starts_with(&changed[..opened.log_length]) } else { changed == base };
            prop_assert!(whole && index.rows() >= 30);
        }
    }
}
