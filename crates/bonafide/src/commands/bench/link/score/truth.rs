//! Which records of a set are the same entity?

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use bonafide_linkage::table::Coder;

use super::tables;
use crate::pipeline::shown;

/// Records of a set by number, and the entity of each.
#[derive(Debug)]
pub struct Truth {
    ids: Coder,
    /// The entity of each record.
    pub entity: Vec<u32>,
    /// The records of each entity.
    pub sizes: Vec<u32>,
    /// True pairs: in one table those of records of one entity.
    pub known: u64,
    /// All pairs that could be asked about.
    pub possible: u64,
    /// Whether two tables are linked in which every entity stands once.
    pub two_tables: bool,
}

impl Truth {
    /// Reads the truth of one table (`record_id`, `cluster_id`) or of two (`id_a`, `id_b`), whose own files
    /// then name the records that have no partner.
    pub fn read(files: &[PathBuf], truth: &Path) -> Result<Self> {
        match files {
            [left, right] => Self::of_two([left, right], truth),
            _ => Self::of_one(truth),
        }
    }

    fn of_one(path: &Path) -> Result<Self> {
        let table = tables::open(path, Some("record_id"))?;
        let cluster = tables::column(&table, "cluster_id", path)?;
        let rows = (0..table.rows()).map(|row| (table.ids.text(row as u32), tables::code(cluster, row)));
        Self::of_rows(rows, path)
    }

    fn of_two(files: [&PathBuf; 2], path: &Path) -> Result<Self> {
        let (mut ids, mut possible) = (Vec::new(), 1);
        for file in files {
            let table = tables::open(file, Some("record_id"))?;
            ids.extend((0..table.rows()).map(|row| table.ids.text(row as u32)));
            possible *= table.rows() as u64;
        }
        let table = tables::open(path, None)?;
        let sides = [tables::column(&table, "id_a", path)?, tables::column(&table, "id_b", path)?];
        let pairs = (0..table.rows()).map(|row| sides.map(|side| side.values.get(tables::code(side, row))));
        Ok(Self { possible, ..Self::of_partners(&ids, pairs, path)? })
    }

    /// From the ids and entities of the records of one table.
    pub fn of_rows(rows: impl Iterator<Item = (String, u32)>, path: &Path) -> Result<Self> {
        let mut all = Self::empty(false);
        for (id, entity) in rows {
            all.add(&id, entity, path)?;
        }
        all.count();
        all.possible = two_of(all.entity.len() as u32);
        Ok(all)
    }

    /// From the ids of all records of two tables and the pairs that are partners.
    pub(super) fn of_partners<'a>(
        ids: &[String],
        pairs: impl Iterator<Item = [&'a [u8]; 2]>,
        path: &Path,
    ) -> Result<Self> {
        let mut all = Self::empty(true);
        for (entity, id) in ids.iter().enumerate() {
            all.add(id, entity as u32, path)?;
        }
        let mut partners = 0;
        for [left, right] in pairs {
            let (Some(left), Some(right)) = (all.record(left), all.record(right)) else {
                bail!("{} names a record that no table has", shown(path));
            };
            all.entity[right as usize] = all.entity[left as usize];
            partners += 1;
        }
        all.count();
        if all.known != partners || all.sizes.iter().any(|size| *size > 2) {
            bail!("{} gives a record several partners; it is scored as one to one", shown(path));
        }
        Ok(all)
    }

    fn empty(two_tables: bool) -> Self {
        Self {
            ids: Coder::default(),
            entity: Vec::new(),
            sizes: Vec::new(),
            known: 0,
            possible: 0,
            two_tables,
        }
    }

    fn add(&mut self, id: &str, entity: u32, path: &Path) -> Result<()> {
        let code = self.ids.code(id.as_bytes());
        if code as usize != self.entity.len() + 1 {
            bail!("{}: the id `{id}` stands twice or is empty", shown(path));
        }
        self.entity.push(entity);
        Ok(())
    }

    fn count(&mut self) {
        let entities = self.entity.iter().max().map_or(0, |most| *most as usize + 1);
        self.sizes = vec![0; entities];
        for entity in &self.entity {
            self.sizes[*entity as usize] += 1;
        }
        self.known = self.sizes.iter().map(|size| two_of(*size)).sum();
    }

    /// A record by its id.
    pub fn record(&self, id: &[u8]) -> Option<u32> {
        self.ids.known(id).and_then(|code| code.checked_sub(1))
    }

    /// The id of a record.
    pub fn id(&self, record: u32) -> &[u8] {
        self.ids.values().get(record + 1)
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.entity.len()
    }
}

/// Pairs among so many.
pub fn two_of(size: u32) -> u64 {
    u64::from(size) * u64::from(size.saturating_sub(1)) / 2
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Records `r0`, `r1` … of these entities.
    pub fn of_entities(entities: &[u32]) -> Truth {
        let rows = entities.iter().enumerate().map(|(record, entity)| (format!("r{record}"), *entity));
        Truth::of_rows(rows, Path::new("truth")).expect("a truth")
    }

    /// Two tables of these ids with these partners.
    pub fn of_partners(ids: &[&str], partners: &[[&str; 2]]) -> Result<Truth> {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        Truth::of_partners(&ids, partners.iter().map(|pair| pair.map(str::as_bytes)), Path::new("truth"))
    }

    #[test]
    fn pairs_of_one_table_are_those_within_entities() {
        let truth = of_entities(&[4, 1, 4, 4, 2, 1]);
        assert_eq!((truth.records(), truth.known, truth.possible), (6, 3 + 1, 15));
        assert_eq!((truth.record(b"r3"), truth.record(b"r9"), truth.record(b"")), (Some(3), None, None));
        assert_eq!(truth.id(3), b"r3");
        let twice = [("r".to_owned(), 1), ("r".to_owned(), 1)];
        assert!(Truth::of_rows(twice.into_iter(), Path::new("truth")).is_err());
    }

    #[test]
    fn partners_of_two_tables_are_one_entity() {
        let truth =
            of_partners(&["a0", "a1", "b0", "b1", "b2"], &[["a0", "b2"], ["a1", "b0"]]).expect("a truth");
        assert_eq!(truth.known, 2);
        assert_eq!(truth.entity[0], truth.entity[4]);
        assert_ne!(truth.entity[0], truth.entity[3]);
        for wrong in [&[["a0", "b0"], ["a0", "b1"]][..], &[["a0", "b9"]], &[["a0", "b0"], ["a1", "b0"]]] {
            assert!(of_partners(&["a0", "a1", "b0", "b1"], wrong).is_err(), "{wrong:?}");
        }
    }
}
