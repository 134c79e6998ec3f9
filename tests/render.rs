//! The example `render`, run as a person runs it: a picture and a saved answer
//! in; files, an exit code and sentences out.

mod skipped;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{GrayImage, ImageFormat, Luma, Rgb, RgbImage};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

#[test]
fn a_sample_becomes_masks_cut_outs_an_overlay_and_a_report() {
    let samples = root().join("samples");
    let run = Run::of(
        &samples.join("breakfast.jpg"),
        &samples.join("breakfast.answer.txt"),
        &[],
    );
    assert_eq!((run.code, run.sentence.as_str()), (0, ""));
    let report = run.report();
    assert_eq!(
        (&report["width"], &report["height"]),
        (&json!(1280), &json!(960))
    );
    assert_eq!(report["threshold"], 127);
    assert_eq!(report["problems"], json!([]));
    let items = report["items"].as_array().expect("a list of items");
    assert!(items.len() > 4);
    assert_eq!(report["objects"], items.len());
    assert_eq!(report["masks"], items.len());

    let files = run.files();
    assert_eq!(files.len(), 2 + 2 * items.len(), "{files:?}");
    let mut area = 0;
    for (number, item) in (1..).zip(items) {
        assert_eq!(item["kind"], "png");
        assert_eq!(item["problem"], Value::Null);
        let mask = run.mask(number);
        assert_eq!(mask.dimensions(), (1280, 960));
        assert_eq!(item["area"], pixels(&mask), "{item}");
        area += pixels(&mask);
        assert_eq!(item["box"].as_array().map(Vec::len), Some(4));
        let cut = run.picture(&run.file(number, ".cutout.png"));
        assert!(
            cut.color().has_alpha(),
            "a cut-out is transparent around the object"
        );
    }
    assert_eq!(report["area"], area);
    let overlay = run.picture("overlay.png");
    assert_eq!((overlay.width(), overlay.height()), (1280, 960));
}

#[test]
fn a_soft_mask_shrinks_as_the_threshold_grows() {
    let answer = answer_with_mask(&ramp());
    let area = |threshold: &str| {
        let run = Run::made(&answer, &["--threshold", threshold]);
        assert_eq!(run.code, 0, "{}", run.sentence);
        assert_eq!(run.report()["threshold"].to_string(), threshold);
        pixels(&run.mask(1))
    };
    // The mask grows by one for each of the 256 columns, pixel for pixel.
    assert_eq!(area("0"), 255 * 64);
    assert_eq!(area("127"), 128 * 64);
    assert_eq!(area("254"), 64);
}

#[test]
fn a_cut_out_has_the_objects_own_pixels_and_nothing_else() {
    let run = Run::made(&answer_with_mask(&ramp()), &[]);
    let cut = run.picture(&run.file(1, ".cutout.png")).into_rgba8();
    let opaque: Vec<_> = cut.pixels().filter(|pixel| pixel.0[3] != 0).collect();
    assert_eq!(opaque.len(), 128 * 64);
    assert!(opaque.iter().all(|pixel| pixel.0 == [200, 120, 40, 255]));
}

#[test]
fn every_wrong_call_is_told_in_a_sentence() {
    let answer = answer_with_mask(&ramp());
    for threshold in ["300", "255", "-1", "half"] {
        let run = Run::made(&answer, &["--threshold", threshold]);
        assert_eq!(run.code, 2);
        let expected = format!("The threshold is a number from 0 to 254, not {threshold}");
        assert_eq!(run.sentence.trim(), expected);
        assert!(run.files().is_empty(), "{:?}", run.files());
    }
    let unknown = Run::made(&answer, &["--colour", "red"]);
    assert!(unknown.failed_with("--colour is not known"));
    let without_value = Run::made(&answer, &["--threshold"]);
    assert!(without_value.failed_with("--threshold needs a value"));
}

#[test]
fn an_answer_without_objects_is_told_in_a_sentence() {
    let prose = Run::made("I am sorry, there is no cup in this picture.", &[]);
    assert!(prose.failed_with("The answer names no objects"));
    assert_eq!(prose.report()["objects"], 0);
    assert_eq!(
        prose.files().len(),
        1,
        "only the report: {:?}",
        prose.files()
    );
    assert!(Run::made("", &[]).failed_with("The answer is empty"));
    assert!(Run::made("[]", &[]).failed_with("The answer names no objects"));

    let folder = folder();
    let missing = Run::of(
        &picture(&folder, 8, 8),
        &folder.path().join("none.txt"),
        &[],
    );
    assert!(missing.failed_with("none.txt cannot be read"));
}

