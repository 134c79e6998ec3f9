//! What hangs together in a mask: its parts, its holes, and masks without small
//! parts or without holes. Works on runs that touch, at a cost that grows with
//! their number, and never looks at single pixels.

use super::set::{gaps, union};
use super::{Mask, MaskBuilder, Run};

/// Which pixels count as neighbours.
///
/// Where a mask's pixels hang together in one way, what surrounds it hangs
/// together in the [other](Self::other): else a diagonal line of pixels would
/// be whole, and let the outside through all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connectivity {
    /// Those with a common edge.
    Four,
    /// Those with a common edge or a common corner.
    Eight,
}

impl Connectivity {
    /// The one that holds for what surrounds the pixels.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Four => Self::Eight,
            Self::Eight => Self::Four,
        }
    }
}

/// The mask's parts, each of which hangs together, in the order of their first
/// pixels: from the top, and from the left within a row.
///
/// ```
/// use masque::{geometry::Size, mask::{Connectivity, Mask, parts}};
/// let picture = Size::new(4, 4).unwrap();
/// let diagonal = Mask::from_fn(picture, |x, y| x == y);
/// assert_eq!(parts(&diagonal, Connectivity::Four).len(), 4);
/// assert_eq!(parts(&diagonal, Connectivity::Eight).len(), 1);
/// ```
pub fn parts(mask: &Mask, connectivity: Connectivity) -> Vec<Mask> {
    gathered(mask, label(mask, connectivity).into_iter())
}

/// The mask's [parts] while they are at most `most`; otherwise the largest of them, and
/// as the last of the `most` masks all that is left. Among parts of one size the first
/// count as larger.
///
/// ```
/// use masque::{geometry::Size, mask::{Connectivity, Mask, largest_parts}};
/// let picture = Size::new(8, 1).unwrap();
/// let mask = Mask::from_fn(picture, |x, _| [0, 2, 3, 5].contains(&x));
/// let found = largest_parts(&mask, Connectivity::Eight, 2);
/// let expected = [[2, 3], [0, 5]].map(|held| Mask::from_fn(picture, |x, _| held.contains(&x)));
/// assert_eq!(found, expected);
/// ```
pub fn largest_parts(mask: &Mask, connectivity: Connectivity, most: usize) -> Vec<Mask> {
    let part_of = label(mask, connectivity);
    let areas = areas(mask, &part_of);
    if areas.len() <= most {
        return gathered(mask, part_of.into_iter());
    }
    let mut largest: Vec<usize> = (0..areas.len()).collect();
    largest.sort_by_key(|part| std::cmp::Reverse(areas.get(*part).copied()));
    largest.truncate(most.saturating_sub(1));
    largest.sort_unstable();
    let mut place_of = vec![largest.len(); areas.len()];
    for (place, part) in largest.iter().enumerate() {
        if let Some(place_of) = place_of.get_mut(*part) {
            *place_of = place;
        }
    }
    let place = |part: usize| place_of.get(part).copied().unwrap_or_default();
    gathered(mask, part_of.into_iter().map(place))
}

/// The masks that hold the runs of each number.
fn gathered(mask: &Mask, part_of: impl Iterator<Item = usize>) -> Vec<Mask> {
    let mut building: Vec<(MaskBuilder, u32)> = Vec::new();
    for ((y, run), part) in placed_runs(mask).zip(part_of) {
        while part >= building.len() {
            building.push((MaskBuilder::new(mask.picture(), y), y));
        }
        let Some((builder, row)) = building.get_mut(part) else {
            continue;
        };
        while *row < y {
            builder.end_row();
            *row += 1;
        }
        builder.push(run.start, run.end);
    }
    let finished = building.into_iter().map(|(mut builder, _)| {
        builder.end_row();
        builder.finish()
    });
    finished.collect()
}

/// The mask's holes: the parts of what it does not hold that do not reach the
/// picture's edge, in the order of their first pixels. `connectivity` is the
/// mask's; its holes hang together in the other way.
///
/// ```
/// use masque::{geometry::Size, mask::{Connectivity, Mask, holes}};
/// let picture = Size::new(5, 5).unwrap();
/// let ring = Mask::from_fn(picture, |x, y| (x, y) != (2, 2));
/// let found = holes(&ring, Connectivity::Eight);
/// assert_eq!(found, [Mask::from_fn(picture, |x, y| (x, y) == (2, 2))]);
/// ```
pub fn holes(mask: &Mask, connectivity: Connectivity) -> Vec<Mask> {
    parts(&all_holes(mask, connectivity), connectivity.other())
}

