//! How the events of a streamed reply are written, as far as a test chooses it.
//! Only describes; `wire_forms.rs` writes them.

use super::Reply;
use super::call::Form;

impl Reply {
    /// Ends the lines of events so: `\n`, `\r` or `\r\n`.
    pub fn line_end(mut self, end: &'static str) -> Self {
        self.style.line_end = end;
        self
    }

    /// Writes `data:` without the blank after it.
    pub fn without_blank_after_data(mut self) -> Self {
        self.style.data = "data:";
        self
    }

    /// Gives every event `event:`, `id:` and `retry:` lines.
    pub fn with_event_fields(mut self) -> Self {
        self.style.has_fields = true;
        self
    }

    /// Puts comments and empty events between the events.
    pub fn with_keep_alives(mut self) -> Self {
        self.style.has_keep_alives = true;
        self
    }

    /// Lays the JSON of every event over several `data:` lines.
    pub fn with_many_lines(mut self) -> Self {
        self.style.has_many_lines = true;
        self
    }

    /// Ends the stream with `data: [DONE]`.
    pub fn with_done(mut self) -> Self {
        self.style.has_done = true;
        self
    }

    /// Begins the body with a byte order mark.
    pub fn with_byte_order_mark(mut self) -> Self {
        self.style.has_mark = true;
        self
    }

    /// Leaves out the blank line after the last event.
    pub fn without_last_blank_line(mut self) -> Self {
        self.style.is_closed = false;
        self
    }

    /// Streams a JSON array, though events were asked for.
    pub fn in_an_array(mut self) -> Self {
        self.style.form = Some(Form::Array);
        self
    }

    /// Sends one JSON document, though events were asked for.
    pub fn in_one_document(mut self) -> Self {
        self.style.form = Some(Form::Document);
        self
    }
}
