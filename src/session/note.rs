//! Which part of a picture a saved answer is about: a line before it, which the
//! reader of answers passes over as prose. Never needed for the whole picture.

use crate::geometry::{PixelBox, Size};

const BEGIN: &str = "About the part ";

/// The line for `part` of `picture`.
///
/// ```
/// use masque::{geometry::{PixelBox, Size}, session};
/// let (part, picture) = (PixelBox::new(8, 4, 20, 10), Size::new(40, 30).unwrap());
/// let note = session::note(part, picture);
/// assert_eq!(note, "About the part 8 4 20 10 (left, top, width, height) of 40 x 30 pixels.\n\n");
/// assert_eq!(session::noted(&(note + "[]"), picture), Some((part, "[]")));
/// ```
pub fn note(part: PixelBox, picture: Size) -> String {
    format!(
        "{BEGIN}{} {} {} {} (left, top, width, height) of {} x {} pixels.\n\n",
        part.x(),
        part.y(),
        part.width(),
        part.height(),
        picture.width(),
        picture.height()
    )
}

/// The part of `picture` that `text` says it is about, in its first line, and what
/// follows; `None` where it says nothing, or speaks of a picture of another size.
pub fn noted(text: &str, picture: Size) -> Option<(PixelBox, &str)> {
    let (line, rest) = text.strip_prefix(BEGIN)?.split_once('\n')?;
    let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let numbers = line.split_whitespace().filter(is_number);
    let numbers: Vec<u32> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers.as_slice() {
        [x, y, width, height, columns, rows]
            if [*columns, *rows] == [picture.width(), picture.height()] =>
        {
            let part = PixelBox::new((*x).into(), (*y).into(), *width, *height);
            Some((part, rest.trim_start()))
        }
        _ => None,
    }
}

/// Whether `text` says in its first line that it is about a part of a picture.
pub(super) fn speaks_of_a_part(text: &str) -> bool {
    text.starts_with(BEGIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_something_else_says_no_part() {
        let picture = Size::new(40, 30).expect("a size");
        let whole = "About the part 8 4 20 10 of 40 x 30 pixels.\n";
        assert!(noted(whole, picture).is_some());
        for other in [
            "",
            "[]",
            "About the part 8 4 20 10 of 41 x 30 pixels.\n",
            "About the part 8 4 20 of 40 x 30 pixels.\n",
            "About the part 8 4 20 99999999999 of 40 x 30 pixels.\n",
            "About the part 8 4 20 10 of 40 x 30 pixels.",
        ] {
            assert_eq!(noted(other, picture), None, "{other}");
        }
    }
}
