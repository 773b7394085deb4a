use proptest::prelude::*;

use super::Name;
use super::token::tokens;

fn full(text: &str) -> Name {
    Name::new(None, None, Some(text))
}

fn split(given: &str, family: &str) -> Name {
    Name::new(Some(given), Some(family), None)
}

/// Ten invented names a script, each with a romanisation that a passport, bank or newspaper gives.
const SCRIPTS: &[(&str, &[(&str, &str)])] = &[
    (
        "Russian",
        &[
            ("Сергей Щукин", "Sergei Shchukin"),
            ("Евгений Жаров", "Evgenii Zharov"),
            ("Алексей Фёдоров", "Alexey Fedorov"),
            ("Юлия Хохлова", "Yulia Khokhlova"),
            ("Дмитрий Подъячев", "Dmitrii Podieiachev"),
            ("Мария Соловьёва", "Maria Solovyeva"),
            ("Елена Ярцева", "Yelena Yartseva"),
            ("Александр Чехин", "Aleksandr Tschechin"),
            ("Юрий Эрнст", "Yury Ernst"),
            ("Наталья Цой", "Natalia Tsoy"),
        ],
    ),
    (
        "Ukrainian",
        &[
            ("Сергій Гриценко", "Serhii Hrytsenko"),
            ("Юлія Їжакевич", "Yuliia Yizhakevych"),
            ("Ігор Щербак", "Ihor Shcherbak"),
            ("Євген Згурський", "Yevhen Zghurskyi"),
            ("Ганна Лук'яненко", "Hanna Lukianenko"),
            ("Олексій Ґудзь", "Oleksii Gudz"),
            ("Андрій Йосипенко", "Andrii Yosypenko"),
            ("Наталія Хижняк", "Nataliia Khyzhniak"),
            ("Олена Ющук", "Olena Yushchuk"),
            ("Микола Жук", "Mykola Zhuk"),
        ],
    ),
    (
        "Bulgarian, Serbian, Belarusian",
        &[
            ("Христо Щерев", "Hristo Shterev"),
            ("Ангел Въчев", "Angel Vachev"),
            ("Мария Цонева", "Maria Tsoneva"),
            ("Ђорђе Његован", "Djordje Njegovan"),
            ("Љубица Чавић", "Ljubica Cavic"),
            ("Живко Шумар", "Zivko Sumar"),
            ("Сяргей Яўсеенка", "Siarhei Yauseyenka"),
            ("Юлія Гурко", "Yuliya Hurko"),
            ("Алесь Ждан", "Ales Zhdan"),
            ("Јована Џанић", "Jovana Dzanic"),
        ],
    ),
    (
        "Greek",
        &[
            ("Γιώργος Παπαϊωάννου", "Giorgos Papaioannou"),
            ("Ευγενία Αγγέλου", "Evgenia Angelou"),
            ("Μπάμπης Ντούνης", "Bampis Ntounis"),
            ("Χρήστος Ψαρράς", "Christos Psarras"),
            ("Φίλιππος Αυγέρης", "Filippos Avgeris"),
            ("Ευθύμιος Ξένος", "Efthymios Xenos"),
            ("Μαρία Γκίκα", "Maria Gkika"),
            ("Θεόδωρος Βλάχος", "Theodoros Vlachos"),
            ("Ηλίας Σταύρου", "Ilias Stavrou"),
            ("Ουρανία Μαΐου", "Ourania Maiou"),
        ],
    ),
    (
        "Latin",
        &[
            ("Jürgen Großmann", "Juergen Grossmann"),
            ("Søren Ågård", "Soeren Aagaard"),
            ("Łukasz Żółtek", "Lukasz Zoltek"),
            ("Zoë Núñez", "Zoe Nunez"),
            ("İpek Yıldız", "Ipek Yildiz"),
            ("Đorđe Čavić", "Djordje Cavic"),
            ("Þóra Æsisdóttir", "Thora Aesisdottir"),
            ("Jānis Šķēle", "Janis Skele"),
            ("Ștefan Țurcanu", "Stefan Turcanu"),
            ("Éloïse D’Œuvre", "Eloise d'Oeuvre"),
        ],
    ),
    (
        "Arabic",
        &[
            ("سامي الحداد", "سامي الحداد"),
            ("ليلى منصور", "ليلى منصور"),
            ("كريم زيدان", "كريم زيدان"),
            ("نور الخطيب", "نور الخطيب"),
            ("رامي سالم", "رامي سالم"),
            ("هدى ناصر", "هدى ناصر"),
            ("طارق فهمي", "طارق فهمي"),
            ("دينا شريف", "دينا شريف"),
            ("عمر بدوي", "عمر بدوي"),
            ("سلمى عزام", "سلمى عزام"),
        ],
    ),
    (
        "Hebrew",
        &[
            ("דנה לביא", "דנה לביא"),
            ("יואב שקד", "יואב שקד"),
            ("נועה ברק", "נועה ברק"),
            ("איתן גלעד", "איתן גלעד"),
            ("מאיה רגב", "מאיה רגב"),
            ("עומר שלו", "עומר שלו"),
            ("תמר אלון", "תמר אלון"),
            ("רועי נבו", "רועי נבו"),
            ("שירה כרמי", "שירה כרמי"),
            ("גיל ארז", "גיל ארז"),
        ],
    ),
    (
        "Han",
        &[
            ("王小明", "Wang Xiaoming"),
            ("李文博", "Li Wenbo"),
            ("张丽", "Zhang Li"),
            ("陈思远", "Siyuan Chen"),
            ("刘洋", "Liu Yang"),
            ("赵海", "Zhao Hai"),
            ("周敏", "Min Zhou"),
            ("吴磊", "Wu Lei"),
            ("孙静", "Sun Jing"),
            ("马超", "Ma Chao"),
        ],
    ),
    (
        "Hangul",
        &[
            ("김민준", "김 민준"),
            ("이서연", "이 서연"),
            ("박지호", "박 지호"),
            ("최유나", "최 유나"),
            ("정하윤", "정 하윤"),
            ("강도현", "강 도현"),
            ("조은서", "조 은서"),
            ("윤재원", "윤 재원"),
            ("장수아", "장 수아"),
            ("임태오", "임 태오"),
        ],
    ),
    (
        "Kana",
        &[
            ("サトウ ハナ", "Satou Hana"),
            ("タナカ ケン", "Tanaka Ken"),
            ("すずき あい", "Suzuki Ai"),
            ("ヤマダ リク", "Yamada Riku"),
            ("いとう みお", "Itou Mio"),
            ("ナカムラ ソラ", "Nakamura Sora"),
            ("こばやし ゆい", "Kobayashi Yui"),
            ("カトウ レン", "Katou Ren"),
            ("よしだ まな", "Yoshida Mana"),
            ("モリ タロウ", "Mori Tarou"),
        ],
    ),
];

