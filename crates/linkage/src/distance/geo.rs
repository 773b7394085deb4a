//! How many kilometres lie between two places?
//!
//! The great circle on a sphere of the Earth's mean radius, which is wrong by at most 0.6 % since the
//! Earth is none. A place is held as the point on the unit sphere: made once for each distinct value, it
//! spares the trigonometry of each pair. Half the straight line through the sphere is the sine of half
//! the angle: the haversine formula (R. W. Sinnott, "Virtues of the haversine", Sky and Telescope 68, 1984).
//!
//! ```
//! use bonafide_linkage::distance::geo::{Place, kilometres};
//! let (berlin, paris) = (Place::parse(b"52.52, 13.405"), Place::parse(b"48.8566,2.3522"));
//! let (Some(berlin), Some(paris)) = (berlin, paris) else { panic!("both are places") };
//! assert!((kilometres(&berlin, &paris) - 877.5).abs() < 1.0);
//! assert!(Place::parse(b"91,0").is_none());
//! ```

use super::number::with_point;

/// The mean radius of the Earth in kilometres (IUGG, the radius R1 of WGS 84).
pub const EARTH_RADIUS: f64 = 6371.0088;

/// A place on the Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The point on the unit sphere.
    point: [f64; 3],
}

impl Place {
    /// The place at degrees north and east; none where they are none (beyond 90 or 180, or not finite).
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        // A comparison with NaN is false.
        if !((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)) {
            return None;
        }
        let (up, flat) = latitude.to_radians().sin_cos();
        let (east, front) = longitude.to_radians().sin_cos();
        Some(Self { point: [flat * front, flat * east, up] })
    }

    /// Reads `latitude,longitude` in degrees with decimal points; the sign between them may be a comma, a
    /// semicolon or blanks. None where it is no such text or no place.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (latitude, longitude) = degrees(text)?;
        Self::new(latitude, longitude)
    }
}

/// The degrees north and east that a text says, without a look at whether there is such a place.
fn degrees(text: &[u8]) -> Option<(f64, f64)> {
    let written = text.trim_ascii();
    let end = written.iter().position(|byte| matches!(byte, b',' | b';' | b' ' | b'\t'))?;
    let (latitude, behind) = written.split_at(end);
    let rest = behind.trim_ascii_start();
    let longitude = rest.strip_prefix(b",").or(rest.strip_prefix(b";")).unwrap_or(rest);
    Some((with_point(latitude)?, with_point(longitude.trim_ascii_start())?))
}

/// The four cells in which a place lies of a grid whose cells reach half over each other, so that two places at most so
/// many kilometres apart share one: what places are blocked on. Not across the meridian of 180 degrees, nor within a degree
/// of a pole. None where the text is no place, or where the distance is none on the Earth.
pub fn cells(text: &[u8], apart: f64) -> Option<[String; 4]> {
    let (latitude, longitude) = degrees(text)?;
    Place::new(latitude, longitude)?;
    if !(apart > 0.0 && apart < EARTH_RADIUS) {
        return None;
    }
    // A hundredth more, for what is rounded and what a great circle cuts off.
    let high = 1.01 * (apart / EARTH_RADIUS).to_degrees();
    let of_band = |band: f64| {
        let (from, to) = (band * high, (band + 2.0) * high);
        let farthest = from.abs().max(to.abs()).min(89.0);
        let wide = high / farthest.to_radians().cos();
        let column = (longitude / wide).floor();
        // Whole numbers, for one of the zeros of a float has a sign.
        [column - 1.0, column].map(|column| format!("{} {}", band as i64, column as i64))
    };
    let band = (latitude / high).floor();
    let ([one, two], [three, four]) = (of_band(band - 1.0), of_band(band));
    Some([one, two, three, four])
}

