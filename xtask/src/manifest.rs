//! What the elements offer, for editors, bundlers and other tools: `custom-elements.json`, in the format of the Custom
//! Elements Manifest, and `virker.d.ts`.
//!
//! Both are read from the descriptions of the elements in `www/element.js`, by the manifest's own analyzer; the tokens come
//! from the styles.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::workspace::{self, Workspace};
use crate::{process, tools};

/// The manifest's file name. Tools look for it under this one.
pub(crate) const FILE: &str = "custom-elements.json";

/// The types' file name.
pub(crate) const TYPES: &str = "virker.d.ts";

/// What the elements offer.
pub(crate) struct Manifest {
    /// Their declarations, in the manifest's format.
    elements: Vec<Value>,
}

impl Manifest {
    /// Reads the scripts and styles that lie in this folder.
    pub(crate) fn read(workspace: &Workspace, stage: &Path) -> Result<Self> {
        process::run(
            tools::command(workspace, "cem")?
                .args(["analyze", "--quiet", "--globs", "element.js"])
                .current_dir(stage),
        )?;
        let text = workspace::read(&stage.join(FILE))?;
        let document: Value =
            serde_json::from_slice(&text).context("the analyzer's manifest could not be read")?;
        let mut styles = String::new();
        for name in ["shell.css", "panel.css", "messages.css", "pages.css"] {
            styles += &String::from_utf8_lossy(&workspace::read(&stage.join(name))?);
        }
        let tokens: Vec<Value> = tokens(&styles)
            .into_iter()
            .map(|(name, default)| json!({ "name": name, "default": default }))
            .collect();
        let mut elements = Vec::new();
        for declaration in list(&document, "/modules/0/declarations") {
            if declaration.get("tagName").is_some() {
                elements.push(element(declaration, &tokens));
            }
        }
        if elements.is_empty() {
            bail!("the analyzer found no element in element.js");
        }
        Ok(Self { elements })
    }

    /// The names of each element's attributes with spaces between, by its tag.
    pub(crate) fn attributes(&self) -> Value {
        let names = self.elements.iter().map(|element| {
            let names: Vec<_> = list(element, "/attributes")
                .map(|attribute| text(attribute, "/name"))
                .collect();
            (text(element, "/tagName"), Value::from(names.join(" ")))
        });
        Value::Object(names.collect::<Map<_, _>>())
    }

    /// Writes the manifest and the types into this folder, for the module of this name.
    pub(crate) fn write(&self, folder: &Path, module: &str) -> Result<()> {
        let exports: Vec<Value> = self
            .elements
            .iter()
            .map(|element| {
                json!({
                    "kind": "custom-element-definition",
                    "name": text(element, "/tagName"),
                    "declaration": { "name": text(element, "/name"), "module": module },
                })
            })
            .collect();
        let manifest = json!({
            "schemaVersion": "1.0.0",
            "modules": [{
                "kind": "javascript-module",
                "path": module,
                "declarations": self.elements,
                "exports": exports,
            }],
        });
        let manifest = serde_json::to_string_pretty(&manifest)?;
        workspace::write(&folder.join(FILE), manifest + "\n")?;
        workspace::write(&folder.join(TYPES), self.types())
    }

    fn types(&self) -> String {
        let mut types = String::from(
            "// Written by the build, from the descriptions of the elements in virker.js.\n\
             import type { SearchProvider } from \"./search-provider.js\";\n",
        );
        let mut tags = String::new();
        for element in &self.elements {
            let name = text(element, "/name");
            let tag = text(element, "/tagName");
            let mut attributes = String::new();
            for attribute in list(element, "/attributes") {
                let about = text(attribute, "/description");
                let optional = if about.ends_with("Required.") {
                    ""
                } else {
                    "?"
                };
                let _ = writeln!(
                    attributes,
                    "  /** {about} */\n  {:?}{optional}: {};",
                    text(attribute, "/name"),
                    text(attribute, "/type/text")
                );
            }
            let mut events = String::new();
            for event in list(element, "/events") {
                let _ = writeln!(
                    events,
                    "  /** {} */\n  {:?}: {};",
                    text(event, "/description"),
                    text(event, "/name"),
                    text(event, "/type/text")
                );
            }
            let mut members = String::new();
            for member in list(element, "/members") {
                let _ = writeln!(
                    members,
                    "  /** {} */\n  {};",
                    text(member, "/description"),
                    signature(member)
                );
            }
            let about = text(element, "/description");
            let _ = write!(
                types,
                "\nexport interface {name}Attributes {{\n{attributes}}}\n\
                 \nexport interface {name}EventMap {{\n{events}}}\n\
                 \n/** {about} */\nexport declare class {name} extends HTMLElement {{\n{members}  \
                 addEventListener<K extends keyof {name}EventMap>(type: K, listener: (this: {name}, event: {name}EventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;\n  \
                 addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;\n}}\n"
            );
            let _ = writeln!(tags, "    {tag:?}: {name};");
        }
        let _ = write!(
            types,
            "\ndeclare global {{\n  interface HTMLElementTagNameMap {{\n{tags}  }}\n}}\n"
        );
        types
    }
}

