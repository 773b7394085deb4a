#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| bonafide_fuzz::link_table::check(data));
