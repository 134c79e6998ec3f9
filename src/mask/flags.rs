//! Rows of true and false as grey values. Never fills a short row.

use super::limits;
use super::{Grey, MaskProblem};

/// 255 for true and 0 for false, by the size limits of mask pictures.
pub(super) fn grey(rows: &[Vec<bool>]) -> Result<Grey, MaskProblem> {
    let width = rows.first().map_or(0, Vec::len);
    let side = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (columns, lines) = (side(width), side(rows.len()));
    limits::hold(columns, lines)?;
    let ragged = (1..).zip(rows).find(|(_, row)| row.len() != width);
    if let Some((row, values)) = ragged {
        return Err(MaskProblem::RaggedRows {
            row,
            length: side(values.len()),
            first: columns,
        });
    }
    let values = rows.iter().flatten().map(|flag| u8::from(*flag) * u8::MAX);
    Grey::new(columns, lines, values.collect()).ok_or(MaskProblem::NoValues)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mask::limits::MASK_SIDE;

    #[test]
    fn flags_are_the_two_ends_of_grey() {
        let grey = grey(&[vec![true, false, false], vec![false, true, true]]);
        let expected = Grey::new(3, 2, vec![255, 0, 0, 0, 255, 255]);
        assert_eq!(grey.ok(), expected);
    }

    #[test]
    fn rows_that_are_no_rectangle_are_named() {
        let ragged = MaskProblem::RaggedRows {
            row: 3,
            length: 1,
            first: 2,
        };
        let rows = [vec![true, true], vec![true, false], vec![true]];
        assert_eq!(grey(&rows), Err(ragged));
        assert_eq!(grey(&[]), Err(MaskProblem::NoValues));
        assert_eq!(grey(&[vec![], vec![]]), Err(MaskProblem::NoValues));
        let tall = vec![vec![true]; MASK_SIDE as usize + 1];
        let expected = MaskProblem::TooLarge {
            width: 1,
            height: MASK_SIDE + 1,
        };
        assert_eq!(grey(&tall), Err(expected));
    }
}
