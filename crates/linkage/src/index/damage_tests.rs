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
        // Room that the file was given and that was never filled.
        let mut unfilled = log[..length].to_vec();
        unfilled.resize(log.len(), 0);
        let blank = open(&base, &unfilled);
        assert!(
            blank.is_ok_and(|(_, other)| other.changes.len() == opened.changes.len())
                || length > opened.log_length
        );
    }
    assert_eq!((before, all.torn), (all.changes.len(), 0));
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
