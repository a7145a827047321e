//! What an opened entry, calculator or worksheet needs.

use std::rc::Rc;

use yew::Html;

use crate::calculator::{CompiledCalculator, opened, written};
use crate::catalogue::{Entries, Entry, read};
use crate::panel::lazy::PagesPart;
use crate::panel::views::{self, PageViews, ViewContext};
use crate::panel::{
    CalculatorAction, CalculatorState, Effect, ExportFormat, LoadedCatalogue, WorksheetAction,
    WorksheetState, report,
};

pub(super) struct Pages;

impl PagesPart for Pages {
    fn entry_errors(&self, loaded: &LoadedCatalogue) -> Vec<String> {
        let catalogue = &loaded.catalogue;
        // Text that `virker build` wrote was checked then, and is only read when it is opened.
        let Some(Entries::Parsed(entries)) = catalogue.bodies().map(|bodies| &bodies.entries)
        else {
            return Vec::new();
        };
        let errors = entries.iter().filter_map(|entry| {
            let error = read::<Entry>(entry).err()?;
            // Not the card's: a whole document may be of another day than the cards.
            let id = entry.text("id").unwrap_or_default();
            Some(format!("{id}: {}: {}", error.path, error.message))
        });
        errors.collect()
    }

    fn open_calculator(
        &self,
        loaded: &LoadedCatalogue,
        id: &str,
        preset: &[(String, String)],
        linked: &[(String, String)],
    ) -> Option<(Rc<CalculatorState>, Vec<String>)> {
        let compiled = CompiledCalculator::new(opened(&loaded.catalogue, id)?).ok()?;
        let mut calculator = CalculatorState::new(Rc::new(compiled))?;
        let mut wrong = Vec::new();
        let numbers = preset.iter().map(|number| (number, true));
        for ((input, number), is_preset) in
            numbers.chain(linked.iter().map(|number| (number, false)))
        {
            let inputs = &calculator.compiled.definition.inputs;
            let index = inputs
                .iter()
                .position(|known| known.id == *input && !known.fixed);
            let Some(index) = index else { continue };
            calculator.update(CalculatorAction::Type(index, number.clone()));
            calculator.update(CalculatorAction::Leave(index));
            let is_refused = calculator
                .fields
                .get(index)
                .is_some_and(|field| field.problem.is_some());
            if is_preset && is_refused {
                calculator.update(CalculatorAction::Reset(index));
                wrong.push(format!(
                    "I attributten »values« kan »{input}« ikke være »{number}«. Vores tal er brugt."
                ));
            }
        }
        Some((Rc::new(calculator), wrong))
    }

    fn changed_numbers(&self, state: &CalculatorState) -> Vec<(String, String)> {
        let mut numbers = Vec::new();
        for (input, field) in state.compiled.definition.inputs.iter().zip(&state.fields) {
            if let Some(own) = field.own {
                // Without points, which a reader could take for a decimal point.
                numbers.push((input.id.clone(), written(input, own).replace('.', "")));
            }
        }
        numbers
    }

    fn update_calculator(&self, state: &mut CalculatorState, action: CalculatorAction) {
        state.update(action);
    }

    fn file_name(&self, id: &str) -> String {
        format!("{}.csv", id.replace('@', "-"))
    }

    fn export(
        &self,
        loaded: &LoadedCatalogue,
        state: &CalculatorState,
        format: ExportFormat,
    ) -> String {
        report::export(loaded, state, format)
    }

    fn open_worksheet(&self, loaded: &LoadedCatalogue, id: &str) -> Option<WorksheetState> {
        let worksheet = loaded.catalogue.worksheet(id)?;
        let calculator = worksheet.calculator.as_ref();
        let calculator = calculator.and_then(|id| self.open_calculator(loaded, id, &[], &[]));
        let compiled = calculator.map(|(calculator, _)| Rc::clone(&calculator.compiled));
        Some(WorksheetState::new(worksheet, compiled))
    }

    fn update_worksheet(
        &self,
        loaded: &LoadedCatalogue,
        state: &mut WorksheetState,
        action: WorksheetAction,
    ) -> Vec<Effect> {
        state.update(action, &loaded.catalogue)
    }
}

impl PageViews for Pages {
    fn page(&self, cx: &ViewContext<'_>) -> Html {
        views::page(cx)
    }
}
