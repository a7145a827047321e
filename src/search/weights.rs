//! What counts how much. Each number says what more of it does, what its ends
//! do, and how far it may go.

/// The whole of a weight: a match of this weight counts fully.
pub const FULL: u32 = 256;

/// What counts how much in a search. The weights of fields and lengths are
/// worked into an index when it is built; the others are used when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// A word in a title, in sixteenths of one in a body. More lifts entries
    /// that are called what is sought; 16 treats titles as bodies; 0 leaves
    /// them out. 0 to 1,000.
    pub title: u32,
    /// A word in a summary, in sixteenths. 0 to 1,000.
    pub summary: u32,
    /// A word among arenas, audiences, organisations, places and target
    /// groups, in sixteenths. 0 to 1,000.
    pub label: u32,
    /// A word anywhere else, in sixteenths. More lifts long, thorough entries;
    /// 0 leaves bodies out. 0 to 1,000.
    pub body: u32,
    /// How much a long body thins out its words, of [`FULL`]. 0: not at all;
    /// [`FULL`]: twice as long counts half. 0 to [`FULL`].
    pub length: u32,
    /// How soon repeating a word stops helping, in sixteenths of one word in a
    /// body. 0: once is as good as often; more lets repetition count longer.
    /// 0 to 10,000.
    pub saturation: u32,
    /// Another form of the word that was typed (`flyttede`, `flytte`). 0: such
    /// forms are not found; [`FULL`]: they are as good. 0 to [`FULL`].
    pub inflection: u32,
    /// A word derived from it (`flytte`, `flytning`). 0 to [`FULL`].
    pub derivation: u32,
    /// A compound that holds it (`støtte`, `bostøtte`). 0 to [`FULL`].
    pub part: u32,
    /// A word that means the same by the thesaurus. 0 to [`FULL`].
    pub equal: u32,
    /// A word that is related by the thesaurus. 0 to [`FULL`].
    pub related: u32,
    /// A word that begins with what was typed. 0: no search as you type.
    /// 0 to [`FULL`].
    pub prefix: u32,
    /// A word that was corrected. 0: nothing is corrected. 0 to [`FULL`].
    pub typo: u32,
    /// How much of a question of three words or more must be answered, of
    /// [`FULL`], rare words counting most. More gives fewer and surer answers;
    /// 0: one word is enough; [`FULL`]: all must be there. 0 to [`FULL`].
    pub coverage: u32,
    /// The same for two words. 0 to [`FULL`].
    pub coverage_of_two: u32,
    /// How much is always enough, in 256ths of the rarest word: a long question
    /// need not be answered in more than that. More gives fewer answers to long
    /// questions; 0 lets anything answer them. 0 to 2,560.
    pub enough: u32,
    /// How much of what the best answers must have, of [`FULL`], the others must
    /// have. More shows fewer of them; 0 shows all that has any of the words.
    /// 0 to [`FULL`].
    pub tail: u32,
    /// The thesaurus in a question of three words or more, for words that the
    /// catalogue has itself. 0: it is not asked; [`FULL`]: as for one word.
    /// 0 to [`FULL`].
    pub sentence: u32,
    /// What a word that nothing here knows counts in that, of what the rarest
    /// known word counts. 0: unknown words are passed over. 0 to [`FULL`].
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
            tail: 60,
            sentence: 130,
            unknown: 160,
        }
    }
}

impl Weights {
    /// Each weight's name, where it stands, and the most that it may be.
    fn rows(&mut self) -> [(&'static str, &mut u32, u32); 19] {
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
            ("tail", &mut self.tail, FULL),
            ("sentence", &mut self.sentence, FULL),
            ("unknown", &mut self.unknown, FULL),
        ]
    }

    /// Sets a weight by its name.
    ///
    /// # Errors
    /// The most that it may be, or 0 when there is no weight of that name.
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
        let own = Weights::default()
            .rows()
            .map(|(name, value, most)| (name, *value, most));
        assert!(own.iter().all(|(_, value, most)| value <= most));
    }
}
