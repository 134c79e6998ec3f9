//! Asking for what a cut answer still owed. Never asks for what is there already.

use super::Object;
use serde_json::{Value, json};

/// `prompt`, with the objects that are there named as such: what comes then is the
/// rest. Each stands as the model wrote it, in 0–1000 of the part that was asked
/// about: `[ymin, xmin, ymax, xmax]`, `[y, x]`, or the numbers of its 3D box.
pub fn rest<'a>(prompt: &str, objects: impl IntoIterator<Item = &'a Object>) -> String {
    let known = objects.into_iter().map(|object| {
        let label = object.name();
        match place(object) {
            Some((key, place)) => json!({ "label": label, key: place }).to_string(),
            None => json!({ "label": label }).to_string(),
        }
    });
    let known = known.collect::<Vec<_>>().join(", ");
    format!(
        "{prompt}\n\nThese have been found already; leave them out, and give only what is missing: \
         [{known}]"
    )
}

/// Where an object is, and the key for that.
fn place(object: &Object) -> Option<(&'static str, Value)> {
    let bounds = || Some(("box_2d", json!(object.norm_box()?)));
    let point = || Some(("point", json!(object.norm_point()?)));
    let cuboid = || Some(("box_3d", json!(object.cuboid?.to_wire())));
    bounds().or_else(point).or_else(cuboid)
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
