//! Files with annotations: Masque's own, COCO, LabelMe and CVAT. Whatever was
//! read is written as Masque's own and read again as it was.
//!
//! Input: the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use masque::export::read::{Annotations, annotations};
use masque::export::{Body, Format, Options};

/// Pictures of more pixels are not rasterised again and again while fuzzing.
const FEW_PIXELS: u64 = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let Ok(Annotations { pictures, .. }) = annotations(bytes) else {
        return;
    };
    if pictures
        .iter()
        .any(|picture| picture.size.area() > FEW_PIXELS)
    {
        return;
    }
    for thing in pictures.iter().flat_map(|picture| &picture.things) {
        if let Some(mask) = &thing.mask {
            masque_fuzz::check_mask(mask, mask.picture());
        }
    }
    let options = Options {
        pictures: false,
        ..Options::default()
    };
    let file = Format::Masque.files(&pictures, &options).next();
    let Some(Ok(file)) = file else {
        panic!("no file");
    };
    let Body::Bytes(again) = file.body else {
        panic!("a picture");
    };
    let read = annotations(&again).expect("what was written");
    assert_eq!(read.problems, []);
    assert_eq!(read.pictures, pictures);
    for format in Format::ALL {
        let _ = format.losses(&pictures, &options);
        for file in format.files(&pictures, &options) {
            file.expect("a file");
        }
    }
});
