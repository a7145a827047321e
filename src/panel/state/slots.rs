//! The places that the shown cards are drawn in.
//!
//! To make a card takes a browser several times what it takes to write another entry into one that stands, and every
//! letter typed brings some. So a card that comes takes over the elements of one that goes: Yew knows elements by their
//! key, and the key of a card's is the number of its slot.

use std::mem;

use crate::catalogue::Card;
use crate::danish::hash;

/// The slots of the shown cards, in the cards' order.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    all: Vec<Slot>,
    /// No slot has a higher number.
    next: u32,
}

#[derive(Clone, Debug)]
struct Slot {
    /// The [`hash`] of its entry's id. If two have the same, one is written where the other was.
    entry: u32,
    number: u32,
}

/// The number of a slot that has none yet, or that was given to another.
const NONE: u32 = 0;

impl Slots {
    /// Gives the card of each of these entries a slot. Those that have one keep it. The others take over slots of cards that are no
    /// longer shown, if `reuse` says so: not while what is focused may be in one of them, since it would become something
    /// else.
    pub(super) fn show(&mut self, cards: &[Card], entries: &[usize], reuse: bool) {
        let mut before = mem::take(&mut self.all);
        for entry in entries {
            let Some(card) = cards.get(*entry) else {
                continue;
            };
            let entry = hash(card.id.as_bytes());
            let kept = before
                .iter_mut()
                .find(|slot| slot.number != NONE && slot.entry == entry);
            self.all.push(Slot {
                entry,
                number: kept.map_or(NONE, |slot| mem::replace(&mut slot.number, NONE)),
            });
        }
        let mut free = before.iter().filter(|slot| reuse && slot.number != NONE);
        for slot in &mut self.all {
            if slot.number == NONE {
                self.next += 1;
                slot.number = free.next().map_or(self.next, |left| left.number);
            }
        }
    }

    /// The numbers of the slots.
    pub(super) fn numbers(&self) -> impl ExactSizeIterator<Item = u32> {
        self.all.iter().map(|slot| slot.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(slots: &mut Slots, ids: &[&str], reuse: bool) -> Vec<u32> {
        let card = |id: &&str| Card {
            id: (*id).to_owned(),
            ..Card::default()
        };
        let cards: Vec<Card> = ids.iter().map(card).collect();
        let entries: Vec<usize> = (0..cards.len()).collect();
        slots.show(&cards, &entries, reuse);
        slots.numbers().collect()
    }

    #[test]
    fn cards_that_stay_keep_their_slots_and_new_ones_take_over_those_of_cards_that_go() {
        let mut slots = Slots::default();
        assert_eq!(show(&mut slots, &["a", "b", "c"], true), [1, 2, 3]);
        assert_eq!(show(&mut slots, &["c", "d", "a", "e"], true), [3, 2, 1, 5]);
        assert_eq!(show(&mut slots, &["f", "g"], true), [3, 2]);
        assert_eq!(show(&mut slots, &["f", "g", "h"], true), [3, 2, 8]);
    }

    #[test]
    fn of_two_cards_with_one_id_each_keeps_its_slot() {
        let mut slots = Slots::default();
        assert_eq!(show(&mut slots, &["a", "a", "b"], true), [1, 2, 3]);
        assert_eq!(show(&mut slots, &["a", "a"], false), [1, 2]);
    }

    #[test]
    fn a_slot_is_not_taken_over_while_its_card_may_have_the_focus() {
        let mut slots = Slots::default();
        assert_eq!(show(&mut slots, &["a", "b"], true), [1, 2]);
        assert_eq!(show(&mut slots, &["b", "c"], false), [2, 3]);
    }
}
