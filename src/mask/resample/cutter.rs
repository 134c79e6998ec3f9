//! A mask laid over its box, one row of the picture at a time: what the bits
//! settle, and Pillow's values of the rest. Never computes a row that is not
//! asked for, nor a pixel that is settled.

use super::super::Grey;
use super::super::grey::Lines;
use super::super::plane::Plane;
use super::axis::{Axis, Columns, HALF, byte};
use super::segments::{Segment, split};
use crate::geometry::PixelBox;
use std::borrow::Cow;
use std::ops::Range;

/// So many rows go across at once where masks become lower; most of their pixels are made
/// of no more.
const AT_ONCE: usize = 4;

/// A mask over its box within a picture, ready to be asked for rows.
#[derive(Debug)]
pub struct Cutter<'a> {
    grey: &'a Grey,
    plane: Cow<'a, Plane>,
    down: Axis,
    columns: Columns,
    down_first: bool,
    /// The box's first row in the picture; it may lie above.
    top: i64,
    /// The window of source rows that the fields below belong to.
    window: Range<usize>,
    segments: Vec<Segment>,
    /// The values after the pass across, for the pixels of all segments that are not
    /// settled: where the mask grows downwards those of the two rows that the window's
    /// pixels lie between,
    between: Vec<[i32; 2]>,
    /// otherwise those of all rows, some rows after the others.
    across: Vec<[i32; AT_ONCE]>,
    unsettled: usize,
    weights: Vec<i32>,
    column: Vec<u8>,
    bytes: Vec<[i32; 1]>,
    values: Vec<u8>,
}

/// A row of a mask: its segments, and one after the other the values of those
/// that are not settled.
pub type Row<'a> = (&'a [Segment], &'a [u8]);

impl<'a> Cutter<'a> {
    /// Over `bounds` in a picture; `columns` are the picture's columns within the
    /// box that are asked for, from left to right. The first of them is pixel 0
    /// of what is given. The bits of `plane` settle what they can; see
    /// [`Grey::plane`].
    pub fn new(
        grey: &'a Grey,
        bounds: PixelBox,
        columns: impl ExactSizeIterator<Item = u32>,
        plane: Cow<'a, Plane>,
    ) -> Self {
        let across = Axis::new(grey.width(), bounds.width());
        let within = columns.map(|x| inside(x, bounds.x()));
        Self {
            grey,
            plane,
            down: Axis::new(grey.height(), bounds.height()),
            columns: Columns::new(across, within),
            down_first: down_first(grey, bounds),
            top: bounds.y(),
            window: 0..0,
            segments: Vec::new(),
            between: Vec::new(),
            across: Vec::new(),
            unsettled: 0,
            weights: Vec::new(),
            column: Vec::new(),
            bytes: Vec::new(),
            values: Vec::new(),
        }
    }

    /// The picture's row `y`, which the box covers. Neighbouring rows asked for in
    /// order share most of the work.
    pub fn row(&mut self, y: u32) -> Row<'_> {
        let pixel = inside(y, self.top);
        let window = self.down.window(pixel);
        if window != self.window {
            self.enter(window);
        }
        if self.unsettled > 0 {
            match self.down.pair(pixel, &self.window) {
                Some(pair) => self.work_out_between(pair),
                None => {
                    let window = self.window.clone();
                    self.down.weights(pixel, window, &mut self.weights);
                    self.work_out();
                }
            }
        }
        (&self.segments, &self.values)
    }

    /// Settles what can be settled of all rows that are made of `window`.
    fn enter(&mut self, window: Range<usize>) {
        let words = self.plane.fold(window.clone());
        split(words, &self.columns, &mut self.segments);
        let unsettled = self.segments.iter().filter(|segment| !segment.inside);
        self.unsettled = unsettled
            .clone()
            .map(|segment| segment.pixels().len())
            .sum();
        self.values.clear();
        self.between.clear();
        self.across.clear();
        if self.down.grows() {
            // Above the first row's middle and below the last one's there is but one.
            let below = window.end.saturating_sub(1).min(window.start + 1);
            let lines = self.grey.lines([window.start, below]);
            for segment in unsettled {
                self.columns
                    .resize(lines, segment.pixels(), &mut self.between);
            }
        } else if self.unsettled > 0 && !self.down_first {
            for row in window.clone().step_by(AT_ONCE) {
                // Those behind the window have no weight.
                let lines = self.grey.lines(std::array::from_fn(|at| row + at));
                for segment in unsettled.clone() {
                    self.columns
                        .resize(lines, segment.pixels(), &mut self.across);
                }
            }
        }
        self.window = window;
    }

    /// Works out the values that are not settled, in a row between two of the
    /// mask's.
    fn work_out_between(&mut self, [upper, lower]: [i32; 2]) {
        let pairs = self.between.iter();
        self.values.clear();
        self.values
            .extend(pairs.map(|[above, below]| byte(above * upper + below * lower + HALF) as u8));
    }

    /// Works out the values that are not settled.
    fn work_out(&mut self) {
        if self.down_first {
            self.go_down_then_across();
        } else {
            self.go_across_then_down();
        }
        self.values.clear();
        let bytes = self.bytes.as_flattened();
        self.values.extend(bytes.iter().map(|byte| *byte as u8));
    }

    fn go_across_then_down(&mut self) {
        self.bytes.clear();
        self.bytes.resize(self.unsettled, [HALF]);
        self.weights
            .resize(self.weights.len().next_multiple_of(AT_ONCE), 0);
        let weights = self.weights.as_chunks::<AT_ONCE>().0;
        let lines = self.across.chunks_exact(self.unsettled);
        for (lines, weights) in lines.zip(weights) {
            for ([sum], values) in self.bytes.iter_mut().zip(lines) {
                let products = values.iter().zip(weights);
                *sum += products.map(|(value, weight)| value * weight).sum::<i32>();
            }
        }
        for [sum] in &mut self.bytes {
            *sum = byte(*sum);
        }
    }

    fn go_down_then_across(&mut self) {
        self.bytes.clear();
        let width = self.grey.width() as usize;
        self.column.clear();
        self.column.resize(width, 0);
        for segment in self.segments.iter().filter(|segment| !segment.inside) {
            let values = self.columns.window(segment.pixels());
            for at in values {
                let column = self.window.clone().map(|row| self.grey.lines([row]));
                let sum: i32 = column
                    .flat_map(|line| line.values(at))
                    .zip(&self.weights)
                    .map(|(value, weight)| i32::from(value) * weight)
                    .sum();
                if let Some(value) = self.column.get_mut(at) {
                    *value = byte(sum + HALF) as u8;
                }
            }
            let line = Lines::Soft([self.column.as_slice()]);
            self.columns.resize(line, segment.pixels(), &mut self.bytes);
        }
    }
}

/// How far the picture's row or column `at` lies within a box that begins at
/// `edge`.
fn inside(at: u32, edge: i64) -> u32 {
    u32::try_from(i64::from(at) - edge).unwrap_or(0)
}

/// Whether Pillow 13 makes the vertical pass before the horizontal one; never where
/// the mask grows downwards.
fn down_first(grey: &Grey, bounds: PixelBox) -> bool {
    let rows_lost = i64::from(grey.height()) - i64::from(bounds.height());
    let columns_lost = i64::from(grey.width()) - i64::from(bounds.width());
    rows_lost > 2 * columns_lost.max(0)
}
