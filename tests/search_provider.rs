//! The adapters in `examples/` for a host's own search, run by Node: what they ask and answer, and one against the real
//! engine where it is installed.
#![cfg(feature = "publish")]
#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use virker::publish::{SearchEngine, export, write_export};

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{words}");
}

fn node(script: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(repository("tests/data/search-provider").join(script));
    node
}

#[test]
fn the_adapter_for_opensearch_asks_in_the_documented_shapes() {
    run(&mut node("opensearch.mjs"));
}

#[test]
fn what_is_typed_is_never_more_than_words_for_tantivy() {
    run(&mut node("tantivy.mjs"));
}

/// A server that is stopped with its test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Needs the program of `cargo install tantivy-cli` in `VIRKER_TANTIVY`.
#[test]
fn the_adapter_for_tantivy_works_with_the_real_engine() {
    let Some(tantivy) = std::env::var_os("VIRKER_TANTIVY") else {
        eprintln!("skipped: VIRKER_TANTIVY does not name the program `tantivy`");
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("search-provider-tantivy");
    let _ = std::fs::remove_dir_all(&folder);
    let (files, _) = export(&repository("catalogue"), SearchEngine::Tantivy).unwrap();
    write_export(&folder, &files).unwrap();
    run(Command::new(&tantivy)
        .args(["index", "--index"])
        .arg(&folder)
        .arg("--file")
        .arg(folder.join("documents.jsonl")));
    // Free at this moment; nothing else takes a port so soon.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut serve = Command::new(&tantivy);
    serve.args(["serve", "--host", "127.0.0.1", "--port", &port.to_string()]);
    let _server = Server(serve.arg("--index").arg(&folder).spawn().unwrap());
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(
            started.elapsed() < Duration::from_secs(30),
            "it does not start"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    run(node("tantivy.mjs").arg(format!("http://127.0.0.1:{port}/api/")));
}
