//! The recipes: their links lead somewhere, their pictures are small, and their code names what there is.
#![expect(clippy::unwrap_used, reason = "a test panics when it fails")]

use std::fs;
use std::path::{Path, PathBuf};

const LARGEST_PICTURE: u64 = 80_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes")
}

/// Each recipe with its name.
fn recipes() -> Vec<(String, String)> {
    let mut recipes: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "md"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    recipes.sort();
    assert!(recipes.len() >= 9, "{} recipes", recipes.len());
    recipes
}

/// What stands between `before` and `after`, each time.
fn between<'a>(text: &'a str, before: &str, after: char) -> Vec<&'a str> {
    text.split(before)
        .skip(1)
        .filter_map(|rest| rest.split_once(after))
        .map(|(found, _)| found)
        .collect()
}

#[test]
fn every_link_of_a_recipe_leads_to_a_file_and_its_heading() {
    for (name, text) in recipes() {
        for link in between(&text, "](", ')') {
            if link.starts_with("https://") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = folder().join(file);
            assert!(target.is_file(), "{name}: {link}");
            if heading.is_empty() {
                continue;
            }
            let has_heading = fs::read_to_string(&target).unwrap().lines().any(|line| {
                let title = line.trim_start_matches('#');
                title != line && title.trim().to_lowercase().replace(' ', "-") == heading
            });
            assert!(has_heading, "{name}: {link}");
        }
    }
}

#[test]
fn every_picture_is_small_and_used() {
    let texts: String = recipes().into_iter().map(|(_, text)| text).collect();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|suffix| suffix == "png") {
            let size = fs::metadata(&path).unwrap().len();
            assert!(
                size <= LARGEST_PICTURE,
                "{} is {size} bytes",
                path.display()
            );
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(texts.contains(&format!("]({name})")), "{name} is not used");
        }
    }
}

#[test]
fn every_file_of_virkers_that_a_recipe_names_is_made_by_the_build() {
    for (name, text) in recipes() {
        for file in between(&text, "https://virker.example/", '"') {
            let file = file.split(['?', '\n', '\'', ':']).next().unwrap();
            let is_known = matches!(file, "virker.js" | "catalogue/catalogue.json")
                || Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join("www/site")
                    .join(file)
                    .is_file();
            assert!(is_known, "{name}: {file}");
        }
    }
}
