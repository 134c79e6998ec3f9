//! Asking for what a cut answer still owed. Never asks for what is there already.

use super::Object;
use serde_json::json;

/// `prompt`, with the objects that are there named as such: what comes then is the
/// rest. Boxes are `[ymin, xmin, ymax, xmax]` of the part that was asked about,
/// 0–1000, as the model wrote them.
pub fn rest<'a>(prompt: &str, objects: impl IntoIterator<Item = &'a Object>) -> String {
    let known = objects.into_iter().map(|object| {
        let label = object.name();
        match object.norm_box() {
            Some(bounds) => json!({ "label": label, "box_2d": bounds }).to_string(),
            None => json!({ "label": label }).to_string(),
        }
    });
    let known = known.collect::<Vec<_>>().join(", ");
    format!(
        "{prompt}\n\nThese have been found already; leave them out, and give only what is missing: \
         [{known}]"
    )
}
