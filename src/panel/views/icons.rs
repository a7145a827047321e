//! Icons: one stroked path each, drawn in a square of 24.

use super::tag::{Tag, classed, tag};

/// What an icon shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    Bowl,
    People,
    Ball,
    Bag,
    Star,
    Search,
    Cross,
    Tick,
    Down,
    Left,
    Right,
    Person,
    Sliders,
    Warning,
    Info,
    Again,
    Calculator,
    Minus,
    Plus,
    Source,
    Clock,
    Calendar,
    Screen,
    Printer,
    Link,
    Table,
}

impl Icon {
    /// The icon of a life arena; a star for one that we don't know.
    pub(super) fn of_arena(id: &str) -> Self {
        match id {
            "hjem-og-mad" => Self::Bowl,
            "familien" => Self::People,
            "fritid-og-faellesskab" => Self::Ball,
            "arbejde-og-uddannelse" => Self::Bag,
            _ => Self::Star,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Bowl => {
                "M3.5 12h17a8.5 8.5 0 0 1-5.7 8H9.2a8.5 8.5 0 0 1-5.7-8zM9.5 8.8c-1-1.3 1-2.3 0-3.8M14.5 8.8c-1-1.3 1-2.3 0-3.8"
            }
            Self::People => {
                "M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.8 19.5c0-3.6 2.2-5.7 5.7-5.7s5.7 2.1 5.7 5.7M16.8 12.4a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM16.3 15.2c3 0 4.9 1.7 4.9 4.3"
            }
            Self::Ball => {
                "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.8 9.7c5.2 1.3 9.3-.9 10.6-5.9M20.4 13c-5.3-1.2-9.6 1.7-9.9 7.3"
            }
            Self::Bag => {
                "M5.5 8h13a2 2 0 0 1 2 2v7.5a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2zM8.8 8V6.3a1.8 1.8 0 0 1 1.8-1.8h2.8a1.8 1.8 0 0 1 1.8 1.8V8M3.5 13h17M12 11.8v2.4"
            }
            Self::Star => {
                "m12 4 2.4 5.3 5.8.6-4.3 3.9 1.2 5.7L12 16.6l-5.1 2.9 1.2-5.7-4.3-3.9 5.8-.6z"
            }
            Self::Search => "M11 17.5a6.5 6.5 0 1 0-.1 0zM15.8 15.8l4.7 4.7",
            Self::Cross => "M6.5 6.5l11 11M17.5 6.5l-11 11",
            Self::Tick => "M5 12.5l4.6 4.5L19 7.5",
            Self::Down => "M6 9.5l6 6 6-6",
            Self::Left => "M19 12H5M11 6l-6 6 6 6",
            Self::Right => "M5 12h14M13 6l6 6-6 6",
            Self::Person => {
                "M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.5-4 3.2-6 7-6s6.5 2 7 6"
            }
            Self::Sliders => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
            }
            Self::Warning => "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.1",
            Self::Info => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5.5M12 7.7v.1",
            Self::Again => "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15",
            Self::Calculator => {
                "M7 3.5h10a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2zM8.5 7.5h7M8.5 12h.1M12 12h.1M15.5 12h.1M8.5 16h.1M12 16h.1M15.5 16h.1"
            }
            Self::Minus => "M6 12h12",
            Self::Plus => "M6 12h12M12 6v12",
            Self::Source => "M7 3.5h7l4.5 4.5v12.5H6.5V4zM14 3.5V8h4.5M9.5 12.5h5M9.5 16h5",
            Self::Clock => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
            Self::Screen => "M4 5h16v11H4zM12 16v4M8.5 20h7",
            Self::Printer => "M7 8.5V4h10v4.5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Self::Link => {
                "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.6l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.6l1-1"
            }
            Self::Table => "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
            Self::Calendar => {
                "M5.5 5.5h13a1.5 1.5 0 0 1 1.5 1.5v11.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5V7a1.5 1.5 0 0 1 1.5-1.5zM4 10h16M8 3.5v4M16 3.5v4"
            }
        }
    }
}

/// An icon beside a text that says the same, so it is hidden from readers.
pub(super) fn icon(icon: Icon) -> Tag {
    classed("svg", "icon")
        .set("viewBox", "0 0 24 24")
        .set("aria-hidden", "true")
        .child(tag("path").set("d", icon.path()))
}
