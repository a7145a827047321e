//! The npm package.

use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};
use browser_tests::with_page;
use xtask::server;

use crate::process::run;
use crate::{host, search_and_open};

/// The host's pages: without a framework, in React and in Vue.
const PAGES: [&str; 3] = ["plain", "react", "vue"];

/// Visits each of the pages below this address.
fn visit(folder: &str) -> Result<()> {
    with_page(async |page| {
        for name in PAGES {
            search_and_open(page, &format!("{folder}{name}.html")).await?;
            if name != "plain" {
                // The framework heard the event, and set the attribute.
                page.document().css("output").expect_text("ready").await?;
                page.panel(0).css("h3.title").attached().await?;
            }
        }
        Ok(())
    })
}

#[test]
fn installing_it_brings_no_other_package() -> Result<()> {
    let manifest = fs::read(host::project()?.join("node_modules/virker/package.json"))?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest)?;
    for kind in ["dependencies", "optionalDependencies", "bundleDependencies"] {
        let listed = manifest.get(kind);
        ensure!(listed.is_none(), "{kind}: {listed:?}");
    }
    Ok(())
}

#[test]
fn the_npm_package_works_in_vites_development_server() -> Result<()> {
    let server = host::development_server()?;
    visit(&format!("{}/", server.url()))
}

#[test]
fn the_npm_package_works_in_what_vite_builds_for_a_sub_folder() -> Result<()> {
    let server = server::Site::new()
        .mount("/sub/folder/", host::project()?.join("built"))
        .start(0)?;
    visit(&format!("{}/sub/folder/", server.url()))
}

#[test]
fn its_types_know_the_elements_in_the_document_in_react_18_and_19_and_in_vue() -> Result<()> {
    for project in ["tsconfig.json", "tsconfig.react-18.json"] {
        run(host::program("tsc")?.args(["--project", project]))?;
    }
    Ok(())
}

#[test]
fn on_a_server_that_draws_pages_it_does_nothing() -> Result<()> {
    let script = "import { register, version } from 'virker'; await register('/virker/'); console.log(version)";
    let printed = run(Command::new("node").current_dir(host::project()?).args([
        "--input-type=module",
        "--eval",
        script,
    ]))?;
    ensure!(printed.trim() == env!("CARGO_PKG_VERSION"), "{printed}");
    Ok(())
}

#[test]
fn virker_files_keeps_what_another_version_put_there() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let public = folder.path().join("public/virker");
    fs::create_dir_all(&public)?;
    let old = public.join("virker-0000000000.js");
    fs::write(&old, "the engine of an older version")?;
    run(host::program("virker-files")?.arg(&public))?;
    ensure!(old.is_file() && public.join("virker.js").is_file());
    ensure!(run(&mut host::program("virker-files")?).is_err());
    Ok(())
}

#[test]
fn its_list_of_components_is_valid_by_the_published_schema() -> Result<()> {
    let list = "node_modules/virker/sbom.cdx.json";
    run(Command::new("node")
        .current_dir(host::project()?)
        .args(["validate-sbom.js", list]))?;
    Ok(())
}
