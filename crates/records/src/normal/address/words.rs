//! Words of streets and units. All are written as they stand after folding (`fold::ascii`, then
//! `fold::single_spelling`): `avenu` and `ru` are right.

use std::sync::LazyLock;

/// Street words in all spellings, each with one canonical form. Compiled by hand from the postal
/// guides of European countries and the United States (from memory).
#[rustfmt::skip]
const STREET_TYPES: &[(&str, &[&str])] = &[
    // Words for a street share abbreviations in many languages, also with saints.
    ("st", &[
        "st", "str", "strasse", "street", "strat", "strada", "saint", "sankt", "sint", "stra",
    ]),
    ("av", &["av", "ave", "avenu", "avenida", "avda", "avd", "avinguda", "aven"]),
    ("bd", &["bd", "bld", "blvd", "boul", "boulevard", "bulevar", "bulevardul", "bulwar", "bdul", "bvd"]),
    ("rd", &["rd", "road"]),
    ("ln", &["ln", "lane", "lan"]),
    ("dr", &["dr", "drive"]),
    ("ct", &["ct", "court"]),
    ("sq", &["sq", "square"]),
    ("pl", &[
        "pl", "platz", "place", "plaza", "plac", "plads", "plats", "plass", "piazza", "pza", "plein",
        "praca", "pca", "plc",
    ]),
    ("ru", &["ru", "rua", "r"]),
    ("c", &["c", "calle", "cl", "carrer", "cll"]),
    ("via", &["via"]),
    ("al", &["al", "alle", "allee", "aleja", "aleje", "aleea", "alea"]),
    ("w", &["w", "weg", "west"]),
    ("g", &["g", "gasse", "gatan", "gata", "gade", "gt"]),
    ("ch", &["ch", "chemin", "chausse", "chaussee"]),
    ("rte", &["rte", "route"]),
    ("imp", &["imp", "impasse"]),
    ("ter", &["ter", "terr", "terrace"]),
    ("cres", &["cres", "crescent"]),
    ("cl", &["close"]),
    ("hwy", &["hwy", "highway"]),
    ("pkwy", &["pkwy", "parkway"]),
    ("gdns", &["gdns", "gardens"]),
    ("n", &["n", "north"]),
    ("s", &["s", "south"]),
    ("e", &["e", "east"]),
    ("k", &["k", "katu"]),
    ("t", &["t", "tie"]),
    ("u", &["u", "utca"]),
    ("nam", &["nam", "namesti", "namestie"]),
    ("sos", &["sos", "sosea", "soseaua"]),
    ("cal", &["calea"]),
    ("pr", &["pr", "prospekt", "prospektas", "prosp", "prt"]),
    ("per", &["pereulok"]),
    ("odos", &["odos"]),
    // Words that stand for themselves: they are seldom cut short. Italian, Spanish and Catalan, Portuguese, French,
    // Polish, Czech and Slovak, Slovene and Croatian, Turkish, Latvian, Lithuanian, Estonian.
    ("corso", &["corso"]),
    ("viale", &["viale"]),
    ("largo", &["largo"]),
    ("piazzale", &["piazzale"]),
    ("piazzetta", &["piazzetta"]),
    ("vicolo", &["vicolo"]),
    ("lungotevere", &["lungotevere"]),
    ("lungarno", &["lungarno"]),
    ("lungomare", &["lungomare"]),
    ("contrada", &["contrada"]),
    ("salita", &["salita"]),
    ("paseo", &["paseo"]),
    ("passeig", &["passeig"]),
    ("rambla", &["rambla"]),
    ("ronda", &["ronda"]),
    ("camino", &["camino"]),
    ("carretera", &["carretera"]),
    ("travesia", &["travesia"]),
    ("glorieta", &["glorieta"]),
    ("alameda", &["alameda"]),
    ("travessa", &["travessa"]),
    ("estrada", &["estrada"]),
    ("praceta", &["praceta"]),
    ("caminho", &["caminho"]),
    ("quai", &["quai"]),
    ("cours", &["cours"]),
    ("osiedle", &["osiedle", "os"]),
    ("rynek", &["rynek"]),
    ("nabrezi", &["nabrezi", "nabrezie"]),
    ("trida", &["trida"]),
    ("trg", &["trg"]),
    ("cesta", &["cesta"]),
    ("sokak", &["sokak"]),
    ("caddesi", &["caddesi"]),
    ("iela", &["iela"]),
    ("gatve", &["gatve"]),
    ("mantee", &["mantee"]),
    ("puiestee", &["puiestee"]),
];

