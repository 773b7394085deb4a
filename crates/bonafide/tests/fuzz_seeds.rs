//! Every seed of every fuzz target through the function that the target calls, so that they also
//! run where there is no fuzzer.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[path = "../../../fuzz/src/lib.rs"]
mod fuzz;

#[test]
fn every_seed_passes_its_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut named = BTreeSet::new();
    for (name, check) in fuzz::TARGETS {
        let target = fuzz.join("fuzz_targets").join(format!("{name}.rs"));
        assert!(target.is_file(), "target {name} has no file");
        named.insert(format!("{name}.rs"));

        let folder = fuzz.join("seeds").join(name);
        let mut seeds: Vec<_> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("seeds of {name}: {error}"))
            .map(|entry| entry.unwrap().path())
            .collect();
        seeds.sort();
        assert!(!seeds.is_empty(), "target {name} has no seed");
        for seed in seeds {
            let bytes = fs::read(&seed).unwrap();
            let outcome = std::panic::catch_unwind(|| check(&bytes));
            assert!(outcome.is_ok(), "{} breaks target {name}", seed.display());
        }
    }
    let files: BTreeSet<String> = fs::read_dir(fuzz.join("fuzz_targets"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, named, "each file is a target of the list and each target a file");
}