#[test]
fn a_file_that_is_no_picture_is_told_in_a_sentence() {
    let folder = folder();
    let answer = folder.path().join("answer.txt");
    fs::write(&answer, answer_with_mask(&ramp())).expect("a written answer");
    for (bytes, why) in [
        (&b"hello, this is a letter"[..], "is not a picture"),
        (b"", "is empty"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "is an SVG drawing",
        ),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\0\0\0\0",
            "is damaged or unusual",
        ),
    ] {
        let file = folder.path().join("picture.png");
        fs::write(&file, bytes).expect("a written file");
        let run = Run::of(&file, &answer, &[]);
        assert!(run.failed_with(why), "{}: {}", run.code, run.sentence);
    }
}

#[test]
fn tokens_in_place_of_a_mask_are_named_and_the_rest_is_kept() {
    let tokens = "<start_of_mask><seg_35><seg_65><seg_4>";
    let polygon = "[[0, 0], [500, 0], [500, 500], [0, 500]]";
    let answer = format!(
        r#"[{{"box_2d": [0, 0, 500, 500], "mask": {tokens}, "label": "cup"}},
            {{"box_2d": [0, 0, 500, 500], "mask": {polygon}, "label": "../plate"}}]"#
    );
    let run = Run::made(&answer, &[]);
    assert_eq!(run.code, 0, "{}", run.sentence);
    let report = run.report();
    assert_eq!(
        (&report["objects"], &report["masks"]),
        (&json!(2), &json!(1))
    );
    let (cup, plate) = (&report["items"][0], &report["items"][1]);
    assert_eq!((&cup["kind"], &cup["area"]), (&json!("none"), &json!(0)));
    assert!(
        cup["problem"]
            .as_str()
            .is_some_and(|text| text.contains("<seg> tokens"))
    );
    assert_eq!(cup["box"], json!([0, 0, 128, 32]));
    assert_eq!(
        (&plate["kind"], &plate["area"]),
        (&json!("polygon"), &json!(128 * 32))
    );
    let expected = [
        "02-plate.cutout.png",
        "02-plate.mask.png",
        "overlay.png",
        "report.json",
    ];
    assert_eq!(run.files().iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_whole_reply_of_the_api_is_read_like_its_text() {
    let text = answer_with_mask(&ramp());
    let reply = json!({ "candidates": [{ "content": { "parts": [{ "text": text }] } }] });
    for saved in [reply.to_string(), format!("data: {reply}\n\n")] {
        let run = Run::made(&saved, &[]);
        assert_eq!(
            (run.code, pixels(&run.mask(1))),
            (0, 128 * 64),
            "{}",
            run.sentence
        );
    }
}

#[test]
fn the_recorded_cupcakes_have_fifteen_masks() {
    let name = "cupcakes_gemini-2.5-flash-preview-05-20_15masks.response.txt";
    let Some(answer) = recorded(&format!("masks-png/google-cookbook/{name}")) else {
        return;
    };
    let Some(picture) = recorded("images/cupcakes_1024x1024.png") else {
        return;
    };
    let run = Run::of(&picture, &answer, &[]);
    assert_eq!(run.code, 0, "{}", run.sentence);
    let report = run.report();
    assert_eq!(
        (&report["objects"], &report["masks"]),
        (&json!(15), &json!(15))
    );
    assert_eq!(report["problems"], json!([]));
    assert!((1..=15).all(|number| pixels(&run.mask(number)) > 0));
}

#[test]
fn the_recorded_polygon_is_one_mask() {
    let Some(answer) = recorded("polygons/forum-146559_gemini-3.5.json") else {
        return;
    };
    let folder = folder();
    let run = Run::of(&picture(&folder, 1000, 1000), &answer, &[]);
    assert_eq!(run.code, 0, "{}", run.sentence);
    let report = run.report();
    assert_eq!(report["masks"], report["objects"]);
    assert_eq!(report["items"][0]["kind"], "polygon");
    assert!(pixels(&run.mask(1)) > 0);
}

#[test]
fn the_recorded_boxes_are_listed_without_a_mask() {
    let folder = folder();
    let picture = picture(&folder, 640, 480);
    for name in [
        "cupcakes_gemini-2.0-flash",
        "socks_gemini-2.5-flash-preview-05-20",
        "spill_gemini-2.0-flash",
    ] {
        let Some(answer) = recorded(&format!("boxes/{name}.response.txt")) else {
            return;
        };
        let run = Run::of(&picture, &answer, &[]);
        assert_eq!(run.code, 0, "{name}: {}", run.sentence);
        let report = run.report();
        assert_eq!(report["masks"], 0, "{name}");
        let text = fs::read_to_string(&answer).expect("a recorded answer");
        assert_eq!(
            report["objects"],
            text.matches("\"box_2d\"").count(),
            "{name}"
        );
        let items = report["items"].as_array().expect("a list of items");
        assert!(
            items
                .iter()
                .all(|item| item["box"].is_array() && item["kind"] == "none")
        );
        assert!(run.files().contains("overlay.png"), "{name}");
    }
}

/// One run of the example, and the folder that it wrote to.
struct Run {
    code: i32,
    /// What went to the error output.
    sentence: String,
    folder: TempDir,
}

impl Run {
    fn of(image: &Path, answer: &Path, more: &[&str]) -> Self {
        let folder = folder();
        let output = Command::new(example())
            .arg("--image")
            .arg(image)
            .arg("--answer")
            .arg(answer)
            .arg("--out")
            .arg(folder.path().join("out"))
            .args(more)
            .output()
            .expect("the example starts");
        let code = output.status.code().expect("an exit code, no signal");
        let sentence = String::from_utf8(output.stderr).expect("UTF-8");
        Self {
            code,
            sentence,
            folder,
        }
    }

    /// A run on a plain picture of 256 × 64 pixels.
    fn made(answer: &str, more: &[&str]) -> Self {
        let folder = folder();
        let file = folder.path().join("answer.txt");
        fs::write(&file, answer).expect("a written answer");
        Self::of(&picture(&folder, 256, 64), &file, more)
    }

    /// Whether it ended as a call that could not be done, with these words and
    /// without a panic's.
    fn failed_with(&self, words: &str) -> bool {
        let is_sentence = self.sentence.contains(words) && !self.sentence.contains("panicked");
        self.code == 2 && is_sentence
    }

    fn files(&self) -> BTreeSet<String> {
        let Ok(entries) = fs::read_dir(self.out()) else {
            return BTreeSet::new();
        };
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    }

    /// The name of object `number`'s file.
    fn file(&self, number: usize, ending: &str) -> String {
        let start = format!("{number:02}-");
        let found = self
            .files()
            .into_iter()
            .find(|name| name.starts_with(&start) && name.ends_with(ending));
        found.unwrap_or_else(|| panic!("no {start}…{ending} among {:?}", self.files()))
    }

    fn report(&self) -> Value {
        let text = fs::read(self.out().join("report.json")).expect("a report");
        serde_json::from_slice(&text).expect("JSON")
    }

    /// Object `number`'s mask, which holds nothing but 0 and 255.
    fn mask(&self, number: usize) -> GrayImage {
        let mask = self.picture(&self.file(number, ".mask.png"));
        let image::DynamicImage::ImageLuma8(mask) = mask else {
            panic!("the mask of object {number} is not 8-bit grey");
        };
        assert!(mask.pixels().all(|pixel| matches!(pixel.0, [0 | 255])));
        mask
    }

    fn picture(&self, name: &str) -> image::DynamicImage {
        image::open(self.out().join(name)).expect("a picture that can be decoded")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }
}

fn pixels(mask: &GrayImage) -> usize {
    mask.pixels().filter(|pixel| pixel.0[0] == 255).count()
}

/// A mask whose columns have the values 0 to 255.
fn ramp() -> GrayImage {
    GrayImage::from_fn(256, 64, |x, _| Luma([x as u8]))
}

/// An answer with one object over the whole picture.
fn answer_with_mask(mask: &GrayImage) -> String {
    let mut png = Cursor::new(Vec::new());
    mask.write_to(&mut png, ImageFormat::Png).expect("a PNG");
    let mask = format!(
        "data:image/png;base64,{}",
        STANDARD.encode(png.into_inner())
    );
    json!([{ "box_2d": [0, 0, 1000, 1000], "mask": mask, "label": "ramp" }]).to_string()
}

fn picture(folder: &TempDir, width: u32, height: u32) -> PathBuf {
    let path = folder.path().join("picture.png");
    let plain = RgbImage::from_pixel(width, height, Rgb([200, 120, 40]));
    plain.save(&path).expect("a written picture");
    path
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A recorded answer; says so loudly when it is not beside this checkout.
fn recorded(path: &str) -> Option<PathBuf> {
    let found = root().join("../shared/recorded").join(path);
    if !found.exists() {
        skipped::say(&format!("the recorded {path} is not beside this checkout"));
        return None;
    }
    Some(found)
}

/// The example's program; `cargo test` puts it beside the tests' folder.
fn example() -> PathBuf {
    let test = std::env::current_exe().expect("this test's own path");
    let profile = test
        .parent()
        .and_then(Path::parent)
        .expect("the profile's folder");
    let program = profile
        .join("examples")
        .join(format!("render{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "the example is not built; run `cargo build --example render`, or `cargo test` as a whole"
    );
    program
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
