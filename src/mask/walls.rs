//! The rings along the edges of a mask's pixels. Goes from row to row and looks
//! only at the ends of runs: where those of one row are not those of the next,
//! there are corners.

use super::{Connectivity, Mask, Run};
use crate::geometry::Ring;

/// The corners of each ring, `[x, y]`, where `[0, 0]` is the upper left corner
/// of the first pixel; see [`super::contour::along_edges`].
pub fn walls(mask: &Mask, connectivity: Connectivity) -> Vec<Ring<[u32; 2]>> {
    let mut walls = Walls::default();
    let (mut above, mut open): (&[Run], Vec<usize>) = (&[], Vec::new());
    let rows = mask.span();
    for y in rows.start..=rows.end {
        let here = mask.row(y);
        open = walls.between(y, above, &open, here, connectivity);
        above = here;
    }
    walls.into_rings()
}

/// Corners along pixel edges, and which follows which.
#[derive(Default)]
struct Walls {
    /// Row by row, each from the left.
    corners: Vec<[u32; 2]>,
    /// For each corner, the place of the next one on its ring.
    next: Vec<usize>,
}

impl Walls {
    /// Adds the corners on the line above row `y`, and the walls that end there.
    /// `open` holds, for each end of the runs above, the corner at which the
    /// wall down from there begins; gives the same for the runs `here`.
    fn between(
        &mut self,
        y: u32,
        above: &[Run],
        open: &[usize],
        here: &[Run],
        connectivity: Connectivity,
    ) -> Vec<usize> {
        let mut still_open = Vec::with_capacity(2 * here.len());
        let mut ends_above = ends(above).zip(open.iter().copied()).peekable();
        let mut ends_here = ends(here).peekable();
        let (mut in_above, mut in_here) = (false, false);
        // Where the wall along this line began that now is being passed.
        let mut along = None;
        loop {
            let x_above = ends_above.peek().map(|(x, _)| *x);
            let Some(x) = x_above.into_iter().chain(ends_here.peek().copied()).min() else {
                return still_open;
            };
            let from_above = ends_above.next_if(|(end, _)| *end == x).map(|(_, top)| top);
            let goes_down = ends_here.next_if_eq(&x).is_some();
            let here_before = in_here;
            in_above ^= from_above.is_some();
            in_here ^= goes_down;
            match (from_above, goes_down, along) {
                (Some(top), true, None) => still_open.push(top),
                (Some(top), true, Some(start)) => {
                    // Only two opposite pixels belong here: two corners in one
                    // place, on the wall from the left and on the one to the right.
                    let (left, right) = (self.corner(x, y), self.corner(x, y));
                    let upper_left_belongs = !in_above;
                    let parted = connectivity == Connectivity::Four;
                    let (upper, lower) = if upper_left_belongs == parted {
                        (left, right)
                    } else {
                        (right, left)
                    };
                    self.wall_along(start, left, here_before);
                    self.wall_down(top, upper, in_above);
                    still_open.push(lower);
                    along = Some(right);
                }
                _ => {
                    let corner = self.corner(x, y);
                    match from_above {
                        Some(top) => self.wall_down(top, corner, in_above),
                        None => still_open.push(corner),
                    }
                    along = match along {
                        Some(start) => {
                            self.wall_along(start, corner, here_before);
                            None
                        }
                        None => Some(corner),
                    };
                }
            }
        }
    }

    fn corner(&mut self, x: u32, y: u32) -> usize {
        self.corners.push([x, y]);
        self.next.push(WALKED);
        self.corners.len() - 1
    }

    /// A wall from `left` to `right`; `below` says whether the mask lies below
    /// it. The mask is on the right hand of whoever goes along.
    fn wall_along(&mut self, left: usize, right: usize, below: bool) {
        if below {
            self.link(left, right);
        } else {
            self.link(right, left);
        }
    }

    /// A wall from `top` to `bottom`; `beyond` says whether the mask lies on the
    /// side of greater x.
    fn wall_down(&mut self, top: usize, bottom: usize, beyond: bool) {
        if beyond {
            self.link(bottom, top);
        } else {
            self.link(top, bottom);
        }
    }

    fn link(&mut self, from: usize, to: usize) {
        if let Some(next) = self.next.get_mut(from) {
            *next = to;
        }
    }

    /// Follows the walls from each corner that no ring holds yet.
    fn into_rings(mut self) -> Vec<Ring<[u32; 2]>> {
        let mut rings = Vec::new();
        for first in 0..self.corners.len() {
            let mut ring = Ring::new();
            let mut at = first;
            // Each corner is left once, so the ring ends where it began.
            while let Some(next) = self.next.get_mut(at).filter(|next| **next != WALKED) {
                ring.extend(self.corners.get(at));
                at = std::mem::replace(next, WALKED);
            }
            if !ring.is_empty() {
                rings.push(ring);
            }
        }
        rings
    }
}

/// In place of the next corner, once a ring went on from here.
const WALKED: usize = usize::MAX;

/// Where the runs of a row begin and end, from the left.
fn ends(runs: &[Run]) -> impl Iterator<Item = u32> {
    runs.iter().flat_map(|run| [run.start, run.end])
}
