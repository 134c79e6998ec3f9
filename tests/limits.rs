//! Mask pictures that declare more than they hold, or hold more than they
//! declare: refused or cut short before they cost anything.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use masque::geometry::{NormBox, Size};
use masque::mask::limits::{MASK_MEMORY, MASK_PIXELS, MASK_SIDE};
use masque::mask::{Decoded, Encoding, MaskProblem, decode};
use peak_alloc::PeakAlloc;
use std::io::Write as _;

/// Counts what the program asks for, whether it is touched or not.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// More memory than refusing or reading any of these may take, in bytes; their
/// own text in base64 and the inflater's window are a part of it.
const LITTLE: usize = 4_000_000;

/// One test, since memory is counted for the whole program.
#[test]
fn what_declares_or_holds_too_much_costs_nothing() {
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
    for (file, [width, height]) in files {
        let (read, cost) = measured(&file);
        assert_eq!(read.err(), Some(MaskProblem::TooLarge { width, height }));
        assert!(cost < LITTLE, "{width} × {height}: {cost} bytes");
    }
    assert_eq!(u64::from(4096_u32 * 4096), MASK_PIXELS);

    // 64 MB of zeros in 350 kB, said to be a picture of 16 × 16.
    let bomb = bomb(16, 16);
    assert!(bomb.len() < 500_000, "{} bytes", bomb.len());
    let (read, cost) = measured(&bomb);
    assert_eq!(read.expect("its first rows").notes, []);
    assert!(cost < LITTLE, "{cost} bytes");
    // The same, broken off behind the pixels.
    let (read, cost) = measured(&bomb[..bomb.len() / 2]);
    assert!(read.is_ok());
    assert!(cost < LITTLE, "{cost} bytes");

    // What is allowed but breaks off takes what its pixels take, twice at most.
    let (read, cost) = measured(&png_header(4096, 4096));
    assert_eq!(read.err(), Some(MaskProblem::BrokenPng));
    assert!(cost < 2 * MASK_MEMORY as usize + LITTLE, "{cost} bytes");
}

/// What reading `file` gives, and how much memory it took at its peak, in bytes.
fn measured(file: &[u8]) -> (Result<Decoded, MaskProblem>, usize) {
    let encoding = Encoding::Text(BASE64_STANDARD.encode(file));
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let read = read(&encoding);
    (read, MEMORY.peak_usage() - before)
}

fn read(encoding: &Encoding) -> Result<Decoded, MaskProblem> {
    let bounds = NormBox::from_wire([0.0, 0.0, 1000.0, 1000.0]);
    let picture = Size::new(100, 100).expect("a size");
    decode(encoding, bounds, picture)
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
