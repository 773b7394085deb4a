use super::super::truth::tests::of_partners;
use super::*;

fn pair(left: u32, right: u32, weight: f64) -> Pair {
    Pair { weight, left, right }
}

#[test]
fn one_to_one_takes_the_heaviest_that_is_left() {
    let truth = of_partners(&["a0", "a1", "b0", "b1"], &[["a0", "b1"], ["a1", "b0"]]).expect("a truth");
    let mut pairs = [pair(0, 2, 5.0), pair(2, 1, 4.0), pair(0, 3, 6.0), pair(1, 3, 5.5)];
    heaviest_first(&mut pairs);
    // 0 with 3; 1 with 3 and 0 with 2 come too late; 1 with 2, written the other way round.
    assert_eq!(one_to_one(&truth, &pairs), [pair(0, 3, 6.0), pair(2, 1, 4.0)]);
    let judged = judged(&truth, &pairs);
    let trues: Vec<bool> = judged.iter().map(Judged::is_true).collect();
    assert_eq!(trues, [true, false, false, true]);
}

#[test]
fn ties_know_nothing_of_equal_numbers() {
    // Every pair weighs the same: by number, each record would get its namesake of the other table.
    let ids: Vec<String> =
        ["a", "b"].iter().flat_map(|side| (0..60).map(move |number| format!("{side}{number}"))).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let truth = of_partners(&ids, &[]).expect("a truth");
    let mut pairs: Vec<Pair> =
        (0..60).flat_map(|left| (60..120).map(move |right| pair(left, right, 1.0))).collect();
    heaviest_first(&mut pairs);
    let chosen = one_to_one(&truth, &pairs);
    assert_eq!(chosen.len(), 60);
    let namesakes = chosen.iter().filter(|pair| pair.left + 60 == pair.right).count();
    assert!(namesakes < 8, "{namesakes}");
}
