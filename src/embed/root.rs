//! The one component with effects: it holds the state, draws the view, and carries out the effects that messages ask for.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::console;
use yew::prelude::*;

use super::bindings::HostBindings;
use super::focus::{find, move_focus, show_choices};
use super::load;
use super::message::RootMessage;
use crate::catalogue::Json;
use crate::panel::lazy::LazyParts;
use crate::panel::{
    Effect, ExportAction, Focus, LazyViews, Link, Loading, Message, Readiness, Screen, Settings,
    State, Told, WorksheetAction, results_title, view,
};

/// How long typing must rest before something is said about it, in milliseconds.
const REST: u32 = 700;

/// The element that is mounted; none by default.
#[derive(Clone, Default, Properties)]
pub(super) struct RootProps {
    /// What the element's script offers; `undefined` while none is mounted.
    pub(super) host: HostBindings,
    pub(super) settings: Settings,
    pub(super) link: Option<Link>,
}

impl PartialEq for RootProps {
    /// An element is mounted once, with the same settings as long as it is.
    fn eq(&self, other: &Self) -> bool {
        self.host == other.host
    }
}

pub(super) struct Root {
    state: State,
    /// Where the views send messages.
    send: Callback<Message>,
    /// The views that have been fetched so far.
    views: LazyViews,
    /// The screen that the frame's `data-screen` names.
    screen: &'static str,
    /// What the loader was told.
    readiness: Readiness,
    /// Effects that need the new view, and wait for it.
    pending: Vec<Effect>,
    /// Tells when typing in a calculator or worksheet has rested.
    rest: Option<Timeout>,
    /// What is announced once typing rests.
    announcement: Option<Timeout>,
    /// The words that were announced last, or are about to be.
    announced: String,
    /// Whether a filter was changed since.
    chosen: bool,
    /// The help in a crisis that was shown last.
    help: String,
    /// Whether it was announced.
    is_help_said: Rc<Cell<bool>>,
    /// How many warnings are in the console.
    warned: usize,
    _connection: Option<[EventListener; 2]>,
}

impl Component for Root {
    type Message = RootMessage;
    type Properties = RootProps;

    fn create(context: &Context<Self>) -> Self {
        let RootProps {
            host,
            settings,
            link,
        } = context.props();
        // What was typed before the engine stood is in the field. When an element starts anew, it may be its preset.
        let is_typed = |text: String| !text.is_empty() && text != settings.preset.query;
        let mut state = State::new(settings.clone(), link.clone(), LazyParts::WAITING);
        state.searched = !host.is_undefined() && is_typed(host.query());
        state.update(Message::Offline(!window().navigator().on_line()));
        let connection = (!host.is_undefined()).then(|| {
            host.screens(state.screens.len());
            send_future(context, Box::pin(load::catalogue(host.clone())));
            [("offline", true), ("online", false)].map(|(name, offline)| {
                let changed = context
                    .link()
                    .callback(move |()| RootMessage::from(Message::Offline(offline)));
                EventListener::new(&window(), name, move |_| changed.emit(()))
            })
        });
        Self {
            state,
            send: context.link().callback(RootMessage::Message),
            views: LazyViews::default(),
            screen: "",
            readiness: Readiness::Waiting,
            pending: Vec::new(),
            rest: None,
            announcement: None,
            announced: String::new(),
            chosen: false,
            help: String::new(),
            is_help_said: Rc::new(Cell::new(true)),
            warned: 0,
            _connection: connection,
        }
    }

    /// Another element is mounted here, or none.
    fn changed(&mut self, context: &Context<Self>, _: &RootProps) -> bool {
        *self = Component::create(context);
        true
    }

    fn update(&mut self, context: &Context<Self>, message: RootMessage) -> bool {
        if context.props().host.is_undefined() {
            // It was on its way to the element that was here.
            return false;
        }
        let message = match message {
            RootMessage::Message(message) => message,
            RootMessage::Search(loaded) => {
                self.views.search = loaded.ok().map(|(_, views)| views);
                Message::SearchPart(loaded.map(|(part, _)| part))
            }
            RootMessage::Pages(loaded) => {
                self.views.pages = loaded.ok().map(|(_, views)| views);
                Message::PagesPart(loaded.map(|(part, _)| part))
            }
        };
        let is_page = matches!(message, Message::PagesPart(Ok(_)));
        let news = matches!(
            message,
            Message::PagesPart(_) | Message::Loaded(_) | Message::Answered(..)
        );
        self.chosen |= matches!(message, Message::Choose(..) | Message::RemoveChoice(_));
        // What is focused or pressed must not become something else, and what others put into a card is about its entry.
        let held = ".cards:is(.held,:focus-within,:active)";
        self.state.keeps_cards = find(&context.props().host, held).is_some();
        for effect in self.state.update(message) {
            self.perform(context, effect);
        }
        context.props().host.screens(self.state.screens.len());
        if news {
            self.warn_of_entry_errors();
        }
        if is_page {
            let wrong = context.props().host.wrong();
            if !wrong.is_empty() {
                self.state.warnings.push(wrong);
            }
        }
        for words in self.state.warnings.iter().skip(self.warned) {
            console::warn_1(&format!("Virker: {words}").into());
        }
        self.warned = self.state.warnings.len();
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        view(&self.state, self.views, &self.send)
    }

