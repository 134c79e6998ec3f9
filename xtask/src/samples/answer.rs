//! True masks put into the forms in which Gemini writes them, whole or broken on purpose.
//! Never renders. The page's own reading code is not used here: this side stays an independent witness.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::contour::{Grid, simplified};
use super::film::grey_png;

/// Cells across and down of a mask PNG.
const CELLS: usize = 256;
/// Corners a polygon may have, about.
const CORNERS: usize = 64;
/// The tokens of a real answer that had no PNG (google-gemini/cookbook, issue 798).
const TOKENS: &str = "<start_of_mask><seg_35><seg_65><seg_4><seg_66><seg_3><seg_94><seg_77><seg_34><seg_42><seg_51><seg_27><seg_3><seg_73><seg_50><seg_42><seg_22>";
/// Base64 of the beginning of a JPEG.
const NO_PNG: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/";

/// One object of a picture: what it is called and where it truly is.
pub struct Item {
    /// As in the answer.
    pub label: String,
    /// Its visible part.
    pub truth: Grid,
    /// `[y0, x0, y1, x1]` in thousandths of the picture, never smaller than the object.
    pub box_2d: [usize; 4],
}

/// What is wrong with an item of a broken answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// Tokens without quotes where the mask should be.
    Tokens,
    /// No mask at all.
    NoMask,
    /// A data URL that says PNG and holds something else.
    NoPng,
    /// The text stops in the middle of the mask.
    CutOff,
}

/// The objects of a picture from the numbers of its pixels, in the order of the labels.
pub fn items(
    numbers: &[u8],
    width: usize,
    height: usize,
    labels: &[String],
) -> anyhow::Result<Vec<Item>> {
    let one = |(number, label): (u8, &String)| {
        let cells = numbers.iter().map(|pixel| *pixel == number).collect();
        let truth = Grid {
            width,
            height,
            cells,
        };
        let [x0, y0, x1, y1] = truth
            .bounds()
            .ok_or_else(|| anyhow::anyhow!("no pixel shows the {label}"))?;
        let floor = |value: usize, of: usize| value * 1000 / of;
        let ceil = |value: usize, of: usize| (value * 1000).div_ceil(of);
        let box_2d = [
            floor(y0, height),
            floor(x0, width),
            ceil(y1, height),
            ceil(x1, width),
        ];
        Ok(Item {
            label: label.clone(),
            truth,
            box_2d,
        })
    };
    (1u8..).zip(labels).map(one).collect()
}

/// A fenced list with PNG masks, as Gemini 2.5 wrote it.
pub fn with_png_masks(items: &[Item]) -> anyhow::Result<String> {
    let lines: Vec<String> = items.iter().map(png_item).collect::<anyhow::Result<_>>()?;
    Ok(format!("```json\n[\n{}\n]\n```\n", lines.join(",\n")))
}

/// One object with polygons, as Google documents it now.
pub fn with_polygons(items: &[Item]) -> String {
    let lines: Vec<String> = items.iter().map(polygon_item).collect();
    format!("{{\n\"boxes\": [\n{}\n]\n}}\n", lines.join(",\n"))
}

/// A list with PNG masks in which some items are broken; the last one should be cut off.
pub fn broken(items: &[Item], faults: &[(usize, Fault)]) -> anyhow::Result<String> {
    let mut text = String::from(
        "Here are the segmentation masks for the planets, the marbles and the paper boat. \
         I have included the glass objects as well, although their outlines are harder to see:\n\n```json\n[\n",
    );
    for (index, item) in items.iter().enumerate() {
        let [y0, x0, y1, x1] = item.box_2d;
        let start = format!("  {{\"box_2d\": [{y0}, {x0}, {y1}, {x1}]");
        let label = &item.label;
        match faults
            .iter()
            .find(|fault| fault.0 == index)
            .map(|fault| fault.1)
        {
            None => text += &png_item(item)?,
            Some(Fault::Tokens) => {
                text += &format!("{start}, \"mask\": {TOKENS}, \"label\": \"{label}\"}}")
            }
            Some(Fault::NoMask) => text += &format!("{start}, \"label\": \"{label}\"}}"),
            Some(Fault::NoPng) => {
                text += &format!(
                    "{start}, \"mask\": \"data:image/png;base64,{NO_PNG}\", \"label\": \"{label}\"}}"
                );
            }
            Some(Fault::CutOff) => {
                let whole = png_item(item)?;
                // Everything in an item is ASCII, so any place is a good one to cut.
                let half = whole.get(..whole.len() * 3 / 5).unwrap_or(&whole);
                return Ok(text + half);
            }
        }
        text += ",\n";
    }
    Ok(text)
}

/// How well a PNG mask, put back by the nearest cell, agrees with the truth (shared over joint area).
pub fn png_agreement(item: &Item) -> f64 {
    let cells = mask_cells(item);
    let [x0, y0, x1, y1] = pixel_box(item);
    agreement(&item.truth, |x, y| {
        if x < x0 || y < y0 || x >= x1 || y >= y1 {
            return false;
        }
        let column = ((x - x0) as f64 + 0.5) / (x1 - x0) as f64 * CELLS as f64;
        let row = ((y - y0) as f64 + 0.5) / (y1 - y0) as f64 * CELLS as f64;
        cells.get(row as usize * CELLS + column as usize) == Some(&255)
    })
}