#[test]
fn ten_names_a_script_equal_their_romanisation_and_no_other() {
    for (script, names) in SCRIPTS {
        assert_eq!(names.len(), 10, "{script}");
        for (index, (written, romanised)) in names.iter().enumerate() {
            let (one, two) = (full(written), full(romanised));
            assert!(one.same_as(&one), "{written}");
            assert!(
                one.same_as(&two) && two.same_as(&one),
                "{script}: {written} {romanised}: {:?}",
                tokens(written)
            );
            assert!(full(&written.to_uppercase()).same_as(&two), "{written} in capitals");
            let turned: Vec<&str> = written.split(' ').rev().collect();
            assert!(full(&turned.join(" ")).same_as(&two), "{written} turned");
            for (_, other) in names.iter().skip(index + 1) {
                assert!(!one.same_as(&full(other)), "{written} is not {other}");
            }
        }
    }
}

#[test]
fn one_cyrillic_name_has_many_romanisations() {
    let name = full("Дмитрий Юрьевский");
    for spelling in
        ["Dmitrii Iurevskii", "Dmitriy Yuryevskiy", "Dmitry Yurevsky", "Dmitrij Jurevskij", "Dmitri Yurevski"]
    {
        assert!(name.same_as(&full(spelling)), "{spelling}: {:?}", tokens("Дмитрий Юрьевский"));
    }
    assert!(!name.same_as(&full("Dimitri Yurevsky")));
    assert!(
        tokens("Дмитрий Александрович Ющенко-Щербицкий").iter().all(|t| (1..=64).contains(&t.forms.len()))
    );
}

