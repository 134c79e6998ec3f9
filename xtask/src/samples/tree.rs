//! A tree of boxes that says which solids a ray may meet, and the walk along a ray to a solid's surface.
//! Never knows materials. Distances are in scene units; rays have directions of length 1.

use super::scene::Part;
use super::shape::Shape;
use super::vec::{Vec3, vec3};

/// How near a surface counts as met.
const NEAR: f32 = 2.5e-4;
/// Steps along a ray before giving up.
const STEPS: u32 = 160;

/// A tree over the parts of a scene, by their index.
pub struct Tree {
    nodes: Vec<Node>,
}

struct Node {
    low: Vec3,
    high: Vec3,
    kind: Kind,
}

enum Kind {
    Leaf(usize),
    Fork { left: usize, right: usize },
}

impl Tree {
    /// Halves the parts again and again along the longest side.
    pub fn over(parts: &[Part]) -> Tree {
        let mut tree = Tree { nodes: Vec::new() };
        let mut order: Vec<usize> = (0..parts.len()).collect();
        if !order.is_empty() {
            tree.grow(parts, &mut order);
        }
        tree
    }

    /// The nearest solid that the ray meets before `limit`: its index and how far away.
    pub fn nearest(
        &self,
        parts: &[Part],
        from: Vec3,
        direction: Vec3,
        limit: f32,
    ) -> Option<(usize, f32)> {
        let mut best = (None, limit);
        self.visit(from, direction, limit, |index| {
            if let Some(far) = parts
                .get(index)
                .and_then(|part| meet(part, from, direction, best.1))
            {
                best = (Some(index), far);
            }
            Some(best.1)
        });
        best.0.map(|index| (index, best.1))
    }

    /// Shows every solid whose box the ray passes before the limit, near boxes first.
    ///
    /// `look` answers with the new limit, or nothing to stop.
    pub fn visit(
        &self,
        from: Vec3,
        direction: Vec3,
        limit: f32,
        mut look: impl FnMut(usize) -> Option<f32>,
    ) {
        let inverse = direction.map(|d| 1.0 / if d.abs() < 1e-9 { 1e-9 } else { d });
        let enter = |node: usize| {
            let node = self.nodes.get(node)?;
            through(node.low, node.high, from, inverse).map(|(near, _)| near)
        };
        let mut limit = limit;
        let mut waiting = [(0usize, 0.0f32); 48];
        let mut count = 0;
        // The root was pushed last, see `grow`.
        let root = self.nodes.len().wrapping_sub(1);
        if let Some(near) = enter(root) {
            waiting[0] = (root, near);
            count = 1;
        }
        while count > 0 {
            count -= 1;
            let (node, near) = waiting[count];
            if near > limit {
                continue;
            }
            match self.nodes.get(node).map(|node| &node.kind) {
                Some(Kind::Leaf(index)) => match look(*index) {
                    Some(nearer) => limit = nearer,
                    None => return,
                },
                Some(Kind::Fork { left, right }) => {
                    let mut children = [(*left, enter(*left)), (*right, enter(*right))];
                    if children[0].1 < children[1].1 {
                        children.swap(0, 1);
                    }
                    for (child, near) in children {
                        // 48 is far more than the depth of a halved list of 256 parts.
                        if let (Some(near), Some(slot)) = (near, waiting.get_mut(count)) {
                            *slot = (child, near);
                            count += 1;
                        }
                    }
                }
                None => {}
            }
        }
    }

    fn grow(&mut self, parts: &[Part], order: &mut [usize]) -> usize {
        let bounds = |index: usize| {
            parts
                .get(index)
                .map_or((Vec3::ZERO, Vec3::ZERO), |part| part.bounds)
        };
        let start = (Vec3::splat(f32::MAX), Vec3::splat(f32::MIN));
        let (low, high) = order.iter().fold(start, |(low, high), &index| {
            let next = bounds(index);
            (low.min(next.0), high.max(next.1))
        });
        let kind = match *order {
            [only] => Kind::Leaf(only),
            _ => {
                let size = high - low;
                let axis = if size.x >= size.y && size.x >= size.z {
                    vec3(1.0, 0.0, 0.0)
                } else if size.z >= size.y {
                    vec3(0.0, 0.0, 1.0)
                } else {
                    Vec3::UP
                };
                let middle = |index: usize| (bounds(index).0 + bounds(index).1).dot(axis);
                order.sort_by(|&a, &b| middle(a).total_cmp(&middle(b)));
                let (first, second) = order.split_at_mut(order.len() / 2);
                Kind::Fork {
                    left: self.grow(parts, first),
                    right: self.grow(parts, second),
                }
            }
        };
        self.nodes.push(Node { low, high, kind });
        self.nodes.len() - 1
    }
}

/// How far along the ray the surface of a part lies, if before `limit`. Works from inside too.
pub fn meet(part: &Part, from: Vec3, direction: Vec3, limit: f32) -> Option<f32> {
    let inverse = direction.map(|d| 1.0 / if d.abs() < 1e-9 { 1e-9 } else { d });
    let (near, far) = through(part.bounds.0, part.bounds.1, from, inverse)?;
    let end = far.min(limit);
    let (start, way) = (
        part.place.point_in(from),
        part.place.direction_in(direction),
    );
    if let Shape::Sphere(radius) = part.shape {
        return sphere(start, way, radius).filter(|&t| t < end);
    }
    let mut t = near;
    let side = part.shape.distance(start + way * t).signum();
    let mut gap = f32::MAX;
    for _ in 0..STEPS {
        if t >= end {
            return None;
        }
        gap = side * part.shape.distance(start + way * t);
        if gap < NEAR {
            return Some(t);
        }
        t += gap;
    }
    (gap < NEAR * 8.0).then_some(t)
}

/// The first crossing of a sphere that is not where the ray starts.
fn sphere(from: Vec3, direction: Vec3, radius: f32) -> Option<f32> {
    let along = from.dot(direction);
    // The distance of the ray to the centre, not the difference of two squares: keeps its digits.
    let nearest = from - direction * along;
    let rest = radius * radius - nearest.dot(nearest);
    if rest < 0.0 {
        return None;
    }
    let root = rest.sqrt();
    [-along - root, -along + root]
        .into_iter()
        .find(|&t| t > NEAR)
}

/// Where a ray enters (not before its start) and leaves a box.
fn through(low: Vec3, high: Vec3, from: Vec3, inverse: Vec3) -> Option<(f32, f32)> {
    let (a, b) = ((low - from) * inverse, (high - from) * inverse);
    let (first, last) = (a.min(b), a.max(b));
    let near = first.most().max(0.0);
    let far = last.x.min(last.y).min(last.z);
    (near <= far).then_some((near, far))
}
