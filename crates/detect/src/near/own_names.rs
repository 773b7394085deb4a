//! Whether the local part of a mailbox says no more than its holder's name.
//!
//! Namesakes and siblings have mailboxes that are alike because their names are. Names are compared for
//! equality only, part by part: a piece of the local part is a name's or it is not.

use bonafide_records::normal::{Name, NameTokens, fold_text};

/// Fewer letters than this beside the name add nothing: `stonedev` is still Stone's own name.
const FILLER_BELOW: usize = 5;
/// Words beside a family's name that say no more than the name: the mailbox of a family.
const FAMILY: &[&str] = &[
    "the", "family", "familie", "fam", "famille", "familia", "famiglia", "familj", "familien", "perhe",
    "rodzina", "rodina", "home", "haus", "house", "casa",
];
/// Longest piece that is held against a name's parts, and longest local part that is looked at.
const LONGEST_PIECE: usize = 24;
const LONGEST: usize = 64;

/// Whether a local part is made of the parts of a holder's names: whole parts and initials beside them,
/// with fewer than five other letters. A part of two letters counts where a word begins or ends: `lidev` is Li's own, `oliver`
/// is not.
///
/// ```
/// use bonafide_detect::near::is_made_of;
/// use bonafide_records::normal::Name;
/// let names = [Name::new(Some("Jürgen"), Some("Stone"), None)];
/// assert!(is_made_of("j.stone77", &names) && is_made_of("stone_juergen", &names));
/// assert!(is_made_of("stonedev", &names));
/// assert!(!is_made_of("nightowl", &names) && !is_made_of("stoneconsulting", &names));
/// ```
pub fn is_made_of(local: &str, names: &[Name]) -> bool {
    let (mut letters, mut edges): (Vec<char>, Vec<bool>) = (Vec::new(), vec![true]);
    for letter in local.to_lowercase().chars().take(LONGEST) {
        if letter.is_alphabetic() {
            letters.push(letter);
            edges.push(false);
        } else if let Some(edge) = edges.last_mut() {
            *edge = true;
        }
    }
    if let Some(edge) = edges.last_mut() {
        *edge = true;
    }
    names.iter().any(|name| Cover::new(name).covers(&letters, &edges))
}

/// A name as it may stand in a local part.
struct Cover {
    name: NameTokens,
    words: Vec<String>,
}

/// The lengths of the pieces that begin at each place of a local part.
type Lengths = Vec<Vec<usize>>;

/// The best reading of the letters up to a place: letters that are no part of the name, then (less is
/// better, so counted down) letters of whole parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Read {
    filler: usize,
    of_name: std::cmp::Reverse<usize>,
    /// Whether an initial may follow: only beside a whole part or another initial.
    after_name: bool,
}

impl Cover {
    fn new(name: &Name) -> Self {
        let parts = [&name.given, &name.family, &name.full];
        let folded: Vec<String> = parts.into_iter().flatten().map(|part| fold_text(part)).collect();
        let words = folded.iter().flat_map(|part| part.split(' ')).map(str::to_owned).collect();
        Self { name: name.taken_apart(), words }
    }

    /// Whether the piece is a whole part of the name, in any romanisation.
    fn is_part(&self, piece: &str) -> bool {
        self.words.iter().any(|word| word == piece) || self.name.shares_token_with(piece)
    }

    fn is_initial(&self, letter: char) -> bool {
        self.words.iter().any(|word| word.starts_with(letter))
    }

