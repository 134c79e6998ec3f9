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

    /// Whether the classes that labels are given show in its files, beside what images
    /// may [say in themselves](super::Images::labelled). Masque's own keeps labels as they
    /// are, and the classes of single objects.
    pub fn has_classes(self) -> bool {
        !matches!(self, Self::CutOutTogether | Self::Overlay | Self::Masque)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Annotated, Body, Classes, Options, PartsAs, Thing};
    use crate::geometry::Size;
    use crate::mask::Mask;
    use crate::picture::Rgba;

    /// All that is in a format's files, and their paths.
    fn files(format: Format, options: &Options) -> Vec<(String, Vec<u8>)> {
        let size = Size::new(24, 16).expect("a size");
        // Two parts, one of which has a slant.
        let mask = Mask::from_fn(size, |x, y| (x < 12 && y < x) || (x > 18 && y > 3));
        let thing = Thing {
            label: "red cup".to_owned(),
            mask: Some(mask.into()),
            ..Thing::default()
        };
        let picture = Annotated::new("a.png", size, vec![thing]);
        let photo = Rgba::transparent(size);
        let files = format.files([picture].into(), options).expect("files");
        let files = files.map(|file| match file.body {
            Body::Made(make) => (file.path, make().expect("a file")),
            Body::OfPixels(_, make) => (file.path, make(&photo).expect("a file")),
            Body::Picture(_) => (file.path, Vec::new()),
        });
        files.collect()
    }

    #[test]
    fn a_choice_is_there_where_it_changes_a_file_and_nowhere_else() {
        for format in Format::ALL {
            let usual = files(format, &Options::default());
            let is_changed = |options| files(format, &options) != usual;
            let classes = is_changed(Options {
                classes: Classes::default().with("red cup", "cup"),
                ..Options::default()
            });
            let rows = is_changed(Options {
                parts: PartsAs::Rows,
                ..Options::default()
            });
            let outlines = is_changed(Options {
                tolerance: 2.0,
                ..Options::default()
            });
            let has = [
                format.has_classes(),
                format.has_rows(),
                format.has_outlines(),
            ];
            assert_eq!(has, [classes, rows, outlines], "{}", format.id());
        }
    }
}
