//! Exports as a person makes them: the card, the files on disk, opened by other programs.
//! Never looks into the page's own memory.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::answers::{ALL_OF_IT, TWO_HALVES, with_mask};
use crate::files::{Folder, encoded, marked, turned_jpeg};
use crate::harness::{Browser, FakeGemini, Page, Pixels};
use crate::setting::*;

/// A picture of 320 × 240 with the two halves.
pub(crate) fn two_halves() -> (FakeGemini, Browser, Folder) {
    let (gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    page.drop_files(&[&folder.file("a.png", &file)]);
    page.by_role("image", "Picture a.png");
    page.paste_text(TWO_HALVES);
    wait_for_list(page, 2);
    (gemini, browser, folder)
}

/// The export card, opened, with this format.
pub(crate) fn export_as(page: &Page, format: &str) {
    page.by_role("button", "Export…").click();
    let card = page.by_role("dialog", "Export");
    card.by_role("combobox", "Format").select_option(format);
}

pub(crate) fn save(page: &Page) {
    page.by_role("dialog", "Export")
        .by_role("button", "Save")
        .click();
}

/// The files of an archive, read by Python.
pub(crate) fn unzipped(archive: &Path) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().expect("a temporary directory can be made");
    let script = "import sys, zipfile, pathlib
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
for at, name in enumerate(archive.namelist()):
    pathlib.Path(sys.argv[2], str(at)).write_bytes(archive.read(name))
    print(name)";
    let output = Command::new("python3")
        .args(["-X", "utf8", "-c", script])
        .args([archive, folder.path()])
        .output()
        .expect("Python runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let names = String::from_utf8(output.stdout).expect("UTF-8");
    let files = names.lines().enumerate().map(|(at, name)| {
        let bytes = std::fs::read(folder.path().join(at.to_string()));
        (name.to_owned(), bytes.expect("a file"))
    });
    files.collect()
}

#[test]
fn a_dataset_of_two_pictures_is_one_archive_with_the_pictures_in_it() {
    let (_gemini, browser, folder) = two_halves();
    let page = &browser.page;
    let other = encoded(marked(100, 80), image::ImageFormat::Jpeg);
    page.drop_files(&[&folder.file("été 1.jpg", &other)]);
    page.by_role("image", "Picture été 1.jpg");
    page.paste_text(ALL_OF_IT);
    wait_for_list(page, 1);
    export_as(page, "YOLO segments");
    let card = page.by_role("dialog", "Export");
    page.wait_for_text("5 files in one ZIP, 3 objects");
    card.by_role("DisclosureTriangle", "Files").click();
    page.wait_for_text("images/train/été 1.jpg");
    save(page);
    page.wait_for_text("opened again and checked");
    let files = unzipped(&browser.wait_for_download(".zip"));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "data.yaml",
        "images/train/a.png",
        "images/train/été 1.jpg",
        "labels/train/a.txt",
        "labels/train/été 1.txt",
    ] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    let bytes = |wanted: &str| {
        let found = files.iter().find(|(name, _)| name == wanted);
        found.map(|(_, bytes)| bytes.clone()).expect("the file")
    };
    // As the person gave it, to the byte.
    assert_eq!(bytes("images/train/été 1.jpg"), other);
    let labels = String::from_utf8(bytes("labels/train/a.txt")).expect("UTF-8");
    assert_eq!(labels.lines().count(), 2, "{labels}");
    browser.check_clean();
}

#[test]
fn what_is_taken_and_what_it_is_called_is_chosen() {
    let (_gemini, browser, _folder) = two_halves();
    let page = &browser.page;
    row(page, "lower right")
        .by_role("checkbox", "Show lower right")
        .click();
    export_as(page, "COCO");
    let card = page.by_role("dialog", "Export");
    card.by_role("combobox", "Objects")
        .select_option("Those shown");
    card.by_role("checkbox", "Put the pictures in too").click();
    card.by_role("DisclosureTriangle", "Classes").click();
    let class = card.by_role("textbox", "Class of left half");
    class.type_text("half");
    page.press("Tab");
    page.wait_for_text("1 file, 1 object");
    save(page);
    page.wait_for_text("Saved");
    let file = std::fs::read(browser.wait_for_download(".json")).expect("the saved file");
    let coco: Value = serde_json::from_slice(&file).expect("JSON");
    assert_eq!(coco["categories"].as_array().map(Vec::len), Some(1));
    assert_eq!(coco["categories"][0]["name"], "half");
    assert_eq!(coco["annotations"][0]["area"].as_f64(), Some(160.0 * 240.0));
    // The choice is there again after a visit.
    browser.reload();
    page.by_role("button", "Run");
    open_sample(page, "Wooden toys");
    page.by_role("button", "Export…").click();
    let card = page.by_role("dialog", "Export");
    assert_eq!(card.by_role("combobox", "Format").chosen(), "COCO");
    let with_pictures = card.by_role("checkbox", "Put the pictures in too");
    assert_eq!(with_pictures.state("checked"), Some("false"));
    browser.check_clean();
}

