//! What is right for a picture and an answer, by the library without any
//! browser, and how far somebody's picture is from it. That the library is
//! right is not taken for granted: the cookbook's Python must come to the same.

use crate::judge::Judge;
use crate::{hash, number, or_fail, text};
use masque::geometry::Size;
use masque::mask::{Mask, View};
use masque::picture::Rgba;
use masque::render::{Look, draw};
use masque::session::{Answering, Object, saved_parts};
use serde_json::{Value, json};
use std::path::Path;

/// How masks look in all contenders' pictures: fills alone, of an alpha of 0.7.
const LOOK: Look = Look::bare(178);

/// Writes the exact picture (`exact.rgba`) and how many masks lie over each
/// pixel (`counts.bin`); gives the hashes of the masks and of the picture.
pub fn write(folder: &Path, order: &Value) -> Value {
    let picture = size(order);
    let answer = read(folder, text(order, "answer"));
    let objects = objects(&answer, picture, number(order, "threshold"));
    let mut counts = vec![0_u8; picture.width() as usize * picture.height() as usize];
    let mut masks = Vec::new();
    for object in &objects {
        let Ok(shape) = &object.mask else {
            panic!("object {} has no mask", object.index);
        };
        masks.push(hash(&packed(&shape.mask)));
        for (count, grey) in counts.iter_mut().zip(shape.mask.to_bitmap()) {
            *count = (*count + (grey & 1)).min(2);
        }
    }
    let mut pixels = photo(folder, order);
    let whole = View::new(picture, picture);
    let layers: Vec<_> = objects
        .iter()
        .map(|object| object.layer(whole, masque::geometry::Camera::DEGREES))
        .collect();
    draw(&mut pixels, &layers, LOOK);
    let pixels = pixels.into_bytes();
    or_fail(
        "exact.rgba",
        std::fs::write(folder.join("exact.rgba"), &pixels),
    );
    or_fail(
        "counts.bin",
        std::fs::write(folder.join("counts.bin"), &counts),
    );
    json!({"masks": masks, "picture": hash(&pixels)})
}

/// How far the picture in the file `made` is from the one that [`write`] wrote.
pub fn judge(folder: &Path, order: &Value) -> Value {
    let mut judge = Judge::default();
    judge.add(
        &read(folder, text(order, "photo")),
        &read(folder, "exact.rgba"),
        &read(folder, "counts.bin"),
        &read(folder, text(order, "made")),
    );
    json!(judge.findings())
}

fn objects(answer: &[u8], picture: Size, threshold: u32) -> Vec<Object> {
    let threshold = or_fail("the threshold", u8::try_from(threshold));
    let mut answering = Answering::new(picture, threshold);
    let parts = saved_parts(&String::from_utf8_lossy(answer));
    parts
        .into_iter()
        .flat_map(|part| answering.read(part))
        .collect()
}

/// The mask as bits, row by row, the first pixel the highest bit.
fn packed(mask: &Mask) -> Vec<u8> {
    let bitmap = mask.to_bitmap();
    let bits = bitmap.chunks(8).map(|pixels| {
        let bits = pixels.iter().zip((0..8).rev());
        bits.fold(0, |byte, (grey, place)| byte | (grey & 1) << place)
    });
    bits.collect()
}

fn photo(folder: &Path, order: &Value) -> Rgba {
    let pixels = Rgba::from_bytes(size(order), read(folder, text(order, "photo")));
    pixels.expect("the file holds the whole picture")
}

fn size(order: &Value) -> Size {
    Size::new(number(order, "width"), number(order, "height")).expect("a picture has pixels")
}

fn read(folder: &Path, file: &str) -> Vec<u8> {
    or_fail(file, std::fs::read(folder.join(file)))
}
