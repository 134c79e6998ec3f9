//! Masks against Pillow itself, to the pixel. `cargo xtask test` makes the
//! Python that runs it and names it in `MASQUE_PYTHON`.

use masque::answer::Reader;
use masque::geometry::NormBox;
use masque::geometry::Size;
use masque::mask::{DEFAULT_THRESHOLD, Grey, Mask, Source, decode};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The offsets at which a mask changes, in row order over the whole picture.
type Toggles = Vec<u64>;

#[test]
fn all_fifteen_recorded_masks_are_pillows() {
    let recorded = root().join("../shared/recorded/masks-png/google-cookbook");
    let name = "cupcakes_gemini-2.5-flash-preview-05-20_15masks.response.txt";
    let Some(answer) = Some(recorded.join(name)).filter(|path| path.exists()) else {
        println!("SKIPPED: the recorded cupcakes answer is not beside this checkout");
        return;
    };
    assert_eq!(against_pillow(&answer, 1024, 1024), 15);
    // The same masks over pictures of other sizes and shapes.
    assert_eq!(against_pillow(&answer, 4032, 3024), 15);
    assert_eq!(against_pillow(&answer, 333, 77), 15);
}

#[test]
fn the_samples_masks_are_pillows() {
    let answer = root().join("samples/breakfast.answer.txt");
    assert!(against_pillow(&answer, 1280, 960) > 4);
}

#[test]
fn random_masks_in_random_boxes_are_pillows() {
    let batches = if std::env::var_os("MASQUE_LONG").is_some() {
        50
    } else {
        1
    };
    for batch in 0..batches {
        let seeds = batch * 400..(batch + 1) * 400;
        let cases: Vec<Case> = seeds.map(Case::random).collect();
        let lines: String = cases
            .iter()
            .map(|case| format!("{}\n", case.json()))
            .collect();
        let expected = ask_pillow(&["random"], &lines);
        assert_eq!(expected.len(), cases.len());
        for (case, expected) in cases.iter().zip(expected) {
            let same = toggles(&case.mask()) == expected;
            assert!(same, "differs from Pillow: {}", case.summary());
        }
    }
}

/// Compares every PNG mask of `answer`; gives their number.
fn against_pillow(answer: &Path, width: u32, height: u32) -> usize {
    let picture = Size::new(width, height).expect("a size");
    let text = std::fs::read_to_string(answer).expect("a readable answer");
    let path = answer.to_str().expect("a path in UTF-8");
    let expected = ask_pillow(
        &["answer", path, &width.to_string(), &height.to_string()],
        "",
    );
    let detections = Reader::new().push(&text);
    assert_eq!(detections.len(), expected.len(), "items in {path}");
    for (detection, expected) in detections.iter().zip(&expected) {
        let decoded = decode(&detection.mask, detection.bounds, picture).expect("a mask");
        let mask = decoded.source.rasterise(picture, DEFAULT_THRESHOLD);
        assert!(
            toggles(&mask) == *expected,
            "{:?} at {width} × {height}",
            detection.label
        );
    }
    expected.len()
}

fn toggles(mask: &Mask) -> Toggles {
    let width = u64::from(mask.picture().width());
    let mut toggles = Toggles::new();
    for (y, runs) in mask.rows() {
        for run in runs {
            let (start, end) = (u64::from(run.start), u64::from(run.end));
            let start = u64::from(y) * width + start;
            // A run from the left edge goes on where the row above ended.
            if toggles.last() == Some(&start) {
                toggles.pop();
            } else {
                toggles.push(start);
            }
            toggles.push(u64::from(y) * width + end);
        }
    }
    toggles
}

struct Case {
    size: [u32; 2],
    values: Vec<u8>,
    /// Left, top, width and height in thousandths, so that they are exact.
    bounds: [i32; 4],
    picture: u32,
    threshold: u8,
}

impl Case {
    /// Sizes from 1 to 300 up and down, hard, soft and noisy, over every edge.
    fn random(seed: u64) -> Self {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut side = |most: u32| {
            let bound = if random.below(4) == 0 { 4 } else { most };
            1 + random.below(bound)
        };
        let size = [side(300), side(300)];
        let extent = [side(1000) as i32, side(1000) as i32];
        let [width, height] = size.map(|side| side as usize);
        let style = random.below(3);
        let values = (0..width * height)
            .map(|at| match style {
                0 => random.below(256) as u8,
                1 => 126 + random.below(4) as u8,
                _ => u8::from(((at % width) / 7 + (at / width) / 9) % 3 == 0) * 255,
            })
            .collect();
        let edge = [
            random.below(1200) as i32 - 200,
            random.below(1200) as i32 - 200,
        ];
        let bounds = [edge[0], edge[1], extent[0], extent[1]];
        Self {
            size,
            values,
            bounds,
            picture: 1000,
            threshold: random.below(255) as u8,
        }
    }

    fn mask(&self) -> Mask {
        let [x, y, width, height] = self.bounds.map(f64::from);
        let bounds = NormBox::from_wire([y, x, y + height, x + width]).expect("a box");
        let grey = Grey::new(self.size[0], self.size[1], self.values.clone()).expect("a grid");
        let picture = Size::new(self.picture, self.picture).expect("a size");
        Source::Values { grey, bounds }.rasterise(picture, self.threshold)
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "size": self.size, "values": self.values, "box": self.bounds,
            "picture": [self.picture, self.picture], "threshold": self.threshold,
        })
    }

    fn summary(&self) -> String {
        format!(
            "{:?} over {:?}, threshold {}",
            self.size, self.bounds, self.threshold
        )
    }
}

/// A xorshift generator: the same cases on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) % u64::from(bound)) as u32
    }
}

fn ask_pillow(arguments: &[&str], input: &str) -> Vec<Toggles> {
    let python = std::env::var("MASQUE_PYTHON")
        .expect("run `cargo xtask test`, which makes the Python that these tests need");
    let mut child = Command::new(python)
        .arg(root().join("tests/oracles/masks.py"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    writer
        .join()
        .expect("the writer")
        .expect("all input written");
    assert!(output.status.success(), "the oracle failed");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a list"))
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
