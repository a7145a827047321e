//! Danish as a dictionary knows it: inflected forms, derivations and parts of
//! compounds.
//!
//! The dictionary is Stavekontrolden's, pinned in `dictionary/` with its
//! licence. It is too large for a browser, so what a catalogue needs of it is
//! extracted into a lexicon when the catalogue is published.

mod derivation;
mod hunspell;
mod lexicon;
mod lookup;

pub(super) use lexicon::lexicon;
pub(super) use lookup::Dictionary;
