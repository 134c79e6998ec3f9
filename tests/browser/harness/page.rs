//! The page as a person perceives it: things with a role and a name, and text.
//!
//! Roles and names are Chromium's own, read from the accessibility tree that a
//! screen reader gets; hidden things are not in it. Nothing is found by class
//! or id, so that a test breaks when a label does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fantoccini::actions::{Actions, InputSource as _, PointerAction};
use fantoccini::elements::Element as Handle;
use serde_json::{Value, json};

use super::element::mouse;
use super::webdriver::WebDriver;
use super::{Element, PATIENCE, poll};

/// What a label can belong to.
const LABELLED_ROLES: &[&str] = &[
    "textbox",
    "searchbox",
    "combobox",
    "listbox",
    "checkbox",
    "radio",
    "switch",
    "slider",
    "spinbutton",
    "ColorWell",
];

/// Parts of the tree that say nothing to somebody who reads a failure.
const SILENT_ROLES: &[&str] = &[
    "none",
    "generic",
    "StaticText",
    "InlineTextBox",
    "ListMarker",
    "LineBreak",
    "RootWebArea",
];

/// The open page.
#[derive(Clone)]
pub struct Page {
    pub(super) driver: Arc<WebDriver>,
}

/// One thing in the accessibility tree.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) role: String,
    pub(super) name: String,
    /// States and properties by their name in the tree, such as `checked`.
    pub(super) properties: BTreeMap<String, String>,
    /// Chromium's number for the DOM node behind it.
    pub(super) dom_node: u64,
}

impl Page {
    pub(super) fn new(driver: Arc<WebDriver>) -> Self {
        Self { driver }
    }

    /// The one thing with this role and exactly this name, as soon as it is
    /// there. An image may be called `img` or `image`.
    #[track_caller]
    pub fn by_role(&self, role: &str, name: &str) -> Element {
        self.wait_for(None, &format!("{role} “{name}”"), |node| {
            node.has_role(role) && node.name == name
        })
    }

    /// The one form control with this label.
    #[track_caller]
    pub fn by_label(&self, label: &str) -> Element {
        self.wait_for(None, &format!("control labelled “{label}”"), |node| {
            node.name == label && LABELLED_ROLES.contains(&node.role.as_str())
        })
    }

    /// The one thing with this role, whatever its name: the `dialog`, the
    /// `status`.
    #[track_caller]
    pub fn only(&self, role: &str) -> Element {
        self.wait_for(None, role, |node| node.has_role(role))
    }

    /// Everything with this role at this moment, in the page's order.
    #[track_caller]
    pub fn all(&self, role: &str) -> Vec<Element> {
        self.now(None, |node| node.has_role(role))
    }

    /// Whether such a thing is there at this moment.
    #[track_caller]
    pub fn is_present(&self, role: &str, name: &str) -> bool {
        self.nodes(None)
            .iter()
            .any(|node| node.has_role(role) && node.name == name)
    }

    /// Waits until no such thing is there.
    #[track_caller]
    pub fn wait_until_gone(&self, role: &str, name: &str) {
        let gone = poll(PATIENCE, || (!self.is_present(role, name)).then_some(()));
        assert!(
            gone.is_some(),
            "{role} “{name}” did not go away{}",
            self.overview()
        );
    }

    /// The text that can be read on the page, as it is laid out.
    #[track_caller]
    pub fn visible_text(&self) -> String {
        let text = self.script("return document.body?.innerText ?? ''", json!([]));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the text can be read anywhere on the page.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        let there = poll(PATIENCE, || {
            self.visible_text().contains(text).then_some(())
        });
        assert!(
            there.is_some(),
            "“{text}” did not appear; read:\n{}",
            self.visible_text()
        );
    }

    /// Waits until the text can be read nowhere on the page.
    #[track_caller]
    pub fn wait_until_text_gone(&self, text: &str) {
        let gone = poll(PATIENCE, || {
            (!self.visible_text().contains(text)).then_some(())
        });
        assert!(gone.is_some(), "“{text}” did not go away");
    }

    /// Runs a function body in the page and returns what it returns.
    #[track_caller]
    pub fn script(&self, body: &str, arguments: Value) -> Value {
        self.driver.script(body, arguments)
    }

    /// Moves mouse, wheel or keyboard as they are told.
    #[track_caller]
    pub(super) fn perform(&self, actions: impl Into<Actions>) {
        let performing = self.driver.client.perform_actions(actions);
        self.driver.run("actions", performing);
    }

