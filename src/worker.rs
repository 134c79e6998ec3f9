//! The worker's entry: the pipeline, and nothing of the page. Loaded when the
//! first picture is opened.

fn main() {
    masque::browser::serve_pipeline();
}
