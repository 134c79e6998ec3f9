//! Files out: a dataset that is small, and one that no browser should keep in memory
//! where it has a place for it. Files in: through the inputs that a person never sees.

use std::io::Cursor;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::Browser;

/// An answer with one polygon: the whole picture.
const ALL_OF_IT: &str = r#"{"boxes": [
    {"box_2d": [0, 0, 1000, 1000], "mask": [[0, 0], [1000, 0], [1000, 1000], [0, 1000]], "label": "all of it"}
]}"#;

/// More bytes than an export keeps in memory where there is another place.
const LARGE: usize = 66 << 20;

/// How many bytes of exports lie in the browser's own storage, or nothing where it has
/// none.
const STORED: &str = "
    if (!navigator.storage?.getDirectory) return null;
    return navigator.storage.getDirectory().then(async folder => {
        let bytes = 0;
        for await (const [name, handle] of folder.entries()) {
            if (name.startsWith('masque-export')) bytes += (await handle.getFile()).size;
        }
        return bytes;
    });";

/// Takes away what Safari had not until its version 26.
const WITHOUT_WRITING: &str = "
    if (window.FileSystemFileHandle) delete FileSystemFileHandle.prototype.createWritable;";

#[test]
fn a_dataset_is_saved_and_can_be_read() {
    let browser = Browser::open();
    browser.click("button", "Breakfast PNG masks");
    browser.wait_for_list(11);
    browser.click("button", "Export…");
    browser.choose("Format", "COCO");
    browser.click("checkbox", "Put the pictures in too");
    browser.wait_for_text("1 file, 11 objects");
    browser.click("button", "Save");
    browser.wait_for_text("Saved instances_train.json");
    let is_json = |file: &[u8]| serde_json::from_slice::<Value>(file).is_ok();
    let file = browser.wait_for_download("instances_train.json", is_json);
    let coco: Value = serde_json::from_slice(&file).expect("JSON");
    assert_eq!(coco["annotations"].as_array().map(Vec::len), Some(11));
    assert_eq!(coco["images"][0]["width"], 1280);
    browser.check_clean();
}

#[test]
fn an_export_beyond_64_megabytes_is_saved_with_storage_for_it_and_without() {
    let browser = Browser::open();
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    browser.click("button", "Shadows");
    browser.by_role("button", "Run");
    browser.give("picture-file", &large_picture(&folder));
    browser.by_role("image", "Picture large.png");
    let answer = folder.path().join("answer.json");
    std::fs::write(&answer, ALL_OF_IT).expect("a new file can be written");
    browser.give("answer-file", &answer);
    browser.wait_for_list(1);
    let saved = export_all(&browser);
    let stored = browser.script(STORED, json!([]));
    let length = saved.len();
    assert!(length > LARGE, "{length}");
    assert!(stored.is_null() || stored == length, "{stored} {length}");
    browser.check_clean();

    browser.forget_downloads();
    browser.script(WITHOUT_WRITING, json!([]));
    assert!(export_all(&browser) == saved, "another file came");
    browser.check_clean();
}

/// Exports all there is with its pictures, and gives the archive.
#[track_caller]
fn export_all(browser: &Browser) -> Vec<u8> {
    browser.click("button", "Export…");
    browser.choose("Format", "COCO");
    // Else only what shows of a picture goes into the file.
    let all = browser.by_role("checkbox", "Keep their place, time and camera");
    if !browser.run("the choice", all.is_selected()) {
        browser.click("checkbox", "Keep their place, time and camera");
    }
    browser.wait_for_text("2 files in one ZIP, 1 object");
    browser.click("button", "Save");
    browser.wait_for_text("opened again and checked");
    // The record that ends an archive.
    let is_zip =
        |file: &[u8]| file.len() > 22 && file[file.len() - 22..].starts_with(b"PK\x05\x06");
    browser.wait_for_download(".zip", is_zip)
}

/// A small picture in a large file: a PNG may have parts that only others know.
fn large_picture(folder: &TempDir) -> PathBuf {
    let mut file = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(320, 240, image::Rgb([20, 40, 230]));
    let written = picture.write_to(&mut file, image::ImageFormat::Png);
    written.expect("a picture can be encoded");
    let mut file = file.into_inner();
    let mut part = b"maSq".to_vec();
    part.resize(4 + LARGE, 7);
    let checksum = crc32fast::hash(&part).to_be_bytes();
    let length = u32::try_from(LARGE).expect("a short part").to_be_bytes();
    // After the signature and the header.
    file.splice(33..33, [&length[..], &part, &checksum].concat());
    let path = folder.path().join("large.png");
    std::fs::write(&path, file).expect("a new file can be written");
    path
}
