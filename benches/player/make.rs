//! Writes the workload into files, and a list of them.

use crate::or_fail;
use crate::workload::{Kind, MASKS, PICTURES, answer, rgba};
use serde_json::{Value, json};
use std::path::Path;

/// Writes pictures and answers into `folder`; gives what is in them.
pub fn all(folder: &Path) -> Value {
    or_fail("the folder", std::fs::create_dir_all(folder));
    let pictures: Vec<_> = PICTURES
        .iter()
        .map(|(name, width, height)| {
            let file = format!("{name}.rgba");
            write(folder, &file, &rgba(*width, *height));
            json!({"name": name, "width": width, "height": height, "file": file})
        })
        .collect();
    let mut answers = Vec::new();
    for masks in MASKS {
        for kind in Kind::ALL {
            let made = answer(masks, kind);
            let file = format!("{masks}-{}.txt", kind.name());
            write(folder, &file, made.text.as_bytes());
            answers.push(json!({
                "name": format!("{masks} {}", kind.name()), "file": file,
                "masks": masks, "kind": kind.name(), "bytes": made.text.len(),
                "share": made.share, "small_boxes": made.small_boxes,
                "png_bytes": made.png_bytes,
            }));
        }
    }
    let colors: Vec<_> = (0..8).map(|index| masque::render::color(index).0).collect();
    let list = json!({"pictures": pictures, "answers": answers, "colors": colors});
    write(folder, "work.json", list.to_string().as_bytes());
    list
}

fn write(folder: &Path, file: &str, bytes: &[u8]) {
    or_fail(file, std::fs::write(folder.join(file), bytes));
}
