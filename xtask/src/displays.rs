//! `cargo xtask tables`: displays that KVM devices and capture cards pose as, and serials that are
//! constants of a model.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use bonafide_records::normal::Display;

use crate::kvm::tab_separated;
use crate::networks::command_output;
use crate::tables::quoted;

const HEAD: &str = "\
# What KVM-over-IP devices, capture cards and dummy plugs say as a display. `strength`: preset = only such a
# device says it; kvm = a commercial KVM switch or management card; capture = a capture card, converter or dummy
# plug. Only presets are hits: the others have honest owners. `shared`: capture cards share the preset's block.
# `decided_by`: model = maker and product (maker alone without product), name = the name too, serial = one of the
# serials too. Written by `cargo xtask tables`; change xtask/src/displays.rs, not this.
";
const ORIGIN: &str = "\
# origin: table 7.2 of the indicators (values read in the devices' own sources); identities seen in public EDIDs from
# linuxhw/EDID, commit cc83e52221a9 (changed: only maker, product, name and serials are kept)
# licence: CC-BY-4.0 for the rows from linuxhw/EDID; own, facts otherwise
# date: 2026-11-23
name = \"kvm-displays\"
";

/// How the rows of the typed list count: its first column and the start of its names (empty: any), strength, what
/// decides, whether capture cards share the block.
type Judgement = (&'static str, &'static str, &'static str, &'static str, bool);
const JUDGEMENTS: &[Judgement] = &[
    ("LNX7770", "", "preset", "model", false),
    ("LNX7771", "", "preset", "model", false),
    ("LNX7772", "", "preset", "model", false),
    ("LNX7773", "", "preset", "model", false),
    ("LNX8888", "", "preset", "model", false),
    ("TSB8888", "PI-KVM", "preset", "name", false),
    ("TSB8888", "Toshiba", "preset", "name", true),
    ("TSB8888", "ScreenXpert", "preset", "name", true),
    ("TSB8801", "", "preset", "model", true),
    ("JKV", "", "preset", "model", false),
    ("JET0004", "", "preset", "model", false),
    ("ACR0565", "", "preset", "serial", false),
    ("AUS2487", "", "preset", "serial", false),
    ("DEL2013", "", "preset", "serial", false),
    ("DEL0001", "", "kvm", "name", false),
    ("USR0100", "", "preset", "name", false),
    ("SFX0100", "", "kvm", "model", false),
    ("ADR0217", "", "kvm", "model", false),
    ("ADV6591", "", "kvm", "model", false),
    ("HJW1836", "", "capture", "model", false),
    ("HJW9291", "", "capture", "model", false),
    ("MAC0101", "", "capture", "model", false),
    ("CAP0100", "", "capture", "model", false),
    ("EGA0001", "", "capture", "model", false),
    ("MGW0206", "", "capture", "model", false),
    ("GTD0001", "", "capture", "model", false),
    ("CLB0000", "", "capture", "model", false),
    ("ITE6564", "", "capture", "model", false),
    ("LTM0000", "", "capture", "model", false),
];

