//! Answers as they came: those of the samples that come with the page, and
//! recorded ones of real models, which lie beside this checkout.

use super::{Set, Truth, bounds, pattern};
use crate::skipped;
use masque::export::{Annotated, Thing};
use masque::geometry::Size;
use masque::mask::DEFAULT_THRESHOLD;
use masque::picture::Rgba;
use masque::session::{Answering, Object, saved_parts};
use std::fs;
use std::path::{Path, PathBuf};

/// The samples' answers and pictures.
pub fn samples() -> Set {
    let mut set = Answers::new("The samples' answers");
    let names = ["breakfast.jpg", "toys.jpg", "dusk.jpg"];
    for (name, saved) in ["breakfast", "toys", "dusk"].into_iter().zip(names) {
        let photo = opened(&root().join(format!("samples/{saved}")));
        let answer = root().join(format!("samples/{name}.answer.txt"));
        set.add(saved, photo, &answer);
    }
    set.done()
}

/// Recorded answers with masks, an outline and boxes; `None` where there are none.
pub fn recorded() -> Option<Set> {
    let mut set = Answers::new("Recorded answers");
    let cupcakes = "cupcakes_gemini-2.5-flash-preview-05-20_15masks.response.txt";
    let cupcakes = found(&format!("masks-png/google-cookbook/{cupcakes}"))?;
    let photo = opened(&found("images/cupcakes_1024x1024.png")?);
    set.add("cupcakes.png", photo, &cupcakes);
    let outline = found("polygons/forum-146559_gemini-3.5.json")?;
    let photo = pattern(Size::new(1000, 700).expect("a size"));
    set.add("outline.png", photo, &outline);
    let spill = found("boxes/spill_gemini-2.0-flash.response.txt")?;
    let photo = opened(&found("images/spill_1024.jpg")?);
    set.add("spill.jpg", photo, &spill);
    Some(set.done())
}

/// A set that answers are read into.
struct Answers(Set, Vec<Annotated>);

impl Answers {
    fn new(title: &'static str) -> Self {
        let set = Set {
            title,
            pictures: [].into(),
            photos: Vec::new(),
            saved: Vec::new(),
            classes: Vec::new(),
            truths: Vec::new(),
        };
        Self(set, Vec::new())
    }

    fn add(&mut self, file: &'static str, photo: Rgba, answer: &Path) {
        let text = fs::read_to_string(answer).expect("an answer");
        let mut answering = Answering::new(photo.size(), DEFAULT_THRESHOLD);
        let parts = saved_parts(&text).into_iter();
        let mut objects: Vec<Object> = parts.flat_map(|part| answering.read(part)).collect();
        answering.finish();
        // What is nowhere is nowhere to be found again either.
        objects.retain(|object| object.bounds.is_some());
        let things: Vec<Thing> = objects.iter().map(Object::thing).collect();
        let truths = objects.iter().zip(&things).map(|(object, thing)| {
            let class = object.label.clone().unwrap_or_else(|| "object".to_owned());
            if !self.0.classes.contains(&class) {
                self.0.classes.push(class.clone());
            }
            let own = object.bounds.and_then(|bounds| bounds.crop(photo.size()));
            let own = own.expect("a box in the picture");
            let (right, bottom) = (i64::from(own.width()), i64::from(own.height()));
            let own = [own.x(), own.y(), own.x() + right, own.y() + bottom];
            Truth {
                name: class.clone(),
                class,
                bounds: bounds(thing, own),
            }
        });
        self.0.truths.push(truths.collect());
        self.1.push(Annotated::new(file, photo.size(), things));
        self.0.saved.push(file);
        self.0.photos.push(photo);
    }

    fn done(self) -> Set {
        let Self(set, pictures) = self;
        Set {
            pictures: pictures.into(),
            ..set
        }
    }
}

fn opened(path: &Path) -> Rgba {
    let photo = image::open(path).expect("a picture").into_rgba8();
    let size = Size::new(photo.width(), photo.height()).expect("a size");
    Rgba::from_bytes(size, photo.into_raw()).expect("pixels")
}

/// What was recorded; says so loudly when it is not beside this checkout.
fn found(path: &str) -> Option<PathBuf> {
    let found = root().join("../shared/recorded").join(path);
    if !found.exists() {
        skipped::say(&format!("the recorded {path} is not beside this checkout"));
        return None;
    }
    Some(found)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
