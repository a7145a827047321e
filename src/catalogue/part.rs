//! A part of a published catalogue, as `virker build` writes it: JSON in which each entry has a line of its own, so that
//! one can be parsed without the others. The first line ends with `"entries":[`.

use super::json::Json;
use crate::buffer::Buffer;

/// The text of a part.
pub struct PartText {
    bytes: Buffer,
    /// Where each line ends. The last one only closes the list.
    ends: Vec<usize>,
}

impl PartText {
    /// A part in UTF-8.
    #[must_use]
    pub fn new(bytes: Buffer) -> Self {
        let mut ends = Vec::new();
        let mut index = 0;
        for block in bytes.blocks(0) {
            for byte in &block {
                if *byte == b'\n' {
                    ends.push(index);
                }
                index += 1;
            }
        }
        Self { bytes, ends }
    }

    /// All but the entries; `None` when that is not JSON.
    #[must_use]
    pub fn rest(&self) -> Option<Json> {
        let mut line = self.bytes.copy(0..*self.ends.first()?);
        line.extend(b"]}");
        Json::parse(&line)
    }

    /// How many entries it has.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.ends.len().saturating_sub(2)
    }

    /// Parses the entry with this index; `None` when there is none, or it is not JSON.
    #[must_use]
    pub fn entry(&self, index: usize) -> Option<Json> {
        let start = *self.ends.get(index)?;
        let end = *self.ends.get(index + 1)?;
        let line = self.bytes.copy(start..end);
        Json::parse(line.strip_suffix(b",").unwrap_or(&line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> PartText {
        PartText::new(text.as_bytes().to_vec().into())
    }

    #[test]
    fn lines_may_be_longer_than_a_block() {
        let long = "a".repeat(100_000);
        let text = format!("{{\"entries\":[\n{{\"id\":\"{long}\"}},\n{{\"id\":\"b\"}}\n]}}\n");
        let part = part(&text);
        let ids = [0, 1].map(|index| part.entry(index).unwrap().text("id").map(str::to_owned));
        assert_eq!(ids, [Some(long), Some("b".to_owned())]);
    }

    #[test]
    fn each_entry_is_parsed_by_itself() {
        let part = part("{\"sources\":[1],\"entries\":[\n{\"id\":\"a\"},\n{\"id\":7\n]}\n");
        let rest = part.rest().unwrap();
        assert_eq!(
            rest.get("sources"),
            Some(&Json::List(vec![Json::Number(1.0)]))
        );
        assert_eq!(part.entry_count(), 2);
        assert_eq!(part.entry(0).unwrap().text("id"), Some("a"));
        // The second is not JSON, and there is no third.
        assert_eq!((part.entry(1), part.entry(2)), (None, None));
    }

    #[test]
    fn another_file_has_no_entries() {
        for text in ["", "\n", "<!doctype html>\n", "{\"entries\":[]}", "\n\n\n"] {
            let part = part(text);
            assert_eq!(part.rest(), None, "{text:?}");
            assert_eq!(part.entry(0), None, "{text:?}");
        }
    }
}
