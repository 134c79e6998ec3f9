//! Shapes of other programs as masks: polygons in either convention, run lengths
//! of a box, pictures of a box. Never repairs a shape.

use super::{CROSSINGS, Fault};
use crate::geometry::{NormBox, PixelPoint, Ring, Size};
use crate::mask::coco::RUNS;
use crate::mask::{Encoding, Mask, MaskBuilder, decode, fill_rings, place, union};
use std::collections::BTreeMap;

/// The pixels whose centres lie in one of `rings`, each filled even-odd for
/// itself; `[0, 0]` is the first pixel's corner.
pub(super) fn along_edges(rings: &[Ring<[f64; 2]>], picture: Size) -> Result<Mask, Fault> {
    let mut whole = Mask::empty(picture);
    for ring in rings {
        whole = union(&whole, &filled(ring, 0.0, picture)?);
    }
    Ok(whole)
}

/// The pixels whose centres lie in `ring` by the even-odd rule or on its line;
/// `[0, 0]` is the first pixel's own centre. Of the line, sides between whole
/// numbers count.
pub(super) fn through_centres(ring: &[[f64; 2]], picture: Size) -> Result<Mask, Fault> {
    let inside = filled(ring, 0.5, picture)?;
    Ok(union(&inside, &line(ring, picture)))
}

fn filled(ring: &[[f64; 2]], shift: f64, picture: Size) -> Result<Mask, Fault> {
    if crossings(ring, picture) > CROSSINGS {
        return Err(Fault::TooComplex);
    }
    let points = ring.iter().map(|[x, y]| PixelPoint {
        x: x + shift,
        y: y + shift,
    });
    let most = usize::try_from(RUNS).unwrap_or(usize::MAX);
    fill_rings(&[points.collect()], picture, most).ok_or(Fault::TooComplex)
}

/// How many rows of the picture the sides of a ring cross together.
fn crossings(ring: &[[f64; 2]], picture: Size) -> f64 {
    let height = f64::from(picture.height());
    let sides = ring.iter().zip(ring.iter().cycle().skip(1));
    sides
        .map(|([_, y], [_, to_y])| (to_y.clamp(0.0, height) - y.clamp(0.0, height)).abs())
        .sum()
}

/// Where a box lies, which is not far beyond any picture.
pub(super) fn corner(left: f64, top: f64) -> Result<[i64; 2], Fault> {
    whole([left, top]).ok_or(Fault::Form)
}

/// The pixels whose centres are on a line.
fn line(ring: &[[f64; 2]], picture: Size) -> Mask {
    let mut rows: BTreeMap<u32, Vec<[u32; 2]>> = BTreeMap::new();
    let [width, height] = [picture.width(), picture.height()].map(i64::from);
    let mut add = |from: i64, to: i64, y: i64| {
        let (from, to) = (from.max(0), (to + 1).min(width));
        if from < to && (0..height).contains(&y) {
            // Within the picture, so they fit.
            rows.entry(y as u32)
                .or_default()
                .push([from as u32, to as u32]);
        }
    };
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (Some([x, y]), Some([to_x, to_y])) = (whole(*from), whole(*to)) else {
            continue;
        };
        let (dx, dy) = (to_x - x, to_y - y);
        if dy == 0 {
            add(x.min(to_x), x.max(to_x), y);
            continue;
        }
        let steps = common(dx.abs(), dy.abs());
        let rise = dy / steps;
        // Only those rows that the picture has.
        let [first, last] = [-y, height - 1 - y].map(|to| to as f64 / rise as f64);
        let (first, last) = (
            first.min(last).ceil() as i64,
            first.max(last).floor() as i64,
        );
        for step in first.max(0)..=last.min(steps) {
            let at = x + dx / steps * step;
            add(at, at, y + rise * step);
        }
    }
    let top = rows.keys().next().copied().unwrap_or(0);
    let mut builder = MaskBuilder::new(picture, top);
    let mut next = top;
    for (y, mut spans) in rows {
        while next < y {
            builder.end_row();
            next += 1;
        }
        spans.sort_unstable();
        for [start, end] in spans {
            builder.push(start, end);
        }
        builder.end_row();
        next += 1;
    }
    builder.finish()
}

/// The point in whole numbers, if it is one that may lie in a picture.
fn whole(point: [f64; 2]) -> Option<[i64; 2]> {
    let is_whole = |at: &f64| at.fract() == 0.0 && at.abs() <= 100_000.0;
    point
        .iter()
        .all(is_whole)
        .then(|| point.map(|at| at as i64))
}

/// The greatest common divisor, of which one number is above 0.
fn common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common(b, a % b) }
}

/// Run lengths row by row within a box of `size`, whose corner lies at `corner`.
pub(super) fn rows(
    counts: impl Iterator<Item = Option<u32>>,
    size: Size,
    corner: [i64; 2],
    picture: Size,
) -> Result<Mask, Fault> {
    let width = u64::from(size.width());
    let mut builder = MaskBuilder::new(size, 0);
    let (mut at, mut row, mut inside) = (0_u64, 0, false);
    for count in counts {
        let end = at + u64::from(count.ok_or(Fault::Form)?);
        if end > size.area() {
            return Err(Fault::Form);
        }
        while inside && at < end {
            while row < at / width {
                builder.end_row();
                row += 1;
            }
            let start = at - row * width;
            let stop = (end - row * width).min(width);
            // Within a row, so they fit.
            builder.push(start as u32, stop as u32);
            at = row * width + stop;
        }
        (at, inside) = (end, !inside);
    }
    builder.end_row();
    let [x, y] = corner;
    Ok(place(&builder.finish(), x, y, picture))
}

/// A PNG in base64 that covers a box of `size`, whose corner lies at `corner`:
/// what is not 0 belongs.
pub(super) fn picture_of_box(
    base64: &str,
    size: Size,
    corner: [i64; 2],
    picture: Size,
) -> Result<Mask, Fault> {
    let all = NormBox::from_wire([0.0, 0.0, 1000.0, 1000.0]);
    let decoded = decode(&Encoding::Text(base64.to_owned()), all, size);
    let source = decoded.map_err(Fault::Picture)?.source;
    let most = usize::try_from(RUNS).unwrap_or(usize::MAX);
    let mask = source
        .rasterise_within(size, 0, most)
        .ok_or(Fault::TooComplex)?;
    let [x, y] = corner;
    Ok(place(&mask, x, y, picture))
}
