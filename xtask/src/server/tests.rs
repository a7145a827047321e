use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use super::*;

/// A folder that is removed when the test is done.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("virker-server-{name}-{}", std::process::id()));
        let _absent = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("site/sub")).unwrap();
        fs::write(path.join("secret.txt"), "secret").unwrap();
        fs::write(path.join("site/index.html"), "<p>hej").unwrap();
        fs::write(path.join("site/sub/index.html"), "<p>sub").unwrap();
        fs::write(path.join("site/a.js"), "plain").unwrap();
        fs::write(path.join("site/a.js.br"), "brotli").unwrap();
        fs::write(path.join("site/a.js.gz"), "gzip").unwrap();
        fs::write(path.join("site/v-0123456789.wasm"), "wasm").unwrap();
        Self(path)
    }

    fn site(&self) -> PathBuf {
        self.0.join("site")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// Speaks to the server without a client that would tidy the path first.
fn ask(server: &Server, path: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn serve(folder: &Path) -> Server {
    Site::new().mount("/", folder).start(0).unwrap()
}

fn line<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    answer
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[test]
fn a_file_is_sent_with_its_headers_and_a_length() {
    let scratch = Scratch::new("headers");
    let server = serve(&scratch.site());
    let answer = ask(&server, "/v-0123456789.wasm?x", "");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(line(&answer, "Content-Type"), Some("application/wasm"));
    assert_eq!(line(&answer, "Content-Length"), Some("4"));
    assert_eq!(line(&answer, "Access-Control-Allow-Origin"), Some("*"));
    assert_eq!(line(&answer, "X-Content-Type-Options"), Some("nosniff"));
    assert_eq!(
        line(&answer, "Cache-Control"),
        Some("public, max-age=31536000, immutable")
    );
    assert!(answer.ends_with("\r\n\r\nwasm"));
    assert_eq!(
        line(&ask(&server, "/a.js", ""), "Cache-Control"),
        Some("no-cache")
    );
}

#[test]
fn the_smallest_form_that_the_browser_takes_is_sent() {
    let scratch = Scratch::new("coding");
    let server = serve(&scratch.site());
    for (accepted, coding, body) in [
        (
            "Accept-Encoding: gzip, deflate, br\r\n",
            Some("br"),
            "brotli",
        ),
        ("Accept-Encoding: gzip\r\n", Some("gzip"), "gzip"),
        ("Accept-Encoding: br;q=0, gzip\r\n", Some("gzip"), "gzip"),
        ("", None, "plain"),
    ] {
        let answer = ask(&server, "/a.js", accepted);
        assert_eq!(line(&answer, "Content-Encoding"), coding);
        assert_eq!(line(&answer, "Vary"), Some("Accept-Encoding"));
        assert_eq!(
            line(&answer, "Content-Type"),
            Some("text/javascript; charset=utf-8")
        );
        assert!(answer.ends_with(body), "{answer}");
    }
}

#[test]
fn what_the_browser_has_is_not_sent_again_until_it_changes() {
    let scratch = Scratch::new("etag");
    let server = serve(&scratch.site());
    let tag = line(&ask(&server, "/a.js", ""), "ETag").unwrap().to_owned();
    let known = format!("If-None-Match: {tag}\r\n");
    let answer = ask(&server, "/a.js", &known);
    assert!(answer.starts_with("HTTP/1.1 304"), "{answer}");
    assert!(!answer.contains("plain"));
    let other_form = ask(&server, "/a.js", &format!("{known}Accept-Encoding: br\r\n"));
    assert!(other_form.starts_with("HTTP/1.1 200"), "{other_form}");
    fs::write(scratch.site().join("a.js"), "changed").unwrap();
    assert!(ask(&server, "/a.js", &known).ends_with("changed"));
}

#[test]
fn nothing_outside_the_folder_is_sent() {
    let scratch = Scratch::new("outside");
    let server = serve(&scratch.site());
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/sub/..%5c..%5csecret.txt",
        "/sub/../../secret.txt",
        "//../secret.txt",
        "/a.js%00",
    ] {
        let answer = ask(&server, path, "");
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        assert!(!answer.contains("secret"));
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let scratch = Scratch::new("link");
    std::os::unix::fs::symlink(
        scratch.0.join("secret.txt"),
        scratch.site().join("link.txt"),
    )
    .unwrap();
    let server = serve(&scratch.site());
    assert!(ask(&server, "/link.txt", "").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_folder_shows_its_index_behind_a_slash() {
    let scratch = Scratch::new("folder");
    let server = Site::new().mount("/x/", scratch.site()).start(0).unwrap();
    assert!(ask(&server, "/x/", "").ends_with("<p>hej"));
    assert!(ask(&server, "/x/sub/", "").ends_with("<p>sub"));
    let answer = ask(&server, "/x/sub", "");
    assert!(answer.starts_with("HTTP/1.1 302"), "{answer}");
    assert_eq!(line(&answer, "Location"), Some("sub/"));
    assert!(ask(&server, "/xsub/", "").starts_with("HTTP/1.1 404"));
}

#[test]
fn routes_are_asked_in_order_and_can_change_a_files_answer() {
    let scratch = Scratch::new("routes");
    let folder = Folder::new(scratch.site());
    let server = Site::new()
        .route(|request| (request.path == "/a.js").then(|| Response::text(500, "fault")))
        .route(move |request| {
            let answer = folder.answer(request)?;
            request
                .path
                .ends_with(".wasm")
                .then(|| answer.header("content-type", "text/plain"))
        })
        .mount("/", scratch.site())
        .start(0)
        .unwrap();
    let fault = ask(&server, "/a.js", "");
    assert!(
        fault.starts_with("HTTP/1.1 500") && fault.ends_with("fault"),
        "{fault}"
    );
    assert_eq!(line(&fault, "Access-Control-Allow-Origin"), None);
    let wasm = ask(&server, "/v-0123456789.wasm", "");
    assert!(
        wasm.contains("text/plain") && !wasm.contains("application/wasm"),
        "{wasm}"
    );
    assert!(ask(&server, "/", "").ends_with("<p>hej"));
}

#[test]
fn requests_are_logged_with_their_headers() {
    let scratch = Scratch::new("log");
    let server = serve(&scratch.site());
    ask(&server, "/none?q=x", "Referer: http://elsewhere/\r\n");
    let log = server.requests();
    assert_eq!(log.len(), 1);
    let request = log.first().unwrap();
    assert_eq!(
        (
            request.path.as_str(),
            request.query.as_str(),
            request.header("referer")
        ),
        ("/none", "q=x", Some("http://elsewhere/"))
    );
    server.forget_requests();
    assert!(server.requests().is_empty());
}

#[test]
fn one_connection_carries_several_requests() {
    let scratch = Scratch::new("alive");
    let server = serve(&scratch.site());
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    let head = "Host: localhost\r\n";
    write!(
        stream,
        "POST /a.js HTTP/1.1\r\n{head}Content-Length: 3\r\n\r\nxyzHEAD /a.js HTTP/1.1\r\n{head}\r\n"
    )
    .unwrap();
    // The head of the last request comes in two parts.
    write!(stream, "GET /a.js HTTP/1.1\r\n{head}").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    write!(stream, "Connection: close\r\n\r\n").unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    let mut statuses: Vec<_> = answers.matches("HTTP/1.1 405").collect();
    statuses.extend(answers.matches("HTTP/1.1 200"));
    assert_eq!(statuses, ["HTTP/1.1 405", "HTTP/1.1 200", "HTTP/1.1 200"]);
    // Only the last has the file's bytes: the first is refused, and HEAD asks for none.
    assert!(answers.ends_with("\r\n\r\nplain"), "{answers}");
    assert_eq!(answers.matches("\r\n\r\nplain").count(), 1, "{answers}");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn idle_connections_keep_nobody_waiting() {
    let scratch = Scratch::new("idle");
    let server = serve(&scratch.site());
    let idle: Vec<_> = (0..40)
        .map(|_| TcpStream::connect(("127.0.0.1", server.port())).unwrap())
        .collect();
    assert!(ask(&server, "/", "").ends_with("<p>hej"));
    drop(idle);
}

#[test]
fn a_line_that_goes_dead_promises_more_than_it_sends() {
    let server = Site::new()
        .route(|_| Some(Response::new(200).body("123456").cut_after(2)))
        .start(0)
        .unwrap();
    let answer = ask(&server, "/", "");
    assert_eq!(line(&answer, "Content-Length"), Some("6"));
    assert!(answer.ends_with("\r\n\r\n12"), "{answer}");
}

#[test]
fn what_is_not_http_is_refused() {
    let server = Site::new().start(0).unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    write!(stream, "\u{1}\u{2} nonsense\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

#[test]
fn dropping_the_server_frees_its_port() {
    let scratch = Scratch::new("drop");
    let server = serve(&scratch.site());
    let port = server.port();
    assert!(Site::new().start(port).is_err());
    ask(&server, "/", "");
    drop(server);
    assert!(Site::new().start(port).is_ok());
}
