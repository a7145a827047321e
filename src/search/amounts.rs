//! How much of each word stands in each entry, as it is counted while an index
//! is built.

/// How much a word or phrase is in an entry: where it always counts the same,
/// and how often in the body.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) word: u32,
    pub(super) entry: u32,
    pub(super) heading: u32,
    pub(super) body: u32,
}

/// All amounts, entry by entry.
#[derive(Default)]
pub(super) struct Amounts {
    pub(super) all: Vec<Amount>,
    /// The place of each word's last amount.
    last: Vec<u32>,
}

impl Amounts {
    /// Adds a word that stands in an entry, which none before stands behind.
    pub(super) fn add(&mut self, word: u32, entry: u32, (heading, body): (u32, u32)) {
        let number = word as usize;
        let last = self.last.get(number).copied().unwrap_or(NONE);
        if let Some(amount) = self.all.get_mut(last as usize)
            && amount.entry == entry
        {
            amount.heading += heading;
            amount.body += body;
            return;
        }
        if self.last.len() <= number {
            self.last.resize(number + 1, NONE);
        }
        if let Some(last) = self.last.get_mut(number) {
            *last = u32::try_from(self.all.len()).unwrap_or(NONE);
        }
        self.all.push(Amount {
            word,
            entry,
            heading,
            body,
        });
    }
}

/// No number of anything; ends each text in the stream of words.
pub(super) const NONE: u32 = u32::MAX;
