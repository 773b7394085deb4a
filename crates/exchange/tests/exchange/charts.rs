//! The waterfall as text and as SVG.

use bonafide_exchange::charts::{Style, Waterfall, svg, text};
use bonafide_exchange::document::ScanDocument;
use proptest::prelude::*;

use super::{THREE, markup, one, three, with_texts};

fn first(document: &ScanDocument) -> Waterfall {
    Waterfall::of(document, &document.cases[0])
}

#[test]
fn the_terminal_shows_prior_claims_items_total_and_what_would_settle_it() {
    insta::assert_snapshot!("waterfall_100", text(&first(&one()), Style::default()));
}

#[test]
fn without_unicode_nothing_but_ascii_is_written() {
    let document = three();
    for case in &document.cases {
        let plain = text(&Waterfall::of(&document, case), Style { width: 72, ascii: true });
        assert!(plain.is_ascii(), "{plain}");
    }
    insta::assert_snapshot!("waterfall_72_ascii", text(&first(&one()), Style { width: 72, ascii: true }));
}

#[test]
fn the_drawing_is_stable() {
    insta::assert_snapshot!("waterfall_svg", svg(&first(&one()), "w"));
}

#[test]
fn sizes_0_1_and_200() {
    for size in [0_usize, 1, 200] {
        let mut waterfall = first(&one());
        let step = waterfall.steps[0].clone();
        waterfall.steps = vec![step.clone(); size];
        let drawing = svg(&waterfall, "w");
        assert_eq!(
            markup::tags(&drawing).iter().filter(|tag| tag.name == "rect").count(),
            match size {
                200 => 15,
                few => few + 2,
            }
        );
        assert_eq!(drawing.contains("188 more claims"), size == 200);
        let lines = text(&waterfall, Style::default());
        assert_eq!(lines.matches("1.1 link-phone").count(), size.min(12));
        assert_eq!(lines.contains("188 claims"), size == 200);

        waterfall.steps = vec![step];
        let item = waterfall.steps[0].items[0].clone();
        waterfall.steps[0].items = vec![item; size];
        let crowded = svg(&waterfall, "w");
        assert_eq!(crowded.contains("and 199 more"), size == 200);
        let crowded_lines = text(&waterfall, Style::default());
        assert_eq!(crowded_lines.matches("1.1 link-phone").count(), size.min(12));
        assert_eq!(crowded_lines.contains("and 188 more like it"), size == 200);
    }
}

#[test]
fn claims_that_add_nothing_are_counted_and_not_drawn() {
    let mut waterfall = first(&one());
    for step in &mut waterfall.steps {
        step.part_milli = 0;
    }
    waterfall.total_milli = waterfall.prior_milli;
    let drawing = svg(&waterfall, "w");
    assert_eq!(bars(&drawing).len(), 2);
    assert!(drawing.contains("4 claims add nothing: see the table"), "{drawing}");
}

#[test]
fn one_value_is_counted_in_the_singular_and_a_thing_stands_for_who_used_it() {
    let mut document = one();
    document.run.searched.kinds[0].values = 1;
    document.cases[0].claims[0].claim.of[1] = document.things[0].id.clone();
    let lines = text(&first(&document), Style { width: 200, ascii: false });
    assert!(lines.contains(" 1 phone, "), "{lines}");
    assert!(lines.contains(" and who used "), "{lines}");
}

#[test]
fn hostile_texts_stay_texts() {
    let benign = three();
    let hostile = with_texts(THREE, &|text| format!("{text}\u{1b}[2J</text><script>\"'&\u{202e}"));
    for (known, case) in benign.cases.iter().zip(&hostile.cases) {
        let names = |drawing: &str| -> Vec<String> {
            markup::tags(drawing).into_iter().map(|tag| tag.name).collect()
        };
        let expected = names(&svg(&Waterfall::of(&benign, known), "w"));
        assert_eq!(names(&svg(&Waterfall::of(&hostile, case), "w\"><script>")), expected);
        let terminal = text(&Waterfall::of(&hostile, case), Style::default());
        assert!(!terminal.contains(['\u{1b}', '\u{202e}']), "{terminal:?}");
    }
}

/// Bars of the drawing as (x, width), in order.
fn bars(drawing: &str) -> Vec<(f64, f64)> {
    let rects = markup::tags(drawing).into_iter().filter(|tag| tag.name == "rect");
    let number = |tag: &markup::Tag, name: &str| tag.attribute(name).unwrap().parse::<f64>().unwrap();
    rects.map(|tag| (number(&tag, "x"), number(&tag, "width"))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bars_stay_inside_and_begin_where_the_last_ended(
        prior in -20_000_i64..0,
        parts in proptest::collection::vec(1_i64..10_000, 0..12),
    ) {
        let mut waterfall = first(&one());
        let step = waterfall.steps[0].clone();
        waterfall.prior_milli = prior;
        waterfall.total_milli = prior + parts.iter().sum::<i64>();
        waterfall.steps = parts.iter().map(|part| {
            let mut own = step.clone();
            own.part_milli = *part;
            own
        }).collect();
        let bars = bars(&svg(&waterfall, "w"));
        for (x, width) in &bars {
            prop_assert!(*x >= 0.0 && x + width <= 360.0, "{x} {width}");
        }
        for pair in bars[1..=parts.len()].windows(2) {
            // A bar of nothing is drawn as a tick of 0.6.
            prop_assert!((pair[0].0 + pair[0].1 - pair[1].0).abs() <= 0.75, "{pair:?}");
        }
        let (widest, narrow) = (bars[0].1, bars[bars.len() - 1].1);
        if waterfall.total_milli.unsigned_abs() > prior.unsigned_abs() {
            prop_assert!(narrow >= widest);
        }
    }

    #[test]
    fn lines_fit_any_width_and_figures_are_whole(
        width in 0_usize..260,
        ascii in any::<bool>(),
        prior in any::<i64>(),
        part in any::<i64>(),
    ) {
        let mut waterfall = first(&one());
        waterfall.prior_milli = prior;
        waterfall.steps[0].part_milli = part;
        let lines = text(&waterfall, Style { width, ascii });
        let held = width.clamp(40, 200);
        for line in lines.lines() {
            // A figure of more than nine columns, or one word longer than the line, is never cut.
            let longest = line.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            prop_assert!(line.chars().count() <= held + longest, "{line:?}");
        }
        let sign = if ascii { "-" } else { "\u{2212}" };
        let expected = bonafide_exchange::figures::signed_bits(prior).replace('\u{2212}', sign);
        prop_assert!(lines.contains(&expected));
        prop_assert!(!svg(&waterfall, "w").is_empty());
    }
}
