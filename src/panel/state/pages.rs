//! How the screens of entries, calculators and worksheets change.

use std::rc::Rc;

use super::{State, screens_of};
use crate::panel::lazy::Part;
use crate::panel::{
    CalculatorAction, Cause, Effect, ExportAction, ExportFormat, ExportState, ExportStatus,
    Failure, Focus, GuardedAction, Link, Loading, Readiness, Retry, Screen, Told, WorksheetAction,
};

impl State {
    /// Asks for what a page needs, once, as soon as the catalogue is here.
    pub(super) fn want_pages(&mut self) -> Vec<Effect> {
        if !matches!(self.loading, Loading::Ready(_)) {
            return vec![];
        }
        let wanted = std::mem::replace(&mut self.pages_wanted, true);
        match (wanted, &self.parts.pages) {
            (false, Part::Waiting) => vec![Effect::LoadPages],
            _ => vec![],
        }
    }

    pub(super) fn open(&mut self, screen: Screen) -> Vec<Effect> {
        if let Screen::Worksheet(id) = &screen
            && self.page().is_here()
            && !self.start_worksheet(id)
        {
            return vec![];
        }
        self.ahead.clear();
        self.push(screen)
    }

    fn push(&mut self, screen: Screen) -> Vec<Effect> {
        if let Screen::Calculator(id) = &screen {
            self.start_calculator(id);
        }
        let mut effects = vec![Effect::RememberScroll(self.screens.len())];
        self.screens.push(screen);
        self.untold = true;
        self.ended(Retry::Page);
        self.focus_waits = (!self.page().is_here()).then_some(Retry::Page);
        effects.extend(self.want_pages());
        effects.extend(self.want_entry());
        effects.push(Effect::Focus(Focus::Title));
        effects
    }

    pub(super) fn back(&mut self) -> Vec<Effect> {
        if !self.leads_back() {
            return vec![];
        }
        self.export = ExportState::default();
        self.untold = false;
        self.focus_waits = None;
        self.ended(Retry::Page);
        let closed = self.screens.pop();
        let mut effects = vec![Effect::RestoreScroll(self.screens.len())];
        let focus = match (&closed, self.screens.last()) {
            (Some(Screen::Concept(id)), _) => Focus::Card(id.clone()),
            (Some(Screen::Calculator(_)), Some(Screen::Concept(_))) => Focus::CalculateButton,
            (Some(Screen::Worksheet(_)), Some(Screen::Concept(_))) => Focus::WorksheetButton,
            _ => Focus::Title,
        };
        effects.push(Effect::Focus(focus));
        self.ahead.extend(closed);
        effects.extend(self.want_entry());
        effects
    }

    /// Goes back or forward until this many screens are open. A worksheet with unsaved text asks first, and stays.
    pub(super) fn reach(&mut self, depth: usize) -> Vec<Effect> {
        let mut effects = Vec::new();
        while self.screens.len() > depth {
            let open = self.screens.len();
            effects.extend(match self.screen() {
                Screen::Worksheet(_) => {
                    self.update_worksheet(WorksheetAction::Try(GuardedAction::Leave))
                }
                _ => self.back(),
            });
            if self.screens.len() == open {
                break;
            }
        }
        while self.screens.len() < depth
            && let Some(screen) = self.ahead.pop()
        {
            effects.extend(self.push(screen));
        }
        effects
    }

    /// Shows what a link on the page names. What is open stays below it, so that 'Tilbage' leads there.
    pub(super) fn follow(&mut self, link: &Link) -> Vec<Effect> {
        self.arrives = Some(false);
        self.focus_waits = None;
        if let Some(id) = link.calculator()
            && !link.numbers.is_empty()
        {
            // It starts anew, with these numbers.
            let mut calculators = self.calculators.iter();
            if let Some(index) = calculators.position(|(known, _)| known == id) {
                self.calculators.swap_remove(index);
            }
            self.linked_numbers = Some((id.clone(), link.numbers.clone()));
        }
        let screens = screens_of(link.screens.clone(), self.provided.is_some());
        let mut effects = Vec::new();
        if self.settings.alone.is_none() || !screens.is_empty() {
            if screens.is_empty() || link.searches() {
                self.literal = false;
                self.choices = self.settings.with_locked(link.choices.clone());
                self.check_choices();
                effects = self.write_query(link.query.clone());
            }
            if screens.is_empty() {
                self.screens.clear();
            }
            if !self.screens.ends_with(&screens) {
                for screen in screens {
                    if !self.is_missing(&screen) {
                        effects.extend(self.open(screen));
                    }
                }
            }
        }
        self.open_screens();
        effects
    }

    /// Whether it is an entry that the catalogue does not have, as far as that is known. It is told of.
    fn is_missing(&mut self, screen: &Screen) -> bool {
        if let (Screen::Concept(id), Loading::Ready(loaded), None) =
            (screen, &self.loading, &self.provided)
            && loaded.catalogue.card(id).is_none()
        {
            self.warnings.push(id.clone() + " er ikke i kataloget.");
            return true;
        }
        false
    }

