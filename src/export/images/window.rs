//! A part of a picture. Never reaches out of it.

use crate::geometry::{PixelBox, Size};
use crate::mask::Mask;
use std::ops::Range;

/// A part of a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The first column.
    pub x: u32,
    /// The first row.
    pub y: u32,
    /// Its columns and rows.
    pub size: Size,
}

impl Window {
    /// All of a picture.
    pub fn whole(picture: Size) -> Self {
        Self {
            x: 0,
            y: 0,
            size: picture,
        }
    }

    /// What a mask holds, and so many pixels around it; all of the picture when
    /// it holds nothing.
    pub fn around(mask: &Mask, pixels: u32) -> Self {
        let picture = mask.picture();
        let bounds = mask.bounds();
        bounds.map_or(Self::whole(picture), |bounds| {
            grown(bounds, pixels, picture)
        })
    }

    /// With so many pixels of `picture` around it.
    pub fn grown(self, pixels: u32, picture: Size) -> Self {
        let (width, height) = (self.size.width(), self.size.height());
        let own = PixelBox::new(self.x.into(), self.y.into(), width, height);
        grown(own, pixels, picture)
    }

    pub fn columns(self) -> Range<u32> {
        self.x..self.x + self.size.width()
    }

    pub fn rows(self) -> Range<u32> {
        self.y..self.y + self.size.height()
    }
}

fn grown(bounds: PixelBox, pixels: u32, picture: Size) -> Window {
    let grown = |side: u32| side.saturating_add(pixels.saturating_mul(2));
    let (x, y) = (
        bounds.x() - i64::from(pixels),
        bounds.y() - i64::from(pixels),
    );
    let grown = PixelBox::new(x, y, grown(bounds.width()), grown(bounds.height()));
    let part = grown.crop(picture).and_then(|part| {
        Some(Window {
            x: u32::try_from(part.x()).ok()?,
            y: u32::try_from(part.y()).ok()?,
            size: Size::new(part.width(), part.height())?,
        })
    });
    part.unwrap_or(Window::whole(picture))
}
