//! The way around a mask: along the edges of its pixels, or through their
//! centres. Follows the ends of runs, never single pixels, and never simplifies
//! a shape: the mask comes out of its rings again, to the pixel.

pub use super::bridge::{bridged_along_edges, bridged_through_centres};

use super::walls::walls;
use super::{Connectivity, Mask};
use crate::geometry::Ring;

/// A closed line around a part of a mask, or around one of its holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contour {
    /// Whether it goes around a hole.
    pub is_hole: bool,
    /// Where the line turns, `[x, y]` in whole pixels. The function that made
    /// it says whether `[0, 0]` is the first pixel's corner or its centre.
    pub ring: Ring<[u32; 2]>,
}

/// The rings around the mask's parts and holes along the edges of its pixels:
/// `[0, 0]` is the upper left corner of the first pixel, and the picture's far
/// corner is `[width, height]`.
///
/// Each ring starts at its uppermost corner, the leftmost of these, and holds
/// corners only. The mask lies on its right hand as y runs down: parts are
/// gone around clockwise, holes the other way. There is one ring for each of
/// the mask's [parts](super::parts()) and one for each of its
/// [holes](super::holes()), in the order of their first corners, and all of them
/// filled even-odd give exactly the mask. `connectivity` decides at corners
/// where only two opposite pixels belong: with [`Connectivity::Four`] the line
/// parts them, with [`Connectivity::Eight`] it joins them.
///
/// ```
/// use masque::{geometry::Size, mask::{Connectivity, Mask, contour}};
/// let picture = Size::new(9, 9).unwrap();
/// let box_of_six = Mask::from_fn(picture, |x, y| (2..5).contains(&x) && (4..6).contains(&y));
/// let rings = contour::along_edges(&box_of_six, Connectivity::Four);
/// assert_eq!(rings[0].ring, [[2, 4], [5, 4], [5, 6], [2, 6]]);
/// ```
pub fn along_edges(mask: &Mask, connectivity: Connectivity) -> Vec<Contour> {
    let rings = walls(mask, connectivity).into_iter();
    let contours = rings.map(|ring| Contour {
        // From its uppermost corner, around a part, a ring goes right.
        is_hole: matches!(ring.as_slice(), [[_, y], [_, next_y], ..] if y != next_y),
        ring,
    });
    contours.collect()
}

/// The rings through the centres of the outermost pixels, as OpenCV's
/// `findContours` gives them with `CHAIN_APPROX_SIMPLE`: `[0, 0]` is the first
/// pixel's own centre. For formats whose readers draw polygons through pixel
/// centres, and count the pixels under the line as inside.
///
/// Parts hang together over corners too ([`Connectivity::Eight`]). The line
/// goes from pixel to pixel in eight directions, through pixels of the mask
/// alone, those around a hole as well; the ring holds those at which it turns.
/// As in OpenCV, y running down, it goes around parts counter-clockwise and
/// around holes clockwise. A line that is one pixel wide is walked up and down;
/// the ring of a single pixel is one point, that of a straight line two.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, contour}};
/// let picture = Size::new(9, 9).unwrap();
/// let box_of_six = Mask::from_fn(picture, |x, y| (2..5).contains(&x) && (4..6).contains(&y));
/// let rings = contour::through_centres(&box_of_six);
/// assert_eq!(rings[0].ring, [[2, 4], [2, 5], [4, 5], [4, 4]]);
/// ```
pub fn through_centres(mask: &Mask) -> Vec<Contour> {
    let edges = along_edges(mask, Connectivity::Eight).into_iter();
    let centred = edges.map(|contour| Contour {
        ring: centres(&contour.ring),
        ..contour
    });
    centred.collect()
}

