//! Which objects lie under a place of the picture. Picked by the masks' own pixels,
//! never by what happens to be drawn.

use super::Pipeline;
use crate::geometry::PixelBox;
use crate::session::Object;

/// How far from a point a place still is its, as a share of the picture's longer
/// side: about what a finger covers.
const REACH: f64 = 0.02;

impl Pipeline {
    /// The ids of the objects on show whose masks hold the place, the smallest first, so that
    /// what lies within another can be reached; then those that have no mask, whose
    /// box or point is there.
    pub(super) fn under(&self, is_second: bool, [x, y]: [u32; 2]) -> Vec<u32> {
        let mut found: Vec<(bool, u64, u32)> = self
            .shown(is_second)
            .filter_map(|(id, object)| match &object.mask {
                Ok(shape) => {
                    let mask = &shape.mask;
                    mask.contains(x, y).then(|| (false, mask.area(), id))
                }
                Err(_) => around(object, x, y).map(|area| (true, area, id)),
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, id)| id).collect()
    }
}

/// The pixels of an object's box or around its point, where the place is in it.
fn around(object: &Object, x: u32, y: u32) -> Option<u64> {
    let holds = |bounds: &PixelBox| {
        let within = |at: u32, from: i64, length: u32| {
            let at = i64::from(at) - from;
            (0..i64::from(length)).contains(&at)
        };
        within(x, bounds.x(), bounds.width()) && within(y, bounds.y(), bounds.height())
    };
    if let Some(bounds) = object.bounds {
        let area = u64::from(bounds.width()) * u64::from(bounds.height());
        return holds(&bounds).then_some(area);
    }
    let point = object.point?;
    let reach = REACH * object.reach();
    let far = (point.x - f64::from(x)).hypot(point.y - f64::from(y));
    (far <= reach).then_some(0)
}
