//! The report of a linkage: it holds, whatever the figures and the texts of the tables are.

use std::collections::BTreeSet;

use bonafide_exchange::link::{
    Basis, Bin, Calibration, Class, Cluster, ClusterEdge, Compared, Comparison, Example, Level, LinkFigures,
    Operating, Row, Rule, Totals, Unlinkable, Values, WeightBar, Why, render,
};
use proptest::prelude::*;

use super::markup;

/// Figures of some size, every text of the tables being made of `text`.
fn figures(size: usize, text: &str) -> LinkFigures {
    let named = |number: usize| format!("{text} {number}");
    let some = || 0..size;
    let row = |number: usize| Row { input: named(number), id: named(number) };
    let values =
        |number: usize| Values { column: named(number), left: named(number), right: named(number + 1) };
    let operating = |threshold_milli: i32| Operating {
        threshold_milli,
        pairs: 100,
        precision: 0.9,
        recall: 0.8,
        f1: 0.847,
    };
    let steps = i32::try_from(size).unwrap();
    let bin = |number: usize| Bin {
        from: number as f64 / size as f64,
        to: (number + 1) as f64 / size as f64,
        pairs: number as u64,
        predicted: number as f64 / size as f64,
        matches: number as u64 / 2,
    };
    LinkFigures {
        version: "0.1.0".to_owned(),
        totals: Totals {
            inputs: some().map(|number| (named(number), 1_000, 500)).collect(),
            between_inputs: size.is_multiple_of(2),
            rows: 1_000 * size as u64,
            possible: 10_000_000,
            compared: 40_000 * size as u64,
            kept: 1_000,
            at_least_milli: -3_170,
            threshold_milli: 0,
            likely: 800,
            apart: 3,
            unsure: 90,
            expected: 700.0,
            lost: Some(0.2),
            clusters: 300,
            joined: 650,
            largest: 40,
        },
        rules: some()
            .map(|number| Rule {
                rule: named(number),
                pairs: 40_000,
                new_pairs: 40_000 / (number as u64 + 1),
                blocks: 10,
                largest: 200,
                largest_key: named(number),
            })
            .collect(),
        odd: some().map(named).collect(),
        duplicates: some().map(named).collect(),
        comparisons: some()
            .map(|number| Comparison {
                name: named(number),
                filled: number as f64,
                empty_pairs: 1,
                levels: some()
                    .map(|level| Level {
                        label: named(level),
                        m: 0.5,
                        u: 1e-7,
                        weight_milli: 9_000 - 3_000 * i32::try_from(level).unwrap(),
                        pairs: 10,
                        basis: [Basis::Exact, Basis::Enumerated, Basis::Few][level % 3],
                        agreeing: 4,
                        of: 1_000,
                    })
                    .collect(),
            })
            .collect(),
        classes: some().map(|number| Class { name: named(number), share: 1e-5, pairs: 900 }).collect(),
        bar_milli: 1_000,
        histogram: (0..steps)
            .map(|bar| WeightBar { from_milli: bar * 1_000 - 5_000, pairs: 1 << (bar % 40), expected: 0.7 })
            .collect(),
        thresholds: (0..steps).map(|point| operating(point * 500 - 4_000)).collect(),
        told: vec![operating(0), operating(4_248)],
        own: operating(0),
        best: Some(operating(2_500)),
        certainty: some().map(bin).collect(),
        calibration: None,
        unlinkable: Unlinkable {
            rows: 1_000,
            below: 30,
            points: (0..steps).map(|point| (point * 500 - 3_000, 10)).collect(),
            causes: some().map(|number| (vec![named(number); 3], 5, -100)).collect(),
            other: 4,
        },
        sizes: (1..=u32::try_from(size).unwrap()).map(|step| (step * 3, 5)).collect(),
        of_three: 9,
        hanging: 2,
        held_by_row: 3,
        clusters: some()
            .map(|number| Cluster {
                why: [Why::Largest, Why::WeaklyHeld, Why::HeldByRow][number % 3],
                held_by: (number % 3 == 2).then(|| (row(number), 2)),
                size: 200,
                edges: 90,
                links: 80,
                density: 0.4,
                mean_milli: 5_000,
                weakest_bridge_milli: Some(300),
                columns: some().take(6).map(named).collect(),
                members: some().map(|at| (row(at), some().take(6).map(named).collect(), 3)).collect(),
                shown: some()
                    .map(|at| ClusterEdge {
                        left: at / 2,
                        right: at,
                        weight_milli: (at != 2).then(|| 400 * i32::try_from(at).unwrap()),
                        is_judged: at == 2,
                        is_link: at % 3 > 0,
                        is_bridge: at % 5 == 1,
                    })
                    .filter(|edge| edge.left != edge.right)
                    .collect(),
            })
            .collect(),
        asked: Vec::new(),
        examples: some()
            .map(|number| Example {
                left: row(number),
                right: row(number + 1),
                weight_milli: 1_500,
                probability: 0.74,
                pairs: 12,
                together: number % 2 == 0,
                is_uncompared: number % 3 == 0,
                judged: [None, Some(true), Some(false)][number % 3],
                compared: some()
                    .map(|at| Compared {
                        name: named(at),
                        outcome: named(at),
                        part_milli: 100,
                        values: (0..at % 3).map(values).collect(),
                    })
                    .collect(),
                others: some().take(6).map(values).collect(),
                more_others: 2,
                bars: some()
                    .map(|at| (named(at), if at == 0 { String::new() } else { named(at) }, 500))
                    .collect(),
            })
            .collect(),
    }
}

