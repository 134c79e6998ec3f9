//! Exports of a set that is made to hurt, loaded by the programs that the formats
//! are for. `cargo xtask test` makes the Python that runs them and names it in
//! `MASQUE_EXPORT_PYTHON`. What they measured stands in `docs/exports.md`, which
//! `MASQUE_WRITE=1` writes anew.

mod random;
mod skipped;

use masque::export::{Annotated, Body, Bounds, Format, Options, PartsAs, Place, Thing, zip};
use masque::geometry::{NormBox, NormPoint, PixelBox, Size};
use masque::mask::Mask;
use masque::picture::Rgba;
use random::Random;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_format_is_loaded_by_the_programs_that_it_is_for() {
    let pictures = pictures();
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options::default();
    for format in Format::ALL {
        write(
            &folder.path().join(format.id()),
            format,
            &pictures,
            &options,
        );
    }
    for (number, picture) in pictures.iter().enumerate() {
        let path = folder.path().join(format!("photo {number}.png"));
        let png = masque::export::rgba_png(&photo(picture.size)).expect("a PNG");
        fs::write(path, png).expect("the photograph");
    }
    let mut cropped = Options::default();
    cropped.images.crop = true;
    let in_crops = folder.path().join("cut-outs-cropped");
    write(&in_crops, Format::CutOuts, &pictures, &cropped);
    let rows = Options {
        parts: PartsAs::Rows,
        ..Options::default()
    };
    let in_rows = folder.path().join("yolo-seg-rows");
    write(&in_rows, Format::YoloSegments, &pictures, &rows);
    pack(folder.path(), &pictures);
    let truth = serde_json::to_string(&truth(&pictures)).expect("JSON");
    fs::write(folder.path().join("truth.json"), truth).expect("the truth");
    let lines = ask(folder.path());
    for line in &lines {
        let form = line["format"].as_str().expect("a format");
        let loader = line["loader"].as_str().expect("a loader");
        if let Some(iou) = line["iou"].as_f64() {
            let is_rough = ROUGH.contains(&(form, loader));
            assert!(is_rough && iou > 0.5 || iou == 1.0, "{line}");
        }
    }
    held(&table(&lines));
}

/// Where a loader draws more or less than the mask, by its own rule.
const ROUGH: [(&str, &str); 2] = [
    // Lines join the parts.
    ("yolo-seg", "supervision"),
    ("yolo-seg", "fillPoly, numbers cut"),
];

