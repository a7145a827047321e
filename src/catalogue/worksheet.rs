//! Worksheets: forms that a citizen fills in.

use super::macros::{record, words};

record! {
    /// A form that a citizen fills in, alone or with staff.
    pub struct Worksheet {
        /// Unique among the catalogue's worksheets.
        pub id: String,
        /// Its name.
        pub title: String,
        /// What it is for.
        pub lead: String,
        /// What is shown on it everywhere, also in print and in its file: `Ikke et officielt bevis`.
        pub notice: Option<String>,
        /// Id of the entry that it belongs to.
        pub entry: Option<String>,
        /// Id of the calculator that its number fields and sentences use.
        pub calculator: Option<String>,
        /// Its parts, in order.
        pub sections: Vec<WorksheetSection>,
    }
}

record! {
    /// One part of a worksheet.
    pub struct WorksheetSection {
        /// Its heading.
        pub title: String,
        /// What to consider.
        pub help: Option<String>,
        /// The fields.
        pub fields: Vec<WorksheetField>,
        /// Sentences with the calculator's numbers for what was filled in; they may hold `{id}`.
        pub computed: Vec<String>,
    }
}

record! {
    /// One field of a worksheet.
    pub struct WorksheetField {
        /// Unique in its worksheet.
        pub id: String,
        /// The question.
        pub label: String,
        /// What to consider.
        pub help: Option<String>,
        /// What kind of field it is.
        pub size: FieldSize,
        /// Id of the calculator's input that a number field sets.
        pub input: Option<String>,
    }
}

words! {
    /// The kind of a worksheet's field.
    pub enum FieldSize, absent Line {
        /// One line.
        #[default]
        Line = "line",
        /// Several lines.
        Text = "text",
        /// A date.
        Date = "date",
        /// A number.
        Number = "number",
    }
}
