//! Annotations out of files: the same masks back, and all that can be done to them. Never
//! looks into the page's own memory.

use std::path::Path;

use crate::answers::soft;
use crate::exporting::{export_as, save, two_halves, unzipped};
use crate::files::{Folder, encoded, marked};
use crate::harness::Pixels;
use crate::setting::*;

#[test]
fn what_was_exported_comes_back_to_its_picture_bit_for_bit() {
    for format in ["Masque JSON", "COCO"] {
        let (_gemini, browser, folder) = two_halves();
        let page = &browser.page;
        let masks = page.canvas_pixels("Masks");
        export_as(page, format);
        let card = page.by_role("dialog", "Export");
        card.by_role("checkbox", "Put the pictures in too").click();
        page.wait_for_text("1 file, 2 objects");
        save(page);
        page.wait_for_text("Saved");
        let saved = browser.wait_for_download(".json");
        browser.reload();
        page.by_role("button", "Run");
        let picture = folder.file("a.png", &encoded(marked(320, 240), image::ImageFormat::Png));
        // Both at once, the file of annotations first.
        page.drop_files(&[&saved, &picture]);
        assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
        wait_until("the same masks are drawn", || {
            page.canvas_pixels("Masks") == masks
        });
        page.by_role("button", "Export…").click();
        page.wait_for_text("1 file, 2 objects");
        save(page);
        page.wait_for_text("Saved");
        let again = browser.wait_for_download(".json");
        let bytes = |path: &Path| std::fs::read(path).expect("the file");
        assert_eq!(bytes(&again), bytes(&saved), "{format}");
        browser.check_clean();
    }
}

#[test]
fn what_can_be_done_to_a_mask_comes_back_with_it() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    let folder = Folder::new();
    let picture = encoded(marked(640, 480), image::ImageFormat::Png);
    let picture = folder.file("soft.png", &picture);
    page.drop_files(&[&picture]);
    page.by_role("image", "Picture soft.png");
    page.paste_text(&soft());
    wait_for_list(page, 1);
    let drawn = |last: Option<&Pixels>| -> Pixels {
        wait_until("the masks are drawn", || {
            Some(&page.canvas_pixels("Masks")) != last
        });
        page.canvas_pixels("Masks")
    };
    let slid = |label: &str, value: &str, last: &Pixels| {
        slider(page, label).set_value(value);
        drawn(Some(last))
    };
    let came = drawn(None);
    let cut = slid("Threshold", "200", &came);
    let open_refinement = || {
        let script = "document.querySelector('.refinement').open = true";
        page.script(script, serde_json::json!([]));
    };
    open_refinement();
    let grown = slid("Grow", "9", &cut);
    let low = slid("Threshold", "60", &grown);
    slid("Threshold", "200", &low);

    export_as(page, "Masque JSON");
    save(page);
    page.wait_for_text("Saved");
    let saved = browser.wait_for_download(".zip");
    let mut files = unzipped(&saved);
    files.retain(|(name, _)| name.ends_with(".json"));
    let saved = folder.file("masque.json", &files[0].1);
    browser.reload();
    page.by_role("button", "Run");
    page.drop_files(&[&saved, &picture]);
    wait_for_list(page, 1);
    wait_until("the same mask is drawn", || {
        page.canvas_pixels("Masks") == grown
    });
    assert_eq!(slider(page, "Threshold").value(), "200");
    assert_eq!(slid("Threshold", "60", &grown), low);
    assert_eq!(slid("Threshold", "200", &low), grown);
    open_refinement();
    assert_eq!(page.by_label("Grow").value(), "9");
    assert_eq!(slid("Grow", "0", &grown), cut);
    browser.check_clean();
}

#[test]
fn annotations_of_other_programs_become_the_same_masks() {
    let (_gemini, browser, _folder) = two_halves();
    let page = &browser.page;
    let masks = page.canvas_pixels("Masks");
    for format in [
        "LabelMe, polygons",
        "LabelMe, masks",
        "CVAT 1.1, masks",
        "CVAT 1.1, polygons",
    ] {
        export_as(page, format);
        let with_pictures = page
            .by_role("dialog", "Export")
            .by_role("checkbox", "Put the pictures in too");
        if with_pictures.state("checked") == Some("true") {
            with_pictures.click();
        }
        page.wait_for_text("1 file, 2 objects");
        save(page);
        let ending = if format.starts_with("CVAT") {
            ".xml"
        } else {
            ".json"
        };
        let saved = browser.wait_for_download(ending);
        for name in ["left half", "lower right"] {
            page.by_role("button", &format!("More for {name}")).click();
            let menu = page.by_role("dialog", &format!("More for {name}"));
            menu.by_role("button", "Delete").click();
            page.wait_until_gone("button", &format!("More for {name}"));
        }
        page.drop_files(&[&saved]);
        assert_eq!(
            wait_for_list(page, 2),
            ["left half", "lower right"],
            "{format}"
        );
        wait_until("the same masks are drawn", || {
            page.canvas_pixels("Masks") == masks
        });
    }
    browser.check_clean();
}

#[test]
fn annotations_without_their_picture_are_told_what_is_missing() {
    let (_gemini, browser, folder) = two_halves();
    let page = &browser.page;
    let of_other = r#"{"info": {}, "images": [{"id": 1, "file_name": "other.png", "width": 4, "height": 4}],
        "categories": [{"id": 1, "name": "cup"}],
        "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 2, 2], "area": 4, "iscrowd": 0}]}"#;
    page.drop_files(&[&folder.file("coco.json", of_other.as_bytes())]);
    page.wait_for_text("other.png");
    assert_eq!(listed(page), ["left half", "lower right"]);
    page.drop_files(&[&folder.file("broken.xml", b"<annotations><image")]);
    page.wait_for_text("broken.xml");
    assert_eq!(listed(page), ["left half", "lower right"]);
    browser.check_clean();
}
