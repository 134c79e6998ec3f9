//! The front page's entry: what a first visit loads. Never more than listening for a
//! person, for whom it loads the app.

fn main() {
    masque::browser::wait_for_a_person();
}
