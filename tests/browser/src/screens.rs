//! Every screen in every state, and how to open it.
//!
//! The accessibility tests and `cargo xtask shots` use this list. A new state does not compile until
//! [`Screen::open`] handles it.

use std::fmt;

use anyhow::{Result, bail};

use crate::faults::BadCatalogue;
use crate::locator::Root;
use crate::page::{Page, Viewport};
use crate::site::{Gate, Site, SiteBuilder};
use crate::states::states;

/// The width from which the filters are shown without a button.
const FILTERS_OPEN_FROM: u32 = 860;

/// The filters for professionals, which are folded at first.
pub const MORE_FILTERS: &str = ".filters details";

states! {
    /// The panel's states, except those of a bad catalogue (see [`BadCatalogue`]).
    PanelState {
        /// As it opens.
        Start = "start",
        /// A search with results.
        Results = "results",
        /// An arena and a filter are selected.
        FiltersChosen = "filters-chosen",
        /// The filters are expanded in a narrow window.
        FiltersOpen = "filters-open",
        /// The filters for professionals are unfolded, and one is chosen.
        FiltersForProfessionals = "filters-for-professionals",
        /// A search without results.
        NothingFound = "nothing-found",
        /// A spelling was corrected, and every card says why it was found.
        Corrected = "corrected",
        /// A search that shows help in a crisis.
        Help = "help",
        /// The catalogue is loading.
        Loading = "loading",
        /// The connection was lost after the panel was ready.
        ConnectionLost = "connection-lost",
    }
}

states! {
    /// Kinds of entry.
    ConceptState {
        /// An entry with a calculator and most parts that an entry can have.
        Full = "full",
        /// An entry with few parts.
        Sparse = "sparse",
        /// A political recommendation.
        Recommendation = "recommendation",
    }
}

states! {
    /// The states of a calculator as an element.
    CalculatorState {
        /// As it opens, with the publisher's numbers.
        Start = "start",
        /// With a number that the user changed.
        Changed = "changed",
        /// With invalid input in a field.
        FieldError = "field-error",
        /// With both tables open: the curve's numbers, and all numbers.
        TableOpen = "table-open",
        /// In meeting mode.
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
        /// What the programme costs per person.
        Programmet = "programmet",
        /// A survey's margin of error.
        ImpactUndersoegelse = "impact-undersoegelse",
        /// What an effort costs, with an entry's own figures.
        IndsatsensPris = "indsatsens-pris@biofeedback",
    }
}

states! {
    /// The states of a worksheet.
    WorksheetState {
        /// A plan with many text fields, as it opens.
        Empty = "empty",
        /// With the user's numbers and computed sentences.
        Filled = "filled",
        /// With invalid input in a number field, and a file that was refused.
        FieldError = "field-error",
        /// With the question whether to leave unsaved text.
        Leaving = "leaving",
    }
}

states! {
    /// What can stand alone on a page, without a panel around it. The calculator has its own states.
    Alone {
        /// An entry as a page.
        Concept = "concept",
        /// An entry as a card.
        Card = "card",
        /// A worksheet.
        Worksheet = "worksheet",
    }
}

states! {
    /// The states of the panel with `theme="dark"` that together have every colour of the theme.
    DarkState {
        /// As it opens.
        Start = "start",
        /// A search in an arena, with marks, chips and a correction.
        Results = "results",
        /// A search that shows help in a crisis.
        Help = "help",
        /// A search without results.
        NothingFound = "nothing-found",
        /// An entry.
        Concept = "concept",
        /// A calculator with a number that the user changed, and both tables open.
        Calculator = "calculator",
        /// A calculator with invalid input in a field.
        FieldError = "field-error",
        /// A calculator in meeting mode.
        Meeting = "meeting",
        /// A worksheet.
        Worksheet = "worksheet",
    }
}

states! {
    /// Reasons for showing the host's own content instead of the widget.
    FallbackState {
        /// The script cannot be fetched.
        ScriptMissing = "script-missing",
        /// The script runs, but the engine cannot be fetched.
        EngineMissing = "engine-missing",
    }
}

