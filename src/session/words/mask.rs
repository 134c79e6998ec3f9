//! What there is to say about one object's mask, or why it has none. One
//! sentence for the list, never a full stop.

use super::super::{Object, Tongue};
use crate::gemini::task::Task;
use crate::mask::{Fit, Frame, Kind, MaskProblem, Note, Stray, limits};
use crate::session::say;

/// What there is to say about one object; nothing when it has a whole mask.
/// `wanted` is what was asked for, where that is known.
pub fn about(tongue: Tongue, object: &Object, wanted: Option<Task>) -> Option<String> {
    match &object.mask {
        Ok(shape) => {
            let notes = shape.notes.iter().map(|note| mask_note(tongue, *note));
            let notes: Vec<_> = notes.collect();
            match notes.as_slice() {
                [] if shape.mask.is_empty() && shape.kind() == Kind::Png => Some(say!(tongue,
                    en: "The mask is empty at this threshold",
                    de: "Die Maske ist bei diesem Schwellwert leer")),
                [] if shape.mask.is_empty() => {
                    Some(say!(tongue, en: "The mask is empty", de: "Die Maske ist leer"))
                }
                [] => None,
                notes => Some(notes.join(". ")),
            }
        }
        Err(MaskProblem::Absent | MaskProblem::NoBox) if object.bad_box => Some(say!(tongue,
            en: "No mask: its box cannot be read. Ask again",
            de: "Keine Maske: Der Rahmen ist unlesbar. Erneut fragen")),
        Err(MaskProblem::Absent) => Some(place(tongue, object, wanted)),
        Err(problem) => Some(mask_problem(tongue, *problem)),
    }
}

