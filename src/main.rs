//! The app's entry: puts it into the document. Never more than that.

use masque::app::App;
use masque::browser::{install_panic_banner, when_let_go};

fn main() {
    install_panic_banner();
    when_let_go(|| leptos::mount::mount_to_body(App));
}
