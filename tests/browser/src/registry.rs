//! The registry: every screen in every state, and the way there.
//!
//! axe, the pictures and the keyboard walk go through it. A new state does not compile until
//! [`Row::reach`] says how it is reached.

use std::fmt;

use anyhow::{Result, bail};

use crate::faults::BadCatalogue;
use crate::page::{Page, View};
use crate::part::Root;
use crate::site::{Gate, Plan, Site};
use crate::states::states;

/// Below this width the filters are folded.
const FILTERS_STAND: u32 = 860;

states! {
    /// The panel's own states; those of a bad catalogue are in [`BadCatalogue`].
    PanelState {
        /// As it is met.
        Start = "start",
        /// Something was sought and found.
        Results = "results",
        /// An arena and a filter are chosen.
        FiltersChosen = "filters-chosen",
        /// The filters are unfolded, where there is little room.
        FiltersOpen = "filters-open",
        /// Something was sought and not found.
        NothingFound = "nothing-found",
        /// A slip was mended, and every card says why it was found.
        Mended = "mended",
        /// A word of crisis was sought.
        Help = "help",
        /// The catalogue is on its way.
        Loading = "loading",
        /// The connection was lost after the panel stood.
        ConnectionLost = "connection-lost",
    }
}

states! {
    /// The kinds of entry that a reader can open.
    ConceptState {
        /// An entry with a calculator and most of what an entry can have.
        Full = "full",
        /// An entry of which little is known.
        Sparse = "sparse",
        /// A political recommendation.
        Recommendation = "recommendation",
    }
}

states! {
    /// The states of a calculator in an element of its own.
    CalculatorState {
        /// As it is met, with the publisher's numbers.
        Start = "start",
        /// With a number that the user changed.
        Changed = "changed",
        /// With something in a field that is no number.
        FieldError = "field-error",
        /// With the curve's numbers, and all numbers, as tables.
        TableOpen = "table-open",
        /// On the wall of a meeting room.
        Meeting = "meeting",
    }
}

states! {
    /// The shipped calculators, opened by a link.
    ShippedCalculator {
        /// A social caretaker against days at a shelter.
        GodStart = "god-start",
        /// Pay and subsidy.
        Flexjob = "flexjob",
        /// The share of vacancies.
        FlexjobPaaJobnet = "flexjob-paa-jobnet",
        /// What the programme costs for each whom it reaches.
        Programmet = "programmet",
        /// How sure a survey is.
        ImpactUndersoegelse = "impact-undersoegelse",
        /// What an effort costs, from an entry's own figures.
        IndsatsensPris = "indsatsens-pris@biofeedback",
    }
}

states! {
    /// The states of a worksheet.
    WorksheetState {
        /// A plan with much to write, as it is met.
        Empty = "empty",
        /// With numbers of the user's, and what the calculator says to them.
        Filled = "filled",
        /// With something in a number's field that is no number, and a file that was refused.
        FieldError = "field-error",
        /// Being left with text that is in no file.
        Leaving = "leaving",
    }
}

states! {
    /// Why the host's own content is shown in place of the widget.
    FallbackState {
        /// The script cannot be had.
        ScriptMissing = "script-missing",
        /// The script runs, but the engine cannot be had.
        EngineMissing = "engine-missing",
    }
}

/// One screen in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The panel.
    Panel(PanelState),
    /// The panel with a catalogue that is bad.
    PanelWith(BadCatalogue),
    /// An entry, opened in the panel.
    Concept(ConceptState),
    /// The calculator, opened in the panel from its entry.
    CalculatorInPanel,
    /// The calculator as an element.
    Calculator(CalculatorState),
    /// One of the shipped calculators, opened in the panel by a link.
    Shipped(ShippedCalculator),
    /// The calculator with a catalogue that is bad.
    CalculatorWith(BadCatalogue),
    /// A worksheet, opened in the panel by a link.
    Worksheet(WorksheetState),
    /// A panel and a calculator on one page.
    TwoElements,
    /// The host's own content.
    Fallback(FallbackState),
}