states! {
    /// The pages of the demo site.
    SitePage {
        /// What it is, with the panel.
        Home = "index",
        /// An invented kommune's page.
        Municipality = "kommune",
        /// An invented association's page, dark.
        Association = "forening",
        /// A calculator alone.
        Calculator = "beregner",
        /// The configurator.
        Configurator = "indsaet",
        /// The page that is shown in a frame, by itself.
        Frame = "ramme",
    }
}

/// A screen in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The panel.
    Panel(PanelState),
    /// The panel with a bad catalogue.
    PanelWith(BadCatalogue),
    /// An entry in the panel.
    Concept(ConceptState),
    /// The calculator in the panel, opened from its entry.
    CalculatorInPanel,
    /// The calculator as an element.
    Calculator(CalculatorState),
    /// A shipped calculator in the panel, opened by a link.
    Shipped(ShippedCalculator),
    /// The calculator with a bad catalogue.
    CalculatorWith(BadCatalogue),
    /// A worksheet in the panel, opened by a link.
    Worksheet(WorksheetState),
    /// A panel and a calculator on one page.
    TwoElements,
    /// An element without a panel.
    Alone(Alone),
    /// The panel on a dark page.
    Dark(DarkState),
    /// The host's own content.
    Fallback(FallbackState),
    /// A page of the demo site.
    Site(SitePage),
}

impl fmt::Display for Screen {
    /// The name in files and reports.
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
            Self::Alone(element) => write!(f, "alone-{}", element.name()),
            Self::Dark(state) => write!(f, "dark-{}", state.name()),
            Self::Fallback(state) => write!(f, "fallback-{}", state.name()),
            Self::Site(page) => write!(f, "site-{}", page.name()),
        }
    }
}

impl Screen {
    /// All screens in all states.
    pub fn all() -> Vec<Self> {
        // The match below has no wildcard arm, so a new variant does not compile until it is handled there.
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
            Self::Alone(Alone::Concept),
            Self::Dark(DarkState::Start),
            Self::Fallback(FallbackState::ScriptMissing),
            Self::Site(SitePage::Home),
        ];
        let screens_of = |kind: &Self| -> Vec<Self> {
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
                Self::Alone(_) => Alone::ALL.iter().copied().map(Self::Alone).collect(),
                Self::Dark(_) => DarkState::ALL.iter().copied().map(Self::Dark).collect(),
                Self::Fallback(_) => FallbackState::ALL
                    .iter()
                    .copied()
                    .map(Self::Fallback)
                    .collect(),
                Self::Site(_) => SitePage::ALL.iter().copied().map(Self::Site).collect(),
                Self::CalculatorInPanel | Self::TwoElements => vec![*kind],
            }
        };
        kinds.iter().flat_map(screens_of).collect()
    }

    /// Whether the state exists at this width.
    pub fn exists_at(self, viewport: Viewport) -> bool {
        match self {
            Self::Panel(PanelState::FiltersOpen) => viewport.width < FILTERS_OPEN_FROM,
            Self::Panel(_)
            | Self::PanelWith(_)
            | Self::Concept(_)
            | Self::CalculatorInPanel
            | Self::Calculator(_)
            | Self::Shipped(_)
            | Self::CalculatorWith(_)
            | Self::Worksheet(_)
            | Self::TwoElements
            | Self::Alone(_)
            | Self::Dark(_)
            | Self::Fallback(_)
            | Self::Site(_) => true,
        }
    }

    /// Opens it in a page. The site must outlive the page's requests, so keep it until the test is done.
    pub async fn open(self, page: &Page, viewport: Viewport) -> Result<Site> {
        let site = match self {
            Self::Panel(state) => panel(page, viewport, state).await?,
            Self::PanelWith(fault) => {
                let site = SiteBuilder::shipped()?.bad_catalogue(fault)?.start()?;
                page.open(&site, "panel.html", viewport).await?;
                wait_for_fault(page.panel(0), fault).await?;
                site
            }
            Self::Concept(state) => {
                let site = Site::shipped()?;
                let panel = page.open_panel(&site, viewport).await?;
                open_entry(panel, state.entry()).await?;
                site
            }
            Self::CalculatorInPanel => {
                let site = Site::shipped()?;
                let panel = page.open_panel(&site, viewport).await?;
                open_entry(panel, ConceptState::Full.entry()).await?;
                panel.css("button.concept__calculate").click().await?;
                panel.css(".calculator .answer__number").shown().await?;
                site
            }
            Self::Calculator(state) => calculator(page, viewport, state).await?,
            Self::Shipped(calculator) => {
                let site = Site::shipped()?;
                open_by_link(page, &site, viewport, calculator.name()).await?;
                site
            }
            Self::CalculatorWith(fault) => {
                let site = SiteBuilder::shipped()?.bad_catalogue(fault)?.start()?;
                page.open(&site, "calculator.html", viewport).await?;
                wait_for_calculator_fault(page.calculator(0), fault).await?;
                site
            }
            Self::Worksheet(state) => worksheet(page, viewport, state).await?,
            Self::TwoElements => {
                let site = Site::shipped()?;
                page.open(&site, "panel-and-calculator.html", viewport)
                    .await?;
                page.panel(0).ready().await?;
                page.calculator(0).ready().await?;
                site
            }
            Self::Alone(element) => alone(page, viewport, element).await?,
            Self::Dark(state) => dark(page, viewport, state).await?,
            Self::Fallback(state) => {
                let plan = SiteBuilder::shipped()?;
                let site = match state {
                    FallbackState::ScriptMissing => plan.fail("/virker.js", 404).start()?,
                    FallbackState::EngineMissing => plan.fail(".wasm", 404).start()?,
                };
                page.open(&site, "panel.html", viewport).await?;
                if state == FallbackState::EngineMissing {
                    page.panel(0).css(".waiting [role=alert]").shown().await?;
                }
                page.document().css("virker-panel a").shown().await?;
                site
            }
            Self::Site(state) => {
                let site = Site::shipped()?;
                page.open_site(&site, &format!("{}.html", state.name()), viewport)
                    .await?;
                match state {
                    SitePage::Calculator => page.calculator(0).ready().await?,
                    SitePage::Configurator => configurator_ready(page).await?,
                    SitePage::Home
                    | SitePage::Municipality
                    | SitePage::Association
                    | SitePage::Frame => page.panel(0).ready().await?,
                }
                site
            }
        };
        page.settle().await?;
        Ok(site)
    }
}

