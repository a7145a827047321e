//! The list of components for machines: CycloneDX 1.5 (<https://cyclonedx.org/docs/1.5/json/>).
//!
//! It has no time, and its serial number is made of its contents, so that the same components give the same bytes.

use anyhow::{Context, Result};
use serde::Serialize;

use super::components::{Component, Kind};
use crate::integrity;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    bom_format: &'static str,
    spec_version: &'static str,
    serial_number: String,
    version: u32,
    metadata: Metadata,
    components: Vec<Part>,
    dependencies: Vec<Dependency>,
}

#[derive(Serialize)]
struct Metadata {
    component: Part,
}

#[derive(Serialize)]
struct Part {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: String,
    name: String,
    version: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Hash>,
    licenses: [Licence; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<String>,
}

#[derive(Serialize)]
struct Hash {
    alg: &'static str,
    content: String,
}

#[derive(Serialize)]
struct Licence {
    expression: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dependency {
    #[serde(rename = "ref")]
    reference: String,
    depends_on: Vec<String>,
}

/// The document; the first component is the product.
pub(super) fn document(components: &[Component]) -> Result<String> {
    let [product, parts @ ..] = components else {
        anyhow::bail!("the product has no components");
    };
    let dependencies: Vec<Dependency> = components
        .iter()
        .map(|component| Dependency {
            reference: component.reference(),
            depends_on: component.dependencies.clone(),
        })
        .collect();
    let parts: Vec<Part> = parts.iter().map(part).collect();
    let contents = serde_json::to_string(&(&parts, &dependencies))?;
    let document = Document {
        bom_format: "CycloneDX",
        spec_version: "1.5",
        serial_number: serial_number(&contents).context("a hash is too short")?,
        version: 1,
        metadata: Metadata {
            component: part(product),
        },
        components: parts,
        dependencies,
    };
    Ok(format!("{}\n", serde_json::to_string_pretty(&document)?))
}

fn part(component: &Component) -> Part {
    Part {
        kind: match component.kind {
            Kind::Library => "library",
            Kind::Data => "data",
        },
        reference: component.reference(),
        name: component.name.clone(),
        version: component.version.clone(),
        hashes: component
            .sha256
            .iter()
            .map(|content| Hash {
                alg: "SHA-256",
                content: content.clone(),
            })
            .collect(),
        licenses: [Licence {
            expression: component.licence.clone(),
        }],
        purl: component.purl.clone(),
    }
}

/// A UUID of version 8, which is for those that are made in a way of one's own (RFC 9562).
fn serial_number(contents: &str) -> Option<String> {
    let hash = integrity::hex(contents.as_bytes());
    Some(format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        hash.get(..8)?,
        hash.get(8..12)?,
        hash.get(13..16)?,
        hash.get(17..20)?,
        hash.get(20..32)?
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::components::tests::library;
    use super::*;

    #[test]
    fn the_document_names_each_component_and_what_it_is_made_with() {
        let parts = [
            library("virker", "0.1.0", &["a@1.0.0"]),
            library("a", "1.0.0", &[]),
        ];
        let text = document(&parts).unwrap();
        assert_eq!(text, document(&parts).unwrap());
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(document["specVersion"], "1.5");
        assert_eq!(document["metadata"]["component"]["name"], "virker");
        let part = &document["components"][0];
        assert_eq!(part["purl"], "pkg:cargo/a@1.0.0");
        assert_eq!(part["licenses"][0]["expression"], "MIT");
        assert_eq!(document["dependencies"][0]["dependsOn"][0], part["bom-ref"]);
    }

    #[test]
    fn other_components_give_another_serial_number() {
        let number = |text| serial_number(text).unwrap();
        assert_eq!(number("a"), number("a"));
        assert_ne!(number("a"), number("b"));
        assert_eq!(number("a").len(), "urn:uuid:".len() + 36);
    }
}
