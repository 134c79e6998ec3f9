//! Boxes in space around what the words name. Never tells the model of a camera:
//! it is given none, and the field of view is the viewer's to choose.
//!
//! `box_3d` is centre and size in metres, then roll, pitch and yaw in degrees
//! (Google's cookbook, Spatial_understanding_3d.ipynb); see
//! [`crate::geometry::Cuboid`] for the frame.

use super::schema::{Place, numbers};

pub(super) fn prompt(words: &str, most: u16) -> String {
    format!(
        "Detect the 3D bounding boxes of {words}. Output a JSON list of at most {most} boxes where \
         each entry contains the 3D bounding box in the key \"box_3d\" as [x_center, y_center, \
         z_center, x_size, y_size, z_size, roll, pitch, yaw], in meters and degrees, and the text \
         label in the key \"label\"."
    )
}

pub(super) fn schema() -> Place {
    let form = "[x_center, y_center, z_center, x_size, y_size, z_size, roll, pitch, yaw]";
    vec![("box_3d", numbers(form))]
}
