//! Which headers of two tables mean one thing, each in its own language?
//!
//! A rent in one portal and `Kaltmiete` in another are hardly ever the same number, since few flats are in both, and weights
//! in a catalogue are in steps that any other has: values cannot tell that the columns are one. Headers can, where each table
//! has one column that means it.

use std::collections::BTreeSet;

use super::align::{Group, merge};
use super::headers::words;
use super::kind::Kind;
use crate::distance::latin::plain;

/// Words of headers without accents, in several languages, that mean one thing. No word stands in two lines.
const MEANINGS: [&[&str]; 34] = [
    &[
        "amount", "betrag", "summe", "montant", "somme", "importe", "monto", "importo", "bedrag", "kwota",
        "belopp",
    ],
    &["price", "preis", "prix", "precio", "prezzo", "preco", "prijs", "cena", "pris"],
    &["rent", "miete", "loyer", "alquiler", "affitto", "huur"],
    &["area", "flache", "flaeche", "surface", "superficie", "oppervlakte", "sqm"],
    &["rooms", "zimmer", "pieces", "habitaciones", "locali", "kamers", "pokoje"],
    &["quantity", "qty", "menge", "anzahl", "quantite", "cantidad", "quantita", "aantal", "ilosc"],
    &["weight", "gewicht", "poids", "peso", "waga"],
    &["plate", "kennzeichen", "immatriculation", "matricula", "targa", "kenteken"],
    &["serial", "seriennummer", "seriennr", "serie", "seriale", "serienummer"],
    &["vat", "ust", "ustid", "ustidnr", "tva", "nif", "cif", "piva", "btw", "nip", "partita"],
    &["tax", "steuernummer", "steuernr", "fiscal", "siren", "lei"],
    &["iban", "konto", "kontonummer", "compte", "cuenta", "conto", "rekening"],
    &[
        "phone",
        "telephone",
        "tel",
        "telefon",
        "telefono",
        "telefoon",
        "mobile",
        "mobil",
        "handy",
        "movil",
        "cellulare",
    ],
    &["mail", "email", "courriel", "correo"],
    &["first", "given", "forename", "vorname", "prenom", "voornaam", "imie", "fornamn"],
    &[
        "last",
        "surname",
        "family",
        "nachname",
        "familienname",
        "apellido",
        "apellidos",
        "cognome",
        "achternaam",
        "nazwisko",
    ],
    &[
        "birth",
        "born",
        "dob",
        "geburtsdatum",
        "geburtstag",
        "geboren",
        "naissance",
        "nacimiento",
        "nascita",
        "nascimento",
    ],
    &[
        "city",
        "town",
        "ort",
        "wohnort",
        "stadt",
        "stad",
        "ville",
        "ciudad",
        "localidad",
        "lieu",
        "citta",
        "cidade",
        "miasto",
    ],
    &["zip", "zipcode", "postcode", "postalcode", "plz", "postleitzahl", "cp", "cap"],
    &["street", "strasse", "straße", "straat", "rue", "calle", "rua", "ulica"],
    &["country", "land", "pays", "pais", "paese", "kraj"],
    &["title", "headline", "titel", "titre", "titulo", "titolo", "tytul"],
    &[
        "author",
        "authors",
        "autor",
        "autoren",
        "verfasser",
        "auteur",
        "auteurs",
        "autore",
        "autori",
        "autores",
    ],
    &["year", "jahr", "annee", "ano", "anno", "jaar", "rok"],
    &["publisher", "verlag", "editeur", "editorial", "editore", "uitgever"],
    &[
        "brand",
        "manufacturer",
        "marke",
        "hersteller",
        "marque",
        "fabricant",
        "marca",
        "fabricante",
        "merk",
        "produttore",
    ],
    &["model", "modell", "modele", "modelo", "modello"],
    &[
        "company",
        "employer",
        "firma",
        "arbeitgeber",
        "entreprise",
        "employeur",
        "societe",
        "empresa",
        "azienda",
        "bedrijf",
    ],
    &["currency", "wahrung", "waehrung", "devise", "moneda", "valuta"],
    &["ean", "gtin", "barcode", "strichcode"],
    &["invoice", "rechnung", "rechnungsnummer", "rechnungsnr", "facture", "factura", "fattura", "faktura"],
    &[
        "description",
        "beschreibung",
        "bezeichnung",
        "descripcion",
        "descrizione",
        "designation",
        "omschrijving",
    ],
    &["colour", "color", "farbe", "couleur", "colore", "kleur"],
    &["department", "abteilung", "departamento", "reparto", "afdeling"],
];

