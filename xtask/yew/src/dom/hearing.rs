//! Events: one listener of the host for each kind, which goes from where the event was outwards.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, Node};

use crate::virtual_dom::{Listener, ListenerKind};

#[wasm_bindgen]
extern "C" {
    /// An element that may have listeners.
    type Listening;
    #[wasm_bindgen(method, getter = __yew_listener_id, structural)]
    fn id(this: &Listening) -> Option<u32>;
    #[wasm_bindgen(method, setter = __yew_listener_id, structural)]
    fn set_id(this: &Listening, id: u32);
}

type Listeners = Vec<Rc<dyn Listener>>;
type Heard = Closure<dyn Fn(Event)>;

/// All that is heard within a host.
pub(super) struct Hearing {
    host: Element,
    /// The listeners of each element, by its id in order.
    listeners: RefCell<Vec<(u32, Listeners)>>,
    last: Cell<u32>,
    /// What the host listens to.
    kinds: RefCell<Vec<(ListenerKind, Heard)>>,
}

impl Hearing {
    pub(super) fn new(host: Element) -> Rc<Self> {
        Rc::new(Self {
            host,
            listeners: RefCell::default(),
            last: Cell::new(0),
            kinds: RefCell::default(),
        })
    }

    /// Gives an element these listeners, and no others.
    pub(super) fn listen(
        self: &Rc<Self>,
        element: &Element,
        id: &mut Option<u32>,
        listeners: Listeners,
    ) {
        for listener in &listeners {
            self.hear(listener.kind());
        }
        let mut all = self.listeners.borrow_mut();
        match place(&all, *id) {
            Some(place) => all[place].1 = listeners,
            None => {
                let new = self.last.get() + 1;
                self.last.set(new);
                element.unchecked_ref::<Listening>().set_id(new);
                *id = Some(new);
                all.push((new, listeners));
            }
        }
    }

    pub(super) fn forget(&self, id: Option<u32>) {
        let mut all = self.listeners.borrow_mut();
        if let Some(place) = place(&all, id) {
            all.remove(place);
        }
    }

    fn hear(self: &Rc<Self>, kind: ListenerKind) {
        let mut kinds = self.kinds.borrow_mut();
        if kinds.iter().any(|(known, _)| *known == kind) {
            return;
        }
        let hearing = Rc::downgrade(self);
        let heard = Heard::new(move |event| {
            if let Some(hearing) = hearing.upgrade() {
                hearing.tell(kind, &event);
            }
        });
        // On its way in: events that don't bubble are heard too.
        let _ = self.host.add_event_listener_with_callback_and_bool(
            kind.0,
            heard.as_ref().unchecked_ref(),
            true,
        );
        kinds.push((kind, heard));
    }

    fn tell(&self, kind: ListenerKind, event: &Event) {
        let host: &Node = &self.host;
        let mut at = event.target().map(JsCast::unchecked_into::<Node>);
        while let Some(node) = at.filter(|node| node != host) {
            // They may change what is drawn, so nothing is borrowed meanwhile.
            for listener in self.of(&node) {
                if listener.kind() == kind {
                    listener.handle(event.clone());
                }
            }
            if !event.bubbles() || event.cancel_bubble() {
                return;
            }
            at = node.parent_node();
        }
    }

    fn of(&self, node: &Node) -> Listeners {
        let all = self.listeners.borrow();
        match place(&all, node.unchecked_ref::<Listening>().id()) {
            Some(place) => all[place].1.clone(),
            None => Listeners::new(),
        }
    }
}

fn place(all: &[(u32, Listeners)], id: Option<u32>) -> Option<usize> {
    all.binary_search_by_key(&id?, |known| known.0).ok()
}

impl Drop for Hearing {
    fn drop(&mut self) {
        for (kind, heard) in self.kinds.borrow().iter() {
            let _ = self.host.remove_event_listener_with_callback_and_bool(
                kind.0,
                heard.as_ref().unchecked_ref(),
                true,
            );
        }
    }
}