/// A site that must be kept for as long as the page is looked at, and what it holds back.
pub struct Reached {
    /// The site that was visited.
    pub site: Site,
}

impl fmt::Display for Row {
    /// The stable name, for files and reports.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panel(state) => write!(f, "panel-{}", state.name()),
            Self::PanelWith(fault) => write!(f, "panel-catalogue-{}", fault.name()),
            Self::Concept(state) => write!(f, "concept-{}", state.name()),
            Self::CalculatorInPanel => write!(f, "calculator-in-panel"),
            Self::Calculator(state) => write!(f, "calculator-{}", state.name()),
            Self::Shipped(calculator) => {
                write!(
                    f,
                    "calculator-shipped-{}",
                    calculator.name().replace('@', "-")
                )
            }
            Self::CalculatorWith(fault) => write!(f, "calculator-catalogue-{}", fault.name()),
            Self::Worksheet(state) => write!(f, "worksheet-{}", state.name()),
            Self::TwoElements => write!(f, "two-elements"),
            Self::Fallback(state) => write!(f, "fallback-{}", state.name()),
        }
    }
}

impl Row {
    /// Every row there is.
    pub fn all() -> Vec<Self> {
        // The match has no arm for 'anything else', so a new kind of row is missed by nobody.
        let kinds = [
            Self::Panel(PanelState::Start),
            Self::PanelWith(BadCatalogue::Missing),
            Self::Concept(ConceptState::Full),
            Self::CalculatorInPanel,
            Self::Calculator(CalculatorState::Start),
            Self::Shipped(ShippedCalculator::GodStart),
            Self::CalculatorWith(BadCatalogue::Missing),
            Self::Worksheet(WorksheetState::Empty),
            Self::TwoElements,
            Self::Fallback(FallbackState::ScriptMissing),
        ];
        let rows_of = |kind: &Self| -> Vec<Self> {
            match kind {
                Self::Panel(_) => PanelState::ALL.iter().copied().map(Self::Panel).collect(),
                Self::PanelWith(_) => BadCatalogue::ALL
                    .iter()
                    .copied()
                    .map(Self::PanelWith)
                    .collect(),
                Self::Concept(_) => ConceptState::ALL
                    .iter()
                    .copied()
                    .map(Self::Concept)
                    .collect(),
                Self::Calculator(_) => CalculatorState::ALL
                    .iter()
                    .copied()
                    .map(Self::Calculator)
                    .collect(),
                Self::Shipped(_) => ShippedCalculator::ALL
                    .iter()
                    .copied()
                    .map(Self::Shipped)
                    .collect(),
                Self::CalculatorWith(_) => BadCatalogue::ALL
                    .iter()
                    .copied()
                    .map(Self::CalculatorWith)
                    .collect(),
                Self::Worksheet(_) => WorksheetState::ALL
                    .iter()
                    .copied()
                    .map(Self::Worksheet)
                    .collect(),
                Self::Fallback(_) => FallbackState::ALL
                    .iter()
                    .copied()
                    .map(Self::Fallback)
                    .collect(),
                Self::CalculatorInPanel | Self::TwoElements => vec![*kind],
            }
        };
        kinds.iter().flat_map(rows_of).collect()
    }

    /// Whether the way there needs what only Chromium's DevTools can do.
    pub fn is_only_in_chromium(self) -> bool {
        self == Self::Panel(PanelState::ConnectionLost)
    }

    /// Whether the state exists in a window of this width.
    pub fn exists_at(self, view: View) -> bool {
        match self {
            Self::Panel(PanelState::FiltersOpen) => view.width < FILTERS_STAND,
            Self::Panel(_)
            | Self::PanelWith(_)
            | Self::Concept(_)
            | Self::CalculatorInPanel
            | Self::Calculator(_)
            | Self::Shipped(_)
            | Self::CalculatorWith(_)
            | Self::Worksheet(_)
            | Self::TwoElements
            | Self::Fallback(_) => true,
        }
    }

