//! Reads and changes the built page as HTML.
//!
//! It never looks into scripts or linked files, and changes no byte of the
//! page besides the policy's own element.

use std::cell::RefCell;

use anyhow::{Context as _, Result, bail};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

/// What matters of a page for its content-security policy.
#[derive(Default)]
pub struct Contents {
    /// The text of every script that is in the page itself, in page order.
    pub inline_scripts: Vec<String>,
    /// The content-security policies that the page carries already.
    pub policies: Vec<String>,
    /// What the policy would block, as the rest of a sentence that begins
    /// with the page's name.
    pub faults: Vec<String>,
}

/// Reads a page.
///
/// # Errors
/// When the page cannot be parsed.
pub fn inspect(page: &str) -> Result<Contents> {
    let found = RefCell::new(Contents::default());
    rewrite_str(
        page,
        RewriteStrSettings::new()
            .append_element_content_handler(element!("*", |element| {
                let mut found = found.borrow_mut();
                found.faults.extend(fault(element));
                found.policies.extend(policy(element));
                if is_inline_script(element) {
                    found.inline_scripts.push(String::new());
                }
                Ok(())
            }))
            .append_element_content_handler(text!("script:not([src])", |chunk| {
                if let Some(script) = found.borrow_mut().inline_scripts.last_mut() {
                    script.push_str(chunk.as_str());
                }
                Ok(())
            })),
    )
    .context("The page is not valid HTML")?;

    let mut contents = found.into_inner();
    // A script without text does not run, so it needs no hash.
    contents.inline_scripts.retain(|script| !script.is_empty());
    Ok(contents)
}

/// The page with `policy` as its only content-security policy, right after
/// the charset, so that it binds everything that the page loads.
///
/// # Errors
/// When the page has no `<meta charset>` or cannot be parsed.
pub fn with_policy(page: &str, policy: &str) -> Result<String> {
    let element = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let mut charsets = 0_usize;
    let sealed = rewrite_str(
        page,
        RewriteStrSettings::new()
            .append_element_content_handler(element!("meta[http-equiv]", |meta| {
                if self::policy(meta).is_some() {
                    meta.remove();
                }
                Ok(())
            }))
            .append_element_content_handler(element!("head > meta[charset]", |meta| {
                charsets += 1;
                meta.after(&element, ContentType::Html);
                Ok(())
            })),
    )
    .context("The page is not valid HTML")?;

    if charsets != 1 {
        bail!(
            "The page has {charsets} elements <meta charset> instead of one; \
             begin <head> in index.html with <meta charset=\"utf-8\">"
        );
    }
    Ok(sealed)
}

fn is_inline_script(element: &Element<'_, '_>) -> bool {
    element.tag_name() == "script" && !element.has_attribute("src")
}

fn policy(element: &Element<'_, '_>) -> Option<String> {
    let kind = element.get_attribute("http-equiv")?;
    if element.tag_name() != "meta" || !kind.eq_ignore_ascii_case("content-security-policy") {
        return None;
    }
    Some(element.get_attribute("content").unwrap_or_default())
}

fn fault(element: &Element<'_, '_>) -> Option<String> {
    let tag = element.tag_name();
    match tag.as_str() {
        "style" => {
            return Some("has an inline style sheet; move it into a file under style/".to_owned());
        }
        "base" => {
            return Some("has a <base> element; use relative addresses instead".to_owned());
        }
        _ => {}
    }
    element.attributes().iter().find_map(|attribute| {
        let name = attribute.name();
        let value = attribute.value();
        if name == "style" {
            Some(format!(
                "has a style attribute on <{tag}>; use a class instead"
            ))
        } else if name == "nonce" {
            Some(format!(
                "has a nonce on <{tag}>; a nonce in a file protects nothing, take it away"
            ))
        } else if name.starts_with("on") {
            Some(format!(
                "has the handler {name} on <{tag}>; listen from Rust instead"
            ))
        } else if value
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("javascript:")
        {
            Some(format!(
                "has a javascript: address on <{tag}>; listen from Rust instead"
            ))
        } else {
            None
        }
    })
}
