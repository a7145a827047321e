//! Why the catalogue cannot be shown.

use super::Screen;
use crate::catalogue::CatalogueError;

/// Why the catalogue cannot be shown, and its address.
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
    /// There was no response: no connection, a wrong host, or no permission (CORS or CSP). The browser does not tell
    /// which.
    Unreachable,
    /// The response did not arrive in time, or not all of it.
    Timeout,
    /// The server responded with an error status.
    Status(u16),
    /// The response is not JSON.
    NotJson,
    /// The response is JSON, but not a catalogue that can be shown.
    Invalid(CatalogueError),
    /// What the element is to show alone is not in the catalogue, or cannot be read.
    Missing(Screen),
}

impl Failure {
    /// Its code, which is also its heading in docs/troubleshooting.md.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.cause {
            Cause::NoAddress => "no-catalogue-attribute",
            Cause::Unreachable => "catalogue-unreachable",
            Cause::Timeout => "catalogue-timeout",
            Cause::Status(_) => "catalogue-status",
            Cause::NotJson => "catalogue-not-json",
            Cause::Invalid(CatalogueError::NewerFormat { .. }) => "catalogue-newer-format",
            Cause::Invalid(_) => "catalogue-invalid",
            Cause::Missing(_) => "not-in-catalogue",
        }
    }

    /// What is wrong and how to fix it, in Danish, for whoever looks after the page.
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
            Cause::Timeout => {
                "Filen var ikke kommet efter 45 sekunder. Tjek adressen og serveren.".into()
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
            Cause::Invalid(CatalogueError::BrokenCard(broken)) => {
                format!("Et opslag kan ikke læses ({broken}). Kør »virker check«.")
            }
            Cause::Invalid(CatalogueError::BrokenHead(wrong)) => format!(
                "Katalogets hoved kan ikke læses ({}: {}). Kør »virker check«.",
                wrong.path, wrong.message
            ),
            Cause::Missing(screen) => {
                let (what, attribute, id) = match screen {
                    Screen::Calculator(id) => ("ingen beregner", "calculator", id.as_str()),
                    Screen::Worksheet(id) => ("intet ark", "worksheet", id.as_str()),
                    Screen::Card(id) | Screen::Concept(id) => {
                        ("intet opslag", "concept", id.as_str())
                    }
                    // Never missing.
                    Screen::Search => return String::new(),
                };
                if id.is_empty() {
                    return format!(
                        "Elementet mangler attributten {attribute} med et id fra kataloget."
                    );
                }
                format!(
                    "Kataloget har {what} »{id}«, der virker. Tjek attributten {attribute}, og kør »virker check«."
                )
            }
        }
    }
}
