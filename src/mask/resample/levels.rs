//! A mask of 0 and 255 laid over its box once, for every threshold: no threshold
//! changes its bits, so all of them settle the same pixels, and of the rest
//! Pillow's values are kept. Cutting them costs no arithmetic. Never holds more
//! than it was allowed to.
//!
//! Soft masks have no levels: what every threshold settles of them is little,
//! and cutting what is left takes longer than cutting them anew.

use super::cutter::Cutter;
use super::segments::Segment;
use super::{cut, shown};
use crate::geometry::PixelBox;
use crate::mask::{DEFAULT_THRESHOLD, Grey, Mask, MaskBuilder, View};

/// The values of a hard mask as a view shows it, wherever a threshold decides.
#[derive(Clone, Debug)]
pub struct Levels {
    view: View,
    /// The view's column that pixel 0 of the segments is, and its row that
    /// `ends[0]` speaks of.
    left: u32,
    top: u32,
    /// For each row, one past its last segment and one past its last value.
    ends: Vec<[usize; 2]>,
    segments: Vec<Segment>,
    values: Vec<u8>,
}

impl Levels {
    /// `grey` over `bounds`, as `view` shows it; `None` when it holds other values
    /// than 0 and 255, or when that takes more than `most` bytes.
    pub(in crate::mask) fn new(
        grey: &Grey,
        bounds: PixelBox,
        view: View,
        most: usize,
    ) -> Option<Self> {
        if !grey.is_hard() {
            return None;
        }
        let (columns, rows) = shown(bounds, view).unwrap_or_default();
        let mut levels = Self {
            view,
            left: columns.start,
            top: rows.start,
            ends: Vec::with_capacity(rows.len()),
            segments: Vec::new(),
            values: Vec::new(),
        };
        let picture_columns = columns.map(|x| view.picture_column(x));
        let plane = grey.plane(DEFAULT_THRESHOLD);
        let mut cutter = Cutter::new(grey, bounds, picture_columns, plane);
        for y in rows {
            let (segments, values) = cutter.row(view.picture_row(y));
            levels.segments.extend_from_slice(segments);
            levels.values.extend_from_slice(values);
            let ends = [levels.segments.len(), levels.values.len()];
            levels.ends.push(ends);
            if levels.bytes() > most {
                return None;
            }
        }
        Some(levels)
    }

    /// About how many bytes they take.
    pub fn bytes(&self) -> usize {
        size_of_val(self.ends.as_slice())
            + size_of_val(self.segments.as_slice())
            + self.values.len()
    }

    /// The pixels whose values are strictly greater than `threshold`, 0–254, in
    /// the view's own pixels.
    pub fn cut(&self, threshold: u8) -> Mask {
        let mut builder =
            MaskBuilder::new(self.view.size(), self.top).for_rows(self.ends.len() as u32);
        let [mut segment, mut value] = [0, 0];
        for [segment_end, value_end] in &self.ends {
            let segments = self.segments.get(segment..*segment_end).unwrap_or(&[]);
            // Those of the rows below may be looked at, and never count.
            let values = self.values.get(value..).unwrap_or(&[]);
            cut((segments, values), self.left, threshold, &mut builder);
            [segment, value] = [*segment_end, *value_end];
        }
        builder.finish()
    }
}
