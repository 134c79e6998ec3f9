//! Asking for what a cut answer still owed. Never asks for what is there already.

use super::Object;
use serde_json::json;

/// `prompt`, with the objects that are there named as such: what comes then is the
/// rest. Each stands as the model wrote it, in 0–1000 of the part that was asked
/// about: `[ymin, xmin, ymax, xmax]`, `[y, x]`, or the numbers of its 3D box.
pub fn rest<'a>(prompt: &str, objects: impl IntoIterator<Item = &'a Object>) -> String {
    let known = objects.into_iter().map(|object| {
        let label = object.name();
        let place = if let Some(bounds) = object.norm_box() {
            json!({ "label": label, "box_2d": bounds })
        } else if let Some(point) = object.norm_point() {
            json!({ "label": label, "point": point })
        } else if let Some(cuboid) = &object.cuboid {
            json!({ "label": label, "box_3d": cuboid.to_wire() })
        } else {
            json!({ "label": label })
        };
        place.to_string()
    });
    let known = known.collect::<Vec<_>>().join(", ");
    format!(
        "{prompt}\n\nThese have been found already; leave them out, and give only what is missing: \
         [{known}]"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::Part;
    use crate::geometry::{PixelBox, Size};
    use crate::session::{Answering, Scope};

    #[test]
    fn each_object_is_named_by_its_place() {
        let picture = Size::new(400, 200).expect("a size");
        let part = PixelBox::new(100, 0, 300, 100);
        let scope = Scope::part(picture, part).expect("a part");
        let text = r#"[{"box_2d":[0,0,500,250],"label":"cup"},{"label":"cup","point":[250,333]},{"box_3d":[0.5,1.0,-0.25,0.1,0.1,0.1,0.0,0.0,30.0],"label":"cup"}]"#;
        let objects = Answering::about(scope, 127, 0).read(Part::Text(text.to_owned()));
        let asked = rest("Find the cups.", &objects);
        let known = text.replace("},{", "}, {");
        assert!(asked.ends_with(&known), "{asked}");
    }
}
