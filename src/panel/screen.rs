//! The screens of an element.

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The search with its results.
    #[default]
    Search,
    /// The card of the entry with this id, which stands alone.
    Card(String),
    /// The entry with this id.
    Concept(String),
    /// The calculator with this id.
    Calculator(String),
    /// The worksheet with this id.
    Worksheet(String),
}

impl Screen {
    /// Its name in the document and in events.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Card(_) => "card",
            Self::Concept(_) => "concept",
            Self::Calculator(_) => "calculator",
            Self::Worksheet(_) => "worksheet",
        }
    }

    /// Whether it needs the pages part.
    #[must_use]
    pub const fn is_page(&self) -> bool {
        !matches!(self, Self::Search | Self::Card(_))
    }
}