/// Rows that the typed list has not: maker, product, name, strength, what decides, shared, what, source.
type ByHand =
    (&'static str, &'static str, &'static str, &'static str, &'static str, bool, &'static str, &'static str);
const BY_HAND: &[ByHand] = &[
    (
        "SPD",
        "3301",
        "NanoKVM",
        "preset",
        "model",
        false,
        "NanoKVM default",
        "indicators 7.2: NanoKVM, August 2026",
    ),
    (
        "TSB",
        "8888",
        "",
        "preset",
        "model",
        true,
        "TC358743 HDMI-to-CSI bridge under another name",
        "logs, section 7",
    ),
    ("USR", "0100", "", "capture", "model", false, "converter or capture board", "linuxhw/EDID"),
    ("ATN", "0001", "", "kvm", "model", false, "KVM switch", "linuxhw/EDID"),
    ("AVO", "1010", "", "kvm", "model", false, "KVM switch", "linuxhw/EDID"),
    ("GVV", "0607", "", "kvm", "model", false, "KVM switch", "linuxhw/EDID"),
    ("GVV", "0707", "", "kvm", "model", false, "KVM switch", "linuxhw/EDID"),
    ("ZLX", "0301", "", "capture", "model", false, "dummy plug", "linuxhw/EDID"),
    ("WRP", "AD01", "", "capture", "model", false, "dummy plug", "linuxhw/EDID"),
    ("GBT", "009A", "DUMMY", "capture", "name", false, "dummy plug", "linuxhw/EDID"),
    ("OWC", "0003", "NT HEADLESS", "capture", "name", false, "dummy plug", "linuxhw/EDID"),
];

/// Writes `kvm_displays.toml` and `display_constants.txt`.
pub fn write(shared: &Path, root: &Path) -> Result<()> {
    for (name, text) in
        [("kvm_displays.toml", displays(shared)?), ("display_constants.txt", constants(shared)?)]
    {
        let target = root.join("crates/detect/tables").join(name);
        std::fs::write(&target, text).with_context(|| format!("writing {}", target.display()))?;
    }
    Ok(())
}

/// The text of `kvm_displays.toml`.
pub fn displays(shared: &Path) -> Result<String> {
    let source = shared.join("data/logs/edid/kvm-and-capture-identities.tsv");
    let mut body = String::new();
    let mut entries = 0;
    for record in tab_separated(&source)?.records() {
        let fields = record?;
        ensure!(fields.len() == 7, "{} has a row of {} cells", source.display(), fields.len());
        let cell = |at: usize| fields.get(at).unwrap_or_default().trim();
        let (models, names, what) = (cell(0), cell(1), cell(5));
        let judged = JUDGEMENTS.iter().find(|row| models.starts_with(row.0) && names.starts_with(row.1));
        let Some((_, _, strength, decided_by, is_shared)) = judged else {
            bail!("{}: nobody has judged how `{models}` counts", source.display());
        };
        let origin = if cell(6) == "0" {
            "typed list of displays: the device's own source"
        } else {
            "linuxhw/EDID; typed list of displays"
        };
        let shown: Vec<&str> = if *decided_by == "name" { names.split(", ").collect() } else { vec![names] };
        for (model, name) in models.split(", ").flat_map(|model| shown.iter().map(move |name| (model, *name)))
        {
            let (maker, product) =
                model.split_at_checked(3).with_context(|| format!("`{model}` is no model"))?;
            let row = Row {
                maker,
                product,
                name,
                strength,
                decided_by,
                is_shared: *is_shared,
                what,
                source: origin,
            };
            row.write(&mut body);
            let text = cell(3).split(" (").next().unwrap_or_default();
            if !cell(2).is_empty() {
                let _ = writeln!(body, "number = {}", cell(2));
            }
            if !text.is_empty() {
                let _ = writeln!(body, "text = {}", quoted(text));
            }
            entries += 1;
        }
    }
    for (maker, product, name, strength, decided_by, is_shared, what, source) in BY_HAND {
        Row { maker, product, name, strength, decided_by, is_shared: *is_shared, what, source }
            .write(&mut body);
        entries += 1;
    }
    Ok(format!("{HEAD}# entries: {entries}\n{ORIGIN}{body}"))
}

struct Row<'a> {
    maker: &'a str,
    product: &'a str,
    name: &'a str,
    strength: &'a str,
    decided_by: &'a str,
    is_shared: bool,
    what: &'a str,
    source: &'a str,
}

impl Row<'_> {
    fn write(&self, body: &mut String) {
        let _ = writeln!(body, "\n[[display]]\nmaker = {}", quoted(self.maker));
        if !self.product.is_empty() {
            let _ = writeln!(body, "product = 0x{}", self.product);
        }
        if !self.name.is_empty() {
            let _ = writeln!(body, "name = {}", quoted(self.name));
        }
        let _ = writeln!(
            body,
            "strength = \"{}\"\ndecided_by = \"{}\"\nshared = {}\nwhat = {}\nsource = {}",
            self.strength,
            self.decided_by,
            self.is_shared,
            quoted(self.what),
            quoted(self.source)
        );
    }
}

/// A maker's numbers (or texts) identify no screen where, among its screens whose model the sample
/// holds at least twice, one in so many shares its serial with another. The sample is one EDID in 35,
/// so that a share of a tenth in it is nearly all: Acer's text is a model's batch, its number the rest.
const MAKER_SHARE: usize = 10;
/// The least number of such screens for a judgement on a maker.
const MAKER_LEAST: usize = 20;
/// Serials on so many models are constants of their maker, numbers on so many makers of all.
const MODELS: usize = 3;

