//! A component's place in the program: what it is sent, and when it is drawn.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::mem::take;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::{Component, Context};
use crate::callback::Callback;
use crate::dom::Stage;

/// The way to send messages to a component.
pub struct Scope<COMP: Component>(Rc<Inner<COMP>>);

struct Inner<COMP: Component> {
    /// Messages that it hasn't been given yet.
    pending: RefCell<Vec<COMP::Message>>,
    /// `None` before it is created, and when it is taken down. It stays borrowed when what drew it was broken off: the
    /// next message then traps, so that the page is told.
    running: RefCell<Option<Running<COMP>>>,
    /// Nothing is delivered to it any more, whatever state it was left in.
    stopped: Cell<bool>,
}

struct Running<COMP: Component> {
    component: COMP,
    context: Context<COMP>,
    stage: Stage,
}

impl<COMP: Component> Clone for Scope<COMP> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<COMP: Component> Scope<COMP> {
    pub(crate) fn new() -> Self {
        Self(Rc::new(Inner {
            pending: RefCell::default(),
            running: RefCell::default(),
            stopped: Cell::new(false),
        }))
    }

    /// A callback that sends a message.
    pub fn callback<F, IN, M>(&self, function: F) -> Callback<IN>
    where
        M: Into<COMP::Message>,
        F: Fn(IN) -> M + 'static,
    {
        let scope = self.clone();
        Callback::from(move |input| scope.send_message(function(input)))
    }

    /// Sends the message that a future ends with.
    pub fn send_future<Fut, Msg>(&self, future: Fut)
    where
        Msg: Into<COMP::Message>,
        Fut: Future<Output = Msg> + 'static,
    {
        let scope = self.clone();
        spawn(Box::pin(async move { scope.send_message(future.await) }));
    }

    /// The component is given the message when the script that runs has ended, with all others that were sent
    /// meanwhile, and is then drawn once.
    pub fn send_message<T: Into<COMP::Message>>(&self, message: T) {
        let mut pending = self.0.pending.borrow_mut();
        pending.push(message.into());
        if pending.len() == 1 {
            let scope = self.clone();
            spawn(Box::pin(async move { scope.deliver() }));
        }
    }

    pub(crate) fn create_soon(&self, host: Element, props: COMP::Properties) {
        let scope = self.clone();
        spawn(Box::pin(async move {
            host.set_text_content(None);
            let context = Context {
                scope: scope.clone(),
                props,
            };
            let component = COMP::create(&context);
            let mut running = Running {
                component,
                context,
                stage: Stage::new(host),
            };
            running.draw(true);
            *scope.0.running.borrow_mut() = Some(running);
        }));
    }

    pub(crate) fn destroy_soon(&self) {
        self.0.stopped.set(true);
        let scope = self.clone();
        spawn(Box::pin(async move {
            // What was broken off cannot be taken down any more.
            let running = scope.0.running.try_borrow_mut();
            if let Some(mut running) = running.ok().and_then(|mut running| running.take()) {
                running.component.destroy(&running.context);
                running.stage.clear();
            }
        }));
    }

    fn deliver(&self) {
        let messages = take(&mut *self.0.pending.borrow_mut());
        if self.0.stopped.get() {
            return;
        }
        if let Some(running) = &mut *self.0.running.borrow_mut() {
            let mut changed = false;
            for message in messages {
                changed |= running.component.update(&running.context, message);
            }
            if changed {
                running.draw(false);
            }
        }
    }
}

impl<COMP: Component> Running<COMP> {
    fn draw(&mut self, first: bool) {
        self.stage.draw(self.component.view(&self.context));
        self.component.rendered(&self.context, first);
    }
}

/// In a box all are of one type, so what drives them is compiled once.
fn spawn(future: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local(future);
}
