//! The zip for those who serve the files themselves.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::components::Component;
use super::servers::{FOLDER, Rules};
use super::{VERSION, archive, copy, is_compressed_copy, names_below, write_licences};
use crate::workspace::{self, Workspace};

/// Lays the files out in `target/package/self-hosting/`, and returns the zip of it.
pub(super) fn make(
    workspace: &Workspace,
    dist: &Path,
    target: &Path,
    components: &[Component],
) -> Result<PathBuf> {
    let name = format!("virker-{VERSION}");
    let stage = target.join("self-hosting");
    let root = stage.join(&name);
    // In a folder of its own, so that releases lie side by side on the server.
    let site = root.join(FOLDER).join(VERSION);
    let mut names = Vec::new();
    for path in names_below(dist)? {
        copy(&dist.join(&path), &site.join(&path))?;
        if !is_compressed_copy(&path) {
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            names.push(parts.join("/"));
        }
    }
    let rules = Rules::new(&names);
    workspace::write(&site.join(".htaccess"), rules.apache())?;
    workspace::write(&site.join("web.config"), rules.iis())?;
    workspace::make_folder(&root.join("nginx"))?;
    workspace::write(&root.join("nginx/virker.conf"), rules.nginx())?;
    write_licences(workspace, components, &root)?;

    let integrity = workspace::read(&dist.join("integrity.json"))?;
    let integrity: Map<String, Value> =
        serde_json::from_slice(&integrity).context("integrity.json cannot be read")?;
    for name in ["INSTALL.md", "INSTALL.da.md"] {
        let source = workspace.www().join("self-hosting").join(name);
        let text = String::from_utf8(workspace::read(&source)?)?;
        let text = fill(&text, VERSION, &integrity)
            .with_context(|| format!("{} has a placeholder", source.display()))?;
        workspace::write(&root.join(name), text)?;
    }

    let zip = target.join(format!("{name}.zip"));
    archive::zip_folder(&stage, &zip)?;
    Ok(zip)
}

/// Puts the version in the place of `{{version}}`, and hashes in that of `{{integrity NAME}}`.
fn fill(template: &str, version: &str, integrity: &Map<String, Value>) -> Result<String> {
    let mut text = template.replace("{{version}}", version);
    for (name, hash) in integrity {
        let hash = hash.as_str().context("integrity.json has another form")?;
        text = text.replace(&format!("{{{{integrity {name}}}}}"), hash);
    }
    match text.split_once("{{") {
        Some((_, rest)) => bail!(
            "nothing is known to stand for `{}`",
            rest.split("}}").next().unwrap_or(rest)
        ),
        None => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_filled_or_refused() {
        let integrity = Map::from_iter([("a.js".to_owned(), Value::from("sha256-x"))]);
        let filled = |text| fill(text, "1.2.3", &integrity);
        assert_eq!(
            filled("{{version}}: {{integrity a.js}}").unwrap(),
            "1.2.3: sha256-x"
        );
        let error = filled("{{integrity b.js}}").unwrap_err().to_string();
        assert!(error.contains("integrity b.js"), "{error}");
    }
}