/// The mask with its [holes] filled, however large they are.
///
/// ```
/// use masque::{geometry::Size, mask::{Connectivity, Mask, fill_holes}};
/// let picture = Size::new(9, 9).unwrap();
/// let frame = Mask::from_fn(picture, |x, y| x % 8 == 0 || y % 8 == 0);
/// assert_eq!(fill_holes(&frame, Connectivity::Eight).area(), 81);
/// ```
pub fn fill_holes(mask: &Mask, connectivity: Connectivity) -> Mask {
    union(mask, &all_holes(mask, connectivity))
}

/// The mask without those of its [parts] that hold fewer than `least_area`
/// pixels.
///
/// ```
/// use masque::{geometry::Size, mask::{Connectivity, Mask, drop_specks}};
/// let picture = Size::new(6, 1).unwrap();
/// let mask = Mask::from_fn(picture, |x, _| x != 1);
/// let large = drop_specks(&mask, 2, Connectivity::Eight);
/// assert_eq!(large, Mask::from_fn(picture, |x, _| x > 1));
/// ```
pub fn drop_specks(mask: &Mask, least_area: u64, connectivity: Connectivity) -> Mask {
    let part_of = label(mask, connectivity);
    let areas = areas(mask, &part_of);
    keep_parts(mask, &part_of, |part| {
        areas.get(part).is_some_and(|area| *area >= least_area)
    })
}

/// How many pixels each part holds.
fn areas(mask: &Mask, part_of: &[usize]) -> Vec<u64> {
    let mut areas = vec![0; part_of.iter().max().map_or(0, |last| last + 1)];
    for (run, part) in mask.runs().iter().zip(part_of) {
        if let Some(area) = areas.get_mut(*part) {
            *area += u64::from(run.end - run.start);
        }
    }
    areas
}

/// All holes in one mask.
fn all_holes(mask: &Mask, connectivity: Connectivity) -> Mask {
    let rows = mask.span();
    let width = mask.picture().width();
    let mut builder = MaskBuilder::new(mask.picture(), rows.start);
    for y in rows.clone() {
        gaps(mask.row(y), width, |start, end| builder.push(start, end));
        builder.end_row();
    }
    let around = builder.finish();
    let part_of = label(&around, connectivity.other());
    let mut open = vec![false; part_of.iter().max().map_or(0, |last| last + 1)];
    for ((y, run), part) in placed_runs(&around).zip(&part_of) {
        // Beyond the mask's first and last row there is nothing but outside.
        let at_end = y == rows.start || y + 1 == rows.end || run.start == 0 || run.end == width;
        if let Some(open) = open.get_mut(*part).filter(|_| at_end) {
            *open = true;
        }
    }
    keep_parts(&around, &part_of, |part| open.get(part) == Some(&false))
}

/// The runs whose part is to be kept.
fn keep_parts(mask: &Mask, part_of: &[usize], keep: impl Fn(usize) -> bool) -> Mask {
    let mut builder = MaskBuilder::new(mask.picture(), mask.span().start);
    let mut part_of = part_of.iter();
    for (_, runs) in mask.rows() {
        for (run, _) in runs
            .iter()
            .zip(&mut part_of)
            .filter(|(_, part)| keep(**part))
        {
            builder.push(run.start, run.end);
        }
        builder.end_row();
    }
    builder.finish()
}

fn placed_runs(mask: &Mask) -> impl Iterator<Item = (u32, &Run)> {
    mask.rows()
        .flat_map(|(y, runs)| runs.iter().map(move |run| (y, run)))
}

/// For each run, in order, the number of its part; parts are numbered in the
/// order of their first runs.
fn label(mask: &Mask, connectivity: Connectivity) -> Vec<usize> {
    let reach = match connectivity {
        Connectivity::Four => 0,
        Connectivity::Eight => 1,
    };
    let mut forest = Forest((0..mask.runs().len()).collect());
    let (mut above, mut first_above): (&[Run], usize) = (&[], 0);
    let mut first = 0;
    for (_, runs) in mask.rows() {
        let (mut at, mut at_above) = (0, 0);
        while let (Some(run), Some(over)) = (runs.get(at), above.get(at_above)) {
            if run.start < over.end + reach && over.start < run.end + reach {
                forest.join(first + at, first_above + at_above);
            }
            if run.end < over.end {
                at += 1;
            } else {
                at_above += 1;
            }
        }
        (above, first_above) = (runs, first);
        first += runs.len();
    }
    forest.numbered()
}