/// Words that say which of several it is: these must not differ.
const WHICH: [&str; 21] = [
    "billing", "shipping", "delivery", "home", "work", "office", "private", "old", "new", "min", "max",
    "net", "gross", "netto", "brutto", "second", "middle", "unit", "total", "from", "to",
];

/// Letters of a word from which on it may be the end of a compound: `Kaltmiete`, `Rechnungsbetrag`.
const COMPOUND: usize = 5;

/// Words that say no more of what a header means: `seasonNumber` is a `season`.
const FILLERS: [&str; 9] = ["number", "num", "no", "nr", "nummer", "numero", "date", "datum", "value"];

/// What a header means, by places of meanings, and the words that say which; and the words themselves.
#[derive(Debug)]
struct Meant {
    meanings: BTreeSet<usize>,
    which: BTreeSet<&'static str>,
    words: BTreeSet<String>,
}

impl Meant {
    fn by(headers: &str) -> Self {
        let words: Vec<String> = words(headers).iter().map(|word| plain(word.as_bytes())).collect();
        let says =
            |own: &str| words.iter().any(|word| word == own || own.len() >= COMPOUND && word.ends_with(own));
        let meanings = MEANINGS.iter().enumerate().filter(|(_, own)| own.iter().any(|word| says(word)));
        let which = WHICH.into_iter().filter(|own| words.iter().any(|word| word == own));
        let (meanings, which) = (meanings.map(|(place, _)| place).collect(), which.collect());
        let said = words.iter().filter(|own| !FILLERS.contains(&own.as_str()));
        Self { meanings, which, words: said.cloned().collect() }
    }

    /// Whether another header means the same and nothing else, or has the same words.
    fn is_as(&self, other: &Self) -> bool {
        let means_the_same =
            !self.meanings.is_empty() && self.meanings == other.meanings && self.which == other.which;
        means_the_same || !self.words.is_empty() && self.words == other.words
    }
}

/// Places of meanings that name a firm by law, wherever it trades and whatever it is called: a number for its taxes.
const OF_FIRMS: [usize; 2] = [9, 10];

/// Whether headers mean the number that a firm has for its taxes, and nothing else.
pub fn are_of_firms(headers: &str) -> bool {
    let meant = Meant::by(headers).meanings;
    !meant.is_empty() && meant.iter().all(|place| OF_FIRMS.contains(place))
}

/// Columns of which the headers mean one thing and nothing else, where each input has one that does, and that hold values of
/// one sort.
pub fn by_meanings(groups: &mut Vec<Group<'_>>) {
    let meant: Vec<Meant> = groups
        .iter()
        .map(|group| {
            let headers: Vec<&str> = group.columns.iter().map(|column| column.name.as_str()).collect();
            Meant::by(&headers.join(" "))
        })
        .collect();
    let are_one = |one: usize, other: usize| {
        meant[one].is_as(&meant[other])
            && groups[one].is_apart_from(&groups[other])
            && sort(groups[one].kind) == sort(groups[other].kind)
    };
    let partners = |one: usize| (0..groups.len()).filter(move |other| *other != one && are_one(one, *other));
    let mut found = Vec::new();
    for one in 0..groups.len() {
        for other in partners(one).filter(|other| *other > one) {
            // A second column of either input that means the same leaves open which it is.
            let is_rival = |third: usize| third != one && third != other;
            let of_inputs_of = |own: usize, third: usize| !groups[own].is_apart_from(&groups[third]);
            let has_rival = partners(one).any(|third| is_rival(third) && of_inputs_of(other, third))
                || partners(other).any(|third| is_rival(third) && of_inputs_of(one, third));
            if !has_rival {
                found.push((one, other));
            }
        }
    }
    merge(groups, found.into_iter());
}