impl ConceptState {
    /// An entry of the shipped catalogue of this kind.
    pub fn entry(self) -> &'static str {
        match self {
            Self::Full => "madkassen",
            Self::Sparse => "lidt-for-meget",
            Self::Recommendation => "hverdagsplan",
        }
    }
}

/// Waits until the configurator has read the catalogue and the files' hashes, and shows the panel.
pub async fn configurator_ready(page: &Page) -> Result<()> {
    let document = page.document();
    document.css("#arena input").shown().await?;
    document
        .css("#blocks code")
        .nth(0)
        .containing("integrity")
        .shown()
        .await?;
    page.panel(0).ready().await
}

async fn panel(page: &Page, viewport: Viewport, state: PanelState) -> Result<Site> {
    if state == PanelState::Loading {
        let gate = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold("catalogue.json", &gate)
            .start()?;
        page.open(&site, "panel.html", viewport).await?;
        page.panel(0).css("form.search input").shown().await?;
        page.panel(0).css(".skeleton").shown().await?;
        return Ok(site);
    }
    let site = Site::shipped()?;
    let panel = page.open_panel(&site, viewport).await?;
    match state {
        PanelState::Start => {}
        PanelState::Results => {
            search_for(panel, "støtte").await?;
            panel.css(".card mark").shown().await?;
        }
        PanelState::FiltersChosen => {
            search_for(panel, "støtte").await?;
            panel
                .css(".arena[data-arena='hjem-og-mad']")
                .click()
                .await?;
            expand_filters(panel).await?;
            panel.css("label.option").nth(0).click().await?;
            collapse_filters(panel).await?;
            panel.css(".chip").shown().await?;
        }
        PanelState::FiltersOpen => {
            expand_filters(panel).await?;
            panel.css("label.option").shown().await?;
        }
        PanelState::FiltersForProfessionals => {
            unfold_more_filters(panel).await?;
            let method = panel.css("label.option").containing("Metode");
            method.click().await?;
            panel.css(".chip").shown().await?;
        }
        PanelState::NothingFound => {
            search_for(panel, "rideterapi").await?;
            panel.css(".message").shown().await?;
        }
        PanelState::Corrected => {
            search_for(panel, "narko hverdagspaln").await?;
            panel.css(".notice").shown().await?;
            panel.css(".card__found").shown().await?;
        }
        PanelState::Help => {
            search_for(panel, "selvmord").await?;
            panel.css(".help").shown().await?;
        }
        PanelState::ConnectionLost => {
            page.set_offline(true).await?;
            panel.css(".notice").shown().await?;
        }
        PanelState::Loading => bail!("the loading state is opened above"),
    }
    Ok(site)
}

