//! Curves and columns over one axis of weights or shares.

use super::drawing::{Drawing, Fill, WIDTH, cut};

/// The ground that is plotted on.
const LEFT: i64 = 380;
const RIGHT: i64 = 3_520;
const TOP: i64 = 500;
const BOTTOM: i64 = 1_800;
const HEIGHT: i64 = 2_260;

/// A place on an axis with the words that stand there; places run from 0 to 1.
pub type Tick = (f64, String);

/// What a plot has besides its data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axes {
    /// What is shown, in a few words.
    pub title: String,
    /// The drawing in a sentence or two, for who does not see it.
    pub description: String,
    /// What runs to the right.
    pub across: String,
    /// Marks of that axis.
    pub across_ticks: Vec<Tick>,
    /// Marks of the axis that runs up.
    pub up_ticks: Vec<Tick>,
    /// Upright lines to look at, e.g. a threshold.
    pub marks: Vec<Tick>,
}

/// How a curve is drawn; they differ without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// A thick line.
    Thick,
    /// A thin line.
    Thin,
    /// A dashed line.
    Dashed,
}

impl Stroke {
    fn attributes(self) -> &'static str {
        match self {
            Self::Thick => "stroke-width=\"2.5\"",
            Self::Thin => "stroke-width=\"1.25\"",
            Self::Dashed => "stroke-width=\"1.5\" stroke-dasharray=\"5 3\"",
        }
    }
}

/// One curve: its name, how it is drawn, and its points, each from 0 to 1 in both directions.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Its name in the key.
    pub name: String,
    /// How it is drawn.
    pub stroke: Stroke,
    /// Its points from left to right.
    pub points: Vec<(f64, f64)>,
}

/// Curves as one SVG element.
pub fn curves(axes: &Axes, curves: &[Curve], prefix: &str) -> String {
    let mut drawing = ground(axes, prefix);
    let mut key = LEFT;
    for curve in curves {
        let points: Vec<(i64, i64)> = curve.points.iter().map(|(x, y)| (across(*x), up(*y))).collect();
        if points.len() > 1 {
            drawing.path(&points, curve.stroke.attributes());
        } else if let Some((x, y)) = points.first() {
            drawing.circle(*x, *y, 25, true);
        }
        drawing.line((key, 90), (key + 220, 90), curve.stroke.attributes());
        let name = cut(&curve.name, 20);
        drawing.text(key + 270, 125, "start", &name);
        key += 400 + 62 * i64::try_from(name.chars().count()).unwrap_or(0);
    }
    drawing.finish(HEIGHT, &axes.title, &axes.description)
}

/// Columns beside each other: height of the whole and of the part of it that is filled, each from 0 to 1.
/// `key` names the two.
pub fn columns(axes: &Axes, heights: &[(f64, f64)], key: (&str, &str), prefix: &str) -> String {
    let mut drawing = ground(axes, prefix);
    let count = heights.len().max(1) as f64;
    for (place, (whole, part)) in heights.iter().enumerate() {
        let (left, right) = (across(place as f64 / count), across((place + 1) as f64 / count));
        let width = (right - left - 14).max(10);
        for (height, fill) in [(*whole, Fill::Hatched), (*part, Fill::Solid)] {
            let top = up(height);
            if height > 0.0 {
                drawing.rect(left + 7, top, width, (BOTTOM - top).max(6), fill);
            }
        }
    }
    drawing.rect(LEFT, 45, 110, 90, Fill::Hatched);
    drawing.text(LEFT + 170, 125, "start", key.0);
    let second = LEFT + 1_500;
    drawing.rect(second, 45, 110, 90, Fill::Solid);
    drawing.text(second + 170, 125, "start", key.1);
    drawing.finish(HEIGHT, &axes.title, &axes.description)
}

/// A share of pairs with what it could plausibly be: across, up, least, most, each from 0 to 1.
pub type Point = (f64, f64, f64, f64);

/// Points with their ranges against the diagonal on which they should lie.
pub fn against_diagonal(axes: &Axes, points: &[Point], prefix: &str) -> String {
    let mut drawing = ground(axes, prefix);
    drawing.line((across(0.0), up(0.0)), (across(1.0), up(1.0)), Stroke::Dashed.attributes());
    let places: Vec<(i64, i64)> = points.iter().map(|(x, y, _, _)| (across(*x), up(*y))).collect();
    if places.len() > 1 {
        drawing.path(&places, Stroke::Thin.attributes());
    }
    for ((x, y), (_, _, least, most)) in places.iter().zip(points) {
        drawing.line((*x, up(*least)), (*x, up(*most)), "stroke-width=\"1.5\"");
        drawing.circle(*x, *y, 35, true);
    }
    drawing.line((LEFT, 90), (LEFT + 220, 90), Stroke::Dashed.attributes());
    drawing.text(LEFT + 270, 125, "start", "as predicted");
    drawing.circle(LEFT + 1_310, 90, 35, true);
    drawing.text(LEFT + 1_420, 125, "start", "as labelled, 95 % range");
    drawing.finish(HEIGHT, &axes.title, &axes.description)
}

/// Axes, their marks, and what is to be looked at.
fn ground(axes: &Axes, prefix: &str) -> Drawing {
    let mut drawing = Drawing::new(prefix);
    for (place, words) in &axes.up_ticks {
        let y = up(*place);
        drawing.line((LEFT, y), (RIGHT, y), "stroke-width=\"0.5\" stroke-opacity=\"0.35\"");
        drawing.mark(LEFT - 50, y + 35, "end", words);
    }
    drawing.line((LEFT, BOTTOM), (RIGHT, BOTTOM), "stroke-width=\"1\"");
    for (place, words) in &axes.across_ticks {
        let x = across(*place);
        drawing.line((x, BOTTOM), (x, BOTTOM + 40), "stroke-width=\"1\"");
        let anchor = if x + half_width(words) > WIDTH { "end" } else { "middle" };
        drawing.mark(x, BOTTOM + 150, anchor, words);
    }
    drawing.text(i64::midpoint(LEFT, RIGHT), HEIGHT - 110, "middle", &cut(&axes.across, 56));
    for (number, (place, words)) in axes.marks.iter().enumerate() {
        let x = across(*place);
        let y = TOP - 50 - 115 * i64::try_from(number % 2).unwrap_or(0);
        drawing.line((x, y + 20), (x, BOTTOM), "stroke-width=\"1\" stroke-dasharray=\"2 3\"");
        let words = cut(words, 30);
        let half = half_width(&words);
        let anchor = if x + half > WIDTH {
            "end"
        } else if x - half < LEFT {
            // The marks of the other axis stand there.
            "start"
        } else {
            "middle"
        };
        drawing.text(x, y, anchor, &words);
    }
    drawing
}

/// About half of the width of words: they must not run out of the drawing.
fn half_width(words: &str) -> i64 {
    27 * i64::try_from(words.chars().count()).unwrap_or(0)
}

fn across(share: f64) -> i64 {
    LEFT + scaled(share, RIGHT - LEFT)
}

fn up(share: f64) -> i64 {
    BOTTOM - scaled(share, BOTTOM - TOP)
}

/// A share of a length; what is no share is the nearest one.
fn scaled(share: f64, length: i64) -> i64 {
    let held = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    (held * length as f64).round() as i64
}