/// Words that many leave out before a street's name: Polish, Czech, Slovak, Russian, Ukrainian, Bulgarian.
const LEFT_OUT: &[&str] = &["ul", "ulica", "ulice", "ulitsa", "ulitza", "vulitsya", "vul", "vulytsia"];

/// The same behind a street's name: Estonian, and names that are adjectives in Russian, Ukrainian and Bulgarian.
const LEFT_OUT_BEHIND: &[&str] =
    &["tn", "tanav", "ul", "ulica", "ulitsa", "ulitza", "vulitsya", "vul", "vulytsia"];

/// Endings of compounds with their canonical form, which is the ending's own abbreviation (`Fredrikink.`,
/// `Storg.`, `Bachw.`); the stem has three letters and more.
#[rustfmt::skip]
const SUFFIXES: &[(&str, &str)] = &[
    ("strasse", "st"), ("street", "st"), ("strat", "st"), ("str", "st"),
    ("platz", "pl"), ("plein", "pl"), ("plats", "pl"),
    ("plads", "pl"), ("gatan", "g"), ("gasse", "g"), ("gade", "g"), ("gata", "g"), ("vagen", "v"),
    ("veien", "v"), ("vej", "v"), ("vei", "v"),
    ("katu", "k"), ("tie", "t"), ("weg", "w"), ("allee", "al"), ("alle", "al"), ("lan", "ln"),
];

/// The canonical form of a street word; `None` where it is left out.
pub(super) fn street_word(word: &str, is_first: bool) -> Option<String> {
    let (stem, canonical) = taken_apart(word, is_first)?;
    Some(format!("{stem}{}", canonical.unwrap_or_default()))
}

/// A street word as its own part and the canonical form of its type, if it names one; `None` where it is left out.
pub(super) fn taken_apart(word: &str, is_first: bool) -> Option<(&str, Option<&'static str>)> {
    let left_out = if is_first { LEFT_OUT } else { LEFT_OUT_BEHIND };
    if left_out.contains(&word) {
        return None;
    }
    // Elsewhere it may be a number: `Karl V`.
    if is_first && word == "v" {
        return Some(("", Some("via")));
    }
    if let Some((canonical, _)) = STREET_TYPES.iter().find(|(_, spellings)| spellings.contains(&word)) {
        return Some(("", Some(canonical)));
    }
    let compound = SUFFIXES.iter().find_map(|(ending, canonical)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 3)?;
        Some((stem, Some(*canonical)))
    });
    Some(compound.unwrap_or((word, None)))
}

/// All spellings of a type, by its canonical form.
pub(super) fn spellings_of(canonical: &str) -> impl Iterator<Item = &'static str> {
    let words =
        STREET_TYPES.iter().filter(move |own| own.0 == canonical).flat_map(|own| own.1.iter().copied());
    words.chain(SUFFIXES.iter().filter(move |own| own.1 == canonical).map(|own| own.0))
}

/// The canonical forms of all types, sorted.
pub(super) static ALL_TYPES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let words = STREET_TYPES.iter().map(|own| own.0);
    let mut all: Vec<&str> = words.chain(SUFFIXES.iter().map(|own| own.1)).collect();
    all.sort_unstable();
    all.dedup();
    all
});

/// Whether a word is a street type at all.
pub(super) fn is_street_type(word: &str) -> bool {
    let is_listed = STREET_TYPES.iter().any(|(_, spellings)| word.len() > 1 && spellings.contains(&word));
    let is_compound =
        SUFFIXES.iter().any(|(ending, _)| word.strip_suffix(ending).is_some_and(|stem| stem.len() >= 3));
    is_listed || is_compound || LEFT_OUT.contains(&word) || LEFT_OUT_BEHIND.contains(&word)
}

/// English types that follow the street's name, in their usual spellings.
pub(super) fn is_english_type(word: &str) -> bool {
    matches!(
        word,
        "street"
            | "st"
            | "avenue"
            | "ave"
            | "road"
            | "rd"
            | "lane"
            | "ln"
            | "drive"
            | "dr"
            | "court"
            | "ct"
            | "square"
            | "sq"
            | "boulevard"
            | "blvd"
            | "terrace"
            | "close"
            | "crescent"
            | "way"
            | "highway"
            | "parkway"
            | "avenu"
    )
}

