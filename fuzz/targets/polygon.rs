//! Rings to pixels: the even-odd rule's own laws, and a test of single pixels
//! that goes another way (rays upwards instead of rows of crossings).
//!
//! Input: the picture's sides and the unit of the coordinates, a byte each, then
//! vertices as pairs of 16-bit numbers, some of which end a ring or a set.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Unstructured};
use libfuzzer_sys::fuzz_target;
use masque::geometry::{NormPoint, PixelPoint, Ring, Size};
use masque::mask::{DEFAULT_THRESHOLD, Mask, Source};

/// Up to this many pixels each one is looked at.
const FEW_PIXELS: u64 = 1024;

/// How near to an edge, in pixels, a centre may lie and go to either side: the
/// two ways round differently in the last digits.
const NEAR: f64 = 1e-6;

/// The vertex that ends a ring.
const END_OF_RING: [i16; 2] = [i16::MIN, 0];

/// The vertex that ends the first set of rings.
const END_OF_SET: [i16; 2] = [i16::MIN, 1];

struct Input {
    picture: Size,
    first: Vec<Ring<NormPoint>>,
    second: Vec<Ring<NormPoint>>,
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(Input {
        picture,
        first,
        second,
    }) = input(&mut Unstructured::new(bytes))
    else {
        return;
    };
    let fill = |rings: &[Ring<NormPoint>]| {
        let mask = Source::Rings(rings.to_vec()).rasterise(picture, DEFAULT_THRESHOLD);
        masque_fuzz::check_mask(&mask, picture);
        mask
    };
    let (one, other) = (fill(&first), fill(&second));

    // Twice the same is nothing.
    assert!(fill(&[&first[..], &first].concat()).is_empty());
    // Together they hold what exactly one of them holds.
    let both = fill(&[&first[..], &second].concat());
    for y in 0..picture.height() {
        let expected = masque_fuzz::exclusive_or(
            &masque_fuzz::changes(&one, y),
            &masque_fuzz::changes(&other, y),
        );
        assert_eq!(masque_fuzz::changes(&both, y), expected, "row {y}");
    }
    // Neither the first vertex nor the way round counts.
    let turned: Vec<_> = first.iter().map(|ring| turned(ring)).collect();
    assert_eq!(fill(&turned), one);

    if picture.area() <= FEW_PIXELS {
        check_pixels(&first, &one, picture);
    }
});

fn input(input: &mut Unstructured) -> arbitrary::Result<Input> {
    let [width, height, unit]: [u8; 3] = input.arbitrary()?;
    // Small pictures often, so that every pixel can be looked at.
    let scale = if unit & 4 == 0 { 8 } else { 1 };
    let side = |byte: u8| 1 + u32::from(byte) / scale;
    // Coarse units meet pixel centres and each other often.
    let unit = match unit & 3 {
        0 => 31.25,
        1 => 0.25,
        2 => 5.0,
        _ => 0.061,
    };
    let (mut first, mut second, mut ring) = (Vec::new(), Vec::new(), Ring::new());
    while input.len() >= 4 {
        let vertex: [i16; 2] = input.arbitrary()?;
        if vertex == END_OF_RING || vertex == END_OF_SET {
            second.push(std::mem::take(&mut ring));
            if vertex == END_OF_SET {
                first.append(&mut second);
            }
            continue;
        }
        let [x, y] = vertex.map(|value| f64::from(value) * unit);
        // Points beyond ±10 000 are none, as in an answer.
        ring.extend(NormPoint::new(x, y));
    }
    second.push(ring);
    Ok(Input {
        picture: Size::new(side(width), side(height)).expect("sides from 1 to 256"),
        first,
        second,
    })
}

/// The ring from its middle on, the other way round.
fn turned(ring: &[NormPoint]) -> Ring<NormPoint> {
    let mut turned = ring.to_vec();
    turned.rotate_left(ring.len() / 2);
    turned.reverse();
    turned
}

fn check_pixels(rings: &[Ring<NormPoint>], mask: &Mask, picture: Size) {
    let edges: Vec<[PixelPoint; 2]> = rings
        .iter()
        .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
        .map(|(a, b)| [*a, *b].map(|point| PixelPoint::from_norm(point, picture)))
        .collect();
    for y in 0..picture.height() {
        for x in 0..picture.width() {
            let centre = PixelPoint {
                x: f64::from(x) + 0.5,
                y: f64::from(y) + 0.5,
            };
            if edges.iter().any(|edge| distance(centre, edge) < NEAR) {
                continue;
            }
            let above = edges.iter().filter(|edge| is_above(centre, edge));
            assert_eq!(mask.contains(x, y), above.count() % 2 == 1, "{x}, {y}");
        }
    }
}

/// Whether a ray from `centre` straight up crosses the edge.
fn is_above(centre: PixelPoint, [a, b]: &[PixelPoint; 2]) -> bool {
    let (left, right) = if a.x <= b.x { (a, b) } else { (b, a) };
    if !(left.x <= centre.x && centre.x < right.x) {
        return false;
    }
    let along = (centre.x - left.x) / (right.x - left.x);
    left.y + (right.y - left.y) * along < centre.y
}

/// From a point to an edge, in pixels.
fn distance(point: PixelPoint, [a, b]: &[PixelPoint; 2]) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let along = ((point.x - a.x) * dx + (point.y - a.y) * dy) / length;
    let along = if length > 0.0 {
        along.clamp(0.0, 1.0)
    } else {
        0.0
    };
    (a.x + dx * along - point.x).hypot(a.y + dy * along - point.y)
}
