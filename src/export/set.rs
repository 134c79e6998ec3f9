//! What all formats share: the pictures with their names and classes, and the
//! files that come one at a time. Never decides what a format holds.

use super::class::ClassList;
use super::name::{Names, stem};
use super::png::EncodeProblem;
use super::{Annotated, Options, Thing};
use serde::Serialize;
use serde::ser::Serializer;
use std::rc::Rc;

/// A file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path within the export, with `/`; each part of it is a name that
    /// every system takes.
    pub path: String,
    /// What is in it.
    pub body: Body,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The picture with this number, from 0: whoever exports has its file, and
    /// puts it here, upright.
    Picture(usize),
}

/// The files of an export, each made when it is asked for.
pub type Files<'a> = Box<dyn Iterator<Item = Result<File, ExportProblem>> + 'a>;

/// Why a file could not be made.
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
pub(super) struct Set<'a> {
    pub pictures: &'a [Annotated],
    pub options: &'a Options,
    /// Safe names, one for each picture, all different and with different stems.
    pub names: Vec<String>,
    pub classes: ClassList,
}

impl<'a> Set<'a> {
    /// # Errors
    /// When a mask has not its picture's size.
    pub fn new(pictures: &'a [Annotated], options: &'a Options) -> Result<Rc<Self>, ExportProblem> {
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
        Ok(Rc::new(Self {
            pictures,
            options,
            names: pictures
                .iter()
                .map(|picture| names.add(&picture.file))
                .collect(),
            classes: ClassList::of(pictures, &options.classes),
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

    /// The pictures with their numbers, from 0.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &'a Annotated)> + use<'a> {
        self.pictures.iter().enumerate()
    }
}

/// One file.
pub(super) fn one<'a>(make: impl FnOnce() -> Result<File, ExportProblem> + 'a) -> Files<'a> {
    Box::new(std::iter::once_with(make))
}

/// A file for each picture, made by `make` of the picture's number.
pub(super) fn each<'a>(
    set: &Rc<Set<'a>>,
    make: impl Fn(&Set<'a>, usize, &'a Annotated) -> Result<File, ExportProblem> + 'a,
) -> Files<'a> {
    let set = Rc::clone(set);
    let pictures = set.numbered();
    Box::new(pictures.map(move |(number, picture)| make(&set, number, picture)))
}

/// The pictures themselves in `folder`, which ends in `/` or is empty; none
/// where they are not wanted.
pub(super) fn photos<'a>(set: &Rc<Set<'a>>, folder: &'a str) -> Files<'a> {
    if !set.options.pictures {
        return Box::new(std::iter::empty());
    }
    each(set, move |set, number, _| {
        Ok(File {
            path: format!("{folder}{}", set.name(number)),
            body: Body::Picture(number),
        })
    })
}

/// A file of these bytes.
pub(super) fn file(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> File {
    File {
        path: path.into(),
        body: Body::Bytes(bytes.into()),
    }
}

/// A file of this JSON.
pub(super) fn json(path: impl Into<String>, value: &impl Serialize) -> Result<File, ExportProblem> {
    Ok(file(path, serde_json::to_vec(value)?))
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
