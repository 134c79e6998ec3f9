//! Every text of the page's own, in each language. Never what the worker says: that
//! stands in [`crate::session::words`].
//!
//! Fixed texts are fields, their languages side by side: `key: "…" => "…"`, the English
//! one first. Texts with values are functions of a [`Tongue`](crate::session::Tongue). A
//! text that is missing does not compile.
//!
//! To add a text: one line in the group of its place on the page. To add a language: a
//! column in `texts`, and a static here.

mod asking;
mod card;
mod exporting;
mod front;
mod listing;
mod said;
mod viewing;

pub use asking::{Bar, Examples, Form, Prompt};
pub use card::{Answer, Settings};
pub use exporting::{
    Export, Menu, bytes, checked, class_of, comes_to, more, more_files, pictures_of, so_far,
    with_objects,
};
pub use front::Front;
pub use listing::{Chosen, Looks, Objects, Order, Pair};
pub use said::{
    Said, ask_in, at_full_size, broken, compare_with, could_not, could_not_save, help, labels,
    list_came, many, missing_labels, no_pixels, not_copied, objects, opening, picture, redo,
    run_all, save_cut_out, saving, show, thumbnail, too_long, trying_again, undo, unreadable,
};
pub use viewing::{History, Shortcuts, Stage, Styles, Tools, Tray};

use crate::session::Language;

/// The fixed texts, by their place on the page.
#[derive(Debug)]
pub struct Texts {
    /// What stands in the document before the page is there.
    pub front: Front,
    /// The bar on top.
    pub bar: Bar,
    /// The question.
    pub prompt: Prompt,
    /// What may be said beside the words.
    pub form: Form,
    /// Examples of questions.
    pub examples: Examples,
    /// The picture.
    pub stage: Stage,
    /// The tools over it.
    pub tools: Tools,
    /// The looks of masks.
    pub styles: Styles,
    /// Several pictures.
    pub tray: Tray,
    /// What was done.
    pub history: History,
    /// What keys do.
    pub shortcuts: Shortcuts,
    /// The list.
    pub objects: Objects,
    /// Its order.
    pub order: Order,
    /// What is kept of two answers.
    pub pair: Pair,
    /// What is done with what is chosen.
    pub chosen: Chosen,
    /// How all masks look.
    pub looks: Looks,
    /// The answer and the request.
    pub answer: Answer,
    /// The export.
    pub export: Export,
    /// What can be done with one object.
    pub menu: Menu,
    /// The settings.
    pub settings: Settings,
    /// Messages.
    pub said: Said,
}

/// The page in English.
pub static ENGLISH: Texts = Texts {
    front: Front::ENGLISH,
    bar: Bar::ENGLISH,
    prompt: Prompt::ENGLISH,
    form: Form::ENGLISH,
    examples: Examples::ENGLISH,
    stage: Stage::ENGLISH,
    tools: Tools::ENGLISH,
    styles: Styles::ENGLISH,
    tray: Tray::ENGLISH,
    history: History::ENGLISH,
    shortcuts: Shortcuts::ENGLISH,
    objects: Objects::ENGLISH,
    order: Order::ENGLISH,
    pair: Pair::ENGLISH,
    chosen: Chosen::ENGLISH,
    looks: Looks::ENGLISH,
    answer: Answer::ENGLISH,
    export: Export::ENGLISH,
    menu: Menu::ENGLISH,
    settings: Settings::ENGLISH,
    said: Said::ENGLISH,
};

/// The page in German.
pub static GERMAN: Texts = Texts {
    front: Front::GERMAN,
    bar: Bar::GERMAN,
    prompt: Prompt::GERMAN,
    form: Form::GERMAN,
    examples: Examples::GERMAN,
    stage: Stage::GERMAN,
    tools: Tools::GERMAN,
    styles: Styles::GERMAN,
    tray: Tray::GERMAN,
    history: History::GERMAN,
    shortcuts: Shortcuts::GERMAN,
    objects: Objects::GERMAN,
    order: Order::GERMAN,
    pair: Pair::GERMAN,
    chosen: Chosen::GERMAN,
    looks: Looks::GERMAN,
    answer: Answer::GERMAN,
    export: Export::GERMAN,
    menu: Menu::GERMAN,
    settings: Settings::GERMAN,
    said: Said::GERMAN,
};

/// One of the fixed texts.
pub type Text = fn(&'static Texts) -> &'static str;

impl Texts {
    /// The texts in a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        }
    }
}

/// A group of texts: `name: "English" => "German"`, a line each.
macro_rules! texts {
    ($(#[$about:meta])* $group:ident { $($name:ident: $en:literal => $de:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $group {
            $(#[doc = $en] pub $name: &'static str,)+
        }

        impl $group {
            /// In English.
            pub const ENGLISH: Self = Self { $($name: $en,)+ };
            /// In German.
            pub const GERMAN: Self = Self { $($name: $de,)+ };

            /// All of them, to be held against one another.
            pub fn all(&self) -> Vec<&'static str> {
                vec![$(self.$name),+]
            }
        }
    };
}
use texts;

#[cfg(test)]
mod tests;
