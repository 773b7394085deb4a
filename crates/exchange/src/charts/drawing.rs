//! What all charts are drawn with: text as text, shapes in the colour of the page, three fills that differ
//! without colour, and a description for who does not see it.
//!
//! Lengths are tenths of a unit; a unit is near a CSS pixel on a telephone.

use std::fmt::Write as _;

use crate::words;

/// Width of every drawing.
pub(super) const WIDTH: i64 = 3_600;

/// How a shape is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    Hatched,
    Solid,
    Hollow,
}

/// A drawing while it grows.
#[derive(Debug)]
pub(super) struct Drawing {
    prefix: String,
    body: String,
}

impl Drawing {
    /// An empty one. `prefix` must be unique in the page; only letters, digits and hyphens of it are used.
    pub(super) fn new(prefix: &str) -> Self {
        let prefix = prefix.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        Self { prefix, body: String::new() }
    }

    /// Words of a heading (11.5 units, bold).
    pub(super) fn heading(&mut self, x: i64, y: i64, anchor: &str, words: &str) {
        self.words(x, y, anchor, "11.5", "600", words);
    }

    /// Other words (10.5 units).
    pub(super) fn text(&mut self, x: i64, y: i64, anchor: &str, words: &str) {
        self.words(x, y, anchor, "10.5", "400", words);
    }

    /// Words at an axis.
    pub(super) fn mark(&mut self, x: i64, y: i64, anchor: &str, words: &str) {
        let (x, y, words) = (tenths(x), tenths(y), escaped(words));
        self.put(&format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"10.5\">{words}</text>"
        ));
    }

    fn words(&mut self, x: i64, y: i64, anchor: &str, size: &str, weight: &str, words: &str) {
        let (x, y, words) = (tenths(x), tenths(y), escaped(words));
        self.put(&format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"{size}\" font-weight=\"{weight}\">{words}</text>"
        ));
    }

    /// A filled rectangle.
    pub(super) fn rect(&mut self, x: i64, y: i64, width: i64, height: i64, fill: Fill) {
        let paint = match fill {
            Fill::Hatched => format!("fill=\"url(#{}-hatch)\" stroke=\"currentColor\"", self.prefix),
            Fill::Solid => "fill=\"currentColor\" stroke=\"currentColor\"".to_owned(),
            Fill::Hollow => "fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"".to_owned(),
        };
        let (left, top, wide, high) = (tenths(x), tenths(y), tenths(width), tenths(height));
        self.put(&format!("<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" {paint}/>"));
    }

    /// A line, `stroke` being its further attributes.
    pub(super) fn line(&mut self, from: (i64, i64), to: (i64, i64), stroke: &str) {
        let (x1, y1, x2, y2) = (tenths(from.0), tenths(from.1), tenths(to.0), tenths(to.1));
        self.put(&format!(
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"currentColor\" {stroke}/>"
        ));
    }

    /// A line through points.
    pub(super) fn path(&mut self, points: &[(i64, i64)], stroke: &str) {
        let places: Vec<String> =
            points.iter().map(|(x, y)| format!("{},{}", tenths(*x), tenths(*y))).collect();
        let places = places.join(" ");
        self.put(&format!("<polyline points=\"{places}\" fill=\"none\" stroke=\"currentColor\" {stroke}/>"));
    }

    /// A circle; where it is not solid it covers what lies below it with the page's ground.
    pub(super) fn circle(&mut self, x: i64, y: i64, radius: i64, is_solid: bool) {
        let (x, y, radius) = (tenths(x), tenths(y), tenths(radius));
        let paint = if is_solid { "fill=\"currentColor\"" } else { "class=\"ground\" stroke-width=\"1.5\"" };
        self.put(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" stroke=\"currentColor\" {paint}/>"));
    }

    /// Words on a patch of the page's ground, so that lines below do not run through them.
    pub(super) fn label(&mut self, x: i64, y: i64, words: &str) {
        let wide = 62 * i64::try_from(words.chars().count()).unwrap_or(0) + 60;
        let (left, top, width) = (tenths(x - wide / 2), tenths(y - 65), tenths(wide));
        self.put(&format!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"13\" class=\"ground\"/>"
        ));
        self.heading(x, y + 35, "middle", words);
    }

    fn put(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// The whole drawing as one SVG element.
    pub(super) fn finish(self, height: i64, title: &str, description: &str) -> String {
        let Self { prefix, body } = self;
        let (width, height) = (tenths(WIDTH), tenths(height));
        let (title, description) = (escaped(title), escaped(description));
        let mut drawn = String::with_capacity(body.len() + 1_024);
        // Writing into a string cannot fail.
        let _ = write!(
            drawn,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{prefix}-title {prefix}-desc\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, sans-serif\" fill=\"currentColor\">\n\
             <title id=\"{prefix}-title\">{title}</title>\n<desc id=\"{prefix}-desc\">{description}</desc>\n\
             <defs><pattern id=\"{prefix}-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" stroke=\"currentColor\" \
             stroke-width=\"2\"/></pattern></defs>\n{body}</svg>\n"
        );
        drawn
    }
}

/// Tenths as a decimal.
fn tenths(value: i64) -> String {
    let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    if size % 10 == 0 { format!("{sign}{}", size / 10) } else { format!("{sign}{}.{}", size / 10, size % 10) }
}

/// At most the width of so many Latin letters, the last an ellipsis where more was there.
pub(super) fn cut(text: &str, most: usize) -> String {
    let plain = words::plain(text);
    if fits(plain.chars(), most) == plain.chars().count() {
        return plain;
    }
    let kept = fits(plain.chars(), most.saturating_sub(1));
    let kept: String = plain.chars().take(kept).collect();
    format!("{}…", kept.trim_end())
}

/// The same with both ends: what tells two levels of one column apart stands last.
pub(super) fn cut_inside(text: &str, most: usize) -> String {
    let plain = words::plain(text);
    if fits(plain.chars(), most) == plain.chars().count() {
        return plain;
    }
    let room = most.saturating_sub(1);
    let (front, back) = (fits(plain.chars(), room * 2 / 5), fits(plain.chars().rev(), room - room * 2 / 5));
    let all = plain.chars().count();
    let head: String = plain.chars().take(front).collect();
    let tail: String = plain.chars().skip(all - back).collect();
    format!("{}…{}", head.trim_end(), tail.trim_start())
}

/// How many of these characters fit beside each other where so many Latin letters would.
fn fits(characters: impl Iterator<Item = char>, most: usize) -> usize {
    let mut left = most * 10;
    let wide = |own: char| match own {
        '\0'..='\u{2ff}' => 10,
        // Capitals and letters of other alphabets are wider, ideographs twice as wide.
        '\u{300}'..='\u{2e7f}' => 12,
        _ => 20,
    };
    let mut count = 0;
    for own in characters {
        let Some(rest) = usize::checked_sub(left, wide(own)) else { return count };
        left = rest;
        count += 1;
    }
    count
}

/// Text that XML takes for nothing but text.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
