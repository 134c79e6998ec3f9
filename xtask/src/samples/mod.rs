//! `cargo xtask samples`: renders the three sample pictures, whose true masks are therefore known,
//! and writes the answers Gemini would give, in its own forms.
//!
//! A tour: [`scenes`] are put together from [`shape`]s, [`material`]s, [`pattern`]s and
//! [`light`]s into a [`scene`];
//! the [`tracer`] follows light through it with the help of the [`tree`] and [`random`] numbers; the
//! [`film`] makes a picture of it; [`contour`] and [`answer`] write down what is where.
//!
//! Never asks a model, never uses the page's own code. The same bytes come out on every run on one machine.
//! To add a picture: a file in [`scenes`] and an entry in `all`.

mod answer;
mod contour;
mod film;
mod flat;
mod hit;
mod light;
mod material;
mod pattern;
mod random;
mod scene;
mod scenes;
mod shape;
mod tracer;
mod tree;
mod vec;

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, ensure};

use answer::{Fault, Item};

/// Size of a picture in pixels, across and down.
const SIZE: (u32, u32) = (1280, 960);
/// Size of a thumbnail in pixels.
const THUMB: (u32, u32) = (320, 240);
/// Most bytes of a picture and of a thumbnail.
const MOST_BYTES: (usize, usize) = (220_000, 18_000);

/// One picture with the kind of answer that goes with it.
struct Sample {
    name: &'static str,
    scene: fn() -> scene::Scene,
    form: Form,
    /// Paths per pixel are the square of this.
    side: u32,
}

/// How an answer is written.
#[derive(Clone, Copy)]
enum Form {
    Png,
    Polygon,
    Broken(&'static [(usize, Fault)]),
}

fn all() -> [Sample; 3] {
    const FAULTS: &[(usize, Fault)] = &[
        (2, Fault::Tokens),
        (4, Fault::NoMask),
        (6, Fault::NoPng),
        (8, Fault::CutOff),
    ];
    [
        Sample {
            name: "breakfast",
            scene: scenes::breakfast::scene,
            form: Form::Png,
            side: 6,
        },
        Sample {
            name: "toys",
            scene: scenes::toys::scene,
            form: Form::Polygon,
            side: 6,
        },
        Sample {
            name: "dusk",
            scene: scenes::dusk::scene,
            form: Form::Broken(FAULTS),
            side: 6,
        },
    ]
}

/// Writes `samples/` and `tests/truth/` under `root`. `quick` renders few paths, for a look.
pub fn run(root: &Path, quick: bool) -> anyhow::Result<()> {
    if cfg!(debug_assertions) {
        eprintln!(
            "Samples: this build may be slow; the quick way is \
             `cargo run --release --package xtask -- samples`."
        );
    }
    for folder in ["samples", "tests/truth"] {
        fs::create_dir_all(root.join(folder))
            .with_context(|| format!("could not make the folder {folder}"))?;
    }
    for sample in all() {
        let start = Instant::now();
        write(root, &sample, if quick { 2 } else { sample.side })?;
        eprintln!(
            "Samples: {} took {} s.",
            sample.name,
            start.elapsed().as_secs()
        );
    }
    Ok(())
}

fn write(root: &Path, sample: &Sample, side: u32) -> anyhow::Result<()> {
    let name = sample.name;
    let scene = (sample.scene)();
    let (width, height) = SIZE;
    let numbers = tracer::numbers(&scene, width, height);
    let items = answer::items(&numbers, width as usize, height as usize, &scene.labels)?;
    for item in &items {
        let (agreement, least) = agreement(item, sample.form);
        let label = &item.label;
        ensure!(
            agreement >= least,
            "{name}: the mask of the {label} agrees only {agreement:.3} with the truth"
        );
    }
    let text = text(&items, sample.form)?;
    let rows = film::developed(&tracer::render(&scene, width, height, side).denoised());
    let small = film::resized(&rows, SIZE, THUMB)?;
    let picture = fitting(&rows, SIZE, MOST_BYTES.0)?;
    let thumb = fitting(&small, THUMB, MOST_BYTES.1)?;
    save(root, &format!("samples/{name}.jpg"), &picture)?;
    save(root, &format!("samples/{name}.thumb.jpg"), &thumb)?;
    save(root, &format!("samples/{name}.answer.txt"), text.as_bytes())?;
    save(
        root,
        &format!("tests/truth/{name}.png"),
        &film::grey_png(&numbers, width, height)?,
    )
}

fn text(items: &[Item], form: Form) -> anyhow::Result<String> {
    match form {
        Form::Png => answer::with_png_masks(items),
        Form::Polygon => Ok(answer::with_polygons(items)),
        Form::Broken(faults) => answer::broken(items, faults),
    }
}

/// How well an item's mask agrees with the truth, and how well it must.
fn agreement(item: &Item, form: Form) -> (f64, f64) {
    match form {
        Form::Png | Form::Broken(_) => (answer::png_agreement(item), 0.97),
        Form::Polygon => (answer::polygon_agreement(item), 0.9),
    }
}

/// The best JPEG that is small enough, from quality 86 downwards.
fn fitting(rows: &[u8], (width, height): (u32, u32), most: usize) -> anyhow::Result<Vec<u8>> {
    for quality in (60..=86).rev() {
        let bytes = film::jpeg(rows, width, height, quality)?;
        if bytes.len() < most {
            return Ok(bytes);
        }
    }
    anyhow::bail!("no JPEG of {width} × {height} pixels fits into {most} bytes")
}

fn save(root: &Path, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(root.join(path), bytes).with_context(|| format!("could not write {path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_agrees_with_the_truth() {
        for sample in all() {
            let scene = (sample.scene)();
            let numbers = tracer::numbers(&scene, 240, 180);
            let items = answer::items(&numbers, 240, 180, &scene.labels).unwrap();
            for item in &items {
                let (agreement, least) = agreement(item, sample.form);
                assert!(
                    agreement >= least,
                    "{}: {} {agreement:.3}",
                    sample.name,
                    item.label
                );
            }
        }
    }

    #[test]
    fn a_render_is_the_same_twice() {
        let scene = scenes::dusk::scene();
        let once = || film::developed(&tracer::render(&scene, 32, 24, 2).denoised());
        assert_eq!(once(), once());
    }

    #[test]
    fn the_broken_answer_has_each_fault_once_and_ends_inside_a_mask() {
        let sample = &all()[2];
        let scene = (sample.scene)();
        let numbers = tracer::numbers(&scene, 120, 90);
        let items = answer::items(&numbers, 120, 90, &scene.labels).unwrap();
        let text = text(&items, sample.form).unwrap();
        assert_eq!(text.matches(": <start_of_mask><seg_35>").count(), 1);
        assert_eq!(text.matches("base64,/9j/").count(), 1);
        assert_eq!(text.matches("\"box_2d\"").count(), items.len());
        assert_eq!(text.matches("\"mask\"").count(), items.len() - 1);
        let last = text.rsplit("base64,").next().unwrap();
        assert!(last.len() > 100 && !last.contains('"'));
    }
}