    fn rendered(&mut self, context: &Context<Self>, _first: bool) {
        let host = &context.props().host;
        if host.is_undefined() {
            return;
        }
        self.show(host);
        if *self.state.screen() == Screen::Search {
            show_choices(host);
        }
        let mut restored = false;
        for effect in std::mem::take(&mut self.pending) {
            match effect {
                Effect::RestoreScroll(open) => restored = host.restore(open),
                Effect::Arrive { fresh } => {
                    if host.arrive(fresh) {
                        move_focus(host, &Focus::Title, true);
                    }
                }
                Effect::Focus(focus) => move_focus(host, &focus, restored),
                Effect::Print => print(context),
                Effect::ShowDialog => {
                    if let Some(dialog) = find(host, "dialog") {
                        host.modal(&dialog);
                    }
                }
                // The others have been carried out in `perform`.
                _ => {}
            }
        }
        self.announce(host);
    }
}

impl Root {
    /// Carries out an effect, or keeps it until the new view is drawn.
    fn perform(&mut self, context: &Context<Self>, effect: Effect) {
        let host = &context.props().host;
        match effect {
            Effect::LoadCatalogue => send_future(context, Box::pin(load::catalogue(host.clone()))),
            Effect::LoadSearch => send_future(context, Box::pin(load::search())),
            Effect::LoadIndex => {
                if let Some(loaded) = self.state.loaded() {
                    let index = load::index(host.clone(), loaded.clone());
                    send_future(context, Box::pin(index));
                }
            }
            Effect::LoadPages => {
                if let Some(loaded) = self.state.loaded() {
                    let pages = load::pages(host.clone(), loaded.clone());
                    send_future(context, Box::pin(pages));
                }
            }
            Effect::Ask(question) => {
                send_future(context, Box::pin(load::answer(host.clone(), question)))
            }
            Effect::WriteField(text) => host.write(&text),
            Effect::RememberScroll(open) => host.remember(open),
            Effect::Copy(text) => copy(context, &text),
            Effect::CopyLink(fragment) => copy(context, &host.link(&fragment)),
            Effect::Save { name, kind, text } => host.save(&name, kind, &text),
            Effect::OpenFile => open_file(context),
            Effect::Guard(on) => host.guard(on),
            Effect::Rest => {
                let send = self.send.clone();
                self.rest = Some(once_rested(Box::new(move || send.emit(Message::Rested))));
            }
            Effect::Tell { told, link } => tell(host, told, link),
            Effect::RestoreScroll(_)
            | Effect::Arrive { .. }
            | Effect::Print
            | Effect::ShowDialog
            | Effect::Focus(_) => self.pending.push(effect),
        }
    }

    /// Names what is wrong in entries, once the catalogue and the code that reads them are here.
    fn warn_of_entry_errors(&self) {
        if let (Some(part), Some(loaded)) = (self.state.parts.pages.get(), self.state.loaded()) {
            for error in part.entry_errors(loaded) {
                console::warn_1(&format!("Virker: {}: {error}", loaded.url).into());
            }
        }
    }

    /// Whether the opening stays for now: what was typed meanwhile is answered in its place, not after an empty view.
    fn keeps_opening(&self, host: &HostBindings) -> bool {
        self.readiness == Readiness::Waiting && self.state.waits_for_results() && host.opened()
    }

    /// Tells the frame which screen is shown, since the search field is only visible with the search, and the loader
    /// whether there is something to see.
    fn show(&mut self, host: &HostBindings) {
        let mut readiness = self.state.readiness();
        if self.keeps_opening(host) {
            readiness = Readiness::Waiting;
        }
        let screen = match (readiness, self.state.screen()) {
            (Readiness::Waiting, _) => self.screen,
            (Readiness::Failed, _) => "search",
            (_, screen) => screen.name(),
        };
        if self.screen != screen {
            self.screen = screen;
            // Setting an attribute of our own element cannot fail.
            let _ = host.frame().set_attribute("data-screen", screen);
        }
        if self.readiness != readiness {
            self.readiness = readiness;
            let app = host.app();
            let _ = app.set_attribute("data-state", readiness.name());
            let _ = app.toggle_attribute_with_force("data-ready", readiness == Readiness::Ready);
            let code = match &self.state.loading {
                Loading::Failed(failure) => failure.code(),
                _ if readiness == Readiness::Failed => "code-unreachable",
                _ => "",
            };
            host.show(readiness.name(), code);
        }
    }

