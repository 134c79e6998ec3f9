//! What it costs in memory to make files of a picture's pixels: no more than a
//! second picture, whatever is asked for.

use masque::export::{Annotated, Background, Body, Format, Images, Options, Thing};
use masque::geometry::Size;
use masque::mask::Mask;
use masque::picture::Rgba;
use peak_alloc::PeakAlloc;
use std::rc::Rc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// One test, since memory is counted for the whole program.
#[test]
fn no_file_takes_more_memory_than_a_second_picture() {
    let long = std::env::var_os("MASQUE_LONG").is_some();
    let size = if long {
        Size::new(8000, 6000)
    } else {
        Size::new(300, 1600)
    };
    let size = size.expect("a size");
    let bytes = (0..size.area() * 4).map(|at| match at % 4 {
        3 => 255,
        _ => (at >> 14) as u8,
    });
    let photo = Rgba::from_bytes(size, bytes.collect()).expect("pixels");
    let mask = Mask::from_fn(size, |x, y| (x + y) % size.width() > size.width() / 3);
    let thing = Thing {
        mask: Some(mask.into()),
        ..Thing::default()
    };
    let pictures: Rc<[Annotated]> = [Annotated::new("a.jpg", size, vec![thing])].into();
    let small = Size::new(300, 300).expect("a size");
    let other = Rgba::from_bytes(small, vec![77; 4 * 90_000]).expect("pixels");
    let blur = if long { 64 } else { 8 };
    let backgrounds = [
        Background::None,
        Background::Color([1, 2, 3]),
        Background::Blur(blur),
        Background::Picture(Rc::new(other)),
        Background::Picture(Rc::new(photo.clone())),
    ];
    let picture = photo.bytes().len();
    for format in [Format::CutOuts, Format::CutOutTogether, Format::Overlay] {
        // An overlay lies on nothing but its photograph.
        let ways = if format == Format::Overlay { 1 } else { 5 };
        for (background, feather) in backgrounds.iter().zip([0, blur, blur, 0, 1]).take(ways) {
            let options = Options {
                images: Images {
                    feather,
                    background: background.clone(),
                    ..Images::default()
                },
                ..Options::default()
            };
            let mut files = format.files(Rc::clone(&pictures), &options).expect("files");
            let Some(Body::OfPixels(_, make)) = files.next().map(|file| file.body) else {
                panic!("no file of pixels");
            };
            let before = MEMORY.current_usage();
            MEMORY.reset_peak_usage();
            let start = std::time::Instant::now();
            let file = make(&photo).expect("a file");
            let cost = MEMORY.peak_usage() - before;
            println!(
                "{:18} {:7.1} MB beside a picture of {:5.1} MB, for {:5.1} MB of PNG in {:.2} s",
                format.id(),
                cost as f64 / 1e6,
                picture as f64 / 1e6,
                file.len() as f64 / 1e6,
                start.elapsed().as_secs_f64(),
            );
            assert!(cost < picture + 4 * file.len(), "{}: {cost}", format.id());
        }
    }
}
