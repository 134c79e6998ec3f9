//! What stays of a file, what goes, and that neither cuts nor noise do harm.

use super::*;
use image::{DynamicImage, ImageFormat, RgbImage};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::io::Cursor;

/// What must be nowhere afterwards.
const SECRET: &[u8] = b"52.5163N 13.3777E";

/// What must be there still.
const PROFILE: &[u8] = b"a profile of colours";

/// A picture of these pixels, as a file without metadata.
fn file(pixels: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = DynamicImage::from(pixels.clone());
    picture
        .write_to(&mut Cursor::new(&mut bytes), format)
        .expect("a file");
    bytes
}

fn pictures() -> impl Strategy<Value = RgbImage> {
    let sides = (1_u32..40, 1_u32..40);
    sides.prop_flat_map(|(width, height)| {
        let pixels = prop::collection::vec(any::<u8>(), (3 * width * height) as usize);
        pixels.prop_map(move |pixels| RgbImage::from_raw(width, height, pixels).expect("pixels"))
    })
}

fn pixels(bytes: &[u8]) -> Option<image::RgbaImage> {
    let picture = image::load_from_memory(bytes).ok()?;
    Some(picture.into_rgba8())
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

fn jpeg_segment(marker: u8, name: &[u8], text: &[u8]) -> Vec<u8> {
    let length = u16::try_from(name.len() + text.len() + 2).expect("short");
    [&[0xff, marker], &length.to_be_bytes()[..], name, text].concat()
}

fn with_metadata_jpeg(plain: &[u8]) -> Vec<u8> {
    let (start, rest) = plain.split_at(2);
    let before = [
        jpeg_segment(0xe1, b"Exif\0\0", SECRET),
        jpeg_segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0", SECRET),
        jpeg_segment(0xe2, b"ICC_PROFILE\0\x01\x01", PROFILE),
        jpeg_segment(0xe2, b"MPF\0", SECRET),
        vec![0xff],
        jpeg_segment(0xed, b"Photoshop 3.0\0", SECRET),
        jpeg_segment(0xe0, b"JFXX\0", SECRET),
        jpeg_segment(0xfe, b"", SECRET),
    ];
    [start, &before.concat(), rest, plain, SECRET].concat()
}

fn png_chunk(kind: &[u8; 4], text: &[u8]) -> Vec<u8> {
    let length = u32::try_from(text.len()).expect("short");
    let crc = crc32fast::hash(&[kind, text].concat());
    [&length.to_be_bytes(), &kind[..], text, &crc.to_be_bytes()].concat()
}

fn with_metadata_png(plain: &[u8]) -> Vec<u8> {
    // After the signature and IHDR.
    let (start, rest) = plain.split_at(33);
    let kinds = [
        b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"caBX", b"zzZz",
    ];
    let before = kinds.map(|kind| png_chunk(kind, SECRET)).concat();
    let profile = png_chunk(b"pHYs", b"\0\0\0\x01\0\0\0\x01\0");
    let (rest, end) = rest.split_at(rest.len() - 12);
    let after = png_chunk(b"tEXt", SECRET);
    [start, &before, &profile, rest, &after, end, SECRET].concat()
}

fn webp_chunk(kind: &[u8; 4], text: &[u8]) -> Vec<u8> {
    let length = u32::try_from(text.len()).expect("short");
    let fill = vec![0; text.len() % 2];
    [&kind[..], &length.to_le_bytes(), text, &fill].concat()
}

fn with_metadata_webp(plain: &[u8], size: &RgbImage) -> Vec<u8> {
    let [width, height] = [size.width(), size.height()].map(|side| (side - 1).to_le_bytes());
    let header = [&[0x2c, 0, 0, 0], &width[..3], &height[..3]].concat();
    let chunks = [
        webp_chunk(b"VP8X", &header),
        webp_chunk(b"ICCP", PROFILE),
        plain[12..].to_vec(),
        webp_chunk(b"EXIF", SECRET),
        webp_chunk(b"XMP ", SECRET),
        webp_chunk(b"zzzz", SECRET),
    ]
    .concat();
    let length = u32::try_from(chunks.len() + 4).expect("short");
    let start = [b"RIFF", &length.to_le_bytes()[..], b"WEBP"].concat();
    [&start, &chunks[..], SECRET].concat()
}

/// A picture's file with metadata, in each format.
fn files(picture: &RgbImage) -> [Vec<u8>; 3] {
    let plain = |format| file(picture, format);
    [
        with_metadata_jpeg(&plain(ImageFormat::Jpeg)),
        with_metadata_png(&plain(ImageFormat::Png)),
        with_metadata_webp(&plain(ImageFormat::WebP), picture),
    ]
}

#[test]
fn what_has_no_metadata_stays_as_it_is() {
    let picture = RgbImage::from_fn(9, 7, |x, y| image::Rgb([(x * 20) as u8, (y * 30) as u8, 7]));
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Gif,
    ] {
        let bytes = file(&picture, format);
        let kept = without_metadata(&bytes);
        assert!(
            matches!(kept, Cow::Borrowed(same) if same == bytes),
            "{format:?}"
        );
    }
    let cmyk = include_bytes!("../../../tests/fixtures/cmyk.jpg");
    assert_eq!(pixels(&without_metadata(cmyk)), pixels(cmyk));
}