#[test]
fn particles_titles_order_and_punctuation_make_no_difference() {
    let name = split("Anna Maria", "von der Heide");
    for spelling in [
        "Anna Maria Heide",
        "HEIDE, Anna-Maria",
        "Dr. Anna Maria von der Heide",
        "von der Heide Anna Maria",
        "Frau Prof. Dr.-Ing. Anna Maria Heide",
        "Heide, Maria Anna",
        "Anna Maria Heide, M.Sc.",
        "Anna Maria Heide, Ph.D.",
        " anna  maria   heide ",
    ] {
        assert!(name.same_as(&full(spelling)), "{spelling}");
    }
    assert!(full("Conor O'Neil").same_as(&full("Conor ONeil")));
    assert!(full("Mueller").same_as(&full("Muller")) && full("Müller").same_as(&full("Mueller")));
    assert!(split("Al", "Reed").same_as(&full("Al Reed")));
}

#[test]
fn parts_written_together_are_one_name() {
    for (one, other) in [
        ("Anne-Marie Roth", "ROTH ANNEMARIE"),
        ("Hans-Jürgen Vogt", "HANSJUERGEN VOGT"),
        ("Ó Briain Aoife", "AOIFE OBRIAIN"),
        ("Jan van der Berg", "Jan Vanderberg"),
        ("Lucia de la Cruz", "LUCIA DELACRUZ"),
        ("Ewan Mc Donald", "Ewan McDonald"),
    ] {
        assert!(full(one).same_as(&full(other)), "{one}, {other}");
        assert!(full(other).same_as(&full(one)), "{other}, {one}");
    }
    assert!(full("Anne-Marie Roth").is_part_of(&full("ANNEMARIE ROTH KELLER")));
    assert!(split("Annemarie", "Roth").shares_token(&full("Anne Marie Keller")));
    for (one, other) in [
        ("Anne Marie Roth", "Annemie Roth"),
        ("Anne Marie Roth", "Marieanne Roth"),
        ("Anne Roth", "Annemarie Roth"),
        ("Li Na", "Lina"),
    ] {
        assert!(!full(one).same_as(&full(other)), "{one}, {other}");
    }
}

#[test]
fn a_token_more_or_other_is_another_name() {
    let name = split("Anna", "Roth");
    for other in [
        "Anna Maria Roth",
        "A. Roth",
        "Roth",
        "Anna",
        "Anna Rot",
        "Anna Bauer",
        "",
        "Dr.",
        "von",
        "Hanna Roth",
        "Anna Anna Roth",
    ] {
        assert!(!name.same_as(&full(other)), "{other}");
        assert!(!full(other).same_as(&name), "{other}");
    }
    assert!(!full("Bauer").same_as(&full("Baur")));
    assert!(!full("").same_as(&full("")) && !full("Dr.").same_as(&full("Dr.")));
    assert!(!split("Al", "Reed").same_as(&split("El", "Reed")));
}

#[test]
fn parts_are_compared_where_they_are_known() {
    let (before, after) = (split("Anna", "Roth"), split("Anna", "Weber"));
    assert!(before.same_given(&after) && !before.same_family(&after));
    assert!(before.shares_token(&after));
    assert!(before.same_given(&full("Weber Anna")) && before.same_family(&full("Anna M. Roth")));
    assert!(full("Weber, Anna").same_given(&before) && !full("Weber, Anna").same_family(&before));
    assert!(
        full("Anna Weber").same_given(&full("Anna Roth"))
            && full("Jo Weber").same_family(&full("Anna Weber"))
    );
    assert!(!full("").same_given(&full("")) && !Name::default().same_family(&Name::default()));
    assert!(!full("Dr. von Roth").shares_token(&full("Dr. von Weber")));
    assert!(split("小明", "王").same_as(&full("王小明")) && split("小明", "王").same_given(&full("王小明")));
    let only_given = Name::new(Some("Anna"), None, None);
    assert!(only_given.same_given(&before) && !only_given.same_family(&before));
}

