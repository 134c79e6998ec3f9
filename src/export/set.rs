//! What all formats share: the pictures with their names and classes, and the
//! files that come one at a time. Never decides what a format holds.

use super::class::ClassList;
use super::name::{Names, stem};
use super::png::EncodeProblem;
use super::{Annotated, Options, Thing, safe_name};
use crate::mask::Mask;
use crate::picture::Rgba;
use serde::Serialize;
use serde::ser::Serializer;
use std::rc::Rc;
use std::sync::Arc;

/// A file of an export, which is yet to be made.
pub struct File {
    /// Its path within the export, with `/`; each part of it is a name that
    /// every system takes.
    pub path: String,
    /// How what is in it is made.
    pub body: Body,
}

/// How what a file holds comes to be. Nothing of it is there before it is asked
/// for; what is asked for stands on its own, and nothing is kept for the next.
pub enum Body {
    /// Bytes that are made when asked for.
    Made(Box<dyn FnOnce() -> Made>),
    /// The picture with this number, from 0: whoever exports has its file, and
    /// puts it here, upright.
    Picture(usize),
    /// Bytes that are made of the pixels of the picture with this number, from
    /// 0: upright, and of its own size.
    OfPixels(usize, Box<dyn FnOnce(&Rgba) -> Made>),
}

/// What is in a file, or why it could not be made.
pub type Made = Result<Vec<u8>, ExportProblem>;

/// The files of an export. To list them costs their paths alone.
pub type Files = Box<dyn Iterator<Item = File>>;

