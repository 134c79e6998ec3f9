//! The worker's entry: the pipeline, and nothing of the page. Loaded when the
//! first picture is opened.

fn main() {
    if let Err(error) = masque::browser::serve_pipeline() {
        web_sys::console::error_1(&error);
    }
}
