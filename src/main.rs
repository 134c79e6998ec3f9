//! The page's entry: puts the app into the document. Never more than that.

use masque::app::App;
use masque::browser::{install_panic_banner, remove};

fn main() {
    install_panic_banner();
    remove("loading");
    leptos::mount::mount_to_body(App);
}