/// Runs that point to an earlier run of their part, or to themselves.
struct Forest(Vec<usize>);

impl Forest {
    fn parent(&self, run: usize) -> usize {
        self.0.get(run).copied().unwrap_or(run)
    }

    /// The first run of the part, as far as it is known; shortens the way to it.
    fn root(&mut self, mut run: usize) -> usize {
        while self.parent(run) != run {
            let further = self.parent(self.parent(run));
            self.point(run, further);
            run = further;
        }
        run
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.point(a.max(b), a.min(b));
    }

    fn point(&mut self, run: usize, to: usize) {
        if let Some(parent) = self.0.get_mut(run) {
            *parent = to;
        }
    }

    fn numbered(mut self) -> Vec<usize> {
        let mut count = 0;
        for run in 0..self.0.len() {
            // What a run points to is earlier, so it has its number already.
            let number = if self.parent(run) == run {
                count += 1;
                count - 1
            } else {
                self.parent(self.parent(run))
            };
            self.point(run, number);
        }
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Bitmap, cases, pictures};
    use super::*;
    use proptest::prelude::*;

    const BOTH: [Connectivity; 2] = [Connectivity::Four, Connectivity::Eight];

    fn joins_corners(connectivity: Connectivity) -> bool {
        connectivity == Connectivity::Eight
    }

    fn bitmap_holes(picture: &Bitmap, connectivity: Connectivity) -> Vec<Bitmap> {
        let around = Bitmap::new(picture.width, picture.height, |x, y| !picture.has(x, y));
        let mut parts = around.split(!joins_corners(connectivity));
        parts.retain(|part| !part.touches_edge());
        parts
    }

    fn masks(bitmaps: &[Bitmap]) -> Vec<Mask> {
        bitmaps.iter().map(Bitmap::mask).collect()
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn parts_are_those_of_the_bitmap(picture in pictures()) {
            for connectivity in BOTH {
                let expected = picture.split(joins_corners(connectivity));
                prop_assert_eq!(parts(&picture.mask(), connectivity), masks(&expected));
            }
        }

        #[test]
        fn the_largest_parts_are_those_of_the_bitmap(picture in pictures(), most in 0_usize..9) {
            for connectivity in BOTH {
                let mut expected = picture.split(joins_corners(connectivity));
                if expected.len() > most {
                    let area = |part: &Bitmap| part.count(|x, y| part.has(x, y));
                    let mut ranked: Vec<usize> = (0..expected.len()).collect();
                    ranked.sort_by_key(|at| std::cmp::Reverse(area(&expected[*at])));
                    let mut large = ranked[..most.saturating_sub(1)].to_vec();
                    large.sort_unstable();
                    let mut found: Vec<Bitmap> = large.iter().map(|at| expected[*at].clone()).collect();
                    let rest = Bitmap::new(picture.width, picture.height, |x, y| {
                        picture.has(x, y) && !found.iter().any(|part| part.has(x, y))
                    });
                    found.push(rest);
                    expected = found;
                }
                prop_assert_eq!(largest_parts(&picture.mask(), connectivity, most), masks(&expected));
            }
        }

        #[test]
        fn holes_are_those_of_the_bitmap(picture in pictures()) {
            for connectivity in BOTH {
                let mask = picture.mask();
                let expected = bitmap_holes(&picture, connectivity);
                prop_assert_eq!(holes(&mask, connectivity), masks(&expected));
                let filled = Bitmap::new(picture.width, picture.height, |x, y| {
                    picture.has(x, y) || expected.iter().any(|hole| hole.has(x, y))
                });
                prop_assert_eq!(fill_holes(&mask, connectivity), filled.mask());
            }
        }

        #[test]
        fn specks_are_dropped_as_from_the_bitmap(picture in pictures(), least in 0_u64..12) {
            for connectivity in BOTH {
                let large: Vec<Bitmap> = picture
                    .split(joins_corners(connectivity))
                    .into_iter()
                    .filter(|part| part.count(|x, y| part.has(x, y)) >= least)
                    .collect();
                let expected = Bitmap::new(picture.width, picture.height, |x, y| {
                    large.iter().any(|part| part.has(x, y))
                });
                let kept = drop_specks(&picture.mask(), least, connectivity);
                prop_assert_eq!(kept, expected.mask());
            }
        }
    }
}
