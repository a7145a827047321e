//! One entry: a concept, a recommendation, a method, a piece of knowledge.

use serde::{Deserialize, Serialize};

use super::{Date, whole};
use crate::number::Decimal;

/// What kind of thing an entry describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// One thing that people do and that works, or may work.
    Concept,
    /// A political recommendation.
    Recommendation,
    /// A professional method, such as Åben Dialog.
    Method,
    /// A way of thinking or organising, such as CHIME or sundhedsklynger.
    Framework,
    /// A project that ran for a time.
    Project,
    /// Something that is known, such as a survey's result.
    Knowledge,
    /// A camp, a topmøde.
    Event,
    /// A kind that a newer catalogue knows and this version does not.
    #[default]
    #[serde(other)]
    Other,
}

/// Whether an entry still stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It stands.
    #[default]
    Published,
    /// It was taken back; [`Entry::replaced_by`] may name what came instead.
    Withdrawn,
}

/// One entry of the catalogue. What its source does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arenas: Vec<String>,
    /// Ids of audiences: an editor's classification, may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// Who classified the entry by arena and audience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classified_by: Option<String>,
    /// The source's own words for whom it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_groups: Vec<String>,
    /// Ids of the organisations behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<String>,
    /// Ids of the places where it is or was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Id of the stage it has reached; absent when the source doesn't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,

    /// Whether it still stands.
    #[serde(default, skip_serializing_if = "is_published")]
    pub status: Status,
    /// Id of the entry that replaces a withdrawn one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// When the source described it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<Date>,
    /// Who last vouched for the entry, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assured: Option<Assured>,

    /// The one number that the card shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_figure: Option<KeyFigure>,
    /// The problem that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Passage>,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solution: Option<Passage>,
    /// Facts with their sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// How it is done, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What it means for citizens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// What it takes: staff, time, money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirements: Option<Requirements>,
    /// What is known of its effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effects: Option<Effects>,
    /// The sector's own rating of what is known, only with who rated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,

    /// The regional municipal council's goals that it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kkr_goals: Vec<KkrGoal>,
    /// The acts it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal: Vec<LegalReference>,
    /// Methods it uses, by name or as ids of entries of kind `method`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
    /// Ids of entries that resemble it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    /// Ids of the calculators that belong to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calculators: Vec<String>,
    /// Ids of the worksheets that belong to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worksheets: Vec<String>,
    /// What a reader can do now; absent means 'Spørg din kommune'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<NextStep>,
    /// Where it all stands. Passages and facts point here by key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceReference>,
}

fn is_published(status: &Status) -> bool {
    *status == Status::Published
}

/// Who vouched for an entry, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assured {
    /// The day.
    pub date: Date,
    /// The organisation, by name.
    pub organisation: String,
}

/// The one number on a card: one that the source states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyFigure {
    /// The number as it is shown: `27 %`, `640.000–820.000 kr.`
    pub value: String,
    /// What the number counts: continues the number as a sentence.
    pub text: String,
    /// Who claims it, when it is a claim rather than a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// Our check of that claim, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// Keys of [`Entry::sources`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// A passage of text with its sources. A blank line parts paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Passage {
    /// Plain text: no markup is read in it.
    pub text: String,
    /// Keys of [`Entry::sources`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// A fact, often with a number that stands out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// The number as it is shown, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The fact; continues the number as a sentence, if there is one.
    pub text: String,
    /// The year that it holds for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// A reservation that must be read with the fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Keys of [`Entry::sources`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// One step of how it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// A few words, in the imperative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is done.
    pub text: String,
}

/// Whether something was hoped for or seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Basis {
    /// Somebody expects it.
    Expected,
    /// Somebody found it.
    Found,
}

/// Something that it means for citizens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// What it means.
    pub text: String,
    /// Expected or found.
    pub basis: Basis,
    /// Who expected or found it: an organisation or a study, never a person.
    pub by: String,
    /// Keys of [`Entry::sources`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// What it takes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Requirements {
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// In figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<CostFigure>,
    /// Keys of [`Entry::sources`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// A figure of money or time, with what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CostFigure {
    /// What the figure is: `Hele forsøget`, `Et forløb med otte moduler`.
    pub label: String,
    /// The amount, or the lowest when [`CostFigure::high`] is there.
    pub amount: Decimal,
    /// The highest amount of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Decimal>,
    /// The unit as it is shown: `kr.`, `kr. om året`, `timer om måneden`.
    pub unit: String,
    /// The year of the prices, or when it was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_year: Option<String>,
    /// Who pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// What the figure covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<String>,
    /// What it does not cover, or must not be used for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excludes: Option<String>,
    /// Keys of [`Entry::sources`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// What is known of the effect.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Effects {
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// By impact level. A level that is not named is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<ImpactLevel>,
    /// Keys of [`Entry::sources`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// How far the study of one impact level has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Examination {
    /// It was examined.
    Examined,
    /// It was being examined when the source was written.
    Ongoing,
    /// The source says that it was not examined.
    NotExamined,
}

/// One of the four impact levels of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImpactLevel {
    /// Id of an impact level: `respons`, `laering`, `adfaerd` or `impact`.
    pub level: String,
    /// How far it has come.
    pub state: Examination,
    /// What was found, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Who examined it: an organisation or a study, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Keys of [`Entry::sources`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// The sector's own rating (vidensdeklaration), A to D on each dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rating {
    /// Who rated it.
    pub by: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Dimension id (`maalgruppe`, `metode`, `implementering`, `effekt`,
    /// `oekonomi`) and grade (`A`–`D`, or `ikke-undersoegt`).
    pub grades: Vec<Grade>,
}

/// One dimension's grade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Grade {
    /// The dimension's id.
    pub dimension: String,
    /// `A`, `B`, `C`, `D` or `ikke-undersoegt`, which is never zero.
    pub grade: String,
}

/// A goal of the regional municipal council (KKR).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KkrGoal {
    /// The area: `Voksenhandicap`, `Voksenpsykiatri` …
    pub area: String,
    /// The goal.
    pub goal: String,
}

/// A reference to an act, never a bare `§ 52`: acts were renumbered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LegalReference {
    /// The act as the source names it: `Serviceloven`.
    pub act: String,
    /// The section as the source names it: `§ 107`.
    pub section: String,
    /// What it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What it is called now, if that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
}

/// What a reader can do now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NextStep {
    /// How a citizen asks, in a sentence.
    pub text: String,
    /// Which organisation, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Its web address, https only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Where an entry's facts stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceReference {
    /// Id of one of the catalogue's sources.
    pub source: String,
    /// Which part of it: `side 14`, `afsnittet om Madkassen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What passages and facts call it, when not the source's own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Page number, where the source has pages.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "optional_page"
    )]
    pub page: Option<u32>,
}

impl SourceReference {
    /// What passages and facts call this source.
    #[must_use]
    pub fn key(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.source)
    }
}

fn optional_page<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    whole(deserializer).map(Some)
}
