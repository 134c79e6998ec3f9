//! The formats: which there are, what each can hold, and the files that it is.
//!
//! To add one: a file in this folder with a function that gives its [`Files`], a
//! variant of [`Format`], its lines in the `match`es below, and its loader in
//! `tests/exports.rs`.

use super::set::{Files, Set};
use super::{Annotated, Classes, ExportProblem, Images};
use crate::picture::PICTURE_PIXELS;
use std::rc::Rc;

use super::{coco, cvat, geojson, images, label_studio, labelme, maps, own, svg, voc, yolo};

/// A format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A PNG for each object: the photograph where its mask is.
    CutOuts,
    /// A PNG for each picture: the photograph where any mask is.
    CutOutTogether,
    /// A PNG for each picture: the photograph with all that is marked drawn over it.
    Overlay,
    /// A binary PNG for each object.
    ObjectMasks,
    /// COCO, masks as the text of their run lengths.
    Coco,
    /// COCO, masks as run lengths in numbers.
    CocoPlain,
    /// COCO, masks as polygons.
    CocoPolygons,
    /// Ultralytics' YOLO, segments.
    YoloSegments,
    /// Ultralytics' YOLO, boxes.
    YoloBoxes,
    /// LabelMe's JSON, masks as polygons.
    LabelMe,
    /// LabelMe's JSON, masks as pictures.
    LabelMeMasks,
    /// A PNG of 16 bits with the number of the object.
    InstanceMap,
    /// A PNG with the number of the class, in VOC's colours.
    ClassMap,
    /// SVG, a layer for each class.
    Svg,
    /// Pascal VOC, segmentation and boxes.
    Voc,
    /// CVAT for images 1.1, masks as run lengths.
    Cvat,
    /// CVAT for images 1.1, masks as polygons.
    CvatPolygons,
    /// Label Studio, masks as brushes.
    LabelStudio,
    /// Label Studio, masks as polygons.
    LabelStudioPolygons,
    /// GeoJSON in pixels.
    GeoJson,
    /// Masque's own JSON.
    Masque,
}

/// What an export is made with.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The class of each label.
    pub classes: Classes,
    /// Whether the pictures themselves belong to the files, where a format has
    /// a place for them.
    pub pictures: bool,
    /// What becomes of several parts where a row holds one polygon.
    pub parts: PartsAs,
    /// How far SVG's outlines may lie from the mask, in pixels; 0 is exact.
    pub tolerance: f64,
    /// What Label Studio finds the pictures under; their names follow.
    pub picture_address: String,
    /// How cut-outs and overlays are made.
    pub images: Images,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            classes: Classes::default(),
            pictures: true,
            parts: PartsAs::One,
            tolerance: 0.0,
            picture_address: "/data/local-files/?d=images/".to_owned(),
            images: Images::default(),
        }
    }
}

/// What becomes of a thing of several parts in YOLO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartsAs {
    /// One row, as one thing: lines join its parts, and readers draw them.
    #[default]
    One,
    /// A row for each part: no pixel too many, but more things.
    Rows,
}

/// How a format holds masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masks {
    /// Not at all.
    None,
    /// To the pixel, each for itself.
    Exact,
    /// To the pixel, but as one.
    Merged,
    /// As people see them, over the photograph and each other.
    Drawn,
    /// As one picture, in which a pixel belongs to one thing alone; so many
    /// numbers there are.
    Shared(usize),
    /// As polygons along edges: to the pixel where the reader counts centres.
    Edges,
    /// As polygons through centres: to the pixel where the reader draws the line.
    Centres,
}

/// What a format can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Masks.
    pub masks: Masks,
    /// Holes as such, rather than as a line there and back.
    pub holes: bool,
    /// Several parts as one thing.
    pub parts: bool,
    /// Boxes of things that have no mask.
    pub boxes: bool,
    /// Points.
    pub points: bool,
    /// Boxes in space.
    pub cuboids: bool,
    /// Which things belong together.
    pub groups: bool,
}

