//! Shapes that lie over each other, row by row, as pieces that the same shapes
//! cover. Never touches a pixel.

use crate::mask::Mask;

/// Goes through rows from the top.
#[derive(Debug)]
pub struct Sweep<'a> {
    /// All shapes, the last of them the one whose first row comes next.
    waiting: Vec<Shape<'a>>,
    /// Those that have rows left, in no order.
    begun: Vec<Shape<'a>>,
    edges: Vec<Edge>,
    over: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Shape<'a> {
    mask: &'a Mask,
    order: u32,
}

/// Where a run begins or ends; they sort by column. One number, so that sorting
/// compares but once: the column above the shape's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge(u64);

impl Edge {
    fn new(column: u32, order: u32) -> Self {
        Self(u64::from(column) << 32 | u64::from(order))
    }

    fn column(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn order(self) -> u32 {
        self.0 as u32
    }
}

impl<'a> Sweep<'a> {
    /// Through `masks`, the lowest first.
    pub fn new(masks: impl IntoIterator<Item = &'a Mask>) -> Self {
        let shapes = (0..).zip(masks);
        let mut waiting: Vec<_> = shapes
            .map(|(order, mask)| Shape { mask, order })
            .filter(|shape| !shape.mask.is_empty())
            .collect();
        waiting.sort_by_key(|shape| std::cmp::Reverse(shape.mask.span().start));
        Self {
            waiting,
            begun: Vec::new(),
            edges: Vec::new(),
            over: Vec::new(),
        }
    }

    /// Gives the pieces of row `y` that any shape covers, from left to right:
    /// first column, one past the last, and the places of the shapes over it,
    /// the lowest first. Rows must be asked for in order.
    pub fn row(&mut self, y: u32, mut piece: impl FnMut(u32, u32, &[u32])) {
        self.begun.retain(|shape| y < shape.mask.span().end);
        while let Some(shape) = self.waiting.pop_if(|shape| shape.mask.span().start <= y) {
            self.begun.push(shape);
        }
        self.edges.clear();
        for shape in &self.begun {
            let order = shape.order;
            for run in shape.mask.row(y) {
                self.edges
                    .extend([run.start, run.end].map(|column| Edge::new(column, order)));
            }
        }
        if let (1, runs) = (self.begun.len(), self.edges.as_chunks::<2>().0) {
            for [start, end] in runs {
                piece(start.column(), end.column(), &[start.order()]);
            }
            return;
        }
        self.edges.sort_unstable();
        self.over.clear();
        let mut from = 0;
        for edge in &self.edges {
            if from < edge.column() && !self.over.is_empty() {
                piece(from, edge.column(), &self.over);
            }
            from = edge.column();
            // A shape's runs do not touch, so its edges come in turn.
            let order = edge.order();
            match self.over.last() {
                // Nearly always it is the highest one.
                None => self.over.push(order),
                Some(last) if *last < order => self.over.push(order),
                Some(last) if *last == order => {
                    self.over.pop();
                }
                Some(_) => match self.over.binary_search(&order) {
                    Ok(at) => {
                        self.over.remove(at);
                    }
                    Err(at) => self.over.insert(at, order),
                },
            }
        }
    }
}