/// Words before a house number.
pub(super) const NUMBER_WORDS: &[&str] = &[
    "nr",
    "no",
    "n",
    "num",
    "numer",
    "numero",
    "nro",
    "number",
    "hausnr",
    "hausnummer",
    "dom",
    "d",
    "cp",
    "cis",
    "br",
    "bb",
];

/// Words before a flat, floor, door, staircase or building. They say nothing that the number behind
/// them does not.
#[rustfmt::skip]
pub(super) const UNIT_WORDS: &[&str] = &[
    "apt", "apartment", "apartament", "appartement", "appt", "app", "apto", "ap", "flat", "unit", "suite",
    "ste", "room", "rm", "no", "whg", "wohnung", "wohnungsnr", "wohnungsnummer", "top", "tur", "stiege",
    "stg", "zimmer", "aufgang", "haus", "eingang", "gebaude", "m", "mieszk", "mieszkanie", "lok", "lokal",
    "kl", "klatka", "as", "asunto", "bst", "bostad", "lgh", "lagenhet", "kv", "kvartira", "byt", "bl",
    "bloc", "blok", "bloque", "block", "sc", "scara", "et", "etaj", "etage", "floor", "fl",
    "level", "stock", "stockwerk", "og", "obergeschoss", "piso", "planta", "andar", "purta", "pta",
    "esc", "escalera", "escalier", "porte", "piano", "interno", "int", "scala", "korp", "korpus",
    "building", "bldg", "tower", "box", "bte", "bus", "door", "nr", "bat", "batiment", "em", "emelet",
    "ajto", "tr", "verdieping",
];

/// Which side of a floor, and the ground floor, in one letter or digit.
#[rustfmt::skip]
const SIDES: &[(&str, &[&str])] = &[
    ("l", &[
        "links", "li", "lks", "left", "esq", "esquerdo", "esquerda", "izq", "izda", "izdo", "izquierda",
        "izquierdo", "gauche", "tv", "sx", "vas",
    ]),
    ("r", &[
        "rechts", "re", "right", "dto", "dta", "direito", "direita", "dcha", "dcho", "derecha", "derecho",
        "droite", "th", "dx",
    ]),
    ("m", &["mitte", "mi", "mf", "middle", "centro", "frente"]),
    ("0", &["eg", "erdgeschoss", "parterre", "ground", "rdc", "hs", "bajo", "terra", "parter"]),
    ("hh", &["hh", "hinterhaus", "ruckgebaude", "gartenhaus", "rear"]),
];

/// The canonical letter of a side or ground floor.
pub(super) fn side(word: &str) -> Option<&'static str> {
    SIDES.iter().find(|(_, spellings)| spellings.contains(&word)).map(|(canonical, _)| *canonical)
}

/// Words for a post-office box.
pub(super) const BOX_WORDS: &[&str] = &[
    "pobox",
    "postfach",
    "postbox",
    "postbus",
    "postboks",
    "postbus",
    "bp",
    "apartado",
    "postilokero",
    "pf",
];

/// States of the United States and provinces of Canada, which stand between town and postcode.
#[rustfmt::skip]
pub(super) const STATES: &[&str] = &[
    "al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky",
    "la", "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd",
    "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy", "dc",
    "ab", "bc", "mb", "nb", "nl", "ns", "on", "pe", "qc", "sk", "nt", "nu", "yt",
];

#[cfg(test)]
mod tests {
    use super::{BOX_WORDS, LEFT_OUT, LEFT_OUT_BEHIND, NUMBER_WORDS, SIDES, STREET_TYPES, UNIT_WORDS};
    use crate::normal::fold::{ascii, single_spelling};

    /// A word that folding changes could never be met.
    #[test]
    fn the_tables_are_folded() {
        let lists = STREET_TYPES.iter().chain(SIDES).map(|(_, spellings)| *spellings);
        for list in lists.chain([BOX_WORDS, LEFT_OUT, LEFT_OUT_BEHIND, NUMBER_WORDS, UNIT_WORDS]) {
            for word in list {
                assert_eq!(single_spelling(&ascii(word)), *word);
                assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
            }
        }
    }

    #[test]
    fn no_spelling_stands_for_two_street_words() {
        let mut seen = std::collections::HashSet::new();
        for word in STREET_TYPES.iter().flat_map(|(_, spellings)| *spellings) {
            assert!(seen.insert(word), "{word}");
        }
    }
}
