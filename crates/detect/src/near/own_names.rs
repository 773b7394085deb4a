//! Whether the local part of a mailbox says no more than its holder's name.
//!
//! Namesakes and siblings have mailboxes that are alike because their names are, and couples one that is made of both
//! their names. Names are compared for equality only, part by part: a piece of the local part is a name's or it is not.

use bonafide_records::normal::{Name, NameTokens, fold_text};

use super::tasks::is_task;

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
/// So many names of each of two persons are looked for together.
const MOST_NAMES: usize = 4;

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
    let written = Written::new(local);
    names.iter().any(|name| Cover::of(&[name]).covers(&written))
}

/// Whether a local part is made so of the names of two together, of a part that is the one's and not the other's and of
/// the other way round: `schmidt.weber`, `annaundtom`. What is made of the one's name alone is not.
///
/// ```
/// use bonafide_detect::near::is_made_of_both;
/// use bonafide_records::normal::Name;
/// let [anna, tom] = ["Anna Schmidt", "Tom Weber"].map(|full| vec![Name::new(None, None, Some(full))]);
/// assert!(is_made_of_both("schmidt.weber", [&anna, &tom]) && is_made_of_both("annaundtom", [&anna, &tom]));
/// assert!(!is_made_of_both("annaschmidt", [&anna, &tom]) && !is_made_of_both("nightowl", [&anna, &tom]));
/// ```
pub fn is_made_of_both(local: &str, names: [&[Name]; 2]) -> bool {
    let written = Written::new(local);
    let few = |own: usize| names.get(own).copied().unwrap_or_default().iter().take(MOST_NAMES);
    few(0).any(|one| few(1).any(|other| Cover::of(&[one, other]).covers(&written)))
}

/// A local part: its letters, and before which of them, and behind the last, a word begins or ends.
struct Written {
    letters: Vec<char>,
    edges: Vec<bool>,
}

impl Written {
    fn new(local: &str) -> Self {
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
        Self { letters, edges }
    }

    fn is_edge(&self, at: usize) -> bool {
        self.edges.get(at).copied().unwrap_or(true)
    }
}

/// A name as it may stand in a local part.
struct Part {
    name: NameTokens,
    words: Vec<String>,
}

impl Part {
    fn new(name: &Name) -> Self {
        let parts = [&name.given, &name.family, &name.full];
        let folded: Vec<String> = parts.into_iter().flatten().map(|part| fold_text(part)).collect();
        let words = folded.iter().flat_map(|part| part.split(' ')).map(str::to_owned).collect();
        Self { name: name.taken_apart(), words }
    }

    /// Whether the piece is a whole part of the name, in any romanisation.
    fn holds(&self, piece: &str) -> bool {
        self.words.iter().any(|word| word == piece) || self.name.shares_token_with(piece)
    }
}

/// One name, or two that are only looked for together.
struct Cover(Vec<Part>);

/// The pieces that begin at each place of a local part: how long each is, and whose alone.
type Pieces = Vec<Vec<(usize, Whose)>>;

/// Of which of the names a part was read that is no part of the other, one bit each.
type Whose = u8;

/// The best reading of the letters up to a place: letters that are no part of the name, then (less is
/// better, so counted down) letters of whole parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Read {
    filler: usize,
    of_name: std::cmp::Reverse<usize>,
    /// Whether an initial may follow: only beside a whole part or another initial.
    after_name: bool,
    /// Whose parts were read.
    whose: Whose,
}

impl Cover {
    fn of(names: &[&Name]) -> Self {
        Self(names.iter().map(|name| Part::new(name)).collect())
    }

    /// Whose part a piece is; 0 where it is a part of several, `None` where of none.
    fn whose(&self, piece: &str) -> Option<Whose> {
        let holding = self.0.iter().enumerate().filter(|(_, part)| part.holds(piece));
        let own: Vec<usize> = holding.map(|(at, _)| at).collect();
        match own.as_slice() {
            [] => None,
            [only] => Some(1 << only),
            _ => Some(0),
        }
    }

    fn is_initial(&self, letter: char) -> bool {
        self.0.iter().flat_map(|part| &part.words).any(|word| word.starts_with(letter))
    }

