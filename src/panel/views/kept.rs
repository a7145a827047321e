//! What was drawn before, and would be drawn the same again.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::super::{CalculatorState, Field};
use super::tag::Tag;
use crate::calculator::CompiledCalculator;

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

/// Which part it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The field for the input in this place.
    Field(usize),
    /// The buttons that take the calculator along.
    Actions,
    Sources,
}

struct Part {
    which: Which,
    // What it was drawn from.
    compiled: Rc<CompiledCalculator>,
    field: Option<Field>,
    drawn: Html,
}

impl Kept {
    /// A part: as it was drawn, when nothing changed that it is drawn from.
    pub(super) fn part(
        &self,
        which: Which,
        state: &CalculatorState,
        draw: impl FnOnce() -> Tag,
    ) -> Html {
        let field = match which {
            Which::Field(place) => state.fields.get(place),
            Which::Actions | Which::Sources => None,
        };
        let mut parts = self.0.borrow_mut();
        let known = parts.iter_mut().find(|part| part.which == which);
        if let Some(part) = &known
            && Rc::ptr_eq(&part.compiled, &state.compiled)
            && part.field.as_ref() == field
        {
            return part.drawn.clone();
        }
        let part = Part {
            which,
            compiled: Rc::clone(&state.compiled),
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
