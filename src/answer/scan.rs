//! A scanner for almost-JSON that is fed in pieces and gives each object that
//! could be an item as soon as it closes. Never looks ahead, never recurses,
//! and holds only what is still open.
//!
//! Tolerated: text before, after and between, brackets in it included; fences;
//! missing and trailing commas; raw line breaks and quotes in strings; lone
//! surrogates; bare words where a value or key belongs; single, curly and
//! missing quotes; comments; brackets that close in the wrong order. ARCHITECTURE.md
//! says what becomes of each.

use super::limits::{BLOCK, DEPTH, LOOP, VALUES};
use super::open::{Open, What};
use super::repeat::{Watch, period};
use super::text::Text;
use super::value::{Object, Value};

/// What the scanner tells its owner.
#[derive(Debug, PartialEq)]
pub(super) enum Found<'a> {
    /// A closed object, and the key of the enclosing object under which it
    /// stands, however many lists lie between.
    Object {
        object: Object,
        under: Option<&'a str>,
    },
    /// An object that was closed by the wrong bracket, or by the end of a fence,
    /// and is dropped.
    Unclosed(&'a Object),
    /// Nesting beyond [`DEPTH`]; what was open is dropped.
    TooDeep,
    /// Values beyond [`VALUES`]; the list that held them is dropped.
    TooManyValues,
    /// A text beyond [`super::limits::TEXT`], which is dropped; the object that it stands in.
    TooLong(Option<&'a Object>),
    /// A text or outline that just became a loop; the object that it stands in,
    /// and under which key.
    Looping(Option<(&'a Object, Option<&'a str>)>),
}

/// Gets each finding. For [`Found::Object`] it gives the object back when it is
/// no item; it then stays in its parent.
pub(super) type Sink<'a> = dyn FnMut(Found<'_>) -> Option<Object> + 'a;

#[derive(Clone, Debug)]
enum Token {
    None,
    Text(Text),
    /// A bare word, and the quote that closed the text before it on the same
    /// line, with whether a space lay between.
    Bare(Text, Option<(char, bool)>),
    /// A `/` or `#` that may begin a comment.
    Mark(char),
    /// A comment up to the end of its line.
    Line,
    /// A comment up to `*/`; whether the last character was the star.
    Block(bool),
}

/// The scanner's state between two pieces.
#[derive(Clone, Debug)]
pub(super) struct Scanner {
    open: Vec<Open>,
    token: Token,
    watch: Watch,
    /// How many objects are open.
    objects: usize,
    /// How many values are held in all that is open.
    held: usize,
    /// White space since the last token, in characters.
    blank: usize,
    /// Whether a bracket outside of all others came just now.
    outermost: bool,
    /// Whether the last thing was a comma.
    comma: bool,
    /// Set after a text that is an object's value; see [`Token::Bare`].
    quote: Option<(char, bool)>,
    /// Whether the last thing was a text that ends in an opening brace.
    brace: bool,
}

impl Scanner {
    pub fn new() -> Self {
        Self {
            open: Vec::new(),
            token: Token::None,
            watch: Watch::default(),
            objects: 0,
            held: 0,
            blank: 0,
            outermost: false,
            comma: false,
            quote: None,
            brace: false,
        }
    }

    /// Whether anything is still open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether the text stands between two items of a list or of an object.
    pub fn is_between_items(&self) -> bool {
        let holds = |open: &Open| open.held_items() && (open.is_list() || self.comma);
        self.open.iter().any(holds)
    }

    /// The objects that are still open, outermost first, as far as they came.
    /// A value that is itself still open is not among their entries.
    pub fn into_open(self) -> Vec<Object> {
        let objects = self.open.into_iter().map(Open::into_object);
        objects.flatten().collect()
    }

