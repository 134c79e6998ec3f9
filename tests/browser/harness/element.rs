//! One thing on the page, and what a person does with it. Found by `page.rs`;
//! never looks for itself what it is.

use std::time::Duration;

use fantoccini::actions::{
    Actions, InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions,
    WheelAction, WheelActions,
};
use fantoccini::elements::Element as Handle;
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::page::{Node, Page};
use super::{PATIENCE, or_fail, poll};

/// Sets a value as dragging a slider does, past any framework's own setter.
const SET_VALUE: &str = "
    const [element, value] = arguments;
    const kind = Object.getPrototypeOf(element);
    Object.getOwnPropertyDescriptor(kind, 'value').set.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));";

/// Scrolls to something, unless it can be seen.
const INTO_VIEW: &str =
    "arguments[0].scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })";

/// Selects everything in a field, so that typing replaces it.
const SELECT_ALL: &str = "
    arguments[0].focus();
    if (arguments[0].select) arguments[0].select();
    else getSelection().selectAllChildren(arguments[0]);";

/// Where the element is in the viewport, once it is in it.
const PLACE: &str = "
    arguments[0].scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const { x, y, width, height } = arguments[0].getBoundingClientRect();
    return [x, y, width, height];";

/// A thing on the page.
#[derive(Clone)]
pub struct Element {
    pub(super) page: Page,
    pub(super) handle: Handle,
    pub(super) node: Node,
}

impl Element {
    /// Its accessible name when it was found.
    pub fn name(&self) -> &str {
        &self.node.name
    }

    /// A state from the accessibility tree when it was found, such as
    /// `checked`, `pressed`, `expanded`, `disabled`, `valuetext`.
    pub fn state(&self, name: &str) -> Option<&str> {
        self.node.properties.get(name).map(String::as_str)
    }

    /// The text that can be read in it.
    #[track_caller]
    pub fn text(&self) -> String {
        self.string("return arguments[0].innerText")
    }

    /// What a field contains.
    #[track_caller]
    pub fn value(&self) -> String {
        self.string("return arguments[0].value")
    }

    /// What a list shows as chosen.
    #[track_caller]
    pub fn chosen(&self) -> String {
        self.string("return arguments[0].selectedOptions[0]?.text")
    }

    /// An attribute of its tag.
    #[track_caller]
    pub fn attribute(&self, name: &str) -> Option<String> {
        let body = "return arguments[0].getAttribute(arguments[1])";
        self.script(body, json!(name)).as_str().map(str::to_owned)
    }

    /// Whether it can be used now.
    #[track_caller]
    pub fn is_enabled(&self) -> bool {
        let body = "return !arguments[0].matches(':disabled, [aria-disabled=\"true\"]')";
        self.script(body, Value::Null) == true
    }

    /// Whether it has the focus.
    #[track_caller]
    pub fn is_focused(&self) -> bool {
        self.script(
            "return document.activeElement === arguments[0]",
            Value::Null,
        ) == true
    }

    /// Clicks its middle, as soon as it can be used and nothing covers it.
    #[track_caller]
    pub fn click(&self) {
        // A person scrolls to what lies under something else.
        self.script(INTO_VIEW, Value::Null);
        let mut why = "it stayed disabled".to_owned();
        let clicked = poll(PATIENCE, || {
            if !self.is_enabled() {
                return None;
            }
            self.page
                .driver
                .try_run(self.handle.click())
                .map_err(|error| why = error)
                .ok()
        });
        assert!(clicked.is_some(), "{self} cannot be clicked: {why}");
    }

    /// Clicks its middle once, for things that may go by themselves; `false`
    /// when it was gone already.
    pub fn click_if_there(&self) -> bool {
        let clicking = self.page.driver.try_run(self.handle.click());
        clicking.is_ok()
    }

