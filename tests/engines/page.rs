//! Things on the page by the role and the name that the engine itself computes for
//! assistive technology, and what a person does with them. Never decides what is right.

use fantoccini::Locator;
use fantoccini::actions::{
    InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::json;
use std::time::Duration;
use url::{ParseError, Url};

use crate::browser::{Browser, wait_until};

/// What can have a role, so that not everything is asked for its own.
const ROLES: [(&str, &str); 6] = [
    ("button", "button"),
    ("checkbox", "input[type=checkbox]"),
    ("combobox", "select"),
    ("dialog", "[role=dialog]"),
    ("image", "canvas, [role=img]"),
    ("slider", "input[type=range]"),
];

impl Browser {
    /// The one thing with this role whose name begins so, as soon as it is there.
    #[track_caller]
    pub fn by_role(&self, role: &str, name: &str) -> Element {
        let mut found = Vec::new();
        wait_until(&format!("one {role} “{name}”"), || {
            found = self.all(role);
            found.retain(|(_, label)| label.starts_with(name));
            // An exact name is meant where there is one.
            if found.iter().any(|(_, label)| label == name) {
                found.retain(|(_, label)| label == name);
            }
            found.len() == 1
        });
        found.remove(0).0
    }

    /// Everything with this role that can be perceived, with its name.
    #[track_caller]
    pub fn all(&self, role: &str) -> Vec<(Element, String)> {
        let candidates = ROLES.iter().find(|(one, _)| *one == role);
        let candidates = candidates.expect("the role is in the list").1;
        let all = self.client.find_all(Locator::Css(candidates));
        // WebKit gives none at all where one of them vanishes.
        let all = self.try_run(all).unwrap_or_default().into_iter();
        all.filter_map(|element| {
            // What vanishes meanwhile, and in WebKit what is hidden, has neither.
            let own = self.computed(&element, "role")?;
            let label = self.computed(&element, "label")?;
            let is_shown = self.try_run(element.is_displayed()) == Ok(true);
            // WebKitGTK takes a list that unfolds for the button that unfolds it.
            let fits = own == role || own == "img" && role == "image";
            let fits = fits || own == "button" && role == "combobox";
            (fits && is_shown).then_some((element, label))
        })
        .collect()
    }

    fn computed(&self, element: &Element, what: &'static str) -> Option<String> {
        let element = element.element_id().to_string();
        let asked = self.client.issue_cmd(Computed { element, what });
        let answer = self.try_run(asked).ok()?;
        let words = answer.as_str()?.split_whitespace();
        Some(words.collect::<Vec<_>>().join(" "))
    }

    /// Clicks the one thing with this role and name, as soon as nothing covers it.
    #[track_caller]
    pub fn click(&self, role: &str, name: &str) {
        let mut why = String::new();
        let is_clicked = || {
            let element = self.by_role(role, name);
            let clicked = self.try_run(element.click());
            why = clicked.err().unwrap_or_default();
            why.is_empty()
        };
        wait_until(&format!("{role} “{name}” can be clicked"), is_clicked);
    }

    /// Chooses an entry of a list.
    #[track_caller]
    pub fn choose(&self, list: &str, entry: &str) {
        let list = self.by_role("combobox", list);
        self.run(entry, list.select_by_label(entry));
    }

    /// Gives a file to the input with this id, which a person never sees.
    #[track_caller]
    pub fn give(&self, id: &str, file: &std::path::Path) {
        let input = self.run("the input", self.client.find(Locator::Id(id)));
        let path = file.to_str().expect("a path in UTF-8");
        self.run("the file", input.send_keys(path));
    }

    /// The text that can be read on the page.
    #[track_caller]
    pub fn text(&self) -> String {
        let text = self.script("return document.body.innerText", json!([]));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the text can be read anywhere on the page.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        wait_until(&format!("“{text}” is said"), || {
            self.text().contains(text)
        });
    }

    /// The names of the objects that are listed, from the top.
    #[track_caller]
    pub fn listed(&self) -> Vec<String> {
        let boxes = self.all("checkbox").into_iter();
        boxes
            .filter_map(|(_, name)| name.strip_prefix("Show ").map(str::to_owned))
            .collect()
    }

    /// Waits until so many objects are listed, and gives their names.
    #[track_caller]
    pub fn wait_for_list(&self, count: usize) -> Vec<String> {
        let mut names = Vec::new();
        wait_until(&format!("{count} objects are listed"), || {
            names = self.listed();
            names.len() == count
        });
        names
    }

    /// Presses keys together and lets go of them, wherever the focus is; never in a
    /// field.
    #[track_caller]
    pub fn press(&self, keys: &[char]) {
        self.script("document.activeElement?.blur()", json!([]));
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        self.keyboard(down.chain(up));
    }

    /// Holds a key down.
    #[track_caller]
    pub fn hold_key(&self, value: char) {
        self.script("document.activeElement?.blur()", json!([]));
        self.keyboard([KeyAction::Down { value }]);
    }

    /// Lets go of a key.
    #[track_caller]
    pub fn let_go_of_key(&self, value: char) {
        self.keyboard([KeyAction::Up { value }]);
    }

    #[track_caller]
    fn keyboard(&self, actions: impl IntoIterator<Item = KeyAction>) {
        let keyboard = KeyActions::new("keyboard".to_owned());
        let keyboard = actions.into_iter().fold(keyboard, KeyActions::then);
        self.run("keys", self.client.perform_actions(keyboard));
    }

    /// Drags with the mouse, from one place of the window to another.
    #[track_caller]
    pub fn drag(&self, from: [f64; 2], to: [f64; 2]) {
        self.hold(from);
        self.mouse([move_to(to, 200)]);
        self.let_go();
    }

    /// Presses the mouse's button at a place of the window, and holds it.
    #[track_caller]
    pub fn hold(&self, at: [f64; 2]) {
        let button = MOUSE_BUTTON_LEFT;
        self.mouse([move_to(at, 0), PointerAction::Down { button }]);
    }

    /// Lets go of the mouse's button.
    #[track_caller]
    pub fn let_go(&self) {
        let button = MOUSE_BUTTON_LEFT;
        self.mouse([PointerAction::Up { button }]);
    }

    #[track_caller]
    fn mouse(&self, actions: impl IntoIterator<Item = PointerAction>) {
        let mouse = MouseActions::new("mouse".to_owned());
        let mouse = actions.into_iter().fold(mouse, MouseActions::then);
        self.run("the mouse", self.client.perform_actions(mouse));
    }

    /// Left, top, width and height of an element in the window.
    #[track_caller]
    pub fn place(&self, element: &Element) -> [f64; 4] {
        let body = "const { x, y, width, height } = arguments[0].getBoundingClientRect();
            return [x, y, width, height];";
        let place = self.script_about(body, element);
        [0, 1, 2, 3].map(|at| place[at].as_f64().expect("a number"))
    }

    /// What the window shows.
    #[track_caller]
    pub fn screenshot(&self) -> image::RgbImage {
        let file = self.run("a screenshot", self.client.screenshot());
        let picture = image::load_from_memory(&file);
        picture.expect("a screenshot is a picture").to_rgb8()
    }
}

fn move_to([x, y]: [f64; 2], milliseconds: u64) -> PointerAction {
    PointerAction::MoveTo {
        duration: Some(Duration::from_millis(milliseconds)),
        x: x.round(),
        y: y.round(),
    }
}

/// Asks what assistive technology is told of an element: its `role` or `label`.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let Self { element, what } = self;
        let session = session.unwrap_or_default();
        base.join(&format!(
            "session/{session}/element/{element}/computed{what}"
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}