/// The kilometres between two places, 0 to 20,015.
pub fn kilometres(first: &Place, second: &Place) -> f64 {
    let squares = first.point.iter().zip(&second.point).map(|(own, other)| (own - other) * (own - other));
    let half_line = squares.sum::<f64>().sqrt() / 2.0;
    2.0 * EARTH_RADIUS * half_line.min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(first: (f64, f64), second: (f64, f64)) -> f64 {
        let place = |(latitude, longitude)| Place::new(latitude, longitude).expect("a place");
        kilometres(&place(first), &place(second))
    }

    #[test]
    fn what_is_no_place_has_no_cells() {
        for text in ["", "52.5", "91 0", "north 5", "52.5 13.4 1"] {
            assert!(cells(text.as_bytes(), 1.0).is_none(), "{text}");
        }
        for apart in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(cells(b"52.5 13.4", apart).is_none(), "{apart}");
        }
    }

    #[test]
    fn known_distances() {
        // Nashville and Los Angeles airports, the usual example: 2887.26 km at a radius of 6372.8.
        let expected = 2887.2599 * EARTH_RADIUS / 6372.8;
        assert!((between((36.12, -86.67), (33.94, -118.40)) - expected).abs() < 0.01);
        let half_way = std::f64::consts::PI * EARTH_RADIUS;
        assert!((between((0.0, 0.0), (0.0, 180.0)) - half_way).abs() < 1e-3);
        assert!((between((90.0, 0.0), (-90.0, 77.0)) - half_way).abs() < 1e-3);
        assert!((between((10.0, 180.0), (10.0, -180.0))).abs() < 1e-9);
        // A hundred-thousandth of a degree of latitude is 1.11 m.
        assert!((between((52.0, 13.0), (52.00001, 13.0)) - 0.001_112).abs() < 1e-6);
    }

    #[test]
    fn texts() {
        let place = Place::new(52.5, -13.25);
        for text in ["52.5,-13.25", " 52.5 , -13.25 ", "52.5;-13.25", "+52.5 -13.25", "52.50,-13.250"] {
            assert_eq!(Place::parse(text.as_bytes()), place, "{text}");
        }
        for text in [
            "",
            ",",
            "52.5",
            "52.5,",
            ",13",
            "52,5,13,2",
            "north,east",
            "nan,0",
            "1e400,0",
            "90.1,0",
            "0,-181",
        ] {
            assert_eq!(Place::parse(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn places_near_each_other_share_a_cell(
            (north, east) in (-85.0_f64..85.0, -170.0_f64..170.0), apart in 0.01_f64..100.0, way in 0.0_f64..std::f64::consts::TAU,
            part in 0.0_f64..1.0,
        ) {
            let degrees = (part * apart / EARTH_RADIUS).to_degrees();
            let other = (north + degrees * way.sin(), east + degrees * way.cos() / north.to_radians().cos());
            prop_assume!(between((north, east), other) <= apart);
            let of = |(latitude, longitude): (f64, f64)| {
                cells(format!("{latitude} {longitude}").as_bytes(), apart).expect("a place")
            };
            let (own, theirs) = (of((north, east)), of(other));
            prop_assert!(own.iter().any(|cell| theirs.contains(cell)), "{own:?} {theirs:?}");
            // And far ones share none: a cell is two and a little high and at most that wide.
            let far = (north + if north > 0.0 { -1.0 } else { 1.0 } * 3.1 * (apart / EARTH_RADIUS).to_degrees(), east);
            let theirs = of(far);
            prop_assert!(!own.iter().any(|cell| theirs.contains(cell)), "{own:?} {theirs:?}");
        }

        #[test]
        fn a_distance_is_one(
            first in (-90.0_f64..=90.0, -180.0_f64..=180.0), second in (-90.0_f64..=90.0, -180.0_f64..=180.0),
            third in (-90.0_f64..=90.0, -180.0_f64..=180.0),
        ) {
            let direct = between(first, second);
            prop_assert!((0.0..20_016.0).contains(&direct));
            prop_assert!((direct - between(second, first)).abs() < 1e-9);
            prop_assert!(between(first, first) < 1e-9);
            prop_assert!(direct <= between(first, third) + between(third, second) + 1e-3);
            // The usual form of the haversine.
            let (north, east) = ((second.0 - first.0).to_radians(), (second.1 - first.1).to_radians());
            let half = (north / 2.0).sin().powi(2)
                + first.0.to_radians().cos() * second.0.to_radians().cos() * (east / 2.0).sin().powi(2);
            let usual = 2.0 * EARTH_RADIUS * half.min(1.0).sqrt().asin();
            prop_assert!((direct - usual).abs() < 0.01);
        }
    }
}
