//! The list of licences that people read.

use std::fmt::Write;

use super::VERSION;
use super::components::Component;

const RULE: &str =
    "================================================================================";

/// All components with their licences, and each text once, with the components whose text it is.
pub(super) fn list(components: &[Component]) -> String {
    let mut list = format!(
        "Virker {VERSION} is made of the components below. Each line names a component, its version and its\n\
         licence as an SPDX expression; the texts follow. sbom.cdx.json has the same for machines.\n\n"
    );
    for component in components {
        line(
            &mut list,
            &format!(
                "{:<36} {:<10} {}",
                component.name, component.version, component.licence
            ),
        );
    }
    for (text, owners) in texts(components) {
        line(
            &mut list,
            &format!("\n{RULE}\n{}\n{RULE}\n\n{text}", owners.join(", ")),
        );
    }
    list
}

/// Writing to a string cannot fail.
fn line(list: &mut String, text: &str) {
    let _ = writeln!(list, "{text}");
}

/// The texts, in the order of the first component that has each.
fn texts(components: &[Component]) -> Vec<(&str, Vec<String>)> {
    let mut texts: Vec<(&str, Vec<String>)> = Vec::new();
    for component in components {
        for text in &component.texts {
            let owner = component.reference();
            match texts.iter_mut().find(|(known, _)| known == text) {
                Some((_, owners)) => owners.push(owner),
                None => texts.push((text, vec![owner])),
            }
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::super::components::tests::library;
    use super::*;

    #[test]
    fn each_component_has_its_line_and_each_text_stands_once() {
        let mut parts = [
            library("a", "1.0.0", &[]),
            library("b", "2.0.0", &[]),
            library("c", "3.0.0", &[]),
        ];
        parts[2].texts = parts[0].texts.clone();
        let list = list(&parts);
        assert_eq!(list.matches("Copyright of a").count(), 1);
        assert_eq!(list.matches("Copyright of b").count(), 1);
        assert!(list.contains("\na@1.0.0, c@3.0.0\n"));
        for part in &parts {
            let line = list
                .lines()
                .find(|line| line.starts_with(&format!("{} ", part.name)));
            assert!(line.is_some_and(|line| line.contains(&part.version) && line.ends_with("MIT")));
        }
    }
}
