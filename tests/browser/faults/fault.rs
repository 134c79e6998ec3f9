//! A fault and its end, as the tables write them down. Never makes one happen.

use crate::answers::STRIPS;
use crate::harness::{Page, Reply};
use crate::setting::listed;

/// The objects that are there before each fault.
pub const EARLIER: [&str; 2] = ["left half", "lower right"];

/// Something that goes otherwise than it should.
pub struct Fault {
    /// What it is.
    pub name: &'static str,
    /// What comes instead, in turn; the last again and again.
    pub replies: Vec<Reply>,
    /// What the person sees of it.
    pub ends: Ends,
}

/// What the person sees in the end.
#[derive(Clone, Copy, Debug)]
pub enum Ends {
    /// So many new objects, and nothing to complain of.
    Success(usize),
    /// A sentence with these words, and a button or link that helps.
    Says(&'static str, &'static str),
    /// So many new objects, and besides them what [`Ends::Says`] has.
    Part(usize, &'static str, &'static str),
    /// So many new objects, and then nothing until the person cancels.
    Cancelled(usize),
}

impl Fault {
    /// A fault after which everything is as it should be.
    pub fn succeeds(name: &'static str, reply: Reply) -> Self {
        Self::recovers(name, vec![reply])
    }

    /// A series of replies of which the last is as it should be.
    pub fn recovers(name: &'static str, replies: Vec<Reply>) -> Self {
        let ends = Ends::Success(STRIPS.len());
        Self {
            name,
            replies,
            ends,
        }
    }

    /// A fault that is explained, with the name of what helps.
    pub fn says(
        name: &'static str,
        reply: Reply,
        sentence: &'static str,
        help: &'static str,
    ) -> Self {
        Self::ends(name, reply, Ends::Says(sentence, help))
    }

    /// A fault with any end.
    pub fn ends(name: &'static str, reply: Reply, ends: Ends) -> Self {
        let replies = vec![reply];
        Self {
            name,
            replies,
            ends,
        }
    }
}

impl Ends {
    /// The button that is pressed to come to this end.
    pub fn button(self) -> &'static str {
        match self {
            Self::Success(_) => "Try now",
            Self::Says(..) | Self::Part(..) => "Stop",
            Self::Cancelled(_) => "Cancel",
        }
    }

    /// The objects that are then listed.
    pub fn objects(self) -> &'static [&'static str] {
        match self {
            Self::Says(..) | Self::Cancelled(0) => &EARLIER,
            Self::Success(count) | Self::Part(count, ..) | Self::Cancelled(count) => {
                &STRIPS[..count]
            }
        }
    }

    /// The words that are then read, and what helps.
    pub fn said(self) -> Option<(&'static str, Option<&'static str>)> {
        match self {
            Self::Success(_) => None,
            Self::Says(sentence, help) | Self::Part(_, sentence, help) => {
                Some((sentence, Some(help)))
            }
            Self::Cancelled(0) => Some(("Cancelled", None)),
            Self::Cancelled(_) => Some(("Cancelled", Some("Continue"))),
        }
    }

    /// Whether it can be seen.
    pub fn has_come(self, page: &Page) -> bool {
        let is_said = |sentence| page.visible_text().contains(sentence);
        self.said().is_none_or(|(sentence, _)| is_said(sentence)) && listed(page) == self.objects()
    }
}
