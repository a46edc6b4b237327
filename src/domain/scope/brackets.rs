//! Which brackets of a text pair up. Full-width and half-width pair with each other; typing mixes them.

/// What a bracket character turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Opens a pair that is closed later.
    Open,
    /// Closes the innermost open pair.
    Close,
    /// Without partner: an opener never closed or a closer never opened.
    Stray,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Round,
    Square,
    Curly,
}

fn opener(c: char) -> Option<Shape> {
    match c {
        '(' | '（' | '﹙' | '〔' => Some(Shape::Round),
        '[' | '［' | '【' | '〖' => Some(Shape::Square),
        '{' | '｛' => Some(Shape::Curly),
        _ => None,
    }
}

fn closer(c: char) -> Option<Shape> {
    match c {
        ')' | '）' | '﹚' | '〕' => Some(Shape::Round),
        ']' | '］' | '】' | '〗' => Some(Shape::Square),
        '}' | '｝' => Some(Shape::Curly),
        _ => None,
    }
}

/// The brackets of the text with their byte offsets, ascending. Work is linear in the text.
pub(super) fn roles(text: &str) -> Vec<(usize, Role)> {
    let mut pairing = Pairing::default();
    for (at, c) in text.char_indices() {
        if let Some(shape) = opener(c) {
            pairing.open(at, shape);
        } else if let Some(shape) = closer(c) {
            pairing.close(at, shape);
        }
    }
    pairing.roles
}

#[derive(Default)]
struct Pairing {
    roles: Vec<(usize, Role)>,
    /// Openers not closed yet: index into `roles`, and shape.
    pending: Vec<(usize, Shape)>,
    /// How many of `pending` have each shape, so that a closer without partner costs nothing.
    waiting: [usize; 3],
}

impl Pairing {
    fn open(&mut self, at: usize, shape: Shape) {
        self.waiting[shape as usize] += 1;
        self.pending.push((self.roles.len(), shape));
        self.roles.push((at, Role::Stray));
    }

    /// Closes the innermost opener of the shape; openers above it stay strays.
    fn close(&mut self, at: usize, shape: Shape) {
        let paired = self.waiting[shape as usize] > 0;
        while paired && let Some((index, found)) = self.pending.pop() {
            self.waiting[found as usize] -= 1;
            if found == shape {
                if let Some((_, role)) = self.roles.get_mut(index) {
                    *role = Role::Open;
                }
                break;
            }
        }
        self.roles
            .push((at, if paired { Role::Close } else { Role::Stray }));
    }
}

/// Whether the character opens a bracket of any shape.
pub(super) fn opens(c: char) -> bool {
    opener(c).is_some()
}

/// Whether the character closes a bracket of any shape.
pub(super) fn closes(c: char) -> bool {
    closer(c).is_some()
}
