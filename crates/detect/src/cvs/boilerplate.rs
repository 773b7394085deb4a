//! Sentences that stand on CVs by the thousand and are nobody's own: the consent to process personal
//! data that some countries' employers ask for. They would join strangers of one labour market.

/// Beginnings of words for personal data, folded to small letters.
const DATA: &[&str] = &[
    "personal data",
    "personal information",
    "danych osobowych",
    "dane osobowe",
    "dati personali",
    "datos personales",
    "datos de carácter personal",
    "dados pessoais",
    "données personnelles",
    "données à caractère personnel",
    "personenbezogene",
    "persönlichen daten",
    "persoonsgegevens",
    "personuppgifter",
    "personopplysninger",
    "personoplysninger",
    "henkilötieto",
    "isikuandme",
    "asmens duomen",
    "osobních údajů",
    "osobných údajov",
    "osobnih podataka",
    "osebnih podatkov",
    "személyes adat",
    "date cu caracter personal",
    "datelor cu caracter personal",
    "лични данни",
    "персональн",
    "προσωπικών δεδομένων",
    "kişisel veri",
];

/// Beginnings of words for consent, and the laws that are named beside it.
const CONSENT: &[&str] = &[
    "consent",
    "agree",
    "authori",
    "permission",
    "hereby",
    "zgod",
    "autorizz",
    "acconsent",
    "autoriz",
    "autorise",
    "einwillig",
    "einverstanden",
    "toestemming",
    "samtyck",
    "samtykk",
    "suostumu",
    "nõus",
    "sutink",
    "souhlas",
    "súhlas",
    "suglas",
    "soglas",
    "hozzájárul",
    "consimt",
    "consimț",
    "съгласи",
    "соглас",
    "συγκατ",
    "onay",
    "rıza",
    "gdpr",
    "rgpd",
    "rodo",
    "dsgvo",
    "2016/679",
    "196/2003",
];

/// Whether a paragraph consents to the processing of personal data.
pub(super) fn is_consent(text: &str) -> bool {
    let lower = text.to_lowercase();
    let spaced = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    let holds = |list: &[&str]| list.iter().any(|word| spaced.contains(word));
    holds(DATA) && holds(CONSENT)
}

#[cfg(test)]
mod tests {
    use super::is_consent;

    #[test]
    fn consents_are_told_in_the_languages_in_which_cvs_hold_them() {
        for text in [
            "Wyrażam zgodę na przetwarzanie moich danych osobowych dla potrzeb niezbędnych do realizacji procesu",
            "I hereby give consent for my personal data included in my application to be processed",
            "Autorizzo il trattamento dei miei dati personali ai sensi del D.Lgs. 196/2003",
            "Ich willige ein, dass meine personenbezogenen Daten gespeichert werden (Einwilligung nach DSGVO)",
            "Souhlasím se zpracováním osobních údajů",
            "Sunt de acord cu prelucrarea datelor cu caracter personal (GDPR)",
        ] {
            assert!(is_consent(text), "{text}");
        }
        for text in [
            "Moved the ticket shop of a ferry line from one large database to six small ones",
            "Agreed the data contract with two printing houses",
            "Masked personal data in the test databases of an insurer",
        ] {
            assert!(!is_consent(text), "{text}");
        }
    }
}
