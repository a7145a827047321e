//! Entries: concepts, recommendations, methods, knowledge and the like.

use super::macros::{record, words};
use super::values::Date;
use crate::number::Decimal;

words! {
    /// What an entry describes.
    pub enum Kind, else Other {
        /// Something that people do and that works, or may work.
        Concept = "concept",
        /// A political recommendation.
        Recommendation = "recommendation",
        /// A professional method, such as Åben Dialog.
        Method = "method",
        /// A way of thinking or organising, such as CHIME or sundhedsklynger.
        Framework = "framework",
        /// A project that ran for a time.
        Project = "project",
        /// Knowledge, such as a survey's result.
        Knowledge = "knowledge",
        /// An event, such as a camp.
        Event = "event",
        /// A kind that this version does not know.
        #[default]
        Other = "other",
    }
}

impl Kind {
    /// The word of [`Kind::Other`].
    pub const OTHER: &'static str = "other";
}

words! {
    /// Whether an entry is still listed.
    pub enum Status, absent Published {
        /// It is listed.
        #[default]
        Published = "published",
        /// It was withdrawn and is no longer listed; [`Entry::replaced_by`] may name its successor.
        Withdrawn = "withdrawn",
    }
}

record! {
    /// The part of an entry that lists, filters and search need. It is read
    /// without the rest.
    pub struct Card {
        /// As [`Entry::id`].
        pub id: String,
        /// A word of [`Kind`].
        pub kind: String,
        /// As [`Entry::title`].
        pub title: String,
        /// As [`Entry::summary`].
        pub summary: String,
        /// As [`Entry::arenas`].
        pub arenas: Vec<String>,
        /// As [`Entry::audiences`].
        pub audiences: Vec<String>,
        /// As [`Entry::organisations`].
        pub organisations: Vec<String>,
        /// As [`Entry::places`].
        pub places: Vec<String>,
        /// As [`Entry::stage`].
        pub stage: Option<String>,
        /// As [`Entry::kkr_goals`].
        pub kkr_goals: Vec<String>,
        /// The word of [`Basis`] that says most of [`Entry::outcomes`]: whether one of them was found. Worked out when
        /// publishing, so that lists need not have the outcomes themselves.
        pub effect: Option<String>,
        /// As [`Entry::status`].
        pub status: Status,
        /// As [`Entry::described`].
        pub described: Option<Date>,
        /// As [`Entry::key_figure`].
        pub key_figure: Option<KeyFigure>,
    }
}

record! {
    /// An entry. What its source does not say is absent.
    pub struct Entry {
        /// Unique in its catalogue: lower-case ASCII letters, digits and hyphens.
        pub id: String,
        /// What it describes.
        pub kind: Kind,
        /// Its name.
        pub title: String,
        /// One or two short sentences that tell a citizen what it is.
        pub summary: String,

        /// Ids of life arenas: an editor's classification, may be empty.
        pub arenas: Vec<String>,
        /// Ids of audiences: an editor's classification, may be empty.
        pub audiences: Vec<String>,
        /// Who classified the entry by arena, audience and stage.
        pub classified_by: Option<String>,
        /// The source's own words for whom it is for.
        pub target_groups: Vec<String>,
        /// Ids of the organisations behind it.
        pub organisations: Vec<String>,
        /// Ids of the places where it is or was done.
        pub places: Vec<String>,
        /// Id of the stage it had reached when its source described it, as classified by an editor; absent when the
        /// source does not say how far it is.
        pub stage: Option<String>,

        /// Whether it is still listed.
        pub status: Status,
        /// Id of the entry that replaces a withdrawn one.
        pub replaced_by: Option<String>,
        /// When the source described it.
        pub described: Option<Date>,
        /// Who last vouched for the entry, and when.
        pub assured: Option<Assured>,

        /// The number that the card shows.
        pub key_figure: Option<KeyFigure>,
        /// The problem that it addresses.
        pub problem: Option<Passage>,
        /// What is done about it.
        pub solution: Option<Passage>,
        /// Facts with their sources.
        pub facts: Vec<Fact>,
        /// How it is done, in order.
        pub steps: Vec<Step>,
        /// What it means for citizens.
        pub outcomes: Vec<Outcome>,
        /// What it requires: staff, time, money.
        pub requirements: Option<Requirements>,
        /// What is known about its effect.
        pub effects: Option<Effects>,
        /// The sector's own rating (vidensdeklaration).
        pub rating: Option<Rating>,

        /// Ids of the regional municipal councils' (KKR) goals that it serves.
        pub kkr_goals: Vec<String>,
        /// The acts it is based on.
        pub legal: Vec<LegalReference>,
        /// Methods it uses, by name or as ids of entries of kind `method`.
        pub methods: Vec<String>,
        /// Ids of similar entries.
        pub related: Vec<String>,
        /// Ids of the calculators that belong to it.
        pub calculators: Vec<String>,
        /// Ids of the worksheets that belong to it.
        pub worksheets: Vec<String>,
        /// What a reader can do now; absent means 'Spørg din kommune'.
        pub next_step: Option<NextStep>,
        /// Its sources. Passages and facts refer to them by key.
        pub sources: Vec<SourceReference>,
    }
}

record! {
    /// Who vouched for an entry, and when.
    pub struct Assured {
        /// The day.
        pub date: Date,
        /// The organisation, by name.
        pub organisation: String,
    }
}

