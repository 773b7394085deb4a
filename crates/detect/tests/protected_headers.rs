//! What `records` never reads `linkage` never compares, but for what says who somebody is.

use bonafide_linkage::suggest::suggest;
use bonafide_linkage::table::TableBuilder;
use bonafide_records::protected::all_words;

/// Words of births, which are values of identity, and of names before marriage and of parents.
#[rustfmt::skip]
const IDENTITY: &[&str] = &[
    "birth", "birthdate", "birthday", "birthdays", "birthname", "birthplace", "birthyear", "cumpleaños",
    "dob", "maiden", "mädchenname", "geb", "gdb", "born", "geboren", "geburt", "geboort", "syntymä", "urodz",
    "naissance", "nascita", "nacimiento", "birthdat", "birthday", "date of birth", "birth date",
    "place of birth", "year of birth", "mothers name", "mother name", "fathers name", "father name",
    "maiden name", "name der mutter", "name des vaters", "gd b", "d o b", "geb datum", "geb tag", "geb am",
    "nom de la mère", "nom de jeune fille", "nombre de la madre", "apellido de soltera", "nome della madre",
    "cognome da nubile", "imię matki", "nazwisko panieńskie", "nazwisko rodowe", "naam moeder",
];

/// Words of pictures, of which a table holds no more than names of files; and those of films and books.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "avatar", "avatars", "bewerberbild", "bewerbungsbild", "facial", "fotografía", "headshot", "headshots",
    "lichtbild", "mitarbeiterbild", "mugshot", "passbild", "photo", "photograph", "photographs", "photos",
    "portrait", "portraitfoto", "porträt", "profilbild", "selfie", "valokuva", "zdjęcie", "bild", "kuva",
    "picture", "pictures", "foto", "fotos", "photo url", "profile picture", "profile image", "profile pic",
    "user image", "face image", "image of face", "genre", "genere",
];

#[test]
fn what_is_never_read_is_never_compared() {
    let protected = || all_words().filter(|word| !IDENTITY.contains(word) && !OTHERS.contains(word));
    let mut builder = TableBuilder::default();
    for header in protected().chain(["name"]) {
        let place = builder.column(header);
        for row in 0..40_u64 {
            // A text of several words, as a column that would be compared has.
            let text = format!("some {} of {}", (row * 7) % 31, (row * 11) % 23);
            builder.at(place).push(text.as_bytes());
        }
    }
    builder.end_input("table", 40, false);
    let suggested = suggest(&builder.finish(), None).expect("the name is left");
    let is_left = |word: &str| {
        suggested.left.iter().any(|own| own.column == word && own.why.contains("names a protected attribute"))
    };
    let compared: Vec<&str> = protected().filter(|word| !is_left(word)).collect();
    assert_eq!(compared, [""; 0], "linkage knows no word for these: add them to suggest/protected/words.rs");
    assert!(!is_left("name"));
}

#[test]
fn what_is_exempt_is_in_the_list() {
    for word in IDENTITY.iter().chain(OTHERS) {
        assert!(all_words().any(|own| own == *word), "{word} is not in the list of records any more");
    }
}
