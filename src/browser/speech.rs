//! The language and the signs in numbers that a browser has for its person. Never says
//! a word itself.

use crate::session::{Language, Numbers, Tongue};
use js_sys::{Array, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Element;

/// How to speak to the person: in the browser's language for 0, or in one of
/// [`Language::ALL`], counted from 1. The signs in numbers are the browser's own where
/// it speaks that language, of whatever country, and else those of the language.
pub fn tongue(language: u8) -> Tongue {
    let own = web_sys::window().and_then(|window| window.navigator().language());
    let own = own.unwrap_or_default();
    let asked = usize::from(language).checked_sub(1);
    let language = asked.and_then(|at| Language::ALL.get(at)).copied();
    let language = language.unwrap_or_else(|| Language::of_tag(&own));
    let tag = match Language::of_tag(&own) == language && own.starts_with(language.tag()) {
        true => own.as_str(),
        false => language.tag(),
    };
    let numbers = signs(tag).unwrap_or_else(|| Numbers::of(language));
    Tongue { language, numbers }
}

/// Has the document speak a language: what came with it, too, whose German stands
/// beside its English.
pub fn speak(language: Language) {
    if let Err(error) = try_speak(language) {
        web_sys::console::warn_1(&error);
    }
}

fn try_speak(language: Language) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("there is no page")?;
    let document = window.document().ok_or("there is no page")?;
    if let Some(root) = document.document_element() {
        root.set_attribute("lang", language.tag())?;
    }
    let texts = document.query_selector_all("[data-de]")?;
    for at in 0..texts.length() {
        let Some(element) = texts
            .get(at)
            .and_then(|node| node.dyn_into::<Element>().ok())
        else {
            continue;
        };
        // The English is put aside at the first change.
        if !element.has_attribute("data-en") {
            let english = element.text_content().unwrap_or_default();
            element.set_attribute("data-en", &english)?;
        }
        let name = match language {
            Language::English => "data-en",
            Language::German => "data-de",
        };
        element.set_text_content(element.get_attribute(name).as_deref());
    }
    if let Some(chips) = document.query_selector("[data-de-label]")? {
        let label = match language {
            Language::English => Some("Examples".to_owned()),
            Language::German => chips.get_attribute("data-de-label"),
        };
        chips.set_attribute("aria-label", &label.unwrap_or_default())?;
    }
    Ok(())
}

/// The signs in numbers where this tag is spoken.
fn signs(tag: &str) -> Option<Numbers> {
    let format = Intl::NumberFormat::new(&Array::of1(&tag.into()), &Object::new());
    let parts = format.format_to_parts(1_234_567.5);
    let sign = |kind: &str| {
        parts.iter().find_map(|part| {
            let is_it = Reflect::get(&part, &"type".into()).ok()? == kind;
            let value = Reflect::get(&part, &"value".into())
                .ok()
                .filter(|_| is_it)?;
            let value: JsString = value.dyn_into().ok()?;
            String::from(value).chars().next()
        })
    };
    Some(Numbers {
        group: sign("group"),
        decimal: sign("decimal")?,
    })
}
