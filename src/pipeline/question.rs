//! The question that is being asked: written down, written once more, as program
//! text; and the list of models. Never sent from here, and never with a key.

use super::Pipeline;
use super::message::{Again, Code, ModelRow, Reply, Role, Wanted};
use crate::gemini::model::{self, family};
use crate::gemini::task::{Task, Wish};
use crate::gemini::{
    Attempt, Delivery, Failure, HttpRequest, Language, Next, Question, Retry, Upload, failure,
    request, snippet,
};
use crate::session::words::{self, Help, Message};
use crate::session::{Giver, Outcome, Tongue, rest};
use std::sync::Arc;

/// A question with its picture, for as long as it may be asked again or followed up.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    question: Question,
    /// The question without what is said to get the rest alone.
    whole: Question,
    /// The part that the JPEG shows, `[x, y, width, height]`, unless it is the whole.
    part: Option<[u32; 4]>,
    jpeg: Arc<[u8]>,
    role: Role,
    delivery: Delivery,
    retry: Retry,
}

impl Asked {
    /// The model that is asked.
    pub(super) fn model(&self) -> &str {
        &self.question.model
    }

    /// Has what follows the answer asked of `model`.
    pub(super) fn follow_with(&mut self, model: &str) {
        model.clone_into(&mut self.whole.model);
    }

    /// What is asked for.
    pub(super) fn task(&self) -> Task {
        self.question.wish.task
    }

    /// The part that is asked about.
    pub(super) fn part(&self) -> Option<[u32; 4]> {
        self.part
    }

    /// What the answer is for.
    pub(super) fn role(&self) -> Role {
        self.role
    }

    /// What it holds in memory that the `next` one does not hold as well, in bytes.
    pub(super) fn bytes_beside(&self, next: Option<&Self>) -> usize {
        let is_shared = next.is_some_and(|next| Arc::ptr_eq(&self.jpeg, &next.jpeg));
        if is_shared { 0 } else { self.jpeg.len() }
    }

    /// Whether its answer comes as a stream.
    pub(super) fn is_stream(&self) -> bool {
        self.delivery == Delivery::Stream
    }

    fn written(&self) -> Result<HttpRequest, serde_json::Error> {
        let picture = Upload {
            mime: "image/jpeg",
            bytes: &self.jpeg,
        };
        request(&self.question, picture, self.delivery)
    }
}

impl Pipeline {
    /// Writes down a question: what is `wanted` of the picture in `jpeg`, or what
    /// the answer on show is to.
    pub(super) fn write(
        &mut self,
        model: String,
        wanted: Option<Wanted>,
        role: Role,
        jpeg: Vec<u8>,
    ) -> (Reply, Vec<u8>) {
        let (mut question, part, jpeg) = match (wanted, &self.answer.question) {
            (Some(wanted), _) => {
                let question = Question {
                    model,
                    wish: wanted.wish,
                    prompt: wanted.prompt,
                };
                (question, wanted.part, jpeg.into())
            }
            (None, Some(answered)) => {
                let mut question = answered.whole.clone();
                if role == Role::Second {
                    question.model = model;
                }
                (question, answered.part, Arc::clone(&answered.jpeg))
            }
            (None, None) => return (self.no_question(), Vec::new()),
        };
        let whole = question.clone();
        if role == Role::Rest {
            let there = self.side(self.is_pair());
            question.prompt = Some(rest(&question.prompt(), there));
        }
        self.begun_at = self.next;
        (self.is_recalled, self.is_touched) = (false, false);
        self.asked = Some(Asked {
            question,
            whole,
            part,
            jpeg,
            role,
            delivery: Delivery::Stream,
            retry: Retry::default(),
        });
        self.written()
    }

    /// Who gave the first answer, and who gave the second or is to give it, a line
    /// each; nothing where there is but one.
    pub(super) fn sides(&self) -> String {
        let [first, second] = &self.answer.givers;
        match &self.asked {
            Some(asked) if asked.role == Role::Second && self.is_open => {
                let second = Giver::Model(asked.question.model.clone());
                words::sides(self.tongue, first, &second)
            }
            _ if self.is_pair() => words::sides(self.tongue, first, second),
            _ => String::new(),
        }
    }

