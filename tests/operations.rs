//! Operations on masks against pycocotools, SciPy and OpenCV. `cargo xtask test`
//! makes the Python that runs them and names it in `MASQUE_PYTHON`.

mod judge;
mod random;

use masque::geometry::{PixelBox, Size};
use masque::mask::{Connectivity, Mask, coco, contour};
use masque::mask::{
    complement, difference, drop_specks, fill_holes, grow, holes, intersection, iou, parts, shrink,
    smooth, union,
};
use random::Random;
use serde_json::{Value, json};

/// A closed line, as OpenCV and we write it.
type Ring = Vec<[u32; 2]>;

#[test]
fn random_masks_are_treated_as_by_their_judges() {
    let batches = if std::env::var_os("MASQUE_LONG").is_some() {
        20
    } else {
        1
    };
    for batch in 0..batches {
        let seeds = batch * 500..(batch + 1) * 500;
        judge(&seeds.map(Case::random).collect::<Vec<_>>());
    }
}

#[test]
fn run_lengths_of_large_masks_are_those_of_pycocotools() {
    judge(&(0..6).map(Case::large).collect::<Vec<_>>());
}

/// Holds all that is made from `cases` against what the judges make.
fn judge(cases: &[Case]) {
    let lines: String = cases
        .iter()
        .map(|case| format!("{}\n", case.json()))
        .collect();
    let answers = ask(lines);
    assert_eq!(answers.len(), cases.len());
    for (case, answer) in cases.iter().zip(&answers) {
        case.judge_run_lengths(&answer["run_lengths"]);
        if !case.only_run_lengths {
            case.judge_sets(answer);
            case.judge_parts(&answer["four"], Connectivity::Four);
            case.judge_parts(&answer["eight"], Connectivity::Eight);
            case.judge_shapes(&answer["shaped"]);
            case.judge_contours(&answer["contours"]);
        }
    }
}

struct Case {
    seed: u64,
    a: Mask,
    b: Mask,
    /// Of the disc, in pixels.
    radius: u32,
    /// The smallest part that is no speck, in pixels.
    least: u64,
    /// For pictures that the slower judges need too long for.
    only_run_lengths: bool,
}

impl Case {
    /// Mostly small, so that all edges matter; some of a few hundred pixels.
    fn random(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let most = if seed.is_multiple_of(10) { 300 } else { 30 };
        let side = |random: &mut Random| 1 + random.below(most);
        let size = Size::new(side(&mut random), side(&mut random)).expect("a size");
        Self {
            seed,
            a: random.mask(size),
            b: random.mask(size),
            radius: random.below(6),
            least: random.below(12).into(),
            only_run_lengths: false,
        }
    }

    /// Twelve megapixels.
    fn large(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let size = Size::new(4032, 3024).expect("a size");
        Self {
            seed,
            a: random.discs(size),
            b: random.discs(size),
            radius: 0,
            least: 0,
            only_run_lengths: true,
        }
    }

    fn json(&self) -> Value {
        let (counts, size) = (coco::counts(&self.a), self.a.picture());
        let centres = contour::through_centres(&self.a).into_iter();
        let edges = contour::along_edges(&self.a, self.connectivity()).into_iter();
        json!({
            "size": [size.width(), size.height()],
            "a": toggles(&self.a), "b": toggles(&self.b),
            "radius": self.radius, "least": self.least,
            "only_run_lengths": self.only_run_lengths,
            "text": coco::text(&counts), "counts": counts,
            "centres": centres.map(|contour| contour.ring).collect::<Vec<_>>(),
            "edges": edges.map(|contour| contour.ring).collect::<Vec<_>>(),
        })
    }

    fn connectivity(&self) -> Connectivity {
        if self.seed.is_multiple_of(2) {
            Connectivity::Four
        } else {
            Connectivity::Eight
        }
    }