#[test]
fn what_tells_colours_stays_and_the_flags_of_what_went_go() {
    let picture = RgbImage::new(5, 4);
    let [jpeg, png, webp] = files(&picture);
    assert!(holds(&without_metadata(&jpeg), PROFILE));
    assert!(holds(&without_metadata(&png), b"pHYs"));
    let webp = without_metadata(&webp);
    assert!(holds(&webp, PROFILE));
    assert_eq!(webp[20], 0x20);
    let length = u32::from_le_bytes([webp[4], webp[5], webp[6], webp[7]]);
    assert_eq!(length as usize + 8, webp.len());
}

#[test]
fn a_jpeg_in_several_scans_keeps_them_all() {
    let scan = b"\xff\xda\0\x02ab\xff\0\xff\xd3\xff\xff\0c";
    let comment = jpeg_segment(0xfe, b"", SECRET);
    let table = jpeg_segment(0xc4, b"", b"table");
    let file = [
        b"\xff\xd8",
        &scan[..],
        &comment,
        &table,
        scan,
        b"\xff\xd9more",
    ]
    .concat();
    let expected = [b"\xff\xd8", &scan[..], &table, scan, b"\xff\xd9"].concat();
    assert_eq!(*without_metadata(&file), *expected);
    // Without pixels there is nothing to keep.
    let none = [b"\xff\xd8", &comment[..], b"\xff\xd9"].concat();
    assert_eq!(*without_metadata(&none), *none);
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(9),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_pixels_stay_and_the_metadata_goes(picture in pictures()) {
        for file in files(&picture) {
            let kept = without_metadata(&file);
            prop_assert!(holds(&file, SECRET) && !holds(&kept, SECRET));
            prop_assert!(pixels(&file).is_some());
            prop_assert_eq!(pixels(&kept), pixels(&file));
            prop_assert_eq!(&without_metadata(&kept), &kept);
        }
    }

    #[test]
    fn a_file_that_breaks_off_keeps_the_pixels_that_it_has(
        picture in pictures(),
        place in any::<prop::sample::Index>(),
    ) {
        for file in files(&picture) {
            let cut = &file[..place.index(file.len())];
            let kept = without_metadata(cut);
            prop_assert!(kept.len() <= cut.len());
            if let Some(before) = pixels(cut) {
                prop_assert!(pixels(&kept) == Some(before), "{:?}", &file[..4]);
            }
            prop_assert_eq!(&without_metadata(&kept), &kept);
        }
    }

    #[test]
    fn noise_does_no_harm(
        picture in pictures(),
        noise in prop::collection::vec(any::<u8>(), 0..300),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let starts = [&b"\xff\xd8"[..], b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBP", b""];
        let noisy = starts.map(|start| [start, &noise].concat());
        for mut file in files(&picture).into_iter().chain(noisy) {
            for (place, change) in &changes {
                if !file.is_empty() {
                    let at = place.index(file.len());
                    file[at] = *change;
                }
            }
            let kept = without_metadata(&file);
            prop_assert!(kept.len() <= file.len());
            prop_assert_eq!(&without_metadata(&kept), &kept);
        }
    }
}