async fn calculator(page: &Page, viewport: Viewport, state: CalculatorState) -> Result<Site> {
    let site = Site::shipped()?;
    let calculator = page.open_calculator(&site, viewport).await?;
    calculator.css(".answer__number").shown().await?;
    bring_calculator_to(page, calculator, state).await?;
    Ok(site)
}

/// Brings a calculator that has just opened, alone or in a panel, to a state.
async fn bring_calculator_to(
    page: &Page,
    calculator: Root<'_>,
    state: CalculatorState,
) -> Result<()> {
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
    Ok(())
}

/// Opens a calculator in the panel by a link, and waits until it is shown.
pub async fn open_by_link<'p>(
    page: &'p Page,
    site: &Site,
    viewport: Viewport,
    calculator: &str,
) -> Result<Root<'p>> {
    let host = format!(
        "panel.html#virker.panel=1;calculator={}",
        calculator.replace('@', "%40")
    );
    // An address that differs only in its fragment would not be loaded again.
    page.navigate("about:blank").await?;
    page.open(site, &host, viewport).await?;
    let panel = page.panel(0);
    panel.css(".calculator .answer__number").shown().await?;
    Ok(panel)
}

async fn worksheet(page: &Page, viewport: Viewport, state: WorksheetState) -> Result<Site> {
    let site = Site::shipped()?;
    if state == WorksheetState::Empty {
        open_worksheet(page, &site, viewport, "hverdagsplan").await?;
        return Ok(site);
    }
    let panel = open_worksheet(page, &site, viewport, "flexjobbevis").await?;
    panel.field("Navn").fill("Anna").await?;
    let numbers = panel.css("input[inputmode=decimal]");
    match state {
        WorksheetState::Filled => {
            for (index, number) in ["18", "100", "200"].into_iter().enumerate() {
                numbers.nth(index).fill(number).await?;
            }
            panel
                .css("textarea")
                .nth(0)
                .fill("Jeg er god til at holde orden, og jeg kommer til tiden.")
                .await?;
            panel
                .css(".worksheet__computed")
                .expect_text("15.600")
                .await?;
        }
        WorksheetState::FieldError => {
            numbers.nth(0).fill("mange").await?;
            choose_file(page, "{}").await?;
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
        WorksheetState::Empty => bail!("the empty worksheet is opened above"),
    }
    Ok(site)
}

/// Opens a worksheet in the panel by a link, and waits until it is shown.
pub async fn open_worksheet<'p>(
    page: &'p Page,
    site: &Site,
    viewport: Viewport,
    worksheet: &str,
) -> Result<Root<'p>> {
    let host = format!("panel.html#virker.panel=1;worksheet={worksheet}");
    page.open(site, &host, viewport).await?;
    let panel = page.panel(0);
    panel.css(".worksheet__title").shown().await?;
    Ok(panel)
}

async fn alone(page: &Page, viewport: Viewport, element: Alone) -> Result<Site> {
    let (host, tag, shows) = match element {
        Alone::Concept => ("concept.html", "virker-concept", ".concept__title"),
        Alone::Card => ("card.html", "virker-concept", ".card"),
        Alone::Worksheet => ("worksheet.html", "virker-worksheet", ".worksheet__form"),
    };
    let site = Site::shipped()?;
    page.open(&site, host, viewport).await?;
    let root = page.element(tag, 0);
    root.ready().await?;
    root.css(shows).shown().await?;
    Ok(site)
}

