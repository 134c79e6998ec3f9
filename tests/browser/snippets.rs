//! The request as program text: copied from the page, run by the very programs
//! that it is for. Never edited on the way.

use std::process::Command;

use crate::answers::TWO_HALVES;
use crate::files::{Folder, encoded, marked};
use crate::harness::{FakeGemini, Page, Reply};
use crate::setting::*;

/// Node's own `fetch` knows no proxy before version 24: this one asks through it.
const FETCH: &str = r#"
import http from 'node:http';
import tls from 'node:tls';
globalThis.fetch = (url, { method, headers, body }) => new Promise((resolve, reject) => {
    const { hostname, pathname, search } = new URL(url);
    const proxy = new URL(process.env.https_proxy);
    const path = `${hostname}:443`;
    http.request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path })
        .on('connect', (_reply, socket) => {
            const createConnection = () => tls.connect({ socket, servername: hostname });
            const target = { method, headers, host: hostname, path: pathname + search, createConnection };
            http.request(target, (reply) => resolve(new Response(new ReadableStream({
                start(stream) {
                    reply.on('data', (piece) => stream.enqueue(new Uint8Array(piece)));
                    reply.on('end', () => stream.close());
                },
            })))).on('error', reject).end(body);
        })
        .on('error', reject)
        .end();
});
"#;

/// What the clipboard holds, as a person finds out.
fn pasted(page: &Page) -> String {
    let text = page.by_label("Prompt, as it is sent");
    text.click();
    page.press("Control+a");
    page.press("Control+v");
    text.value()
}

/// Runs `program` on `text`, with the tests' Gemini in Google's place; `None`
/// where there is no such program.
fn output(gemini: &FakeGemini, program: &str, name: &str, text: &str) -> Option<String> {
    let folder = Folder::new();
    let file = folder.file(name, text.as_bytes());
    let certificate = folder.file("service.pem", gemini.certificate_pem().as_bytes());
    let mut command = Command::new(program);
    if program == "node" {
        let fetch = folder.file("fetch.mjs", FETCH.as_bytes());
        command.arg("--import").arg(&fetch);
    }
    command
        .arg(&file)
        .env("GEMINI_API_KEY", KEY)
        .env("https_proxy", format!("http://{}", gemini.address()))
        .env("HTTPS_PROXY", format!("http://{}", gemini.address()));
    for trusted in ["CURL_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"] {
        command.env(trusted, &certificate);
    }
    let Ok(done) = command.output() else {
        println!("skipped: there is no {program} to run the copied request");
        return None;
    };
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program}: {said}\n{text}");
    Some(String::from_utf8_lossy(&done.stdout).into_owned())
}

#[test]
fn a_copied_request_asks_the_same_and_holds_no_key() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    fill_in(page, KEY, "the cook's `two` $halves, \"quoted\"");
    gemini.reply_always(Reply::stream(TWO_HALVES, 2));
    run(page);
    wait_for_list(page, 2);
    let asked = gemini.wait_for_posts(1)[0].json();
    page.by_role("DisclosureTriangle", "Labels and prompt")
        .click();
    let languages = [
        ("curl", "sh", "ask.sh"),
        ("Python", "python3", "ask.py"),
        ("JavaScript", "node", "ask.mjs"),
    ];
    for (language, program, name) in languages {
        page.by_role("button", "Answer and request…").click();
        page.by_role("button", language).click();
        page.wait_for_text("Copied");
        page.press("Escape");
        let text = pasted(page);
        assert!(!text.contains(KEY), "the key is in it");
        assert!(text.contains("GEMINI_API_KEY"), "{text}");
        let before = gemini.posts().len();
        if let Some(printed) = output(&gemini, program, name, &text) {
            assert!(printed.contains("lower right"), "{language}: {printed}");
            let posts = gemini.posts();
            assert_eq!(posts.len(), before + 1, "{language}");
            let post = &posts[before];
            assert_eq!(post.json(), asked, "{language}");
            assert_eq!(post.header("x-goog-api-key"), Some(KEY), "{language}");
        }
        page.by_role("button", "Dismiss").click();
    }
    browser.check_clean();
}