impl Format {
    /// All formats, those that are asked for most first.
    pub const ALL: [Self; 21] = [
        Self::CutOuts,
        Self::CutOutTogether,
        Self::Overlay,
        Self::ObjectMasks,
        Self::Coco,
        Self::YoloSegments,
        Self::LabelMe,
        Self::Svg,
        Self::CocoPolygons,
        Self::CocoPlain,
        Self::YoloBoxes,
        Self::LabelMeMasks,
        Self::InstanceMap,
        Self::ClassMap,
        Self::Voc,
        Self::Cvat,
        Self::CvatPolygons,
        Self::LabelStudio,
        Self::LabelStudioPolygons,
        Self::GeoJson,
        Self::Masque,
    ];

    /// A word for it in file names and settings.
    pub fn id(self) -> &'static str {
        match self {
            Self::CutOuts => "cut-outs",
            Self::CutOutTogether => "cut-out-together",
            Self::Overlay => "overlay",
            Self::Coco => "coco",
            Self::CocoPlain => "coco-plain",
            Self::CocoPolygons => "coco-polygons",
            Self::YoloSegments => "yolo-seg",
            Self::YoloBoxes => "yolo-boxes",
            Self::LabelMe => "labelme",
            Self::LabelMeMasks => "labelme-masks",
            Self::ObjectMasks => "masks",
            Self::InstanceMap => "instances",
            Self::ClassMap => "classes",
            Self::Svg => "svg",
            Self::Voc => "voc",
            Self::Cvat => "cvat",
            Self::CvatPolygons => "cvat-polygons",
            Self::LabelStudio => "label-studio",
            Self::LabelStudioPolygons => "label-studio-polygons",
            Self::GeoJson => "geojson",
            Self::Masque => "masque",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::CutOuts => "Cut-out of each object, PNG",
            Self::CutOutTogether => "Cut-out of all objects, PNG",
            Self::Overlay => "Photograph with masks over it, PNG",
            Self::Coco => "COCO",
            Self::CocoPlain => "COCO, plain run lengths",
            Self::CocoPolygons => "COCO, polygons",
            Self::YoloSegments => "YOLO segments",
            Self::YoloBoxes => "YOLO boxes",
            Self::LabelMe => "LabelMe, polygons",
            Self::LabelMeMasks => "LabelMe, masks",
            Self::ObjectMasks => "Mask of each object, PNG",
            Self::InstanceMap => "Map of objects, 16-bit PNG",
            Self::ClassMap => "Map of classes, PNG",
            Self::Svg => "SVG",
            Self::Voc => "Pascal VOC",
            Self::Cvat => "CVAT 1.1, masks",
            Self::CvatPolygons => "CVAT 1.1, polygons",
            Self::LabelStudio => "Label Studio, brushes",
            Self::LabelStudioPolygons => "Label Studio, polygons",
            Self::GeoJson => "GeoJSON",
            Self::Masque => "Masque JSON",
        }
    }

    /// What it can hold.
    pub fn holds(self) -> Holds {
        let all = Holds {
            masks: Masks::Exact,
            holes: true,
            parts: true,
            boxes: true,
            points: true,
            cuboids: true,
            groups: true,
        };
        let flat = Holds {
            cuboids: false,
            groups: false,
            ..all
        };
        let picture = Holds {
            boxes: false,
            points: false,
            ..flat
        };
        match self {
            Self::Masque => all,
            Self::GeoJson => Holds {
                masks: Masks::Edges,
                ..all
            },
            Self::Coco | Self::CocoPlain | Self::LabelMeMasks | Self::Cvat => flat,
            Self::LabelStudio => flat,
            Self::CocoPolygons | Self::CvatPolygons => Holds {
                masks: Masks::Edges,
                holes: false,
                ..flat
            },
            Self::LabelStudioPolygons => Holds {
                masks: Masks::Edges,
                holes: false,
                parts: false,
                ..flat
            },
            Self::LabelMe => Holds {
                masks: Masks::Centres,
                holes: false,
                ..flat
            },
            Self::YoloSegments => Holds {
                masks: Masks::Centres,
                holes: false,
                parts: false,
                points: false,
                ..flat
            },
            Self::YoloBoxes => Holds {
                masks: Masks::None,
                points: false,
                ..flat
            },
            Self::Svg => Holds {
                masks: Masks::Edges,
                ..flat
            },
            Self::Voc => Holds {
                masks: Masks::Shared(maps::COLOURED),
                boxes: true,
                ..picture
            },
            Self::ClassMap => Holds {
                masks: Masks::Shared(maps::COLOURED),
                ..picture
            },
            Self::InstanceMap => Holds {
                masks: Masks::Shared(maps::OBJECTS_16),
                ..picture
            },
            Self::CutOuts | Self::ObjectMasks => picture,
            Self::CutOutTogether => Holds {
                masks: Masks::Merged,
                ..picture
            },
            Self::Overlay => Holds {
                masks: Masks::Drawn,
                cuboids: true,
                ..flat
            },
        }
    }

    /// Whether its files are as large as the picture, or as a mask's bounds.
    fn has_pixels(self) -> bool {
        match self {
            Self::CutOuts | Self::CutOutTogether | Self::Overlay => true,
            Self::ObjectMasks | Self::InstanceMap | Self::ClassMap | Self::Voc => true,
            Self::LabelMeMasks => true,
            Self::Coco | Self::CocoPlain | Self::CocoPolygons | Self::Svg | Self::GeoJson => false,
            Self::YoloSegments | Self::YoloBoxes | Self::LabelMe | Self::Masque => false,
            Self::Cvat | Self::CvatPolygons => false,
            Self::LabelStudio | Self::LabelStudioPolygons => false,
        }
    }

    /// The files of `pictures`, in the order in which they are to be made. Each
    /// stands on its own and is made when it is asked for, so no more than one
    /// needs to be in memory; their paths are known before.
    ///
    /// ```
    /// use masque::export::{Annotated, Body, Format, Options, Thing};
    /// use masque::{geometry::Size, mask::Mask};
    /// let size = Size::new(2, 1).unwrap();
    /// let mask = Mask::from_fn(size, |x, _| x == 1);
    /// let thing = Thing { label: "cup".into(), mask: Some(mask.into()), ..Thing::default() };
    /// let pictures = [Annotated::new("a.jpg", size, vec![thing])];
    /// let files = Format::Coco.files(pictures.into(), &Options::default()).unwrap();
    /// for file in files {
    ///     match file.body {
    ///         Body::Made(make) => assert!(make().unwrap().starts_with(b"{")),
    ///         Body::Picture(number) => assert_eq!((number, &*file.path), (0, "images/a.jpg")),
    ///         Body::OfPixels(..) => unreachable!("COCO has no pixels of its own"),
    ///     }
    /// }
    /// ```
    ///
    /// # Errors
    /// When a mask has not its picture's size, or a picture is too large for a
    /// format that is a picture itself.
    pub fn files(
        self,
        pictures: Rc<[Annotated]>,
        options: &Options,
    ) -> Result<Files, ExportProblem> {
        if self.has_pixels()
            && let Some(large) = pictures
                .iter()
                .position(|picture| picture.size.area() > PICTURE_PIXELS)
        {
            return Err(ExportProblem::TooLarge(large));
        }
        let set = Set::new(pictures, options)?;
        Ok(match self {
            Self::CutOuts => images::cut_outs(&set),
            Self::CutOutTogether => images::together(&set),
            Self::Overlay => images::overlays(&set),
            Self::Coco => coco::files(&set, coco::Shape::Text),
            Self::CocoPlain => coco::files(&set, coco::Shape::Counts),
            Self::CocoPolygons => coco::files(&set, coco::Shape::Polygons),
            Self::YoloSegments => yolo::files(&set, yolo::Row::Polygon),
            Self::YoloBoxes => yolo::files(&set, yolo::Row::Box),
            Self::LabelMe => labelme::files(&set, labelme::Shape::Polygons),
            Self::LabelMeMasks => labelme::files(&set, labelme::Shape::Masks),
            Self::ObjectMasks => maps::masks(&set),
            Self::InstanceMap => maps::instances(&set),
            Self::ClassMap => maps::classes(&set),
            Self::Svg => svg::files(&set),
            Self::Voc => voc::files(&set),
            Self::Cvat => cvat::files(&set, cvat::Shape::Masks),
            Self::CvatPolygons => cvat::files(&set, cvat::Shape::Polygons),
            Self::LabelStudio => label_studio::files(&set, label_studio::Shape::Brush),
            Self::LabelStudioPolygons => label_studio::files(&set, label_studio::Shape::Polygons),
            Self::GeoJson => geojson::files(&set),
            Self::Masque => own::files(&set),
        })
    }
}