/// An element's public part.
fn element(declaration: &Value, tokens: &[Value]) -> Value {
    let mut element = declaration.as_object().cloned().unwrap_or_default();
    for part in ["attributes", "slots", "events", "cssParts", "members"] {
        let all = declaration.get(part).and_then(Value::as_array);
        let public = all.into_iter().flatten().filter(|one| {
            // The analyzer also finds what is only dispatched or observed.
            let has = |key: &str| one.get(key).is_some();
            has("name") && has("description") && text(one, "/privacy") != "private"
        });
        let public = public.map(|one| {
            let mut one = one.clone();
            if let Value::Object(one) = &mut one {
                one.remove("inheritedFrom");
            }
            one
        });
        element.insert(part.to_owned(), public.collect());
    }
    element.insert("cssProperties".to_owned(), Value::from(tokens));
    // The class between them is not public.
    let base = json!({ "name": "HTMLElement" });
    element.insert("superclass".to_owned(), base);
    Value::Object(element)
}

/// A member, as TypeScript declares it.
fn signature(member: &Value) -> String {
    let name = text(member, "/name");
    if text(member, "/kind") != "method" {
        return format!("{name}: {}", text(member, "/type/text"));
    }
    let parameters = list(member, "/parameters").map(|parameter| {
        let optional = if parameter.get("optional").is_some() {
            "?"
        } else {
            ""
        };
        format!(
            "{}{optional}: {}",
            text(parameter, "/name"),
            text(parameter, "/type/text")
        )
    });
    let parameters: Vec<_> = parameters.collect();
    format!("{name}({}): void", parameters.join(", "))
}

/// The public tokens that styles use, with their defaults.
fn tokens(styles: &str) -> BTreeMap<String, String> {
    let mut tokens = BTreeMap::new();
    for use_ in styles.split("var(--virker-").skip(1) {
        let mut depth = 1;
        let end = use_.find(|letter| {
            depth += match letter {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        let inner = use_.get(..end.unwrap_or(0)).unwrap_or_default();
        if let Some((name, default)) = inner.split_once(',') {
            tokens.insert(format!("--virker-{name}"), default.trim().to_owned());
        }
    }
    tokens
}

/// The list at this JSON pointer; empty if there is none.
fn list<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = &'v Value> {
    let list = value.pointer(pointer).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// The text at this JSON pointer; empty if there is none.
fn text(value: &Value, pointer: &str) -> String {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tokens_default_may_have_brackets() {
        let found = tokens(
            "a{color:var(--virker-ink,#1b2a2e);font-size:var(--virker-font-size,max(1em,17px))}",
        );
        let expected = [
            ("--virker-font-size", "max(1em,17px)"),
            ("--virker-ink", "#1b2a2e"),
        ];
        assert!(
            found
                .iter()
                .map(|(name, default)| (name.as_str(), default.as_str()))
                .eq(expected)
        );
    }

    #[test]
    fn only_what_is_described_and_public_is_declared() {
        let declaration = json!({
            "members": [
                { "kind": "field", "name": "#x", "privacy": "private", "description": "x" },
                { "kind": "method", "name": "connectedCallback" },
                { "kind": "method", "name": "open", "description": "Opens.", "inheritedFrom": {},
                  "parameters": [{ "name": "id", "type": { "text": "string" } }] },
            ],
            "events": [{ "type": { "text": "CustomEvent" } }],
        });
        let element = element(&declaration, &[]);
        assert_eq!(list(&element, "/events").count(), 0);
        let members: Vec<_> = list(&element, "/members").map(signature).collect();
        assert_eq!(members, ["open(id: string): void"]);
    }
}
