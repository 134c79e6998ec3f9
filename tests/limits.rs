//! Mask pictures that declare more than they hold, or hold more than they
//! declare: refused or cut short before they cost anything.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use masque::geometry::{NormBox, Size};
use masque::mask::limits::{MASK_PIXELS, MASK_SIDE};
use masque::mask::{Decoded, Encoding, MaskProblem, decode};
use std::io::Write as _;

/// More memory than refusing or reading any of these may take, in kilobytes.
const LITTLE: u64 = 24_000;

#[test]
fn what_declares_too_much_costs_nothing() {
    let most = 0x7FFF_FFFF_u32;
    let files = [
        (png_header(most, most), [most, most]),
        (png_header(MASK_SIDE + 1, 1), [MASK_SIDE + 1, 1]),
        (png_header(4097, 4096), [4097, 4096]),
        (bmp_header(most, most), [most, most]),
        (gif_header(), [65_535, 65_535]),
        (webp_header(), [1 << 24, 1 << 24]),
        (jpeg_header(), [65_500, 65_500]),
    ];
    let before = peak();
    for (file, [width, height]) in files {
        let problem = read(&file).expect_err("too large");
        assert_eq!(problem, MaskProblem::TooLarge { width, height });
    }
    assert!(peak() - before < LITTLE, "{} kB more", peak() - before);
    assert_eq!(u64::from(4096_u32 * 4096), MASK_PIXELS);
}

#[test]
fn what_holds_more_than_it_declares_is_read_no_further() {
    // 64 MB of zeros in 350 kB, said to be a picture of 16 × 16.
    let bomb = bomb(16, 16);
    assert!(bomb.len() < 500_000, "{} bytes", bomb.len());
    let before = peak();
    let decoded = read(&bomb).expect("its first rows");
    assert!(peak() - before < LITTLE, "{} kB more", peak() - before);
    assert_eq!(decoded.notes, []);
    // The same, with something broken behind the pixels.
    let mut broken = bomb;
    let middle = broken.len() / 2;
    broken.truncate(middle);
    assert!(read(&broken).is_ok());
    assert!(peak() - before < LITTLE, "{} kB more", peak() - before);
}

fn read(file: &[u8]) -> Result<Decoded, MaskProblem> {
    let bounds = NormBox::from_wire([0.0, 0.0, 1000.0, 1000.0]);
    let picture = Size::new(100, 100).expect("a size");
    decode(
        &Encoding::Text(BASE64_STANDARD.encode(file)),
        bounds,
        picture,
    )
}

/// The most memory that this process had so far, in kilobytes; 0 where the
/// system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend([8, 0, 0, 0, 0]);
    let sum = checksum(&file[12..]);
    file.extend(sum.to_be_bytes());
    file.extend(b"\0\0\0\x10IDAT\x78\x9c");
    file
}

fn bmp_header(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    file.extend(width.to_le_bytes());
    file.extend(height.to_le_bytes());
    file.extend([1, 0, 24, 0]);
    file.extend([0; 64]);
    file
}

fn gif_header() -> Vec<u8> {
    let mut file = b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec();
    file.extend(b",\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x02\x44\x01\0;");
    file
}

fn webp_header() -> Vec<u8> {
    let mut file = b"RIFF\x40\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0".to_vec();
    file.extend([0xFF; 6]);
    file.extend(b"VP8L\x08\0\0\0\x2F\xFF\xFF\xFF\x0F\0\0\0");
    file
}

fn jpeg_header() -> Vec<u8> {
    // A size of 65 500 on both sides, one channel.
    let mut file = b"\xFF\xD8\xFF\xDB\0\x43\0".to_vec();
    file.extend([1; 64]);
    file.extend(b"\xFF\xC0\0\x0B\x08\xFF\xDC\xFF\xDC\x01\x01\x11\0");
    file.extend(b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\0\xFF\xD9");
    file
}

/// A PNG of zeros whose header says `width` × `height`.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 8192, 8192);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("a header");
    let mut rows = writer.stream_writer().expect("a stream");
    for _ in 0..8192 {
        rows.write_all(&[0; 8192]).expect("a row");
    }
    rows.finish().expect("an end");
    drop(writer);
    file[16..33].copy_from_slice(&png_header(width, height)[16..33]);
    file
}

fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