    /// Types after what is there.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        let typed = self.page.driver.try_run(self.handle.send_keys(text));
        or_fail(&format!("{self} cannot be typed into"), typed);
    }

    /// Types in place of what is there.
    #[track_caller]
    pub fn clear_and_type(&self, text: &str) {
        self.script(SELECT_ALL, Value::Null);
        self.type_text(&(Key::Backspace + text));
    }

    /// Gives a slider, a colour or a number its value.
    #[track_caller]
    pub fn set_value(&self, value: &str) {
        self.script(SET_VALUE, json!(value));
    }

    /// Chooses an entry of a list by what it says.
    #[track_caller]
    pub fn select_option(&self, text: &str) {
        let options = "return [...arguments[0].options].map(option => option.text.trim())";
        let options = self.script(options, Value::Null);
        let options: Vec<&str> = options
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let Some(index) = options.iter().position(|&option| option == text) else {
            panic!("{self} has no entry “{text}”, only {options:?}");
        };
        let option = self.script("return arguments[0].options[arguments[1]]", json!(index));
        let driver = &self.page.driver;
        let option = driver.element(&option).expect("an option is an element");
        driver.run("choosing an entry", option.click());
    }

    /// The one thing in it with this role and exactly this name.
    #[track_caller]
    pub fn by_role(&self, role: &str, name: &str) -> Self {
        let what = format!("{role} “{name}” in {self}");
        self.page.wait_for(Some(self.node.dom_node), &what, |node| {
            node.has_role(role) && node.name == name
        })
    }

    /// Everything in it with this role at this moment.
    #[track_caller]
    pub fn all(&self, role: &str) -> Vec<Self> {
        self.page
            .now(Some(self.node.dom_node), |node| node.has_role(role))
    }

    /// Its width and height in CSS pixels.
    #[track_caller]
    pub fn size(&self) -> (f64, f64) {
        let [_, _, width, height] = self.place();
        (width, height)
    }

    /// Clicks at a point, in CSS pixels from its upper left corner.
    #[track_caller]
    pub fn click_at(&self, x: f64, y: f64) {
        self.drag(&[(x, y)]);
    }

    /// Moves the pointer to a point without pressing.
    #[track_caller]
    pub fn hover_at(&self, x: f64, y: f64) {
        self.page.perform(mouse().then(self.step_to((x, y))));
    }

    /// Presses at the first point, moves over the others, lets go at the last.
    /// Points are in CSS pixels from its upper left corner, and fall on whole
    /// pixels of the window as a mouse does.
    #[track_caller]
    pub fn drag(&self, points: &[(f64, f64)]) {
        let Some((&first, others)) = points.split_first() else {
            panic!("{self} cannot be dragged over no points");
        };
        let button = MOUSE_BUTTON_LEFT;
        let mut steps = mouse()
            .then(self.step_to(first))
            .then(PointerAction::Down { button });
        for &point in others {
            steps = steps.then(self.step_to(point));
        }
        self.page.perform(steps.then(PointerAction::Up { button }));
    }

    /// Puts two fingers down at the first points, moves them to the second ones in a
    /// few steps, and lifts them.
    #[track_caller]
    pub fn pinch(&self, from: [(f64, f64); 2], to: [(f64, f64); 2]) {
        const STEPS: u32 = 6;
        let finger = |name: &str, from: (f64, f64), to: (f64, f64)| {
            let mut steps = TouchActions::new(name.to_owned())
                .then(self.step_to(from))
                .then(PointerAction::Down {
                    button: MOUSE_BUTTON_LEFT,
                });
            for step in 1..=STEPS {
                let share = f64::from(step) / f64::from(STEPS);
                let at = |from: f64, to: f64| from + (to - from) * share;
                steps = steps.then(self.step_to((at(from.0, to.0), at(from.1, to.1))));
            }
            steps.then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            })
        };
        let [first, second] = [0, 1].map(|at| finger(["first", "second"][at], from[at], to[at]));
        self.page.perform(Actions::from(first).and(second));
    }

    /// Turns the wheel over a point; a positive `delta_y` is towards the user.
    #[track_caller]
    pub fn wheel_at(&self, x: f64, y: f64, delta_y: i32) {
        let [left, top, ..] = self.place();
        self.page.perform(
            WheelActions::new("wheel".to_owned()).then(WheelAction::Scroll {
                duration: None,
                x: (left + x).round() as i64,
                y: (top + y).round() as i64,
                delta_x: 0,
                delta_y: delta_y.into(),
            }),
        );
    }

    /// Runs a function body that sees the element and one more argument.
    #[track_caller]
    pub fn script(&self, body: &str, argument: Value) -> Value {
        self.page.script(body, json!([self.handle, argument]))
    }

    #[track_caller]
    fn string(&self, body: &str) -> String {
        self.script(body, Value::Null)
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Left, top, width and height in the window, in CSS pixels.
    #[track_caller]
    pub fn place(&self) -> [f64; 4] {
        let place = self.script(PLACE, Value::Null);
        [0, 1, 2, 3].map(|index| place[index].as_f64().unwrap_or_default())
    }

    #[track_caller]
    fn step_to(&self, (x, y): (f64, f64)) -> PointerAction {
        let [left, top, ..] = self.place();
        PointerAction::MoveTo {
            duration: Some(Duration::ZERO),
            x: (left + x).round(),
            y: (top + y).round(),
        }
    }
}

pub(super) fn mouse() -> MouseActions {
    MouseActions::new("mouse".to_owned())
}

impl std::fmt::Display for Element {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "{} “{}”", self.node.role, self.node.name)
    }
}
