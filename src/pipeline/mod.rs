//! The work that is done away from the page: reading answers, masks, overlay
//! pixels, files. A state machine that is given one [`Request`] after the other
//! and gives a [`Reply`] to each; it never waits, never sends, and never sees
//! the key.
//!
//! The page loads it as a WebAssembly module of its own, in a worker, when the
//! first picture is opened. Both sides know only [`message`].

mod answer;
mod edit;
mod export;
mod import;
mod lay;
mod pair;
mod pick;
mod place;
mod question;
mod sheets;
mod standing;
mod warm;

pub mod message;
pub mod plan;

pub use sheets::Sheets;

use crate::export::{cut_out, rgba_png};
use crate::geometry::{Camera, PixelBox, Size};
use crate::mask::{DEFAULT_THRESHOLD, View};
use crate::picture::{PictureProblem, Rgba, Trait, inspect};
use crate::render::{Look, Outside, Strip, draw, overlay};
use crate::session::words;
use crate::session::{
    Answering, Deed, Edit, History, Mark, Object, Scope, Steps, Tongue, Trials, doubles,
};
use message::{Reply, Request, Role, Shown, Style};
use question::Asked;
use standing::{Answer, Standing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is known between two requests: the answer that is being read and the
/// objects that are shown.
#[derive(Debug)]
pub struct Pipeline {
    /// How the person is spoken to.
    tongue: Tongue,
    answering: Option<Answering>,
    /// The question that was asked last, unless an answer was opened since.
    asked: Option<Asked>,
    /// Whether it was written down and its answer has not ended.
    is_open: bool,
    /// Whether a step has led to another answer since it was asked.
    is_recalled: bool,
    /// Whether something was done since it was asked and before its answer came.
    is_touched: bool,
    /// The answer on show.
    answer: Arc<Answer>,
    /// Whether what comes is of a second answer.
    is_second_next: bool,
    /// How much the answers take that a new pipeline would have to be told, in bytes.
    told: usize,
    /// What was done, and the way back.
    history: History<Standing>,
    /// The picture that the answer on show, or one on its way, is about.
    scope: Option<Scope>,
    /// The threshold at which PNG masks are cut, 0–254.
    threshold: u8,
    /// The stroke that made an object, and that object's id.
    stroke: Option<(u32, u32)>,
    /// The id that the last object made by hand was given.
    made: u32,
    /// What there is to say of an object besides what it is, by its id.
    marks: BTreeMap<u32, Mark>,
    /// The camera's horizontal field of view, in degrees.
    degrees: u8,
    reply: crate::gemini::ReplyReader,
    objects: Vec<(u32, Object)>,
    /// What is kept while the threshold is being moved.
    trials: Trials,
    /// How many problems of the answer were looked at while it arrived.
    looked_at: usize,
    /// How many of the answer's objects were there already.
    known: usize,
    /// The id that the last object was given.
    next: u32,
    /// What `next` was when the answer began.
    begun_at: u32,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self {
            tongue: Tongue::default(),
            answering: None,
            asked: None,
            is_open: false,
            is_recalled: false,
            is_touched: false,
            answer: Arc::default(),
            is_second_next: false,
            told: 0,
            history: History::default(),
            scope: None,
            threshold: DEFAULT_THRESHOLD,
            stroke: None,
            made: edit::MADE,
            marks: BTreeMap::new(),
            degrees: Camera::DEGREES,
            reply: crate::gemini::ReplyReader::new(),
            objects: Vec::new(),
            trials: Trials::default(),
            looked_at: 0,
            known: 0,
            next: 0,
            begun_at: 0,
        }
    }
}

#[cfg(test)]
mod tests;

impl Pipeline {
    /// One that says what it says in this way.
    pub fn speaking(tongue: Tongue) -> Self {
        Self {
            tongue,
            ..Self::default()
        }
    }

