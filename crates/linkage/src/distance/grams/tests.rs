use super::*;
use proptest::prelude::*;

fn similarity(first: &str, second: &str, q: usize) -> f64 {
    cosine(&Grams::of(first.as_bytes(), q), &Grams::of(second.as_bytes(), q))
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
}

#[test]
fn counted_by_hand() {
    near(similarity("night", "nacht", 2), 0.25);
    // aa twice and ab; aa and ab twice: 2 + 2 of 5
    near(cosine(&Grams::of(b"aaab", 2), &Grams::of(b"aabab", 2)), 4.0 / (5.0_f64 * 6.0).sqrt());
    near(similarity("abc", "abc", 5), 1.0);
    near(similarity("ab", "abc", 3), 0.0);
    near(similarity("", "", 2), 0.0);
    near(similarity("a", "a", 0), 0.0);
}

#[test]
fn marks_count_beginning_and_end() {
    // _a ab b_ and _a ac c_: one of three
    near(cosine(&Grams::padded(b"ab", 2), &Grams::padded(b"ac", 2)), 1.0 / 3.0);
    near(cosine(&Grams::padded(b"ab", 1), &Grams::of(b"ab", 1)), 1.0);
    assert!(Grams::padded(b"", 3).is_empty());
    assert_eq!(Grams::padded(b"ab", usize::MAX), Grams::padded(b"ab", usize::MAX));
}

#[test]
fn letters_are_characters() {
    near(similarity("éa", "èa", 1), 0.5);
    // A letter and a mark never look the same.
    assert_ne!(Grams::of("\u{10ffff}".as_bytes(), 1), Grams::padded("\u{10ffff}".as_bytes(), 2));
    assert_ne!(Grams::of(b"\xff", 1), Grams::of("ÿ".as_bytes(), 1));
}

/// The same by maps of text.
fn plainly(first: &str, second: &str, q: usize) -> f64 {
    let count = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        let mut grams = std::collections::BTreeMap::<String, f64>::new();
        for run in letters.windows(q) {
            *grams.entry(run.iter().collect()).or_default() += 1.0;
        }
        grams
    };
    let (own, other) = (count(first), count(second));
    let product: f64 = own.iter().map(|(gram, times)| times * other.get(gram).unwrap_or(&0.0)).sum();
    let norm = |grams: &std::collections::BTreeMap<String, f64>| {
        grams.values().map(|times| times * times).sum::<f64>().sqrt()
    };
    product / (norm(&own) * norm(&other))
}

proptest! {
    #[test]
    fn the_same_as_plainly_counted(first in "[abcé]{6,20}", second in "[abcé]{6,20}", q in 1_usize..6) {
        prop_assert!((similarity(&first, &second, q) - plainly(&first, &second, q)).abs() < 1e-9);
    }

    #[test]
    fn symmetric_one_for_itself_and_never_more(first in "\\PC{1,20}", second in "[a-c]{0,20}", q in 1_usize..6) {
        let (own, other) = (Grams::padded(first.as_bytes(), q), Grams::padded(second.as_bytes(), q));
        prop_assert!((cosine(&own, &other) - cosine(&other, &own)).abs() < f64::EPSILON);
        prop_assert!((cosine(&own, &own) - 1.0).abs() < f64::EPSILON);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&cosine(&own, &other)));
    }
}
