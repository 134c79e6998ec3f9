//! Files with annotations: Masque's own, COCO, LabelMe and CVAT. Whatever was
//! read is written as Masque's own and read again as it was.
//!
//! Input: the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use masque::export::read::{Annotations, annotations};
use masque::export::{Annotated, Body, Format, Options};
use masque::picture::Rgba;
use std::rc::Rc;

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
    let pictures: Rc<[Annotated]> = pictures.into();
    let files = |format: Format| {
        let files = format.files(Rc::clone(&pictures), &options);
        files.expect("files").map(|file| match file.body {
            Body::Made(make) => make().expect("a file"),
            Body::OfPixels(number, make) => {
                let photo = Rgba::transparent(pictures[number].size);
                make(&photo).expect("a file")
            }
            Body::Picture(_) => panic!("a picture"),
        })
    };
    let again = files(Format::Masque).next().expect("a file");
    let read = annotations(&again).expect("what was written");
    assert_eq!(read.problems, []);
    assert_eq!(*read.pictures, *pictures);
    for format in Format::ALL {
        let _ = format.losses(&pictures, &options);
        files(format).for_each(drop);
    }
});
