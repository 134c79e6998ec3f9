//! Pictures that are not as they should be: refused in a plain sentence with
//! everything else left as it was, or opened with a word on what is unusual.

use image::codecs::gif::GifEncoder;
use image::{Delay, DynamicImage, Frame, ImageBuffer, ImageFormat, Rgb, RgbImage, RgbaImage};

use crate::answers::ALL_OF_IT;
use crate::files::turned_jpeg;
use crate::files::{Folder, encoded, jpeg_markers, marked, png_header, sent_file, sent_picture};
use crate::harness::{Pixels, Reply};
use crate::setting::*;

fn is_red([red, green, blue]: [u8; 3]) -> bool {
    red > 150 && green < 120 && blue < 120
}

fn is_blue([red, green, blue]: [u8; 3]) -> bool {
    red < 120 && green < 120 && blue > 150
}

fn color(pixels: &Pixels, x: u32, y: u32) -> [u8; 3] {
    let [red, green, blue, alpha] = pixels.at(x, y);
    assert_eq!(alpha, 255);
    [red, green, blue]
}

#[test]
fn a_picture_comes_by_drop_by_paste_and_by_choice() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    page.paste_file(&sample("breakfast.jpg"));
    page.by_role("image", "Picture breakfast.jpg");
    page.choose_file("Picture file", &sample("toys.jpg"));
    page.by_role("image", "Picture toys.jpg");
    page.drop_files(&[&sample("dusk.jpg")]);
    page.by_role("image", "Picture dusk.jpg");
    browser.check_clean();
}

#[test]
fn what_cannot_be_opened_is_named_and_takes_nothing_away() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    open_sample(page, "Breakfast");
    let names = wait_for_list(page, 11);
    let masks = page.canvas_pixels("Masks");

    let whole = encoded(marked(400, 300), ImageFormat::Jpeg);
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>"#;
    let letter = b"Dear reader, this is a letter and no picture at all.";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat";
    let cases: [(&str, &[u8], &str); 7] = [
        ("letter.bin", letter, "letter.bin is not a picture"),
        ("drawing.svg", svg, "drawing.svg is an SVG drawing"),
        ("empty.png", b"", "empty.png is empty"),
        (
            "flood.png",
            &png_header(50_000, 50_000),
            "flood.png claims 50000 × 50000 pixels",
        ),
        (
            "bare.png",
            &png_header(400, 300),
            "bare.png is damaged or unusual",
        ),
        ("cut.jpg", &whole[..40], "cut.jpg is damaged or unusual"),
        ("phone.heic", heic, "phone.heic is "),
    ];
    for (name, bytes, sentence) in cases {
        page.drop_files(&[&folder.file(name, bytes)]);
        page.wait_for_text(sentence);
        assert_eq!(page.all("alert").len(), 1, "{}", page.visible_text());
        assert!(page.is_present("button", "Choose a picture…"), "{name}");
        assert_eq!(wait_for_list(page, 11), names, "{name}");
        page.by_role("image", "Picture Breakfast");
    }
    assert!(page.canvas_pixels("Masks") == masks, "the masks are others");
    // What was said of the picture on show stays there too.
    page.wait_for_text("This is a sample");
    let mut buttons = page.all("button").into_iter();
    let dismiss = buttons.rfind(|button| button.name() == "Dismiss");
    dismiss.expect("a cross").click();
    page.wait_until_text_gone("phone.heic");
    assert!(gemini.requests().is_empty(), "something was sent");
    browser.check_clean();
}

#[test]
fn half_a_png_is_never_taken_for_a_whole_one() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    open_sample(page, "Wooden toys");
    wait_for_list(page, 10);
    // Noise, so that half of the file is half of the rows.
    let noise = |x: u32, y: u32| (x * 7919 + y * 104_729 + x * y * 31) as u8;
    let noisy = RgbImage::from_fn(200, 150, |x, y| {
        Rgb([noise(x, y), noise(y, x), noise(x + y, x)])
    });
    let whole = encoded(noisy, ImageFormat::Png);
    page.drop_files(&[&folder.file("half.png", &whole[..whole.len() / 2])]);
    page.wait_for_text("half.png is damaged or unusual");
    assert_eq!(wait_for_list(page, 10).len(), 10);
    browser.check_clean();
}