/// The pixels inside of a ring along edges, the other way around, where their
/// line turns.
fn centres(edges: &[[u32; 2]]) -> Ring<[u32; 2]> {
    let next = edges.iter().cycle().skip(1);
    let mut pixels: Ring<[u32; 2]> = Vec::with_capacity(2 * edges.len());
    for (from, to) in edges.iter().zip(next) {
        pixels.extend(ends_of_edge(*from, *to));
    }
    // From the same pixel, the other way.
    if let Some((_, others)) = pixels.split_first_mut() {
        others.reverse();
    }
    pixels.dedup();
    while pixels.len() > 1 && pixels.first() == pixels.last() {
        pixels.pop();
    }
    turns(&pixels)
}

/// The first and the last pixel along an edge, which lie on its right hand.
pub(super) fn ends_of_edge([x, y]: [u32; 2], [to_x, to_y]: [u32; 2]) -> [[u32; 2]; 2] {
    if x < to_x {
        [[x, y], [to_x - 1, y]]
    } else if x > to_x {
        [[x - 1, y - 1], [to_x, y - 1]]
    } else if y < to_y {
        [[x - 1, y], [x - 1, to_y - 1]]
    } else {
        [[x, y - 1], [x, to_y]]
    }
}

/// The points of a ring at which its direction changes, of eight.
pub(super) fn turns(ring: &[[u32; 2]]) -> Ring<[u32; 2]> {
    let direction = |[x, y]: &[u32; 2], [to_x, to_y]: &[u32; 2]| (to_x.cmp(x), to_y.cmp(y));
    let last = ring.len().saturating_sub(1);
    let before = ring.iter().cycle().skip(last);
    let after = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(before.zip(after))
        .filter(|(here, (before, after))| {
            ring.len() == 1 || direction(before, here) != direction(here, after)
        })
        .map(|(here, _)| *here)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Bitmap, cases, pictures};
    use super::super::{holes, parts};
    use super::*;
    use proptest::prelude::*;

    const BOTH: [Connectivity; 2] = [Connectivity::Four, Connectivity::Eight];

    /// Twice the area within a ring; positive clockwise, as y runs down.
    fn doubled_area(ring: &[[u32; 2]]) -> i64 {
        let sides = ring.iter().zip(ring.iter().cycle().skip(1));
        sides
            .map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]))
            .sum()
    }

    /// How often a line to the right from a pixel's centre crosses the ring.
    fn crossings(ring: &[[u32; 2]], x: i64, y: i64) -> usize {
        let sides = ring.iter().zip(ring.iter().cycle().skip(1));
        let crossed = sides.filter(|(a, b)| {
            let (upper, lower) = (i64::from(a[1].min(b[1])), i64::from(a[1].max(b[1])));
            a[0] == b[0] && i64::from(a[0]) > x && upper <= y && y < lower
        });
        crossed.count()
    }

    /// The steps of a ring through centres, from pixel to pixel.
    fn walked(ring: &[[u32; 2]]) -> Vec<(i64, i64)> {
        let mut pixels = Vec::new();
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (mut x, mut y) = (i64::from(from[0]), i64::from(from[1]));
            let (dx, dy) = (i64::from(to[0]) - x, i64::from(to[1]) - y);
            assert!(dx == 0 || dy == 0 || dx.abs() == dy.abs(), "{ring:?}");
            for _ in 0..dx.abs().max(dy.abs()) {
                pixels.push((x, y));
                (x, y) = (x + dx.signum(), y + dy.signum());
            }
        }
        if pixels.is_empty() {
            pixels.extend(ring.iter().map(|[x, y]| (i64::from(*x), i64::from(*y))));
        }
        pixels
    }

    /// How often a line to the right from a pixel that is not on the walk
    /// crosses it, a little below the pixel's centre.
    fn steps_across(walk: &[(i64, i64)], x: i64, y: i64) -> usize {
        let steps = walk.iter().zip(walk.iter().cycle().skip(1));
        let crossed = steps.filter(|(from, to)| {
            let (upper, lower) = if from.1 < to.1 {
                (from, to)
            } else {
                (to, from)
            };
            upper.1 == y && lower.1 == y + 1 && upper.0 > x
        });
        crossed.count()
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn rings_along_edges_filled_are_the_bitmap(picture in pictures()) {
            for connectivity in BOTH {
                let contours = along_edges(&picture.mask(), connectivity);
                let filled = Bitmap::new(picture.width, picture.height, |x, y| {
                    let crossed = contours.iter().map(|contour| crossings(&contour.ring, x, y));
                    crossed.sum::<usize>() % 2 == 1
                });
                prop_assert_eq!(&filled, &picture);
            }
        }

        #[test]
        fn there_is_a_ring_for_each_part_and_each_hole(picture in pictures()) {
            let mask = picture.mask();
            for connectivity in BOTH {
                let contours = along_edges(&mask, connectivity);
                let inner = contours.iter().filter(|contour| contour.is_hole).count();
                prop_assert_eq!(inner, holes(&mask, connectivity).len());
                prop_assert_eq!(contours.len() - inner, parts(&mask, connectivity).len());
                for Contour { is_hole, ring } in &contours {
                    prop_assert_eq!(doubled_area(ring) < 0, *is_hole);
                    prop_assert_eq!(ring.iter().min_by_key(|[x, y]| (y, x)), ring.first());
                    // Corners only: each side stands across the one before.
                    let next = ring.iter().cycle().skip(1);
                    let turns = ring.iter().zip(next).map(|(a, b)| a[0] == b[0]);
                    let turns: Vec<bool> = turns.collect();
                    let alternate = turns.iter().zip(turns.iter().cycle().skip(1));
                    prop_assert!(alternate.into_iter().all(|(one, next)| one != next));
                }
            }
        }

        #[test]
        fn rings_through_centres_walk_the_rim_of_the_bitmap(picture in pictures()) {
            // The pixels beside something outside, over an edge.
            let is_rim = |x, y| {
                let beside = [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)];
                picture.has(x, y) && beside.iter().any(|(x, y)| !picture.has(*x, *y))
            };
            let contours = through_centres(&picture.mask());
            let walks: Vec<_> = contours.iter().map(|contour| walked(&contour.ring)).collect();
            let on_line = |x, y| walks.iter().any(|walk| walk.contains(&(x, y)));
            let rim = Bitmap::new(picture.width, picture.height, is_rim);
            let found = Bitmap::new(picture.width, picture.height, on_line);
            prop_assert_eq!(found, rim);
            // With the line, and what lies within an odd number of rings.
            let filled = Bitmap::new(picture.width, picture.height, |x, y| {
                let crossed = walks.iter().map(|walk| steps_across(walk, x, y));
                on_line(x, y) || crossed.sum::<usize>() % 2 == 1
            });
            prop_assert_eq!(filled, picture);
        }
    }

    #[test]
    fn small_shapes_have_small_rings() {
        let rings = |rows: &[&str]| {
            let inside = |x: i64, y: i64| rows[y as usize].as_bytes()[x as usize] == b'#';
            let size = (rows[0].len() as i64, rows.len() as i64);
            let mask = Bitmap::new(size.0, size.1, inside).mask();
            let contours = through_centres(&mask).into_iter();
            contours.map(|contour| contour.ring).collect::<Vec<_>>()
        };
        assert_eq!(rings(&["..", ".#"]), [vec![[1, 1]]]);
        assert_eq!(rings(&["###"]), [vec![[0, 0], [2, 0]]]);
        assert_eq!(rings(&["#..", ".#.", "..#"]), [vec![[0, 0], [2, 2]]]);
        let diamond = vec![[0, 1], [1, 0], [2, 1], [1, 2]];
        let around = vec![[0, 0], [0, 2], [2, 2], [2, 0]];
        assert_eq!(rings(&["###", "#.#", "###"]), [around, diamond]);
    }
}
