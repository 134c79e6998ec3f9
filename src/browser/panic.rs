//! What a person sees when Masque itself breaks: a sentence, never a blank or
//! dead page. Never tries to go on.

use std::panic::PanicHookInfo;

/// Shows a banner, outside of the app, when the program panics.
pub fn install_panic_banner() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        web_sys::console::error_1(&info.to_string().into());
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return;
        };
        let (Some(body), Ok(banner)) = (document.body(), document.create_element("p")) else {
            return;
        };
        banner.set_class_name("stopped");
        banner.set_text_content(Some(
            "Masque has stopped because of a mistake of ours. Reload the page to go on.",
        ));
        // There is nobody left to tell if even this fails.
        let _ = banner.set_attribute("role", "alert");
        let _ = body.append_child(&banner);
    }));
}
