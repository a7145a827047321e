//! A catalogue of any size: the shipped sources, and entries with texts of their own beside them.
//!
//! Sentences that are repeated compress 20 times, which would make a large catalogue cheaper than it is. So each text of
//! a new entry is put together from short runs of words of the shipped texts, and
//! now and then a long word becomes a new compound: the vocabulary grows, and brotli finds as little to repeat as in
//! texts that people wrote. `prepare.js` prints the ratio that it comes to.

use std::path::Path;

use anyhow::{Context, Result};

use crate::workspace;

/// Keys whose values are texts that are varied. Others stay as they are: numbers and facts that rules look at.
const TEXTS: [&str; 4] = ["text = ", "title = ", "summary = ", "note = "];

/// After so many words of ten, the text goes on elsewhere. It sets the ratio: at 10, brotli makes the texts of a thousand
/// entries 3.4 times smaller, at 5 it is 4.3 times.
const JUMPS_IN_TEN: usize = 7;

/// Of so many long words, one becomes a compound that has not been seen before.
const COMPOUNDS: u64 = 12;

/// Copies the sources, and adds entries until there are so many.
pub(super) fn grow(from: &Path, to: &Path, entries: usize) -> Result<()> {
    workspace::make_empty_folder(to)?;
    let mut originals = Vec::new();
    for path in workspace::files_below(from)? {
        let name = path
            .strip_prefix(from)
            .context("a file lies outside its folder")?;
        let bytes = workspace::read(&path)?;
        let target = to.join(name);
        if let Some(folder) = target.parent() {
            workspace::make_folder(folder)?;
        }
        workspace::write(&target, &bytes)?;
        if name.starts_with("entries") {
            originals.push(String::from_utf8(bytes).context("an entry is not UTF-8")?);
        }
    }
    let mut writer = Writer::new(&originals);
    let added = entries.saturating_sub(originals.len());
    for (number, original) in originals.iter().cycle().take(added).enumerate() {
        let id = format!("opslag-{}", number + 1);
        let text = writer.entry(original, &id);
        workspace::write(&to.join("entries").join(format!("{id}.toml")), text)?;
    }
    Ok(())
}

/// Writes texts from the words of others.
struct Writer<'a> {
    /// Every word of the texts, in order.
    words: Vec<&'a str>,
    random: Random,
}

impl<'a> Writer<'a> {
    fn new(entries: &'a [String]) -> Self {
        let words: Vec<&str> = entries.iter().flat_map(|entry| texts(entry)).collect();
        Self {
            words,
            random: Random(1),
        }
    }

    /// An entry like this one with another id and other texts.
    fn entry(&mut self, original: &str, id: &str) -> String {
        let mut written = String::with_capacity(original.len());
        let mut is_open = false;
        for line in original.lines() {
            let key = TEXTS.iter().find(|key| line.starts_with(*key));
            if is_open {
                let ends = line.contains("\"\"\"");
                let (text, rest) = line.split_once("\"\"\"").unwrap_or((line, ""));
                written.push_str(&self.like(text));
                if ends {
                    written.push_str("\"\"\"");
                    written.push_str(rest);
                    is_open = false;
                }
            } else if line.starts_with("id = ") {
                written.push_str(&format!("id = \"{id}\""));
            } else if let Some(key) = key {
                let value = line.strip_prefix(key).unwrap_or_default();
                written.push_str(key);
                if value.starts_with("\"\"\"") {
                    is_open = true;
                    written.push_str("\"\"\"");
                } else {
                    let text = value.trim_matches('"');
                    written.push('"');
                    written.push_str(&self.like(text));
                    written.push('"');
                }
            } else {
                written.push_str(line);
            }
            written.push('\n');
        }
        written
    }

