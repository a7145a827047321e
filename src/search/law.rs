//! Acts that people name by letters, and sections that got another number.
//!
//! Acts were renumbered, so a section is only the same one under the same act.
//! Since 1 January 2024 barnets lov holds what serviceloven held on children.

/// Words that name an act, so that a number after them is a section.
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

/// Old section of serviceloven, section of barnets lov that took its place. The
/// first stands in public guidance; the others follow from what the sections say.
const MOVED: &[(&str, &str)] = &[("§11", "§30"), ("§50", "§20"), ("§52", "§32")];

/// Whether a number after this word is a section.
pub(super) fn is_act(word: &str) -> bool {
    ACTS.contains(&word)
}

/// The sections that this one is called elsewhere, given the words before it:
/// an old number leads to the new one and back, unless another act is named.
pub(super) fn also(section: &str, before: &[&str]) -> Option<&'static str> {
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
    use super::also;

    #[test]
    fn an_old_number_leads_to_the_new_one_and_back() {
        assert_eq!(also("§52", &["sel"]), Some("§32"));
        assert_eq!(also("§32", &["barnets", "lov"]), Some("§52"));
        assert_eq!(also("§32", &["sel"]), None);
        assert_eq!(also("§107", &[]), None);
    }
}
