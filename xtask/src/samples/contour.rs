//! The outline of a mask: which pixels hang together, the way around them along pixel edges, fewer corners.
//! Never knows pictures or answers. Corners are in pixels, (0, 0) is the upper left corner of the picture.

/// A picture-sized mask, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Whether each pixel belongs to it.
    pub cells: Vec<bool>,
}

impl Grid {
    /// Whether a pixel belongs to it; outside the picture none does.
    pub fn has(&self, x: i64, y: i64) -> bool {
        let inside = x >= 0 && y >= 0 && x < self.width as i64 && y < self.height as i64;
        inside && self.cells.get(y as usize * self.width + x as usize) == Some(&true)
    }

    /// Where its pixels lie: first and one past the last column and row, as `[x0, y0, x1, y1]`.
    pub fn bounds(&self) -> Option<[usize; 4]> {
        let mut bounds: Option<[usize; 4]> = None;
        for (index, _) in self.cells.iter().enumerate().filter(|(_, cell)| **cell) {
            let (x, y) = (index % self.width, index / self.width);
            let [x0, y0, x1, y1] = bounds.unwrap_or([x, y, x, y]);
            bounds = Some([x0.min(x), y0.min(y), x1.max(x + 1), y1.max(y + 1)]);
        }
        bounds
    }

    /// Only the largest part that hangs together over pixel edges.
    pub fn largest_part(&self) -> Grid {
        let mut part_of = vec![0u32; self.cells.len()];
        let (mut count, mut best) = (0, (0, 0));
        for start in 0..self.cells.len() {
            if self.cells.get(start) != Some(&true) || part_of.get(start) != Some(&0) {
                continue;
            }
            count += 1;
            let (mut waiting, mut size) = (vec![start], 0);
            while let Some(index) = waiting.pop() {
                let Some(part) = part_of.get_mut(index).filter(|part| **part == 0) else {
                    continue;
                };
                *part = count;
                size += 1;
                let (x, y) = ((index % self.width) as i64, (index / self.width) as i64);
                let beside = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)];
                let inside = beside.into_iter().filter(|&(x, y)| self.has(x, y));
                waiting.extend(inside.map(|(x, y)| y as usize * self.width + x as usize));
            }
            if size > best.0 {
                best = (size, count);
            }
        }
        let cells = part_of
            .iter()
            .map(|part| best.1 > 0 && *part == best.1)
            .collect();
        Grid { cells, ..*self }
    }

    /// The outer outline of a mask in one part, clockwise along pixel edges.
    pub fn outline(&self) -> Vec<[f64; 2]> {
        let Some(first) = self.cells.iter().position(|cell| *cell) else {
            return Vec::new();
        };
        let start = ((first % self.width) as i64, (first / self.width) as i64);
        let (mut at, mut way) = (start, (1i64, 0i64));
        let mut corners = Vec::new();
        loop {
            corners.push([at.0 as f64, at.1 as f64]);
            at = (at.0 + way.0, at.1 + way.1);
            if at == start {
                return corners;
            }
            // The mask lies to the right of the way. Left first at a corner would join parts that only touch.
            let ahead_left = self.has(
                at.0 + (way.0 + way.1 - 1) / 2,
                at.1 + (way.1 - way.0 - 1) / 2,
            );
            let ahead_right = self.has(
                at.0 + (way.0 - way.1 - 1) / 2,
                at.1 + (way.1 + way.0 - 1) / 2,
            );
            way = match (ahead_left, ahead_right) {
                (_, false) => (-way.1, way.0),
                (true, true) => (way.1, -way.0),
                (false, true) => way,
            };
        }
    }
}

/// The outline with as few corners as stay within a distance chosen so that about `wanted` remain
/// (Douglas and Peucker).
pub fn simplified(outline: &[[f64; 2]], wanted: usize) -> Vec<[f64; 2]> {
    let (mut fine, mut coarse): (f64, f64) = (0.3, 40.0);
    let mut best = outline.to_vec();
    for _ in 0..24 {
        let middle = (fine * coarse).sqrt();
        best = within(outline, middle);
        if best.len() > wanted {
            fine = middle
        } else {
            coarse = middle
        }
    }
    if best.len() > wanted {
        within(outline, coarse)
    } else {
        best
    }
}

fn within(outline: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let Some(&first) = outline.first() else {
        return Vec::new();
    };
    let distance = |p: &[f64; 2]| (p[0] - first[0]).hypot(p[1] - first[1]);
    let farthest =
        (0..outline.len()).max_by(|&a, &b| distance(&outline[a]).total_cmp(&distance(&outline[b])));
    let (one, other) = outline.split_at(farthest.unwrap_or(0));
    let there = [one, &other[..1]].concat();
    let back = [other, &[first]].concat();
    let mut kept = Vec::new();
    keep(&there, tolerance, &mut kept);
    keep(&back, tolerance, &mut kept);
    kept
}

/// Adds the corners of an open line that matter, without its last one.
fn keep(line: &[[f64; 2]], tolerance: f64, kept: &mut Vec<[f64; 2]>) {
    let (Some(&from), Some(&to)) = (line.first(), line.last()) else {
        return;
    };
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let length = dx.hypot(dy).max(1e-9);
    let off = |p: &[f64; 2]| ((p[0] - from[0]) * dy - (p[1] - from[1]) * dx).abs() / length;
    let worst =
        (1..line.len().saturating_sub(1)).max_by(|&a, &b| off(&line[a]).total_cmp(&off(&line[b])));
    match worst.filter(|&index| off(&line[index]) > tolerance) {
        Some(index) => {
            keep(&line[..=index], tolerance, kept);
            keep(&line[index..], tolerance, kept);
        }
        None => kept.push(from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&str]) -> Grid {
        let cells = rows
            .iter()
            .flat_map(|row| row.chars().map(|c| c == '#'))
            .collect();
        Grid {
            width: rows[0].len(),
            height: rows.len(),
            cells,
        }
    }

    #[test]
    fn the_outline_goes_once_around_and_leaves_out_what_only_touches() {
        let mask = grid(&["##..", "##..", "..#.", "...."]).largest_part();
        assert_eq!(mask.bounds(), Some([0, 0, 2, 2]));
        assert_eq!(
            simplified(&mask.outline(), 4),
            [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]
        );
    }

    #[test]
    fn the_outline_of_a_ring_is_its_outer_one() {
        let mask = grid(&["###", "#.#", "###"]);
        assert_eq!(mask.outline().len(), 12);
    }
}
