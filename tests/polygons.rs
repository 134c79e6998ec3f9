//! Polygons against GEOS, to the pixel: self-crossing, degenerate, far outside,
//! and with centres exactly on edges. `cargo xtask test` runs it.

mod judge;
mod random;

use judge::ask;
use masque::geometry::Size;
use masque::mask::{DEFAULT_THRESHOLD, Encoding, Mask, decode};
use random::Random;

type Rings = Vec<Vec<[f64; 2]>>;

struct Case {
    picture: Size,
    rings: Rings,
    /// Whole coordinates in a small picture, so that many centres lie on edges.
    ties: bool,
}

#[derive(serde::Deserialize)]
struct Judgement {
    /// Offsets of the pixels inside, in row order over the picture.
    inside: Vec<u32>,
    /// Offsets of those whose centre is on an edge; none when ties are judged.
    edge: Vec<u32>,
}

#[test]
fn random_polygons_are_geoss() {
    let count = if is_long() { 50_000 } else { 1_500 };
    compare((0..count).map(|seed| anywhere(&mut Random::new(seed))));
}

#[test]
fn centres_on_edges_go_right_and_down() {
    let count = if is_long() { 30_000 } else { 1_500 };
    let found = compare((0..count).map(|seed| on_centres(&mut Random::new(seed))));
    assert!(found > 100_000, "{found} pixels in all");
}

#[test]
fn thousands_of_crossing_edges_are_geoss() {
    let count = if is_long() { 40 } else { 4 };
    compare((0..count).map(|seed| {
        let mut random = Random::new(seed);
        let vertices = [50, 900, 4_000, 19_000][seed as usize % 4];
        Case {
            picture: Size::new(160, 120).expect("a size"),
            rings: vec![(0..vertices).map(|_| fine(&mut random)).collect()],
            ties: false,
        }
    }));
}

#[test]
fn long_edges_are_geoss() {
    let count = if is_long() { 2_000 } else { 60 };
    let found = compare((0..count).map(|seed| {
        let mut random = Random::new(seed);
        let (width, height) = [(9, 8064), (8064, 9), (700, 500)][seed as usize % 3];
        Case {
            picture: Size::new(width, height).expect("a size"),
            rings: rings(&mut random, fine),
            ties: false,
        }
    }));
    assert!(found > 500_000, "{found} pixels in all");
}

/// Compares all cases; gives the number of pixels inside.
fn compare(cases: impl Iterator<Item = Case>) -> usize {
    let cases: Vec<Case> = cases.collect();
    let mut found = 0;
    for batch in cases.chunks(2_000) {
        let input = batch.iter().map(|case| format!("{}\n", case.json()));
        let answers = ask("polygons.py", &[], input.collect());
        assert_eq!(answers.len(), batch.len());
        for (case, answer) in batch.iter().zip(answers) {
            let expected: Judgement = serde_json::from_str(&answer).expect("a judgement");
            let mut inside = case.inside();
            inside.retain(|at| expected.edge.binary_search(at).is_err());
            let mut wanted = expected.inside;
            wanted.retain(|at| expected.edge.binary_search(at).is_err());
            found += wanted.len();
            assert!(inside == wanted, "differs from GEOS: {}", case.json());
        }
    }
    found
}

impl Case {
    fn inside(&self) -> Vec<u32> {
        let encoding = Encoding::Rings(self.rings.clone());
        let Ok(decoded) = decode(&encoding, None, self.picture) else {
            // Fewer than three distinct vertices hold nothing.
            return Vec::new();
        };
        offsets(&decoded.source.rasterise(self.picture, DEFAULT_THRESHOLD))
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "picture": [self.picture.width(), self.picture.height()],
            "rings": self.rings, "ties": self.ties,
        })
    }
}

fn offsets(mask: &Mask) -> Vec<u32> {
    let width = mask.picture().width();
    let rows = mask.rows();
    rows.flat_map(|(y, runs)| {
        let columns = runs.iter().flat_map(|run| run.start..run.end);
        columns.map(move |x| y * width + x)
    })
    .collect()
}

/// One to three rings of three to twelve vertices, of every kind of number.
fn anywhere(random: &mut Random) -> Case {
    let picture = Size::new(1 + random.below(40), 1 + random.below(40)).expect("a size");
    let kind = random.below(5);
    let rings = rings(random, |random| match kind {
        // As models write it.
        0 => [whole(random, 1000), whole(random, 1000)],
        // With decimals that no binary number is.
        1 => [whole(random, 10_000) / 10.0, whole(random, 100_000) / 100.0],
        // Finer than the grid, so that rounding to it counts.
        2 => [
            whole(random, 1 << 27) / 131_072.0,
            whole(random, 1 << 27) / 131_072.0,
        ],
        // Far outside of the picture.
        3 => [
            whole(random, 20_000) - 10_000.0,
            whole(random, 20_000) - 10_000.0,
        ],
        _ => fine(random),
    });
    Case {
        picture,
        rings,
        ties: false,
    }
}

/// Whole coordinates on a coarse lattice over pictures whose centres meet it.
fn on_centres(random: &mut Random) -> Case {
    let width = [10, 20, 25, 50, 100, 120, 7][random.below(7) as usize];
    let height = [10, 20, 25, 50, 60, 13][random.below(6) as usize];
    let step = [5, 10, 25, 50, 100][random.below(5) as usize];
    let rings = rings(random, |random| {
        let mut axis = || f64::from(random.below(1400 / step) * step) - 200.0;
        [axis(), axis()]
    });
    Case {
        picture: Size::new(width, height).expect("a size"),
        rings,
        ties: true,
    }
}

/// Rings whose vertices `vertex` gives, some of them repeated or in line.
fn rings(random: &mut Random, vertex: impl Fn(&mut Random) -> [f64; 2]) -> Rings {
    let count = 1 + random.below(3);
    let ring = |random: &mut Random| {
        let mut ring: Vec<[f64; 2]> = Vec::new();
        for _ in 0..3 + random.below(10) {
            let [x, y] = vertex(random);
            let last = ring.last().copied().unwrap_or([x, y]);
            ring.push(match random.below(8) {
                0 => last,
                1 => [last[0], y],
                2 => [x, last[1]],
                _ => [x, y],
            });
        }
        ring
    };
    (0..count).map(|_| ring(random)).collect()
}

fn whole(random: &mut Random, most: u32) -> f64 {
    f64::from(random.below(most + 1))
}

/// A vertex within the picture or a little outside, in 1/65536.
fn fine(random: &mut Random) -> [f64; 2] {
    [0, 0].map(|_| f64::from(random.below(1200 << 16)) / 65_536.0 - 100.0)
}

/// Whether the long versions of tests were asked for.
fn is_long() -> bool {
    std::env::var_os("MASQUE_LONG").is_some()
}