    /// Announces the number of results once typing rests, so that a screen reader is not told after each letter. Help in a
    /// crisis is announced before it when it appears: a live region that is inserted with its words may not be spoken.
    fn announce(&mut self, host: &HostBindings) {
        let words = match self.state.screen() {
            Screen::Search if self.state.loaded().is_some() => results_title(&self.state),
            _ => {
                // It would be about a screen that has been left.
                self.announcement = None;
                return;
            }
        };
        let help = find(host, ".help").and_then(|help| help.get_attribute("data-said"));
        let help = help.unwrap_or_default();
        if help != self.help {
            self.is_help_said.set(help.is_empty());
            self.help.clone_from(&help);
        }
        // It waits for rest as all that is announced, and must not be lost when more is typed meanwhile.
        let says_help = !self.is_help_said.get();
        let chosen = std::mem::take(&mut self.chosen);
        if words == self.announced && !chosen && !says_help {
            return;
        }
        // What the page opens with is not announced, unless it is help.
        let silent = !self.state.searched && !says_help;
        self.announced.clone_from(&words);
        let spoken = match says_help {
            true => help + " " + &words,
            false => words,
        };
        let is_help_said = Rc::clone(&self.is_help_said);
        let region = host.announce();
        let (searched, host) = (self.state.tell_search(), host.clone());
        self.announcement = (!silent).then(|| {
            once_rested(Box::new(move || {
                is_help_said.set(true);
                if let Some(Effect::Tell { told, link }) = searched {
                    tell(&host, told, link);
                }
                // The same words are only announced again if the text differs.
                let same = region.text_content().as_ref() == Some(&spoken);
                region.set_text_content(Some(&(spoken + if same { "\u{a0}" } else { "" })));
            }))
        });
    }
}

/// Does something once the user rests. Boxed, so that what calls it is compiled once.
fn once_rested(then: Box<dyn FnOnce()>) -> Timeout {
    Timeout::new(REST, then)
}

/// Sends what a future gives. It is boxed, so that what drives futures is compiled once and not for each type.
fn send_future(context: &Context<Root>, future: Pin<Box<dyn Future<Output = RootMessage>>>) {
    let host = context.props().host.clone();
    context.link().send_future_batch(async move {
        let message = future.await;
        // What was read is drawn in a task of its own, since each takes tens of milliseconds on a slow phone.
        let _ = JsFuture::from(host.next_task()).await;
        // Another element may have been mounted meanwhile.
        if host.removed() { None } else { Some(message) }
    });
}

/// Sends an event to the host's page.
fn tell(host: &HostBindings, told: Told, link: Option<String>) {
    let (event, key, value) = match told {
        Told::Searched(found) => ("search", "results", found.into()),
        Told::Opened(kind) => ("open", "kind", kind.into()),
        Told::Calculated(changed) => ("calculate", "changed", changed.into()),
    };
    host.tell(event, key, value, link);
}

/// Copies a text, and tells whether that was allowed.
fn copy(context: &Context<Root>, text: &str) {
    let copied = context.props().host.copy(text);
    send_result(context, copied, |copied| {
        Message::Export(ExportAction::Copied(copied.is_ok()))
    });
}

/// Lets the user choose a file, and tells what is in it.
fn open_file(context: &Context<Root>) {
    let opened = context.props().host.open();
    send_result(context, opened, |opened| {
        Message::Worksheet(match opened {
            Ok(file) => {
                let text = file.as_string().unwrap_or_default();
                let file = Json::parse(text.as_bytes()).unwrap_or_default();
                WorksheetAction::FileOpened(Rc::new(file))
            }
            // None was chosen.
            Err(_) => WorksheetAction::Cancel,
        })
    });
}

/// Prints the hand-out that has been drawn, and then removes it.
fn print(context: &Context<Root>) {
    let host = &context.props().host;
    if let Some(handout) = find(host, ".handout") {
        // The browser itself tells of a printer that cannot be reached.
        send_result(context, host.print(&handout), |printed| {
            Message::Export(ExportAction::Printed(printed.is_ok()))
        });
    }
}

/// Sends a message when a promise is settled.
fn send_result(
    context: &Context<Root>,
    promise: Promise,
    message: fn(Result<JsValue, JsValue>) -> Message,
) {
    send_future(
        context,
        Box::pin(async move { message(JsFuture::from(promise).await).into() }),
    );
}
