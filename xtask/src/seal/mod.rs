//! `cargo xtask seal`: writes the content-security policy into a built page.
//!
//! Trunk calls it after every build. It does nothing to development pages,
//! whose reload script the policy would block, and it never weakens the policy
//! to let a page through: a page that the policy would break fails the build.
//! Sealing twice gives the same page.

pub mod headers;
mod html;
mod policy;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use walkdir::WalkDir;

/// The page's file in the folder that Trunk fills.
pub const PAGE: &str = "index.html";

/// The file that tells hosts such as Cloudflare Pages and Netlify which
/// headers to send.
pub const HEADERS: &str = "_headers";

/// Seals the page in `folder`, or in the folder that Trunk is filling.
///
/// # Errors
/// When there is no such page, or its policy would break it.
pub fn run(folder: Option<PathBuf>) -> Result<()> {
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile != "release") {
        return Ok(());
    }
    let Some(folder) = folder.or_else(|| env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from))
    else {
        bail!("Which page is to be sealed? Give the folder: `cargo xtask seal dist`");
    };
    seal(&folder)?;
    check(&folder)
}

/// Checks that the page in `folder` is sealed and that its policy fits it.
///
/// # Errors
/// With a sentence that says what does not fit.
pub fn check(folder: &Path) -> Result<()> {
    let path = folder.join(PAGE);
    let page = read(&path)?;
    let contents = html::inspect(&page)?;
    if let Some(fault) = contents.faults.first() {
        bail!("{} {fault}", path.display());
    }
    let [policy] = contents.policies.as_slice() else {
        bail!(
            "{} carries {} content-security policies instead of one; run `cargo xtask build`",
            path.display(),
            contents.policies.len()
        );
    };
    for script in &contents.inline_scripts {
        if !policy.contains(&policy::hash(script)) {
            bail!(
                "{} has an inline script without a hash in its content-security policy; \
                 run `cargo xtask build` and change nothing in the folder afterwards",
                path.display()
            );
        }
    }
    Ok(())
}

fn seal(folder: &Path) -> Result<()> {
    let path = folder.join(PAGE);
    let page = read(&path)?;
    let contents = html::inspect(&page)?;
    if let Some(fault) = contents.faults.first() {
        bail!("{} {fault}", path.display());
    }

    let hashes: Vec<String> = contents
        .inline_scripts
        .iter()
        .map(|script| policy::hash(script))
        .collect();
    let sealed = html::with_policy(&page, &policy::for_page(&hashes))?;
    write(&path, &sealed)?;

    let rules = headers::for_site(&policy::for_header(&hashes), &hashed_modules(folder)?);
    write(&folder.join(HEADERS), &headers::render(&rules))
}

/// The WebAssembly files whose name changes with their content, as paths from
/// the site's root; only these may be cached for ever.
fn hashed_modules(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("{} cannot be listed", folder.display()))?;
        let name = entry.file_name().to_string_lossy();
        if name.ends_with(".wasm") && has_content_hash(&name) {
            let inside = entry.path().strip_prefix(folder)?;
            found.push(format!("/{}", inside.to_string_lossy().replace('\\', "/")));
        }
    }
    Ok(found)
}

/// True for names such as `masque-0123456789abcdef_bg.wasm`, which Trunk gives.
fn has_content_hash(name: &str) -> bool {
    name.split(['-', '_', '.'])
        .any(|part| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read; run `cargo xtask build`", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>a</title>\
        <script type=\"module\" src=\"./early.js\"></script></head>\
        <body><script type=\"module\">\nimport init from './masque.js';\nawait init();\n</script>\
        </body></html>";

    fn site(page: &str) -> Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join(PAGE), page)?;
        fs::write(folder.path().join("masque-0123456789abcdef_bg.wasm"), "")?;
        fs::write(folder.path().join("worker_bg.wasm"), "")?;
        Ok(folder)
    }

    #[test]
    fn a_sealed_page_has_the_policy_right_after_its_charset_and_passes() -> Result<()> {
        let folder = site(BUILT)?;
        assert!(check(folder.path()).is_err(), "not sealed yet");
        seal(folder.path())?;
        check(folder.path())?;

        let page = read(&folder.path().join(PAGE))?;
        let start = "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\"";
        assert!(page.contains(start), "{page}");
        assert!(page.contains("'wasm-unsafe-eval' 'sha256-"), "{page}");
        assert!(
            !page.contains("frame-ancestors"),
            "a meta policy cannot carry it"
        );
        Ok(())
    }

    #[test]
    fn sealing_twice_changes_nothing() -> Result<()> {
        let folder = site(BUILT)?;
        seal(folder.path())?;
        let once = read(&folder.path().join(PAGE))?;
        seal(folder.path())?;
        assert_eq!(read(&folder.path().join(PAGE))?, once);
        Ok(())
    }

    #[test]
    fn a_script_that_changes_after_sealing_is_noticed() -> Result<()> {
        let folder = site(BUILT)?;
        seal(folder.path())?;
        let path = folder.path().join(PAGE);
        write(
            &path,
            &read(&path)?.replace("await init()", "await  init()"),
        )?;
        let message = check(folder.path()).map_err(|error| error.to_string());
        assert!(message.is_err_and(|text| text.contains("without a hash")));
        Ok(())
    }

    #[test]
    fn pages_that_the_policy_would_break_are_refused() -> Result<()> {
        for (part, word) in [
            ("<p style=\"color:red\">a</p>", "style attribute"),
            ("<script nonce=\"a\" src=\"a.js\"></script>", "nonce"),
            ("<p onclick=\"a()\">a</p>", "onclick"),
            ("<style>p{}</style>", "inline style sheet"),
            ("<base href=\"/\">", "base"),
            ("<a href=\"javascript:a()\">a</a>", "javascript:"),
        ] {
            let folder = site(&BUILT.replace("<body>", &format!("<body>{part}")))?;
            let message = seal(folder.path()).map_err(|error| error.to_string());
            assert!(message.is_err_and(|text| text.contains(word)), "{part}");
        }
        let folder = site(&BUILT.replace("<meta charset=\"utf-8\">", ""))?;
        assert!(seal(folder.path()).is_err(), "no charset");
        Ok(())
    }

    #[test]
    fn only_modules_with_a_hash_in_their_name_are_cached_for_ever() -> Result<()> {
        let folder = site(BUILT)?;
        seal(folder.path())?;
        let text = read(&folder.path().join(HEADERS))?;
        assert!(
            text.contains("/masque-0123456789abcdef_bg.wasm\n"),
            "{text}"
        );
        assert_eq!(text.matches("immutable").count(), 1, "{text}");
        let worker = "/worker_bg.wasm\n  Cache-Control: max-age=0, must-revalidate\n";
        assert!(text.contains(worker), "{text}");
        assert!(text.contains("frame-ancestors 'none'"), "{text}");
        Ok(())
    }
}
