//! What kinds of formats there are, and which choices each has. Never what they hold:
//! that is [`super::Holds`].

use super::Format;

/// A kind of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What is cut out of pictures.
    CutOut,
    /// Images of masks.
    Image,
    /// Outlines.
    Vector,
    /// What annotators and trainers read.
    Dataset,
}

impl Format {
    /// Its kind.
    pub fn group(self) -> Group {
        match self {
            Self::CutOuts | Self::CutOutTogether => Group::CutOut,
            Self::Overlay | Self::ObjectMasks | Self::InstanceMap | Self::ClassMap => Group::Image,
            Self::Svg | Self::GeoJson => Group::Vector,
            Self::Coco | Self::CocoPlain | Self::CocoPolygons | Self::Masque => Group::Dataset,
            Self::YoloSegments | Self::YoloBoxes | Self::LabelMe => Group::Dataset,
            Self::LabelMeMasks | Self::Voc | Self::Cvat | Self::CvatPolygons => Group::Dataset,
            Self::LabelStudio | Self::LabelStudioPolygons => Group::Dataset,
        }
    }

    /// Whether its files speak of classes.
    pub fn has_classes(self) -> bool {
        !matches!(self, Self::CutOutTogether | Self::Overlay)
    }

    /// Whether a row of it is one polygon, so that parts may have rows of their own.
    pub fn has_rows(self) -> bool {
        self == Self::YoloSegments
    }

    /// Whether its outlines may have fewer corners.
    pub fn has_outlines(self) -> bool {
        self == Self::Svg
    }
}
