use super::*;
use proptest::prelude::*;

#[test]
fn one_person() {
    for (own, other) in [
        ("Robert", "Bob"),
        ("Rob", "Bob"),
        ("Bobby", "Rob"),
        ("William", "Bill"),
        ("Liz", "Beth"),
        ("Elizabeth", "Betty"),
        ("Margaret", "Peggy"),
        ("Peg", "Maggie"),
        ("Chris", "Christopher"),
        ("Chris", "Christine"),
        ("Jack", "John"),
        ("Alex", "Alexandra"),
        ("Alex", "Alexander"),
        ("Sasha", "Oleksandr"),
        ("Sasha", "Александр"),
        ("Kate", "Catherine"),
        ("Cathy", "Kathy"),
        ("Dick", "Richard"),
        ("Ted", "Edward"),
        ("Ted", "Theodore"),
        ("Tony", "Anthony"),
        ("Mike", "Michael"),
        ("Jim", "James"),
        ("Molly", "Mary"),
        ("Hal", "Henry"),
        ("robert", "ROBERT"),
        ("Muhammad", "Mohamed"),
        ("José", "Jose"),
        ("Stephen", "Steven"),
    ] {
        assert!(related(own.as_bytes(), other.as_bytes()), "{own} {other}");
    }
}

#[test]
fn two_persons() {
    for (own, other) in [
        ("Robert", "Richard"),
        ("Christopher", "Christine"),
        ("Alexander", "Alexandra"),
        ("Edward", "Theodore"),
        ("Mary", "Martin"),
        ("James", "John"),
        ("Emily", "Emma"),
        ("Anna", "Ian"),
        ("", ""),
        ("", "Bob"),
        ("王", "王"),
        ("Maria", "Marina"),
        ("Henry", "Helen"),
    ] {
        assert!(!related(own.as_bytes(), other.as_bytes()), "{own} {other}");
    }
}

#[test]
fn the_table_is_well_written() {
    let mut before = "";
    let mut count = 0;
    for (full_name, forms) in rows(TABLE) {
        assert!(before < full_name, "{full_name} stands behind {before}");
        before = full_name;
        let mut seen: Vec<&str> = forms.split(' ').collect();
        assert!(
            seen.iter().all(|form| form.bytes().all(|letter| letter.is_ascii_lowercase())),
            "{full_name}"
        );
        assert!(seen.iter().all(|form| form.len() > 1 && *form != full_name), "{full_name}");
        seen.sort_unstable();
        assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{full_name} has a form twice");
        for form in &seen {
            assert!(related(form.as_bytes(), full_name.as_bytes()), "{form} {full_name}");
        }
        count += 1;
    }
    assert!(count >= 150, "{count}");
    for line in ["# origin: ", "# licence: ", "# date: "] {
        assert!(TABLE.contains(line), "{line}");
    }
}

proptest! {
    #[test]
    fn symmetric_and_reflexive(first in 0_usize..600, second in 0_usize..600, other in "[a-zé]{1,8}") {
        let all: Vec<&str> = rows(TABLE).flat_map(|(name, forms)| std::iter::once(name).chain(forms.split(' '))).collect();
        let own = all[first * 7 % all.len()].as_bytes();
        for name in [all[second * 5 % all.len()].as_bytes(), other.as_bytes()] {
            prop_assert_eq!(related(own, name), related(name, own));
            prop_assert!(related(name, name));
            let (left, right) = (Names::of(own), Names::of(name));
            let shared = left.keys().iter().any(|key| right.keys().contains(key));
            prop_assert_eq!(left.related(&right), shared);
        }
    }
}