#[test]
fn what_is_unusual_opens_with_a_word_about_it() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();

    let mut animation = Vec::new();
    let mut encoder = GifEncoder::new(&mut animation);
    for color in [[230, 20, 20, 255], [20, 40, 230, 255]] {
        let frame = RgbaImage::from_pixel(60, 40, image::Rgba(color));
        let frame = Frame::from_parts(frame, 0, 0, Delay::from_numer_denom_ms(50, 1));
        encoder.encode_frame(frame).expect("a frame can be encoded");
    }
    drop(encoder);
    drop_picture(page, &folder.file("moving.gif", &animation));
    page.wait_for_text("This picture is animated: its first frame is used");
    let shown = page.canvas_pixels("Picture moving.gif");
    assert_eq!((shown.width, shown.height), (60, 40));
    assert!(is_red(color(&shown, 30, 20)), "not the first frame");

    let deep = ImageBuffer::<Rgb<u16>, _>::from_pixel(70, 50, Rgb([60_000, 5_000, 5_000]));
    let deep = encoded(DynamicImage::from(deep), ImageFormat::Png);
    drop_picture(page, &folder.file("deep.png", &deep));
    page.wait_for_text("This picture has 16 bits a channel");
    let shown = page.canvas_pixels("Picture deep.png");
    assert_eq!((shown.width, shown.height), (70, 50));
    assert!(is_red(color(&shown, 35, 25)));

    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    drop_picture(page, &fixtures.join("cmyk.jpg"));
    page.wait_for_text("This picture is in CMYK");
    let shown = page.canvas_pixels("Picture cmyk.jpg");
    assert_eq!((shown.width, shown.height), (48, 32));
    let [red, green, blue] = color(&shown, 6, 16);
    assert!(red < green && red < blue, "the left half is cyan");
    assert!(is_red(color(&shown, 40, 16)), "the right half is red");

    // What was said about the last picture does not stand under this one.
    page.wait_until_text_gone("16 bits a channel");
    browser.check_clean();
}

#[test]
fn a_photo_from_a_turned_phone_is_upright_everywhere() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    // Stored lying, its mark at the upper left; upright, at the upper right.
    let file = turned_jpeg(marked(160, 80));
    assert!(jpeg_markers(&file).contains(&0xE1), "the test's own EXIF");
    drop_picture(page, &folder.file("turned.jpg", &file));
    let shown = page.canvas_pixels("Picture turned.jpg");
    assert_eq!((shown.width, shown.height), (80, 160));
    assert!(is_red(color(&shown, 76, 4)), "the mark is elsewhere");
    for (x, y) in [(4, 4), (4, 156), (76, 156)] {
        assert!(is_blue(color(&shown, x, y)), "({x}, {y})");
    }

    gemini.reply(Reply::stream(ALL_OF_IT, 1));
    fill_in(page, KEY, "all of it");
    run(page);
    wait_for_list(page, 1);
    let post = gemini.wait_for_posts(1).remove(0);
    assert!(!jpeg_markers(&sent_file(&post)).contains(&0xE1));
    let sent = sent_picture(&post);
    assert_eq!(sent.dimensions(), (80, 160));
    assert!(is_red(sent.get_pixel(76, 4).0) && is_blue(sent.get_pixel(4, 156).0));

    let masks = page.canvas_pixels("Masks");
    assert_eq!((masks.width, masks.height), (80, 160));
    page.by_role("button", "Save cut-out of all of it").click();
    let cut_out = Pixels::of_png(&browser.wait_for_download(".cutout.png"));
    assert!(cut_out == shown, "the cut-out is not the picture");
    browser.check_clean();
}