#[test]
fn what_a_format_cannot_hold_is_said_before_anything_is_saved() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("a.png", &file));
    let ring = image::GrayImage::from_fn(64, 64, |x, y| {
        let is_hole = (20..40).contains(&x) && (20..40).contains(&y);
        image::Luma([if is_hole { 0 } else { 255 }])
    });
    page.paste_text(&with_mask(&encoded(ring, image::ImageFormat::Png)));
    wait_for_list(page, 1);
    export_as(page, "YOLO segments");
    page.wait_for_text("hole");
    let card = page.by_role("dialog", "Export");
    card.by_role("combobox", "Format").select_option("COCO");
    page.wait_until_text_gone("hole");
    browser.check_clean();
}

#[test]
fn cut_outs_are_cropped_and_get_a_background() {
    let (_gemini, browser, _folder) = two_halves();
    let page = &browser.page;
    export_as(page, "Cut-out of each object, PNG");
    let card = page.by_role("dialog", "Export");
    card.by_role("checkbox", "Crop to the object").click();
    card.by_role("combobox", "Background")
        .select_option("Colour");
    page.wait_for_text("2 files in one ZIP, 2 objects");
    save(page);
    page.wait_for_text("opened again and checked");
    let files = unzipped(&browser.wait_for_download(".zip"));
    let sizes: Vec<(u32, u32)> = files
        .iter()
        .map(|(_, png)| {
            let png = image::load_from_memory(png).expect("a PNG");
            (png.width(), png.height())
        })
        .collect();
    assert_eq!(sizes, [(160, 240), (160, 120)]);
    browser.check_clean();
}

#[test]
fn another_picture_lies_behind_cut_outs_once_it_is_chosen() {
    let (_gemini, browser, folder) = two_halves();
    let page = &browser.page;
    export_as(page, "All objects in one cut-out, PNG");
    let card = page.by_role("dialog", "Export");
    card.by_role("combobox", "Background")
        .select_option("Another picture");
    page.wait_for_text("Choose the picture that is to lie behind");
    assert!(!card.by_role("button", "Save").is_enabled());
    let green = image::RgbImage::from_pixel(30, 30, image::Rgb([10, 200, 20]));
    let green = folder.file("green.png", &encoded(green, image::ImageFormat::Png));
    page.choose_file("Background picture file", &green);
    page.wait_until_text_gone("Choose the picture that is to lie behind");
    save(page);
    let saved = image::open(browser.wait_for_download(".png"))
        .expect("a PNG")
        .to_rgb8();
    assert_eq!(saved.get_pixel(300, 10).0, [10, 200, 20]);
    assert_eq!(saved.get_pixel(300, 230).0, [20, 40, 230]);
    browser.check_clean();
}

#[test]
fn a_turned_photo_goes_into_a_dataset_upright() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    let folder = Folder::new();
    drop_picture(
        page,
        &folder.file("turned.jpg", &turned_jpeg(marked(320, 240))),
    );
    page.paste_text(ALL_OF_IT);
    wait_for_list(page, 1);
    export_as(page, "COCO");
    save(page);
    page.wait_for_text("opened again and checked");
    let files = unzipped(&browser.wait_for_download(".zip"));
    let picture = files.iter().find(|(name, _)| name.ends_with("turned.png"));
    let (_, png) = picture.expect("the picture, written anew");
    let upright = image::load_from_memory(png).expect("a PNG").to_rgb8();
    assert_eq!(upright.dimensions(), (240, 320));
    // The red corner went from the left to the right.
    let [red, _, blue] = upright.get_pixel(235, 5).0;
    assert!(red > 150 && blue < 100);
    browser.check_clean();
}

