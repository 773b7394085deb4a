//! Local parts that name a task and nobody: two who have a mailbox of one such word have nothing in common.

/// RFC 2142, what people call the box of a site of their own, and what they and those who send them call a box for
/// applications. Beside a name they add nothing to it. Sorted.
#[rustfmt::skip]
const TASKS: &[&str] = &[
    "abuse", "admin", "administrator", "anfrage", "applicant", "applicants", "application", "applications", "apply",
    "bewerber", "bewerberin", "bewerbung", "bewerbungen", "billing", "biuro", "bonjour", "booking", "buero",
    "business", "büro", "candidat", "candidata", "candidate", "candidates", "candidato", "candidatura", "candidature",
    "career", "careers", "client", "contact", "contacto", "contato", "contatti", "correo", "courrier", "curriculum",
    "curriculumvitae", "developer", "devops", "email", "emails", "empleo", "engineer", "enquiries", "famiglia",
    "familia", "familie", "famille", "family", "finance", "freelance", "freelancer", "guest", "hallo", "hello",
    "hellothere", "helpdesk", "hiring", "hostmaster", "inbox", "inquiries", "inquiry", "invoice", "invoices",
    "jobapplication", "jobsearch", "kandidat", "kontakt", "lavoro", "lebenslauf", "mailbox", "mailme", "mailto",
    "marketing", "marketplace", "myemail", "mymail", "newsletter", "office", "online", "orders", "owner", "people",
    "personal", "portfolio", "postbox", "postfach", "postmaster", "praca", "press", "privat", "private", "profile",
    "project", "projects", "recruiting", "recruitment", "recrutement", "rekrutacja", "resume", "sales", "security",
    "service", "services", "software", "student", "students", "studio", "support", "talent", "talents", "trabajo",
    "webdev", "webdeveloper", "webmaster", "website", "worker", "works",
];

/// Departments, desks and trades, as firms of Europe call their boxes. Beside a name they make a firm's. Sorted.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "accountancy", "accounting", "accounts", "administracion", "administracja", "administrateur", "administratie",
    "administration", "administração", "alumni", "amministrazione", "anfragen", "ansogning", "ansokan", "ansökan",
    "ansøgning", "applying", "asiakaspalvelu", "assistant", "assistenz", "ausbildung", "backend", "backoffice",
    "beratung", "bestellung", "bestellungen", "bewerbungs", "bookings", "bookkeeping", "buchhaltung", "callcenter",
    "cancelleria", "candidacy", "cariera", "carreira", "carrera", "carriera", "carriere", "carrière", "clientes",
    "clienti", "coder", "coding", "comercial", "commercial", "commerciale", "company", "compras", "compta",
    "comptabilite", "comptabilité", "comunicacion", "comunicación", "consultant", "consultants", "consulting",
    "contabil", "contabilidad", "contabilidade", "contabilita", "contabilità", "contable", "contactme", "contacts",
    "contactus", "customer", "customercare", "customers", "customerservice", "customersupport", "cvmail", "design",
    "designer", "developers", "development", "digital", "direccion", "dirección", "directie", "direction", "director",
    "direktion", "direzione", "dyrekcja", "ekonomi", "empfang", "emploi", "emplois", "employment", "engineering",
    "enquiry", "envios", "facturacion", "facturación", "facturas", "faktura", "fakturace", "faktury", "fattura",
    "fatture", "firma", "firmenpost", "formation", "frontend", "fullstack", "general", "geral", "gerencia",
    "geschaeftsfuehrung", "geschaeftsleitung", "geschäftsführung", "geschäftsleitung", "gestion", "gestión",
    "getintouch", "hakemus", "hireme", "hrteam", "humanresources", "immobilien", "informacion", "información",
    "informacja", "informacje", "informatica", "informatie", "informatik", "information", "informatique", "inkoop",
    "innkjop", "internet", "iroda", "jobhunt", "jobhunting", "jobmail", "jobseeker", "kadry", "kancelar",
    "kancelaria", "kancelář", "kantoor", "kanzlei", "kariera", "kariéra", "karriere", "karriär", "kasse",
    "klantenservice", "klienci", "klient", "klientenservice", "kommunikation", "konsult", "kontakta",
    "kontaktformular", "kontakty", "kontor", "koulutus", "kunden", "kundendienst", "kundenservice", "kundeservice",
    "kundservice", "kundtjanst", "kundtjänst", "ledelse", "leitung", "logistics", "logistik", "logistique",
    "lohnbuchhaltung", "mainmail", "management", "manager", "mobile", "myresume", "noreply", "notifications",
    "obchod", "obsluga", "officemail", "official", "oficina", "order", "ordini", "ordrer", "palyazat", "payments",
    "payroll", "personalabteilung", "personale", "personalwesen", "personeel", "personnel", "phone", "poczta",
    "podpora", "postkasse", "postkontor", "praktikum", "praxis", "prenotazioni", "presse", "prodej", "prodeja",
    "professional", "professor", "profil", "programmer", "programming", "purchasing", "pályázat", "racunovodstvo",
    "računovodstvo", "reachme", "recepcion", "recepción", "recepcja", "receptie", "reception", "recepção", "rechnung",
    "rechnungen", "rechnungswesen", "recruit", "recruiter", "recruiters", "registration", "rekruttering",
    "rekrytering", "rekrytointi", "remote", "remotejobs", "remotework", "reservas", "reservation", "reservations",
    "reservierung", "responsable", "ressources", "resumemail", "rezeption", "rezervace", "rezerwacje", "salesteam",
    "school", "schule", "secretaria", "secretariaat", "secretariat", "secretariate", "secretary", "secretaría",
    "segreteria", "sekretariat", "sekretariatet", "sekretær", "selezione", "servicio", "servicios", "servis",
    "servizi", "servizio", "shipping", "softwaredev", "softwaredeveloper", "softwareengineer", "soknad", "solicitud",
    "sollicitatie", "sollicitaties", "sprzedaz", "sprzedaż", "stage", "stages", "stellen", "studium", "suporte",
    "supporto", "szerviz", "søknad", "tajnistvo", "tajništvo", "taloushallinto", "technical", "technik", "technique",
    "telefon", "tienda", "toimisto", "trainee", "training", "transport", "tyopaikka", "työpaikka", "ufficio",
    "ugyfelszolgalat", "university", "urzad", "vacature", "vacatures", "varaukset", "vendas", "vendite", "ventas",
    "vente", "verkauf", "verkoop", "vertrieb", "verwaltung", "warehouse", "webdesign", "webdesigner", "webmail",
    "webshop", "welcome", "wholesale", "workmail", "workwithme", "writeme", "yhteys", "zakaznik", "zakupy",
    "zamestnani", "zamówienia", "zapytanie", "zivotopis", "állás", "ügyfélszolgálat", "životopis",
];

