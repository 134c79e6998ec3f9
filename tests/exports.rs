//! Exports of a set that is made to hurt, and of answers as they came, loaded by
//! the programs that the formats are for. `cargo xtask test` makes the Python that
//! runs them and names it in `MASQUE_EXPORT_PYTHON`, and Chromium in
//! `MASQUE_CHROMIUM`. What they measured stands in `docs/exports.md`, which
//! `MASQUE_WRITE=1` writes anew.

mod exported;
mod random;
mod skipped;

use exported::{Set, hurt, page, recorded, samples};
use masque::export::read::annotations;
use masque::export::{Annotated, Body, Format, Options, PartsAs, rgba_png, zip};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

#[test]
fn every_format_is_loaded_by_the_programs_that_it_is_for() {
    let sets = [hurt(), samples()];
    let lines = sets.iter().map(|set| (set.title, measured(set)));
    page::held(&lines.collect::<Vec<_>>());
}

#[test]
fn recorded_answers_are_loaded_too() {
    if let Some(set) = recorded() {
        measured(&set);
    }
}

/// Where a loader draws more or less than the mask, by its own rule.
const ROUGH: [(&str, &str); 2] = [
    // Lines join the parts.
    ("yolo-seg", "supervision"),
    ("yolo-seg", "fillPoly, numbers cut"),
];

/// Exports a set in every format, and gives what the programs that load it say.
fn measured(set: &Set) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    for format in Format::ALL {
        write(&folder.join(format.id()), format, set, &Options::default());
    }
    for (number, photo) in set.photos.iter().enumerate() {
        let path = folder.join(format!("photo {number}.png"));
        fs::write(path, rgba_png(photo).expect("a PNG")).expect("the photograph");
    }
    let mut cropped = Options::default();
    cropped.images.crop = true;
    let in_crops = folder.join("cut-outs-cropped");
    write(&in_crops, Format::CutOuts, set, &cropped);
    let rows = Options {
        parts: PartsAs::Rows,
        ..Options::default()
    };
    let in_rows = folder.join("yolo-seg-rows");
    write(&in_rows, Format::YoloSegments, set, &rows);
    pack(folder, set);
    comes_back(folder, set);
    let truth = serde_json::to_string(&set.truth()).expect("JSON");
    fs::write(folder.join("truth.json"), truth).expect("the truth");
    screenshots(folder, set);
    let mut lines = ask(folder);
    lines.extend(checked(folder));
    for line in &lines {
        let form = line["format"].as_str().expect("a format");
        let loader = line["loader"].as_str().expect("a loader");
        if let Some(iou) = line["iou"].as_f64() {
            let is_rough = ROUGH.contains(&(form, loader));
            assert!(is_rough && iou > 0.5 || iou == 1.0, "{line}");
        }
    }
    lines
}

#[test]
fn what_could_do_harm_stands_nowhere() {
    let set = hurt();
    let mut options = Options::default();
    options.images.labelled = true;
    for format in Format::ALL {
        let files = format.files(Rc::clone(&set.pictures), &options);
        for file in files.expect("files") {
            for part in file.path.split('/') {
                assert_eq!(masque::export::safe_name(part), part, "{}", format.id());
            }
            // No file is a table, in which a label could be a formula.
            let ending = file.path.rsplit('.').next().expect("an ending");
            let known = ["png", "jpg", "json", "geojson", "xml", "svg", "txt", "yaml"];
            assert!(known.contains(&ending), "{}", file.path);
            let bytes = match file.body {
                Body::Made(make) => make().expect("a file"),
                Body::OfPixels(number, make) => make(&set.photos[number]).expect("a file"),
                Body::Picture(_) => continue,
            };
            if ending == "xml" || ending == "svg" {
                let text = String::from_utf8(bytes).expect("UTF-8");
                assert!(!text.contains("<script"), "{text}");
            } else if format != Format::Masque {
                // Nothing turns the direction of what follows.
                let mark = "\u{202e}".as_bytes();
                assert!(
                    !bytes.windows(3).any(|window| window == mark),
                    "{}",
                    file.path
                );
            }
        }
    }
}

/// The files of a format, with the pictures.
fn write(folder: &Path, format: Format, set: &Set, options: &Options) {
    let files = format.files(Rc::clone(&set.pictures), options);
    for file in files.expect("files") {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        match file.body {
            Body::Made(make) => fs::write(&path, make().expect("a file")).expect("a file"),
            Body::OfPixels(number, make) => {
                let bytes = make(&set.photos[number]).expect("a file");
                fs::write(&path, bytes).expect("a file");
            }
            Body::Picture(number) => {
                let photo = &set.photos[number];
                let (width, height) = (photo.size().width(), photo.size().height());
                let pixels = photo.bytes().to_vec();
                let photo = image::RgbaImage::from_raw(width, height, pixels).expect("pixels");
                let photo = image::DynamicImage::from(photo).into_rgb8();
                photo.save(&path).expect("a picture");
            }
        }
    }
}

/// What was written in Masque's own JSON is read as it was.
fn comes_back(folder: &Path, set: &Set) {
    let file = fs::read(folder.join("masque/masque.json")).expect("the file");
    let read = annotations(&file).expect("annotations");
    assert_eq!(read.problems, []);
    assert_eq!(read.pictures.len(), set.pictures.len());
    for (read, written) in read.pictures.into_iter().zip(&*set.pictures) {
        let read = Annotated {
            saved_as: None,
            ..read
        };
        assert!(read == *written, "{}", written.file);
    }
}