/// Why an export or one of its files could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportProblem {
    /// A mask belongs to a picture of another size than the one that it is in.
    #[error("the mask of thing {thing} in picture {picture} is of another size")]
    OtherSize {
        /// The picture's place, from 0.
        picture: usize,
        /// The thing's place in the picture, from 0.
        thing: usize,
    },
    /// A picture has more pixels than one may have, see
    /// [`crate::picture::PICTURE_PIXELS`], and the format needs one as large.
    #[error("picture {0} is too large")]
    TooLarge(usize),
    /// The pixels that a file is to be made of are not as many as its picture has.
    #[error("the pixels are of another size than their picture")]
    OtherPixels,
    /// A PNG could not be made.
    #[error(transparent)]
    Png(#[from] EncodeProblem),
    /// The JSON writer's own words.
    #[error("the JSON could not be written: {0}")]
    Json(#[from] serde_json::Error),
    /// The XML writer's own words.
    #[error("the XML could not be written: {0}")]
    Xml(#[from] std::io::Error),
}

/// The pictures of an export, with what all of its files have to agree on.
pub(super) struct Set {
    pub pictures: Rc<[Annotated]>,
    pub options: Options,
    /// Safe names, one for each picture, all different and with different stems.
    pub names: Vec<String>,
    pub classes: ClassList,
}

impl Set {
    /// # Errors
    /// When a mask has not its picture's size.
    pub fn new(pictures: Rc<[Annotated]>, options: &Options) -> Result<Rc<Self>, ExportProblem> {
        for (number, picture) in pictures.iter().enumerate() {
            let masks = picture.things.iter().map(|thing| thing.mask.as_ref());
            for (thing, mask) in masks.enumerate() {
                if mask.is_some_and(|mask| mask.picture() != picture.size) {
                    let picture = number;
                    return Err(ExportProblem::OtherSize { picture, thing });
                }
            }
        }
        let mut names = Names::default();
        let names = pictures.iter().map(|picture| {
            let safe = safe_name(&picture.file);
            match picture.anew && options.pictures {
                true => names.add(&format!("{}.png", stem(&safe))),
                false => names.add(&safe),
            }
        });
        Ok(Rc::new(Self {
            names: names.collect(),
            classes: ClassList::of(&pictures, &options.classes),
            options: options.clone(),
            pictures,
        }))
    }

    /// The saved name of a picture.
    pub fn name(&self, picture: usize) -> &str {
        self.names.get(picture).map_or("", String::as_str)
    }

    /// The same without its ending.
    pub fn stem(&self, picture: usize) -> &str {
        stem(self.name(picture))
    }

    /// The name of a thing's class, and its number from 0.
    pub fn class(&self, thing: &Thing) -> (String, usize) {
        let name = self.options.classes.of(thing);
        let number = self.classes.number(&name);
        (name, number)
    }

    /// For each thing of a picture that has a mask, the path of a PNG of its own
    /// within `folder`, its class and its mask.
    pub fn masks(&self, picture: usize, folder: &str) -> Vec<(String, String, Arc<Mask>)> {
        let things = self.pictures.get(picture);
        let things = things.into_iter().flat_map(|picture| &picture.things);
        let masks = things.enumerate().filter_map(|(at, thing)| {
            let mask = thing.mask.as_ref().filter(|mask| !mask.is_empty())?;
            let (class, _) = self.class(thing);
            // A class is no path, whatever is in it.
            let name = format!("{:02} {}.png", at + 1, class.replace(['/', '\\'], "_"));
            let path = format!("{folder}/{}/{}", self.stem(picture), safe_name(&name));
            Some((path, class, Arc::clone(mask)))
        });
        masks.collect()
    }

    /// The pictures with their numbers, from 0.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Annotated)> {
        self.pictures.iter().enumerate()
    }
}

/// A file of what `make` gives.
pub(super) fn made(path: impl Into<String>, make: impl FnOnce() -> Made + 'static) -> File {
    File {
        path: path.into(),
        body: Body::Made(Box::new(make)),
    }
}

/// A file that is made of all pictures.
pub(super) fn of_all(
    set: &Rc<Set>,
    path: impl Into<String>,
    make: impl FnOnce(&Set) -> Made + 'static,
) -> File {
    let set = Rc::clone(set);
    made(path, move || make(&set))
}

/// A file that is made of the picture with this number.
pub(super) fn of_one(
    set: &Rc<Set>,
    number: usize,
    path: impl Into<String>,
    make: impl FnOnce(&Set, &Annotated) -> Made + 'static,
) -> File {
    let set = Rc::clone(set);
    made(path, move || match set.pictures.get(number) {
        Some(picture) => make(&set, picture),
        None => Ok(Vec::new()),
    })
}

/// A file that is made of the pixels of the picture with this number.
pub(super) fn of_pixels(
    set: &Rc<Set>,
    number: usize,
    path: impl Into<String>,
    make: impl FnOnce(&Set, &Annotated, &Rgba) -> Made + 'static,
) -> File {
    let set = Rc::clone(set);
    let make = move |photo: &Rgba| match set.pictures.get(number) {
        Some(picture) => make(&set, picture, photo),
        None => Ok(Vec::new()),
    };
    File {
        path: path.into(),
        body: Body::OfPixels(number, Box::new(make)),
    }
}

/// Files for each picture, which `files` gives for its number.
pub(super) fn each<I: IntoIterator<Item = File> + 'static>(
    set: &Rc<Set>,
    files: impl Fn(&Rc<Set>, usize) -> I + 'static,
) -> Files {
    let set = Rc::clone(set);
    let numbers = 0..set.pictures.len();
    Box::new(numbers.flat_map(move |number| files(&set, number)))
}

/// The pictures themselves in `folder`, which ends in `/` or is empty; none
/// where they are not wanted.
pub(super) fn photos(set: &Rc<Set>, folder: &'static str) -> Files {
    each(set, move |set, number| {
        set.options.pictures.then(|| File {
            path: format!("{folder}{}", set.name(number)),
            body: Body::Picture(number),
        })
    })
}

/// This JSON.
pub(super) fn json(value: &impl Serialize) -> Made {
    Ok(serde_json::to_vec(value)?)
}

/// A list that is made while it is written, item by item.
pub(super) struct Listed<F>(pub F);