    /// Tells the host's page of what was opened, once it is drawn.
    pub(super) fn tell_opened(&mut self) -> Option<Effect> {
        let is_drawn = self.page().is_here() && self.readiness() == Readiness::Ready;
        if !is_drawn || !std::mem::take(&mut self.untold) {
            return None;
        }
        let screen = self.screen();
        let told = Told::Opened(screen.name());
        screen
            .is_page()
            .then(|| self.tell(told, &Link::to(screen.clone())))
    }

    /// Brings the element into view for a link, as soon as what it names is drawn.
    pub(super) fn arrival(&mut self) -> Option<Effect> {
        let waits = *self.screen() != Screen::Search && matches!(self.page(), Part::Waiting);
        if waits || self.readiness() != Readiness::Ready {
            return None;
        }
        let fresh = self.arrives.take()?;
        Some(Effect::Arrive { fresh })
    }

    /// Starts the calculators and worksheets of the open screens. A link may name what is not in the catalogue: such
    /// screens are closed, once that is known.
    pub(super) fn open_screens(&mut self) {
        let Some(loaded) = self.loaded() else {
            return;
        };
        let loaded = Rc::clone(loaded);
        for screen in &self.screens.clone() {
            match screen {
                Screen::Calculator(id) => self.start_calculator(id),
                Screen::Worksheet(id) => _ = self.start_worksheet(id),
                Screen::Search | Screen::Card(_) | Screen::Concept(_) => {}
            }
        }
        let alone = self.settings.alone.as_ref();
        let waiting = !self.page().is_here();
        // Each comes by itself from a host's own search.
        let provided = self.provided.is_some();
        let (calculators, worksheets) = (&self.calculators, &self.worksheets);
        let opened = self.screens.last().cloned();
        self.screens.retain(|screen| match screen {
            screen if Some(screen) == alone => true,
            Screen::Search | Screen::Card(_) => true,
            Screen::Concept(id) => provided || loaded.catalogue.card(id).is_some(),
            Screen::Calculator(id) => waiting || calculators.iter().any(|(known, _)| known == id),
            Screen::Worksheet(id) => waiting || worksheets.iter().any(|(known, _)| known == id),
        });
        // What was opened last is not there.
        self.untold &= self.screens.last() == opened.as_ref();
    }

    /// An element that stands alone has nothing to show when the catalogue lacks it.
    pub(super) fn check_alone(&mut self) {
        let (Some(alone), Loading::Ready(loaded)) = (&self.settings.alone, &self.loading) else {
            return;
        };
        let waiting = !self.parts.pages.is_here();
        let is_there = match alone {
            Screen::Search => true,
            Screen::Card(id) | Screen::Concept(id) => loaded.catalogue.card(id).is_some(),
            Screen::Calculator(id) => waiting || self.calculator(id).is_some(),
            Screen::Worksheet(id) => waiting || self.worksheet(id).is_some(),
        };
        if !is_there {
            let cause = Cause::Missing(alone.clone());
            self.loading = Loading::Failed(Rc::new(Failure {
                url: loaded.url.clone(),
                cause,
            }));
        }
    }

    /// Starts a calculator with its published numbers, and those of the host and of the link that named it.
    pub(super) fn start_calculator(&mut self, id: &str) {
        let (Some(loaded), Some(pages)) = (self.loaded(), self.parts.pages.get()) else {
            return;
        };
        if self.calculator(id).is_some() {
            return;
        }
        let linked = match &self.linked_numbers {
            Some((named, linked)) if named == id => linked.as_slice(),
            _ => &[],
        };
        let preset = &self.settings.preset.numbers;
        if let Some((calculator, wrong)) = pages.open_calculator(loaded, id, preset, linked) {
            self.calculators.push((id.to_owned(), calculator));
            self.warnings.extend(wrong);
        }
    }

    /// Starts a worksheet, and returns whether there is one.
    pub(super) fn start_worksheet(&mut self, id: &str) -> bool {
        let (Some(loaded), Some(pages)) = (self.loaded(), self.parts.pages.get()) else {
            return false;
        };
        if self.worksheet(id).is_some() {
            return true;
        }
        let Some(worksheet) = pages.open_worksheet(loaded, id) else {
            return false;
        };
        self.worksheets.push((id.to_owned(), worksheet));
        true
    }

    pub(super) fn update_calculator(&mut self, id: &str, action: CalculatorAction) -> Vec<Effect> {
        let mut calculators = self.calculators.iter_mut();
        let (Some((_, calculator)), Some(pages)) = (
            calculators.find(|(known, _)| known == id),
            self.parts.pages.get(),
        ) else {
            return vec![];
        };
        let effects = match action {
            // The button that resets disappears when it is pressed.
            CalculatorAction::Reset(index) => {
                let before = calculator.compiled.definition.inputs.iter().take(index);
                let shown = before.filter(|input| !input.fixed).count();
                vec![Effect::Focus(Focus::Input(shown)), Effect::Rest]
            }
            CalculatorAction::ResetAll => vec![Effect::Focus(Focus::Assumptions), Effect::Rest],
            // Nothing is calculated by them.
            CalculatorAction::Rest | CalculatorAction::Leave(_) | CalculatorAction::Unfold(..) => {
                vec![]
            }
            _ => vec![Effect::Rest],
        };
        if !matches!(action, CalculatorAction::Rest | CalculatorAction::Leave(_)) {
            self.export.status = None;
        }
        pages.update_calculator(Rc::make_mut(calculator), action);
        effects
    }

