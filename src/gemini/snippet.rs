//! A request as a few lines of program text, to be run elsewhere: the very body,
//! the picture included, and the key left out. Never holds a key: each asks the
//! environment for `GEMINI_API_KEY`.

use super::HttpRequest;

/// What the lines are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A shell command.
    Curl,
    /// Python 3, without packages.
    Python,
    /// JavaScript, for Node 18 and later.
    JavaScript,
}

/// The lines that send `request` and print what comes.
///
/// The body is one line of JSON. In it an apostrophe is written as `\u0027`, so
/// that it can stand in quotes of any of the three.
///
/// ```
/// use masque::gemini::{HttpRequest, Language, snippet};
/// let request = HttpRequest { url: "https://example.org/v1?alt=sse".into(), body: "{}".into() };
/// let lines = snippet(Language::Curl, &request);
/// assert!(lines.starts_with("curl --no-buffer 'https://example.org/v1?alt=sse'"));
/// ```
pub fn snippet(language: Language, request: &HttpRequest) -> String {
    let HttpRequest { url, body } = request;
    let body = body.replace('\'', "\\u0027");
    match language {
        Language::Curl => format!(
            "curl --no-buffer '{url}' \\\n  \
             -H 'content-type: application/json' \\\n  \
             -H \"x-goog-api-key: $GEMINI_API_KEY\" \\\n  \
             --data-binary @- <<'BODY'\n{body}\nBODY\n"
        ),
        Language::Python => format!(
            "import os, urllib.request\n\n\
             body = r'''{body}'''\n\n\
             request = urllib.request.Request(\n    \
             '{url}',\n    \
             data=body.encode(),\n    \
             headers={{\n        \
             'content-type': 'application/json',\n        \
             'x-goog-api-key': os.environ['GEMINI_API_KEY'],\n    }},\n)\n\
             with urllib.request.urlopen(request) as reply:\n    \
             for line in reply:\n        \
             print(line.decode(), end='')\n"
        ),
        Language::JavaScript => format!(
            "const body = String.raw`{}`;\n\n\
             const reply = await fetch('{url}', {{\n  \
             method: 'POST',\n  \
             headers: {{\n    \
             'content-type': 'application/json',\n    \
             'x-goog-api-key': process.env.GEMINI_API_KEY,\n  }},\n  \
             body,\n}});\n\
             for await (const piece of reply.body.pipeThrough(new TextDecoderStream())) {{\n  \
             process.stdout.write(piece);\n}}\n",
            // What would end or fill a template.
            body.replace('`', "\\u0060").replace('$', "\\u0024")
        ),
    }
}
