//! The style sheets of hosts change nothing inside the elements but what is inherited on purpose, and the elements change
//! nothing outside themselves.
//!
//! The sheets are those of packages that hosts use: `host-styles/package.json` names them, and npm fetches them into
//! `target/host-styles/` the first time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, bail, ensure};
use browser_tests::{DESKTOP, Response, SiteBuilder, with_page};
use serde::Deserialize;
use serde_json::{Value, json};

const PAGE: &str = include_str!("../host-styles/page.html");

/// The hosts, and their sheets in `target/host-styles/`.
const HOSTS: [(&str, &[&str]); 6] = [
    (
        "Det Fælles Designsystem",
        &["node_modules/dkfds/dist/css/dkfds.css"],
    ),
    (
        "Bootstrap",
        &["node_modules/bootstrap/dist/css/bootstrap.css"],
    ),
    (
        "GOV.UK Frontend",
        &["node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css"],
    ),
    (
        "WordPress",
        &[
            "package/build-style/common.css",
            "package/build-style/elements.css",
            "package/build-style/style.css",
            "package/build-style/theme.css",
        ],
    ),
    (
        "Tailwind's preflight",
        &["node_modules/tailwindcss/preflight.css"],
    ),
    (
        "modern-normalize",
        &["node_modules/modern-normalize/modern-normalize.css"],
    ),
];

/// What an element takes from its page: the README's 'Looks' says so of the font and its size.
const INHERITED: [&str; 2] = ["font-family", "font-size"];

/// What is read of `package.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    /// Packages of which only their own files are fetched, with their hashes: of WordPress's blocks, the styles are
    /// wanted, and not the hundreds of packages that their scripts need.
    without_dependencies: BTreeMap<String, String>,
}

/// What `npm pack --json` says of a package.
#[derive(Deserialize)]
struct Packed {
    filename: String,
    integrity: String,
}

/// Where the packages are, installed once for all tests.
fn packages() -> Result<&'static Path> {
    static PACKAGES: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PACKAGES
        .get_or_init(|| install().map_err(|error| format!("{error:#}")))
        .as_deref()
        .map_err(|error| anyhow!("{error}"))
}

fn install() -> Result<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sources = repository.join("tests/browser/host-styles");
    let folder = repository.join("target/host-styles");
    fs::create_dir_all(&folder)?;
    let mut wanted = String::new();
    for name in ["package.json", "package-lock.json"] {
        let text = fs::read_to_string(sources.join(name))?;
        fs::write(folder.join(name), &text)?;
        wanted += &text;
    }
    // What was installed last is named beside it.
    let stamp = folder.join(".installed");
    if fs::read_to_string(&stamp).ok().as_ref() == Some(&wanted) {
        return Ok(folder);
    }
    npm(
        &folder,
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    )?;
    let package: Package =
        serde_json::from_str(&fs::read_to_string(sources.join("package.json"))?)?;
    for (name, integrity) in &package.without_dependencies {
        let packed: Vec<Packed> = serde_json::from_str(&npm(&folder, &["pack", name, "--json"])?)?;
        let [packed] = packed.as_slice() else {
            bail!("npm packed something else than {name}");
        };
        ensure!(packed.integrity == *integrity, "{name} is not what it was");
        output(
            Command::new("tar")
                .current_dir(&folder)
                .args(["xzf", &packed.filename]),
        )?;
    }
    fs::write(&stamp, wanted)?;
    Ok(folder)
}

fn npm(folder: &Path, arguments: &[&str]) -> Result<String> {
    output(Command::new("npm").current_dir(folder).args(arguments))
}

fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("running {command:?}"))?;
    ensure!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// A host's sheets in one text.
fn sheets(host: &str) -> Result<String> {
    let files = HOSTS
        .iter()
        .find(|(name, _)| *name == host)
        .map_or(&[][..], |(_, files)| files);
    let mut text = String::new();
    for file in files {
        let path = packages()?.join(file);
        text +=
            &fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    }
    // Tailwind puts its theme's values here when it builds.
    Ok(text.replace("--theme(", "var("))
}

#[test]
fn a_hosts_style_sheet_changes_nothing_in_the_elements_and_they_nothing_outside() -> Result<()> {
    let mut hosts = Vec::new();
    for (name, _) in HOSTS {
        hosts.push((name, sheets(name)?));
    }
    with_page(async |page| {
        let served: Vec<String> = hosts.iter().map(|(_, sheet)| sheet.clone()).collect();
        let site = SiteBuilder::shipped()?
            .route(move |request| {
                let (name, kind) = request.path.strip_prefix("/vaert/")?.split_once('.')?;
                let sheet = name.parse().ok().and_then(|nth: usize| served.get(nth));
                let response = Response::new(200).header("Cache-Control", "no-store");
                Some(if kind == "css" {
                    response
                        .header("Content-Type", "text/css")
                        .body(sheet?.as_str())
                } else {
                    let link = sheet.map_or_else(String::new, |_| {
                        format!("<link rel=stylesheet href=/vaert/{name}.css>")
                    });
                    response
                        .header("Content-Type", "text/html; charset=utf-8")
                        .body(PAGE.replace("{{sheets}}", &link))
                })
            })
            .start()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        let mut all = Vec::new();
        for (nth, (name, _)) in hosts.iter().enumerate() {
            let [compared, differing]: [Value; 2] = page
                .evaluate_async(
                    include_str!("../host-styles/compare.js"),
                    vec![json!(nth), json!(INHERITED)],
                )
                .await
                .with_context(|| format!("with the styles of {name}"))?;
            if differing != json!([]) {
                all.push(format!("with the styles of {name}: {differing:#}"));
            }
            assert!(
                compared.as_u64() > Some(1_000),
                "{name}: only {compared} elements were compared"
            );
        }
        assert!(all.is_empty(), "{}", all.join("\n"));
        Ok(())
    })
}
