//! Branches of one firm have other addresses and telephones, and one number for their taxes.

use std::fmt::Write as _;

use super::drawn::Drawn;
use super::*;
use crate::job::suggested_tests::word;
use crate::job::tests::{entity, tables};

/// Two lists of suppliers, under headers of two languages. Half of the firms have two to four branches, spread over both.
fn suppliers() -> [String; 2] {
    let mut drawn = Drawn(3);
    let mut texts = ["id,Name,USt-IdNr,IBAN,Telefon,Mail\n", "id,Nombre fiscal,NIF,Cuenta,Teléfono,Correo\n"]
        .map(str::to_owned);
    for firm in 0..500 {
        let name = format!("{} {} GmbH", word(&mut drawn, 900), word(&mut drawn, 900));
        let (tax, account) = (100_000_000 + drawn.below(800_000_000), drawn.below(10_000_000_000));
        let branches = if drawn.happens(50) { 2 + drawn.below(3) } else { 1 };
        for branch in 0..branches {
            let phone = format!("0{}", 300_000_000 + drawn.below(600_000_000));
            let mail = format!("{}@{}.example", word(&mut drawn, 900), name.replace(' ', "").to_lowercase());
            let both = drawn.happens(60);
            let first = drawn.below(2) as usize;
            for input in [first, 1 - first].into_iter().take(if both { 2 } else { 1 }) {
                let country = if input == 0 && drawn.happens(50) { "DE" } else { "" };
                let name = if input == 0 { name.to_uppercase() } else { name.clone() };
                let text = &mut texts[input];
                writeln!(
                    text,
                    "f{firm}-{branch}-{input},{name},{country}{tax},DE{account:012},{phone},{mail}"
                )
                .expect("a string takes all");
            }
        }
    }
    texts
}

/// Of pairs of rows of one firm in two lists how many stand in one cluster, of how many, and how many others do.
fn found(settings: &Settings, table: &Table) -> (u32, u32, u32) {
    let linked = link(table, settings, Known::default(), 1, |_| {}).expect("linked");
    let firm = |row: u32| entity(table, row);
    let mut all: BTreeMap<Option<String>, [u32; 2]> = BTreeMap::new();
    for row in 0..table.rows() as u32 {
        all.entry(firm(row)).or_default()[table.input_of(row)] += 1;
    }
    let (mut right, mut wrong) = (0, 0);
    for members in linked.clusters.iter() {
        for (place, one) in members.iter().enumerate() {
            for other in
                members[place + 1..].iter().filter(|other| table.input_of(**other) != table.input_of(*one))
            {
                let is_right = firm(*one) == firm(*other);
                right += u32::from(is_right);
                wrong += u32::from(!is_right);
            }
        }
    }
    (right, all.values().map(|[one, other]| one * other).sum(), wrong)
}

#[test]
fn branches_are_their_firm_where_its_tax_number_is_compared() {
    let texts = suppliers();
    let table = tables(&[&texts[0], &texts[1]]);
    let mut settings = crate::suggest::suggest(&table, None).expect("suggested").settings;
    assert_eq!(settings.training.lasting, ["USt-IdNr_NIF"]);
    settings.blocking.retain(|rule| !rule.keys.is_empty());
    let (right, all, wrong) = found(&settings, &table);
    assert!(right * 100 >= all * 90 && wrong * 20 <= right, "{right} of {all}, {wrong} wrong");
    // Nobody says so: by what they share branches are relatives of each other.
    settings.training.lasting.clear();
    let (fewer, ..) = found(&settings, &table);
    assert!(fewer * 100 <= all * 80, "{fewer} of {all}");
}
