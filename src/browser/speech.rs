//! The language and the signs in numbers that a browser has for its person. Never says
//! a word itself.

use crate::session::{Language, Numbers, Tongue};
use js_sys::{Array, Intl, JsString, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

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

/// Has the document say in which language it is.
pub fn speak(language: Language) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(Err(error)) = root.map(|root| root.set_attribute("lang", language.tag())) {
        web_sys::console::warn_1(&error);
    }
}

/// The signs in numbers where this tag is spoken.
fn signs(tag: &str) -> Option<Numbers> {
    let format = Intl::NumberFormat::new(&Array::of1(&tag.into()), &Object::new());
    let parts = format.format_to_parts(1_234_567.5);
    let sign = |kind: &str| {
        parts.iter().find_map(|part| {
            let is_it = Reflect::get(&part, &"type".into()).ok()? == JsValue::from(kind);
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