async fn dark(page: &Page, viewport: Viewport, state: DarkState) -> Result<Site> {
    let (link, shows) = match state {
        DarkState::Start => ("", ".arena"),
        // The slip is corrected, which a notice tells.
        DarkState::Results => ("q=støttte;arena=hjem-og-mad", ".card mark"),
        DarkState::Help => ("q=selvmord", ".help"),
        DarkState::NothingFound => ("q=rideterapi", ".message"),
        DarkState::Concept => ("entry=madkassen", ".concept__title"),
        DarkState::Calculator | DarkState::FieldError | DarkState::Meeting => {
            ("calculator=madkassen", ".calculator .answer__number")
        }
        DarkState::Worksheet => ("worksheet=flexjobbevis", ".worksheet__title"),
    };
    let site = Site::shipped()?;
    let host = format!("dark.html#virker.panel=1;{link}");
    page.open(&site, &host, viewport).await?;
    let panel = page.panel(0);
    panel.ready().await?;
    panel.css(shows).nth(0).shown().await?;
    match state {
        DarkState::Calculator => {
            bring_calculator_to(page, panel, CalculatorState::Changed).await?;
            bring_calculator_to(page, panel, CalculatorState::TableOpen).await?;
        }
        DarkState::FieldError => {
            bring_calculator_to(page, panel, CalculatorState::FieldError).await?;
        }
        DarkState::Meeting => bring_calculator_to(page, panel, CalculatorState::Meeting).await?,
        DarkState::Start
        | DarkState::Results
        | DarkState::Help
        | DarkState::NothingFound
        | DarkState::Concept
        | DarkState::Worksheet => {}
    }
    Ok(site)
}

/// Makes the page's file inputs choose a file with this text.
pub async fn choose_file(page: &Page, text: &str) -> Result<()> {
    page.run(
        "const text = arguments[0];
         HTMLInputElement.prototype.click = function () {
           const files = new DataTransfer();
           files.items.add(new File([text], 'fil.json', { type: 'application/json' }));
           this.files = files.files;
           this.dispatchEvent(new Event('change'));
         };
         return null",
        vec![text.into()],
    )
    .await?;
    Ok(())
}

/// Waits until the panel reports the fault.
pub async fn wait_for_fault(panel: Root<'_>, fault: BadCatalogue) -> Result<()> {
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
            panel.ready().await?;
            panel.css(".notice").shown().await
        }
    }
}

/// Waits until a calculator reports the fault, or is shown if the fault does not affect it.
pub async fn wait_for_calculator_fault(calculator: Root<'_>, fault: BadCatalogue) -> Result<()> {
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
        // Broken entries do not affect calculators.
        BadCatalogue::BrokenEntries => calculator.css(".answer__number").shown().await,
    }
}

/// Types a query and waits until its results are shown.
pub async fn search_for(panel: Root<'_>, query: &str) -> Result<()> {
    panel.css("input#q").fill(query).await?;
    panel
        .css(".results__title, .message")
        .containing(&format!("»{query}«"))
        .shown()
        .await
}

/// Opens the entry with this id by its card, showing more results until the card is there.
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

/// Expands the filters if they are collapsed.
pub async fn expand_filters(panel: Root<'_>) -> Result<()> {
    let toggle = panel.css("button.filters__toggle[aria-expanded=false]");
    if toggle.count().await? > 0 {
        toggle.click().await?;
    }
    panel.css("label.option").shown().await
}

/// Unfolds the filters for professionals.
pub async fn unfold_more_filters(panel: Root<'_>) -> Result<()> {
    expand_filters(panel).await?;
    panel.css(MORE_FILTERS).css("summary").click().await?;
    panel
        .css(MORE_FILTERS)
        .css("label.option")
        .nth(0)
        .shown()
        .await
}

/// Collapses the filters if they can be collapsed.
pub async fn collapse_filters(panel: Root<'_>) -> Result<()> {
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

    use super::Screen;

    #[test]
    fn every_screen_has_its_own_name() {
        let screens = Screen::all();
        let names: BTreeSet<String> = screens.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), screens.len());
    }
}
