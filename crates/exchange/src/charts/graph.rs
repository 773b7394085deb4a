//! Rows of a cluster on a circle, and the pairs between them.

use std::f64::consts::TAU;

use super::drawing::{Drawing, WIDTH};
use crate::figures::tenth_bits;

const MIDDLE: (i64, i64) = (WIDTH / 2, 1_420);
const RADIUS: i64 = 1_180;
const HEIGHT: i64 = 3_120;

/// Dashes and dots.
const JUDGED: &str = " stroke-dasharray=\"9 3 2 3\"";

/// One pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Edge {
    /// Place of one row.
    pub left: usize,
    /// Place of the other.
    pub right: usize,
    /// Its weight in milli-bits.
    pub weight_milli: i32,
    /// Whether it reaches the threshold.
    pub is_link: bool,
    /// Whether the cluster falls apart without it.
    pub is_bridge: bool,
    /// Whether somebody judged both to be the same.
    pub is_judged: bool,
}

/// The picture of a cluster as one SVG element: rows by number, the heavier a pair the thicker its line.
/// Lines below the threshold are dotted; bridges are dashed and bear their weight in bits; judged pairs have dashes
/// and dots. Rows that hold together without bridges stand side by side.
pub fn graph(rows: usize, edges: &[Edge], title: &str, description: &str, prefix: &str) -> String {
    let places = places(rows, edges);
    let most = edges.iter().map(|edge| edge.weight_milli).max().unwrap_or(0).max(1);
    let mut drawing = Drawing::new(prefix);
    let mut weights = Vec::new();
    for edge in edges {
        let (Some(from), Some(to)) = (places.get(edge.left), places.get(edge.right)) else { continue };
        let thick = 10 + 25 * i64::from(edge.weight_milli.max(0)) / i64::from(most);
        let dashes = match (edge.is_judged, edge.is_bridge, edge.is_link) {
            (true, ..) => JUDGED,
            (false, true, _) => " stroke-dasharray=\"7 4\"",
            (false, false, true) => "",
            (false, false, false) => " stroke-dasharray=\"1.5 3\"",
        };
        let opacity = if edge.is_bridge || edge.is_judged { "" } else { " stroke-opacity=\"0.55\"" };
        drawing.line(*from, *to, &format!("stroke-width=\"{}.{}\"{dashes}{opacity}", thick / 10, thick % 10));
        if edge.is_bridge && !edge.is_judged {
            weights.push((i64::midpoint(from.0, to.0), i64::midpoint(from.1, to.1), edge.weight_milli));
        }
    }
    for (place, (x, y)) in places.iter().enumerate() {
        drawing.circle(*x, *y, 115, false);
        drawing.heading(*x, *y + 42, "middle", &(place + 1).to_string());
    }
    for (x, y, weight) in weights {
        drawing.label(x, y, &tenth_bits(i64::from(weight)));
    }
    drawing.line((40, HEIGHT - 160), (300, HEIGHT - 160), "stroke-width=\"2.5\" stroke-opacity=\"0.55\"");
    drawing.text(350, HEIGHT - 125, "start", "link");
    drawing.line((720, HEIGHT - 160), (980, HEIGHT - 160), "stroke-width=\"2.5\" stroke-dasharray=\"7 4\"");
    drawing.text(1_030, HEIGHT - 125, "start", "holds alone");
    drawing.line(
        (1_820, HEIGHT - 160),
        (2_080, HEIGHT - 160),
        "stroke-width=\"1.5\" stroke-dasharray=\"1.5 3\"",
    );
    drawing.text(2_130, HEIGHT - 125, "start", "below the threshold");
    if edges.iter().any(|edge| edge.is_judged) {
        drawing.line((40, HEIGHT - 320), (300, HEIGHT - 320), &format!("stroke-width=\"2.5\"{JUDGED}"));
        drawing.text(350, HEIGHT - 285, "start", "judged the same");
    }
    drawing.finish(HEIGHT, title, description)
}

/// Where each row stands, parts that bridges hold together side by side.
fn places(rows: usize, edges: &[Edge]) -> Vec<(i64, i64)> {
    let mut part: Vec<usize> = (0..rows).collect();
    // A picture has some dozen rows: the least number runs along its links until nothing moves.
    let mut moved = true;
    while moved {
        moved = false;
        for edge in edges.iter().filter(|edge| edge.is_judged || edge.is_link && !edge.is_bridge) {
            let (Some(one), Some(other)) = (part.get(edge.left).copied(), part.get(edge.right).copied())
            else {
                continue;
            };
            let least = one.min(other);
            moved |= one != other;
            part[edge.left] = least;
            part[edge.right] = least;
        }
    }
    let mut around: Vec<usize> = (0..rows).collect();
    around.sort_by_key(|place| (part[*place], *place));
    let mut places = vec![MIDDLE; rows];
    for (turn, place) in around.into_iter().enumerate() {
        let angle = TAU * turn as f64 / rows as f64 - TAU / 4.0;
        let along = |share: f64| (share * RADIUS as f64).round() as i64;
        places[place] = (MIDDLE.0 + along(angle.cos()), MIDDLE.1 + along(angle.sin()));
    }
    places
}
