//! The zip for those who serve the files themselves.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use browser_tests::with_page;
use tempfile::TempDir;
use xtask::server::{self, Request, Response};
use zip::ZipArchive;

use crate::{package, search_and_open};

/// What is in the zip, on a disk.
pub(crate) struct Unpacked {
    folder: TempDir,
    name: String,
}

impl Unpacked {
    pub(crate) fn new() -> Result<Self> {
        let zip = package("zip")?;
        let folder = tempfile::Builder::new().prefix("virker-zip-").tempdir()?;
        // Servers read it as another user.
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
        ZipArchive::new(File::open(&zip)?)?.extract(folder.path())?;
        let name = zip.file_stem().context("the zip has no name")?;
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            folder,
        })
    }

    /// The only folder in it.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    /// Where a test may put what a server needs.
    pub(crate) fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// The folder in `virker/` with this release's files.
    pub(crate) fn version(&self) -> &str {
        self.name.trim_start_matches("virker-")
    }

    /// A page with the lines that the instructions say to put there, the folder being at this address.
    pub(crate) fn page(&self, instructions: &str, folder: &str) -> Result<String> {
        let text = fs::read_to_string(self.root().join(instructions))?;
        let snippets: Vec<&str> = text
            .split("```html\n")
            .skip(1)
            .filter_map(|rest| rest.split("```").next())
            .collect();
        let [elements, links] = snippets.as_slice() else {
            anyhow::bail!("{instructions} has another form");
        };
        let lines =
            format!("{links}{elements}").replace("=\"/virker/", &format!("=\"{folder}/virker/"));
        ensure!(lines.contains(folder), "{lines}");
        Ok(format!(
            "<!doctype html><html lang=da><meta charset=utf-8><link rel=icon href=data:,><title>Hjælp</title>{lines}"
        ))
    }
}

/// Serves this page at `/page.html`.
pub(crate) fn serves(page: String) -> impl Fn(&Request) -> Option<Response> + Send + Sync {
    move |request| {
        let response = Response::new(200).header("Content-Type", "text/html; charset=utf-8");
        (request.path == "/page.html").then(|| response.body(page.as_str()))
    }
}

#[test]
fn unpacked_in_a_sub_folder_it_works_by_the_lines_of_the_instructions_in_both_languages()
-> Result<()> {
    let unpacked = Unpacked::new()?;
    for instructions in ["INSTALL.md", "INSTALL.da.md"] {
        let page = unpacked.page(instructions, "/borger/filer")?;
        let site = server::Site::new()
            .route(serves(page))
            .mount("/borger/filer/", unpacked.root())
            .start(0)?;
        with_page(async |page| search_and_open(page, &format!("{}/page.html", site.url())).await)?;
    }
    Ok(())
}

#[test]
fn a_page_from_before_an_upgrade_still_finds_the_files_of_its_release() -> Result<()> {
    let unpacked = Unpacked::new()?;
    let page = unpacked.page("INSTALL.md", "/filer")?;
    // The next release's folder lies beside this one, and has none of its files.
    let next = unpacked.root().join("virker/999.0.0");
    fs::create_dir_all(&next)?;
    fs::write(
        next.join("virker.js"),
        "throw new Error('the next release')",
    )?;
    let site = server::Site::new()
        .route(serves(page))
        .mount("/filer/", unpacked.root())
        .start(0)?;
    with_page(async |page| search_and_open(page, &format!("{}/page.html", site.url())).await)?;
    let of_next = site
        .requests()
        .iter()
        .filter(|request| request.path.contains("999"))
        .count();
    ensure!(of_next == 0);
    Ok(())
}
