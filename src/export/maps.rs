//! Pictures of numbers: a mask for each object, a map of objects with 16 bits,
//! a map of classes in VOC's colours. Never larger than one picture at a time.
//!
//! In a map a pixel has one number, so where things overlap the smaller one
//! covers the larger: nothing small is lost under something large.

use super::png::{Samples, encode, grey_png};
use super::set::{Files, Set, each, json, made, of_all, of_one};
use super::{Annotated, Made, Thing};
use serde::Serialize;
use std::iter::once;
use std::rc::Rc;

/// The most objects in a map of 16 bits; 0 is what belongs to none.
pub(super) const OBJECTS_16: usize = 65_535;

/// The most classes or objects in a map with a palette: 0 is what belongs to
/// none, and 255 what is to be left out of account.
pub(super) const COLOURED: usize = 254;

/// A grey PNG for each object that has a mask: 255 inside.
pub(super) fn masks(set: &Rc<Set>) -> Files {
    each(set, |set, number| {
        let masks = set.masks(number, "masks").into_iter();
        masks.map(|(path, _, mask)| made(path, move || Ok(grey_png(&mask)?)))
    })
}

/// For each picture a PNG of 16 bits, whose values are the numbers of things
/// from 1, and a JSON file that says what they are.
pub(super) fn instances(set: &Rc<Set>) -> Files {
    let maps = each(set, |set, number| {
        let path = format!("instances/{}.png", set.stem(number));
        Some(of_one(set, number, path, |_, picture| {
            let values = painted(picture, |at, _| u16::try_from(at + 1).unwrap_or(0));
            let values = values.iter().flat_map(|value| value.to_be_bytes());
            let bytes: Vec<u8> = values.collect();
            Ok(encode(picture.size, &Samples::Grey16(&bytes))?)
        }))
    });
    let lists = each(set, |set, number| {
        let path = format!("instances/{}.json", set.stem(number));
        Some(of_one(set, number, path, |set, picture| {
            let things = picture.things.iter().zip(1_u32..);
            let list = things.filter(|(thing, _)| thing.shape().is_some());
            let list: Vec<Named> = list
                .map(|(thing, value)| Named {
                    value,
                    class: set.class(thing).0,
                })
                .collect();
            json(&list)
        }))
    });
    Box::new(maps.chain(lists))
}

#[derive(Serialize)]
struct Named {
    value: u32,
    class: String,
}

/// For each picture a PNG with a palette, whose values are the numbers of
/// classes from 1, and a list of the classes with their colours.
pub(super) fn classes(set: &Rc<Set>) -> Files {
    let maps = each(set, |set, number| {
        let path = format!("classes/{}.png", set.stem(number));
        Some(of_one(set, number, path, class_map))
    });
    let list = of_all(set, "classes/classes.json", |set| {
        let names = set.classes.names().iter().zip(1_u32..);
        let list = names.map(|(name, value)| Coloured {
            value,
            class: name,
            color: colour(u8::try_from(value).unwrap_or(u8::MAX)),
        });
        json(&list.collect::<Vec<_>>())
    });
    Box::new(maps.chain(once(list)))
}

#[derive(Serialize)]
struct Coloured<'a> {
    value: u32,
    class: &'a str,
    color: [u8; 3],
}

/// A map of classes, with the palette of VOC.
pub(super) fn class_map(set: &Set, picture: &Annotated) -> Made {
    let values = painted(picture, |_, thing| coloured(set.class(thing).1));
    Ok(encode(picture.size, &Samples::Indexed(&values, palette()))?)
}

/// A map of objects, with the palette of VOC.
pub(super) fn object_map(picture: &Annotated) -> Made {
    let values = painted(picture, |at, _| coloured(at));
    Ok(encode(picture.size, &Samples::Indexed(&values, palette()))?)
}

/// The value of what has this number, counted from 0; 0 when there is none.
fn coloured(number: usize) -> u8 {
    let value = number + 1;
    u8::try_from(value)
        .ok()
        .filter(|_| value <= COLOURED)
        .unwrap_or(0)
}

/// The picture's pixels, row by row, each with the value of the smallest thing
/// that it belongs to, or 0.
fn painted<V: Copy + Default>(picture: &Annotated, value: impl Fn(usize, &Thing) -> V) -> Vec<V> {
    let width = picture.size.width() as usize;
    let mut values = vec![V::default(); width * picture.size.height() as usize];
    let things = picture.things.iter().enumerate();
    let shapes = things.filter_map(|(at, thing)| Some((value(at, thing), thing.shape()?)));
    let mut shapes: Vec<_> = shapes.collect();
    shapes.sort_by_key(|(_, mask)| std::cmp::Reverse(mask.area()));
    for (value, mask) in shapes {
        for (y, runs) in mask.rows() {
            let row = y as usize * width;
            for run in runs {
                let span = row + run.start as usize..row + run.end as usize;
                if let Some(span) = values.get_mut(span) {
                    span.fill(value);
                }
            }
        }
    }
    values
}

/// The 256 colours of VOC.
fn palette() -> Vec<[u8; 3]> {
    (0..=u8::MAX).map(colour).collect()
}

/// A colour of VOC: of every three bits of the number, from the lowest, one goes
/// to red, one to green and one to blue, and the first of them count most.
pub(super) fn colour(number: u8) -> [u8; 3] {
    [0, 1, 2].map(|channel| {
        let bits = (0..3).map(|place| {
            let bit = number >> (3 * place + channel).min(7) & u8::from(3 * place + channel < 8);
            bit << (7 - place)
        });
        bits.sum()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;
    use crate::mask::Mask;

    #[test]
    fn the_smaller_one_lies_over_the_larger() {
        let size = Size::new(4, 1).expect("a size");
        let thing = |inside: fn(u32, u32) -> bool| Thing {
            mask: Some(Mask::from_fn(size, inside).into()),
            ..Thing::default()
        };
        let things = vec![
            thing(|x, _| x == 1),
            thing(|x, _| x < 3),
            thing(|x, _| x == 1),
            thing(|_, _| false),
        ];
        let file = "a.png".to_owned();
        let picture = Annotated::new(file, size, things);
        let values = painted(&picture, |at, _| at + 1);
        assert_eq!(values, [2, 3, 2, 0]);
        assert_eq!((coloured(0), coloured(253), coloured(254)), (1, 254, 0));
    }

    #[test]
    fn the_palette_begins_as_that_of_voc() {
        let expected = [
            [0, 0, 0],
            [128, 0, 0],
            [0, 128, 0],
            [128, 128, 0],
            [0, 0, 128],
        ];
        assert_eq!(palette().get(..5), Some(&expected[..]));
        assert_eq!(colour(20), [0, 64, 128]);
        assert_eq!(colour(255), [224, 224, 192]);
    }
}