/// Names of the tags in order.
fn shape(page: &str) -> Vec<String> {
    markup::tags(page).into_iter().map(|tag| tag.name).collect()
}

#[test]
fn whatever_the_tables_hold_the_page_keeps_its_shape() {
    let hostile = "\"'><script>alert('1')</script><!-- &lt; {{ x }} \u{202e}\u{2067}مريم\u{1b}[2J\u{0}";
    for size in [1, 2, 7] {
        let page = render(&figures(size, hostile)).unwrap();
        assert_eq!(shape(&page), shape(&render(&figures(size, "harmless")).unwrap()));
        assert_eq!(page.find(['\u{202e}', '\u{2067}', '\u{1b}', '\u{0}']), None, "a character that steers");
        assert!(page.contains("مريم"), "letters of other scripts stay");
        assert!(!page.contains("<script"));
    }
}

#[test]
fn nothing_on_the_page_loads_or_runs() {
    let page = render(&figures(6, "https://example.org/x.js")).unwrap();
    for tag in markup::tags(&page) {
        let loads = ["script", "link", "iframe", "img", "object", "embed", "form", "base", "image", "use"];
        assert!(!loads.contains(&tag.name.as_str()), "{tag:?}");
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "src" && name != "style", "{tag:?}");
            assert!(name != "href" || value.starts_with('#'), "{tag:?}");
            assert!(!value.contains("url(") || value.starts_with("url(#"), "{tag:?}");
        }
    }
    assert!(page.contains("default-src 'none'") && !page.contains("@import") && !page.contains("@font-face"));
}

#[test]
fn every_drawing_is_described_and_every_anchor_leads_somewhere() {
    for size in [0, 1, 5] {
        let page = render(&figures(size, "x")).unwrap();
        let tags = markup::tags(&page);
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        assert_eq!(count("table"), count("caption"));
        assert_eq!((count("h1"), count("main")), (1, 1));
        assert_eq!(count("svg"), count("desc"));
        assert_eq!(count("svg"), count("figure"));
        assert!(tags.iter().filter(|tag| tag.name == "th").all(|tag| tag.attribute("scope").is_some()));
        let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "an id stands twice");
        for tag in &tags {
            for name in ["href", "aria-labelledby"] {
                for target in tag.attribute(name).into_iter().flat_map(|value| value.split(' ')) {
                    assert!(unique.contains(target.trim_start_matches('#')), "{target} leads nowhere");
                }
            }
        }
    }
}

