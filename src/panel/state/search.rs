//! How the search changes: query, choices, order and results.

use std::rc::Rc;

use super::{MORE_FILTERS, PAGE, State};
use crate::panel::lazy::Part;
use crate::panel::results::Request;
use crate::panel::{Effect, Focus, Loading, Results};
use crate::search::Filter;

impl State {
    /// Puts a text in the search field and searches for it.
    pub(super) fn write_query(&mut self, text: String) -> Vec<Effect> {
        self.query.clone_from(&text);
        self.find_anew();
        vec![Effect::WriteField(text), Effect::Focus(Focus::Results)]
    }

    /// Searches for what is being typed. What was found stays for now if this finds nothing: the cards must not go and come
    /// back on the way to a word. What is pasted in its place is another query.
    pub(super) fn typed(&mut self, text: String) -> Vec<Effect> {
        self.literal = false;
        let query = std::mem::replace(&mut self.query, text);
        let (answered, results) = (self.held.take(), Rc::clone(&self.results));
        let shown = self.shown;
        let answers = answered.as_ref().unwrap_or(&query);
        let is_on_its_way = self.query.starts_with(answers) || answers.starts_with(&self.query);
        self.find_anew();
        if !self.results.entries.is_empty()
            || self.results.waiting
            || results.entries.is_empty()
            || !is_on_its_way
        {
            return vec![];
        }
        self.held = answered.or(Some(query));
        self.results = results;
        self.shown = shown;
        vec![Effect::Rest]
    }

    /// Tells that nothing was found, if that was put off.
    pub(super) fn stop_holding(&mut self) {
        if self.held.is_some() {
            self.find_anew();
        }
    }

    /// Finds the results that the visitor asks for, and shows the first of them.
    pub(super) fn find_anew(&mut self) {
        self.searched = true;
        // The focus is where they search or choose.
        self.focus_waits = None;
        self.shown = PAGE;
        self.find();
    }

    /// Finds the results.
    pub(super) fn find(&mut self) {
        self.held = None;
        let asks = self.ask();
        if let Loading::Ready(loaded) = &self.loading
            && !asks
        {
            let request = Request {
                text: &self.query,
                literal: self.literal,
                choices: &self.choices,
                locked: &self.settings.locked,
                order: self.order,
                bodies_come: !matches!(self.parts.pages, Part::Failed),
            };
            let part = self.parts.search.get();
            let results = Results::new(loaded, part, self.index.as_deref(), request);
            self.results = Rc::new(results);
        }
    }

    /// A link or an attribute may name what the catalogue does not have, which is then told of. What it chooses among the
    /// filters for professionals is shown.
    pub(super) fn check_choices(&mut self) {
        if let Loading::Ready(loaded) = &self.loading {
            let locked = &mut Rc::make_mut(&mut self.settings).locked;
            for filter in Filter::ALL {
                let known = filter.ids(&loaded.catalogue.head.vocabularies);
                let mut chosen = self.choices.of(filter).to_vec();
                chosen.retain(|id| {
                    let is_known = known.contains(&id.as_str());
                    if !is_known {
                        let name = filter.name();
                        let mut warning = format!("{name} »{id}« er ikke i kataloget. Det har:");
                        for id in &known {
                            warning.push(' ');
                            warning.push_str(id);
                        }
                        self.warnings.push(warning);
                    }
                    is_known
                });
                self.choices.set(filter, &chosen);
                if !locked.of(filter).is_empty() {
                    // Nothing is locked that is not there.
                    locked.set(filter, &chosen);
                }
            }
            let mut more = MORE_FILTERS.iter();
            self.more_filters |= more.any(|filter| !self.choices.of(*filter).is_empty());
        }
    }
}