/// How well the polygon agrees with the truth.
pub fn polygon_agreement(item: &Item) -> f64 {
    let corners = polygon(item);
    let (width, height) = (item.truth.width as f64, item.truth.height as f64);
    agreement(&item.truth, |x, y| {
        let (px, py) = (
            (x as f64 + 0.5) / width * 1000.0,
            (y as f64 + 0.5) / height * 1000.0,
        );
        let mut inside = false;
        for (index, &[ax, ay]) in corners.iter().enumerate() {
            let Some(&[bx, by]) = corners.get((index + 1) % corners.len()) else {
                continue;
            };
            let crosses = (ay as f64 > py) != (by as f64 > py);
            let slope = (bx as f64 - ax as f64) / (by as f64 - ay as f64);
            inside ^= crosses && px < slope * (py - ay as f64) + ax as f64;
        }
        inside
    })
}

fn agreement(truth: &Grid, mask: impl Fn(usize, usize) -> bool) -> f64 {
    let (mut shared, mut joint) = (0u32, 0u32);
    for y in 0..truth.height {
        for x in 0..truth.width {
            let (a, b) = (truth.has(x as i64, y as i64), mask(x, y));
            shared += u32::from(a && b);
            joint += u32::from(a || b);
        }
    }
    f64::from(shared) / f64::from(joint.max(1))
}

fn png_item(item: &Item) -> anyhow::Result<String> {
    let [y0, x0, y1, x1] = item.box_2d;
    let mask = STANDARD.encode(grey_png(&mask_cells(item), CELLS as u32, CELLS as u32)?);
    let label = &item.label;
    Ok(format!(
        "  {{\"box_2d\": [{y0}, {x0}, {y1}, {x1}], \"mask\": \"data:image/png;base64,{mask}\", \"label\": \"{label}\"}}"
    ))
}

fn polygon_item(item: &Item) -> String {
    let [y0, x0, y1, x1] = item.box_2d;
    let corners: Vec<String> = polygon(item)
        .iter()
        .map(|[x, y]| format!("[{x}, {y}]"))
        .collect();
    let label = &item.label;
    format!(
        "  {{\"box_2d\": [{y0}, {x0}, {y1}, {x1}], \"mask\": [{}], \"label\": \"{label}\"}}",
        corners.join(", ")
    )
}

/// The outline of the largest part, `[x, y]` in thousandths of the picture.
fn polygon(item: &Item) -> Vec<[usize; 2]> {
    let (width, height) = (item.truth.width as f64, item.truth.height as f64);
    let outline = simplified(&item.truth.largest_part().outline(), CORNERS);
    let thousandths = |value: f64, of: f64| (value / of * 1000.0).round() as usize;
    let mut corners: Vec<_> = outline
        .iter()
        .map(|[x, y]| [thousandths(*x, width), thousandths(*y, height)])
        .collect();
    corners.dedup();
    corners
}

/// `[x0, y0, x1, y1]` in pixels, each rounded to the nearest.
fn pixel_box(item: &Item) -> [usize; 4] {
    let [y0, x0, y1, x1] = item.box_2d;
    let pixels = |value: usize, of: usize| (value * of * 2 + 1000) / 2000;
    let (width, height) = (item.truth.width, item.truth.height);
    [
        pixels(x0, width),
        pixels(y0, height),
        pixels(x1, width),
        pixels(y1, height),
    ]
}

/// 255 where at least half of a cell's area is covered, 0 elsewhere.
fn mask_cells(item: &Item) -> Vec<u8> {
    let [x0, y0, x1, y1] = pixel_box(item);
    // Which pixels a cell lies over, and how much of each, along one axis.
    let spans = |start: usize, end: usize| -> Vec<Vec<(i64, f64)>> {
        let size = (end - start) as f64 / CELLS as f64;
        let one = |cell: usize| {
            let (from, to) = (
                start as f64 + cell as f64 * size,
                start as f64 + (cell + 1) as f64 * size,
            );
            let share =
                |pixel: i64| (to.min((pixel + 1) as f64) - from.max(pixel as f64)).max(0.0) / size;
            (from.floor() as i64..to.ceil() as i64)
                .map(|pixel| (pixel, share(pixel)))
                .collect()
        };
        (0..CELLS).map(one).collect()
    };
    let (columns, rows) = (spans(x0, x1), spans(y0, y1));
    let covered = |column: &[(i64, f64)], row: &[(i64, f64)]| -> f64 {
        let line = |y: i64| {
            column
                .iter()
                .filter(|(x, _)| item.truth.has(*x, y))
                .map(|(_, share)| share)
                .sum::<f64>()
        };
        row.iter().map(|(y, share)| share * line(*y)).sum()
    };
    let grey = |row: &[(i64, f64)], column: &[(i64, f64)]| {
        if covered(column, row) >= 0.5 - 1e-9 {
            255
        } else {
            0
        }
    };
    rows.iter()
        .flat_map(|row| columns.iter().map(move |column| grey(row, column)))
        .collect()
}