    /// Writes down the last question once more, to be delivered in this way.
    pub(super) fn rewrite(&mut self, delivery: Delivery) -> (Reply, Vec<u8>) {
        if let Some(asked) = &mut self.asked {
            asked.delivery = delivery;
        }
        self.written()
    }

    fn written(&mut self) -> (Reply, Vec<u8>) {
        self.is_open = true;
        match self.asked.as_ref().map(Asked::written) {
            Some(Ok(written)) => (
                Reply::Question {
                    url: written.url,
                    sides: self.sides(),
                },
                written.body.into_bytes(),
            ),
            Some(Err(error)) => (Reply::Failed(error.to_string()), Vec::new()),
            None => (self.no_question(), Vec::new()),
        }
    }

    fn no_question(&self) -> Reply {
        Reply::Failed(words::lost_question(self.tongue))
    }

    /// The last question as program text, or that of the answer which was gone back to.
    pub(super) fn code(&self, code: Code) -> (Reply, Vec<u8>) {
        let language = match code {
            Code::Curl => Language::Curl,
            Code::Python => Language::Python,
            Code::JavaScript => Language::JavaScript,
        };
        let question = match self.is_recalled {
            true => &self.answer.question,
            false => &self.asked,
        };
        match question.as_ref().map(Asked::written) {
            Some(Ok(written)) => (Reply::File, snippet(language, &written).into_bytes()),
            Some(Err(error)) => (Reply::Failed(error.to_string()), Vec::new()),
            None => (self.no_question(), Vec::new()),
        }
    }

    /// When to ask again after an answer that ended so, if at all.
    pub(super) fn again(&mut self, outcome: &Outcome, heard: bool, chance: u32) -> Option<Again> {
        let asked = self.asked.as_mut()?;
        let attempt = Attempt {
            failure: outcome.failure.as_ref()?,
            delivery: asked.delivery,
            heard: heard || outcome.objects > 0,
        };
        let random = f64::from(chance) / f64::from(u32::MAX);
        match asked.retry.after(attempt, random) {
            Next::Stop => None,
            Next::Again {
                wait,
                delivery,
                may_be_paid,
            } => Some(Again {
                wait: (wait * 1000.0).ceil() as u32,
                delivery,
                why: words::again(
                    self.tongue,
                    attempt.failure,
                    asked.retry.failed(),
                    may_be_paid,
                ),
            }),
        }
    }
}

/// The prompt that `wish` makes for `model`.
pub(super) fn composed(model: &str, wish: &Wish) -> Reply {
    Reply::Prompt(wish.prompt(&family(model)))
}

/// A page of the list of models, which came with this status.
pub(super) fn models(tongue: Tongue, status: u16, body: &[u8], today: &str) -> Reply {
    let none = |mut problem: Message| {
        // No question was asked here that could be asked again.
        if matches!(problem.help, Some(Help::Retry | Help::Later(_))) {
            problem.help = Some(Help::Check);
        }
        Reply::Models {
            models: Vec::new(),
            next: None,
            problem: Some(problem),
        }
    };
    match status {
        0 => none(words::failure(tongue, &Failure::NoNetwork)),
        200..=299 => match model::page(body) {
            None => none(words::failure(tongue, &Failure::NotAReply(status))),
            Some(page) => Reply::Models {
                next: page.next.as_deref().and_then(model::list_url),
                models: page
                    .models
                    .into_iter()
                    .map(|model| listed(tongue, model, today))
                    .collect(),
                problem: None,
            },
        },
        _ => none(words::failure(
            tongue,
            &failure(status, &String::from_utf8_lossy(body)),
        )),
    }
}

fn listed(tongue: Tongue, model: model::Listed, today: &str) -> ModelRow {
    ModelRow {
        about: words::listed(tongue, &model, today),
        name: model.name,
        id: model.id,
    }
}
