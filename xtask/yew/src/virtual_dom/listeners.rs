use web_sys::Event;

/// What hears an event of an element.
pub trait Listener {
    fn kind(&self) -> ListenerKind;

    fn handle(&self, event: Event);

    fn passive(&self) -> bool;
}

/// An event's name. In Yew it is one of 99 words of an enum: turning one into its name takes 4 kB there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ListenerKind(pub(crate) &'static str);

macro_rules! kinds {
    ($($kind:ident $name:literal)*) => {
        #[allow(non_upper_case_globals)]
        impl ListenerKind {
            $(pub const $kind: Self = Self($name);)*
        }
    };
}

kinds! {
    onblur "blur"
    onchange "change"
    onclick "click"
    onclose "close"
    oninput "input"
    onsubmit "submit"
    ontoggle "toggle"
}
