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
                "M3.5 12h17a8.5 8.5 0 0 1-5.7 8H9.200a8.500 8.500 0 0 1-5.700-8zM9.500 8.800c-1-1.300 1-2.300 0-3.800M14.500 8.800c-1-1.300 1-2.300 0-3.800"
            }
            Self::People => {
                "M8.500 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.800 19.500c0-3.600 2.200-5.700 5.700-5.700s5.700 2.100 5.700 5.700M16.800 12.400a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400zM16.300 15.200c3 0 4.900 1.700 4.900 4.300"
            }
            Self::Ball => {
                "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM3.800 9.700c5.200 1.300 9.300-.9 10.600-5.900M20.400 13c-5.300-1.200-9.600 1.700-9.900 7.300"
            }
            Self::Bag => {
                "M5.500 8h13a2 2 0 0 1 2 2v7.500a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2zM8.800 8V6.300a1.800 1.800 0 0 1 1.800-1.800h2.800a1.800 1.800 0 0 1 1.800 1.800V8M3.500 13h17M12 11.800v2.400"
            }
            Self::Star => {
                "m12 4 2.400 5.300 5.800.6-4.300 3.900 1.200 5.700L12 16.600l-5.100 2.900 1.200-5.700-4.300-3.900 5.800-.6z"
            }
            Self::Search => {
                "M11 17.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.800 15.800l4.700 4.700"
            }
            Self::Cross => "M6.500 6.500l11 11M17.500 6.500l-11 11",
            Self::Tick => "M5 12.500l4.600 4.500L19 7.500",
            Self::Down => "M6 9.500l6 6 6-6",
            Self::Left => "M19 12H5M11 6l-6 6 6 6",
            Self::Right => "M5 12h14M13 6l6 6-6 6",
            Self::Person => {
                "M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM5 20c.5-4 3.200-6 7-6s6.500 2 7 6"
            }
            Self::Sliders => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
            }
            Self::Warning => "M12 4L2.800 19.500h18.400zM12 10v4.500M12 17v.1",
            Self::Info => {
                "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 11v5.500M12 7.700v.1"
            }
            Self::Again => "M19.500 12a7.500 7.500 0 1 1-2.200-5.300L19.500 9M19.500 4.500V9H15",
            Self::Calculator => {
                "M7 3.500h10a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2zM8.500 7.500h7M8.500 12h.1M12 12h.1M15.500 12h.1M8.500 16h.1M12 16h.1M15.500 16h.1"
            }
            Self::Minus => "M6 12h12",
            Self::Plus => "M6 12h12M12 6v12",
            Self::Source => {
                "M7 3.500h7l4.500 4.500v12.500H6.500V4zM14 3.500V8h4.500M9.500 12.500h5M9.500 16h5"
            }
            Self::Clock => {
                "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 7.500V12l3 2"
            }
            Self::Calendar => {
                "M5.500 5.500h13a1.500 1.500 0 0 1 1.500 1.500v11.500a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 18.500V7a1.500 1.500 0 0 1 1.500-1.500zM4 10h16M8 3.500v4M16 3.500v4"
            }
        }
    }
}

/// An icon beside a text that says the same, so it is hidden from readers.
pub(super) fn icon(icon: Icon) -> Tag {
    classed("svg", "icon")
        .set("viewBox", "0 0 24 24")
        .set("aria-hidden", "true")
        .set("focusable", "false")
        .child(tag("path").set("d", icon.path()))
}
