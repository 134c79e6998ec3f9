//! COCO's run lengths, read, written and read again: as text, and as counts
//! over a picture that they fill.
//!
//! Input: 3 bytes (what follows, and the picture's two sides), then a text, or
//! counts as 16-bit numbers.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Unstructured};
use libfuzzer_sys::fuzz_target;
use masque::geometry::Size;
use masque::mask::coco::{self, RleProblem};

/// Up to this many pixels each one is looked at.
const FEW_PIXELS: u64 = 4096;

struct Header {
    is_text: bool,
    picture: Size,
}

fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let Ok(Header { is_text, picture }) = header(&mut input) else {
        return;
    };
    if is_text {
        let text = String::from_utf8_lossy(input.take_rest());
        if let Ok(counts) = coco::counts_of_text(&text) {
            check_text(&counts);
            check_counts(&counts, picture);
        }
    } else if let Ok(counts) = counts(&mut input) {
        check_text(&counts);
        check_counts(&counts, picture);
        check_counts(&filled(counts, picture), picture);
    }
});

fn header(input: &mut Unstructured) -> arbitrary::Result<Header> {
    let [mode, width, height]: [u8; 3] = input.arbitrary()?;
    // Now and then a side as long as there can be.
    let side = |byte: u8, long: u8| {
        let factor = if mode & 0x3e == long { 256 } else { 1 };
        ((1 + u32::from(byte)) * factor).min(Size::LONGEST_SIDE)
    };
    let picture = Size::new(side(width, 2), side(height, 4)).expect("sides within the limit");
    Ok(Header {
        is_text: mode % 2 == 0,
        picture,
    })
}

fn counts(input: &mut Unstructured) -> arbitrary::Result<Vec<u32>> {
    let mut counts = Vec::new();
    while input.len() >= 2 {
        counts.push(u32::from(input.arbitrary::<u16>()?));
    }
    Ok(counts)
}

/// The counts as far as they fit the picture, and one more that fills it.
fn filled(mut counts: Vec<u32>, picture: Size) -> Vec<u32> {
    let mut left = u32::try_from(picture.area()).expect("a picture's area fits 32 bits");
    for count in &mut counts {
        *count = (*count).min(left);
        left -= *count;
    }
    counts.push(left);
    counts
}

/// What is written as text is read as it was.
fn check_text(counts: &[u32]) {
    let text = coco::text(counts);
    assert!(text.bytes().all(|letter| (b'0'..=b'o').contains(&letter)));
    assert_eq!(coco::counts_of_text(&text).as_deref(), Ok(counts));
}

fn check_counts(counts: &[u32], picture: Size) {
    let sum: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let mask = match coco::mask(counts, picture) {
        Ok(mask) => mask,
        Err(RleProblem::OtherSize { counted, .. }) => {
            assert_eq!(counted, sum);
            assert_ne!(sum, picture.area());
            return;
        }
        Err(RleProblem::TooManyRuns) => return,
        Err(other) => panic!("{other:?} of counts that were read"),
    };
    assert_eq!(sum, picture.area());
    masque_fuzz::check_mask(&mask, picture);
    let inside = counts.iter().skip(1).step_by(2);
    let area: u64 = inside.map(|count| u64::from(*count)).sum();
    assert_eq!(mask.area(), area);

    // Written again: the same mask, in counts without zeros but the first.
    let again = coco::counts(&mask);
    assert!(again.iter().skip(1).all(|count| *count > 0));
    assert!(again.len() <= counts.len().max(1));
    assert_eq!(coco::mask(&again, picture).as_ref(), Ok(&mask));
    check_text(&again);

    if picture.area() <= FEW_PIXELS {
        let values = counts
            .iter()
            .enumerate()
            .flat_map(|(at, count)| (0..*count).map(move |_| at % 2 == 1));
        let places = (0..picture.width()).flat_map(|x| (0..picture.height()).map(move |y| (x, y)));
        for ((x, y), expected) in places.zip(values) {
            assert_eq!(mask.contains(x, y), expected, "{x}, {y}");
        }
    }
}
