//! The one component that has effects: it holds the state, draws the view,
//! and then does what the state's messages asked for.

use std::pin::Pin;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlSelectElement, console};
use yew::prelude::*;

use super::load::{index, load};
use super::place::Place;
use crate::panel::details::NotLoaded;
use crate::panel::{
    Details, Effect, Focus, Hand, Kept, Link, Loading, Message, PaperTouch, Screen, Settings,
    State, details, view,
};

/// How long typing must rest before the number of results is announced.
const REST: u32 = 700;

#[derive(Clone, Properties)]
pub(super) struct RootProps {
    pub(super) place: Place,
    pub(super) settings: Settings,
    pub(super) link: Option<Link>,
}

/// An element is mounted once with its props; they never change.
impl PartialEq for RootProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

pub(super) struct Root {
    state: State,
    kept: Kept,
    /// The screen that the frame was told of.
    screen: &'static str,
    /// What is to be done once the new view stands.
    pending: Vec<Effect>,
    scroll: f64,
    announcement: Option<Timeout>,
    announced: String,
    _connection: [EventListener; 2],
}

impl Component for Root {
    type Message = Message;
    type Properties = RootProps;

    fn create(context: &Context<Self>) -> Self {
        let RootProps { settings, link, .. } = context.props();
        let mut state = State::new(settings.clone(), link.clone());
        state.offline = !window().navigator().on_line();
        let connection = [("offline", true), ("online", false)].map(|(name, offline)| {
            let changed = context.link().callback(move |()| Message::Offline(offline));
            EventListener::new(&window(), name, move |_| changed.emit(()))
        });
        let place = context.props().place.clone();
        later(context, load(place));
        Self {
            state,
            kept: Kept::default(),
            screen: "",
            pending: Vec::new(),
            scroll: 0.0,
            announcement: None,
            announced: String::new(),
            _connection: connection,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let place = &context.props().place;
        let loaded = matches!(message, Message::Details(Ok(())));
        let effects = self.state.update(message);
        if loaded && let Some(shelf) = self.state.shelf() {
            for fault in details::faults(shelf) {
                console::warn_1(&format!("Virker: {}: {fault}", shelf.url).into());
            }
        }
        for effect in effects {
            match effect {
                Effect::Load => later(context, load(place.clone())),
                Effect::LoadDetails => fetch_details(context),
                Effect::WriteField(text) => place.write(&text),
                Effect::RememberScroll => self.scroll = window().scroll_y().unwrap_or_default(),
                Effect::Copy(text) => copy(context, &text),
                Effect::CopyLink(fragment) => copy(context, &(place.address() + &fragment)),
                Effect::Save { name, kind, text } => place.save(&name, kind, &text),
                Effect::OpenFile => open_file(context),
                Effect::Guard(on) => place.guard(on),
                later @ (Effect::LoadIndex
                | Effect::RestoreScroll
                | Effect::Print
                | Effect::ShowDialog
                | Effect::Focus(_)) => {
                    self.pending.push(later);
                }
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let send = context.link().callback(|message| message);
        view(&self.state, &self.kept, &send)
    }

    fn rendered(&mut self, context: &Context<Self>, _first: bool) {
        let place = &context.props().place;
        if self.show_screen(place) && self.state.details == Details::Waiting {
            // The rest, with the styles of messages, comes behind what is seen first.
            fetch_details(context);
        }
        if *self.state.screen() == Screen::Search {
            show_choices(place);
        }
        let mut restored = false;
        for effect in std::mem::take(&mut self.pending) {
            match effect {
                Effect::RestoreScroll => {
                    window().scroll_to_with_x_and_y(
                        window().scroll_x().unwrap_or_default(),
                        self.scroll,
                    );
                    restored = true;
                }
                Effect::Focus(focus) => move_focus(place, &focus, restored),
                Effect::LoadIndex => {
                    if let Some(shelf) = self.state.shelf() {
                        later(context, index(place.clone(), shelf.clone()));
                    }
                }
                Effect::Print => print(context),
                Effect::ShowDialog => {
                    if let Some(dialog) = find(place, "dialog") {
                        place.modal(&dialog);
                    }
                }
                Effect::Load
                | Effect::LoadDetails
                | Effect::WriteField(_)
                | Effect::Copy(_)
                | Effect::CopyLink(_)
                | Effect::Save { .. }
                | Effect::OpenFile
                | Effect::Guard(_)
                | Effect::RememberScroll => {}
            }
        }
        self.announce_later(place);
    }

    /// An element that is gone has nothing unsaved that the page could ask about.
    fn destroy(&mut self, context: &Context<Self>) {
        context.props().place.guard(false);
    }
}

impl Root {
    /// Tells the frame which screen is shown: the search field is only there
    /// with the search. Returns whether there is something to see that wasn't
    /// there before: a panel, or why there is none.
    fn show_screen(&mut self, place: &Place) -> bool {
        let (screen, ready) = match (&self.state.loading, self.state.screen()) {
            (Loading::Waiting, _) => return false,
            (Loading::Failed(_), _) => ("search", false),
            (Loading::Ready(_), Screen::Search) => ("search", true),
            (Loading::Ready(_), Screen::Concept(_)) => ("concept", true),
            (Loading::Ready(_), Screen::Calculator(_)) => ("calculator", true),
            (Loading::Ready(_), Screen::Worksheet(_)) => ("worksheet", true),
        };
        if self.screen != screen {
            self.screen = screen;
            // Setting an attribute of an element of ours cannot fail.
            let _ = place.frame().set_attribute("data-screen", screen);
        }
        let app = place.app();
        let state = if ready { "ready" } else { "failed" };
        if app.get_attribute("data-state").as_deref() != Some(state) {
            let _ = app.set_attribute("data-state", state);
            let _ = app.toggle_attribute_with_force("data-ready", ready);
            place.stands(ready);
            return true;
        }
        false
    }

    /// Says how many results there are once typing rests, so that a screen
    /// reader isn't told after each letter.
    fn announce_later(&mut self, place: &Place) {
        let words = match self.state.screen() {
            Screen::Search if self.state.shelf().is_some() => self.state.announcement(),
            _ => return,
        };
        if words == self.announced {
            return;
        }
        let first = self.announced.is_empty();
        self.announced.clone_from(&words);
        let region = place.announce();
        // What the page opened with isn't news.
        self.announcement =
            (!first).then(|| Timeout::new(REST, move || region.set_text_content(Some(&words))));
    }
}

/// Sends a message when it has come. In a box all are of one type, so what
/// drives them is compiled once.
fn later(context: &Context<Root>, message: impl Future<Output = Message> + 'static) {
    let message: Pin<Box<dyn Future<Output = Message>>> = Box::pin(message);
    context.link().send_future(message);
}

/// Fetches the code and the styles of entries and calculators at once, when
/// what was drawn has been painted; both are needed.
fn fetch_details(context: &Context<Root>) {
    let place = context.props().place.clone();
    later(context, async move {
        // A frame that never comes only means that nobody is looking.
        let _ = JsFuture::from(place.painted()).await;
        let styles = JsFuture::from(place.dress());
        let code = details::load().await;
        Message::Details(styles.await.map_or(Err(NotLoaded), |_| code))
    });
}

/// Copies a text, and tells whether that was allowed.
fn copy(context: &Context<Root>, text: &str) {
    let copied = context.props().place.copy(text);
    send_later(context, copied, |copied| {
        Message::Hand(Hand::Copied(copied.is_ok()))
    });
}

/// Lets the user choose a file, and tells what is in it.
fn open_file(context: &Context<Root>) {
    let opened = context.props().place.open();
    send_later(context, opened, |opened| {
        Message::Paper(match opened {
            Ok(file) => {
                let file = serde_wasm_bindgen::from_value(file).unwrap_or_default();
                PaperTouch::Opened(Rc::new(file))
            }
            // None was chosen.
            Err(_) => PaperTouch::Stay,
        })
    });
}

/// Prints what is drawn for the printer, and then takes it away.
fn print(context: &Context<Root>) {
    let place = &context.props().place;
    if let Some(paper) = find(place, ".handout") {
        // A printer that cannot be reached is told by the browser itself.
        send_later(context, place.print(&paper), |_| {
            Message::Hand(Hand::Printed)
        });
    }
}

/// Sends a message when a promise is kept or broken. All go through here: each
/// future of its own kind takes code of its own.
fn send_later(
    context: &Context<Root>,
    promise: Promise,
    message: fn(Result<JsValue, JsValue>) -> Message,
) {
    later(
        context,
        async move { message(JsFuture::from(promise).await) },
    );
}

/// A `<select>` shows the choice that its `data-value` names: browsers ignore
/// `selected` once a user has chosen.
fn show_choices(place: &Place) {
    let Ok(selects) = place.app().query_selector_all("select[data-value]") else {
        return;
    };
    for index in 0..selects.length() {
        if let Some(select) = selects
            .get(index)
            .and_then(|node| node.dyn_into::<HtmlSelectElement>().ok())
        {
            let value = select.get_attribute("data-value").unwrap_or_default();
            if select.value() != value {
                select.set_value(&value);
            }
        }
    }
}

fn find(place: &Place, selector: &str) -> Option<Element> {
    place.frame().query_selector(selector).ok().flatten()
}

fn move_focus(place: &Place, focus: &Focus, stay: bool) {
    let target = match focus {
        Focus::Results => find(place, ".results__title"),
        Focus::Title => find(place, ".app .title").or_else(|| find(place, ".results__title")),
        Focus::Card(id) => card(place, id).or_else(|| find(place, ".results__title")),
        Focus::NthCard(place_in_list) => find(
            place,
            &format!(".cards > li:nth-child({}) .card__link", place_in_list + 1),
        ),
        Focus::CalculateButton => find(place, ".concept__calculate"),
        Focus::Input(input) => find(
            place,
            &format!(".assumption:nth-of-type({}) input", input + 1),
        ),
        Focus::Assumptions => find(place, ".assumptions__title"),
        Focus::FillButton => find(place, ".concept__fill"),
        Focus::Question => find(place, ".question"),
        Focus::Way(way) => find(place, &format!("[data-way={}]", way.name())),
    };
    let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let options = FocusOptions::new();
    let to_top = *focus == Focus::Title;
    options.set_prevent_scroll(stay || to_top);
    // Focusing an element of ours cannot fail.
    let _ = target.focus_with_options(&options);
    // A new screen is read from its top; only a host that is partly above the
    // window needs to be scrolled for that.
    if to_top && place.host().get_bounding_client_rect().top() < 0.0 {
        place.host().scroll_into_view();
    }
}

/// Ids come from the catalogue, so they are compared and never put into a
/// selector.
fn card(place: &Place, id: &str) -> Option<Element> {
    let cards = place.app().query_selector_all(".card[data-entry]").ok()?;
    let cards =
        (0..cards.length()).filter_map(|index| cards.get(index)?.dyn_into::<Element>().ok());
    let card = cards
        .into_iter()
        .find(|card| card.get_attribute("data-entry").as_deref() == Some(id))?;
    card.query_selector(".card__link").ok().flatten()
}