#[test]
fn what_could_do_harm_stands_nowhere() {
    for format in Format::ALL {
        let files = format.files(pictures().into(), &Options::default());
        for file in files.expect("files") {
            for part in file.path.split('/') {
                assert_eq!(masque::export::safe_name(part), part, "{}", format.id());
            }
            let bytes = match file.body {
                Body::Made(make) => make().expect("a file"),
                Body::OfPixels(number, make) => {
                    make(&photo(pictures()[number].size)).expect("a file")
                }
                Body::Picture(_) => continue,
            };
            if file.path.ends_with(".xml") || file.path.ends_with(".svg") {
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

/// A ring with a hole, two parts, a pixel in the corner, overlaps, edges, lines
/// and noise, with labels and names that are hard to write.
fn pictures() -> Vec<Annotated> {
    let size = Size::new(97, 61).expect("a size");
    let disc = |x: u32, y: u32, [at_x, at_y]: [i64; 2], radius: i64| {
        let [dx, dy] = [i64::from(x) - at_x, i64::from(y) - at_y];
        dx * dx + dy * dy <= radius * radius
    };
    let shapes: [(&str, Mask); 8] = [
        (
            "ring, \"quoted\"",
            Mask::from_fn(size, |x, y| {
                disc(x, y, [30, 30], 22) && !disc(x, y, [33, 28], 9)
            }),
        ),
        (
            "=SUM(A1)",
            Mask::from_fn(size, |x, y| {
                (60..70).contains(&x) && (3..9).contains(&y)
                    || (75..92).contains(&x) && (20..28).contains(&y)
            }),
        ),
        ("👩‍🚀 it's", Mask::from_fn(size, |x, y| (x, y) == (96, 60))),
        (
            "قطة سوداء",
            Mask::from_fn(size, |x, y| disc(x, y, [2, 40], 17)),
        ),
        (
            "<script>alert(1)</script>",
            Mask::from_fn(size, |x, y| x == y + 5 && y > 30),
        ),
        (
            "\u{202e}a: b #c & d",
            Mask::from_fn(size, |x, y| {
                (50..96).contains(&x) && (30..59).contains(&y) && !(x % 7 == 3 && y % 5 == 2)
            }),
        ),
        ("line", Mask::from_fn(size, |x, y| y == 0 && x > 40)),
        ("=SUM(A1)", Mask::from_fn(size, |x, y| x < 2 && y < 2)),
    ];
    let things = shapes.map(|(label, mask)| Thing {
        label: label.to_owned(),
        mask: Some(mask.into()),
        ..Thing::default()
    });
    let random = random_picture();
    let boxes = Thing {
        label: "box: only".to_owned(),
        bounds: NormBox::from_wire([100.0, 200.0, 600.0, 1100.0]).map(Bounds::Norm),
        ..Thing::default()
    };
    let point = Thing {
        label: "line".to_owned(),
        bounds: Some(PixelBox::new(3, 4, 5, 6).into()),
        points: NormPoint::new(500.0, 250.0)
            .map(Place::Norm)
            .into_iter()
            .collect(),
        ..Thing::default()
    };
    let picture = |file: &str, size, things| Annotated {
        file: file.to_owned(),
        size,
        things,
    };
    let small = Size::new(40, 30).expect("a size");
    vec![
        picture("../été 1.jpg", size, things.into()),
        picture("noise.png", random.0, random.1),
        picture("NOISE.png", small, vec![boxes, point]),
        picture("nul.png", small, vec![]),
    ]
}

fn random_picture() -> (Size, Vec<Thing>) {
    let size = Size::new(64, 48).expect("a size");
    let mut random = Random::new(6);
    let things = (0..12).map(|number| {
        let discs: Vec<[i64; 3]> = (0..4)
            .map(|_| [64, 48, 12].map(|below| i64::from(random.below(below))))
            .collect();
        let mask = Mask::from_fn(size, |x, y| {
            let over = discs.iter().filter(|[at_x, at_y, radius]| {
                let [dx, dy] = [i64::from(x) - at_x, i64::from(y) - at_y];
                dx * dx + dy * dy <= radius * radius
            });
            over.count() % 2 == 1
        });
        Thing {
            label: format!("blob {}", number % 3),
            mask: Some(mask.into()),
            ..Thing::default()
        }
    });
    (size, things.collect())
}

/// Pixels of which no two in a row are the same.
fn photo(size: Size) -> Rgba {
    let bytes = (0..size.area() * 4).map(|at| match at % 4 {
        3 => 255,
        channel => (at.wrapping_mul(41) >> (2 * channel)) as u8,
    });
    Rgba::from_bytes(size, bytes.collect()).expect("pixels")
}

/// The files of a format, with pictures that are black.
fn write(folder: &Path, format: Format, pictures: &[Annotated], options: &Options) {
    for file in format.files(pictures.into(), options).expect("files") {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        match file.body {
            Body::Made(make) => fs::write(&path, make().expect("a file")).expect("a file"),
            Body::Picture(number) => {
                let size = pictures[number].size;
                let black = image::RgbImage::new(size.width(), size.height());
                black.save(&path).expect("a picture");
            }
            Body::OfPixels(number, make) => {
                let png = make(&photo(pictures[number].size)).expect("a file");
                fs::write(&path, png).expect("a file");
            }
        }
    }
}

/// What was written as COCO, in one archive that `unzip` finds whole.
fn pack(folder: &Path, pictures: &[Annotated]) {
    let mut archive = zip::Archive::new(Vec::new());
    let files = Format::Coco.files(pictures.into(), &Options::default());
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

fn truth(pictures: &[Annotated]) -> Value {
    let saved = ["été 1.jpg", "noise.png", "NOISE-2.png", "_nul.png"];
    let classes = [
        "ring, \"quoted\"",
        "=SUM(A1)",
        "👩‍🚀 it's",
        "قطة سوداء",
        "<script>alert(1)</script>",
        "a: b #c & d",
        "line",
        "blob 0",
        "blob 1",
        "blob 2",
        "box: only",
    ];
    let names = [
        "ring with a hole",
        "two parts",
        "pixel in the corner",
        "over the edge",
        "diagonal line",
        "many holes, touching its neighbours",
        "straight line",
        "square of four",
    ];
    let pictures = pictures.iter().zip(saved).map(|(picture, saved)| {
        let things = picture.things.iter().enumerate().map(|(at, thing)| {
            let class = classes.iter().find(|class| thing.label.ends_with(**class));
            let class = class.expect("a class");
            let bounds = match &thing.mask {
                Some(mask) => mask.bounds().map(|b| {
                    [
                        b.x(),
                        b.y(),
                        b.x() + i64::from(b.width()),
                        b.y() + i64::from(b.height()),
                    ]
                }),
                None if at == 0 => Some([8, 3, 40, 18]),
                None => Some([3, 4, 8, 10]),
            };
            let name = match saved {
                "noise.png" => "random discs",
                _ => names[at],
            };
            json!({
                "class": class, "voc": class.replace(':', "_"), "name": name, "box": bounds,
                "mask": thing.mask.as_deref().map(toggles),
            })
        });
        let things: Vec<Value> = things.collect();
        let size = [picture.size.width(), picture.size.height()];
        json!({ "name": saved, "saved": saved, "size": size, "things": things })
    });
    json!({ "pictures": pictures.collect::<Vec<_>>(), "classes": classes })
}

/// The offsets at which a mask changes, in row order over the whole picture.
fn toggles(mask: &Mask) -> Vec<u64> {
    let width = u64::from(mask.picture().width());
    let mut toggles = Vec::new();
    for (y, runs) in mask.rows() {
        for run in runs {
            for end in [run.start, run.end] {
                let at = u64::from(y) * width + u64::from(end);
                // A run from the left edge goes on where the row above ended.
                if toggles.last() == Some(&at) {
                    toggles.pop();
                } else {
                    toggles.push(at);
                }
            }
        }
    }
    toggles
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

/// What was measured, format by format: the least and the mean agreement.
fn table(lines: &[Value]) -> String {
    let mut rows: BTreeMap<(usize, String), Vec<(String, f64)>> = BTreeMap::new();
    let place = |form: &str| {
        let known = Format::ALL.iter();
        let place = known.rev().position(|format| form.starts_with(format.id()));
        Format::ALL.len() - place.map_or(0, |place| place + 1)
    };
    let mut loaded = String::new();
    for line in lines {
        let [form, loader] = ["format", "loader"].map(|key| line[key].as_str().expect("a name"));
        if let (Some(iou), Some(thing)) = (line["iou"].as_f64(), line["thing"].as_str()) {
            let name = Format::ALL.iter().find(|format| format.id() == form);
            let name = match form {
                "yolo-seg-rows" => "YOLO segments, a row for each part",
                "cut-outs-cropped" => "Cut-out of each object, cropped",
                _ => name.expect("a format").name(),
            };
            let row = rows.entry((place(form), format!("{name} | {loader}")));
            row.or_default().push((thing.to_owned(), iou));
        } else if let Some(ap) = line["ap"].as_f64() {
            let _ = writeln!(loaded, "| {form}, against itself | {loader} | {ap:.1} |");
        } else {
            let held = match form {
                "zip" => "every file whole, names in UTF-8",
                "label-studio-polygons" => "valid for its config",
                "yolo-seg" => "loads, classes right",
                "overlay" => "the photograph, to the pixel, where no mask is",
                _ => "loads, boxes right",
            };
            let line = format!("| {form} | {loader} | {held} |\n");
            if !loaded.ends_with(&line) {
                loaded += &line;
            }
        }
    }
    let mut text = HEAD.to_owned();
    for ((_, names), measured) in rows {
        let (worst, least) = measured
            .iter()
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .expect("a measure");
        let mean = measured.iter().map(|(_, iou)| iou).sum::<f64>() / measured.len() as f64;
        let worst = if *least == 1.0 { "" } else { worst.as_str() };
        let _ = writeln!(
            text,
            "| {names} | {} | {least:.3} | {mean:.3} | {worst} |",
            measured.len()
        );
    }
    text + MIDDLE + &loaded
}

const HEAD: &str = "# Exports, as other programs load them

`tests/exports.rs` writes this page (`MASQUE_WRITE=1`) and holds it against what it measures: a set that is made to hurt is exported in every format, and loaded by the programs that the formats are for. IoU is how much a loaded mask agrees with the one that was exported; 1.000 is every pixel.

| format | loaded by | masks | least IoU | mean IoU | the worst of them |
|---|---|---|---|---|---|
";

const MIDDLE: &str = "
Where it is not 1.000, the loader draws more than it was given: YOLO's rows hold one polygon, so the line that joins the parts of a thing is drawn too. A row for each part draws every pixel, but counts more things.

These are held as well:

| | loaded by | |
|---|---|---|
";

/// Holds the page against what was measured, or writes it.
fn held(measured: &str) {
    let path = root().join("docs/exports.md");
    if std::env::var_os("MASQUE_WRITE").is_some() {
        fs::write(&path, measured).expect("the page");
    }
    let page = fs::read_to_string(&path).expect("docs/exports.md");
    assert_eq!(page, measured, "MASQUE_WRITE=1 writes docs/exports.md anew");
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
