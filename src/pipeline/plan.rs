//! What is to be exported and how, as a person chose it. Plain values: never the
//! pixels or masks themselves.

use super::message::Style;
use crate::export::Format;
use serde::{Deserialize, Serialize};

/// An export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The pictures, in the order in which they are exported.
    pub pictures: Vec<Taken>,
    /// What of their objects.
    pub which: Which,
    /// The class of each label that has one of another name.
    pub classes: Vec<(String, String)>,
    /// How.
    pub how: How,
    /// How masks are drawn over pictures: how much a fill covers, in percent, and in
    /// which way.
    pub look: (u8, Style),
}

/// A picture of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Its number in the tray.
    pub sheet: u32,
    /// Its file's name.
    pub name: String,
    /// Its size.
    pub size: [u32; 2],
    /// Whether its file can be taken as it is: upright, and of a format that tools read.
    pub is_plain: bool,
    /// How many objects the page knows of.
    pub objects: usize,
}

/// Which objects.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    /// Those that are not hidden.
    #[default]
    Shown,
    /// All.
    All,
    /// Those with these ids, of the picture with this number in the tray alone.
    These(u32, Vec<u32>),
}

/// How it is exported: what is remembered of one export for the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// The format's [id](crate::export::Format::id).
    pub format: String,
    /// Whether the pictures belong to a dataset.
    pub pictures: bool,
    /// Whether their files keep what they say of place, time and camera.
    pub metadata: bool,
    /// Whether each part of an object has a row of its own, where a row is one polygon.
    pub rows: bool,
    /// How far outlines may lie from the mask, in tenths of a pixel.
    pub tolerance: u8,
    /// Whether images are cropped to what they show.
    pub crop: bool,
    /// By how many pixels more than that.
    pub margin: u8,
    /// Over how many pixels an edge fades.
    pub feather: u8,
    /// What is behind.
    pub background: Background,
    /// The colour, where that is one.
    pub color: [u8; 3],
    /// Over how many pixels the picture is blurred, where it is.
    pub blur: u8,
    /// Whether images say in themselves what they show.
    pub labelled: bool,
}

impl Default for How {
    fn default() -> Self {
        Self {
            format: Format::ALL
                .first()
                .map_or("", |format| format.id())
                .to_owned(),
            pictures: true,
            metadata: false,
            rows: false,
            tolerance: 0,
            crop: false,
            margin: 0,
            feather: 0,
            background: Background::None,
            color: [255; 3],
            blur: 12,
            labelled: false,
        }
    }
}

impl How {
    /// The same, in a format that there is.
    #[must_use]
    pub fn known(self) -> Self {
        let is_known = Format::ALL.iter().any(|format| format.id() == self.format);
        if is_known { self } else { Self::default() }
    }
}

/// What is behind a cut-out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Background {
    /// Nothing.
    #[default]
    None,
    /// A colour.
    Color,
    /// The picture itself, blurred.
    Blur,
    /// Another picture.
    Picture,
}

/// What a plan comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// How many files there will be.
    pub files: usize,
    /// The paths of the first of them.
    pub paths: Vec<String>,
    /// How many objects are exported.
    pub objects: usize,
    /// The labels that there are, each with how many objects have it.
    pub labels: Vec<(String, usize)>,
    /// Whether there are second answers, which are not exported.
    pub has_second: bool,
    /// What the format cannot hold.
    pub losses: Vec<crate::session::words::Message>,
}

/// What an export needs to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// The file of the picture with this place in the plan, as it is.
    File(usize),
    /// The RGBA pixels of the picture with this place in the plan.
    Pixels(usize),
}
