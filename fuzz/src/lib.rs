//! What each target does with its bytes, one module a target. None may panic, whatever the bytes
//! say, and each also checks what its reader promises: a cited record opens again with its digest,
//! a normal form is its own normal form, a message is one plain line, a page stays well formed.
//!
//! The targets of cargo-fuzz call these modules; the test `fuzz_seeds` of crate `bonafide` calls
//! them too, with every seed, so that they also run where there is no fuzzer.

pub mod archive;
pub mod docx;
pub mod firm;
mod folder;
pub mod iso20022;
pub mod json;
pub mod link_index;
pub mod link_settings;
pub mod link_table;
pub mod lists;
pub mod mapping;
pub mod normal;
pub mod open;
pub mod pdf;
mod promises;
pub mod report;
pub mod scan_document;
pub mod sheet;
pub mod sniff;
pub mod table;
pub mod table_mapped;
pub mod table_pay;

/// What a target does with its bytes.
pub type Check = fn(&[u8]);

/// Every target by its name, which is also that of its folder under `seeds/`.
pub const TARGETS: [(&str, Check); 20] = [
    ("table", table::check),
    ("table_mapped", table_mapped::check),
    ("table_pay", table_pay::check),
    ("json", json::check),
    ("iso20022", iso20022::check),
    ("zip", archive::check),
    ("mapping", mapping::check),
    ("firm", firm::check),
    ("normal", normal::check),
    ("sniff", sniff::check),
    ("open", open::check),
    ("scan_document", scan_document::check),
    ("report", report::check),
    ("sheet", sheet::check),
    ("lists", lists::check),
    ("link_table", link_table::check),
    ("link_settings", link_settings::check),
    ("link_index", link_index::check),
    ("pdf", pdf::check),
    ("docx", docx::check),
];