    /// Reads the letters from left to right, each way that a piece may be taken.
    fn covers(&self, written: &Written) -> bool {
        let letters = written.letters.as_slice();
        let mut parts = pieces(letters, 2, |piece| self.whose(piece));
        for (at, own) in parts.iter_mut().enumerate() {
            own.retain(|(length, _)| *length > 2 || written.is_edge(at) || written.is_edge(at + length));
        }
        if parts.iter().all(Vec::is_empty) {
            return false;
        }
        let says_nothing = |piece: &str| FAMILY.contains(&piece) || is_task(piece);
        let idle = pieces(letters, 3, |piece| says_nothing(piece).then_some(0));
        let at_place = |all: &'_ Pieces, at: usize| all.get(at).cloned().unwrap_or_default();
        let mut best: Vec<Vec<Read>> = vec![Vec::new(); letters.len() + 1];
        if let Some(begin) = best.first_mut() {
            begin.push(Read { filler: 0, of_name: std::cmp::Reverse(0), after_name: false, whose: 0 });
        }
        for (at, letter) in letters.iter().enumerate() {
            let reads = best.get(at).cloned().unwrap_or_default();
            if reads.is_empty() {
                continue;
            }
            // `stonej` and, where the next piece is a part, `jstone`.
            let initial = self.is_initial(*letter);
            let part_behind = parts.get(at + 1).is_some_and(|own| !own.is_empty());
            for read in reads {
                for (length, whose) in at_place(&parts, at) {
                    let of_name = std::cmp::Reverse(read.of_name.0 + length);
                    let whose = read.whose | whose;
                    add(&mut best, at + length, Read { of_name, after_name: true, whose, ..read });
                }
                for (length, _) in at_place(&idle, at) {
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
        // Of two names each has a part; of one alone its parts are all that may be read.
        let wanted: Whose = if self.0.len() > 1 { 0b11 } else { 0 };
        let whole = best.last().into_iter().flatten();
        whole.into_iter().any(|read| read.of_name.0 >= 2 && read.whose & wanted == wanted)
    }
}

/// The pieces from the shortest on that are what is asked for.
fn pieces(letters: &[char], shortest: usize, asked: impl Fn(&str) -> Option<Whose>) -> Pieces {
    let from = |at: usize| {
        let mut piece = String::new();
        let mut found = Vec::new();
        for (letter, length) in letters.iter().skip(at).take(LONGEST_PIECE).zip(1..) {
            piece.push(*letter);
            if length >= shortest
                && let Some(whose) = asked(&piece)
            {
                found.push((length, whose));
            }
        }
        found
    };
    (0..letters.len()).map(from).collect()
}

/// Keeps of equal readings the one with more letters of the name.
fn add(best: &mut [Vec<Read>], at: usize, read: Read) {
    let Some(reads) = best.get_mut(at) else { return };
    let kind = |own: &Read| (own.filler, own.after_name, own.whose);
    match reads.iter_mut().find(|own| kind(own) == kind(&read)) {
        Some(own) => *own = (*own).min(read),
        None => reads.push(read),
    }
}

#[cfg(test)]
mod tests {
    use bonafide_records::normal::Name;

    use super::{is_made_of, is_made_of_both};

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
            ("bewerbung.annaberg", "Anna Berg"),
            ("annaberg-candidature", "Anna Berg"),
            ("bergsoftware", "Anna Berg"),
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
    fn a_mailbox_of_two_is_made_of_a_part_of_each() {
        let made = |local: &str, one: &str, other: &str| is_made_of_both(local, [&name(one), &name(other)]);
        for (local, one, other) in [
            ("schmidt.weber", "Anna Schmidt", "Tom Weber"),
            ("weberschmidt", "Anna Schmidt", "Tom Weber"),
            ("anna.und.tom", "Anna Schmidt", "Tom Weber"),
            ("annaundtobias", "Anna Schmidt", "Tobias Weber"),
            ("a.schmidt-t.weber", "Anna Schmidt", "Tom Weber"),
            ("familie.schmidt.weber", "Anna Schmidt", "Tom Weber"),
            ("johannaundtom.berg", "Johanna Berg", "Tom Berg"),
        ] {
            assert!(made(local, one, other) && made(local, other, one), "{local}");
        }
        for (local, one, other) in [
            ("annaschmidt", "Anna Schmidt", "Tom Weber"),
            // One name alone, which both bear in part.
            ("johannaberg", "Johanna Berg", "Tom Berg"),
            ("nightkestrel", "Anna Schmidt", "Tom Weber"),
            ("schmidtwanderung", "Anna Schmidt", "Tom Weber"),
            ("annanightkestreltom", "Anna Schmidt", "Tom Weber"),
        ] {
            assert!(!made(local, one, other), "{local}");
        }
        assert!(!is_made_of_both("annaundtom", [&name("Anna Schmidt"), &[]]));
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
