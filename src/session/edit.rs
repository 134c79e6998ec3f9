//! What a person does to objects and to how they are seen, as plain values that the page
//! sends. Never does it: the pipeline does, and [`History`](super::History) knows the way
//! back.

use crate::mask::Refine;
use serde::{Deserialize, Serialize};

/// The most points of one piece of a stroke, or of one lasso. A hand gives some hundreds
/// a second, and the page sends a stroke in pieces; what comes beyond is left out.
pub const POINTS: usize = 4096;

/// The largest radius of a brush, in sixteenths of a pixel: 2000 pixels, half of a
/// photograph.
pub const RADIUS: u16 = 32_000;

/// The least radius of a brush, in sixteenths of a pixel: with it every dot holds a
/// pixel's centre, wherever it is set.
pub const LEAST_RADIUS: u16 = 12;

/// The most objects that one is split into. A frayed mask has thousands of parts that
/// nobody wants to name: the largest become objects, and all others are the last one.
pub const PARTS: usize = 64;

/// The most objects there may be for an edit to make another: a list of more is not
/// read by anybody.
pub const OBJECTS: usize = 2000;

/// Something that is done. An id that no object has is passed over. Points
/// are `[x, y]` in sixteenths of a pixel of the picture, from its upper left corner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Draws them, or no longer does.
    Show {
        /// The objects.
        ids: Vec<u32>,
        /// Whether they are drawn from now on.
        shown: bool,
    },
    /// Draws these alone; where they are drawn alone already, draws all.
    Solo(Vec<u32>),
    /// Gives them another label, or none where it is empty.
    Rename {
        /// The objects.
        ids: Vec<u32>,
        /// The label as typed; it is made safe to show.
        label: String,
    },
    /// Puts them in a class, or in none of their own where it is empty: their labels are
    /// their classes then.
    Classify {
        /// The objects.
        ids: Vec<u32>,
        /// The class as typed; it is made safe to show.
        class: String,
    },
    /// Gives them another colour.
    Recolor {
        /// The objects.
        ids: Vec<u32>,
        /// Red, green, blue; `None` for the one that their number gives them.
        color: Option<[u8; 3]>,
    },
    /// Drops them.
    Delete(Vec<u32>),
    /// Has their masks made better in this way and no other.
    Refine {
        /// The objects; all where there are none.
        ids: Vec<u32>,
        /// The way.
        refine: Refine,
    },
    /// Adds what a round brush covers on its way along the points, or takes it away.
    Stroke {
        /// The object; `None` makes a new one, which further pieces go on with.
        id: Option<u32>,
        /// Pieces of one number are one stroke, and one step.
        number: u32,
        /// The way, at most [`POINTS`] long.
        points: Vec<[i32; 2]>,
        /// The brush's radius in sixteenths of a pixel, from [`LEAST_RADIUS`] to
        /// [`RADIUS`].
        radius: u16,
        /// Whether it takes away.
        erase: bool,
    },
    /// Adds what a closed line holds, or takes it away; see [`crate::mask::enclosed`].
    Lasso {
        /// The object; `None` makes a new one.
        id: Option<u32>,
        /// The line, at most [`POINTS`] long.
        points: Vec<[i32; 2]>,
        /// Whether it takes away.
        erase: bool,
    },
    /// Makes one object of them, in the place and with the name of the first that is
    /// given.
    Unite(Vec<u32>),
    /// Makes each part of their masks that hangs together an object of its own; at most
    /// [`PARTS`] of each.
    Split(Vec<u32>),
    /// Cuts all PNG masks at this threshold, 0–254; see
    /// [`Source::rasterise`](crate::mask::Source::rasterise).
    Threshold(u8),
    /// Sees boxes in space through this horizontal field of view, in degrees.
    FieldOfView(u8),
    /// Takes the last step back.
    Undo,
    /// Does the step again that was taken back last.
    Redo,
    /// Goes so many steps forth, or back where it is negative. A new pipeline that knows
    /// fewer of the oldest steps gets to the same one.
    Go(i32),
}

/// Why an edit was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditProblem {
    /// There would be more objects, or larger masks, than there may be.
    NoRoom,
    /// A mask has so many edges that to grow or smooth it by so much takes too long.
    TooFrayed,
    /// It is a way back to before an answer that is still coming.
    Coming,
}

/// The names of all steps, in the order in which they were done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// Those that are done.
    pub done: Vec<String>,
    /// Those that were taken back.
    pub undone: Vec<String>,
}
