//! How long exports take: 200 pictures of 12 megapixels with 20 masks each. Never
//! writes a file. `cargo run --release --no-default-features --example exports`.

use masque::export::{Annotated, Body, Format, Options, Thing, zip};
use masque::geometry::Size;
use masque::mask::{Mask, MaskBuilder};
use std::io::Write as _;
use std::rc::Rc;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let pictures: Rc<[Annotated]> = (0..200).map(picture).collect();
    let options = Options {
        pictures: false,
        ..Options::default()
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "200 pictures of 4032 × 3024 with 20 masks each")?;
    for format in [
        Format::Coco,
        Format::CocoPlain,
        Format::CocoPolygons,
        Format::YoloSegments,
        Format::LabelMe,
        Format::Svg,
        Format::Cvat,
        Format::GeoJson,
        Format::Masque,
    ] {
        let start = Instant::now();
        let losses = format.losses(&pictures, &options).len();
        let told = start.elapsed();
        let start = Instant::now();
        let mut archive = zip::Archive::new(std::io::sink());
        let (mut files, mut bytes, mut made) = (0, 0, std::time::Duration::ZERO);
        let mut step = Instant::now();
        let listed = format.files(Rc::clone(&pictures), &options);
        for file in listed.map_err(std::io::Error::other)? {
            if let Body::Made(make) = file.body {
                let content = make().map_err(std::io::Error::other)?;
                made += step.elapsed();
                files += 1;
                bytes += content.len();
                let added = archive.add(&file.path, &content);
                added.map_err(std::io::Error::other)?;
            }
            step = Instant::now();
        }
        archive.finish().map_err(std::io::Error::other)?;
        let name = format.name();
        writeln!(
            out,
            "{name:24} {files:4} files {:7.2} MB  made in {:6.3} s  with ZIP {:6.3} s  {losses} losses told in {:6.3} s",
            bytes as f64 / 1e6,
            made.as_secs_f64(),
            start.elapsed().as_secs_f64(),
            told.as_secs_f64(),
        )?;
    }
    Ok(())
}

/// Discs with a wavy rim, some with a hole.
fn picture(number: u32) -> Annotated {
    let size = Size::new(4032, 3024).unwrap_or_else(|| unreachable!("a size"));
    let things = (0..20).map(|thing| {
        let place = u64::from(number * 20 + thing);
        let at = |from: u64, below: u64| (place * from % below) as f64;
        let mask = disc(
            size,
            [at(1_299_709, 4032), at(15_485_863, 3024)],
            60.0 + at(7919, 420),
        );
        Thing {
            label: format!("class {}", thing % 7),
            mask: Some(mask.into()),
            ..Thing::default()
        }
    });
    Annotated::new(format!("picture {number}.jpg"), size, things.collect())
}

fn disc(size: Size, [x, y]: [f64; 2], radius: f64) -> Mask {
    let top = (y - radius).max(0.0) as u32;
    let bottom = ((y + radius) as u32).min(size.height());
    let mut builder = MaskBuilder::new(size, top);
    for row in top..bottom {
        let away = f64::from(row) - y;
        let half = (radius * radius - away * away).max(0.0).sqrt();
        let half = half + (away / 9.0).sin() * 6.0;
        let hole = (radius * radius / 16.0 - away * away).max(0.0).sqrt();
        builder.push((x - half).max(0.0) as u32, (x - hole).max(0.0) as u32);
        builder.push((x + hole).max(0.0) as u32, (x + half).max(0.0) as u32);
        builder.end_row();
    }
    builder.finish()
}
