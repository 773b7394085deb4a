//! Cyrillic in Latin letters, by the systems that passports, visas, banks and the press use.

use std::collections::HashMap;
use std::sync::LazyLock;

use any_ascii::any_ascii_char;

use super::romanise::pairs;

/// Whether the character is a Cyrillic letter.
pub(super) fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{0400}'..='\u{052f}')
}

/// One system as `letter=Latin` pairs: those in which it differs from [`COMMON`], and those that are
/// spelled otherwise at the beginning of a word or behind a vowel or sign.
struct System {
    letters: &'static str,
    initial: &'static str,
    is_initial_behind_vowel: bool,
}

/// Letters as most systems spell them.
const COMMON: &str = "\
    а=a б=b в=v г=g ґ=g д=d е=e ё=e є=e ж=zh з=z и=i й=i і=i ї=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ў=u \
    ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ѓ=gj ќ=kj ѕ=dz ѝ=i ѐ=e";

/// The systems, each from its publication (from memory; not compared letter by letter).
const SYSTEMS: &[System] = &[
    // ICAO Doc 9303 part 3, section 6 B; Russian passports since 2013.
    System { letters: "ъ=ie ю=iu я=ia ђ=d ѓ=g ќ=k", initial: "", is_initial_behind_vowel: false },
    // BGN/PCGN 1947 for Russian, diacritics dropped.
    System { letters: "й=y", initial: "е=ye ё=ye", is_initial_behind_vowel: true },
    // The press and most people: Sergey, Alexey, Fyodor.
    System { letters: "й=y ё=yo", initial: "", is_initial_behind_vowel: false },
    // The same with `й` as `i`: Sergei, Andrei, Yulia.
    System { letters: "ё=yo", initial: "", is_initial_behind_vowel: false },
    // Ukraine: resolution 55 of 2010 of the Cabinet of Ministers; passports.
    System {
        letters: "г=h и=y є=ie ю=iu я=ia",
        initial: "є=ye ї=yi й=y ю=yu я=ya",
        is_initial_behind_vowel: false,
    },
    // BGN/PCGN 1965 for Ukrainian.
    System { letters: "г=h и=y й=y є=ye ї=yi", initial: "", is_initial_behind_vowel: false },
    // Bulgaria: Transliteration Act of 2009; BGN/PCGN 2013.
    System { letters: "й=y х=h щ=sht ъ=a ь=y", initial: "", is_initial_behind_vowel: false },
    // Serbian and Macedonian passports: the Latin alphabet of the language, diacritics dropped.
    System { letters: "ж=z ц=c ч=c ш=s х=h", initial: "", is_initial_behind_vowel: false },
    // Belarus: passports after the instruction of 2008.
    System {
        letters: "г=h ё=io ю=iu я=ia", initial: "е=ye ё=yo ю=yu я=ya", is_initial_behind_vowel: true
    },
    // ISO 9:1995 and GOST 7.79 system A, diacritics dropped.
    System {
        letters: "ж=z й=j х=h ц=c ч=c ш=s щ=s ю=u я=a ђ=d љ=l њ=n џ=d ѓ=g ќ=k ѕ=z",
        initial: "",
        is_initial_behind_vowel: false,
    },
    // ISO/R 9:1968, the scholarly system, diacritics dropped.
    System {
        letters: "ж=z й=j х=h ц=c ч=c ш=s щ=sc ю=ju я=ja є=je ї=ji",
        initial: "",
        is_initial_behind_vowel: false,
    },
    // German: Duden.
    System {
        letters: "в=w ж=sch з=s х=ch ц=z ч=tsch ш=sch щ=schtsch ю=ju я=ja ё=jo є=je ї=ji",
        initial: "е=je",
        is_initial_behind_vowel: true,
    },
];

/// A system whose pairs are read.
struct Table {
    letters: HashMap<char, &'static str>,
    initial: HashMap<char, &'static str>,
    is_initial_behind_vowel: bool,
    /// Ukrainian `зг` is `zgh`, so that it is not read as `ж`.
    writes_zgh: bool,
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let table = |system: &System| {
        let mut letters = pairs(COMMON);
        letters.extend(pairs(system.letters));
        let writes_zgh = letters.get(&'г') == Some(&"h");
        let initial = pairs(system.initial);
        Table { letters, initial, is_initial_behind_vowel: system.is_initial_behind_vowel, writes_zgh }
    };
    SYSTEMS.iter().map(table).collect()
});

/// The token in every system, then with the endings and letters that are shortened in daily use.
pub(super) fn romanisations(token: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::with_capacity(SYSTEMS.len() * 2);
    for table in TABLES.iter() {
        add(&mut forms, spell(token, table));
    }
    let plain = forms.clone();
    for form in &plain {
        // `Юрий` is Yuriy, Yurii, Yury and Yuri; `Мария` Mariia, Mariya and Maria.
        for (written, endings, short) in [
            (&["ий", "ый", "ій", "їй"][..], &["iy", "yy", "ii", "ij", "yi", "yj"][..], &["y", "i"][..]),
            (
                &["ия", "ія", "ья"][..],
                &["iya", "iia", "ija", "ya", "ia", "ja", "yia"][..],
                &["ia", "iya"][..],
            ),
        ] {
            if !written.iter().any(|ending| token.ends_with(ending)) {
                continue;
            }
            if let Some(stem) = endings.iter().find_map(|ending| form.strip_suffix(ending)) {
                for ending in short {
                    add(&mut forms, format!("{stem}{ending}"));
                }
            }
        }
    }
    if token.contains("кс") {
        for form in &forms.clone() {
            add(&mut forms, form.replace("ks", "x"));
        }
    }
    forms
}

fn add(forms: &mut Vec<String>, form: String) {
    if !forms.contains(&form) {
        forms.push(form);
    }
}

fn spell(token: &str, table: &Table) -> String {
    let mut text = String::with_capacity(token.len() * 2);
    let mut before: Option<char> = None;
    for character in token.chars() {
        let is_behind_vowel = before.is_some_and(|b| "аеёиоуыэюяіїєьъй".contains(b));
        let is_initial = before.is_none() || (table.is_initial_behind_vowel && is_behind_vowel);
        let initial = table.initial.get(&character).filter(|_| is_initial);
        if table.writes_zgh && before == Some('з') && character == 'г' {
            text.push_str("gh");
        } else {
            let spelled = initial.or_else(|| table.letters.get(&character)).copied();
            text.push_str(spelled.unwrap_or_else(|| any_ascii_char(character)));
        }
        before = Some(character);
    }
    text
}