    /// Shows what is wrong with what was typed, and tells what it changed.
    pub(super) fn rested(&mut self) -> Vec<Effect> {
        self.stop_holding();
        match self.screen().clone() {
            Screen::Calculator(id) => {
                let mut effects = self.update_calculator(&id, CalculatorAction::Rest);
                if let Some(link) = self.link_to_calculator() {
                    effects.push(self.tell(Told::Calculated(link.numbers.len()), &link));
                }
                effects
            }
            Screen::Worksheet(_) => self.update_worksheet(WorksheetAction::Rest),
            Screen::Search | Screen::Card(_) | Screen::Concept(_) => vec![],
        }
    }

    /// Changes the shown worksheet. The browser asks before the page is left for as long as any worksheet has unsaved
    /// text, also one that is not shown.
    pub(super) fn update_worksheet(&mut self, action: WorksheetAction) -> Vec<Effect> {
        let (Some(loaded), Screen::Worksheet(id), Some(pages)) =
            (self.loaded(), self.screen(), self.parts.pages.get())
        else {
            return vec![];
        };
        let (loaded, id) = (Rc::clone(loaded), id.clone());
        let guarded = self.is_unsaved();
        let mut worksheets = self.worksheets.iter_mut();
        let Some((_, worksheet)) = worksheets.find(|(known, _)| *known == id) else {
            return vec![];
        };
        let leaves = matches!(
            action,
            WorksheetAction::Try(GuardedAction::Leave) | WorksheetAction::Confirm
        );
        let mut effects = pages.update_worksheet(&loaded, worksheet, action);
        if leaves && worksheet.action == GuardedAction::Leave && !worksheet.asking {
            effects = self.back();
        }
        if self.is_unsaved() != guarded {
            effects.push(Effect::Guard(!guarded));
        }
        effects
    }

    fn is_unsaved(&self) -> bool {
        self.worksheets
            .iter()
            .any(|(_, worksheet)| worksheet.unsaved)
    }

    pub(super) fn update_export(&mut self, action: ExportAction) -> Vec<Effect> {
        self.export.status = None;
        let effect = match action {
            ExportAction::CopyLink => {
                self.export.link = true;
                let link = self.link_to_calculator();
                link.map(|link| Effect::CopyLink(link.write(&self.settings.element)))
            }
            ExportAction::CopyText => {
                self.export.link = false;
                self.exported(ExportFormat::Text).map(Effect::Copy)
            }
            ExportAction::Csv => {
                let table = self
                    .exported(ExportFormat::Csv)
                    .zip(self.shown_calculator().zip(self.parts.pages.get()));
                let save = table.map(|(text, (id, pages))| Effect::Save {
                    name: pages.file_name(id),
                    kind: "text/csv",
                    text,
                });
                self.export.status = save.is_some().then_some(ExportStatus::Saved);
                save
            }
            ExportAction::Print => {
                self.export.printing = true;
                Some(Effect::Print)
            }
            ExportAction::Printed(done) => {
                self.export.printing = false;
                self.export.status = (!done).then_some(ExportStatus::NotPrinted);
                None
            }
            ExportAction::OpenMeeting => {
                self.export.meeting = true;
                Some(Effect::ShowDialog)
            }
            ExportAction::CloseMeeting => {
                self.export.meeting = false;
                Some(Effect::Focus(Focus::MeetingButton))
            }
            ExportAction::Copied(done) => {
                self.export.status = Some(match done {
                    true => ExportStatus::Copied,
                    false => ExportStatus::NotCopied,
                });
                None
            }
        };
        effect.into_iter().collect()
    }

    fn shown_calculator(&self) -> Option<&String> {
        match self.screen() {
            Screen::Calculator(id) => Some(id),
            Screen::Search | Screen::Card(_) | Screen::Concept(_) | Screen::Worksheet(_) => None,
        }
    }

    fn exported(&self, format: ExportFormat) -> Option<String> {
        let calculator = self.calculator(self.shown_calculator()?)?;
        let pages = self.parts.pages.get()?;
        Some(pages.export(self.loaded()?, calculator, format))
    }

    /// The link that opens the shown calculator with the numbers that were changed.
    fn link_to_calculator(&self) -> Option<Link> {
        let id = self.shown_calculator()?;
        let calculator = self.calculator(id)?;
        let mut screens = Vec::new();
        // A host's own search gives calculators with their entry.
        if let (Some(_), Some(entry)) = (&self.provided, self.shown_entry()) {
            screens.push(Screen::Concept(entry.clone()));
        }
        screens.push(Screen::Calculator(id.clone()));
        Some(Link {
            screens,
            numbers: self.parts.pages.get()?.changed_numbers(calculator),
            ..Link::default()
        })
    }
}
