use super::*;

fn counts(records: u64, matched: u64, same_partner: u64, other_partner: u64) -> SelfMatches {
    SelfMatches { records, matched, same_partner, other_partner, ..SelfMatches::default() }
}

#[test]
fn the_bound_is_wilsons() {
    // Worked by hand: 0 of 100 gives 1.96² / (100 + 1.96²).
    let are = |(low, high): (f64, f64), expected: (f64, f64)| {
        (low - expected.0).abs() < 1e-12 && (high - expected.1).abs() < 1e-12
    };
    assert!(are(bounds(0, 100), (0.0, 3.8416 / 103.8416)));
    assert!(are(bounds(10, 10), (10.0 / 13.8416, 1.0)));
    assert!(are(bounds(0, 0), (0.0, 1.0)));
}

#[test]
fn few_pairs_show_nothing_and_none_that_there_are_none() {
    assert_eq!(counts(0, 0, 0, 0).freedom(), Freedom::NotShown);
    assert_eq!(counts(100, 0, 0, 0).freedom(), Freedom::FewMatches);
    assert_eq!(counts(100, 2, 1, 0).freedom(), Freedom::NotShown);
    assert_eq!(counts(1000, 10, 5, 0).freedom(), Freedom::FewMatches);
    assert_eq!(counts(100, 50, 1, 3).freedom(), Freedom::NotShown);
    assert_eq!(counts(100, 50, 10, 30).freedom(), Freedom::PartnersDiffer);
    assert_eq!(counts(100, 50, 30, 10).freedom(), Freedom::NotShown);
}

#[test]
fn labelled_tables_are_told_apart() {
    // Products, publications, films and transactions without duplicates; then people, with.
    assert_eq!(counts(1076, 843, 137, 584).freedom(), Freedom::PartnersDiffer);
    assert_eq!(counts(2616, 220, 66, 199).freedom(), Freedom::PartnersDiffer);
    assert_eq!(counts(5118, 29, 4, 10).freedom(), Freedom::FewMatches);
    assert_eq!(counts(45_326, 30, 3, 3).freedom(), Freedom::FewMatches);
    assert_eq!(counts(50_050, 9595, 2405, 197).freedom(), Freedom::NotShown);
    assert_eq!(counts(25_305, 20_358, 25_362, 13_410).freedom(), Freedom::NotShown);
    assert!(counts(50_050, 9595, 2405, 197).shows_duplicates());
    assert!(!counts(25_305, 20_358, 25_362, 13_410).shows_duplicates());
    assert!(!counts(100, 10, 9, 0).shows_duplicates(), "nine pairs are too few");
}

#[test]
fn the_best_partner_counts_and_a_tie_is_none() {
    let pair = |left, right, weight_milli| Edge { left, right, weight_milli };
    let pairs = [
        pair(0, 1, 5000),
        pair(0, 2, 5000),
        pair(1, 2, 5000),
        pair(3, 0, 9000),
        pair(0, 4, 8000),
        pair(1, 4, 9000),
        pair(1, 3, 4000),
        pair(2, 4, 7000),
    ];
    let count = |pairs: &[Edge]| SelfMatches::count(pairs, |record| record < 3, 3, 5, 4248);
    assert_eq!(count(&pairs), counts(3, 3, 1, 2));
    // 2 matches 3 as well as 4: of the three pairs two say nothing now.
    let tied: Vec<Edge> = pairs.iter().copied().chain([pair(2, 3, 7000)]).collect();
    assert_eq!(count(&tied), counts(3, 3, 0, 1));
    // A heavier one settles it.
    let settled: Vec<Edge> = tied.iter().copied().chain([pair(2, 4, 8000)]).collect();
    assert_eq!(count(&settled), counts(3, 3, 1, 2));
}
