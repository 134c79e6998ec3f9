//! The hosts that a browser calls for itself, so that those which the page calls
//! stand out. Never calls any.

/// Hosts that Chromium calls for itself, each with its subdomains; the page
/// has nothing to do with them. The last is Debian's new tab.
const BACKGROUND_HOSTS: &[&str] = &[
    "accounts.google.com",
    "android.clients.google.com",
    "chromewebstore.googleapis.com",
    "clients1.google.com",
    "clients2.google.com",
    "clientservices.googleapis.com",
    "content-autofill.googleapis.com",
    "dl.google.com",
    "edgedl.me.gvt1.com",
    "mtalk.google.com",
    "optimizationguide-pa.googleapis.com",
    "passwordsleakcheck-pa.googleapis.com",
    "redirector.gvt1.com",
    "safebrowsing.googleapis.com",
    "safebrowsing.google.com",
    "safebrowsingohttpgateway.googleapis.com",
    "update.googleapis.com",
    "www.google.com",
    "start.duckduckgo.com",
];

/// Whether the browser calls this host for itself.
pub fn is_background(host: &str) -> bool {
    BACKGROUND_HOSTS.iter().any(|known| {
        host.strip_suffix(known)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}