impl<F, I> Serialize for Listed<F>
where
    F: Fn() -> I,
    I: IntoIterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::zip::Archive;
    use crate::export::{Body, Format};
    use crate::geometry::Size;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    /// What Masque's own JSON and COCO call a picture, and where it lies itself.
    fn called(picture: &Annotated, pictures: bool) -> [String; 3] {
        let options = Options {
            pictures,
            ..Options::default()
        };
        let json = |format: Format| -> serde_json::Value {
            let mut files = format
                .files([picture.clone()].into(), &options)
                .expect("files");
            let Some(Body::Made(make)) = files.next().map(|file| file.body) else {
                panic!("no JSON");
            };
            serde_json::from_slice(&make().expect("a file")).expect("JSON")
        };
        let own = &json(Format::Masque)["pictures"][0];
        let files = Format::Masque.files([picture.clone()].into(), &options);
        let last = files.expect("files").last().expect("a file");
        let name = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        assert_eq!(name(&own["file"]), picture.file);
        let coco = name(&json(Format::Coco)["images"][0]["file_name"]);
        [coco, name(&own["saved_as"]), last.path]
    }

    #[test]
    fn a_picture_is_a_png_only_where_it_is_written_anew_and_goes_along() {
        let size = Size::new(2, 2).expect("a size");
        let plain = Annotated::new("a.heic", size, Vec::new());
        let anew = Annotated {
            anew: true,
            ..plain.clone()
        };
        assert_eq!(called(&anew, true), ["a.png", "a.png", "images/a.png"]);
        assert_eq!(called(&plain, true), ["a.heic", "", "images/a.heic"]);
        assert_eq!(called(&anew, false), ["a.heic", "", "masque.json"]);
        // What a file said of it before is no longer so once it is saved again.
        let known = Annotated {
            saved_as: Some("a-2.png".to_owned()),
            ..plain.clone()
        };
        assert_eq!(called(&known, false)[1], "a-2.png");
        assert_eq!(called(&known, true)[1], "");
        let nameless = Annotated::new("", size, Vec::new());
        let nameless = Annotated {
            anew: true,
            ..nameless
        };
        assert_eq!(called(&nameless, true)[0], "file.png");
    }
    /// Every path of every format goes into an archive.
    fn fit_in_archives(names: &[(String, bool)], label: &str, pictures: bool) {
        let size = Size::new(2, 2).expect("a size");
        let thing = Thing {
            label: label.to_owned(),
            mask: Some(Mask::from_fn(size, |x, _| x == 0).into()),
            ..Thing::default()
        };
        let all = names.iter().map(|(name, anew)| Annotated {
            anew: *anew,
            ..Annotated::new(name, size, vec![thing.clone(), thing.clone()])
        });
        let all: Rc<[Annotated]> = all.collect();
        let options = Options {
            pictures,
            ..Options::default()
        };
        for format in Format::ALL {
            let mut archive = Archive::new(Vec::new());
            for file in format.files(Rc::clone(&all), &options).expect("files") {
                let added = archive.add(&file.path, b"");
                assert!(added.is_ok(), "{}: {added:?}", format.id());
            }
        }
    }

    #[test]
    fn names_with_dots_and_spaces_within_are_exported() {
        let long = "x".repeat(200);
        for name in [
            "a..b.jpg",
            "holiday .1.png",
            "a.json",
            "con.1.png",
            &long,
            &format!("{long}.a.bcdefghijk.jpg"),
        ]
        .into_iter()
        .step_by(if cfg!(miri) { 5 } else { 1 })
        {
            let same = [(name.to_owned(), false), (name.to_owned(), true)];
            fit_in_archives(&same, name, true);
        }
        // Which small letter the last one has depends on what follows it.
        let both = ["aΣ.png", "aσ.png"].map(|name| (name.to_owned(), false));
        fit_in_archives(&both, "", true);
    }

    /// Any names, and such as are hard: of few letters, many dots and long.
    fn names() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[a. -]{0,8}(\\.[a-z0-9 ]{0,4}){0,3}",
            "(nul|COM1|a|Σ|σ|ς|İ|ß|/|:){0,4}(\\.| |-2){0,2}(\\.(json|svg|xml|txt|JPG))?",
            "[é.]{140,170}(\\.[a-z]{0,13})?",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(3),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn pictures_of_any_names_are_exported(
            names in prop::collection::vec((names(), any::<bool>()), 1..4),
            label in names(),
            pictures in any::<bool>(),
        ) {
            fit_in_archives(&names, &label, pictures);
        }
    }
}