record! {
    /// The number on a card, as the source states it.
    pub struct KeyFigure {
        /// The number as shown: `27 %`, `640.000–820.000 kr.`
        pub value: String,
        /// What the number counts; continues the number as a sentence.
        pub text: String,
        /// Who claims it, when it is a claim rather than a count.
        pub claimed_by: Option<String>,
        /// The editors' check of that claim, in a sentence.
        pub check: Option<String>,
        /// Keys of [`Entry::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// Text with its sources. A blank line separates paragraphs.
    pub struct Passage {
        /// Plain text; markup is not interpreted.
        pub text: String,
        /// Keys of [`Entry::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// A fact, often with a number that is shown large.
    pub struct Fact {
        /// The number as shown, if there is one.
        pub value: Option<String>,
        /// The fact; continues the number as a sentence, if there is one.
        pub text: String,
        /// The year that it is about.
        pub year: Option<String>,
        /// A reservation that is shown with the fact.
        pub note: Option<String>,
        /// Keys of [`Entry::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// A step of how it is done.
    pub struct Step {
        /// A few words, in the imperative.
        pub title: Option<String>,
        /// What is done.
        pub text: String,
    }
}

words! {
    /// Whether an outcome is expected or was found.
    pub enum Basis {
        /// Somebody expects it.
        #[default]
        Expected = "expected",
        /// Somebody found it.
        Found = "found",
    }
}

record! {
    /// What an entry means for citizens.
    pub struct Outcome {
        /// What it means.
        pub text: String,
        /// Whether it is expected or was found.
        pub basis: Basis,
        /// Who expected or found it: an organisation or a study, never a person.
        pub by: String,
        /// Keys of [`Entry::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// What an entry requires.
    pub struct Requirements {
        /// In words.
        pub text: Option<String>,
        /// In figures.
        pub figures: Vec<CostFigure>,
        /// Keys of [`Entry::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// A cost in money or time, with its meaning.
    pub struct CostFigure {
        /// What the figure is: `Hele forsøget`, `Et forløb med otte moduler`.
        pub label: String,
        /// The amount in `unit`, or the lowest amount when there is a [`CostFigure::high`].
        pub amount: Decimal,
        /// The highest amount of a range.
        pub high: Option<Decimal>,
        /// The unit as shown: `kr.`, `kr. om året`, `timer om måneden`.
        pub unit: String,
        /// The year of the prices, or when it was stated.
        pub price_year: Option<String>,
        /// Who pays.
        pub payer: Option<String>,
        /// What the figure covers.
        pub covers: Option<String>,
        /// What it does not cover, or must not be used for.
        pub excludes: Option<String>,
        /// What a calculator for any entry may use it as: `total` (kr. in total), `participants` (persons in total) or
        /// `hours` (hours in total). Only when the source means exactly that.
        pub measure: Option<String>,
        /// Keys of [`Entry::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// What is known about the effect.
    pub struct Effects {
        /// In words.
        pub text: Option<String>,
        /// By impact level. A level that is not listed is unknown.
        pub levels: Vec<ImpactLevel>,
        /// Keys of [`Entry::sources`].
        pub sources: Vec<String>,
    }
}

words! {
    /// Whether an impact level was examined.
    pub enum Examination {
        /// It was examined.
        #[default]
        Examined = "examined",
        /// It was being examined when the source was written.
        Ongoing = "ongoing",
        /// The source says that it was not examined.
        NotExamined = "notExamined",
    }
}

record! {
    /// One of the four impact levels of an entry.
    pub struct ImpactLevel {
        /// Id of an impact level: `respons`, `laering`, `adfaerd` or `impact`.
        pub level: String,
        /// Whether it was examined.
        pub state: Examination,
        /// What was found, if anything.
        pub text: Option<String>,
        /// Who examined it: an organisation or a study, never a person.
        pub by: Option<String>,
        /// Keys of [`Entry::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// The sector's own rating (vidensdeklaration), from A to D per dimension.
    pub struct Rating {
        /// Who rated it.
        pub by: String,
        /// When it was rated.
        pub date: Option<Date>,
        /// Dimension id (`maalgruppe`, `metode`, `implementering`, `effekt`,
        /// `oekonomi`) and grade (`A`–`D`, or `ikke-undersoegt`).
        pub grades: Vec<Grade>,
    }
}

record! {
    /// One dimension's grade.
    pub struct Grade {
        /// The dimension's id.
        pub dimension: String,
        /// `A`, `B`, `C`, `D` or `ikke-undersoegt` (not examined, which is not a low grade).
        pub grade: String,
    }
}

record! {
    /// A reference to a section of an act. A section alone, such as `§ 52`, is
    /// ambiguous because acts were renumbered.
    pub struct LegalReference {
        /// The act as the source names it: `Serviceloven`.
        pub act: String,
        /// The section as the source names it: `§ 107`.
        pub section: String,
        /// What it concerns.
        pub text: Option<String>,
        /// What it is called now, if that is something else.
        pub now: Option<String>,
    }
}

record! {
    /// What a reader can do now.
    pub struct NextStep {
        /// How a citizen asks, in a sentence.
        pub text: String,
        /// Which organisation, by name.
        pub organisation: Option<String>,
        /// Its web address, https only.
        pub url: Option<String>,
    }
}

record! {
    /// A reference to one of the catalogue's sources.
    pub struct SourceReference {
        /// Id of one of the catalogue's sources.
        pub source: String,
        /// Which part of it: `side 14`, `afsnittet om Madkassen`.
        pub part: Option<String>,
        /// The key that passages and facts use; absent it is the source's id.
        pub key: Option<String>,
        /// Page number, where the source has pages.
        pub page: Option<u32>,
    }
}

impl SourceReference {
    /// The key that passages and facts use for this source.
    #[must_use]
    pub fn key(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.source)
    }
}