#[test]
fn the_headline_says_what_came_out() {
    let mut own = figures(3, "x");
    assert!(render(&own).unwrap().contains("<h1>3,000 rows stand for 2,650 entities</h1>"));
    own.totals.between_inputs = true;
    assert!(render(&own).unwrap().contains("<h1>650 of 3,000 rows have a match in another table</h1>"));
    own.totals.joined = 0;
    assert!(render(&own).unwrap().contains("<h1>No two of 3,000 rows belong together</h1>"));
    own.totals.compared = 0;
    assert!(render(&own).unwrap().contains("<h1>No pair was compared</h1>"));
}

#[test]
fn what_needs_a_look_is_named_and_what_does_not_is_not() {
    let said = |own: &LinkFigures, words: &str| render(own).unwrap().contains(words);
    let mut own = figures(3, "x");
    for words in [
        "90 pairs are between p 0.1 and 0.9",
        "3 pairs reach the threshold but stand in different clusters",
        "2 clusters of three and more rows hang on one single pair",
        "The largest cluster has 40 rows",
        "30 rows cannot be linked to anything",
        "About 175 matches may stand in pairs that were never compared",
        "Nothing to compare in x 0",
        "No label has checked the probabilities",
    ] {
        assert!(said(&own, words), "{words}");
    }
    own.calibration = Some(Calibration {
        labels: "labels.csv".to_owned(),
        bins: vec![Bin { from: 0.8, to: 0.9, pairs: 50, predicted: 0.85, matches: 30 }],
        error: Some(0.25),
        refused: "fewer than 50 labels".to_owned(),
    });
    own.totals.unsure = 0;
    (own.hanging, own.held_by_row) = (0, 0);
    assert!(said(&own, "Probabilities are off by 0.25 on average"));
    assert!(said(&own, "fewer than 50 labels"));
    for words in ["between p 0.1 and 0.9</a>", "hang on one single pair", "No label has checked"] {
        assert!(!said(&own, words), "{words}");
    }
}

#[test]
fn a_page_is_bounded_whatever_it_is_given() {
    let page = render(&figures(400, "some forty characters of text in each cell")).unwrap();
    markup::tags(&page);
    assert!(page.len() < 4_000_000, "{} bytes", page.len());
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    assert_eq!(render(&figures(5, "x")).unwrap(), render(&figures(5, "x")).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_figure_breaks_a_drawing(
        weights in prop::collection::vec(any::<i32>(), 1..6),
        shares in prop::collection::vec(any::<f64>(), 6),
        count in any::<u64>(),
    ) {
        let mut own = figures(3, "x");
        own.totals.threshold_milli = weights[0];
        own.totals.compared = count.max(1);
        own.totals.expected = shares[0];
        own.totals.lost = Some(shares[1]);
        own.bar_milli = weights[0].saturating_abs().max(1);
        own.rules[0].pairs = count;
        own.rules[0].largest = count;
        for (place, weight) in weights.iter().enumerate() {
            let at = place % 3;
            own.thresholds[at] = Operating {
                threshold_milli: *weight, pairs: count, precision: shares[2], recall: shares[3], f1: shares[4],
            };
            own.histogram[at] = WeightBar { from_milli: *weight, pairs: count, expected: count as f64 };
            own.comparisons[at].levels[0].weight_milli = *weight;
            own.comparisons[at].levels[0].m = shares[5];
            own.examples[at].bars[0].2 = *weight;
            own.examples[at].weight_milli = *weight;
            own.clusters[at].shown = vec![ClusterEdge {
                left: place, right: place + 7, weight_milli: Some(*weight), is_link: true, is_bridge: true, is_judged: false,
            }];
            own.unlinkable.points[at] = (*weight, count);
            own.sizes[at] = (u32::try_from(count % 0xffff_ffff).unwrap(), count);
        }
        let page = render(&own).unwrap();
        for tag in markup::tags(&page) {
            for (name, value) in &tag.attributes {
                let is_length = ["x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy", "r"];
                if is_length.contains(&name.as_str()) && tag.name != "pattern" {
                    let length: f64 = value.parse().unwrap();
                    prop_assert!((-60.0..=12_000.0).contains(&length), "{tag:?}");
                }
            }
        }
    }
}
