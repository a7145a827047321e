//! Help in a crisis.

use super::entry::Passage;
use super::macros::record;
use super::values::Date;

record! {
    /// Help in a crisis, shown before any result when a query contains a trigger.
    pub struct Help {
        /// Unique among the catalogue's help.
        pub id: String,
        /// Words and phrases that show it.
        pub triggers: Vec<String>,
        /// A calm heading.
        pub title: String,
        /// What to do.
        pub text: Passage,
        /// Whom to contact: organisations only.
        pub contacts: Vec<Contact>,
    }
}

record! {
    /// An organisation that helps in a crisis.
    pub struct Contact {
        /// The organisation or service.
        pub organisation: String,
        /// When to use it, and its opening hours.
        pub text: String,
        /// Its telephone number, digits and spaces only.
        pub phone: Option<String>,
        /// Its web address, https only.
        pub url: Option<String>,
        /// Whether it is for one part of the country only, as `text` says. Its number is no way for everybody.
        pub regional: bool,
        /// Where the number was found.
        pub source: String,
        /// When the number was checked.
        pub checked: Date,
    }
}