/// What was written as COCO, in one archive that `unzip` finds whole.
fn pack(folder: &Path, set: &Set) {
    let mut archive = zip::Archive::new(Vec::new());
    let files = Format::Coco.files(Rc::clone(&set.pictures), &Options::default());
    for file in files.expect("files") {
        let path = file.path;
        let bytes = fs::read(folder.join("coco").join(&path)).expect("the file");
        archive.add(&path, &bytes).expect("a file");
    }
    let (bytes, entries) = archive.finish().expect("an archive");
    zip::check(bytes.as_slice(), bytes.len() as u64, &entries).expect("a whole archive");
    is_whole(&folder.join("set.zip"), &bytes);
    // More than sixteen bits count.
    let mut many = zip::Archive::new(Vec::new());
    for number in 0..70_000 {
        many.add(&format!("{number}"), b"").expect("a file");
    }
    let (bytes, _) = many.finish().expect("an archive");
    is_whole(&folder.join("many.zip"), &bytes);
}

#[test]
fn an_archive_of_more_than_four_gigabytes_is_whole() {
    if std::env::var_os("MASQUE_LONG").is_none() {
        skipped::say("an archive of more than four gigabytes, in the plain run");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.zip");
    let output = std::io::BufWriter::new(fs::File::create(&path).expect("a file"));
    let mut archive = zip::Archive::new(output);
    let large = [b"\x89PNG".as_slice(), &vec![7; 300 << 20]].concat();
    for number in 0..15 {
        archive
            .add(&format!("é {number}.png"), &large)
            .expect("a file");
    }
    archive.add("late.txt", b"words").expect("a file");
    let (output, entries) = archive.finish().expect("an archive");
    let file = output.into_inner().expect("the file");
    let length = file.metadata().expect("its length").len();
    assert!(length > 4 << 30);
    let file = fs::File::open(&path).expect("the file");
    zip::check(InFile(file), length, &entries).expect("a whole archive");
    tested(&path);
}

struct InFile(fs::File);

impl zip::ReaderAt for InFile {
    fn read_at(&self, bytes: &mut [u8], offset: u64) -> std::io::Result<usize> {
        use std::io::{Read as _, Seek as _, SeekFrom};
        let mut file = &self.0;
        file.seek(SeekFrom::Start(offset))?;
        file.read(bytes)
    }
}

/// Writes an archive, and asks `unzip` whether it is one.
fn is_whole(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("the archive");
    tested(path);
}

fn tested(path: &Path) {
    match Command::new("unzip").arg("-tq").arg(path).output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(_) => skipped::say("`unzip -t`, which is not on this machine"),
    }
}

/// Shows each SVG in Chromium, where there is one, and keeps what it draws in
/// `chromium`, on nothing.
fn screenshots(folder: &Path, set: &Set) {
    let Some(chromium) = std::env::var_os("MASQUE_CHROMIUM") else {
        skipped::say("SVG in Chromium, which MASQUE_CHROMIUM does not name");
        return;
    };
    let shots = folder.join("chromium");
    fs::create_dir(&shots).expect("a folder");
    let profile = tempfile::tempdir().expect("a folder");
    for (saved, picture) in set.saved.iter().zip(&*set.pictures) {
        let stem = Path::new(saved).file_stem().expect("a name");
        let svg = folder.join("svg").join(stem).with_extension("svg");
        let svg = url::Url::from_file_path(svg).expect("a path");
        let shot = shots.join(stem).with_extension("png");
        // A window has a least size, and a frame.
        let [width, height] = [picture.size.width(), picture.size.height()].map(|side| side + 600);
        let output = Command::new(&chromium)
            .args([
                "--headless",
                "--no-sandbox",
                "--hide-scrollbars",
                "--no-first-run",
            ])
            .args([
                "--force-device-scale-factor=1",
                "--force-color-profile=srgb",
            ])
            .args(["--disable-background-networking", "--disable-dev-shm-usage"])
            .arg("--default-background-color=00000000")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("--window-size={width},{height}"))
            .arg(format!("--screenshot={}", shot.display()))
            .arg(svg.as_str())
            .output()
            .expect("Chromium starts");
        assert!(shot.exists(), "{output:?}");
    }
}

/// Asks `pngcheck`, where there is one, about every PNG that was written.
fn checked(folder: &Path) -> Option<Value> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "chromium") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "png") {
                files.push(path);
            }
        }
    }
    let Ok(output) = Command::new("pngcheck").arg("-q").args(files).output() else {
        skipped::say("`pngcheck`, which is not on this machine");
        return None;
    };
    assert!(
        output.status.success() && output.stdout.is_empty(),
        "{output:?}"
    );
    Some(json!({ "format": "png", "loader": "pngcheck", "loads": true }))
}

fn ask(folder: &Path) -> Vec<Value> {
    let python = std::env::var("MASQUE_EXPORT_PYTHON")
        .expect("run `cargo xtask test`, which makes the Python that these tests need");
    let script = root().join("tests/oracles/exports.py");
    let output = Command::new(python)
        .arg(script)
        .arg(folder)
        .output()
        .expect("Python starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = lines.lines().filter(|line| line.starts_with('{'));
    lines
        .map(|line| serde_json::from_str(line).expect("an answer"))
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