    fn judge_run_lengths(&self, judged: &Value) {
        let counts = coco::counts(&self.a);
        let text = coco::text(&counts);
        self.same("text", &json!(text), &judged["text"]);
        self.same("text of counts", &json!(text), &judged["text_of_counts"]);
        self.same("mask of our text", &on(&self.a), &judged["mask_of_text"]);
        let theirs = judged["text"].as_str().expect("a text");
        let read = coco::counts_of_text(theirs).expect("counts");
        let mask = coco::mask(&read, self.a.picture()).expect("a mask");
        assert!(mask == self.a, "mask of their text, seed {}", self.seed);
        self.same("area", &json!(self.a.area()), &judged["area"]);
        let sides = |bounds: PixelBox| {
            let [width, height] = [bounds.width(), bounds.height()].map(i64::from);
            [bounds.x(), bounds.y(), width, height]
        };
        let bounds = self.a.bounds().map_or([0; 4], sides);
        self.same("box", &json!(bounds), &judged["box"]);
        // They divide nothing by nothing; we say that nothing agrees with nothing.
        if !(self.a.is_empty() && self.b.is_empty()) {
            let theirs = judged["iou"].as_str().and_then(|iou| iou.parse().ok());
            let ours = iou(&self.a, &self.b);
            assert_eq!(Some(ours), theirs, "iou, seed {}", self.seed);
        }
    }

    fn judge_sets(&self, judged: &Value) {
        let (a, b) = (&self.a, &self.b);
        self.same("union", &on(&union(a, b)), &judged["union"]);
        self.same(
            "intersection",
            &on(&intersection(a, b)),
            &judged["intersection"],
        );
        self.same("difference", &on(&difference(a, b)), &judged["difference"]);
        self.same("complement", &on(&complement(a)), &judged["complement"]);
    }

    fn judge_parts(&self, judged: &Value, connectivity: Connectivity) {
        let sorted = |masks: Vec<Mask>| {
            let mut found: Vec<Vec<u64>> = masks.iter().map(toggles).collect();
            found.sort();
            json!(found)
        };
        let a = &self.a;
        let found = sorted(parts(a, connectivity));
        self.same("parts", &found, &judged["parts"]);
        let found = sorted(holes(a, connectivity));
        self.same("holes", &found, &judged["holes"]);
        let filled = fill_holes(a, connectivity);
        self.same("filled holes", &on(&filled), &judged["filled"]);
        let large = drop_specks(a, self.least, connectivity);
        self.same("no specks", &on(&large), &judged["without_specks"]);
    }

    fn judge_shapes(&self, judged: &Value) {
        let (a, radius) = (&self.a, self.radius);
        self.same("grown", &on(&grow(a, radius)), &judged["grown"]);
        self.same("shrunk", &on(&shrink(a, radius)), &judged["shrunk"]);
        self.same("smoothed", &on(&smooth(a, radius)), &judged["smoothed"]);
    }

    fn judge_contours(&self, judged: &Value) {
        let contours = contour::through_centres(&self.a);
        let ours = |line: fn(&Ring) -> Ring| {
            let rings = contours.iter();
            let mut rings: Vec<(bool, Ring)> = rings
                .map(|contour| (contour.is_hole, turned(line(&contour.ring))))
                .collect();
            rings.sort();
            rings
        };
        let theirs = |name: &str| {
            let rings: Vec<(bool, Ring)> =
                serde_json::from_value(judged[name].clone()).expect("rings");
            let turned = rings.into_iter().map(|(hole, ring)| (hole, turned(ring)));
            let mut rings: Vec<_> = turned.collect();
            rings.sort();
            rings
        };
        let seed = self.seed;
        assert_eq!(ours(Ring::clone), theirs("corners"), "seed {seed}");
        assert_eq!(ours(walked), theirs("every_pixel"), "seed {seed}");
        self.same("through centres", &on(&self.a), &judged["filled_centres"]);
        let area = self.a.area() as f64;
        self.same("along edges", &json!(area), &judged["area_of_edges"]);
        if !judged["filled_edges"].is_null() {
            self.same("filled edges", &on(&self.a), &judged["filled_edges"]);
        }
    }