    /// Brings a page into this state.
    pub async fn reach(self, page: &Page, view: View) -> Result<Reached> {
        let site = match self {
            Self::Panel(state) => panel(page, view, state).await?,
            Self::PanelWith(fault) => {
                let site = Plan::shipped()?.bad_catalogue(fault)?.start()?;
                page.open(&site, "panel.html", view).await?;
                told(page.panel(0), fault).await?;
                site
            }
            Self::Concept(state) => {
                let site = Site::shipped()?;
                let panel = page.open_panel(&site, view).await?;
                open_entry(panel, state.entry()).await?;
                site
            }
            Self::CalculatorInPanel => {
                let site = Site::shipped()?;
                let panel = page.open_panel(&site, view).await?;
                open_entry(panel, ConceptState::Full.entry()).await?;
                panel.css("button.concept__calculate").click().await?;
                panel.css(".calculator .answer__number").shown().await?;
                site
            }
            Self::Calculator(state) => calculator(page, view, state).await?,
            Self::Shipped(calculator) => {
                let site = Site::shipped()?;
                open_by_link(page, &site, view, calculator.name()).await?;
                site
            }
            Self::CalculatorWith(fault) => {
                let site = Plan::shipped()?.bad_catalogue(fault)?.start()?;
                page.open(&site, "calculator.html", view).await?;
                calculator_told(page.calculator(0), fault).await?;
                site
            }
            Self::Worksheet(state) => worksheet(page, view, state).await?,
            Self::TwoElements => {
                let site = Site::shipped()?;
                page.open(&site, "panel-and-calculator.html", view).await?;
                page.panel(0).stands().await?;
                page.calculator(0).stands().await?;
                site
            }
            Self::Fallback(state) => {
                let plan = Plan::shipped()?;
                let site = match state {
                    FallbackState::ScriptMissing => plan.failing("/virker.js", 404).start()?,
                    FallbackState::EngineMissing => plan.failing(".wasm", 404).start()?,
                };
                page.open(&site, "panel.html", view).await?;
                if state == FallbackState::EngineMissing {
                    page.panel(0).css(".waiting [role=alert]").shown().await?;
                }
                page.document().css("virker-panel a").shown().await?;
                site
            }
        };
        page.settle().await?;
        Ok(Reached { site })
    }
}

impl ConceptState {
    /// An entry of the shipped catalogue that is in this state.
    pub fn entry(self) -> &'static str {
        match self {
            Self::Full => "madkassen",
            Self::Sparse => "lidt-for-meget",
            Self::Recommendation => "hverdagsplan",
        }
    }
}

async fn panel(page: &Page, view: View, state: PanelState) -> Result<Site> {
    if state == PanelState::Loading {
        let gate = Gate::closed();
        let site = Plan::shipped()?.held("catalogue.json", &gate).start()?;
        page.open(&site, "panel.html", view).await?;
        page.panel(0).css("form.search input").shown().await?;
        page.panel(0).css(".skeleton").shown().await?;
        return Ok(site);
    }
    let site = Site::shipped()?;
    let panel = page.open_panel(&site, view).await?;
    match state {
        PanelState::Start => {}
        PanelState::Results => {
            seek(panel, "støtte").await?;
            panel.css(".card mark").shown().await?;
        }
        PanelState::FiltersChosen => {
            seek(panel, "støtte").await?;
            panel
                .css(".arena[data-arena='hjem-og-mad']")
                .click()
                .await?;
            unfold_filters(panel).await?;
            panel.css("label.option").nth(0).click().await?;
            fold_filters(panel).await?;
            panel.css(".chip").shown().await?;
        }
        PanelState::FiltersOpen => {
            unfold_filters(panel).await?;
            panel.css("label.option").shown().await?;
        }
        PanelState::NothingFound => {
            seek(panel, "rideterapi").await?;
            panel.css(".message").shown().await?;
        }
        PanelState::Mended => {
            seek(panel, "narko hverdagspaln").await?;
            panel.css(".notice").shown().await?;
            panel.css(".card__found").shown().await?;
        }
        PanelState::Help => {
            seek(panel, "selvmord").await?;
            panel.css(".help").shown().await?;
        }
        PanelState::ConnectionLost => {
            page.offline(true).await?;
            panel.css(".notice").shown().await?;
        }
        PanelState::Loading => bail!("the loading state is reached above"),
    }
    Ok(site)
}

