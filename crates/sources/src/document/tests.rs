//! Documents as programs write them, and as nobody should.

mod build;
mod columns;
mod hostile;
mod pages;
mod parts;
mod real_tests;
mod served;

use super::{DocumentFault, Extracted, Limits, MarkKind, extract};

/// What a file says; it must be readable.
fn read(bytes: &[u8]) -> Extracted {
    match extract(bytes, &Limits::default()) {
        Ok(extracted) => extracted,
        Err(fault) => panic!("{fault}"),
    }
}

/// Why a file is not read.
fn fault(bytes: &[u8]) -> DocumentFault {
    match extract(bytes, &Limits::default()) {
        Ok(extracted) => panic!("it was read: {extracted:?}"),
        Err(fault) => fault,
    }
}

fn lines(extracted: &Extracted) -> Vec<&str> {
    extracted.lines().collect()
}

fn marks(extracted: &Extracted, kind: MarkKind) -> Vec<&str> {
    extracted.marks.iter().filter(|mark| mark.kind == kind).map(|mark| mark.value.as_str()).collect()
}