    /// A text with as many words and sentences as this one.
    fn like(&mut self, text: &str) -> String {
        let mut sentences = Vec::new();
        let mut length = 0;
        for word in text.split_whitespace() {
            length += 1;
            if word.ends_with(['.', '?', '!', ':']) {
                sentences.push((self.sentence(length), "."));
                length = 0;
            }
        }
        if length > 0 {
            sentences.push((self.sentence(length), ""));
        }
        let written = sentences
            .iter()
            .map(|(words, end)| format!("{words}{end}"))
            .collect::<Vec<_>>();
        written.join(" ")
    }

    fn sentence(&mut self, length: usize) -> String {
        let mut place = self.random.below(self.words.len());
        let mut sentence = String::new();
        for number in 0..length {
            let Some(word) = self.words.get(place).copied() else {
                break;
            };
            let next = self.word(word);
            if number == 0 {
                let mut letters = next.chars();
                sentence.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                sentence.push_str(letters.as_str());
            } else {
                sentence.push(' ');
                sentence.push_str(&next);
            }
            place = if self.random.below(10) < JUMPS_IN_TEN {
                self.random.below(self.words.len())
            } else {
                place + 1
            };
        }
        sentence
    }

    /// The word, or a new compound with it.
    fn word(&mut self, word: &str) -> String {
        if word.chars().count() < 7 || !self.random.one_in(COMPOUNDS) {
            return word.to_owned();
        }
        for _ in 0..20 {
            let place = self.random.below(self.words.len());
            let first = self.words.get(place).copied().unwrap_or_default();
            if first.chars().count() > 5 && first.chars().all(char::is_alphabetic) {
                return format!("{}{}", first.to_lowercase(), word.to_lowercase());
            }
        }
        word.to_owned()
    }
}

/// The words of an entry's texts, in lower case sentences: without the marks that end them.
fn texts(entry: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut is_open = false;
    for line in entry.lines() {
        let value = TEXTS.iter().find_map(|key| line.strip_prefix(key));
        let text = match value {
            Some(value) => value,
            None if is_open => line,
            None => continue,
        };
        if text.matches("\"\"\"").count() == 1 {
            is_open = !is_open;
        }
        let marks = ['.', ',', ':', ';', '?', '!', '"', '(', ')', '»', '«', '\\'];
        // A number out of its sentence would be a claim that no source makes, and an address none that leads anywhere.
        words.extend(
            text.split_whitespace()
                .map(|word| word.trim_matches(marks))
                .filter(|word| {
                    !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '-')
                }),
        );
    }
    words
}

/// A pseudorandom generator (`SplitMix64`): the same catalogue in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one; 0 if there is none.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.next().is_multiple_of(chances)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "id = \"mad\"\ntitle = \"Mad sammen\"\nsummary = \"Vi spiser. Det er godt.\"\n\
        arenas = [\"hjem-og-mad\"]\n\n[solution]\ntext = \"\"\"\nVi laver mad.\n\nSå spiser vi.\"\"\"\nsources = [\"kl\"]\n";

    #[test]
    fn a_new_entry_has_texts_of_its_own_and_the_structure_of_the_first() {
        let entries = [ENTRY.to_owned()];
        let mut writer = Writer::new(&entries);
        let written = writer.entry(ENTRY, "opslag-1");
        assert!(written.starts_with("id = \"opslag-1\"\ntitle = \""));
        assert!(written.contains("arenas = [\"hjem-og-mad\"]\n\n[solution]\ntext = \"\"\"\n"));
        assert!(written.ends_with(".\"\"\"\nsources = [\"kl\"]\n"));
        assert_eq!(written.lines().count(), ENTRY.lines().count());
        assert_eq!(
            written.split_whitespace().count(),
            ENTRY.split_whitespace().count()
        );
        assert_eq!(Writer::new(&entries).entry(ENTRY, "opslag-1"), written);
    }

    #[test]
    fn words_are_taken_from_texts_and_from_nothing_else() {
        let words = texts(ENTRY);
        assert_eq!(words.first(), Some(&"Mad"));
        assert_eq!(words.last(), Some(&"vi"));
        assert_eq!(words.len(), 13);
    }
}
