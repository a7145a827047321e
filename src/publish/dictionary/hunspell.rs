//! Hunspell's format, as far as the Danish dictionary uses it; see
//! <https://man.archlinux.org/man/hunspell.5>.

use std::collections::HashMap;

// Flags in `da.aff` that do not name an inflection.
const NEEDS_AFFIX: u16 = 8;
const FORBIDDEN: u16 = 6;
const ONLY_IN_COMPOUNDS: u16 = 36;

/// A line of the dictionary.
pub(super) struct Line {
    pub(super) word: String,
    flags: Vec<u16>,
    /// The base form, when this is a strong form.
    pub(super) stem: Option<String>,
    /// The strong forms of this base form.
    pub(super) forms: Vec<String>,
}

impl Line {
    /// Parses a line. `None` for names, abbreviations and words that do not stand
    /// alone.
    pub(super) fn read(line: &str) -> Option<Self> {
        let mut fields = line.split_whitespace();
        let (word, flags) = match fields.next()?.split_once('/') {
            Some((word, flags)) => (word, flags),
            None => (line.split_whitespace().next()?, ""),
        };
        let flags: Vec<u16> = flags
            .split(',')
            .filter_map(|flag| flag.parse().ok())
            .collect();
        let is_word = word.chars().all(char::is_lowercase) && word.chars().count() > 1;
        if !is_word || flags.contains(&FORBIDDEN) {
            return None;
        }
        let mut read = Self {
            word: word.to_owned(),
            flags,
            stem: None,
            forms: Vec::new(),
        };
        for field in fields {
            if let Some(stem) = field.strip_prefix("st:") {
                read.stem = Some(stem.to_owned());
            } else if let Some(form) = field.strip_prefix("al:") {
                read.forms.push(form.to_owned());
            }
        }
        Some(read)
    }

    fn has(&self, any: &[u16]) -> bool {
        any.iter().any(|flag| self.flags.contains(flag))
    }

    pub(super) fn is_verb(&self) -> bool {
        self.has(&[1, 20, 21]) || self.forms.iter().any(|form| form.ends_with("ende"))
    }

    pub(super) fn is_noun(&self) -> bool {
        !self.is_verb()
            && self.has(&[
                2, 3, 4, 5, 7, 11, 14, 15, 16, 17, 18, 19, 41, 42, 43, 44, 45, 46, 47, 48, 58, 64,
                74,
            ])
    }

    pub(super) fn is_adjective(&self) -> bool {
        self.has(&[12, 23, 24, 26, 27, 28, 37, 38, 49, 82])
            || self.forms.iter().any(|form| form.ends_with("este"))
    }

    pub(super) fn is_plural(&self) -> bool {
        self.has(&[74])
    }
}

/// Replaces the suffix `strip` with `add` in words that match the condition.
struct Rule {
    strip: String,
    add: String,
    flags: Vec<u16>,
    condition: Vec<Class>,
}

/// What a letter must be.
enum Class {
    Any,
    Of(Vec<char>),
    Not(Vec<char>),
}

/// The rules by which words are inflected.
pub(super) struct Affixes {
    rules: HashMap<u16, Vec<Rule>>,
}

impl Affixes {
    /// Parses the suffix rules. Genitives are left out: they are recognised by
    /// their final s.
    pub(super) fn read(text: &str) -> Self {
        let mut rules: HashMap<u16, Vec<Rule>> = HashMap::new();
        for line in text.lines().filter(|line| !line.ends_with("+GENITIV")) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let ["SFX", flag, strip, add, condition, ..] = fields.as_slice() else {
                continue;
            };
            let Ok(flag) = flag.parse() else { continue };
            let (add, flags) = add.split_once('/').unwrap_or((add, ""));
            let text = |field: &str| {
                if field == "0" {
                    String::new()
                } else {
                    field.to_owned()
                }
            };
            rules.entry(flag).or_default().push(Rule {
                strip: text(strip),
                add: text(add),
                flags: flags
                    .split(',')
                    .filter_map(|flag| flag.parse().ok())
                    .collect(),
                condition: classes(condition),
            });
        }
        Self { rules }
    }

    /// Adds a word's forms to `forms`, and its forms as the first part of a
    /// compound to `links`.
    pub(super) fn inflect(&self, line: &Line, forms: &mut Vec<String>, links: &mut Vec<String>) {
        if !line.flags.contains(&NEEDS_AFFIX) && !line.flags.contains(&ONLY_IN_COMPOUNDS) {
            forms.push(line.word.clone());
        }
        self.suffix(&line.word, &line.flags, 2, forms, links);
    }

    fn suffix(
        &self,
        word: &str,
        flags: &[u16],
        depth: u32,
        forms: &mut Vec<String>,
        links: &mut Vec<String>,
    ) {
        for rule in flags
            .iter()
            .filter_map(|flag| self.rules.get(flag))
            .flatten()
        {
            let Some(stem) = word
                .strip_suffix(rule.strip.as_str())
                .filter(|_| fits(word, &rule.condition))
            else {
                continue;
            };
            let made = format!("{stem}{}", rule.add);
            if rule.flags.contains(&ONLY_IN_COMPOUNDS) {
                if !made.ends_with('-') && !links.contains(&made) {
                    links.push(made);
                }
                continue;
            }
            if depth > 1 {
                self.suffix(&made, &rule.flags, depth - 1, forms, links);
            }
            if !rule.flags.contains(&NEEDS_AFFIX)
                && made.chars().all(char::is_lowercase)
                && !forms.contains(&made)
            {
                forms.push(made);
            }
        }
    }
}

/// Parses a condition such as `[^e]er`.
fn classes(condition: &str) -> Vec<Class> {
    let mut classes = Vec::new();
    let mut letters = condition.chars();
    while let Some(letter) = letters.next() {
        classes.push(match letter {
            '.' => Class::Any,
            '[' => {
                let inside: Vec<char> = letters
                    .by_ref()
                    .take_while(|letter| *letter != ']')
                    .collect();
                match inside.split_first() {
                    Some(('^', rest)) => Class::Not(rest.to_vec()),
                    _ => Class::Of(inside),
                }
            }
            letter => Class::Of(vec![letter]),
        });
    }
    classes
}

/// Whether the end of a word matches a condition.
fn fits(word: &str, condition: &[Class]) -> bool {
    if let [Class::Any] = condition {
        return true;
    }
    let mut letters = word.chars().rev();
    condition
        .iter()
        .rev()
        .all(|class| match (class, letters.next()) {
            (_, None) => false,
            (Class::Any, Some(_)) => true,
            (Class::Of(these), Some(letter)) => these.contains(&letter),
            (Class::Not(these), Some(letter)) => !these.contains(&letter),
        })
}