async fn calculator(page: &Page, view: View, state: CalculatorState) -> Result<Site> {
    let site = Site::shipped()?;
    let calculator = page.open_calculator(&site, view).await?;
    calculator.css(".answer__number").shown().await?;
    let field = calculator.css(".assumption input").nth(0);
    match state {
        CalculatorState::Start => {}
        CalculatorState::Changed => {
            calculator.css(".number__more").nth(0).click().await?;
            calculator.css("button.reset").shown().await?;
        }
        CalculatorState::FieldError => {
            field.fill("mange").await?;
            page.press(fantoccini::key::Key::Tab).await?;
            calculator
                .css(".assumption__error")
                .containing("Skriv for eksempel")
                .shown()
                .await?;
        }
        CalculatorState::TableOpen => {
            for table in [0, 1] {
                calculator.css("details summary").nth(table).click().await?;
                calculator.css("details table").nth(table).shown().await?;
            }
        }
        CalculatorState::Meeting => {
            calculator
                .css("button.action")
                .containing("Mødetilstand")
                .click()
                .await?;
            calculator
                .css("dialog.meeting .answer__number")
                .shown()
                .await?;
        }
    }
    Ok(site)
}

/// Opens a calculator in the panel by a link, and waits until it stands.
pub async fn open_by_link<'p>(
    page: &'p Page,
    site: &Site,
    view: View,
    calculator: &str,
) -> Result<Root<'p>> {
    let host = format!(
        "panel.html#virker.panel=1;calculator={}",
        calculator.replace('@', "%40")
    );
    // An address that differs by its fragment alone would not load anew.
    page.go("about:blank").await?;
    page.open(site, &host, view).await?;
    let panel = page.panel(0);
    panel.css(".calculator .answer__number").shown().await?;
    Ok(panel)
}

async fn worksheet(page: &Page, view: View, state: WorksheetState) -> Result<Site> {
    let site = Site::shipped()?;
    if state == WorksheetState::Empty {
        open_worksheet(page, &site, view, "hverdagsplan").await?;
        return Ok(site);
    }
    let panel = open_worksheet(page, &site, view, "flexjobbevis").await?;
    panel.field("Navn").fill("Anna").await?;
    let numbers = panel.css("input[inputmode=decimal]");
    match state {
        WorksheetState::Filled => {
            for (place, number) in ["18", "100", "200"].into_iter().enumerate() {
                numbers.nth(place).fill(number).await?;
            }
            panel
                .css("textarea")
                .nth(0)
                .fill("Jeg er god til at holde orden, og jeg kommer til tiden.")
                .await?;
            panel
                .css(".worksheet__computed")
                .expect_text("30.872")
                .await?;
        }
        WorksheetState::FieldError => {
            numbers.nth(0).fill("mange").await?;
            give_file(page, "{}").await?;
            panel.css("[data-action=open]").click().await?;
            panel.button("Åbn uden at gemme").click().await?;
            panel
                .css(".actions__told[data-refused]")
                .nth(0)
                .shown()
                .await?;
        }
        WorksheetState::Leaving => {
            panel.css("button.back").click().await?;
            panel.css(".question").shown().await?;
        }
        WorksheetState::Empty => bail!("the empty worksheet is reached above"),
    }
    Ok(site)
}

