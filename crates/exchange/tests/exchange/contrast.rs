//! Colours of the style sheet against WCAG 2.2 AA: 4.5 to 1 for text.

use std::collections::BTreeMap;

const CSS: &str = include_str!("../../templates/report.css");

/// The colours of each `:root` block: light, dark, print.
fn palettes() -> Vec<BTreeMap<String, [f64; 3]>> {
    let blocks = CSS.split(":root {").skip(1).map(|block| block.split('}').next().unwrap());
    let parsed = blocks.map(|block| {
        let pairs = block.split(';').filter_map(|line| line.split_once(':'));
        pairs.map(|(name, colour)| (name.trim().to_owned(), channels(colour.trim()))).collect()
    });
    parsed.collect()
}

fn channels(colour: &str) -> [f64; 3] {
    let digits = colour.strip_prefix('#').unwrap();
    let wide: String =
        if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
    [0, 2, 4].map(|at| {
        let share = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    })
}

fn contrast(first: [f64; 3], second: [f64; 3]) -> f64 {
    let light = |c: [f64; 3]| 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05;
    let (a, b) = (light(first), light(second));
    a.max(b) / a.min(b)
}

#[test]
fn text_stands_out_from_every_ground_in_light_dark_and_print() {
    let palettes = palettes();
    assert_eq!(palettes.len(), 3);
    for palette in palettes {
        for ground in ["--paper", "--card", "--wash", "--warm"] {
            for text in ["--ink", "--quiet", "--accent"] {
                let ratio = contrast(palette[text], palette[ground]);
                assert!(ratio >= 4.5, "{text} on {ground}: {ratio:.2}");
            }
        }
    }
}

#[test]
fn the_measure_itself_is_right() {
    assert!((contrast(channels("#000"), channels("#ffffff")) - 21.0).abs() < 1e-9);
    assert!((contrast(channels("#777777"), channels("#fff")) - 4.48).abs() < 0.01);
}
