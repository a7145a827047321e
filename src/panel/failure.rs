//! Why there is no catalogue to show.

use crate::catalogue::CatalogueError;

/// Why the catalogue cannot be shown, with the address that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The catalogue's address, as resolved against the page.
    pub url: String,
    /// What went wrong.
    pub cause: Cause,
}

/// What went wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The element names no catalogue.
    NoAddress,
    /// There was no answer: no connection, a wrong host, or no permission
    /// (CORS or CSP); the browser doesn't tell which.
    Unreachable,
    /// The server answered with an error.
    Status(u16),
    /// The answer is not JSON.
    NotJson,
    /// The answer is JSON, but no catalogue that can be shown.
    Invalid(CatalogueError),
    /// The calculator that the element names is not in the catalogue, or
    /// cannot be used.
    NoCalculator(String),
}

impl Failure {
    /// What is wrong and how to mend it, in Danish, for whoever looks after
    /// the page.
    #[must_use]
    pub fn for_the_editor(&self) -> String {
        match &self.cause {
            Cause::NoAddress => {
                "Elementet mangler attributten catalogue med adressen på kataloget.".into()
            }
            Cause::Unreachable => {
                "Serveren svarer ikke. Tjek adressen, og at serveren (CORS) og sidens \
                 sikkerhedsregler (CSP connect-src) tillader den."
                    .into()
            }
            Cause::Status(code) => format!(
                "Serveren svarer med fejl {code}. Tjek adressen, og at filen findes og er offentlig."
            ),
            Cause::NotJson => "Filen er ikke gyldig JSON. Lav den igen med »virker build«.".into(),
            Cause::Invalid(CatalogueError::NewerFormat { found }) => format!(
                "Kataloget er i format {found}, og denne udgave læser format 1. Opdatér Virker på siden."
            ),
            Cause::Invalid(CatalogueError::NoFormat) => {
                "Filen er ikke et katalog: den har ikke noget »format«. Tjek adressen.".into()
            }
            Cause::Invalid(CatalogueError::NoEntries) => {
                "Kataloget har ingen opslag (»entries«). Lav det igen med »virker build«.".into()
            }
            Cause::Invalid(CatalogueError::BrokenHead(wrong)) => format!(
                "Katalogets hoved kan ikke læses ({}: {}). Kør »virker check«.",
                wrong.path, wrong.message
            ),
            Cause::NoCalculator(id) => format!(
                "Kataloget har ingen beregner »{id}«, der virker. Tjek attributten calculator, og kør »virker check«."
            ),
        }
    }
}