/// Opens a worksheet in the panel by a link, and waits until it stands.
pub async fn open_worksheet<'p>(
    page: &'p Page,
    site: &Site,
    view: View,
    worksheet: &str,
) -> Result<Root<'p>> {
    let host = format!("panel.html#virker.panel=1;worksheet={worksheet}");
    page.open(site, &host, view).await?;
    let panel = page.panel(0);
    panel.css(".worksheet__title").shown().await?;
    Ok(panel)
}

/// Chooses a file with this text whenever the page asks for a file.
pub async fn give_file(page: &Page, text: &str) -> Result<()> {
    page.run(
        "const text = arguments[0];
         HTMLInputElement.prototype.click = function () {
           const given = new DataTransfer();
           given.items.add(new File([text], 'fil.json', { type: 'application/json' }));
           this.files = given.files;
           this.dispatchEvent(new Event('change'));
         };
         return null",
        vec![text.into()],
    )
    .await?;
    Ok(())
}

/// Waits until the panel has told the user of the fault.
pub async fn told(panel: Root<'_>, fault: BadCatalogue) -> Result<()> {
    match fault {
        BadCatalogue::Unreachable
        | BadCatalogue::Missing
        | BadCatalogue::NotJson
        | BadCatalogue::NewerFormat => {
            panel
                .css(".message[role=alert], .message [role=alert]")
                .shown()
                .await
        }
        BadCatalogue::BrokenEntries => {
            panel.stands().await?;
            panel.css(".notice").shown().await
        }
    }
}

/// Waits until a calculator has told the user of the fault, if it is touched by it.
pub async fn calculator_told(calculator: Root<'_>, fault: BadCatalogue) -> Result<()> {
    match fault {
        BadCatalogue::Unreachable
        | BadCatalogue::Missing
        | BadCatalogue::NotJson
        | BadCatalogue::NewerFormat => {
            calculator
                .css(".message[role=alert], .message [role=alert]")
                .shown()
                .await
        }
        // Broken entries leave the calculator whole.
        BadCatalogue::BrokenEntries => calculator.css(".answer__number").shown().await,
    }
}

/// Seeks a word and waits until the results are those of that word.
pub async fn seek(panel: Root<'_>, word: &str) -> Result<()> {
    panel.css("input#q").fill(word).await?;
    panel
        .css(".results__title, .message")
        .containing(&format!("»{word}«"))
        .shown()
        .await
}

/// Opens the entry with this id by seeking its title and clicking its card.
pub async fn open_entry(panel: Root<'_>, id: &str) -> Result<()> {
    let link = panel.css(&format!(".card[data-entry='{id}'] a.card__link"));
    for _ in 0..20 {
        if link.count().await? > 0 || panel.css("button.more").count().await? == 0 {
            break;
        }
        let before = panel.css(".card").count().await?;
        panel.css("button.more").click().await?;
        panel
            .css(".card")
            .expect("are more than before", &format!("els.length > {before}"))
            .await?;
    }
    link.click().await?;
    panel
        .css(&format!(
            "article.concept[data-entry='{id}'] .concept__title"
        ))
        .expect_focus()
        .await
}

/// Unfolds the filters, where they are folded.
pub async fn unfold_filters(panel: Root<'_>) -> Result<()> {
    let toggle = panel.css("button.filters__toggle[aria-expanded=false]");
    if toggle.count().await? > 0 {
        toggle.click().await?;
    }
    panel.css("label.option").shown().await
}

/// Folds the filters, where they can be folded.
pub async fn fold_filters(panel: Root<'_>) -> Result<()> {
    let toggle = panel.css("button.filters__toggle[aria-expanded=true]");
    if toggle.count().await? > 0 {
        toggle.click().await?;
        panel.css("label.option").gone().await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Row;

    #[test]
    fn every_row_has_a_name_of_its_own() {
        let rows = Row::all();
        let names: BTreeSet<String> = rows.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), rows.len());
    }
}
