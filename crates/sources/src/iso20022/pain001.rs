//! pain.001: orders that the firm gave its bank, before they are carried out.

use super::transfer::{Day, Transfer, day};
use super::{Bank, Handler, Leaf, Raw, Scope};
use crate::pay::Named;

/// An order while it is read.
#[derive(Debug, Default)]
pub(super) struct Pain {
    batch: Batch,
    transfer: Transfer,
}

/// What the transfers of one `PmtInf` share.
#[derive(Debug, Default)]
struct Batch {
    id: String,
    date: Option<Named>,
}

impl Handler for Pain {
    fn begin(&mut self, scope: Scope, _path: &dyn Fn() -> String) {
        match scope {
            Scope::Batch => self.batch = Batch::default(),
            Scope::Record => self.transfer = Transfer::default(),
            _ => {}
        }
    }

    fn leaf(&mut self, scope: Scope, leaf: &Leaf<'_>) {
        match (scope, leaf.below) {
            (Scope::Record, _) => self.transfer.leaf(leaf),
            (Scope::Batch, "PmtInfId") => leaf.text.clone_into(&mut self.batch.id),
            (Scope::Batch, "ReqdExctnDt" | "ReqdExctnDt/Dt" | "ReqdExctnDt/DtTm") => {
                self.batch.date = Some((leaf.text.to_owned(), leaf.below.to_owned()));
            }
            _ => {}
        }
    }

    fn end(&mut self, scope: Scope, raw: Option<Raw>, bank: &mut Bank<'_>) {
        let (Scope::Record, Some(raw)) = (scope, raw) else { return };
        let Batch { id, date } = &self.batch;
        let at = date.as_ref().and_then(|(text, field)| Some((day(text)?, field.clone())));
        let beside = format!("{id}\n{}", date.as_ref().map(|(text, _)| text.as_str()).unwrap_or_default());
        std::mem::take(&mut self.transfer).give(&raw, Day { at, planned: true }, &beside, bank);
    }
}