#[test]
fn a_picture_that_was_moved_is_named_and_nothing_is_saved() {
    let (_gemini, browser, folder) = two_halves();
    let page = &browser.page;
    drop(folder);
    export_as(page, "COCO");
    save(page);
    page.wait_for_text("a.png could not be read");
    assert_eq!(
        std::fs::read_dir(browser.downloads())
            .map(Iterator::count)
            .ok(),
        Some(0)
    );
    // Without the pictures it works.
    page.by_role("button", "Export…").click();
    let card = page.by_role("dialog", "Export");
    card.by_role("checkbox", "Put the pictures in too").click();
    page.wait_for_text("1 file, 2 objects");
    save(page);
    browser.wait_for_download(".json");
}

#[test]
fn images_are_as_large_as_a_picture_of_48_megapixels() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    let folder = Folder::new();
    let file = encoded(marked(8064, 6048), image::ImageFormat::Png);
    drop_picture(page, &folder.file("large.png", &file));
    page.paste_text(TWO_HALVES);
    wait_for_list(page, 2);
    for (format, ending, kept, lost) in [
        (
            "All objects in one cut-out, PNG",
            "large.png",
            [20, 40, 230, 255],
            [0; 4],
        ),
        (
            "Picture with masks, PNG",
            "large.png",
            [20, 40, 230, 255],
            [20, 40, 230, 255],
        ),
    ] {
        export_as(page, format);
        page.wait_for_text("1 file, 2 objects");
        save(page);
        let saved = browser.wait_for_download(ending);
        let png = image::open(&saved).expect("a PNG").to_rgba8();
        assert_eq!(png.dimensions(), (8064, 6048), "{format}");
        // In the lower right of the left half, and in the upper right quarter.
        let is_overlay = format.starts_with("Picture");
        let [inside, outside] = [(4000, 5000), (8000, 100)].map(|(x, y)| png.get_pixel(x, y).0);
        assert_eq!(inside != kept, is_overlay, "{format}: {inside:?}");
        assert_eq!(outside, lost, "{format}");
    }
    browser.check_clean();
}

