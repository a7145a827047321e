//! Why there is no catalogue to show.

use crate::catalogue::NotACatalogue;

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
    NotACatalogue(NotACatalogue),
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
                "Elementet mangler attributten catalogue. Skriv adressen på kataloget, for eksempel \
                 catalogue=\"/katalog/catalogue.json\"."
                    .into()
            }
            Cause::Unreachable => "Serveren svarer ikke. Tjek, at adressen er rigtig, at serveren tillader \
                 andre sider at hente filen (CORS), og at sidens sikkerhedsregler (CSP connect-src) \
                 tillader adressen."
                .into(),
            Cause::Status(404 | 410) => {
                "Filen findes ikke (fejl 404). Tjek adressen, eller læg kataloget op igen.".into()
            }
            Cause::Status(code @ (401 | 403)) => format!(
                "Serveren giver ikke lov til at hente filen (fejl {code}). Gør filen offentlig."
            ),
            Cause::Status(code) => {
                format!("Serveren svarer med fejl {code}. Prøv igen om lidt, eller spørg dem, der driver serveren.")
            }
            Cause::NotJson => "Filen er ikke gyldig JSON. Lav den igen med »virker build«, og læg den op, som den er."
                .into(),
            Cause::NotACatalogue(NotACatalogue::NewerFormat { found }) => format!(
                "Kataloget er i format {found}, og denne udgave af Virker læser format 1. Opdatér Virker på siden."
            ),
            Cause::NotACatalogue(NotACatalogue::NoFormat) => {
                "Filen er ikke et katalog: den har ikke noget »format«. Tjek, at adressen peger på catalogue.json."
                    .into()
            }
            Cause::NotACatalogue(NotACatalogue::NoEntries) => {
                "Kataloget har ingen liste med opslag (»entries«). Lav det igen med »virker build«.".into()
            }
            Cause::NotACatalogue(NotACatalogue::BrokenHead(wrong)) => format!(
                "Katalogets hoved kan ikke læses ({}: {}). Kør »virker check«, og ret det, den viser.",
                wrong.path, wrong.message
            ),
            Cause::NoCalculator(id) => format!(
                "Der er ingen beregner, der hedder »{id}«, i kataloget, eller den har en fejl. Kør »virker check«, \
                 og tjek attributten calculator."
            ),
        }
    }
}
