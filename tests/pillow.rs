//! Masks against Pillow itself, to the pixel. `cargo xtask test` makes the
//! Python that runs it and names it in `MASQUE_PYTHON`.

mod judge;
mod random;
mod skipped;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use masque::answer::Reader;
use masque::export::{Annotated, Body, Format, Options, Origin, Thing};
use masque::geometry::{NormBox, PixelBox, Size};
use masque::mask::{
    DEFAULT_THRESHOLD, Encoding, Grey, Mask, Note, Refine, Source, decode, difference,
};
use masque::session::{Answering, Object, Scope, Shape, saved_parts};
use random::Random;
use std::path::{Path, PathBuf};

/// The offsets at which a mask changes, in row order over the whole picture.
type Toggles = Vec<u64>;

#[test]
fn all_fifteen_recorded_masks_are_pillows() {
    let recorded = root().join("../shared/recorded/masks-png/google-cookbook");
    let name = "cupcakes_gemini-2.5-flash-preview-05-20_15masks.response.txt";
    let Some(answer) = Some(recorded.join(name)).filter(|path| path.exists()) else {
        skipped::say("the recorded cupcakes answer is not beside this checkout");
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
fn what_our_own_file_says_of_grey_values_is_pillows() {
    let picture = Size::new(1280, 960).expect("a size");
    let part = Scope::part(picture, PixelBox::new(301, 77, 640, 480)).expect("a part");
    let answer = root().join("samples/breakfast.answer.txt");
    let text = std::fs::read_to_string(answer).expect("a readable answer");
    let mut pictures = Vec::new();
    for (scope, threshold) in [(Scope::whole(picture), 127), (part, 90)] {
        let mut answering = Answering::about(scope, threshold, 0);
        let parts = saved_parts(&text).into_iter();
        let objects: Vec<Object> = parts.flat_map(|part| answering.read(part)).collect();
        let mut things: Vec<Thing> = objects.iter().map(Object::thing).collect();
        // What was drawn by hand, and taken away.
        let drawn = Mask::from_fn(picture, |x, y| (x / 9 + y / 7) % 5 == 0);
        let stripes = Mask::from_fn(picture, |x, _| x % 8 < 3);
        for (at, (object, thing)) in objects.iter().zip(&mut things).enumerate() {
            let shape = object.mask.as_ref().expect("a mask");
            let refined = shape.refined(refine(at)).expect("little work");
            let frayed = Shape::of(difference(&refined.mask, &drawn));
            let mended = match at % 4 {
                0 => refined,
                1 => shape.drawn(&drawn, false).drawn(&stripes, true),
                2 => refined.drawn(&stripes, true).drawn(&drawn, false),
                _ => frayed.refined(refine(at + 1)).expect("little work"),
            };
            let mended = Object {
                mask: Ok(mended),
                ..object.clone()
            };
            *thing = mended.thing();
        }
        let flags: Vec<Vec<bool>> = (0..9)
            .map(|y| (0..7).map(|x| x * y % 3 > 0).collect())
            .collect();
        let bounds = NormBox::from_wire([150.0, 300.0, 777.0, 912.0]);
        let decoded = decode(&Encoding::Flags(flags), bounds, picture).expect("flags");
        let mask = decoded.source.rasterise(picture, threshold);
        things.push(Thing {
            mask: Some(mask.into()),
            origin: Some(Origin {
                source: decoded.source.into(),
                mending: None,
            }),
            ..Thing::default()
        });
        pictures.push(Annotated {
            threshold: Some(threshold),
            ..Annotated::new("a.png", picture, things)
        });
    }
    let options = Options {
        pictures: false,
        ..Options::default()
    };
    let files = Format::Masque.files(pictures.into(), &options);
    let Some(Body::Made(make)) = files.expect("files").next().map(|file| file.body) else {
        panic!("no file")
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("masque.json");
    std::fs::write(&path, make().expect("a file")).expect("the file");
    let said = judge::ask(
        "masks.py",
        &["own", path.to_str().expect("UTF-8")],
        String::new(),
    );
    assert!(
        said.len() > 8 && said.iter().all(|line| line == "true"),
        "{said:?}"
    );
}

/// Some way of making a mask better, other ones one after the other.
fn refine(at: usize) -> Refine {
    Refine {
        grow: [0, 9, -6, 0, 3][at % 5],
        smooth: [4, 0, 11, 0][at % 4],
        fill_holes: at % 2 == 0,
        specks: [0, 300, 1][at % 3],
    }
}

#[test]
fn random_masks_in_random_boxes_are_pillows() {
    let cases: u64 = if std::env::var_os("MASQUE_LONG").is_some() {
        100_000
    } else {
        2_000
    };
    let mut largest = [0, 0];
    for first in (0..cases).step_by(BATCH) {
        let batch = first..cases.min(first + BATCH as u64);
        let cases: Vec<Case> = batch.map(Case::random).collect();
        let lines = cases.iter().map(|case| format!("{}\n", case.json()));
        let expected = judge::ask("masks.py", &["random"], lines.collect());
        assert_eq!(expected.len(), cases.len());
        for (case, expected) in cases.iter().zip(expected) {
            let expected: [u64; 2] = serde_json::from_str(&expected).expect("two numbers");
            let differs = summed(&case.mask()) != expected;
            assert!(!differs, "differs from Pillow: {}", case.summary());
            largest = [0, 1].map(|axis| largest[axis].max(case.bounds[axis + 2]));
        }
    }
    println!("{cases} cases, boxes up to {largest:?} pixels, 0 different");
}

#[test]
fn masks_of_the_whole_picture_are_pillows() {
    let mut covered = [0, 0];
    let cases: Vec<(Case, [u32; 4])> = (0..BATCH as u64).map(Case::whole).collect();
    let lines = cases.iter().map(|(case, _)| format!("{}\n", case.json()));
    let expected = judge::ask("masks.py", &["random"], lines.collect());
    assert_eq!(expected.len(), cases.len());
    for ((case, bounds), expected) in cases.iter().zip(expected) {
        let expected: [u64; 2] = serde_json::from_str(&expected).expect("two numbers");
        let [width, height] = case.picture;
        let picture = Size::new(width, height).expect("a size");
        let detections = Reader::new().push(&case.answer(*bounds));
        let [detection] = detections.as_slice() else {
            panic!("{} objects", detections.len());
        };
        let decoded = decode(&detection.mask, detection.bounds, picture).expect("a mask");
        assert_eq!(decoded.notes, [Note::WholePicture], "{}", case.summary());
        let mask = decoded.source.rasterise(picture, case.threshold);
        assert_eq!(summed(&mask), expected, "{}", case.summary());
        covered = [0, 1].map(|axis| covered[axis].max(case.picture[axis]));
    }
    println!("{BATCH} masks, pictures up to {covered:?} pixels, 0 different");
}

/// Cases that are judged by one start of Python.
const BATCH: usize = 500;

/// Compares every PNG mask of `answer`; gives their number.
fn against_pillow(answer: &Path, width: u32, height: u32) -> usize {
    let picture = Size::new(width, height).expect("a size");
    let text = std::fs::read_to_string(answer).expect("a readable answer");
    let path = answer.to_str().expect("a path in UTF-8");
    let expected = ask_pillow(&["answer", path, &width.to_string(), &height.to_string()]);
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

/// The number of a mask's toggles and their CRC-32.
fn summed(mask: &Mask) -> [u64; 2] {
    let toggles = toggles(mask);
    let bytes: Vec<u8> = toggles.iter().flat_map(|at| at.to_le_bytes()).collect();
    [toggles.len() as u64, u64::from(crc32fast::hash(&bytes))]
}

struct Case {
    size: [u32; 2],
    values: Vec<u8>,
    /// Left, top, width and height in pixels of the picture.
    bounds: [i32; 4],
    picture: [u32; 2],
    threshold: u8,
}

impl Case {
    /// Sides from 1 to 2000 of mask, box and picture, each on its own, so up and
    /// down in every way; hard, soft and noisy values; boxes over every edge and
    /// of one pixel; every threshold.
    fn random(seed: u64) -> Self {
        let mut random = Random::new(seed);
        // Most are small, so that there can be many; one in sixteen is not.
        let mut side = || {
            let most = [4, 64, 64, 300, 300, 300, 600, 2000][random.below(8) as usize];
            1 + random.below(most)
        };
        let size = [side(), side()];
        let extent = [side(), side()];
        // A box may be up to eight times as large as the picture; what reaches
        // further out is no box to Masque.
        let picture = extent.map(|extent| side().max(extent.div_ceil(8)));
        let [width, height] = size.map(|side| side as usize);
        // Noise leaves nothing to settle by bits; the rest is as masks are.
        let noisy = width * height < 100_000;
        let style = random.below(if noisy { 5 } else { 3 });
        let [across, down] = [3 + random.below(40), 3 + random.below(40)];
        let [across, down] = [across as usize, down as usize];
        let values = (0..width * height).map(|at| {
            let (x, y) = (at % width, at / width);
            match style {
                0 => u8::from((x / across + y / down) % 3 == 0) * 255,
                1 => {
                    u8::from(x.abs_diff(width / 2) * down + y.abs_diff(height / 2) * across < 900)
                        * 255
                }
                2 => ((x * 255 / across + y * 255 / down) % 511).min(255) as u8,
                3 => random.below(256) as u8,
                _ => 126 + random.below(4) as u8,
            }
        });
        let values = values.collect();
        let edge = [0, 1].map(|axis| {
            let reach = picture[axis] + extent[axis];
            random.below(reach) as i32 - extent[axis] as i32 + 1
        });
        Self {
            size,
            values,
            bounds: [edge[0], edge[1], extent[0] as i32, extent[1] as i32],
            picture,
            threshold: random.below(255) as u8,
        }
    }

    /// A mask that is a copy of the whole picture, as large or up to seven times as small,
    /// and the box that its values above 127 lie in: top, left, bottom, right, 0–1000. The
    /// others lie anywhere, so that most thresholds show what is outside of it too.
    fn whole(seed: u64) -> (Self, [u32; 4]) {
        let mut random = Random::new(seed);
        let wide = 64 + random.below(300);
        let high = 64 + random.below(300);
        // A square copy is only taken for one where it is as large as the picture.
        let times = 1 + random.below(if wide == high { 1 } else { 8 });
        let picture = [wide, high].map(|side| side * times + random.below(times));
        let [left, top] = [random.below(400), random.below(400)];
        let bounds = [
            top,
            left,
            top + 100 + random.below(500),
            left + 100 + random.below(500),
        ];
        let within = |at: u32, side: u32, [from, to]: [u32; 2]| {
            let at = f64::from(at) + 0.5;
            (from..to).contains(&((at * 1000.0 / f64::from(side)) as u32))
        };
        let mut values = Vec::new();
        for y in 0..high {
            for x in 0..wide {
                let is_within = within(y, high, [bounds[0], bounds[2]])
                    && within(x, wide, [bounds[1], bounds[3]]);
                let most = if is_within { 256 } else { 128 };
                values.push(random.below(most) as u8);
            }
        }
        let [width, height] = picture.map(|side| side as i32);
        let case = Self {
            size: [wide, high],
            values,
            bounds: [0, 0, width, height],
            picture,
            threshold: random.below(255) as u8,
        };
        (case, bounds)
    }

    /// What a model would write of it.
    fn answer(&self, bounds: [u32; 4]) -> String {
        let [width, height] = self.size;
        let grey = image::GrayImage::from_raw(width, height, self.values.clone());
        let mut file = std::io::Cursor::new(Vec::new());
        let written = grey
            .expect("a grid")
            .write_to(&mut file, image::ImageFormat::Png);
        written.expect("a PNG");
        let mask = BASE64_STANDARD.encode(file.into_inner());
        let mask = format!("data:image/png;base64,{mask}");
        serde_json::json!([{"box_2d": bounds, "label": "cup", "mask": mask}]).to_string()
    }

    fn mask(&self) -> Mask {
        let [width, height] = self.picture;
        let picture = Size::new(width, height).expect("a size");
        let norm = |at: i32, side: u32| f64::from(at) * 1000.0 / f64::from(side);
        let [x, y, across, down] = self.bounds;
        let corners = [
            norm(y, height),
            norm(x, width),
            norm(y + down, height),
            norm(x + across, width),
        ];
        let bounds = NormBox::from_wire(corners).expect("a box");
        let grey = Grey::new(self.size[0], self.size[1], self.values.clone()).expect("a grid");
        Source::Values { grey, bounds }.rasterise(picture, self.threshold)
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "size": self.size, "values": BASE64_STANDARD.encode(&self.values), "box": self.bounds,
            "picture": self.picture, "threshold": self.threshold,
        })
    }

    fn summary(&self) -> String {
        format!(
            "{:?} over {:?} in {:?}, threshold {}",
            self.size, self.bounds, self.picture, self.threshold
        )
    }
}

fn ask_pillow(arguments: &[&str]) -> Vec<Toggles> {
    let lines = judge::ask("masks.py", arguments, String::new());
    lines
        .iter()
        .map(|line| serde_json::from_str(line).expect("a list"))
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