    /// Does what `request` asks; `bytes` is what it says they are. Gives the
    /// reply and the bytes that belong to it. What is drawn goes to `screen`, from
    /// the top.
    pub fn handle(
        &mut self,
        request: Request,
        bytes: Vec<u8>,
        screen: &mut dyn FnMut(Strip<'_>),
    ) -> (Reply, Vec<u8>) {
        let reply = match request {
            Request::Speak(tongue) => {
                self.tongue = tongue;
                self.all()
            }
            Request::Inspect { name } => self.inspected(&name, &bytes),
            Request::Compose { model, wish } => question::composed(&model, &wish),
            Request::Write {
                model,
                wanted,
                role,
            } => return self.write(model, wanted, role, bytes),
            Request::Rewrite(delivery) => return self.rewrite(delivery),
            Request::Snippet(code) => return self.code(code),
            Request::Models { status, today } => {
                question::models(self.tongue, status, &bytes, &today)
            }
            Request::Text => return (Reply::File, self.text().into_bytes()),
            Request::Merge => {
                self.touch();
                self.merge();
                self.all()
            }
            Request::Keep(how) => {
                self.touch();
                self.keep(how);
                self.all()
            }
            Request::Edit(edit) => self.edit(&edit),
            Request::CountFrom([next, made]) => {
                (self.next, self.made) = (next, made);
                Reply::Done
            }
            Request::Tell => self.all(),
            Request::Open([width, height]) => {
                self.scope = Size::new(width, height).map(Scope::whole);
                Reply::Done
            }
            Request::Forget => {
                self.objects.clear();
                self.history.clear();
                self.scope = None;
                self.stroke = None;
                self.trials.clear();
                self.answer = Arc::default();
                self.asked = None;
                Reply::Done
            }
            Request::Begin {
                width,
                height,
                threshold,
                degrees,
                is_live,
            } => {
                if !is_live {
                    // What is opened was not asked for here.
                    self.asked = None;
                    (self.is_recalled, self.is_touched) = (false, false);
                }
                self.begin([width, height], threshold, degrees)
            }
            Request::Bytes => {
                let parts = self.reply.push(&bytes);
                let found = self.read(parts);
                let messages = self.notices();
                let thought = self.thought();
                if messages.is_empty() && thought.is_none() {
                    Reply::Found(found)
                } else {
                    Reply::Noticed {
                        found,
                        messages,
                        thought,
                    }
                }
            }
            Request::Saved => self.saved(&String::from_utf8_lossy(&bytes)),
            Request::End {
                ending,
                chance,
                today,
                spent,
            } => self.ended(ending, &bytes, chance, &today, spent),
            Request::Overlay {
                is_second,
                picture,
                part,
                view,
                fill,
                style,
                lit,
                is_moving,
                threshold,
            } => {
                let Some(seen) = seen(picture, part, view) else {
                    return (self.no_picture(), Vec::new());
                };
                let mut look = look(seen.size(), fill, style);
                if is_moving {
                    look.edge = 0;
                }
                self.overlay(seen, is_second, &lit, look, threshold, screen)
            }
            Request::CutOut { id, picture } => return self.cut_out(id, picture, bytes),
            Request::OverlayFile {
                picture,
                fill,
                style,
            } => return self.overlay_file(picture, (fill, style), bytes),
            Request::Pick { is_second, place } => Reply::Under(self.under(is_second, place)),
            Request::Describe { id, how, file } => {
                return match self.described(id, how, &file) {
                    Some(text) => (Reply::File, text.into_bytes()),
                    None => (self.no_picture(), Vec::new()),
                };
            }
            Request::Lay => self.lay(&bytes),
            // These are about all pictures: see `Sheets`.
            Request::Preview(_) | Request::Export(_) | Request::Stop | Request::Backdrop(_) => {
                self.no_picture()
            }
            Request::Next | Request::Give(_) | Request::WarmUp => self.no_picture(),
            Request::Check(_) | Request::Import { .. } | Request::Imported(_) => self.no_picture(),
        };
        (reply, Vec::new())
    }

    /// Whether the file in `bytes` can be opened.
    fn inspected(&self, name: &str, bytes: &[u8]) -> Reply {
        let refused = |problem| words::picture(self.tongue, name, problem);
        let noted = |unusual: &Trait| words::picture_trait(self.tongue, *unusual);
        match inspect(bytes) {
            Ok(header) => Reply::Picture {
                notes: header.traits.iter().map(noted).collect(),
                undecodable: refused(PictureProblem::Undecodable(header.format)),
                is_plain: header.is_plain,
            },
            Err(problem) => Reply::Refused(refused(problem)),
        }
    }

    fn no_picture(&self) -> Reply {
        Reply::Failed(words::lost_picture(self.tongue))
    }

    fn begin(&mut self, [width, height]: [u32; 2], threshold: u8, degrees: u8) -> Reply {
        let Some(size) = Size::new(width, height) else {
            return self.no_picture();
        };
        let scope = match self.asked.as_ref().and_then(Asked::part) {
            None => Some(Scope::whole(size)),
            Some([x, y, width, height]) => {
                Scope::part(size, PixelBox::new(x.into(), y.into(), width, height))
            }
        };
        let Some(scope) = scope else {
            return self.no_picture();
        };
        // Numbers that no object of the answer has, even where some were merged.
        self.scope = Some(scope);
        // A slider may be moved at this very moment, and what is on show follows.
        for moved in [Edit::Threshold(threshold), Edit::FieldOfView(degrees)] {
            let _never_refused = self.do_edit(&moved);
        }
        let numbers = self.objects.iter().map(|(_, object)| object.index + 1);
        let before = match self.role() {
            Role::Rest => numbers.max().unwrap_or(0),
            Role::New | Role::Second => 0,
        };
        self.begun_at = self.next;
        self.is_second_next = match self.role() {
            Role::New => false,
            Role::Rest => self.is_pair(),
            Role::Second => true,
        };
        // One that never ended holds nothing any more.
        self.history.release();
        self.answering = Some(Answering::about(scope, threshold, before));
        self.trials.clear();
        self.reply = crate::gemini::ReplyReader::new();
        self.looked_at = 0;
        self.known = 0;
        Reply::Begun([self.next, self.made])
    }

    /// All there is.
    fn all(&self) -> Reply {
        Reply::All(self.on_show())
    }

    fn on_show(&self) -> Shown {
        Shown {
            rows: self.rows(),
            steps: self.steps(),
            threshold: self.threshold,
            degrees: self.degrees,
            answer: self.answer.number,
            sides: self.sides(),
            is_asked: self.answer.question.is_some(),
            part: self.answer.part,
        }
    }

    /// The names of what was done, and can be done again.
    fn steps(&self) -> Steps {
        self.history.steps(|deed| words::step(self.tongue, deed))
    }

    /// Has the masks cut at this threshold, those that are there and those to come.
    fn cut(&mut self, threshold: u8) {
        self.threshold = threshold;
        if let Some(answering) = &mut self.answering {
            answering.set_threshold(threshold);
        }
        for (id, object) in &mut self.objects {
            self.trials.cut(*id, object, self.threshold);
        }
    }

    /// What the answer that is read, or was read last, is for.
    fn role(&self) -> Role {
        self.asked.as_ref().map_or(Role::New, Asked::role)
    }

    /// Drops the objects that are the same as earlier ones: a step like any edit.
    fn merge(&mut self) {
        let before = self.standing();
        let objects = self.objects.iter().map(|(_, object)| object);
        let double: Vec<usize> = doubles(objects).iter().map(|double| double.at).collect();
        let mut at = 0..;
        self.objects
            .retain(|_| at.next().is_none_or(|at| !double.contains(&at)));
        self.step(None, before, |_| Deed::Merge);
    }

    /// Whether the answer that was begun last has given an object.
    fn has_come(&self) -> bool {
        self.next > self.begun_at
    }

    /// Notes that something is done, for an answer of which nothing has come.
    fn touch(&mut self) {
        self.is_touched |= !self.has_come();
    }

    fn overlay(
        &mut self,
        seen: View,
        is_second: bool,
        lit: &[u32],
        look: Look,
        threshold: u8,
        screen: &mut dyn FnMut(Strip<'_>),
    ) -> Reply {
        let mut trials = std::mem::take(&mut self.trials);
        let layers = self.shown(is_second).map(|(id, object)| {
            let layer = trials.layer(id, object, seen, threshold, self.degrees);
            let is_lit = lit.contains(&id);
            crate::render::Layer { is_lit, ..layer }
        });
        let layers: Vec<_> = layers.collect();
        overlay(seen.size(), &layers, look, screen);
        drop(layers);
        self.trials = trials;
        Reply::Drawn
    }

    fn cut_out(&self, id: u32, picture: [u32; 2], photo: Vec<u8>) -> (Reply, Vec<u8>) {
        let photo =
            Size::new(picture[0], picture[1]).and_then(|size| Rgba::from_bytes(size, photo));
        let object = self.objects.iter().find(|(other, _)| *other == id);
        let mask = object.and_then(|(_, object)| object.mask.as_ref().ok());
        let Some(cut) = photo
            .zip(mask)
            .and_then(|(photo, shape)| cut_out(&photo, &shape.mask))
        else {
            return (self.no_picture(), Vec::new());
        };
        self.file(&cut)
    }

    fn file(&self, pixels: &Rgba) -> (Reply, Vec<u8>) {
        match rgba_png(pixels) {
            Ok(png) => (Reply::File, png),
            Err(error) => {
                let why = words::unwritten(self.tongue, &error);
                (Reply::Failed(why), Vec::new())
            }
        }
    }

    fn overlay_file(
        &self,
        picture: [u32; 2],
        (fill, style): (u8, Style),
        photo: Vec<u8>,
    ) -> (Reply, Vec<u8>) {
        let photo =
            Size::new(picture[0], picture[1]).and_then(|size| Rgba::from_bytes(size, photo));
        let Some(mut photo) = photo else {
            return (self.no_picture(), Vec::new());
        };
        let size = photo.size();
        let whole = View::new(size, size);
        let layers: Vec<_> = self
            .shown(false)
            .map(|(_, object)| object.layer(whole, self.degrees))
            .collect();
        draw(&mut photo, &layers, look(size, fill, style));
        self.file(&photo)
    }

    /// The objects of the first answer, or of the second, that are not hidden.
    fn shown(&self, is_second: bool) -> impl Iterator<Item = (u32, &Object)> {
        let objects = self.objects.iter().map(|(id, object)| (*id, object));
        objects.filter(move |(_, object)| !object.is_hidden && object.is_second == is_second)
    }
}

/// What is seen of a picture of a size, of this part of it, at another size.
fn seen(picture: [u32; 2], part: [u32; 4], view: [u32; 2]) -> Option<View> {
    let size = |[width, height]: [u32; 2]| Size::new(width, height);
    let [x, y, width, height] = part;
    let part = PixelBox::new(x.into(), y.into(), width, height);
    Some(View::of_part(size(picture)?, part, size(view)?))
}

/// So many percent, as 0–255.
fn covering(percent: u8) -> u8 {
    (u32::from(percent.min(100)) * 255 + 50).div_euclid(100) as u8
}

/// The look of masks drawn at `size`, their fill covering so many percent.
fn look(size: Size, percent: u8, style: Style) -> Look {
    let fill = covering(percent);
    let usual = Look::at(size);
    match style {
        Style::Both => Look { fill, ..usual },
        Style::Fill => Look::bare(fill),
        Style::Outline => Look { fill: 0, ..usual },
        Style::CutOut => Look {
            outside: Outside::Squares,
            ..Look::bare(0)
        },
        Style::Dim => Look {
            outside: Outside::Veil,
            ..Look::bare(0)
        },
    }
}