/// How large a mask is.
pub fn area(tongue: Tongue, pixels: u64) -> String {
    format!("{} px", tongue.whole(pixels))
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
fn place(tongue: Tongue, object: &Object, wanted: Option<Task>) -> String {
    if let Some(cuboid) = &object.cuboid {
        let [width, depth, height] = cuboid.size().map(|side| tongue.decimal(side, 2));
        return say!(tongue,
            en: "{width} × {depth} × {height} m, {far} m away",
            de: "{width} × {depth} × {height} m, {far} m entfernt",
            far = tongue.decimal(cuboid.distance(), 1));
    }
    match (object.bounds, object.point, wanted) {
        (Some(_), _, Some(Task::Masks)) => mask_problem(tongue, MaskProblem::Absent),
        (Some(_), _, Some(Task::Boxes3d)) => say!(tongue,
            en: "A flat box came in place of a 3D box. Ask again, or choose another model",
            de: "Statt eines 3D-Quaders kam ein flacher Rahmen. Erneut fragen oder ein anderes Modell wählen"),
        (Some(bounds), ..) => say!(tongue,
            en: "Box of {width} × {height} px, no mask",
            de: "Rahmen von {width} × {height} px, keine Maske",
            width = bounds.width(),
            height = bounds.height()),
        (None, Some(point), _) => say!(tongue,
            en: "Point at {x:.0}, {y:.0}",
            de: "Punkt bei {x:.0}, {y:.0}",
            x = point.x,
            y = point.y),
        (None, None, _) => say!(tongue,
            en: "Neither a mask nor a 2D box came, so there is nothing to draw. Ask again",
            de: "Es kam weder eine Maske noch ein 2D-Rahmen, darum gibt es nichts zu zeichnen. Erneut fragen"),
    }
}

pub(super) fn mask_note(tongue: Tongue, note: Note) -> String {
    match note {
        Note::Partial { rows, of } => say!(tongue,
            en: "The mask was cut off: {rows} of its {of} rows are there",
            de: "Die Maske wurde abgeschnitten: {rows} ihrer {of} Zeilen sind da"),
        Note::Damaged => say!(tongue,
            en: "The mask's PNG is damaged, so parts of the mask may be wrong",
            de: "Das PNG der Maske ist beschädigt, darum können Teile der Maske falsch sein"),
        Note::WholePicture => say!(tongue,
            en: "The mask covers the whole picture, not the box; it was placed so",
            de: "Die Maske bedeckt das ganze Bild, nicht den Rahmen; so wurde sie eingesetzt"),
        Note::OtherFrame(fit) => frame(tongue, fit),
        Note::OutsideBox(Fit { documented, of, .. }) => say!(tongue,
            en: "Only {documented} of the outline's {of} points lie in the box",
            de: "Nur {documented} der {of} Punkte des Umrisses liegen im Rahmen"),
        Note::DroppedRings { dropped, of } => say!(tongue,
            en: "{dropped} of the outline's {of} parts have fewer than three points and are left out",
            de: "{dropped} der {of} Teile des Umrisses haben weniger als drei Punkte und sind weggelassen"),
    }
}

fn frame(tongue: Tongue, fit: Fit) -> String {
    let Fit {
        documented,
        fitting,
        of,
        ..
    } = fit;
    match fit.frame {
        Frame::Picture => say!(tongue,
            en: "The outline is in the picture's frame",
            de: "Der Umriss ist im Maß des Bildes geschrieben"),
        Frame::PictureSwapped => say!(tongue,
            en: "The outline was written y first and turned round: {fitting} of its {of} points lie in the box so, {documented} as written",
            de: "Der Umriss war mit y zuerst geschrieben und wurde umgedreht: So liegen {fitting} seiner {of} Punkte im Rahmen, wie geschrieben {documented}"),
        Frame::Box => say!(tongue,
            en: "The outline was written within the box and placed there: {fitting} of its {of} points fit so, {documented} as written",
            de: "Der Umriss war innerhalb des Rahmens geschrieben und wurde dorthin gesetzt: So passen {fitting} seiner {of} Punkte, wie geschrieben {documented}"),
    }
}

/// Why there is no mask, and what helps.
pub(super) fn mask_problem(tongue: Tongue, problem: MaskProblem) -> String {
    let why = why(tongue, problem);
    match problem {
        MaskProblem::Absent => say!(tongue,
            en: "No mask: {why}. Ask again, or choose another model",
            de: "Keine Maske: {why}. Erneut fragen oder ein anderes Modell wählen"),
        MaskProblem::Tokens(_) => say!(tongue,
            en: "No mask: {why}. Choose another model",
            de: "Keine Maske: {why}. Ein anderes Modell wählen"),
        MaskProblem::NoRoom => say!(tongue,
            en: "No mask: {why}. Ask for fewer things at once",
            de: "Keine Maske: {why}. Nach weniger auf einmal fragen"),
        _ => say!(tongue,
            en: "No mask: {why}. Ask again",
            de: "Keine Maske: {why}. Erneut fragen"),
    }
}

/// Why a mask cannot be read: a sentence without its end, to stand behind a colon.
pub(super) fn why(tongue: Tongue, problem: MaskProblem) -> String {
    match problem {
        MaskProblem::Absent => say!(tongue,
            en: "the model gave only a box",
            de: "Das Modell gab nur einen Rahmen"),
        MaskProblem::Tokens(_) => say!(tongue,
            en: "it came as <seg> tokens, which only Google can decode",
            de: "Es kamen <seg>-Token, die nur Google entschlüsseln kann"),
        MaskProblem::Other(what) => say!(tongue,
            en: "{what} came in its place",
            de: "An ihrer Stelle kam {what}",
            what = stray(tongue, what)),
        MaskProblem::BadBase64 => say!(tongue,
            en: "its text is not base64",
            de: "Der Text ist kein base64"),
        MaskProblem::TooLong(bytes) => say!(tongue,
            en: "its text has {megabytes} MB, more than the {most} MB that are read",
            de: "Der Text hat {megabytes} MB, mehr als die {most} MB, die gelesen werden",
            megabytes = bytes >> 20,
            most = limits::MASK_TEXT >> 20),
        MaskProblem::NotAPicture => say!(tongue,
            en: "what came is not a picture",
            de: "Was kam, ist kein Bild"),
        MaskProblem::UnreadFormat(name) => say!(tongue,
            en: "it came as {name}, which is not read",
            de: "Es kam {name}, was nicht gelesen wird"),
        MaskProblem::BrokenPng => say!(tongue,
            en: "its PNG is broken",
            de: "Das PNG ist fehlerhaft"),
        MaskProblem::Broken(name) => say!(tongue,
            en: "its {name} is broken",
            de: "Das {name} ist fehlerhaft"),
        MaskProblem::TooLarge { width, height } => say!(tongue,
            en: "it claims {width} × {height} pixels; at most {side} on a side and {most} million in all are read",
            de: "Angegeben sind {width} × {height} Bildpunkte; gelesen werden höchstens {side} je Seite und {most} Millionen insgesamt",
            side = limits::MASK_SIDE,
            most = limits::MASK_PIXELS / 1_000_000),
        MaskProblem::TooCostly => say!(tongue,
            en: "reading it would take more than {most} MB of memory",
            de: "Das Lesen würde mehr als {most} MB Speicher brauchen",
            most = limits::MASK_MEMORY >> 20),
        MaskProblem::NoValues => say!(tongue,
            en: "its rows of true and false are empty",
            de: "Die Zeilen aus wahr und falsch sind leer"),
        MaskProblem::RaggedRows { row, length, first } => say!(tongue,
            en: "row {row} of its true and false has {length} values, the first has {first}",
            de: "Zeile {row} aus wahr und falsch hat {length} Werte, die erste hat {first}"),
        MaskProblem::NoBox => say!(tongue,
            en: "there is no box to lay it over",
            de: "Es fehlt der Rahmen, den sie bedecken soll"),
        MaskProblem::TooFewVertices => say!(tongue,
            en: "its outline has fewer than three points",
            de: "Der Umriss hat weniger als drei Punkte"),
        MaskProblem::TooManyVertices(count) => say!(tongue,
            en: "its outline has {count} points, more than the {most} that are read",
            de: "Der Umriss hat {count} Punkte, mehr als die {most}, die gelesen werden",
            most = limits::VERTICES),
        MaskProblem::TooManyRings(count) => say!(tongue,
            en: "its outline has {count} parts, more than the {most} that are read",
            de: "Der Umriss hat {count} Teile, mehr als die {most}, die gelesen werden",
            most = limits::RINGS),
        MaskProblem::BadVertex => say!(tongue,
            en: "its outline leaves the picture by far",
            de: "Der Umriss ragt weit über das Bild hinaus"),
        MaskProblem::NoRoom => say!(tongue,
            en: "together with those before it, it would take more than {most} MB of memory",
            de: "Mit denen davor zusammen würde sie mehr als {most} MB Speicher brauchen",
            most = limits::ANSWER_MASKS >> 20),
    }
}

/// What came in a mask's place, as the subject of a sentence that goes on behind it in
/// English, and ends with it in German.
fn stray(tongue: Tongue, what: Stray) -> String {
    match what {
        Stray::Object => say!(tongue, en: "an object", de: "ein Objekt"),
        Stray::Flag => say!(tongue, en: "true or false", de: "wahr oder falsch"),
        Stray::Number => say!(tongue, en: "a single number", de: "eine einzelne Zahl"),
        Stray::LongText => say!(tongue,
            en: "more text than a mask may have",
            de: "mehr Text, als eine Maske haben darf"),
        Stray::FlagRow => say!(tongue,
            en: "true and false in one row, whose width is not said,",
            de: "wahr und falsch in einer Zeile, deren Breite nicht angegeben ist"),
        Stray::List => {
            say!(tongue, en: "a list that is no outline", de: "eine Liste, die kein Umriss ist")
        }
    }
}
