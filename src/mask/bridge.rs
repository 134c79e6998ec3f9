//! One ring for each part of a mask, for formats that know no holes: each hole
//! is joined to what is around it by a line that is walked there and back. Never
//! leaves the part, and never changes what a ring holds.

use super::contour::{along_edges, ends_of_edge, turns};
use super::{Connectivity, Mask};
use crate::geometry::Ring;
use std::collections::BTreeMap;

/// As [`super::contour::along_edges`], with one ring for each part: its holes
/// hang on bridges without width, each along the upper edge of a row of the
/// part's pixels, from the hole's first corner to the left.
///
/// Filled even-odd the rings give exactly the mask. They come in the order of
/// their first corners.
///
/// ```
/// use masque::{geometry::Size, mask::{Connectivity, Mask, contour}};
/// let picture = Size::new(3, 3).unwrap();
/// let ring = Mask::from_fn(picture, |x, y| (x, y) != (1, 1));
/// let rings = contour::bridged_along_edges(&ring, Connectivity::Four);
/// assert_eq!(rings.len(), 1);
/// assert_eq!(rings[0].len(), 4 + 4 + 3);
/// ```
pub fn bridged_along_edges(mask: &Mask, connectivity: Connectivity) -> Vec<Ring<[u32; 2]>> {
    let bridged = Bridged::of(mask, connectivity);
    let rings = bridged.walks().map(|walk| {
        let mut ring: Ring<[u32; 2]> = walk.map(|step| step.from).collect();
        without_repeats(&mut ring);
        ring
    });
    rings.collect()
}

/// As [`super::contour::through_centres`], with one ring for each part, which
/// hangs together over corners too: the line goes through pixels of the mask
/// alone, to its holes and back as well. Parts are gone around clockwise, as y
/// runs down.
///
/// The pixels under the line, and those that it holds by the even-odd rule, are
/// exactly the part's.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, contour}};
/// let picture = Size::new(3, 3).unwrap();
/// let all = Mask::from_fn(picture, |_, _| true);
/// let rings = contour::bridged_through_centres(&all);
/// assert_eq!(rings, [[[0, 0], [2, 0], [2, 2], [0, 2]]]);
/// ```
pub fn bridged_through_centres(mask: &Mask) -> Vec<Ring<[u32; 2]>> {
    let bridged = Bridged::of(mask, Connectivity::Eight);
    let rings = bridged.walks().map(|walk| {
        let mut pixels: Ring<[u32; 2]> = walk.flat_map(|step| step.pixels()).collect();
        without_repeats(&mut pixels);
        turns(&pixels)
    });
    rings.collect()
}

/// Corners along edges, and which follows which.
struct Bridged {
    nodes: Vec<Node>,
    /// The first node of each part.
    parts: Vec<usize>,
    /// The walls that have the mask on their right side: the column and the
    /// uppermost row of each, with the node at its lower end, where it begins.
    left_walls: BTreeMap<[u32; 2], usize>,
}

#[derive(Clone, Copy)]
struct Node {
    corner: [u32; 2],
    next: usize,
    way: Way,
}

/// What leads on from a corner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// An edge of the mask, which lies on the right hand.
    Wall,
    /// Along the upper edge of a row of the mask's pixels, to a hole or back.
    Bridge,
}

/// From one corner to the next.
struct Step {
    from: [u32; 2],
    to: [u32; 2],
    way: Way,
}

impl Step {
    /// The first and the last pixel along it; none along one without length.
    fn pixels(self) -> impl Iterator<Item = [u32; 2]> {
        let (from, to) = (self.from, self.to);
        let ends = match self.way {
            _ if from == to => None,
            Way::Wall => Some(ends_of_edge(from, to)),
            // The hole's corner is the one on the right: its left neighbour
            // is the last pixel of the row that the bridge goes along.
            Way::Bridge if from[0] < to[0] => Some([from, [to[0].saturating_sub(1), to[1]]]),
            Way::Bridge => Some([[from[0].saturating_sub(1), from[1]], to]),
        };
        ends.into_iter().flatten()
    }
}

impl Bridged {
    fn of(mask: &Mask, connectivity: Connectivity) -> Self {
        let mut bridged = Self {
            nodes: Vec::new(),
            parts: Vec::new(),
            left_walls: BTreeMap::new(),
        };
        for contour in along_edges(mask, connectivity) {
            let first = bridged.add(&contour.ring);
            if contour.is_hole {
                bridged.join(mask, first, bridged.nodes.len() - 1);
            } else {
                bridged.parts.push(first);
            }
        }
        bridged
    }