/// The text of `display_constants.txt`, from a random sample of public EDIDs.
pub fn constants(shared: &Path) -> Result<String> {
    let sample = command_output("zstd", &shared.join("data/logs/edid/monitors-4000.jsonl.zst"))?;
    let mut screens = Vec::new();
    for line in sample.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let blob = row.get("hex").and_then(serde_json::Value::as_str).context("a row without hex")?;
        screens.extend(Display::from_edid(blob));
    }
    ensure!(screens.len() > 3_000, "the sample holds only {} screens", screens.len());
    let lines = constant_lines(&screens);
    let body: Vec<&str> = lines.iter().map(String::as_str).collect();
    Ok(format!(
        "# Serials that do not identify one screen. `all-number`, `all-text`: none of this maker does; `number` and\n\
         # `text`: this serial of this model, of all models of this maker, or of all makers (`*`).\n\
         # Written by `cargo xtask tables` from a random sample of {} public EDIDs.\n\
         # entries: {}\n\
         # origin: linuxhw/EDID, commit cc83e52221a9 (changed: computed; only serials that repeat over different screens)\n\
         # licence: CC-BY-4.0\n\
         # date: 2026-11-23\n{}\n",
        screens.len(),
        lines.len(),
        body.join("\n"),
    ))
}

/// What one serial was seen on.
#[derive(Default)]
struct Seen {
    /// What tells two screens apart that have the serial in common: the other serial, week and year.
    /// One screen is read over several inputs, so equal ones are one screen.
    screens: BTreeSet<(String, Option<u8>, Option<u16>)>,
    models: BTreeSet<String>,
    makers: BTreeSet<String>,
}

fn constant_lines(screens: &[Display]) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut serials: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for screen in screens {
        let Some(maker) = screen.maker() else { continue };
        let number = screen.number().map(|number| format!("{number:08X}"));
        let text = screen.text();
        for (kind, serial, other) in [("number", &number, &text), ("text", &text, &number)] {
            let Some(serial) = serial else { continue };
            serials.entry((kind, screen.model())).or_default().push(serial.clone());
            for scope in [screen.model(), maker.to_owned(), "*".to_owned()] {
                let entry = seen.entry(format!("{kind} {scope} {serial}")).or_default();
                entry.screens.insert((other.clone().unwrap_or_default(), screen.week(), screen.year()));
                entry.models.insert(screen.model());
                entry.makers.insert(maker.to_owned());
            }
        }
    }
    let mut lines = BTreeSet::new();
    let mut judged: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for ((kind, model), own) in serials.iter().filter(|(_, own)| own.len() > 1) {
        let is_repeated = |serial: &&String| own.iter().filter(|other| other == serial).count() > 1;
        let maker = model.get(..3).unwrap_or(model);
        let (all, shared) = judged.entry(format!("all-{kind} {maker}")).or_default();
        *all += own.len();
        *shared += own.iter().filter(is_repeated).count();
    }
    for (line, (all, shared)) in judged {
        if all >= MAKER_LEAST && shared * MAKER_SHARE >= all {
            lines.insert(line);
        }
    }
    for (line, seen) in &seen {
        let scope = line.split(' ').nth(1).unwrap_or_default();
        let is_constant = match scope.len() {
            1 => seen.makers.len() >= MODELS,
            3 => seen.models.len() >= MODELS,
            _ => seen.screens.len() > 1,
        };
        let (kind, maker) = (line.split(' ').next().unwrap_or_default(), scope.get(..3).unwrap_or(scope));
        let is_covered = lines.contains(&format!("all-{kind} {maker}"));
        if is_constant && !is_covered {
            lines.insert(line.clone());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_on_different_screens_is_a_constant_and_one_read_twice_is_not() {
        let screen = |serial: &str, week: u8| {
            Display::from_parts("ZZZ", "0001", Some(serial), None).unwrap().with_made(Some(week), Some(2020))
        };
        let lines = constant_lines(&[
            screen("QX7YZ42", 3),
            screen("QX7YZ42", 9),
            screen("QX7YZ43", 3),
            screen("QX7YZ43", 3),
        ]);
        assert_eq!(lines.into_iter().collect::<Vec<_>>(), ["text ZZZ0001 QX7YZ42"]);
    }

    /// The shipped tables are those of the lists and of this file.
    #[test]
    fn shipped_displays_are_current() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let shared = crate::shared(&root);
        if !shared.join("data/logs/edid").exists() {
            eprintln!(
                "SKIPPED: ../shared is absent, the tables of displays cannot be compared with their lists"
            );
            return;
        }
        let shipped =
            |name: &str| std::fs::read_to_string(root.join("crates/detect/tables").join(name)).unwrap();
        assert!(displays(&shared).unwrap() == shipped("kvm_displays.toml"), "run `cargo xtask tables`");
        assert!(constants(&shared).unwrap() == shipped("display_constants.txt"), "run `cargo xtask tables`");
    }
}
