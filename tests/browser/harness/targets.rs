//! What can be pressed on the page: that it is large enough, and within the
//! window. Never asks what it is for.

use serde_json::json;

use super::Page;
use super::axe::Obstacle;

/// Everything that takes the focus and can be seen, as a function of the page's.
/// The inputs for files are never seen: buttons open them.
pub(super) const CONTROLS: &str = "
    const controls = () => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex=\"-1\"])',
    )].filter((element) =>
        element.type !== 'file'
        && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
    const named = (element) => {
        const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent
            ?? element.textContent;
        return `${element.localName} “${name.trim()}”`;
    };";

/// Controls below `arguments[0]` pixels and beyond the window, and a page that is
/// wider than the window. Links within a sentence are as high as its line.
const TOO_SMALL_OR_OUTSIDE: &str = "
    const found = [];
    const least = arguments[0];
    const isInSentence = (element) =>
        element.matches('p > :is(a, button), li > :is(a, button)')
        && [...element.parentNode.childNodes].some((node) =>
            node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    for (const element of controls()) {
        const { left, right, width, height } = element.getBoundingClientRect();
        if (Math.min(width, height) < least && !isInSentence(element)) {
            found.push(['small target', named(element), `${width} × ${height} px`]);
        }
        if (left < 0 || right > innerWidth) {
            found.push(['beyond the window', named(element), `from ${left} to ${right} px`]);
        }
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
        found.push(['scrolls sideways', 'page', `${scrollWidth} px in ${clientWidth} px`]);
    }
    return found;";

/// The least width and height of a target, in CSS pixels: WCAG 2.5.8.
const LEAST: f64 = 24.0;

impl Page {
    /// What is too small to be pressed, or not within the window.
    #[track_caller]
    pub fn unreachable(&self) -> Vec<Obstacle> {
        let script = [CONTROLS, TOO_SMALL_OR_OUTSIDE].concat();
        Obstacle::list(&self.script(&script, json!([LEAST])))
    }
}
