//! The tree of groups and columns that a Parquet file declares, as the columns of a table.

use super::super::header::MOST_COLUMNS;
use super::footer::Leaf;
use super::kind::{Kind, Physical, Unit};
use super::thrift::{Broken, Thrift, Wire};

/// Groups inside groups that are followed.
const DEEPEST: u8 = 32;
/// The longest value of fixed length, in bytes.
const LONGEST: i64 = 65_536;
/// The longest name of a column with those of the groups around it, in bytes.
const LONGEST_NAME: usize = 4_096;

/// One node of the tree, in the order of a walk from the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    kind: Option<i64>,
    length: i64,
    repetition: i64,
    name: String,
    children: u64,
    converted: Option<i64>,
    scale: i64,
    logical: Option<Logical>,
}

/// What the annotation of a node says, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Logical {
    Other,
    Map,
    List,
    Decimal(i64),
    Date,
    Time(Unit),
    Timestamp { unit: Unit, utc: bool },
    Unsigned,
    Uuid,
    Half,
}

impl Element {
    pub(super) fn read(thrift: &mut Thrift) -> Result<Self, Broken> {
        let mut element = Self::default();
        thrift.fields(&mut |thrift, id, wire| {
            match (id, wire) {
                (1, Wire::Integer) => element.kind = Some(thrift.integer()?),
                (2, Wire::Integer) => element.length = thrift.integer()?,
                (3, Wire::Integer) => element.repetition = thrift.integer()?,
                (4, Wire::Binary) => element.name = String::from_utf8_lossy(thrift.binary()?).into_owned(),
                (5, Wire::Integer) => element.children = thrift.count()?,
                (6, Wire::Integer) => element.converted = Some(thrift.integer()?),
                (7, Wire::Integer) => element.scale = thrift.integer()?,
                (10, Wire::Struct) => element.logical = Some(logical(thrift)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(element)
    }

    /// The annotation; older files have only the one that came before logical types.
    fn annotation(&self) -> Logical {
        if let Some(logical) = self.logical {
            return logical;
        }
        let instant = |unit| Logical::Timestamp { unit, utc: true };
        match self.converted {
            Some(1 | 2) => Logical::Map,
            Some(3) => Logical::List,
            Some(5) => Logical::Decimal(self.scale),
            Some(6) => Logical::Date,
            Some(7) => Logical::Time(Unit::Milli),
            Some(8) => Logical::Time(Unit::Micro),
            Some(9) => instant(Unit::Milli),
            Some(10) => instant(Unit::Micro),
            Some(11..=14) => Logical::Unsigned,
            _ => Logical::Other,
        }
    }
}

fn logical(thrift: &mut Thrift) -> Result<Logical, Broken> {
    let mut logical = Logical::Other;
    thrift.fields(&mut |thrift, id, wire| {
        if wire != Wire::Struct {
            return Ok(false);
        }
        let (mut first, mut flag, mut unit) = (0, None, Unit::Milli);
        thrift.fields(&mut |inner, place, kind| {
            match (place, kind) {
                (1, Wire::Integer) => first = inner.integer()?,
                (_, Wire::Boolean(set)) => flag = Some(set),
                (2, Wire::Struct) if matches!(id, 7 | 8) => unit = unit_of(inner)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        logical = match id {
            2 => Logical::Map,
            3 => Logical::List,
            5 => Logical::Decimal(first),
            6 => Logical::Date,
            7 => Logical::Time(unit),
            8 => Logical::Timestamp { unit, utc: flag == Some(true) },
            10 if flag == Some(false) => Logical::Unsigned,
            14 => Logical::Uuid,
            15 => Logical::Half,
            _ => Logical::Other,
        };
        Ok(true)
    })?;
    Ok(logical)
}

fn unit_of(thrift: &mut Thrift) -> Result<Unit, Broken> {
    let mut unit = Unit::Milli;
    thrift.fields(&mut |_, id, _| {
        unit = match id {
            2 => Unit::Micro,
            3 => Unit::Nano,
            _ => Unit::Milli,
        };
        Ok(false)
    })?;
    Ok(unit)
}

/// The columns that the nodes describe.
pub(super) fn leaves(elements: &[Element]) -> Result<Vec<Leaf>, Broken> {
    let (root, rest) = elements.split_first().ok_or(Broken("it has no schema"))?;
    let mut walk = Walk { rest, leaves: Vec::new() };
    for _ in 0..root.children {
        walk.node(&Above { name: "", definition: 0, repetition: 0, unnamed: 0, depth: DEEPEST })?;
    }
    if !walk.rest.is_empty() {
        return Err(Broken("its schema has nodes that belong nowhere"));
    }
    Ok(walk.leaves)
}

struct Walk<'e> {
    rest: &'e [Element],
    leaves: Vec<Leaf>,
}

/// What a node has from those above it.
struct Above<'n> {
    name: &'n str,
    definition: u8,
    repetition: u8,
    /// So many of the next levels only say "list" and "element".
    unnamed: u8,
    depth: u8,
}

impl Walk<'_> {
    fn node(&mut self, above: &Above) -> Result<(), Broken> {
        let (element, rest) = self.rest.split_first().ok_or(Broken("its schema breaks off"))?;
        self.rest = rest;
        if above.depth == 0 {
            return Err(Broken("its schema has too many groups inside each other"));
        }
        let name = match (above.unnamed, above.name) {
            (1.., _) => above.name.to_owned(),
            (0, "") => element.name.clone(),
            (0, prefix) => format!("{prefix}.{}", element.name),
        };
        if name.len() > LONGEST_NAME || self.leaves.len() > MOST_COLUMNS {
            return Err(Broken("its schema has too many columns or too long names"));
        }
        let (definition, repetition) = match element.repetition {
            0 => (above.definition, above.repetition),
            1 => (above.definition + 1, above.repetition),
            2 => (above.definition + 1, above.repetition + 1),
            _ => return Err(Broken("a column is neither required nor optional nor repeated")),
        };
        if element.children == 0 {
            self.leaves.push(leaf(element, name, definition, repetition)?);
            return Ok(());
        }
        let unnamed = match element.annotation() {
            // A repeated group with one member is but the frame around the items.
            Logical::List if self.rest.first().is_some_and(|child| child.children == 1) => 2,
            Logical::List | Logical::Map => 1,
            _ => above.unnamed.saturating_sub(1),
        };
        for _ in 0..element.children {
            let inner = Above { name: &name, definition, repetition, unnamed, depth: above.depth - 1 };
            self.node(&inner)?;
        }
        Ok(())
    }
}

fn leaf(element: &Element, name: String, definition: u8, repetition: u8) -> Result<Leaf, Broken> {
    let code = element.kind.ok_or(Broken("a column has no type"))?;
    let physical = match code {
        0 => Physical::Boolean,
        1 | 4 => Physical::Fixed(4),
        2 | 5 => Physical::Fixed(8),
        3 => Physical::Fixed(12),
        6 => Physical::Bytes,
        7 if (1..=LONGEST).contains(&element.length) => Physical::Fixed(element.length as usize),
        7 => return Err(Broken("a column of fixed length has no possible length")),
        _ => return Err(Broken("a column has an unknown type")),
    };
    let kind = match (code, element.annotation()) {
        (0, _) => Kind::Boolean,
        (3, _) => Kind::Julian,
        (4, _) => Kind::Single,
        (5, _) => Kind::Double,
        (1 | 2, Logical::Decimal(scale)) => Kind::Decimal { little: true, scale: digits(scale)? },
        (6 | 7, Logical::Decimal(scale)) => Kind::Decimal { little: false, scale: digits(scale)? },
        (1, Logical::Date) => Kind::Date,
        (1 | 2, Logical::Time(unit)) => Kind::Time(unit),
        (1 | 2, Logical::Timestamp { unit, utc }) => Kind::Timestamp { unit, utc },
        (1 | 2, Logical::Unsigned) => Kind::Unsigned,
        (1 | 2, _) => Kind::Signed,
        (7, Logical::Uuid) if physical == Physical::Fixed(16) => Kind::Uuid,
        (7, Logical::Half) if physical == Physical::Fixed(2) => Kind::Half,
        _ => Kind::Text,
    };
    Ok(Leaf { name, code, physical, kind, definition, repetition })
}

fn digits(scale: i64) -> Result<usize, Broken> {
    usize::try_from(scale).map_err(|_| Broken("a decimal has a negative scale"))
}