/// Kinds that columns of one meaning may be taken for.
fn sort(kind: Kind) -> u8 {
    match kind {
        Kind::Date(_) => 0,
        Kind::Number | Kind::Year => 1,
        Kind::Phone | Kind::PostalCode | Kind::Code | Kind::Identifier => 2,
        Kind::Email => 3,
        Kind::Place => 4,
        Kind::Ip => 5,
        Kind::GivenName | Kind::ShortText | Kind::LongText | Kind::List(_) | Kind::Category => 6,
        Kind::Constant => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::tests::tables;
    use crate::suggest::suggest;
    use crate::table::{hash, mix};

    #[test]
    fn a_word_means_one_thing() {
        let all: Vec<&str> = MEANINGS.into_iter().flatten().copied().collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }

    #[test]
    fn numbers_for_taxes_are_known() {
        for header in ["VAT number", "USt-IdNr NIF/IVA", "tax id", "Partita IVA"] {
            assert!(are_of_firms(header), "{header}");
        }
        for header in ["IBAN", "serial", "uid", "amount without tax", "country"] {
            assert!(!are_of_firms(header), "{header}");
        }
    }

    #[test]
    fn headers_mean_what_their_words_and_the_ends_of_compounds_mean() {
        let is_one = |one: &str, other: &str| {
            let (one, other) = (Meant::by(one), Meant::by(other));
            one.is_as(&other)
        };
        for (one, other) in [
            ("Kaltmiete", "rent_cold"),
            ("Rechnungsbetrag", "Importe"),
            ("Gewicht kg", "Poids (g)"),
            ("USt-IdNr", "NIF"),
            ("Prénom", "Vorname"),
        ] {
            assert!(is_one(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("Kaltmiete", "Preis"),
            ("billing city", "shipping city"),
            ("order", "seen"),
            ("net price", "gross price"),
            ("last login", "first login"),
        ] {
            assert!(!is_one(one, other), "{one} {other}");
        }
    }

    /// The comparisons of two tables of things with two numbers each.
    fn compared(headers: [&str; 2]) -> Vec<String> {
        let texts = [0, 1].map(|input| {
            let row = |number: u64| {
                let drawn = |salt: u64| mix(hash(&number.to_le_bytes()), salt + 10 * input);
                let name = mix(hash(&number.to_le_bytes()), 9) % 90_000_000;
                format!("{number},SN{name:08},{},{}\n", drawn(1) % 2_000_000, drawn(2) % 3_000_000)
            };
            format!("id,serial,{}\n{}", headers[input as usize], (0..300).map(row).collect::<String>())
        });
        let suggested = suggest(&tables(&[&texts[0], &texts[1]]), None).expect("settings");
        suggested.columns.into_iter().map(|own| own.column).collect()
    }

    #[test]
    fn columns_of_one_meaning_are_one_where_each_table_has_one() {
        let has = |columns: Vec<String>, name: &str| columns.iter().any(|own| own == name);
        // Numbers that say nothing of each other are left out later: three hundred rows of which each has a partner tell.
        let found = compared(["Betrag,Gewicht", "amount,weight"]);
        assert!(!has(found, "Betrag_amount"));
        let groups = |headers: [&str; 2]| {
            let [one, other] = headers.map(|header| format!("id,a,{header}\n1,x,5\n2,y,7\n3,x,8\n4,y,1\n"));
            let table = tables(&[&one, &other]);
            let mut left = Vec::new();
            let named = crate::suggest::align::align(&table, &mut left);
            named.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert!(has(groups(["Betrag", "amount"]), "Betrag_amount"));
        assert!(!has(groups(["Betrag,Summe", "amount"]), "Betrag_amount"));
        assert!(!has(groups(["Betrag", "weight"]), "Betrag_weight"));
        // A number of what is the same in words, whatever these mean.
        assert!(has(groups(["lapNumber", "lap"]), "lapNumber_lap"));
        assert!(!has(groups(["lapNumber", "leg"]), "lapNumber_leg"));
    }
}
