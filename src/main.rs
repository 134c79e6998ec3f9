//! The app's entry: puts it into the document. Never more than that.

use masque::app::App;
use masque::browser::install_panic_banner;

fn main() {
    install_panic_banner();
    leptos::mount::mount_to_body(App);
}
