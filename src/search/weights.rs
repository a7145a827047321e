//! The weights of ranking. Each says what a higher value does, what 0 and the highest value do,
//! and its range.

/// The weight of a match that counts fully.
pub const FULL: u32 = 256;

/// The weights of ranking. Those of fields and lengths take effect when an index is built, the
/// others when it is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// A word in a title, in sixteenths of one in a body. More favours entries with the term in
    /// their title; 16 treats titles as bodies; 0 ignores them. 0 to 1,000.
    pub title: u32,
    /// A word in a summary, in sixteenths. 0 to 1,000.
    pub summary: u32,
    /// A word among arenas, audiences, organisations, places and target groups, in sixteenths. 0 to
    /// 1,000.
    pub label: u32,
    /// A word anywhere else, in sixteenths. More favours long entries; 0 ignores bodies. 0 to
    /// 1,000.
    pub body: u32,
    /// How much the frequencies in a body are normalized by its length, of [`FULL`]. 0: not at
    /// all; [`FULL`]: in a body twice as long, a word counts half. 0 to [`FULL`].
    pub length: u32,
    /// How soon repetitions of a word stop counting, in sixteenths of one word in a body. 0:
    /// repetitions do not count; more lets them count longer. 0 to 10,000.
    pub saturation: u32,
    /// Another form of the word that was typed (`flyttede`, `flytte`). 0: such forms are not found;
    /// [`FULL`]: they are as good. 0 to [`FULL`].
    pub inflection: u32,
    /// A word derived from it (`flytte`, `flytning`). 0 to [`FULL`].
    pub derivation: u32,
    /// A compound with it as a part (`støtte`, `bostøtte`). 0 to [`FULL`].
    pub part: u32,
    /// A word that means the same by the thesaurus. 0 to [`FULL`].
    pub equal: u32,
    /// A word that is related by the thesaurus. 0 to [`FULL`].
    pub related: u32,
    /// A word that begins with what was typed. 0: no search as you type. 0 to [`FULL`].
    pub prefix: u32,
    /// A word that was corrected. 0: nothing is corrected. 0 to [`FULL`].
    pub typo: u32,
    /// How much of a query of three terms or more the best entry must cover, of [`FULL`], rare
    /// terms counting most. More gives fewer and surer results; 0: one term is enough; [`FULL`]:
    /// all terms are needed. 0 to [`FULL`].
    pub coverage: u32,
    /// The same for two terms. 0 to [`FULL`].
    pub coverage_of_two: u32,
    /// The most that must be covered, in 256ths of the rarest word. More gives fewer results for
    /// long queries; with 0, anything matches them. 0 to 2,560.
    pub enough: u32,
    /// How much of a query the catalogue's words must match, in all entries together, for hits that
    /// cover less than enough, of [`FULL`]. More gives fewer such hits; with 0, any word gives some.
    /// 0 to [`FULL`].
    pub partial: u32,
    /// How much the other entries must cover of what the best must, of [`FULL`]. More gives fewer
    /// results; 0 gives all entries with any of the terms. 0 to [`FULL`].
    pub tail: u32,
    /// The thesaurus in a query of three terms or more, for words that the catalogue has itself.
    /// 0: it is not used; [`FULL`]: as in shorter queries. 0 to [`FULL`].
    pub sentence: u32,
    /// How much an unknown word counts in what must be covered, of the rarest known word. 0:
    /// unknown words are ignored. 0 to [`FULL`].
    pub unknown: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            title: 128,
            summary: 36,
            label: 32,
            body: 16,
            length: 180,
            saturation: 30,
            inflection: 243,
            derivation: 179,
            part: 154,
            equal: 179,
            related: 135,
            prefix: 154,
            typo: 205,
            coverage: 90,
            coverage_of_two: 128,
            enough: 190,
            partial: 190,
            tail: 60,
            sentence: 130,
            unknown: 160,
        }
    }
}

impl Weights {
    /// The name, value and maximum of each weight.
    fn rows(&mut self) -> [(&'static str, &mut u32, u32); 20] {
        [
            ("title", &mut self.title, 1_000),
            ("summary", &mut self.summary, 1_000),
            ("label", &mut self.label, 1_000),
            ("body", &mut self.body, 1_000),
            ("length", &mut self.length, FULL),
            ("saturation", &mut self.saturation, 10_000),
            ("inflection", &mut self.inflection, FULL),
            ("derivation", &mut self.derivation, FULL),
            ("part", &mut self.part, FULL),
            ("equal", &mut self.equal, FULL),
            ("related", &mut self.related, FULL),
            ("prefix", &mut self.prefix, FULL),
            ("typo", &mut self.typo, FULL),
            ("coverage", &mut self.coverage, FULL),
            ("coverage_of_two", &mut self.coverage_of_two, FULL),
            ("enough", &mut self.enough, 2_560),
            ("partial", &mut self.partial, FULL),
            ("tail", &mut self.tail, FULL),
            ("sentence", &mut self.sentence, FULL),
            ("unknown", &mut self.unknown, FULL),
        ]
    }

    /// Sets a weight by name.
    ///
    /// # Errors
    /// Returns the weight's maximum if the value is above it, and 0 if there is no such weight.
    ///
    /// ```
    /// use virker::search::{FULL, Weights};
    ///
    /// let mut weights = Weights::default();
    /// assert_eq!(weights.set("typo", 0), Ok(()));
    /// assert_eq!(weights.set("typo", FULL + 1), Err(FULL));
    /// ```
    pub fn set(&mut self, name: &str, value: u32) -> Result<(), u32> {
        let row = self.rows().into_iter().find(|(known, _, _)| *known == name);
        match row {
            Some((_, weight, most)) if value <= most => {
                *weight = value;
                Ok(())
            }
            Some((_, _, most)) => Err(most),
            None => Err(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_set_within_its_range_only() {
        let mut weights = Weights::default();
        assert_eq!(weights.set("part", FULL), Ok(()));
        assert_eq!(weights.part, FULL);
        assert_eq!(weights.set("part", FULL + 1), Err(FULL));
        assert_eq!(weights.set("parts", 1), Err(0));
        let defaults = Weights::default()
            .rows()
            .map(|(name, value, most)| (name, *value, most));
        assert!(defaults.iter().all(|(_, value, most)| value <= most));
    }
}
