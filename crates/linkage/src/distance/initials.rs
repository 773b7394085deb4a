//! Are two full names one, but for words of which one gives the first letter alone: `J. R. Smith` and `John Smith`?
//!
//! The last word has to be equal, which is the family name of names as they are spoken. Words that one of both leaves out
//! say nothing; the first has to be there.
//!
//! ```
//! use bonafide_linkage::distance::initials::are_one;
//! assert!(are_one("j. r. smith", "john smith") && are_one("john robert smith", "j r smith"));
//! assert!(!are_one("john smith", "james smith") && !are_one("j. smith", "john smyth"));
//! // Names that are written in full are compared in other ways.
//! assert!(!are_one("john smith", "john smith"));
//! ```

/// Whether two names, of one case, are one but for initials.
pub fn are_one(left: &str, right: &str) -> bool {
    let [left, right] = [left, right].map(|name| {
        let words = name.split_whitespace().map(|word| word.trim_end_matches(['.', ',']));
        words.filter(|word| !word.is_empty()).collect::<Vec<&str>>()
    });
    let ([.., own], [.., other]) = (left.as_slice(), right.as_slice()) else { return false };
    if own != other || is_initial(own) || left.len() < 2 || right.len() < 2 {
        return false;
    }
    let mut has_initial = false;
    for (one, another) in left[..left.len() - 1].iter().zip(&right[..right.len() - 1]) {
        if one == another {
            continue;
        }
        let is_short = is_initial(one) || is_initial(another);
        if !is_short || one.chars().next() != another.chars().next() {
            return false;
        }
        has_initial = true;
    }
    has_initial
}

fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_name_is_none() {
        for (left, right) in
            [("", ""), ("smith", "smith"), ("j.", "john"), ("j. s.", "john s."), (". smith", "j smith")]
        {
            assert!(!are_one(left, right), "{left} {right}");
        }
        assert!(are_one("é. müller", "élise müller"));
    }

    proptest! {
        #[test]
        fn it_is_all_the_same_which_comes_first(left in "[a-c. ]{0,8}", right in "[a-c. ]{0,8}") {
            prop_assert_eq!(are_one(&left, &right), are_one(&right, &left));
        }
    }
}
