//! Term frequencies, counted while an index is built.

/// How often a word or phrase occurs in an entry.
#[derive(Clone, Copy)]
pub(super) struct Frequency {
    pub(super) word: u32,
    pub(super) entry: u32,
    /// The sum of the weights of its occurrences in title, summary and labels, which do not depend
    /// on the entry's length.
    pub(super) heading: u32,
    /// The number of its occurrences in the body.
    pub(super) body: u32,
}

/// All frequencies, entry by entry.
#[derive(Default)]
pub(super) struct Frequencies {
    pub(super) all: Vec<Frequency>,
    /// By word, the index of its last frequency in `all`.
    last: Vec<u32>,
}

impl Frequencies {
    /// Adds an occurrence of a word in an entry. Entries must be added in order.
    pub(super) fn add(&mut self, word: u32, entry: u32, (heading, body): (u32, u32)) {
        let index = word as usize;
        let last = self.last.get(index).copied().unwrap_or(NONE);
        if let Some(frequency) = self.all.get_mut(last as usize)
            && frequency.entry == entry
        {
            frequency.heading += heading;
            frequency.body += body;
            return;
        }
        if self.last.len() <= index {
            self.last.resize(index + 1, NONE);
        }
        if let Some(last) = self.last.get_mut(index) {
            *last = u32::try_from(self.all.len()).unwrap_or(NONE);
        }
        self.all.push(Frequency {
            word,
            entry,
            heading,
            body,
        });
    }
}

/// Stands for no word, and ends each text in the stream of words.
pub(super) const NONE: u32 = u32::MAX;