    fn same(&self, what: &str, ours: &Value, theirs: &Value) {
        let size = self.a.picture();
        assert!(
            ours == theirs,
            "{what} differs, seed {}, {size:?}\nours   {ours}\ntheirs {theirs}",
            self.seed
        );
    }
}

/// The ring from its smallest point on, so that beginnings do not matter; of
/// several, from the one after which all else is smallest.
fn turned(ring: Ring) -> Ring {
    let turns = (0..ring.len()).map(|first| {
        let mut turned = ring.clone();
        turned.rotate_left(first);
        turned
    });
    turns.min().unwrap_or_default()
}

/// Every pixel on a ring through centres.
fn walked(ring: &Ring) -> Ring {
    let mut pixels = Ring::new();
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let [dx, dy] = [0, 1].map(|axis| i64::from(to[axis]) - i64::from(from[axis]));
        for step in 0..dx.abs().max(dy.abs()).max(i64::from(ring.len() == 1)) {
            let at = |start: u32, way: i64| (i64::from(start) + step * way.signum()) as u32;
            pixels.push([at(from[0], dx), at(from[1], dy)]);
        }
    }
    pixels
}

fn on(mask: &Mask) -> Value {
    json!(toggles(mask))
}

/// The offsets at which a mask changes, in row order over the whole picture.
fn toggles(mask: &Mask) -> Vec<u64> {
    let width = u64::from(mask.picture().width());
    let mut toggles = Vec::new();
    for (y, runs) in mask.rows() {
        for run in runs {
            let start = u64::from(y) * width + u64::from(run.start);
            // A run from the left edge goes on where the row above ended.
            if toggles.last() == Some(&start) {
                toggles.pop();
            } else {
                toggles.push(start);
            }
            toggles.push(u64::from(y) * width + u64::from(run.end));
        }
    }
    toggles
}

impl Random {
    /// Noise, discs, rectangles over each other, one pixel, all or none.
    fn mask(&mut self, size: Size) -> Mask {
        match self.below(10) {
            0..4 => {
                let density = 1 + self.below(7);
                let width = size.width() as usize;
                let noise: Vec<bool> = (0..size.area()).map(|_| self.below(8) < density).collect();
                Mask::from_fn(size, |x, y| noise[y as usize * width + x as usize])
            }
            4..6 => self.discs(size),
            6..8 => {
                let boxes: Vec<[u32; 4]> =
                    (0..1 + self.below(6)).map(|_| self.bounds(size)).collect();
                Mask::from_fn(size, |x, y| {
                    let over = boxes.iter().filter(|[left, top, width, height]| {
                        (*left..left + width).contains(&x) && (*top..top + height).contains(&y)
                    });
                    over.count() % 2 == 1
                })
            }
            8 => {
                let [left, top, ..] = self.bounds(size);
                Mask::from_fn(size, |x, y| (x, y) == (left, top))
            }
            _ => {
                let full = self.below(2) == 1;
                Mask::from_fn(size, |_, _| full)
            }
        }
    }

    fn discs(&mut self, size: Size) -> Mask {
        let discs: Vec<[i64; 3]> = (0..1 + self.below(5))
            .map(|_| {
                let [x, y, width, _] = self.bounds(size).map(i64::from);
                [x, y, (width / 2).pow(2)]
            })
            .collect();
        Mask::from_fn(size, |x, y| {
            discs.iter().any(|[left, top, square]| {
                (i64::from(x) - left).pow(2) + (i64::from(y) - top).pow(2) <= *square
            })
        })
    }

    /// Left, top, width and height of a box that may hang over.
    fn bounds(&mut self, size: Size) -> [u32; 4] {
        [size.width(), size.height(), size.width(), size.height()].map(|side| self.below(side))
    }
}

/// The judges' answers to JSON lines.
fn ask(input: String) -> Vec<Value> {
    let lines = judge::ask("operations.py", &[], input);
    lines
        .iter()
        .map(|line| serde_json::from_str(line).expect("an answer"))
        .collect()
}