/// Shorter words, and words that say something alone but not beside a task. Sorted.
#[rustfmt::skip]
const BESIDE_TASKS: &[&str] = &[
    "arbeit", "biz", "büro", "corp", "cv", "data", "desk", "dev", "help", "hire", "home", "hr", "human", "info", "it",
    "job", "jobs", "mail", "main", "me", "mobil", "my", "new", "news", "our", "post", "pr", "rh", "rrhh", "sale",
    "shop", "spam", "staff", "team", "tech", "the", "tour", "us", "vd", "web", "work",
];

/// Whether a word names a task, which says no more than a name beside it.
pub(super) fn is_task(word: &str) -> bool {
    TASKS.binary_search(&word).is_ok()
}

/// Whether a local part is made of such words alone: parted by dots, hyphens and underscores, two of them written as one,
/// digits behind any.
pub(super) fn names_a_task(local: &str) -> bool {
    let words: Vec<&str> =
        local.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    // A word may also be parted by dots that say nothing: `of.fice`.
    let whole = words.concat();
    is_one_or_two(&whole) || !words.is_empty() && words.iter().all(|word| is_one_or_two(word))
}

/// Whether a word is one of them, or two written as one.
fn is_one_or_two(word: &str) -> bool {
    let is_known = |part: &str| {
        is_task(part) || [OFFICES, BESIDE_TASKS].iter().any(|list| list.binary_search(&part).is_ok())
    };
    let is_two = || {
        word.char_indices().skip(1).any(|(at, _)| {
            word.split_at_checked(at).is_some_and(|(first, second)| is_known(first) && is_known(second))
        })
    };
    is_known(word) || is_two()
}

#[cfg(test)]
mod tests {
    use super::{BESIDE_TASKS, OFFICES, TASKS, names_a_task};

    #[test]
    fn the_lists_are_sorted_and_lower_case() {
        for list in [TASKS, OFFICES, BESIDE_TASKS] {
            assert!(list.is_sorted_by(|one, next| one < next));
            assert!(list.iter().all(|word| word.to_lowercase() == **word));
        }
    }

    #[test]
    fn a_task_is_a_task_in_one_word_and_in_several() {
        for local in [
            "office",
            "buchhaltung",
            "ufficio",
            "info.office2",
            "career.mail",
            "human.resources",
            "infomail",
            "hire-me",
            "jobs_2026_applications",
            "of.fice",
            "kundenservice",
            "officemail",
            "secretariat.office",
        ] {
            assert!(names_a_task(local), "{local}");
        }
        for local in ["nightkestrel", "night.office", "renning.mail", "kestrelmail", "anna", ""] {
            assert!(!names_a_task(local), "{local}");
        }
    }
}
