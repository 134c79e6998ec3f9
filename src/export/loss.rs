//! What a format cannot hold of what there is, told before anything is saved.
//! Never guesses: everything is counted, and nothing is left out in silence.

use super::class::ClassList;
use super::format::{Format, Masks, Options, PartsAs};
use super::images::shows_cuboid;
use super::simplify::outline;
use super::{Annotated, Thing};
use crate::mask::{Connectivity, Mask, difference, holes, parts, shared_area, union};

/// Something that a format cannot hold as it is, and how many things it is
/// about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Loss {
    /// Things of which nothing is written.
    LeftOut(usize),
    /// Things whose masks are not written, but their boxes.
    Masks(usize),
    /// Things whose holes are joined to their outlines by a line.
    Holes(usize),
    /// Things of several parts, which lines join to one; readers draw the lines.
    PartsJoined(usize),
    /// Things of several parts, each of which becomes a thing.
    PartsSplit(usize),
    /// Things of which some pixels belong to smaller ones too, and are given to
    /// those.
    Overlaps(usize),
    /// Things that smaller ones cover as a whole, so that nothing is left.
    Covered(usize),
    /// Things beyond the most numbers that a map has.
    TooMany(usize),
    /// Things that are no more than a pixel or a line wide somewhere, which
    /// readers that draw without the line lose.
    Tiny(usize),
    /// Things of which there is another with the same class and the same place:
    /// Ultralytics drops rows that are there twice.
    Doubles(usize),
    /// Things whose points are not written.
    Points(usize),
    /// Things whose boxes in space are not written.
    Cuboids(usize),
    /// Things that belong together, which is not written.
    Groups(usize),
    /// Things that become one with others, so that which is which is lost.
    Merged(usize),
    /// Things with a name that nothing in the file says.
    Labels(usize),
    /// Things whose outlines have fewer corners than they had.
    Simplified {
        /// How many.
        things: usize,
        /// How much the worst of them agrees with its mask, from 0 to 1.
        least_iou: f64,
    },
}

impl Format {
    /// What is lost of `pictures` in this format; empty when nothing is.
    ///
    /// ```
    /// use masque::export::{Annotated, Format, Loss, Options, Thing};
    /// use masque::{geometry::Size, mask::Mask};
    /// let size = Size::new(3, 3).unwrap();
    /// let ring = Mask::from_fn(size, |x, y| (x, y) != (1, 1));
    /// let thing = Thing { mask: Some(ring.into()), ..Thing::default() };
    /// let pictures = [Annotated::new("a.png", size, vec![thing])];
    /// let options = Options::default();
    /// assert_eq!(Format::Coco.losses(&pictures, &options), []);
    /// assert_eq!(Format::YoloSegments.losses(&pictures, &options), [Loss::Holes(1)]);
    /// ```
    pub fn losses(self, pictures: &[Annotated], options: &Options) -> Vec<Loss> {
        let mut count = Count::default();
        let classes = ClassList::of(pictures, &options.classes);
        let number = |at: usize, thing: &Thing| match self {
            Self::ClassMap => classes.number(&options.classes.of(thing)),
            // The last of both maps that runs out of numbers.
            Self::Voc => at.max(classes.number(&options.classes.of(thing))),
            _ => at,
        };
        for picture in pictures {
            for (at, thing) in picture.things.iter().enumerate() {
                self.count(picture, number(at, thing), thing, options, &mut count);
            }
            if matches!(self, Self::YoloSegments | Self::YoloBoxes) {
                count.doubles += self.doubles(picture, options);
            }
            if self == Self::CutOutTogether {
                let shapes = picture
                    .things
                    .iter()
                    .filter(|thing| thing.shape().is_some());
                let shapes = shapes.count();
                count.merged += if shapes > 1 { shapes } else { 0 };
            }
            if let Masks::Shared(_) = self.holds().masks {
                count_overlaps(picture, &mut count);
            }
        }
        count.losses()
    }

    /// How many things of a picture have a row that an earlier one has as well.
    fn doubles(self, picture: &Annotated, options: &Options) -> usize {
        let is_same = |a: &Thing, b: &Thing| match (a.shape(), b.shape()) {
            (Some(a), Some(b)) if self == Self::YoloSegments => a == b,
            _ => a.edges(picture.size).is_some() && a.edges(picture.size) == b.edges(picture.size),
        };
        let named = picture.things.iter();
        let named = named.map(|thing| (options.classes.of(thing), thing));
        let named: Vec<(String, &Thing)> = named.collect();
        let doubles = named.iter().enumerate().filter(|(at, (class, thing))| {
            let mut before = named.iter().take(*at);
            before.any(|(other, earlier)| class == other && is_same(earlier, thing))
        });
        doubles.count()
    }

