//! Countries with invented towns and streets.

/// A country whose way of writing addresses is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Country {
    /// `Birkenstraße 12, Whg. 4`.
    Germany,
    /// `Birkenstraße 12/4`.
    Austria,
    /// `12 rue des Tilleuls, Appt 4`.
    France,
    /// `Berkenstraat 12-4`.
    Netherlands,
    /// `ul. Brzozowa 12 m. 4`.
    Poland,
    /// `Calle del Olmo 12, 4º B`.
    Spain,
    /// `Koivukatu 12 A 4`.
    Finland,
    /// `Flat 4, 12 Birch Road`.
    Britain,
}

impl Country {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Germany,
        Self::Austria,
        Self::France,
        Self::Netherlands,
        Self::Poland,
        Self::Spain,
        Self::Finland,
        Self::Britain,
    ];

    /// The country's English name, as products write it.
    pub fn english(self) -> &'static str {
        match self {
            Self::Germany => "Germany",
            Self::Austria => "Austria",
            Self::France => "France",
            Self::Netherlands => "Netherlands",
            Self::Poland => "Poland",
            Self::Spain => "Spain",
            Self::Finland => "Finland",
            Self::Britain => "United Kingdom",
        }
    }

    /// The country's German name.
    pub fn german(self) -> &'static str {
        match self {
            Self::Germany => "Deutschland",
            Self::Austria => "Österreich",
            Self::France => "Frankreich",
            Self::Netherlands => "Niederlande",
            Self::Poland => "Polen",
            Self::Spain => "Spanien",
            Self::Finland => "Finnland",
            Self::Britain => "Vereinigtes Königreich",
        }
    }

    /// The country's calling code.
    pub fn calling_code(self) -> &'static str {
        match self {
            Self::Germany => "49",
            Self::Austria => "43",
            Self::France => "33",
            Self::Netherlands => "31",
            Self::Poland => "48",
            Self::Spain => "34",
            Self::Finland => "358",
            Self::Britain => "44",
        }
    }

    /// Eight invented towns, each with a postcode of the country's shape.
    pub fn towns(self) -> &'static [(&'static str, &'static str); 8] {
        match self {
            Self::Germany => &[
                ("Ahrenfurt", "99412"),
                ("Neu Birkau", "17391"),
                ("Mühlwerda", "06793"),
                ("Sonnstedt", "31874"),
                ("Falkenried", "84917"),
                ("Königshorst", "15846"),
                ("Grünbach am See", "73915"),
                ("Weidenau-Ost", "57283"),
            ],
            Self::Austria => &[
                ("Oberlindach", "4793"),
                ("Sankt Ahorn", "8467"),
                ("Brunnwald", "3519"),
                ("Mitterau", "5297"),
                ("Hochwies", "6394"),
                ("Steinfurth", "2871"),
                ("Felsenkirch", "6837"),
                ("Wörtherried", "9173"),
            ],
            Self::France => &[
                ("Valmourier", "21938"),
                ("Saint-Orvin", "49713"),
                ("Clairebois", "63917"),
                ("Montferrac", "46839"),
                ("Belleroche-sur-Aure", "14793"),
                ("Pontelle", "38971"),
                ("Rivesac", "33918"),
                ("Chantelune", "72694"),
            ],
            Self::Netherlands => &[
                ("Oosterveld", "7391 KB"),
                ("Nieuwdijk", "3947 RG"),
                ("Waterhoek", "1738 LT"),
                ("Lindenbroek", "5619 PD"),
                ("Zuidermeer", "8473 HN"),
                ("Berkstede", "6927 VX"),
                ("Hoogwaard", "2394 ZJ"),
                ("Molenrade", "4817 CW"),
            ],
            Self::Poland => &[
                ("Brzozowiec", "07-394"),
                ("Nowa Lipa", "38-917"),
                ("Stary Dwór", "62-749"),
                ("Jasnogóra", "14-387"),
                ("Wierzbin", "87-419"),
                ("Kamienna", "26-593"),
                ("Zielonki Dolne", "43-871"),
                ("Rzekowo", "78-136"),
            ],
            Self::Spain => &[
                ("Valdeolmo", "19478"),
                ("Fuenteclara", "16739"),
                ("Robledillo", "42917"),
                ("Puerto Alameda", "12846"),
                ("Villaserena", "06473"),
                ("Castromonte", "47918"),
                ("Peñarrubia", "29374"),
                ("Aldeanueva", "37819"),
            ],
            Self::Finland => &[
                ("Koivula", "27430"),
                ("Järvikylä", "58970"),
                ("Uusmäki", "13760"),
                ("Haapasalo", "79840"),
                ("Lehtola", "38490"),
                ("Pihlajaniemi", "46810"),
                ("Suvanto", "93170"),
                ("Kuusiranta", "61930"),
            ],
            Self::Britain => &[
                ("Alderford", "NR27 4QZ"),
                ("Birchcombe", "TA19 7XD"),
                ("Oakminster", "GL52 9PW"),
                ("Hollowby", "LN13 6JT"),
                ("Rowanbridge", "DG11 3VB"),
                ("Thornwick", "YO25 8HF"),
                ("Elmsbury", "SY14 5NG"),
                ("Fernleigh", "EX37 2KR"),
            ],
        }
    }

    /// Eight beginnings and eight endings of street names, and whether the second stands first.
    pub fn streets(self) -> (&'static [&'static str; 8], &'static [&'static str; 8]) {
        match self {
            Self::Germany => (
                &["Birken", "Linden", "Ahorn", "Mühlen", "Kirschen", "Falken", "Wiesen", "Sonnen"],
                &["straße", "weg", "allee", "gasse", "ring", "damm", "ufer", "steig"],
            ),
            Self::Austria => (
                &["Lärchen", "Erlen", "Brunnen", "Schloss", "Hasel", "Amsel", "Garten", "Feld"],
                &["straße", "weg", "allee", "gasse", "zeile", "damm", "lände", "steig"],
            ),
            Self::France => (
                &[
                    "des Tilleuls",
                    "du Moulin",
                    "des Érables",
                    "de la Source",
                    "du Vallon",
                    "des Cerisiers",
                    "du Verger",
                    "des Merles",
                ],
                &["rue", "avenue", "boulevard", "place", "chemin", "allée", "quai", "impasse"],
            ),
            Self::Netherlands => (
                &["Berken", "Linden", "Molen", "Kersen", "Valken", "Weide", "Zonne", "Elzen"],
                &["straat", "laan", "weg", "kade", "gracht", "plein", "dijk", "hof"],
            ),
            Self::Poland => (
                &["Brzozowa", "Lipowa", "Klonowa", "Młyńska", "Wiśniowa", "Sokola", "Polna", "Słoneczna"],
                &["", "Stara ", "Nowa ", "Mała ", "Wielka ", "Górna ", "Dolna ", "Boczna "],
            ),
            Self::Spain => (
                &[
                    "del Olmo",
                    "del Molino",
                    "de los Cerezos",
                    "de la Fuente",
                    "del Valle",
                    "de la Huerta",
                    "del Mirlo",
                    "del Tilo",
                ],
                &["Calle", "Avenida", "Paseo", "Plaza", "Camino", "Ronda", "Travesía", "Cuesta"],
            ),
            Self::Finland => (
                &["Koivu", "Lehmus", "Vaahtera", "Mylly", "Kirsikka", "Haukka", "Niitty", "Aurinko"],
                &["katu", "tie", "kuja", "polku", "raitti", "ranta", "mäki", "kaari"],
            ),
            Self::Britain => (
                &["Birch", "Linden", "Maple", "Mill", "Cherry", "Falcon", "Meadow", "Alder"],
                &["Road", "Street", "Lane", "Avenue", "Close", "Drive", "Terrace", "Grove"],
            ),
        }
    }
}