    /// Reads a piece.
    pub fn push(&mut self, piece: &str, sink: &mut Sink<'_>) {
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let plain = self.plain(rest);
            if plain > 0 {
                let (run, after) = rest.split_at(plain);
                rest = after;
                self.run(run, sink);
            } else {
                rest = rest.get(first.len_utf8()..).unwrap_or("");
                self.character(first, sink);
            }
        }
    }

    /// Ends a bare word that runs up to the end of the text.
    pub fn flush(&mut self, sink: &mut Sink<'_>) {
        if let Token::Bare(..) = self.token {
            self.end_bare('\n', sink);
        }
    }

    /// How many bytes at the beginning of `rest` need no look at each of them.
    fn plain(&self, rest: &str) -> usize {
        let end = match &self.token {
            Token::Text(text) => return text.plain(rest),
            Token::Bare(..) => {
                let at_key = self.open.last().is_some_and(Open::is_at_key);
                rest.find(|c| ends_bare(c, at_key))
            }
            Token::Line => rest.find(['\n', '\r']),
            Token::None if self.open.is_empty() => rest.find(['{', '[']),
            _ => return 0,
        };
        end.unwrap_or(rest.len())
    }

    fn run(&mut self, run: &str, sink: &mut Sink<'_>) {
        if let Token::Text(text) | Token::Bare(text, _) = &mut self.token {
            let was_too_long = text.is_too_long();
            text.run(run);
            if text.is_too_long() && !was_too_long {
                self.too_long(sink);
            }
        }
        self.watch(run, sink);
    }

    fn too_long(&self, sink: &mut Sink<'_>) {
        sink(Found::TooLong(
            innermost(&self.open).map(|(object, _)| object),
        ));
    }

    /// Tells of a loop in what is being written.
    fn looping(&mut self, sink: &mut Sink<'_>) {
        self.open.iter_mut().rev().any(Open::note_loop);
        sink(Found::Looping(innermost(&self.open)));
    }

    fn watch(&mut self, run: &str, sink: &mut Sink<'_>) {
        if self.watch.feed(run) {
            self.looping(sink);
        }
    }

    fn character(&mut self, c: char, sink: &mut Sink<'_>) {
        match &mut self.token {
            Token::None => self.between(c, sink),
            Token::Bare(..) => self.end_bare(c, sink),
            Token::Text(text) => {
                let was_too_long = text.is_too_long();
                let closed = text.step(c);
                if text.is_too_long() && !was_too_long {
                    self.too_long(sink);
                }
                self.watch(c.encode_utf8(&mut [0; 4]), sink);
                if closed {
                    self.end_text(c, sink);
                }
            }
            Token::Mark(mark) => {
                let mark = *mark;
                match (mark, c) {
                    ('/', '/') => self.token = Token::Line,
                    ('/', '*') => self.token = Token::Block(false),
                    ('#', c) if c.is_whitespace() => {
                        self.token = Token::Line;
                        self.again(c, sink);
                    }
                    _ => {
                        self.begin_bare(mark, None, sink);
                        self.again(c, sink);
                    }
                }
            }
            Token::Line => self.token = Token::None,
            Token::Block(star) if *star && c == '/' => self.token = Token::None,
            Token::Block(star) => *star = c == '*',
        }
    }

    /// Reads `c` as the first character of what follows.
    fn again(&mut self, c: char, sink: &mut Sink<'_>) {
        self.push(c.encode_utf8(&mut [0; 4]), sink);
    }

    fn between(&mut self, c: char, sink: &mut Sink<'_>) {
        if c.is_whitespace() || c == '\u{FEFF}' {
            self.blank += 1;
            if self.blank == LOOP {
                self.looping(sink);
            }
            self.brace = false;
            self.quote = self.quote.filter(|_| !matches!(c, '\n' | '\r'));
            self.quote = self.quote.map(|(close, _)| (close, true));
            return;
        }
        self.blank = 0;
        self.comma = false;
        let quote = self.quote.take();
        let brace = std::mem::take(&mut self.brace);
        if std::mem::take(&mut self.outermost)
            && self.open.last().is_some_and(|open| !open.may_begin(c))
        {
            // It was a bracket in prose, and so is what follows.
            self.drop_open();
        }
        match c {
            '{' => self.begin(Open::object(), sink),
            '[' => self.begin(Open::list(), sink),
            // Outside of every bracket all else is prose.
            _ if self.open.is_empty() => {}
            '}' => self.end(true, sink),
            ']' => self.end(false, sink),
            '"' => self.begin_text('"'),
            '\'' if self.objects > 0 => self.begin_text('\''),
            '“' if self.objects > 0 => self.begin_text('”'),
            ',' | '，' => {
                self.comma = true;
                if self.open.last_mut().is_some_and(Open::separate) && self.open.len() == 1 {
                    self.drop_open();
                }
            }
            ':' | '：' => {
                if let Some(open) = self.open.last_mut() {
                    open.colon();
                }
            }
            '/' | '#' => self.token = Token::Mark(c),
            c if brace && (c.is_alphanumeric() || c == '_') => {
                self.begin(Open::object(), sink);
                self.begin_text('"');
                self.again(c, sink);
            }
            c => self.begin_bare(c, quote, sink),
        }
    }

    fn begin_bare(&mut self, first: char, quote: Option<(char, bool)>, sink: &mut Sink<'_>) {
        self.watch.reset();
        self.token = Token::Bare(Text::new('\n'), quote);
        self.run(first.encode_utf8(&mut [0; 4]), sink);
    }

    fn begin_text(&mut self, close: char) {
        self.watch.reset();
        self.token = Token::Text(Text::new(close));
    }

    fn end_text(&mut self, close: char, sink: &mut Sink<'_>) {
        let Token::Text(text) = std::mem::replace(&mut self.token, Token::None) else {
            return;
        };
        self.brace = text.ends_in_brace();
        let is_value = self.open.last().is_some_and(Open::is_at_value);
        self.quote = is_value.then_some((close, false));
        self.value(text.into_value(), 1, sink);
    }

    /// Ends a bare word at `c`, which belongs to what follows.
    fn end_bare(&mut self, c: char, sink: &mut Sink<'_>) {
        let Token::Bare(word, quote) = std::mem::replace(&mut self.token, Token::None) else {
            return;
        };
        let Value::Text(word) = word.into_value() else {
            self.value(Value::TooLong, 1, sink);
            return self.again(c, sink);
        };
        let word = word.trim_end();
        if word.starts_with("```") {
            self.unclosed(sink);
            self.drop_open();
        } else if !self.glue(word, quote.filter(|_| c != ':')) {
            self.value(Value::bare(word), 1, sink);
        }
        self.again(c, sink);
    }

    /// Adds `word` to the text before it, when that was closed by a quote that
    /// belongs to the text: `"the "big" cup"`.
    fn glue(&mut self, word: &str, quote: Option<(char, bool)>) -> bool {
        let Some((close, space)) = quote else {
            return false;
        };
        let Some(text) = self.open.last_mut().and_then(Open::last_text) else {
            return false;
        };
        let Some(word) = word.strip_suffix(close) else {
            return false;
        };
        text.push(close);
        text.extend(space.then_some(' '));
        text.push_str(word);
        true
    }

    fn begin(&mut self, open: Open, sink: &mut Sink<'_>) {
        if self.open.len() == DEPTH {
            self.unclosed(sink);
            self.drop_open();
            sink(Found::TooDeep);
        }
        self.outermost = self.open.is_empty();
        self.objects += usize::from(!open.is_list());
        self.open.push(open);
    }

    /// A closing bracket: closes whatever is open up to the nearest bracket of
    /// its kind. Without one it is ignored.
    fn end(&mut self, object: bool, sink: &mut Sink<'_>) {
        let Some(at) = self.open.iter().rposition(|open| open.is_list() != object) else {
            return;
        };
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            self.held = self.held.saturating_sub(open.held());
            let held = open.held_when_closed();
            let is_wrong = self.open.len() > at;
            match open.close() {
                What::List(value) => self.value(value, held, sink),
                What::Object(object) => {
                    self.objects = self.objects.saturating_sub(1);
                    if is_wrong {
                        sink(Found::Unclosed(&object));
                    } else {
                        self.close(object, held, sink);
                    }
                }
            }
        }
    }

    fn close(&mut self, object: Object, held: usize, sink: &mut Sink<'_>) {
        let under = innermost(&self.open).and_then(|(_, key)| key);
        match sink(Found::Object { object, under }) {
            Some(object) => self.value(Value::Object(object), held, sink),
            // An item was taken out of everything that encloses it.
            None => self
                .open
                .iter_mut()
                .rev()
                .enumerate()
                .for_each(|(at, open)| {
                    open.take_item(at == 0);
                }),
        }
    }

    /// Tells of the objects that are open and will be dropped.
    fn unclosed(&self, sink: &mut Sink<'_>) {
        for object in self.open.iter().rev().filter_map(Open::as_object) {
            sink(Found::Unclosed(object));
        }
    }

    fn drop_open(&mut self) {
        self.open.clear();
        (self.held, self.objects) = (0, 0);
    }

    /// Puts a value that holds `held` values, itself counted, where it belongs.
    fn value(&mut self, value: Value, held: usize, sink: &mut Sink<'_>) {
        // What stands in no object says nothing about one.
        let Some(open) = self.open.last_mut().filter(|_| self.objects > 0) else {
            return;
        };
        if self.held + held > VALUES {
            open.leave_out();
            sink(Found::TooManyValues);
            return;
        }
        self.held += held;
        open.put(value, held);
        if open.outline().is_some_and(|end| period(end).is_some()) {
            self.looping(sink);
        }
    }
}

/// The innermost open object, and the key whose value is being written.
fn innermost(open: &[Open]) -> Option<(&Object, Option<&str>)> {
    let mut objects = open.iter().rev();
    objects.find_map(|open| Some((open.as_object()?, open.key())))
}

fn ends_bare(c: char, at_key: bool) -> bool {
    matches!(c, ',' | '，' | '[' | ']' | '{' | '}' | '\n' | '\r') || (at_key && c == ':')
}

/// The longest end of an outline that is looked at, in vertices.
pub(super) const OUTLINE: usize = 2 * BLOCK;
