//! Texts that speak of objects and hold none: nothing may come out of them, but
//! of an intact object after them.

use super::Family;
use crate::corpus::case::Case;
use crate::corpus::random::Random;
use crate::corpus::thing::Thing;

const SCHEMAS: [&str; 6] = [
    r#"{"type":"object","properties":{"boxes":{"type":"array","items":{"type":"object","properties":{"box_2d":{"type":"array","items":{"type":"integer"},"description":"The 2D bounding box"},"mask":{"type":"array","items":{"type":"array","items":{"type":"integer"}}},"label":{"type":"string"}},"required":["box_2d","mask","label"]}}}}"#,
    r#"{"box_2d": {"type": "ARRAY", "items": {"type": "INTEGER"}, "minItems": 4, "maxItems": 4}, "label": {"type": "STRING"}}"#,
    r#"{"properties": {"point": {"type": "array"}, "label": {"type": "string"}}, "example": {"point": [500, 500], "label": "a thing"}}"#,
    r#"{"properties": {"y": {"type": "number"}, "x": {"type": "number"}, "y2": {"type": "number"}, "x2": {"type": "number"}}}"#,
    r#"{"$defs": {"Item": {"properties": {"mask": {"title": "Mask", "type": "string"}, "box_2d": {"title": "Box", "default": [], "type": "array"}}}}, "examples": [{"box_2d": [1, 2, 3, 4], "label": "cup"}]}"#,
    r#"{"box_2d": {"$ref": "Box"}, "polygon": {"anyOf": [{"type": "array"}, {"type": "null"}]}}"#,
];
const CODE: [&str; 8] = [
    "```python\nitems = [{\"box_2d\": box, \"mask\": mask, \"label\": name} for box, mask, name in found]\nfor item in items:\n    y0 = int(item[\"box_2d\"][0] / 1000 * height)\n    d = {'mask': np.array(mask), 'label': label}\n```\n",
    "```ts\ninterface Item { box_2d: [number, number, number, number]; mask: string; label: string; }\nconst { box_2d, label } = items[0];\n```\n",
    "```rust\nstruct Item { box_2d: [f64; 4], mask: String, label: String }\n```\n",
    "```js\nconst boxes = items.map((i) => ({ label: i.label, box_2d: i.box_2d, mask: i.mask }));\nreturn { y: box[0], x: box[1], y2: box[2], x2: box[3] };\n```\n",
    "Use `item[\"mask\"]` and `{\"label\": item[\"label\"]}`; see `if (a[i] < b) { return {}; }`.\n",
    "```css\n.box { border: 1px solid red; mask: url(mask.png); }\n```\n",
    "```c\nint box[4] = {0, 0, 1000, 1000};\n```\n",
    "<script>var x = {\"mask\": mask, polygon: points, point: p};</script>\n",
];
const ECHOES: [&str; 8] = [
    "The format should be as follows: [{\"box_2d\": [ymin, xmin, ymax, xmax], \"label\": <label for the object>}].\n",
    "[{\"label\": <label>, \"y\": <y_min>, \"x\": <x_min>, \"y2\": <y_max>, \"x2\": <x_max>}, ...]\n",
    "[{\"point\": <point>, \"label\": <label1>}, ...]\n",
    "{\"box_2d\": [\"ymin\", \"xmin\", \"ymax\", \"xmax\"], \"mask\": \"data:image/png;base64,<base64 encoded PNG mask>\", \"label\": \"...\"}\n",
    "{\"box_2d\": [...], \"mask\": \"...\", \"label\": \"...\"}\n",
    "{\"box_2d\": [y0, x0, y1, x1], \"mask\": [[x, y], [x, y], ...], \"label\": \"string\"}\n",
    "{\"box_2d\": \"<box>\", \"mask\": \"<mask>\", \"label\": \"<label>\"}\n",
    "{\"point\": [y, x], \"mask\": \"string\", \"label\": \"string\"}\n",
];
const THOUGHTS: [&str; 8] = [
    "I first look at the cup: its box is about [120, 340, 560, 780], so y0 = 120. {Check: yes.}\n",
    "Thinking: there are 3 things {cup, plate, spoon} at [y, x] = [130, 760].\n",
    "**Locating the cup**\n\nI'm now at [[100, 200], [300, 400]] and so on; \"mask\": to be done.\n",
    "box_2d: 10, 20, 30, 40\nlabel: cup\n",
    "label=cup box_2d=[1, 2, 3, 4]\n",
    "| label | box_2d |\n|---|---|\n| cup | [1, 2, 3, 4] |\n",
    "Step {1}: find. Step {2}: {box them}. Step [3]: {label: them}.\n",
    "[\"cup\", \"plate\"] are there, at [[1, 2, 3, 4], [5, 6, 7, 8]].\n",
];
const REFUSALS: [&str; 8] = [
    "I see no cups in this picture.",
    "[]",
    "{}",
    "{\"boxes\": []}",
    "```json\n[]\n```",
    "null",
    "I'm sorry, but I can't help with that {sorry}.",
    "{\"error\": \"no objects\", \"code\": 5}",
];

pub const ALL: &[Family] = &[
    ("schemas", 18, |random, number| {
        then(random, number, &SCHEMAS)
    }),
    ("program-text", 18, |random, number| {
        then(random, number, &CODE)
    }),
    ("echoes-of-the-form", 18, |random, number| {
        then(random, number, &ECHOES)
    }),
    ("thoughts", 18, |random, number| {
        then(random, number, &THOUGHTS)
    }),
    ("refusals", 16, |random, number| {
        then(random, number, &REFUSALS)
    }),
    ("empty", 10, empty),
];

/// One of `texts`; in the second half of a family, an answer after it.
fn then(random: &mut Random, number: usize, texts: &[&str]) -> Case {
    let case = Case::new("nothing").text(texts[number % texts.len()]);
    if number < texts.len() {
        return case.problem("NoObjects");
    }
    let things = Thing::several(random, 1, 3);
    case.text("\n[").things(&things, ", ").text("]")
}

fn empty(_: &mut Random, number: usize) -> Case {
    let text = ["", " ", "\n", "\r\n\t", "\u{a0}\u{3000}"][number % 5].repeat(number / 5 + 1);
    Case::new("empty").text(text).problem("Empty")
}
