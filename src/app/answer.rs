//! The answer as it came, and the question as program text: to look at, to copy, to
//! save. Never holds the key: program text asks the environment for it.

use super::Desk;
use super::controls::{button, does, told};
use super::texts::{self, Text};
use crate::browser::{self, Bytes, Copied, CopyProblem};
use crate::pipeline::message::{Code, Reply, Request};
use crate::session::words::{Message, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The id of the card, for the button that opens it.
pub(super) const ANSWER_CARD: &str = "answer-card";

/// The longest text that is shown, in characters; all of it can be saved.
const SHOWN: usize = 200_000;

#[component]
pub(super) fn AnswerCard() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let text = RwSignal::new(String::new());
    let load = move |_| {
        spawn_local(async move {
            match desk.text_of(Request::Text).await {
                Ok(answer) => text.set(String::from_utf8_lossy(&answer.to_vec()).into_owned()),
                Err(message) => desk.say(message),
            }
        });
    };
    let shown = told(move || text.read().chars().take(SHOWN).collect());
    let codes = [
        ("curl", Code::Curl),
        ("Python", Code::Python),
        ("JavaScript", Code::JavaScript),
    ];
    let codes = codes.map(|(name, code)| {
        button(
            Signal::stored(name.to_owned()),
            "",
            does(move || desk.copy_text(Request::Snippet(code), |t| t.said.no_clipboard)),
        )
    });
    view! {
        <div id=ANSWER_CARD class="card answer-card" popover="auto" role="dialog" aria-label=desk.t(|t| t.answer.card) on:toggle=load>
            <h2>{desk.t(|t| t.answer.as_it_came)}</h2>
            <textarea readonly rows="12" aria-label=desk.t(|t| t.answer.as_it_came) spellcheck="false" prop:value=shown></textarea>
            <div class="answer-card__row">
                {button(desk.t(|t| t.answer.copy), "", does(move || desk.copy_text(Request::Text, |t| t.said.no_clipboard)))}
                {button(desk.t(|t| t.answer.save), "", does(move || desk.save_text()))}
                <span class="answer-card__label">{desk.t(|t| t.answer.copy_request)}</span>
                {codes.collect_view()}
            </div>
            <p class="answer-card__note">
                {desk.t(|t| t.answer.note)}
            </p>
        </div>
    }
}

impl Desk {
    /// A text that the pipeline has, or why it has none.
    async fn text_of(self, request: Request) -> Result<Bytes, Message> {
        match self.pipeline(&request, &[]).await? {
            (Reply::File, bytes) => Ok(bytes),
            (Reply::Failed(_), _) if matches!(request, Request::Snippet(_)) => {
                Err(Message::note(self.texts().said.no_request))
            }
            (other, _) => Err(self.unexpected(&other)),
        }
    }

    /// Puts a text of the pipeline's into the clipboard; `refused` is what is said where
    /// the browser does not let it.
    pub(super) fn copy_text(self, request: Request, refused: Text) {
        self.copy(Copied::Text, self.text_of(request), refused);
    }

    /// Puts what `make` gives into the clipboard, or says why it is not there. Called by a
    /// click itself, since browsers give the clipboard to nothing else.
    pub(super) fn copy(
        self,
        kind: Copied,
        make: impl Future<Output = Result<Bytes, Message>> + 'static,
        refused: Text,
    ) {
        spawn_local(async move {
            self.say(match browser::copy(kind, make).await {
                Ok(()) => Message::note(self.texts().said.copied),
                Err(CopyProblem::NotMade(why)) => self.not_copied(why),
                Err(CopyProblem::Refused) => Message::error(refused(self.texts()), None),
            });
        });
    }

    fn not_copied(self, why: Message) -> Message {
        match why.tone {
            Tone::Error => Message {
                text: texts::not_copied(self.tongue.get_untracked(), &why.text),
                ..why
            },
            _ => why,
        }
    }

    /// Saves the answer's text as it came.
    fn save_text(self) {
        spawn_local(async move {
            let Ok((Reply::File, text)) = self.pipeline(&Request::Text, &[]).await else {
                return;
            };
            let picture = self.picture.get_untracked();
            let stem =
                picture.map_or_else(|| "picture".to_owned(), |picture| picture.stem().to_owned());
            let name = format!("{}.answer.txt", crate::export::slug(&stem));
            if browser::save(&name, "text/plain", &text).is_err() {
                let refused = self.texts().said.file_refused;
                self.say(Message::error(refused, None));
            }
        });
    }
}