    fn count(
        self,
        picture: &Annotated,
        number: usize,
        thing: &Thing,
        options: &Options,
        count: &mut Count,
    ) {
        let holds = self.holds();
        let mask = thing.shape();
        let has_points = thing.points_within(picture.size).next().is_some();
        let has_box = thing.edges(picture.size).is_some();
        let is_written = match mask {
            Some(_) => holds.masks != Masks::None || holds.boxes,
            None if holds.boxes && has_box => true,
            // GeoJSON writes a box in space beside a place in the picture alone.
            None => holds.masks == Masks::Drawn && shows_cuboid(thing, picture),
        };
        // Masque's own file holds whatever there is, or is not.
        if !(is_written || (has_points && holds.points) || self == Self::Masque) {
            count.left_out += 1;
            return;
        }
        count.points += usize::from(has_points && !holds.points);
        count.cuboids += usize::from(thing.cuboid.is_some() && !holds.cuboids);
        count.groups += usize::from(thing.group.is_some() && !holds.groups);
        let is_silent = matches!(self, Self::CutOutTogether | Self::Overlay);
        let has_name = thing.class.is_some() || !thing.label.is_empty();
        count.labels += usize::from(is_silent && has_name && !options.images.labelled);
        let Some(mask) = mask else { return };
        match holds.masks {
            Masks::None => count.masks += 1,
            Masks::Shared(most) => count.too_many += usize::from(number >= most),
            Masks::Exact | Masks::Merged | Masks::Drawn => {}
            Masks::Edges | Masks::Centres => self.count_outline(mask, options, count),
        }
    }

    fn count_outline(self, mask: &Mask, options: &Options, count: &mut Count) {
        let holds = self.holds();
        let connectivity = match holds.masks {
            Masks::Centres => Connectivity::Eight,
            _ => Connectivity::Four,
        };
        if !holds.holes {
            count.holes += usize::from(!holes(mask, connectivity).is_empty());
        }
        let parts = parts(mask, connectivity);
        if !holds.parts && parts.len() > 1 {
            match (self, options.parts) {
                (Self::YoloSegments, PartsAs::One) => count.joined += 1,
                _ => count.split += 1,
            }
        }
        if holds.masks == Masks::Centres {
            let is_thin = |part: &Mask| {
                let sides = part.bounds();
                sides.is_some_and(|sides| sides.width() == 1 || sides.height() == 1)
            };
            count.tiny += usize::from(parts.iter().any(is_thin));
        }
        if self == Self::Svg && options.tolerance > 0.0 {
            let iou = outline(mask, options.tolerance).iou;
            if iou < 1.0 {
                count.simplified += 1;
                count.disagreement = count.disagreement.max(1.0 - iou);
            }
        }
    }
}

#[derive(Default)]
struct Count {
    left_out: usize,
    masks: usize,
    holes: usize,
    joined: usize,
    split: usize,
    overlaps: usize,
    covered: usize,
    too_many: usize,
    tiny: usize,
    doubles: usize,
    points: usize,
    cuboids: usize,
    groups: usize,
    merged: usize,
    labels: usize,
    simplified: usize,
    /// 1 less the least agreement.
    disagreement: f64,
}

impl Count {
    fn losses(&self) -> Vec<Loss> {
        let counted = [
            (self.left_out, Loss::LeftOut(self.left_out)),
            (self.masks, Loss::Masks(self.masks)),
            (self.holes, Loss::Holes(self.holes)),
            (self.joined, Loss::PartsJoined(self.joined)),
            (self.split, Loss::PartsSplit(self.split)),
            (self.overlaps, Loss::Overlaps(self.overlaps)),
            (self.covered, Loss::Covered(self.covered)),
            (self.too_many, Loss::TooMany(self.too_many)),
            (self.tiny, Loss::Tiny(self.tiny)),
            (self.doubles, Loss::Doubles(self.doubles)),
            (self.points, Loss::Points(self.points)),
            (self.cuboids, Loss::Cuboids(self.cuboids)),
            (self.groups, Loss::Groups(self.groups)),
            (self.merged, Loss::Merged(self.merged)),
            (self.labels, Loss::Labels(self.labels)),
            (
                self.simplified,
                Loss::Simplified {
                    things: self.simplified,
                    least_iou: 1.0 - self.disagreement,
                },
            ),
        ];
        let there = counted.into_iter().filter(|(things, _)| *things > 0);
        there.map(|(_, loss)| loss).collect()
    }
}

/// Counts what smaller things take from larger ones, in a map's own order.
fn count_overlaps(picture: &Annotated, count: &mut Count) {
    let mut masks: Vec<&Mask> = picture.things.iter().filter_map(Thing::shape).collect();
    // As in a map, of two alike the later one covers the earlier.
    masks.reverse();
    masks.sort_by_key(|mask| mask.area());
    let mut taken = Mask::empty(picture.size);
    for mask in masks
        .into_iter()
        .filter(|mask| mask.picture() == picture.size)
    {
        if shared_area(&taken, mask) > 0 {
            if difference(mask, &taken).is_empty() {
                count.covered += 1;
            } else {
                count.overlaps += 1;
            }
        }
        taken = union(&taken, mask);
    }
}

#[cfg(test)]
mod tests;
