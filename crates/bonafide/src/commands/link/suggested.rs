//! Settings made from the tables, and what is said about them.

use anyhow::{Result, bail};
use bonafide_linkage::settings::Settings;
use bonafide_linkage::suggest::suggest;
use bonafide_linkage::table::Table;

use crate::output;

/// Makes settings; also as the file that is written, with its comments.
pub fn settings(table: &Table, id: &[String]) -> Result<(Settings, String)> {
    if table.columns.is_empty() && table.rows() > 1 {
        bail!(
            "no column can be compared: there is none besides the id; give tables that say more of each row"
        );
    }
    output::step("looking at the columns");
    let mut suggested = suggest(table, None)?;
    output::end_progress();
    suggested.settings.id = id.to_vec();
    for own in &suggested.left {
        output::message(&format!("column `{}` is left out: {}", own.column, own.why));
    }
    if let Some(hint) = suggested.how_to_pair() {
        output::message(hint);
    }
    output::message(&suggested.made.summary(suggested.rows));
    let written = suggested.to_toml();
    Ok((suggested.settings, written))
}
