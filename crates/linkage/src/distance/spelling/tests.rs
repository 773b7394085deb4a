use super::*;
use proptest::prelude::*;

#[test]
fn one_name() {
    for names in [
        "Sergei Sergey Serhii Sergej Сергей Сергій",
        "Mohammed Muhammad Mohamed Mohammad Mohamad",
        "Alexander Aleksandr Alexandr Oleksandr Александр",
        "Yevgeny Evgeny Evgenii Jewgeni Евгений",
        "Sofia Sophia Sofiya София",
        "Filip Philip Phillip Филип",
        "Tatiana Tatyana Tatjana Татьяна",
        "Sarah Sara",
        "Hannah Hanna",
        "Viktor Victor Виктор",
        "Yuri Yury Iurii Юрий",
        "Katrin Kathrin Cathrin",
        "Hussein Husain Hossein",
        "Julia Yulia Юлия",
        "Aleksei Alexey Алексей",
        "Omar Umar",
        "Dmitri Dmitry Dmytro Дмитрий",
        "Josef Yousef Yusuf Iosif",
        "Said Saeed",
        "Mikhail Mykhailo Михаил",
        "Jamal Gamal Djamal Dzhamal",
        "Marc Mark",
        "Erick Erik Eric",
    ] {
        let common = names.split(' ').next().map(|name| spelling(name.as_bytes()));
        for name in names.split(' ') {
            assert_eq!(Some(spelling(name.as_bytes())), common, "{name}");
        }
    }
}

#[test]
fn different_names() {
    for (own, other) in [
        ("Maria", "Marina"),
        ("Anna", "Anne"),
        ("Emma", "Gemma"),
        ("Jan", "Anna"),
        ("Ali", "Alina"),
        ("Daniel", "Daniela"),
        ("Ivan", "Iwona"),
        ("Sergei", "Georgi"),
        ("Ahmed", "Hamid"),
        ("Hasan", "Hussein"),
        ("Michael", "Michaela"),
        ("Jens", "Hans"),
        ("Roman", "Ramon"),
    ] {
        assert_ne!(spelling(own.as_bytes()), spelling(other.as_bytes()), "{own} {other}");
    }
    assert_eq!(spelling(b""), "");
    assert_eq!(spelling("王".as_bytes()), "");
}

#[test]
fn a_spelling_stands_in_one_row() {
    let mut seen = BTreeMap::new();
    for (name, others) in rows(TABLE) {
        for spelling in std::iter::once(name).chain(others.split(' ')) {
            let before = seen.insert(folded(spelling.as_bytes()), name);
            assert!(before.is_none_or(|before| before == name), "{spelling} of {name} and {before:?}");
        }
    }
    assert!(seen.len() > 250, "{}", seen.len());
}

proptest! {
    #[test]
    fn letters_a_to_z_in_any_case(name in "\\PC{0,12}", plain in "[a-z]{0,10}") {
        let common = spelling(name.as_bytes());
        prop_assert!(common.bytes().all(|letter| letter.is_ascii_lowercase()));
        prop_assert_eq!(spelling(plain.as_bytes()), spelling(plain.to_uppercase().as_bytes()));
    }
}
