//! What there is to say about one object's mask, or why it has none. One
//! sentence for the list, never a full stop.

use super::super::Object;
use super::call::grouped;
use crate::gemini::task::Task;
use crate::mask::{Fit, Frame, Kind, MaskProblem, Note, limits};

/// What there is to say about one object; nothing when it has a whole mask.
/// `wanted` is what was asked for, where that is known.
pub fn about(object: &Object, wanted: Option<Task>) -> Option<String> {
    match &object.mask {
        Ok(shape) => {
            let notes: Vec<_> = shape.notes.iter().copied().map(mask_note).collect();
            match notes.as_slice() {
                [] if shape.mask.is_empty() && shape.kind() == Kind::Png => {
                    Some("The mask is empty at this threshold".to_owned())
                }
                [] if shape.mask.is_empty() => Some("The mask is empty".to_owned()),
                [] => None,
                notes => Some(notes.join(". ")),
            }
        }
        Err(MaskProblem::Absent | MaskProblem::NoBox) if object.bad_box => {
            Some("No mask: its box cannot be read. Ask again".to_owned())
        }
        Err(MaskProblem::Absent) => Some(place(object, wanted)),
        Err(problem) => Some(mask_problem(*problem)),
    }
}

/// How large a mask is.
pub fn area(pixels: u64) -> String {
    format!("{} px", grouped(pixels))
}

/// Whether `object` lacks what was asked for, or what it has cannot be used.
pub fn lacks(object: &Object, wanted: Option<Task>) -> bool {
    let is_there = match wanted {
        Some(Task::Masks) => object.mask.is_ok(),
        Some(Task::Boxes) => object.bounds.is_some(),
        Some(Task::Points) => object.point.is_some(),
        Some(Task::Boxes3d) => object.cuboid.is_some(),
        None => matches!(object.mask, Ok(_) | Err(MaskProblem::Absent)),
    };
    let has_place = object.bounds.is_some() || object.point.is_some() || object.cuboid.is_some();
    object.bad_box || !is_there || !(has_place || object.mask.is_ok())
}

/// Where an object without a mask is.
fn place(object: &Object, wanted: Option<Task>) -> String {
    if let Some(cuboid) = &object.cuboid {
        let [width, depth, height] = cuboid.size();
        let far = cuboid.distance();
        return format!("{width:.2} × {depth:.2} × {height:.2} m, {far:.1} m away");
    }
    match (object.bounds, object.point, wanted) {
        (Some(_), _, Some(Task::Masks)) => mask_problem(MaskProblem::Absent),
        (Some(_), _, Some(Task::Boxes3d)) => {
            "A flat box came in place of a 3D box. Ask again, or choose another model".to_owned()
        }
        (Some(bounds), ..) => {
            let (width, height) = (bounds.width(), bounds.height());
            format!("Box of {width} × {height} px, no mask")
        }
        (None, Some(point), _) => format!("Point at {:.0}, {:.0}", point.x, point.y),
        (None, None, _) => {
            "Neither a mask nor a 2D box came, so there is nothing to draw. Ask again".to_owned()
        }
    }
}

fn mask_note(note: Note) -> String {
    match note {
        Note::Partial { rows, of } => {
            format!("The mask was cut off: {rows} of its {of} rows are there")
        }
        Note::Damaged => "The mask's PNG is damaged, so parts of the mask may be wrong".to_owned(),
        Note::WholePicture => {
            "The mask covers the whole picture, not the box; it was placed so".to_owned()
        }
        Note::OtherFrame(fit) => frame(fit),
        Note::OutsideBox(Fit { documented, of, .. }) => {
            format!("Only {documented} of the outline's {of} points lie in the box")
        }
        Note::DroppedRings { dropped, of } => {
            format!(
                "{dropped} of the outline's {of} parts have fewer than three points and are left out"
            )
        }
    }
}

fn frame(fit: Fit) -> String {
    let Fit {
        documented,
        fitting,
        of,
        ..
    } = fit;
    match fit.frame {
        Frame::Picture => "The outline is in the picture's frame".to_owned(),
        Frame::PictureSwapped => format!(
            "The outline was written y first and turned round: {fitting} of its {of} points lie in the box so, {documented} as written"
        ),
        Frame::Box => format!(
            "The outline was written within the box and placed there: {fitting} of its {of} points fit so, {documented} as written"
        ),
    }
}

fn mask_problem(problem: MaskProblem) -> String {
    match problem {
        MaskProblem::Absent => {
            "No mask: the model gave only a box. Ask again, or choose another model".to_owned()
        }
        MaskProblem::Tokens(_) => {
            "No mask: it came as <seg> tokens, which only Google can decode. Choose another model"
                .to_owned()
        }
        MaskProblem::Other(what) => format!("No mask: {what} came in its place. Ask again"),
        MaskProblem::BadBase64 => "No mask: its text is not base64. Ask again".to_owned(),
        MaskProblem::TooLong(bytes) => format!(
            "No mask: its text has {} MB, more than the {} MB that are read. Ask again",
            bytes >> 20,
            limits::MASK_TEXT >> 20
        ),
        MaskProblem::NotAPicture => "No mask: what came is not a picture. Ask again".to_owned(),
        MaskProblem::UnreadFormat(name) => {
            format!("No mask: it came as {name}, which is not read. Ask again")
        }
        MaskProblem::BrokenPng => "No mask: its PNG is broken. Ask again".to_owned(),
        MaskProblem::Broken(name) => format!("No mask: its {name} is broken. Ask again"),
        MaskProblem::TooLarge { width, height } => format!(
            "No mask: it claims {width} × {height} pixels; at most {} on a side and {} million in all are read. Ask again",
            limits::MASK_SIDE,
            limits::MASK_PIXELS / 1_000_000
        ),
        MaskProblem::TooCostly => format!(
            "No mask: reading it would take more than {} MB of memory. Ask again",
            limits::MASK_MEMORY >> 20
        ),
        MaskProblem::NoValues => {
            "No mask: its rows of true and false are empty. Ask again".to_owned()
        }
        MaskProblem::RaggedRows { row, length, first } => format!(
            "No mask: row {row} of its true and false has {length} values, the first has {first}. Ask again"
        ),
        MaskProblem::NoBox => "No mask: there is no box to lay it over. Ask again".to_owned(),
        MaskProblem::TooFewVertices => {
            "No mask: its outline has fewer than three points. Ask again".to_owned()
        }
        MaskProblem::TooManyVertices(count) => format!(
            "No mask: its outline has {count} points, more than the {} that are read. Ask again",
            limits::VERTICES
        ),
        MaskProblem::TooManyRings(count) => format!(
            "No mask: its outline has {count} parts, more than the {} that are read. Ask again",
            limits::RINGS
        ),
        MaskProblem::BadVertex => {
            "No mask: its outline leaves the picture by far. Ask again".to_owned()
        }
        MaskProblem::NoRoom => format!(
            "No mask: together with those before it, it would take more than {} MB of memory. Ask for fewer things at once",
            limits::ANSWER_MASKS >> 20
        ),
    }
}
