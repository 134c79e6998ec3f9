//! `cargo xtask serve`: serves the finished page to this machine only.
//!
//! It sends the headers of the page's own `_headers` file, so that what is
//! tried here is what a host will serve. It never builds in the background and
//! never serves a file from outside the page's folder.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Context as _, Result, anyhow, bail};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::Response;
use clap::Args;
use tower_http::services::ServeDir;

use crate::seal::headers::{self, Rule};
use crate::{page, project, seal};

/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 100;

/// A folder under which the tests find the page once more, since it must work
/// under any path.
const TEST_FOLDER: &str = "/some/folder";

/// How to serve.
#[derive(Args)]
pub struct Options {
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    /// The port; when it is taken, the next free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// A running server; it ends with the program.
pub struct Server {
    address: SocketAddr,
    thread: JoinHandle<std::io::Result<()>>,
}

impl Server {
    /// Serves the folder `dist` on `port` or the next free one after it.
    ///
    /// # Errors
    /// When no port is free or the folder's `_headers` file is not good.
    pub fn start(dist: &Path, port: u16) -> Result<Self> {
        let last = port.saturating_add(PORTS_TRIED);
        let listener =
            (port..=last).find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok());
        let Some(listener) = listener else {
            bail!("No port from {port} to {last} is free; give another one with --port");
        };
        Self::on(listener, site(dist)?)
    }

    /// Serves the folder `dist` on any free port, at the root and once more
    /// under a folder.
    ///
    /// # Errors
    /// When no port is free or the folder's `_headers` file is not good.
    pub fn start_for_tests(dist: &Path) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .context("This machine gives no free port")?;
        let site = site(dist)?;
        Self::on(
            listener,
            Router::new()
                .nest_service(TEST_FOLDER, site.clone())
                .merge(site),
        )
    }

    /// Where the page is.
    pub fn page(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Where the page is once more, when the server was started for tests.
    pub fn page_in_folder(&self) -> String {
        format!("http://{}{TEST_FOLDER}/", self.address)
    }

    fn on(listener: TcpListener, site: Router) -> Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .context("The server cannot be started")?;
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                axum::serve(listener, site).await
            })
        });
        Ok(Self { address, thread })
    }

    fn wait(self) -> Result<()> {
        let ended = self.thread.join();
        ended
            .map_err(|_panic| anyhow!("The server stopped because of a mistake in it"))?
            .context("The server stopped")
    }
}

/// Builds the page if it is out of date, and serves it until interrupted.
///
/// # Errors
/// When the page cannot be built or served.
pub fn run(options: &Options) -> Result<()> {
    page::build()?;
    let server = Server::start(Path::new(project::DIST), options.port)?;
    println!("\nMasque is at {}\nStop with Ctrl+C", server.page());
    if options.open && open::that_detached(server.page()).is_err() {
        println!("No browser could be opened; open the address yourself");
    }
    server.wait()
}

/// One rule with its headers ready to send.
struct ReadyRule {
    rule: Rule,
    headers: Vec<(HeaderName, HeaderValue)>,
}

fn site(dist: &Path) -> Result<Router> {
    let path = dist.join(seal::HEADERS);
    let text = fs::read_to_string(&path)
        .with_context(|| format!("{} cannot be read; run `cargo xtask build`", path.display()))?;
    let rules = headers::parse(&text)
        .into_iter()
        .map(ready)
        .collect::<Result<Vec<_>>>()
        .with_context(|| format!("{} is not good; run `cargo xtask build`", path.display()))?;
    Ok(Router::new()
        .fallback_service(ServeDir::new(dist))
        .layer(middleware::from_fn_with_state(
            Arc::new(rules),
            with_headers,
        )))
}

fn ready(rule: Rule) -> Result<ReadyRule> {
    let headers = rule
        .headers
        .iter()
        .map(|(name, value)| Ok((name.parse()?, value.parse()?)))
        .collect::<Result<Vec<_>>>()?;
    Ok(ReadyRule { rule, headers })
}

async fn with_headers(
    State(rules): State<Arc<Vec<ReadyRule>>>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    for ready in rules.iter().filter(|ready| ready.rule.matches(&path)) {
        for (name, value) in &ready.headers {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;

    /// What the server answers to a request line.
    fn answer(server: &Server, request_line: &str) -> Result<String> {
        let mut stream = TcpStream::connect(server.address)?;
        write!(
            stream,
            "{request_line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        )?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok(text)
    }

    fn serving() -> Result<(tempfile::TempDir, Server)> {
        let folder = tempfile::tempdir()?;
        let dist = folder.path().join("dist");
        fs::create_dir(&dist)?;
        fs::write(folder.path().join("secret.txt"), "outside")?;
        fs::write(dist.join("index.html"), "the page")?;
        fs::write(dist.join("a.wasm"), "\0asm")?;
        let rules = headers::for_site("default-src 'none'", &["/a.wasm".to_owned()]);
        fs::write(dist.join(seal::HEADERS), headers::render(&rules))?;
        let server = Server::start_for_tests(&dist)?;
        Ok((folder, server))
    }

    #[test]
    fn the_page_comes_with_its_headers_at_the_root_and_in_a_folder() -> Result<()> {
        let (_folder, server) = serving()?;
        for path in ["/", "/some/folder/"] {
            let text = answer(&server, &format!("GET {path}"))?;
            assert!(text.starts_with("HTTP/1.1 200"), "{text}");
            assert!(
                text.contains("content-security-policy: default-src 'none'"),
                "{text}"
            );
            assert!(
                text.contains("cache-control: max-age=0, must-revalidate"),
                "{text}"
            );
            assert!(text.ends_with("the page"), "{text}");
        }
        let module = answer(&server, "HEAD /some/folder/a.wasm")?;
        assert!(
            module.contains("content-type: application/wasm"),
            "{module}"
        );
        assert!(module.contains("immutable"), "{module}");
        Ok(())
    }

    #[test]
    fn nothing_outside_the_folder_is_served() -> Result<()> {
        let (_folder, server) = serving()?;
        for path in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/some/folder/../../../secret.txt",
        ] {
            let text = answer(&server, &format!("GET {path}"))?;
            assert!(!text.contains("outside"), "{path}: {text}");
            assert!(!text.starts_with("HTTP/1.1 200"), "{path}: {text}");
        }
        Ok(())
    }

    #[test]
    fn a_taken_port_gives_the_next_one() -> Result<()> {
        let (folder, first) = serving()?;
        let second = Server::start(&folder.path().join("dist"), first.address.port())?;
        assert_ne!(first.address, second.address);
        assert!(answer(&second, "GET /")?.starts_with("HTTP/1.1 200"));
        Ok(())
    }
}