    /// Adds a ring that hangs together with no other yet; gives its first node.
    fn add(&mut self, ring: &[[u32; 2]]) -> usize {
        let first = self.nodes.len();
        let next = ring.iter().cycle().skip(1);
        for ((at, corner), next) in (first..).zip(ring).zip(next) {
            let is_last = at + 1 == first + ring.len();
            self.nodes.push(Node {
                corner: *corner,
                next: if is_last { first } else { at + 1 },
                way: Way::Wall,
            });
            if corner[0] == next[0] && next[1] < corner[1] {
                self.left_walls.insert(*next, at);
            }
        }
        first
    }

    /// Joins a hole, from its `first` node to its `last`, to the wall at the left
    /// end of the run beside its first corner. That wall's ring was there before:
    /// it reaches higher, or as high and further to the left.
    fn join(&mut self, mask: &Mask, first: usize, last: usize) {
        let Some([x, y]) = self.nodes.get(first).map(|node| node.corner) else {
            return;
        };
        let run = mask.row(y).iter().rfind(|run| run.start < x);
        let Some(start) = run.map(|run| run.start) else {
            return;
        };
        let wall = self.left_walls.range([start, 0]..=[start, y]).next_back();
        let Some(([_, top], lower)) = wall.map(|(wall, node)| (*wall, *node)) else {
            return;
        };
        let Some(upper) = self.nodes.get(lower).map(|node| node.next) else {
            return;
        };
        // Up the wall, over, around the hole, back, and on up.
        let arrival = self.nodes.len();
        let (back, departure) = (arrival + 1, arrival + 2);
        let (on_wall, at_hole) = ([start, y], [x, y]);
        self.nodes.extend([
            Node {
                corner: on_wall,
                next: first,
                way: Way::Bridge,
            },
            Node {
                corner: at_hole,
                next: departure,
                way: Way::Bridge,
            },
            Node {
                corner: on_wall,
                next: upper,
                way: Way::Wall,
            },
        ]);
        for (node, next) in [(lower, arrival), (last, back)] {
            if let Some(node) = self.nodes.get_mut(node) {
                node.next = next;
            }
        }
        if top < y {
            self.left_walls.insert([start, top], departure);
        }
        self.left_walls.insert(on_wall, lower);
    }

    /// The ways around the parts.
    fn walks(&self) -> impl Iterator<Item = impl Iterator<Item = Step>> {
        self.parts.iter().map(move |first| {
            let mut at = Some(*first);
            std::iter::from_fn(move || {
                let node = self.nodes.get(at?)?;
                let next = self.nodes.get(node.next)?;
                at = Some(node.next).filter(|next| next != first);
                Some(Step {
                    from: node.corner,
                    to: next.corner,
                    way: node.way,
                })
            })
        })
    }
}

fn without_repeats(ring: &mut Ring<[u32; 2]>) {
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{cases, pictures};
    use super::super::{fill_rings, parts, union};
    use super::*;
    use crate::geometry::{PixelPoint, Size};
    use proptest::prelude::*;

    const BOTH: [Connectivity; 2] = [Connectivity::Four, Connectivity::Eight];

    fn filled(ring: &[[u32; 2]], shift: f64, picture: Size) -> Mask {
        let points = ring.iter().map(|[x, y]| PixelPoint {
            x: f64::from(*x) + shift,
            y: f64::from(*y) + shift,
        });
        fill_rings(&[points.collect()], picture, usize::MAX).expect("a mask")
    }

    /// The pixels under a line that goes in eight directions.
    fn under(ring: &[[u32; 2]], picture: Size) -> Mask {
        let mut pixels = std::collections::BTreeSet::new();
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let [dx, dy] = [0, 1].map(|axis| i64::from(to[axis]) - i64::from(from[axis]));
            assert!(dx == 0 || dy == 0 || dx.abs() == dy.abs(), "{ring:?}");
            for step in 0..=dx.abs().max(dy.abs()) {
                let at = |start: u32, way: i64| (i64::from(start) + step * way.signum()) as u32;
                pixels.insert((at(from[0], dx), at(from[1], dy)));
            }
        }
        Mask::from_fn(picture, |x, y| pixels.contains(&(x, y)))
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn each_part_comes_out_of_its_bridged_ring_along_edges(picture in pictures()) {
            let mask = picture.mask();
            for connectivity in BOTH {
                let expected = parts(&mask, connectivity);
                let rings = bridged_along_edges(&mask, connectivity);
                let found = rings.iter().map(|ring| filled(ring, 0.0, mask.picture()));
                prop_assert_eq!(found.collect::<Vec<_>>(), expected);
            }
        }

        #[test]
        fn each_part_comes_out_of_its_bridged_ring_through_centres(picture in pictures()) {
            let mask = picture.mask();
            let expected = parts(&mask, Connectivity::Eight);
            let rings = bridged_through_centres(&mask);
            let found = rings.iter().map(|ring| {
                let line = under(ring, mask.picture());
                union(&filled(ring, 0.5, mask.picture()), &line)
            });
            prop_assert_eq!(found.collect::<Vec<_>>(), expected);
        }
    }
}
