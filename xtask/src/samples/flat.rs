//! Distances and lines in the plane, for shapes that are turned or cut out.
//! Never knows space. Points are (across, up) in scene units.

/// A smooth line through points (Catmull-Rom), `pieces` straight bits for each span.
pub fn curve(points: &[[f32; 2]], pieces: u32) -> Vec<[f32; 2]> {
    let mut line = Vec::new();
    for (index, pair) in points.windows(2).enumerate() {
        let [a, b] = [pair[0], pair[1]];
        let before = if index == 0 { a } else { points[index - 1] };
        let after = points.get(index + 2).copied().unwrap_or(b);
        for piece in 0..pieces {
            let t = piece as f32 / pieces as f32;
            let at = |i: usize| {
                let (p, q, r, s) = (before[i], a[i], b[i], after[i]);
                0.5 * (2.0 * q
                    + (r - p) * t
                    + (2.0 * p - 5.0 * q + 4.0 * r - s) * t * t
                    + (3.0 * q - p - 3.0 * r + s) * t * t * t)
            };
            line.push([at(0).max(0.0), at(1)]);
        }
    }
    line.extend(points.last());
    line
}

/// Length of the longest side of a right-angled triangle.
pub fn flat(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}

/// Distance to an open line of points.
pub fn polyline(p: [f32; 2], line: &[[f32; 2]]) -> f32 {
    line.windows(2)
        .map(|pair| span_squared(p, pair[0], pair[1]))
        .fold(f32::MAX, f32::min)
        .sqrt()
}

/// Signed distance to a closed outline.
pub fn polygon(p: [f32; 2], outline: &[[f32; 2]]) -> f32 {
    let (mut nearest, mut inside) = (f32::MAX, false);
    let mut last = outline.last().copied().unwrap_or_default();
    for &point in outline {
        nearest = nearest.min(span_squared(p, last, point));
        let crosses = (point[1] > p[1]) != (last[1] > p[1]);
        if crosses
            && p[0] < (last[0] - point[0]) * (p[1] - point[1]) / (last[1] - point[1]) + point[0]
        {
            inside = !inside;
        }
        last = point;
    }
    if inside {
        -nearest.sqrt()
    } else {
        nearest.sqrt()
    }
}

fn span_squared(p: [f32; 2], from: [f32; 2], to: [f32; 2]) -> f32 {
    let (ax, ay, bx, by) = (
        p[0] - from[0],
        p[1] - from[1],
        to[0] - from[0],
        to[1] - from[1],
    );
    let share = ((ax * bx + ay * by) / (bx * bx + by * by).max(1e-12)).clamp(0.0, 1.0);
    let (dx, dy) = (ax - bx * share, ay - by * share);
    dx * dx + dy * dy
}

/// Lowest and highest corner of the box around points.
pub fn extent(points: &[[f32; 2]]) -> ([f32; 2], [f32; 2]) {
    let start = ([f32::MAX; 2], [f32::MIN; 2]);
    points.iter().fold(start, |(low, high), p| {
        (
            [low[0].min(p[0]), low[1].min(p[1])],
            [high[0].max(p[0]), high[1].max(p[1])],
        )
    })
}
