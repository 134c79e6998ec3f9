//! The way to the fake Gemini: `CONNECT` and TLS. Decides nothing about answers
//! and never opens a connection to anywhere.
//!
//! Every connection carries one request. Chromium repeats a request whose
//! reused connection breaks, which would eat the next scripted reply.

use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection};

use super::exchange::Exchange;
use super::gemini::{HOST, Shared};
use super::http::Reader;
use super::line::Line;

/// How many characters of base64 a line of PEM has.
const PEM_LINE: usize = 64;

/// What makes the proxy able to speak as the service.
pub struct Tls {
    config: Arc<ServerConfig>,
    certificate: Vec<u8>,
}

impl Tls {
    /// A fresh certificate for `host`, which no browser trusts by itself.
    pub fn self_signed(host: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([host.to_owned()])
            .expect("a certificate for a host name can be made");
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring speaks the default versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("the certificate fits its key");
        Self {
            config: Arc::new(config),
            certificate: made.cert.der().to_vec(),
        }
    }

    /// The certificate in the form that other programs read.
    pub fn certificate_pem(&self) -> String {
        let mut pem = "-----BEGIN CERTIFICATE-----\n".to_owned();
        let mut rest = BASE64_STANDARD.encode(&self.certificate);
        while !rest.is_empty() {
            let next = rest.split_off(rest.len().min(PEM_LINE));
            pem += &rest;
            pem.push('\n');
            rest = next;
        }
        pem + "-----END CERTIFICATE-----\n"
    }

    /// The service's side of a connection that has not begun.
    pub fn connection(&self) -> io::Result<ServerConnection> {
        ServerConnection::new(Arc::clone(&self.config)).map_err(io::Error::other)
    }
}

/// Serves one connection of the browser to its proxy.
pub fn serve(stream: TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    let mut reader = Reader::new(stream);
    let Some(request) = reader.request()? else {
        return Ok(());
    };
    let mut stream = reader.source;
    if request.method != "CONNECT" || request.path != format!("{HOST}:443") {
        shared.record_refused(host_of(&request.path));
        return stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    }
    stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    Exchange::new(Line::new(stream, shared)?).serve()
}

/// `host` of `host:port` or of `http://host:port/path`.
fn host_of(target: &str) -> &str {
    let start = target.split_once("://").map_or(target, |(_, rest)| rest);
    start.split(['/', ':']).next().unwrap_or(start)
}