/// More than is kept in memory; in the long run more than two gigabytes.
#[test]
fn a_large_archive_goes_through_the_browsers_storage() {
    let is_long = std::env::var_os("MASQUE_LONG").is_some();
    let (side, count) = if is_long { (5700, 23) } else { (2500, 5) };
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    let folder = Folder::new();
    // Noise, which nothing makes smaller.
    let mut state = 7_u32;
    let noise = image::RgbImage::from_fn(side, side, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, red, green, blue] = state.to_be_bytes();
        image::Rgb([red, green, blue])
    });
    let first = folder.file("0.png", &encoded(noise, image::ImageFormat::Png));
    let bytes = std::fs::metadata(&first).expect("a file").len();
    let mut files = vec![first.clone()];
    for number in 1..count {
        let name = first.with_file_name(format!("{number}.png"));
        std::fs::hard_link(&first, &name).expect("another name");
        files.push(name);
    }
    let images: Vec<Value> = (0..count)
        .map(|at| serde_json::json!({"id": at + 1, "file_name": format!("{at}.png"), "width": side, "height": side}))
        .collect();
    let annotations: Vec<Value> = (0..count)
        .map(|at| serde_json::json!({"id": at + 1, "image_id": at + 1, "category_id": 1, "bbox": [1, 2, 30, 40], "area": 1200, "iscrowd": 0}))
        .collect();
    let coco = serde_json::json!({"images": images, "annotations": annotations,
        "categories": [{"id": 1, "name": "thing"}]});
    files.push(folder.file("coco.json", coco.to_string().as_bytes()));
    page.drop_files(&files.iter().map(|file| file.as_path()).collect::<Vec<_>>());
    let patience = std::time::Instant::now();
    while !page
        .visible_text()
        .contains(&format!("{count} objects came"))
    {
        assert!(
            patience.elapsed().as_secs() < 300,
            "{}",
            page.visible_text()
        );
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
    export_as(page, "COCO");
    page.wait_for_text(&format!("{} files in one ZIP", count + 1));
    save(page);
    while !page.visible_text().contains("opened again and checked") {
        assert!(
            patience.elapsed().as_secs() < 900,
            "{}",
            page.visible_text()
        );
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
    let saved = browser.wait_for_download(".zip");
    let length = std::fs::metadata(&saved).expect("a file").len();
    assert!(
        length > bytes * count && (!is_long || length > 1 << 31),
        "{length}"
    );
    println!("A ZIP of {length} bytes, {:?} in all", patience.elapsed());
    let whole = "import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None and len(archive.namelist()) == int(sys.argv[2])";
    let judged = Command::new("python3")
        .args(["-c", whole])
        .arg(&saved)
        .arg((count + 1).to_string())
        .status();
    assert!(judged.expect("Python runs").success());
    browser.check_clean();
}

#[test]
fn an_object_has_a_menu_of_its_own() {
    let (_gemini, browser, _folder) = two_halves();
    let page = &browser.page;
    let act = |name: &str| {
        page.by_role("button", "More for lower right").click();
        let menu = page.by_role("dialog", "More for lower right");
        menu.by_role("button", name).click();
    };
    let clipboard = || {
        let field = page.by_role("textbox", "Filter by label or class");
        field.click();
        page.press("Control+a");
        page.press("Control+v");
        let text = field.value();
        field.clear_and_type(" ");
        page.press("Backspace");
        text
    };
    act("Save PNG");
    let saved = Pixels::of_png(&browser.wait_for_download(".cutout.png"));
    assert_eq!((saved.width, saved.height), (320, 240));
    act("Copy SVG path");
    page.wait_for_text("Copied");
    assert_eq!(clipboard(), "M160 120h160v120h-160z");
    act("Copy JSON");
    wait_until("the clipboard has it", || {
        clipboard().contains("\"format\":\"masque\"")
    });
    act("Alone");
    wait_until("the other is hidden", || {
        row(page, "left half")
            .by_role("checkbox", "Show left half")
            .state("checked")
            == Some("false")
    });
    browser.check_clean();
}

#[test]
fn a_png_goes_into_the_clipboard() {
    let (_gemini, browser, _folder) = two_halves();
    let page = &browser.page;
    page.by_role("button", "More for left half").click();
    let menu = page.by_role("dialog", "More for left half");
    menu.by_role("button", "Copy PNG").click();
    page.wait_for_text("Copied");
    // Pasted into the page it is a picture: the second of the tray.
    page.press("Control+v");
    page.by_role("image", "Picture image.png");
    page.by_role("button", "image.png: nothing asked yet");
    page.by_role("button", "a.png: done");
    browser.check_clean();
}

#[test]
fn a_text_is_copied_by_a_browser_without_items_and_a_refusal_is_said() {
    let (_gemini, browser, _folder) = two_halves();
    let page = &browser.page;
    let act = |name: &str| {
        page.by_role("button", "More for lower right").click();
        let menu = page.by_role("dialog", "More for lower right");
        menu.by_role("button", name).click();
    };
    let none = serde_json::json!([]);
    page.script(
        "delete window.ClipboardItem;
        navigator.clipboard.writeText = () => Promise.reject(new Error('no'))",
        none.clone(),
    );
    for (copy, instead) in [
        ("Copy SVG path", "Export the object instead"),
        ("Copy PNG", "Save the PNG instead"),
    ] {
        act(copy);
        let said = "Nothing was copied: the browser did not let Masque use the clipboard.";
        page.wait_for_text(&format!("{said} {instead}"));
    }
    page.script("delete navigator.clipboard.writeText", none);
    act("Copy JSON");
    page.wait_for_text("Copied");
    browser.check_clean();
}

#[test]
fn a_cut_out_can_be_dragged_out_of_the_page() {
    let (_gemini, browser, _folder) = two_halves();
    let page = &browser.page;
    page.script(
        "addEventListener('dragstart', event => {
            const data = event.dataTransfer;
            document.documentElement.dataset.dragged =
                event.defaultPrevented ? 'nothing' : data.getData('DownloadURL');
        })",
        serde_json::json!([]),
    );
    let dragged = || {
        page.script(
            "return document.documentElement.dataset.dragged ?? ''",
            serde_json::json!([]),
        )
    };
    wait_until("it is ready to be dragged", || {
        let save = row(page, "left half").by_role("button", "Save cut-out of left half");
        // A person rests there for a moment; the cut-out is made meanwhile.
        save.hover_at(10.0, 10.0);
        std::thread::sleep(std::time::Duration::from_millis(500));
        save.drag(&[(10.0, 10.0), (4.0, 10.0), (-60.0, 20.0), (-90.0, 30.0)]);
        dragged()
            .as_str()
            .is_some_and(|told| told.starts_with("image/png:"))
    });
    let told = dragged();
    assert!(
        told.as_str()
            .is_some_and(|told| told.contains("left-half.cutout.png:blob:")),
        "{told}"
    );
    browser.check_clean();
}