#[test]
fn initials_and_display_follow_what_is_written() {
    for (name, initials) in [
        (split("Anna", "Roth"), "A. R."),
        (full("Ludwig van Bergen"), "L. B."),
        (full("Dr. Ida B. Ca Du Eo"), "I. B. E."),
        (full("王小明"), "王."),
        (full("сергей щукин"), "С. Щ."),
        (full(""), ""),
        (full("Dr."), "D."),
        (split("Élodie-Ann", "ßen"), "É. A. S."),
        (full("سامي الحداد"), "س. ا."),
    ] {
        assert_eq!(name.initials(), initials, "{name:?}");
    }
    assert_eq!(Name::new(Some(" Anna "), Some("Roth"), Some("x")).display(), "Anna Roth");
    assert_eq!(Name::new(Some("Anna"), Some("  "), Some("Anna R.")).display(), "Anna R.");
    assert!(Name::new(Some(" "), None, Some("")).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// What refuses a piece early refuses none that shares a token.
    #[test]
    fn a_piece_shares_with_tokens_what_it_shares_with_the_name(
        parts in proptest::collection::vec("(van|al|anna|marie|oe?l|aa?b|[aeuo]{1,3}|ü[a-c]|Ян|[a-c]{1,4}|dr)", 1..4),
        from in 0_usize..8,
        length in 1_usize..10,
        other in "[a-eo]{1,5}",
    ) {
        let name = full(&parts.join(" "));
        let joined: Vec<char> = parts.concat().chars().collect();
        let piece: String = joined.iter().skip(from % joined.len()).take(length).collect();
        for text in [piece, other, parts.concat()] {
            prop_assert_eq!(name.taken_apart().shares_token_with(&text), full(&text).shares_token(&name), "{}", text);
        }
    }

    #[test]
    fn any_text_is_survived_and_equality_is_symmetric(one in "\\PC{0,30}", two in "\\PC{0,30}") {
        let (first, second) = (full(&one), full(&two));
        prop_assert_eq!(first.same_as(&second), second.same_as(&first));
        prop_assert_eq!(first.shares_token(&second), second.shares_token(&first));
        prop_assert_eq!(first.same_given(&second), second.same_given(&first));
        prop_assert_eq!(first.same_family(&second), second.same_family(&first));
        prop_assert!(first.same_as(&first) || tokens(&one).iter().all(|token| token.is_optional) || one.contains(','));
        prop_assert!(first.initials().chars().filter(|c| *c == '.').count() <= 3);
    }

    #[test]
    fn case_order_and_space_make_no_difference(words in prop::collection::vec("[a-zäöüßéłčя]{2,9}", 1..5)) {
        let turned: Vec<String> = words.iter().rev().map(|word| word.to_uppercase()).collect();
        let (first, second) = (full(&words.join(" ")), full(&turned.join("  ")));
        prop_assert_eq!(first.same_as(&first), first.same_as(&second));
        prop_assert_eq!(first.same_as(&first), second.same_as(&first));
    }

    #[test]
    fn renaming_all_tokens_one_to_one_keeps_equality(
        one in prop::collection::vec(0_usize..6, 1..5),
        two in prop::collection::vec(0_usize..6, 1..5),
    ) {
        // Two vocabularies of invented tokens, none a particle, title or spelling of another.
        let plain = ["mira", "tobin", "kesk", "varo", "lundi", "orsk"];
        let other = ["Žofka", "Щерб", "Αγνή", "Quirl", "Nübb", "Fjǫrn"];
        let name = |words: &[&str; 6], picks: &[usize]| full(&picks.iter().map(|i| words[*i]).collect::<Vec<_>>().join(" "));
        let (a, b) = (name(&plain, &one), name(&plain, &two));
        let (c, d) = (name(&other, &one), name(&other, &two));
        prop_assert_eq!(a.same_as(&b), c.same_as(&d));
        prop_assert_eq!(a.shares_token(&b), c.shares_token(&d));
        prop_assert_eq!(a.same_given(&b), c.same_given(&d));
        prop_assert_eq!(a.same_family(&b), c.same_family(&d));
    }
}
