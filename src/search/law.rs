//! Names of acts, and sections that were renumbered.
//!
//! The same number means different sections in different acts. Since 1 January 2024 barnets
//! lov holds what serviceloven held on children.

/// Words that name an act. A number after one of them is a section.
const ACTS: &[&str] = &[
    "sel",
    "lov",
    "loven",
    "lovens",
    "serviceloven",
    "servicelovens",
    "servicelov",
    "almenboligloven",
    "almenboliglovens",
    "sundhedsloven",
    "sundhedslovens",
    "psykiatriloven",
    "aktivloven",
    "retssikkerhedsloven",
    "barnetslov",
    "lab",
    "abl",
];

/// Sections of serviceloven, and the sections of barnets lov that replaced them. The first pair
/// is from public guidance; the others follow from the sections' contents.
const MOVED: &[(&str, &str)] = &[("§11", "§30"), ("§50", "§20"), ("§52", "§32")];

/// Whether a number after a word is a section.
pub(super) fn is_act(word: &str) -> bool {
    ACTS.contains(&word)
}

/// The section's number in the other act, if it was renumbered: from the old number to the new
/// one and back. `before` are the words before the section; if they name the act of the result,
/// there is none.
pub(super) fn renumbered(section: &str, before: &[&str]) -> Option<&'static str> {
    let children = before
        .iter()
        .any(|word| *word == "barnets" || *word == "barnetslov");
    let social = before
        .iter()
        .any(|word| word.starts_with("sel") || word.starts_with("service"));
    MOVED.iter().find_map(|(old, new)| match section {
        section if section == *old && !children => Some(*new),
        section if section == *new && !social => Some(*old),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::renumbered;

    #[test]
    fn an_old_number_leads_to_the_new_one_and_back() {
        assert_eq!(renumbered("§52", &["sel"]), Some("§32"));
        assert_eq!(renumbered("§32", &["barnets", "lov"]), Some("§52"));
        assert_eq!(renumbered("§32", &["sel"]), None);
        assert_eq!(renumbered("§107", &[]), None);
    }
}
