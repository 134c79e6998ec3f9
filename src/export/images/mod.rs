//! Pictures of what was marked: objects cut out of their photograph, each for
//! itself or all together, and the photograph with masks drawn over it. Never
//! changes a pixel that a mask holds to its full share.
//!
//! A cut-out leaves row by row. What is in memory is the photograph, the file as
//! far as it is written, and where something is blurred, a band of rows; for an
//! overlay, a copy of the photograph besides.

mod backdrop;
mod band;
mod cut;
mod drawn;
mod edge;
mod window;

pub(super) use drawn::shows_cuboid;

use super::set::{File, Files, Set, each, of_pixels};
use crate::mask::{Mask, union};
use crate::picture::Rgba;
use crate::render::Outside;
use std::rc::Rc;

/// How pictures of objects are made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Images {
    /// Whether a cut-out is no larger than it has to be, rather than as large as
    /// its picture.
    pub crop: bool,
    /// So many pixels of the picture are left around what is cropped.
    pub margin: u32,
    /// How soft the edge of a cut-out is: so many pixels to each side of it, along
    /// rows and columns, belong to it in part, at most [`Images::WIDEST`]. 0 is
    /// hard. What is cropped is larger by it on each side, besides the margin.
    pub feather: u32,
    /// What a cut-out lies on.
    pub background: Background,
    /// Whether files say what is in them: the classes as their `Title`, and
    /// `Masque` as the `Software`.
    pub labelled: bool,
    /// How masks are drawn over a photograph.
    pub overlay: Overlay,
}

impl Images {
    /// The softest edge and the strongest blur, in pixels: each pixel of either
    /// costs time.
    pub const WIDEST: u32 = 256;

    fn feather(&self) -> u32 {
        self.feather.min(Self::WIDEST)
    }
}

/// What a cut-out lies on.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Background {
    /// Nothing: it is transparent there.
    #[default]
    None,
    /// This colour, as red, green and blue.
    Color([u8; 3]),
    /// The photograph, blurred: the standard deviation in pixels, at most
    /// [`Images::WIDEST`].
    Blur(u32),
    /// Another picture, as large as needed to cover all, from its middle.
    Picture(Rc<Rgba>),
}

/// How masks are drawn over a photograph, whatever its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// How much of what lies below a mask's fill covers, 0–255.
    pub fill: u8,
    /// Whether masks have rims, as wide as they have to be at this size.
    pub rims: bool,
    /// What lies where no mask does.
    pub outside: Outside,
}

impl Default for Overlay {
    fn default() -> Self {
        Self {
            fill: 128,
            rims: true,
            outside: Outside::Clear,
        }
    }
}

/// A PNG for each object that has a mask.
pub(super) fn cut_outs(set: &Rc<Set>) -> Files {
    each(set, |set, number| {
        let set = Rc::clone(set);
        let masks = set.masks(number, "cut-outs").into_iter();
        masks.map(move |(path, class, mask)| {
            of_pixels(&set, number, path, move |set, _, photo| {
                let images = &set.options.images;
                cut::png(photo, &mask, images, titled(images, class).as_deref())
            })
        })
    })
}

/// A PNG for each picture in which a thing has a mask, of all of them.
pub(super) fn together(set: &Rc<Set>) -> Files {
    each(set, |set, number| {
        let masks = set.masks(number, "");
        let path = format!("cut-outs-together/{}.png", set.stem(number));
        (!masks.is_empty()).then(|| {
            of_pixels(set, number, path, move |set, picture, photo| {
                let all = masks
                    .iter()
                    .fold(Mask::empty(picture.size), |all, (_, _, mask)| {
                        union(&all, mask)
                    });
                let classes = masks.into_iter().map(|(_, class, _)| class);
                let images = &set.options.images;
                let title = titled(images, listed(classes));
                cut::png(photo, &all, images, title.as_deref())
            })
        })
    })
}

/// A PNG for each picture, with all that is marked drawn over it.
pub(super) fn overlays(set: &Rc<Set>) -> Files {
    each(set, |set, number| Some(overlay(set, number)))
}

fn overlay(set: &Rc<Set>, number: usize) -> File {
    let path = format!("overlays/{}.png", set.stem(number));
    of_pixels(set, number, path, move |set, picture, photo| {
        let images = &set.options.images;
        let classes = picture.things.iter().map(|thing| set.class(thing).0);
        let title = titled(images, listed(classes));
        drawn::png(photo, picture, images.overlay, title.as_deref())
    })
}

fn titled(images: &Images, title: String) -> Option<String> {
    images.labelled.then_some(title)
}

/// Names, each once, in one line.
fn listed(names: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all.join(", ")
}

#[cfg(test)]
mod tests;