    /// Moves the mouse a little, into the window's corner.
    #[track_caller]
    pub fn nudge(&self) {
        let to = |x: f64| PointerAction::MoveTo {
            duration: None,
            x,
            y: 1.0,
        };
        self.perform(mouse().then(to(1.0)).then(to(2.0)));
    }

    /// Waits until exactly one thing fits, inside a DOM node or anywhere.
    #[track_caller]
    pub(super) fn wait_for(
        &self,
        inside: Option<u64>,
        what: &str,
        fits: impl Fn(&Node) -> bool,
    ) -> Element {
        let mut found = 0;
        let element = poll(PATIENCE, || {
            let mut elements = self.now(inside, &fits);
            found = elements.len();
            elements.pop().filter(|_| found == 1)
        });
        let Some(element) = element else {
            panic!("{found} × {what}, not one{}", self.overview());
        };
        element
    }

    /// What fits at this moment; nothing that vanishes while it is looked at.
    #[track_caller]
    pub(super) fn now(&self, inside: Option<u64>, fits: impl Fn(&Node) -> bool) -> Vec<Element> {
        let nodes = self.nodes(inside).into_iter().filter(fits);
        nodes
            .filter_map(|node| {
                let handle = self.element_of(node.dom_node).ok()?;
                Some(Element {
                    page: self.clone(),
                    handle,
                    node,
                })
            })
            .collect()
    }

    /// The perceivable part of the accessibility tree, in document order.
    #[track_caller]
    fn nodes(&self, inside: Option<u64>) -> Vec<Node> {
        let tree = self.driver.cdp("Accessibility.getFullAXTree", json!({}));
        let nodes = tree["nodes"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let by_id: BTreeMap<&str, &Value> = nodes
            .iter()
            .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
            .collect();
        let root = match inside {
            None => nodes.first(),
            Some(dom_node) => nodes
                .iter()
                .find(|node| node["backendDOMNodeId"] == dom_node),
        };
        let mut found = Vec::new();
        let mut open: Vec<&Value> = root.into_iter().collect();
        while let Some(node) = open.pop() {
            if node["ignored"] != true && !(inside.is_some() && root == Some(node)) {
                found.extend(Node::new(node));
            }
            let children = node["childIds"].as_array().into_iter().flatten();
            let children = children.filter_map(|id| by_id.get(id.as_str()?).copied());
            let start = open.len();
            open.extend(children);
            open[start..].reverse();
        }
        found
    }

    /// What WebDriver calls a DOM node, by way of the page's `window`.
    fn element_of(&self, dom_node: u64) -> Result<Handle, String> {
        let node = self
            .driver
            .try_cdp("DOM.resolveNode", json!({"backendNodeId": dom_node}))?;
        let hand_over = json!({
            "objectId": node["object"]["objectId"],
            "functionDeclaration": "function () { window.__found = this; }",
        });
        self.driver.try_cdp("Runtime.callFunctionOn", hand_over)?;
        let take = "const found = window.__found; delete window.__found; return found;";
        let taken = self.driver.try_script(take, json!([]))?;
        let element = self.driver.element(&taken);
        element.ok_or_else(|| "not an element".to_owned())
    }

    /// What is there instead, for a failure.
    #[track_caller]
    fn overview(&self) -> String {
        let mut seen = BTreeSet::new();
        let lines: Vec<String> = self
            .nodes(None)
            .iter()
            .filter(|node| !SILENT_ROLES.contains(&node.role.as_str()))
            .map(|node| format!("\n  {} “{}”", node.role, node.name))
            .filter(|line| seen.insert(line.clone()))
            .collect();
        format!("; the page has:{}", lines.concat())
    }
}

impl Node {
    fn new(node: &Value) -> Option<Self> {
        let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
        let properties = node["properties"].as_array().into_iter().flatten();
        let properties = properties.filter_map(|property| {
            let value = &property["value"]["value"];
            let shown = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            Some((property["name"].as_str()?.to_owned(), shown))
        });
        Some(Self {
            role: text(&node["role"]),
            name: text(&node["name"])
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            properties: properties.collect(),
            dom_node: node["backendDOMNodeId"].as_u64()?,
        })
    }

    pub(super) fn has_role(&self, role: &str) -> bool {
        let role = if role == "img" { "image" } else { role };
        self.role.eq_ignore_ascii_case(role)
    }
}