    /// Reads the letters from left to right, each way that a piece may be taken. `edges` says before which of them, and
    /// behind the last, a word begins or ends.
    fn covers(&self, letters: &[char], edges: &[bool]) -> bool {
        let mut parts = lengths(letters, 2, |piece| self.is_part(piece));
        let is_edge = |at: usize| edges.get(at).copied().unwrap_or(true);
        for (at, lengths) in parts.iter_mut().enumerate() {
            lengths.retain(|length| *length > 2 || is_edge(at) || is_edge(at + length));
        }
        if parts.iter().all(Vec::is_empty) {
            return false;
        }
        let of_family = lengths(letters, 3, |piece| FAMILY.contains(&piece));
        let at_place = |lengths: &'_ Lengths, at: usize| lengths.get(at).cloned().unwrap_or_default();
        let mut best: Vec<Vec<Read>> = vec![Vec::new(); letters.len() + 1];
        if let Some(begin) = best.first_mut() {
            begin.push(Read { filler: 0, of_name: std::cmp::Reverse(0), after_name: false });
        }
        for (at, letter) in letters.iter().enumerate() {
            let reads = best.get(at).cloned().unwrap_or_default();
            if reads.is_empty() {
                continue;
            }
            // `stonej` and, where the next piece is a part, `jstone`.
            let initial = self.is_initial(*letter);
            let part_behind = parts.get(at + 1).is_some_and(|lengths| !lengths.is_empty());
            for read in reads {
                for length in at_place(&parts, at) {
                    let of_name = std::cmp::Reverse(read.of_name.0 + length);
                    add(&mut best, at + length, Read { of_name, after_name: true, ..read });
                }
                for length in at_place(&of_family, at) {
                    add(&mut best, at + length, Read { after_name: false, ..read });
                }
                if initial && (read.after_name || part_behind) {
                    add(&mut best, at + 1, read);
                }
                if read.filler + 1 < FILLER_BELOW {
                    add(&mut best, at + 1, Read { filler: read.filler + 1, after_name: false, ..read });
                }
            }
        }
        let whole = best.last().into_iter().flatten();
        whole.into_iter().any(|read| read.of_name.0 >= 2)
    }
}

/// The lengths from the shortest on of the pieces that are what is asked for.
fn lengths(letters: &[char], shortest: usize, is_wanted: impl Fn(&str) -> bool) -> Lengths {
    let from = |at: usize| {
        let mut piece = String::new();
        let mut found = Vec::new();
        for (letter, length) in letters.iter().skip(at).take(LONGEST_PIECE).zip(1..) {
            piece.push(*letter);
            if length >= shortest && is_wanted(&piece) {
                found.push(length);
            }
        }
        found
    };
    (0..letters.len()).map(from).collect()
}

/// Keeps of equal readings the one with more letters of the name.
fn add(best: &mut [Vec<Read>], at: usize, read: Read) {
    let Some(reads) = best.get_mut(at) else { return };
    let same = |own: &&mut Read| own.filler == read.filler && own.after_name == read.after_name;
    match reads.iter_mut().find(same) {
        Some(own) => *own = (*own).min(read),
        None => reads.push(read),
    }
}

#[cfg(test)]
mod tests {
    use bonafide_records::normal::Name;

    use super::is_made_of;

    fn name(full: &str) -> Vec<Name> {
        vec![Name::new(None, None, Some(full))]
    }

    #[test]
    fn parts_initials_and_short_additions_are_the_own_name() {
        for (local, full) in [
            ("anna.berg", "Anna Berg"),
            ("berganna1987", "Anna Berg"),
            ("aberg", "Anna Berg"),
            ("bergab", "Anna B. Berg"),
            ("annab", "Anna Berg"),
            ("anna.berg.dev", "Anna Berg"),
            ("it_bergs", "Anna Berg"),
            ("familieberg", "Anna Berg"),
            ("the.berg.family", "Jan Berg"),
            ("j.mueller", "Jörg Müller"),
            ("vandermeer", "Jan van der Meer"),
            ("sergeishchukin7", "Сергей Щукин"),
            ("shchukin.s", "Сергей Щукин"),
        ] {
            assert!(is_made_of(local, &name(full)), "{local} of {full}");
        }
    }

    #[test]
    fn short_names_are_as_much_their_own_as_long_ones() {
        for family in ["Li", "Ng", "Kim", "Berg", "Stone", "Winterbottom"] {
            let mut locals = vec![format!("{family}dev"), format!("mail.{family}"), format!("it_{family}77")];
            locals.push(format!("sam{family}.dev"));
            for local in locals {
                assert!(is_made_of(&local, &name(&format!("Sam {family}"))), "{local}");
            }
            let other = format!("night{family}");
            assert!(!is_made_of(&other, &name(&format!("Sam {family}"))), "{other}");
        }
    }

    #[test]
    fn what_is_nobodys_name_is_not_the_own_name() {
        for (local, full) in [
            ("nightowl", "Anna Berg"),
            ("skydev", "Sam Kent"),
            ("oliver", "Li Wei"),
            ("bergwanderung", "Anna Berg"),
            ("annaberg", "Carl Stein"),
            ("", "Anna Berg"),
            ("nightowl", ""),
        ] {
            assert!(!is_made_of(local, &name(full)), "{local} of {full}");
        }
        assert!(!is_made_of("nightowl", &[]));
    }
}
