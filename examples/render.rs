//! Masque without a browser: a picture and a saved answer in, masks, cut-outs,
//! an overlay and a report out. Never asks Gemini anything.
//!
//! `cargo run --release --example render -- --image P --answer A --out DIR [--threshold T]`
//!
//! Exits with 0 when anything was read, and with 2 and a sentence when nothing was.

use image::{DynamicImage, ImageDecoder as _, ImageReader};
use masque::export::{cut_out, grey_png, numbered, rgba_png};
use masque::geometry::{Camera, Size};
use masque::mask::{DEFAULT_THRESHOLD, View};
use masque::picture::{PictureProblem, Rgba, inspect};
use masque::render::{Look, draw};
use masque::session::{Answering, Object, Outcome, Report, Tongue, saved_parts, words};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "Usage: render --image PICTURE --answer TEXT --out FOLDER [--threshold 0–254]";

fn main() -> ExitCode {
    match run() {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

struct Arguments {
    image: PathBuf,
    answer: PathBuf,
    out: PathBuf,
    threshold: u8,
}

fn run() -> Result<String, String> {
    let arguments = arguments()?;
    let photo = photo(&arguments.image)?;
    let text = std::fs::read(&arguments.answer)
        .map_err(|error| format!("{} cannot be read: {error}", arguments.answer.display()))?;
    // A stray byte that is no UTF-8 must not cost the rest of the answer.
    let text = String::from_utf8_lossy(&text);
    let (objects, outcome) = read(&text, photo.size(), arguments.threshold);
    let report = Report::new(photo.size(), arguments.threshold, &objects, &outcome);
    std::fs::create_dir_all(&arguments.out)
        .map_err(|error| format!("{} cannot be made: {error}", arguments.out.display()))?;
    let json = serde_json::to_vec_pretty(&report).map_err(|error| error.to_string())?;
    write(&arguments.out, "report.json", &json)?;
    if objects.is_empty() {
        return Err(report.problems.join("\n"));
    }
    write_pictures(&arguments.out, photo, &objects)?;
    let mut summary = format!(
        "Objects: {}, with a mask: {}, written to {}",
        report.objects,
        report.masks,
        arguments.out.display()
    );
    for line in objects.iter().filter_map(|object| {
        Some(format!(
            "{}: {}",
            object.name(),
            words::about(Tongue::default(), object, None)?
        ))
    }) {
        summary.push_str(&format!("\n{line}"));
    }
    for problem in report.problems {
        summary.push_str(&format!("\n{problem}"));
    }
    Ok(summary)
}

fn arguments() -> Result<Arguments, String> {
    let (mut image, mut answer, mut out, mut threshold) = (None, None, None, DEFAULT_THRESHOLD);
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given
            .next()
            .ok_or_else(|| format!("{name} needs a value. {USAGE}"))?;
        match name.as_str() {
            "--image" => image = Some(PathBuf::from(value)),
            "--answer" => answer = Some(PathBuf::from(value)),
            "--out" => out = Some(PathBuf::from(value)),
            "--threshold" => {
                let parsed = value.parse().ok().filter(|threshold| *threshold < u8::MAX);
                threshold = parsed.ok_or_else(|| {
                    format!("The threshold is a number from 0 to 254, not {value}")
                })?;
            }
            _ => return Err(format!("{name} is not known. {USAGE}")),
        }
    }
    let missing = |name: &str| format!("{name} is missing. {USAGE}");
    Ok(Arguments {
        image: image.ok_or_else(|| missing("--image"))?,
        answer: answer.ok_or_else(|| missing("--answer"))?,
        out: out.ok_or_else(|| missing("--out"))?,
        threshold,
    })
}

/// The picture's upright pixels.
fn photo(path: &Path) -> Result<Rgba, String> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| format!("{name} cannot be read: {error}"))?;
    let refused = |problem| words::picture(Tongue::default(), &name, problem).text;
    let header = inspect(&bytes).map_err(refused)?;
    for unusual in &header.traits {
        eprintln!("{}", words::picture_trait(Tongue::default(), *unusual).text);
    }
    let undecodable = PictureProblem::Undecodable(header.format);
    let decoded = upright(&bytes).map_err(|error| format!("{} ({error})", refused(undecodable)))?;
    let size = Size::new(decoded.width(), decoded.height());
    size.and_then(|size| Rgba::from_bytes(size, decoded.into_rgba8().into_raw()))
        .ok_or_else(|| refused(undecodable))
}

fn upright(bytes: &[u8]) -> image::ImageResult<DynamicImage> {
    let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format()?;
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn read(text: &str, picture: Size, threshold: u8) -> (Vec<Object>, Outcome) {
    let mut answering = Answering::new(picture, threshold);
    let objects = saved_parts(text)
        .into_iter()
        .flat_map(|part| answering.read(part))
        .collect();
    (objects, answering.finish())
}

fn write_pictures(out: &Path, mut photo: Rgba, objects: &[Object]) -> Result<(), String> {
    for object in objects {
        let Ok(shape) = &object.mask else { continue };
        let name = numbered(object.index, object.label.as_deref());
        let mask = grey_png(&shape.mask).map_err(|error| error.to_string())?;
        write(out, &format!("{name}.mask.png"), &mask)?;
        let cut = cut_out(&photo, &shape.mask).ok_or("A mask does not fit the picture")?;
        let cut = rgba_png(&cut).map_err(|error| error.to_string())?;
        write(out, &format!("{name}.cutout.png"), &cut)?;
    }
    let picture = photo.size();
    let whole = View::new(picture, picture);
    let layers: Vec<_> = objects
        .iter()
        .map(|object| object.layer(whole, Camera::DEGREES))
        .collect();
    draw(&mut photo, &layers, Look::at(picture));
    let overlay = rgba_png(&photo).map_err(|error| error.to_string())?;
    write(out, "overlay.png", &overlay)
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = folder.join(name);
    std::fs::write(&path, bytes)
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))
}
