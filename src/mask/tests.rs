//! What the property tests of this room share: masks as plain bitmaps, and
//! random ones of many kinds. Never used outside of tests, and never fast: each
//! operation's slow version is written here or beside its test, pixel by pixel.

use super::{Mask, MaskBuilder};
use crate::geometry::{PixelBox, Size};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// How many random cases a property is tried on: the same ones on every machine
/// in the plain run, many fresh ones in the long run, and two in Miri, which
/// asks whether the code is sound and not whether it is right.
pub fn cases() -> ProptestConfig {
    let long = std::env::var_os("MASQUE_LONG").is_some();
    ProptestConfig {
        cases: match (cfg!(miri), long) {
            (true, _) => 2,
            (false, true) => 5_000,
            (false, false) => 300,
        },
        rng_seed: if long {
            RngSeed::Random
        } else {
            RngSeed::Fixed(3)
        },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A mask as one truth value for each pixel, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Bitmap {
    /// Pixels across.
    pub width: i64,
    /// Pixels down.
    pub height: i64,
    pixels: Vec<bool>,
}

impl Bitmap {
    /// The pixels for which `inside(x, y)` holds.
    pub fn new(width: i64, height: i64, inside: impl Fn(i64, i64) -> bool) -> Self {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Self {
            width,
            height,
            pixels: places.map(|(x, y)| inside(x, y)).collect(),
        }
    }

    /// The bitmap of `mask`.
    pub fn of(mask: &Mask) -> Self {
        let size = mask.picture();
        Self::new(size.width().into(), size.height().into(), |x, y| {
            mask.contains(x as u32, y as u32)
        })
    }

    /// Whether a pixel is held; none is outside of the picture.
    pub fn has(&self, x: i64, y: i64) -> bool {
        let inside = (0..self.width).contains(&x) && (0..self.height).contains(&y);
        inside && self.pixels[(y * self.width + x) as usize]
    }

    /// The picture's pixels, row by row.
    pub fn places(&self) -> impl Iterator<Item = (i64, i64)> {
        let width = self.width;
        (0..self.height).flat_map(move |y| (0..width).map(move |x| (x, y)))
    }

    /// How many of the picture's pixels `inside` holds for.
    pub fn count(&self, inside: impl Fn(i64, i64) -> bool) -> u64 {
        self.places().filter(|(x, y)| inside(*x, *y)).count() as u64
    }

    /// The mask with these pixels, built one pixel at a time.
    pub fn mask(&self) -> Mask {
        let size = Size::new(self.width as u32, self.height as u32).expect("a size");
        Mask::from_fn(size, |x, y| self.has(x.into(), y.into()))
    }

    /// Numbers the parts that hang together, in the order of their first
    /// pixels; −1 outside. `corners` says whether parts that touch at a corner
    /// are one. Floods each part pixel by pixel.
    pub fn parts(&self, corners: bool) -> (usize, Vec<i64>) {
        let mut part_of = vec![-1; self.pixels.len()];
        let mut count = 0;
        for first in self.places() {
            let mut waiting = vec![first];
            let mut found = false;
            while let Some((x, y)) = waiting.pop() {
                if !self.has(x, y) || part_of[(y * self.width + x) as usize] >= 0 {
                    continue;
                }
                part_of[(y * self.width + x) as usize] = count as i64;
                found = true;
                waiting.extend([(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]);
                if corners {
                    let across = [(1, 1), (1, -1), (-1, 1), (-1, -1)];
                    waiting.extend(across.map(|(dx, dy)| (x + dx, y + dy)));
                }
            }
            count += usize::from(found);
        }
        (count, part_of)
    }

    /// Each part as a bitmap of its own; see [`Self::parts`].
    pub fn split(&self, corners: bool) -> Vec<Bitmap> {
        let (count, part_of) = self.parts(corners);
        let part = |number: usize| {
            Self::new(self.width, self.height, |x, y| {
                part_of[(y * self.width + x) as usize] == number as i64
            })
        };
        (0..count).map(part).collect()
    }

    /// Whether the bitmap reaches the picture's edge.
    pub fn touches_edge(&self) -> bool {
        self.places().any(|(x, y)| {
            self.has(x, y) && (x == 0 || y == 0 || x == self.width - 1 || y == self.height - 1)
        })
    }
}

/// Random masks: noise, blobs, rectangles, stripes, frames, one pixel, none, all.
pub fn pictures() -> BoxedStrategy<Bitmap> {
    sizes()
        .prop_flat_map(|(width, height)| picture(width, height))
        .boxed()
}

/// Two random masks in pictures of the same size.
pub fn pairs() -> BoxedStrategy<(Bitmap, Bitmap)> {
    sizes()
        .prop_flat_map(|(width, height)| (picture(width, height), picture(width, height)))
        .boxed()
}

fn sizes() -> impl Strategy<Value = (i64, i64)> {
    prop_oneof![
        4 => (1_i64..=26, 1_i64..=26),
        1 => (1_i64..=70, 1_i64..=3),
        1 => (1_i64..=3, 1_i64..=70),
    ]
}

fn picture(width: i64, height: i64) -> BoxedStrategy<Bitmap> {
    let make = move |inside: &dyn Fn(i64, i64) -> bool| Bitmap::new(width, height, inside);
    let place = (-3..width + 3, -3..height + 3);
    let noise = (
        0_u32..=8,
        prop::collection::vec(0_u32..8, (width * height) as usize),
    );
    let discs = prop::collection::vec((place.clone(), 1_i64..12), 1..5);
    let boxes = prop::collection::vec((place.clone(), 1..=width, 1..=height), 1..6);
    prop_oneof![
        6 => noise.prop_map(move |(density, values)| {
            make(&|x, y| values[(y * width + x) as usize] < density)
        }),
        4 => discs.prop_map(move |discs| make(&|x, y| {
            let near = |((left, top), radius): &((i64, i64), i64)| {
                (x - left).pow(2) + (y - top).pow(2) <= radius * radius
            };
            discs.iter().any(near)
        })),
        // Even-odd, so that there are holes and corners that touch.
        4 => boxes.prop_map(move |boxes| make(&|x, y| {
            let over = |((left, top), w, h): &&((i64, i64), i64, i64)| {
                (*left..left + w).contains(&x) && (*top..top + h).contains(&y)
            };
            boxes.iter().filter(over).count() % 2 == 1
        })),
        1 => (1_i64..4, 1_i64..4).prop_map(move |(a, b)| make(&|x, y| (x / a + y / b) % 2 == 0)),
        1 => (2_i64..6).prop_map(move |step| make(&|x, y| {
            (x.min(y).min(width - 1 - x).min(height - 1 - y)) % step == 0
        })),
        1 => (0..width, 0..height).prop_map(move |at| make(&|x, y| (x, y) == at)),
        1 => any::<bool>().prop_map(move |full| make(&|_, _| full)),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn area_and_bounds_are_those_of_the_bitmap(picture in pictures()) {
        let mask = picture.mask();
        prop_assert_eq!(mask.area(), picture.count(|x, y| picture.has(x, y)));
        prop_assert_eq!(mask.is_empty(), mask.area() == 0);
        let held: Vec<_> = picture.places().filter(|(x, y)| picture.has(*x, *y)).collect();
        let left = held.iter().map(|(x, _)| *x).min();
        let right = held.iter().map(|(x, _)| *x).max();
        let expected = left.zip(right).map(|(left, right)| {
            let (top, bottom) = (held[0].1, held[held.len() - 1].1);
            PixelBox::new(left, top, (right - left + 1) as u32, (bottom - top + 1) as u32)
        });
        prop_assert_eq!(mask.bounds(), expected);
        prop_assert_eq!(Bitmap::of(&mask), picture);
    }

    #[test]
    fn however_it_is_built_a_mask_keeps_its_promises(
        size in sizes(),
        top in 0_u32..30,
        rows in prop::collection::vec(prop::collection::vec((0_u32..80, 0_u32..80), 0..5), 0..30),
    ) {
        let size = Size::new(size.0 as u32, size.1 as u32).expect("a size");
        let mut builder = MaskBuilder::new(size, top);
        for row in &rows {
            for (start, end) in row {
                builder.push(*start, *end);
            }
            builder.end_row();
        }
        let mask = builder.finish();
        prop_assert_eq!(&Bitmap::of(&mask).mask(), &mask);
        for (y, runs) in mask.rows() {
            prop_assert!(y < size.height());
            prop_assert!(runs.iter().all(|run| run.start < run.end && run.end <= size.width()));
            prop_assert!(runs.windows(2).all(|pair| pair[0].end < pair[1].start));
        }
    }
}
