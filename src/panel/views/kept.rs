//! What was drawn before, and would be drawn the same again.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::super::{Field, Reckoning};
use super::tag::Tag;
use crate::calculator::Sheet;

/// Parts of a calculator's screen that its numbers don't change, as they were
/// last drawn: half of what stands there. A press of + builds only the rest
/// anew, and the widget's Yew (`xtask/yew`) passes over a node that it was given
/// before.
///
/// What they are drawn from besides never changes while an element stands: its
/// settings, and the catalogue, which is loaded once. A field that is passed
/// over is not compared with the page either: each letter is a change of its
/// own, and is drawn.
#[derive(Default)]
pub struct Kept(RefCell<Vec<Part>>);

struct Part {
    /// Which field it is; `None` for the sources.
    place: Option<usize>,
    // What it was drawn from.
    sheet: Rc<Sheet>,
    field: Option<Field>,
    drawn: Html,
}

impl Kept {
    /// The part at this place: as it was drawn, when nothing changed that it is
    /// drawn from.
    pub(super) fn part(
        &self,
        place: Option<usize>,
        reckoning: &Reckoning,
        draw: impl FnOnce() -> Tag,
    ) -> Html {
        let field = place.and_then(|place| reckoning.fields.get(place));
        let mut parts = self.0.borrow_mut();
        let known = parts.iter_mut().find(|part| part.place == place);
        if let Some(part) = &known
            && Rc::ptr_eq(&part.sheet, &reckoning.sheet)
            && part.field.as_ref() == field
        {
            return part.drawn.clone();
        }
        let part = Part {
            place,
            sheet: Rc::clone(&reckoning.sheet),
            field: field.cloned(),
            drawn: draw().into(),
        };
        let drawn = part.drawn.clone();
        match known {
            Some(known) => *known = part,
            None => parts.push(part),
        }
        drawn
    }
}
