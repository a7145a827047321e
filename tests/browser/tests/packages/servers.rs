//! The rules for servers, in the servers themselves: they must send what `cargo xtask serve` sends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use browser_tests::with_page;
use xtask::server;

use crate::http::{self, Answer};
use crate::process::Running;
use crate::search_and_open;
use crate::self_hosting::{Unpacked, serves};

/// What a browser can say that it takes, and what a server does with each.
const ENCODINGS: [&str; 4] = ["identity", "gzip", "gzip, deflate, br, zstd", "br;q=0.5"];

/// The headers that a page's working and speed depend on.
const HEADERS: [&str; 6] = [
    "Content-Type",
    "Content-Encoding",
    "Cache-Control",
    "Vary",
    "Access-Control-Allow-Origin",
    "X-Content-Type-Options",
];

/// Debian's folder of system programs is not on everybody's PATH.
fn program(name: &str) -> Command {
    let there = Path::new("/usr/sbin").join(name);
    Command::new(if there.is_file() {
        there
    } else {
        PathBuf::from(name)
    })
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path is not UTF-8")
}

/// A file of the release, as our own server and this one send it.
fn compare(unpacked: &Unpacked, port: u16, encodings: &[&str]) -> Result<usize> {
    let ours = server::Site::new().mount("/", unpacked.root()).start(0)?;
    let site = unpacked.root().join("virker").join(unpacked.version());
    let mut compared = 0;
    for folder in ["", "catalogue/"] {
        for entry in fs::read_dir(site.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_copy = name.ends_with(".br") || name.ends_with(".gz");
            // What tells the servers is not for visitors.
            let is_rule = [".htaccess", "web.config"].contains(&name.as_str());
            if entry.file_type()?.is_dir() || is_copy || is_rule {
                continue;
            }
            let path = format!("/virker/{}/{folder}{name}", unpacked.version());
            for encoding in encodings {
                let expected = http::get(ours.port(), &path, encoding)?;
                let sent = http::get(port, &path, encoding)?;
                ensure!(sent.status == 200, "{path}: {}", sent.status);
                for header in HEADERS {
                    let of = |answer: &Answer| answer.header(header).map(str::to_lowercase);
                    let (is, should) = (of(&sent), of(&expected));
                    // A file without compressed copies is the same for everybody.
                    let may_lack =
                        header == "Vary" && !site.join(format!("{folder}{name}.gz")).is_file();
                    ensure!(
                        is == should || may_lack,
                        "{path} for {encoding}: {header} is {is:?}, not {should:?}"
                    );
                }
                ensure!(
                    sent.body == expected.body,
                    "{path} for {encoding}: other bytes"
                );
                compared += 1;
            }
        }
    }
    Ok(compared)
}

/// A page of another origin works with the files on this server.
fn visit(unpacked: &Unpacked, server: &Running) -> Result<()> {
    let page = unpacked.page("INSTALL.md", &server.url())?;
    let site = server::Site::new().route(serves(page)).start(0)?;
    with_page(async |page| search_and_open(page, &format!("{}/page.html", site.url())).await)
}

#[test]
fn apache_sends_the_files_as_they_must_be_sent_by_its_htaccess() -> Result<()> {
    let unpacked = Unpacked::new()?;
    let apache = Running::start(|port| {
        let configuration = unpacked.scratch().join("apache.conf");
        fs::write(&configuration, apache_configuration(&unpacked, port)?)?;
        let mut apache = program("apache2");
        apache
            .args(["-DFOREGROUND", "-d", text(unpacked.scratch())?])
            .args(["-f", text(&configuration)?]);
        Ok(apache)
    })?;
    let compared = compare(&unpacked, apache.port(), &ENCODINGS)?;
    ensure!(compared > 100, "only {compared} answers");
    visit(&unpacked, &apache)
}

/// An Apache as Debian sets it up, with what stands in the way of compressed copies there.
fn apache_configuration(unpacked: &Unpacked, port: u16) -> Result<String> {
    let modules = [
        "mpm_event",
        "authz_core",
        "deflate",
        "dir",
        "filter",
        "headers",
        "mime",
        "rewrite",
    ]
    .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
    .concat();
    let scratch = text(unpacked.scratch())?;
    let root = unpacked.root();
    let root = text(&root)?;
    Ok(format!(
        "{modules}\
         Listen 127.0.0.1:{port}\nServerName localhost\nUser www-data\nGroup www-data\n\
         PidFile {scratch}/apache.pid\nErrorLog {scratch}/apache.log\nDefaultRuntimeDir {scratch}\n\
         TypesConfig /etc/mime.types\nAddLanguage br .br\nAddType application/x-gzip .gz .tgz\n\
         AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json application/wasm\n\
         DocumentRoot {root}\n\
         <Directory {root}>\n  AllowOverride FileInfo\n  Options FollowSymLinks\n  Require all granted\n</Directory>\n"
    ))
}

#[test]
fn nginx_sends_the_files_as_they_must_be_sent_by_its_location() -> Result<()> {
    let unpacked = Unpacked::new()?;
    let location = unpacked.root().join("nginx/virker.conf");
    let as_it_is = nginx(&unpacked, &location)?;
    let compared = compare(&unpacked, as_it_is.port(), &["identity", "gzip"])?;
    ensure!(compared > 50, "only {compared} answers");
    visit(&unpacked, &as_it_is)?;
    drop(as_it_is);

    // With the module for brotli, as the comment says.
    let with_brotli = fs::read_to_string(&location)?.replace("# brotli_static", "brotli_static");
    fs::write(&location, with_brotli)?;
    let nginx = nginx(&unpacked, &location)?;
    compare(&unpacked, nginx.port(), &ENCODINGS)?;
    Ok(())
}

fn nginx(unpacked: &Unpacked, location: &Path) -> Result<Running> {
    Running::start(|port| {
        let configuration = unpacked.scratch().join("nginx.conf");
        let (root, scratch) = (unpacked.root(), text(unpacked.scratch())?);
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {scratch}/{name};\n"))
            .concat();
        fs::write(
            &configuration,
            format!(
                "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\n\
                 pid {scratch}/nginx.pid;\ndaemon off;\nworker_processes 1;\nevents {{}}\n\
                 http {{\naccess_log off;\n{temporary}\
                 server {{ listen 127.0.0.1:{port}; root {}; include {}; }}\n}}\n",
                text(&root)?,
                text(location)?
            ),
        )?;
        let mut nginx = program("nginx");
        nginx
            .args(["-p", scratch, "-e", &format!("{scratch}/nginx.log")])
            .args(["-c", text(&configuration)?]);
        Ok(nginx)
    })
}
